"""Arguments of the functions for neural networks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from covector import _core, dtypes
from covector import numpy as cnp
from covector.errors import error
from covector.typing import Array, ArrayLike

Axis = int | Sequence[int] | None


def as_float(x: ArrayLike, function: str) -> Array:
    """``x`` as a real floating-point array."""
    array = cnp.asarray(x)
    if dtypes.issubdtype(array.dtype, np.complexfloating):
        raise error(TypeError, f"{function}: expected real numbers, got {array.dtype}; use its real part")
    if not dtypes.issubdtype(array.dtype, np.floating):
        array = _core.convert(array, dtypes.canonical(np.float64))
    return array


def number_like(number: float, like: Array) -> Array:
    """A constant in the dtype of an array."""
    return _core.full((), number, like.dtype)
