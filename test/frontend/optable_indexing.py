"""Rows of gather and scatter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from optable import ANY, Case, add, kind_of, numbers


def starts_of(
    indices: np.ndarray, shape: tuple[int, ...], sizes: list[int], mode: str, maps: dict
) -> Iterator:
    """For every index vector: its position, and where its window starts, or None where it is left out."""
    wraps = maps.get("wrap_negative", False)
    for position in np.ndindex(indices.shape[:-1]):
        start = [0] * len(shape)
        for entry, axis in enumerate(maps["start_index_map"]):
            start[axis] = int(indices[(*position, entry)])
            if wraps and start[axis] < 0:
                start[axis] += shape[axis]
        for axis, where in zip(maps["operand_batch_axes"], maps["indices_batch_axes"], strict=True):
            start[axis] = position[where]
        last = [n - s for n, s in zip(shape, sizes, strict=True)]
        inside = all(0 <= a <= b for a, b in zip(start, last, strict=True))
        if mode == "fill" and not inside:
            yield position, None
        else:
            yield position, [min(max(a, 0), b) for a, b in zip(start, last, strict=True)]


def gather(
    x: np.ndarray,
    indices: np.ndarray,
    *,
    offset_axes: tuple[int, ...],
    collapsed_axes: tuple[int, ...],
    slice_sizes: tuple[int, ...],
    mode: str,
    fill_value: Any = 0,
    unique_indices: bool = False,
    **maps: Any,
) -> np.ndarray:
    dropped = collapsed_axes + maps["operand_batch_axes"]
    kept = [n for i, n in enumerate(slice_sizes) if i not in dropped]
    window_axes = tuple(range(indices.ndim - 1, indices.ndim - 1 + len(kept)))
    result = np.full(indices.shape[:-1] + tuple(kept), fill_value, x.dtype)
    for position, start in starts_of(indices, x.shape, list(slice_sizes), mode, maps):
        if start is not None:
            window = x[tuple(slice(a, a + n) for a, n in zip(start, slice_sizes, strict=True))]
            result[position] = window.reshape(kept)
    return np.moveaxis(result, window_axes, offset_axes)


COMBINE = {
    "set": lambda old, new: new,
    "add": np.add,
    "mul": np.multiply,
    "min": np.minimum,
    "max": np.maximum,
}


def scatter(
    x: np.ndarray,
    indices: np.ndarray,
    updates: np.ndarray,
    *,
    window_axes: tuple[int, ...],
    inserted_axes: tuple[int, ...],
    mode: str,
    kind: str,
    unique_indices: bool = False,
    **maps: Any,
) -> np.ndarray:
    result = x.copy()
    dropped = inserted_axes + maps["operand_batch_axes"]
    window_shape = iter([updates.shape[a] for a in window_axes])
    sizes = [1 if i in dropped else next(window_shape) for i in range(x.ndim)]
    moved = np.moveaxis(updates, window_axes, range(indices.ndim - 1, updates.ndim))
    for position, start in starts_of(indices, x.shape, sizes, mode, maps):
        if start is not None:
            window = tuple(slice(a, a + n) for a, n in zip(start, sizes, strict=True))
            result[window] = COMBINE[kind](result[window], moved[position].reshape(sizes))
    return result


NO_BATCH = {"operand_batch_axes": (), "indices_batch_axes": ()}
ROWS_OF = {"collapsed_axes": (0,), "offset_axes": (1,), "start_index_map": (0,), **NO_BATCH}
ELEMENTS_OF = {"collapsed_axes": (0, 1), "offset_axes": (), "start_index_map": (0, 1), **NO_BATCH}


def gather_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    def case(of: tuple[int, ...], indices: Any, mode: str, index_type: str = "int32", **lists: Any) -> Case:
        return Case((numbers(rng, dtype, of), np.array(indices, index_type)), {**lists, "mode": mode}, True)

    for mode in ("clip", "fill", "promise_in_bounds"):
        inside = mode == "promise_in_bounds"
        far = [[0], [4], [4]] if inside else [[0], [7], [-3]]
        yield case((5, 3), far, mode, **ROWS_OF, slice_sizes=(1, 3))
        pairs = [[[0, 0], [4, 2]], [[1, 1], [1, 1]]] if inside else [[[0, 0], [5, 2]], [[1, -1], [1, 1]]]
        yield case((5, 3), pairs, mode, "int64", **ELEMENTS_OF, slice_sizes=(1, 1))
        yield case(
            (6,), [[0], [4], [3]] if inside else [[0], [5], [-1]], mode, collapsed_axes=(), offset_axes=(1,),
            start_index_map=(0,), slice_sizes=(2,), **NO_BATCH,
        )  # fmt: skip
        yield case(
            (3, 5), [[0], [4], [2]] if inside else [[0], [5], [-2]], mode, collapsed_axes=(1,),
            offset_axes=(), start_index_map=(1,), slice_sizes=(1, 1), operand_batch_axes=(0,),
            indices_batch_axes=(0,),
        )  # fmt: skip
        far = [[0], [-1], [-4]] if inside else [[-1], [-6], [5]]
        yield case((5, 3), far, mode, **ROWS_OF, slice_sizes=(1, 3), wrap_negative=True)
    yield case((5, 3), [[3], [0]], "clip", **ROWS_OF, slice_sizes=(1, 3), unique_indices=True)
    # Long windows, and windows of several axes that lie in one piece.
    yield case((4, 33), [[3], [0], [3]], "fill", **ROWS_OF, slice_sizes=(1, 33))
    yield case((4, 3, 8), [[3], [9], [0]], "fill", collapsed_axes=(0,), offset_axes=(1, 2),
               start_index_map=(0,), slice_sizes=(1, 3, 8), **NO_BATCH)  # fmt: skip
    yield case((4, 5, 8), [[3, 1], [0, 7], [2, 0]], "clip", collapsed_axes=(0,), offset_axes=(1, 2),
               start_index_map=(0, 1), slice_sizes=(1, 3, 8), **NO_BATCH)  # fmt: skip
    yield case((4, 40), [[1], [9], [0]], "clip", collapsed_axes=(), offset_axes=(1, 2), start_index_map=(1,),
               slice_sizes=(2, 33), **NO_BATCH)  # fmt: skip
    yield case((5, 3), np.zeros((0, 1)), "clip", **ROWS_OF, slice_sizes=(1, 3))
    yield case((5, 3), [[1], [2]], "clip", "uint8", **ROWS_OF, slice_sizes=(1, 3))
    yield case((5,), np.zeros((2, 0)), "clip", collapsed_axes=(), offset_axes=(1,), start_index_map=(),
               slice_sizes=(5,), **NO_BATCH)  # fmt: skip


add("gather", gather, ANY, gather_cases, smooth=(0,))


def scatter_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    kinds = ("add", "set", "mul") + (("min", "max") if kind_of(dtype) != "c" else ())
    rows = {"inserted_axes": (0,), "window_axes": (1,), "start_index_map": (0,), **NO_BATCH}
    elements = {"inserted_axes": (0, 1), "window_axes": (), "start_index_map": (0, 1), **NO_BATCH}
    for kind in kinds:
        # Products are differentiated by the updates only where none can meet, which nothing says here.
        smooth = (0,) if kind == "mul" else None
        for mode in ("fill", "clip"):
            # Derivatives of `set` and `mul` with an index twice are not those of one function.
            for indices in ([[0], [7], [3]], [[2], [2], [-1]]):
                yield Case(
                    (numbers(rng, dtype, (5, 3)), np.array(indices, np.int32), numbers(rng, dtype, (3, 3))),
                    {**rows, "kind": kind, "mode": mode},
                    kind == "add" or (indices == [[0], [7], [3]] and mode == "fill"),
                    smooth,
                )
        # None meets another, and this is said: all kinds but min and max have simple derivatives.
        yield Case(
            (numbers(rng, dtype, (5, 3)), np.array([[0], [-1], [3]], np.int32), numbers(rng, dtype, (3, 3))),
            {**rows, "kind": kind, "mode": "clip", "unique_indices": True, "wrap_negative": True},
            True,
            (0, 2),
        )
        yield Case(
            (numbers(rng, dtype, (5, 20)), np.array([[0], [9], [3]], np.int32), numbers(rng, dtype, (3, 20))),
            {**rows, "kind": kind, "mode": "fill"},
        )
        yield Case(
            (numbers(rng, dtype, (4, 3)), np.array([[0, 0], [3, 2], [0, 0]]), numbers(rng, dtype, (3,))),
            {**elements, "kind": kind, "mode": "fill"},
        )
        yield Case(
            (numbers(rng, dtype, (3, 5)), np.array([[0], [4], [5]], np.int32), numbers(rng, dtype, (3,))),
            {
                "inserted_axes": (1,), "window_axes": (), "start_index_map": (1,), "operand_batch_axes": (0,),
                "indices_batch_axes": (0,), "kind": kind, "mode": "fill",
            },
            True,
            smooth,
        )  # fmt: skip
        yield Case(
            (numbers(rng, dtype, (6,)), np.array([[0], [3]], np.int32), numbers(rng, dtype, (2, 2))),
            {"inserted_axes": (), "window_axes": (1,), "start_index_map": (0,), "kind": kind, "mode": "fill"}
            | NO_BATCH,
            True,
            smooth,
        )
    yield Case(
        (numbers(rng, dtype, (5, 3)), np.zeros((0, 1), np.int32), numbers(rng, dtype, (0, 3))),
        {**rows, "kind": "set", "mode": "fill"},
    )


# One rounding for each of up to three updates of one element.
SUM = {"float16": 3, "bfloat16": 3, "float32": 3, "float64": 3, "complex64": 4, "complex128": 4}
add("scatter", scatter, ANY, scatter_cases, smooth=(0, 2), ulps=SUM, scale=True)
