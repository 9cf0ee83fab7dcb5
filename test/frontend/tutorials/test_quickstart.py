"""Sums of squares, norms and a pair potential: gradients of functions of vectors."""

import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp


def sum_of_squares(x):
    return cnp.sum(x**2)


def test_gradient_of_a_sum_of_squares():
    x = cnp.asarray([1.0, 2.0, 3.0, 4.0])
    assert float(sum_of_squares(x)) == 30.0
    gradient = cv.grad(sum_of_squares)(x)
    assert repr(gradient) == "Array([2., 4., 6., 8.], dtype=float32)"


def sum_squared_error(x, y):
    return cnp.sum((x - y) ** 2)


@pytest.fixture
def points():
    x = cnp.asarray([1.0, 2.0, 3.0, 4.0])
    return x, cnp.asarray([1.1, 2.1, 3.1, 4.1])


def test_gradient_of_a_sum_of_squared_errors(points):
    gradient = cv.grad(sum_squared_error)(*points)
    np.testing.assert_allclose(gradient, [-0.2] * 4, rtol=1e-5)


def test_gradient_by_several_arguments_equals_the_single_ones(points):
    both = cv.grad(sum_squared_error, argnums=(0, 1))(*points)
    assert isinstance(both, tuple)
    assert len(both) == 2
    for number, gradient in enumerate(both):
        single = cv.grad(sum_squared_error, argnums=number)(*points)
        np.testing.assert_array_equal(gradient, single)
    np.testing.assert_allclose(both[1], [0.2] * 4, rtol=1e-5)


def test_value_and_gradient_with_auxiliary_data(points):
    def with_aux(x, y):
        return sum_squared_error(x, y), x - y

    (value, residual), gradient = cv.value_and_grad(with_aux, has_aux=True)(*points)
    assert float(value) == pytest.approx(0.04, rel=1e-4)
    np.testing.assert_allclose(residual, [-0.1] * 4, rtol=1e-4)
    np.testing.assert_allclose(gradient, [-0.2] * 4, rtol=1e-4)
    gradient, residual = cv.grad(with_aux, has_aux=True)(*points)
    np.testing.assert_allclose(residual, [-0.1] * 4, rtol=1e-4)


def test_norm_of_a_vector():
    def norm(x):
        return cnp.sqrt(cnp.sum(x**2))

    x = cnp.array([1.0, 2.0])
    assert float(norm(x)) == pytest.approx(2.236068, rel=1e-6)
    np.testing.assert_allclose(cv.grad(norm)(x), [0.4472136, 0.8944272], rtol=1e-6)


def test_pair_potential():
    def potential(x):
        distances = x[cnp.newaxis, :] - x[:, cnp.newaxis]
        return cnp.sum(cnp.abs(distances) ** 2) / 2

    x = cnp.array([1.0, 2.0])
    value, gradient = cv.value_and_grad(potential)(x)
    assert float(value) == 1.0
    assert gradient.tolist() == [-2.0, 2.0]


def test_gradient_by_an_integer_is_refused():
    with pytest.raises(TypeError, match="grad requires real- or complex-valued inputs") as info:
        cv.grad(lambda x: x)(1)
    assert "int32" in str(info.value)
