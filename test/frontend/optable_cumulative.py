"""Rows of the cumulative operations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from optable import ANY, FLOAT, INEXACT, NUMBER, Case, add, kind_of, numbers, special_values


def scan_cases(
    low: float, high: float, operands: int = 1
) -> Callable[[str, np.random.Generator], Iterator[Case]]:
    def cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
        for of, axis, reverse in (
            ((5,), 0, False),
            ((2, 3), 0, True),
            ((2, 3, 4), 1, False),
            ((2, 1, 9), 2, True),
            ((0, 3), 0, False),
            ((3, 0), 0, True),
            # More than a vector in a line, more than a block of columns.
            ((3, 41), 1, True),
            ((41,), 0, False),
            ((3, 150), 0, False),
        ):
            xs = tuple(numbers(rng, dtype, of, low, high) for _ in range(operands))
            derived = of not in ((3, 41), (41,), (3, 150))
            yield Case(xs, {"axis": axis, "reverse": reverse}, derived)

    return cases


def special_scan(dtype: str) -> Iterator[Case]:
    values = special_values(dtype)
    if kind_of(dtype) != "f":
        yield Case((values,), {"axis": 0, "reverse": False})
        return
    for a in values:
        for b in values:
            # A third one, so that what follows NaN or infinity shows.
            triple = np.array([a, b, values[4]], values.dtype)
            yield Case((np.repeat(triple, 5),), {"axis": 0, "reverse": False})
            yield Case((np.tile(triple[:, None], 3),), {"axis": 0, "reverse": True})


def scan(function: Callable[..., Any]) -> Callable[..., np.ndarray]:
    """The function along an axis, also backward."""

    def reference(*xs: np.ndarray, axis: int, reverse: bool) -> np.ndarray:
        xs = tuple(np.flip(x, axis) for x in xs) if reverse else xs
        result = function(*xs, axis)
        return np.flip(result, axis) if reverse else result

    return reference


def recurrence(a: np.ndarray, b: np.ndarray, axis: int) -> np.ndarray:
    y = np.array(b)
    rows, factors = np.moveaxis(y, axis, 0), np.moveaxis(a, axis, 0)
    for i in range(1, len(rows)):
        rows[i] += factors[i] * rows[i - 1]
    return y


def logsumexp(x: np.ndarray, axis: int) -> np.ndarray:
    y = np.array(x)
    rows = np.moveaxis(y, axis, 0)
    for i in range(1, len(rows)):
        rows[i] = np.logaddexp(rows[i - 1], rows[i])
    return y


def in_dtype(function: Any) -> Callable[..., Any]:
    return lambda x, axis: function.accumulate(x, axis, dtype=x.dtype)


# In units of the sum of absolute values; narrow types are computed in float32.
SUM = {"float16": 1, "bfloat16": 1, "float32": 4, "float64": 4, "complex64": 6, "complex128": 6}
PRODUCT = {"float16": 3, "bfloat16": 3, "float32": 40, "float64": 40, "complex64": 90, "complex128": 90}
add("cumsum", scan(in_dtype(np.add)), NUMBER, scan_cases(-3.0, 3.0), smooth=(0,), ulps=SUM, scale=True)
add("cumprod", scan(in_dtype(np.multiply)), NUMBER, scan_cases(0.7, 1.3), smooth=(0,), ulps=PRODUCT)
for name, function in (("cummax", np.maximum), ("cummin", np.minimum)):
    add(
        name,
        scan(in_dtype(function)),
        ANY,
        scan_cases(-3.0, 3.0),
        smooth=(0,),
        special=special_scan,
        signed_zeros=False,
    )
add(
    "cumlogsumexp",
    scan(logsumexp),
    FLOAT,
    scan_cases(-3.0, 3.0),
    smooth=(0,),
    ulps={"float16": 1, "bfloat16": 1, "float32": 8, "float64": 8},
    scale=True,
    special=special_scan,
    signed_zeros=False,
)
add(
    "linear_recurrence",
    scan(recurrence),
    INEXACT,
    scan_cases(-0.9, 0.9, operands=2),
    smooth=(0, 1),
    ulps=SUM,
    scale=True,
)
