"""The Pareto distribution."""

from __future__ import annotations

from covector import numpy as cnp
from covector.scipy.stats._building import Distribution

_of = Distribution(
    __name__,
    "the Pareto distribution",
    {"b": "shape parameter, positive"},
    example="1.5, 2.0",
    support=(lambda b: 1.0, None),
)

logpdf, pdf = _of.logpdf(lambda z, b: cnp.log(b) - (b + 1) * cnp.log(z))
cdf = _of.cdf(lambda z, b: 1 - z ** (-b))
logcdf = _of.logcdf(lambda z, b: cnp.log1p(-(z ** (-b))))
sf = _of.sf(lambda z, b: z ** (-b))
logsf = _of.logsf(lambda z, b: -b * cnp.log(z))
ppf = _of.quantile("ppf", lambda q, b: (1 - q) ** (-1 / b))
