"""Rows of branches and loops; each drives one operation by the public functions that make it.

The numbers that decide what runs are the first of a small array of integers, so that lanes differ in
them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from optable import ANY, Case, add, numbers

import covector as cv

# Roundings of a few iterations add up.
LOOP = {"float16": 6, "bfloat16": 6, "float32": 6, "float64": 6, "complex64": 16, "complex128": 16}
SMALL = (-0.9, 0.9)


# ---- case


def branches(rng: Any) -> list[Any]:
    """Functions of x, y and what they close over."""
    return [lambda x, y: (x * y, x), lambda x, y: (x + y, y * rng), lambda x, y: (y, x * x)]


def chosen(x: np.ndarray, y: np.ndarray, which: np.ndarray, *, boolean: bool) -> Any:
    number = int(which[0] > 1) if boolean else min(max(int(which[0]), 0), 2)
    return branches(x)[number](x, y)


def build_case(x: Any, y: Any, which: Any, *, boolean: bool) -> Any:
    which = cv.numpy.asarray(which)
    functions = branches(x)
    if boolean:
        return cv.lax.cond(which[0] > 1, functions[1], functions[0], x, y)
    return cv.lax.switch(which[0], functions, x, y)


def case_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for boolean in (False, True):
        for which in ([0, 2, 1], [1, 0, 2], [2, 1, 0], [-5, 9, 1], [9, -5, 1]):
            operands = (numbers(rng, dtype, (4,)), numbers(rng, dtype, (4,)), np.array(which, np.int32))
            yield Case(operands, {"boolean": boolean}, which[0] in (1, 2))
    for shape in ((), (0, 3)):
        which = np.array([1, 0, 2], np.int32)
        yield Case((numbers(rng, dtype, shape), numbers(rng, dtype, shape), which), {"boolean": False})


add(
    "case",
    chosen,
    ANY,
    case_cases,
    smooth=(0, 1),
    ulps={"float16": 1, "bfloat16": 1, "float32": 1, "float64": 1, "complex64": 4, "complex128": 6},
    scale=True,
    build=build_case,
)


# ---- while


def doubled(x: np.ndarray, a: np.ndarray, counts: np.ndarray) -> Any:
    """As many steps as the first of the counts says."""
    with np.errstate(over="ignore"):
        for _ in range(int(counts[0])):
            x = (x * a + x).astype(x.dtype) if x.dtype.kind in "biu" else x * a + x
    return x


def build_while(x: Any, a: Any, counts: Any) -> Any:
    limit = cv.numpy.asarray(counts)[0]
    return cv.lax.while_loop(
        lambda state: state[0] < limit,
        lambda state: (state[0] + 1, state[1] * a + state[1]),
        (np.int32(0), x),
    )[1]


def while_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for counts in ([3, 0, 5], [0, 2, 1], [1, 4, 0]):
        operands = (numbers(rng, dtype, (4,), *SMALL), numbers(rng, dtype, (4,), *SMALL))
        yield Case((*operands, np.array(counts, np.int32)), {}, True)
    for shape in ((), (0, 2)):
        operands = (numbers(rng, dtype, shape, *SMALL), numbers(rng, dtype, shape, *SMALL))
        yield Case((*operands, np.array([4, 1, 0], np.int32)), {})


add("while", doubled, ANY, while_cases, smooth=(0, 1), ulps=LOOP, scale=True, build=build_while)


# ---- scan


def steps(init: np.ndarray, a: np.ndarray, xs: np.ndarray, counts: np.ndarray, *, form: str) -> Any:
    """What `build_scan` computes."""
    carry, ys = init, []
    with np.errstate(over="ignore"):
        if form == "count":
            for i in range(int(counts[0])):
                carry = carry * a + xs[i]
            return (carry,)
        rows = xs[::-1] if form == "reverse" else xs
        for x in rows:
            carry, y = carry * a + x, carry * x
            ys.append(y)
    if form == "reverse":
        ys.reverse()
    stacked = np.stack(ys) if ys else np.zeros((0, *init.shape), init.dtype)
    return carry, stacked


def build_scan(init: Any, a: Any, xs: Any, counts: Any, *, form: str) -> Any:
    xs = cv.numpy.asarray(xs)
    if form == "count":
        limit = cv.numpy.asarray(counts)[0]
        # Under jit the number of iterations is not known.
        loop = cv.jit(lambda n: cv.lax.fori_loop(0, n, lambda i, carry: carry * a + xs[i], init))
        return (loop(limit),)
    return cv.lax.scan(lambda carry, x: (carry * a + x, carry * x), init, xs, reverse=form == "reverse")


def scan_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    counts = np.array([3, 0, 2], np.int32)
    for form in ("forward", "reverse", "count"):
        for shape, length in (((4,), 3), ((), 5), ((2, 3), 3), ((2,), 0)):
            operands = (
                numbers(rng, dtype, shape, *SMALL),
                numbers(rng, dtype, shape, *SMALL),
                numbers(rng, dtype, (length, *shape), *SMALL),
            )
            if length or form != "count":
                yield Case((*operands, counts), {"form": form}, shape == (4,))


add("scan", steps, ANY, scan_cases, smooth=(0, 1, 2), ulps=LOOP, scale=True, build=build_scan)


# ---- checkpoint


def products(x: np.ndarray, y: np.ndarray, *, saves: Any) -> Any:
    return (x * y + x) * y, x


def build_checkpoint(x: Any, y: Any, *, saves: Any) -> Any:
    def body(x: Any, y: Any) -> Any:
        named = cv.ad_checkpoint.checkpoint_name(x * y, "product")
        return (named + x) * y, x

    return cv.checkpoint(body, policy=saves)(x, y)


def checkpoint_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    policies = cv.checkpoint_policies
    for saves in (None, policies.everything_saveable, policies.save_only_these_names("product")):
        yield Case((numbers(rng, dtype, (4,)), numbers(rng, dtype, (4,))), {"saves": saves}, True)
    for shape in ((), (0, 3)):
        yield Case((numbers(rng, dtype, shape), numbers(rng, dtype, shape)), {"saves": None})


NOT_BOOL = tuple(dtype for dtype in ANY if dtype != "bool")
add("checkpoint", products, NOT_BOOL, checkpoint_cases, smooth=(0, 1), ulps=LOOP, scale=True,
    build=build_checkpoint)  # fmt: skip


def name_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for shape in ((4,), (), (0, 3)):
        yield Case((numbers(rng, dtype, shape),), {}, shape == (4,))


add("checkpoint_name", lambda x: x, ANY, name_cases, smooth=(0,),
    build=lambda x: cv.ad_checkpoint.checkpoint_name(x, "x"))  # fmt: skip
