"""Reading and changing parts of arrays: ``x[...]`` and ``x.at[...]``.

An index is parsed into a `Plan` (below): one entry for each axis of the array, and the places
where the result gets axes that the array has not. Reading a plan of integers and slices is a
slice; anything else is one gather, and every change is one scatter. The rules for where the axes
of index arrays stand in the result are NumPy's.
"""

from __future__ import annotations

import dataclasses
import operator
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from covector import _core
from covector.core import ops
from covector.core.operands import as_array, broadcast_shapes
from covector.errors import NonConcreteBooleanIndexError, error, user_stack_level
from covector.typing import Array

_ARRAYS = (_core.Array, np.ndarray)
_MODES = ("clip", "fill", "drop", "promise_in_bounds", "wrap")


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
        return any(isinstance(e, _ARRAYS) for e in self.entries)


def _as_index_array(item: Any) -> Any:
    """Lists and scalars within an index as index arrays."""
    if isinstance(item, (list, tuple)):
        item = np.asarray(item, dtype=None if len(item) else np.int32)
    if isinstance(item, (bool, np.bool_)):
        return np.asarray(item)
    if isinstance(item, np.generic):
        return np.asarray(item)
    if isinstance(item, _ARRAYS):
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
    if not isinstance(item, (bool, np.bool_, *_ARRAYS)):
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
    if isinstance(item, _ARRAYS) and item.dtype == np.bool_:
        return item.ndim
    return 1


def _lay_out(items: list[Any], shape: tuple[int, ...], rest: int, wrap_negative: bool) -> Plan:
    entries: list[Any] = []
    places: list[int] = []
    groups: list[int] = []  # positions in `places` where index arrays and integers stood
    sizes = iter(shape)
    expanded = list(shape)
    has_arrays = any(isinstance(item, _ARRAYS) for item in items)
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
            if not isinstance(item, _ARRAYS):
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


# Reading


def getitem(x: Array, index: Any) -> Array:
    """``x[index]``: a copy of a part; positions out of bounds are moved to the nearest within."""
    return read(x, index)


def read(
    x: Array,
    index: Any,
    mode: str | None = None,
    fill_value: Any = None,
    wrap_negative: bool = True,
) -> Array:
    """The part of ``x`` at ``index``; ``mode`` as in ``.at[].get``."""
    plan = parse(index, x.shape, wrap_negative)
    if plan.expanded is not None:
        x = ops.reshape(x, plan.expanded)
    if not plan.has_arrays and (mode is None or not _out_of_bounds(plan, x.shape)):
        return _read_static(x, plan)
    x = _apply_slices(x, plan)
    advanced = [a for a, e in enumerate(plan.entries) if not isinstance(e, range)]
    raw = [plan.entries[a] for a in advanced]
    indices, batch = _index_vectors(raw, [x.shape[a] for a in advanced], wrap_negative)
    order = [p for p in plan.places if p != -1] if -2 in plan.places else [-2, *_kept(plan)]
    front = order.index(-2)
    rank = len(batch) + x.ndim - len(advanced)
    result = ops.gather(
        x,
        indices,
        offset_axes=[i for i in range(rank) if not front <= i < front + len(batch)],
        collapsed_axes=advanced,
        start_index_map=advanced,
        slice_sizes=[1 if a in advanced else n for a, n in enumerate(x.shape)],
        mode="clip",
        public="indexing",
    )
    if mode in ("fill", "drop"):
        inside = _in_bounds(indices, [x.shape[a] for a in advanced])
        inside = ops.broadcast_in_dim(inside, result.shape, range(front, front + len(batch)))
        result = _core.select(inside, result, _fill(result, fill_value))
    return _with_new_axes(result, plan, len(batch))


def _kept(plan: Plan) -> list[int]:
    return [p for p in plan.places if p >= 0]


def _with_new_axes(x: Array, plan: Plan, batch_rank: int) -> Array:
    if -1 not in plan.places:
        return x
    shape, sizes = [], iter(x.shape)
    for place in plan.places:
        if place == -1:
            shape.append(1)
        else:
            shape.extend(next(sizes) for _ in range(batch_rank if place == -2 else 1))
    return ops.reshape(x, shape, "indexing")


def _out_of_bounds(plan: Plan, shape: tuple[int, ...]) -> bool:
    return any(isinstance(e, int) and not 0 <= e < n for e, n in zip(plan.entries, shape))


def _read_static(x: Array, plan: Plan) -> Array:
    starts, limits, strides, reversed_axes = [], [], [], []
    for axis, (entry, size) in enumerate(zip(plan.entries, x.shape)):
        if isinstance(entry, int):
            start = min(max(entry, 0), size - 1)
            entry = range(start, start + 1)
        if len(entry) and entry.step < 0:
            entry = entry[::-1]
            if len(entry) > 1:
                reversed_axes.append(axis)
        starts.append(entry[0] if len(entry) else 0)
        limits.append(entry[-1] + 1 if len(entry) else 0)
        strides.append(max(entry.step, 1) if len(entry) else 1)
    shape = [1 if p == -1 else len(plan.entries[p]) for p in plan.places]
    if starts == [0] * x.ndim and limits == list(x.shape) and set(strides) <= {1}:
        part = x
    elif not _core.is_tracer(x) and set(strides) <= {1} and x.size and 0 not in shape:
        # Outside a trace the start is an operand, so that one kernel serves all positions.
        collapsed = [a for a, e in enumerate(plan.entries) if isinstance(e, int)]
        part = ops.gather(
            x,
            np.asarray(starts, np.int32),
            offset_axes=range(x.ndim - len(collapsed)),
            collapsed_axes=collapsed,
            start_index_map=range(x.ndim),
            slice_sizes=[limit - start for start, limit in zip(starts, limits)],
            public="indexing",
        )
        if reversed_axes:
            reversed_axes = [a - sum(c < a for c in collapsed) for a in reversed_axes]
    else:
        part = ops.slice_(x, starts, limits, strides, public="indexing")
    return ops.reshape(ops.reverse(part, reversed_axes), shape, "indexing")


def _apply_slices(x: Array, plan: Plan) -> Array:
    """``x`` with the plan's slices taken; axes of integers and index arrays stay whole."""
    slices = [e if isinstance(e, range) else range(n) for e, n in zip(plan.entries, x.shape)]
    if all(e == range(n) for e, n in zip(slices, x.shape)):
        return x
    return _read_static(x, Plan(list(slices), list(range(x.ndim)), None))


def _fill(like: Array, fill_value: Any) -> Array:
    if fill_value is None:
        kind = like.dtype.kind
        if kind == "b":
            fill_value = True
        elif kind in "iu":
            limits = np.iinfo(like.dtype)
            fill_value = limits.min if kind == "i" else limits.max
        else:
            fill_value = np.nan
    return _core.convert(as_array(fill_value, "get"), like.dtype, like.weak_type)


# Index vectors


def _index_vectors(
    raw: list[Any], sizes: list[int], wrap_negative: bool = True
) -> tuple[Any, tuple[int, ...]]:
    """Entries of an index broadcast against each other and joined along a last axis."""
    batch = broadcast_shapes("indexing", *(getattr(i, "shape", ()) for i in raw))
    wide = any(getattr(i, "dtype", np.dtype(np.int32)).itemsize == 8 for i in raw) or (
        max(sizes, default=0) >= 2**31
    )
    dtype = np.dtype(np.int64 if wide and _core.x64_enabled() else np.int32)
    if not any(isinstance(i, _core.Array) for i in raw):
        columns = [_wrap_numpy(np.asarray(i), n, wrap_negative) for i, n in zip(raw, sizes)]
        joined = np.stack([np.broadcast_to(c, batch) for c in columns], axis=-1)
        return joined.astype(dtype), batch
    columns = []
    for i, n in zip(raw, sizes):
        column = _core.as_array(np.asarray(i)) if not isinstance(i, _core.Array) else i
        column = _core.convert(column, dtype)
        if wrap_negative and (not isinstance(i, _core.Array) or i.dtype.kind == "i"):
            column = _core.select(_core.less(column, 0), _core.add(column, n), column)
        columns.append(ops.reshape(_core.broadcast_to(column, batch), (*batch, 1)))
    return ops.concatenate(columns, len(batch)), batch


def _wrap_numpy(index: np.ndarray, size: int, wrap_negative: bool) -> np.ndarray:
    index = index.astype(np.int64)
    return np.where(index < 0, index + size, index) if wrap_negative else index


def _in_bounds(indices: Any, sizes: list[int]) -> Array:
    indices = as_array(indices, "indexing")
    limits = np.asarray(sizes, indices.dtype)
    each = _core.emit("and", (_core.greater_equal(indices, 0), _core.less(indices, limits)))
    return ops.reduce("and", each, (indices.ndim - 1,))


# Changing


def write(
    kind: str,
    x: Array,
    index: Any,
    values: Any,
    mode: str | None = None,
    wrap_negative: bool = True,
) -> Array:
    """``x`` with the part at ``index`` combined with ``values`` by ``kind``."""
    plan = parse(index, x.shape, wrap_negative)
    shape = x.shape
    if plan.expanded is not None:
        x = ops.reshape(x, plan.expanded)
    values = as_array(values, f"at[].{kind}", 1)
    entries = plan.entries
    advanced = [a for a, e in enumerate(entries) if not isinstance(e, range)]
    stepped = [a for a, e in enumerate(entries) if isinstance(e, range) and e.step != 1 and len(e) != 1]
    moved = [
        a
        for a, e in enumerate(entries)
        if isinstance(e, range) and a not in stepped and e != range(x.shape[a])
    ]
    window = [a for a, e in enumerate(entries) if isinstance(e, range) and a not in stepped]
    arrays = [entries[a] for a in advanced]
    batch = broadcast_shapes(f"at[].{kind}", *(getattr(i, "shape", ()) for i in arrays))
    values = _spread(values, plan, batch, stepped, window, kind)
    if values.size == 0:
        return ops.reshape(x, shape)
    if not advanced and not stepped and not moved:
        return ops.reshape(_combine(kind, x, values), shape)
    raw = [
        *(_expand_right(i, len(stepped)) for i in arrays),
        *(_along(entries[a], k, len(stepped)) for k, a in enumerate(stepped)),
        *(entries[a][0] for a in moved),
    ]
    start_index_map = [*advanced, *stepped, *moved]
    indices, index_batch = _index_vectors(raw, [x.shape[a] for a in start_index_map], wrap_negative)
    result = ops.scatter(
        x,
        indices,
        values,
        kind=kind,
        window_axes=range(len(index_batch), len(index_batch) + len(window)),
        inserted_axes=sorted([*advanced, *stepped]),
        start_index_map=start_index_map,
        mode="clip" if mode in ("clip", "promise_in_bounds") else "fill",
        public=f"at[].{kind}",
    )
    return ops.reshape(result, shape)


def _combine(kind: str, x: Array, values: Array) -> Array:
    if kind == "set":
        return values
    return _core.emit(kind, (x, values), weak_type=x.weak_type)


def _expand_right(index: Any, count: int) -> Any:
    if not isinstance(index, _ARRAYS) or count == 0:
        return index
    shape = (*index.shape, *(1,) * count)
    return ops.reshape(index, shape) if isinstance(index, _core.Array) else index.reshape(shape)


def _along(positions: range, place: int, count: int) -> np.ndarray:
    shape = [1] * count
    shape[place] = len(positions)
    return np.asarray(positions, np.int32).reshape(shape)


def _spread(
    values: Array,
    plan: Plan,
    batch: tuple[int, ...],
    stepped: list[int],
    window: list[int],
    kind: str,
) -> Array:
    """``values`` broadcast to the indexed part, axes ordered: index arrays, stepped, window."""
    target: list[int] = []
    axes: dict[int, int] = {}
    front = 0
    for place in plan.places:
        if place == -1:
            target.append(1)
        elif place == -2:
            front = len(target)
            target.extend(batch)
        else:
            axes[place] = len(target)
            target.append(len(plan.entries[place]))
    try:
        fits = np.broadcast_shapes(values.shape, tuple(target)) == tuple(target)
    except ValueError:
        fits = False
    if not fits:
        surplus = values.ndim - len(target)
        if surplus > 0 and values.shape[:surplus] == (1,) * surplus:
            values = ops.reshape(values, values.shape[surplus:])
            return _spread(values, plan, batch, stepped, window, kind)
        raise error(
            ValueError,
            f"at[].{kind}: expected values that broadcast to the indexed shape {tuple(target)}, "
            f"got shape {values.shape}",
        )
    values = _core.broadcast_to(values, tuple(target))
    has_batch = -2 in plan.places
    order = list(range(front, front + len(batch))) if has_batch else []
    order += [axes[a] for a in (*stepped, *window)]
    new = [i for i in range(len(target)) if i not in order]
    values = ops.transpose(values, [*order, *new])
    return ops.reshape(values, values.shape[: len(order)])


class IndexUpdateHelper:
    """What ``x.at`` is: index it, then say what happens there."""

    __slots__ = ("array",)

    def __init__(self, array: Array) -> None:
        self.array = array

    def __getitem__(self, index: Any) -> IndexUpdateRef:
        return IndexUpdateRef(self.array, index)

    def __repr__(self) -> str:
        return f"_IndexUpdateHelper({self.array!r})"


class IndexUpdateRef:
    """What ``x.at[index]`` is. Its methods return a changed copy; ``x`` stays as it is.

    All take ``mode``, which says what happens at positions out of bounds: ``"drop"`` or
    ``"fill"`` leaves them out (the default of changes; reading gives ``fill_value``), ``"clip"``
    moves them to the nearest position, ``"promise_in_bounds"`` promises that there are none.
    ``indices_are_sorted`` and ``unique_indices`` are promises too, which are not needed here.
    """

    __slots__ = ("array", "index")

    def __init__(self, array: Array, index: Any) -> None:
        self.array = array
        self.index = index

    def __repr__(self) -> str:
        return f"_IndexUpdateRef({self.array!r}, {self.index!r})"

    def get(
        self,
        *,
        indices_are_sorted: bool = False,
        unique_indices: bool = False,
        mode: str | None = None,
        fill_value: Any = None,
        wrap_negative_indices: bool = True,
    ) -> Array:
        """The part itself; ``mode="fill"`` puts ``fill_value`` where nothing is."""
        mode = _check_mode(mode)
        return read(self.array, self.index, mode, fill_value, wrap_negative_indices)

    def set(self, values: Any, **options: Any) -> Array:
        """With the part replaced by ``values``."""
        return self._write("set", values, **options)

    def add(self, values: Any, **options: Any) -> Array:
        """With ``values`` added, once for every time that a position is listed."""
        return self._write("add", values, **options)

    def subtract(self, values: Any, **options: Any) -> Array:
        """With ``values`` subtracted."""
        return self._write("add", _core.negative(as_array(values, "at[].subtract", 1)), **options)

    def multiply(self, values: Any, **options: Any) -> Array:
        """With the part multiplied by ``values``."""
        return self._write("mul", values, **options)

    def divide(self, values: Any, **options: Any) -> Array:
        """With the part divided by ``values``."""
        ones = _core.full(self.array.shape, 1, self.array.dtype)
        return _core.true_divide(self.array, IndexUpdateRef(ones, self.index).multiply(values, **options))

    def power(self, values: Any, **options: Any) -> Array:
        """With the part raised to ``values``."""
        ones = _core.full(self.array.shape, 1, self.array.dtype)
        return _core.power(self.array, IndexUpdateRef(ones, self.index).multiply(values, **options))

    def min(self, values: Any, **options: Any) -> Array:
        """With the lesser of the part and ``values``."""
        return self._write("min", values, **options)

    def max(self, values: Any, **options: Any) -> Array:
        """With the greater of the part and ``values``."""
        return self._write("max", values, **options)

    def apply(self, func: Callable[[Array], Array], **options: Any) -> Array:
        """With ``func`` applied to the part."""
        return self.set(func(self.get(mode="clip")), **options)

    mul = multiply

    def _write(
        self,
        kind: str,
        values: Any,
        *,
        indices_are_sorted: bool = False,
        unique_indices: bool = False,
        mode: str | None = None,
        out_sharding: None = None,
        wrap_negative_indices: bool = True,
    ) -> Array:
        if isinstance(values, (list, tuple)):
            values = np.asarray(values)
        x, values = self.array, as_array(values, f"at[].{kind}", 1)
        dtype, weak = x.dtype, x.weak_type
        if kind != "set":
            common, common_weak = _core.promote(x, values)
            x = _core.convert(x, common, common_weak) if common != dtype else x
        values = _cast_values(values, x.dtype, kind)
        result = write(kind, x, self.index, values, _check_mode(mode), wrap_negative_indices)
        if result.dtype == dtype and result.weak_type == weak:
            return result
        return _core.convert(result, dtype, weak)


def _check_mode(mode: Any) -> str | None:
    name = getattr(mode, "name", mode)
    if name is None or str(name).lower() in _MODES:
        return None if name is None else str(name).lower()
    raise error(ValueError, f'at[]: unknown mode "{mode}"; expected one of {", ".join(_MODES)}')


def _cast_values(values: Array, dtype: np.dtype, kind: str) -> Array:
    if values.dtype == dtype:
        return values
    common = _core.promote(_core.full((), 0, dtype), values)[0]
    if common != dtype:
        warnings.warn(
            f"at[].{kind}: values of dtype {values.dtype} are cast to the array's dtype {dtype}, "
            "which cannot hold them all; cast the values or the array with .astype",
            FutureWarning,
            stacklevel=user_stack_level(),
        )
    return _core.convert(values, dtype)
