"""Exponential, sine, Fresnel and logarithmic integrals, and hypergeometric functions."""

from __future__ import annotations

import math

import covector.numpy as cnp
from covector import _core
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
    result = apply("expn", "expn", _core.stop_gradient(order), array, weak=False)
    return where(_core.less(order, 0), number(array, math.nan, weak=False), result)


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
    return apply("expn", "exp1", number(array, 1), array, weak=False)


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
    return tuple(apply(op, "sici", array, weak=False) for op in ("sine_integral", "cosine_integral"))


def fresnel(x: ArrayLike) -> tuple[Array, Array]:
    """Fresnel integrals.

    Args:
        x: real array.
    Returns:
        Two arrays of floats: the integrals of ``sin(pi * t**2 / 2)`` and ``cos(pi * t**2 / 2)`` from 0
        to ``x``.
    Raises:
        NotImplementedError: ``x`` is complex.

    >>> [round(float(y), 4) for y in cv.scipy.special.fresnel(1.0)]
    [0.4383, 0.7799]
    """
    (array,) = real_operands("fresnel", x, kind=NotImplementedError)
    return tuple(apply(op, "fresnel", array, weak=False) for op in ("fresnel_sin", "fresnel_cos"))


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
    array = cnp.asarray(x)
    if array.dtype.name not in ("float32", "float64"):
        raise error(
            TypeError, f"spence: expected float32 or float64, got {array.dtype}; convert it with astype"
        )
    return apply("spence", "spence", array, weak=False)
