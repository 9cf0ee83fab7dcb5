"""Reductions that leave NaN out."""

from __future__ import annotations

import math
from typing import Any

from covector import _core, dtypes
from covector.core.operands import as_array
from covector.numpy import logic, reduction, statistics
from covector.typing import Array, ArrayLike, Axis, DTypeLike


def _known(a: Any, public: str) -> tuple[Array, Array | None]:
    """The array and where it is not NaN; no mask for dtypes without NaN."""
    x = as_array(a, public)
    return x, _core.equal(x, x) if dtypes.is_inexact(x.dtype) else None


def _filled(x: Array, known: Array | None, value: Any) -> Array:
    if known is None:
        return x
    return _core.select(known, x, _core.full((), value, x.dtype, x.weak_type))


def nansum(
    a: ArrayLike,
    axis: Axis = None,
    dtype: DTypeLike | None = None,
    out: None = None,
    keepdims: bool = False,
    initial: ArrayLike | None = None,
    where: ArrayLike | None = None,
) -> Array:
    """Sum of the elements that are not NaN.

    Args:
        a: array of any shape.
        axis: one axis or several; ``None`` for all.
        dtype: dtype of the result.
        out: must be ``None``.
        keepdims: whether the axes stay, with size 1.
        initial: number to start from.
        where: boolean array that says which elements count.
    Returns:
        Array without the axes.
    Raises:
        ValueError: an axis is out of bounds.

    >>> float(cnp.nansum(cnp.array([1.0, cnp.nan])))
    1.0
    """
    x, known = _known(a, "nansum")
    return reduction.sum(_filled(x, known, 0), axis, dtype, out, keepdims, initial, where)


def nanprod(
    a: ArrayLike,
    axis: Axis = None,
    dtype: DTypeLike | None = None,
    out: None = None,
    keepdims: bool = False,
    initial: ArrayLike | None = None,
    where: ArrayLike | None = None,
) -> Array:
    """Product of the elements that are not NaN.

    Args:
        a: array of any shape.
        axis: one axis or several; ``None`` for all.
        dtype: dtype of the result.
        out: must be ``None``.
        keepdims: whether the axes stay, with size 1.
        initial: number to start from.
        where: boolean array that says which elements count.
    Returns:
        Array without the axes.
    Raises:
        ValueError: an axis is out of bounds.

    >>> float(cnp.nanprod(cnp.array([2.0, cnp.nan])))
    2.0
    """
    x, known = _known(a, "nanprod")
    return reduction.prod(_filled(x, known, 1), axis, dtype, out, keepdims, initial, where)


def _nan_extreme(kind: str, a: Any, axis: Axis, keepdims: bool, initial: Any, where: Any) -> Array:
    function = reduction.max if kind == "nanmax" else reduction.min
    x, known = _known(a, kind)
    if known is None:
        return function(x, axis, None, keepdims, initial, where)
    limit = -math.inf if kind == "nanmax" else math.inf
    result = function(_filled(x, known, limit), axis, None, keepdims, initial, where)
    nothing = logic.logical_not(reduction.any(known, axis, keepdims=keepdims, where=where))
    if initial is not None:
        return result
    return _core.select(nothing, _core.full((), math.nan, result.dtype, result.weak_type), result)


def nanmax(
    a: ArrayLike,
    axis: Axis = None,
    out: None = None,
    keepdims: bool = False,
    initial: ArrayLike | None = None,
    where: ArrayLike | None = None,
) -> Array:
    """Greatest element that is not NaN; NaN if there is none.

    Args:
        a: array of real numbers.
        axis: one axis or several; ``None`` for all.
        out: must be ``None``.
        keepdims: whether the axes stay, with size 1.
        initial: least value of the result.
        where: boolean array that says which elements count; needs ``initial``.
    Returns:
        Array without the axes.
    Raises:
        ValueError: there are no elements and no ``initial``.

    >>> float(cnp.nanmax(cnp.array([1.0, cnp.nan])))
    1.0
    """
    return _nan_extreme("nanmax", a, axis, keepdims, initial, where)


def nanmin(
    a: ArrayLike,
    axis: Axis = None,
    out: None = None,
    keepdims: bool = False,
    initial: ArrayLike | None = None,
    where: ArrayLike | None = None,
) -> Array:
    """Least element that is not NaN; NaN if there is none.

    Args:
        a: array of real numbers.
        axis: one axis or several; ``None`` for all.
        out: must be ``None``.
        keepdims: whether the axes stay, with size 1.
        initial: greatest value of the result.
        where: boolean array that says which elements count; needs ``initial``.
    Returns:
        Array without the axes.
    Raises:
        ValueError: there are no elements and no ``initial``.

    >>> float(cnp.nanmin(cnp.array([1.0, cnp.nan])))
    1.0
    """
    return _nan_extreme("nanmin", a, axis, keepdims, initial, where)


def nanmean(
    a: ArrayLike,
    axis: Axis = None,
    dtype: DTypeLike | None = None,
    out: None = None,
    keepdims: bool = False,
    where: ArrayLike | None = None,
) -> Array:
    """Mean of the elements that are not NaN.

    Args:
        a: array of any shape.
        axis: one axis or several; ``None`` for all.
        dtype: dtype of the result.
        out: must be ``None``.
        keepdims: whether the axes stay, with size 1.
        where: boolean array that says which elements count.
    Returns:
        Array without the axes.
    Raises:
        ValueError: an axis is out of bounds.

    >>> float(cnp.nanmean(cnp.array([1.0, 3.0, cnp.nan])))
    2.0
    """
    x, known = _known(a, "nanmean")
    if known is None:
        return statistics.mean(x, axis, dtype, out, keepdims, where=where)
    counted = known if where is None else logic.logical_and(known, where)
    return statistics.mean(_filled(x, known, 0), axis, dtype, out, keepdims, where=counted)


def nanvar(
    a: ArrayLike,
    axis: Axis = None,
    dtype: DTypeLike | None = None,
    out: None = None,
    ddof: float = 0,
    keepdims: bool = False,
    where: ArrayLike | None = None,
) -> Array:
    """Variance of the elements that are not NaN.

    Args:
        a: array of any shape.
        axis: one axis or several; ``None`` for all.
        dtype: dtype of the result.
        out: must be ``None``.
        ddof: the sum is divided by the number of elements minus ``ddof``.
        keepdims: whether the axes stay, with size 1.
        where: boolean array that says which elements count.
    Returns:
        Array without the axes.
    Raises:
        ValueError: an axis is out of bounds.

    >>> float(cnp.nanvar(cnp.array([1.0, 3.0, cnp.nan])))
    1.0
    """
    x, known = _known(a, "nanvar")
    if known is not None:
        where = known if where is None else logic.logical_and(known, where)
        x = _filled(x, known, 0)
    return statistics.var(x, axis, dtype, out, ddof, keepdims, where=where)


def nanstd(
    a: ArrayLike,
    axis: Axis = None,
    dtype: DTypeLike | None = None,
    out: None = None,
    ddof: float = 0,
    keepdims: bool = False,
    where: ArrayLike | None = None,
) -> Array:
    """Standard deviation of the elements that are not NaN.

    Args:
        a: array of any shape.
        axis: one axis or several; ``None`` for all.
        dtype: dtype of the result.
        out: must be ``None``.
        ddof: the sum is divided by the number of elements minus ``ddof``.
        keepdims: whether the axes stay, with size 1.
        where: boolean array that says which elements count.
    Returns:
        Array without the axes.
    Raises:
        ValueError: an axis is out of bounds.

    >>> float(cnp.nanstd(cnp.array([1.0, 3.0, cnp.nan])))
    1.0
    """
    return _core.sqrt(nanvar(a, axis, dtype, out, ddof, keepdims, where))


def _nan_position(kind: str, a: Any, axis: int | None, keepdims: bool | None) -> Array:
    x, known = _known(a, kind)
    limit = -math.inf if kind == "nanargmax" else math.inf
    function = reduction.argmax if kind == "nanargmax" else reduction.argmin
    filled = _filled(x, known, limit)
    result = function(filled, axis, None, keepdims)
    if known is None:
        return result
    nothing = logic.logical_not(reduction.any(known, axis, keepdims=bool(keepdims)))
    return _core.select(nothing, _core.full((), -1, result.dtype), result)


def nanargmax(a: ArrayLike, axis: int | None = None, out: None = None, keepdims: bool | None = None) -> Array:
    """Position of the greatest element that is not NaN; -1 if there is none.

    Args:
        a: array of real numbers.
        axis: the axis; ``None`` counts in row-major order.
        out: must be ``None``.
        keepdims: whether the axis stays, with size 1.
    Returns:
        Integer array without the axis.
    Raises:
        ValueError: there are no elements.

    >>> int(cnp.nanargmax(cnp.array([cnp.nan, 1.0])))
    1
    """
    return _nan_position("nanargmax", a, axis, keepdims)


def nanargmin(a: ArrayLike, axis: int | None = None, out: None = None, keepdims: bool | None = None) -> Array:
    """Position of the least element that is not NaN; -1 if there is none.

    Args:
        a: array of real numbers.
        axis: the axis; ``None`` counts in row-major order.
        out: must be ``None``.
        keepdims: whether the axis stays, with size 1.
    Returns:
        Integer array without the axis.
    Raises:
        ValueError: there are no elements.

    >>> int(cnp.nanargmin(cnp.array([cnp.nan, 1.0])))
    1
    """
    return _nan_position("nanargmin", a, axis, keepdims)
