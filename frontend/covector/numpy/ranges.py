"""Arrays of numbers at regular distances."""

from __future__ import annotations

import math
import operator
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import ops
from covector.core.devices import check_device
from covector.core.operands import as_axis, broadcast_shapes, promote
from covector.errors import error
from covector.numpy.creation import astype
from covector.typing import Array, ArrayLike, DTypeLike, Shape

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
    check_device(device, "arange")
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
