"""Changing parts of arrays: ``x.at[...].set(y)`` and its like. Every change is one scatter."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from covector import _core
from covector.core import ops
from covector.core.index_modes import GatherScatterMode, changing_mode
from covector.core.index_plan import ARRAYS, Plan, index_vectors, parse
from covector.core.index_reads import read
from covector.core.operands import as_array, broadcast_shapes
from covector.errors import error, user_stack_level
from covector.typing import Array


def write(
    kind: str,
    x: Array,
    index: Any,
    values: Any,
    mode: Any = None,
    wrap_negative: bool = True,
    unique: bool = False,
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
    indices, index_batch, wrap = index_vectors(raw, [x.shape[a] for a in start_index_map], wrap_negative)
    result = ops.scatter(
        x,
        indices,
        values,
        kind=kind,
        window_axes=range(len(index_batch), len(index_batch) + len(window)),
        inserted_axes=sorted([*advanced, *stepped]),
        start_index_map=start_index_map,
        mode=changing_mode(mode),
        unique_indices=unique,
        wrap_negative=wrap,
        public=f"at[].{kind}",
    )
    return ops.reshape(result, shape)


def _combine(kind: str, x: Array, values: Array) -> Array:
    if kind == "set":
        return values
    return _core.emit(kind, (x, values), weak_type=x.weak_type)


def _expand_right(index: Any, count: int) -> Any:
    if not isinstance(index, ARRAYS) or count == 0:
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
    ``unique_indices`` promises that no position is listed twice, which derivatives make use of;
    ``indices_are_sorted`` is a promise that is not needed here. With ``wrap_negative_indices=False``
    negative positions are out of bounds.
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
        mode: str | GatherScatterMode | None = None,
        fill_value: Any = None,
        out_sharding: None = None,
        wrap_negative_indices: bool = True,
    ) -> Array:
        """The part itself; ``mode="fill"`` puts ``fill_value`` where nothing is."""
        if mode is not None:
            mode = GatherScatterMode.from_any(mode)
        return read(self.array, self.index, mode, fill_value, wrap_negative_indices, unique_indices)

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
        """With ``func``, a function of elements, applied as often as a position is listed.

        The positions must be constants, at most one, or promised with ``unique_indices``.
        """
        x = self.array
        if not options.get("unique_indices") and parse(self.index, x.shape).has_arrays:
            count = IndexUpdateRef(_core.full(x.shape, 0, np.dtype(np.int32)), self.index).add(1, **options)
            if most(count, "at[].apply") > 1:
                return apply_repeatedly(func, x, count, "at[].apply")
        return self.set(func(self.get(mode="clip")), **options)

    mul = multiply

    def _write(
        self,
        kind: str,
        values: Any,
        *,
        indices_are_sorted: bool = False,
        unique_indices: bool = False,
        mode: str | GatherScatterMode | None = None,
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
        values = cast_values(values, x.dtype, kind)
        from covector.core import index_programs

        result = index_programs.write(
            kind, x, self.index, values, mode, wrap_negative_indices, unique_indices
        )
        if result.dtype == dtype and result.weak_type == weak:
            return result
        return _core.convert(result, dtype, weak)


def most(count: Array, public: str) -> int:
    """How often the position is listed that is listed most often.

    Raises:
        NotImplementedError: the positions are being traced.
    """
    try:
        return int(np.asarray(count.concrete() if _core.is_tracer(count) else count).max(initial=0))
    except Exception:
        raise error(
            NotImplementedError,
            f"{public}: expected constant positions, got traced ones, which may be listed several "
            "times; promise with unique_indices=True that none is",
        ) from None


def apply_repeatedly(func: Callable[[Array], Array], x: Array, count: Array, public: str) -> Array:
    """``func`` applied to each element as often as ``count`` says."""
    for number in range(most(count, public)):
        changed = _core.convert(as_array(func(x), public), x.dtype, x.weak_type)
        x = _core.select(_core.greater(count, number), changed, x)
    return x


def cast_values(values: Array, dtype: np.dtype, kind: str) -> Array:
    """``values`` as ``dtype``, with a warning where it cannot hold them all."""
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
