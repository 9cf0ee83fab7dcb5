"""Places of values in sorted arrays, and counts of values."""

from __future__ import annotations

from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import indexing, ops
from covector.core.compiled import compiled
from covector.core.operands import as_array, describe, promote
from covector.errors import error
from covector.lax.sorting import search_sorted
from covector.numpy.positions import _concrete
from covector.typing import Array, ArrayLike

_METHODS = ("scan", "scan_unrolled", "sort", "compare_all")


def searchsorted(
    a: ArrayLike,
    v: ArrayLike,
    side: str = "left",
    sorter: ArrayLike | None = None,
    *,
    method: str = "scan",
) -> Array:
    """Places where values can be put into a sorted array so that it stays sorted.

    Args:
        a: array of rank 1 in ascending order, as :func:`sort` gives it.
        v: array of any shape.
        side: ``"left"``: before equal elements; ``"right"``: after them.
        sorter: positions that sort ``a``, as from :func:`argsort`.
        method: accepted: JAX's ``"scan"``, ``"scan_unrolled"``, ``"sort"`` and ``"compare_all"`` are
            all one compiled binary search here.
    Returns:
        Integer array of the shape of ``v``.
    Raises:
        ValueError: ``a`` is not of rank 1, or ``side`` or ``method`` has another value.

    >>> cnp.searchsorted(cnp.array([1, 3, 5]), cnp.array([0, 3, 9]))
    Array([0, 1, 3], dtype=int32)
    """
    if side not in ("left", "right"):
        raise error(
            ValueError, f"searchsorted: {side!r} is an invalid value for side; expected 'left' or 'right'"
        )
    if method not in _METHODS:
        raise error(
            ValueError,
            f"searchsorted: {method!r} is an invalid value for method; expected one of {', '.join(_METHODS)}",
        )
    x, values = promote("searchsorted", a, v)
    if x.ndim != 1:
        raise error(ValueError, f"searchsorted: a should be 1-dimensional, got {describe(x)}; ravel it first")
    if sorter is not None:
        x = indexing.getitem(x, as_array(sorter, "searchsorted", 2))
    # As in JAX, the dtype is that of positions in `a`, with x64 on too.
    index = np.dtype("int32" if x.size < 2**31 else "int64")
    return search_sorted("searchsorted", x, values, side == "right", index)


@compiled("right")
def _digitize(x: Array, bins: Array, right: bool) -> Array:
    rising = _core.less_equal(bins[0], bins[-1])
    # Falling edges are counted from their end.
    ascending = _core.select(rising, bins, ops.reverse(bins, (0,)))
    number = search_sorted("digitize", ascending, x, not right, np.dtype("int32"))
    return _core.select(rising, number, _core.subtract(bins.shape[0], number))


def digitize(x: ArrayLike, bins: ArrayLike, right: bool = False, *, method: str | None = None) -> Array:
    """The numbers of the bins that elements fall into.

    Args:
        x: array of real numbers.
        bins: edges, of rank 1, all rising or all falling.
        right: whether a bin holds its right edge instead of its left one.
        method: accepted, as for :func:`searchsorted`.
    Returns:
        Integer array of the shape of ``x``: 0 before the first edge, ``len(bins)`` behind the last.
    Raises:
        ValueError: ``bins`` is not of rank 1.

    >>> cnp.digitize(cnp.array([0.5, 1.5, 2.5]), cnp.array([1.0, 2.0]))
    Array([0, 1, 2], dtype=int32)
    """
    values, edges = promote("digitize", x, bins)
    if edges.ndim != 1:
        raise error(ValueError, f"digitize: bins must be a 1-dimensional array, got {describe(edges)}")
    if edges.size == 0:
        return _core.full(values.shape, 0, np.dtype("int32"))
    return _digitize(values, edges, bool(right))


@compiled("length")
def _count(x: Array, weights: Any, length: int) -> Array:
    dtype = dtypes.python_scalar_dtype(int) if weights is None else weights.dtype
    added = _core.full(x.shape, 1, dtype) if weights is None else weights
    below = _core.select(_core.less(x, 0), _core.full((), 0, x.dtype), x) if x.dtype.kind == "i" else x
    return indexing.IndexUpdateRef(_core.full((length,), 0, dtype), below).add(added, mode="drop")


def bincount(
    x: ArrayLike,
    weights: ArrayLike | None = None,
    minlength: int = 0,
    *,
    length: int | None = None,
    out_sharding: None = None,
) -> Array:
    """How often each non-negative integer occurs.

    Args:
        x: integer array of rank 1; negative numbers count as 0, as in JAX.
        weights: array of the same shape, added up instead of 1.
        minlength: least length of the result.
        length: length of the result, needed where ``x`` is traced; greater numbers are left out.
        out_sharding: must be ``None``.
    Returns:
        Array of rank 1.
    Raises:
        ConcretizationTypeError: ``x`` is being traced and no ``length`` is given.
        TypeError: ``x`` is not of integers.
        ValueError: ``x`` is not of rank 1, or ``weights`` is of another shape.

    >>> cnp.bincount(cnp.array([0, 1, 1]))
    Array([1, 2], dtype=int32)
    """
    numbers = as_array(x, "bincount")
    if numbers.dtype.kind not in "biu":
        raise error(TypeError, f"bincount: x argument must have an integer type, got {describe(numbers)}")
    if numbers.ndim != 1:
        raise error(ValueError, f"bincount: only 1-dimensional input supported, got {describe(numbers)}")
    if numbers.dtype.kind == "b":
        numbers = _core.convert(numbers, np.dtype("int32"))
    added = None if weights is None else as_array(weights, "bincount", 1)
    if added is not None and added.shape != numbers.shape:
        raise error(
            ValueError,
            f"bincount: expected weights of the shape of x, got {describe(added)} for {describe(numbers)}",
        )
    if length is None:
        values = _concrete(numbers, "bincount", "give length=")
        length = max(int(minlength), int(values.max(initial=-1)) + 1)
    return _count(numbers, added, max(int(length), int(minlength)))


__all__ = ["bincount", "digitize", "searchsorted"]
