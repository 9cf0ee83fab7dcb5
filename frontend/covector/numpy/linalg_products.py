"""``cnp.linalg``: products of matrices and vectors, diagonals."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from covector import _core
from covector.core.matrices import identity
from covector.core.operands import as_array, as_index
from covector.errors import error
from covector.numpy import contraction, matrices, reduction
from covector.numpy.contraction import matmul
from covector.numpy.linalg_solve import inv
from covector.typing import Array, ArrayLike


def outer(x1: ArrayLike, x2: ArrayLike, /) -> Array:
    """All products of an element of one vector and one of another.

    Args:
        x1: array of rank 1.
        x2: array of rank 1.
    Returns:
        Array of shape ``(x1.size, x2.size)``.
    Raises:
        ValueError: another rank.

    >>> cnp.linalg.outer(cnp.ones(2), cnp.ones(3)).shape
    (2, 3)
    """
    x, y = as_array(x1, "outer"), as_array(x2, "outer", 1)
    if x.ndim != 1 or y.ndim != 1:
        raise error(ValueError, f"linalg.outer: expected rank 1, got {x.shape} and {y.shape}")
    return contraction.outer(x, y)


def cross(x1: ArrayLike, x2: ArrayLike, /, *, axis: int = -1) -> Array:
    """Vector product in three dimensions.

    Args:
        x1: array of vectors of 3 components.
        x2: array of vectors of 3 components.
        axis: the axis of the components.
    Returns:
        Array of the broadcast shape.
    Raises:
        ValueError: another number of components.

    >>> cnp.linalg.cross(cnp.array([1, 0, 0]), cnp.array([0, 1, 0]))
    Array([0, 0, 1], dtype=int32)
    """
    x, y = as_array(x1, "cross"), as_array(x2, "cross", 1)
    if x.shape[axis] != 3 or y.shape[axis] != 3:
        raise error(ValueError, f"linalg.cross: expected 3 components, got {x.shape}, {y.shape}")
    return contraction.cross(x, y, axis=axis)


def diagonal(x: ArrayLike, /, *, offset: int = 0) -> Array:
    """Diagonal of the matrices in the last two axes.

    Args:
        x: array, shape ``(..., n, m)``.
        offset: the diagonal.
    Returns:
        Array of shape ``(..., k)``.
    Raises:
        ValueError: the rank is below 2.

    >>> cnp.linalg.diagonal(cnp.eye(2))
    Array([1., 1.], dtype=float32)
    """
    return matrices.diagonal(x, offset, -2, -1)


def trace(x: ArrayLike, /, *, offset: int = 0, dtype: Any = None) -> Array:
    """Sum along a diagonal of the matrices in the last two axes.

    Args:
        x: array, shape ``(..., n, m)``.
        offset: the diagonal.
        dtype: dtype of the result.
    Returns:
        Array of shape ``(...)``.
    Raises:
        ValueError: the rank is below 2.

    >>> float(cnp.linalg.trace(cnp.eye(2)))
    2.0
    """
    return reduction.trace(x, offset, -2, -1, dtype)


def multi_dot(arrays: Sequence[ArrayLike], *, precision: Any = None) -> Array:
    """Product of several matrices, in the order that needs the fewest operations.

    Args:
        arrays: two or more matrices; the first and the last may be vectors.
        precision: accepted; products and sums are in the operands' full precision.
    Returns:
        Array of rank 2, without the axes that vectors lack.
    Raises:
        ValueError: fewer than two arrays, or shapes that do not fit.

    >>> float(cnp.linalg.multi_dot([cnp.ones(2), cnp.ones((2, 3)), cnp.ones(3)]))
    6.0
    """
    from covector.numpy.einsum import einsum

    xs = [as_array(x, "multi_dot", i) for i, x in enumerate(arrays)]
    if len(xs) < 2:
        raise error(ValueError, f"multi_dot: expected two or more arrays, got {len(xs)}")
    shapes = [x.shape for x in xs]
    ends_fit = xs[0].ndim in (1, 2) and xs[-1].ndim in (1, 2)
    if not ends_fit or any(x.ndim != 2 for x in xs[1:-1]):
        raise error(
            ValueError,
            "multi_dot: expected matrices, of which the first and the last may be vectors, got shapes "
            f"{shapes}",
        )
    if any(x.shape[-1] != y.shape[0] for x, y in itertools.pairwise(xs)):
        raise error(ValueError, f"multi_dot: expected sizes that fit each other, got shapes {shapes}")
    letters = "abcdefghijklmnopqrstuvwxyz"
    terms = [letters[i : i + 2] for i in range(len(xs))]
    if xs[0].ndim == 1:
        terms[0] = terms[0][1]
    if xs[-1].ndim == 1:
        terms[-1] = terms[-1][0]
    result = (terms[0][0] if xs[0].ndim > 1 else "") + (terms[-1][-1] if xs[-1].ndim > 1 else "")
    return einsum(",".join(terms) + "->" + result, *xs)


def matrix_power(a: ArrayLike, n: int) -> Array:
    """A square matrix multiplied by itself.

    Args:
        a: array, shape ``(..., k, k)``.
        n: how many times; of the inverse if it is negative.
    Returns:
        Array of the same shape.
    Raises:
        TypeError: the matrices are not square, or ``n`` is not an integer.

    >>> cnp.linalg.matrix_power(cnp.array([[1, 1], [0, 1]]), 3)
    Array([[1, 3],
           [0, 1]], dtype=int32)
    """
    x, n = as_array(a, "matrix_power"), as_index(n, "matrix_power", "n")
    if x.ndim < 2 or x.shape[-1] != x.shape[-2]:
        raise error(TypeError, f"matrix_power: expected square matrices, got shape {x.shape}")
    if n == 0:
        return _core.broadcast_to(identity(x.shape[-1], x.shape[-1], x.dtype), x.shape)
    if n < 0:
        x, n = inv(x), -n
    result = None
    while n:
        if n & 1:
            result = x if result is None else matmul(result, x)
        n >>= 1
        x = matmul(x, x) if n else x
    assert result is not None
    return result
