"""Rows of linear algebra. References are NumPy's LAPACK, and formulas where it has no function.

Vectors that are known up to a factor only, and factors that depend on what LAPACK chose, are compared
through products that do not depend on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from optable import DTYPES, Case, add, numbers

from covector import _core, lax
from covector.core import matrices

REAL = ("float32", "float64")
COMPLEX = ("complex64", "complex128")
ALL = REAL + COMPLEX
# Backward errors of LAPACK: a few units in the last place of the greatest element.
CLOSE = {"float32": 60, "float64": 60, "complex64": 60, "complex128": 60}


def lapack(name: str, reference: Any, cases: Any, dtypes: tuple[str, ...] = ALL, **rest: Any) -> None:
    """Adds a row whose results are compared by the size of their greatest element."""
    add(name, reference, dtypes, cases, **{"ulps": CLOSE, "norm": True, **rest})


def adjoint(x: Any) -> Any:
    return np.conj(np.swapaxes(x, -1, -2)) if isinstance(x, np.ndarray) else matrices.adjoint(x)


def turned(x: Any) -> Any:
    return np.swapaxes(x, -1, -2) if isinstance(x, np.ndarray) else matrices.transpose(x)


def product(x: Any, y: Any) -> Any:
    return x @ y if isinstance(x, np.ndarray) else matrices.matmul(x, y)


def real_dtype(dtype: np.dtype) -> np.dtype:
    return np.empty(0, dtype).real.dtype


def complex_dtype(dtype: np.dtype) -> np.dtype:
    return np.result_type(dtype, np.complex64)


def positive(rng: np.random.Generator, dtype: str, *shape: int) -> np.ndarray:
    """Positive definite matrices."""
    x = numbers(rng, dtype, shape, -1, 1)
    return (x @ adjoint(x) + 2 * np.eye(shape[-1])).astype(DTYPES[dtype])


def regular(rng: np.random.Generator, dtype: str, *shape: int) -> np.ndarray:
    """Matrices with distinct singular values, and square ones with distinct eigenvalues."""
    x = numbers(rng, dtype, shape, -1, 1)
    k = min(shape[-2:])
    x[..., range(k), range(k)] += np.arange(2, k + 2)
    return x


def square_cases(make: Any, *shapes: tuple[int, ...], **attributes: Any) -> Any:
    def cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
        for shape in shapes:
            yield Case((make(rng, dtype, *shape),), attributes, 0 not in shape)

    return cases


SQUARE = ((3, 3), (2, 4, 4), (1, 1), (0, 0), (2, 0, 0))


def lower_part(x: np.ndarray) -> np.ndarray:
    """The Hermitian matrix of which the lower triangle is given."""
    diagonal = x * np.eye(x.shape[-1])
    return np.tril(x, -1) + adjoint(np.tril(x, -1)) + diagonal.real


def definite(x: Any) -> Any:
    """Makes matrices positive definite that are no larger than 4 and have elements below 3."""
    return x + 14 * np.eye(x.shape[-1]).astype(np.dtype(x.dtype))


lapack(
    "cholesky",
    lambda x: np.linalg.cholesky(lower_part(definite(x))),
    square_cases(positive, *SQUARE),
    smooth=(0,),
    build=lambda x: _core.emit("cholesky", (definite(_core.as_array(x)),)),
)


def cholesky_update(r: np.ndarray, w: np.ndarray) -> np.ndarray:
    upper = np.triu(r)
    total = adjoint(upper) @ upper + w[..., :, None] * w[..., None, :]
    return adjoint(np.linalg.cholesky(total))


def update_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for shape in ((3, 3), (2, 4, 4)):
        yield Case((regular(rng, dtype, *shape), numbers(rng, dtype, shape[:-1])), {}, True)


lapack("cholesky_update", cholesky_update, update_cases, REAL, smooth=(0, 1))


def flat(x: np.ndarray) -> np.ndarray:
    """With one batch axis."""
    return x.reshape(int(np.prod(x.shape[:-2])), *x.shape[-2:])


def lu(x: np.ndarray) -> tuple[np.ndarray, ...]:
    """Elimination with the greatest pivots, as LAPACK chooses them."""
    m, n = x.shape[-2:]
    size = min(m, n)
    factors = flat(x).copy()
    pivots = np.zeros((len(factors), size), np.int32)
    permutation = np.tile(np.arange(m, dtype=np.int32), (len(factors), 1))
    for a, chosen, order in zip(factors, pivots, permutation, strict=True):
        for k in range(size):
            p = k + np.argmax(np.abs(a[k:, k].real) + np.abs(a[k:, k].imag))
            chosen[k] = p
            a[[k, p]], order[[k, p]] = a[[p, k]], order[[p, k]]
            a[k + 1 :, k] /= a[k, k]
            a[k + 1 :, k + 1 :] -= np.outer(a[k + 1 :, k], a[k, k + 1 :])
    batch = x.shape[:-2]
    return factors.reshape(x.shape), pivots.reshape(*batch, size), permutation.reshape(*batch, m)


INT32 = np.dtype("int32")
RECTANGLES = ((3, 3), (2, 4, 3), (3, 5), (0, 2), (3, 0))
lapack(
    "lu",
    lu,
    square_cases(regular, *RECTANGLES),
    smooth=(0,),
    result=lambda case: (case.operands[0].dtype, INT32, INT32),
)


def pivots_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for pivots, size in (([1, 2, 2], 3), ([[2, 1], [3, 1]], 4), ([], 2)):
        yield Case((np.array(pivots, DTYPES[dtype]),), {"size": size}, True)


def permutation_of(pivots: np.ndarray, *, size: int) -> np.ndarray:
    result = np.zeros((*pivots.shape[:-1], size), np.int32)
    for place in np.ndindex(pivots.shape[:-1]):
        order = list(range(size))
        for i, p in enumerate(pivots[place]):
            order[i], order[p] = order[p], order[i]
        result[place] = order
    return result


add("lu_pivots_to_permutation", permutation_of, ("int32",), pivots_cases)


def householder_qr(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    results = [np.linalg.qr(a, "raw") for a in flat(x)]
    reflectors = [h.swapaxes(-1, -2) for h, _ in results]
    taus = [t for _, t in results]
    batch, size = x.shape[:-2], min(x.shape[-2:])
    return np.reshape(reflectors, x.shape), np.reshape(taus, (*batch, size))


def qr_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for shape in ((3, 3), (2, 4, 3), (3, 5), (0, 2), (3, 0)):
        for full in (False, True):
            attributes = {"full_matrices": full, "pivoting": False}
            yield Case((regular(rng, dtype, *shape),), attributes, 0 not in shape)
    yield Case((regular(rng, dtype, 4, 3),), {"full_matrices": False, "pivoting": True}, True)


def qr(x: np.ndarray, *, full_matrices: bool, pivoting: bool) -> tuple[np.ndarray, ...]:
    if not pivoting:
        return tuple(np.linalg.qr(x, "complete" if full_matrices else "reduced"))
    # The column of greatest remaining length comes next.
    rest, order = x.copy(), []
    for _ in range(min(x.shape)):
        lengths = np.linalg.norm(rest, axis=0)
        lengths[order] = -1
        order.append(int(np.argmax(lengths)))
        direction = rest[:, order[-1]] / np.linalg.norm(rest[:, order[-1]])
        rest = rest - np.outer(direction, direction.conj() @ rest)
    q, r = np.linalg.qr(x[:, order], "complete" if full_matrices else "reduced")
    return q, r, np.array(order, np.int32)


lapack(
    "qr",
    qr,
    qr_cases,
    smooth=(0,),
    result=lambda case: (case.operands[0].dtype,) * 2 + (INT32,) * case.attributes["pivoting"],
)
lapack("householder_qr", householder_qr, square_cases(regular, (3, 3), (2, 4, 3), (3, 5)))


def reflected(reflectors: np.ndarray, taus: np.ndarray) -> np.ndarray:
    """The square product of reflectors."""
    m = reflectors.shape[-2]
    q = np.broadcast_to(np.eye(m), (*reflectors.shape[:-2], m, m))
    for i in range(taus.shape[-1]):
        v = reflectors[..., :, i] * (np.arange(m) > i) + (np.arange(m) == i)
        tau = taus[..., i, None, None]
        q = q @ (np.eye(m) - tau * v[..., :, None] * v[..., None, :].conj())
    return q


def reflectors_of(rng: np.random.Generator, dtype: str, *shape: int) -> tuple[np.ndarray, np.ndarray]:
    a, taus = householder_qr(regular(rng, dtype, *shape))
    return a.astype(DTYPES[dtype]), taus.astype(DTYPES[dtype])


def product_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for shape, count in (((3, 3), 3), ((2, 4, 3), 3), ((4, 3), 2)):
        a, taus = reflectors_of(rng, dtype, *shape)
        yield Case((a, taus[..., :count]), {}, True)


lapack(
    "householder_product",
    lambda a, taus: reflected(a, taus)[..., : a.shape[-1]],
    product_cases,
)


def householder_multiply(
    a: np.ndarray, taus: np.ndarray, c: np.ndarray, *, left: bool, transpose: bool
) -> np.ndarray:
    q = adjoint(reflected(a, taus)) if transpose else reflected(a, taus)
    return q @ c if left else c @ q


def multiply_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for left in (True, False):
        for transpose in (True, False):
            a, taus = reflectors_of(rng, dtype, 2, 4, 3)
            c = numbers(rng, dtype, (2, 4, 5) if left else (2, 5, 4))
            yield Case((a, taus, c), {"left": left, "transpose": transpose}, True)


lapack("householder_multiply", householder_multiply, multiply_cases)


# ---- equations


def triangular_solve(
    a: np.ndarray,
    b: np.ndarray,
    *,
    left_side: bool,
    lower: bool,
    transpose_a: bool,
    conjugate_a: bool,
    unit_diagonal: bool,
) -> np.ndarray:
    f = np.tril(a) if lower else np.triu(a)
    eye = np.eye(a.shape[-1])
    f = f * (1 - eye) + eye if unit_diagonal else f
    f = f.swapaxes(-1, -2) if transpose_a else f
    f = f.conj() if conjugate_a else f
    if left_side:
        return np.linalg.solve(f, b)
    return np.linalg.solve(f.swapaxes(-1, -2), b.swapaxes(-1, -2)).swapaxes(-1, -2)


def triangular_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for bits in range(32):
        left, lower, transpose, conjugate, unit = (bool(bits >> i & 1) for i in range(5))
        attributes = {
            "left_side": left,
            "lower": lower,
            "transpose_a": transpose,
            "conjugate_a": conjugate,
            "unit_diagonal": unit,
        }
        batch = (2,) * (bits % 2)
        a = regular(rng, dtype, *batch, 3, 3)
        wide = bits % 3
        b = numbers(rng, dtype, (*batch, 3, 2 + wide) if left else (*batch, 2 + wide, 3))
        yield Case((a, b), attributes, bits in (0, 5, 11, 14, 21, 30))
    yield Case((numbers(rng, dtype, (0, 0)), numbers(rng, dtype, (0, 2))), {**attributes, "left_side": True})


lapack("triangular_solve", triangular_solve, triangular_cases, smooth=(0, 1))


def linear_solve(a: np.ndarray, b: np.ndarray, *, transpose_a: bool) -> np.ndarray:
    return np.linalg.solve(a.swapaxes(-1, -2) if transpose_a else a, b)


def linear_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for shape, columns in (((3, 3), 2), ((2, 4, 4), 1), ((0, 0), 2)):
        for transpose in (False, True):
            a, b = regular(rng, dtype, *shape), numbers(rng, dtype, (*shape[:-1], columns))
            yield Case((a, b), {"transpose_a": transpose}, 0 not in shape)


def build_linear_solve(a: Any, b: Any, *, transpose_a: bool) -> Any:
    """With the factors, which derivatives do not pass through."""
    factors, pivots, _ = lax.linalg.lu(lax.stop_gradient(a))
    return _core.emit("linear_solve", (a, factors, pivots, b), transpose_a=transpose_a)


lapack(
    "linear_solve",
    linear_solve,
    linear_cases,
    smooth=(0, 1),
    build=build_linear_solve,
    result=lambda case: case.operands[1].dtype,
)


def tridiagonal_solve(dl: np.ndarray, d: np.ndarray, du: np.ndarray, b: np.ndarray) -> np.ndarray:
    n = d.shape[-1]
    a = d[..., :, None] * np.eye(n)
    for i in range(1, n):
        below, above = np.zeros((n, n)), np.zeros((n, n))
        below[i, i - 1] = above[i - 1, i] = 1
        a = a + dl[..., i, None, None] * below + du[..., i - 1, None, None] * above
    return np.linalg.solve(a, b)


def tridiagonal_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for shape, columns in (((4,), 2), ((2, 3), 1), ((1,), 1), ((0,), 2)):
        dl, du = numbers(rng, dtype, shape, -1, 1), numbers(rng, dtype, shape, -1, 1)
        b = numbers(rng, dtype, (*shape, columns))
        yield Case((dl, numbers(rng, dtype, shape, 3, 4), du, b), {}, shape[-1] > 0)


lapack("tridiagonal_solve", tridiagonal_solve, tridiagonal_cases, smooth=(0, 1, 2, 3))


def sylvester(a: np.ndarray, b: np.ndarray, c: np.ndarray) -> np.ndarray:
    m, n = c.shape[-2:]
    left, right = np.eye(m * n).reshape(m, n, m, n), np.eye(m * n).reshape(m, n, m, n)
    left = np.einsum("...ik,kjmn->...ijmn", a, left)
    right = np.einsum("...kj,ikmn->...ijmn", b, right)
    matrix = (left + right).reshape(*c.shape[:-2], m * n, m * n)
    return np.linalg.solve(matrix, c.reshape(*c.shape[:-2], m * n, 1)).reshape(c.shape)


def sylvester_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for batch in ((), (2,)):
        a, b = regular(rng, dtype, *batch, 3, 3), regular(rng, dtype, *batch, 2, 2)
        yield Case((a, b, numbers(rng, dtype, (*batch, 3, 2))), {}, True)


lapack("sylvester", sylvester, sylvester_cases, smooth=(0, 1, 2))


# ---- eigenvalues and singular values


def weights(v: Any) -> Any:
    """1, 2, ... for the columns of matrices, of their dtype."""
    return np.arange(1, v.shape[-1] + 1).astype(np.dtype(v.dtype))


def first_signs(v: Any) -> Any:
    """The signs of the real first elements of columns."""
    first = v[..., :1, :]
    return first / abs(first)


def spectral(results: tuple, *operands: Any) -> tuple:
    """Values and vectors of which the first element is positive; complex vectors as the sum of their
    projectors with the weights 1, 2, ..."""
    values, *vectors = results
    if not vectors:
        return (values,)
    (v,) = vectors
    if np.dtype(v.dtype).kind == "c":
        return values, product(v * weights(v), adjoint(v))
    return values, v * first_signs(v)


def eigh_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for shape in ((3, 3), (2, 4, 4), (1, 1), (0, 0)):
        for lower in (True, False):
            attributes = {"lower": lower, "vectors": True}
            yield Case((regular(rng, dtype, *shape),), attributes, 0 not in shape)
    yield Case((regular(rng, dtype, 3, 3),), {"lower": True, "vectors": False}, True)


def eigh(x: np.ndarray, *, lower: bool, vectors: bool) -> Any:
    return np.linalg.eigh(x, "L" if lower else "U") if vectors else np.linalg.eigvalsh(x)


lapack(
    "eigh",
    eigh,
    eigh_cases,
    smooth=(0,),
    project=spectral,
    result=lambda case: (real_dtype(case.operands[0].dtype), case.operands[0].dtype),
)


def eig_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for shape in ((3, 3), (2, 4, 4), (0, 0)):
        for left, right in ((True, True), (False, True), (True, False), (False, False)):
            attributes = {"left": left, "right": right, "differentiable_vectors": True}
            yield Case((regular(rng, dtype, *shape),), attributes, 0 not in shape)


def eig(x: np.ndarray, *, left: bool, right: bool, differentiable_vectors: bool) -> tuple[np.ndarray, ...]:
    w, v = np.linalg.eig(x.astype(np.complex128))
    # Left eigenvectors are the columns of the inverse's adjoint, made as long as 1.
    u = adjoint(np.linalg.inv(v))
    u = u / np.linalg.norm(u, axis=-2, keepdims=True)
    return (w, *([u] if left else []), *([v] if right else []))


def ordered(results: tuple, *operands: Any) -> tuple:
    """What does not depend on the order of the eigenvalues: sums over all of them."""
    w, *vectors = results
    powers = [w, w * w, w * w * w]
    sums = [product(v * w[..., None, :], adjoint(v)) for v in vectors]
    return (*(p @ np.ones(w.shape[-1], np.dtype(w.dtype)) for p in powers), *sums)


lapack(
    "eig",
    eig,
    eig_cases,
    smooth=(0,),
    project=ordered,
    result=lambda case: complex_dtype(case.operands[0].dtype),
)


def similar(results: tuple, *operands: Any) -> tuple:
    """The matrix of a form and its vectors."""
    t, z = results
    return (product(product(z, t), adjoint(z)),)


def signed_form(results: tuple, *operands: Any) -> tuple:
    """A real form whose vectors have positive first elements; of a complex one, its matrix."""
    t, z = results
    if np.dtype(z.dtype).kind == "c":
        return similar(results)
    sign = first_signs(z)
    return t * sign * turned(sign), z * sign


def schur(x: np.ndarray, *, vectors: bool) -> tuple[np.ndarray, np.ndarray]:
    """By orthonormal eigenvectors, in the order in which LAPACK finds the eigenvalues."""
    z = np.linalg.qr(np.linalg.eig(x)[1])[0]
    return adjoint(z) @ x @ z, z


def apart(rng: np.random.Generator, dtype: str, *shape: int) -> np.ndarray:
    """Matrices of which all eigenvalues are real."""
    return (regular(rng, dtype, *shape) + 6 * np.diag(np.arange(shape[-1]))).astype(DTYPES[dtype])


lapack(
    "schur",
    schur,
    square_cases(apart, *SQUARE, vectors=True),
    project=signed_form,
)


def form_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    turn = np.array([[0.0, -2.0, 1.0, 3.0], [1.0, 0.0, 2.0, 1.0], [0.0, 0.0, 4.0, 1.0], [0.0, 0.0, 0.0, 5.0]])
    yield Case((turn.astype(DTYPES[dtype]), np.eye(4, dtype=DTYPES[dtype])), {}, True)


lapack(
    "complex_schur",
    lambda t, z: (t, z),
    form_cases,
    REAL,
    project=similar,
    result=lambda case: complex_dtype(case.operands[0].dtype),
)


def reflector(x: np.ndarray) -> tuple[np.ndarray, Any, float]:
    """v, tau and beta with (I - conj(tau) v v^H) x = beta e_1, as LAPACK makes them."""
    alpha, rest = x[0], np.linalg.norm(x[1:])
    if rest == 0 and np.imag(alpha) == 0:
        return np.eye(len(x))[0], 0.0, np.real(alpha)
    beta = -np.copysign(np.hypot(abs(alpha), rest), np.real(alpha))
    v = x / (alpha - beta)
    v[0] = 1
    return v, (beta - alpha) / beta, beta


def reduced(x: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The Hessenberg form of one matrix, the vectors of the reflectors, and their factors."""
    n = len(x)
    h, vectors, taus = x.copy(), np.zeros_like(x), np.zeros(max(n - 1, 0), x.dtype)
    for i in range(n - 1):
        v, tau, _ = reflector(h[i + 1 :, i])
        taus[i], vectors[i + 2 :, i] = tau, v[1:]
        h[:, i + 1 :] -= tau * np.outer(h[:, i + 1 :] @ v, v.conj())
        h[i + 1 :] -= np.conj(tau) * np.outer(v, v.conj() @ h[i + 1 :])
    return np.triu(h, -1), vectors, taus


def hessenberg(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    n = x.shape[-1]
    parts = [reduced(a) for a in flat(x)]
    taus = np.reshape([t for *_, t in parts], (*x.shape[:-2], max(n - 1, 0)))
    return np.reshape([h + v for h, v, _ in parts], x.shape), taus


lapack("hessenberg", hessenberg, square_cases(regular, (3, 3), (2, 4, 4), (1, 1), (0, 0)))


def tridiagonal(x: np.ndarray, *, lower: bool) -> tuple[np.ndarray, ...]:
    n = x.shape[-1]
    parts = [reduced(lower_part(a)) for a in flat(x)]
    batch = x.shape[:-2]
    d = np.reshape([np.diag(h).real for h, *_ in parts], (*batch, n))
    e = np.reshape([np.diag(h, -1).real for h, *_ in parts], (*batch, n - 1))
    a = np.reshape([np.tril(h) * (np.tri(n) - np.tri(n, k=-2)) + v for h, v, _ in parts], x.shape)
    return a + np.triu(x, 1), d, e, np.reshape([t for *_, t in parts], (*batch, n - 1))


def tridiagonal_dtypes(case: Case) -> tuple[np.dtype, ...]:
    dtype = case.operands[0].dtype
    return dtype, real_dtype(dtype), real_dtype(dtype), dtype


lapack(
    "tridiagonal",
    tridiagonal,
    square_cases(positive, (3, 3), (2, 4, 4), (1, 1), lower=True),
    result=tridiagonal_dtypes,
)


def svd_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for shape in ((3, 3), (2, 4, 3), (3, 5)):
        yield Case((regular(rng, dtype, *shape),), {"full_matrices": False, "vectors": True}, True)
    yield Case((regular(rng, dtype, 3, 4),), {"full_matrices": False, "vectors": False}, True)
    yield Case((regular(rng, dtype, 3, 3),), {"full_matrices": True, "vectors": True}, True)
    for shape in ((2, 4, 3), (3, 5), (0, 2), (3, 0), (2, 0, 0)):
        yield Case((regular(rng, dtype, *shape),), {"full_matrices": True, "vectors": True})


def svd(x: np.ndarray, *, full_matrices: bool, vectors: bool) -> Any:
    if not vectors:
        return np.linalg.svd(x, compute_uv=False)
    u, s, vh = np.linalg.svd(x, full_matrices)
    return s, u, vh


def singular(results: tuple, *operands: Any) -> tuple:
    """Values, and vectors of which the first elements of the left ones are positive; of complex ones,
    products in which factors of length 1 cancel."""
    s, *vectors = results
    if not vectors:
        return (s,)
    size = s.shape[-1]
    if not size:
        return s, *vectors
    u, vh = vectors[0][..., :size], vectors[1][..., :size, :]
    if np.dtype(u.dtype).kind == "c":
        return s, product(u * weights(u), vh), product(u * weights(u), adjoint(u))
    return s, u * first_signs(u), vh * turned(first_signs(u))


lapack(
    "svd",
    svd,
    svd_cases,
    smooth=(0,),
    project=singular,
    result=lambda case: (real_dtype(case.operands[0].dtype),) + (case.operands[0].dtype,) * 2,
)


def pinv_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    real = real_dtype(DTYPES[dtype])
    for shape in ((3, 3), (2, 4, 3), (3, 5), (0, 2)):
        tolerance = np.full(shape[:-2], 1e-4, real)
        yield Case((regular(rng, dtype, *shape), tolerance), {}, 0 not in shape)


lapack(
    "pinv",
    lambda x, tolerance: np.linalg.pinv(x, tolerance),
    pinv_cases,
    smooth=(0,),
)


# ---- functions of matrices


def singular_matrix(rng: np.random.Generator, dtype: str, *shape: int) -> np.ndarray:
    """Matrices of which the last row is the sum of the first two."""
    x = regular(rng, dtype, *shape)
    x[..., -1, :] = x[..., 0, :] + x[..., 1, :]
    return x


def determinant_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for shape in ((3, 3), (2, 4, 4), (1, 1), (0, 0), (2, 0, 0)):
        yield Case((regular(rng, dtype, *shape),), {}, 0 not in shape)
    yield Case((singular_matrix(rng, dtype, 2, 3, 3),), {}, True)
    yield Case((np.zeros((3, 3), DTYPES[dtype]),), {}, True)


def det(x: np.ndarray) -> np.ndarray:
    """By the first row, so that a zero is one."""
    n = x.shape[-1]
    if n == 0:
        return np.ones(x.shape[:-2])
    minors = [det(np.delete(np.delete(x, 0, -2), j, -1)) for j in range(n)]
    return sum((-1) ** j * x[..., 0, j] * minor for j, minor in enumerate(minors))


def cofactor(x: np.ndarray) -> np.ndarray:
    result = np.zeros_like(x)
    for i in range(x.shape[-1]):
        for j in range(x.shape[-1]):
            result[..., i, j] = (-1) ** (i + j) * det(np.delete(np.delete(x, i, -2), j, -1))
    return result


# Zeros of singular matrices are compared with the size of the others.
LOOSE = dict.fromkeys(ALL, 200)
lapack("det", det, determinant_cases, smooth=(0,), scale=True, norm=False, ulps=LOOSE)
lapack("cofactor", cofactor, determinant_cases, smooth=(0,), scale=True, norm=False, ulps=LOOSE)


def slogdet_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for shape in ((3, 3), (2, 4, 4), (1, 1), (0, 0)):
        yield Case((regular(rng, dtype, *shape),), {}, 0 not in shape)
    yield Case((np.zeros((2, 2), DTYPES[dtype]),))


lapack(
    "slogdet",
    np.linalg.slogdet,
    slogdet_cases,
    smooth=(0,),
    result=lambda case: (case.operands[0].dtype, real_dtype(case.operands[0].dtype)),
)


def sqrtm(x: np.ndarray) -> np.ndarray:
    w, v = np.linalg.eig(x)
    return (v * np.sqrt(w)[..., None, :]) @ np.linalg.inv(v)


lapack("sqrtm", sqrtm, square_cases(positive, (3, 3), (2, 4, 4), (1, 1), (0, 0)), COMPLEX, smooth=(0,))
