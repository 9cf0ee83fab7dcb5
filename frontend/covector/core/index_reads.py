"""Reading parts of arrays: ``x[...]`` and ``x.at[...].get()``.

Reading a plan of integers and slices is a slice; anything else is one gather.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from covector import _core
from covector.core import ops
from covector.core.index_modes import default_fill, reading_mode
from covector.core.index_plan import Plan, index_vectors, parse
from covector.core.operands import as_array
from covector.typing import Array


def read(
    x: Array,
    index: Any,
    mode: Any = None,
    fill_value: Any = None,
    wrap_negative: bool = True,
    unique: bool = False,
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
    indices, batch, wrap = index_vectors(raw, [x.shape[a] for a in advanced], wrap_negative)
    order = [p for p in plan.places if p != -1] if -2 in plan.places else [-2, *_kept(plan)]
    front = order.index(-2)
    rank = len(batch) + x.ndim - len(advanced)
    result = gather_filled(
        x,
        indices,
        offset_axes=[i for i in range(rank) if not front <= i < front + len(batch)],
        collapsed_axes=advanced,
        start_index_map=advanced,
        slice_sizes=[1 if a in advanced else n for a, n in enumerate(x.shape)],
        mode=reading_mode(mode),
        fill_value=fill_value,
        unique_indices=unique,
        wrap_negative=wrap,
        public="indexing",
    )
    return _with_new_axes(result, plan, len(batch))


def gather_filled(x: Array, indices: Any, *, mode: str, fill_value: Any, public: str, **lists: Any) -> Array:
    """``ops.gather`` that fills with any value: ``None`` is the default of the dtype."""
    if mode != "fill":
        return ops.gather(x, indices, mode=mode, public=public, **lists)
    if fill_value is None:
        fill_value = default_fill(x.dtype)
    elif _core.is_tracer(fill_value) or getattr(fill_value, "ndim", 0):
        # Not a constant: the windows that are out of bounds are found with an array of ones.
        ones = _core.full(x.shape, True, np.dtype(bool))
        inside = ops.gather(ones, indices, mode="fill", fill_value=False, public=public, **lists)
        result = ops.gather(x, indices, mode="clip", public=public, **lists)
        fill = _core.convert(as_array(fill_value, public), x.dtype, x.weak_type)
        return _core.select(inside, result, fill)
    else:
        fill_value = np.asarray(fill_value).astype(x.dtype).item()
    return ops.gather(x, indices, mode="fill", fill_value=fill_value, public=public, **lists)


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


def is_static(fill_value: Any) -> bool:
    """Whether a fill value may be part of a program: it is no array."""
    return fill_value is None or isinstance(fill_value, (bool, int, float, complex))
