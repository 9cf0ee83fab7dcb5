"""The logistic distribution."""

from __future__ import annotations

from covector import numpy as cnp
from covector.scipy import special
from covector.scipy.stats._building import Distribution

_of = Distribution(__name__, "the logistic distribution")

logpdf, pdf = _of.logpdf(lambda z: -cnp.abs(z) - 2 * cnp.log1p(cnp.exp(-cnp.abs(z))))
cdf = _of.cdf(special.expit)
sf = _of.sf(lambda z: special.expit(-z))
ppf = _of.quantile("ppf", special.logit, variable="x")
isf = _of.quantile("isf", lambda x: -special.logit(x), variable="x")
