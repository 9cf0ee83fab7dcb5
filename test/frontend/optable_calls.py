"""Rows of barriers and of calls of functions out of the program."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from optable import ANY, Case, add, numbers

import covector as cv
from covector import _core


def two_arrays(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for x, y in (((3, 2), (4,)), ((), (2,)), ((0, 2), (1,))):
        yield Case((numbers(rng, dtype, x), numbers(rng, dtype, y)), {}, True)


add(
    "optimization_barrier",
    lambda x, y: (x, y),
    ANY,
    two_arrays,
    smooth=(0, 1),
    build=lambda *xs: _core.optimization_barrier(xs),
    result=lambda case: tuple(x.dtype for x in case.operands),
)


def one_array(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for shape in ((3, 2), (), (0, 2)):
        for method in ("sequential", "expand_dims"):
            yield Case((numbers(rng, dtype, shape),), {"method": method}, shape == (3, 2))


def turned(x: np.ndarray, method: str) -> np.ndarray:
    """The elements from the last to the first along the last axis."""
    return x[..., ::-1] if x.ndim else x


def build_callback(x: Any, *, method: str) -> Any:
    def host(x: np.ndarray) -> np.ndarray:
        return turned(x, method)

    x = x if isinstance(x, cv.Array) else _core.as_array(x)
    return cv.jit(lambda x: cv.pure_callback(host, x, x, vmap_method=method))(x)


add("callback", turned, ANY, one_array, build=build_callback)


@ctypes.CFUNCTYPE(None, ctypes.POINTER(ctypes.c_void_p), ctypes.POINTER(ctypes.c_int64))
def copy_bytes(buffers: Any, numbers: Any) -> None:
    """A C function, made by ctypes: the result is the operand. See include/covector/ffi.h."""
    bits, rank = numbers[3] & 255, numbers[4]
    size = math.prod(numbers[5 + i] for i in range(rank))
    ctypes.memmove(buffers[1], buffers[0], size * max(bits, 8) // 8)


cv.ffi.register_ffi_target("optable_copy", copy_bytes)


def build_foreign(x: Any, *, method: str) -> Any:
    x = x if isinstance(x, cv.Array) else _core.as_array(x)
    return cv.ffi.ffi_call("optable_copy", cv.ShapeDtypeStruct(x.shape, x.dtype), vmap_method=method)(x)


add("foreign_call", lambda x, method: x, ANY, one_array, build=build_foreign)
