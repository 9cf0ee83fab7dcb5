"""Operations on shapes, and reductions, contractions and slices by their op-level names."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import ops
from covector.core.filling import filled, filled_like
from covector.core.operands import as_array, as_axes, as_axis, as_shape, as_unit_axes
from covector.core.operands import broadcast_shapes as _broadcast_shapes
from covector.errors import error
from covector.typing import Array, ArrayLike


def broadcast(operand: ArrayLike, sizes: Sequence[int]) -> Array:
    """Repeated along new leading axes.

    Args:
        operand: array.
        sizes: sizes of the new axes.
    Returns:
        Array of shape ``(*sizes, *operand.shape)``.
    Raises:
        TypeError: a size is not an integer.

    >>> cv.lax.broadcast(cnp.ones(2), (3,)).shape
    (3, 2)
    """
    x = as_array(operand, "broadcast")
    return _core.broadcast_to(x, (*as_shape(sizes, "broadcast"), *x.shape))


def broadcast_in_dim(operand: ArrayLike, shape: Sequence[int], broadcast_dimensions: Sequence[int]) -> Array:
    """Repeated along axes, each axis of the operand put at a chosen place.

    Args:
        operand: array.
        shape: the new shape.
        broadcast_dimensions: for each axis of the operand its place, increasing.
    Returns:
        Array of shape ``shape``.
    Raises:
        ValueError: sizes or places do not fit.

    >>> cv.lax.broadcast_in_dim(cnp.ones(2), (2, 3), (0,)).shape
    (2, 3)
    """
    x = as_array(operand, "broadcast_in_dim")
    return ops.broadcast_in_dim(x, as_shape(shape, "broadcast_in_dim"), broadcast_dimensions)


def broadcast_shapes(*shapes: Sequence[int]) -> tuple[int, ...]:
    """The shape that all of the shapes broadcast to.

    Args:
        shapes: shapes.
    Returns:
        A tuple of integers.
    Raises:
        ValueError: there is none.

    >>> cv.lax.broadcast_shapes((2, 1), (3,))
    (2, 3)
    """
    return _broadcast_shapes("broadcast_shapes", *shapes)


def reshape(operand: ArrayLike, new_sizes: Sequence[int], dimensions: Sequence[int] | None = None) -> Array:
    """The same elements in row-major order in another shape.

    Args:
        operand: array.
        new_sizes: the new shape.
        dimensions: an order of the axes to read in.
    Returns:
        Array of shape ``new_sizes``.
    Raises:
        TypeError: the number of elements does not fit.

    >>> cv.lax.reshape(cnp.ones(4), (2, 2)).shape
    (2, 2)
    """
    x = as_array(operand, "reshape")
    if dimensions is not None:
        x = ops.transpose(x, dimensions)
    shape = as_shape(new_sizes, "reshape")
    if math.prod(shape) != x.size:
        raise error(
            TypeError,
            f"reshape: total size must be unchanged, got shape {x.shape} and new sizes {shape}",
        )
    return ops.reshape(x, shape)


def collapse(operand: ArrayLike, start_dimension: int, stop_dimension: int | None = None) -> Array:
    """Neighbouring axes as one.

    Args:
        operand: array.
        start_dimension: the first of the axes.
        stop_dimension: the axis after the last.
    Returns:
        Array.
    Raises:
        ValueError: an axis is out of bounds.

    >>> cv.lax.collapse(cnp.ones((2, 3, 4)), 0, 2).shape
    (6, 4)
    """
    x = as_array(operand, "collapse")
    axes = range(x.ndim)[start_dimension:stop_dimension]
    low, high = axes.start, axes.stop
    merged = math.prod(x.shape[low:high])
    return ops.reshape(x, (*x.shape[:low], merged, *x.shape[high:]))


def expand_dims(array: ArrayLike, dimensions: Sequence[int]) -> Array:
    """New axes of size 1.

    Args:
        array: array.
        dimensions: the places of the new axes in the result.
    Returns:
        Array.
    Raises:
        ValueError: a place is out of bounds.

    >>> cv.lax.expand_dims(cnp.ones(2), (0,)).shape
    (1, 2)
    """
    x = as_array(array, "expand_dims")
    places = tuple(dimensions)
    return ops.expand_dims(x, as_axes(places, x.ndim + len(places), "expand_dims"))


def squeeze(array: ArrayLike, dimensions: Sequence[int]) -> Array:
    """Without some axes of size 1.

    Args:
        array: array.
        dimensions: the axes.
    Returns:
        Array.
    Raises:
        ValueError: an axis has another size.

    >>> cv.lax.squeeze(cnp.ones((1, 2)), (0,)).shape
    (2,)
    """
    x = as_array(array, "squeeze")
    return ops.squeeze(x, as_unit_axes(x, tuple(dimensions), "squeeze"))


def transpose(operand: ArrayLike, permutation: Sequence[int]) -> Array:
    """Axes in another order.

    Args:
        operand: array.
        permutation: axis ``i`` of the result is axis ``permutation[i]`` of the operand.
    Returns:
        Array.
    Raises:
        ValueError: it is not a permutation.

    >>> cv.lax.transpose(cnp.ones((2, 3)), (1, 0)).shape
    (3, 2)
    """
    return ops.transpose(as_array(operand, "transpose"), permutation)


def rev(operand: ArrayLike, dimensions: Sequence[int]) -> Array:
    """Elements in reverse order along axes.

    Args:
        operand: array.
        dimensions: the axes.
    Returns:
        Array of the same shape.
    Raises:
        ValueError: an axis is out of bounds.

    >>> cv.lax.rev(cnp.arange(3), (0,))
    Array([2, 1, 0], dtype=int32)
    """
    return ops.reverse(as_array(operand, "rev"), dimensions)


def concatenate(operands: Sequence[ArrayLike], dimension: int) -> Array:
    """Arrays of one dtype one after the other along an axis.

    Args:
        operands: arrays.
        dimension: the axis.
    Returns:
        Array.
    Raises:
        ValueError: there are none, or shapes do not fit.

    >>> cv.lax.concatenate([cnp.zeros(1), cnp.ones(1)], 0)
    Array([0., 1.], dtype=float32)
    """
    if not operands:
        raise error(ValueError, "concatenate: expected one array or more, got none")
    return ops.concatenate([as_array(x, "concatenate", i) for i, x in enumerate(operands)], dimension)


def pad(
    operand: ArrayLike, padding_value: ArrayLike, padding_config: Sequence[tuple[int, int, int]]
) -> Array:
    """With room around and between the elements.

    Args:
        operand: array.
        padding_value: number of the same dtype.
        padding_config: for each axis how many before, after, and between; the first two may be
            negative.
    Returns:
        Array.
    Raises:
        ValueError: the numbers do not fit the rank.

    >>> cv.lax.pad(cnp.ones(2), 0.0, [(1, 0, 1)])
    Array([0., 1., 0., 1.], dtype=float32)
    """
    x = as_array(operand, "pad")
    value = _core.convert(as_array(padding_value, "pad"), x.dtype, x.weak_type)
    if len(padding_config) != x.ndim:
        raise error(ValueError, f"pad: expected {x.ndim} entries for shape {x.shape}, got {padding_config}")
    low, high, interior = zip(*padding_config) if padding_config else ((), (), ())
    return ops.pad(x, value, low, high, interior)


def iota(dtype: Any, size: int) -> Array:
    """Numbers from 0 below ``size``.

    Args:
        dtype: the dtype.
        size: how many.
    Returns:
        Array of rank 1.
    Raises:
        TypeError: ``size`` is not an integer.

    >>> cv.lax.iota(cnp.int32, 3)
    Array([0, 1, 2], dtype=int32)
    """
    return broadcasted_iota(dtype, (size,), 0)


def broadcasted_iota(dtype: Any, shape: Sequence[int], dimension: int) -> Array:
    """Positions along an axis.

    Args:
        dtype: the dtype.
        shape: the shape.
        dimension: the axis.
    Returns:
        Array of shape ``shape``.
    Raises:
        ValueError: the axis is out of bounds.

    >>> cv.lax.broadcasted_iota(cnp.int32, (2, 2), 1)
    Array([[0, 1],
           [0, 1]], dtype=int32)
    """
    sizes = as_shape(shape, "broadcasted_iota")
    target = dtypes.requested(dtype, "broadcasted_iota")
    axis = as_axis(dimension, len(sizes), "broadcasted_iota")
    return _core.emit("iota", (), shape=sizes, element_type=target, axis=axis)


def full(shape: Sequence[int], fill_value: ArrayLike, dtype: Any = None) -> Array:
    """An array filled with a number.

    Args:
        shape: the shape.
        fill_value: a number or an array of rank 0.
        dtype: the dtype; ``None``: that of the number.
    Returns:
        Array of shape ``shape``.
    Raises:
        TypeError: ``fill_value`` has axes.

    >>> cv.lax.full((2,), 1.0)
    Array([1., 1.], dtype=float32, weak_type=True)
    """
    if np.shape(fill_value):
        raise error(TypeError, f"full: expected a number, got shape {np.shape(fill_value)}")
    return filled(as_shape(shape, "full"), fill_value, dtype, "full")


def full_like(x: Any, fill_value: ArrayLike, dtype: Any = None, shape: Sequence[int] | None = None) -> Array:
    """An array filled with a number, in the shape and dtype of another.

    Args:
        x: array, or anything with ``shape`` and ``dtype``.
        fill_value: a number.
        dtype: another dtype.
        shape: another shape.
    Returns:
        Array.
    Raises:
        TypeError: ``fill_value`` has axes.

    >>> cv.lax.full_like(cnp.ones(2), 3.0)
    Array([3., 3.], dtype=float32)
    """
    return filled_like(x, fill_value, dtype, shape, "full_like")
