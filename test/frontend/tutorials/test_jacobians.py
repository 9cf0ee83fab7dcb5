"""Jacobians in forward and reverse mode, small and large."""

import time

import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp
from covector import random


def f(x):
    return cnp.array([cnp.sin(x[0] / x[1]) + x[1] ** 2, x[0] ** 2 - x[1] ** 2, x[0] ** 3])


@pytest.mark.parametrize("jacobian", [cv.jacfwd, cv.jacrev, cv.jacobian], ids=lambda j: j.__name__)
@pytest.mark.parametrize("wrap", [lambda f: f, cv.jit], ids=["eager", "jit"])
def test_jacobian_of_three_functions_of_two_numbers(jacobian, wrap):
    result = wrap(jacobian(f))(cnp.array([1.0, 0.5]))
    assert result.shape == (3, 2)
    np.testing.assert_allclose(
        result, [[-0.8322937, 2.6645875], [2.0, -1.0], [3.0, 0.0]], rtol=1e-6, atol=1e-7
    )


def test_jacobian_of_a_scalar_function_of_ten_thousand_numbers():
    n = 10000
    x_star = random.normal(random.PRNGKey(42), (n,))
    x = random.normal(random.PRNGKey(1234), (n,))

    def loss(x):
        return cnp.sin(cnp.exp(cnp.dot(x_star, x) / cnp.sqrt(n)))

    def timed(jacobian):
        function = cv.jit(jacobian(loss))
        result = function(x).block_until_ready()
        best = min(_seconds(function, x) for _ in range(3))
        return result, best

    forward, forward_time = timed(cv.jacfwd)
    reverse, reverse_time = timed(cv.jacrev)
    for gradient in (forward, reverse, cv.jacfwd(loss)(x), cv.jacrev(loss)(x)):
        assert gradient.shape == (n,)
        np.testing.assert_allclose(gradient[:3], [-0.0011295, 0.0186412, 0.0118002], rtol=1e-4)
        np.testing.assert_allclose(gradient[-3:], [-0.0151293, -0.0210973, -0.0174039], rtol=1e-4)
    assert forward_time >= 50 * reverse_time, (forward_time, reverse_time)


def _seconds(function, *args):
    start = time.perf_counter()
    function(*args).block_until_ready()
    return time.perf_counter() - start


@pytest.mark.parametrize("jacobian", [cv.jacfwd, cv.jacrev, cv.jacobian], ids=lambda j: j.__name__)
def test_jacobian_of_the_identity(jacobian):
    result = jacobian(lambda x: x)(cnp.arange(4.0))
    assert result.dtype == np.float32
    np.testing.assert_array_equal(result, np.eye(4))


def test_hessian_is_the_jacobian_of_the_gradient():
    def energy(x):
        return cnp.sum(x**3) + x[0] * x[1]

    x = cnp.array([1.0, 2.0, 3.0])
    expected = np.diag([6.0, 12.0, 18.0])
    expected[0, 1] = expected[1, 0] = 1.0
    for hessian in (cv.hessian(energy), cv.jacfwd(cv.grad(energy)), cv.jacrev(cv.grad(energy))):
        np.testing.assert_allclose(hessian(x), expected, rtol=1e-6)
