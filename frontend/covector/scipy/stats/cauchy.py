"""The Cauchy distribution."""

from __future__ import annotations

import math

from covector import numpy as cnp
from covector.scipy.stats._building import Distribution
from covector.typing import Array

_of = Distribution(__name__, "the Cauchy distribution")


def _cotangent(q: Array) -> Array:
    """Of ``pi * q``: infinite at both ends of [0, 1]."""
    near = cnp.where(q < 0.5, q, 1 - q)
    return cnp.where(q < 0.5, 1, -1) / cnp.tan(math.pi * near)


logpdf, pdf = _of.logpdf(lambda z: -math.log(math.pi) - cnp.log1p(z * z))
cdf = _of.cdf(lambda z: 0.5 + cnp.arctan(z) / math.pi)
logcdf = _of.logcdf(lambda z: cnp.log(cnp.arctan2(1.0, -z) / math.pi))
# The angle of the vector keeps the digits of a tail.
sf = _of.sf(lambda z: cnp.arctan2(1.0, z) / math.pi)
logsf = _of.logsf(lambda z: cnp.log(cnp.arctan2(1.0, z) / math.pi))
ppf = _of.quantile("ppf", lambda q: -_cotangent(q))
isf = _of.quantile("isf", lambda q: _cotangent(q))
