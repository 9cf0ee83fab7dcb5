"""The same elements in other shapes and orders."""

from __future__ import annotations

import math
import operator
from collections.abc import Sequence
from typing import Any

import numpy as np

from covector import _core
from covector.core import ops
from covector.core.operands import (
    as_array,
    as_axes,
    as_axis,
    as_index,
    as_shape,
    as_unit_axes,
)
from covector.core.operands import broadcast_shapes as _broadcast_shapes
from covector.errors import error
from covector.typing import Array, ArrayLike


def shape(a: Any) -> tuple[int, ...]:
    """The shape.

    Args:
        a: array-like.
    Returns:
        A tuple of integers.
    Raises:
        TypeError: ``a`` is not array-like.

    >>> cnp.shape(cnp.zeros((2, 3)))
    (2, 3)
    """
    return np.shape(a) if isinstance(a, (list, tuple)) else as_array(a, "shape").shape


def ndim(a: Any) -> int:
    """The number of axes.

    Args:
        a: array-like.
    Returns:
        An integer.
    Raises:
        TypeError: ``a`` is not array-like.

    >>> cnp.ndim(cnp.zeros((2, 3)))
    2
    """
    return len(shape(a))


def size(a: Any, axis: int | Sequence[int] | None = None) -> int:
    """The number of elements, or along axes.

    Args:
        a: array-like.
        axis: one axis or several; ``None`` for all.
    Returns:
        An integer.
    Raises:
        ValueError: ``axis`` is out of bounds.

    >>> cnp.size(cnp.zeros((2, 3)), axis=1)
    3
    """
    sizes = shape(a)
    return math.prod(sizes[i] for i in as_axes(axis, len(sizes), "size"))


def reshape(
    a: ArrayLike,
    shape: Any = None,
    order: str = "C",
    *,
    copy: bool | None = None,
    newshape: Any = None,
) -> Array:
    """The same elements, in row-major order, in another shape.

    Args:
        a: array of any shape.
        shape: the new shape; one size may be -1 and is worked out.
        order: ``"C"``, or ``"F"`` for column-major order.
        copy: accepted; arrays are immutable.
        newshape: NumPy's older name of ``shape``.
    Returns:
        Array of shape ``shape``.
    Raises:
        TypeError: the number of elements does not fit.

    >>> cnp.reshape(cnp.arange(4), (2, -1))
    Array([[0, 1],
           [2, 3]], dtype=int32)
    """
    x = as_array(a, "reshape")
    target = _new_shape(x, newshape if shape is None else shape)
    if order == "F":
        flipped = ops.transpose(x, range(x.ndim)[::-1])
        result = ops.reshape(flipped, target[::-1])
        return ops.transpose(result, range(len(target))[::-1])
    if order != "C":
        raise error(NotImplementedError, f"reshape: expected order 'C' or 'F', got {order!r}")
    return ops.reshape(x, target)


def _new_shape(x: Array, shape: Any) -> tuple[int, ...]:
    if type(shape) is int:
        shape = (shape,)
    elif not (isinstance(shape, tuple) and all(type(n) is int for n in shape)):
        if isinstance(shape, (_core.Array, np.ndarray)) or not hasattr(shape, "__iter__"):
            shape = as_shape_with_unknown(shape)
        else:
            shape = tuple(as_shape_with_unknown(n)[0] for n in shape)
    unknown = [i for i, n in enumerate(shape) if n == -1]
    known = math.prod(n for n in shape if n != -1)
    fits = known == x.size
    if len(unknown) == 1 and known > 0 and x.size % known == 0:
        fits = True
        shape = tuple(x.size // known if n == -1 else n for n in shape)
    if not fits or min(shape, default=0) < 0:
        raise error(
            TypeError,
            f"reshape: cannot reshape array of shape {x.shape} (size {x.size}) into shape "
            f"{tuple(shape)}" + (f" (size {known})" if not unknown else ""),
        )
    return tuple(shape)


def as_shape_with_unknown(sizes: Any) -> tuple[int, ...]:
    """A shape of which sizes may be -1."""
    items = np.asarray(sizes).reshape(-1) if isinstance(sizes, np.ndarray) else (sizes,)
    if isinstance(sizes, _core.Array) and sizes.ndim:
        items = tuple(sizes)
    try:
        return tuple(operator.index(n) for n in items)
    except TypeError:
        return as_shape(sizes, "reshape")


def ravel(a: ArrayLike, order: str = "C") -> Array:
    """The elements along one axis.

    Args:
        a: array of any shape.
        order: ``"C"`` or ``"F"``.
    Returns:
        Array of rank 1.
    Raises:
        TypeError: ``a`` is not array-like.

    >>> cnp.ravel(cnp.ones((2, 2)))
    Array([1., 1., 1., 1.], dtype=float32)
    """
    x = as_array(a, "ravel")
    return reshape(x, (x.size,), order)


def transpose(a: ArrayLike, axes: Sequence[int] | None = None) -> Array:
    """Axes in another order, reversed if none is given.

    Args:
        a: array of any shape.
        axes: axis ``i`` of the result is axis ``axes[i]`` of ``a``.
    Returns:
        Array of the same dtype.
    Raises:
        ValueError: ``axes`` is not a permutation.

    >>> cnp.transpose(cnp.zeros((2, 3))).shape
    (3, 2)
    """
    x = as_array(a, "transpose")
    if axes is None:
        return ops.transpose(x, range(x.ndim)[::-1])
    order = as_axes(tuple(axes), x.ndim, "transpose")
    if len(order) != x.ndim:
        raise error(ValueError, f"transpose: expected {x.ndim} axes for shape {x.shape}, got {tuple(axes)}")
    return ops.transpose(x, order)


def permute_dims(x: ArrayLike, /, axes: Sequence[int]) -> Array:
    """Axes in another order.

    Args:
        x: array of any shape.
        axes: axis ``i`` of the result is axis ``axes[i]`` of ``x``.
    Returns:
        Array of the same dtype.
    Raises:
        ValueError: ``axes`` is not a permutation.

    >>> cnp.permute_dims(cnp.zeros((2, 3)), (1, 0)).shape
    (3, 2)
    """
    return transpose(x, axes)


def matrix_transpose(x: ArrayLike, /) -> Array:
    """The last two axes swapped.

    Args:
        x: array, shape ``(..., n, m)``.
    Returns:
        Array of shape ``(..., m, n)``.
    Raises:
        ValueError: the rank is below 2.

    >>> cnp.matrix_transpose(cnp.zeros((4, 2, 3))).shape
    (4, 3, 2)
    """
    y = as_array(x, "matrix_transpose")
    if y.ndim < 2:
        raise error(ValueError, f"matrix_transpose: expected rank 2 or more, got shape {y.shape}")
    return swapaxes(y, -1, -2)


def swapaxes(a: ArrayLike, axis1: int, axis2: int) -> Array:
    """Two axes swapped.

    Args:
        a: array of any shape.
        axis1: one axis.
        axis2: the other.
    Returns:
        Array of the same dtype.
    Raises:
        ValueError: an axis is out of bounds.

    >>> cnp.swapaxes(cnp.zeros((2, 3, 4)), 0, 2).shape
    (4, 3, 2)
    """
    x = as_array(a, "swapaxes")
    i, j = as_axis(axis1, x.ndim, "swapaxes"), as_axis(axis2, x.ndim, "swapaxes")
    order = list(range(x.ndim))
    order[i], order[j] = order[j], order[i]
    return ops.transpose(x, order)


def moveaxis(a: ArrayLike, source: int | Sequence[int], destination: int | Sequence[int]) -> Array:
    """Axes moved to other places, the others in order.

    Args:
        a: array of any shape.
        source: one axis or several.
        destination: where each of them goes.
    Returns:
        Array of the same dtype.
    Raises:
        ValueError: an axis is out of bounds, or the numbers differ.

    >>> cnp.moveaxis(cnp.zeros((2, 3, 4)), 0, -1).shape
    (3, 4, 2)
    """
    x = as_array(a, "moveaxis")
    from_, to = as_axes(source, x.ndim, "moveaxis"), as_axes(destination, x.ndim, "moveaxis")
    if len(from_) != len(to):
        raise error(
            ValueError,
            f"moveaxis: expected as many sources as destinations, got {source}, {destination}",
        )
    order = [i for i in range(x.ndim) if i not in from_]
    for place, axis in sorted(zip(to, from_)):
        order.insert(place, axis)
    return ops.transpose(x, order)


def rollaxis(a: ArrayLike, axis: int, start: int = 0) -> Array:
    """One axis moved before another; :func:`moveaxis` is clearer.

    Args:
        a: array of any shape.
        axis: the axis.
        start: the axis that it is put before.
    Returns:
        Array of the same dtype.
    Raises:
        ValueError: an axis is out of bounds.

    >>> cnp.rollaxis(cnp.zeros((2, 3, 4)), 2).shape
    (4, 2, 3)
    """
    x = as_array(a, "rollaxis")
    source = as_axis(axis, x.ndim, "rollaxis")
    place = start + x.ndim if start < 0 else start
    return moveaxis(x, source, place - 1 if source < place else place)


def expand_dims(a: ArrayLike, axis: int | Sequence[int]) -> Array:
    """New axes of size 1.

    Args:
        a: array of any shape.
        axis: the places of the new axes in the result.
    Returns:
        Array of the same dtype.
    Raises:
        ValueError: a place is out of bounds.

    >>> cnp.expand_dims(cnp.zeros(3), 0).shape
    (1, 3)
    """
    x = as_array(a, "expand_dims")
    places = (axis,) if not isinstance(axis, (tuple, list)) else tuple(axis)
    return ops.expand_dims(x, as_axes(places, x.ndim + len(places), "expand_dims"))


def squeeze(a: ArrayLike, axis: int | Sequence[int] | None = None) -> Array:
    """Without axes of size 1.

    Args:
        a: array of any shape.
        axis: the axes to drop; ``None`` for all of size 1.
    Returns:
        Array of the same dtype.
    Raises:
        ValueError: an axis has another size than 1.

    >>> cnp.squeeze(cnp.zeros((1, 3, 1))).shape
    (3,)
    """
    x = as_array(a, "squeeze")
    if axis is None:
        return ops.squeeze(x, [i for i, n in enumerate(x.shape) if n == 1])
    return ops.squeeze(x, as_unit_axes(x, axis, "squeeze"))


def broadcast_to(array: ArrayLike, shape: Any) -> Array:
    """Repeated along new leading axes and along axes of size 1.

    Args:
        array: array of any shape.
        shape: the new shape.
    Returns:
        Array of shape ``shape``.
    Raises:
        ValueError: the shapes do not fit.

    >>> cnp.broadcast_to(cnp.arange(2), (2, 2))
    Array([[0, 1],
           [0, 1]], dtype=int32)
    """
    return _core.broadcast_to(as_array(array, "broadcast_to"), as_shape(shape, "broadcast_to"))


def broadcast_arrays(*args: ArrayLike) -> list[Array]:
    """Arrays broadcast against each other.

    Args:
        args: arrays of any shapes.
    Returns:
        One array for each, all of one shape.
    Raises:
        ValueError: the shapes do not fit.

    >>> [x.shape for x in cnp.broadcast_arrays(cnp.ones(3), cnp.ones((2, 1)))]
    [(2, 3), (2, 3)]
    """
    arrays = [as_array(x, "broadcast_arrays", i) for i, x in enumerate(args)]
    common = _broadcast_shapes("broadcast_arrays", *(x.shape for x in arrays))
    return [_core.broadcast_to(x, common) for x in arrays]


def broadcast_shapes(*shapes: Any) -> tuple[int, ...]:
    """The shape that all of the shapes broadcast to.

    Args:
        shapes: integers or sequences of integers.
    Returns:
        A tuple of integers.
    Raises:
        ValueError: there is none.

    >>> cnp.broadcast_shapes((2, 1), (3,))
    (2, 3)
    """
    return _broadcast_shapes("broadcast_shapes", *(as_shape(s, "broadcast_shapes") for s in shapes))


def _at_least(rank: int, public: str, arys: tuple[Any, ...]) -> Any:
    results = []
    for x in arys:
        y = as_array(x, public)
        if rank == 3 and y.ndim == 2:
            y = ops.reshape(y, (*y.shape, 1))
        elif rank == 3 and y.ndim == 1:
            y = ops.reshape(y, (1, y.size, 1))
        elif y.ndim < rank:
            y = ops.reshape(y, (1,) * (rank - y.ndim) + y.shape)
        results.append(y)
    return results[0] if len(results) == 1 else results


def atleast_1d(*arys: ArrayLike) -> Any:
    """Arrays with at least one axis.

    Args:
        arys: arrays of any shapes.
    Returns:
        One array, or a list of them.
    Raises:
        TypeError: one is not array-like.

    >>> cnp.atleast_1d(1.0).shape
    (1,)
    """
    return _at_least(1, "atleast_1d", arys)


def atleast_2d(*arys: ArrayLike) -> Any:
    """Arrays with at least two axes; new ones come in front.

    Args:
        arys: arrays of any shapes.
    Returns:
        One array, or a list of them.
    Raises:
        TypeError: one is not array-like.

    >>> cnp.atleast_2d(cnp.ones(3)).shape
    (1, 3)
    """
    return _at_least(2, "atleast_2d", arys)


def atleast_3d(*arys: ArrayLike) -> Any:
    """Arrays with at least three axes, as NumPy places them.

    Args:
        arys: arrays of any shapes.
    Returns:
        One array, or a list of them.
    Raises:
        TypeError: one is not array-like.

    >>> cnp.atleast_3d(cnp.ones(3)).shape
    (1, 3, 1)
    """
    return _at_least(3, "atleast_3d", arys)


def flip(m: ArrayLike, axis: int | Sequence[int] | None = None) -> Array:
    """Elements in reverse order.

    Args:
        m: array of any shape.
        axis: the axes; ``None`` for all.
    Returns:
        Array of the same shape and dtype.
    Raises:
        ValueError: an axis is out of bounds.

    >>> cnp.flip(cnp.arange(3))
    Array([2, 1, 0], dtype=int32)
    """
    x = as_array(m, "flip")
    return ops.reverse(x, as_axes(axis, x.ndim, "flip"))


def fliplr(m: ArrayLike) -> Array:
    """Elements in reverse order along the second axis.

    Args:
        m: array of rank 2 or more.
    Returns:
        Array of the same shape and dtype.
    Raises:
        ValueError: the rank is below 2.

    >>> cnp.fliplr(cnp.arange(4).reshape(2, 2))[0]
    Array([1, 0], dtype=int32)
    """
    return flip(m, 1)


def flipud(m: ArrayLike) -> Array:
    """Elements in reverse order along the first axis.

    Args:
        m: array of rank 1 or more.
    Returns:
        Array of the same shape and dtype.
    Raises:
        ValueError: the rank is 0.

    >>> cnp.flipud(cnp.arange(3))
    Array([2, 1, 0], dtype=int32)
    """
    return flip(m, 0)


def rot90(m: ArrayLike, k: int = 1, axes: tuple[int, int] = (0, 1)) -> Array:
    """Turned by 90 degrees, from the first towards the second of two axes.

    Args:
        m: array of rank 2 or more.
        k: how many times.
        axes: the two axes.
    Returns:
        Array of the same dtype.
    Raises:
        ValueError: the axes are equal or out of bounds.

    >>> cnp.rot90(cnp.arange(4).reshape(2, 2))
    Array([[1, 3],
           [0, 2]], dtype=int32)
    """
    x = as_array(m, "rot90")
    i, j = as_axes(tuple(axes), x.ndim, "rot90")
    turns = k % 4
    if turns == 2:
        return ops.reverse(x, (i, j))
    if turns == 1:
        return swapaxes(ops.reverse(x, (j,)), i, j)
    return x if turns == 0 else ops.reverse(swapaxes(x, i, j), (j,))


def resize(a: ArrayLike, new_shape: Any) -> Array:
    """The elements in another shape, repeated or cut off as its size asks for.

    Args:
        a: array.
        new_shape: shape of the result.
    Returns:
        Array of ``a.dtype``.
    Raises:
        ValueError: a size is negative.

    >>> cnp.resize(cnp.array([1, 2, 3]), (2, 2))
    Array([[1, 2],
           [3, 1]], dtype=int32)
    """
    x = ravel(a)
    sizes = as_shape(new_shape, "resize")
    total = math.prod(sizes)
    if total == 0 or x.size == 0:
        return _core.full(sizes, 0, x.dtype, x.weak_type)
    rounds = -(-total // x.size)
    if rounds > 1:
        x = ops.reshape(_core.broadcast_to(x, (rounds, x.size)), (rounds * x.size,))
    return ops.reshape(ops.slice_axis(x, 0, total, 0), sizes)


def roll(a: ArrayLike, shift: int | Sequence[int], axis: int | Sequence[int] | None = None) -> Array:
    """Elements moved along axes; those that leave come back at the other end.

    Args:
        a: array of any shape.
        shift: by how many places, for each axis.
        axis: the axes; ``None`` moves in row-major order.
    Returns:
        Array of the same shape and dtype.
    Raises:
        ValueError: an axis is out of bounds.

    >>> cnp.roll(cnp.arange(4), 1)
    Array([3, 0, 1, 2], dtype=int32)
    """
    x = as_array(a, "roll")
    if axis is None:
        return ops.reshape(roll(ops.reshape(x, (x.size,)), shift, 0), x.shape)
    axes = axis if isinstance(axis, (tuple, list)) else (axis,)
    shifts = np.broadcast_to(np.asarray([as_index(s, "roll", "shift") for s in np.ravel(shift)]),
                             len(axes))  # fmt: skip
    for number, by in zip(axes, shifts):
        along = as_axis(number, x.ndim, "roll")
        length = x.shape[along]
        by = int(by) % length if length else 0
        if by:
            tail = ops.slice_axis(x, length - by, length, along)
            x = ops.concatenate([tail, ops.slice_axis(x, 0, length - by, along)], along)
    return x
