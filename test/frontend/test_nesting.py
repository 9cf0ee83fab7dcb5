"""Transformations nest in any order."""

import itertools

import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp


def f(x):
    """A function with products, sums, a broadcast and a choice, from three numbers to one."""
    y = cnp.sin(x) * x[::-1] + cnp.exp(-(x**2)).sum()
    return cnp.sum(cnp.where(y > 0.7, y * y, 2 * y)) + cnp.dot(x, x) * x[0]


X = np.array([0.3, -0.7, 1.1], np.float64)


def difference(function, x, step=1e-6):
    """The derivatives of a function's result along each coordinate, last."""
    columns = []
    for i in range(x.size):
        e = np.zeros_like(x)
        e[i] = step
        columns.append((np.asarray(function(x + e)) - np.asarray(function(x - e))) / (2 * step))
    return np.stack(columns, -1)


DERIVATIVES = {
    "grad-like reverse": cv.jacrev,
    "forward": cv.jacfwd,
    "jvp": lambda f: (
        lambda x: cnp.stack([cv.jvp(f, (x,), (row,))[1] for row in cnp.eye(3, dtype=x.dtype)], axis=-1)
    ),
    "linearize": lambda f: lambda x: _columns(cv.linearize(f, x)[1], x),
    "vmap of jvp": lambda f: (
        lambda x: cv.vmap(lambda v: cv.jvp(f, (x,), (v,))[1], out_axes=-1)(cnp.eye(3, dtype=x.dtype))
    ),
}


def _columns(linear, x):
    return cnp.stack([linear(row) for row in cnp.eye(3, dtype=x.dtype)], axis=-1)


WRAPS = {"eager": lambda f: f, "jit": cv.jit}


@pytest.mark.usefixtures("x64")
@pytest.mark.parametrize("outer", DERIVATIVES)
@pytest.mark.parametrize("inner", DERIVATIVES)
@pytest.mark.parametrize(("first", "second"), list(itertools.product(WRAPS, WRAPS)))
def test_second_derivatives_of_every_two_modes(outer, inner, first, second):
    hessian = WRAPS[second](DERIVATIVES[outer](WRAPS[first](DERIVATIVES[inner](f))))(cnp.asarray(X))
    np.testing.assert_allclose(hessian, difference(cv.grad(f), X), rtol=1e-6, atol=1e-7)


@pytest.mark.usefixtures("x64")
@pytest.mark.parametrize(
    "modes",
    list(itertools.product([cv.jacfwd, cv.jacrev], repeat=3)),
    ids=lambda modes: "-".join(mode.__name__ for mode in modes),
)
def test_third_derivatives(modes):
    function = f
    for mode in modes:
        function = mode(function)
    third = cv.jit(function)(cnp.asarray(X))
    np.testing.assert_allclose(third, difference(cv.hessian(f), X), rtol=1e-5, atol=1e-6)


STEPS = {
    "jit": cv.jit,
    "vmap": lambda f: lambda x: cv.vmap(f)(x[None])[0],
    "vmap 1": lambda f: lambda x: cv.vmap(f, in_axes=1, out_axes=-1)(x[:, None])[..., 0],
    "grad": lambda f: lambda x: cv.grad(lambda x: cnp.sum(f(x) * 2))(x),
    "jvp": lambda f: lambda x: cv.jvp(f, (x,), (x * 2,))[1],
    "vjp": lambda f: lambda x: cv.vjp(f, x)[1](f(x))[0],
    "linearize": lambda f: lambda x: cv.linearize(f, x)[1](x),
    "closure": lambda f: lambda x: cv.vmap(lambda s: f(x) * s)(cnp.ones(1, x.dtype))[0],
}


@pytest.mark.usefixtures("x64")
@pytest.mark.parametrize("names", list(itertools.product(STEPS, repeat=2)), ids="-".join)
def test_jit_around_any_two_transformations_changes_nothing(names):
    def g(x):
        return cnp.sin(x) * x[::-1] + cnp.sum(x)

    function = g
    for name in names:
        function = STEPS[name](function)
    x = cnp.asarray(X)
    eager = np.asarray(function(x))
    np.testing.assert_allclose(cv.jit(function)(x), eager, rtol=1e-9, atol=1e-10)
    batch = cnp.stack([x, 2 * x, x - 1])
    lanes = np.stack([np.asarray(function(row)) for row in batch])
    np.testing.assert_allclose(cv.vmap(function)(batch), lanes, rtol=1e-9, atol=1e-10)
    np.testing.assert_allclose(cv.jit(cv.vmap(function))(batch), lanes, rtol=1e-9, atol=1e-10)
    slope = cv.jvp(function, (x,), (cnp.ones(3, x.dtype),))[1]
    numeric = (np.asarray(function(x + 1e-6)) - np.asarray(function(x - 1e-6))) / 2e-6
    np.testing.assert_allclose(slope, numeric, rtol=2e-6, atol=1e-7)


def test_perturbations_do_not_mix():
    # d/dx (x * d/dy (x + y)) = 1, and with a product inside 2x.
    assert float(cv.grad(lambda x: x * cv.grad(lambda y: x + y)(1.0))(1.0)) == 1.0
    assert float(cv.grad(lambda x: x * cv.grad(lambda y: x * y)(1.0))(3.0)) == 6.0
    inner = cv.jvp(lambda x: x * cv.jvp(lambda y: x * y, (1.0,), (1.0,))[1], (3.0,), (1.0,))
    assert tuple(map(float, inner)) == (9.0, 6.0)


def test_per_example_gradients():
    def loss(w, x, y):
        return (cnp.dot(w, x) - y) ** 2

    w = cnp.array([1.0, -2.0])
    xs, ys = cnp.array([[1.0, 2.0], [3.0, 4.0], [0.0, 1.0]]), cnp.array([1.0, 0.0, 2.0])
    got = cv.jit(cv.vmap(cv.grad(loss), in_axes=(None, 0, 0)))(w, xs, ys)
    residual = 2 * (np.asarray(xs) @ np.asarray(w) - np.asarray(ys))
    np.testing.assert_allclose(got, residual[:, None] * np.asarray(xs), rtol=1e-6)


def test_grad_of_where_at_nan():
    def safe_log(x):
        return cnp.where(x > 0, cnp.log(cnp.where(x > 0, x, 1.0)), 0.0)

    assert float(cv.grad(safe_log)(-1.0)) == 0.0
    assert float(cv.grad(safe_log)(2.0)) == 0.5


def test_stop_gradient():
    def g(x):
        return x * cv.lax.stop_gradient(x)

    assert float(cv.grad(g)(3.0)) == 3.0
    assert float(cv.grad(cv.grad(lambda x: cv.lax.stop_gradient(x**3) * x))(2.0)) == 0.0
