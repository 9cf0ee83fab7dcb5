"""Derivative rules of users: custom_jvp, custom_vjp, custom_gradient, closure_convert, linear_call."""

import functools

import numpy as np
import pytest
from custom_rules import BOTH, sine_times, sine_times_back

import covector as cv
import covector.numpy as cnp
from covector.custom_derivatives import CustomVJPPrimal, SymbolicZero, linear_call
from covector.errors import UnexpectedTracerError

# ---- the rule takes the place of the derivative


def test_undifferentiated_calls_are_the_function():
    f = sine_times(3.0)
    np.testing.assert_allclose(f(1.0), np.sin(1.0), rtol=1e-6)
    np.testing.assert_allclose(cv.jit(f)(1.0), np.sin(1.0), rtol=1e-6)
    np.testing.assert_allclose(cv.vmap(f)(cnp.arange(3.0)), np.sin(np.arange(3.0)), rtol=1e-6)
    assert "custom" not in cv.jit(f).lower(1.0).as_text("transformed")


@BOTH
def test_grad_follows_the_rule(make):
    f = make(3.0)
    np.testing.assert_allclose(cv.grad(f)(1.0), 3 * np.cos(1.0), rtol=1e-6)
    np.testing.assert_allclose(cv.jit(cv.grad(f))(1.0), 3 * np.cos(1.0), rtol=1e-6)
    np.testing.assert_allclose(cv.grad(cv.jit(f))(1.0), 3 * np.cos(1.0), rtol=1e-6)
    value, gradient = cv.value_and_grad(lambda x: f(x) ** 2)(1.0)
    np.testing.assert_allclose((value, gradient), (np.sin(1) ** 2, 6 * np.sin(1) * np.cos(1)), rtol=1e-6)


def test_jvp_and_linearize_follow_the_rule():
    f = sine_times(3.0)
    y, dy = cv.jvp(f, (1.0,), (2.0,))
    np.testing.assert_allclose((y, dy), (np.sin(1.0), 6 * np.cos(1.0)), rtol=1e-6)
    y, along = cv.linearize(f, 1.0)
    np.testing.assert_allclose((y, along(2.0)), (np.sin(1.0), 6 * np.cos(1.0)), rtol=1e-6)
    y, pullback = cv.vjp(f, 1.0)
    np.testing.assert_allclose(pullback(2.0)[0], 6 * np.cos(1.0), rtol=1e-6)


@BOTH
def test_second_order_differentiates_the_rule(make):
    f = make(3.0)
    np.testing.assert_allclose(cv.grad(cv.grad(f))(1.0), -3 * np.sin(1.0), rtol=1e-6)
    np.testing.assert_allclose(cv.jit(cv.grad(cv.grad(f)))(1.0), -3 * np.sin(1.0), rtol=1e-6)
    np.testing.assert_allclose(cv.grad(cv.grad(cv.grad(f)))(1.0), -3 * np.cos(1.0), rtol=1e-6)


def test_the_rule_of_the_rule_is_used_again():
    # d/dx of 3 x f(x) is by the rule again.
    @cv.custom_jvp
    def f(x):
        return x * x

    f.defjvp(lambda primals, tangents: (f(*primals), 3.0 * f(primals[0]) * tangents[0]))
    np.testing.assert_allclose(cv.grad(f)(2.0), 12.0)
    np.testing.assert_allclose(cv.grad(cv.grad(f))(2.0), 36.0)
    np.testing.assert_allclose(cv.jvp(cv.grad(cv.grad(f)), (2.0,), (1.0,))[1], 108.0)


@BOTH
@pytest.mark.parametrize("order", ["vmap of grad", "grad of vmap", "jit within", "jit around", "nested"])
def test_vmap_and_jit_in_any_nesting(make, order):
    f, x = make(3.0), cnp.arange(4.0)
    functions = {
        "vmap of grad": cv.vmap(cv.grad(f)),
        "grad of vmap": cv.grad(lambda x: cv.vmap(f)(x).sum()),
        "jit within": cv.vmap(cv.grad(cv.jit(f))),
        "jit around": cv.jit(cv.vmap(cv.grad(f))),
        "nested": cv.grad(cv.jit(lambda x: cv.vmap(cv.vmap(f))(x.reshape(2, 2)).sum())),
    }
    np.testing.assert_allclose(functions[order](x), 3 * np.cos(np.arange(4.0)), rtol=1e-5)


def test_what_lanes_share_sums_its_cotangents():
    @cv.custom_vjp
    def scaled(x, y):
        return x * y

    scaled.defvjp(lambda x, y: (x * y, (x, y)), lambda kept, ct: (10 * kept[1] * ct, 100 * kept[0] * ct))
    x = cnp.arange(3.0)

    def loss(x, y):
        return cv.vmap(scaled, in_axes=(0, None))(x, y).sum()

    dx, dy = cv.grad(loss, (0, 1))(x, 2.0)
    np.testing.assert_allclose(dx, [20.0, 20.0, 20.0])
    np.testing.assert_allclose(dy, 300.0)


def test_hessians_of_reverse_rules_go_forward_over_what_the_rules_compute():
    f = sine_times_back(3.0)
    np.testing.assert_allclose(cv.jacfwd(cv.grad(f))(1.0), -3 * np.sin(1.0), rtol=1e-6)
    np.testing.assert_allclose(
        cv.hessian(lambda x: f(x).sum())(cnp.ones(2)), -3 * np.sin(1) * np.eye(2), rtol=1e-6
    )
    np.testing.assert_allclose(cv.jacrev(f)(cnp.ones(2)), 3 * np.cos(1.0) * np.eye(2), rtol=1e-6)


# ---- what rules are for


def test_log1pexp_has_a_stable_derivative():
    @cv.custom_jvp
    def log1pexp(x):
        return cnp.log(1.0 + cnp.exp(x))

    @log1pexp.defjvp
    def log1pexp_jvp(primals, tangents):
        (x,), (dx,) = primals, tangents
        return log1pexp(x), (1 - 1 / (1 + cnp.exp(x))) * dx

    plain = cv.grad(lambda x: cnp.log(1.0 + cnp.exp(x)))
    assert np.isnan(plain(100.0))
    assert cv.grad(log1pexp)(100.0) == 1.0
    np.testing.assert_allclose(cv.vmap(cv.jit(cv.grad(log1pexp)))(cnp.zeros(3)), [0.5] * 3)


def test_gradients_are_clipped():
    @cv.custom_vjp
    def clip_gradient(low, high, x):
        return x

    clip_gradient.defvjp(
        lambda low, high, x: (x, (low, high)), lambda kept, ct: (None, None, cnp.clip(ct, kept[0], kept[1]))
    )
    x = cnp.linspace(0.0, 10.0, 50)
    clipped = cv.vmap(cv.grad(lambda x: cnp.sin(clip_gradient(-0.75, 0.75, x))))(x)
    np.testing.assert_allclose(clipped, np.clip(np.cos(np.asarray(x)), -0.75, 0.75), rtol=1e-5)


def test_fixed_points_are_differentiated_by_the_implicit_function_theorem():
    def iterate(f, x):
        for _ in range(40):
            x = f(x)
        return x

    @functools.partial(cv.custom_vjp, nondiff_argnums=(0,))
    def fixed_point(f, a, guess):
        return iterate(lambda x: f(a, x), guess)

    def forward(f, a, guess):
        x = fixed_point(f, a, guess)
        return x, (a, x)

    def backward(f, kept, ct):
        a, x = kept
        _, by_a = cv.vjp(lambda a: f(a, x), a)
        _, by_x = cv.vjp(lambda x: f(a, x), x)
        w = iterate(lambda w: ct + by_x(w)[0], ct)
        return by_a(w)[0], None

    fixed_point.defvjp(forward, backward)

    def babylonian(a, x):
        return 0.5 * (x + a / x)

    def root(a):
        return fixed_point(babylonian, a, a)

    np.testing.assert_allclose(root(2.0), np.sqrt(2.0), rtol=1e-6)
    np.testing.assert_allclose(cv.grad(root)(2.0), 0.5 / np.sqrt(2.0), rtol=1e-5)
    np.testing.assert_allclose(cv.jit(cv.grad(root))(2.0), 0.5 / np.sqrt(2.0), rtol=1e-5)
    np.testing.assert_allclose(cv.grad(cv.grad(root))(2.0), -0.25 * 2.0**-1.5, rtol=1e-4)


def test_conventions_at_a_point_without_derivative():
    @cv.custom_jvp
    def f(x):
        return x / (1 + cnp.sqrt(x))

    f.defjvp(
        lambda primals, tangents: (
            f(*primals),
            ((cnp.sqrt(primals[0]) + 2) / (2 * (cnp.sqrt(primals[0]) + 1) ** 2)) * tangents[0],
        )
    )
    assert cv.grad(f)(0.0) == 1.0


def test_python_control_flow_in_rules_sees_values():
    @cv.custom_jvp
    def f(x):
        return cnp.sin(x) if x > 0 else cnp.cos(x)

    @f.defjvp
    def f_jvp(primals, tangents):
        (x,), (dx,) = primals, tangents
        return f(x), (2 if x > 0 else 3) * dx

    assert cv.grad(f)(1.0) == 2.0
    assert cv.grad(f)(-1.0) == 3.0
    assert cv.grad(cv.grad(lambda x: x * f(x)))(-1.0) == 6.0

    @cv.custom_vjp
    def g(x):
        return x if x > 0 else -x

    g.defvjp(lambda x: (g(x), 5.0 if x > 0 else 7.0), lambda kept, ct: (kept * ct,))
    assert cv.grad(g)(1.0) == 5.0
    assert cv.grad(g)(-1.0) == 7.0


# ---- arguments


def test_rules_for_each_argument():
    f = cv.custom_jvp(lambda x, y: x**2 * y)
    f.defjvps(lambda dx, result, x, y: 10 * y * dx, lambda dy, result, x, y: 100 * x * dy)
    assert [float(d) for d in cv.grad(f, (0, 1))(2.0, 3.0)] == [30.0, 200.0]
    f.defjvps(None, lambda dy, result, x, y: result * dy)
    assert [float(d) for d in cv.grad(f, (0, 1))(2.0, 3.0)] == [0.0, 12.0]


def close(got, expected):
    cv.tree.map(lambda x, y: np.testing.assert_allclose(x, y, rtol=1e-12), got, expected)


@pytest.mark.parametrize("constant", [0, 1, 2])
def test_arguments_that_do_not_vary(constant, x64):
    """The rule's linear code of a tangent that is zero has to be zero for its transpose too."""

    @cv.custom_jvp
    def f(x, y, z):
        return cnp.sin(x) * y + z

    @f.defjvp
    def f_jvp(primals, tangents):
        x, y, _ = primals
        dx, dy, dz = tangents
        part = cnp.stack([-dy * cnp.sin(x) / 2, dz])
        return f(*primals), cnp.cos(x) * y * dx - 2 * part[0] + part[1] + cnp.sum(
            cnp.where(x > 0, part, 0) * 0
        )

    def g(x, y, z):
        return cnp.sin(x) * y + z

    args = [0.3, 0.7, -0.2]

    def of(h):
        def fixed(*varying):
            values = list(varying)
            values.insert(constant, args[constant])
            return h(*values)

        return fixed

    given = [a for i, a in enumerate(args) if i != constant]
    for transform in (
        lambda h: lambda *a: cv.vjp(h, *a)[1](1.0),
        lambda h: lambda *a: cv.linearize(h, *a)[1](*a),
        lambda h: cv.jacrev(h, (0, 1)),
        lambda h: cv.hessian(h, (0, 1)),
        lambda h: cv.jit(cv.jacfwd(cv.jacrev(h, (0, 1)), (0, 1))),
        lambda h: lambda *a: cv.vmap(cv.vjp(h, *a)[1])(cnp.arange(3.0)),
    ):
        close(transform(of(f))(*given), transform(of(g))(*given))

    parts = cv.custom_jvp(g)
    parts.defjvps(None, lambda dy, result, x, y, z: cnp.sin(x) * dy, None)
    close(cv.hessian(parts, (0, 1))(*args), ((0.0, 0.0), (cnp.cos(0.3), 0.0)))


def test_names_and_defaults_become_positions():
    @cv.custom_jvp
    def f(x, y=3.0):
        return x * y

    f.defjvp(lambda primals, tangents: (f(*primals), tangents[0] * 100 + tangents[1]))
    assert cv.grad(lambda x: f(x))(1.0) == 100.0
    assert cv.grad(lambda y: f(y=y, x=2.0))(1.0) == 1.0
    assert f(y=2.0, x=5.0) == 10.0


def test_trees_of_arguments_and_results():
    @cv.custom_vjp
    def f(point):
        return {"sum": point["x"] + point["y"][0], "product": point["x"] * point["y"][0]}

    def forward(point):
        return f(point), (point["x"], {"y": point["y"]})

    def backward(kept, ct):
        x, rest = kept
        return ({"x": ct["sum"] * x, "y": (ct["product"] * rest["y"][0],)},)

    f.defvjp(forward, backward)
    point = {"x": 2.0, "y": (5.0,)}
    gradient = cv.grad(lambda p: f(p)["sum"] + 10 * f(p)["product"])(point)
    assert float(gradient["x"]) == 2.0
    assert float(gradient["y"][0]) == 50.0
    g = cv.custom_jvp(lambda pair: (pair[1], pair[0]))
    g.defjvp(lambda primals, tangents: (g(*primals), (7 * tangents[0][1], tangents[0][0])))
    out, tangent = cv.jvp(g, ((1.0, 2.0),), ((1.0, 1.0),))
    assert [float(x) for x in (*out, *tangent)] == [2.0, 1.0, 7.0, 1.0]


def test_arguments_that_are_not_differentiated():
    @functools.partial(cv.custom_jvp, nondiff_argnums=(0, 2))
    def app(f, x, scale):
        return scale * f(x)

    @app.defjvp
    def app_jvp(f, scale, primals, tangents):
        (x,), (dx,) = primals, tangents
        return app(f, x, scale), 2.0 * dx

    assert cv.grad(lambda x: app(lambda y: y**3, x, 5.0))(1.0) == 2.0
    np.testing.assert_allclose(cv.jit(cv.grad(lambda x: app(cnp.sin, x, 5.0)))(3.0), 2.0)

    @functools.partial(cv.custom_vjp, nondiff_argnames=("f",))
    def back(f, x):
        return f(x)

    back.defvjp(lambda f, x: (f(x), x), lambda f, x, ct: (f(ct) * 3,))
    np.testing.assert_allclose(cv.grad(lambda x: back(cnp.sin, x))(1.0), 3 * np.sin(1.0), rtol=1e-6)


def test_tracers_that_are_not_differentiated():
    @functools.partial(cv.custom_jvp, nondiff_argnums=(0,))
    def scaled(factor, x):
        return factor * x

    scaled.defjvp(lambda factor, primals, tangents: (scaled(factor, *primals), 10 * factor * tangents[0]))
    assert cv.jit(lambda n: cv.grad(lambda x: scaled(n, x))(1.0))(3.0) == 30.0
    assert cv.jit(lambda n, x: cv.grad(lambda x: cv.jit(scaled)(n, x))(x))(3.0, 1.0) == 30.0

    @functools.partial(cv.custom_vjp, nondiff_argnums=(0,))
    def back(factor, x):
        return factor * x

    back.defvjp(lambda n, x: (x, None), lambda n, kept, ct: (ct,))
    with pytest.raises(UnexpectedTracerError, match="nondiff_argnums"):
        cv.jit(lambda n: back(n, 1.0))(3.0)


def test_integers_have_no_tangents():
    seen = []

    @cv.custom_jvp
    def power(x, n):
        return x**n, n

    @power.defjvp
    def power_jvp(primals, tangents):
        (x, n), (dx, dn) = primals, tangents
        seen.append(dn.dtype)
        return power(x, n), (5.0 * dx, dn)

    assert cv.grad(lambda x: power(x, 3)[0])(2.0) == 5.0
    assert set(seen) == {cv.float0}

    @cv.custom_vjp
    def repeated(x, n):
        return x * n, n

    repeated.defvjp(lambda x, n: (repeated(x, n), n), lambda n, cts: (cts[0] * 7, None))
    gradient = cv.grad(lambda x, n: repeated(x, n)[0], (0, 1), allow_int=True)(2.0, 3)
    assert float(gradient[0]) == 7.0
    assert gradient[1].dtype == cv.float0


def test_methods_are_bound():
    class Layer:
        scale = 5.0

        @functools.partial(cv.custom_jvp, nondiff_argnums=(0,))
        def apply(self, x):
            return self.scale * x

        @apply.defjvp
        def apply_jvp(self, primals, tangents):
            return self.apply(*primals), 2 * self.scale * tangents[0]

    assert cv.grad(Layer().apply)(1.0) == 10.0


# ---- symbolic zeros


def test_symbolic_zeros_in_forward_rules():
    seen = []

    @cv.custom_jvp
    def f(x, n, y):
        return x * y

    def rule(primals, tangents):
        seen.append([type(t) for t in tangents])
        x, _, _ = primals
        dx, _, dy = tangents
        assert isinstance(dx, SymbolicZero)
        assert dx.shape == () and dx.dtype == np.float32
        return f(*primals), 3 * x * dy

    f.defjvp(rule, symbolic_zeros=True)
    assert cv.jvp(lambda y: f(2.0, 3, y), (1.0,), (1.0,))[1] == 6.0
    assert [issubclass(t, SymbolicZero) for t in seen[0]] == [True, True, False]
    f.defjvp(lambda primals, tangents: (f(*primals), tangents[0]), symbolic_zeros=True)
    assert cv.jvp(lambda y: f(2.0, 3, y), (1.0,), (1.0,))[1] == 0.0


def test_symbolic_zeros_in_reverse_rules():
    seen = []

    @cv.custom_vjp
    def f(x, y):
        return x * y, x + y

    def forward(x, y):
        assert isinstance(x, CustomVJPPrimal)
        seen.append((x.perturbed, y.perturbed))
        return f(x.value, y.value), x.value

    def backward(x, cts):
        seen.append([isinstance(ct, SymbolicZero) for ct in cts])
        return SymbolicZero(cts[0].aval if isinstance(cts[0], SymbolicZero) else cv.typeof(x)), 5 * x * cts[0]

    f.defvjp(forward, backward, symbolic_zeros=True)
    assert cv.grad(lambda y: f(2.0, y)[0])(1.0) == 10.0
    assert seen == [(False, True), [False, True]]


# ---- closures


def test_differentiating_by_a_closed_over_value_is_an_error():
    def by_closure(y):
        f = cv.custom_jvp(lambda x: x * y)
        f.defjvp(lambda primals, tangents: (primals[0], tangents[0]))
        return f(2.0)

    with pytest.raises(ValueError, match="closed-over value"):
        cv.grad(by_closure)(1.0)

    def by_closure_back(y):
        f = cv.custom_vjp(lambda x: x * y)
        f.defvjp(lambda x: (x, None), lambda kept, ct: (ct,))
        return f(2.0)

    with pytest.raises(ValueError, match="closed-over value"):
        cv.grad(by_closure_back)(1.0)


@pytest.mark.parametrize("outer", [lambda f: f, cv.jit, cv.grad], ids=["eager", "jit", "grad"])
def test_rules_close_over_values_of_outer_functions(outer):
    def forward(y):
        f = cv.custom_jvp(lambda x: x * y)
        f.defjvp(lambda primals, tangents: (primals[0] * y, tangents[0] * y * y))
        return cv.grad(f)(2.0)

    def reverse(y):
        f = cv.custom_vjp(lambda x: x * y)
        f.defvjp(lambda x: (x * y, x + y), lambda kept, ct: (ct * y * y + 0 * kept,))
        return cv.grad(f)(2.0)

    expected = 6.0 if outer is cv.grad else 9.0
    assert outer(forward)(3.0) == expected
    assert outer(reverse)(3.0) == expected


def test_rules_of_functions_that_close_over_values_call_them():
    def slope(y):
        f = cv.custom_jvp(lambda x: x * y)
        f.defjvp(lambda primals, tangents: (f(*primals), tangents[0] * y * y))
        return cv.grad(f)(2.0)

    assert slope(3.0) == 9.0
    assert cv.jit(slope)(3.0) == 9.0
    np.testing.assert_array_equal(cv.vmap(slope)(cnp.arange(3.0)), [0.0, 1.0, 4.0])


def test_rules_close_over_arrays_of_any_size():
    large = cnp.arange(1000.0)
    f = cv.custom_jvp(lambda x: x + large)
    f.defjvp(lambda primals, tangents: (f(*primals), tangents[0] * large))
    np.testing.assert_array_equal(cv.jvp(f, (large,), (large,))[1], np.arange(1000.0) ** 2)
    jitted = cv.jit(lambda x: f(x).sum())
    jitted(large)  # traced where nothing is differentiated: the rule is made later
    np.testing.assert_array_equal(cv.grad(jitted)(large), np.arange(1000.0))


def test_closed_over_values_become_arguments():
    @functools.partial(cv.custom_vjp, nondiff_argnums=(0,))
    def apply(f, x, *closed):
        return f(x, *closed)

    def forward(f, x, *closed):
        return f(x, *closed), (x, *closed)

    def backward(f, kept, ct):
        return tuple(100 * g for g in cv.vjp(f, *kept)[1](ct))

    apply.defvjp(forward, backward)

    def loss(y):
        f, closed = cv.closure_convert(lambda x: x * y, 1.0)
        assert len(closed) == 1
        return apply(f, 2.0, *closed)

    assert cv.grad(loss)(3.0) == 200.0
    f, closed = cv.closure_convert(lambda x: 2 * x, 1.0)
    assert closed == []
    assert f(2.0) == 4.0
    with pytest.raises(TypeError, match="structure"):
        f((2.0, 3.0))
    with pytest.raises(TypeError, match=r"float32\[\]"):
        f(cnp.ones(3))


# ---- other forms


def test_custom_gradient():
    @cv.custom_gradient
    def f(x):
        return x**2, lambda ct: (ct * x,)

    assert f(3.0) == 9.0
    assert cv.grad(f)(3.0) == 3.0
    assert cv.grad(cv.grad(f))(3.0) == 1.0
    assert cv.jit(cv.grad(f))(3.0) == 3.0

    @cv.custom_gradient
    def g(x, y):
        return {"out": x * y}, lambda ct: (ct["out"] * 10 * y, ct["out"] * 100 * x)

    assert [float(d) for d in cv.grad(lambda x, y: g(x, y)["out"], (0, 1))(2.0, 3.0)] == [30.0, 200.0]
    with pytest.raises(TypeError, match="pair"):
        cv.custom_gradient(lambda x: x)(1.0)


def test_linear_call():
    def divided(x, by):
        return linear_call(lambda r, x: x / r, lambda r, ct: 10 * ct / r, by, x)

    assert divided(6.0, 2.0) == 3.0
    assert cv.grad(divided)(6.0, 2.0) == 5.0
    assert cv.jit(cv.grad(divided))(6.0, 2.0) == 5.0
    assert cv.jvp(lambda x: divided(x, 2.0), (6.0,), (1.0,))[1] == 0.5
    assert cv.grad(divided, 1)(6.0, 2.0) == -1.5
    np.testing.assert_allclose(cv.vmap(cv.grad(divided), (None, 0))(6.0, cnp.array([2.0, 5.0])), [5.0, 2.0])
    gradient = cv.grad(lambda x: cv.vmap(divided, (None, 0))(x, cnp.array([2.0, 5.0])).sum())(6.0)
    assert gradient == 7.0
    with pytest.raises(TypeError, match="int32"):
        linear_call(lambda r, x: x, lambda r, ct: ct, 1.0, 3)
    with pytest.raises(TypeError, match="tree like the linear arguments"):
        cv.grad(lambda x: linear_call(lambda r, x: x, lambda r, ct: (ct,), 1.0, x))(1.0)


def test_transposes_close_over_values():
    def divided(x, by):
        return linear_call(lambda r, x: x / by, lambda r, ct: 10 * ct / by, None, x)

    assert cv.grad(divided)(6.0, 2.0) == 5.0
    assert cv.jit(cv.grad(divided))(6.0, 2.0) == 5.0
    assert cv.jit(lambda by: cv.grad(lambda x: divided(x, by))(6.0))(2.0) == 5.0
    assert cv.grad(divided, 1)(6.0, 2.0) == -1.5


def test_linear_transpose():
    transposed = cv.linear_transpose(
        lambda x, y: cnp.stack([2 * x, x - y]), 1.0, cv.ShapeDtypeStruct((), "float32")
    )
    assert [float(ct) for ct in transposed(cnp.array([1.0, 10.0]))] == [12.0, -10.0]
    assert [float(ct) for ct in cv.jit(transposed)(cnp.array([1.0, 10.0]))] == [12.0, -10.0]
    scale = cnp.arange(20.0)
    (ct,) = cv.linear_transpose(lambda x: x * scale, scale)(cnp.ones(20))
    np.testing.assert_array_equal(ct, np.arange(20.0))
    assert cv.grad(lambda s: cv.linear_transpose(lambda x: x * s, 1.0)(3.0)[0])(2.0) == 3.0
    with pytest.raises(TypeError, match="float or complex"):
        cv.linear_transpose(lambda x: 2 * x, 1)
    with pytest.raises(TypeError, match="cotangent tree"):
        cv.linear_transpose(lambda x: 2 * x, 1.0)((1.0,))
    with pytest.raises(TypeError, match="cotangent type"):
        cv.linear_transpose(lambda x: 2 * x, 1.0)(cnp.ones(3))
    with pytest.raises((RuntimeError, NotImplementedError), match="sin"):
        cv.linear_transpose(cnp.sin, 1.0)(1.0)


def test_rules_leak_nothing():
    with cv.checking_leaks():
        assert (
            cv.jit(cv.grad(lambda x: linear_call(lambda r, x: x * r, lambda r, ct: ct * r, x, x)))(2.0) == 4.0
        )
        assert cv.grad(cv.grad(sine_times(3.0)))(0.0) == 0.0
        assert cv.grad(cv.custom_gradient(lambda x: (x**2, lambda ct: ct * x)))(3.0) == 3.0
