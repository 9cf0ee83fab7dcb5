"""Many elements become one: sums, extremes, means, positions."""

from __future__ import annotations

from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import ops
from covector.core.operands import as_array, as_axes, as_axis
from covector.errors import error
from covector.numpy import logic
from covector.typing import Array, ArrayLike, Axis, DTypeLike


def _keep(result: Array, x: Array, axes: tuple[int, ...], keepdims: bool) -> Array:
    if not keepdims:
        return result
    return ops.reshape(result, [1 if i in axes else n for i, n in enumerate(x.shape)])


def _masked(x: Array, where: Any, neutral: Any, public: str) -> Array:
    if where is None or where is True:
        return x
    mask = _core.convert(as_array(where, public), np.dtype(np.bool_))
    value = _core.convert(_core.as_array(neutral), x.dtype, x.weak_type)
    return _core.select(mask, x, value)


def _combine_initial(kind: str, result: Array, initial: Any) -> Array:
    if initial is None:
        return result
    start = _core.convert(as_array(initial, kind), result.dtype, result.weak_type)
    function = {"sum": _core.add, "prod": _core.multiply, "max": _core.maximum, "min": _core.minimum}
    return function[kind](result, start)


def _accumulate(
    kind: str,
    a: Any,
    axis: Axis,
    dtype: Any,
    keepdims: bool,
    initial: Any,
    where: Any,
    promote_integers: bool,
) -> Array:
    x = as_array(a, kind)
    axes = as_axes(axis, x.ndim, kind)
    if dtype is not None:
        x = _core.convert(x, dtypes.requested(dtype, kind))
    elif promote_integers and x.dtype.kind in "biu":
        wide = dtypes.canonical(np.uint64 if x.dtype.kind == "u" else np.int64)
        if x.dtype.itemsize < wide.itemsize:
            x = _core.convert(x, wide, x.weak_type)
    elif x.dtype.kind == "b":
        x = _core.convert(x, dtypes.canonical(np.int64))
    x = _masked(x, where, 0 if kind == "sum" else 1, kind)
    narrow = dtypes.is_float(x.dtype) and x.dtype.itemsize == 2
    source = _core.convert(x, np.dtype("float32"), x.weak_type) if narrow else x
    result = ops.reduce(kind, source, axes, kind)
    result = _core.convert(result, x.dtype, x.weak_type) if narrow else result
    return _combine_initial(kind, _keep(result, x, axes, keepdims), initial)


def sum(
    a: ArrayLike,
    axis: Axis = None,
    dtype: DTypeLike | None = None,
    out: None = None,
    keepdims: bool = False,
    initial: ArrayLike | None = None,
    where: ArrayLike | None = None,
    promote_integers: bool = True,
) -> Array:
    """Sum of the elements.

    Args:
        a: array of any shape.
        axis: one axis or several; ``None`` for all.
        dtype: dtype of the result; ``None``: that of ``a``, small integers widened.
        out: must be ``None``.
        keepdims: whether the axes stay, with size 1.
        initial: number to start from.
        where: boolean array that says which elements count.
        promote_integers: whether integers narrower than the default are widened.
    Returns:
        Array without the axes.
    Raises:
        ValueError: an axis is out of bounds or listed twice.

    >>> cnp.sum(cnp.ones((2, 3)), axis=0)
    Array([2., 2., 2.], dtype=float32)
    """
    return _accumulate("sum", a, axis, dtype, keepdims, initial, where, promote_integers)


def prod(
    a: ArrayLike,
    axis: Axis = None,
    dtype: DTypeLike | None = None,
    out: None = None,
    keepdims: bool = False,
    initial: ArrayLike | None = None,
    where: ArrayLike | None = None,
    promote_integers: bool = True,
) -> Array:
    """Product of the elements.

    Args:
        a: array of any shape.
        axis: one axis or several; ``None`` for all.
        dtype: dtype of the result; ``None``: that of ``a``, small integers widened.
        out: must be ``None``.
        keepdims: whether the axes stay, with size 1.
        initial: number to start from.
        where: boolean array that says which elements count.
        promote_integers: whether integers narrower than the default are widened.
    Returns:
        Array without the axes.
    Raises:
        ValueError: an axis is out of bounds or listed twice.

    >>> int(cnp.prod(cnp.array([2, 3, 4])))
    24
    """
    return _accumulate("prod", a, axis, dtype, keepdims, initial, where, promote_integers)


def _extreme(kind: str, a: Any, axis: Axis, keepdims: bool, initial: Any, where: Any) -> Array:
    x = as_array(a, kind)
    axes = as_axes(axis, x.ndim, kind)
    if x.dtype.kind == "c":
        raise error(TypeError, f"{kind}: expected real numbers, got dtype {x.dtype}; take abs first")
    if initial is None and 0 in [x.shape[i] for i in axes]:
        raise error(
            ValueError,
            f"{kind}: zero-size array to reduction operation {kind} which has no identity; got "
            f"shape {x.shape}; give initial=",
        )
    if where is not None:
        if initial is None:
            raise error(ValueError, f"{kind}: where= needs a number to start from; give initial=")
        x = _masked(x, where, initial, kind)
    result = ops.reduce(kind, x, axes, kind)
    return _combine_initial(kind, _keep(result, x, axes, keepdims), initial)


def max(
    a: ArrayLike,
    axis: Axis = None,
    out: None = None,
    keepdims: bool = False,
    initial: ArrayLike | None = None,
    where: ArrayLike | None = None,
) -> Array:
    """Greatest element; NaN if any is NaN.

    Args:
        a: array of real numbers.
        axis: one axis or several; ``None`` for all.
        out: must be ``None``.
        keepdims: whether the axes stay, with size 1.
        initial: least value of the result.
        where: boolean array that says which elements count; needs ``initial``.
    Returns:
        Array without the axes, of the dtype of ``a``.
    Raises:
        ValueError: there are no elements and no ``initial``.

    >>> int(cnp.max(cnp.array([1, 3, 2])))
    3
    """
    return _extreme("max", a, axis, keepdims, initial, where)


def min(
    a: ArrayLike,
    axis: Axis = None,
    out: None = None,
    keepdims: bool = False,
    initial: ArrayLike | None = None,
    where: ArrayLike | None = None,
) -> Array:
    """Least element; NaN if any is NaN.

    Args:
        a: array of real numbers.
        axis: one axis or several; ``None`` for all.
        out: must be ``None``.
        keepdims: whether the axes stay, with size 1.
        initial: greatest value of the result.
        where: boolean array that says which elements count; needs ``initial``.
    Returns:
        Array without the axes, of the dtype of ``a``.
    Raises:
        ValueError: there are no elements and no ``initial``.

    >>> int(cnp.min(cnp.array([1, 3, 2])))
    1
    """
    return _extreme("min", a, axis, keepdims, initial, where)


amax, amin = max, min


def _quantify(kind: str, public: str, a: Any, axis: Axis, keepdims: bool, where: Any) -> Array:
    x = logic.truth(a, public)
    axes = as_axes(axis, x.ndim, public)
    x = _masked(x, where, kind == "and", public)
    return _keep(ops.reduce(kind, x, axes, public), x, axes, keepdims)


def all(
    a: ArrayLike,
    axis: Axis = None,
    out: None = None,
    keepdims: bool = False,
    *,
    where: ArrayLike | None = None,
) -> Array:
    """Whether all elements are different from zero.

    Args:
        a: array of any shape.
        axis: one axis or several; ``None`` for all.
        out: must be ``None``.
        keepdims: whether the axes stay, with size 1.
        where: boolean array that says which elements count.
    Returns:
        Boolean array without the axes.
    Raises:
        ValueError: an axis is out of bounds or listed twice.

    >>> bool(cnp.all(cnp.array([True, False])))
    False
    """
    return _quantify("and", "all", a, axis, keepdims, where)


def any(
    a: ArrayLike,
    axis: Axis = None,
    out: None = None,
    keepdims: bool = False,
    *,
    where: ArrayLike | None = None,
) -> Array:
    """Whether an element is different from zero.

    Args:
        a: array of any shape.
        axis: one axis or several; ``None`` for all.
        out: must be ``None``.
        keepdims: whether the axes stay, with size 1.
        where: boolean array that says which elements count.
    Returns:
        Boolean array without the axes.
    Raises:
        ValueError: an axis is out of bounds or listed twice.

    >>> bool(cnp.any(cnp.array([True, False])))
    True
    """
    return _quantify("or", "any", a, axis, keepdims, where)


def count_nonzero(a: ArrayLike, axis: Axis = None, keepdims: bool = False) -> Array:
    """How many elements are different from zero.

    Args:
        a: array of any shape.
        axis: one axis or several; ``None`` for all.
        keepdims: whether the axes stay, with size 1.
    Returns:
        Integer array without the axes.
    Raises:
        ValueError: an axis is out of bounds or listed twice.

    >>> int(cnp.count_nonzero(cnp.array([0, 1, 2])))
    2
    """
    return sum(logic.truth(a, "count_nonzero"), axis, keepdims=keepdims)


def ptp(a: ArrayLike, axis: Axis = None, out: None = None, keepdims: bool = False) -> Array:
    """Greatest minus least element.

    Args:
        a: array of real numbers.
        axis: one axis or several; ``None`` for all.
        out: must be ``None``.
        keepdims: whether the axes stay, with size 1.
    Returns:
        Array without the axes, of the dtype of ``a``.
    Raises:
        ValueError: there are no elements.

    >>> int(cnp.ptp(cnp.array([1, 5, 2])))
    4
    """
    return _core.subtract(max(a, axis, keepdims=keepdims), min(a, axis, keepdims=keepdims))


# Positions


def _position(kind: str, a: Any, axis: int | None, keepdims: bool | None) -> Array:
    x = as_array(a, kind)
    shape = x.shape
    if axis is None:
        x = ops.reshape(x, (x.size,))
        along, kept = 0, (1,) * len(shape)
    else:
        along = as_axis(axis, x.ndim, kind)
        kept = (*shape[:along], 1, *shape[along + 1 :])
    if x.shape[along] == 0:
        raise error(ValueError, f"{kind}: attempt to get {kind} of an empty sequence")
    index = dtypes.python_scalar_dtype(int)
    result = _core.emit(kind, (x,), axis=along, index_type=index, public=kind)
    return ops.reshape(result, kept) if keepdims else result


def argmax(a: ArrayLike, axis: int | None = None, out: None = None, keepdims: bool | None = None) -> Array:
    """Position of the greatest element, the first of equals; of NaN if there is one.

    Args:
        a: array of real numbers.
        axis: the axis; ``None`` counts in row-major order.
        out: must be ``None``.
        keepdims: whether the axis stays, with size 1.
    Returns:
        Integer array without the axis.
    Raises:
        ValueError: there are no elements.

    >>> int(cnp.argmax(cnp.array([1, 3, 2])))
    1
    """
    return _position("argmax", a, axis, keepdims)


def argmin(a: ArrayLike, axis: int | None = None, out: None = None, keepdims: bool | None = None) -> Array:
    """Position of the least element, the first of equals; of NaN if there is one.

    Args:
        a: array of real numbers.
        axis: the axis; ``None`` counts in row-major order.
        out: must be ``None``.
        keepdims: whether the axis stays, with size 1.
    Returns:
        Integer array without the axis.
    Raises:
        ValueError: there are no elements.

    >>> int(cnp.argmin(cnp.array([2, 1, 3])))
    1
    """
    return _position("argmin", a, axis, keepdims)


def trace(
    a: ArrayLike,
    offset: int = 0,
    axis1: int = 0,
    axis2: int = 1,
    dtype: DTypeLike | None = None,
    out: None = None,
) -> Array:
    """Sum along a diagonal.

    Args:
        a: array of rank 2 or more.
        offset: the diagonal; positive ones are above the main one.
        axis1: first axis of the matrices.
        axis2: second axis of the matrices.
        dtype: dtype of the result.
        out: must be ``None``.
    Returns:
        Array without the two axes.
    Raises:
        ValueError: the rank is below 2.

    >>> float(cnp.trace(cnp.eye(3)))
    3.0
    """
    from covector.numpy.matrices import diagonal

    return sum(diagonal(a, offset, axis1, axis2), -1, dtype=dtype)


def diff(
    a: ArrayLike,
    n: int = 1,
    axis: int = -1,
    prepend: ArrayLike | None = None,
    append: ArrayLike | None = None,
) -> Array:
    """Differences of neighbours.

    Args:
        a: array of rank 1 or more.
        n: how many times.
        axis: the axis.
        prepend: what to put before ``a`` first.
        append: what to put after ``a`` first.
    Returns:
        Array that is shorter by ``n`` along ``axis``.
    Raises:
        ValueError: ``n`` is negative or the rank is 0.

    >>> cnp.diff(cnp.array([1, 4, 9]))
    Array([3, 5], dtype=int32)
    """
    x = as_array(a, "diff")
    if n < 0:
        raise error(ValueError, f"diff: expected n >= 0, got {n}")
    along = as_axis(axis, x.ndim, "diff")
    parts = []
    for part in (prepend, x, append):
        if part is not None:
            y = _core.convert(as_array(part, "diff"), x.dtype, x.weak_type)
            if y.ndim == 0:
                y = _core.broadcast_to(y, (*x.shape[:along], 1, *x.shape[along + 1 :]))
            parts.append(y)
    x = ops.concatenate(parts, along)
    for _ in range(n):
        length = x.shape[along]
        later = ops.slice_axis(x, 1 if length else 0, length, along)
        sooner = ops.slice_axis(x, 0, length - 1 if length else 0, along)
        operation = _core.not_equal if x.dtype.kind == "b" else _core.subtract
        x = operation(later, sooner)
    return x


def ediff1d(ary: ArrayLike, to_end: ArrayLike | None = None, to_begin: ArrayLike | None = None) -> Array:
    """Differences of neighbours in row-major order.

    Args:
        ary: array of any shape.
        to_end: numbers to put after.
        to_begin: numbers to put before.
    Returns:
        Array of rank 1.
    Raises:
        TypeError: ``ary`` is not array-like.

    >>> cnp.ediff1d(cnp.array([1, 4, 9]))
    Array([3, 5], dtype=int32)
    """
    x = as_array(ary, "ediff1d")
    parts = [diff(ops.reshape(x, (x.size,)))]
    for part, place in ((to_begin, 0), (to_end, len(parts) + 1)):
        if part is not None:
            y = _core.convert(as_array(part, "ediff1d"), x.dtype)
            parts.insert(place, ops.reshape(y, (y.size,)))
    return ops.concatenate(parts, 0)
