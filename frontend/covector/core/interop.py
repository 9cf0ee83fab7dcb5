"""Arrays for others: NumPy, DLPack, pickle, copy."""

from __future__ import annotations

from typing import Any

import numpy as np

from covector import _core
from covector.errors import TracerArrayConversionError, error
from covector.typing import Array

_CPU = (1, 0)  # DLPack's kDLCPU, device 0


def _buffer_dtype(dtype: np.dtype) -> np.dtype:
    """The dtype as which NumPy takes the bytes: bfloat16 and its like are words to it."""
    return dtype if dtype.isbuiltin == 1 else np.dtype(f"u{dtype.itemsize}")


class _Memory:
    """The bytes of an array by address; holds the array."""

    def __init__(self, array: Array) -> None:
        self._array = array
        self.__array_interface__ = {
            "version": 3,
            "shape": array.shape,
            "typestr": _buffer_dtype(array.dtype).str,
            "data": (array.unsafe_buffer_pointer(), False),
        }


def numpy_view(x: Array) -> np.ndarray:
    """The array's elements as a read-only NumPy array, without a copy."""
    view = memory_view(x)
    view.flags.writeable = False
    return view


def memory_view(x: Array) -> np.ndarray:
    """The same, writable: for those who can take nothing else. Nobody may write."""
    x.block_until_ready()
    if x.size == 0:
        return np.zeros(x.shape, x.dtype)
    view = np.asarray(_Memory(x))
    return view if view.dtype == x.dtype else view.view(x.dtype)


def to_numpy(x: Array, dtype: Any = None, copy: bool | None = None) -> np.ndarray:
    """``np.asarray(x)``: read-only and without a copy where no other dtype is asked."""
    if _core.is_tracer(x):
        raise error(
            TracerArrayConversionError,
            f"the NumPy conversion method __array__() was called on a traced array with shape "
            f"{x.dtype}[{','.join(map(str, x.shape))}]; use the function of covector.numpy instead "
            "of NumPy's, or call the function outside of jit, grad and vmap",
        )
    view = numpy_view(x)
    if dtype is not None and view.dtype != dtype:
        if copy is False:
            raise error(ValueError, f"__array__: {view.dtype} to {dtype} needs a copy")
        return view.astype(dtype)
    return view.copy() if copy else view


def to_dlpack(
    x: Array,
    *,
    stream: Any = None,
    max_version: tuple[int, int] | None = None,
    dl_device: tuple[int, int] | None = None,
    copy: bool | None = None,
) -> Any:
    """The array as a DLPack capsule, without a copy unless one is asked.

    Raises:
        BufferError: another device than the CPU is asked.
    """
    if dl_device not in (None, _CPU):
        raise error(BufferError, f"__dlpack__: arrays are on the CPU {_CPU}, not on {dl_device}")
    if _core.is_tracer(x):
        to_numpy(x)
    return _core.to_dlpack(_rebuild(np.array(numpy_view(x)), False) if copy else x)


def dlpack_device(x: Array) -> tuple[int, int]:
    """DLPack's name of the CPU."""
    return _CPU


def from_dlpack(external: Any, device: Any = None, copy: bool | None = None) -> Array:
    """An array of what another library holds.

    Args:
        external: an object with ``__dlpack__`` on the CPU.
        device: a CPU device or ``None``.
        copy: ``True`` copies; ``False`` refuses to; ``None`` copies where the memory is not
            aligned to 64 bytes or not in row-major order.
    Returns:
        Array of the same shape and dtype.
    Raises:
        TypeError: ``external`` has no ``__dlpack__``.
        ValueError: ``copy`` is ``False`` and the memory cannot be shared.

    >>> import numpy as np
    >>> from_dlpack(np.arange(3, dtype=np.int32))
    Array([0, 1, 2], dtype=int32)
    """
    if not hasattr(external, "__dlpack__"):
        raise error(
            TypeError,
            f"from_dlpack: expected an array with __dlpack__, got {type(external).__name__}",
        )
    if isinstance(external, _core.Array):
        return external
    try:
        result = _core.from_dlpack(external, copy=bool(copy))
    except TypeError:  # not in row-major order
        result = _core.as_array(np.ascontiguousarray(np.from_dlpack(external)))
    if copy is False and result.unsafe_buffer_pointer() != np.from_dlpack(external).ctypes.data:
        raise error(ValueError, "from_dlpack: the memory cannot be shared without a copy; pass copy=None")
    return _core.convert(result, _core.canonical_dtype(result.dtype))


def _reduce(x: Array) -> tuple[Any, ...]:
    return _rebuild, (np.array(to_numpy(x)), x.weak_type)


def _rebuild(value: np.ndarray, weak_type: bool) -> Array:
    dtype = _core.canonical_dtype(value.dtype)
    return _core.convert(_core.as_array(value), dtype, weak_type)


def _copy(x: Array) -> Array:
    return x if _core.is_tracer(x) else _rebuild(np.array(numpy_view(x)), x.weak_type)


def _deepcopy(x: Array, memo: dict[int, Any]) -> Array:
    return _copy(x)


def _refuse_hash(x: Array) -> int:
    kind = "traced array" if _core.is_tracer(x) else "array"
    raise error(
        TypeError,
        f"unhashable type: '{type(x).__name__}'; an {kind} cannot be a dict key, a set element or a "
        "static argument. Use a number or a tuple of numbers".replace("an traced", "a traced"),
    )


def install(cls: Any) -> None:
    """Gives the array class its protocols."""
    cls.__array__ = to_numpy
    cls.__array_priority__ = 100
    cls.__dlpack__ = to_dlpack
    cls.__dlpack_device__ = dlpack_device
    cls.__reduce__ = _reduce
    cls.__copy__ = _copy
    cls.__deepcopy__ = _deepcopy
    cls.__hash__ = _refuse_hash
