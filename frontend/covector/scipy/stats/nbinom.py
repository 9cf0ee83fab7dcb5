"""The negative binomial distribution."""

from __future__ import annotations

from covector.scipy import special
from covector.scipy.stats._building import Distribution

_of = Distribution(
    __name__,
    "the negative binomial distribution",
    {"n": "number of successes that end the trials", "p": "probability of success"},
    place=("loc",),
    example="2, 5, 0.25",
    support=(lambda n, p: 0.0, None),
    variable="k",
)

logpmf, pmf = _of.logpmf(
    lambda k, n, p: (
        special.gammaln(k + n)
        - special.gammaln(n)
        - special.gammaln(k + 1)
        + special.xlogy(n, p)
        + special.xlog1py(k, -p)
    )
)
