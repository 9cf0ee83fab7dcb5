"""Rows of the reductions under a moving window."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from optable import DTYPES, FLOAT, NUMBER, REAL, Case, add, kind_of, numbers
from optable_reduction import PRODUCT, SUM, least
from optable_reduction import greatest as most


def window(
    size: tuple[int, ...],
    strides: tuple[int, ...] | None = None,
    low: tuple[int, ...] | None = None,
    high: tuple[int, ...] | None = None,
    base: tuple[int, ...] | None = None,
    dilation: tuple[int, ...] | None = None,
) -> dict[str, tuple[int, ...]]:
    ones, zeros = (1,) * len(size), (0,) * len(size)
    return {
        "window": size,
        "strides": strides or ones,
        "low": low or zeros,
        "high": high or zeros,
        "base_dilation": base or ones,
        "window_dilation": dilation or ones,
    }


# The shape of the operand and the window; the first ones are differentiated too.
WINDOWS = (
    ((7,), window((3,), (2,), (1,), (1,))),
    ((2, 5, 4, 3), window((1, 3, 2, 1), (1, 2, 1, 1), (0, 1, 0, 0), (0, 1, 0, 0))),
    ((2, 6), window((1, 2), (1, 2), dilation=(1, 2))),
    ((4, 3), window((3, 2), (1, 1), (2, -1), (1, 2), (2, 3), (2, 1))),
    ((2, 5, 3, 5), window((1, 2, 1, 2), (1, 1, 1, 2))),
    ((), window(())),
    ((3, 20), window((1, 5), (1, 3), (0, 2), (0, 4))),
    ((3, 20), window((2, 1))),
    ((25,), window((17,), (1,), (16,), (0,))),
    ((5,), window((7,))),
    ((0, 3), window((1, 2))),
    ((2, 0), window((1, 2), low=(0, 3))),
    ((3, 4), window((1, 1), (2, 3))),
    # An axis of one element that has several positions.
    ((2, 1), window((1, 1), high=(0, 1), base=(2, 1))),
    ((4, 1, 1), window((2, 1, 2), low=(0, 2, 1), high=(0, 0, 1))),
)


def window_cases(
    low: float, high: float, extreme: bool = False, **more: Any
) -> Callable[[str, np.random.Generator], Iterator[Case]]:
    def cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
        for i, (of, attributes) in enumerate(WINDOWS):
            # The extreme of nothing is infinite, and has no derivative.
            derived = i < 6 and not (extreme and attributes["base_dilation"] == (2, 3))
            yield Case((numbers(rng, dtype, of, low, high),), attributes | more, derived)

    return cases


def padded(
    x: np.ndarray, fill: Any, *, window: Any, strides: Any, low: Any, high: Any, base_dilation: Any,
    window_dilation: Any,
) -> Iterator[tuple[tuple[int, ...], np.ndarray]]:  # fmt: skip
    """Each position of the window with what is in it."""
    dilated = np.full(
        [0 if n == 0 else (n - 1) * b + 1 for n, b in zip(x.shape, base_dilation)], fill, x.dtype
    )
    if x.size:
        dilated[tuple(slice(None, None, b) for b in base_dilation)] = x
    for axis in range(x.ndim):
        for end, count in ((0, low[axis]), (1, high[axis])):
            sizes = list(dilated.shape)
            if count >= 0:
                sizes[axis] = count
                parts = [dilated, np.full(sizes, fill, x.dtype)]
                dilated = np.concatenate(parts if end else parts[::-1], axis)
            else:
                keep = slice(0, sizes[axis] + count) if end else slice(-count, None)
                dilated = dilated[(slice(None),) * axis + (keep,)]
    spans = [(w - 1) * d + 1 for w, d in zip(window, window_dilation)]
    starts = [range(0, n - span + 1, s) for n, span, s in zip(dilated.shape, spans, strides)]
    for number, start in zip(itertools.product(*(range(len(r)) for r in starts)), itertools.product(*starts)):
        places = tuple(slice(a, a + n, d) for a, n, d in zip(start, spans, window_dilation))
        yield number, dilated[places]


def positions(shape: tuple[int, ...], attributes: Any) -> tuple[int, ...]:
    numbers = [n for n, _ in padded(np.zeros(shape), 0, **attributes)]
    if numbers:
        return tuple(n + 1 for n in numbers[-1])
    sizes = []
    for i in range(len(shape)):
        one = {key: value[i : i + 1] for key, value in attributes.items()}
        sizes.append(len(list(padded(np.zeros(shape[i]), 0, **one))))
    return tuple(sizes)


def reduced(function: Any, neutral: Callable[[np.dtype], Any]) -> Callable[..., np.ndarray]:
    def reference(x: np.ndarray, **attributes: Any) -> np.ndarray:
        result = np.zeros(positions(x.shape, attributes), x.dtype)
        for place, part in padded(x, neutral(x.dtype), **attributes):
            result[place] = function.reduce(part, None, dtype=x.dtype)
        return result

    return reference


def special_window(dtype: str) -> Iterator[Case]:
    if kind_of(dtype) == "f":
        x = np.array([0.0, np.nan, 1.0, np.inf, -np.inf, -np.inf, -0.0, np.nan, 2.0]).astype(DTYPES[dtype])
        yield Case((x,), window((2,)))
        yield Case((np.stack([x, x[::-1]]),), window((2, 1)))


for name, function, neutral, dtypes, bounds, more in (
    ("sum", np.add, lambda d: 0, NUMBER, (-3.0, 3.0), {"ulps": SUM, "scale": True}),
    ("prod", np.multiply, lambda d: 1, NUMBER, (0.5, 1.6), {"ulps": PRODUCT}),
    ("max", np.maximum, least, REAL, (-3.0, 3.0), {"special": special_window, "signed_zeros": False}),
    ("min", np.minimum, most, REAL, (-3.0, 3.0), {"special": special_window, "signed_zeros": False}),
):
    add(
        f"reduce_window_{name}",
        reduced(function, neutral),
        dtypes,
        window_cases(*bounds, extreme="special" in more),
        smooth=(0,),
        **more,
    )


def chosen(x: np.ndarray, greatest: bool, attributes: Any) -> Iterator[tuple[Any, tuple[int, ...] | None]]:
    """Each position of the window, and the index of the element that is chosen there."""
    order = -x if greatest else x
    index = np.arange(x.size).reshape(x.shape)
    for place, part in padded(index, -1, **attributes):
        inside = part[part >= 0]
        if inside.size == 0:
            yield place, None
            continue
        values = order.reshape(-1)[inside]
        nan = np.isnan(values)
        best = np.argmax(nan) if nan.any() else np.argmin(values)
        yield place, np.unravel_index(inside[best], x.shape)


def gathered(values: np.ndarray, x: np.ndarray, greatest: bool, **attributes: Any) -> np.ndarray:
    result = np.zeros(positions(x.shape, attributes), values.dtype)
    for place, index in chosen(x, greatest, attributes):
        if index is not None:
            result[place] = values[index]
    return result


def scattered(source: np.ndarray, x: np.ndarray, greatest: bool, **attributes: Any) -> np.ndarray:
    result = np.zeros(x.shape, source.dtype)
    for place, index in chosen(x, greatest, attributes):
        if index is not None:
            result[index] += source[place]
    return result


def gather_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for greatest in (True, False):
        for i, case in enumerate(window_cases(-3.0, 3.0, greatest=greatest)(dtype, rng)):
            (x,) = case.operands
            yield Case((numbers(rng, dtype, x.shape), x), case.attributes, derived=i < 6)


def scatter_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for greatest in (True, False):
        for i, (of, attributes) in enumerate(WINDOWS):
            source = numbers(rng, dtype, positions(of, attributes))
            yield Case((source, numbers(rng, dtype, of)), attributes | {"greatest": greatest}, derived=i < 6)


def special_gather(dtype: str) -> Iterator[Case]:
    for case in special_window(dtype):
        (x,) = case.operands
        values = np.arange(x.size).reshape(x.shape).astype(x.dtype)
        for greatest in (True, False):
            yield Case((values, x), case.attributes | {"greatest": greatest})


add(
    "select_and_gather_add",
    gathered,
    FLOAT,
    gather_cases,
    smooth=(0,),
    constant=(1,),
    special=special_gather,
    signed_zeros=False,
)
add(
    "select_and_scatter_add",
    scattered,
    FLOAT,
    scatter_cases,
    smooth=(0,),
    constant=(1,),
    ulps={"float16": 2, "bfloat16": 2, "float32": 2, "float64": 2},
    norm=True,
)
