"""Rows of functions with derivative rules of their own. What is wrong with rules is tested elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from optable import CLOSE, INEXACT, Case, add, numbers

import covector as cv
from covector import _core


@cv.custom_jvp
def product(x: Any, y: Any) -> Any:
    return x * y


product.defjvp(
    lambda primals, tangents: (product(*primals), primals[0] * tangents[1] + tangents[0] * primals[1])
)


@cv.custom_vjp
def pulled(x: Any, y: Any) -> Any:
    return x * y


pulled.defvjp(lambda x, y: (pulled(x, y), (x, y)), lambda kept, ct: (ct * kept[1], kept[0] * ct))


def linear(x: Any, y: Any) -> Any:
    return cv.custom_derivatives.linear_call(lambda x, y: x * y, lambda x, ct: x * ct, x, y)


def two_arrays(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for shape in ((3, 2), (), (0, 2)):
        yield Case((numbers(rng, dtype, shape), numbers(rng, dtype, shape)), {}, shape == (3, 2))


def build(function: Any) -> Any:
    def call(*operands: Any) -> Any:
        return cv.jit(function)(*(x if isinstance(x, cv.Array) else _core.as_array(x) for x in operands))

    return call


for name, function, smooth in (
    ("custom_jvp_call", product, (0, 1)),
    ("custom_vjp_call", pulled, ()),
    ("linear_call", linear, (0, 1)),
):
    add(name, lambda x, y: x * y, INEXACT, two_arrays, smooth=smooth, ulps=CLOSE, build=build(function))
