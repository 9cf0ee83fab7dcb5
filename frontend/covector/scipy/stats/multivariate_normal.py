"""The normal distribution of vectors."""

from __future__ import annotations

import math

from covector import numpy as cnp
from covector.core.compiled import compiled
from covector.errors import error
from covector.lax import linalg
from covector.scipy._arguments import inexact
from covector.typing import Array, ArrayLike


@compiled()
def _logpdf(x: Array, mean: Array, cov: Array) -> Array:
    y = x - mean
    n = mean.shape[-1] if mean.ndim else 1
    squares = cnp.sum(y * y, axis=-1) if mean.ndim else y * y
    if cov.ndim == 0:
        return -0.5 * squares / cov - n / 2 * (math.log(2 * math.pi) + cnp.log(cov))
    factor = linalg.cholesky(cov)
    batch = cnp.broadcast_shapes(factor.shape[:-2], y.shape[:-1])
    lower = cnp.broadcast_to(factor, (*batch, n, n))
    y = cnp.broadcast_to(y, (*batch, n))[..., None]
    solved = linalg.triangular_solve(lower, y, left_side=True, lower=True)[..., 0]
    log_determinant = cnp.sum(cnp.log(cnp.diagonal(factor, axis1=-2, axis2=-1)), axis=-1)
    return -0.5 * cnp.sum(solved * solved, axis=-1) - n / 2 * math.log(2 * math.pi) - log_determinant


def logpdf(x: ArrayLike, mean: ArrayLike, cov: ArrayLike, allow_singular: None = None) -> Array:
    """Logarithm of the density of normal vectors.

    Args:
        x: vectors, shape ``(..., n)``.
        mean: means, shape ``(..., n)``, or a scalar.
        cov: covariances, shape ``(..., n, n)``, or a scalar variance.
        allow_singular: must be ``None``: covariances are positive definite.
    Returns:
        Array of the shapes before the last axes together.
    Raises:
        NotImplementedError: ``allow_singular`` is given.
        ValueError: the shapes do not fit.

    >>> cv.scipy.stats.multivariate_normal.logpdf(cnp.zeros(2), cnp.zeros(2), cnp.eye(2)).shape
    ()
    """
    if allow_singular is not None:
        raise error(
            NotImplementedError,
            "multivariate_normal.logpdf: expected allow_singular=None, got "
            f"{allow_singular!r}; add a small number to the diagonal instead",
        )
    vectors, means, covs = inexact("multivariate_normal.logpdf", x, mean, cov)
    n = means.shape[-1] if means.ndim else None
    if covs.ndim and (n is None or covs.ndim < 2 or covs.shape[-2:] != (n, n)):
        raise error(
            ValueError,
            f"multivariate_normal.logpdf: got incompatible shapes, mean {means.shape} and cov {covs.shape}; "
            "expected (..., n) and (..., n, n)",
        )
    return _logpdf(vectors, means, covs)


def pdf(x: ArrayLike, mean: ArrayLike, cov: ArrayLike) -> Array:
    """Density of normal vectors: see :func:`logpdf`.

    Args:
        x: vectors, shape ``(..., n)``.
        mean: means, shape ``(..., n)``, or a scalar.
        cov: covariances, shape ``(..., n, n)``, or a scalar variance.
    Returns:
        Array of the shapes before the last axes together.
    Raises:
        ValueError: the shapes do not fit.

    >>> cv.scipy.stats.multivariate_normal.pdf(cnp.zeros(2), cnp.zeros(2), cnp.eye(2)).shape
    ()
    """
    return cnp.exp(logpdf(x, mean, cov))
