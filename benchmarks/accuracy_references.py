"""The functions whose accuracy is measured: references in extended precision, and whose they are.

References take and give arrays of ``np.longdouble`` (64 bits of mantissa), or of float64 where only
float32 is measured. Sources: the series of erf with positive terms and the continued fraction of
erfc, Abramowitz and Stegun, 7.1.6 and 7.1.14.
"""

from __future__ import annotations

import dataclasses
import importlib
import math
from collections.abc import Callable
from typing import Any

import numpy as np

Function = Callable[..., np.ndarray]


def erf(x: np.ndarray) -> np.ndarray:
    """2 / sqrt(pi) exp(-x^2) sum of 2^n x^(2n + 1) / (2n + 1)!!; by erfc where that is small."""
    size = np.minimum(np.abs(x), 7)
    term, total = size.copy(), size.copy()
    for n in range(1, 160):
        term = term * (2 * size * size / (2 * n + 1))
        total = total + term
    inner = 2 / np.sqrt(_pi(x)) * np.exp(-size * size) * total
    return np.copysign(np.where(size < 2, inner, 1 - _erfc_tail(np.maximum(size, 2))), x)


def _pi(x: np.ndarray) -> Any:
    return 4 * np.arctan(np.asarray(1, x.dtype))


def _erfc_tail(x: np.ndarray) -> np.ndarray:
    """erfc for x of at least 1, by the continued fraction evaluated from its end."""
    fraction = x.copy()
    for n in range(200, 0, -1):
        fraction = x + (np.asarray(n, x.dtype) / 2) / fraction
    # x^2 with what its product rounds away: the exponential would magnify that.
    high = x.astype(np.float32).astype(x.dtype)
    low = x - high
    power = np.exp(-high * high) * np.exp(-low * (x + high))
    return power / (fraction * np.sqrt(_pi(x)))


def erfc(x: np.ndarray) -> np.ndarray:
    """1 - erf."""
    tail = _erfc_tail(np.clip(np.abs(x), 1, 120))
    return np.where(x < 1, np.where(x < -1, 2 - tail, 1 - erf(np.clip(x, -1, 1))), tail)


def erf_inv(y: np.ndarray) -> np.ndarray:
    """Newton's method on erf, or on erfc near the ends, from the central limit's first guess."""
    size = np.abs(y)
    # Winitzki's formula is within 0.005; each step doubles the places.
    log = np.log1p(-np.minimum(size * size, 1 - np.finfo(y.dtype).eps))
    a = 0.147
    first = 2 / (math.pi * a) + log / 2
    x = np.sqrt(np.sqrt(first * first - log / a) - first)
    for _ in range(5):
        slope = 2 / np.sqrt(_pi(y)) * np.exp(-x * x)
        wrong = np.where(size < 0.5, erf(x) - size, (1 - size) - erfc(x))
        step = wrong / slope
        # Halley's: the second derivative is -2 x times the first.
        x = x - step / (1 + x * step)
    return np.copysign(np.where(size == 1, np.inf, np.where(size > 1, np.nan, x)), y)


def logistic(x: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-x)), and exp(x) / (1 + exp(x)) below 0."""
    e = np.exp(-np.abs(x))
    return np.where(x < 0, e, 1) / (1 + e)


def over_floats(function: Callable[[float], float]) -> Function:
    """A function of one float as one of arrays; NaN where it is not defined."""

    def safe(value: float) -> float:
        try:
            return function(value)
        except ValueError:
            return math.nan
        except OverflowError:
            return math.inf

    return lambda x: np.array([safe(v) for v in x.ravel().tolist()], np.float64).reshape(x.shape)


def lgamma(x: float) -> float:
    """Infinite at 0 and the negative integers."""
    return math.inf if x <= 0 and x == math.floor(x) else math.lgamma(x)


def from_scipy(name: str) -> Function | None:
    """A function of SciPy, in float64; ``None`` where SciPy is not installed."""
    try:
        function = getattr(importlib.import_module("scipy.special"), name)
    except ImportError:
        return None
    # At the pole between two signs SciPy takes the sign of the zero, and JAX none.
    return (lambda x: np.where(x == 0, np.nan, function(x))) if name == "digamma" else function


@dataclasses.dataclass(frozen=True)
class Measured:
    """A function under measurement.

    Attributes:
        reference: of arrays in more precision.
        goal: greatest error allowed, in units in the last place.
        numpy: NumPy's name, if it has the function.
        jax: the function's place in JAX.
        ours: its place in Covector, where it is not JAX's.
        arity: number of operands.
        bounds: operands are taken from within these, where all others give NaN.
        double: whether float64 is measured too.
        sum_like: whether units are those of the greatest of operands and result, as for sums, whose
            terms may cancel.
    """

    reference: Function
    goal: int = 4
    numpy: str | None = None
    jax: str | None = None
    ours: str | None = None
    arity: int = 1
    bounds: tuple[float, float] | None = None
    double: bool = True
    sum_like: bool = False


UNIT = (-1.0, 1.0)

FUNCTIONS: dict[str, Measured] = {
    "exp": Measured(np.exp, 2, "exp", "lax.exp"),
    "log": Measured(np.log, 2, "log", "lax.log"),
    "sin": Measured(np.sin, 2, "sin", "lax.sin"),
    "cos": Measured(np.cos, 2, "cos", "lax.cos"),
    "tan": Measured(np.tan, 2, "tan", "lax.tan"),
    "tanh": Measured(np.tanh, 2, "tanh", "lax.tanh"),
    "sqrt": Measured(np.sqrt, 2, "sqrt", "lax.sqrt"),
    "rsqrt": Measured(lambda x: 1 / np.sqrt(x), 2, None, "lax.rsqrt"),
    "pow": Measured(np.power, 2, "power", "numpy.power", arity=2),
    "erf": Measured(erf, 2, None, "lax.erf"),
    "log1p": Measured(np.log1p, 2, "log1p", "lax.log1p"),
    "expm1": Measured(np.expm1, 2, "expm1", "lax.expm1"),
    "atan2": Measured(np.arctan2, 2, "arctan2", "lax.atan2", arity=2),
    "logistic": Measured(logistic, 4, None, "lax.logistic"),
    "sinh": Measured(np.sinh, 4, "sinh", "lax.sinh"),
    "cosh": Measured(np.cosh, 4, "cosh", "lax.cosh"),
    "asinh": Measured(np.arcsinh, 4, "arcsinh", "lax.asinh"),
    "acosh": Measured(np.arccosh, 4, "arccosh", "lax.acosh"),
    "atanh": Measured(np.arctanh, 4, "arctanh", "lax.atanh", bounds=UNIT),
    "asin": Measured(np.arcsin, 4, "arcsin", "lax.asin", bounds=UNIT),
    "acos": Measured(np.arccos, 4, "arccos", "lax.acos", bounds=UNIT),
    "atan": Measured(np.arctan, 4, "arctan", "lax.atan"),
    "cbrt": Measured(np.cbrt, 4, "cbrt", "lax.cbrt"),
    "exp2": Measured(np.exp2, 4, "exp2", "lax.exp2"),
    "log2": Measured(np.log2, 4, "log2", "numpy.log2"),
    "log10": Measured(np.log10, 4, "log10", "numpy.log10"),
    "erfc": Measured(erfc, 4, None, "lax.erfc"),
    "erf_inv": Measured(erf_inv, 4, None, "lax.erf_inv", bounds=UNIT),
    "hypot": Measured(np.hypot, 4, "hypot", "numpy.hypot", arity=2),
    "logaddexp": Measured(np.logaddexp, 4, "logaddexp", "numpy.logaddexp", arity=2, sum_like=True),
    "logaddexp2": Measured(np.logaddexp2, 4, "logaddexp2", "numpy.logaddexp2", arity=2, sum_like=True),
    "lgamma": Measured(over_floats(lgamma), 4, None, "lax.lgamma", double=False),
}
# Of these float32 is measured, where SciPy is there to compare with.
for _name, _theirs in (("digamma", "digamma"), ("bessel_i0e", "i0e"), ("bessel_i1e", "i1e")):
    if _reference := from_scipy(_theirs):
        FUNCTIONS[_name] = Measured(_reference, 4, None, f"lax.{_name}", double=False)
