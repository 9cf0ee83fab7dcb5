"""Arithmetic put together from operations: rounding, division with remainder, limits."""

from __future__ import annotations

import math
import operator

import numpy as np

from covector import _core, dtypes
from covector.core.compiled import compiled
from covector.core.operands import as_array, as_inexact, promote
from covector.errors import error
from covector.numpy.elementwise import signbit
from covector.numpy.ufunc import FLOAT, REAL, composed, composed2
from covector.typing import Array, ArrayLike


@composed("float(cnp.rint(2.5)) -> 2.0")
def rint(x: Array) -> Array:
    """Nearest whole number, halves to even."""
    if dtypes.kind(x.dtype) in "iub":
        return _core.convert(x, dtypes.to_inexact(x.dtype))
    return _round_whole(x)


def _round_whole(x: Array) -> Array:
    if x.dtype.kind == "c":
        parts = (_core.round_nearest_even(_core.real(x)), _core.round_nearest_even(_core.imag(x)))
        return _core.complex(*parts)
    return _core.round_nearest_even(x)


def round(a: ArrayLike, decimals: int = 0, out: None = None) -> Array:
    """Rounded to ``decimals`` places, halves to even.

    Args:
        a: array of any shape and dtype.
        decimals: number of decimal places, also negative.
        out: must be ``None``.
    Returns:
        Array of the shape and dtype of ``a``.
    Raises:
        TypeError: ``a`` is not array-like.

    >>> cnp.round(cnp.array([1.25, 2.5]), 1)
    Array([1.2, 2.5], dtype=float32)
    """
    x = as_array(a, "round")
    if dtypes.kind(x.dtype) in "iub":
        if decimals >= 0:
            return x
        wide = _core.convert(x, dtypes.canonical(np.float64))
        return _core.convert(round(wide, decimals), x.dtype, x.weak_type)
    if decimals == 0:
        return _round_whole(x)
    return _round_places(x, decimals)


@compiled("decimals")
def _round_places(x: Array, decimals: int) -> Array:
    small = x.dtype.itemsize == 2
    wide = _core.convert(x, np.dtype("float32"), x.weak_type) if small else x
    factor = 10.0 ** operator.index(decimals).__abs__()
    if decimals > 0:
        result = _core.true_divide(_round_whole(_core.multiply(wide, factor)), factor)
    else:
        result = _core.multiply(_round_whole(_core.true_divide(wide, factor)), factor)
    return _core.convert(result, x.dtype, x.weak_type)


around = round


# Division with remainder


@composed2("int(cnp.floor_divide(-7, 2)) -> -4")
def floor_divide(x: Array, y: Array) -> Array:
    """Quotient rounded down."""
    return _divmod(x, y)[0]


@composed2("int(cnp.remainder(-7, 2)) -> 1")
def remainder(x: Array, y: Array) -> Array:
    """Remainder of the division rounded down; it has the sign of ``x2``."""
    return _divmod(x, y)[1]


@composed2("int(cnp.fmod(-7, 2)) -> -1")
def fmod(x: Array, y: Array) -> Array:
    """Remainder of the division rounded towards 0; it has the sign of ``x1``."""
    return _core.rem(*_numbers(x, y))


mod = remainder


def _numbers(x: Array, y: Array) -> tuple[Array, Array]:
    if x.dtype.kind == "b":
        integer = np.dtype("int32")
        return _core.convert(x, integer), _core.convert(y, integer)
    return x, y


def _refuse_complex(x: Array, public: str, kind: type[Exception] = TypeError) -> None:
    if x.dtype.kind == "c":
        raise error(kind, f"{public}: expected real numbers, got dtype {x.dtype}; take real and imag parts")


def _divmod(x: Array, y: Array) -> tuple[Array, Array]:
    x, y = _numbers(x, y)
    if dtypes.kind(x.dtype) in "iu":
        # By zero both are 0, as NumPy has it.
        quotient, modulus = _divmod_integers(x, y)
        zero = _core.equal(y, 0)
        return _core.select(zero, 0, quotient), _core.select(zero, 0, modulus)
    rest = _core.rem(x, y)
    # Towards zero becomes downward where the remainder has the other sign.
    opposite = _core.not_equal(_core.less(rest, 0), _core.less(y, 0))
    correct = _core.bitwise_and(_core.not_equal(rest, 0), opposite)
    modulus = _core.select(correct, _core.add(rest, y), rest)
    quotient = _core.div(_core.subtract(x, rest), y)
    quotient = _core.round_nearest_even(_core.select(correct, _core.subtract(quotient, 1), quotient))
    return _core.select(_core.equal(y, 0), _core.div(x, y), quotient), modulus


def _divmod_integers(x: Array, y: Array) -> tuple[Array, Array]:
    quotient, rest = _core.div(x, y), _core.rem(x, y)
    if dtypes.kind(x.dtype) == "u":
        return quotient, rest
    opposite = _core.not_equal(_core.less(rest, 0), _core.less(y, 0))
    correct = _core.bitwise_and(_core.not_equal(rest, 0), opposite)
    quotient = _core.select(correct, _core.subtract(quotient, 1), quotient)
    return quotient, _core.select(correct, _core.add(rest, y), rest)


@compiled()
def _divmod_compiled(x: Array, y: Array) -> tuple[Array, Array]:
    return _divmod(x, y)


def divmod(x1: ArrayLike, x2: ArrayLike, /) -> tuple[Array, Array]:
    """Quotient rounded down, and remainder.

    Args:
        x1: array of integers or floats.
        x2: array of integers or floats, broadcast against ``x1``.
    Returns:
        Two arrays of the broadcast shape and common dtype: ``floor_divide`` and ``remainder``.
    Raises:
        TypeError: the shapes do not broadcast, or an operand is complex.

    >>> q, r = cnp.divmod(-7, 2)
    >>> int(q), int(r)
    (-4, 1)
    """
    return _divmod_compiled(*promote("divmod", x1, x2))


# Two operands


@composed2("float(cnp.hypot(3.0, 4.0)) -> 5.0", REAL)
def hypot(x: Array, y: Array) -> Array:
    """``sqrt(x1**2 + x2**2)``, without overflow."""
    _refuse_complex(x, "hypot", ValueError)
    x, y = _core.absolute(as_inexact(x, "hypot")), _core.absolute(as_inexact(y, "hypot"))
    large, small = _core.maximum(x, y), _core.minimum(x, y)
    safe = _core.select(_core.equal(large, 0), 1, large)
    ratio = _core.true_divide(small, safe)
    result = _core.multiply(large, _core.sqrt(_core.add(1, _core.multiply(ratio, ratio))))
    infinite = _core.bitwise_or(_core.equal(x, math.inf), _core.equal(y, math.inf))
    return _core.select(infinite, math.inf, result)


@composed2("float(cnp.logaddexp(0.0, -cnp.inf)) -> 0.0", FLOAT)
def logaddexp(x: Array, y: Array) -> Array:
    """``log(exp(x1) + exp(x2))``, without overflow."""
    x, y = as_inexact(x, "logaddexp"), as_inexact(y, "logaddexp")
    return _logaddexp_complex(x, y) if x.dtype.kind == "c" else _logaddexp(x, y)


def _logaddexp_complex(x: Array, y: Array) -> Array:
    first = _core.greater_equal(_core.real(x), _core.real(y))
    greater, lesser = _core.select(first, x, y), _core.select(first, y, x)
    result = _core.add(greater, _core.log1p(_core.exp(_core.subtract(lesser, greater))))
    # The imaginary part is an angle.
    angle, turn = _core.imag(result), 2 * math.pi
    turns = _core.floor(_core.true_divide(_core.add(angle, math.pi), turn))
    wrapped = _core.complex(_core.real(result), _core.subtract(angle, _core.multiply(turns, turn)))
    return _core.convert(wrapped, wrapped.dtype, x.weak_type and y.weak_type)


def _logaddexp(x: Array, y: Array) -> Array:
    distance = _core.subtract(x, y)
    unknown = _core.not_equal(distance, distance)  # equal infinities, or NaN
    distance = _core.select(unknown, 0, distance)
    tail = _core.log1p(_core.exp(_core.negative(_core.absolute(distance))))
    return _core.select(unknown, _core.add(x, y), _core.add(_core.maximum(x, y), tail))


@composed2("float(cnp.logaddexp2(1.0, 1.0)) -> 2.0", REAL)
def logaddexp2(x: Array, y: Array) -> Array:
    """``log2(2**x1 + 2**x2)``, without overflow."""
    ln2 = math.log(2)
    x, y = as_inexact(x, "logaddexp2"), as_inexact(y, "logaddexp2")
    return _core.true_divide(_logaddexp(_core.multiply(x, ln2), _core.multiply(y, ln2)), ln2)


@composed2("float(cnp.heaviside(-1.0, 0.5)) -> 0.0", REAL)
def heaviside(x: Array, y: Array) -> Array:
    """0 below 0, 1 above, and ``x2`` at 0."""
    _refuse_complex(x, "heaviside")
    x, y = as_inexact(x, "heaviside"), as_inexact(y, "heaviside")
    step = _core.select(_core.less(x, 0), 0, _core.select(_core.greater(x, 0), 1, y))
    return _core.select(_core.not_equal(x, x), x, step)


@composed2("float(cnp.copysign(2.0, -0.0)) -> -2.0", REAL)
def copysign(x: Array, y: Array) -> Array:
    """Size of ``x1`` with the sign of ``x2``."""
    _refuse_complex(x, "copysign")
    size = _core.absolute(as_inexact(x, "copysign"))
    return _core.select(signbit(as_inexact(y, "copysign")), _core.negative(size), size)


@composed2("float(cnp.fmax(cnp.nan, 1.0)) -> 1.0")
def fmax(x: Array, y: Array) -> Array:
    """Greater of two; the other one where one is NaN."""
    take = _core.bitwise_or(_core.greater(x, y), _core.not_equal(y, y))
    return _core.select(take, x, y)


@composed2("float(cnp.fmin(cnp.nan, 1.0)) -> 1.0")
def fmin(x: Array, y: Array) -> Array:
    """Lesser of two; the other one where one is NaN."""
    take = _core.bitwise_or(_core.less(x, y), _core.not_equal(y, y))
    return _core.select(take, x, y)


def clip(
    arr: ArrayLike | None = None,
    /,
    min: ArrayLike | None = None,
    max: ArrayLike | None = None,
    *,
    a: ArrayLike | None = None,
    a_min: ArrayLike | None = None,
    a_max: ArrayLike | None = None,
) -> Array:
    """Limited to the range from ``min`` to ``max``.

    Args:
        arr: array of any shape.
        min: lower limit, broadcast against ``arr``; ``None`` for none.
        max: upper limit, broadcast against ``arr``; ``None`` for none. It wins over ``min``.
        a: NumPy's older name of ``arr``.
        a_min: NumPy's older name of ``min``.
        a_max: NumPy's older name of ``max``.
    Returns:
        Array of the broadcast shape and common dtype.
    Raises:
        TypeError: the shapes do not broadcast.
        ValueError: complex input, or no ``arr``.

    >>> cnp.clip(cnp.arange(5), 1, 3)
    Array([1, 1, 2, 3, 3], dtype=int32)
    """
    given = a if arr is None else arr
    lower, upper = (a_min if min is None else min), (a_max if max is None else max)
    if given is None:
        raise error(ValueError, "clip: expected an array, got none")
    x = as_array(given, "clip")
    if x.dtype.kind == "c":
        raise error(ValueError, "clip: expected real numbers, got complex ones; clip real and imag")
    if lower is not None:
        x = _core.maximum(lower, x)
    if upper is not None:
        x = _core.minimum(upper, x)
    return x


def nan_to_num(
    x: ArrayLike,
    copy: bool = True,
    nan: ArrayLike = 0.0,
    posinf: ArrayLike | None = None,
    neginf: ArrayLike | None = None,
) -> Array:
    """NaN and infinities replaced by numbers.

    Args:
        x: array of any shape.
        copy: accepted for NumPy's sake; the result is always a new array.
        nan: what NaN becomes.
        posinf: what infinity becomes; ``None``: the greatest number of the dtype.
        neginf: what minus infinity becomes; ``None``: the least number.
    Returns:
        Array of the shape and dtype of ``x``.
    Raises:
        TypeError: ``x`` is not array-like.

    >>> cnp.nan_to_num(cnp.array([1.0, cnp.nan]))
    Array([1., 0.], dtype=float32)
    """
    array = as_array(x, "nan_to_num")
    if dtypes.kind(array.dtype) in "iub":
        return array
    if array.dtype.kind == "c":
        parts = (_core.real(array), _core.imag(array))
        return _core.complex(*(nan_to_num(p, copy, nan, posinf, neginf) for p in parts))
    limits = dtypes.finfo(array.dtype)
    high = float(limits.max) if posinf is None else posinf
    low = float(limits.min) if neginf is None else neginf
    result = _core.select(_core.not_equal(array, array), _as(nan, array), array)
    result = _core.select(_core.equal(array, math.inf), _as(high, array), result)
    return _core.select(_core.equal(array, -math.inf), _as(low, array), result)


def _as(value: ArrayLike, like: Array) -> Array:
    return _core.convert(as_array(value, "nan_to_num"), like.dtype, like.weak_type)
