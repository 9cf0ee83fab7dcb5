"""Every element from those before it: scans along an axis."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from covector import _core
from covector.core import ops
from covector.core import tree as trees
from covector.core.operands import as_array, as_axis, describe
from covector.errors import error
from covector.typing import Array, ArrayLike


class CumulativeFunction(Protocol):
    """A scan by a known operation."""

    def __call__(self, operand: ArrayLike, axis: int = 0, reverse: bool = False) -> Array: ...


def _cumulative(name: str, summary: str, example: str) -> CumulativeFunction:
    def function(operand: ArrayLike, axis: int = 0, reverse: bool = False) -> Array:
        x = as_array(operand, name)
        along = as_axis(axis, x.ndim, name)
        return _core.emit(name, (x,), axis=along, reverse=bool(reverse), weak_type=x.weak_type, public=name)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"""Cumulative {summary} along an axis.

    Args:
        operand: array of rank 1 or more.
        axis: the axis.
        reverse: whether the last element comes first.
    Returns:
        Array of the shape and dtype of ``operand``; sums and products of integers wrap around.
    Raises:
        ValueError: the axis is out of bounds.
        TypeError: the dtype has no such operation.

    >>> cv.lax.{name}(cnp.array({example[: example.index("->")].strip()}))
    Array({example[example.index("->") + 2 :].strip()})
    """
    return function


cumsum = _cumulative("cumsum", "sum", "[1, 2, 3] -> [1, 3, 6], dtype=int32")

cumprod = _cumulative("cumprod", "product", "[2, 3, 4] -> [ 2,  6, 24], dtype=int32")

cummax = _cumulative("cummax", "maximum, NaN from the first NaN on,", "[1, 3, 2] -> [1, 3, 3], dtype=int32")

cummin = _cumulative("cummin", "minimum, NaN from the first NaN on,", "[2, 3, 1] -> [2, 2, 1], dtype=int32")

cumlogsumexp = _cumulative(
    "cumlogsumexp",
    "logarithm of the sum of exponentials",
    "[0.0, 0.0] -> [0.       , 0.6931472], dtype=float32",
)


def associative_scan(fn: Callable[[Any, Any], Any], elems: Any, reverse: bool = False, axis: int = 0) -> Any:
    """The results of an associative operation on all elements up to each one.

    The operation is called on whole arrays, some twice the logarithm of the length times.

    Args:
        fn: associative operation; takes two trees like ``elems`` with any number of elements along
            ``axis``, and gives one.
        elems: tree of arrays of one size along ``axis``.
        reverse: whether the last element comes first.
        axis: the axis.
    Returns:
        Tree of arrays like ``elems``.
    Raises:
        TypeError: ``fn`` cannot be called.
        ValueError: the arrays' sizes along ``axis`` differ.
    Source:
        G. E. Blelloch, Prefix sums and their applications, 1990.

    >>> cv.lax.associative_scan(cnp.multiply, cnp.array([1, 2, 3, 4]))
    Array([ 1,  2,  6, 24], dtype=int32)
    """
    if not callable(fn):
        raise error(TypeError, f"associative_scan: expected a function for fn, got {describe(fn)}")
    leaves, structure = trees.flatten(elems)
    arrays = [as_array(leaf, "associative_scan", i) for i, leaf in enumerate(leaves)]
    if not arrays:
        return elems
    axes = [as_axis(axis, x.ndim, "associative_scan") for x in arrays]
    sizes = {x.shape[i] for x, i in zip(arrays, axes)}
    if len(sizes) > 1:
        raise error(
            ValueError,
            f"associative_scan: expected arrays of one size along axis {axis}, got shapes "
            f"{[x.shape for x in arrays]}",
        )

    def combine(a: list[Array], b: list[Array]) -> list[Array]:
        results, shape = trees.flatten(fn(structure.unflatten(a), structure.unflatten(b)))
        if shape != structure:
            raise error(
                TypeError,
                f"associative_scan: expected fn to give a tree like elems, {structure}, got {shape}",
            )
        return [as_array(x, "associative_scan") for x in results]

    if reverse:
        arrays = [ops.reverse(x, (i,)) for x, i in zip(arrays, axes)]
    scanned = _scan_pairs(combine, arrays, axes)
    if reverse:
        scanned = [ops.reverse(x, (i,)) for x, i in zip(scanned, axes)]
    return structure.unflatten(scanned)


def _scan_pairs(combine: Callable[..., list[Array]], xs: list[Array], axes: list[int]) -> list[Array]:
    """The scan of neighbours' results gives every second result; the others take one step more."""
    size = xs[0].shape[axes[0]]
    if size < 2:
        return xs

    def every_second(arrays: list[Array], start: int, limit: int) -> list[Array]:
        return [ops.slice_axis(x, start, limit, i, 2) for x, i in zip(arrays, axes)]

    def first(arrays: list[Array], start: int, limit: int) -> list[Array]:
        return [ops.slice_axis(x, start, limit, i) for x, i in zip(arrays, axes)]

    pairs = combine(every_second(xs, 0, size - 1), every_second(xs, 1, size))
    odd = _scan_pairs(combine, pairs, axes)
    count = size // 2 - (size % 2 == 0)  # even results after the first
    even = combine(first(odd, 0, count), every_second(xs, 2, size)) if count else []
    starts = first(xs, 0, 1)
    evens = [ops.concatenate([s, e], i) for s, e, i in zip(starts, even, axes)] if even else starts
    return [_interleave(e, o, i) for e, o, i in zip(evens, odd, axes)]


def _interleave(evens: Array, odds: Array, axis: int) -> Array:
    """Elements in turn; the last of ``evens`` may be over."""
    n, m = evens.shape[axis], odds.shape[axis]
    filler = ops.zeros_like(ops.slice_axis(odds, 0, n - m, axis)) if n > m else None
    odds = odds if filler is None else ops.concatenate([odds, filler], axis)
    both = ops.concatenate([ops.expand_dims(x, (axis + 1,)) for x in (evens, odds)], axis + 1)
    shape = (*evens.shape[:axis], 2 * n, *evens.shape[axis + 1 :])
    return ops.slice_axis(ops.reshape(both, shape), 0, n + m, axis)
