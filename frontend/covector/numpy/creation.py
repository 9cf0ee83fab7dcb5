"""Arrays from nothing, from numbers and from other arrays."""

from __future__ import annotations

from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import ops
from covector.core.devices import check_device
from covector.core.filling import filled, filled_like, shape_and_dtype
from covector.core.operands import as_array, as_shape, promote
from covector.errors import error
from covector.typing import Array, ArrayLike, DTypeLike


def _dtype_or(dtype: Any, default: type, public: str) -> np.dtype:
    return dtypes.python_scalar_dtype(default) if dtype is None else dtypes.requested(dtype, public)


def array(
    object: Any,
    dtype: DTypeLike | None = None,
    copy: bool = True,
    order: str | None = "K",
    ndmin: int = 0,
    *,
    device: Any = None,
) -> Array:
    """An array of numbers, nested lists of numbers and arrays, or another array.

    Args:
        object: array-like, or nested lists and tuples of them with equal lengths.
        dtype: dtype of the result; ``None``: that of the elements.
        copy: accepted; arrays are immutable, so that a copy cannot be told from the original.
        order: ``"K"`` or ``"C"``; elements are always in row-major order.
        ndmin: least rank of the result; axes of size 1 are put in front.
        device: a CPU device or ``None``.
    Returns:
        Array. Python numbers alone give a weakly typed one.
    Raises:
        TypeError: an element is not a number, or lengths differ.
        ValueError: ``object`` is ``None``.
        OverflowError: a Python integer is too large for the dtype.

    >>> cnp.array([[1, 2], [3, 4]])
    Array([[1, 2],
           [3, 4]], dtype=int32)
    """
    check_device(device, "array")
    if order not in (None, "K", "C"):
        raise error(NotImplementedError, f"array: only orders 'K' and 'C' exist, got {order!r}")
    target = None if dtype is None else dtypes.requested(dtype, "array")
    result = _from_object(object, target)
    if target is not None and result.dtype != target:
        result = _core.convert(result, target)
    elif dtype is not None and result.weak_type:
        result = _core.convert(result, result.dtype, False)
    if result.ndim < ndmin:
        result = ops.reshape(result, (1,) * (ndmin - result.ndim) + result.shape)
    return result


def _from_object(object: Any, target: np.dtype | None) -> Array:
    if isinstance(object, _core.Array):
        return object
    if isinstance(object, (list, tuple)):
        if _holds_arrays(object):
            return _stacked(object)
        try:
            object = np.asarray(object, dtype=_wide(target))
        except ValueError:
            raise error(
                TypeError,
                f"array: expected nested lists of equal lengths that hold numbers, got {object!r}",
            ) from None
        _check_range(object, target)
        if target is None:
            object = object.astype(_core.canonical_dtype(dtypes.parse(object.dtype, "array")))
    elif isinstance(object, int) and not isinstance(object, bool):
        _check_range(np.asarray(object), target)
    if object is None:
        raise error(ValueError, "array: None is not a valid value for an array; expected numbers")
    if isinstance(object, (str, bytes)):
        raise error(TypeError, f"array: expected numbers, got {object!r}")
    if isinstance(object, range) or _has_buffer(object):
        object = np.asarray(object)
    if isinstance(object, np.ndarray):
        native = dtypes.parse(object.dtype, "array").newbyteorder("=")
        object = object if object.dtype == native else object.astype(native)
    if target is not None and isinstance(object, (np.ndarray, np.generic)):
        object = np.asarray(object).astype(target)
    try:
        return _core.as_array(object)
    except TypeError:
        raise error(
            TypeError,
            f"array: expected numbers, arrays or nested lists of them, got an object of type "
            f"{type(object).__name__}",
        ) from None


def _has_buffer(object: Any) -> bool:
    """Whether it is neither an array nor a number, but memory that NumPy reads (as `array.array`)."""
    if isinstance(object, (np.ndarray, np.generic, bool, int, float, complex)):
        return False
    try:
        memoryview(object)
    except TypeError:
        return False
    return True


def _wide(target: np.dtype | None) -> np.dtype | None:
    """The dtype that NumPy reads lists in: integers are checked for their range first."""
    return None if target is None or target.kind in "iu" else target


def _check_range(values: np.ndarray, target: np.dtype | None) -> None:
    if values.dtype.kind not in "iuO" or values.size == 0:
        return
    dtype = target or _core.canonical_dtype(values.dtype if values.dtype.kind in "iu" else np.dtype(np.int64))
    if dtype.kind not in "iu":
        return
    limits = np.iinfo(dtype)
    low, high = values.min(), values.max()
    if low < limits.min or high > limits.max:
        raise error(
            OverflowError,
            f"array: Python integer {low if low < limits.min else high} is out of bounds for "
            f"{dtype.name}; give a wider dtype, or enable 64 bits with "
            'cv.config.update("jax_enable_x64", True)',
        )


def _holds_arrays(object: Any) -> bool:
    return any(
        isinstance(item, _core.Array)
        or (isinstance(item, (list, tuple)) and _holds_arrays(item))
        or hasattr(item, "__jax_array__")
        for item in object
    )


def _stacked(object: Any) -> Array:
    parts = [_from_object(item, None) for item in object]
    if len({part.shape for part in parts}) > 1:
        raise error(
            TypeError,
            f"array: expected items of one shape, got {[part.shape for part in parts]}",
        )
    parts = promote("array", *parts)
    return ops.concatenate([ops.expand_dims(part, (0,)) for part in parts], 0)


def asarray(
    a: Any,
    dtype: DTypeLike | None = None,
    order: str | None = None,
    *,
    copy: bool | None = None,
    device: Any = None,
) -> Array:
    """As :func:`array`; arrays of the right dtype are returned as they are.

    Args:
        a: array-like, or nested lists and tuples of them.
        dtype: dtype of the result; ``None``: that of ``a``.
        order: ``None``, ``"K"`` or ``"C"``.
        copy: ``False`` refuses to copy an array to another dtype.
        device: a CPU device or ``None``.
    Returns:
        Array.
    Raises:
        TypeError: an element is not a number.
        ValueError: ``copy`` is ``False`` and one is needed.

    >>> cnp.asarray([1.0, 2.0])
    Array([1., 2.], dtype=float32)
    """
    result = array(a, dtype=dtype, order=order, device=device)
    if copy is False and isinstance(a, _core.Array) and result.dtype != a.dtype:
        raise error(
            ValueError,
            f"asarray: {a.dtype} to {result.dtype} needs a copy, expected copy=None or True, got False",
        )
    return result


def copy(a: ArrayLike, order: str | None = None) -> Array:
    """A copy of an array.

    Args:
        a: array-like.
        order: ``None``, ``"K"`` or ``"C"``.
    Returns:
        Array of the same shape and dtype.
    Raises:
        TypeError: ``a`` is not array-like.

    >>> cnp.copy(cnp.ones(2))
    Array([1., 1.], dtype=float32)
    """
    return array(a, order=order)


def astype(x: ArrayLike, dtype: DTypeLike | None, /, *, copy: bool = False, device: Any = None) -> Array:
    """The elements converted to another dtype.

    Floating point to integer rounds towards zero and saturates at the ends of the range, NaN
    becomes 0; integers wrap; complex to real drops the imaginary part.

    Args:
        x: array of any shape.
        dtype: the new dtype; ``None`` is the default float.
        copy: accepted; arrays are immutable.
        device: a CPU device or ``None``.
    Returns:
        Array of the same shape.
    Raises:
        TypeError: no array has such a dtype.

    >>> cnp.astype(cnp.array([1.7, -1.7]), int)
    Array([ 1, -1], dtype=int32)
    """
    check_device(device, "astype")
    target = _dtype_or(dtype, float, "astype")
    source = as_array(x, "astype")
    if source.dtype.kind == "c" and target.kind == "b":
        return _core.not_equal(source, 0)
    return _core.convert(source, target)


def zeros(shape: Any, dtype: DTypeLike | None = None, *, device: Any = None) -> Array:
    """An array of zeros.

    Args:
        shape: an integer or a sequence of integers.
        dtype: the dtype; ``None`` is the default float.
        device: a CPU device or ``None``.
    Returns:
        Array of shape ``shape``.
    Raises:
        TypeError: ``shape`` holds something else than integers.

    >>> cnp.zeros(2)
    Array([0., 0.], dtype=float32)
    """
    check_device(device, "zeros")
    return _core.full(as_shape(shape, "zeros"), 0, _dtype_or(dtype, float, "zeros"))


def ones(shape: Any, dtype: DTypeLike | None = None, *, device: Any = None) -> Array:
    """An array of ones.

    Args:
        shape: an integer or a sequence of integers.
        dtype: the dtype; ``None`` is the default float.
        device: a CPU device or ``None``.
    Returns:
        Array of shape ``shape``.
    Raises:
        TypeError: ``shape`` holds something else than integers.

    >>> cnp.ones((2, 1))
    Array([[1.],
           [1.]], dtype=float32)
    """
    check_device(device, "ones")
    return _core.full(as_shape(shape, "ones"), 1, _dtype_or(dtype, float, "ones"))


def empty(shape: Any, dtype: DTypeLike | None = None, *, device: Any = None) -> Array:
    """An array to be filled later; it holds zeros.

    Args:
        shape: an integer or a sequence of integers.
        dtype: the dtype; ``None`` is the default float.
        device: a CPU device or ``None``.
    Returns:
        Array of shape ``shape``.
    Raises:
        TypeError: ``shape`` holds something else than integers.

    >>> cnp.empty(2).shape
    (2,)
    """
    check_device(device, "empty")
    return zeros(shape, dtype)


def full(shape: Any, fill_value: ArrayLike, dtype: DTypeLike | None = None, *, device: Any = None) -> Array:
    """An array filled with ``fill_value``.

    Args:
        shape: an integer or a sequence of integers.
        fill_value: number or array that broadcasts to ``shape``.
        dtype: the dtype; ``None``: that of ``fill_value``.
        device: a CPU device or ``None``.
    Returns:
        Array of shape ``shape``.
    Raises:
        TypeError: ``shape`` holds something else than integers.

    >>> cnp.full(2, 3)
    Array([3, 3], dtype=int32, weak_type=True)
    """
    check_device(device, "full")
    sizes = as_shape(shape, "full")
    if isinstance(fill_value, (bool, int, float, complex)):
        return filled(sizes, fill_value, dtype, "full")
    value = asarray(fill_value, dtype)
    return _core.broadcast_to(value, sizes)


def zeros_like(a: Any, dtype: DTypeLike | None = None, shape: Any = None, *, device: Any = None) -> Array:
    """Zeros in the shape and dtype of another array.

    Args:
        a: array, or anything with ``shape`` and ``dtype``.
        dtype: another dtype.
        shape: another shape.
        device: a CPU device or ``None``.
    Returns:
        Array.
    Raises:
        TypeError: ``a`` is not array-like.

    >>> cnp.zeros_like(cnp.arange(2))
    Array([0, 0], dtype=int32)
    """
    check_device(device, "zeros_like")
    return _like(a, 0, dtype, shape, "zeros_like")


def ones_like(a: Any, dtype: DTypeLike | None = None, shape: Any = None, *, device: Any = None) -> Array:
    """Ones in the shape and dtype of another array.

    Args:
        a: array, or anything with ``shape`` and ``dtype``.
        dtype: another dtype.
        shape: another shape.
        device: a CPU device or ``None``.
    Returns:
        Array.
    Raises:
        TypeError: ``a`` is not array-like.

    >>> cnp.ones_like(cnp.arange(2))
    Array([1, 1], dtype=int32)
    """
    check_device(device, "ones_like")
    return _like(a, 1, dtype, shape, "ones_like")


def empty_like(a: Any, dtype: DTypeLike | None = None, shape: Any = None, *, device: Any = None) -> Array:
    """An array to be filled later, in the shape and dtype of another; it holds zeros.

    Args:
        a: array, or anything with ``shape`` and ``dtype``.
        dtype: another dtype.
        shape: another shape.
        device: a CPU device or ``None``.
    Returns:
        Array.
    Raises:
        TypeError: ``a`` is not array-like.

    >>> cnp.empty_like(cnp.arange(2)).shape
    (2,)
    """
    check_device(device, "empty_like")
    return _like(a, 0, dtype, shape, "empty_like")


def full_like(
    a: Any,
    fill_value: ArrayLike,
    dtype: DTypeLike | None = None,
    shape: Any = None,
    *,
    device: Any = None,
) -> Array:
    """An array filled with ``fill_value``, in the shape and dtype of another.

    Args:
        a: array, or anything with ``shape`` and ``dtype``.
        fill_value: number or array that broadcasts to the shape.
        dtype: another dtype.
        shape: another shape.
        device: a CPU device or ``None``.
    Returns:
        Array.
    Raises:
        TypeError: ``a`` is not array-like.

    >>> cnp.full_like(cnp.arange(2), 7)
    Array([7, 7], dtype=int32)
    """
    check_device(device, "full_like")
    return filled_like(a, fill_value, dtype, shape, "full_like")


def _like(a: Any, value: int, dtype: Any, shape: Any, public: str) -> Array:
    sizes, own, weak = shape_and_dtype(a, public)
    if shape is not None:
        sizes = as_shape(shape, public)
    if dtype is not None:
        own, weak = dtypes.requested(dtype, public), False
    return _core.full(sizes, bool(value) if own.kind == "b" else value, own, weak)
