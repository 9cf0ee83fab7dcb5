"""``cnp.linalg``: norms and products. Decompositions are not here yet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from covector import _core
from covector.core import ops
from covector.core.compiled import compiled
from covector.core.operands import as_array, as_axes, as_inexact
from covector.errors import error
from covector.numpy import contraction, matrices, reduction
from covector.numpy.contraction import matmul as matmul
from covector.numpy.contraction import tensordot as tensordot
from covector.numpy.contraction import vecdot as vecdot
from covector.numpy.shape import matrix_transpose as matrix_transpose
from covector.typing import Array, ArrayLike


def _square_sum(x: Array, axes: tuple[int, ...], keepdims: bool) -> Array:
    if x.dtype.kind == "c":
        parts = _core.real(x), _core.imag(x)
        square = _core.add(_core.multiply(parts[0], parts[0]), _core.multiply(parts[1], parts[1]))
    else:
        square = _core.multiply(x, x)
    return reduction.sum(square, axes, keepdims=keepdims)


@compiled("ord", "axes", "keepdims")
def _vector_norm(x: Array, ord: Any, axes: tuple[int, ...], keepdims: bool) -> Array:
    if ord is None or ord == 2:
        return _core.sqrt(_square_sum(x, axes, keepdims))
    size = _core.absolute(x)
    if ord == math.inf:
        return reduction.max(size, axes, keepdims=keepdims)
    if ord == -math.inf:
        return reduction.min(size, axes, keepdims=keepdims)
    if ord == 0:
        return reduction.sum(_core.not_equal(x, 0), axes, dtype=size.dtype, keepdims=keepdims)
    if ord == 1:
        return reduction.sum(size, axes, keepdims=keepdims)
    total = reduction.sum(_core.power(size, ord), axes, keepdims=keepdims)
    return _core.power(total, 1 / ord)


@compiled("ord", "axes", "keepdims")
def _matrix_norm(x: Array, ord: Any, axes: tuple[int, ...], keepdims: bool) -> Array:
    if ord in (None, "fro", "f"):
        return _core.sqrt(_square_sum(x, axes, keepdims))
    row, column = axes
    first, second = (row, column) if ord in (1, -1) else (column, row)
    sums = reduction.sum(_core.absolute(x), first, keepdims=True)
    function = reduction.max if ord > 0 else reduction.min
    result = function(sums, second, keepdims=True)
    return result if keepdims else ops.squeeze(result, axes)


def norm(
    x: ArrayLike,
    ord: int | float | str | None = None,
    axis: int | Sequence[int] | None = None,
    keepdims: bool = False,
) -> Array:
    """Norm of vectors or matrices.

    Args:
        x: array; integers become floats.
        ord: of vectors any number (2 if ``None``); of matrices ``"fro"`` (``None``), 1, -1, inf
            or -inf.
        axis: one axis of vectors or two of matrices; ``None``: the whole array.
        keepdims: whether the axes stay, with size 1.
    Returns:
        Float array without the axes.
    Raises:
        ValueError: ``ord`` does not fit.
        NotImplementedError: a norm that needs singular values (2, -2, "nuc").

    >>> float(cnp.linalg.norm(cnp.array([3.0, 4.0])))
    5.0
    """
    y = as_inexact(x, "norm")
    if axis is None and ord is None:
        return _vector_norm(y, None, tuple(range(y.ndim)), keepdims)
    axes = as_axes(axis, y.ndim, "norm")
    if len(axes) == 1:
        if isinstance(ord, str):
            raise error(ValueError, f"norm: invalid order {ord!r} for vectors; expected a number")
        return _vector_norm(y, ord, axes, keepdims)
    if len(axes) != 2:
        raise error(ValueError, f"norm: expected one or two axes, got {len(axes)} of {y.shape}")
    if ord in (2, -2, "nuc"):
        raise error(
            NotImplementedError,
            f"norm: ord={ord!r} of matrices needs singular values, which do not exist here yet",
        )
    if ord not in (None, "fro", "f", 1, -1, math.inf, -math.inf):
        raise error(ValueError, f"norm: invalid order {ord!r} for matrices")
    return _matrix_norm(y, ord, axes, keepdims)


def vector_norm(
    x: ArrayLike,
    /,
    *,
    axis: int | Sequence[int] | None = None,
    keepdims: bool = False,
    ord: int | float = 2,
) -> Array:
    """Norm of vectors along one axis or several.

    Args:
        x: array; integers become floats.
        axis: the axes; ``None`` for all.
        keepdims: whether the axes stay, with size 1.
        ord: any number.
    Returns:
        Float array without the axes.
    Raises:
        ValueError: an axis is out of bounds.

    >>> float(cnp.linalg.vector_norm(cnp.array([[3.0], [4.0]])))
    5.0
    """
    y = as_inexact(x, "vector_norm")
    return _vector_norm(y, ord, as_axes(axis, y.ndim, "vector_norm"), keepdims)


def matrix_norm(x: ArrayLike, /, *, keepdims: bool = False, ord: int | float | str = "fro") -> Array:
    """Norm of the matrices in the last two axes.

    Args:
        x: array, shape ``(..., n, m)``.
        keepdims: whether the axes stay, with size 1.
        ord: ``"fro"``, 1, -1, inf or -inf.
    Returns:
        Float array of shape ``(...)``.
    Raises:
        NotImplementedError: a norm that needs singular values.

    >>> float(cnp.linalg.matrix_norm(cnp.array([[3.0, 4.0]])))
    5.0
    """
    return norm(x, ord, (-2, -1), keepdims)


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
        ValueError: fewer than two arrays.

    >>> float(cnp.linalg.multi_dot([cnp.ones(2), cnp.ones((2, 3)), cnp.ones(3)]))
    6.0
    """
    from covector.numpy.einsum import einsum

    xs = [as_array(x, "multi_dot", i) for i, x in enumerate(arrays)]
    if len(xs) < 2:
        raise error(ValueError, f"multi_dot: expected two or more arrays, got {len(xs)}")
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
        n: how many times, not negative.
    Returns:
        Array of the same shape.
    Raises:
        NotImplementedError: ``n`` is negative.

    >>> cnp.linalg.matrix_power(cnp.array([[1, 1], [0, 1]]), 3)
    Array([[1, 3],
           [0, 1]], dtype=int32)
    """
    x = as_array(a, "matrix_power")
    if x.ndim < 2 or x.shape[-1] != x.shape[-2]:
        raise error(ValueError, f"matrix_power: expected square matrices, got shape {x.shape}")
    if n < 0:
        raise error(NotImplementedError, "matrix_power: inverses do not exist here yet")
    if n == 0:
        return _core.broadcast_to(matrices.eye(x.shape[-1], dtype=x.dtype), x.shape)
    result = None
    while n:
        if n & 1:
            result = x if result is None else matmul(result, x)
        n >>= 1
        x = matmul(x, x) if n else x
    assert result is not None
    return result
