"""The binomial distribution."""

from __future__ import annotations

from covector.scipy import special
from covector.scipy.stats._building import Distribution

_of = Distribution(
    __name__,
    "the binomial distribution",
    {"n": "number of trials", "p": "probability of success"},
    place=("loc",),
    example="1, 5, 0.25",
    support=(lambda n, p: 0.0, lambda n, p: n),
    variable="k",
)

logpmf, pmf = _of.logpmf(
    lambda k, n, p: (
        special.gammaln(n + 1)
        - (special.gammaln(k + 1) + special.gammaln(n - k + 1))
        + special.xlogy(k, p)
        + special.xlog1py(n - k, -p)
    )
)
