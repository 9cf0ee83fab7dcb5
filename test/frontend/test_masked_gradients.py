"""Gradients where a choice hides what is infinite or NaN."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp

POINTS = np.array([4.0, 0.25, 0.0, -1.0], np.float32)


def check(function: Any, expected: list[float], points: np.ndarray = POINTS) -> None:
    """The gradient of the sum of `function`, in all ways to get it."""
    x = cnp.asarray(points)
    for gradient in (
        cv.grad(lambda x: cnp.sum(function(x))),
        cv.jit(cv.grad(lambda x: cnp.sum(function(x)))),
        cv.vmap(cv.grad(function)),
        lambda x: cv.vjp(function, x)[1](cnp.ones_like(x))[0],
    ):
        np.testing.assert_allclose(gradient(x), expected, rtol=1e-6)


def test_sqrt_where_it_is_defined() -> None:
    check(lambda x: cnp.where(x > 0, cnp.sqrt(x), 0.0), [0.25, 1.0, 0.0, 0.0])


def test_log_and_quotient_where_they_are_defined() -> None:
    check(lambda x: cnp.where(x > 0, cnp.log(x), 0.0), [0.25, 4.0, 0.0, 0.0])
    check(lambda x: cnp.where(x != 0, 1 / x, 0.0), [-0.0625, -16.0, 0.0, -1.0])


def test_chain_behind_the_choice() -> None:
    # The zero passes through all that sqrt is applied to.
    check(lambda x: cnp.where(x > 0, cnp.sqrt(x * 4) ** 3 / x, 0.0), [2.0, 8.0, 0.0, 0.0])


def test_choice_by_a_condition_in_lanes() -> None:
    check(
        lambda x: cv.lax.cond(x > 0, cnp.sqrt, lambda x: 0.0 * x, x) if x.ndim == 0 else
        cv.vmap(lambda y: cv.lax.cond(y > 0, cnp.sqrt, lambda y: 0.0 * y, y))(x),
        [0.25, 1.0, 0.0, 0.0],
    )  # fmt: skip


def test_lanes_of_a_loop_that_have_ended() -> None:
    def root(a: Any) -> Any:
        # Divides by zero as soon as the lane goes on beyond its end.
        def step(state: Any) -> Any:
            x, left = state
            return x / left * a, left - 1

        return cv.lax.while_loop(lambda state: state[1] > 0, step, (cnp.ones_like(a), a * 0 + cnp.round(a)))[
            0
        ]

    points = cnp.array([1.0, 2.0, 3.0])
    expected = [float(cv.grad(root)(p)) for p in points]
    assert np.isfinite(expected).all()
    np.testing.assert_allclose(cv.grad(lambda v: cnp.sum(cv.vmap(root)(v)))(points), expected, rtol=1e-6)
    np.testing.assert_allclose(cv.vmap(cv.grad(root))(points), expected, rtol=1e-6)


@pytest.mark.parametrize(
    "f",
    [
        lambda x: cnp.maximum(cnp.sqrt(x), 0.1),
        lambda x: cnp.minimum(1 / x, 5.0),
        lambda x: cnp.clip(cnp.sqrt(x), 0.1, 1.0),
        lambda x: cv.lax.clamp(0.1, cnp.sqrt(x), 1.0),
        lambda x: cnp.maximum(cnp.log(x), -5.0),
        lambda x: cnp.max(cnp.stack([cnp.sqrt(x), cnp.asarray(0.5)])),
    ],
)
def test_limits_mask_what_lies_beyond_them(f: Any) -> None:
    assert float(cv.grad(f)(0.0)) == 0.0
    assert float(cv.jit(cv.grad(f))(0.0)) == 0.0
    assert float(cv.grad(lambda x: cv.lax.scan(lambda c, _: (f(c + x), None), 0.0, None, 1)[0])(0.0)) == 0.0


def test_ties_of_limits_share_the_cotangent() -> None:
    assert float(cv.grad(lambda x: cnp.maximum(x, 2.0))(2.0)) == 0.5
    assert [float(d) for d in cv.grad(cnp.minimum, (0, 1))(3.0, 3.0)] == [0.5, 0.5]


@pytest.mark.parametrize("order", [None, 2, "fro"])
def test_norm_at_zero(order: Any) -> None:
    shape = (2, 2) if order == "fro" else (3,)
    gradient = cv.grad(lambda x: cnp.linalg.norm(x, order))(cnp.zeros(shape))
    np.testing.assert_array_equal(gradient, np.zeros(shape))
    np.testing.assert_allclose(cv.grad(cnp.linalg.norm)(cnp.array([3.0, 4.0])), [0.6, 0.8], rtol=1e-6)


def test_zero_cotangents_that_are_no_mask_keep_their_derivatives() -> None:
    # At x = 0 the inner cotangent is 0, and its derivative is not.
    def f(x: Any) -> Any:
        return cnp.where(x > -1, x**3, 0.0)

    assert [float(cv.grad(cv.grad(f))(x)) for x in (0.0, 1.0, 2.0)] == [0.0, 6.0, 12.0]
    assert float(cv.grad(cv.grad(cv.grad(f)))(0.0)) == 6.0
    assert float(cv.grad(cv.grad(lambda x: cnp.where(x > -1, x, 0.0) ** 2 / (1 + x)))(0.0)) == 2.0


def test_second_derivative_stays_finite() -> None:
    f = lambda x: cnp.sum(cnp.where(x > 0, cnp.sqrt(x), 0.0))
    hessian = np.asarray(cv.hessian(f)(cnp.asarray(POINTS)))
    np.testing.assert_allclose(np.diag(hessian), [-0.03125, -2.0, 0.0, 0.0], rtol=1e-6)


def test_nan_of_the_value_that_was_chosen_stays() -> None:
    x = cnp.array([np.nan, 1.0])
    gradient = cv.grad(lambda x: cnp.sum(cnp.where(x > 2, 0.0, cnp.sqrt(x))))(x)
    assert np.isnan(gradient[0]) and float(gradient[1]) == 0.5
