"""``cnp.linalg``: factors, eigenvalues and singular values."""

from __future__ import annotations

from typing import Any, NamedTuple

from covector import _core
from covector.core import matrices
from covector.core.compiled import compiled
from covector.core.matrices import adjoint, check_rank, check_square, inexact_operands
from covector.errors import error
from covector.lax import linalg as lax_linalg
from covector.typing import Array, ArrayLike


class EighResult(NamedTuple):
    """Eigenvalues and eigenvectors of Hermitian matrices."""

    eigenvalues: Array
    eigenvectors: Array


class EigResult(NamedTuple):
    """Eigenvalues and eigenvectors."""

    eigenvalues: Array
    eigenvectors: Array


class QRResult(NamedTuple):
    """Orthonormal and triangular factors."""

    Q: Array
    R: Array


class SVDResult(NamedTuple):
    """Singular values and vectors."""

    U: Array
    S: Array
    Vh: Array


def _square(public: str, a: Any) -> Array:
    return check_square(public, inexact_operands(public, a)[0])


@compiled("upper", "symmetrizes")
def _cholesky(x: Array, upper: bool, symmetrizes: bool) -> Array:
    factor = lax_linalg.cholesky(x, symmetrize_input=symmetrizes)
    return adjoint(factor) if upper else factor


def cholesky(a: ArrayLike, *, upper: bool = False, symmetrize_input: bool = True) -> Array:
    """Triangular factor of positive definite matrices: ``a = L @ L^H``.

    Args:
        a: array of Hermitian matrices, shape ``(..., n, n)``.
        upper: whether ``L^H`` is given.
        symmetrize_input: whether ``(a + a^H) / 2`` is factored; if not, the lower triangle is read alone.
    Returns:
        Array of the same shape; NaN (as in JAX) for matrices that are not positive definite.
    Raises:
        ValueError: the matrices are not square.

    >>> cnp.linalg.cholesky(cnp.array([[4.0, 2.0], [2.0, 2.0]]))
    Array([[2., 0.],
           [1., 1.]], dtype=float32)
    """
    return _cholesky(_square("cholesky", a), bool(upper), bool(symmetrize_input))


@compiled("mode")
def _qr_r(x: Array, mode: str) -> Array:
    return lax_linalg.qr(x, full_matrices=False)[1]


def qr(a: ArrayLike, mode: str = "reduced") -> Any:
    """Orthonormal and upper triangular factors: ``a = Q @ R``.

    Args:
        a: array, shape ``(..., m, n)``.
        mode: ``"reduced"`` (or ``"full"``, its old name): ``Q`` has ``k = min(m, n)`` columns;
            ``"complete"``: ``Q`` is square; ``"r"``: ``R`` alone; ``"raw"``: reflectors, transposed, and
            their factors.
    Returns:
        Named tuple ``(Q, R)``, or ``R``.
    Raises:
        ValueError: another mode, or the rank is below 2.

    >>> [x.shape for x in cnp.linalg.qr(cnp.ones((3, 2)))]
    [(3, 2), (2, 2)]
    """
    (x,) = inexact_operands("qr", a)
    check_rank("qr", x)
    if mode == "raw":
        reflectors, taus = _core.emit("householder_qr", (x,), public="qr")
        return QRResult(matrices.transpose(reflectors), taus)
    if mode == "r":
        return _qr_r(x, mode)
    if mode not in ("reduced", "full", "complete"):
        raise error(ValueError, f"qr: expected the mode 'reduced', 'complete', 'r' or 'raw', got {mode!r}")
    return QRResult(*lax_linalg.qr(x, full_matrices=mode == "complete"))


@compiled("full_matrices")
def _hermitian_svd(x: Array, full_matrices: bool) -> tuple[Array, Array, Array]:
    # The eigenvalues' absolute values, put in descending order by their ranks.
    v, w = lax_linalg.eigh(x)
    n = w.shape[-1]
    s = _core.absolute(w)
    here, there = s[..., :, None], s[..., None, :]
    later = matrices.triangle(_core.broadcast_to(_core.as_array(True), (n, n)), 1, upper=True)
    before = _core.greater(there, here) | (_core.equal(there, here) & later)
    rank = _core.emit("reduce_sum", (_core.convert(before, "int32"),), axes=(before.ndim - 1,), public="svd")
    place = _core.equal(rank[..., :, None], matrices.iota((n, n), 1))
    order = _core.convert(place, s.dtype)
    values = matrices.matmul(s[..., None, :], order)[..., 0, :]
    signs = matrices.matmul(_core.sign(w)[..., None, :], order)
    u = matrices.matmul(v, _core.convert(order, v.dtype))
    return u, values, adjoint(_core.multiply(u, _core.convert(signs, u.dtype)))


def svd(
    a: ArrayLike,
    full_matrices: bool = True,
    compute_uv: bool = True,
    hermitian: bool = False,
    subset_by_index: tuple[int, int] | None = None,
) -> Any:
    """Singular values and vectors: ``a = U @ diag(S) @ Vh``.

    Args:
        a: array, shape ``(..., m, n)``.
        full_matrices: whether ``U`` and ``Vh`` are square, else they have ``k = min(m, n)`` columns and rows.
        compute_uv: whether the vectors are given.
        hermitian: whether the matrices are Hermitian: the eigenvalues are computed.
        subset_by_index: range of the singular values that are given, ``None`` for all.
    Returns:
        Named tuple ``(U, S, Vh)``, or ``S``: real, descending, shape ``(..., k)``.
    Raises:
        TypeError: the rank is below 2.

    >>> cnp.linalg.svd(cnp.array([[0.0, 2.0], [3.0, 0.0]]), compute_uv=False)
    Array([3., 2.], dtype=float32)
    """
    (x,) = inexact_operands("svd", a)
    check_rank("svd", x)
    if hermitian:
        check_square("svd", x)
        u, s, vh = _hermitian_svd(x, bool(full_matrices))
        if subset_by_index is not None:
            part = slice(*subset_by_index)
            u, s, vh = u[..., part], s[..., part], vh[..., part, :]
        return SVDResult(u, s, vh) if compute_uv else s
    result = lax_linalg.svd(
        x, full_matrices=full_matrices, compute_uv=compute_uv, subset_by_index=subset_by_index
    )
    return SVDResult(*result) if compute_uv else result


def svdvals(x: ArrayLike, /) -> Array:
    """Singular values of matrices.

    Args:
        x: array, shape ``(..., m, n)``.
    Returns:
        Real array, descending, shape ``(..., min(m, n))``.
    Raises:
        TypeError: the rank is below 2.

    >>> cnp.linalg.svdvals(cnp.array([[0.0, 2.0], [3.0, 0.0]]))
    Array([3., 2.], dtype=float32)
    """
    (y,) = inexact_operands("svdvals", x)
    return lax_linalg.svd(check_rank("svdvals", y), compute_uv=False)


def eig(a: ArrayLike) -> EigResult:
    """Eigenvalues and right eigenvectors of square matrices.

    Args:
        a: array, shape ``(..., n, n)``.
    Returns:
        Named tuple of the eigenvalues, shape ``(..., n)``, and the eigenvectors, columns of length 1, shape
        ``(..., n, n)``; both complex, whatever the values are (as in JAX).
    Raises:
        ValueError: the matrices are not square.

    >>> cnp.linalg.eig(cnp.array([[2.0, 0.0], [0.0, 3.0]])).eigenvalues
    Array([2.+0.j, 3.+0.j], dtype=complex64)
    """
    return EigResult(*lax_linalg.eig(_square("eig", a), compute_left_eigenvectors=False))


def eigvals(a: ArrayLike) -> Array:
    """Eigenvalues of square matrices.

    Args:
        a: array, shape ``(..., n, n)``.
    Returns:
        Complex array, shape ``(..., n)``, in no particular order.
    Raises:
        ValueError: the matrices are not square.

    >>> cnp.linalg.eigvals(cnp.array([[0.0, -1.0], [1.0, 0.0]]))
    Array([0.+1.j, 0.-1.j], dtype=complex64)
    """
    x = _square("eigvals", a)
    return lax_linalg.eig(x, compute_left_eigenvectors=False, compute_right_eigenvectors=False)[0]


def _is_lower(UPLO: Any, public: str) -> bool:
    if UPLO not in (None, "L", "U"):
        raise error(ValueError, f"{public}: expected UPLO to be 'L', 'U' or None, got {UPLO!r}")
    return UPLO != "U"


def eigh(a: ArrayLike, UPLO: str | None = None, symmetrize_input: bool = True) -> EighResult:
    """Eigenvalues and eigenvectors of Hermitian matrices.

    Args:
        a: array of Hermitian matrices, shape ``(..., n, n)``.
        UPLO: the triangle that is read, ``"L"`` (``None``) or ``"U"``, if the input is not symmetrized.
        symmetrize_input: whether the matrix is ``(a + a^H) / 2``.
    Returns:
        Named tuple of the eigenvalues, real, ascending, shape ``(..., n)``, and the orthonormal eigenvectors
        as columns, shape ``(..., n, n)``.
    Raises:
        ValueError: the matrices are not square, or ``UPLO`` is none of these.

    >>> cnp.linalg.eigh(cnp.array([[2.0, 1.0], [1.0, 2.0]])).eigenvalues
    Array([1., 3.], dtype=float32)
    """
    lower = _is_lower(UPLO, "eigh")
    v, w = lax_linalg.eigh(_square("eigh", a), lower=lower, symmetrize_input=symmetrize_input)
    return EighResult(w, v)


@compiled("lower", "symmetrizes")
def _eigvalsh(x: Array, lower: bool, symmetrizes: bool) -> Array:
    # The vectors are not used, and so not computed; derivatives find them there.
    return lax_linalg.eigh(x, lower=lower, symmetrize_input=symmetrizes)[1]


def eigvalsh(a: ArrayLike, UPLO: str | None = "L", *, symmetrize_input: bool = True) -> Array:
    """Eigenvalues of Hermitian matrices.

    Args:
        a: array of Hermitian matrices, shape ``(..., n, n)``.
        UPLO: the triangle that is read, ``"L"`` (``None``) or ``"U"``, if the input is not symmetrized.
        symmetrize_input: whether the matrix is ``(a + a^H) / 2``.
    Returns:
        Real array, ascending, shape ``(..., n)``.
    Raises:
        ValueError: the matrices are not square, or ``UPLO`` is none of these.

    >>> cnp.linalg.eigvalsh(cnp.array([[2.0, 1.0], [1.0, 2.0]]))
    Array([1., 3.], dtype=float32)
    """
    lower = _is_lower(UPLO, "eigvalsh")
    return _eigvalsh(_square("eigvalsh", a), lower, bool(symmetrize_input))
