"""The uniform distribution."""

from __future__ import annotations

from covector.scipy.stats._building import Distribution

_of = Distribution(__name__, "the uniform distribution", support=(lambda: 0.0, lambda: 1.0), example="0.5")

logpdf, pdf = _of.logpdf(lambda z: 0 * z)
cdf = _of.cdf(lambda z: z)
ppf = _of.quantile("ppf", lambda q: q)
