"""Elements at a position of their own for every place along an axis."""

from __future__ import annotations

import dataclasses
from typing import Any

from covector import _core
from covector.core import indexing, ops
from covector.core.compiled import compiled
from covector.core.index_modes import changing_mode, reading_mode
from covector.core.index_reads import gather_filled, is_static
from covector.core.operands import as_array, as_axis, broadcast_shapes
from covector.errors import error
from covector.typing import Array, ArrayLike


def take_along_axis(
    arr: ArrayLike,
    indices: ArrayLike,
    axis: int | None = -1,
    mode: str | None = None,
    fill_value: Any = None,
    *,
    wrap_negative_indices: bool = True,
) -> Array:
    """Elements at a position of its own for every place along an axis.

    Args:
        arr: array.
        indices: integer array of the same rank, broadcast against ``arr`` but for ``axis``.
        axis: the axis; ``None`` ravels ``arr``.
        mode: ``"fill"`` (``None``) gives ``fill_value`` for positions out of bounds; ``"clip"`` takes the
            nearest; ``"promise_in_bounds"`` promises that there are none.
        fill_value: ``None``: NaN, the least signed or greatest unsigned integer.
        wrap_negative_indices: whether negative positions count from the end.
    Returns:
        Array of the broadcast shape.
    Raises:
        TypeError: the indices are not integers.
        ValueError: the ranks differ.

    >>> cnp.take_along_axis(cnp.array([[1, 2], [3, 4]]), cnp.array([[1], [0]]), 1)
    Array([[2],
           [3]], dtype=int32)
    """
    x, positions = as_array(arr, "take_along_axis"), as_array(indices, "take_along_axis", 1)
    if axis is None:
        x, axis = ops.reshape(x, (x.size,)), 0
    along = as_axis(axis, x.ndim, "take_along_axis")
    how = reading_mode("fill" if mode is None else mode)
    function = _taken_eagerly if is_static(fill_value) else _taken
    return function(x, positions, along, how, fill_value, bool(wrap_negative_indices))


def _taken(x: Array, positions: Array, axis: int, mode: str, fill_value: Any, wrap: bool) -> Array:
    windows = _Along.of("take_along_axis", x, positions, axis)
    offset = [i for i in range(len(windows.shape)) if i in windows.whole]
    return gather_filled(
        ops.reshape(x, [n for i, n in enumerate(x.shape) if i not in windows.repeated]),
        windows.indices,
        offset_axes=offset,
        collapsed_axes=(windows.axis,),
        start_index_map=(windows.axis,),
        slice_sizes=windows.sizes,
        operand_batch_axes=windows.operand_batch,
        indices_batch_axes=windows.indices_batch,
        mode=mode,
        fill_value=fill_value,
        wrap_negative=wrap,
        public="take_along_axis",
    )


_taken_eagerly = compiled("axis", "mode", "fill_value", "wrap")(_taken)


@dataclasses.dataclass
class _Along:
    """How positions of a rank and an array of that rank belong together along one axis.

    Attributes:
        indices: the positions with a last axis of size 1, without the axes `whole`.
        shape: the result's.
        axis: of the array without the axes `repeated`.
        whole: axes along which the positions are the same; the result's windows run over them.
        repeated: axes along which the array is the same.
        sizes: of windows.
        operand_batch: the other axes of the array without `repeated`.
        indices_batch: those of the indices that run together with them.
    """

    indices: Array
    shape: tuple[int, ...]
    axis: int
    whole: list[int]
    repeated: list[int]
    sizes: list[int]
    operand_batch: list[int]
    indices_batch: list[int]

    @staticmethod
    def of(public: str, x: Array, positions: Array, along: int, spread: bool = False) -> _Along:
        """With `spread`, no axis is whole or repeated: both are broadcast to full shape."""
        if x.ndim != positions.ndim:
            raise error(
                ValueError, f"{public}: expected indices of rank {x.ndim}, got shape {positions.shape}"
            )
        if positions.dtype.kind not in "iu":
            raise error(TypeError, f"{public}: indices must have integer type, got {positions.dtype}")
        rest = [i for i in range(x.ndim) if i != along]
        common = broadcast_shapes(public, [x.shape[i] for i in rest], [positions.shape[i] for i in rest])
        shape = list(common)
        shape.insert(along, positions.shape[along])
        if spread:
            positions = _core.broadcast_to(positions, tuple(shape))
        whole = [i for i in rest if positions.shape[i] == 1 and x.shape[i] != 1]
        repeated = [i for i in rest if x.shape[i] == 1]
        kept = [i for i in range(x.ndim) if i not in whole]
        column = indexing.as_positions(positions, x.shape[along])
        column = ops.reshape(column, [*(positions.shape[i] for i in kept), 1])
        own = [i for i in range(x.ndim) if i not in repeated]
        together = [i for i in own if i != along and i not in whole]
        return _Along(
            column,
            tuple(shape),
            own.index(along),
            whole,
            repeated,
            [x.shape[i] if i in whole else 1 for i in own],
            [own.index(i) for i in together],
            [kept.index(i) for i in together],
        )


def put_along_axis(
    arr: ArrayLike,
    indices: ArrayLike,
    values: ArrayLike,
    axis: int | None,
    inplace: bool = True,
    *,
    mode: str | None = None,
) -> Array:
    """A copy with elements replaced at a position of its own for every place along an axis.

    Args:
        arr: array.
        indices: integer array of the same rank, broadcast against ``arr`` but for ``axis``.
        values: numbers to put there, broadcast against ``indices``.
        axis: the axis; ``None`` ravels ``arr`` for the count of positions.
        inplace: must be ``False``, as arrays are immutable.
        mode: as for ``.at[].set``.
    Returns:
        Array of the shape of ``arr``.
    Raises:
        ValueError: ``inplace`` is true.

    >>> cnp.put_along_axis(cnp.zeros(3), cnp.array([1]), 5.0, 0, inplace=False)
    Array([0., 5., 0.], dtype=float32)
    """
    if inplace:
        raise error(ValueError, "put_along_axis: arrays are immutable; pass inplace=False, use the result")
    x, positions = as_array(arr, "put_along_axis"), as_array(indices, "put_along_axis", 1)
    flat = ops.reshape(x, (x.size,)) if axis is None else x
    along = as_axis(0 if axis is None else axis, flat.ndim, "put_along_axis")
    sizes = [1 if i == along else n for i, n in enumerate(positions.shape)]
    common = broadcast_shapes(
        "put_along_axis", sizes, [1 if i == along else n for i, n in enumerate(flat.shape)]
    )
    full = _core.broadcast_to(flat, tuple(flat.shape[i] if i == along else n for i, n in enumerate(common)))
    windows = _Along.of("put_along_axis", full, positions, along, spread=True)
    new = indexing.cast_values(as_array(values, "put_along_axis", 2), x.dtype, "set")
    result = ops.scatter(
        ops.reshape(full, [n for i, n in enumerate(full.shape) if i not in windows.repeated]),
        windows.indices,
        _core.broadcast_to(new, windows.shape),
        kind="set",
        window_axes=(),
        inserted_axes=(windows.axis,),
        start_index_map=(windows.axis,),
        operand_batch_axes=windows.operand_batch,
        indices_batch_axes=windows.indices_batch,
        mode=changing_mode(mode),
        wrap_negative=True,
        public="put_along_axis",
    )
    return ops.reshape(result, x.shape if axis is None else full.shape)
