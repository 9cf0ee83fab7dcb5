"""The exponential distribution."""

from __future__ import annotations

from covector import numpy as cnp
from covector.scipy.stats._building import Distribution

_of = Distribution(__name__, "the exponential distribution", support=(lambda: 0.0, None))

logpdf, pdf = _of.logpdf(lambda z: -z)
cdf = _of.cdf(lambda z: -cnp.expm1(-z))
logcdf = _of.logcdf(lambda z: cnp.log(-cnp.expm1(-z)))
sf = _of.sf(lambda z: cnp.exp(-z))
logsf = _of.logsf(lambda z: -z)
ppf = _of.quantile("ppf", lambda q: -cnp.log1p(-q))
