"""Activation functions."""

from __future__ import annotations

import math

from covector import _core
from covector import numpy as cnp
from covector.core.compiled import compiled
from covector.errors import error
from covector.nn.common import as_float, number_like
from covector.typing import Array, ArrayLike


def relu(x: ArrayLike) -> Array:
    """Rectified linear unit: ``max(x, 0)``. The derivative at 0 is 0.

    Args:
        x: real array.
    Returns:
        Array of the shape and dtype of ``x``.
    Source:
        The derivative at 0 follows JAX, after "Numerical influence of ReLU'(0) on backpropagation".

    >>> cv.nn.relu(cnp.array([-1.0, 0.0, 2.0]))
    Array([0., 0., 2.], dtype=float32)
    """
    array = cnp.asarray(x)
    # Not maximum, whose derivative at a tie is 1/2.
    return _core.select(cnp.greater(array, 0), array, number_like(0, array))


def relu6(x: ArrayLike) -> Array:
    """``min(max(x, 0), 6)``; the derivative at 0 and 6 is 0.

    >>> cv.nn.relu6(cnp.array([-1.0, 3.0, 7.0]))
    Array([0., 3., 6.], dtype=float32)
    """
    array = cnp.asarray(x)
    six = _core.select(cnp.less(array, 6), array, number_like(6, array))
    return _core.select(cnp.greater(array, 0), six, number_like(0, array))


def leaky_relu(x: ArrayLike, negative_slope: ArrayLike = 1e-2) -> Array:
    """``x`` where it is not negative, else ``negative_slope * x``.

    >>> cv.nn.leaky_relu(cnp.array([-1.0, 2.0]))
    Array([-0.01,  2.  ], dtype=float32)
    """
    array = as_float(x, "leaky_relu")
    return cnp.where(cnp.greater_equal(array, 0), array, cnp.multiply(negative_slope, array))


def sigmoid(x: ArrayLike) -> Array:
    """Logistic function ``1 / (1 + exp(-x))``.

    >>> float(cv.nn.sigmoid(0.0))
    0.5
    """
    return _core.logistic(x)


def log_sigmoid(x: ArrayLike) -> Array:
    """``log(sigmoid(x))``, computed without overflow.

    >>> round(float(cv.nn.log_sigmoid(0.0)), 4)
    -0.6931
    """
    return cnp.negative(softplus(cnp.negative(as_float(x, "log_sigmoid"))))


def softplus(x: ArrayLike) -> Array:
    """``log(1 + exp(x))``, computed without overflow.

    >>> round(float(cv.nn.softplus(0.0)), 4)
    0.6931
    """
    return cnp.logaddexp(as_float(x, "softplus"), 0.0)


def soft_sign(x: ArrayLike) -> Array:
    """``x / (1 + |x|)``.

    >>> float(cv.nn.soft_sign(1.0))
    0.5
    """
    array = as_float(x, "soft_sign")
    return cnp.divide(array, cnp.add(cnp.abs(array), 1))


def tanh(x: ArrayLike) -> Array:
    """Hyperbolic tangent.

    >>> float(cv.nn.tanh(0.0))
    0.0
    """
    return _core.tanh(x)


def identity(x: ArrayLike) -> Array:
    """``x`` itself.

    >>> float(cv.nn.identity(2.0))
    2.0
    """
    return cnp.asarray(x)


@compiled()
def _silu(array: Array) -> Array:
    return cnp.multiply(array, _core.logistic(array))


def silu(x: ArrayLike) -> Array:
    """``x * sigmoid(x)``.

    >>> round(float(cv.nn.silu(1.0)), 4)
    0.7311
    """
    return _silu(as_float(x, "silu"))


swish = silu


@compiled("approximate")
def _gelu(array: Array, approximate: bool) -> Array:
    if approximate:
        cubic = cnp.add(array, cnp.multiply(0.044715, _core.integer_pow(array, 3)))
        inner = _core.tanh(cnp.multiply(math.sqrt(2 / math.pi), cubic))
        return cnp.multiply(array, cnp.multiply(0.5, cnp.add(1.0, inner)))
    tail = _core.erfc(cnp.multiply(cnp.negative(array), math.sqrt(0.5)))
    return cnp.multiply(cnp.multiply(0.5, array), tail)


def gelu(x: ArrayLike, approximate: bool = True) -> Array:
    """Gaussian error linear unit ``x * Phi(x)``.

    Args:
        x: real array.
        approximate: whether to use the approximation by tanh.
    Returns:
        Array of the shape of ``x``.
    Source:
        D. Hendrycks, K. Gimpel, "Gaussian Error Linear Units", 2016.

    >>> round(float(cv.nn.gelu(1.0)), 4)
    0.8412
    """
    return _gelu(as_float(x, "gelu"), bool(approximate))


def elu(x: ArrayLike, alpha: ArrayLike = 1.0) -> Array:
    """``x`` where positive, else ``alpha * (exp(x) - 1)``.

    >>> float(cv.nn.elu(2.0))
    2.0
    """
    array = as_float(x, "elu")
    positive = cnp.greater(array, 0)
    # The branch not taken must not overflow: its derivative would be NaN.
    safe = cnp.where(positive, number_like(0, array), array)
    return cnp.where(positive, array, cnp.multiply(alpha, _core.expm1(safe)))


def celu(x: ArrayLike, alpha: ArrayLike = 1.0) -> Array:
    """``max(x, 0) + min(0, alpha * (exp(x / alpha) - 1))``.

    >>> float(cv.nn.celu(2.0))
    2.0
    """
    array = as_float(x, "celu")
    return cnp.multiply(alpha, elu(cnp.divide(array, alpha)))


def selu(x: ArrayLike) -> Array:
    """Scaled exponential linear unit.

    Source: G. Klambauer et al., "Self-Normalizing Neural Networks", 2017.

    >>> round(float(cv.nn.selu(1.0)), 4)
    1.0507
    """
    return cnp.multiply(1.0507009873554804934193349852946, elu(x, 1.6732632423543772848170429916717))


def mish(x: ArrayLike) -> Array:
    """``x * tanh(softplus(x))``.

    >>> round(float(cv.nn.mish(1.0)), 4)
    0.8651
    """
    array = as_float(x, "mish")
    return cnp.multiply(array, _core.tanh(softplus(array)))


def hard_tanh(x: ArrayLike) -> Array:
    """``x`` limited to [-1, 1].

    >>> float(cv.nn.hard_tanh(3.0))
    1.0
    """
    return cnp.clip(as_float(x, "hard_tanh"), -1.0, 1.0)


def hard_sigmoid(x: ArrayLike) -> Array:
    """``relu6(x + 3) / 6``.

    >>> float(cv.nn.hard_sigmoid(0.0))
    0.5
    """
    return cnp.divide(relu6(cnp.add(as_float(x, "hard_sigmoid"), 3.0)), 6.0)


def hard_silu(x: ArrayLike) -> Array:
    """``x * hard_sigmoid(x)``.

    >>> float(cv.nn.hard_silu(0.0))
    0.0
    """
    array = as_float(x, "hard_silu")
    return cnp.multiply(array, hard_sigmoid(array))


hard_swish = hard_silu


def glu(x: ArrayLike, axis: int = -1) -> Array:
    """The first half along an axis times the sigmoid of the second.

    Raises:
        ValueError: the size along the axis is odd.

    >>> cv.nn.glu(cnp.array([1.0, 0.0]))
    Array([0.5], dtype=float32)
    """
    array = as_float(x, "glu")
    if array.shape[axis] % 2:
        raise error(ValueError, f"glu: expected an even size along axis {axis}, got {array.shape[axis]}")
    first, second = cnp.split(array, 2, axis)
    return cnp.multiply(first, _core.logistic(second))


@compiled()
def _squareplus(array: Array, b: ArrayLike) -> Array:
    return cnp.divide(cnp.add(array, _core.sqrt(cnp.add(_core.integer_pow(array, 2), b))), 2)


def squareplus(x: ArrayLike, b: ArrayLike = 4) -> Array:
    """Smooth rectifier ``(x + sqrt(x**2 + b)) / 2``.

    Args:
        x: real array.
        b: how smooth it is around 0.
    Returns:
        Array of the shape of ``x``.

    Source: J. T. Barron, "Squareplus: a softplus-like algebraic rectifier", 2021.

    >>> float(cv.nn.squareplus(0.0))
    1.0
    """
    return _squareplus(as_float(x, "squareplus"), b)


@compiled()
def _sparse_plus(array: Array) -> Array:
    middle = cnp.divide(_core.integer_pow(cnp.add(array, 1.0), 2), 4)
    return cnp.where(array <= -1.0, 0.0, cnp.where(array >= 1.0, array, middle))


def sparse_plus(x: ArrayLike) -> Array:
    """0 up to -1, ``x`` from 1, and ``(x + 1)**2 / 4`` between.

    Args:
        x: real array.
    Returns:
        Array of the shape of ``x``.

    >>> cv.nn.sparse_plus(cnp.array([-2.0, 0.0, 2.0]))
    Array([0.  , 0.25, 2.  ], dtype=float32)
    """
    return _sparse_plus(as_float(x, "sparse_plus"))


def sparse_sigmoid(x: ArrayLike) -> Array:
    """The derivative of :func:`sparse_plus`: 0 up to -1, 1 from 1, a line between.

    Args:
        x: real array.
    Returns:
        Array of the shape of ``x``.

    >>> cv.nn.sparse_sigmoid(cnp.array([-2.0, 0.0, 2.0]))
    Array([0. , 0.5, 1. ], dtype=float32)
    """
    return cnp.multiply(0.5, cnp.clip(cnp.add(as_float(x, "sparse_sigmoid"), 1.0), 0.0, 2.0))


@compiled()
def _log1mexp(array: Array) -> Array:
    # Where the argument of a branch is none of its own, a number stands for it: derivatives meet no inf.
    near = array < math.log(2.0)
    close, far = cnp.where(near, array, 1.0), cnp.where(near, 1.0, array)
    return cnp.where(near, _core.log(-_core.expm1(-close)), _core.log1p(-_core.exp(-far)))


def log1mexp(x: ArrayLike) -> Array:
    """``log(1 - exp(-x))`` for positive ``x``, without cancellation.

    Args:
        x: real array.
    Returns:
        Array of the shape of ``x``; -inf at 0, NaN below.

    Source: M. Maechler, "Accurately computing log(1 - exp(-|a|))", 2012.

    >>> float(cv.nn.log1mexp(0.0))
    -inf
    """
    return _log1mexp(as_float(x, "log1mexp"))
