"""The truncated normal distribution."""

from __future__ import annotations

import math

from covector import numpy as cnp
from covector.scipy import special
from covector.scipy.stats._building import Distribution
from covector.typing import Array

_of = Distribution(
    __name__,
    "the normal distribution between two bounds",
    {"a": "lower bound, in standard deviations from the middle", "b": "upper bound"},
    example="0.5, -1.0, 2.0",
    support=(lambda a, b: a, lambda a, b: b),
    valid=lambda a, b: a < b,
)
_LOG_ROOT = 0.5 * math.log(2 * math.pi)


def _log_mass(a: Array, b: Array) -> Array:
    """Logarithm of the normal probability between two numbers."""
    # In the tail where both lie, the other way round on the right: no digits cancel.
    right, central = a > 0, (a <= 0) & (b > 0)
    low, high = cnp.where(right, -b, a), cnp.where(right, -a, b)
    outside = special.ndtr(a) + special.ndtr(-b)
    middle = cnp.log1p(-cnp.where(central, outside, 0.5))
    top = special.log_ndtr(high)
    tail = top + cnp.log1p(-cnp.exp(special.log_ndtr(low) - top))
    return cnp.where(central, middle, tail)


def _log_below(z: Array, a: Array, b: Array) -> Array:
    whole = _log_mass(a, b)
    below, above = _log_mass(a, z) - whole, _log_mass(z, b) - whole
    # Near 1 the other side has the digits.
    value = cnp.where(below > -0.1, cnp.log1p(-cnp.exp(above)), below)
    return cnp.where(z <= a, -math.inf, cnp.where(z >= b, 0.0, value))


logpdf, pdf = _of.logpdf(lambda z, a, b: -0.5 * z * z - _LOG_ROOT - _log_mass(a, b))
logcdf = _of.logcdf(_log_below)
cdf = _of.exponential("cdf", logcdf)
logsf = _of.logsf(lambda z, a, b: _log_below(-z, -b, -a))
sf = _of.exponential("sf", logsf)
