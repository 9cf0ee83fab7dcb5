"""Rows of sorts, orders and searches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from optable import ANY, DTYPES, REAL, Case, add, kind_of, numbers, special_values, wide


def order_of(keys: tuple[np.ndarray, ...], axis: int) -> np.ndarray:
    """Positions in the order of keys, the first of which counts most."""
    parts: list[np.ndarray] = []
    for key in keys:
        parts += [key.real, key.imag] if key.dtype.kind == "c" else [key]
    return np.lexsort(tuple(parts[::-1]), axis)


def sort(*xs: np.ndarray, axis: int, num_keys: int) -> tuple[np.ndarray, ...]:
    order = order_of(xs[:num_keys], axis)
    return tuple(np.take_along_axis(x, order, axis) for x in xs)


def few_numbers(rng: np.random.Generator, dtype: str, shape: tuple[int, ...]) -> np.ndarray:
    """Numbers of which many are equal."""
    x = numbers(rng, dtype, shape, -3.0, 3.0)
    if kind_of(dtype) in "fc":
        return (x / 2).round().astype(x.dtype) if dtype != "bfloat16" else x
    return (x % 4).astype(x.dtype) if kind_of(dtype) != "b" else x


def sort_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for shape, axis in (((5,), 0), ((3, 19), 0), ((3, 19), 1), ((2, 3, 4), 1), ((0, 3), 0), ((0, 3), 1)):
        yield Case((numbers(rng, dtype, shape),), {"axis": axis, "num_keys": 1}, shape != (3, 19))
    yield Case((numbers(rng, dtype, (300,)),), {"axis": 0, "num_keys": 1})
    few = few_numbers(rng, dtype, (4, 9))
    yield Case(
        (few, np.arange(36, dtype=np.int16).reshape(4, 9), numbers(rng, "float32", (4, 9))),
        {"axis": 1, "num_keys": 1},
    )
    # Equal keys have no derivative; here all are different.
    yield Case(
        (numbers(rng, dtype, (6, 3)), numbers(rng, dtype, (6, 3))), {"axis": 0, "num_keys": 1}, True, (0, 1)
    )
    yield Case((few, few_numbers(rng, "uint8", (4, 9)), few_numbers(rng, dtype, (4, 9))),
               {"axis": 0, "num_keys": 2})  # fmt: skip


def special_sort(dtype: str) -> Iterator[Case]:
    values = special_values(dtype)
    rng = np.random.default_rng(7)
    for count in (1, 3):
        many = np.concatenate([values] * count)
        yield Case((rng.permutation(many),), {"axis": 0, "num_keys": 1})


def sort_dtypes(case: Case) -> tuple[np.dtype, ...]:
    return tuple(x.dtype for x in case.operands)


add("sort", sort, ANY, sort_cases, smooth=(0,), result=sort_dtypes, special=special_sort)


def argsort(*xs: np.ndarray, axis: int, index_type: np.dtype) -> np.ndarray:
    return order_of(xs, axis)


def argsort_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for shape, axis in (((5,), 0), ((3, 19), 0), ((3, 19), 1), ((2, 3, 4), 1), ((0, 3), 1)):
        for index_type in ("int32", "int64") if shape == (5,) else ("int32",):
            yield Case((few_numbers(rng, dtype, shape),), {"axis": axis, "index_type": DTYPES[index_type]})
    keys = few_numbers(rng, dtype, (4, 9)), few_numbers(rng, "uint8", (4, 9)), few_numbers(rng, dtype, (4, 9))
    yield Case(keys, {"axis": 1, "index_type": DTYPES["int32"]}, True)


def special_argsort(dtype: str) -> Iterator[Case]:
    for case in special_sort(dtype):
        yield Case(case.operands, {"axis": 0, "index_type": DTYPES["int32"]})


def index_type(case: Case) -> np.dtype:
    return case.attributes["index_type"]


add("argsort", argsort, ANY, argsort_cases, constant=(0,), result=index_type, special=special_argsort)


def total_order(x: np.ndarray) -> np.ndarray:
    """Integers in the total order of IEEE 754."""
    if x.dtype.kind != "f":
        return x.astype(object)
    bits = x.view(f"i{x.itemsize}").astype(object)
    return np.where(bits < 0, -(2 ** (8 * x.itemsize - 1)) - 1 - bits, bits)


def top_k(x: np.ndarray, *, axis: int, k: int) -> tuple[np.ndarray, np.ndarray]:
    order = np.argsort(-total_order(x) if x.dtype.kind != "b" else ~x, axis, kind="stable")
    positions = np.take(order, range(k), axis)
    return np.take_along_axis(x, positions, axis), positions


def top_k_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for shape, axis, k in (((5,), 0, 2), ((3, 19), 0, 3), ((3, 19), 1, 1), ((2, 3, 4), 1, 2), ((5,), 0, 0)):
        yield Case((numbers(rng, dtype, shape),), {"axis": axis, "k": k}, shape != (3, 19))
    yield Case((few_numbers(rng, dtype, (3000,)),), {"axis": 0, "k": 7})
    yield Case((numbers(rng, dtype, (3000, 2)),), {"axis": 0, "k": 9})


def special_top_k(dtype: str) -> Iterator[Case]:
    values = special_values(dtype)
    yield Case((np.random.default_rng(3).permutation(values),), {"axis": 0, "k": len(values)})


def top_k_dtypes(case: Case) -> tuple[np.dtype, ...]:
    return case.operands[0].dtype, DTYPES["int32"]


add("top_k", top_k, REAL, top_k_cases, smooth=(0,), result=top_k_dtypes, special=special_top_k)


def search_sorted(sorted_: np.ndarray, values: np.ndarray, *, right: bool, index_type: Any) -> np.ndarray:
    side = "right" if right else "left"
    result = np.empty(values.shape, np.int64)
    for line in np.ndindex(sorted_.shape[:-1]):
        result[line] = np.searchsorted(sorted_[line], values[line], side)
    return result


def search_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for of, values in (((5,), (3, 2)), ((1,), (4,)), ((0,), (4,)), ((300,), (100,)), ((2, 7), (2, 5)),
                       ((7,), ()), ((7,), (0, 2))):  # fmt: skip
        for right in (False, True):
            x = few_numbers(rng, dtype, of)
            x = np.take_along_axis(x, order_of((wide(x),), x.ndim - 1), -1)
            yield Case(
                (x, few_numbers(rng, dtype, values)),
                {"right": right, "index_type": DTYPES["int32" if of != (1,) else "int64"]},
                # What is shuffled between lanes must be sorted in each.
                of in ((1,), (0,)),
            )


def special_search(dtype: str) -> Iterator[Case]:
    values = special_values(dtype)
    x = values[order_of((wide(values),), 0)]
    for right in (False, True):
        yield Case((x, values), {"right": right, "index_type": DTYPES["int32"]})


add("search_sorted", search_sorted, ANY, search_cases, constant=(1,), result=index_type,
    special=special_search)  # fmt: skip
