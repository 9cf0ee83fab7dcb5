"""Derivative rules of users in calls, loops and branches, and what compiling them costs."""

import gc

import numpy as np
import pytest
from custom_rules import BOTH, sine_times, sine_times_back

import covector as cv
import covector.numpy as cnp
from covector import _core

# ---- inside of loops and calls


def test_rules_in_programs_that_call_them_often():
    f = sine_times(3.0)

    def chain(x):
        for _ in range(20):
            x = f(x) + 1
        return x

    x, slope = 0.5, 1.0
    for _ in range(20):
        slope *= 3 * np.cos(x)
        x = np.sin(x) + 1
    np.testing.assert_allclose(cv.grad(chain)(0.5), slope, rtol=1e-3)


def test_rules_call_python():
    f = cv.custom_jvp(lambda x: x * 2)

    @f.defjvp
    def f_jvp(primals, tangents):
        (x,), (dx,) = primals, tangents
        slope = cv.pure_callback(lambda x: np.float32(x + 1), x, x)
        return f(x), slope * dx

    assert cv.grad(f)(3.0) == 4.0
    assert cv.jit(cv.grad(f))(3.0) == 4.0
    jitted = cv.jit(f)
    jitted(3.0)
    assert cv.grad(jitted)(3.0) == 4.0


def test_equal_rules_of_new_functions_are_compiled_once():
    def slope(x):
        f = cv.custom_jvp(cnp.sin)
        f.defjvp(lambda primals, tangents: (cnp.sin(primals[0]), 3 * tangents[0]))
        return cv.grad(f)(x)

    slope(1.0)
    compiled = cv.statistics()["compilations"]
    assert slope(2.0) == 3.0
    assert cv.statistics()["compilations"] == compiled


def test_rules_die_with_their_functions():
    def use(count):
        for k in range(count):
            cv.jit(cv.grad(sine_times(float(k))))(1.0)
        gc.collect()
        return _core.num_callbacks()

    # The programs of the last calls are kept, and no others.
    before = use(70)
    assert use(20) <= before


def test_equal_programs_are_compiled_once():
    f, g = sine_times(3.0), sine_times_back(3.0)
    for function in (cv.grad(f), cv.grad(g)):
        function(1.0)
        compiled = cv.statistics()["compilations"]
        for x in (2.0, 3.0):
            function(x)
        assert cv.statistics()["compilations"] == compiled


# ---- in loops and branches


@BOTH
def test_rules_in_loops(make):
    f = make(3.0)

    def looped(x):
        return cv.lax.fori_loop(0, 5, lambda i, x: f(x) + 1, x)

    def unrolled(x):
        for _ in range(5):
            x = f(x) + 1
        return x

    for transform in (lambda g: g, cv.jit, lambda g: cv.grad(lambda x: g(x) * 2)):
        np.testing.assert_allclose(
            transform(cv.grad(looped))(0.5), transform(cv.grad(unrolled))(0.5), rtol=1e-4
        )
    x = cnp.linspace(0.0, 1.0, 3)
    np.testing.assert_allclose(cv.vmap(cv.grad(looped))(x), cv.vmap(cv.grad(unrolled))(x), rtol=1e-4)
    np.testing.assert_allclose(
        cv.grad(lambda x: cv.vmap(looped)(x).sum())(x), cv.vmap(cv.grad(unrolled))(x), rtol=1e-4
    )
    np.testing.assert_allclose(looped(0.5), unrolled(0.5), rtol=1e-6)


@BOTH
def test_rules_in_scans_and_branches(make):
    f = make(3.0)

    def scanned(xs):
        return cv.lax.scan(lambda c, x: (f(c * x), c), 1.0, xs)[0]

    def unrolled(xs):
        c = 1.0
        for x in xs:
            c = f(c * x)
        return c

    xs = cnp.array([0.5, 0.7, 0.9])
    np.testing.assert_allclose(cv.grad(scanned)(xs), cv.grad(unrolled)(xs), rtol=1e-5)
    np.testing.assert_allclose(cv.jit(cv.grad(scanned))(xs), cv.grad(unrolled)(xs), rtol=1e-5)

    def chosen(x):
        return cv.lax.cond(x > 0, f, lambda x: -x, x)

    assert cv.grad(chosen)(-1.0) == -1.0
    np.testing.assert_allclose(cv.grad(chosen)(1.0), 3 * np.cos(1.0), rtol=1e-6)
    np.testing.assert_allclose(
        cv.vmap(cv.grad(chosen))(cnp.array([-1.0, 1.0])), [-1.0, 3 * np.cos(1.0)], rtol=1e-6
    )


def test_rules_in_loops_of_unknown_length():
    f = sine_times(3.0)

    def until(x):
        return cv.lax.while_loop(lambda x: x < 1.5, lambda x: f(x) + 1, x)

    expected = 3 * np.cos(0.1) * 3 * np.cos(np.sin(0.1) + 1)
    np.testing.assert_allclose(cv.jvp(until, (0.1,), (1.0,))[1], expected, rtol=1e-4)
    np.testing.assert_allclose(cv.grad(until)(0.1), expected, rtol=1e-4)
    f = sine_times_back(3.0)
    np.testing.assert_allclose(cv.grad(until)(0.1), expected, rtol=1e-4)


def test_loops_within_rules():
    @cv.custom_vjp
    def f(x):
        return x

    def backward(count, ct):
        return (cv.lax.fori_loop(0, count, lambda i, ct: 2 * ct, ct),)

    f.defvjp(lambda x: (f(x), cnp.int32(3)), backward)
    assert cv.grad(f)(1.0) == 8.0
    assert cv.jit(cv.grad(f))(1.0) == 8.0
    np.testing.assert_array_equal(cv.vmap(cv.grad(f))(cnp.ones(2)), [8.0, 8.0])


def test_forward_mode_through_a_loop_with_a_reverse_rule_is_an_error():
    f = sine_times_back(3.0)
    with pytest.raises(TypeError, match="can't apply forward-mode differentiation"):
        cv.jvp(lambda x: cv.lax.fori_loop(0, 5, lambda i, x: f(x), x), (1.0,), (1.0,))
