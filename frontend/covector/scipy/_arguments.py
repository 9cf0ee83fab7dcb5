"""Arguments of functions of vectors, which have no common shape."""

from __future__ import annotations

from covector import _core, dtypes
from covector import numpy as cnp
from covector.errors import error
from covector.typing import Array, ArrayLike


def inexact(public: str, *values: ArrayLike) -> list[Array]:
    """Arrays of the floating-point dtype that they have in common, each of its own shape."""
    arrays = [cnp.asarray(value) for value in values]
    dtype = dtypes.to_inexact(dtypes.result_type(*arrays))
    if dtype.kind == "c":
        raise error(ValueError, f"{public}: expected real numbers, got {dtype}; take cnp.real of them")
    return [_core.convert(array, dtype) for array in arrays]
