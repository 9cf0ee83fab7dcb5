"""What is wrong about derivative rules of users, and what errors say of it."""

import numpy as np
import pytest
from custom_rules import sine_times_back

import covector as cv
import covector.numpy as cnp


def jvp_with(rule, fun=lambda x: cnp.sin(x)):
    f = cv.custom_jvp(fun)
    f.defjvp(rule)
    return f


def vjp_with(fwd, bwd, fun=lambda x: cnp.sin(x)):
    f = cv.custom_vjp(fun)
    f.defvjp(fwd, bwd)
    return f


@pytest.mark.parametrize("wrap", [lambda f: f, cv.jit], ids=["eager", "jit"])
@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (lambda p, t: p[0], "must produce a pair"),
        (lambda p, t: (p[0], (t[0],)), r"equal container .*structures"),
        (lambda p, t: ((p[0],), (t[0],)), "primal output"),
        (lambda p, t: (p[0], t[0].astype("float16")), r"Expected float32\[\] .* but got float16\[\]"),
        (lambda p, t: (p[0], cnp.ones(3)), r"but got float32\[3\]"),
        (lambda p, t: (cnp.ones(3), cnp.ones(3)), r"shapes/dtypes of:\n\s+float32\[3\]"),
    ],
)
def test_wrong_forward_rules(wrap, rule, message):
    with pytest.raises(TypeError, match=message):
        wrap(cv.grad(jvp_with(rule)))(1.0)


def same(x):
    return x, x


@pytest.mark.parametrize("wrap", [lambda f: f, cv.jit], ids=["eager", "jit"])
@pytest.mark.parametrize(
    ("fwd", "bwd", "kind", "message"),
    [
        (lambda x: x, lambda r, ct: (ct,), TypeError, "must produce a pair .* residuals"),
        (lambda x: ((x,), x), lambda r, ct: (ct,), TypeError, "primal output"),
        (lambda x: (x, "abc"), lambda r, ct: (ct,), TypeError, "residuals that are trees of arrays"),
        (same, lambda r, ct: ct, TypeError, "tuple of length equal to the number of arguments"),
        (same, lambda r, ct: (ct, ct), TypeError, "tuple of length equal to the number of arguments"),
        (same, lambda r, ct: ({"a": ct},), TypeError, "got bwd output structure"),
        (
            same,
            lambda r, ct: (cnp.ones(3),),
            ValueError,
            r"output\[0\] .* float32\[3\] .* shapes do not match",
        ),
    ],
)
def test_wrong_reverse_rules(wrap, fwd, bwd, kind, message):
    with pytest.raises(kind, match=message):
        wrap(cv.grad(vjp_with(fwd, bwd)))(1.0)


def test_what_reverse_rules_may_return():
    assert cv.grad(vjp_with(same, lambda r, ct: (None,)))(1.0) == 0.0
    assert cv.grad(vjp_with(same, lambda r, ct: [ct]))(1.0) == 1.0
    assert cv.grad(vjp_with(same, lambda r, ct: (2,)))(1.0) == 2.0
    assert cv.grad(vjp_with(same, lambda r, ct: (ct.astype("float16"),)))(1.0).dtype == np.float32
    assert cv.grad(vjp_with(lambda x: (x, 3), lambda r, ct: (ct * len(range(r)),)))(1.0) == 3.0
    assert cv.jit(cv.grad(vjp_with(lambda x: (x, 3), lambda r, ct: (ct * len(range(r)),))))(1.0) == 3.0


def test_forward_mode_of_reverse_rules_is_an_error():
    f = sine_times_back(3.0)
    for differentiate in (
        lambda: cv.jvp(f, (1.0,), (1.0,)),
        lambda: cv.jit(lambda x: cv.jvp(f, (x,), (x,)))(1.0),
        lambda: cv.linearize(f, 1.0)[1](1.0),
        lambda: cv.jacfwd(f)(1.0),
    ):
        with pytest.raises(TypeError, match="can't apply forward-mode differentiation"):
            differentiate()


def test_functions_without_rules():
    with pytest.raises(AttributeError, match="No JVP defined for custom_jvp function <lambda> using defjvp"):
        cv.custom_jvp(lambda x: x)(1.0)
    with pytest.raises(AttributeError, match="No VJP defined for custom_vjp function <lambda> using defvjp"):
        cv.custom_vjp(lambda x: x)(1.0)
    with pytest.raises(TypeError, match="nondiff_argnums"):
        cv.custom_jvp(lambda n, x: x, nondiff_argnums=(0,)).defjvps(lambda dx, y, x: dx)
    with pytest.raises(TypeError, match="could not be resolved to positions"):
        jvp_with(lambda p, t: (p[0], t[0]), lambda x, *, y=1: x)(1.0, y=2)
    with pytest.raises(TypeError, match="missing a required argument: 'x'"):
        jvp_with(lambda p, t: (p[0], t[0]), lambda x, y=1.0: x)(z=1.0)
    with pytest.raises(ValueError, match="nondiff_argnames"):
        cv.custom_vjp(lambda x: x, nondiff_argnames=("q",))
    with pytest.raises(TypeError, match="callable"):
        cv.custom_jvp(3)


def test_exceptions_of_rules_reach_the_user_as_they_are():
    class Mine(Exception):
        pass

    def rule(primals, tangents):
        raise Mine("of my own")

    f = jvp_with(rule)
    assert f(1.0) == pytest.approx(np.sin(1.0))
    with pytest.raises(Mine, match="of my own"):
        cv.grad(f)(1.0)
    with pytest.raises(Mine, match="of my own"):
        cv.jit(cv.grad(f))(1.0)
    jitted = cv.jit(f)
    jitted(1.0)
    with pytest.raises(Mine, match="of my own"):
        cv.grad(jitted)(1.0)
    # Where nothing varies the rule is not asked.
    assert cv.grad(lambda x: x * f(cv.lax.stop_gradient(x)))(1.0) == pytest.approx(np.sin(1.0))
