"""Positions of elements: found by value, counted in other ways, on grids."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import interop, ops
from covector.core.compiled import compiled
from covector.core.filling import iota
from covector.core.operands import as_array, as_shape, describe
from covector.errors import ConcretizationTypeError, error
from covector.lax.sorting import argsort
from covector.numpy.arithmetic import clip, divmod, remainder
from covector.typing import Array, ArrayLike


def _concrete(
    x: Array, public: str, remedy: str = "give size=, use cnp.where(condition, x, y)"
) -> np.ndarray:
    """The values of an array, which must be known."""
    try:
        return np.asarray(x.concrete())
    except ConcretizationTypeError:
        raise error(
            ConcretizationTypeError,
            f"{public}: the shape of the result depends on the values of the traced array "
            f"{describe(x)}; {remedy}, or call the function outside jit",
        ) from None


@compiled("size")
def static_positions(mask: Array, size: int) -> tuple[Array, Array]:
    """Where a mask of rank 1 is true: ``size`` positions, and how many there are.

    Positions that are not there are the length of the mask.
    """
    index = dtypes.python_scalar_dtype(int)
    length = mask.shape[0]
    count = ops.reduce("sum", _core.convert(mask, index), (0,))
    # A stable order puts those that are true first, as they stand.
    order = argsort((_core.bitwise_not(mask),), 0, "nonzero", index)
    if size <= length:
        order = ops.slice_axis(order, 0, size, 0)
    else:
        order = ops.pad(order, _core.full((), length, index), (0,), (size - length,))
    place = iota((size,), index, 0)
    return _core.select(_core.less(place, count), order, _core.full((), length, index)), count


def take_known(x: Array, positions: np.ndarray, axis: int) -> Array:
    """The slices of ``x`` at known positions along an axis, all within bounds.

    Of an array that is not traced they are copied at once: every number of them would need a program of
    its own.
    """
    if _core.is_tracer(x):
        return x[(slice(None),) * axis + (positions.astype(np.int32),)]
    taken = np.take(interop.numpy_view(x), positions, axis)
    return _core.convert(_core.as_array(taken), x.dtype, x.weak_type)


def _nonzero_of_size(x: Array, size: int, fill_value: Any) -> tuple[Array, ...]:
    """Positions along each axis, filled up, for an array whose values need not be known."""
    mask = _core.not_equal(x, _core.full((), 0, x.dtype))
    flat, count = static_positions(ops.reshape(mask, (x.size,)), size)
    exists = _core.less(iota((size,), flat.dtype, 0), count)
    fills = fill_value if isinstance(fill_value, tuple) else (fill_value,) * x.ndim
    results = []
    for axis, fill in enumerate(fills):
        below = int(np.prod(x.shape[axis + 1 :]))
        position = _core.rem(_core.div(flat, below), max(x.shape[axis], 1))
        value = _core.convert(as_array(0 if fill is None else fill, "nonzero"), flat.dtype)
        results.append(_core.select(exists, position, value))
    return tuple(results)


def nonzero(a: ArrayLike, *, size: int | None = None, fill_value: Any = None) -> tuple[Array, ...]:
    """Positions of the elements that are not 0, in row-major order.

    Args:
        a: array of rank 1 or more.
        size: how many positions are returned: fewer are cut off, more are filled up.
        fill_value: what is filled in; ``None`` is 0. One number, or one for each axis.
    Returns:
        One integer array for each axis.
    Raises:
        ConcretizationTypeError: ``a`` is being traced and no ``size`` is given.

    >>> cnp.nonzero(cnp.array([0, 5, 0, 7]))
    (Array([1, 3], dtype=int32),)
    """
    x = as_array(a, "nonzero")
    if x.ndim == 0:
        raise error(ValueError, "nonzero: expected rank 1 or more, got rank 0; call cnp.atleast_1d first")
    if size is not None and _core.is_tracer(x):
        return _nonzero_of_size(x, operator.index(size), fill_value)
    found = np.nonzero(_concrete(x, "nonzero"))
    index = dtypes.python_scalar_dtype(int)
    if size is not None:
        count = operator.index(size)
        fills = fill_value if isinstance(fill_value, tuple) else (fill_value,) * x.ndim
        found = tuple(
            np.concatenate([f[:count], np.full(max(0, count - f.size), 0 if v is None else np.asarray(v))])
            for f, v in zip(found, fills)
        )
    return tuple(_core.as_array(f.astype(index)) for f in found)


def flatnonzero(a: ArrayLike, *, size: int | None = None, fill_value: Any = None) -> Array:
    """Positions of the elements that are not 0, counted in row-major order.

    Args:
        a: array of any shape.
        size: as for :func:`nonzero`.
        fill_value: as for :func:`nonzero`.
    Returns:
        Integer array of rank 1.
    Raises:
        ConcretizationTypeError: ``a`` is being traced and no ``size`` is given.

    >>> cnp.flatnonzero(cnp.array([[0, 5], [7, 0]]))
    Array([1, 2], dtype=int32)
    """
    x = as_array(a, "flatnonzero")
    return nonzero(ops.reshape(x, (x.size,)), size=size, fill_value=fill_value)[0]


def argwhere(a: ArrayLike, *, size: int | None = None, fill_value: Any = None) -> Array:
    """Positions of the elements that are not 0, one row for each.

    Args:
        a: array of any shape.
        size: as for :func:`nonzero`.
        fill_value: as for :func:`nonzero`.
    Returns:
        Integer array of shape ``(number of positions, rank of a)``.
    Raises:
        ConcretizationTypeError: ``a`` is being traced and no ``size`` is given.

    >>> cnp.argwhere(cnp.array([0, 5, 7]))
    Array([[1],
           [2]], dtype=int32)
    """
    x = as_array(a, "argwhere")
    rows = nonzero(x if x.ndim else ops.reshape(x, (1,)), size=size, fill_value=fill_value)
    stacked = ops.concatenate([ops.expand_dims(r, (1,)) for r in rows], 1)
    return stacked if x.ndim else ops.slice_axis(stacked, 0, 0, 1)


def unravel_index(indices: ArrayLike, shape: Any) -> tuple[Array, ...]:
    """Positions counted in row-major order as positions along each axis.

    Args:
        indices: integer array.
        shape: the shape of the array that they index.
    Returns:
        One integer array for each axis.
    Raises:
        TypeError: ``indices`` is not of integers.

    >>> [int(i) for i in cnp.unravel_index(5, (2, 3))]
    [1, 2]
    """
    x = as_array(indices, "unravel_index")
    sizes = as_shape(shape, "unravel_index")
    total = int(np.prod(sizes))
    x = clip(_core.select(_core.less(x, 0), _core.add(x, total), x), 0, total - 1)
    positions = []
    for size in reversed(sizes):
        x, position = divmod(x, size)
        positions.append(position)
    return tuple(reversed(positions))


def ravel_multi_index(
    multi_index: Sequence[ArrayLike], dims: Any, mode: str = "raise", order: str = "C"
) -> Array:
    """Positions along each axis as positions counted in row-major order.

    Args:
        multi_index: one integer array for each axis.
        dims: the shape of the array that they index.
        mode: ``"clip"`` or ``"wrap"``; ``"raise"`` needs concrete positions.
        order: ``"C"`` or ``"F"``.
    Returns:
        Integer array.
    Raises:
        ValueError: a position is out of bounds.

    >>> int(cnp.ravel_multi_index((1, 2), (2, 3)))
    5
    """
    sizes = as_shape(dims, "ravel_multi_index")
    parts = [as_array(i, "ravel_multi_index") for i in multi_index]
    if mode == "raise":
        for part, size in zip(parts, sizes):
            values = _concrete(part, "ravel_multi_index", "choose mode='clip' or 'wrap'")
            if values.size and (values.min() < 0 or values.max() >= size):
                raise error(ValueError, "ravel_multi_index: invalid entry in coordinates array")
    elif mode == "clip":
        parts = [clip(p, 0, n - 1) for p, n in zip(parts, sizes)]
    else:
        parts = [remainder(p, n) for p, n in zip(parts, sizes)]
    strides = np.cumprod([1, *(sizes[:0:-1] if order == "C" else sizes[:-1])]).tolist()
    if order == "C":
        strides = strides[::-1]
    result = _core.multiply(parts[0], strides[0])
    for part, stride in zip(parts[1:], strides[1:]):
        result = _core.add(result, _core.multiply(part, stride))
    return result


def ix_(*args: ArrayLike) -> tuple[Array, ...]:
    """Index arrays that together choose a grid.

    Args:
        args: arrays of rank 1; boolean ones stand for the positions where they are true.
    Returns:
        One array for each, with as many axes as there are arguments.
    Raises:
        ValueError: a rank other than 1.

    >>> [i.shape for i in cnp.ix_(cnp.arange(2), cnp.arange(3))]
    [(2, 1), (1, 3)]
    """
    results = []
    for place, arg in enumerate(args):
        x = as_array(arg, "ix_", place)
        if x.ndim != 1:
            raise error(ValueError, f"ix_: expected arrays of rank 1, got shape {x.shape}")
        if x.dtype.kind == "b":
            (x,) = nonzero(x)
        shape = [1] * len(args)
        shape[place] = x.size
        results.append(ops.reshape(x, shape))
    return tuple(results)


class _IndexExpression:
    """``cnp.s_[1:2, ::3]`` and ``cnp.index_exp[1:2]``: an index as an object.

    >>> cnp.s_[1:2]
    slice(1, 2, None)
    """

    def __init__(self, always_tuple: bool) -> None:
        self._always_tuple = always_tuple

    def __getitem__(self, item: Any) -> Any:
        return (item,) if self._always_tuple and not isinstance(item, tuple) else item


s_ = _IndexExpression(False)

index_exp = _IndexExpression(True)


class _Grid:
    """``cnp.mgrid[0:2, 0:3]`` and ``cnp.ogrid[...]``: coordinates of a grid.

    >>> cnp.mgrid[0:2, 0:3].shape
    (2, 2, 3)
    """

    def __init__(self, sparse: bool) -> None:
        self._grid: Callable[[Any], Any] = np.ogrid.__getitem__ if sparse else np.mgrid.__getitem__

    def __getitem__(self, item: Any) -> Any:
        result = self._grid(item)
        if isinstance(result, (tuple, list)):
            return [_core.as_array(x) for x in result]
        return _core.as_array(result)


mgrid = _Grid(False)

ogrid = _Grid(True)
