"""Arrays from nothing, from numbers and from other arrays."""

from __future__ import annotations

import math
import operator
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import ops
from covector.core.operands import as_array, as_axis, as_shape, broadcast_shapes, promote
from covector.errors import error
from covector.typing import Array, ArrayLike, DTypeLike, Shape


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
                "array: expected nested lists of equal lengths that hold numbers, got "
                f"{object!r}",
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
    if isinstance(object, np.ndarray) and object.dtype.kind not in "biufc":
        dtypes.parse(object.dtype, "array")
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


def _wide(target: np.dtype | None) -> np.dtype | None:
    """The dtype that NumPy reads lists in: integers are checked for their range first."""
    return None if target is None or target.kind in "iu" else target


def _check_range(values: np.ndarray, target: np.dtype | None) -> None:
    if values.dtype.kind not in "iuO" or values.size == 0:
        return
    dtype = target or _core.canonical_dtype(
        values.dtype if values.dtype.kind in "iu" else np.dtype(np.int64)
    )
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
        copy: accepted; arrays are immutable.
        device: a CPU device or ``None``.
    Returns:
        Array.
    Raises:
        TypeError: an element is not a number.

    >>> cnp.asarray([1.0, 2.0])
    Array([1., 2.], dtype=float32)
    """
    return array(a, dtype=dtype, order=order)


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


def astype(
    x: ArrayLike, dtype: DTypeLike | None, /, *, copy: bool = False, device: Any = None
) -> Array:
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
    return zeros(shape, dtype)


def full(
    shape: Any, fill_value: ArrayLike, dtype: DTypeLike | None = None, *, device: Any = None
) -> Array:
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
    sizes = as_shape(shape, "full")
    if isinstance(fill_value, (bool, int, float, complex)):
        if dtype is None:
            kind = type(fill_value)
            weak = kind is not bool
            return _core.full(sizes, fill_value, dtypes.python_scalar_dtype(kind), weak)
        target = dtypes.requested(dtype, "full")
        if target.kind not in "iu" or isinstance(fill_value, int):
            if target.kind != "c" or not isinstance(fill_value, complex):
                return _core.full(sizes, _plain(fill_value, target), target)
    value = asarray(fill_value, dtype)
    return _core.broadcast_to(value, sizes)


def _plain(value: Any, dtype: np.dtype) -> Any:
    if dtype.kind == "b":
        return bool(value)
    return value.real if isinstance(value, complex) and dtype.kind != "c" else value


def zeros_like(
    a: Any, dtype: DTypeLike | None = None, shape: Any = None, *, device: Any = None
) -> Array:
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
    return _like(a, 0, dtype, shape, "zeros_like")


def ones_like(
    a: Any, dtype: DTypeLike | None = None, shape: Any = None, *, device: Any = None
) -> Array:
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
    return _like(a, 1, dtype, shape, "ones_like")


def empty_like(
    a: Any, dtype: DTypeLike | None = None, shape: Any = None, *, device: Any = None
) -> Array:
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
    like = _shape_and_dtype(a, "full_like")
    target = like[1] if dtype is None else dtypes.requested(dtype, "full_like")
    weak = like[2] and dtype is None
    if isinstance(fill_value, (bool, int, float)) and (
        target.kind not in "iu" or isinstance(fill_value, int)
    ):
        sizes = like[0] if shape is None else as_shape(shape, "full_like")
        return _core.full(sizes, _plain(fill_value, target), target, weak)
    value = _core.convert(as_array(fill_value, "full_like"), target, weak)
    return _core.broadcast_to(value, like[0] if shape is None else as_shape(shape, "full_like"))


def _shape_and_dtype(a: Any, public: str) -> tuple[tuple[int, ...], np.dtype, bool]:
    if not (hasattr(a, "shape") and hasattr(a, "dtype")):
        a = as_array(a, public)
    return tuple(a.shape), dtypes.canonical(a.dtype), bool(getattr(a, "weak_type", False))


def _like(a: Any, value: int, dtype: Any, shape: Any, public: str) -> Array:
    sizes, own, weak = _shape_and_dtype(a, public)
    if shape is not None:
        sizes = as_shape(shape, public)
    if dtype is not None:
        own, weak = dtypes.requested(dtype, public), False
    return _core.full(sizes, bool(value) if own.kind == "b" else value, own, weak)


# Ranges


def iota(shape: Shape, dtype: Any, axis: int = 0) -> Array:
    """Positions along an axis."""
    return _core.emit("iota", (), shape=tuple(shape), element_type=np.dtype(dtype), axis=axis)


def arange(
    start: ArrayLike,
    stop: ArrayLike | None = None,
    step: ArrayLike | None = None,
    dtype: DTypeLike | None = None,
    *,
    device: Any = None,
) -> Array:
    """Numbers from ``start`` (0 if only one is given) below ``stop`` at distance ``step``.

    Args:
        start: first number, or the end if it is alone.
        stop: end, not included.
        step: distance, 1 if it is ``None``.
        dtype: the dtype; ``None``: that of the arguments.
        device: a CPU device or ``None``.
    Returns:
        Array of rank 1.
    Raises:
        ConcretizationTypeError: an argument is being traced.
        ZeroDivisionError: ``step`` is 0.

    >>> cnp.arange(1, 7, 2)
    Array([1, 3, 5], dtype=int32)
    """
    given = [_concrete_number(x) for x in (start, stop, step) if x is not None]
    if dtype is None:
        target = dtypes.result_type(*given)
    else:
        target = dtypes.requested(dtype, "arange")
    first, last = (0, given[0]) if stop is None else (given[0], given[1])
    distance = given[-1] if step is not None else 1
    if distance == 0:
        raise error(ZeroDivisionError, "arange: expected a step different from 0, got 0")
    if any(isinstance(x, complex) for x in given):
        raise error(ValueError, "arange: expected real numbers, got complex ones")
    count = max(0, math.ceil((last - first) / distance))
    if target.kind in "iu" and all(isinstance(x, int) for x in (first, distance)):
        result = iota((count,), target)
        if distance != 1:
            result = _core.multiply(result, distance)
        return _core.add(result, first) if first else result
    values = np.arange(first, last, distance, dtype=target if target.kind != "V" else np.float32)
    return _core.convert(_core.as_array(values), target)


def _concrete_number(x: Any) -> Any:
    if isinstance(x, (bool, int, float, complex)):
        return x
    value = x.item() if isinstance(x, _core.Array) else np.asarray(x).item()
    return value


def linspace(
    start: ArrayLike,
    stop: ArrayLike,
    num: int = 50,
    endpoint: bool = True,
    retstep: bool = False,
    dtype: DTypeLike | None = None,
    axis: int = 0,
    *,
    device: Any = None,
) -> Any:
    """``num`` evenly spaced numbers from ``start`` to ``stop``.

    Args:
        start: first number, or an array of them.
        stop: last number, or an array of them.
        num: how many.
        endpoint: whether ``stop`` itself is the last.
        retstep: whether to return the distance too.
        dtype: the dtype; ``None``: the floating-point dtype of the ends.
        axis: where the new axis goes.
        device: a CPU device or ``None``.
    Returns:
        Array, or a pair of it and the distance.
    Raises:
        ValueError: ``num`` is negative.

    >>> cnp.linspace(0, 1, 3)
    Array([0. , 0.5, 1. ], dtype=float32)
    """
    number = operator.index(num)
    if number < 0:
        raise error(ValueError, f"linspace: expected num >= 0, got {number}")
    first, last = promote("linspace", start, stop)
    computed = dtypes.to_inexact(first.dtype)
    target = computed if dtype is None else dtypes.requested(dtype, "linspace")
    if computed.kind == "V" or computed.itemsize == 2:
        computed = np.dtype("float32")
    shape = broadcast_shapes("linspace", first.shape, last.shape)
    first = _core.broadcast_to(_core.convert(first, computed), shape)
    last = _core.broadcast_to(_core.convert(last, computed), shape)
    parts = number - 1 if endpoint else number
    position = as_axis(axis, len(shape) + 1, "linspace")
    full_shape = (*shape[:position], number, *shape[position:])
    if number == 0:
        result = _core.full(full_shape, 0, computed)
    elif parts <= 0:
        result = ops.expand_dims(first, (position,))
    else:
        real = dtypes.to_real(computed)
        weight = _core.true_divide(iota(full_shape, real, position), real.type(parts))
        ends = [ops.expand_dims(end, (position,)) for end in (first, last)]
        result = _core.add(
            _core.multiply(ends[0], _core.subtract(real.type(1), weight)),
            _core.multiply(ends[1], weight),
        )
        if endpoint:
            at_end = _core.equal(iota(full_shape, np.int32, position), number - 1)
            result = _core.select(at_end, ends[1], result)
    if target.kind in "iu":
        result = _core.floor(result)
    result = _core.convert(result, target)
    if not retstep:
        return result
    step = _core.true_divide(_core.subtract(last, first), parts if parts > 0 else math.nan)
    return result, step


def logspace(
    start: ArrayLike,
    stop: ArrayLike,
    num: int = 50,
    endpoint: bool = True,
    base: ArrayLike = 10.0,
    dtype: DTypeLike | None = None,
    axis: int = 0,
) -> Array:
    """Numbers evenly spaced on a logarithmic scale, from ``base**start`` to ``base**stop``.

    Args:
        start: exponent of the first number.
        stop: exponent of the last number.
        num: how many.
        endpoint: whether ``base**stop`` itself is the last.
        base: the base.
        dtype: the dtype; ``None``: the floating-point dtype of the ends.
        axis: where the new axis goes.
    Returns:
        Array.
    Raises:
        ValueError: ``num`` is negative.

    >>> cnp.logspace(0, 2, 3)
    Array([  1.,  10., 100.], dtype=float32)
    """
    exponents = linspace(start, stop, num, endpoint, axis=axis)
    result = _core.float_power(base, exponents)
    return result if dtype is None else astype(result, dtype)


def geomspace(
    start: ArrayLike,
    stop: ArrayLike,
    num: int = 50,
    endpoint: bool = True,
    dtype: DTypeLike | None = None,
    axis: int = 0,
) -> Array:
    """Numbers of constant ratio from ``start`` to ``stop``, both positive.

    Args:
        start: first number.
        stop: last number.
        num: how many.
        endpoint: whether ``stop`` itself is the last.
        dtype: the dtype; ``None``: the floating-point dtype of the ends.
        axis: where the new axis goes.
    Returns:
        Array.
    Raises:
        ValueError: ``num`` is negative.

    >>> [round(float(x), 3) for x in cnp.geomspace(1, 100, 3)]
    [1.0, 10.0, 100.0]
    """
    exponents = linspace(_core.log(start), _core.log(stop), num, endpoint, axis=axis)
    result = _core.exp(exponents)
    return result if dtype is None else astype(result, dtype)


# Matrices


def eye(
    N: int,
    M: int | None = None,
    k: int = 0,
    dtype: DTypeLike | None = None,
    *,
    device: Any = None,
) -> Array:
    """A matrix with ones on the diagonal ``k`` and zeros elsewhere.

    Args:
        N: number of rows.
        M: number of columns, ``N`` if it is ``None``.
        k: the diagonal; positive ones are above the main diagonal.
        dtype: the dtype; ``None`` is the default float.
        device: a CPU device or ``None``.
    Returns:
        Array of shape ``(N, M)``.
    Raises:
        TypeError: ``N`` or ``M`` is not an integer.

    >>> cnp.eye(2)
    Array([[1., 0.],
           [0., 1.]], dtype=float32)
    """
    shape = as_shape((N, N if M is None else M), "eye")
    target = _dtype_or(dtype, float, "eye")
    rows, columns = iota(shape, np.int32, 0), iota(shape, np.int32, 1)
    on = _core.equal(_core.add(rows, operator.index(k)), columns)
    return _core.convert(on, target)


def identity(n: int, dtype: DTypeLike | None = None) -> Array:
    """The square matrix with ones on the main diagonal.

    Args:
        n: number of rows and columns.
        dtype: the dtype; ``None`` is the default float.
    Returns:
        Array of shape ``(n, n)``.
    Raises:
        TypeError: ``n`` is not an integer.

    >>> cnp.identity(1)
    Array([[1.]], dtype=float32)
    """
    return eye(n, dtype=dtype)


def tri(N: int, M: int | None = None, k: int = 0, dtype: DTypeLike | None = None) -> Array:
    """A matrix with ones on and below the diagonal ``k``.

    Args:
        N: number of rows.
        M: number of columns, ``N`` if it is ``None``.
        k: the diagonal.
        dtype: the dtype; ``None`` is the default float.
    Returns:
        Array of shape ``(N, M)``.
    Raises:
        TypeError: ``N`` or ``M`` is not an integer.

    >>> cnp.tri(2)
    Array([[1., 0.],
           [1., 1.]], dtype=float32)
    """
    shape = as_shape((N, N if M is None else M), "tri")
    return _core.convert(_below(shape, operator.index(k)), _dtype_or(dtype, float, "tri"))


def _below(shape: tuple[int, ...], k: int) -> Array:
    rows, columns = iota(shape, np.int32, 0), iota(shape, np.int32, 1)
    return _core.greater_equal(_core.add(rows, k), columns)


def tril(m: ArrayLike, k: int = 0) -> Array:
    """The matrix with zeros above the diagonal ``k``.

    Args:
        m: array, shape ``(..., n, m)``.
        k: the diagonal.
    Returns:
        Array of the same shape and dtype.
    Raises:
        ValueError: the rank is below 2.

    >>> cnp.tril(cnp.ones((2, 2)))
    Array([[1., 0.],
           [1., 1.]], dtype=float32)
    """
    x = _matrix(m, "tril")
    mask = _below(x.shape[-2:], operator.index(k))
    return _core.convert(_core.select(mask, x, ops.zeros_like(x)), x.dtype, x.weak_type)


def triu(m: ArrayLike, k: int = 0) -> Array:
    """The matrix with zeros below the diagonal ``k``.

    Args:
        m: array, shape ``(..., n, m)``.
        k: the diagonal.
    Returns:
        Array of the same shape and dtype.
    Raises:
        ValueError: the rank is below 2.

    >>> cnp.triu(cnp.ones((2, 2)))
    Array([[1., 1.],
           [0., 1.]], dtype=float32)
    """
    x = _matrix(m, "triu")
    mask = _below(x.shape[-2:], operator.index(k) - 1)
    return _core.convert(_core.select(mask, ops.zeros_like(x), x), x.dtype, x.weak_type)


def _matrix(m: Any, public: str) -> Array:
    x = as_array(m, public)
    if x.ndim < 2:
        raise error(ValueError, f"{public}: expected an array of rank 2 or more, got {x.shape}")
    return x


def meshgrid(
    *xi: ArrayLike, copy: bool = True, sparse: bool = False, indexing: str = "xy"
) -> list[Array]:
    """Coordinates of the points of a grid.

    Args:
        xi: arrays of rank 0 or 1, the positions along each axis.
        copy: accepted; arrays are immutable.
        sparse: whether to leave the results unbroadcast.
        indexing: ``"xy"`` (the first two axes swapped) or ``"ij"``.
    Returns:
        One array for each axis.
    Raises:
        ValueError: a rank above 1, or another ``indexing``.

    >>> cnp.meshgrid(cnp.arange(2), cnp.arange(3))[0].shape
    (3, 2)
    """
    if indexing not in ("xy", "ij"):
        raise error(ValueError, f"meshgrid: expected indexing 'xy' or 'ij', got {indexing!r}")
    arrays = [as_array(x, "meshgrid", i) for i, x in enumerate(xi)]
    if any(x.ndim > 1 for x in arrays):
        raise error(ValueError, "meshgrid: expected arrays of rank 0 or 1")
    rank = len(arrays)
    order = list(range(rank))
    if indexing == "xy" and rank > 1:
        order[:2] = [1, 0]
    shape = [1] * rank
    for place, x in zip(order, arrays):
        shape[place] = x.size
    results = []
    for place, x in zip(order, arrays):
        thin = [1] * rank
        thin[place] = x.size
        grid = ops.reshape(x, thin)
        results.append(grid if sparse else _core.broadcast_to(grid, tuple(shape)))
    return results


def indices(
    dimensions: Shape, dtype: DTypeLike | None = None, sparse: bool = False
) -> Any:
    """Coordinates of every element of an array of shape ``dimensions``.

    Args:
        dimensions: a shape.
        dtype: the dtype; ``None`` is the default integer.
        sparse: whether to return a tuple of thin arrays.
    Returns:
        Array of shape ``(len(dimensions), *dimensions)``, or a tuple.
    Raises:
        TypeError: ``dimensions`` holds something else than integers.

    >>> cnp.indices((2, 3)).shape
    (2, 2, 3)
    """
    shape = as_shape(dimensions, "indices")
    target = _dtype_or(dtype, int, "indices")
    if sparse:
        thin = [[n if i == a else 1 for i, n in enumerate(shape)] for a in range(len(shape))]
        return tuple(iota(t, target, a) for a, t in enumerate(thin))
    if not shape:
        return _core.full((0,), 0, target)
    return ops.concatenate(
        [ops.expand_dims(iota(shape, target, a), (0,)) for a in range(len(shape))], 0
    )


def fromfunction(
    function: Any, shape: Any, *, dtype: DTypeLike = float, **kwargs: Any
) -> Any:
    """What ``function`` gives for the coordinates of every element.

    Args:
        function: takes one array of coordinates for each axis.
        shape: a shape.
        dtype: dtype of the coordinates.
        kwargs: further arguments of ``function``.
    Returns:
        The result of ``function``.
    Raises:
        TypeError: ``shape`` holds something else than integers.

    >>> cnp.fromfunction(lambda i, j: i + j, (2, 2), dtype=int)
    Array([[0, 1],
           [1, 2]], dtype=int32)
    """
    grid = indices(as_shape(shape, "fromfunction"), dtypes.canonical(dtype))
    return function(*grid, **kwargs)
