"""The Gumbel distribution of least values."""

from __future__ import annotations

from covector import numpy as cnp
from covector.scipy.stats._building import Distribution

_of = Distribution(__name__, "the Gumbel distribution of least values")

logpdf, pdf = _of.logpdf(lambda z: z - cnp.exp(z))
cdf = _of.cdf(lambda z: -cnp.expm1(-cnp.exp(z)))
logcdf = _of.logcdf(lambda z: cnp.log(-cnp.expm1(-cnp.exp(z))))
sf = _of.sf(lambda z: cnp.exp(-cnp.exp(z)))
logsf = _of.logsf(lambda z: -cnp.exp(z))
ppf = _of.quantile("ppf", lambda p: cnp.log(-cnp.log1p(-p)), variable="p")
