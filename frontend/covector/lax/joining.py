"""Arrays put together, taken apart and repeated along axes."""

from __future__ import annotations

import itertools
import operator
from collections.abc import Sequence
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import ops
from covector.core.operands import as_array, as_axis, as_shape
from covector.errors import error
from covector.typing import Array, ArrayLike


def split(operand: ArrayLike, sizes: Sequence[int], axis: int = 0) -> list[Array]:
    """Parts of given lengths along an axis.

    Args:
        operand: array.
        sizes: lengths of the parts, which add up to the array's.
        axis: the axis.
    Returns:
        List of arrays.
    Raises:
        ValueError: the lengths do not add up.

    >>> cv.lax.split(cnp.arange(5), (2, 3))
    [Array([0, 1], dtype=int32), Array([2, 3, 4], dtype=int32)]
    """
    x = as_array(operand, "split")
    along = as_axis(axis, x.ndim, "split")
    lengths = as_shape(sizes, "split")
    if sum(lengths) != x.shape[along]:
        raise error(
            ValueError,
            f"split: expected sizes that add up to {x.shape[along]} along axis {axis}, got {lengths}",
        )
    ends = np.cumsum([0, *lengths]).tolist()
    return [ops.slice_axis(x, start, end, along) for start, end in itertools.pairwise(ends)]


def stack(operands: Sequence[ArrayLike], axis: int = 0) -> Array:
    """Arrays of one shape and dtype along a new axis.

    Args:
        operands: arrays, at least one.
        axis: where the new axis goes in the result.
    Returns:
        Array.
    Raises:
        TypeError: dtypes differ.
        ValueError: there are none, or shapes differ.

    >>> cv.lax.stack([cnp.array([1, 2]), cnp.array([3, 4])])
    Array([[1, 2],
           [3, 4]], dtype=int32)
    """
    arrays = [as_array(x, "stack", i) for i, x in enumerate(operands)]
    if not arrays:
        raise error(ValueError, "stack: expected at least one array, got none")
    if len({x.shape for x in arrays}) > 1:
        raise error(ValueError, f"stack: expected arrays of one shape, got {[x.shape for x in arrays]}")
    if len({x.dtype for x in arrays}) > 1:
        raise error(TypeError, f"stack: expected arrays of one dtype, got {[x.dtype.name for x in arrays]}")
    along = as_axis(axis, arrays[0].ndim + 1, "stack")
    return ops.concatenate([ops.expand_dims(x, (along,)) for x in arrays], along, "stack")


def unstack(x: ArrayLike, axis: int = 0) -> tuple[Array, ...]:
    """The parts at all positions along an axis, without that axis.

    Args:
        x: array.
        axis: the axis.
    Returns:
        Tuple of arrays.
    Raises:
        ValueError: there is no such axis.

    >>> cv.lax.unstack(cnp.array([[1, 2], [3, 4]]))
    (Array([1, 2], dtype=int32), Array([3, 4], dtype=int32))
    """
    array = as_array(x, "unstack")
    if array.ndim == 0:
        raise error(ValueError, "unstack: expected rank 1 or more, got an array of rank 0")
    along = as_axis(axis, array.ndim, "unstack")
    return tuple(
        ops.squeeze(ops.slice_axis(array, i, i + 1, along), (along,)) for i in range(array.shape[along])
    )


def tile(operand: ArrayLike, reps: Sequence[int]) -> Array:
    """An array repeated along its axes.

    Args:
        operand: array.
        reps: how often, for each axis.
    Returns:
        Array.
    Raises:
        ValueError: another number of entries than axes, or a negative one.

    >>> cv.lax.tile(cnp.array([1, 2]), (2,))
    Array([1, 2, 1, 2], dtype=int32)
    """
    x = as_array(operand, "tile")
    counts = as_shape(reps, "tile")
    if len(counts) != x.ndim:
        raise error(ValueError, f"tile: expected an entry of reps for each of {x.ndim} axes, got {counts}")
    apart = [n for pair in zip(counts, x.shape) for n in pair]
    repeated = ops.broadcast_in_dim(x, apart, range(1, 2 * x.ndim, 2), "tile")
    return ops.reshape(repeated, [c * n for c, n in zip(counts, x.shape)], "tile")


def broadcast_to_rank(x: ArrayLike, rank: int) -> Array:
    """An array with axes of size 1 in front, as many as give it a rank.

    Args:
        x: array.
        rank: rank of the result.
    Returns:
        Array.
    Raises:
        ValueError: the array has a higher rank.

    >>> cv.lax.broadcast_to_rank(cnp.ones(3), 2).shape
    (1, 3)
    """
    array = as_array(x, "broadcast_to_rank")
    missing = operator.index(rank) - array.ndim
    if missing < 0:
        raise error(ValueError, f"broadcast_to_rank: expected a rank of at least {array.ndim}, got {rank}")
    return ops.reshape(array, (*(1,) * missing, *array.shape), "broadcast_to_rank")


def broadcast_like(arr: ArrayLike, like_arr: ArrayLike) -> Array:
    """An array broadcast to the shape of another one.

    Args:
        arr: array.
        like_arr: array of the shape that is wanted.
    Returns:
        Array of ``arr.dtype``.
    Raises:
        ValueError: the shape does not fit.

    >>> cv.lax.broadcast_like(cnp.ones(3), cnp.ones((2, 3))).shape
    (2, 3)
    """
    x, like = as_array(arr, "broadcast_like"), as_array(like_arr, "broadcast_like", 1)
    rank = like.ndim - x.ndim
    if rank < 0 or any(n not in (1, m) for n, m in zip(x.shape, like.shape[rank:])):
        raise error(ValueError, f"broadcast_like: shape {x.shape} does not broadcast to {like.shape}")
    return _core.broadcast_to(x, like.shape)


def shape_as_value(shape: Sequence[int]) -> Array:
    """A shape as an array.

    Args:
        shape: sizes.
    Returns:
        Integer array of rank 1.
    Raises:
        TypeError: a size is not an integer.

    >>> cv.lax.shape_as_value((2, 3))
    Array([2, 3], dtype=int32)
    """
    sizes = as_shape(shape, "shape_as_value")
    return _core.as_array(np.asarray(sizes, dtypes.python_scalar_dtype(int)))


def dce_sink(val: Any, *, prevent_mlir_dce: bool = False) -> None:
    """Takes a value and does nothing with it, so that a tool sees it used.

    Args:
        val: anything.
        prevent_mlir_dce: accepted; what nobody uses is not computed all the same.

    >>> cv.lax.dce_sink(cnp.ones(3))
    """


def empty(shape: Sequence[int], dtype: Any, *, out_sharding: None = None) -> Array:
    """An array whose elements mean nothing; they are 0.

    Args:
        shape: shape.
        dtype: dtype.
        out_sharding: must be ``None``.
    Returns:
        Array.
    Raises:
        TypeError: a size is not an integer.

    >>> cv.lax.empty((2,), "float32").shape
    (2,)
    """
    return _core.full(as_shape(shape, "empty"), 0, dtypes.requested(dtype, "empty"))


def dtype(x: Any) -> np.dtype:
    """The dtype of an array, number or type.

    Args:
        x: array, number or dtype.
    Returns:
        The dtype.
    Raises:
        TypeError: it has none.

    >>> cv.lax.dtype(1.0)
    dtype('float32')
    """
    return dtypes.result_type(x)
