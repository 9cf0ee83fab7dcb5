"""Softmax and its like, and class numbers as vectors."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector import numpy as cnp
from covector.core.compiled import compiled
from covector.nn.common import Axis, as_float, number_like
from covector.typing import Array, ArrayLike, DTypeLike


def _shifted(array: Array, axis: Any, where: ArrayLike | None, initial: ArrayLike) -> tuple[Array, Array]:
    """``x - max(x)`` along an axis, and the maximum, as a constant for derivatives.

    The maximum cancels in what follows, so that its derivative is not needed; where it is
    infinite, 0 is taken, lest inf - inf appear.
    """
    top = cnp.max(array, axis=axis, keepdims=True, where=where, initial=initial)
    top = _core.stop_gradient(top)
    top = _core.select(_core.isfinite(top), top, number_like(0, top))
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
    array = as_float(a, "logsumexp")
    if b is not None:
        array = cnp.add(array, cnp.log(b))
    return _logsumexp(array, _static_axis(axis), where, bool(keepdims))


@compiled("axis")
def _softmax(array: Array, axis: Any, where: Any, initial: Any) -> Array:
    shifted, _ = _shifted(array, axis, where, initial)
    unnormalized = _core.exp(shifted)
    total = cnp.sum(unnormalized, axis=axis, keepdims=True, where=where)
    result = cnp.divide(unnormalized, total)
    return result if where is None else cnp.where(where, result, number_like(0, result))


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
    return _softmax(as_float(x, "softmax"), _static_axis(axis), where, -math.inf)


@compiled("axis")
def _log_softmax(array: Array, axis: Any, where: Any) -> Array:
    shifted, _ = _shifted(array, axis, where, -math.inf)
    total = cnp.sum(_core.exp(shifted), axis=axis, keepdims=True, where=where)
    result = cnp.subtract(shifted, _core.log(total))
    return result if where is None else cnp.where(where, result, number_like(-math.inf, result))


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
    return _log_softmax(as_float(x, "log_softmax"), _static_axis(axis), where)


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
    array = as_float(x, "standardize")
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


def logmeanexp(
    x: ArrayLike, axis: Axis = None, where: ArrayLike | None = None, keepdims: bool = False
) -> Array:
    """Log of the mean of exponentials along an axis, computed without overflow.

    Args:
        x: real array.
        axis: reduced axes; ``None`` reduces all of them.
        where: booleans, broadcast to ``x``: the elements that take part.
        keepdims: whether reduced axes stay with size 1.
    Returns:
        Array of the dtype of ``x``, the shape of ``x`` without ``axis``.
    Raises:
        TypeError: ``x`` is complex.

    >>> float(cv.nn.logmeanexp(cnp.zeros(4)))
    0.0
    """
    array = as_float(x, "logmeanexp")
    total = _logsumexp(array, _static_axis(axis), where, bool(keepdims))
    if where is None:
        count: ArrayLike = math.prod(array.shape[i] for i in _reduced(array, axis))
        return cnp.subtract(total, math.log(count) if count else -math.inf)
    taken = _core.convert(cnp.broadcast_to(where, array.shape), array.dtype)
    return cnp.subtract(total, cnp.log(cnp.sum(taken, axis=axis, keepdims=bool(keepdims))))
