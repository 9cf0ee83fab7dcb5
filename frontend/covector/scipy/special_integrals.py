"""Exponential, sine, Fresnel and logarithmic integrals, and hypergeometric functions."""

from __future__ import annotations

from covector import _core
from covector.core.operands import as_array
from covector.errors import error
from covector.scipy.special_common import apply, function, number, real_operands, where
from covector.typing import Array, ArrayLike

__test__: dict[str, str] = {}

expi = function(
    "expi",
    "expi",
    ("x",),
    (
        "Exponential integral, that of ``exp(t) / t`` from -infinity to ``x``.",
        "round(float(cv.scipy.special.expi(1.0)), 4) -> 1.8951",
    ),
    __test__,
)
hyp1f1 = function(
    "hyp1f1",
    "hyp1f1",
    ("a", "b", "x"),
    (
        "Confluent hypergeometric function 1F1(a; b; x), which can be differentiated by all operands.",
        "round(float(cv.scipy.special.hyp1f1(1.0, 2.0, 1.0)), 4) -> 1.7183",
    ),
    __test__,
)
hyp2f1 = function(
    "hyp2f1",
    "hyp2f1",
    ("a", "b", "c", "x"),
    (
        "Gauss's hypergeometric function 2F1(a, b; c; x), which can be differentiated by all operands.",
        "round(float(cv.scipy.special.hyp2f1(1.0, 1.0, 2.0, 0.5)), 4) -> 1.3863",
    ),
    __test__,
)


def expn(n: ArrayLike, x: ArrayLike) -> Array:
    """Exponential integral of order ``n``, that of ``exp(-x * t) / t**n`` from 1 to infinity.

    Args:
        n: real array, a constant for derivatives; NaN is given for negative numbers.
        x: real array; NaN is given for negative numbers.
    Returns:
        Array of floats.
    Raises:
        ValueError: an argument is complex.

    >>> round(float(cv.scipy.special.expn(1, 1.0)), 4)
    0.2194
    """
    order, array = real_operands("expn", n, x)
    result = apply("expn", "expn", _core.stop_gradient(order), array)
    return where(_core.less(order, 0), number(array, float("nan")), result)


def exp1(x: ArrayLike) -> Array:
    """Exponential integral of order 1, that of ``exp(-t) / t`` from ``x`` to infinity.

    Args:
        x: real array; NaN is given for negative numbers.
    Returns:
        Array of floats.
    Raises:
        ValueError: ``x`` is complex.

    >>> round(float(cv.scipy.special.exp1(1.0)), 4)
    0.2194
    """
    (array,) = real_operands("exp1", x)
    return apply("expn", "exp1", number(array, 1), array)


def sici(x: ArrayLike) -> tuple[Array, Array]:
    """Sine and cosine integrals.

    Args:
        x: real array.
    Returns:
        Two arrays of floats: the integral of ``sin(t) / t`` from 0 to ``x``, and that of ``cos(t) / t``
        from infinity to ``abs(x)``.
    Raises:
        ValueError: ``x`` is complex.

    >>> [round(float(y), 4) for y in cv.scipy.special.sici(1.0)]
    [0.9461, 0.3374]
    """
    (array,) = real_operands("sici", x)
    return apply("sine_integral", "sici", array), apply("cosine_integral", "sici", array)


def _single_or_double(public: str, x: ArrayLike) -> Array:
    array = as_array(x, public)
    if array.dtype.name not in ("float32", "float64"):
        kind = NotImplementedError if public == "fresnel" else TypeError
        raise error(
            kind,
            f"{public}: expected float32 or float64, got {array.dtype}; convert it with astype",
        )
    return array


def fresnel(x: ArrayLike) -> tuple[Array, Array]:
    """Fresnel integrals.

    Args:
        x: array of float32 or float64.
    Returns:
        Two arrays: the integrals of ``sin(pi * t**2 / 2)`` and ``cos(pi * t**2 / 2)`` from 0 to ``x``.
    Raises:
        NotImplementedError: another dtype.

    >>> [round(float(y), 4) for y in cv.scipy.special.fresnel(1.0)]
    [0.4383, 0.7799]
    """
    array = _single_or_double("fresnel", x)
    return apply("fresnel_sin", "fresnel", array), apply("fresnel_cos", "fresnel", array)


def spence(x: ArrayLike) -> Array:
    """Spence's function, the integral of ``log(t) / (1 - t)`` from 1 to ``x``.

    Args:
        x: array of float32 or float64; NaN is given for negative numbers.
    Returns:
        Array of the same shape and dtype: the dilogarithm of ``1 - x``.
    Raises:
        TypeError: another dtype.

    >>> round(float(cv.scipy.special.spence(0.0)), 4)
    1.6449
    """
    return apply("spence", "spence", _single_or_double("spence", x))
