"""Reductions and contractions by their op-level names."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from covector import _core, dtypes
from covector.core import ops
from covector.core.contraction import contract
from covector.core.operands import as_array, as_axes, as_axis
from covector.errors import error
from covector.lax.computation import Computation
from covector.typing import Array, ArrayLike

# Reductions and contractions


def _reduction(kind: str, summary: str, result: str) -> Callable[[ArrayLike, Sequence[int]], Array]:
    name = f"reduce_{kind}"
    values = "[True, False]" if kind in ("and", "or", "xor") else "[1, 2, 3]"

    def function(operand: ArrayLike, axes: Sequence[int]) -> Array:
        x = as_array(operand, name)
        return ops.reduce(kind, x, as_axes(tuple(axes), x.ndim, name))

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"""{summary} along axes.

    Args:
        operand: array.
        axes: the axes.
    Returns:
        Array without the axes, of the same dtype.
    Raises:
        ValueError: an axis is out of bounds.

    >>> cv.lax.{name}(cnp.array({values}), (0,)).item()
    {result}
    """
    return function


reduce_sum = _reduction("sum", "Sum", "6")

reduce_prod = _reduction("prod", "Product", "6")

reduce_max = _reduction("max", "Greatest element", "3")

reduce_min = _reduction("min", "Least element", "1")

reduce_and = _reduction("and", "Bitwise and", "False")

reduce_or = _reduction("or", "Bitwise or", "True")

reduce_xor = _reduction("xor", "Bitwise exclusive or", "True")


def reduce(
    operands: Any, init_values: Any, computation: Callable[[Any, Any], Any], dimensions: Sequence[int]
) -> Any:
    """Combines the elements along axes by a function.

    What is known, such as ``cv.lax.add`` with 0, is an operation. Any other function is called for pairs
    of neighbours, then for pairs of the results, and so on, on all of them at once.

    Args:
        operands: array, or tree of arrays of one shape.
        init_values: scalar, or tree of scalars, that changes nothing when combined.
        computation: associative function of two scalars, or of two trees of scalars.
        dimensions: the axes.
    Returns:
        Array, or tree of arrays, without the axes.
    Raises:
        ValueError: an axis is out of bounds, or structures or shapes differ.
        TypeError: dtypes differ, or ``computation`` gives something else.

    >>> float(cv.lax.reduce(cnp.array([1.0, 2.0, 4.0]), 0.0, lambda x, y: cnp.hypot(x, y), (0,)))
    4.582575798034668
    """
    by = Computation("reduce", computation, operands, init_values)
    rank = by.operands[0].ndim
    axes = as_axes(tuple(dimensions), rank, "reduce")
    kind = by.known()
    if kind is not None:
        return by.structure.unflatten([ops.reduce(kind, by.operands[0], axes, "reduce")])
    kept = [i for i in range(rank) if i not in axes]
    shape = [by.operands[0].shape[i] for i in kept]
    count = math.prod(by.operands[0].shape[i] for i in axes)
    rows = [ops.transpose(x, (*sorted(axes), *kept)) for x in by.operands]
    rows = [ops.reshape(x, (count, *shape)) for x in rows]
    results = by.started(tuple(shape))
    if count and results[0].size:
        results = by.combine(results, _fold_rows(by, rows))
    return by.structure.unflatten(results)


def _fold_rows(by: Computation, rows: list[Array]) -> list[Array]:
    """Neighbouring rows combined until one is left; odd ones wait for their turn at the end."""
    parts: list[list[Array]] = []
    while (count := rows[0].shape[0]) > 1:
        if count % 2:
            parts.append([ops.slice_axis(x, count - 1, count, 0) for x in rows])
        even = count // 2 * 2
        left = [ops.slice_axis(x, 0, even - 1, 0, 2) for x in rows]
        rows = by.combine(left, [ops.slice_axis(x, 1, even, 0, 2) for x in rows])
    return [ops.squeeze(x, (0,)) for x in by.fold([rows, *reversed(parts)])]


def argmax(operand: ArrayLike, axis: int, index_dtype: Any) -> Array:
    """Position of the greatest element along an axis.

    Args:
        operand: array of real numbers.
        axis: the axis.
        index_dtype: dtype of the positions.
    Returns:
        Array without the axis.
    Raises:
        ValueError: the axis is empty.

    >>> cv.lax.argmax(cnp.array([1, 3, 2]), 0, cnp.int32)
    Array(1, dtype=int32)
    """
    x = as_array(operand, "argmax")
    index = dtypes.requested(index_dtype, "argmax")
    return _core.emit("argmax", (x,), axis=as_axis(axis, x.ndim, "argmax"), index_type=index)


def argmin(operand: ArrayLike, axis: int, index_dtype: Any) -> Array:
    """Position of the least element along an axis.

    Args:
        operand: array of real numbers.
        axis: the axis.
        index_dtype: dtype of the positions.
    Returns:
        Array without the axis.
    Raises:
        ValueError: the axis is empty.

    >>> cv.lax.argmin(cnp.array([2, 1, 3]), 0, cnp.int32)
    Array(1, dtype=int32)
    """
    x = as_array(operand, "argmin")
    index = dtypes.requested(index_dtype, "argmin")
    return _core.emit("argmin", (x,), axis=as_axis(axis, x.ndim, "argmin"), index_type=index)


def dot_general(
    lhs: ArrayLike,
    rhs: ArrayLike,
    dimension_numbers: Any,
    precision: Any = None,
    preferred_element_type: Any = None,
) -> Array:
    """Sums of products along contracted axes, for every index of the batch axes.

    Args:
        lhs: array.
        rhs: array of the same dtype.
        dimension_numbers: ``((contracted of lhs, of rhs), (batch of lhs, of rhs))``.
        precision: accepted; products and sums are in the operands' full precision.
        preferred_element_type: dtype of the sums and the result.
    Returns:
        Array of the batch axes, then the other axes of ``lhs``, then those of ``rhs``.
    Raises:
        TypeError: sizes or dtypes do not fit.

    >>> cv.lax.dot_general(cnp.ones((2, 3)), cnp.ones((3, 4)), (((1,), (0,)), ((), ()))).shape
    (2, 4)
    """
    x, y = as_array(lhs, "dot_general"), as_array(rhs, "dot_general", 1)
    contracting, batch = dimension_numbers
    return contract("dot_general", x, y, contracting, batch, preferred_element_type)


def dot(lhs: ArrayLike, rhs: ArrayLike, precision: Any = None,
        preferred_element_type: Any = None) -> Array:  # fmt: skip
    """Product of vectors and matrices.

    Args:
        lhs: array of rank 1 or 2.
        rhs: array of rank 1 or 2.
        precision: accepted; products and sums are in the operands' full precision.
        preferred_element_type: dtype of the sums and the result.
    Returns:
        Array.
    Raises:
        TypeError: another rank, or sizes do not fit.

    >>> float(cv.lax.dot(cnp.ones(3), cnp.ones(3)))
    3.0
    """
    x, y = as_array(lhs, "dot"), as_array(rhs, "dot", 1)
    if not (1 <= x.ndim <= 2 and 1 <= y.ndim <= 2):
        raise error(TypeError, f"dot: expected rank 1 or 2, got shapes {x.shape} and {y.shape}")
    axes = (((x.ndim - 1,), (0,)), ((), ()))
    return dot_general(x, y, axes, precision, preferred_element_type)


def batch_matmul(lhs: ArrayLike, rhs: ArrayLike, precision: Any = None) -> Array:
    """Matrix product for every index of the leading axes.

    Args:
        lhs: array, shape ``(..., n, k)``.
        rhs: array, shape ``(..., k, m)``.
        precision: accepted; products and sums are in the operands' full precision.
    Returns:
        Array of shape ``(..., n, m)``.
    Raises:
        TypeError: sizes do not fit.

    >>> cv.lax.batch_matmul(cnp.ones((5, 2, 3)), cnp.ones((5, 3, 4))).shape
    (5, 2, 4)
    """
    x, y = as_array(lhs, "batch_matmul"), as_array(rhs, "batch_matmul", 1)
    rank = x.ndim
    if y.ndim != rank or rank < 2:
        raise error(TypeError, f"batch_matmul: expected one rank of 2 or more, got {x.shape} and {y.shape}")
    batch = tuple(range(rank - 2))
    return dot_general(x, y, (((rank - 1,), (rank - 2,)), (batch, batch)))
