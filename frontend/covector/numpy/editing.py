"""Copies of arrays with parts taken out or put in between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import indexing, ops
from covector.core.filling import iota
from covector.core.operands import as_array, as_axes, as_axis, describe
from covector.errors import ConcretizationTypeError, error
from covector.lax.sorting import argsort
from covector.numpy import indexing as choosing
from covector.numpy.positions import _concrete, static_positions, take_known
from covector.numpy.shape import moveaxis
from covector.typing import Array, ArrayLike


def _along(public: str, arr: ArrayLike, axis: int | None) -> tuple[Array, int]:
    x = as_array(arr, public)
    if axis is None:
        return ops.reshape(x, (x.size,)), 0
    return x, as_axis(axis, x.ndim, public)


def _is_traced(x: Array) -> bool:
    """Whether the values of an array are not known."""
    if not _core.is_tracer(x):
        return False
    try:
        x.concrete()
    except ConcretizationTypeError:
        return True
    return False


def _check_bounds(public: str, positions: np.ndarray, size: int, axis: int, last: int) -> None:
    if positions.size and (positions.min() < -size or positions.max() > last):
        wrong = positions[(positions < -size) | (positions > last)][0]
        raise error(
            IndexError,
            f"{public}: index {wrong} is out of bounds for axis {axis} with size {size}; expected "
            f"{-size} <= index <= {last}",
        )


def delete(
    arr: ArrayLike,
    obj: ArrayLike | slice,
    axis: int | None = None,
    *,
    assume_unique_indices: bool = False,
) -> Array:
    """A copy without some slices along an axis.

    Args:
        arr: array.
        obj: what is left out: a position, an integer array of positions, a boolean array of the length
            of the axis, or a slice.
        axis: the axis; ``None`` ravels ``arr``.
        assume_unique_indices: a promise that no position is there twice, with which the positions may
            be traced.
    Returns:
        Array of the dtype of ``arr``.
    Raises:
        ConcretizationTypeError: ``obj`` is a traced array and no promise is given.
        IndexError: a position is out of bounds.

    >>> cnp.delete(cnp.array([1, 2, 3]), 1)
    Array([1, 3], dtype=int32)
    """
    x, along = _along("delete", arr, axis)
    size = x.shape[along]
    keep = np.ones(size, bool)
    if isinstance(obj, slice):
        keep[obj] = False
        return take_known(x, np.flatnonzero(keep), along)
    which = as_array(obj, "delete", 1)
    if which.dtype.kind == "b":
        if which.shape != (size,):
            raise error(
                ValueError,
                f"delete: boolean array argument obj must be one dimensional and match the axis length of "
                f"{size}, got {describe(which)}",
            )
        return take_known(
            x,
            np.flatnonzero(~_concrete(which, "delete", "give positions and assume_unique_indices=True")),
            along,
        )
    if which.dtype.kind not in "iu":
        raise error(IndexError, f"delete: expected positions as integers or booleans, got {describe(which)}")
    flat = ops.reshape(which, (which.size,))
    if _is_traced(flat) and (which.size == 1 or assume_unique_indices):
        mask = indexing.IndexUpdateRef(_core.full((size,), True, np.dtype(bool)), flat).set(False)
        positions, _ = static_positions(mask, max(size - which.size, 0))
        return choosing.take(x, positions, axis=along, mode="clip")
    known = _concrete(flat, "delete", "give assume_unique_indices=True")
    _check_bounds("delete", known, size, along, size - 1)
    keep[known] = False
    return take_known(x, np.flatnonzero(keep), along)


def insert(arr: ArrayLike, obj: ArrayLike | slice, values: ArrayLike, axis: int | None = None) -> Array:
    """A copy with slices put in before positions along an axis.

    Args:
        arr: array.
        obj: a position, an integer array of positions, or a slice, all counted in ``arr``.
        values: what is put in, of the dtype of ``arr`` or converted to it; broadcast.
        axis: the axis; ``None`` ravels ``arr``.
    Returns:
        Array of the dtype of ``arr``.
    Raises:
        IndexError: a position is out of bounds.
        ValueError: ``obj`` has a rank above 1 or is boolean.

    >>> cnp.insert(cnp.array([1, 2, 3]), 1, 9)
    Array([1, 9, 2, 3], dtype=int32)
    """
    x, along = _along("insert", arr, axis)
    new = as_array(values, "insert", 2)
    size = x.shape[along]
    if isinstance(obj, slice):
        positions = _core.as_array(np.arange(*obj.indices(size), dtype=np.int32))
    else:
        positions = as_array(obj, "insert", 1)
    if positions.dtype.kind not in "iu":
        raise error(ValueError, f"insert: index array must be integer typed; got {describe(positions)}")
    if positions.ndim > 1:
        raise error(ValueError, f"insert: expected positions of rank 0 or 1, got {describe(positions)}")
    if not _is_traced(positions):
        _check_bounds("insert", np.asarray(_concrete(positions, "insert")).reshape(-1), size, along, size)
    new = _core.convert(new, x.dtype, x.weak_type)
    if new.ndim < x.ndim:
        new = ops.reshape(new, [*(1,) * (x.ndim - new.ndim), *new.shape])
    index = dtypes.python_scalar_dtype(int)
    if positions.size == 1:
        # One position takes as many slices as there are; a scalar stands for the axis itself.
        if positions.ndim == 0:
            new = moveaxis(new, 0, along)
        count = new.shape[along]
        positions = _core.broadcast_to(ops.reshape(positions, (1,)), (count,))
    count = positions.size
    shape = [count if i == along else n for i, n in enumerate(x.shape)]
    new = _core.broadcast_to(new, tuple(shape))
    places = _core.convert(positions, index)
    places = _core.select(_core.less(places, 0), _core.add(places, size), places)
    # The elements of both in one order: what is put in comes before the element at its position.
    old = iota((size,), index, 0)
    order = argsort((ops.concatenate([places, old], 0),), 0, "insert", index)
    both = ops.concatenate([new, x], along)
    return choosing.take(both, order, axis=along, mode="clip")


def trim_zeros(filt: ArrayLike, trim: str = "fb", axis: int | Sequence[int] | None = None) -> Array:
    """An array without the zeros at its ends.

    Args:
        filt: array.
        trim: with ``"f"`` in it the front is trimmed, with ``"b"`` the back.
        axis: axes that are trimmed; ``None`` for all.
    Returns:
        Array of the dtype of ``filt``.
    Raises:
        ConcretizationTypeError: ``filt`` is being traced.
        ValueError: ``trim`` holds other letters.

    >>> cnp.trim_zeros(cnp.array([0, 1, 0, 2, 0]))
    Array([1, 0, 2], dtype=int32)
    """
    x = as_array(filt, "trim_zeros")
    letters = str(trim).lower()
    if letters not in ("f", "b", "fb", "bf"):
        raise error(
            ValueError, f"trim_zeros: unexpected character(s) in trim={trim!r}; expected 'f', 'b' or 'fb'"
        )
    axes = as_axes(tuple(axis) if isinstance(axis, Sequence) else axis, x.ndim, "trim_zeros")
    found = np.nonzero(_concrete(x, "trim_zeros", "slice it"))
    index: list[Any] = [slice(None)] * x.ndim
    for i in axes:
        if found[i].size == 0:
            index[i] = slice(0, 0)
            continue
        first = int(found[i].min()) if "f" in letters else 0
        last = int(found[i].max()) + 1 if "b" in letters else x.shape[i]
        index[i] = slice(first, last)
    return indexing.getitem(x, tuple(index))


__all__ = ["delete", "insert", "trim_zeros"]
