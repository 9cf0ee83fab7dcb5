"""Rows of the operations that create, move and rearrange elements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from optable import ANY, DTYPES, NUMBER, Case, add, numbers

import covector as cv
from covector import _core


def fill(*, value: Any, shape: tuple[int, ...]) -> np.ndarray:
    return np.full(shape, value)


def constant_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for shape in ((2, 3), (), (0, 2)):
        yield Case((), {"value": numbers(rng, dtype, ()), "shape": shape})


def build_constant(*, value: Any, shape: tuple[int, ...]) -> Any:
    """A number known while tracing becomes a constant of the program."""
    return cv.jit(lambda: _core.full(shape, value[()], value.dtype))()


add(
    "constant",
    fill,
    ANY,
    constant_cases,
    build=build_constant,
    result=lambda case: case.attributes["value"].dtype,
)


def iota(*, shape: tuple[int, ...], element_type: np.dtype, axis: int) -> np.ndarray:
    places = np.arange(shape[axis]).reshape([-1 if i == axis else 1 for i in range(len(shape))])
    return np.broadcast_to(places, shape).astype(element_type)


def iota_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for shape, axis in (((5,), 0), ((3, 4), 0), ((3, 4), 1), ((0, 2), 1), ((2, 3, 4), 1)):
        yield Case((), {"shape": shape, "element_type": DTYPES[dtype], "axis": axis})


add("iota", iota, NUMBER, iota_cases, result=lambda case: case.attributes["element_type"])


def broadcast_in_dim(x: np.ndarray, *, shape: tuple[int, ...], dimensions: tuple[int, ...]) -> np.ndarray:
    sizes = [1] * len(shape)
    for axis, place in enumerate(dimensions):
        sizes[place] = x.shape[axis]
    return np.broadcast_to(x.reshape(sizes), shape)


def broadcast_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for of, shape, dimensions in (
        ((3,), (2, 3), (1,)),
        ((3,), (3, 2), (0,)),
        ((1, 3), (4, 2, 3), (0, 2)),
        ((2, 1), (2, 5), (0, 1)),
        ((), (2, 2), ()),
        ((1,), (0,), (0,)),
        ((), (), ()),
    ):
        yield Case((numbers(rng, dtype, of),), {"shape": shape, "dimensions": dimensions}, True)


add("broadcast_in_dim", broadcast_in_dim, ANY, broadcast_cases, smooth=(0,))


def reshape_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for of, shape in (((2, 3), (3, 2)), ((6,), (1, 6, 1)), ((1,), ()), ((), (1, 1)), ((0, 3), (5, 0))):
        yield Case((numbers(rng, dtype, of),), {"shape": shape}, True)


add("reshape", lambda x, *, shape: x.reshape(shape), ANY, reshape_cases, smooth=(0,))


def transpose_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for of, permutation in (
        ((2, 3), (1, 0)),
        ((2, 3, 4), (2, 0, 1)),
        ((2, 3, 4), (0, 2, 1)),
        ((0, 3), (1, 0)),
        ((33, 17), (1, 0)),
        ((), ()),
    ):
        yield Case((numbers(rng, dtype, of),), {"permutation": permutation}, of != (33, 17))


add("transpose", lambda x, *, permutation: x.transpose(permutation), ANY, transpose_cases, smooth=(0,))


def slice_of(
    x: np.ndarray, *, starts: tuple[int, ...], limits: tuple[int, ...], strides: tuple[int, ...]
) -> np.ndarray:
    return x[tuple(map(slice, starts, limits, strides))]


def slice_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for of, starts, limits, strides in (
        ((6,), (1,), (5,), (2,)),
        ((4, 5), (1, 0), (3, 5), (1, 3)),
        ((4, 5), (2, 2), (2, 5), (1, 1)),
        ((7,), (0,), (7,), (4,)),
        ((), (), (), ()),
    ):
        yield Case((numbers(rng, dtype, of),), {"starts": starts, "limits": limits, "strides": strides}, True)


add("slice", slice_of, ANY, slice_cases, smooth=(0,))


def pad(
    x: np.ndarray,
    value: np.ndarray,
    *,
    low: tuple[int, ...],
    high: tuple[int, ...],
    interior: tuple[int, ...],
) -> np.ndarray:
    sizes = [max(n + (n - 1) * i, 0) for n, i in zip(x.shape, interior, strict=True)]
    spread = np.full(sizes, value)
    spread[tuple(slice(None, None, i + 1) for i in interior)] = x
    shape = [n + a + b for n, a, b in zip(sizes, low, high, strict=True)]
    result = np.full(shape, value)
    kept = tuple(slice(max(-a, 0), n + min(b, 0)) for n, a, b in zip(sizes, low, high, strict=True))
    place = tuple(slice(max(a, 0), m - max(b, 0)) for m, a, b in zip(shape, low, high, strict=True))
    result[place] = spread[kept]
    return result


def pad_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for of, low, high, interior in (
        ((4,), (2,), (1,), (1,)),
        ((2, 3), (0, 1), (2, 0), (0, 2)),
        ((5,), (-1,), (-2,), (0,)),
        ((4,), (-2,), (3,), (1,)),
        ((0,), (2,), (1,), (0,)),
        ((), (), (), ()),
    ):
        yield Case(
            (numbers(rng, dtype, of), numbers(rng, dtype, ())),
            {"low": low, "high": high, "interior": interior},
            True,
        )


add("pad", pad, ANY, pad_cases, smooth=(0, 1))


def concatenate_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for shapes, axis in (
        (((2,), (3,)), 0),
        (((2, 3), (2, 1), (2, 2)), 1),
        (((1, 3), (2, 3)), 0),
        (((0, 2), (2, 2)), 0),
        (((2, 2),), 1),
    ):
        yield Case(tuple(numbers(rng, dtype, s) for s in shapes), {"axis": axis}, True)


add("concatenate", lambda *xs, axis: np.concatenate(xs, axis), ANY, concatenate_cases, smooth=(0, 1))


def reverse_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for of, axes in (((4,), (0,)), ((2, 3), (1,)), ((2, 3), (0, 1)), ((2, 3), ()), ((0, 2), (0,))):
        yield Case((numbers(rng, dtype, of),), {"axes": axes}, True)


add("reverse", lambda x, *, axes: np.flip(x, axes), ANY, reverse_cases, smooth=(0,))
