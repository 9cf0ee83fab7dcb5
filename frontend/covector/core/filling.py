"""Arrays filled with one number, which numpy and lax share."""

from __future__ import annotations

from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core.operands import as_array, as_shape
from covector.typing import Array


def filled(sizes: tuple[int, ...], value: Any, dtype: Any, public: str) -> Array:
    """An array of shape ``sizes`` filled with a number; without a dtype, of the number's own."""
    if isinstance(value, (bool, int, float, complex)):
        if dtype is None:
            kind = type(value)
            return _core.full(sizes, value, dtypes.python_scalar_dtype(kind), kind is not bool)
        target = dtypes.requested(dtype, public)
        if (target.kind not in "iu" or isinstance(value, int)) and not (
            target.kind == "c" and isinstance(value, complex)
        ):
            return _core.full(sizes, plain(value, target), target)
    number = as_array(value, public)
    if dtype is not None:
        number = _core.convert(number, dtypes.requested(dtype, public), False)
    return _core.broadcast_to(number, sizes)


def filled_like(a: Any, fill_value: Any, dtype: Any, shape: Any, public: str) -> Array:
    """An array filled with a value, in the shape, dtype and weakness of another."""
    like = shape_and_dtype(a, public)
    target = like[1] if dtype is None else dtypes.requested(dtype, public)
    weak = like[2] and dtype is None
    if isinstance(fill_value, (bool, int, float)) and (
        target.kind not in "iu" or isinstance(fill_value, int)
    ):
        sizes = like[0] if shape is None else as_shape(shape, public)
        return _core.full(sizes, plain(fill_value, target), target, weak)
    value = _core.convert(as_array(fill_value, public), target, weak)
    return _core.broadcast_to(value, like[0] if shape is None else as_shape(shape, public))


def plain(value: Any, dtype: np.dtype) -> Any:
    """The Python number that ``_core.full`` takes for a dtype."""
    if dtype.kind == "b":
        return bool(value)
    return value.real if isinstance(value, complex) and dtype.kind != "c" else value


def shape_and_dtype(a: Any, public: str) -> tuple[tuple[int, ...], np.dtype, bool]:
    """Shape, dtype and weakness of an array, or of what says them."""
    if not (hasattr(a, "shape") and hasattr(a, "dtype")):
        a = as_array(a, public)
    return tuple(a.shape), dtypes.canonical(a.dtype), bool(getattr(a, "weak_type", False))


def iota(shape: tuple[int, ...], dtype: Any, axis: int) -> Array:
    """The positions along one axis, repeated along the others."""
    return _core.emit("iota", (), shape=shape, axis=axis, element_type=np.dtype(dtype), public="iota")
