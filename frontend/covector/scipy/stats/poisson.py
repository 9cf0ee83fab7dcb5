"""The Poisson distribution."""

from __future__ import annotations

import math

from covector import numpy as cnp
from covector.core.compiled import compiled
from covector.scipy import special
from covector.scipy.special_common import real_operands
from covector.scipy.stats._building import Distribution
from covector.typing import Array, ArrayLike

_of = Distribution(
    __name__,
    "the Poisson distribution",
    {"mu": "mean"},
    place=("loc",),
    example="2, 3.0",
    support=(lambda mu: 0.0, None),
    variable="k",
)


def _log_probability(k: Array, mu: Array) -> Array:
    value = special.xlogy(k, mu) - special.gammaln(k + 1) - mu
    return cnp.where(cnp.round(k) == k, value, -math.inf)


logpmf, pmf = _of.logpmf(_log_probability)
cdf = _of.cdf(lambda k, mu: special.gammaincc(cnp.floor(1 + k), mu))


@compiled()
def _entropy(mu: Array) -> Array:
    # The terms that count lie within ten standard deviations.
    terms = cnp.reshape(cnp.arange(250, dtype=mu.dtype), (-1,) + (1,) * mu.ndim)
    mean = cnp.where(mu < 100, mu, 1)
    exact = cnp.sum(special.entr(cnp.exp(_log_probability(terms, mean))), axis=0)
    large = cnp.where(mu < 100, 100, mu)
    series = 0.5 * cnp.log(2 * math.pi * math.e * large) - 1 / (12 * large)
    return cnp.where(mu == 0, 0, cnp.where(mu < 100, exact, series))


def entropy(mu: ArrayLike, loc: ArrayLike = 0) -> Array:
    """Entropy of the Poisson distribution.

    Args:
        mu: mean, not negative.
        loc: where the distribution is moved to, which does not change the entropy.
    Returns:
        Array of the floating-point dtype and the shape that the arguments have together: a sum of the terms
        below a mean of 100, else the first terms of an asymptotic series.
    Raises:
        TypeError: an argument is no array, or the shapes do not fit.

    Source: R. J. Evans, J. Boersma, N. M. Blachman, A. A. Jagers, "The entropy of a Poisson distribution",
    SIAM Review 30, 1988.

    >>> float(cv.scipy.stats.poisson.entropy(0.0))
    0.0
    """
    mean, _ = real_operands("poisson.entropy", mu, loc)
    return _entropy(mean)
