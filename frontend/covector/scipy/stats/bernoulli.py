"""The Bernoulli distribution."""

from __future__ import annotations

from covector import numpy as cnp
from covector.scipy import special
from covector.scipy.stats._building import Distribution

_PARAMETERS = {"p": "probability of 1"}
_of = Distribution(
    __name__,
    "the Bernoulli distribution",
    _PARAMETERS,
    place=("loc",),
    example="1, 0.25",
    support=(lambda p: 0.0, lambda p: 1.0),
    variable="k",
)
_at_origin = Distribution(
    __name__,
    "the Bernoulli distribution",
    _PARAMETERS,
    place=(),
    example="0.5, 0.25",
    valid=lambda p: (p >= 0) & (p <= 1),
    variable="k",
)

logpmf, pmf = _of.logpmf(lambda k, p: special.xlogy(k, p) + special.xlog1py(1 - k, -p))
cdf = _at_origin.cdf(lambda k, p: cnp.where(cnp.isnan(k), k, cnp.where(k < 0, 0, cnp.where(k < 1, 1 - p, 1))))
ppf = _at_origin.quantile("ppf", lambda q, p: cnp.where(q <= 1 - p, 0.0, 1.0))
