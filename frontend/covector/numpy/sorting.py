"""Arrays and positions in ascending order."""

from __future__ import annotations

from typing import Any

from covector import _core, dtypes
from covector.core import ops
from covector.core.operands import as_array, as_axis, as_index, describe
from covector.errors import error
from covector.lax import sorting
from covector.typing import Array, ArrayLike, DTypeLike


def _along(public: str, a: ArrayLike, axis: int | None) -> tuple[Array, int]:
    """The array and the axis, counted from the front; ``None`` ravels."""
    x = as_array(a, public)
    if axis is None:
        return ops.reshape(x, (x.size,), public), 0
    return x, as_axis(axis, x.ndim, public)


def _check_options(public: str, kind: Any, order: Any) -> None:
    if kind is not None:
        raise error(
            TypeError, f"{public}: 'kind' argument is not supported, got {kind!r}; every sort is stable"
        )
    if order is not None:
        raise error(
            TypeError,
            f"{public}: 'order' argument is not supported, got {order!r}; arrays have no fields, and "
            "cnp.lexsort takes several keys",
        )


def sort(
    a: ArrayLike,
    axis: int | None = -1,
    *,
    kind: None = None,
    order: None = None,
    stable: bool = True,
    descending: bool = False,
) -> Array:
    """Elements in ascending order along an axis.

    False is before true, NaN is after all numbers, -0 and 0 are equal, and complex numbers are
    ordered by the real and then the imaginary part.

    Args:
        a: array of any dtype.
        axis: the axis; ``None`` ravels ``a``.
        kind: must be ``None``.
        order: must be ``None``: arrays have no fields.
        stable: accepted: the sort is always stable.
        descending: whether in the opposite order, NaN first.
    Returns:
        Array of the shape and dtype of ``a``.
    Raises:
        ValueError: ``axis`` is out of bounds.

    >>> cnp.sort(cnp.array([3, 1, 2]))
    Array([1, 2, 3], dtype=int32)
    """
    _check_options("sort", kind, order)
    x, along = _along("sort", a, axis)
    result = _core.emit("sort", (x,), axis=along, num_keys=1, weak_type=x.weak_type, public="sort")
    return ops.reverse(result, (along,)) if descending else result


def argsort(
    a: ArrayLike,
    axis: int | None = -1,
    *,
    kind: None = None,
    order: None = None,
    stable: bool = True,
    descending: bool = False,
    dtype: DTypeLike | None = None,
) -> Array:
    """Positions that put an array in ascending order along an axis.

    Args:
        a: array of any dtype, ordered as by :func:`sort`.
        axis: the axis; ``None`` ravels ``a``.
        kind: must be ``None``.
        order: must be ``None``: arrays have no fields.
        stable: accepted: equal elements always stay in their order.
        descending: whether in the opposite order; equal elements stay in their order.
        dtype: integer dtype of the positions; ``None`` is int32 (int64 with x64 on).
    Returns:
        Integer array of the shape of ``a``.
    Raises:
        ValueError: ``axis`` is out of bounds.

    >>> cnp.argsort(cnp.array([30, 10, 20]))
    Array([1, 2, 0], dtype=int32)
    """
    _check_options("argsort", kind, order)
    x, along = _along("argsort", a, axis)
    target = None if dtype is None else dtypes.requested(dtype, "argsort")
    if target is not None and target.kind not in "iu":
        raise error(TypeError, f"argsort: expected an integer dtype, got {target}")
    length = x.shape[along]
    if descending:  # backwards, sorted, and backwards again, so that equal elements keep their order
        backwards = sorting.argsort((ops.reverse(x, (along,)),), along)
        result = ops.reverse(_core.subtract(length - 1, backwards), (along,))
    else:
        result = sorting.argsort((x,), along)
    return result if target is None else _core.convert(result, target)


def lexsort(keys: Any, axis: int = -1) -> Array:
    """Positions that put several keys in ascending order, of which the last counts most.

    Args:
        keys: sequence of arrays of one shape, or an array whose rows are the keys.
        axis: the axis of each key.
    Returns:
        Integer array of the shape of a key.
    Raises:
        TypeError: there are no keys.
        ValueError: the shapes differ.

    >>> cnp.lexsort((cnp.array([1, 0, 2]), cnp.array([5, 5, 4])))
    Array([2, 1, 0], dtype=int32)
    """
    arrays = tuple(as_array(k, "lexsort", i) for i, k in enumerate(keys))
    if not arrays:
        raise error(TypeError, "lexsort: need sequence of keys with len > 0, got none")
    for key in arrays[1:]:
        if key.shape != arrays[0].shape:
            raise error(
                ValueError,
                f"lexsort: all keys need to be the same shape, got {describe(arrays[0])} and {describe(key)}",
            )
    if arrays[0].ndim == 0:
        return _core.full((), 0, dtypes.python_scalar_dtype(int))
    return sorting.argsort(arrays[::-1], as_axis(axis, arrays[0].ndim, "lexsort"), "lexsort")


def sort_complex(a: ArrayLike) -> Array:
    """Elements in ascending order along the last axis, as complex numbers.

    Args:
        a: array of any dtype.
    Returns:
        Complex array of the shape of ``a``.
    Raises:
        ValueError: ``a`` has rank 0.

    >>> cnp.sort_complex(cnp.array([2, 1]))
    Array([1.+0.j, 2.+0.j], dtype=complex64)
    """
    x = sort(a, -1)
    return _core.convert(x, dtypes.to_complex(dtypes.to_inexact(x.dtype)))


def _check_kth(public: str, x: Array, kth: int, along: int) -> None:
    number, size = as_index(kth, public, "kth"), x.shape[along]
    if not -size <= number < size:
        raise error(
            ValueError,
            f"{public}: kth(={number}) is out of bounds for axis {along} of {describe(x)}; expected "
            f"{-size} <= kth < {size}",
        )


def partition(a: ArrayLike, kth: int, axis: int | None = -1) -> Array:
    """An array whose ``kth`` element along an axis stands where it would if it were sorted.

    Those before are not greater, those behind not less. (All are sorted here, which is as fast.)

    Args:
        a: array of any dtype, ordered as by :func:`sort`.
        kth: a position along the axis.
        axis: the axis; ``None`` ravels ``a``.
    Returns:
        Array of the shape and dtype of ``a``.
    Raises:
        ValueError: ``kth`` or ``axis`` is out of bounds.

    >>> int(cnp.partition(cnp.array([3, 1, 2]), 1)[1])
    2
    """
    x, along = _along("partition", a, axis)
    _check_kth("partition", x, kth, along)
    return sort(x, along)


def argpartition(a: ArrayLike, kth: int, axis: int | None = -1) -> Array:
    """Positions of the elements of :func:`partition`.

    Args:
        a: array of any dtype, ordered as by :func:`sort`.
        kth: a position along the axis.
        axis: the axis; ``None`` ravels ``a``.
    Returns:
        Integer array of the shape of ``a``.
    Raises:
        ValueError: ``kth`` or ``axis`` is out of bounds.

    >>> int(cnp.argpartition(cnp.array([3, 1, 2]), 1)[1])
    2
    """
    x, along = _along("argpartition", a, axis)
    _check_kth("argpartition", x, kth, along)
    return argsort(x, along)


__all__ = ["argpartition", "argsort", "lexsort", "partition", "sort", "sort_complex"]
