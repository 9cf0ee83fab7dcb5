"""Reductions and contractions by their op-level names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from covector import _core, dtypes
from covector.core import ops
from covector.core.contraction import contract
from covector.core.operands import as_array, as_axes, as_axis
from covector.errors import error
from covector.typing import Array, ArrayLike

# Reductions and contractions


def _reduction(kind: str, summary: str, result: str) -> Callable[[ArrayLike, Sequence[int]], Array]:
    name = f"reduce_{kind}"
    values = "[True, False]" if kind in ("and", "or") else "[1, 2, 3]"

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
