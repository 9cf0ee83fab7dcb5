"""``cv.scipy.linalg``: matrices of given forms."""

from __future__ import annotations

import math
import operator
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import matrices, ops
from covector.core.compiled import compiled
from covector.core.matrices import broadcast_batch
from covector.core.operands import as_array, as_index, as_inexact, promote
from covector.errors import error
from covector.numpy.indexing import take
from covector.typing import Array, ArrayLike, DTypeLike


def _vector(public: str, x: Any) -> Array:
    array = as_array(x, public)
    return _core.convert(ops.reshape(array, (1,)), array.dtype) if array.ndim == 0 else array


def _default_float() -> np.dtype:
    return np.dtype(dtypes.canonicalize_dtype(float))


def _constant(values: np.ndarray, dtype: Any) -> Array:
    return _core.convert(_core.as_array(values.astype(dtype)), np.dtype(dtype))


def block_diag(*arrs: ArrayLike) -> Array:
    """Matrices one after the other along the diagonal, with zeros beside them.

    Args:
        arrs: arrays of rank 2 or less; vectors are rows.
    Returns:
        Array of rank 2, whose sizes are the sums of those of ``arrs``.
    Raises:
        ValueError: an array of a greater rank.

    >>> cv.scipy.linalg.block_diag(cnp.ones((1, 1)), cnp.ones((1, 2)))
    Array([[1., 0., 0.],
           [0., 1., 1.]], dtype=float32)
    """
    if not arrs:
        return _core.full((1, 0), 0, _default_float())
    arrays = promote("block_diag", *arrs)
    for i, x in enumerate(arrays):
        if x.ndim > 2:
            raise error(
                ValueError,
                f"block_diag: expected arrays of rank 2 or less, got shape {x.shape} at position {i}",
            )
    blocks = [ops.reshape(x, (1,) * (2 - x.ndim) + x.shape) for x in arrays]
    width, before = sum(x.shape[1] for x in blocks), 0
    zero, rows = _core.full((), 0, blocks[0].dtype), []
    for x in blocks:
        rows.append(ops.pad(x, zero, (0, before), (0, width - before - x.shape[1])))
        before += x.shape[1]
    return ops.concatenate(rows, 0)


@compiled()
def _toeplitz(c: Array, r: Array) -> Array:
    m, n = c.shape[-1], r.shape[-1]
    values = ops.concatenate([ops.reverse(c, (c.ndim - 1,)), r[..., 1:]], c.ndim - 1)
    return take(values, (m - 1) - np.arange(m)[:, None] + np.arange(n), axis=-1)


def toeplitz(c: ArrayLike, r: ArrayLike | None = None) -> Array:
    """Matrix that is constant along its diagonals.

    Args:
        c: array, the first column, shape ``(..., m)``.
        r: array, the first row, whose first element is not used, shape ``(..., n)``; ``conj(c)`` if ``None``.
    Returns:
        Array of shape ``(..., m, n)``.
    Raises:
        TypeError: an operand is not array-like.

    >>> cv.scipy.linalg.toeplitz(cnp.array([1, 2]), cnp.array([1, 5, 6]))
    Array([[1, 5, 6],
           [2, 1, 5]], dtype=int32)
    """
    column = _vector("toeplitz", c)
    if r is None:
        row = _core.conj(column) if column.dtype.kind == "c" else column
    else:
        column, row = promote("toeplitz", column, _vector("toeplitz", r))
    if 0 in (column.shape[-1], row.shape[-1]):
        return _core.full((*column.shape, row.shape[-1]), 0, column.dtype)
    return _toeplitz(*broadcast_batch("toeplitz", column, row, ranks=(1, 1)))


def hankel(c: ArrayLike, r: ArrayLike | None = None) -> Array:
    """Matrix that is constant along the diagonals across.

    Args:
        c: array, the first column, shape ``(..., m)``.
        r: array, the last row, whose first element is not used, shape ``(..., n)``; zeros if ``None``.
    Returns:
        Array of shape ``(..., m, n)``.
    Raises:
        ValueError: an operand has rank 0.

    >>> cv.scipy.linalg.hankel(cnp.array([1, 2]), cnp.array([0, 7, 8]))
    Array([[1, 2, 7],
           [2, 7, 8]], dtype=int32)
    """
    column = as_array(c, "hankel")
    row = ops.zeros_like(column) if r is None else as_array(r, "hankel", 1)
    if not column.ndim or not row.ndim:
        raise error(
            ValueError,
            f"hankel: expected arrays of rank 1 or more, got shapes {column.shape} and {row.shape}",
        )
    column, row = promote("hankel", column, row)
    m, n = column.shape[-1], row.shape[-1]
    column, row = broadcast_batch("hankel", column, row, ranks=(1, 1))
    if 0 in (m, n):
        return _core.full((*column.shape, n), 0, column.dtype)
    values = ops.concatenate([column, row[..., 1:]], column.ndim - 1)
    return take(values, np.arange(m)[:, None] + np.arange(n), axis=-1)


def circulant(c: ArrayLike) -> Array:
    """Matrix of which each column is the one before it, moved down by one place.

    Args:
        c: array, the first column, shape ``(..., n)``.
    Returns:
        Array of shape ``(..., n, n)``.
    Raises:
        TypeError: ``c`` is not array-like.

    >>> cv.scipy.linalg.circulant(cnp.array([1, 2, 3]))
    Array([[1, 3, 2],
           [2, 1, 3],
           [3, 2, 1]], dtype=int32)
    """
    x = _vector("circulant", c)
    n = x.shape[-1]
    return take(x, (np.arange(n)[:, None] - np.arange(n)) % max(n, 1), axis=-1)


def _with_first_row(row: Array, below: Array) -> Array:
    """Rows ``below``, under one of which they have the batch axes."""
    return ops.concatenate([ops.expand_dims(row, (row.ndim - 1,)), below], row.ndim - 1)


def leslie(f: ArrayLike, s: ArrayLike) -> Array:
    """Leslie's matrix of a population: births in the first row, survival below the diagonal.

    Args:
        f: array, shape ``(..., n)`` with ``n >= 2``.
        s: array, shape ``(..., n - 1)``.
    Returns:
        Array of shape ``(..., n, n)``.
    Raises:
        ValueError: the sizes do not fit.

    >>> cv.scipy.linalg.leslie(cnp.array([1.0, 2.0]), cnp.array([0.5]))
    Array([[1. , 2. ],
           [0.5, 0. ]], dtype=float32)
    """
    births, survival = promote("leslie", _vector("leslie", f), _vector("leslie", s))
    n = births.shape[-1]
    if n < 2 or survival.shape[-1] != n - 1:
        raise error(
            ValueError,
            f"leslie: expected shapes (..., n) and (..., n - 1) with n of 2 or more, got {births.shape} and "
            f"{survival.shape}",
        )
    births, survival = broadcast_batch("leslie", births, survival, ranks=(1, 1))
    place = matrices.diagonal_mask(n - 1, n)
    column = ops.broadcast_in_dim(survival, (*survival.shape, n), range(survival.ndim))
    return _with_first_row(births, _core.select(place, column, ops.zeros_like(column)))


def companion(a: ArrayLike) -> Array:
    """Companion matrix of polynomials, whose eigenvalues are the roots.

    Args:
        a: array of coefficients, highest first, shape ``(..., n)`` with ``n >= 2``.
    Returns:
        Array of shape ``(..., n - 1, n - 1)``.
    Raises:
        ValueError: there are fewer than two coefficients.

    >>> cv.scipy.linalg.companion(cnp.array([1.0, -3.0, 2.0]))
    Array([[ 3., -2.],
           [ 1.,  0.]], dtype=float32)
    """
    x = _vector("companion", as_inexact(a, "companion"))
    n = x.shape[-1] - 1
    if n < 1:
        raise error(ValueError, f"companion: expected two coefficients or more, got shape {x.shape}")
    row = -x[..., 1:] / x[..., :1]
    below = _core.broadcast_to(matrices.identity(n - 1, n, x.dtype), (*x.shape[:-1], n - 1, n))
    return _with_first_row(row, below)


def fiedler(a: ArrayLike) -> Array:
    """Matrix of the absolute differences of all pairs.

    Args:
        a: array, shape ``(..., n)``.
    Returns:
        Array of shape ``(..., n, n)``.
    Raises:
        TypeError: ``a`` is not array-like.

    >>> cv.scipy.linalg.fiedler(cnp.array([1, 4]))
    Array([[0, 3],
           [3, 0]], dtype=int32)
    """
    x = _vector("fiedler", a)
    return _core.absolute(x[..., :, None] - x[..., None, :])


def fiedler_companion(a: ArrayLike) -> Array:
    """Companion matrix of polynomials with five diagonals.

    Args:
        a: array of coefficients, highest first, shape ``(..., n)`` with ``n >= 1``.
    Returns:
        Array of shape ``(..., n - 1, n - 1)``.
    Raises:
        ValueError: there are no coefficients.

    Source: M. Fiedler, "A note on companion matrices", Linear Algebra and its Applications 372 (2003).

    >>> cv.scipy.linalg.fiedler_companion(cnp.array([1.0, -3.0, 2.0]))
    Array([[ 3., -2.],
           [ 1.,  0.]], dtype=float32)
    """
    x = _vector("fiedler_companion", as_inexact(a, "fiedler_companion"))
    n = x.shape[-1] - 1
    if n < 0:
        raise error(ValueError, f"fiedler_companion: expected one coefficient or more, got shape {x.shape}")
    if n == 0:
        return _core.full((*x.shape[:-1], 0, 0), 0, x.dtype)
    ends = _core.broadcast_to(_constant(np.array([0.0, 1.0]), x.dtype), (*x.shape[:-1], 2))
    values = ops.concatenate([-x / x[..., :1], ends], x.ndim - 1)
    zero, one = n + 1, n + 2
    # Which of the values each element is: coefficient k by the number k.
    place = np.full((n, n), zero)
    place[0, 0] = 1
    if n > 1:
        place[1, 0] = one
    for i in range(0, n, 2):
        for j, number in ((i + 1, i + 2), (i + 2, one), (i - 1, i + 1)):
            if 0 <= j < n:
                place[i, j] = number
    for i in range(3, n, 2):
        place[i, i - 2] = one
    return take(values, place, axis=-1)


def convolution_matrix(a: ArrayLike, n: int, mode: str = "full") -> Array:
    """Matrix whose product with a vector of size ``n`` is its convolution with ``a``.

    Args:
        a: array, shape ``(..., m)`` with ``m >= 1``.
        n: size of the vectors.
        mode: the part of the convolution, ``"full"``, ``"same"`` or ``"valid"``.
    Returns:
        Array of shape ``(..., k, n)``, where ``k`` is ``m + n - 1``, ``max(m, n)`` or
        ``max(m, n) - min(m, n) + 1``.
    Raises:
        ValueError: a size is not positive, or another mode.

    >>> cv.scipy.linalg.convolution_matrix(cnp.array([1, 2]), 2)
    Array([[1, 0],
           [2, 1],
           [0, 2]], dtype=int32)
    """
    x, size = as_array(a, "convolution_matrix"), as_index(n, "convolution_matrix", "n")
    if mode not in ("full", "same", "valid"):
        raise error(
            ValueError, f"convolution_matrix: expected the mode 'full', 'same' or 'valid', got {mode!r}"
        )
    if size <= 0 or x.ndim == 0 or x.shape[-1] == 0:
        raise error(
            ValueError,
            f"convolution_matrix: expected a positive n and an array that is not empty, got n={size} and "
            f"shape {x.shape}",
        )
    m = x.shape[-1]
    place = np.arange(m + size - 1)[:, None] - np.arange(size)
    trimmed = min(m, size) - 1
    first, last = {"full": (0, 0), "same": (trimmed // 2, trimmed - trimmed // 2), "valid": (trimmed,) * 2}[
        mode
    ]
    place = place[first : len(place) - last]
    inside = (place >= 0) & (place < m)
    values = take(x, np.clip(place, 0, m - 1), axis=-1)
    return _core.select(_core.as_array(inside), values, ops.zeros_like(values))


def _size(public: str, n: Any) -> int:
    size = as_index(n, public, "n")
    if size < 0:
        raise error(ValueError, f"{public}: expected a size of 0 or more, got {size}")
    return size


def hilbert(n: int) -> Array:
    """Hilbert's matrix, ``1 / (i + j + 1)``.

    Args:
        n: its size.
    Returns:
        Float array of shape ``(n, n)``.
    Raises:
        ValueError: ``n`` is negative.

    >>> cv.scipy.linalg.hilbert(2)
    Array([[1.        , 0.5       ],
           [0.5       , 0.33333334]], dtype=float32)
    """
    i = np.arange(_size("hilbert", n))
    return _constant(1 / (i[:, None] + i + 1.0), _default_float())


def invhilbert(n: int) -> Array:
    """Inverse of Hilbert's matrix, whose elements are integers.

    Args:
        n: its size.
    Returns:
        Float array of shape ``(n, n)``.
    Raises:
        ValueError: ``n`` is negative.

    >>> cv.scipy.linalg.invhilbert(2)
    Array([[ 4., -6.],
           [-6., 12.]], dtype=float32)
    """
    size, comb = _size("invhilbert", n), math.comb
    values = np.array(
        [
            [
                float(
                    (-1) ** (i + j)
                    * (i + j + 1)
                    * comb(size + i, size - j - 1)
                    * comb(size + j, size - i - 1)
                    * comb(i + j, i) ** 2
                )
                for j in range(size)
            ]
            for i in range(size)
        ]
    ).reshape(size, size)
    return _constant(values, _default_float())


def _pascal_kind(public: str, kind: str | None) -> str:
    kinds = ("symmetric", "lower", "upper")
    if kind is not None and kind not in kinds:
        raise error(ValueError, f"{public}: expected kind to be one of {', '.join(kinds)}, got {kind!r}")
    return kind or "symmetric"


def pascal(n: int, kind: str | None = None) -> Array:
    """Pascal's matrix of binomial coefficients.

    Args:
        n: its size.
        kind: ``"symmetric"`` (``None``), or one of its triangular factors: ``"lower"`` or ``"upper"``.
    Returns:
        float32 array (as in JAX) of shape ``(n, n)``.
    Raises:
        ValueError: ``n`` is negative, or another kind.

    >>> cv.scipy.linalg.pascal(3)
    Array([[1., 1., 1.],
           [1., 2., 3.],
           [1., 3., 6.]], dtype=float32)
    """
    size, kind = _size("pascal", n), _pascal_kind("pascal", kind)
    number = {
        "symmetric": lambda i, j: math.comb(i + j, i),
        "lower": lambda i, j: math.comb(i, j),
        "upper": lambda i, j: math.comb(j, i),
    }[kind]
    values = np.array([[float(number(i, j)) for j in range(size)] for i in range(size)])
    return _constant(values.reshape(size, size), np.float32)


def invpascal(n: int, kind: str | None = None) -> Array:
    """Inverse of Pascal's matrix, whose elements are integers.

    Args:
        n: its size.
        kind: of the matrix, see :func:`pascal`.
    Returns:
        Float array of shape ``(n, n)``.
    Raises:
        ValueError: ``n`` is negative, or another kind.

    >>> cv.scipy.linalg.invpascal(2)
    Array([[ 2., -1.],
           [-1.,  1.]], dtype=float32)
    """
    size, kind = _size("invpascal", n), _pascal_kind("invpascal", kind)
    rows = range(size)
    lower = [[(-1) ** (i - j) * math.comb(i, j) if j <= i else 0 for j in rows] for i in rows]
    if kind == "symmetric":
        # In Python's integers, which are exact: the factors' product.
        lower = [[sum(lower[k][i] * lower[k][j] for k in rows) for j in rows] for i in rows]
    values = np.array([[float(x) for x in row] for row in lower]).reshape(size, size)
    return _constant(values.T if kind == "upper" else values, _default_float())


def helmert(n: int, full: bool = False) -> Array:
    """Helmert's matrix, whose rows are orthonormal and, but for the first, sum to zero.

    Args:
        n: its size.
        full: whether the first row, which is constant, is there.
    Returns:
        Float array of shape ``(n - 1, n)``, or ``(n, n)``.
    Raises:
        ValueError: ``n`` is not positive.

    >>> cv.scipy.linalg.helmert(2)
    Array([[ 0.70710677, -0.70710677]], dtype=float32)
    """
    size = as_index(n, "helmert", "n")
    if size < 1:
        raise error(ValueError, f"helmert: expected a positive n, got {size}")
    k = np.arange(1, size)[:, None]
    j = np.arange(size)
    rows = np.where(j < k, 1.0, np.where(j == k, -k, 0.0)) / np.sqrt(k * (k + 1.0))
    values = np.concatenate([np.full((1, size), 1 / np.sqrt(size)), rows]) if full else rows
    return _constant(values, _default_float())


def hadamard(n: int, dtype: DTypeLike = int) -> Array:
    """Hadamard's matrix, of 1 and -1 with orthogonal rows.

    Args:
        n: its size, a power of two.
        dtype: dtype of the result.
    Returns:
        Array of shape ``(n, n)``.
    Raises:
        ValueError: ``n`` is no power of two.

    >>> cv.scipy.linalg.hadamard(2)
    Array([[ 1,  1],
           [ 1, -1]], dtype=int32)
    """
    size = operator.index(n)
    if size < 1 or size & (size - 1):
        raise error(ValueError, f"hadamard: expected n to be a power of two, got {size}")
    values = np.ones((1, 1), np.int8)
    while len(values) < size:
        values = np.block([[values, values], [values, -values]])
    return _constant(values, dtypes.requested(dtype, "hadamard"))


def dft(n: int, scale: str | None = None, *, dtype: DTypeLike | None = None) -> Array:
    """Matrix of the discrete Fourier transform.

    Args:
        n: its size.
        scale: ``"n"`` or ``"sqrtn"``, what the matrix is divided by; ``None`` for nothing.
        dtype: complex dtype of the result.
    Returns:
        Complex array of shape ``(n, n)``.
    Raises:
        ValueError: another scale, or ``dtype`` is not complex.

    >>> cv.scipy.linalg.dft(2).real
    Array([[ 1.,  1.],
           [ 1., -1.]], dtype=float32)
    """
    size = _size("dft", n)
    if scale not in (None, "sqrtn", "n"):
        raise error(ValueError, f"dft: expected scale to be None, 'sqrtn' or 'n', got {scale!r}")
    target = dtypes.to_complex(_default_float())
    if dtype is not None:
        target = np.dtype(dtypes.requested(dtype, "dft"))
        if target.kind != "c":
            raise error(ValueError, f"dft: expected a complex dtype, got {target}")
    # Multiples of n are whole turns: exact for large indices too.
    turns = np.outer(np.arange(size), np.arange(size)) % max(size, 1)
    values = np.exp(-2j * np.pi * turns / max(size, 1))
    divisor = {None: 1.0, "sqrtn": math.sqrt(size), "n": float(size)}[scale]
    return _constant(values / divisor, target)
