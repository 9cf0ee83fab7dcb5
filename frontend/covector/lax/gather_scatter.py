"""Windows of arrays at computed positions, read and changed: the whole of StableHLO's operations."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from covector import _core
from covector.core import ops
from covector.core.index_modes import GatherScatterMode, changing_mode, reading_mode
from covector.core.index_reads import gather_filled
from covector.core.index_updates import apply_repeatedly, most
from covector.core.operands import as_array, as_shape
from covector.errors import error
from covector.typing import Array, ArrayLike


class GatherDimensionNumbers(NamedTuple):
    """How the axes of a gather's operand, indices and result belong together.

    Attributes:
        offset_dims: axes of the result that run over a window, increasing.
        collapsed_slice_dims: axes of the operand in which windows have size 1, which are dropped.
        start_index_map: for each entry of an index vector, the axis of the operand it counts along.
        operand_batching_dims: axes of the operand that run together with axes of the indices.
        start_indices_batching_dims: these axes of the indices, in the same order.

    >>> cv.lax.GatherDimensionNumbers((1,), (0,), (0,)).offset_dims
    (1,)
    """

    offset_dims: tuple[int, ...]
    collapsed_slice_dims: tuple[int, ...]
    start_index_map: tuple[int, ...]
    operand_batching_dims: tuple[int, ...] = ()
    start_indices_batching_dims: tuple[int, ...] = ()


class ScatterDimensionNumbers(NamedTuple):
    """How the axes of a scatter's operand, indices and updates belong together.

    Attributes:
        update_window_dims: axes of the updates that run over a window, increasing.
        inserted_window_dims: axes of the operand in which windows have size 1, missing in updates.
        scatter_dims_to_operand_dims: for each entry of an index vector, the axis of the operand.
        operand_batching_dims: axes of the operand that run together with axes of the indices.
        scatter_indices_batching_dims: these axes of the indices, in the same order.

    >>> cv.lax.ScatterDimensionNumbers((1,), (0,), (0,)).inserted_window_dims
    (0,)
    """

    update_window_dims: Sequence[int]
    inserted_window_dims: Sequence[int]
    scatter_dims_to_operand_dims: Sequence[int]
    operand_batching_dims: Sequence[int] = ()
    scatter_indices_batching_dims: Sequence[int] = ()


def _indices(start_indices: Any, public: str) -> Array:
    indices = as_array(start_indices, public, 1)
    if indices.dtype.kind not in "iu":
        raise error(ValueError, f"{public}: indices must have an integer type, got {indices.dtype}")
    return indices


# Reading


def gather(
    operand: ArrayLike,
    start_indices: ArrayLike,
    dimension_numbers: GatherDimensionNumbers,
    slice_sizes: Sequence[int],
    *,
    unique_indices: bool = False,
    indices_are_sorted: bool = False,
    mode: str | GatherScatterMode | None = None,
    fill_value: Any = None,
) -> Array:
    """Windows of an array at computed positions.

    Args:
        operand: array.
        start_indices: integer array; its last axis holds index vectors.
        dimension_numbers: how the axes belong together.
        slice_sizes: the shape of a window, with an entry for each axis of ``operand``.
        unique_indices: promise that windows do not overlap, of use to derivatives.
        indices_are_sorted: a promise that is not needed.
        mode: ``"clip"`` moves windows inside, ``"fill"`` gives ``fill_value`` for those that are
            not wholly inside; ``None`` promises that all are.
        fill_value: ``None``: NaN, the least signed or greatest unsigned integer, true.
    Returns:
        Array of ``operand.dtype``: the axes of ``start_indices`` without the last, and the windows'.
    Raises:
        TypeError: the lists do not fit the shapes.
        ValueError: the indices are not integers.

    >>> numbers = cv.lax.GatherDimensionNumbers((), collapsed_slice_dims=(0,), start_index_map=(0,))
    >>> cv.lax.gather(cnp.array([10, 11, 12]), cnp.array([[2], [0]]), numbers, (1,))
    Array([12, 10], dtype=int32)
    """
    x, indices = as_array(operand, "gather"), _indices(start_indices, "gather")
    return gather_filled(
        x,
        indices,
        offset_axes=dimension_numbers.offset_dims,
        collapsed_axes=dimension_numbers.collapsed_slice_dims,
        start_index_map=dimension_numbers.start_index_map,
        slice_sizes=as_shape(slice_sizes, "gather"),
        operand_batch_axes=dimension_numbers.operand_batching_dims,
        indices_batch_axes=dimension_numbers.start_indices_batching_dims,
        mode=reading_mode(mode),
        fill_value=fill_value,
        unique_indices=bool(unique_indices),
        public="gather",
    )


def index_take(src: ArrayLike, idxs: Sequence[ArrayLike], axes: Sequence[int]) -> Array:
    """Parts of an array at positions along some axes, counted around.

    Args:
        src: array.
        idxs: integer arrays of rank 1 and one length, one for each of ``axes``.
        axes: axes of ``src``.
    Returns:
        Array: an axis for the positions, then the other axes of ``src``.
    Raises:
        ValueError: the positions are not integers.

    >>> cv.lax.index_take(cnp.array([[1, 2], [3, 4]]), (cnp.array([-1]),), (0,))
    Array([[3, 4]], dtype=int32)
    """
    x = as_array(src, "index_take")
    columns = []
    for positions, axis in zip(idxs, axes):
        column = _core.convert(_indices(positions, "index_take"), np.dtype(np.int32))
        size = x.shape[axis]
        remainder = _core.rem(column, size)
        columns.append(_core.select(_core.less(remainder, 0), _core.add(remainder, size), remainder))
    indices = ops.concatenate([ops.expand_dims(c, (1,)) for c in columns], 1)
    return ops.gather(
        x,
        indices,
        offset_axes=range(1, x.ndim - len(axes) + 1),
        collapsed_axes=tuple(axes),
        start_index_map=tuple(axes),
        slice_sizes=[1 if i in axes else n for i, n in enumerate(x.shape)],
        mode="promise_in_bounds",
        public="index_take",
    )


# Changing

_ARGS = """

    Args:
        operand: array.
        scatter_indices: integer array; its last axis holds index vectors.
        updates: array of the dtype of ``operand``: the axes of ``scatter_indices`` without the last, and
            those of the windows.
        dimension_numbers: how the axes belong together.
        indices_are_sorted: a promise that is not needed.
        unique_indices: promise that no element meets two updates, of use to derivatives.
        mode: ``"clip"`` moves windows inside; ``"fill"``, ``"drop"`` and ``None`` leave out those that are
            not wholly inside.
    Returns:
        Array of the shape and dtype of ``operand``.
    Raises:
        TypeError: the lists do not fit the shapes, or the dtypes differ.
        ValueError: the indices are not integers.

    >>> numbers = cv.lax.ScatterDimensionNumbers(
    ...     update_window_dims=(), inserted_window_dims=(0,), scatter_dims_to_operand_dims=(0,))
    >>> x, updates = cnp.array([1.0, 2.0, 3.0]), cnp.array([5.0, 0.5])
"""

Scatter = Callable[..., Array]


def _scatter(kind: str, name: str, summary: str, example: str, negate: bool = False) -> Scatter:
    def function(
        operand: ArrayLike,
        scatter_indices: ArrayLike,
        updates: ArrayLike,
        dimension_numbers: ScatterDimensionNumbers,
        *,
        indices_are_sorted: bool = False,
        unique_indices: bool = False,
        mode: str | GatherScatterMode | None = None,
    ) -> Array:
        x, indices = as_array(operand, name), _indices(scatter_indices, name)
        new = as_array(updates, name, 2)
        if new.dtype != x.dtype:
            raise error(
                TypeError,
                f"lax.{name} requires arguments to have the same dtypes, got {x.dtype}, {new.dtype}; "
                f"convert the updates with .astype(x.dtype)",
            )
        if negate:
            new = _core.negative(new)
        return _emit(kind, name, x, indices, new, dimension_numbers, unique_indices, mode)

    function.__name__ = function.__qualname__ = name
    call, result = example.split(" -> ")
    function.__doc__ = f"{summary}{_ARGS}    >>> {call}\n    {result}\n    "
    return function


def _emit(
    kind: str,
    name: str,
    x: Array,
    indices: Array,
    updates: Array,
    numbers: ScatterDimensionNumbers,
    unique: bool,
    mode: Any,
) -> Array:
    return ops.scatter(
        x,
        indices,
        updates,
        kind=kind,
        window_axes=numbers.update_window_dims,
        inserted_axes=numbers.inserted_window_dims,
        start_index_map=numbers.scatter_dims_to_operand_dims,
        operand_batch_axes=numbers.operand_batching_dims,
        indices_batch_axes=numbers.scatter_indices_batching_dims,
        mode=changing_mode(mode),
        unique_indices=bool(unique),
        public=name,
    )


scatter = _scatter(
    "set",
    "scatter",
    "An array with windows at computed positions replaced; of several updates of an element the last stays.",
    "cv.lax.scatter(x, cnp.array([[2], [0]]), updates, numbers) -> Array([0.5, 2. , 5. ], dtype=float32)",
)
scatter_add = _scatter(
    "add",
    "scatter_add",
    "An array with updates added to windows at computed positions.",
    "cv.lax.scatter_add(x, cnp.array([[2], [2]]), updates, numbers) -> Array([1. , 2. , 8.5], dtype=float32)",
)
scatter_sub = _scatter(
    "add",
    "scatter_sub",
    "An array with updates subtracted from windows at computed positions.",
    "cv.lax.scatter_sub(x, cnp.array([[2], [2]]), updates, numbers) -> "
    "Array([ 1. ,  2. , -2.5], dtype=float32)",
    negate=True,
)
scatter_mul = _scatter(
    "mul",
    "scatter_mul",
    "An array with windows at computed positions multiplied by updates.",
    "cv.lax.scatter_mul(x, cnp.array([[2], [2]]), updates, numbers) -> Array([1. , 2. , 7.5], dtype=float32)",
)
scatter_min = _scatter(
    "min",
    "scatter_min",
    "An array with the lesser of elements and updates in windows at computed positions.",
    "cv.lax.scatter_min(x, cnp.array([[2], [2]]), updates, numbers) -> Array([1. , 2. , 0.5], dtype=float32)",
)
scatter_max = _scatter(
    "max",
    "scatter_max",
    "An array with the greater of elements and updates in windows at computed positions.",
    "cv.lax.scatter_max(x, cnp.array([[2], [2]]), updates, numbers) -> Array([1., 2., 5.], dtype=float32)",
)


def scatter_apply(
    operand: ArrayLike,
    scatter_indices: ArrayLike,
    func: Callable[[Array], Array],
    dimension_numbers: ScatterDimensionNumbers,
    *,
    update_shape: Sequence[int] = (),
    indices_are_sorted: bool = False,
    unique_indices: bool = False,
    mode: str | GatherScatterMode | None = None,
) -> Array:
    """An array with a function applied in windows at computed positions, as often as they are listed.

    Args:
        operand: array.
        scatter_indices: integer array; its last axis holds index vectors. A constant, one vector, or
            promised to be unique.
        func: function of elements.
        dimension_numbers: how the axes belong together.
        update_shape: shape that updates would have.
        indices_are_sorted: a promise that is not needed.
        unique_indices: promise that no element is in two windows.
        mode: as for :func:`scatter`.
    Returns:
        Array of the shape and dtype of ``operand``.
    Raises:
        NotImplementedError: the positions are traced and may repeat.

    >>> numbers = cv.lax.ScatterDimensionNumbers((), (0,), (0,))
    >>> positions = cnp.array([[1], [1]])
    >>> cv.lax.scatter_apply(cnp.array([1, 2]), positions, lambda x: 3 * x, numbers, update_shape=(2,))
    Array([ 1, 18], dtype=int32)
    """
    name = "scatter_apply"
    x, indices = as_array(operand, name), _indices(scatter_indices, name)
    ones = _core.full(as_shape(update_shape, name), 1, np.dtype(np.int32))
    none = _core.full(x.shape, 0, np.dtype(np.int32))
    count = _emit("add", name, none, indices, ones, dimension_numbers, unique_indices, mode)
    if unique_indices or math.prod(indices.shape[:-1]) == 1 or most(count, name) == 1:
        changed = _core.convert(as_array(func(x), name), x.dtype, x.weak_type)
        return _core.select(_core.greater(count, 0), changed, x)
    return apply_repeatedly(func, x, count, name)
