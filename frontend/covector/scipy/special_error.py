"""Error functions, the normal distribution, and logistic functions."""

from __future__ import annotations

import covector.numpy as cnp
from covector import _core, dtypes
from covector.errors import error
from covector.scipy.special_common import apply, function, inexact_operands, real_operands
from covector.typing import Array, ArrayLike

__test__: dict[str, str] = {}

erf = function(
    "erf",
    "erf",
    ("x",),
    ("Error function.", "round(float(cv.scipy.special.erf(1.0)), 4) -> 0.8427"),
    __test__,
    weak=None,
    kind=TypeError,
)
erfc = function(
    "erfc",
    "erfc",
    ("x",),
    (
        "Complementary error function, ``1 - erf(x)``.",
        "round(float(cv.scipy.special.erfc(1.0)), 4) -> 0.1573",
    ),
    __test__,
    weak=None,
    kind=TypeError,
)
erfinv = function(
    "erfinv",
    "erf_inv",
    ("x",),
    ("Inverse of the error function.", "float(cv.scipy.special.erfinv(0.0)) -> 0.0"),
    __test__,
    weak=None,
    kind=TypeError,
)
dawsn = function(
    "dawsn",
    "dawsn",
    ("x",),
    (
        "Dawson's integral, ``exp(-x**2)`` times the integral of ``exp(t**2)`` from 0 to ``x``.",
        "round(float(cv.scipy.special.dawsn(1.0)), 4) -> 0.5381",
    ),
    __test__,
)
owens_t = function(
    "owens_t",
    "owens_t",
    ("h", "a"),
    (
        "Owen's T function: the probability of ``X > h`` and ``0 < Y < a * X`` for normal numbers.",
        "float(cv.scipy.special.owens_t(0.0, 1.0)) -> 0.125",
    ),
    __test__,
)


def expit(x: ArrayLike) -> Array:
    """Logistic function, ``1 / (1 + exp(-x))``.

    Args:
        x: real or complex array.
    Returns:
        Array of an inexact dtype.
    Raises:
        TypeError: ``x`` is neither an array nor a number.

    >>> float(cv.scipy.special.expit(0.0))
    0.5
    """
    (array,) = inexact_operands("expit", x)
    if array.dtype.kind == "c":
        return _core.true_divide(1, _core.add(1, _core.exp(_core.negative(array))))
    return apply("logistic", "expit", array)


def logit(x: ArrayLike) -> Array:
    """Inverse of the logistic function, ``log(x / (1 - x))``.

    Args:
        x: real or complex array.
    Returns:
        Array of an inexact dtype; of real numbers NaN outside of [0, 1].
    Raises:
        TypeError: ``x`` is neither an array nor a number.

    >>> float(cv.scipy.special.logit(0.5))
    0.0
    """
    (array,) = inexact_operands("logit", x)
    if array.dtype.kind == "c":
        return _core.log(_core.true_divide(array, _core.subtract(1, array)))
    return apply("logit", "logit", array)


def erfcx(x: ArrayLike) -> Array:
    """Complementary error function times ``exp(x**2)``.

    Args:
        x: real or complex array.
    Returns:
        Array of an inexact dtype.
    Raises:
        TypeError: ``x`` is neither an array nor a number.

    >>> round(float(cv.scipy.special.erfcx(10.0)), 4)
    0.0561
    """
    (array,) = inexact_operands("erfcx", x)
    if array.dtype.kind != "c":
        return apply("erfcx", "erfcx", array, weak=False)
    re, im = _core.emit("real", (array,)), _core.emit("imag", (array,))
    return apply("wofz", "erfcx", _core.emit("complex", (_core.negative(im), re)))


def wofz(z: ArrayLike) -> Array:
    """Faddeeva function, ``exp(-z**2) * erfc(-1j * z)``.

    Args:
        z: real or complex array.
    Returns:
        Complex array.
    Raises:
        TypeError: ``z`` is neither an array nor a number.

    >>> round(float(cv.scipy.special.wofz(1j).real), 4)
    0.4276
    """
    (array,) = inexact_operands("wofz", z)
    return apply("wofz", "wofz", _core.convert(array, dtypes.to_complex(array.dtype), False))


def _normal(public: str, x: ArrayLike) -> Array:
    """`x` as float32 or float64; others are refused, as in JAX."""
    (array,) = real_operands(public, cnp.asarray(x), kind=TypeError)
    if array.dtype.name not in ("float32", "float64"):
        raise error(
            TypeError,
            f"{public}: expected float32 or float64, got {array.dtype}; convert it with astype",
        )
    return array


def ndtr(x: ArrayLike) -> Array:
    """Distribution function of the normal distribution.

    Args:
        x: array of float32 or float64; integers become floats.
    Returns:
        Array of the shape of ``x``.
    Raises:
        TypeError: another dtype.

    >>> float(cv.scipy.special.ndtr(0.0))
    0.5
    """
    return apply("ndtr", "ndtr", _normal("ndtr", x), weak=False)


def ndtri(p: ArrayLike) -> Array:
    """Inverse of the distribution function of the normal distribution.

    Args:
        p: array of float32 or float64 in [0, 1]; integers become floats.
    Returns:
        Array of the shape of ``p``.
    Raises:
        TypeError: another dtype.

    >>> float(cv.scipy.special.ndtri(0.5))
    0.0
    """
    return apply("ndtri", "ndtri", _normal("ndtri", p), weak=False)


def log_ndtr(x: ArrayLike, series_order: int = 3) -> Array:
    """Logarithm of the distribution function of the normal distribution.

    Args:
        x: array of float32 or float64; integers become floats.
        series_order: JAX's number of terms, from 0 to 30; here all results are exact to the last places.
    Returns:
        Array of the shape of ``x``.
    Raises:
        TypeError: another dtype, or ``series_order`` is no integer.
        ValueError: ``series_order`` is out of range.

    >>> round(float(cv.scipy.special.log_ndtr(0.0)), 4)
    -0.6931
    """
    if not isinstance(series_order, int):
        raise error(TypeError, f"log_ndtr: expected series_order to be an integer, got {series_order!r}")
    if not 0 <= series_order <= 30:
        raise error(ValueError, f"log_ndtr: expected series_order from 0 to 30, got {series_order}")
    return apply("log_ndtr", "log_ndtr", _normal("log_ndtr", x), weak=False)
