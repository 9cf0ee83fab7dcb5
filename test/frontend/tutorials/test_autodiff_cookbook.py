"""Higher derivatives, and logistic regression with its gradients in every form."""

import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp
from covector import random
from covector.test_util import check_grads


def nth_derivative(f, n):
    for _ in range(n):
        f = cv.grad(f)
    return f


@pytest.mark.parametrize(
    ("n", "expected"), [(0, 0.9640276), (1, 0.070650816), (2, -0.13621868), (3, 0.25265405)]
)
@pytest.mark.parametrize("wrap", [lambda f: f, cv.jit], ids=["eager", "jit"])
def test_tanh_up_to_the_third_derivative(n, expected, wrap):
    assert float(wrap(nth_derivative(cnp.tanh, n))(2.0)) == pytest.approx(expected, rel=5e-6)


@pytest.mark.parametrize(("n", "expected"), [(1, 4.0), (2, 10.0), (3, 6.0), (4, 0.0)])
def test_polynomial_up_to_the_fourth_derivative(n, expected):
    def f(x):
        return x**3 + 2 * x**2 - 3 * x + 1

    assert float(nth_derivative(f, n)(1.0)) == expected


# Logistic regression on four points with three features.


def sigmoid(x):
    return 0.5 * (cnp.tanh(x / 2) + 1)


def predict(W, b, inputs):
    return sigmoid(cnp.dot(inputs, W) + b)


@pytest.fixture
def data():
    inputs = cnp.array([[0.52, 1.12, 0.77], [0.88, -1.08, 0.15], [0.52, 0.06, -1.30], [0.74, -2.49, 1.39]])
    targets = cnp.array([True, True, False, True])
    return inputs, targets


@pytest.fixture
def loss(data):
    inputs, targets = data

    def loss(W, b):
        preds = predict(W, b, inputs)
        label_probs = preds * targets + (1 - preds) * (1 - targets)
        return -cnp.sum(cnp.log(label_probs))

    return loss


@pytest.fixture
def parameters():
    _, w_key, b_key = random.split(random.key(0), 3)
    return random.normal(w_key, (3,)), random.normal(b_key, ())


W_GRADIENT = [-0.433146, -0.7354605, -1.2598922]
B_GRADIENT = -0.69001776


def test_parameters_are_drawn_as_in_jax(parameters):
    W, b = parameters
    np.testing.assert_array_equal(W, np.float32([-2.4424558, -2.0356805, 0.20554423]))
    np.testing.assert_array_equal(b, np.float32(1.2956359))


def test_loss(loss, parameters):
    assert float(loss(*parameters)) == pytest.approx(2.9729187, rel=1e-6)


def test_all_forms_of_argnums(loss, parameters):
    W, b = parameters
    np.testing.assert_allclose(cv.grad(loss)(W, b), W_GRADIENT, rtol=1e-5)
    np.testing.assert_allclose(cv.grad(loss, argnums=0)(W, b), W_GRADIENT, rtol=1e-5)
    np.testing.assert_allclose(cv.grad(loss, 0)(W, b), W_GRADIENT, rtol=1e-5)
    np.testing.assert_allclose(cv.grad(loss, 1)(W, b), B_GRADIENT, rtol=1e-5)
    np.testing.assert_allclose(cv.grad(loss, -1)(W, b), B_GRADIENT, rtol=1e-5)
    both = cv.grad(loss, (0, 1))(W, b)
    assert isinstance(both, tuple)
    np.testing.assert_allclose(both[0], W_GRADIENT, rtol=1e-5)
    np.testing.assert_allclose(both[1], B_GRADIENT, rtol=1e-5)
    (alone,) = cv.grad(loss, (1,))(W, b)
    np.testing.assert_allclose(alone, B_GRADIENT, rtol=1e-5)


def test_parameters_in_a_dict(loss, parameters):
    W, b = parameters

    def loss2(params):
        return loss(params["W"], params["b"])

    gradient = cv.grad(loss2)({"W": W, "b": b})
    assert sorted(gradient) == ["W", "b"]
    np.testing.assert_allclose(gradient["W"], W_GRADIENT, rtol=1e-5)
    np.testing.assert_allclose(gradient["b"], B_GRADIENT, rtol=1e-5)


def test_value_and_grad(loss, parameters):
    value, (w_bar, b_bar) = cv.value_and_grad(loss, (0, 1))(*parameters)
    assert float(value) == pytest.approx(2.9729187, rel=1e-6)
    np.testing.assert_allclose(w_bar, W_GRADIENT, rtol=1e-5)
    np.testing.assert_allclose(b_bar, B_GRADIENT, rtol=1e-5)


def test_finite_differences(loss, parameters):
    W, b = parameters
    eps = 1e-3
    np.testing.assert_allclose((loss(W, b + eps / 2.0) - loss(W, b - eps / 2.0)) / eps, B_GRADIENT, rtol=2e-3)
    # Along a random unit vector.
    vec = random.normal(random.key(1), W.shape)
    unit = vec / cnp.sqrt(cnp.vdot(vec, vec))
    numeric = (loss(W + eps / 2.0 * unit, b) - loss(W - eps / 2.0 * unit, b)) / eps
    np.testing.assert_allclose(numeric, cnp.vdot(cv.grad(loss)(W, b), unit), rtol=2e-3)


def test_check_grads(loss, parameters):
    check_grads(loss, parameters, order=2)


def test_hessian_vector_product_two_ways(loss, parameters):
    W, b = parameters
    v = cnp.array([1.0, -2.0, 0.5])

    def f(W):
        return loss(W, b)

    reverse_over_reverse = cv.grad(lambda x: cnp.vdot(cv.grad(f)(x), v))(W)
    _, forward_over_reverse = cv.jvp(cv.grad(f), (W,), (v,))
    hessian = cv.hessian(f)(W)
    np.testing.assert_allclose(
        hessian,
        [
            [0.22071953, -0.103014, -0.09525573],
            [-0.10301427, 0.3591052, 0.0122537],
            [-0.09525587, 0.01225387, 0.48524547],
        ],
        rtol=1e-4,
    )
    np.testing.assert_allclose(reverse_over_reverse, hessian @ v, rtol=1e-4)
    np.testing.assert_allclose(forward_over_reverse, hessian @ v, rtol=1e-4)
