"""The wrapped Cauchy distribution."""

from __future__ import annotations

import math

from covector import numpy as cnp
from covector.scipy.stats._building import Distribution

_of = Distribution(
    __name__,
    "the wrapped Cauchy distribution",
    {"c": "concentration, between 0 and 1"},
    place=(),
    example="0.5, 0.25",
    support=(lambda c: 0.0, lambda c: 2 * math.pi),
    valid=lambda c: (c > 0) & (c < 1),
)

logpdf, pdf = _of.logpdf(
    lambda z, c: cnp.log(1 - c * c) - math.log(2 * math.pi) - cnp.log(1 + c * c - 2 * c * cnp.cos(z))
)
