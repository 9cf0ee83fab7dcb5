"""Rows of the collectives. Operands have their lanes along a leading axis, over which the call is mapped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from optable import ANY, NUMBER, Case, add, numbers

import covector as cv
from covector import _core


def mapped(name: str) -> Callable[..., Any]:
    """The operation over the leading axis of its operand."""

    def build(x: Any, **attributes: Any) -> Any:
        return cv.vmap(lambda lane: _core.emit(name, (lane,), axis_name="i", **attributes), axis_name="i")(x)

    return build


def cases(*rows: tuple[tuple[int, ...], dict[str, Any]]) -> Callable[..., Iterator[Case]]:
    def make(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
        for shape, attributes in rows:
            yield Case((numbers(rng, dtype, shape),), attributes, True)

    return make


def over_lanes(function: Callable[..., Any]) -> Callable[..., Any]:
    """What `function` gives along the leading axis, in every lane."""
    return lambda x: np.broadcast_to(function(x), x.shape)


SUM = {"float16": 1, "bfloat16": 1, "float32": 4, "float64": 4, "complex64": 6, "complex128": 6}
WHOLE = cases(((4,), {}), ((3, 2), {}), ((1, 5), {}), ((3, 0), {}))
add(
    "psum",
    over_lanes(lambda x: np.sum(x, 0, dtype=x.dtype)),
    NUMBER,
    WHOLE,
    smooth=(0,),
    ulps=SUM,
    scale=True,
    build=mapped("psum"),
)
add("pmax", over_lanes(lambda x: np.max(x, 0)), ANY, WHOLE, smooth=(0,), build=mapped("pmax"))
add("pmin", over_lanes(lambda x: np.min(x, 0)), ANY, WHOLE, smooth=(0,), build=mapped("pmin"))


def gathered(x: np.ndarray, *, axis: int, axis_size: int) -> np.ndarray:
    return np.broadcast_to(np.moveaxis(x, 0, axis), (axis_size, *np.moveaxis(x, 0, axis).shape))


add(
    "all_gather",
    gathered,
    ANY,
    cases(
        ((3,), {"axis": 0, "axis_size": 3}),
        ((2, 4), {"axis": 1, "axis_size": 2}),
        ((2, 3, 2), {"axis": 1, "axis_size": 2}),
        ((0, 2), {"axis": 0, "axis_size": 0}),
    ),
    smooth=(0,),
    build=mapped("all_gather"),
)
add(
    "psum_scatter",
    lambda x, axis: np.moveaxis(np.sum(x, 0, dtype=x.dtype), axis, 0),
    NUMBER,
    cases(((3, 3), {"axis": 0}), ((2, 4, 2), {"axis": 1}), ((2, 2, 3), {"axis": 0}), ((0, 0), {"axis": 0})),
    smooth=(0,),
    ulps=SUM,
    scale=True,
    build=mapped("psum_scatter"),
)


def exchanged(x: np.ndarray, *, split_axis: int, concat_axis: int) -> np.ndarray:
    return np.stack([np.stack([y.take(i, split_axis) for y in x], concat_axis) for i in range(len(x))])


add(
    "all_to_all",
    exchanged,
    ANY,
    cases(
        ((3, 3), {"split_axis": 0, "concat_axis": 0}),
        ((2, 2, 4), {"split_axis": 0, "concat_axis": 1}),
        ((2, 3, 2, 2), {"split_axis": 1, "concat_axis": 2}),
        ((2, 3, 2, 2), {"split_axis": 2, "concat_axis": 0}),
    ),
    smooth=(0,),
    build=mapped("all_to_all"),
)


def permuted(x: np.ndarray, *, sources: tuple[int, ...]) -> np.ndarray:
    return np.stack([np.zeros_like(x[0]) if source < 0 else x[source] for source in sources])


add(
    "ppermute",
    permuted,
    ANY,
    cases(
        ((4,), {"sources": (3, 0, 1, 2)}),
        ((4, 2), {"sources": (2, 3, 0, 1)}),
        ((3, 2), {"sources": (-1, 0, -1)}),
        ((5,), {"sources": (4, -1, -1, 1, 0)}),
        ((3,), {"sources": (0, 1, 2)}),
        ((2, 2), {"sources": (-1, -1)}),
    ),
    smooth=(0,),
    build=mapped("ppermute"),
)


def axis_index_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for lanes in (4, 1, 0):
        yield Case((), {"lanes": lanes})


add(
    "axis_index",
    lambda lanes: np.arange(lanes),
    ("int32",),
    axis_index_cases,
    result=lambda case: np.dtype("int32"),
    build=lambda lanes: cv.vmap(
        lambda: _core.emit("axis_index", (), axis_name="i"), axis_name="i", axis_size=lanes
    )(),
)
