"""Parts of numbers: mantissa and exponent, whole and fractional part, common divisors."""

from __future__ import annotations

import numpy as np

from covector import _core, dtypes
from covector.core.compiled import compiled
from covector.core.operands import as_array, as_inexact, promote
from covector.errors import error
from covector.numpy.elementwise import trunc
from covector.numpy.ufunc import REAL, composed
from covector.typing import Array, ArrayLike


def _real(x: ArrayLike, public: str, kind: type[Exception] = TypeError) -> Array:
    array = as_array(x, public)
    if array.dtype.kind == "c":
        raise error(
            kind, f"{public}: expected real numbers, got dtype {array.dtype}; take real and imag parts"
        )
    return as_inexact(array, public)


def _integers(x: Array) -> np.dtype:
    return dtypes.parse(f"int{dtypes.itemsize_bits(x.dtype)}")


def _power_of_2(exponent: Array, like: Array) -> Array:
    """2 to the power of an exponent within the range of normal numbers, by its bits."""
    limits, integers = dtypes.finfo(like.dtype), _integers(like)
    biased = _core.add(_core.convert(exponent, integers), int(limits.maxexp) - 1)
    return _core.emit("bitcast", (_core.left_shift(biased, int(limits.nmant)),), element_type=like.dtype)


def _scale(x: Array, exponent: Array) -> Array:
    # In three steps: no power of two reaches from the least to the greatest number.
    limits = dtypes.finfo(x.dtype)
    least, most = int(limits.minexp), int(limits.maxexp) - 1
    rest = exponent
    for _ in range(3):
        step = _core.minimum(_core.maximum(rest, least), most)
        x = _core.multiply(x, _power_of_2(step, x))
        rest = _core.subtract(rest, step)
    return x


@compiled()
def _ldexp(x: Array, exponent: Array) -> Array:
    return _scale(x, exponent)


def ldexp(x1: ArrayLike, x2: ArrayLike, /) -> Array:
    """``x1 * 2**x2``, also where the power itself would overflow.

    Args:
        x1: array of real numbers.
        x2: integer array, broadcast against ``x1``.
    Returns:
        Array of the dtype of ``x1``; integers become floats.
    Raises:
        TypeError: the shapes do not broadcast.
        ValueError: ``x1`` is complex, or ``x2`` is not of integers.

    >>> float(cnp.ldexp(3.0, 2))
    12.0
    """
    x, exponent = _real(x1, "ldexp", ValueError), as_array(x2, "ldexp", 1)
    if dtypes.kind(exponent.dtype) not in "iub":
        raise error(
            ValueError, f"ldexp: expected an integer array for x2, got dtype {exponent.dtype}; use exp2"
        )
    if _of_little_range(x):
        wide = _core.convert(x, np.dtype("float32"))
        return _core.convert(ldexp(wide, exponent), x.dtype, x.weak_type)
    if exponent.dtype != np.dtype("int64"):
        exponent = _core.convert(exponent, np.dtype("int32"))
    return _ldexp(x, exponent)


def _of_little_range(x: Array) -> bool:
    # float32 has all their numbers and exponents, and rounding from it is rounding once.
    return x.dtype.itemsize < 4


@compiled()
def _frexp(x: Array) -> tuple[Array, Array]:
    limits, integers = dtypes.finfo(x.dtype), _integers(x)
    places, bias = int(limits.nmant), int(limits.maxexp) - 1
    # Subnormal numbers are scaled up first.
    small = _core.less(_core.absolute(x), float(limits.tiny))
    scaled = _core.select(small, _core.multiply(x, 2.0 ** (places + 2)), x)
    bits = _core.emit("bitcast", (scaled,), element_type=integers)
    field = _core.bitwise_and(_core.right_shift_logical(bits, places), 2 * bias + 1)
    exponent = _core.subtract(field, _core.select(small, bias + places + 1, bias - 1))
    exponent = _core.convert(exponent, np.dtype("int32"))
    whole = _core.bitwise_and(_core.isfinite(x), _core.not_equal(x, 0))
    exponent = _core.select(whole, exponent, 0)
    return _scale(x, _core.negative(exponent)), exponent


def frexp(x: ArrayLike, /) -> tuple[Array, Array]:
    """Mantissa and exponent: ``x == mantissa * 2**exponent``.

    Args:
        x: array of real numbers.
    Returns:
        ``(mantissa, exponent)``, of the shape of ``x``: floats with ``0.5 <= abs(mantissa) < 1``,
        and int32. Zeros, infinities and NaN are their own mantissa, with exponent 0.
    Raises:
        TypeError: ``x`` is complex or not array-like.

    >>> mantissa, exponent = cnp.frexp(12.0)
    >>> float(mantissa), int(exponent)
    (0.75, 4)
    """
    array = _real(x, "frexp")
    if _of_little_range(array):
        mantissa, exponent = _frexp(_core.convert(array, np.dtype("float32")))
        return _core.convert(mantissa, array.dtype, array.weak_type), exponent
    return _frexp(array)


@compiled()
def _modf(x: Array) -> tuple[Array, Array]:
    whole = trunc(x)
    rest = _core.select(_core.equal(x, whole), 0, _core.subtract(x, whole))
    # The fraction has the sign of the number, also where it is 0.
    negative = _core.bitwise_or(_core.less(x, 0), _core.less(_core.true_divide(1, x), 0))
    return _core.select(negative, _core.negative(_core.absolute(rest)), rest), whole


def modf(x: ArrayLike, /) -> tuple[Array, Array]:
    """Fractional and whole part, both with the sign of ``x``.

    Args:
        x: array of real numbers.
    Returns:
        ``(fraction, whole)``, floats of the shape of ``x``; the fraction of an infinity is 0.
    Raises:
        TypeError: ``x`` is complex or not array-like.

    >>> fraction, whole = cnp.modf(-2.5)
    >>> float(fraction), float(whole)
    (-0.5, -2.0)
    """
    return _modf(_real(x, "modf"))


@composed("float(cnp.fabs(-2)) -> 2.0", REAL)
def fabs(x: Array) -> Array:
    """Absolute value in floating point."""
    return _core.absolute(_real(x, "fabs"))


@composed("float(cnp.spacing(1.0)) -> 1.1920928955078125e-07", REAL)
def spacing(x: Array) -> Array:
    """Distance to the next number away from zero, with the sign of ``x``; NaN of infinities."""
    x = _real(x, "spacing")
    outward = _core.select(_core.less(x, 0), -np.inf, np.inf)
    return _core.subtract(_core.nextafter(x, _core.convert(outward, x.dtype)), x)


def _common(public: str, x1: ArrayLike, x2: ArrayLike) -> list[Array]:
    arrays = promote(public, x1, x2)
    if dtypes.kind(arrays[0].dtype) not in "iu":
        raise error(
            ValueError,
            f"Arguments to {public} must be integers, got dtype {arrays[0].dtype}; convert with astype",
        )
    return arrays


def gcd(x1: ArrayLike, x2: ArrayLike) -> Array:
    """Greatest common divisor.

    Args:
        x1: integer array.
        x2: integer array, broadcast against ``x1``.
    Returns:
        Array of the broadcast shape and common dtype, not negative; 0 for two zeros.
    Raises:
        ValueError: an operand is not of integers.
        TypeError: the shapes do not broadcast.

    >>> int(cnp.gcd(12, -18))
    6
    """
    return _core.gcd(*_common("gcd", x1, x2))


@compiled()
def _lcm(x: Array, y: Array) -> Array:
    x, y = _core.absolute(x), _core.absolute(y)
    divisor = _core.gcd(x, y)
    zero = _core.equal(divisor, 0)
    product = _core.multiply(x, _core.div(y, _core.select(zero, 1, divisor)))
    return _core.select(zero, 0, product)


def lcm(x1: ArrayLike, x2: ArrayLike) -> Array:
    """Least common multiple.

    Args:
        x1: integer array.
        x2: integer array, broadcast against ``x1``.
    Returns:
        Array of the broadcast shape and common dtype, not negative; what does not fit wraps.
    Raises:
        ValueError: an operand is not of integers.
        TypeError: the shapes do not broadcast.

    >>> int(cnp.lcm(4, 6))
    12
    """
    return _lcm(*_common("lcm", x1, x2))
