"""The generalised normal distribution."""

from __future__ import annotations

from covector import numpy as cnp
from covector.scipy import special
from covector.scipy.stats._building import Distribution

_of = Distribution(
    __name__,
    "the generalised normal distribution",
    {"beta": "exponent, positive: 2 is a normal distribution, 1 a Laplace distribution"},
    place=(),
    example="0.5, 2.0",
)

logpdf, pdf = _of.logpdf(lambda z, beta: cnp.log(0.5 * beta) - special.gammaln(1 / beta) - cnp.abs(z) ** beta)
cdf = _of.cdf(lambda z, beta: 0.5 * (1 + cnp.sign(z) * special.gammainc(1 / beta, cnp.abs(z) ** beta)))
