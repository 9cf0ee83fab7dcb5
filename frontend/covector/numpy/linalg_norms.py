"""``cnp.linalg``: norms, condition numbers and ranks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from covector import _core
from covector.core import ops
from covector.core.compiled import compiled
from covector.core.operands import as_array, as_axes, as_inexact
from covector.errors import error
from covector.numpy import logic, reduction
from covector.numpy.linalg_decompositions import svd, svdvals
from covector.numpy.linalg_solve import inv
from covector.numpy.shape import moveaxis
from covector.typing import Array, ArrayLike


def _square_sum(x: Array, axes: tuple[int, ...], keepdims: bool) -> Array:
    if x.dtype.kind == "c":
        parts = _core.real(x), _core.imag(x)
        square = _core.add(_core.multiply(parts[0], parts[0]), _core.multiply(parts[1], parts[1]))
    else:
        square = _core.multiply(x, x)
    return reduction.sum(square, axes, keepdims=keepdims)


def _root(square: Array) -> Array:
    """The square root, whose derivative at 0 is that of a norm: 0 is one of its subgradients."""
    zero = _core.equal(square, 0)
    return _core.select(zero, ops.zeros_like(square), _core.sqrt(square))


@compiled("ord", "axes", "keepdims")
def _vector_norm(x: Array, ord: Any, axes: tuple[int, ...], keepdims: bool) -> Array:
    if ord is None or ord == 2:
        return _root(_square_sum(x, axes, keepdims))
    size = _core.absolute(x)
    if ord == math.inf:
        return reduction.max(size, axes, keepdims=keepdims, initial=0)
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
        return _root(_square_sum(x, axes, keepdims))
    if ord in (2, -2, "nuc"):
        values = svdvals(moveaxis(x, axes, (-2, -1)))
        if ord == "nuc":
            result = reduction.sum(values, -1)
        elif ord == 2:
            result = reduction.max(values, -1, initial=0)
        else:
            result = reduction.min(values, -1)
        return ops.expand_dims(result, sorted(axes)) if keepdims else result
    row, column = axes
    first, second = (row, column) if ord in (1, -1) else (column, row)
    sums = reduction.sum(_core.absolute(x), first, keepdims=True)
    if ord > 0:
        result = reduction.max(sums, second, keepdims=True, initial=0)
    else:
        result = reduction.min(sums, second, keepdims=True)
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
        ord: of vectors any number (2 if ``None``); of matrices ``"fro"`` (``None``), ``"nuc"``, 1, -1,
            2, -2, inf or -inf.
        axis: one axis of vectors or two of matrices; ``None``: the whole array.
        keepdims: whether the axes stay, with size 1.
    Returns:
        Float array without the axes.
    Raises:
        ValueError: ``ord`` does not fit.

    >>> float(cnp.linalg.norm(cnp.array([3.0, 4.0])))
    5.0
    """
    y = as_inexact(x, "norm")
    if axis is None and ord is None:
        return _vector_norm(y, None, tuple(range(y.ndim)), keepdims)
    axes = as_axes(axis, y.ndim, "norm")
    if len(axes) == 1:
        return _vector_norm(y, _vector_order(ord, "norm"), axes, keepdims)
    if len(axes) != 2:
        raise error(
            ValueError,
            f"norm: expected one axis of vectors or two of matrices, got {len(axes)} of shape {y.shape}",
        )
    if ord not in (None, "fro", "f", "nuc", 1, -1, 2, -2, math.inf, -math.inf):
        raise error(
            ValueError,
            f"norm: invalid order {ord!r} for matrices; expected None, 'fro', 'nuc', 1, -1, 2, -2, inf "
            "or -inf",
        )
    return _matrix_norm(y, ord, axes, keepdims)


def _vector_order(ord: Any, public: str) -> Any:
    if isinstance(ord, str):
        raise error(ValueError, f"{public}: invalid order {ord!r} for vectors; expected a number or None")
    return ord


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
        ValueError: an axis is out of bounds, or ``ord`` is not a number.

    >>> float(cnp.linalg.vector_norm(cnp.array([[3.0], [4.0]])))
    5.0
    """
    y = as_inexact(x, "vector_norm")
    return _vector_norm(y, _vector_order(ord, "vector_norm"), as_axes(axis, y.ndim, "vector_norm"), keepdims)


def matrix_norm(x: ArrayLike, /, *, keepdims: bool = False, ord: int | float | str = "fro") -> Array:
    """Norm of the matrices in the last two axes.

    Args:
        x: array, shape ``(..., n, m)``.
        keepdims: whether the axes stay, with size 1.
        ord: ``"fro"``, ``"nuc"``, 1, -1, 2, -2, inf or -inf.
    Returns:
        Float array of shape ``(...)``.
    Raises:
        ValueError: ``ord`` does not fit.

    >>> float(cnp.linalg.matrix_norm(cnp.array([[3.0, 4.0]])))
    5.0
    """
    return norm(x, ord, (-2, -1), keepdims)


def cond(x: ArrayLike, p: int | float | str | None = None) -> Array:
    """Condition number of matrices.

    Args:
        x: array, shape ``(..., n, m)``, not empty; square unless ``p`` is ``None``, 2 or -2.
        p: order of the norm, see :func:`norm`; ``None`` for 2.
    Returns:
        Float array of shape ``(...)``, infinite for singular matrices.
    Raises:
        ValueError: the shape does not fit.

    >>> float(cnp.linalg.cond(cnp.array([[4.0, 0.0], [0.0, 2.0]])))
    2.0
    """
    y = as_inexact(x, "cond")
    if y.ndim < 2 or 0 in y.shape[-2:]:
        raise error(ValueError, f"cond: expected matrices that are not empty, got shape {y.shape}")
    if p is None or p == 2:
        values = svdvals(y)
        return values[..., 0] / values[..., -1]
    if p == -2:
        values = svdvals(y)
        result = values[..., -1] / values[..., 0]
    else:
        if y.shape[-1] != y.shape[-2]:
            raise error(ValueError, f"cond: expected square matrices for p={p!r}, got shape {y.shape}")
        result = _core.multiply(norm(y, p, (-2, -1)), norm(inv(y), p, (-2, -1)))
    # What is NaN is so because the matrix is singular, unless it holds NaN.
    holds_nan = reduction.any(logic.isnan(y), (-2, -1))
    singular = logic.isnan(result) & ~holds_nan
    return _core.select(singular, math.inf, result)


def matrix_rank(
    M: ArrayLike,
    rtol: ArrayLike | None = None,
    *,
    hermitian: bool = False,
    tol: ArrayLike | None = None,
) -> Array:
    """Number of singular values that are not negligible.

    Args:
        M: array, shape ``(..., n, m)``.
        rtol: values that are not greater than this count as zero; if ``None``, the greatest value
            times ``max(n, m)`` times the precision of the dtype. As in JAX it is an absolute bound.
        hermitian: whether the matrices are Hermitian.
        tol: the same under its old name.
    Returns:
        int32 array of shape ``(...)``.
    Raises:
        ValueError: both ``rtol`` and ``tol`` are given.

    >>> int(cnp.linalg.matrix_rank(cnp.ones((2, 2))))
    1
    """
    if tol is not None and rtol is not None:
        raise error(ValueError, f"matrix_rank: expected one of rtol and tol, got rtol={rtol} and tol={tol}")
    x, bound = as_inexact(M, "matrix_rank"), tol if rtol is None else rtol
    if x.ndim < 2:
        return _core.convert(reduction.any(_core.not_equal(x, 0)), np.dtype("int32"))
    values = svd(x, full_matrices=False, compute_uv=False, hermitian=hermitian)
    if bound is None:
        factor = max(x.shape[-2:]) * float(np.finfo(values.dtype).eps)
        bound = _core.multiply(reduction.max(values, -1, initial=0), factor)
    limit = as_array(bound, "matrix_rank", 1)
    return reduction.sum(_core.greater(values, ops.expand_dims(limit, (limit.ndim,))), -1)
