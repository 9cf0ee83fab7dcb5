"""The Student's t distribution."""

from __future__ import annotations

import math

from covector import numpy as cnp
from covector.scipy import special
from covector.scipy.stats._building import Distribution

_of = Distribution(
    __name__, "Student's t distribution", {"df": "degrees of freedom, positive"}, example="0.5, 3.0"
)

logpdf, pdf = _of.logpdf(
    lambda z, df: (
        special.gammaln((df + 1) / 2)
        - special.gammaln(df / 2)
        - 0.5 * cnp.log(math.pi * df)
        - (df + 1) / 2 * cnp.log1p(z * z / df)
    )
)
