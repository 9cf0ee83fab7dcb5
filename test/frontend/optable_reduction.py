"""Rows of the reductions and of contraction."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from optable import ANY, BOOL, DTYPES, INT, NUMBER, REAL, Case, add, kind_of, numbers, special_values


def reduction_cases(
    low: float, high: float, extreme: bool = False
) -> Callable[[str, np.random.Generator], Iterator[Case]]:
    def cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
        for of, axes in (
            ((2, 3), (1,)),
            ((3, 19), (0,)),
            ((3, 19), (1,)),
            ((2, 3, 4), (0, 2)),
            ((2, 3, 4), (1,)),
            ((2, 3, 4), (0, 1, 2)),
            ((5,), (0,)),
            ((2, 3), ()),
            ((0, 3), (0,)),
            ((0, 3), (1,)),
            ((), ()),
        ):
            # The extreme of nothing is infinite, and has no derivative.
            derived = of != (3, 19) and not (extreme and of == (0, 3) and axes == (0,))
            yield Case((numbers(rng, dtype, of, low, high),), {"axes": axes}, derived)

    return cases


def special_reduction(dtype: str) -> Iterator[Case]:
    values = special_values(dtype)
    if kind_of(dtype) == "f":
        for a in values:
            for b in values:
                yield Case((np.array([a, b], values.dtype),), {"axes": (0,)})
    else:
        yield Case((values,), {"axes": (0,)})


def least(dtype: np.dtype) -> Any:
    """The neutral element of the maximum."""
    if dtype.kind in "bc":
        return complex(-np.inf, -np.inf) if dtype.kind == "c" else False
    return np.iinfo(dtype).min if dtype.kind in "iu" else -np.inf


def greatest(dtype: np.dtype) -> Any:
    """The neutral element of the minimum."""
    if dtype.kind in "bc":
        return complex(np.inf, np.inf) if dtype.kind == "c" else True
    return np.iinfo(dtype).max if dtype.kind in "iu" else np.inf


def sum_of(x: np.ndarray, *, axes: tuple[int, ...]) -> np.ndarray:
    return np.sum(x, axes, dtype=x.dtype)


def product_of(x: np.ndarray, *, axes: tuple[int, ...]) -> np.ndarray:
    return np.prod(x, axes, dtype=x.dtype)


def max_of(x: np.ndarray, *, axes: tuple[int, ...]) -> np.ndarray:
    return np.max(x, axes, initial=least(x.dtype))


def min_of(x: np.ndarray, *, axes: tuple[int, ...]) -> np.ndarray:
    return np.min(x, axes, initial=greatest(x.dtype))


# In units of the sum of absolute values; narrow types are summed in float32.
SUM = {"float16": 1, "bfloat16": 1, "float32": 4, "float64": 4, "complex64": 6, "complex128": 6}
PRODUCT = {"float16": 9, "bfloat16": 9, "float32": 12, "float64": 12, "complex64": 30, "complex128": 30}
add("reduce_sum", sum_of, NUMBER, reduction_cases(-3.0, 3.0), smooth=(0,), ulps=SUM, scale=True)
add(
    "reduce_prod",
    product_of,
    NUMBER,
    reduction_cases(0.5, 1.6),
    smooth=(0,),
    ulps=PRODUCT,
)
add(
    "reduce_max",
    max_of,
    ANY,
    reduction_cases(-3.0, 3.0, extreme=True),
    smooth=(0,),
    special=special_reduction,
    signed_zeros=False,
)
add(
    "reduce_min",
    min_of,
    ANY,
    reduction_cases(-3.0, 3.0, extreme=True),
    smooth=(0,),
    special=special_reduction,
    signed_zeros=False,
)


def bits(function: Any) -> Any:
    def reference(x: np.ndarray, *, axes: tuple[int, ...]) -> np.ndarray:
        return function.reduce(x, axes, dtype=x.dtype) if axes else x

    return reference


add("reduce_and", bits(np.bitwise_and), BOOL + INT, reduction_cases(-3.0, 3.0), special=special_reduction)
add("reduce_or", bits(np.bitwise_or), BOOL + INT, reduction_cases(-3.0, 3.0), special=special_reduction)
add("reduce_xor", bits(np.bitwise_xor), BOOL + INT, reduction_cases(-3.0, 3.0), special=special_reduction)


def arg_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for of, axis in (((5,), 0), ((3, 19), 0), ((3, 19), 1), ((2, 3, 4), 1), ((0, 3), 1)):
        for index_type in ("int32", "int64") if of == (5,) else ("int32",):
            # Few different numbers: the first of equals counts.
            x = numbers(rng, dtype, of, -2.0, 2.0)
            x = np.round(x.astype(np.float64)).astype(x.dtype) if kind_of(dtype) == "f" else x
            yield Case((x,), {"axis": axis, "index_type": DTYPES[index_type]})


def special_arg(dtype: str) -> Iterator[Case]:
    for case in special_reduction(dtype):
        yield Case(case.operands, {"axis": 0, "index_type": DTYPES["int32"]})


def index_type(case: Case) -> np.dtype:
    return case.attributes["index_type"]


def argmax(x: np.ndarray, *, axis: int, index_type: np.dtype) -> np.ndarray:
    return np.argmax(x, axis).astype(index_type)


def argmin(x: np.ndarray, *, axis: int, index_type: np.dtype) -> np.ndarray:
    return np.argmin(x, axis).astype(index_type)


add("argmax", argmax, REAL, arg_cases, constant=(0,), special=special_arg, result=index_type)
add("argmin", argmin, REAL, arg_cases, constant=(0,), special=special_arg, result=index_type)

# ---- contraction


def dot_general(
    x: np.ndarray,
    y: np.ndarray,
    *,
    lhs_batch: tuple[int, ...],
    rhs_batch: tuple[int, ...],
    lhs_contracting: tuple[int, ...],
    rhs_contracting: tuple[int, ...],
    element_type: np.dtype,
) -> np.ndarray:
    letters = iter(string.ascii_letters)
    left, right = [next(letters) for _ in x.shape], [next(letters) for _ in y.shape]
    for a, b in zip(lhs_batch + lhs_contracting, rhs_batch + rhs_contracting, strict=True):
        right[b] = left[a]
    batch = [left[a] for a in lhs_batch]
    rest = [c for i, c in enumerate(left) if i not in lhs_batch + lhs_contracting]
    rest += [c for i, c in enumerate(right) if i not in rhs_batch + rhs_contracting]
    return np.einsum(f"{''.join(left)},{''.join(right)}->{''.join(batch + rest)}", x, y)


def dot_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for left, right, batch, contracting in (
        ((2, 3), (3, 4), ((), ()), ((1,), (0,))),
        ((3,), (3,), ((), ()), ((0,), (0,))),
        ((2,), (3,), ((), ()), ((), ())),
        ((4, 3), (3,), ((), ()), ((1,), (0,))),
        ((3, 4), (2, 3), ((), ()), ((0,), (1,))),
        ((2, 3, 4), (2, 4, 5), ((0,), (0,)), ((2,), (1,))),
        ((3, 2, 4), (4, 3, 5), ((0,), (1,)), ((2,), (0,))),
        ((2, 3, 4), (4, 2, 3), ((), ()), ((0, 2), (1, 0))),
        ((2, 0), (0, 3), ((), ()), ((1,), (0,))),
        ((0, 2), (2, 3), ((), ()), ((1,), (0,))),
        ((), (3,), ((), ()), ((), ())),
        ((33, 40), (40, 35), ((), ()), ((1,), (0,))),
    ):
        # Sums of at most 40 products of integers up to 9 do not overflow.
        x, y = (
            numbers(rng, dtype, s, *((0, 3) if kind_of(dtype) in "iu" else (-3.0, 3.0)))
            for s in (left, right)
        )
        yield Case(
            (x, y),
            {
                "lhs_batch": batch[0],
                "rhs_batch": batch[1],
                "lhs_contracting": contracting[0],
                "rhs_contracting": contracting[1],
                "element_type": DTYPES[dtype],
            },
            left != (33, 40),
        )
    if dtype in ("float16", "bfloat16"):
        yield Case(
            (numbers(rng, dtype, (4, 6)), numbers(rng, dtype, (6, 3))),
            {
                "lhs_batch": (), "rhs_batch": (), "lhs_contracting": (1,), "rhs_contracting": (0,),
                "element_type": DTYPES["float32"],
            },
        )  # fmt: skip


DOT = {"float16": 1, "bfloat16": 1, "float32": 4, "float64": 4, "complex64": 6, "complex128": 6}
add(
    "dot_general",
    dot_general,
    ANY,
    dot_cases,
    smooth=(0, 1),
    ulps=DOT,
    scale=True,
    result=lambda case: case.attributes["element_type"],
)
