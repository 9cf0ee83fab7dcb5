"""Sets of values: what is in arrays, each once."""

from __future__ import annotations

import operator
from typing import Any, NamedTuple

import numpy as np

from covector import _core, dtypes
from covector.core import interop, ops
from covector.core.compiled import compiled
from covector.core.filling import iota
from covector.core.operands import as_array, as_axis, promote
from covector.errors import error
from covector.lax.sorting import argsort, search_sorted
from covector.numpy import indexing as choosing
from covector.numpy.joining import concatenate
from covector.numpy.positions import _concrete, static_positions
from covector.numpy.shape import moveaxis
from covector.typing import Array, ArrayLike

# Note [Groups of equal rows]
# Every set function looks at a matrix whose rows are sorted, so that equal rows stand together, and
# at a mask that is true where a group starts. The values are the first rows of the groups; sorting
# is stable, so these come first in the array too. Where the number of groups must be known, the
# masks are read by Python; where `size` gives it, everything is one compiled program.


def _differs(x: Array, y: Array, equal_nan: bool) -> Array:
    """Whether elements differ; NaN differs from NaN unless said otherwise."""
    result = _core.not_equal(x, y)
    if equal_nan and dtypes.is_inexact(x.dtype):
        both = _core.bitwise_and(_core.not_equal(x, x), _core.not_equal(y, y))
        result = _core.bitwise_and(result, _core.bitwise_not(both))
    return result


@compiled("equal_nan")
def _groups(rows: Array, equal_nan: bool) -> tuple[Array, Array]:
    """Positions that sort the rows of a matrix, and where groups of equal rows start."""
    n, m = rows.shape
    if n == 0 or m == 0:
        index = dtypes.python_scalar_dtype(int)
        order = iota((n,), index, 0)
        return order, _core.equal(order, 0)
    keys = [ops.reshape(ops.slice_axis(rows, i, i + 1, 1), (n,)) for i in range(m)]
    order = argsort(keys, 0)
    ordered = choosing.take(rows, order, axis=0, mode="clip")
    differs = _differs(ops.slice_axis(ordered, 1, n, 0), ops.slice_axis(ordered, 0, n - 1, 0), equal_nan)
    first = _core.full((1,), True, np.dtype(bool))
    return order, ops.concatenate([first, ops.reduce("or", differs, (1,))], 0)


@compiled("size", "equal_nan")
def _unique_of_size(
    rows: Array, fill_value: Any, size: int, equal_nan: bool
) -> tuple[Array, Array, Array, Array]:
    """The first ``size`` groups: rows, positions, and counts; and each row's group."""
    n = rows.shape[0]
    index = dtypes.python_scalar_dtype(int)
    order, mask = _groups(rows, equal_nan)
    starts, count = static_positions(mask, n + 1)  # n where there are no more groups
    place = iota((n,), index, 0)
    group = _core.subtract(search_sorted("unique", starts, place, True), 1)
    inverse = _core.emit(
        "scatter",
        (_core.full((n,), 0, index), ops.reshape(order, (n, 1)), group),
        kind="set", window_axes=(), inserted_axes=(0,), start_index_map=(0,), operand_batch_axes=(),
        indices_batch_axes=(), mode="clip",
    )  # fmt: skip
    number = iota((size,), index, 0)
    ends = choosing.take(starts, _core.add(number, 1), mode="clip")
    begins = choosing.take(starts, number, mode="clip")
    exists = _core.less(number, count)
    if n == 0:
        first = number
        values = _core.full((size, rows.shape[1]), 0, rows.dtype)
        exists = _core.full((size,), False, np.dtype(bool))
    else:
        first = choosing.take(order, _core.select(exists, begins, 0), mode="clip")
        values = choosing.take(rows, first, axis=0, mode="clip")
    if fill_value is not None:
        wide = ops.broadcast_in_dim(exists, values.shape, (0,))
        values = _core.select(wide, values, _core.convert(fill_value, rows.dtype, rows.weak_type))
    return values, first, inverse, _core.select(exists, _core.subtract(ends, begins), 0)


def _unique_concrete(rows: Array, equal_nan: bool) -> tuple[Array, Array, Array, Array]:
    """All groups, for rows whose values are known."""
    index = dtypes.python_scalar_dtype(int)
    known = _core.as_array(_concrete(rows, "unique")) if _core.is_tracer(rows) else rows
    order, mask = (np.asarray(x) for x in _groups(known, equal_nan))
    starts = np.flatnonzero(mask)
    first = order[starts].astype(index)
    inverse = np.empty(len(order), index)
    inverse[order] = np.cumsum(mask) - 1
    counts = np.diff(np.append(starts, len(order))).astype(index)
    if _core.is_tracer(rows):
        values = rows[first]
    else:
        values = _from_numpy(interop.numpy_view(rows)[first], rows)
    return values, _core.as_array(first), _core.as_array(inverse), _core.as_array(counts)


def _from_numpy(values: np.ndarray, like: Array) -> Array:
    return _core.convert(_core.as_array(np.ascontiguousarray(values)), like.dtype, like.weak_type)


def _values_concrete(x: Array, equal_nan: bool) -> Array:
    """The different values of a known array of rank 1: sorting alone is faster than an order."""
    ordered = interop.numpy_view(_core.emit("sort", (x,), axis=0, num_keys=1, public="unique"))
    keep = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=keep[1:])
    if equal_nan and dtypes.is_inexact(x.dtype) and len(ordered) and ordered[-1] != ordered[-1]:
        unknown = ordered != ordered
        keep[1:] &= ~(unknown[1:] & unknown[:-1])
    return _from_numpy(ordered[keep], x)


def unique(
    ar: ArrayLike,
    return_index: bool = False,
    return_inverse: bool = False,
    return_counts: bool = False,
    axis: int | None = None,
    *,
    equal_nan: bool = True,
    size: int | None = None,
    fill_value: ArrayLike | None = None,
    sorted: bool = True,
) -> Any:
    """The different elements of an array, in ascending order.

    Args:
        ar: array of any dtype, ordered as by :func:`sort`.
        return_index: whether to return where each is found first.
        return_inverse: whether to return for every element which one it is.
        return_counts: whether to return how often each is found.
        axis: compare slices along an axis instead of elements; ``None`` ravels ``ar``.
        equal_nan: whether all NaN are one element.
        size: how many are returned: more are cut off, fewer are filled up. Needed in ``jit``.
        fill_value: what is filled in; ``None`` is the least element.
        sorted: accepted: the result is always sorted.
    Returns:
        Array, or a tuple of it and the arrays that were asked for.
    Raises:
        ConcretizationTypeError: ``ar`` is being traced and no ``size`` is given.
        ValueError: ``axis`` is out of bounds.

    >>> cnp.unique(cnp.array([3, 1, 3]), return_counts=True)
    (Array([1, 3], dtype=int32), Array([1, 2], dtype=int32))
    """
    x = as_array(ar, "unique")
    found = _unique(x, axis, equal_nan, size, fill_value, return_index or return_inverse or return_counts)
    chosen = (True, return_index, return_inverse, return_counts)
    result = tuple(part for part, wanted in zip(found, chosen, strict=False) if wanted)
    return result if len(result) > 1 else result[0]


def _unique(
    x: Array, axis: int | None, equal_nan: bool, size: int | None, fill_value: Any, all_parts: bool
) -> tuple[Array, ...]:
    """Values, first positions, inverse and counts."""
    along = 0 if axis is None else as_axis(axis, x.ndim, "unique")
    moved = ops.reshape(x, (x.size,)) if axis is None else moveaxis(x, along, 0)
    if size is None and axis is None and not all_parts and not _core.is_tracer(x):
        return (_values_concrete(moved, equal_nan),)
    if size is None:
        _concrete(x, "unique", "give size=")
    n = moved.shape[0]
    width = 1 if n == 0 and axis is None else (moved.size // n if n else int(np.prod(moved.shape[1:])))
    rows = ops.reshape(moved, (n, width))
    if size is None:
        parts = _unique_concrete(rows, equal_nan)
    else:
        count = operator.index(size)
        if n == 0 and count and fill_value is None:
            raise error(
                ValueError,
                "unique: for zero-sized input with nonzero size argument, fill_value must be specified",
            )
        fill = None if fill_value is None else as_array(fill_value, "unique")
        parts = _unique_of_size(rows, fill, count, equal_nan)
    values, first, inverse, counts = parts
    values = moveaxis(ops.reshape(values, (values.shape[0], *moved.shape[1:])), 0, along)
    if axis is None:
        inverse = ops.reshape(inverse, x.shape)
    return values, first, inverse, counts


class UniqueAllResult(NamedTuple):
    """What :func:`unique_all` returns."""

    values: Array
    indices: Array
    inverse_indices: Array
    counts: Array


class UniqueCountsResult(NamedTuple):
    """What :func:`unique_counts` returns."""

    values: Array
    counts: Array


class UniqueInverseResult(NamedTuple):
    """What :func:`unique_inverse` returns."""

    values: Array
    inverse_indices: Array


def unique_all(x: ArrayLike, /, *, size: int | None = None, fill_value: Any = None) -> UniqueAllResult:
    """The different elements, where they are found first, which is where, and how often.

    Args:
        x: array of any shape; every NaN is an element of its own.
        size: as for :func:`unique`.
        fill_value: as for :func:`unique`.
    Returns:
        A named tuple ``values, indices, inverse_indices, counts``.
    Raises:
        ConcretizationTypeError: ``x`` is being traced and no ``size`` is given.

    >>> cnp.unique_all(cnp.array([3, 1, 3])).indices
    Array([1, 0], dtype=int32)
    """
    return UniqueAllResult(*_unique(as_array(x, "unique_all"), None, False, size, fill_value, True))


def unique_counts(x: ArrayLike, /, *, size: int | None = None, fill_value: Any = None) -> UniqueCountsResult:
    """The different elements, and how often each is found.

    Args:
        x: array of any shape; every NaN is an element of its own.
        size: as for :func:`unique`.
        fill_value: as for :func:`unique`.
    Returns:
        A named tuple ``values, counts``.
    Raises:
        ConcretizationTypeError: ``x`` is being traced and no ``size`` is given.

    >>> cnp.unique_counts(cnp.array([3, 1, 3])).counts
    Array([1, 2], dtype=int32)
    """
    values, _, _, counts = _unique(as_array(x, "unique_counts"), None, False, size, fill_value, True)
    return UniqueCountsResult(values, counts)


def unique_inverse(
    x: ArrayLike, /, *, size: int | None = None, fill_value: Any = None
) -> UniqueInverseResult:
    """The different elements, and for every element which one it is.

    Args:
        x: array of any shape; every NaN is an element of its own.
        size: as for :func:`unique`.
        fill_value: as for :func:`unique`.
    Returns:
        A named tuple ``values, inverse_indices``.
    Raises:
        ConcretizationTypeError: ``x`` is being traced and no ``size`` is given.

    >>> cnp.unique_inverse(cnp.array([3, 1, 3])).inverse_indices
    Array([1, 0, 1], dtype=int32)
    """
    values, _, inverse, _ = _unique(as_array(x, "unique_inverse"), None, False, size, fill_value, True)
    return UniqueInverseResult(values, inverse)


def unique_values(x: ArrayLike, /, *, size: int | None = None, fill_value: Any = None) -> Array:
    """The different elements, in ascending order.

    Args:
        x: array of any shape; every NaN is an element of its own.
        size: as for :func:`unique`.
        fill_value: as for :func:`unique`.
    Returns:
        Array of rank 1.
    Raises:
        ConcretizationTypeError: ``x`` is being traced and no ``size`` is given.

    >>> cnp.unique_values(cnp.array([3, 1, 3]))
    Array([1, 3], dtype=int32)
    """
    return _unique(as_array(x, "unique_values"), None, False, size, fill_value, False)[0]


# Members


_FEW = 8  # so many elements are compared with every other faster than they are searched for


@compiled("invert")
def _isin(x: Array, y: Array, invert: bool) -> Array:
    if y.size <= _FEW:
        pairs = _core.equal(ops.expand_dims(x, (x.ndim,)), y)
        found = ops.reduce("or", pairs, (x.ndim,))
    else:
        ordered = _core.emit("sort", (y,), axis=0, num_keys=1, public="isin")
        place = search_sorted("isin", ordered, x, False)
        # A place behind the end is moved to the last element, which then is another one.
        found = _core.equal(choosing.take(ordered, place, mode="clip"), x)
    return _core.bitwise_not(found) if invert else found


def isin(
    element: ArrayLike,
    test_elements: ArrayLike,
    assume_unique: bool = False,
    invert: bool = False,
    *,
    method: str = "auto",
) -> Array:
    """Whether each element is among ``test_elements``; NaN never is.

    Args:
        element: array of any shape.
        test_elements: array of any shape.
        assume_unique: accepted for NumPy's sake.
        invert: whether to answer the opposite.
        method: accepted: JAX's ``"auto"``, ``"binary_search"``, ``"compare_all"`` and ``"sort"``.
    Returns:
        Boolean array of the shape of ``element``.
    Raises:
        TypeError: an operand is not array-like.

    >>> cnp.isin(cnp.arange(4), cnp.array([1, 3]))
    Array([False,  True, False,  True], dtype=bool)
    """
    if method not in ("auto", "binary_search", "compare_all", "sort"):
        raise error(
            ValueError,
            f"isin: expected method auto, binary_search, compare_all or sort, got {method!r}",
        )
    x, y = promote("isin", element, test_elements)
    if y.size == 0:
        return _core.full(x.shape, bool(invert), np.dtype(bool))
    return _isin(x, ops.reshape(y, (y.size,)), bool(invert))


# Sets as arrays


def _flat(public: str, ar1: ArrayLike, ar2: ArrayLike) -> list[Array]:
    return [ops.reshape(x, (x.size,)) for x in promote(public, ar1, ar2)]


def _chosen(x: Array, mask: Array, size: int | None, fill_value: Any, public: str) -> Array:
    """The elements where a mask holds; the first is filled in where nothing else is given."""
    if size is None:
        return choosing.compress(mask, x)
    positions, count = static_positions(mask, operator.index(size))
    place = iota(positions.shape, positions.dtype, 0)
    exists = _core.less(place, count)
    if x.size == 0:
        taken = _core.full(positions.shape, 0, x.dtype)
    else:
        taken = choosing.take(x, _core.select(exists, positions, 0), mode="clip")
    if fill_value is None:
        fill: Any = taken[0] if taken.size and x.size else 0
    else:
        fill = fill_value
    return _core.select(exists, taken, _core.convert(as_array(fill, public), x.dtype, x.weak_type))


def union1d(ar1: ArrayLike, ar2: ArrayLike, *, size: int | None = None, fill_value: Any = None) -> Array:
    """The different elements of both arrays, in ascending order.

    Args:
        ar1: array of any shape.
        ar2: array of any shape.
        size: as for :func:`unique`.
        fill_value: as for :func:`unique`.
    Returns:
        Array of rank 1.
    Raises:
        ConcretizationTypeError: an array is being traced and no ``size`` is given.

    >>> cnp.union1d(cnp.array([1, 2]), cnp.array([2, 3]))
    Array([1, 2, 3], dtype=int32)
    """
    return unique(concatenate(_flat("union1d", ar1, ar2)), size=size, fill_value=fill_value)


def intersect1d(
    ar1: ArrayLike,
    ar2: ArrayLike,
    assume_unique: bool = False,
    return_indices: bool = False,
    *,
    size: int | None = None,
    fill_value: Any = None,
) -> Any:
    """The elements that are in both arrays, in ascending order.

    Args:
        ar1: array of any shape.
        ar2: array of any shape.
        assume_unique: a promise that no array has an element twice.
        return_indices: whether to return where they are found first in each array, ravelled.
        size: as for :func:`unique`.
        fill_value: as for :func:`unique`.
    Returns:
        Array of rank 1, or a tuple of it and two integer arrays.
    Raises:
        ConcretizationTypeError: an array is being traced and no ``size`` is given.

    >>> cnp.intersect1d(cnp.array([1, 2, 3]), cnp.array([2, 3, 4]))
    Array([2, 3], dtype=int32)
    """
    x, y = _flat("intersect1d", ar1, ar2)
    if size is None:
        values, first, _, _ = _unique(x, None, True, None, None, True)
        others, second, _, _ = _unique(y, None, True, None, None, True)
        both = isin(values, others)
        result = choosing.compress(both, values)
        if not return_indices:
            return result
        seconds = choosing.compress(isin(others, values), second)
        return result, choosing.compress(both, first), seconds
    count = operator.index(size)
    values, first, in_x = _first_ones(x)
    in_both = _core.bitwise_and(in_x, isin(values, y))
    result = _chosen(values, in_both, count, fill_value, "intersect1d")
    if not return_indices:
        return result
    others, second, in_y = _first_ones(y)
    in_either = _core.bitwise_and(in_y, isin(others, x))
    return (
        result,
        _chosen(first, in_both, count, x.size, "intersect1d"),
        _chosen(second, in_either, count, y.size, "intersect1d"),
    )


def _first_ones(x: Array) -> tuple[Array, Array, Array]:
    """The sorted elements, where they come from, and which of them are first of equals."""
    order, mask = _groups(ops.reshape(x, (x.size, 1)), True)
    return (choosing.take(x, order, mode="clip") if x.size else x), order, mask


def setdiff1d(
    ar1: ArrayLike,
    ar2: ArrayLike,
    assume_unique: bool = False,
    *,
    size: int | None = None,
    fill_value: Any = None,
) -> Array:
    """The elements of the first array that are not in the second, in ascending order.

    Args:
        ar1: array of any shape.
        ar2: array of any shape.
        assume_unique: a promise that no array has an element twice; the order of ``ar1`` is kept.
        size: as for :func:`unique`.
        fill_value: what is filled in; ``None`` is 0, as in JAX.
    Returns:
        Array of rank 1.
    Raises:
        ConcretizationTypeError: an array is being traced and no ``size`` is given.

    >>> cnp.setdiff1d(cnp.array([1, 2, 3]), cnp.array([2]))
    Array([1, 3], dtype=int32)
    """
    own = as_array(ar1, "setdiff1d")
    x, y = ops.reshape(own, (own.size,)), as_array(ar2, "setdiff1d", 1)
    if size is None:
        values = x if assume_unique else unique(x)
        return choosing.compress(isin(values, y, invert=True), values)
    if assume_unique:
        values, mask = x, isin(x, y, invert=True)
    else:
        values, _, first = _first_ones(x)
        mask = _core.bitwise_and(first, isin(values, y, invert=True))
    return _chosen(values, mask, size, 0 if fill_value is None else fill_value, "setdiff1d")


def setxor1d(
    ar1: ArrayLike,
    ar2: ArrayLike,
    assume_unique: bool = False,
    *,
    size: int | None = None,
    fill_value: Any = None,
) -> Array:
    """The elements that are in one array but not in both, in ascending order.

    Args:
        ar1: array of any shape.
        ar2: array of any shape.
        assume_unique: a promise that no array has an element twice.
        size: as for :func:`unique`.
        fill_value: what is filled in; ``None`` is the least element.
    Returns:
        Array of rank 1.
    Raises:
        ConcretizationTypeError: an array is being traced and no ``size`` is given.

    >>> cnp.setxor1d(cnp.array([1, 2]), cnp.array([2, 3]))
    Array([1, 3], dtype=int32)
    """
    x, y = _flat("setxor1d", ar1, ar2)
    both = concatenate([x, y])
    values, _, first = _first_ones(both)
    once = _core.not_equal(isin(values, x), isin(values, y))
    if dtypes.is_inexact(values.dtype):  # NaN is in neither by comparison; it stays
        once = _core.bitwise_or(once, _core.not_equal(values, values))
    return _chosen(values, _core.bitwise_and(first, once), size, fill_value, "setxor1d")


__all__ = [
    "intersect1d", "isin", "setdiff1d", "setxor1d", "union1d", "unique", "unique_all", "unique_counts",
    "unique_inverse", "unique_values",
]  # fmt: skip
