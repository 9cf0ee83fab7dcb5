"""Gradients that are sums of many windows of an array, or of products over the iterations of a loop."""

from __future__ import annotations

import numpy as np
import pytest
from loop_problems import numbers

import covector as cv
import covector.numpy as cnp
from covector import lax

pytestmark = pytest.mark.usefixtures("x64")


def rolled(x):
    return lax.fori_loop(0, 5, lambda _, x: cnp.sin(x) * cnp.roll(x, 2) + cnp.roll(x, -1), x)


def differences(x):
    return cnp.sum((x[1:] - x[:-1]) ** 3) + (x[2:] - 2 * x[1:-1] + x[:-2]) ** 2


def corners(x):
    return cnp.tanh(x[1:, 1:] - x[:-1, :-1] - 3 * x[1:, :-1])


def pieces(x):
    a, b, c = x[:3], x[3:7], x[7:]
    return cnp.sum(a) ** 2 + cnp.sum(b**3) - cnp.sum(cnp.exp(c))


def diffused(x):
    return lax.fori_loop(0, 6, lambda _, u: u.at[1:-1].add(0.1 * (u[2:] - 2 * u[1:-1] + u[:-2]) ** 3), x)


def both_ways(a, b, x):
    def step(x, _):
        x = cnp.tanh(a @ x + b.T @ x)
        return x, x

    return lax.scan(step, x, None, length=7)[1]


def by_rows(w, x):
    return lax.fori_loop(0, 6, lambda _, x: cnp.tanh(cnp.sum(w * x[None, :], axis=1)), x)


def nested(w, x):
    def inner(_, x):
        return cnp.tanh(w @ x)

    return lax.fori_loop(0, 4, lambda _, x: 0.9 * lax.fori_loop(0, 3, inner, x), x)


def read_in_the_loop(w, x):
    """The matrix changes, and so does its cotangent."""

    def step(_, state):
        w, x = state
        x = cnp.tanh(w @ x)
        return w + 0.1 * cnp.outer(x, x), x

    return lax.fori_loop(0, 5, step, (w, x))[0]


PROBLEMS = {
    rolled: [(12,)],
    differences: [(9,)],
    corners: [(5, 6)],
    pieces: [(11,)],
    diffused: [(9,)],
    both_ways: [(5, 5), (5, 5), (5,)],
    by_rows: [(5, 5), (5,)],
    nested: [(5, 5), (5,)],
    read_in_the_loop: [(5, 5), (5,)],
}
every_problem = pytest.mark.parametrize(
    ("function", "shapes"), list(PROBLEMS.items()), ids=[f.__name__ for f in PROBLEMS]
)


def derivative(f, xs, vs, step=2e-4):
    """The derivative of ``f`` at ``xs`` along ``vs``, by central differences of the fourth order."""

    def at(t):
        return float(f(*(x + t * v for x, v in zip(xs, vs, strict=True))))

    return (8 * (at(step) - at(-step)) - (at(2 * step) - at(-2 * step))) / (12 * step)


@every_problem
def test_gradient_is_that_of_finite_differences(function, shapes):
    xs = [numbers(i, *shape) for i, shape in enumerate(shapes)]
    vs = [numbers(10 + i, *shape) for i, shape in enumerate(shapes)]

    def total(*xs):
        return cnp.sum(function(*xs) ** 2)

    gradient = cv.jit(cv.grad(total, argnums=tuple(range(len(xs)))))(*xs)
    got = sum(np.sum(np.asarray(g) * v) for g, v in zip(gradient, vs, strict=True))
    np.testing.assert_allclose(got, derivative(cv.jit(total), xs, vs), rtol=1e-8)


@every_problem
def test_gradient_of_the_gradient_is_that_of_finite_differences(function, shapes):
    xs = [numbers(i, *shape) for i, shape in enumerate(shapes)]
    vs = [numbers(10 + i, *shape) for i, shape in enumerate(shapes)]
    every = tuple(range(len(xs)))

    def slope(*xs):
        gradient = cv.grad(lambda *xs: cnp.sum(function(*xs) ** 2), argnums=every)(*xs)
        return sum(cnp.sum(g * v) for g, v in zip(gradient, vs, strict=True))

    gradient = cv.jit(cv.grad(slope, argnums=every))(*xs)
    got = sum(np.sum(np.asarray(g) * v) for g, v in zip(gradient, vs, strict=True))
    np.testing.assert_allclose(got, derivative(cv.jit(slope), xs, vs), rtol=1e-8)


def test_gradient_of_a_product_is_one_product_after_the_loop():
    """No array as large as the matrix is made in an iteration."""
    w, x = numbers(0, 64, 64), numbers(1, 64)
    gradient = cv.jit(cv.grad(lambda w, x: cnp.sum(by_rows(w, x))))
    text = gradient.lower(w, x).as_text("transformed")
    backward = text[text.index("reverse") : text.rindex("array.dot_general")]
    assert "(tensor<6x64xf64>, tensor<6x64xf64>) -> tensor<64x64xf64>" in text[text.rindex("array.dot") :]
    assert "array.add" not in backward
