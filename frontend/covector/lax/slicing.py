"""Parts of arrays at constant and at computed positions."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from typing import Any

import numpy as np

from covector import _core
from covector.core import ops
from covector.core.index_plan import as_positions
from covector.core.operands import as_array, as_axis, as_shape
from covector.errors import error
from covector.typing import Array, ArrayLike

# Slices


def slice(
    operand: ArrayLike,
    start_indices: Sequence[int],
    limit_indices: Sequence[int],
    strides: Sequence[int] | None = None,
) -> Array:
    """A regularly spaced part.

    Args:
        operand: array.
        start_indices: first position along each axis.
        limit_indices: end along each axis, not included.
        strides: distance along each axis; ``None`` is 1.
    Returns:
        Array.
    Raises:
        ValueError: positions are out of bounds.

    >>> cv.lax.slice(cnp.arange(5), (1,), (5,), (2,))
    Array([1, 3], dtype=int32)
    """
    return ops.slice_(as_array(operand, "slice"), start_indices, limit_indices, strides)


def slice_in_dim(
    operand: ArrayLike,
    start_index: int | None,
    limit_index: int | None,
    stride: int = 1,
    axis: int = 0,
) -> Array:
    """A regularly spaced part along one axis.

    Args:
        operand: array.
        start_index: first position; ``None`` is 0.
        limit_index: end, not included; ``None`` is the size.
        stride: distance.
        axis: the axis.
    Returns:
        Array.
    Raises:
        ValueError: positions are out of bounds.

    >>> cv.lax.slice_in_dim(cnp.arange(4), 1, 3)
    Array([1, 2], dtype=int32)
    """
    x = as_array(operand, "slice_in_dim")
    along = as_axis(axis, x.ndim, "slice_in_dim")
    size = x.shape[along]
    start = 0 if start_index is None else start_index + size * (start_index < 0)
    limit = size if limit_index is None else limit_index + size * (limit_index < 0)
    return ops.slice_axis(x, start, limit, along, stride)


def index_in_dim(operand: ArrayLike, index: int, axis: int = 0, keepdims: bool = True) -> Array:
    """The part at one position along an axis.

    Args:
        operand: array.
        index: the position.
        axis: the axis.
        keepdims: whether the axis stays, with size 1.
    Returns:
        Array.
    Raises:
        IndexError: the position is out of bounds.

    >>> cv.lax.index_in_dim(cnp.arange(4), 2, keepdims=False)
    Array(2, dtype=int32)
    """
    x = as_array(operand, "index_in_dim")
    along = as_axis(axis, x.ndim, "index_in_dim")
    position, size = operator.index(index), x.shape[along]
    if not -size <= position < size:
        raise error(IndexError, f"index_in_dim: index {index} is out of bounds for size {size}")
    position %= size
    part = ops.slice_axis(x, position, position + 1, along)
    return part if keepdims else ops.squeeze(part, (along,))


def _starts(public: str, x: Array, start_indices: Any) -> Any:
    """An index vector of start positions; negative ones are counted from the end by who uses it."""
    if isinstance(start_indices, (_core.Array, np.ndarray)) and start_indices.ndim == 1:
        start_indices = list(start_indices)
    if len(start_indices) != x.ndim:
        raise error(
            TypeError,
            f"{public}: expected one start index for each of the {x.ndim} axes, got {len(start_indices)}",
        )
    if all(isinstance(start, (int, np.integer)) for start in start_indices):
        return np.asarray(start_indices, np.int32)
    columns = []
    for start, size in zip(start_indices, x.shape):
        if isinstance(start, (int, np.integer)):
            columns.append(_core.as_array(np.asarray(start, np.int32)))
            continue
        index = as_array(start, public)
        if index.dtype.kind not in "iu":
            raise error(TypeError, f"{public}: expected integer start indices, got {index.dtype}")
        columns.append(_core.convert(as_positions(index, size), np.dtype(np.int32)))
    return ops.concatenate([ops.reshape(c, (1,)) for c in columns], 0)


def dynamic_slice(
    operand: ArrayLike, start_indices: Sequence[ArrayLike], slice_sizes: Sequence[int]
) -> Array:
    """A part of constant shape at a computed position.

    Args:
        operand: array.
        start_indices: an integer (also traced) for each axis; moved so that the part is inside.
        slice_sizes: the shape of the part.
    Returns:
        Array of shape ``slice_sizes``.
    Raises:
        TypeError: the part is larger than the array.

    >>> cv.lax.dynamic_slice(cnp.arange(5), (3,), (3,))
    Array([2, 3, 4], dtype=int32)
    """
    x = as_array(operand, "dynamic_slice")
    sizes = as_shape(slice_sizes, "dynamic_slice")
    if len(sizes) != x.ndim or any(s > n for s, n in zip(sizes, x.shape)):
        raise error(
            TypeError,
            f"dynamic_slice: slice_sizes must be less than or equal to the operand's shape "
            f"{x.shape}, got {sizes}",
        )
    return ops.gather(
        x,
        _starts("dynamic_slice", x, start_indices),
        offset_axes=range(x.ndim),
        collapsed_axes=(),
        start_index_map=range(x.ndim),
        slice_sizes=sizes,
        wrap_negative=True,
        public="dynamic_slice",
    )


def dynamic_slice_in_dim(operand: ArrayLike, start_index: ArrayLike, slice_size: int, axis: int = 0) -> Array:
    """A part of constant length at a computed position along one axis.

    Args:
        operand: array.
        start_index: an integer, also traced.
        slice_size: the length of the part.
        axis: the axis.
    Returns:
        Array.
    Raises:
        TypeError: the part is larger than the array.

    >>> cv.lax.dynamic_slice_in_dim(cnp.arange(5), 1, 2)
    Array([1, 2], dtype=int32)
    """
    x = as_array(operand, "dynamic_slice_in_dim")
    along = as_axis(axis, x.ndim, "dynamic_slice_in_dim")
    starts: list[Any] = [0] * x.ndim
    starts[along] = start_index
    sizes = list(x.shape)
    sizes[along] = operator.index(slice_size)
    return dynamic_slice(x, starts, sizes)


def dynamic_index_in_dim(operand: ArrayLike, index: ArrayLike, axis: int = 0, keepdims: bool = True) -> Array:
    """The part at a computed position along one axis.

    Args:
        operand: array.
        index: an integer, also traced.
        axis: the axis.
        keepdims: whether the axis stays, with size 1.
    Returns:
        Array.
    Raises:
        TypeError: the axis is empty.

    >>> cv.lax.dynamic_index_in_dim(cnp.arange(5), 1, keepdims=False)
    Array(1, dtype=int32)
    """
    x = as_array(operand, "dynamic_index_in_dim")
    part = dynamic_slice_in_dim(x, index, 1, axis)
    if keepdims:
        return part
    return ops.squeeze(part, (as_axis(axis, x.ndim, "dynamic_index_in_dim"),))


def dynamic_update_slice(operand: ArrayLike, update: ArrayLike, start_indices: Sequence[ArrayLike]) -> Array:
    """An array with a part at a computed position replaced.

    Args:
        operand: array.
        update: the part, of the same dtype and rank.
        start_indices: an integer (also traced) for each axis; moved so that the part is inside.
    Returns:
        Array of the shape of ``operand``.
    Raises:
        TypeError: the part is larger than the array.

    >>> cv.lax.dynamic_update_slice(cnp.zeros(3), cnp.ones(2), (1,))
    Array([0., 1., 1.], dtype=float32)
    """
    x, part = as_array(operand, "dynamic_update_slice"), as_array(update, "dynamic_update_slice", 1)
    if part.ndim != x.ndim or any(s > n for s, n in zip(part.shape, x.shape)):
        raise error(
            TypeError,
            f"dynamic_update_slice: expected an update of rank {x.ndim} within {x.shape}, got {part.shape}",
        )
    if part.dtype != x.dtype:
        raise error(TypeError, f"dynamic_update_slice: expected dtype {x.dtype}, got {part.dtype}")
    return ops.scatter(
        x,
        _starts("dynamic_update_slice", x, start_indices),
        part,
        kind="set",
        window_axes=range(x.ndim),
        inserted_axes=(),
        start_index_map=range(x.ndim),
        mode="clip",
        wrap_negative=True,
        public="dynamic_update_slice",
    )


def dynamic_update_slice_in_dim(
    operand: ArrayLike, update: ArrayLike, start_index: ArrayLike, axis: int
) -> Array:
    """An array with a part at a computed position along one axis replaced.

    Args:
        operand: array.
        update: the part, of the same dtype and rank.
        start_index: an integer, also traced.
        axis: the axis.
    Returns:
        Array of the shape of ``operand``.
    Raises:
        TypeError: the part is larger than the array.

    >>> cv.lax.dynamic_update_slice_in_dim(cnp.zeros(3), cnp.ones(1), 1, 0)
    Array([0., 1., 0.], dtype=float32)
    """
    x = as_array(operand, "dynamic_update_slice_in_dim")
    starts: list[Any] = [0] * x.ndim
    starts[as_axis(axis, x.ndim, "dynamic_update_slice_in_dim")] = start_index
    return dynamic_update_slice(x, update, starts)


def dynamic_update_index_in_dim(operand: ArrayLike, update: ArrayLike, index: ArrayLike, axis: int) -> Array:
    """An array with the part at a computed position along one axis replaced.

    Args:
        operand: array.
        update: the part, with or without the axis.
        index: an integer, also traced.
        axis: the axis.
    Returns:
        Array of the shape of ``operand``.
    Raises:
        TypeError: shapes do not fit.

    >>> cv.lax.dynamic_update_index_in_dim(cnp.zeros(3), 1.0, 1, 0)
    Array([0., 1., 0.], dtype=float32)
    """
    x = as_array(operand, "dynamic_update_index_in_dim")
    along = as_axis(axis, x.ndim, "dynamic_update_index_in_dim")
    part = _core.convert(as_array(update, "dynamic_update_index_in_dim", 1), x.dtype)
    if part.ndim != x.ndim:
        part = ops.expand_dims(part, (along,))
    return dynamic_update_slice_in_dim(x, part, index, along)
