"""``cnp.linalg``: equations, inverses and determinants."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from covector import _core
from covector.core import matrices, ops
from covector.core.compiled import compiled
from covector.core.matrices import adjoint, broadcast_batch, check_rank, check_square, inexact_operands
from covector.core.operands import as_array, as_index
from covector.errors import error
from covector.lax import linalg as lax_linalg
from covector.lax.elementwise import stop_gradient
from covector.numpy import reduction
from covector.numpy.shape import moveaxis
from covector.typing import Array, ArrayLike


class SlogdetResult(NamedTuple):
    """Sign and logarithm of the absolute value of a determinant."""

    sign: Array
    logabsdet: Array


@compiled()
def _solve(a: Array, b: Array) -> Array:
    # The factors are those of a constant: derivatives use them again, and do not pass through them.
    factors, pivots, _ = lax_linalg.lu(stop_gradient(a))
    return _core.emit("linear_solve", (a, factors, pivots, b), transpose_a=False, public="solve")


def solve(a: ArrayLike, b: ArrayLike) -> Array:
    """Solution of ``a @ x = b``.

    Args:
        a: array, shape ``(..., n, n)``.
        b: array, shape ``(n,)`` or ``(..., n, k)``; other axes are broadcast.
    Returns:
        Array of the shape of ``b``, broadcast; infinities or NaN for singular matrices (as in JAX).
    Raises:
        ValueError: the shapes do not fit.

    >>> cnp.linalg.solve(cnp.array([[2.0, 0.0], [0.0, 4.0]]), cnp.ones(2))
    Array([0.5 , 0.25], dtype=float32)
    """
    x, y = inexact_operands("solve", a, b)
    check_square("solve", x)
    is_vector = y.ndim == 1
    if is_vector:
        y = ops.expand_dims(y, (1,))
    if y.ndim < 2 or y.shape[-2] != x.shape[-1]:
        got = y.shape[:-1] if is_vector else y.shape
        raise error(
            ValueError,
            f"solve: expected a of shape (..., n, n) and b of shape (n,) or (..., n, k), got {x.shape} and "
            f"{got}; for vectors along other axes use solve(a, b[..., None])[..., 0]",
        )
    x, y = broadcast_batch("solve", x, y)
    result = _solve(x, y)
    return ops.squeeze(result, (result.ndim - 1,)) if is_vector else result


@compiled()
def _inv(x: Array) -> Array:
    n = x.shape[-1]
    return _solve(x, _core.broadcast_to(matrices.identity(n, n, x.dtype), x.shape))


def inv(a: ArrayLike) -> Array:
    """Inverse of square matrices.

    Args:
        a: array, shape ``(..., n, n)``.
    Returns:
        Array of the same shape; infinities or NaN for singular matrices (as in JAX).
    Raises:
        ValueError: the matrices are not square.

    >>> cnp.linalg.inv(cnp.array([[2.0, 0.0], [0.0, 4.0]]))
    Array([[0.5 , 0.  ],
           [0.  , 0.25]], dtype=float32)
    """
    return _inv(check_square("inv", inexact_operands("inv", a)[0]))


def _terms(x: Array, *places: tuple[int, int]) -> Array:
    product = x[(..., *places[0])]
    for place in places[1:]:
        product = _core.multiply(product, x[(..., *place)])
    return product


@compiled()
def _small_det(x: Array) -> Array:
    if x.shape[-1] == 2:
        return _core.subtract(_terms(x, (0, 0), (1, 1)), _terms(x, (0, 1), (1, 0)))
    total = None
    for i in range(3):
        j, k = (i + 1) % 3, (i + 2) % 3
        minor = _core.subtract(_terms(x, (1, j), (2, k)), _terms(x, (1, k), (2, j)))
        term = _core.multiply(_terms(x, (0, i)), minor)
        total = term if total is None else _core.add(total, term)
    assert total is not None
    return total


def det(a: ArrayLike) -> Array:
    """Determinant of square matrices.

    Args:
        a: array, shape ``(..., n, n)``.
    Returns:
        Array of shape ``(...)``. Its derivatives hold for singular matrices too.
    Raises:
        ValueError: the matrices are not square.

    >>> float(cnp.linalg.det(cnp.array([[1.0, 2.0], [3.0, 4.0]])))
    -2.0
    """
    x = check_square("det", inexact_operands("det", a)[0])
    if x.shape[-1] in (2, 3):
        return _small_det(x)
    return _core.emit("det", (x,), public="det")


def slogdet(a: ArrayLike, *, method: str | None = None) -> SlogdetResult:
    """Sign of the determinant, and logarithm of its absolute value.

    Args:
        a: array, shape ``(..., n, n)``.
        method: ``"lu"`` (``None``), or ``"qr"``, which gives the same.
    Returns:
        Named tuple of the determinant divided by its absolute value, and the logarithm of that, real, both of
        shape ``(...)``: 0 and negative infinity for singular matrices.
    Raises:
        ValueError: the matrices are not square, or another method.

    >>> float(cnp.linalg.slogdet(cnp.eye(2)).logabsdet)
    0.0
    """
    if method not in (None, "lu", "qr"):
        raise error(ValueError, f"slogdet: expected the method 'lu' or 'qr', got {method!r}")
    x = check_square("slogdet", inexact_operands("slogdet", a)[0])
    return SlogdetResult(*_core.emit("slogdet", (x,), public="slogdet"))


@compiled("hermitian")
def _pinv(x: Array, tolerance: Array, hermitian: bool) -> Array:
    if hermitian:
        x = matrices.symmetrize(x)
    real = np.empty(0, x.dtype).real.dtype
    limit = _core.broadcast_to(_core.convert(tolerance, real), x.shape[:-2])
    return _core.emit("pinv", (x, limit), public="pinv")


def pinv(
    a: ArrayLike,
    rtol: ArrayLike | None = None,
    hermitian: bool = False,
    *,
    rcond: ArrayLike | None = None,
) -> Array:
    """Pseudoinverse of matrices.

    Args:
        a: array, shape ``(..., m, n)``.
        rtol: singular values not greater than this times the greatest count as zero; if ``None``,
            ``10 * max(m, n)`` times the precision of the dtype.
        hermitian: whether the matrices are Hermitian.
        rcond: the same as ``rtol`` under its old name.
    Returns:
        Array of shape ``(..., n, m)``.
    Raises:
        TypeError: the rank is below 2.
        ValueError: both ``rtol`` and ``rcond`` are given.

    >>> cnp.linalg.pinv(cnp.array([[2.0], [0.0]]))
    Array([[0.5, 0. ]], dtype=float32)
    """
    if rcond is not None and rtol is not None:
        raise error(ValueError, f"pinv: expected one of rtol and rcond, got rtol={rtol} and rcond={rcond}")
    rtol = rcond if rtol is None else rtol
    (x,) = inexact_operands("pinv", a)
    check_rank("pinv", x)
    if rtol is None:
        rtol = 10.0 * max(x.shape[-2:]) * float(np.finfo(x.dtype).eps)
    return _pinv(x, as_array(rtol, "pinv", 1), bool(hermitian))


@compiled()
def _lstsq(a: Array, b: Array, rcond: Array) -> tuple[Array, Array, Array, Array]:
    u, s, vh = lax_linalg.svd(a, full_matrices=False)
    limit = _core.multiply(_core.convert(rcond, s.dtype), s[0])
    mask = _core.greater(s, 0) & _core.greater_equal(s, limit)
    rank = reduction.sum(mask)
    inverse = _core.select(mask, 1 / _core.select(mask, s, 1.0), 0.0)
    parts = _core.multiply(matrices.matmul(adjoint(u), b), _core.convert(inverse[:, None], a.dtype))
    x = matrices.matmul(adjoint(vh), parts)
    size = _core.absolute(_core.subtract(b, matrices.matmul(a, x)))
    return x, reduction.sum(_core.multiply(size, size), 0), rank, s


def lstsq(
    a: ArrayLike, b: ArrayLike, rcond: float | None = None, *, numpy_resid: bool = False
) -> tuple[Array, Array, Array, Array]:
    """The vector ``x`` of least length among those for which the length of ``a @ x - b`` is least.

    Args:
        a: array, shape ``(m, n)``.
        b: array, shape ``(m,)`` or ``(m, k)``.
        rcond: singular values less than this times the greatest count as zero; if ``None``, ``max(m, n)``
            times the precision of the dtype; if negative, the precision.
        numpy_resid: whether, as in NumPy, there are no residuals of underdetermined systems; not in ``jit``.
    Returns:
        The solution, shape ``(n,)`` or ``(n, k)``; the squared lengths of the residuals, shape ``(k,)``; the
        rank, int32; and the singular values, shape ``(min(m, n),)``.
    Raises:
        ValueError: the sizes do not fit.
        TypeError: another rank.

    >>> x, *_ = cnp.linalg.lstsq(cnp.array([[1.0], [1.0]]), cnp.array([1.0, 3.0]))
    >>> x.round(4)
    Array([2.], dtype=float32)
    """
    x, y = inexact_operands("lstsq", a, b)
    if x.ndim != 2 or y.ndim not in (1, 2):
        raise error(
            TypeError,
            f"lstsq: expected a of rank 2 and b of rank 1 or 2, got shapes {x.shape} and {y.shape}; use vmap",
        )
    if x.shape[0] != y.shape[0]:
        raise error(
            ValueError, f"lstsq: expected as many rows in b as in a, got shapes {x.shape} and {y.shape}"
        )
    columns = ops.expand_dims(y, (1,)) if y.ndim == 1 else y
    eps = float(np.finfo(x.dtype).eps)
    if rcond is None:
        limit = as_array(eps * max(x.shape), "lstsq")
    else:
        given = as_array(rcond, "lstsq", 2)
        limit = _core.select(_core.less(given, 0), eps, given)
    if x.size == 0:
        real = np.empty(0, x.dtype).real.dtype
        solution = _core.full((x.shape[1], columns.shape[1]), 0, x.dtype)
        size = _core.absolute(columns)
        residuals = reduction.sum(_core.multiply(size, size), 0)
        rank, values = _core.full((), 0, np.dtype("int32")), _core.full((0,), 0, real)
    else:
        solution, residuals, rank, values = _lstsq(x, columns, limit)
    if numpy_resid and (int(rank) < x.shape[1] or x.shape[0] <= x.shape[1]):
        residuals = _core.full((0,), 0, residuals.dtype)
    if y.ndim == 1:
        solution = ops.reshape(solution, (solution.size,))
    return solution, residuals, rank, values


def tensorinv(a: ArrayLike, ind: int = 2) -> Array:
    """Inverse of an array that maps arrays to arrays by :func:`tensordot`.

    Args:
        a: array whose first ``ind`` sizes have the same product as the others.
        ind: number of axes that become the last ones.
    Returns:
        Array of shape ``a.shape[ind:] + a.shape[:ind]``.
    Raises:
        ValueError: ``ind`` is not positive, or the products differ.

    >>> cnp.linalg.tensorinv(cnp.eye(6).reshape(2, 3, 6)).shape
    (6, 2, 3)
    """
    x, count = as_array(a, "tensorinv"), as_index(ind, "tensorinv", "ind")
    if count <= 0:
        raise error(ValueError, f"tensorinv: expected a positive ind, got {count}")
    first, rest = x.shape[:count], x.shape[count:]
    if math.prod(first) != math.prod(rest):
        raise error(
            ValueError,
            f"tensorinv: expected equal products of the first ind={count} sizes and of the others, got shape "
            f"{x.shape}",
        )
    flat = ops.reshape(x, (math.prod(first), math.prod(rest)))
    return ops.reshape(inv(flat), (*rest, *first))


def tensorsolve(a: ArrayLike, b: ArrayLike, axes: Sequence[int] | None = None) -> Array:
    """Solution of ``tensordot(a, x, x.ndim) = b``.

    Args:
        a: array of shape ``b.shape + x.shape``, where both shapes have the same product.
        b: array.
        axes: axes of ``a`` that are moved to the end first.
    Returns:
        The array ``x``.
    Raises:
        ValueError: the shapes do not fit.

    >>> cnp.linalg.tensorsolve(cnp.eye(6).reshape(2, 3, 6), cnp.ones((2, 3))).shape
    (6,)
    """
    x, y = as_array(a, "tensorsolve"), as_array(b, "tensorsolve", 1)
    for axis in axes or ():
        x = moveaxis(x, axis, -1)
    shape = x.shape[y.ndim :]
    if x.shape[: y.ndim] != y.shape or y.size != math.prod(shape):
        raise error(
            ValueError,
            "tensorsolve: expected a of shape b.shape + x.shape with equal products of both, got shapes "
            f"{x.shape} and {y.shape}",
        )
    flat = ops.reshape(x, (y.size, math.prod(shape)))
    return ops.reshape(solve(flat, ops.reshape(y, (y.size,))), shape)
