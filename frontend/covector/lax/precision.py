"""How exactly functions are computed and numbers kept: accuracy, rounding, bits."""

from __future__ import annotations

import enum
import operator
from typing import Any

from covector import _core, dtypes
from covector.core.bits import bitcast
from covector.core.operands import as_array
from covector.errors import error
from covector.typing import Array, ArrayLike

WITHIN_ULPS = 2
"""All functions that take ``accuracy`` are within this many units in the last place."""


class AccuracyMode(enum.Enum):
    """How accurate a function is to be. Both modes are the same here: within 2 units in the last place.

    >>> float(cv.lax.exp(0.0, accuracy=cv.lax.AccuracyMode.HIGHEST))
    1.0
    """

    HIGHEST = 1
    DEFAULT = 2


class Tolerance:
    """Greatest error of a function, absolute or relative, or in units in the last place.

    Args:
        atol: absolute error.
        rtol: relative error.
        ulps: error in units in the last place.
    Raises:
        ValueError: one is negative, or none is given.

    >>> float(cv.lax.exp(0.0, accuracy=cv.lax.Tolerance(ulps=4)))
    1.0
    """

    def __init__(self, atol: float = 0.0, rtol: float = 0.0, ulps: int = 0) -> None:
        if atol < 0.0 or rtol < 0.0 or ulps < 0:
            raise error(ValueError, f"Tolerance: expected no negative numbers, got {atol}, {rtol}, {ulps}")
        if atol == 0.0 and rtol == 0.0 and ulps == 0:
            raise error(ValueError, "Tolerance: expected at least one of atol, rtol and ulps, got none")
        self.atol, self.rtol, self.ulps = atol, rtol, ulps

    def __repr__(self) -> str:
        return f"Tolerance(atol={self.atol}, rtol={self.rtol}, ulps={self.ulps})"


def check_accuracy(accuracy: Any, x: Array, public: str) -> None:
    """Checks that a function is as accurate as is asked.

    Raises:
        TypeError: ``accuracy`` is neither a mode nor a tolerance.
        NotImplementedError: the function may be less accurate.
    """
    if accuracy is None or isinstance(accuracy, AccuracyMode):
        return
    if not isinstance(accuracy, Tolerance):
        raise error(
            TypeError,
            f"{public}: expected a Tolerance, an AccuracyMode or None for accuracy, got {accuracy!r}",
        )
    unit = float(dtypes.finfo(dtypes.to_real(x.dtype)).eps)
    if accuracy.ulps < WITHIN_ULPS and accuracy.rtol < WITHIN_ULPS * unit:
        raise error(
            NotImplementedError,
            f"{public}: the result is within {WITHIN_ULPS} units in the last place, {accuracy} asks for "
            "more; compute in a wider dtype",
        )


class RoundingMethod(enum.IntEnum):
    """What :func:`round` does with halves.

    >>> float(cv.lax.round(2.5, cv.lax.RoundingMethod.TO_NEAREST_EVEN))
    2.0
    """

    AWAY_FROM_ZERO = 0
    TO_NEAREST_EVEN = 1


def round(x: ArrayLike, rounding_method: RoundingMethod = RoundingMethod.AWAY_FROM_ZERO) -> Array:
    """Nearest whole number.

    Args:
        x: array of floats.
        rounding_method: whether halves go away from zero, or to the even neighbour.
    Returns:
        Array of the same shape and dtype.
    Raises:
        TypeError: ``x`` is not of floats.
        ValueError: there is no such method.

    >>> float(cv.lax.round(2.5))
    3.0
    """
    array = as_array(x, "round")
    op = "round" if RoundingMethod(rounding_method) is RoundingMethod.TO_NEAREST_EVEN else "round_away"
    return _core.emit(op, (array,), weak_type=array.weak_type, public="round")


def reduce_precision(operand: ArrayLike, exponent_bits: int, mantissa_bits: int) -> Array:
    """Rounded to what a float with fewer bits has, in the same dtype.

    The mantissa is rounded to nearest, ties to even; what is too great becomes infinity, what is
    less than the least normal number zero. Derivatives are rounded likewise.

    Args:
        operand: array of floats.
        exponent_bits: at least 1.
        mantissa_bits: at least 0.
    Returns:
        Array of the same shape and dtype.
    Raises:
        TypeError: ``operand`` is not of floats, or a number of bits is none.
        ValueError: a number of bits is out of range.

    >>> float(cv.lax.reduce_precision(1.1, 8, 7))
    1.1015625
    """
    array = as_array(operand, "reduce_precision")
    bits = {}
    for name, value, least in (("exponent_bits", exponent_bits, 1), ("mantissa_bits", mantissa_bits, 0)):
        try:
            bits[name] = operator.index(value)
        except TypeError:
            raise error(
                TypeError, f"reduce_precision: expected an integer for {name}, got {value!r}"
            ) from None
        if bits[name] < least:
            raise error(ValueError, f"reduce_precision: expected {name} >= {least}, got {value}")
    return _core.emit(
        "reduce_precision", (array,), weak_type=array.weak_type, public="reduce_precision", **bits
    )


def bitcast_convert_type(operand: ArrayLike, new_dtype: Any) -> Array:
    """The bits of the elements read as another dtype.

    Args:
        operand: array of shape ``(...)``, or ``(..., n)`` where ``n`` elements have the bits of one
            of ``new_dtype``.
        new_dtype: the dtype.
    Returns:
        Array of the same shape where the widths are equal; ``(..., n)`` where ``n`` elements of
        ``new_dtype`` have the bits of one, the least significant ones first; ``(...)`` where it is
        wider.
    Raises:
        TypeError: one dtype is boolean or complex.
        ValueError: the last axis does not hold one element of the wider dtype.

    >>> cv.lax.bitcast_convert_type(cnp.float32(1.0), cnp.int32)
    Array(1065353216, dtype=int32)
    >>> cv.lax.bitcast_convert_type(cnp.float32(1.0), cnp.uint8)
    Array([  0,   0, 128,  63], dtype=uint8)
    """
    array = as_array(operand, "bitcast_convert_type")
    target = dtypes.requested(new_dtype, "bitcast_convert_type")
    return bitcast(array, target, "bitcast_convert_type")
