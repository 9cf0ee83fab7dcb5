"""The Dirichlet distribution."""

from __future__ import annotations

import math

from covector import numpy as cnp
from covector.core.compiled import compiled
from covector.errors import error
from covector.scipy import special
from covector.scipy._arguments import inexact
from covector.typing import Array, ArrayLike


@compiled()
def _logpdf(x: Array, alpha: Array) -> Array:
    if x.shape[0] != alpha.shape[0]:
        x = cnp.concatenate([x, 1 - cnp.sum(x, 0, keepdims=True)])
    alpha = cnp.reshape(alpha, alpha.shape + (1,) * (x.ndim - 1))
    constant = cnp.sum(special.gammaln(alpha), 0) - special.gammaln(cnp.sum(alpha, 0))
    inside = cnp.all(x > 0, axis=0) & (cnp.abs(cnp.sum(x, 0) - 1) < 1e-6)
    return cnp.where(inside, cnp.sum(special.xlogy(alpha - 1, x), 0) - constant, -math.inf)


def logpdf(x: ArrayLike, alpha: ArrayLike) -> Array:
    """Logarithm of the density of the Dirichlet distribution.

    Args:
        x: points whose coordinates, along the first axis, are positive with sum 1; the last may be left out.
        alpha: concentrations, positive, shape ``(n,)``.
    Returns:
        Array of the shape of ``x`` without its first axis; -inf outside of the simplex.
    Raises:
        ValueError: ``alpha`` is not one-dimensional, or ``x`` has neither n nor n - 1 coordinates.

    >>> cv.scipy.stats.dirichlet.logpdf(cnp.array([0.25, 0.75]), cnp.ones(2)).shape
    ()
    """
    points, concentrations = inexact("dirichlet.logpdf", x, alpha)
    if concentrations.ndim != 1:
        raise error(
            ValueError,
            "dirichlet.logpdf: `alpha` must be one-dimensional; got alpha.shape="
            f"{concentrations.shape}; use vmap",
        )
    count = concentrations.shape[0]
    if points.ndim == 0 or points.shape[0] not in (count, count - 1):
        raise error(
            ValueError,
            "dirichlet.logpdf: `x` must have either the same number of entries as `alpha` or one fewer; "
            f"got x.shape={points.shape}, alpha.shape={concentrations.shape}",
        )
    return _logpdf(points, concentrations)


def pdf(x: ArrayLike, alpha: ArrayLike) -> Array:
    """Density of the Dirichlet distribution: see :func:`logpdf`.

    Args:
        x: points whose coordinates, along the first axis, are positive with sum 1; the last may be left out.
        alpha: concentrations, positive, shape ``(n,)``.
    Returns:
        Array of the shape of ``x`` without its first axis; 0 outside of the simplex.
    Raises:
        ValueError: ``alpha`` is not one-dimensional, or ``x`` has neither n nor n - 1 coordinates.

    >>> cv.scipy.stats.dirichlet.pdf(cnp.array([0.25, 0.75]), cnp.ones(2)).shape
    ()
    """
    return cnp.exp(logpdf(x, alpha))
