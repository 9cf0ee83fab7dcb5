"""The beta-binomial distribution."""

from __future__ import annotations

from covector import numpy as cnp
from covector.scipy import special
from covector.scipy.stats._building import Distribution
from covector.typing import Array

_of = Distribution(
    __name__,
    "the beta-binomial distribution",
    {
        "n": "number of trials",
        "a": "first shape parameter, positive",
        "b": "second shape parameter, positive",
    },
    place=("loc",),
    example="1, 5, 2.0, 3.0",
    support=(lambda n, a, b: 0.0, lambda n, a, b: n),
    valid=lambda n, a, b: (n >= 0) & (a > 0) & (b > 0),
    variable="k",
)


def _log_probability(k: Array, n: Array, a: Array, b: Array) -> Array:
    k = cnp.floor(k)
    choices = -cnp.log1p(n) - special.betaln(n - k + 1, k + 1)
    return choices + special.betaln(k + a, n - k + b) - special.betaln(a, b)


logpmf, pmf = _of.logpmf(_log_probability)
