"""Decompositions and solvers by their own names: ``lax.linalg``."""

from __future__ import annotations

import enum
from typing import Any

import numpy as np

from covector import _core
from covector.core import matrices, ops
from covector.core.compiled import compiled
from covector.core.matrices import check_rank, check_square, operands
from covector.core.operands import as_array, as_index
from covector.errors import error
from covector.typing import Array, ArrayLike


class EigImplementation(enum.Enum):
    """Implementations of ``eig``; on the CPU all of them are LAPACK's."""

    CUSOLVER = "cusolver"
    MAGMA = "magma"
    LAPACK = "lapack"


class EighImplementation(enum.Enum):
    """Implementations of ``eigh``; on the CPU all of them are LAPACK's."""

    QR = "qr"
    JACOBI = "jacobi"
    QDWH = "qdwh"


class SvdAlgorithm(enum.Enum):
    """Algorithms of ``svd``; on the CPU all of them are LAPACK's divide and conquer."""

    DEFAULT = "default"
    QR = "QR"
    JACOBI = "Jacobi"
    POLAR = "polar"


def _square(public: str, x: Any) -> Array:
    return check_square(public, operands(public, x)[0])


def _matrix(public: str, x: Any) -> Array:
    return check_rank(public, operands(public, x)[0])


@compiled()
def _cholesky_symmetrized(x: Array) -> Array:
    return _core.emit("cholesky", (matrices.symmetrize(x),), public="cholesky")


def cholesky(x: ArrayLike, *, symmetrize_input: bool = True) -> Array:
    """Lower triangular factor ``L`` of positive definite matrices ``L @ L^H``.

    Args:
        x: array of Hermitian matrices, shape ``(..., n, n)``.
        symmetrize_input: whether ``(x + x^H) / 2`` is factored; if not, the lower triangle of ``x``
            is read alone.
    Returns:
        Array of the same shape and dtype; NaN for matrices that are not positive definite.
    Raises:
        ValueError: the matrices are not square.

    >>> cv.lax.linalg.cholesky(cnp.array([[4.0, 2.0], [2.0, 2.0]]))
    Array([[2., 0.],
           [1., 1.]], dtype=float32)
    """
    array = _square("cholesky", x)
    if symmetrize_input:
        return _cholesky_symmetrized(array)
    return _core.emit("cholesky", (array,), public="cholesky")


def cholesky_update(r_matrix: ArrayLike, w_vector: ArrayLike) -> Array:
    """Upper triangular factor of ``r^T @ r + outer(w, w)``.

    Args:
        r_matrix: array of upper triangular real matrices, shape ``(..., n, n)``.
        w_vector: array, shape ``(..., n)``.
    Returns:
        Array of upper triangular matrices, shape ``(..., n, n)``.
    Raises:
        ValueError: the shapes do not fit.

    >>> cv.lax.linalg.cholesky_update(cnp.array([[3.0]]), cnp.array([4.0]))
    Array([[5.]], dtype=float32)
    """
    r, w = operands("cholesky_update", r_matrix, w_vector)
    check_square("cholesky_update", r)
    if w.shape != r.shape[:-1]:
        raise error(
            ValueError,
            f"cholesky_update: expected square matrices and vectors of their size, got shapes {r.shape} "
            f"and {w.shape}",
        )
    return _core.emit("cholesky_update", (r, w), public="cholesky_update")


def eig(
    x: ArrayLike,
    *,
    compute_left_eigenvectors: bool = True,
    compute_right_eigenvectors: bool = True,
    enable_eigvec_derivs: bool = False,
    implementation: EigImplementation | None = None,
    use_magma: bool | None = None,
) -> list[Array]:
    """Eigenvalues and eigenvectors of square matrices.

    Args:
        x: array, shape ``(..., n, n)``.
        compute_left_eigenvectors: whether the left eigenvectors are given.
        compute_right_eigenvectors: whether the right eigenvectors are given.
        enable_eigvec_derivs: whether the eigenvectors have derivatives. They hold where eigenvalues
            differ and each vector has a single greatest element.
        implementation: accepted; LAPACK computes.
        use_magma: accepted; LAPACK computes.
    Returns:
        List of the eigenvalues, shape ``(..., n)``, and the asked for eigenvectors, left before
        right, as columns of length 1, shape ``(..., n, n)``; all complex, NaN where none were found.
    Raises:
        ValueError: the matrices are not square.

    >>> cv.lax.linalg.eig(cnp.array([[2.0, 0.0], [0.0, 3.0]]))[0]
    Array([2.+0.j, 3.+0.j], dtype=complex64)
    """
    results = _core.emit(
        "eig",
        (_square("eig", x),),
        left=bool(compute_left_eigenvectors),
        right=bool(compute_right_eigenvectors),
        differentiable_vectors=bool(enable_eigvec_derivs),
        public="eig",
    )
    return list(results) if isinstance(results, (tuple, list)) else [results]


@compiled("lower", "symmetrizes", "subset")
def _eigh(x: Array, lower: bool, symmetrizes: bool, subset: tuple[int, int] | None) -> tuple[Array, Array]:
    if symmetrizes:
        x = matrices.symmetrize(x)
    w, v = _core.emit("eigh", (x,), lower=lower, vectors=True, public="eigh")
    return (v, w) if subset is None else (v[..., slice(*subset)], w[..., slice(*subset)])


def eigh(
    x: ArrayLike,
    *,
    lower: bool = True,
    symmetrize_input: bool = True,
    sort_eigenvalues: bool = True,
    subset_by_index: tuple[int, int] | None = None,
    implementation: EighImplementation | None = None,
) -> tuple[Array, Array]:
    """Eigenvectors and eigenvalues of Hermitian matrices.

    Args:
        x: array of Hermitian matrices, shape ``(..., n, n)``.
        lower: which triangle is read, if the input is not symmetrized.
        symmetrize_input: whether the matrix is ``(x + x^H) / 2``.
        sort_eigenvalues: accepted; they always ascend.
        subset_by_index: range of the eigenvalues that are given, ``None`` for all.
        implementation: accepted; LAPACK computes.
    Returns:
        The orthonormal eigenvectors as columns, shape ``(..., n, k)``, and the eigenvalues, real, shape
        ``(..., k)``; NaN where none were found.
    Raises:
        ValueError: the matrices are not square.

    >>> cv.lax.linalg.eigh(cnp.array([[2.0, 1.0], [1.0, 2.0]]))[1]
    Array([1., 3.], dtype=float32)
    """
    return _eigh(_square("eigh", x), bool(lower), bool(symmetrize_input), subset_by_index)


def hessenberg(a: ArrayLike) -> tuple[Array, Array]:
    """Reduction of square matrices to upper Hessenberg form.

    Args:
        a: array, shape ``(..., n, n)``.
    Returns:
        The form and, below its first subdiagonal, the vectors of the reflectors, shape
        ``(..., n, n)``; and their factors, shape ``(..., n - 1)``; see :func:`householder_product`.
    Raises:
        ValueError: the matrices are not square.

    >>> cv.lax.linalg.hessenberg(cnp.eye(3))[1].shape
    (2,)
    """
    return _core.emit("hessenberg", (_square("hessenberg", a),), public="hessenberg")


def householder_product(a: ArrayLike, taus: ArrayLike) -> Array:
    """First columns of a product of elementary reflectors.

    Args:
        a: array whose columns hold the vectors of the reflectors below the diagonal, shape
            ``(..., m, n)`` with ``m >= n``.
        taus: their factors, shape ``(..., k)`` with ``k <= n``.
    Returns:
        Array of shape ``(..., m, n)``.
    Raises:
        ValueError: the shapes do not fit.

    >>> cv.lax.linalg.householder_product(cnp.ones((2, 1)), cnp.ones(1))
    Array([[ 0.],
           [-1.]], dtype=float32)
    """
    x, t = operands("householder_product", a, taus)
    check_rank("householder_product", x)
    if x.shape[-2] < x.shape[-1] or t.ndim < 1 or t.shape[-1] > x.shape[-1]:
        raise error(
            ValueError,
            "householder_product: expected matrices with at least as many rows as columns and no more "
            f"taus than columns, got shapes {x.shape} and {t.shape}",
        )
    return _core.emit("householder_product", (x, t), public="householder_product")


def ormqr(
    a: ArrayLike, taus: ArrayLike, c: ArrayLike, *, left: bool = True, transpose: bool = False
) -> Array:
    """Product of matrices with the square product ``q`` of elementary reflectors.

    Args:
        a: array of reflectors, shape ``(..., m, n)``; see :func:`householder_product`.
        taus: their factors, shape ``(..., k)``.
        c: array, shape ``(..., m, p)``, or ``(..., p, m)`` without ``left``.
        left: whether the product is ``q @ c``, else ``c @ q``.
        transpose: whether ``q^H`` stands for ``q``.
    Returns:
        Array of the shape of ``c``.
    Raises:
        ValueError: the shapes do not fit.

    >>> cv.lax.linalg.ormqr(cnp.zeros((2, 1)), cnp.zeros(1), cnp.ones((2, 1)))
    Array([[1.],
           [1.]], dtype=float32)
    """
    x, t, y = operands("ormqr", a, taus, c)
    check_rank("ormqr", x), check_rank("ormqr", y)
    if y.shape[-2 if left else -1] != x.shape[-2]:
        raise error(
            ValueError,
            f"ormqr: expected c with as many {'rows' if left else 'columns'} as a has rows, got shapes "
            f"{x.shape} and {y.shape}",
        )
    return _core.emit(
        "householder_multiply", (x, t, y), left=bool(left), transpose=bool(transpose), public="ormqr"
    )


def lu(x: ArrayLike) -> tuple[Array, Array, Array]:
    """Triangular factors with row exchanges: ``x[permutation] = L @ U``.

    Args:
        x: array, shape ``(..., m, n)``.
    Returns:
        ``U`` and, below its diagonal, ``L``, shape ``(..., m, n)``; the row exchanged with each row,
        int32, shape ``(..., min(m, n))``; and the permutation of the rows, int32, shape ``(..., m)``.
    Raises:
        TypeError: the rank is below 2.

    >>> cv.lax.linalg.lu(cnp.array([[1.0, 2.0], [2.0, 2.0]]))[2]
    Array([1, 0], dtype=int32)
    """
    return _core.emit("lu", (_matrix("lu", x),), public="lu")


def lu_pivots_to_permutation(pivots: ArrayLike, permutation_size: int) -> Array:
    """The permutation that the row exchanges of :func:`lu` make.

    Args:
        pivots: int32 array, shape ``(..., k)``.
        permutation_size: number of rows, at least ``k``.
    Returns:
        int32 array, shape ``(..., permutation_size)``.
    Raises:
        TypeError: ``pivots`` has another dtype.
        ValueError: there are more pivots than rows.

    >>> cv.lax.linalg.lu_pivots_to_permutation(cnp.array([1, 1], "int32"), 3)
    Array([1, 0, 2], dtype=int32)
    """
    name = "lu_pivots_to_permutation"
    p, size = as_array(pivots, name), as_index(permutation_size, name, "permutation_size")
    if p.ndim < 1 or p.shape[-1] > size:
        raise error(
            ValueError,
            f"{name}: expected no more pivots than the permutation has numbers, got shape {p.shape} and "
            f"permutation_size={size}",
        )
    return _core.emit(name, (p,), size=size, public=name)


def qr(
    x: ArrayLike,
    *,
    pivoting: bool = False,
    full_matrices: bool = True,
    use_magma: bool | None = None,
) -> tuple[Array, ...]:
    """Orthonormal and upper triangular factors: ``x = q @ r``, or ``x[..., p] = q @ r``.

    Args:
        x: array, shape ``(..., m, n)``.
        pivoting: whether columns are exchanged, so that the diagonal of ``r`` does not grow.
        full_matrices: whether ``q`` is square, else it has ``k = min(m, n)`` columns.
        use_magma: accepted; LAPACK computes.
    Returns:
        ``q``, shape ``(..., m, m or k)``, ``r``, shape ``(..., m or k, n)``, and with ``pivoting``
        the order of the columns, int32, shape ``(..., n)``.
    Raises:
        TypeError: the rank is below 2.

    >>> [y.shape for y in cv.lax.linalg.qr(cnp.ones((3, 2)), full_matrices=False)]
    [(3, 2), (2, 2)]
    """
    return _core.emit(
        "qr",
        (_matrix("qr", x),),
        full_matrices=bool(full_matrices),
        pivoting=bool(pivoting),
        public="qr",
    )


def schur(
    x: ArrayLike,
    *,
    compute_schur_vectors: bool = True,
    sort_eig_vals: bool = False,
    select_callable: Any = None,
) -> tuple[Array, ...]:
    """Schur form ``t``: ``x = z @ t @ z^H`` with unitary ``z``.

    Args:
        x: array, shape ``(..., n, n)``.
        compute_schur_vectors: whether ``z`` is given.
        sort_eig_vals: must be false.
        select_callable: not used.
    Returns:
        ``t``, upper triangular but for blocks of two rows in real arithmetic, and ``z``, of the shape
        and dtype of ``x``; NaN where none were found.
    Raises:
        ValueError: the matrices are not square.
        NotImplementedError: ``sort_eig_vals``.

    >>> cv.lax.linalg.schur(cnp.array([[1.0, 2.0], [0.0, 3.0]]))[0]
    Array([[1., 2.],
           [0., 3.]], dtype=float32)
    """
    if sort_eig_vals:
        raise error(NotImplementedError, "schur: eigenvalues are not sorted; leave sort_eig_vals=False")
    vectors = bool(compute_schur_vectors)
    results = _core.emit("schur", (_square("schur", x),), vectors=vectors, public="schur")
    return tuple(results) if vectors else (results,)


@compiled("full_matrices", "subset")
def _svd(x: Array, full_matrices: bool, subset: tuple[int, int] | None) -> tuple[Array, Array, Array]:
    s, u, vh = _core.emit("svd", (x,), full_matrices=full_matrices, vectors=True, public="svd")
    if subset is None:
        return u, s, vh
    part = slice(*subset)
    return u[..., part], s[..., part], vh[..., part, :]


@compiled("subset")
def _singular_values(x: Array, subset: tuple[int, int] | None) -> Array:
    # What is not used is not computed; derivatives find the vectors there.
    return _svd(x, False, subset)[1]


def svd(
    x: ArrayLike,
    *,
    full_matrices: bool = True,
    compute_uv: bool = True,
    subset_by_index: tuple[int, int] | None = None,
    algorithm: SvdAlgorithm | None = None,
) -> Any:
    """Singular values and vectors: ``x = u @ diag(s) @ vh``.

    Args:
        x: array, shape ``(..., m, n)``.
        full_matrices: whether ``u`` and ``vh`` are square, else they have ``k = min(m, n)`` columns
            and rows.
        compute_uv: whether the vectors are given.
        subset_by_index: range of the singular values that are given, ``None`` for all.
        algorithm: accepted; LAPACK's divide and conquer computes.
    Returns:
        ``u``, shape ``(..., m, m or k)``, ``s``, real, descending, shape ``(..., k)``, and ``vh``, shape
        ``(..., n or k, n)``; ``s`` alone without ``compute_uv``. NaN where none were found.
    Raises:
        TypeError: the rank is below 2.
        ValueError: ``full_matrices`` and a subset are asked for.

    >>> cv.lax.linalg.svd(cnp.array([[0.0, 2.0], [3.0, 0.0]]), compute_uv=False)
    Array([3., 2.], dtype=float32)
    """
    array = _matrix("svd", x)
    subset = subset_by_index if subset_by_index is None else tuple(subset_by_index)
    if subset is not None and full_matrices and compute_uv and subset != (0, min(array.shape[-2:])):
        raise error(
            ValueError,
            f"svd: expected full_matrices=False with subset_by_index, got subset_by_index={subset} and True",
        )
    if not compute_uv:
        return _singular_values(array, subset)
    return _svd(array, bool(full_matrices), subset)


@compiled("alpha", "beta", "symmetrizes")
def _symmetric_product(a: Array, c: Array, alpha: float, beta: float, symmetrizes: bool) -> Array:
    product = _core.multiply(matrices.matmul(a, matrices.transpose(a)), alpha)
    result = _core.add(product, _core.multiply(c, beta)) if beta else product
    if symmetrizes:
        lower = matrices.triangle(result, -1)
        result = _core.add(matrices.triangle(result), matrices.transpose(lower))
    return result


def symmetric_product(
    a_matrix: ArrayLike,
    c_matrix: ArrayLike,
    *,
    alpha: float = 1.0,
    beta: float = 0.0,
    symmetrize_output: bool = False,
) -> Array:
    """The product ``alpha a @ a^T + beta c``.

    Args:
        a_matrix: array, shape ``(..., m, n)``.
        c_matrix: array of symmetric matrices, shape ``(..., m, m)``.
        alpha: factor of the product.
        beta: factor of ``c``.
        symmetrize_output: whether the lower triangle is copied to the upper one.
    Returns:
        Array of shape ``(..., m, m)``.
    Raises:
        ValueError: the shapes do not fit.

    >>> cv.lax.linalg.symmetric_product(cnp.ones((1, 3)), cnp.ones((1, 1)), beta=2.0)
    Array([[5.]], dtype=float32)
    """
    a, c = operands("symmetric_product", a_matrix, c_matrix)
    check_rank("symmetric_product", a)
    if c.shape != (*a.shape[:-1], a.shape[-2]):
        raise error(
            ValueError,
            f"symmetric_product: expected a of shape (..., m, n) and c of shape (..., m, m), got {a.shape} "
            f"and {c.shape}",
        )
    return _symmetric_product(a, c, float(alpha), float(beta), bool(symmetrize_output))


def triangular_solve(
    a: ArrayLike,
    b: ArrayLike,
    *,
    left_side: bool = False,
    lower: bool = False,
    transpose_a: bool = False,
    conjugate_a: bool = False,
    unit_diagonal: bool = False,
) -> Array:
    """Solution of ``f(a) @ x = b`` (``left_side``) or ``x @ f(a) = b`` with triangular matrices.

    Args:
        a: array, shape ``(..., n, n)``, of which one triangle is read.
        b: array, shape ``(..., n, k)``, or ``(..., k, n)`` without ``left_side``; or a vector
            ``(..., n)``.
        left_side: the side of ``f(a)``.
        lower: which triangle is read.
        transpose_a: whether ``f`` transposes.
        conjugate_a: whether ``f`` conjugates.
        unit_diagonal: whether the diagonal is taken to be 1.
    Returns:
        Array of the shape of ``b``.
    Raises:
        ValueError: the shapes do not fit.

    >>> cv.lax.linalg.triangular_solve(2 * cnp.eye(2), cnp.ones((1, 2)))
    Array([[0.5, 0.5]], dtype=float32)
    """
    x, y = operands("triangular_solve", a, b)
    check_square("triangular_solve", x)
    is_vector = y.ndim == x.ndim - 1
    if is_vector:
        y = ops.expand_dims(y, (y.ndim if left_side else y.ndim - 1,))
    if y.ndim < 2 or y.shape[-2 if left_side else -1] != x.shape[-1] or y.shape[:-2] != x.shape[:-2]:
        raise error(
            ValueError,
            f"triangular_solve: expected a of shape (..., n, n) and b of shape "
            f"{'(..., n, k)' if left_side else '(..., k, n)'}, got {x.shape} and {y.shape}",
        )
    result = _core.emit(
        "triangular_solve",
        (x, y),
        left_side=bool(left_side),
        lower=bool(lower),
        transpose_a=bool(transpose_a),
        conjugate_a=bool(conjugate_a),
        unit_diagonal=bool(unit_diagonal),
        public="triangular_solve",
    )
    return ops.squeeze(result, (y.ndim - 1 if left_side else y.ndim - 2,)) if is_vector else result


def tridiagonal(a: ArrayLike, *, lower: bool = True) -> tuple[Array, Array, Array, Array]:
    """Reduction of Hermitian matrices to real tridiagonal form.

    Args:
        a: array of Hermitian matrices, shape ``(..., n, n)``.
        lower: which triangle is read.
    Returns:
        The reflectors, shape ``(..., n, n)``; the diagonal, real, shape ``(..., n)``; the diagonal beside
        it, real, shape ``(..., n - 1)``; and the factors of the reflectors, shape ``(..., n - 1)``.
    Raises:
        ValueError: the matrices are not square, or empty.

    >>> cv.lax.linalg.tridiagonal(cnp.eye(2))[1]
    Array([1., 1.], dtype=float32)
    """
    x = _square("tridiagonal", a)
    if x.shape[-1] == 0:
        raise error(ValueError, f"tridiagonal: expected matrices that are not empty, got shape {x.shape}")
    return _core.emit("tridiagonal", (x,), lower=bool(lower), public="tridiagonal")


def tridiagonal_solve(
    dl: ArrayLike, d: ArrayLike, du: ArrayLike, b: ArrayLike, *, perturb_singular: bool = False
) -> Array:
    """Solution of ``a @ x = b`` with tridiagonal matrices ``a``.

    Args:
        dl: array, the diagonal below, whose first element is not read, shape ``(..., n)``.
        d: array, the diagonal, shape ``(..., n)``.
        du: array, the diagonal above, whose last element is not read, shape ``(..., n)``.
        b: array, shape ``(..., n, k)``.
        perturb_singular: must be false.
    Returns:
        Array of the shape of ``b``; NaN for singular matrices.
    Raises:
        TypeError: the shapes do not fit.
        NotImplementedError: ``perturb_singular``.

    >>> x = cnp.ones(2)
    >>> cv.lax.linalg.tridiagonal_solve(0 * x, 2 * x, 0 * x, cnp.ones((2, 1)))
    Array([[0.5],
           [0.5]], dtype=float32)
    """
    if perturb_singular:
        raise error(
            NotImplementedError, "tridiagonal_solve: singular matrices are not perturbed; leave it False"
        )
    arrays = operands("tridiagonal_solve", dl, d, du, b)
    shapes = [x.shape for x in arrays]
    if not (shapes[0] == shapes[1] == shapes[2] == shapes[3][:-1]) or not shapes[0]:
        raise error(
            TypeError,
            "tridiagonal_solve: expected diagonals of shape (..., n) and b of shape (..., n, k), got "
            f"{', '.join(map(str, shapes))}",
        )
    return _core.emit("tridiagonal_solve", tuple(arrays), public="tridiagonal_solve")


@compiled("steps", "eps")
def _polar_iteration(x: Array, steps: int, eps: float) -> tuple[Array, Array, Array, Array]:
    m, n = x.shape
    eye = matrices.identity(n, n, x.dtype)

    def size(y: Array) -> Array:
        return _core.sqrt(ops.reduce("sum", _core.absolute(y) ** 2, (0, 1)))

    def like(number: Array) -> Array:
        return _core.convert(number, x.dtype)

    def factors(y: Array) -> tuple[Array, Array]:
        return _core.emit("qr", (y,), full_matrices=False, pivoting=False, public="qdwh")

    # All singular values are between `bound` and 1; each step brings them nearer to 1.
    alpha = size(x)
    u = x / like(_core.select(_core.equal(alpha, 0), 1, alpha))
    bound = 1 / size(triangular_solve(factors(u)[1], eye))
    tiny = float(np.finfo(x.dtype).eps)
    bound = _core.minimum(_core.select(_core.greater(bound, tiny), bound, tiny), 1.0)
    done = _core.less(bound, 0)
    count = _core.convert(done, np.dtype("int32"))
    for _ in range(steps):
        square = bound * bound
        d = (4 * (1 - square) / (square * square)) ** (1 / 3)
        root = _core.sqrt(1 + d)
        inner = 8 - 4 * d + 8 * (2 - square) / (square * root)
        a = root + _core.sqrt(_core.maximum(inner, 0.0)) / 2
        b = (a - 1) * (a - 1) / 4
        c = a + b - 1
        q, _ = factors(ops.concatenate([u * like(_core.sqrt(c)), eye], 0))
        product = matrices.matmul(q[:m], matrices.adjoint(q[m:]))
        following = u * like(b / c) + product * like((a - b / c) / _core.sqrt(c))
        change = size(following - u)
        grown = _core.minimum(bound * (a + b * square) / (1 + c * square), 1.0)
        u = _core.select(done, u, following)
        bound = _core.select(done, bound, grown)
        count = count + _core.select(done, 0, 1)
        done = done | (_core.less_equal(change, eps ** (1 / 3)) & _core.less_equal(1 - bound, 5 * eps))
    h = matrices.matmul(matrices.adjoint(u), x)
    return u, matrices.symmetrize(h), count, done


def qdwh(
    x: ArrayLike,
    *,
    is_hermitian: bool = False,
    max_iterations: int | None = None,
    eps: float | None = None,
    dynamic_shape: None = None,
) -> tuple[Array, Array, Array, Array]:
    """Polar factors ``x = u @ h`` by dynamically weighted Halley iterations.

    Args:
        x: array, shape ``(m, n)`` with ``m >= n``.
        is_hermitian: accepted; the iteration is the same.
        max_iterations: the most steps that count; 10 if ``None``.
        eps: precision at which the iteration has converged; that of the dtype if ``None``.
        dynamic_shape: must be ``None``.
    Returns:
        ``u`` with orthonormal columns, shape ``(m, n)``; ``h``, Hermitian, shape ``(n, n)``; the number
        of steps, int32; and whether the iteration converged.
    Raises:
        ValueError: the rank is not 2, or there are fewer rows than columns.

    Source: Y. Nakatsukasa, Z. Bai, F. Gygi, "Optimizing Halley's iteration for computing the matrix
    polar decomposition", SIAM Journal on Matrix Analysis and Applications 31 (2010).

    >>> cv.lax.linalg.qdwh(cnp.array([[3.0, 0.0], [0.0, 2.0]]))[1].round(4)
    Array([[3., 0.],
           [0., 2.]], dtype=float32)
    """
    array = _matrix("qdwh", x)
    if array.ndim != 2 or array.shape[0] < array.shape[1] or dynamic_shape is not None:
        raise error(
            ValueError,
            f"qdwh: expected a matrix of at least as many rows as columns, got shape {array.shape}; "
            "transpose it",
        )
    precision = float(np.finfo(array.dtype).eps) if eps is None else float(eps)
    return _polar_iteration(array, 10 if max_iterations is None else int(max_iterations), precision)
