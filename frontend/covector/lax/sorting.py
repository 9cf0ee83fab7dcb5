"""Orders of elements by their op-level names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from covector import _core, dtypes
from covector.core.operands import as_array, as_axis, as_index, describe
from covector.errors import error
from covector.typing import Array, ArrayLike


def sort(operand: Any, dimension: int = -1, is_stable: bool = True, num_keys: int = 1) -> Any:
    """Arrays in ascending order along an axis.

    False is before true, NaN is after all numbers, -0 and 0 are equal, and complex numbers are
    ordered by the real and then the imaginary part.

    Args:
        operand: array, or a sequence of arrays of one shape, which are reordered together.
        dimension: the axis.
        is_stable: whether equal elements stay in their order; they always do.
        num_keys: how many of the arrays are keys: where elements of one are equal, the next
            decides.
    Returns:
        Array, or a tuple of arrays.
    Raises:
        TypeError: the shapes differ, or there is no operand.
        ValueError: the axis is out of bounds, or ``num_keys`` does not fit.

    >>> cv.lax.sort((cnp.array([2, 1, 2]), cnp.array([5, 6, 7])))
    (Array([1, 2, 2], dtype=int32), Array([6, 5, 7], dtype=int32))
    """
    if not isinstance(operand, (tuple, list)):
        x = as_array(operand, "sort")
        if num_keys != 1:
            raise error(ValueError, f"sort: expected num_keys=1 for one operand, got {num_keys}")
        return _emit_sort((x,), dimension, 1)
    xs = tuple(as_array(x, "sort", i) for i, x in enumerate(operand))
    if not xs:
        raise error(TypeError, "sort: expected at least one operand, got none")
    if not 1 <= num_keys <= len(xs):
        raise error(
            ValueError,
            f"sort: expected num_keys from 1 to {len(xs)}, the number of operands, got {num_keys}",
        )
    for x in xs[1:]:
        if x.shape != xs[0].shape:
            raise error(
                TypeError,
                f"sort: expected operands of one shape, got {describe(xs[0])} and {describe(x)}; "
                "broadcast them first",
            )
    result = _emit_sort(xs, dimension, num_keys)
    return result if isinstance(result, tuple) else (result,)


def _emit_sort(xs: tuple[Array, ...], dimension: int, num_keys: int) -> Any:
    axis = as_axis(dimension, xs[0].ndim, "sort")
    results = _core.emit("sort", xs, axis=axis, num_keys=num_keys, public="sort")
    results = results if isinstance(results, (tuple, list)) else (results,)
    # Every array keeps its own weak type.
    results = tuple(_core.convert(r, r.dtype, x.weak_type) for r, x in zip(results, xs, strict=True))
    return results if len(results) > 1 else results[0]


def sort_key_val(
    keys: ArrayLike, values: ArrayLike, dimension: int = -1, is_stable: bool = True
) -> tuple[Array, Array]:
    """Keys in ascending order along an axis, and values in the same order.

    Args:
        keys: array.
        values: array of the same shape.
        dimension: the axis.
        is_stable: whether equal keys stay in their order; they always do.
    Returns:
        A pair of arrays.
    Raises:
        TypeError: the shapes differ.

    >>> cv.lax.sort_key_val(cnp.array([2, 1]), cnp.array([5, 6]))
    (Array([1, 2], dtype=int32), Array([6, 5], dtype=int32))
    """
    return sort((keys, values), dimension, is_stable, 1)


def argsort(keys: Sequence[Array], axis: int, public: str = "argsort", index_dtype: Any = None) -> Array:
    """Positions in the order of keys, the first of which counts most.

    Args:
        keys: arrays of one shape.
        axis: the axis, counted from the front.
        public: name for messages.
        index_dtype: dtype of the positions; ``None`` is int32 (int64 with x64 on).
    Returns:
        Integer array.

    >>> cv.lax.sorting.argsort((cnp.array([2, 1, 2]),), 0)
    Array([1, 0, 2], dtype=int32)
    """
    index = dtypes.python_scalar_dtype(int) if index_dtype is None else index_dtype
    return _core.emit("argsort", tuple(keys), axis=axis, index_type=index, public=public)


def top_k(operand: ArrayLike, k: int, *, axis: int = -1) -> tuple[Array, Array]:
    """The greatest elements along an axis, in descending order, and their positions.

    Of equal elements the first comes first. NaN is before all numbers (after all where its sign
    is set), and 0 before -0.

    Args:
        operand: array of real numbers.
        k: how many.
        axis: the axis.
    Returns:
        A pair of arrays of size ``k`` along the axis; positions are int32.
    Raises:
        ValueError: ``k`` is negative or more than there are, or the numbers are complex.

    >>> cv.lax.top_k(cnp.array([3, 1, 7, 5]), 2)
    (Array([7, 5], dtype=int32), Array([2, 3], dtype=int32))
    """
    x = as_array(operand, "top_k")
    return _top_k("top_k", x, k, axis)


def _top_k(public: str, x: Array, k: int, axis: int) -> tuple[Array, Array]:
    count = as_index(k, public, "k")
    if x.dtype.kind == "c":
        raise error(ValueError, f"{public}: complex numbers have no order, got {describe(x)}; take a part")
    if x.ndim == 0:
        raise error(TypeError, f"{public}: expected rank 1 or more, got {describe(x)}")
    along = as_axis(axis, x.ndim, public)
    if not 0 <= count <= x.shape[along]:
        raise error(
            ValueError,
            f"{public}: expected k from 0 to {x.shape[along]}, the size of axis {along} of "
            f"{describe(x)}, got {count}",
        )
    values, positions = _core.emit("top_k", (x,), axis=along, k=count, public=public)
    return _core.convert(values, x.dtype, x.weak_type), positions


def _approx(public: str, operand: ArrayLike, k: int, axis: int, negate: bool) -> tuple[Array, Array]:
    x = as_array(operand, public)
    if not dtypes.is_float(x.dtype):
        raise error(TypeError, f"{public}: expected floating-point numbers, got {describe(x)}")
    if not negate:
        return _top_k(public, x, k, axis)
    values, positions = _top_k(public, _core.negative(x), k, axis)
    return _core.negative(values), positions


def approx_max_k(
    operand: ArrayLike,
    k: int,
    reduction_dimension: int = -1,
    recall_target: float = 0.95,
    reduction_input_size_override: int = -1,
    aggregate_to_topk: bool = True,
) -> tuple[Array, Array]:
    """The greatest elements along an axis and their positions; here they are exact.

    Args:
        operand: array of floats.
        k: how many.
        reduction_dimension: the axis.
        recall_target: accepted: all are found.
        reduction_input_size_override: accepted, not needed.
        aggregate_to_topk: accepted: there are always ``k`` results.
    Returns:
        A pair of arrays of size ``k`` along the axis; positions are int32.
    Raises:
        TypeError: ``operand`` is not floating point.

    >>> cv.lax.approx_max_k(cnp.array([3.0, 1.0, 7.0]), 1)
    (Array([7.], dtype=float32), Array([2], dtype=int32))
    """
    return _approx("approx_max_k", operand, k, reduction_dimension, False)


def approx_min_k(
    operand: ArrayLike,
    k: int,
    reduction_dimension: int = -1,
    recall_target: float = 0.95,
    reduction_input_size_override: int = -1,
    aggregate_to_topk: bool = True,
) -> tuple[Array, Array]:
    """The least elements along an axis and their positions; here they are exact.

    Args:
        operand: array of floats.
        k: how many.
        reduction_dimension: the axis.
        recall_target: accepted: all are found.
        reduction_input_size_override: accepted, not needed.
        aggregate_to_topk: accepted: there are always ``k`` results.
    Returns:
        A pair of arrays of size ``k`` along the axis; positions are int32.
    Raises:
        TypeError: ``operand`` is not floating point.

    >>> cv.lax.approx_min_k(cnp.array([3.0, 1.0, 7.0]), 1)
    (Array([1.], dtype=float32), Array([1], dtype=int32))
    """
    return _approx("approx_min_k", operand, k, reduction_dimension, True)


def search_sorted(public: str, sorted_: Array, values: Array, right: bool, index_dtype: Any = None) -> Array:
    """Places of values in an array that ascends, of the same dtype.

    Args:
        public: name for messages.
        sorted_: array of rank 1.
        values: array of any shape.
        right: whether after equal elements.
        index_dtype: dtype of the places; ``None`` is int32 (int64 with x64 on).
    Returns:
        Integer array of the shape of ``values``.

    >>> cv.lax.sorting.search_sorted("f", cnp.array([1, 3]), cnp.array([2]), False)
    Array([1], dtype=int32)
    """
    index = dtypes.python_scalar_dtype(int) if index_dtype is None else index_dtype
    return _core.emit("search_sorted", (sorted_, values), right=right, index_type=index, public=public)
