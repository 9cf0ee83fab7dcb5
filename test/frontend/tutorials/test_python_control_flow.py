"""Outside jit, Python's own loops and conditions may use the values of arrays."""

import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp
from covector import random


def f(z):
    for _ in range(int(max(z))):
        z = cnp.sin(z**2)
    return cnp.sum(z)


@pytest.fixture
def z():
    return random.normal(random.PRNGKey(1234), (100,))


def test_loop_whose_length_depends_on_the_data(z):
    assert int(cnp.max(z)) == 2
    assert float(f(z)) == pytest.approx(33.790833, rel=1e-6)


@pytest.mark.parametrize("derivative", [cv.jacrev, cv.grad, cv.jacfwd], ids=lambda d: d.__name__)
def test_derivative_of_the_loop(z, derivative):
    gradient = derivative(f)(z)
    assert gradient.shape == (100,)
    np.testing.assert_allclose(
        gradient[:5], [0.9142198, 1.5419861, -0.1540226, 1.2812502, -1.0696331], rtol=1e-5
    )


def test_the_loop_needs_values_that_jit_does_not_have(z):
    with pytest.raises(cv.errors.ConcretizationTypeError):
        cv.jit(lambda z: f(z))(z)


def test_printing_and_numbers_inside_grad(capsys):
    def g(x):
        print("x is", float(x))
        return x * round(float(x))

    assert float(cv.grad(g)(2.25)) == 2.0
    assert capsys.readouterr().out == "x is 2.25\n"
