"""The chi-square distribution."""

from __future__ import annotations

import math

from covector.scipy import special
from covector.scipy.stats._building import Distribution
from covector.typing import Array

_of = Distribution(
    __name__,
    "the chi-square distribution",
    {"df": "degrees of freedom, positive"},
    example="0.5, 2.0",
    support=(lambda df: 0.0, None),
)


def _log_density(z: Array, df: Array) -> Array:
    half = df / 2
    return special.xlogy(half - 1, z / 2) - z / 2 - special.gammaln(half) - math.log(2)


logpdf, pdf = _of.logpdf(_log_density)
cdf = _of.cdf(lambda z, df: special.gammainc(df / 2, z / 2))
logcdf = _of.logarithm("logcdf", cdf)
sf = _of.sf(lambda z, df: special.gammaincc(df / 2, z / 2))
logsf = _of.logarithm("logsf", sf)
