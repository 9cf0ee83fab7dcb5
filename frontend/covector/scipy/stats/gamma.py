"""The gamma distribution."""

from __future__ import annotations

from covector.scipy import special
from covector.scipy.stats._building import Distribution

_of = Distribution(
    __name__,
    "the gamma distribution",
    {"a": "shape parameter, positive"},
    example="0.5, 2.0",
    support=(lambda a: 0.0, None),
)

logpdf, pdf = _of.logpdf(lambda z, a: special.xlogy(a - 1, z) - z - special.gammaln(a))
cdf = _of.cdf(lambda z, a: special.gammainc(a, z))
logcdf = _of.logarithm("logcdf", cdf)
sf = _of.sf(lambda z, a: special.gammaincc(a, z))
logsf = _of.logarithm("logsf", sf)
