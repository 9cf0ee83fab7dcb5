"""Copies of arrays with some elements changed: put, place, fill_diagonal."""

from __future__ import annotations

import numpy as np

from covector import _core
from covector.core import ops
from covector.core.indexing import IndexUpdateRef, cast_values
from covector.core.operands import as_array
from covector.errors import error
from covector.numpy import logic
from covector.typing import Array, ArrayLike


def _refuse_inplace(inplace: bool, public: str, kind: type[Exception] = ValueError) -> None:
    if inplace:
        raise error(kind, f"{public}: arrays are immutable; pass inplace=False and use the result")


def _as_many(values: Array, count: int) -> Array:
    """The elements again and again, until there are ``count``."""
    flat = ops.reshape(values, (values.size,))
    if flat.size >= count:
        return ops.slice_axis(flat, 0, count, 0) if flat.size > count else flat
    repeated = _core.broadcast_to(flat, (-(-count // flat.size), flat.size))
    return ops.slice_axis(ops.reshape(repeated, (repeated.size,)), 0, count, 0)


def put(
    a: ArrayLike, ind: ArrayLike, v: ArrayLike, mode: str | None = None, *, inplace: bool = True
) -> Array:
    """A copy with elements at positions counted in row-major order replaced.

    Args:
        a: array.
        ind: integer array of positions.
        v: numbers to put there; repeated where there are fewer.
        mode: ``None`` leaves out positions out of bounds, ``"clip"`` moves them to the nearest,
            ``"wrap"`` counts around.
        inplace: must be ``False``, as arrays are immutable.
    Returns:
        Array of the shape and dtype of ``a``.
    Raises:
        NotImplementedError: ``mode`` is ``"raise"``.
        ValueError: ``inplace`` is true, or an unknown ``mode``.

    >>> cnp.put(cnp.zeros(4), cnp.array([0, 2]), cnp.array([5.0, 7.0]), inplace=False)
    Array([5., 0., 7., 0.], dtype=float32)
    """
    _refuse_inplace(inplace, "put")
    x, positions, values = as_array(a, "put"), as_array(ind, "put", 1), as_array(v, "put", 2)
    if mode == "raise":
        raise error(NotImplementedError, 'put: mode "raise" is not supported; use clip, wrap or None')
    if mode not in (None, "clip", "wrap"):
        raise error(ValueError, f"put: mode should be one of None, 'clip' or 'wrap', got {mode!r}")
    if not x.size or not positions.size or not values.size:
        return x
    positions = ops.reshape(positions, (positions.size,))
    wrap = True
    if mode == "wrap":
        from covector.numpy.arithmetic import remainder

        positions = remainder(positions, x.size)
    elif mode == "clip":
        wrap = False
    flat = ops.reshape(x, (x.size,))
    new = cast_values(_as_many(values, positions.size), x.dtype, "put")
    how = "clip" if mode == "clip" else "drop"
    changed = IndexUpdateRef(flat, positions).set(new, mode=how, wrap_negative_indices=wrap)
    return ops.reshape(changed, x.shape)


def place(arr: ArrayLike, mask: ArrayLike, vals: ArrayLike, *, inplace: bool = True) -> Array:
    """A copy with the elements where a mask holds replaced, in row-major order.

    Args:
        arr: array.
        mask: boolean array of the same size.
        vals: the new elements in turn, repeated where there are fewer.
        inplace: must be ``False``, as arrays are immutable.
    Returns:
        Array of the shape and dtype of ``arr``.
    Raises:
        ValueError: ``inplace`` is true, the sizes differ, or ``vals`` is empty.

    >>> cnp.place(cnp.array([1, 2, 3]), cnp.array([True, False, True]), cnp.array([8, 9]), inplace=False)
    Array([8, 2, 9], dtype=int32)
    """
    _refuse_inplace(inplace, "place")
    x, values = as_array(arr, "place"), as_array(vals, "place", 2)
    chosen = logic.truth(as_array(mask, "place", 1), "place")
    if chosen.size != x.size:
        raise error(
            ValueError, f"place: arr and mask must be the same size, got {x.shape} and {chosen.shape}"
        )
    if not values.size:
        raise error(ValueError, "place: Cannot place values from an empty array")
    if not x.size:
        return x
    from covector.numpy import cumsum

    order = _core.subtract(cumsum(_core.convert(ops.reshape(chosen, (x.size,)), np.dtype(np.int32))), 1)
    values = cast_values(ops.reshape(values, (values.size,)), x.dtype, "place")
    new = values[_core.rem(order, values.size)]
    return _core.select(ops.reshape(chosen, x.shape), ops.reshape(new, x.shape), x)


def fill_diagonal(a: ArrayLike, val: ArrayLike, wrap: bool = False, *, inplace: bool = True) -> Array:
    """A copy with the elements replaced whose positions along all axes are equal.

    Args:
        a: array of rank 2 or more; of more, all axes are equally long.
        val: a number, or numbers that are taken in turn.
        wrap: whether the diagonal of a tall matrix starts again below the square.
        inplace: must be ``False``, as arrays are immutable.
    Returns:
        Array of the shape and dtype of ``a``.
    Raises:
        NotImplementedError: ``inplace`` is true.
        ValueError: the shape has no diagonal.

    >>> cnp.fill_diagonal(cnp.zeros((2, 3)), 5, inplace=False)
    Array([[5., 0., 0.],
           [0., 5., 0.]], dtype=float32)
    """
    _refuse_inplace(inplace, "fill_diagonal", NotImplementedError)
    x, values = as_array(a, "fill_diagonal"), as_array(val, "fill_diagonal", 1)
    if x.ndim < 2:
        raise error(ValueError, f"fill_diagonal: array must be at least 2-d, got shape {x.shape}")
    if x.ndim > 2 and len(set(x.shape)) != 1:
        raise error(
            ValueError, f"fill_diagonal: All dimensions of input must be of equal length, got {x.shape}"
        )
    if not x.size or not values.size:
        return x
    length = min(x.shape)
    if wrap and x.ndim == 2 and x.shape[0] > x.shape[1] + 1:
        rows = np.array([r for r in range(x.shape[0]) if r % (x.shape[1] + 1) != x.shape[1]], np.int32)
        index = (rows, (rows % (x.shape[1] + 1)).astype(np.int32))
        length = len(rows)
    else:
        index = (np.arange(length, dtype=np.int32),) * x.ndim
    new = values if values.ndim == 0 else _as_many(values, length)
    return IndexUpdateRef(x, index).set(new, unique_indices=True)
