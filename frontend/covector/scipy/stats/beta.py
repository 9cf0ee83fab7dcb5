"""The beta distribution."""

from __future__ import annotations

from covector.scipy import special
from covector.scipy.stats._building import Distribution

_of = Distribution(
    __name__,
    "the beta distribution",
    {"a": "first shape parameter, positive", "b": "second shape parameter, positive"},
    example="0.5, 2.0, 3.0",
    support=(lambda a, b: 0.0, lambda a, b: 1.0),
)

logpdf, pdf = _of.logpdf(
    lambda z, a, b: special.xlogy(a - 1, z) + special.xlog1py(b - 1, -z) - special.betaln(a, b)
)
cdf = _of.cdf(lambda z, a, b: special.betainc(a, b, z))
logcdf = _of.logarithm("logcdf", cdf)
sf = _of.sf(lambda z, a, b: special.betainc(b, a, 1 - z))
logsf = _of.logarithm("logsf", sf)
