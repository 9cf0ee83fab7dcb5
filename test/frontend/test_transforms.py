"""The transformations: arguments, results, nesting; values are known in closed form or by NumPy."""

import functools

import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp


def close(got, expected, **options):
    np.testing.assert_allclose(np.asarray(got), expected, rtol=options.pop("rtol", 2e-6), **options)


# ---- arguments of grad


def test_argnums_forms():
    def f(x, y):
        return x**2 * y

    close(cv.grad(f)(2.0, 3.0), 12)
    close(cv.grad(f, argnums=1)(2.0, 3.0), 4)
    close(cv.grad(f, argnums=-1)(2.0, 3.0), 4)
    both = cv.grad(f, argnums=(1, 0))(2.0, 3.0)
    assert isinstance(both, tuple)
    close(both, (4, 12))
    close(cv.grad(f, argnums=[0])(2.0, 3.0), (12,))


@pytest.mark.parametrize("transform", [cv.grad, cv.value_and_grad, cv.jacfwd, cv.jacrev, cv.hessian])
@pytest.mark.parametrize("argnums", [(0, 0), (1, -1)])
def test_argument_that_is_named_twice_is_refused(transform, argnums):
    with pytest.raises(ValueError, match="argnums to name each argument once"):
        transform(lambda x, y: x * y, argnums=argnums)(2.0, 3.0)


def test_trees_of_arguments():
    params = {"w": cnp.ones(2), "b": [cnp.asarray(2.0), (cnp.asarray(3.0), None)]}
    gradient = cv.grad(lambda p: cnp.sum(p["w"]) * p["b"][0] * p["b"][1][0])(params)
    assert cv.tree.structure(gradient) == cv.tree.structure(params)
    close(gradient["w"], [6, 6])
    close(gradient["b"][1][0], 4)


def test_arguments_that_are_not_differentiated_may_be_anything():
    assert float(cv.grad(lambda x, text, n=1: x * len(text) * n)(2.0, "abc", n=2)) == 6.0


def test_aux():
    (value, aux), gradient = cv.value_and_grad(lambda x: (x**2, {"x": x, "s": "text", "n": 3}), has_aux=True)(
        3.0
    )
    close(value, 9)
    close(gradient, 6)
    assert aux["s"] == "text"
    assert aux["n"] == 3
    assert not isinstance(aux["x"], cv._core.Tracer)
    gradient, aux = cv.grad(lambda x: (x**2, x), has_aux=True)(3.0)
    close(gradient, 6)
    close(aux, 3)


def test_gradients_keep_dtype_and_weakness():
    gradient = cv.grad(lambda x: x**2)(2.0)
    assert gradient.weak_type
    assert cv.grad(lambda x: cnp.sum(x))(cnp.ones(2, cnp.bfloat16)).dtype == cnp.bfloat16
    assert cv.grad(lambda x: cnp.sum(x))(np.ones(2)).dtype == np.float32
    for transform in (cv.jacfwd, cv.jacrev, cv.hessian, lambda f: cv.jacfwd(cv.jacfwd(f))):
        assert transform(cnp.sin)(2.0).weak_type
        assert not transform(cnp.sin)(cnp.float32(2.0)).weak_type
        assert not transform(lambda x: cnp.sum(cnp.sin(x)))(cnp.ones(2)).weak_type


def test_integers_with_allow_int_have_empty_gradients():
    gradient = cv.grad(lambda x, n: x * n, argnums=(0, 1), allow_int=True)(2.0, 3)
    close(gradient[0], 3)
    assert gradient[1].dtype == cv.float0
    assert gradient[1].shape == ()


def test_gradient_by_a_complex_number_is_conjugate():
    # f(z) = |z|^2 = x^2 + y^2: df/dx - i df/dy = 2 conj(z).
    z = cnp.complex64(1 + 2j)
    close(cv.grad(lambda z: cnp.abs(z) ** 2)(z), 2 - 4j)
    close(cv.grad(lambda z: cnp.imag(z))(z), -1j)
    _, pull = cv.vjp(cnp.conj, z)
    close(pull(cnp.complex64(1j))[0], -1j)
    assert cv.grad(lambda z: cnp.abs(z) ** 2)(z).dtype == np.complex64


def test_jacobians_of_complex_functions():
    z = cnp.array([1j, 2.0])
    for jacobian in (cv.jacfwd, cv.jacrev):
        close(jacobian(lambda z: z**2 + z[::-1], holomorphic=True)(z), np.diag([2j, 4.0]) + np.eye(2)[::-1])
    close(cv.hessian(lambda z: (z**3).sum(), holomorphic=True)(z), np.diag([6j, 12.0]))
    # A complex function of real numbers, by forward mode.
    close(cv.jacfwd(lambda x: cnp.exp(1j * x))(0.5), 1j * np.exp(0.5j))
    with pytest.raises(TypeError, match="jacrev requires real-valued outputs"):
        cv.jacrev(lambda x: cnp.exp(1j * x))(0.5)
    with pytest.raises(TypeError, match="jacfwd with holomorphic=True requires outputs with complex dtype"):
        cv.jacfwd(cnp.real, holomorphic=True)(z)


def test_forward_jacobian_of_integers_is_zero():
    jacobian = cv.jacfwd(lambda x: {"y": x**2, "n": cnp.arange(2)})(cnp.ones(3))
    close(jacobian["y"], 2 * np.eye(3))
    assert jacobian["n"].dtype == np.int32
    np.testing.assert_array_equal(jacobian["n"], np.zeros((2, 3)))


def test_holomorphic_and_complex():
    close(cv.grad(lambda z: z**3, holomorphic=True)(1 + 2j), 3 * (1 + 2j) ** 2)
    # Of a real function of z = x + iy the gradient is df/dx - i df/dy, as in JAX.
    close(cv.grad(lambda z: cnp.abs(z) ** 2)(1 + 2j), 2 - 4j)


def test_wrapped_functions_keep_their_name():
    def loss(x):
        """What it is."""
        return x

    for transform in (cv.grad, cv.value_and_grad, cv.vmap, cv.jit, cv.jacfwd, cv.jacrev):
        assert transform(loss).__name__ == "loss"
        assert "What it is." in transform(loss).__doc__


# ---- jvp, vjp, linearize


def test_jvp_of_trees_and_integers():
    (value, count), (tangent, nothing) = cv.jvp(
        lambda p, n: (p["a"] * p["b"] * n, n), ({"a": 2.0, "b": 3.0}, 4),
        ({"a": 1.0, "b": 0.5}, np.zeros((), cv.float0)),
    )  # fmt: skip
    close(value, 24)
    close(tangent, 4 * (3 + 1))
    assert int(count) == 4
    assert nothing.dtype == cv.float0


def test_jvp_with_aux():
    value, tangent, aux = cv.jvp(lambda x: (x**2, x + 1), (3.0,), (1.0,), has_aux=True)
    close((value, tangent, aux), (9, 6, 4))


def test_vjp_of_several_results():
    (product, total), pullback = cv.vjp(lambda x, y: (x * y, x + y), 2.0, 3.0)
    close((product, total), (6, 5))
    close(pullback((1.0, 10.0)), (13, 12))
    close(pullback((0.0, 1.0)), (1, 1))


def test_vjp_with_aux_and_integers():
    value, pullback, aux = cv.vjp(lambda x, n: (x * n, (x, n)), 2.0, 3, has_aux=True)
    close(value, 6)
    ct_x, ct_n = pullback(1.0)
    close(ct_x, 3)
    assert ct_n.dtype == cv.float0
    close(aux, (2, 3))


def test_linearize_evaluates_once():
    calls = []

    def f(x):
        calls.append(1)
        return cnp.sin(x)

    value, along = cv.linearize(f, 1.0)
    close([value, along(1.0), along(2.0)], [np.sin(1), np.cos(1), 2 * np.cos(1)])
    assert len(calls) == 1


def test_results_that_do_not_depend_on_the_argument():
    close(cv.grad(lambda x: cnp.asarray(3.0))(2.0), 0)
    close(cv.vjp(lambda x: cnp.ones(2), 2.0)[1](cnp.ones(2))[0], 0)
    close(cv.jacrev(lambda x: cnp.arange(2.0))(cnp.ones(3)), np.zeros((2, 3)))


# ---- Jacobians


def matrices(x):
    return {"product": cnp.outer(x, x[::-1]), "sum": cnp.sum(x)}


@pytest.mark.parametrize("transform", [cv.jacfwd, cv.jacrev])
def test_jacobian_of_a_tree(transform):
    x = np.array([1.0, 2.0, 4.0], np.float32)
    jacobian = transform(matrices)(x)
    unit = np.eye(3)
    expected = np.einsum("ik,j->ijk", unit, x[::-1]) + np.einsum("i,jk->ijk", x, unit[::-1])
    close(jacobian["product"], expected)
    close(jacobian["sum"], np.ones(3))


@pytest.mark.parametrize("transform", [cv.jacfwd, cv.jacrev])
def test_jacobian_by_several_arguments_with_aux(transform):
    jacobian, aux = transform(lambda x, y: (x * y, cnp.sum(x)), argnums=(0, 1), has_aux=True)(
        cnp.arange(2.0), cnp.array([3.0, 4.0])
    )
    close(jacobian[0], np.diag([3, 4]))
    close(jacobian[1], np.diag([0, 1]))
    close(aux, 1)


def test_hessian_blocks():
    blocks = cv.hessian(lambda x, y: cnp.sum(x**2 * y), argnums=(0, 1))(
        cnp.array([1.0, 2.0]), cnp.array([3.0, 4.0])
    )
    close(blocks[0][0], np.diag([6, 8]))
    close(blocks[0][1], np.diag([2, 4]))
    close(blocks[1][0], np.diag([2, 4]))
    close(blocks[1][1], np.zeros((2, 2)))


def test_jacobian_of_nothing():
    assert cv.jacfwd(lambda x: x)(cnp.zeros((0,))).shape == (0, 0)
    assert cv.jacrev(lambda x: x)(cnp.zeros((0,))).shape == (0, 0)


# ---- vmap


def test_axes_of_trees():
    def f(batch, scale):
        return {"y": batch["x"] * scale, "n": batch["n"]}

    axes = ({"x": 1, "n": None}, None)
    result = cv.vmap(f, in_axes=axes, out_axes={"y": -1, "n": None})(
        {"x": cnp.arange(6.0).reshape(2, 3), "n": 7.0}, 10.0
    )
    close(result["y"], 10 * np.arange(6.0).reshape(2, 3))
    close(result["n"], 7)


def test_keyword_arguments_are_mapped_over_axis_0():
    close(cv.vmap(lambda x, y: x * y)(cnp.arange(3.0), y=cnp.arange(3.0)), [0, 1, 4])


def test_axis_size_and_constant_results():
    close(cv.vmap(lambda: 3.0, axis_size=2)(), [3, 3])
    close(cv.vmap(lambda x: 1)(cnp.zeros(3)), [1, 1, 1])


def test_unmapped_values_are_concrete():
    def f(x, n):
        return sum((x for _ in range(int(n))), start=0 * x)

    close(cv.vmap(f, in_axes=(0, None))(cnp.arange(3.0), cnp.asarray(2)), [0, 2, 4])


def test_no_lanes():
    assert cv.vmap(lambda x: cnp.sum(x))(cnp.zeros((0, 3))).shape == (0,)


# ---- nesting


def test_every_order_of_grad_vmap_and_jit():
    def f(x):
        return cnp.sum(cnp.sin(x) * x)

    xs = np.arange(6, dtype=np.float32).reshape(2, 3)
    expected = np.sin(xs) + xs * np.cos(xs)
    for transform in (
        lambda f: cv.vmap(cv.grad(f)),
        lambda f: cv.jit(cv.vmap(cv.grad(f))),
        lambda f: cv.vmap(cv.jit(cv.grad(f))),
        lambda f: cv.vmap(cv.grad(cv.jit(f))),
        lambda f: cv.grad(lambda xs: cnp.sum(cv.vmap(f)(xs))),
        lambda f: cv.grad(lambda xs: cnp.sum(cv.vmap(cv.jit(f))(xs))),
    ):
        close(transform(f)(xs), expected, rtol=1e-5)


def test_inner_derivative_closes_over_the_outer_argument():
    close(cv.grad(lambda x: cv.grad(lambda y: x * y**2)(x))(3.0), 12)
    close(cv.grad(lambda x: cv.jvp(lambda y: x**2 * y**3, (x,), (1.0,))[1])(2.0), 12 * 2**3)
    close(cv.vmap(lambda a: cv.grad(lambda x: a * x**2)(a))(cnp.arange(3.0)), [0, 2, 8])
    close(cv.jit(lambda a: cv.jit(lambda x: a * x)(a + 1))(2.0), 6)


def test_forward_over_reverse_and_reverse_over_forward():
    def f(x):
        return cnp.sum(cnp.exp(x) * x**2)

    x, v = cnp.array([0.5, -1.0]), cnp.array([1.0, 2.0])
    expected = np.exp(x) * (2 + 4 * np.asarray(x) + np.asarray(x) ** 2) * np.asarray(v)
    close(cv.jvp(cv.grad(f), (x,), (v,))[1], expected, rtol=1e-5)
    close(cv.grad(lambda x: cv.jvp(f, (x,), (v,))[1])(x), expected, rtol=1e-5)
    close(cv.vjp(cv.grad(f), x)[1](v)[0], expected, rtol=1e-5)
    close(cv.linearize(cv.grad(f), x)[1](v), expected, rtol=1e-5)


def test_third_derivatives_through_vmap():
    third = functools.reduce(lambda f, _: cv.grad(f), range(3), lambda x: x**5)
    close(cv.vmap(third)(cnp.arange(3.0)), 60 * np.arange(3.0) ** 2)


def test_python_control_flow_on_concrete_values():
    def f(x):
        return x * x if x > 0 else -x

    close([cv.grad(f)(3.0), cv.grad(f)(-3.0)], [6, -1])
    close(cv.grad(cv.grad(f))(3.0), 2)


# ---- jit


def test_compiles_once_for_each_kind_of_arguments():
    calls = []

    @cv.jit
    def f(x):
        calls.append(x.shape)
        return x + 1

    f(1.0), f(2.0), f(cnp.ones(3)), f(cnp.zeros(3)), f(cnp.ones(3, "int32"))
    assert calls == [(), (3,), (3,)]


@pytest.mark.parametrize(
    "options", [{"static_argnums": 1}, {"static_argnames": "n"}, {"static_argnums": (-1,)}]
)
def test_static_arguments(options):
    @functools.partial(cv.jit, **options)
    def power(x, n):
        assert isinstance(n, int)
        return x**n

    close([power(2.0, 3), power(2.0, n=3), power(2.0, 2)], [8, 8, 4])


def test_donated_arrays_are_gone():
    x = cnp.ones(1000)
    y = cv.jit(lambda x: x + 1, donate_argnums=0)(x)
    close(y, 2 * np.ones(1000))
    assert x.is_deleted()


def test_methods_and_decorator_forms():
    class Model:
        @functools.partial(cv.jit, static_argnums=0)
        def double(self, x):
            return 2 * x

    @cv.jit
    def one(x):
        return x

    @cv.jit(static_argnames=("n",))
    def two(x, n):
        return x * n

    close([Model().double(2.0), one(3.0), two(2.0, n=3)], [4, 3, 6])


def test_lowered_stages_name_the_users_line():
    def f(x):
        return cnp.sin(x) * 2

    lowered = cv.jit(cv.grad(f)).lower(1.0)
    assert "array.vjp" in lowered.as_text()
    assert "array.cos" in lowered.as_text(stage="transformed")
    assert "llvm" in lowered.as_text("llvm") or "define" in lowered.as_text("llvm")
    assert lowered.as_text("asm")
    assert "test_transforms.py" in lowered.as_text("array", debug_info=True)
    with pytest.raises(ValueError, match="stage"):
        lowered.as_text("hlo")
    compiled = lowered.compile()
    close(compiled(2.0), 2 * np.cos(2))
    with pytest.raises(TypeError, match="compiled for"):
        compiled(cnp.ones(3))


def test_eval_shape_computes_nothing():
    result = cv.eval_shape(lambda x: (x @ x.T, {"n": 1}), cv.ShapeDtypeStruct((10**6, 2), "float32"))
    assert result[0].shape == (10**6, 10**6)
    assert result[1]["n"].weak_type
