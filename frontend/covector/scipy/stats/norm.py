"""The normal distribution."""

from __future__ import annotations

import math

from covector.scipy import special
from covector.scipy.stats._building import Distribution

_of = Distribution(__name__, "the normal distribution", example="0.5")
_LOG_ROOT = 0.5 * math.log(2 * math.pi)

logpdf, pdf = _of.logpdf(lambda z: -0.5 * z * z - _LOG_ROOT)
cdf = _of.cdf(special.ndtr)
logcdf = _of.logcdf(special.log_ndtr)
sf = _of.sf(lambda z: special.ndtr(-z))
logsf = _of.logsf(lambda z: special.log_ndtr(-z))
ppf = _of.quantile("ppf", special.ndtri)
isf = _of.quantile("isf", lambda q: -special.ndtri(q))
