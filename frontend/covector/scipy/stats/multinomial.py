"""The multinomial distribution."""

from __future__ import annotations

import math

import numpy as np

from covector import _core, dtypes
from covector import numpy as cnp
from covector.core.compiled import compiled
from covector.errors import error
from covector.scipy import special
from covector.scipy._arguments import inexact
from covector.typing import Array, ArrayLike


@compiled()
def _logpmf(x: Array, n: Array, p: Array) -> Array:
    value = special.gammaln(n + 1) + cnp.sum(special.xlogy(x, p) - special.gammaln(x + 1), axis=-1)
    return cnp.where(cnp.sum(x, axis=-1) == n, value, -math.inf)


def logpmf(x: ArrayLike, n: ArrayLike, p: ArrayLike) -> Array:
    """Logarithm of the probability of counts in the multinomial distribution.

    Args:
        x: integers, the counts of the categories along the last axis.
        n: integers, number of trials.
        p: probabilities of the categories along the last axis.
    Returns:
        Array of the dtype of ``p``; -inf where the counts do not add up to ``n``.
    Raises:
        ValueError: ``x`` or ``n`` is not of integers.

    >>> cv.scipy.stats.multinomial.logpmf(cnp.array([1, 2]), 3, cnp.array([0.5, 0.5])).shape
    ()
    """
    (probabilities,) = inexact("multinomial.logpmf", p)
    counts, trials = cnp.asarray(x), cnp.asarray(n)
    if not all(dtypes.issubdtype(a.dtype, np.integer) for a in (counts, trials)):
        raise error(
            ValueError,
            "multinomial.logpmf: x and n must be of integer type; got "
            f"x.dtype={counts.dtype}, n.dtype={trials.dtype}; cast them",
        )
    dtype = probabilities.dtype
    return _logpmf(_core.convert(counts, dtype), _core.convert(trials, dtype), probabilities)


def pmf(x: ArrayLike, n: ArrayLike, p: ArrayLike) -> Array:
    """Probability of counts in the multinomial distribution: see :func:`logpmf`.

    Args:
        x: integers, the counts of the categories along the last axis.
        n: integers, number of trials.
        p: probabilities of the categories along the last axis.
    Returns:
        Array of the dtype of ``p``; 0 where the counts do not add up to ``n``.
    Raises:
        ValueError: ``x`` or ``n`` is not of integers.

    >>> cv.scipy.stats.multinomial.pmf(cnp.array([1, 2]), 3, cnp.array([0.5, 0.5])).shape
    ()
    """
    return cnp.exp(logpmf(x, n, p))
