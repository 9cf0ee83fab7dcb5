"""Indices of arrays, taken apart.

An index is parsed into a `Plan`: one entry for each axis of the array, and the places where the
result gets axes that the array has not. The rules for where the axes of index arrays stand in the
result are NumPy's.
"""

from __future__ import annotations

import dataclasses
import operator
from typing import Any

import numpy as np

from covector import _core
from covector.core import ops
from covector.core.operands import broadcast_shapes
from covector.errors import NonConcreteBooleanIndexError, error
from covector.typing import Array

ARRAYS = (_core.Array, np.ndarray)


@dataclasses.dataclass
class Plan:
    """An index, taken apart.

    Attributes:
        entries: for each axis of the array an ``int``, a ``range`` or an index array.
        places: the axes of the result in order: the number of an axis of the array, ``-1`` for a
            new axis of size 1, ``-2`` for all the axes of the index arrays.
        expanded: shape of the array with an axis of size 1 for each boolean scalar in the index,
            or ``None`` where there is none.
    """

    entries: list[Any]
    places: list[int]
    expanded: tuple[int, ...] | None

    @property
    def has_arrays(self) -> bool:
        """Whether an entry is an index array."""
        return any(isinstance(e, ARRAYS) for e in self.entries)


def _as_index_array(item: Any) -> Any:
    """Lists and scalars within an index as index arrays."""
    if isinstance(item, (list, tuple)):
        item = np.asarray(item, dtype=None if len(item) else np.int32)
    if isinstance(item, (bool, np.bool_)):
        return np.asarray(item)
    if isinstance(item, np.generic):
        return np.asarray(item)
    if isinstance(item, ARRAYS):
        return item
    raise error(
        TypeError,
        "indexing: expected integers, slices, None, Ellipsis, integer arrays or boolean arrays, "
        f"got {item!r} of type {type(item).__name__}",
    )


def _refuse_dtype(dtype: np.dtype) -> TypeError:
    return error(
        TypeError,
        f"indexing: indexer must have integer or boolean type, got indexer with type {dtype}; "
        "convert it with .astype(int)",
    )


def _concrete_mask(mask: Any) -> np.ndarray:
    if _core.is_tracer(mask):
        try:
            mask = mask.concrete()
        except Exception:
            raise error(
                NonConcreteBooleanIndexError,
                f"indexing: array boolean indices must be concrete; got a traced "
                f"bool{list(mask.shape)}, and the result would have no fixed shape. Use "
                "cnp.where(mask, x, other) instead, or call the function outside jit",
            ) from None
    return np.asarray(mask)


def parse(index: Any, shape: tuple[int, ...], wrap_negative: bool = True) -> Plan:
    """Takes ``index`` into an array of shape ``shape`` apart.

    Raises:
        IndexError: too many indices, or a mask of another shape.
        TypeError: an entry cannot be an index.
    """
    if isinstance(index, list):
        raise error(
            TypeError,
            "indexing: using a non-tuple sequence for multidimensional indexing is not allowed; "
            "use x[cnp.array(index)] or x[tuple(index)]",
        )
    if isinstance(index, str):
        raise error(TypeError, f"indexing: string indices are not supported, got {index!r}")
    items = [
        item
        if item is None or item is Ellipsis or type(item) is int or isinstance(item, slice)
        else _static_or_array(item)
        for item in (index if isinstance(index, tuple) else (index,))
    ]
    consumed = sum(_axes_taken(item) for item in items)
    ellipses = [i for i, item in enumerate(items) if item is Ellipsis]
    if len(ellipses) > 1:
        raise error(IndexError, "indexing: an index can only have a single ellipsis ('...')")
    if consumed > len(shape):
        raise error(
            IndexError,
            f"indexing: too many indices: array is {len(shape)}-dimensional, but {consumed} were indexed",
        )
    if not ellipses:
        items.append(Ellipsis)
    return _lay_out(items, shape, len(shape) - consumed, wrap_negative)


def _static_or_array(item: Any) -> Any:
    """A static integer as ``int``; an array (also of rank 0 and traced) as it is."""
    if not isinstance(item, (bool, np.bool_, *ARRAYS)):
        try:
            return operator.index(item)
        except TypeError:
            pass
    array = _as_index_array(item)
    if array.dtype == np.bool_:
        return array
    if array.dtype.kind not in "iu":
        raise _refuse_dtype(array.dtype)
    if array.ndim == 0 and not _core.is_tracer(array):
        return operator.index(array.item())
    return array


def _axes_taken(item: Any) -> int:
    if item is None or item is Ellipsis:
        return 0
    if isinstance(item, ARRAYS) and item.dtype == np.bool_:
        return item.ndim
    return 1


def _lay_out(items: list[Any], shape: tuple[int, ...], rest: int, wrap_negative: bool) -> Plan:
    entries: list[Any] = []
    places: list[int] = []
    groups: list[int] = []  # positions in `places` where index arrays and integers stood
    sizes = iter(shape)
    expanded = list(shape)
    has_arrays = any(isinstance(item, ARRAYS) for item in items)
    for item in items:
        if item is Ellipsis:
            for _ in range(rest):
                places.append(len(entries))
                entries.append(range(next(sizes)))
            if rest == 0:
                places.append(-3)  # an ellipsis separates index arrays, be it empty
        elif item is None:
            places.append(-1)
        elif isinstance(item, slice):
            places.append(len(entries))
            entries.append(_as_range(item, next(sizes), len(entries)))
        else:
            groups.append(len(places))
            if not isinstance(item, ARRAYS):
                entries.append(_static_int(item, next(sizes), len(entries), wrap_negative))
                continue
            if item.dtype != np.bool_:
                entries.append(item)
                next(sizes)
                continue
            mask = _concrete_mask(item)
            if mask.ndim == 0:
                expanded.insert(len(entries), 1)
                entries.append(np.zeros(int(mask), np.int32))
                continue
            for axis, (expected, got) in enumerate(zip(expanded[len(entries) :], mask.shape)):
                if expected != got:
                    raise error(
                        IndexError,
                        f"indexing: boolean index did not match shape of indexed array in index "
                        f"{axis}: got {mask.shape}, expected {list(shape)}",
                    )
            for positions in np.nonzero(mask):
                entries.append(positions.astype(np.int32))
                next(sizes)
    if has_arrays:
        together = all(p == groups[0] for p in groups)
        places.insert(groups[0] if together else 0, -2)
    return Plan(
        entries,
        [p for p in places if p != -3],
        tuple(expanded) if len(expanded) != len(shape) else None,
    )


def _static_int(item: int, size: int, axis: int, wrap_negative: bool) -> int:
    if size == 0:
        raise error(IndexError, f"indexing: index {item} is out of bounds for axis {axis} with size 0")
    return item + size if item < 0 and wrap_negative else item


def _as_range(item: slice, size: int, axis: int) -> range:
    try:
        return range(*item.indices(size))
    except TypeError:
        raise error(
            IndexError,
            f"indexing: slice entries must be static integers, got {item} at position {axis}; for "
            "a part that starts at a traced position use lax.dynamic_slice",
        ) from None


# Index vectors


def index_vectors(
    raw: list[Any], sizes: list[int], wrap_negative: bool = True
) -> tuple[Any, tuple[int, ...], bool]:
    """Entries of an index broadcast against each other and joined along a last axis.

    Returns:
        The index vectors, their shape without that axis, and whether negative entries are still to
        be counted from the end.
    """
    batch = broadcast_shapes("indexing", *(getattr(i, "shape", ()) for i in raw))
    wide = any(getattr(i, "dtype", np.dtype(np.int32)).itemsize == 8 for i in raw) or (
        max(sizes, default=0) >= 2**31
    )
    dtype = np.dtype(np.int64 if wide and _core.x64_enabled() else np.int32)
    if not any(isinstance(i, _core.Array) for i in raw):
        # Integers were counted from the end before.
        columns = [
            _wrap_numpy(np.asarray(i), n, wrap_negative and not isinstance(i, int))
            for i, n in zip(raw, sizes)
        ]
        joined = np.stack([np.broadcast_to(c, batch) for c in columns], axis=-1)
        return joined.astype(dtype), batch, False
    columns = []
    for i, n in zip(raw, sizes):
        if isinstance(i, int) and i < 0 and wrap_negative:
            i = -n - 1  # was counted from the end before, and is out of bounds
        column = as_positions(i if isinstance(i, _core.Array) else _core.as_array(np.asarray(i)), n)
        column = _core.convert(column, dtype)
        columns.append(ops.reshape(_core.broadcast_to(column, batch), (*batch, 1)))
    return ops.concatenate(columns, len(batch)), batch, wrap_negative


def as_positions(index: Array, size: int) -> Array:
    """Positions along an axis as int32 or int64."""
    wide = index.dtype.itemsize == 8
    if index.dtype.kind == "u" and index.dtype.itemsize >= 4:
        # Large ones must not become negative; all that are out of bounds are the same.
        index = _core.minimum(index, min(size, 2**31 - 1))
    return _core.convert(index, np.dtype(np.int64 if wide else np.int32))


def _wrap_numpy(index: np.ndarray, size: int, wrap_negative: bool) -> np.ndarray:
    index = index.astype(np.int64)
    return np.where(index < 0, index + size, index) if wrap_negative else index
