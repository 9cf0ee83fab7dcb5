"""The Laplace distribution."""

from __future__ import annotations

import math

from covector import numpy as cnp
from covector.scipy.stats._building import Distribution

_of = Distribution(__name__, "the Laplace distribution")

logpdf, pdf = _of.logpdf(lambda z: -cnp.abs(z) - math.log(2))
cdf = _of.cdf(
    lambda z: cnp.where(z <= 0, 0.5 * cnp.exp(cnp.minimum(z, 0)), 1 - 0.5 * cnp.exp(-cnp.maximum(z, 0)))
)
