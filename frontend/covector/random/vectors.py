"""Random vectors and matrices."""

from __future__ import annotations

import numpy as np

from covector import _core, dtypes
from covector import numpy as cnp
from covector.core.compiled import compiled
from covector.errors import error
from covector.random.continuous import exponential, normal
from covector.random.counts import rademacher
from covector.random.gammas import gamma
from covector.random.keys import as_sizes, float_dtype, single_key, split_words
from covector.random.parameters import Shape, sample_shape
from covector.typing import Array, ArrayLike, DTypeLike


@compiled("shape", "dtype", "method")
def _multivariate_normal(
    words: Array, mean: Array, cov: Array, shape: tuple[int, ...], dtype: np.dtype, method: str
) -> Array:
    if method == "svd":
        u, s, _ = cnp.linalg.svd(cov)
        factor = u * cnp.sqrt(s[..., None, :])
    elif method == "eigh":
        w, v = cnp.linalg.eigh(cov)
        factor = v * cnp.sqrt(w[..., None, :])
    else:
        factor = cnp.linalg.cholesky(cov)
    samples = normal(words, (*shape, mean.shape[-1]), dtype)
    return mean + cnp.einsum("...ij,...j->...i", factor, samples)


def multivariate_normal(
    key: ArrayLike,
    mean: ArrayLike,
    cov: ArrayLike,
    shape: Shape = None,
    dtype: DTypeLike | None = None,
    method: str = "cholesky",
) -> Array:
    """Vectors of the normal distribution with a mean and a covariance.

    Args:
        key: a key.
        mean: means, shape ``(..., n)``.
        cov: covariance matrices, shape ``(..., n, n)``.
        shape: shape of the result without its last axis; ``None`` is that of the parameters.
        dtype: floating-point dtype; ``None`` is float32 (float64 with x64 on).
        method: how the covariance is factored: ``"cholesky"``, ``"eigh"`` or ``"svd"``; the last two
            take covariances that are singular.
    Returns:
        Array of ``dtype``, of shape ``(*shape, n)``.
    Raises:
        ValueError: the shapes do not fit, or ``method`` is another one.

    >>> cv.random.multivariate_normal(cv.random.key(0), cnp.zeros(2), cnp.eye(2), (3,)).shape
    (3, 2)
    """
    target = float_dtype(dtype, "multivariate_normal")
    if method not in ("svd", "eigh", "cholesky"):
        raise error(
            ValueError,
            f"multivariate_normal: method must be one of 'svd', 'eigh', 'cholesky', got {method!r}",
        )
    means, covs = _core.convert(cnp.asarray(mean), target), _core.convert(cnp.asarray(cov), target)
    if means.ndim < 1:
        raise error(
            ValueError,
            f"multivariate_normal requires mean.ndim >= 1, got mean.ndim == {means.ndim}; give a vector",
        )
    n = means.shape[-1]
    if covs.ndim < 2 or covs.shape[-2:] != (n, n):
        raise error(
            ValueError,
            f"multivariate_normal requires cov.shape == (..., n, n) for n={n}, but got cov.shape == "
            f"{covs.shape}; give a covariance matrix for the means",
        )
    sizes = sample_shape(shape, "multivariate_normal", means.shape[:-1], covs.shape[:-2])
    return _multivariate_normal(single_key(key, "multivariate_normal"), means, covs, sizes, target, method)


@compiled("rows", "columns", "shape", "dtype")
def _orthogonal(words: Array, rows: int, columns: int, shape: tuple[int, ...], dtype: np.dtype) -> Array:
    z = normal(words, (*shape, max(rows, columns), min(rows, columns)), dtype)
    q, r = cnp.linalg.qr(z)
    x = q * cnp.sign(cnp.diagonal(r, axis1=-2, axis2=-1))[..., None, :]
    return cnp.swapaxes(x, -1, -2) if rows < columns else x


def orthogonal(
    key: ArrayLike,
    n: int,
    shape: Shape = (),
    dtype: DTypeLike | None = None,
    m: int | None = None,
) -> Array:
    """Orthogonal matrices, uniformly distributed.

    Args:
        key: a key.
        n: number of rows.
        shape: shape of the result before the axes of the matrices.
        dtype: floating-point or complex dtype; ``None`` is float32 (float64 with x64 on).
        m: number of columns; ``None`` is ``n``.
    Returns:
        Array of ``dtype``, of shape ``(*shape, n, m)``.
    Raises:
        ValueError: a size is negative, or ``dtype`` is neither floating point nor complex.

    >>> q = cv.random.orthogonal(cv.random.key(0), 3)
    >>> bool(cnp.allclose(q @ q.T, cnp.eye(3), atol=1e-5))
    True
    """
    target = dtypes.canonical(np.float64 if dtype is None else dtype)
    if not dtypes.issubdtype(target, np.inexact):
        raise error(
            ValueError,
            f"orthogonal: dtype argument must be a float or complex dtype, got {target}; use float32",
        )
    rows, columns = as_sizes((n, n if m is None else m), "orthogonal")
    sizes = sample_shape(shape, "orthogonal")
    return _orthogonal(single_key(key, "orthogonal"), rows, columns, sizes, target)


def generalized_normal(key: ArrayLike, p: float, shape: Shape = (), dtype: DTypeLike | None = None) -> Array:
    """Floats whose density falls as ``exp(-|x|**p)``.

    Args:
        key: a key.
        p: exponent, positive: 2 is a normal distribution, 1 a Laplace distribution.
        shape: shape of the result.
        dtype: floating-point dtype; ``None`` is float32 (float64 with x64 on).
    Returns:
        Array of ``dtype``.

    >>> cv.random.generalized_normal(cv.random.key(0), 2.0, (3,)).shape
    (3,)
    """
    target = float_dtype(dtype, "generalized_normal")
    sizes = sample_shape(shape, "generalized_normal")
    keys = split_words(single_key(key, "generalized_normal"), (2,))
    g = gamma(keys[0], 1 / p, sizes, target)
    return rademacher(keys[1], sizes, target) * g ** (1 / p)


def ball(key: ArrayLike, d: int, p: float = 2, shape: Shape = (), dtype: DTypeLike | None = None) -> Array:
    """Points uniformly distributed in the unit ball of a norm.

    Args:
        key: a key.
        d: number of dimensions.
        p: exponent of the norm.
        shape: shape of the result without its last axis.
        dtype: floating-point dtype; ``None`` is float32 (float64 with x64 on).
    Returns:
        Array of ``dtype``, of shape ``(*shape, d)``.

    Source: F. Barthe, O. Guedon, S. Mendelson, A. Naor, "A probabilistic approach to the geometry of the
    l_p^n ball", Annals of Probability 33, 2005.

    >>> x = cv.random.ball(cv.random.key(0), 3, shape=(10,))
    >>> bool(cnp.all(cnp.sum(x ** 2, axis=-1) <= 1))
    True
    """
    target = float_dtype(dtype, "ball")
    (dimensions,) = as_sizes(d, "ball")
    sizes = sample_shape(shape, "ball")
    keys = split_words(single_key(key, "ball"), (2,))
    g = generalized_normal(keys[0], p, (*sizes, dimensions), target)
    e = exponential(keys[1], sizes, target)
    return g / ((cnp.sum(cnp.abs(g) ** p, axis=-1) + e) ** (1 / p))[..., None]
