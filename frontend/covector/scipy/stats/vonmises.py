"""The von Mises distribution."""

from __future__ import annotations

import math

from covector import numpy as cnp
from covector.scipy import special
from covector.scipy.stats._building import Distribution

_of = Distribution(
    __name__,
    "the von Mises distribution",
    {"kappa": "concentration, positive"},
    place=(),
    example="0.5, 2.0",
    valid=lambda kappa: kappa > 0,
)

logpdf, pdf = _of.logpdf(
    lambda z, kappa: kappa * (cnp.cos(z) - 1) - cnp.log(2 * math.pi * special.i0e(kappa))
)
