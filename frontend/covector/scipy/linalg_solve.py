"""``cv.scipy.linalg``: equations, and factors that are used again."""

from __future__ import annotations

import warnings
from typing import Any

from covector import _core
from covector.core import matrices, ops
from covector.core.compiled import compiled
from covector.core.matrices import adjoint, broadcast_batch, check_rank, check_square, inexact_operands
from covector.core.operands import as_array
from covector.errors import error, user_stack_level
from covector.lax import linalg as lax_linalg
from covector.numpy import linalg as numpy_linalg
from covector.numpy import reduction
from covector.typing import Array, ArrayLike


def _is_vector(public: str, a: Array, b: Array) -> bool:
    """Whether the right-hand side ``b`` holds vectors, not matrices."""
    if b.ndim == 1:
        return True
    if a.ndim == b.ndim + 1 and a.shape[-1] == b.shape[-1]:
        warnings.warn(
            f"{public}: batches of vectors are deprecated for b of rank 2 and more; use b[..., None] and "
            "take [..., 0] of the result",
            FutureWarning,
            stacklevel=user_stack_level(),
        )
        return True
    return False


def _right_side(public: str, a: Array, b: Array) -> tuple[Array, Array, bool]:
    """Square ``a`` and ``b`` as matrices with the same batch axes, and whether ``b`` held vectors."""
    check_square(public, a)
    is_vector = _is_vector(public, a, b)
    columns = ops.expand_dims(b, (b.ndim,)) if is_vector else b
    if columns.ndim < 2 or columns.shape[-2] != a.shape[-1]:
        raise error(
            ValueError,
            f"{public}: expected a matrix of shape (..., n, n) and a right-hand side of shape (n,) or "
            f"(..., n, k), got {a.shape} and {b.shape}",
        )
    return *broadcast_batch(public, a, columns), is_vector


def _without_column(x: Array, is_vector: bool) -> Array:
    return ops.squeeze(x, (x.ndim - 1,)) if is_vector else x


def cholesky(
    a: ArrayLike, lower: bool = False, overwrite_a: bool = False, check_finite: bool = True
) -> Array:
    """Triangular factor of positive definite matrices.

    Args:
        a: array of Hermitian matrices, shape ``(..., n, n)``, of which one triangle is read.
        lower: whether the factor is ``L`` in ``a = L @ L^H``, else ``U`` in ``a = U^H @ U``; and the
            triangle that is read.
        overwrite_a: accepted; nothing is overwritten.
        check_finite: accepted; NaN and infinities give NaN.
    Returns:
        Array of the same shape; NaN for matrices that are not positive definite.
    Raises:
        ValueError: the matrices are not square.

    >>> cv.scipy.linalg.cholesky(cnp.array([[4.0, 2.0], [2.0, 2.0]]))
    Array([[2., 1.],
           [0., 1.]], dtype=float32)
    """
    x = check_square("cholesky", inexact_operands("cholesky", a)[0])
    if lower:
        return lax_linalg.cholesky(x, symmetrize_input=False)
    return adjoint(lax_linalg.cholesky(adjoint(x), symmetrize_input=False))


def cho_factor(
    a: ArrayLike, lower: bool = False, overwrite_a: bool = False, check_finite: bool = True
) -> tuple[Array, bool]:
    """Factor of positive definite matrices for :func:`cho_solve`.

    Args:
        a: array of Hermitian matrices, shape ``(..., n, n)``.
        lower: the triangle that is read and that the factor has.
        overwrite_a: accepted; nothing is overwritten.
        check_finite: accepted; NaN and infinities give NaN.
    Returns:
        The factor, and ``lower``.
    Raises:
        ValueError: the matrices are not square.

    >>> cv.scipy.linalg.cho_factor(4 * cnp.eye(1))
    (Array([[2.]], dtype=float32), False)
    """
    return cholesky(a, lower), lower


def cho_solve(
    c_and_lower: tuple[ArrayLike, bool],
    b: ArrayLike,
    overwrite_b: bool = False,
    check_finite: bool = True,
) -> Array:
    """Solution of ``a @ x = b`` by the factor that :func:`cho_factor` gives.

    Args:
        c_and_lower: the factor, shape ``(..., n, n)``, and whether it is lower triangular.
        b: array, shape ``(n,)`` or ``(..., n, k)``.
        overwrite_b: accepted; nothing is overwritten.
        check_finite: accepted.
    Returns:
        Array of the shape of ``b``, broadcast.
    Raises:
        ValueError: the shapes do not fit.

    >>> cv.scipy.linalg.cho_solve((2 * cnp.eye(2), True), cnp.ones(2))
    Array([0.25, 0.25], dtype=float32)
    """
    factor, lower = c_and_lower
    c, y, is_vector = _right_side("cho_solve", *inexact_operands("cho_solve", factor, b))
    for first in (True, False):
        # a = c c^H for a lower triangular c, c^H c for an upper one.
        turned = bool(lower) != first
        y = lax_linalg.triangular_solve(
            c, y, left_side=True, lower=lower, transpose_a=turned, conjugate_a=turned
        )
    return _without_column(y, is_vector)


def lu_factor(a: ArrayLike, overwrite_a: bool = False, check_finite: bool = True) -> tuple[Array, Array]:
    """Triangular factors in one matrix, and row exchanges, for :func:`lu_solve`.

    Args:
        a: array, shape ``(..., n, n)``.
        overwrite_a: accepted; nothing is overwritten.
        check_finite: accepted.
    Returns:
        The factors, shape ``(..., n, n)``, and the row exchanged with each row, int32, shape ``(..., n)``.
    Raises:
        TypeError: the rank is below 2.

    >>> cv.scipy.linalg.lu_factor(cnp.array([[1.0, 2.0], [2.0, 2.0]]))[1]
    Array([1, 1], dtype=int32)
    """
    x = check_rank("lu_factor", inexact_operands("lu_factor", a)[0])
    factors, pivots, _ = lax_linalg.lu(x)
    return factors, pivots


@compiled("trans")
def _lu_solve(factors: Array, pivots: Array, b: Array, trans: int) -> Array:
    n = factors.shape[-1]
    permutation = lax_linalg.lu_pivots_to_permutation(pivots, n)
    # Row i of the permutation matrix has its 1 in column permutation[i].
    place = _core.equal(permutation[..., :, None], matrices.iota((n, n), 1))
    order = _core.convert(place, b.dtype)
    conjugates = trans == 2

    def triangle(y: Array, lower: bool) -> Array:
        return lax_linalg.triangular_solve(
            factors,
            y,
            left_side=True,
            lower=lower,
            transpose_a=trans != 0,
            conjugate_a=conjugates,
            unit_diagonal=lower,
        )

    if trans == 0:
        return triangle(triangle(matrices.matmul(order, b), True), False)
    return matrices.matmul(matrices.transpose(order), triangle(triangle(b, False), True))


def lu_solve(
    lu_and_piv: tuple[ArrayLike, ArrayLike],
    b: ArrayLike,
    trans: int = 0,
    overwrite_b: bool = False,
    check_finite: bool = True,
) -> Array:
    """Solution of ``f(a) @ x = b`` by the factors that :func:`lu_factor` gives.

    Args:
        lu_and_piv: factors, shape ``(..., n, n)``, and row exchanges, shape ``(..., n)``.
        b: array, shape ``(n,)`` or ``(..., n, k)``.
        trans: 0: ``f(a) = a``, 1: transposed, 2: transposed and conjugated.
        overwrite_b: accepted; nothing is overwritten.
        check_finite: accepted.
    Returns:
        Array of the shape of ``b``, broadcast.
    Raises:
        ValueError: the shapes do not fit, or ``trans`` is none of these.

    >>> factors = cv.scipy.linalg.lu_factor(2 * cnp.eye(2))
    >>> cv.scipy.linalg.lu_solve(factors, cnp.ones(2))
    Array([0.5, 0.5], dtype=float32)
    """
    if trans not in (0, 1, 2):
        raise error(ValueError, f"lu_solve: expected trans to be 0, 1 or 2, got {trans!r}")
    pivots = as_array(lu_and_piv[1], "lu_solve", 1)
    factors, y, is_vector = _right_side("lu_solve", *inexact_operands("lu_solve", lu_and_piv[0], b))
    pivots = _core.broadcast_to(pivots, (*factors.shape[:-2], pivots.shape[-1]))
    return _without_column(_lu_solve(factors, pivots, y, trans), is_vector)


@compiled("lower")
def _solve_definite(a: Array, b: Array, lower: bool) -> Array:
    factor = lax_linalg.cholesky(a if lower else adjoint(a), symmetrize_input=False)
    y = lax_linalg.triangular_solve(factor, b, left_side=True, lower=True)
    return lax_linalg.triangular_solve(
        factor, y, left_side=True, lower=True, transpose_a=True, conjugate_a=True
    )


def solve(
    a: ArrayLike,
    b: ArrayLike,
    lower: bool = False,
    overwrite_a: bool = False,
    overwrite_b: bool = False,
    debug: bool = False,
    check_finite: bool = True,
    assume_a: str = "gen",
) -> Array:
    """Solution of ``a @ x = b``.

    Args:
        a: array, shape ``(..., n, n)``.
        b: array, shape ``(n,)`` or ``(..., n, k)``.
        lower: the triangle of positive definite matrices that is read.
        overwrite_a: accepted; nothing is overwritten.
        overwrite_b: accepted; nothing is overwritten.
        debug: accepted.
        check_finite: accepted.
        assume_a: what the matrices are: ``"gen"``, ``"sym"``, ``"her"``, or ``"pos"``: positive definite.
    Returns:
        Array of the shape of ``b``, broadcast.
    Raises:
        ValueError: the shapes do not fit, or ``assume_a`` is none of these.

    >>> cv.scipy.linalg.solve(2 * cnp.eye(2), cnp.ones(2), assume_a="pos").round(3)
    Array([0.5, 0.5], dtype=float32)
    """
    kinds = ("gen", "sym", "her", "pos")
    if assume_a not in kinds:
        raise error(ValueError, f"solve: expected assume_a to be one of {', '.join(kinds)}, got {assume_a!r}")
    if assume_a != "pos":
        return numpy_linalg.solve(a, b)
    x, y, is_vector = _right_side("solve", *inexact_operands("solve", a, b))
    return _without_column(_solve_definite(x, y, bool(lower)), is_vector)


def solve_triangular(
    a: ArrayLike,
    b: ArrayLike,
    trans: int | str = 0,
    lower: bool = False,
    unit_diagonal: bool = False,
    overwrite_b: bool = False,
    debug: Any = None,
    check_finite: bool = True,
) -> Array:
    """Solution of ``f(a) @ x = b`` with triangular matrices.

    Args:
        a: array, shape ``(..., n, n)``, of which one triangle is read.
        b: array, shape ``(n,)`` or ``(..., n, k)``.
        trans: 0 or ``"N"``: ``f(a) = a``, 1 or ``"T"``: transposed, 2 or ``"C"``: transposed and conjugated.
        lower: the triangle that is read.
        unit_diagonal: whether the diagonal is taken to be 1.
        overwrite_b: accepted; nothing is overwritten.
        debug: accepted.
        check_finite: accepted.
    Returns:
        Array of the shape of ``b``, broadcast.
    Raises:
        ValueError: the shapes do not fit, or ``trans`` is none of these.

    >>> a = cnp.array([[2.0, 0.0], [2.0, 1.0]])
    >>> cv.scipy.linalg.solve_triangular(a, cnp.ones(2), lower=True)
    Array([0.5, 0. ], dtype=float32)
    """
    if trans not in (0, 1, 2, "N", "T", "C"):
        raise error(
            ValueError, f"solve_triangular: expected trans to be 0, 1, 2, 'N', 'T' or 'C', got {trans!r}"
        )
    x, y, is_vector = _right_side("solve_triangular", *inexact_operands("solve_triangular", a, b))
    result = lax_linalg.triangular_solve(
        x,
        y,
        left_side=True,
        lower=lower,
        transpose_a=trans not in (0, "N"),
        conjugate_a=trans in (2, "C"),
        unit_diagonal=unit_diagonal,
    )
    return _without_column(result, is_vector)


@compiled("tol")
def _solve_sylvester(a: Array, b: Array, c: Array, tol: float) -> Array:
    x = _core.emit("sylvester", (a, b, c), public="solve_sylvester")
    left, right = numpy_linalg.eigvals(a), numpy_linalg.eigvals(b)
    sums = _core.absolute(left[..., :, None] + right[..., None, :])
    singular = reduction.any(_core.less(sums, tol), (-2, -1), keepdims=True)
    return _core.select(_core.broadcast_to(singular, x.shape), _core.convert(float("nan"), x.dtype), x)


def solve_sylvester(
    A: ArrayLike, B: ArrayLike, C: ArrayLike, *, method: str = "schur", tol: float = 1e-8
) -> Array:
    """Solution of ``A @ X + X @ B = C``.

    Args:
        A: array, shape ``(..., m, m)``.
        B: array, shape ``(..., n, n)``.
        C: array, shape ``(..., m, n)``.
        method: ``"schur"``, or ``"eigen"``, which gives the same.
        tol: where the sum of an eigenvalue of ``A`` and one of ``B`` is smaller, the result is NaN.
    Returns:
        Array of shape ``(..., m, n)``. Unlike JAX's it is differentiable.
    Raises:
        ValueError: the shapes do not fit, or another method.

    >>> cv.scipy.linalg.solve_sylvester(cnp.eye(1), 3 * cnp.eye(1), cnp.ones((1, 1))).round(3)
    Array([[0.25]], dtype=float32)
    """
    a, b, c = inexact_operands("solve_sylvester", A, B, C)
    if method not in ("schur", "eigen"):
        raise error(ValueError, f"solve_sylvester: expected the method 'schur' or 'eigen', got {method!r}")
    m_n = c.shape[-2:]
    if c.ndim < 2 or a.shape[-2:] != (m_n[0],) * 2 or b.shape[-2:] != (m_n[1],) * 2:
        raise error(
            ValueError,
            "solve_sylvester: expected shapes (..., m, m), (..., n, n) and (..., m, n), got "
            f"{a.shape}, {b.shape} and {c.shape}",
        )
    return _solve_sylvester(*broadcast_batch("solve_sylvester", a, b, c), float(tol))
