"""The geometric distribution."""

from __future__ import annotations

import math

from covector import numpy as cnp
from covector.scipy import special
from covector.scipy.stats._building import Distribution

_of = Distribution(
    __name__,
    "the geometric distribution",
    {"p": "probability of success"},
    place=("loc",),
    example="2, 0.25",
    variable="k",
)

logpmf, pmf = _of.logpmf(
    lambda k, p: cnp.where(k <= 0, -math.inf, special.xlog1py(cnp.where(k <= 0, 0, k - 1), -p) + cnp.log(p))
)
