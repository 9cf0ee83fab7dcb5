"""Functions for neural networks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector import numpy as cnp
from covector.core.compiled import compiled
from covector.errors import error
from covector.typing import Array, ArrayLike, DTypeLike

Axis = int | Sequence[int] | None


def _float(x: ArrayLike, function: str) -> Array:
    """``x`` as a real floating-point array."""
    array = cnp.asarray(x)
    if dtypes.issubdtype(array.dtype, np.complexfloating):
        raise error(TypeError, f"{function}: expected real numbers, got {array.dtype}; use its real part")
    if not dtypes.issubdtype(array.dtype, np.floating):
        array = _core.convert(array, dtypes.canonical(np.float64))
    return array


def _number(number: float, like: Array) -> Array:
    return _core.full((), number, like.dtype)


# ---- activations


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
    return _core.select(cnp.greater(array, 0), array, _number(0, array))


def relu6(x: ArrayLike) -> Array:
    """``min(max(x, 0), 6)``; the derivative at 0 and 6 is 0.

    >>> cv.nn.relu6(cnp.array([-1.0, 3.0, 7.0]))
    Array([0., 3., 6.], dtype=float32)
    """
    array = cnp.asarray(x)
    six = _core.select(cnp.less(array, 6), array, _number(6, array))
    return _core.select(cnp.greater(array, 0), six, _number(0, array))


def leaky_relu(x: ArrayLike, negative_slope: ArrayLike = 1e-2) -> Array:
    """``x`` where it is not negative, else ``negative_slope * x``.

    >>> cv.nn.leaky_relu(cnp.array([-1.0, 2.0]))
    Array([-0.01,  2.  ], dtype=float32)
    """
    array = _float(x, "leaky_relu")
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
    return cnp.negative(softplus(cnp.negative(_float(x, "log_sigmoid"))))


def softplus(x: ArrayLike) -> Array:
    """``log(1 + exp(x))``, computed without overflow.

    >>> round(float(cv.nn.softplus(0.0)), 4)
    0.6931
    """
    return cnp.logaddexp(_float(x, "softplus"), 0.0)


def soft_sign(x: ArrayLike) -> Array:
    """``x / (1 + |x|)``.

    >>> float(cv.nn.soft_sign(1.0))
    0.5
    """
    array = _float(x, "soft_sign")
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
    return _silu(_float(x, "silu"))


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
    return _gelu(_float(x, "gelu"), bool(approximate))


def elu(x: ArrayLike, alpha: ArrayLike = 1.0) -> Array:
    """``x`` where positive, else ``alpha * (exp(x) - 1)``.

    >>> float(cv.nn.elu(2.0))
    2.0
    """
    array = _float(x, "elu")
    positive = cnp.greater(array, 0)
    # The branch not taken must not overflow: its derivative would be NaN.
    safe = cnp.where(positive, _number(0, array), array)
    return cnp.where(positive, array, cnp.multiply(alpha, _core.expm1(safe)))


def celu(x: ArrayLike, alpha: ArrayLike = 1.0) -> Array:
    """``max(x, 0) + min(0, alpha * (exp(x / alpha) - 1))``.

    >>> float(cv.nn.celu(2.0))
    2.0
    """
    array = _float(x, "celu")
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
    array = _float(x, "mish")
    return cnp.multiply(array, _core.tanh(softplus(array)))


def hard_tanh(x: ArrayLike) -> Array:
    """``x`` limited to [-1, 1].

    >>> float(cv.nn.hard_tanh(3.0))
    1.0
    """
    return cnp.clip(_float(x, "hard_tanh"), -1.0, 1.0)


def hard_sigmoid(x: ArrayLike) -> Array:
    """``relu6(x + 3) / 6``.

    >>> float(cv.nn.hard_sigmoid(0.0))
    0.5
    """
    return cnp.divide(relu6(cnp.add(_float(x, "hard_sigmoid"), 3.0)), 6.0)


def hard_silu(x: ArrayLike) -> Array:
    """``x * hard_sigmoid(x)``.

    >>> float(cv.nn.hard_silu(0.0))
    0.0
    """
    array = _float(x, "hard_silu")
    return cnp.multiply(array, hard_sigmoid(array))


hard_swish = hard_silu


def glu(x: ArrayLike, axis: int = -1) -> Array:
    """The first half along an axis times the sigmoid of the second.

    Raises:
        ValueError: the size along the axis is odd.

    >>> cv.nn.glu(cnp.array([1.0, 0.0]))
    Array([0.5], dtype=float32)
    """
    array = _float(x, "glu")
    if array.shape[axis] % 2:
        raise error(ValueError, f"glu: expected an even size along axis {axis}, got {array.shape[axis]}")
    first, second = cnp.split(array, 2, axis)
    return cnp.multiply(first, _core.logistic(second))


# ---- softmax and its like


def _shifted(array: Array, axis: Any, where: ArrayLike | None, initial: ArrayLike) -> tuple[Array, Array]:
    """``x - max(x)`` along an axis, and the maximum, as a constant for derivatives.

    The maximum cancels in what follows, so that its derivative is not needed; where it is
    infinite, 0 is taken, lest inf - inf appear.
    """
    top = cnp.max(array, axis=axis, keepdims=True, where=where, initial=initial)
    top = _core.stop_gradient(top)
    top = _core.select(_core.isfinite(top), top, _number(0, top))
    return cnp.subtract(array, top), top


@compiled("axis", "keepdims")
def _logsumexp(array: Array, axis: Any, where: Any, keepdims: bool) -> Array:
    shifted, top = _shifted(array, axis, where, -math.inf)
    total = cnp.sum(_core.exp(shifted), axis=axis, keepdims=True, where=where)
    result = cnp.add(_core.log(total), top)
    return result if keepdims else cnp.squeeze(result, _reduced(array, axis))


def _reduced(array: Array, axis: Axis) -> tuple[int, ...]:
    if axis is None:
        return tuple(range(array.ndim))
    return (axis,) if isinstance(axis, int) else tuple(axis)


def _static_axis(axis: Axis) -> int | tuple[int, ...] | None:
    return axis if axis is None or isinstance(axis, int) else tuple(axis)


def logsumexp(
    a: ArrayLike,
    axis: Axis = None,
    b: ArrayLike | None = None,
    keepdims: bool = False,
    *,
    where: ArrayLike | None = None,
) -> Array:
    """Log of the sum of exponentials along an axis, computed without overflow.

    Args:
        a: real array, shape ``(..., n, ...)``.
        axis: reduced axes; ``None`` reduces all of them.
        b: not negative factors of the exponentials, broadcast to ``a``.
        keepdims: whether reduced axes stay with size 1.
        where: booleans, broadcast to ``a``: the elements that take part.
    Returns:
        Array of the dtype of ``a``, the shape of ``a`` without ``axis``; -inf where nothing is summed.
    Raises:
        TypeError: ``a`` is complex.

    >>> float(cv.nn.logsumexp(cnp.zeros(4)))
    1.3862943649291992
    """
    array = _float(a, "logsumexp")
    if b is not None:
        array = cnp.add(array, cnp.log(b))
    return _logsumexp(array, _static_axis(axis), where, bool(keepdims))


@compiled("axis")
def _softmax(array: Array, axis: Any, where: Any, initial: Any) -> Array:
    shifted, _ = _shifted(array, axis, where, initial)
    unnormalized = _core.exp(shifted)
    total = cnp.sum(unnormalized, axis=axis, keepdims=True, where=where)
    result = cnp.divide(unnormalized, total)
    return result if where is None else cnp.where(where, result, _number(0, result))


def softmax(x: ArrayLike, axis: Axis = -1, *, where: ArrayLike | None = None) -> Array:
    """``exp(x) / sum(exp(x))`` along an axis, computed without overflow.

    Args:
        x: real array.
        axis: the axes along which the results sum to 1.
        where: booleans, broadcast to ``x``: the elements that take part; the others give 0.
    Returns:
        Array of the shape and dtype of ``x``.

    >>> cv.nn.softmax(cnp.zeros(2))
    Array([0.5, 0.5], dtype=float32)
    """
    return _softmax(_float(x, "softmax"), _static_axis(axis), where, -math.inf)


@compiled("axis")
def _log_softmax(array: Array, axis: Any, where: Any) -> Array:
    shifted, _ = _shifted(array, axis, where, -math.inf)
    total = cnp.sum(_core.exp(shifted), axis=axis, keepdims=True, where=where)
    result = cnp.subtract(shifted, _core.log(total))
    return result if where is None else cnp.where(where, result, _number(-math.inf, result))


def log_softmax(x: ArrayLike, axis: Axis = -1, *, where: ArrayLike | None = None) -> Array:
    """``log(softmax(x))``, computed without overflow.

    Args:
        x: real array.
        axis: the axes along which the exponentials of the results sum to 1.
        where: booleans, broadcast to ``x``: the elements that take part; the others give -inf.
    Returns:
        Array of the shape and dtype of ``x``.

    >>> cv.nn.log_softmax(cnp.zeros(1))
    Array([0.], dtype=float32)
    """
    return _log_softmax(_float(x, "log_softmax"), _static_axis(axis), where)


def standardize(
    x: ArrayLike,
    axis: Axis = -1,
    mean: ArrayLike | None = None,
    variance: ArrayLike | None = None,
    epsilon: ArrayLike = 1e-5,
    where: ArrayLike | None = None,
) -> Array:
    """``(x - mean) / sqrt(variance + epsilon)`` along an axis.

    >>> cv.nn.standardize(cnp.array([1.0, 1.0]))
    Array([0., 0.], dtype=float32)
    """
    array = _float(x, "standardize")
    axis = _static_axis(axis)
    if mean is None:
        mean = cnp.mean(array, axis, keepdims=True, where=where)
    if variance is None:
        square = cnp.mean(_core.integer_pow(array, 2), axis, keepdims=True, where=where)
        variance = cnp.subtract(square, _core.integer_pow(cnp.asarray(mean), 2))
    return cnp.multiply(cnp.subtract(array, mean), _core.rsqrt(cnp.add(variance, epsilon)))


def one_hot(x: ArrayLike, num_classes: int, *, dtype: DTypeLike | None = None, axis: int = -1) -> Array:
    """Class numbers as vectors with a 1 at the class and 0 elsewhere.

    Args:
        x: integer array of class numbers; those outside of ``[0, num_classes)`` give zeros.
        num_classes: length of the vectors.
        dtype: dtype of the result; ``None`` is float32 (float64 with x64 on).
        axis: where the new axis goes.
    Returns:
        Array of the shape of ``x`` with the new axis.

    >>> cv.nn.one_hot(cnp.array([0, 2]), 3)
    Array([[1., 0., 0.],
           [0., 0., 1.]], dtype=float32)
    """
    array = cnp.asarray(x)
    target = dtypes.canonical(np.float64 if dtype is None else dtype)
    axis = axis + array.ndim + 1 if axis < 0 else axis
    sizes = [1] * (array.ndim + 1)
    sizes[axis] = num_classes
    classes = cnp.reshape(cnp.arange(num_classes, dtype=array.dtype), sizes)
    return _core.convert(cnp.equal(cnp.expand_dims(array, axis), classes), target)
