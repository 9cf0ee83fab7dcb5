"""Means, variances and integrals."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import ops
from covector.core.compiled import compiled
from covector.core.operands import as_array, as_axes, as_axis, as_inexact
from covector.errors import error
from covector.numpy.reduction import _keep, diff, sum
from covector.typing import Array, ArrayLike, Axis, DTypeLike

# Means


def _count(x: Array, axes: tuple[int, ...]) -> int:
    return math.prod(x.shape[i] for i in axes)


@compiled("axes", "dtype", "keepdims")
def _mean(x: Array, axes: tuple[int, ...], dtype: np.dtype, keepdims: bool) -> Array:
    wide = np.dtype("float32") if dtype.itemsize == 2 else dtype
    total = ops.reduce("sum", _core.convert(x, wide, x.weak_type), axes, "mean")
    count = _count(x, axes)
    quotient = _core.true_divide(total, count if count else math.nan)
    return _keep(_core.convert(quotient, dtype), x, axes, keepdims)


def _result_dtype(x: Array, dtype: Any, public: str) -> np.dtype:
    return dtypes.to_inexact(x.dtype) if dtype is None else dtypes.requested(dtype, public)


def mean(
    a: ArrayLike,
    axis: Axis = None,
    dtype: DTypeLike | None = None,
    out: None = None,
    keepdims: bool = False,
    *,
    where: ArrayLike | None = None,
) -> Array:
    """Arithmetic mean.

    Args:
        a: array of any shape.
        axis: one axis or several; ``None`` for all.
        dtype: dtype of the result; ``None``: that of ``a``, integers become floats.
        out: must be ``None``.
        keepdims: whether the axes stay, with size 1.
        where: boolean array that says which elements count.
    Returns:
        Array without the axes; NaN where there are no elements.
    Raises:
        ValueError: an axis is out of bounds or listed twice.

    >>> float(cnp.mean(cnp.arange(4)))
    1.5
    """
    x = as_array(a, "mean")
    axes = as_axes(axis, x.ndim, "mean")
    target = _result_dtype(x, dtype, "mean")
    if where is None:
        return _mean(x, axes, target, keepdims)
    mask = _core.broadcast_to(_core.convert(as_array(where, "mean"), np.dtype(bool)), x.shape)
    total = sum(_core.convert(x, target), axes, keepdims=keepdims, where=mask)
    return _core.true_divide(total, sum(mask, axes, dtype=target, keepdims=keepdims))


@compiled("axes", "dtype", "ddof", "keepdims")
def _var(x: Array, where: Any, axes: tuple[int, ...], dtype: np.dtype, ddof: float, keepdims: bool) -> Array:
    wide = np.dtype("float32") if dtype.itemsize == 2 else dtype
    if x.dtype.kind == "c":
        wide = dtypes.to_complex(wide)
    values = _core.convert(x, wide, x.weak_type)
    center = mean(values, axes, keepdims=True, where=where)
    distance = _core.subtract(values, center)
    if wide.kind == "c":
        parts = _core.real(distance), _core.imag(distance)
        square = _core.add(_core.multiply(parts[0], parts[0]), _core.multiply(parts[1], parts[1]))
    else:
        square = _core.multiply(distance, distance)
    total = sum(square, axes, keepdims=keepdims, where=where)
    if where is None:
        count = _count(x, axes) - ddof
        result = _core.true_divide(total, count if count > 0 else math.nan)
    else:
        mask = _core.broadcast_to(where, x.shape)
        number = _core.subtract(sum(mask, axes, dtype=total.dtype, keepdims=keepdims), ddof)
        result = _core.true_divide(total, _core.select(_core.greater(number, 0), number, math.nan))
    return _core.convert(result, dtypes.to_real(dtype), result.weak_type)


def var(
    a: ArrayLike,
    axis: Axis = None,
    dtype: DTypeLike | None = None,
    out: None = None,
    ddof: float = 0,
    keepdims: bool = False,
    *,
    where: ArrayLike | None = None,
    correction: float | None = None,
) -> Array:
    """Variance: mean of the squared distances from the mean.

    Args:
        a: array of any shape.
        axis: one axis or several; ``None`` for all.
        dtype: dtype of the result; ``None``: that of ``a``, integers become floats.
        out: must be ``None``.
        ddof: the sum is divided by the number of elements minus ``ddof``.
        keepdims: whether the axes stay, with size 1.
        where: boolean array that says which elements count.
        correction: the Array API's name of ``ddof``.
    Returns:
        Float array without the axes; NaN where there are no elements.
    Raises:
        ValueError: an axis is out of bounds, or both ``ddof`` and ``correction`` are given.

    >>> float(cnp.var(cnp.arange(4)))
    1.25
    """
    if correction is not None:
        if ddof:
            raise error(ValueError, "var: expected ddof or correction, got both")
        ddof = correction
    x = as_array(a, "var")
    axes = as_axes(axis, x.ndim, "var")
    mask = None if where is None else _core.convert(as_array(where, "var"), np.dtype(bool))
    return _var(x, mask, axes, _result_dtype(x, dtype, "var"), ddof, keepdims)


def std(
    a: ArrayLike,
    axis: Axis = None,
    dtype: DTypeLike | None = None,
    out: None = None,
    ddof: float = 0,
    keepdims: bool = False,
    *,
    where: ArrayLike | None = None,
    correction: float | None = None,
) -> Array:
    """Standard deviation: square root of the variance.

    Args:
        a: array of any shape.
        axis: one axis or several; ``None`` for all.
        dtype: dtype of the result; ``None``: that of ``a``, integers become floats.
        out: must be ``None``.
        ddof: the sum is divided by the number of elements minus ``ddof``.
        keepdims: whether the axes stay, with size 1.
        where: boolean array that says which elements count.
        correction: the Array API's name of ``ddof``.
    Returns:
        Float array without the axes; NaN where there are no elements.
    Raises:
        ValueError: an axis is out of bounds, or both ``ddof`` and ``correction`` are given.

    >>> float(cnp.std(cnp.array([1.0, 3.0])))
    1.0
    """
    return _core.sqrt(var(a, axis, dtype, out, ddof, keepdims, where=where, correction=correction))


def average(
    a: ArrayLike,
    axis: Axis = None,
    weights: ArrayLike | None = None,
    returned: bool = False,
    keepdims: bool = False,
) -> Any:
    """Weighted mean.

    Args:
        a: array of any shape.
        axis: one axis or several; ``None`` for all.
        weights: array of the shape of ``a``, or of its one axis; ``None``: all equal.
        returned: whether to return the sum of the weights too.
        keepdims: whether the axes stay, with size 1.
    Returns:
        Array without the axes, or a pair.
    Raises:
        ValueError: the shape of ``weights`` does not fit.

    >>> float(cnp.average(cnp.array([1.0, 3.0]), weights=cnp.array([3.0, 1.0])))
    1.5
    """
    x = as_array(a, "average")
    if weights is None:
        result = mean(x, axis, keepdims=keepdims)
        number = _count(x, as_axes(axis, x.ndim, "average"))
        return (result, _core.full(result.shape, number, result.dtype)) if returned else result
    w = as_array(weights, "average")
    dtype = dtypes.to_inexact(_core.promote(x, w)[0])
    x, w = _core.convert(x, dtype), _core.convert(w, dtype)
    if w.shape != x.shape:
        if axis is None or isinstance(axis, (tuple, list)) or w.ndim != 1:
            raise error(ValueError, f"average: expected weights of shape {x.shape}, got {w.shape}")
        along = as_axis(axis, x.ndim, "average")
        if w.size != x.shape[along]:
            raise error(
                ValueError,
                f"average: expected {x.shape[along]} weights for axis {along}, got {w.size}",
            )
        w = ops.broadcast_in_dim(w, x.shape, (along,))
    total = sum(w, axis, keepdims=keepdims)
    result = _core.true_divide(sum(_core.multiply(x, w), axis, keepdims=keepdims), total)
    return (result, total) if returned else result


def trapezoid(y: ArrayLike, x: ArrayLike | None = None, dx: ArrayLike = 1.0, axis: int = -1) -> Array:
    """Integral along an axis by the trapezoidal rule.

    Args:
        y: values of the function.
        x: positions, of the shape of ``y`` or of its axis; ``None``: distance ``dx``.
        dx: distance of the positions.
        axis: the axis.
    Returns:
        Array without the axis.
    Raises:
        ValueError: ``axis`` is out of bounds.

    >>> float(cnp.trapezoid(cnp.array([0.0, 1.0, 2.0])))
    2.0
    """
    from covector.numpy.shape import moveaxis

    values = moveaxis(as_inexact(y, "trapezoid"), axis, -1)
    if x is not None:
        positions = as_inexact(x, "trapezoid")
        dx = diff(positions if positions.ndim == 1 else moveaxis(positions, axis, -1))
    n = values.shape[-1]
    last = values.ndim - 1
    pairs = _core.add(ops.slice_axis(values, 1, n, last), ops.slice_axis(values, 0, n - 1, last))
    return _core.multiply(0.5, sum(_core.multiply(dx, pairs), -1))
