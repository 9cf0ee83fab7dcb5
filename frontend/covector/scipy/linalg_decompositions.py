"""``cv.scipy.linalg``: factors, eigenvalues and singular values."""

from __future__ import annotations

from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import matrices, ops
from covector.core.compiled import compiled
from covector.core.matrices import adjoint, broadcast_batch, check_rank, check_square, inexact_operands
from covector.core.operands import as_array
from covector.errors import error
from covector.lax import linalg as lax_linalg
from covector.numpy import linalg as numpy_linalg
from covector.typing import Array, ArrayLike


def det(a: ArrayLike, overwrite_a: bool = False, check_finite: bool = True) -> Array:
    """Determinant of square matrices; see :func:`covector.numpy.linalg.det`.

    Args:
        a: array, shape ``(..., n, n)``.
        overwrite_a: accepted; nothing is overwritten.
        check_finite: accepted.
    Returns:
        Array of shape ``(...)``.
    Raises:
        ValueError: the matrices are not square.

    >>> float(cv.scipy.linalg.det(2 * cnp.eye(2)))
    4.0
    """
    return numpy_linalg.det(a)


def inv(a: ArrayLike, overwrite_a: bool = False, check_finite: bool = True) -> Array:
    """Inverse of square matrices; see :func:`covector.numpy.linalg.inv`.

    Args:
        a: array, shape ``(..., n, n)``.
        overwrite_a: accepted; nothing is overwritten.
        check_finite: accepted.
    Returns:
        Array of the same shape.
    Raises:
        ValueError: the matrices are not square.

    >>> cv.scipy.linalg.inv(cnp.array([[2.0]]))
    Array([[0.5]], dtype=float32)
    """
    return numpy_linalg.inv(a)


def svd(
    a: ArrayLike,
    full_matrices: bool = True,
    compute_uv: bool = True,
    overwrite_a: bool = False,
    check_finite: bool = True,
    lapack_driver: str = "gesdd",
) -> Any:
    """Singular values and vectors; see :func:`covector.numpy.linalg.svd`.

    Args:
        a: array, shape ``(..., m, n)``.
        full_matrices: whether the vectors are square matrices.
        compute_uv: whether the vectors are given.
        overwrite_a: accepted; nothing is overwritten.
        check_finite: accepted.
        lapack_driver: accepted; divide and conquer computes.
    Returns:
        ``(U, s, Vh)``, or ``s``.
    Raises:
        TypeError: the rank is below 2.

    >>> cv.scipy.linalg.svd(3 * cnp.eye(2), compute_uv=False)
    Array([3., 3.], dtype=float32)
    """
    x = check_rank("svd", inexact_operands("svd", a)[0])
    return lax_linalg.svd(x, full_matrices=full_matrices, compute_uv=compute_uv)


def eigh(
    a: ArrayLike,
    b: ArrayLike | None = None,
    lower: bool = True,
    eigvals_only: bool = False,
    overwrite_a: bool = False,
    overwrite_b: bool = False,
    turbo: bool = True,
    eigvals: None = None,
    type: int = 1,
    check_finite: bool = True,
) -> Any:
    """Eigenvalues and eigenvectors of Hermitian matrices.

    Args:
        a: array of Hermitian matrices, shape ``(..., n, n)``.
        b: must be ``None``.
        lower: accepted; the matrix is symmetrized.
        eigvals_only: whether the eigenvectors are left out.
        overwrite_a: accepted; nothing is overwritten.
        overwrite_b: accepted; nothing is overwritten.
        turbo: accepted.
        eigvals: must be ``None``.
        type: must be 1.
        check_finite: accepted.
    Returns:
        The eigenvalues, ascending, shape ``(..., n)``, and the eigenvectors as columns, shape
        ``(..., n, n)``.
    Raises:
        NotImplementedError: generalised problems.
        ValueError: the matrices are not square.

    >>> cv.scipy.linalg.eigh(cnp.array([[2.0, 1.0], [1.0, 2.0]]), eigvals_only=True)
    Array([1., 3.], dtype=float32)
    """
    if b is not None or type != 1 or eigvals is not None:
        raise error(
            NotImplementedError,
            f"eigh: expected b=None, type=1 and eigvals=None, got {b!r}, {type!r} and {eigvals!r}; for a "
            "generalised problem, divide by the Cholesky factor of b with solve_triangular",
        )
    if eigvals_only:
        return numpy_linalg.eigvalsh(a)
    w, v = numpy_linalg.eigh(a, None if lower else "U")
    return w, v


@compiled("eigvals_only", "first", "last")
def _eigh_tridiagonal(d: Array, e: Array, eigvals_only: bool, first: int, last: int) -> Any:
    n = d.shape[-1]
    below = matrices.identity(n - 1, n, e.dtype)  # row i has its 1 in column i
    shifted = matrices.identity(n - 1, n, e.dtype, 1)
    lower = matrices.matmul(matrices.transpose(shifted), e[:, None] * below)
    diagonal = _core.convert(d[:, None], e.dtype) * matrices.identity(n, n, e.dtype)
    v, w = lax_linalg.eigh(lower + adjoint(lower) + diagonal)
    return w[first:last] if eigvals_only else (w[first:last], v[:, first:last])


def eigh_tridiagonal(
    d: ArrayLike,
    e: ArrayLike,
    *,
    eigvals_only: bool = False,
    select: str = "a",
    select_range: tuple[float, float] | None = None,
    tol: float | None = None,
    key: Any = None,
) -> Any:
    """Eigenvalues and eigenvectors of Hermitian tridiagonal matrices.

    Args:
        d: real array, the diagonal, shape ``(n,)``.
        e: array, the diagonal above, shape ``(n - 1,)``.
        eigvals_only: whether the eigenvectors are left out.
        select: ``"a"`` for all eigenvalues, ``"i"`` for those with the numbers in ``select_range``.
        select_range: the first and the last number.
        tol: accepted; the eigenvalues are as exact as their dtype.
        key: accepted; nothing is random.
    Returns:
        The eigenvalues, ascending, shape ``(k,)``, and the eigenvectors as columns, shape ``(n, k)``.
    Raises:
        NotImplementedError: ``select="v"``, whose result has no fixed size.
        ValueError: the shapes do not fit, or ``select`` is none of these.

    >>> cv.scipy.linalg.eigh_tridiagonal(2 * cnp.ones(2), cnp.ones(1), eigvals_only=True)
    Array([1., 3.], dtype=float32)
    """
    x, y = as_array(d, "eigh_tridiagonal"), as_array(e, "eigh_tridiagonal", 1)
    matrices.check_matrices("eigh_tridiagonal", x, y)
    if x.ndim != 1 or y.shape != (max(x.shape[0] - 1, 0),) or x.dtype.kind == "c":
        raise error(
            ValueError,
            "eigh_tridiagonal: expected a real diagonal of shape (n,) and one beside it of (n - 1,), got "
            f"{x.dtype}{list(x.shape)} and {y.dtype}{list(y.shape)}",
        )
    first, last = 0, x.shape[0]
    if select == "i":
        if select_range is None or not 0 <= select_range[0] <= select_range[1] < x.shape[0]:
            raise error(
                ValueError,
                f"eigh_tridiagonal: expected select_range of two ascending numbers below {x.shape[0]}, got "
                f"{select_range}",
            )
        first, last = int(select_range[0]), int(select_range[1]) + 1
    elif select == "v":
        raise error(
            NotImplementedError,
            "eigh_tridiagonal: select='v' has no result of a fixed size; select by numbers with 'i'",
        )
    elif select != "a":
        raise error(ValueError, f"eigh_tridiagonal: expected select to be 'a' or 'i', got {select!r}")
    return _eigh_tridiagonal(x, y, bool(eigvals_only), first, last)


def schur(a: ArrayLike, output: str = "real") -> tuple[Array, Array]:
    """Schur form: ``a = Z @ T @ Z^H``.

    Args:
        a: array, shape ``(..., n, n)``.
        output: ``"real"``: real matrices have real forms with blocks of two rows; ``"complex"``: the form is
            complex and triangular.
    Returns:
        ``T`` and the unitary ``Z``, shape ``(..., n, n)``.
    Raises:
        ValueError: the matrices are not square, or another output.

    >>> cv.scipy.linalg.schur(cnp.array([[1.0, 2.0], [0.0, 3.0]]))[0]
    Array([[1., 2.],
           [0., 3.]], dtype=float32)
    """
    if output not in ("real", "complex"):
        raise error(ValueError, f"schur: expected output to be 'real' or 'complex', got {output!r}")
    x = check_square("schur", inexact_operands("schur", a)[0])
    if output == "complex":
        x = _as_complex(x)
    t, z = lax_linalg.schur(x)
    return t, z


def _as_complex(x: Array) -> Array:
    return _core.convert(x, dtypes.to_complex(x.dtype))


def rsf2csf(T: ArrayLike, Z: ArrayLike, check_finite: bool = True) -> tuple[Array, Array]:
    """Triangular complex form of a real Schur form.

    Args:
        T: array, the form, shape ``(..., n, n)``.
        Z: array, its vectors, shape ``(..., n, n)``.
        check_finite: accepted.
    Returns:
        The complex form and its vectors, shape ``(..., n, n)``.
    Raises:
        ValueError: the shapes do not fit.

    >>> t, z = cv.scipy.linalg.schur(cnp.array([[0.0, 1.0], [-1.0, 0.0]]))
    >>> [x.dtype.name for x in cv.scipy.linalg.rsf2csf(t, z)]
    ['complex64', 'complex64']
    """
    t, z = inexact_operands("rsf2csf", T, Z)
    check_square("rsf2csf", t), check_square("rsf2csf", z)
    if t.shape[-1] != z.shape[-1]:
        raise error(ValueError, f"rsf2csf: expected matrices of one size, got shapes {t.shape} and {z.shape}")
    t, z = broadcast_batch("rsf2csf", t, z)
    if t.dtype.kind == "c":
        return t, z
    return _core.emit("complex_schur", (t, z), public="rsf2csf")


def hessenberg(
    a: ArrayLike, *, calc_q: bool = False, overwrite_a: bool = False, check_finite: bool = True
) -> Any:
    """Hessenberg form: ``a = Q @ H @ Q^H``.

    Args:
        a: array, shape ``(..., n, n)``.
        calc_q: whether the unitary ``Q`` is given.
        overwrite_a: accepted; nothing is overwritten.
        check_finite: accepted.
    Returns:
        ``H``, shape ``(..., n, n)``; with ``calc_q`` also ``Q``.
    Raises:
        ValueError: the matrices are not square.

    >>> cv.scipy.linalg.hessenberg(cnp.eye(2))
    Array([[1., 0.],
           [0., 1.]], dtype=float32)
    """
    x = check_square("hessenberg", inexact_operands("hessenberg", a)[0])
    n = x.shape[-1]
    if n == 0:
        return (x, x) if calc_q else x
    reflectors, taus = lax_linalg.hessenberg(x)
    form = matrices.triangle(reflectors, -1, upper=True)
    if not calc_q:
        return form
    inner = lax_linalg.householder_product(reflectors[..., 1:, :-1], taus)
    batch, axis = x.shape[:-2], x.ndim - 1
    below = ops.concatenate([_core.full((*batch, n - 1, 1), 0, x.dtype), inner], axis)
    top = _core.broadcast_to(matrices.identity(1, n, x.dtype), (*batch, 1, n))
    return form, ops.concatenate([top, below], axis - 1)


@compiled("permute_l")
def _lu(x: Array, permute_l: bool) -> tuple[Array, ...]:
    m, n = x.shape[-2:]
    size = min(m, n)
    factors, _, permutation = lax_linalg.lu(x)
    # Column i of the permutation matrix has its 1 in row permutation[i].
    place = _core.equal(permutation[..., None, :], matrices.iota((m, m), 0))
    p = _core.convert(place, dtypes.to_real(x.dtype))
    lower = matrices.triangle(factors, -1)[..., :size] + matrices.identity(m, size, x.dtype)
    upper = matrices.triangle(factors, upper=True)[..., :size, :]
    if permute_l:
        return matrices.matmul(_core.convert(p, x.dtype), lower), upper
    return p, lower, upper


def lu(
    a: ArrayLike, permute_l: bool = False, overwrite_a: bool = False, check_finite: bool = True
) -> tuple[Array, ...]:
    """Triangular factors with row exchanges: ``a = P @ L @ U``.

    Args:
        a: array, shape ``(..., m, n)``.
        permute_l: whether ``P @ L`` is given instead of both.
        overwrite_a: accepted; nothing is overwritten.
        check_finite: accepted.
    Returns:
        ``P``, real, shape ``(..., m, m)``, ``L``, shape ``(..., m, k)`` with ``k = min(m, n)``, and ``U``,
        shape ``(..., k, n)``.
    Raises:
        TypeError: the rank is below 2.

    >>> cv.scipy.linalg.lu(cnp.array([[1.0, 2.0], [2.0, 2.0]]))[2]
    Array([[2., 2.],
           [0., 1.]], dtype=float32)
    """
    return _lu(check_rank("lu", inexact_operands("lu", a)[0]), bool(permute_l))


def qr(
    a: ArrayLike,
    overwrite_a: bool = False,
    lwork: Any = None,
    mode: str = "full",
    pivoting: bool = False,
    check_finite: bool = True,
) -> tuple[Array, ...]:
    """Orthonormal and upper triangular factors: ``a = Q @ R``, or ``a[..., P] = Q @ R``.

    Args:
        a: array, shape ``(..., m, n)``.
        overwrite_a: accepted; nothing is overwritten.
        lwork: accepted.
        mode: ``"full"``: ``Q`` is square; ``"economic"``: it has ``min(m, n)`` columns;
            ``"r"``: ``Q`` is left out.
        pivoting: whether columns are exchanged, so that the diagonal of ``R`` does not grow.
        check_finite: accepted.
    Returns:
        ``Q``, ``R``, and with ``pivoting`` the order of the columns, int32, shape ``(..., n)``.
    Raises:
        TypeError: the rank is below 2.
        ValueError: another mode.

    >>> [x.shape for x in cv.scipy.linalg.qr(cnp.ones((3, 2)), mode="economic")]
    [(3, 2), (2, 2)]
    """
    if mode not in ("full", "economic", "r"):
        raise error(ValueError, f"qr: expected the mode 'full', 'economic' or 'r', got {mode!r}")
    x = check_rank("qr", inexact_operands("qr", a)[0])
    q, *rest = lax_linalg.qr(x, pivoting=pivoting, full_matrices=mode != "economic")
    return tuple(rest) if mode == "r" else (q, *rest)


@compiled("left", "pivoting", "conjugate")
def _qr_multiply(a: Array, c: Array, left: bool, pivoting: bool, conjugate: bool) -> tuple[Array, ...]:
    m, n = a.shape[-2:]
    size, rest = min(m, n), ()
    if pivoting:
        _, _, order = lax_linalg.qr(a, pivoting=True, full_matrices=False)
        place = _core.equal(order[..., None, :], matrices.iota((n, n), 0))
        a, rest = matrices.matmul(a, _core.convert(place, a.dtype)), (order,)
    reflectors, taus = _core.emit("householder_qr", (a,), public="qr_multiply")
    if left and m > size:
        zeros = _core.full((*c.shape[:-2], m - size, c.shape[-1]), 0, c.dtype)
        c = ops.concatenate([c, zeros], c.ndim - 2)
    if conjugate:
        # conj(Q) c is the transposed of c^T Q^H.
        turned = lax_linalg.ormqr(reflectors, taus, matrices.transpose(c), left=not left, transpose=True)
        product = matrices.transpose(turned)
    else:
        product = lax_linalg.ormqr(reflectors, taus, c, left=left)
    r = matrices.triangle(reflectors[..., :size, :], upper=True)
    return product if left else product[..., :size], r, *rest


def qr_multiply(
    a: ArrayLike,
    c: ArrayLike,
    mode: str = "right",
    pivoting: bool = False,
    conjugate: bool = False,
    overwrite_a: bool = False,
    overwrite_c: bool = False,
) -> tuple[Array, ...]:
    """Product of matrices with the factor ``Q`` of others, which is not formed.

    Args:
        a: array, shape ``(..., m, n)``; ``Q`` has ``k = min(m, n)`` columns.
        c: array, shape ``(..., p, m)``, or ``(..., k, p)`` with the mode ``"left"``; or a vector.
        mode: ``"right"`` for ``c @ Q``, ``"left"`` for ``Q @ c``.
        pivoting: whether the columns of ``a`` are exchanged.
        conjugate: whether ``Q`` is conjugated.
        overwrite_a: accepted; nothing is overwritten.
        overwrite_c: accepted; nothing is overwritten.
    Returns:
        The product, ``R``, shape ``(..., k, n)``, and with ``pivoting`` the order of the columns.
    Raises:
        ValueError: the shapes do not fit, or another mode.

    >>> cv.scipy.linalg.qr_multiply(cnp.eye(2), cnp.ones(2))[0].shape
    (2,)
    """
    if mode not in ("left", "right"):
        raise error(ValueError, f"qr_multiply: expected the mode 'left' or 'right', got {mode!r}")
    x, y = inexact_operands("qr_multiply", a, c)
    check_rank("qr_multiply", x)
    left, is_vector = mode == "left", y.ndim == 1
    if is_vector:
        y = ops.expand_dims(y, (1,) if left else (0,))
    expected = min(x.shape[-2:]) if left else x.shape[-2]
    if y.ndim < 2 or y.shape[-2 if left else -1] != expected:
        raise error(
            ValueError,
            f"qr_multiply: expected c with {expected} {'rows' if left else 'columns'} for a of shape "
            f"{x.shape}, got shape {np.shape(c)}",
        )
    product, *rest = _qr_multiply(
        *broadcast_batch("qr_multiply", x, y), left, bool(pivoting), bool(conjugate)
    )
    return ops.reshape(product, (product.size,)) if is_vector else product, *rest


@compiled("side")
def _polar(x: Array, side: str) -> tuple[Array, Array]:
    u, s, vh = lax_linalg.svd(x, full_matrices=False)
    values = _core.convert(s, x.dtype)[..., None, :]
    if side == "right":
        v = adjoint(vh)
        return matrices.matmul(u, vh), matrices.matmul(v * values, vh)
    return matrices.matmul(u, vh), matrices.matmul(u * values, adjoint(u))


def polar(
    a: ArrayLike,
    side: str = "right",
    *,
    method: str = "qdwh",
    eps: float | None = None,
    max_iterations: int | None = None,
) -> tuple[Array, Array]:
    """Polar factors: ``a = U @ P``, or ``a = P @ U``.

    Args:
        a: array, shape ``(..., m, n)``.
        side: ``"right"`` or ``"left"``, where ``P`` stands.
        method: ``"qdwh"`` or ``"svd"``; singular values are used for both.
        eps: accepted.
        max_iterations: accepted.
    Returns:
        ``U`` with orthonormal columns or rows, shape ``(..., m, n)``, and the Hermitian ``P`` without
        negative eigenvalues, shape ``(..., n, n)``, or ``(..., m, m)`` on the left.
    Raises:
        TypeError: the rank is below 2.
        ValueError: another side or method.

    >>> cv.scipy.linalg.polar(cnp.array([[-2.0]]))
    (Array([[-1.]], dtype=float32), Array([[2.]], dtype=float32))
    """
    if side not in ("right", "left"):
        raise error(ValueError, f"polar: expected the side 'right' or 'left', got {side!r}")
    if method not in ("qdwh", "svd"):
        raise error(ValueError, f"polar: expected the method 'qdwh' or 'svd', got {method!r}")
    return _polar(check_rank("polar", inexact_operands("polar", a)[0]), side)
