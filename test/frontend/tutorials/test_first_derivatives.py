"""First derivatives of functions of one or two numbers."""

import pytest

import covector as cv
import covector.numpy as cnp


def test_derivative_of_a_line():
    gradient = cv.grad(lambda x: 2.0 * x)
    assert float(gradient(1.0)) == 2.0
    assert float(gradient(-7.5)) == 2.0


def f(x):
    return x**2 + 5 * x + 10


@pytest.mark.parametrize(("x", "expected"), [(2.0, 9.0), (3.0, 11.0), (4.0, 13.0)])
def test_derivative_of_a_parabola(x, expected):
    assert float(cv.grad(f)(x)) == expected


@pytest.mark.parametrize("x", [2.0, 3.0, 4.0])
def test_second_derivative_of_a_parabola(x):
    assert float(cv.grad(cv.grad(f))(x)) == 2.0


def test_derivatives_of_a_parabola_at_many_points():
    points = cnp.array([2.0, 3.0, 4.0])
    assert cv.vmap(cv.grad(f))(points).tolist() == [9.0, 11.0, 13.0]
    assert cv.vmap(cv.grad(cv.grad(f)))(points).tolist() == [2.0, 2.0, 2.0]


def test_sigmoid():
    def sigmoid(x):
        return 1 / (1 + cnp.exp(-x))

    assert float(cv.grad(sigmoid)(2.0)) == pytest.approx(0.10499357, rel=1e-6)
    assert float(cv.jit(cv.grad(sigmoid))(2.0)) == pytest.approx(0.10499357, rel=1e-6)


@pytest.mark.parametrize(("x", "expected"), [(1.0, 1.0), (2.0, 1.0), (-1.0, 0.0), (-10.0, 0.0)])
def test_relu_with_a_python_if(x, expected):
    def relu(x):
        if x >= 0:
            return x
        return 0.0

    assert float(cv.grad(relu)(x)) == expected


def g(x, y):
    return x**2 + y**2 + 5 * x * y


def test_partial_derivatives_by_argnums():
    assert float(cv.grad(g)(2.0, 1.0)) == 9.0
    assert float(cv.grad(g, argnums=0)(2.0, 1.0)) == 9.0
    assert float(cv.grad(g, argnums=1)(2.0, 1.0)) == 12.0


def test_all_partial_derivatives_at_once():
    def h(x, y):
        return x**2 + 2 * y**2

    dx, dy = cv.grad(h, argnums=(0, 1))(2.0, 3.0)
    assert (float(dx), float(dy)) == (4.0, 12.0)
    value, (dx, dy) = cv.value_and_grad(h, argnums=(0, 1))(2.0, 3.0)
    assert (float(value), float(dx), float(dy)) == (22.0, 4.0, 12.0)
