"""Operations on shapes, and reductions, contractions and slices by their op-level names."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import ops
from covector.core.operands import as_array, as_axes, as_axis, as_shape
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


def broadcast_in_dim(
    operand: ArrayLike, shape: Sequence[int], broadcast_dimensions: Sequence[int]
) -> Array:
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


def reshape(
    operand: ArrayLike, new_sizes: Sequence[int], dimensions: Sequence[int] | None = None
) -> Array:
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
    from covector.numpy.shape import squeeze as numpy_squeeze

    return numpy_squeeze(array, tuple(dimensions))


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
        raise error(
            ValueError, f"pad: expected {x.ndim} entries for shape {x.shape}, got {padding_config}"
        )
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
    from covector.numpy.creation import full as numpy_full

    if np.shape(fill_value):
        raise error(TypeError, f"full: expected a number, got shape {np.shape(fill_value)}")
    return numpy_full(shape, fill_value, dtype)


def full_like(
    x: Any, fill_value: ArrayLike, dtype: Any = None, shape: Sequence[int] | None = None
) -> Array:
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
    from covector.numpy.creation import full_like as numpy_full_like

    return numpy_full_like(x, fill_value, dtype, shape)


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
    if isinstance(start_indices, (_core.Array, np.ndarray)) and start_indices.ndim == 1:
        start_indices = list(start_indices)
    if len(start_indices) != x.ndim:
        raise error(
            TypeError,
            f"{public}: expected one start index for each of the {x.ndim} axes, got "
            f"{len(start_indices)}",
        )
    columns = []
    for start, size in zip(start_indices, x.shape):
        if isinstance(start, (int, np.integer)):
            columns.append(_core.as_array(np.asarray(start + size * (start < 0), np.int32)))
            continue
        index = as_array(start, public)
        if index.dtype.kind not in "iu":
            raise error(TypeError, f"{public}: expected integer start indices, got {index.dtype}")
        index = _core.convert(index, np.dtype("int32"))
        columns.append(_core.select(_core.less(index, 0), _core.add(index, size), index))
    if not columns:
        return _core.full((0,), 0, np.dtype("int32"))
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
        public="dynamic_slice",
    )


def dynamic_slice_in_dim(
    operand: ArrayLike, start_index: ArrayLike, slice_size: int, axis: int = 0
) -> Array:
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


def dynamic_index_in_dim(
    operand: ArrayLike, index: ArrayLike, axis: int = 0, keepdims: bool = True
) -> Array:
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


def dynamic_update_slice(
    operand: ArrayLike, update: ArrayLike, start_indices: Sequence[ArrayLike]
) -> Array:
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
            f"dynamic_update_slice: expected an update of rank {x.ndim} within {x.shape}, got "
            f"{part.shape}",
        )
    if part.dtype != x.dtype:
        raise error(
            TypeError, f"dynamic_update_slice: expected dtype {x.dtype}, got {part.dtype}"
        )
    return ops.scatter(
        x,
        _starts("dynamic_update_slice", x, start_indices),
        part,
        kind="set",
        window_axes=range(x.ndim),
        inserted_axes=(),
        start_index_map=range(x.ndim),
        mode="clip",
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


def dynamic_update_index_in_dim(
    operand: ArrayLike, update: ArrayLike, index: ArrayLike, axis: int
) -> Array:
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


# Reductions and contractions


def _reduction(kind: str, summary: str, result: str) -> Callable[[ArrayLike, Sequence[int]], Array]:
    name = f"reduce_{kind}"
    values = "[True, False]" if kind in ("and", "or") else "[1, 2, 3]"

    def function(operand: ArrayLike, axes: Sequence[int]) -> Array:
        x = as_array(operand, name)
        return ops.reduce(kind, x, as_axes(tuple(axes), x.ndim, name))

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"""{summary} along axes.

    Args:
        operand: array.
        axes: the axes.
    Returns:
        Array without the axes, of the same dtype.
    Raises:
        ValueError: an axis is out of bounds.

    >>> cv.lax.{name}(cnp.array({values}), (0,)).item()
    {result}
    """
    return function


reduce_sum = _reduction("sum", "Sum", "6")
reduce_prod = _reduction("prod", "Product", "6")
reduce_max = _reduction("max", "Greatest element", "3")
reduce_min = _reduction("min", "Least element", "1")
reduce_and = _reduction("and", "Bitwise and", "False")
reduce_or = _reduction("or", "Bitwise or", "True")


def argmax(operand: ArrayLike, axis: int, index_dtype: Any) -> Array:
    """Position of the greatest element along an axis.

    Args:
        operand: array of real numbers.
        axis: the axis.
        index_dtype: dtype of the positions.
    Returns:
        Array without the axis.
    Raises:
        ValueError: the axis is empty.

    >>> cv.lax.argmax(cnp.array([1, 3, 2]), 0, cnp.int32)
    Array(1, dtype=int32)
    """
    x = as_array(operand, "argmax")
    index = dtypes.requested(index_dtype, "argmax")
    return _core.emit("argmax", (x,), axis=as_axis(axis, x.ndim, "argmax"), index_type=index)


def argmin(operand: ArrayLike, axis: int, index_dtype: Any) -> Array:
    """Position of the least element along an axis.

    Args:
        operand: array of real numbers.
        axis: the axis.
        index_dtype: dtype of the positions.
    Returns:
        Array without the axis.
    Raises:
        ValueError: the axis is empty.

    >>> cv.lax.argmin(cnp.array([2, 1, 3]), 0, cnp.int32)
    Array(1, dtype=int32)
    """
    x = as_array(operand, "argmin")
    index = dtypes.requested(index_dtype, "argmin")
    return _core.emit("argmin", (x,), axis=as_axis(axis, x.ndim, "argmin"), index_type=index)


def dot_general(
    lhs: ArrayLike,
    rhs: ArrayLike,
    dimension_numbers: Any,
    precision: Any = None,
    preferred_element_type: Any = None,
) -> Array:
    """Sums of products along contracted axes, for every index of the batch axes.

    Args:
        lhs: array.
        rhs: array of the same dtype.
        dimension_numbers: ``((contracted of lhs, of rhs), (batch of lhs, of rhs))``.
        precision: accepted; products and sums are in the operands' full precision.
        preferred_element_type: dtype of the sums and the result.
    Returns:
        Array of the batch axes, then the other axes of ``lhs``, then those of ``rhs``.
    Raises:
        TypeError: sizes or dtypes do not fit.

    >>> cv.lax.dot_general(cnp.ones((2, 3)), cnp.ones((3, 4)), (((1,), (0,)), ((), ()))).shape
    (2, 4)
    """
    from covector.numpy.contraction import _contract

    x, y = as_array(lhs, "dot_general"), as_array(rhs, "dot_general", 1)
    contracting, batch = dimension_numbers
    return _contract("dot_general", x, y, contracting, batch, preferred_element_type)


def dot(lhs: ArrayLike, rhs: ArrayLike, precision: Any = None,
        preferred_element_type: Any = None) -> Array:  # fmt: skip
    """Product of vectors and matrices.

    Args:
        lhs: array of rank 1 or 2.
        rhs: array of rank 1 or 2.
        precision: accepted; products and sums are in the operands' full precision.
        preferred_element_type: dtype of the sums and the result.
    Returns:
        Array.
    Raises:
        TypeError: another rank, or sizes do not fit.

    >>> float(cv.lax.dot(cnp.ones(3), cnp.ones(3)))
    3.0
    """
    x, y = as_array(lhs, "dot"), as_array(rhs, "dot", 1)
    if not (1 <= x.ndim <= 2 and 1 <= y.ndim <= 2):
        raise error(TypeError, f"dot: expected rank 1 or 2, got shapes {x.shape} and {y.shape}")
    axes = (((x.ndim - 1,), (0,)), ((), ()))
    return dot_general(x, y, axes, precision, preferred_element_type)


def batch_matmul(lhs: ArrayLike, rhs: ArrayLike, precision: Any = None) -> Array:
    """Matrix product for every index of the leading axes.

    Args:
        lhs: array, shape ``(..., n, k)``.
        rhs: array, shape ``(..., k, m)``.
        precision: accepted; products and sums are in the operands' full precision.
    Returns:
        Array of shape ``(..., n, m)``.
    Raises:
        TypeError: sizes do not fit.

    >>> cv.lax.batch_matmul(cnp.ones((5, 2, 3)), cnp.ones((5, 3, 4))).shape
    (5, 2, 4)
    """
    x, y = as_array(lhs, "batch_matmul"), as_array(rhs, "batch_matmul", 1)
    rank = x.ndim
    if y.ndim != rank or rank < 2:
        raise error(
            TypeError, f"batch_matmul: expected one rank of 2 or more, got {x.shape} and {y.shape}"
        )
    batch = tuple(range(rank - 2))
    return dot_general(x, y, (((rank - 1,), (rank - 2,)), (batch, batch)))
