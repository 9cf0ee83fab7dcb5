"""Functions of one element of each operand: arithmetic, powers, trigonometry, rounding.

Operands are promoted to one dtype by the lattice of ``cnp.result_type`` and broadcast against
each other. Functions with an operation of their own in the dialect are one line each; what is
put together from others is a short function, compiled as one program when called eagerly.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core.compiled import compiled
from covector.core.operands import as_array, as_inexact, promote
from covector.typing import Array, ArrayLike

Unary = Callable[[ArrayLike], Array]
Binary = Callable[[ArrayLike, ArrayLike], Array]

_FLOAT = "a float or complex dtype; integers and booleans become floats"
_REAL = "a float dtype; integers and booleans become floats"
_SAME = "the dtype of ``x``"
_COMMON = "the common dtype of the operands"


def _unary(name: str, op: Any, summary: str, example: str, dtype: str = _FLOAT) -> Unary:
    def function(x: ArrayLike, /) -> Array:
        return op(x)

    call, result = example.split(" -> ")
    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"""{summary}

    Args:
        x: array or number of any shape.
    Returns:
        Array of the shape of ``x``, of {dtype}.
    Raises:
        TypeError: ``x`` is not array-like (convert lists with ``cnp.asarray``), or of a dtype
            that the function is not defined for.

    >>> {call}
    {result}
    """
    return function


def _binary(name: str, op: Any, summary: str, example: str, dtype: str = _COMMON) -> Binary:
    def function(x1: ArrayLike, x2: ArrayLike, /) -> Array:
        return op(x1, x2)

    call, result = example.split(" -> ")
    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"""{summary}

    Args:
        x1: array or number of any shape.
        x2: array or number, broadcast against ``x1``.
    Returns:
        Array of the broadcast shape, of {dtype}.
    Raises:
        TypeError: the shapes do not broadcast, or an operand is not array-like.

    >>> {call}
    {result}
    """
    return function


# Arithmetic

add = _binary("add", _core.add, "Sum.", "int(cnp.add(1, 2)) -> 3")
subtract = _binary("subtract", _core.subtract, "Difference.", "int(cnp.subtract(3, 1)) -> 2")
multiply = _binary("multiply", _core.multiply, "Product.", "int(cnp.multiply(2, 3)) -> 6")
true_divide = _binary(
    "true_divide", _core.true_divide, "Quotient.", "float(cnp.true_divide(1, 2)) -> 0.5", _FLOAT
)
divide = _binary("divide", _core.true_divide, "Quotient.", "float(cnp.divide(1, 2)) -> 0.5", _FLOAT)
maximum = _binary(
    "maximum", _core.maximum, "Greater of two; NaN if either is.", "int(cnp.maximum(1, 2)) -> 2"
)
minimum = _binary(
    "minimum", _core.minimum, "Lesser of two; NaN if either is.", "int(cnp.minimum(1, 2)) -> 1"
)
arctan2 = _binary(
    "arctan2",
    _core.arctan2,
    "Angle of the point ``(x2, x1)`` in radians, in [-pi, pi].",
    "float(cnp.arctan2(0.0, 1.0)) -> 0.0",
    _REAL,
)
nextafter = _binary(
    "nextafter",
    _core.nextafter,
    "Number next to ``x1`` in the direction of ``x2``.",
    "float(cnp.nextafter(1.0, 2.0)) > 1.0 -> True",
    _REAL,
)
power = _binary(
    "power",
    _core.power,
    "``x1`` raised to ``x2``; a Python integer ``x2`` is computed by multiplication.",
    "int(cnp.power(2, 3)) -> 8",
)
float_power = _binary(
    "float_power",
    _core.float_power,
    "``x1`` raised to ``x2`` in floating point.",
    "float(cnp.float_power(2, 3)) -> 8.0",
    _FLOAT,
)
pow = power
atan2 = arctan2

negative = _unary("negative", _core.negative, "Negative.", "int(cnp.negative(2)) -> -2", _SAME)


def _absolute(x: ArrayLike) -> Array:
    array = as_array(x, "absolute")
    return array if array.dtype.kind == "b" else _core.absolute(array)


absolute = _unary(
    "absolute",
    _absolute,
    "Absolute value; of complex numbers the modulus.",
    "int(cnp.absolute(-2)) -> 2",
    "the dtype of ``x``, or of its real part",
)
abs = _unary(
    "abs",
    _absolute,
    "Absolute value; of complex numbers the modulus.",
    "int(cnp.abs(-2)) -> 2",
    "the dtype of ``x``, or of its real part",
)

# Exponentials, powers and roots

exp = _unary("exp", _core.exp, "Exponential.", "float(cnp.exp(0)) -> 1.0")
expm1 = _unary("expm1", _core.expm1, "Exponential minus 1.", "float(cnp.expm1(0)) -> 0.0")
log = _unary("log", _core.log, "Natural logarithm.", "float(cnp.log(1)) -> 0.0")
log1p = _unary("log1p", _core.log1p, "Natural logarithm of ``1 + x``.", "float(cnp.log1p(0)) -> 0.0")
sqrt = _unary("sqrt", _core.sqrt, "Square root.", "float(cnp.sqrt(4)) -> 2.0")
cbrt = _unary("cbrt", _core.cbrt, "Cube root.", "float(cnp.cbrt(8)) -> 2.0", _REAL)

# Trigonometric and hyperbolic functions

sin = _unary("sin", _core.sin, "Sine of an angle in radians.", "float(cnp.sin(0)) -> 0.0")
cos = _unary("cos", _core.cos, "Cosine of an angle in radians.", "float(cnp.cos(0)) -> 1.0")
tan = _unary("tan", _core.tan, "Tangent of an angle in radians.", "float(cnp.tan(0)) -> 0.0")
arcsin = _unary("arcsin", _core.arcsin, "Inverse sine.", "float(cnp.arcsin(0)) -> 0.0", _REAL)
arccos = _unary("arccos", _core.arccos, "Inverse cosine.", "float(cnp.arccos(1)) -> 0.0", _REAL)
arctan = _unary("arctan", _core.arctan, "Inverse tangent.", "float(cnp.arctan(0)) -> 0.0", _REAL)
sinh = _unary("sinh", _core.sinh, "Hyperbolic sine.", "float(cnp.sinh(0)) -> 0.0", _REAL)
cosh = _unary("cosh", _core.cosh, "Hyperbolic cosine.", "float(cnp.cosh(0)) -> 1.0", _REAL)
tanh = _unary("tanh", _core.tanh, "Hyperbolic tangent.", "float(cnp.tanh(0)) -> 0.0")
arcsinh = _unary(
    "arcsinh", _core.arcsinh, "Inverse hyperbolic sine.", "float(cnp.arcsinh(0)) -> 0.0", _REAL
)
arccosh = _unary(
    "arccosh", _core.arccosh, "Inverse hyperbolic cosine.", "float(cnp.arccosh(1)) -> 0.0", _REAL
)
arctanh = _unary(
    "arctanh", _core.arctanh, "Inverse hyperbolic tangent.", "float(cnp.arctanh(0)) -> 0.0", _REAL
)
asin, acos, atan = arcsin, arccos, arctan
asinh, acosh, atanh = arcsinh, arccosh, arctanh


# Put together from others


def _composed(name: str, summary: str, example: str, dtype: str = _FLOAT) -> Any:
    """Decorates the body of a unary function: documented, and compiled when called eagerly."""

    def decorate(body: Any) -> Unary:
        body.__name__ = name
        return _unary(name, _checked(name, compiled()(body), 1), summary, example, dtype)

    return decorate


def _composed2(name: str, summary: str, example: str, dtype: str = _COMMON) -> Any:
    def decorate(body: Any) -> Binary:
        body.__name__ = name
        return _binary(name, _checked(name, compiled()(body), 2), summary, example, dtype)

    return decorate


def _checked(name: str, function: Any, arity: int) -> Any:
    if arity == 1:
        return lambda x: function(as_array(x, name))
    return lambda x, y: function(*promote(name, x, y))


@_composed("square", "Square.", "int(cnp.square(3)) -> 9", _SAME)
def square(x: Array) -> Array:
    return _core.multiply(x, x)


@_composed("reciprocal", "One over ``x``.", "float(cnp.reciprocal(4)) -> 0.25")
def reciprocal(x: Array) -> Array:
    x = as_inexact(x, "reciprocal")
    return _core.true_divide(1, x)


@_composed("exp2", "2 raised to ``x``.", "float(cnp.exp2(0)) -> 1.0", _REAL)
def exp2(x: Array) -> Array:
    return _core.exp(_core.multiply(as_inexact(x, "exp2"), math.log(2)))


@_composed("log2", "Logarithm to base 2.", "float(cnp.log2(1)) -> 0.0")
def log2(x: Array) -> Array:
    return _strong(_core.true_divide(_core.log(x), math.log(2)))


@_composed("log10", "Logarithm to base 10.", "float(cnp.log10(1)) -> 0.0")
def log10(x: Array) -> Array:
    return _strong(_core.true_divide(_core.log(x), math.log(10)))


def _strong(x: Array) -> Array:
    return _core.convert(x, x.dtype)


@_composed("deg2rad", "Degrees as radians.", "float(cnp.deg2rad(0)) -> 0.0", _REAL)
def deg2rad(x: Array) -> Array:
    return _core.multiply(as_inexact(x, "deg2rad"), math.pi / 180)


@_composed("rad2deg", "Radians as degrees.", "float(cnp.rad2deg(0)) -> 0.0", _REAL)
def rad2deg(x: Array) -> Array:
    return _core.multiply(as_inexact(x, "rad2deg"), 180 / math.pi)


radians, degrees = deg2rad, rad2deg


@_composed("sinc", "``sin(pi x) / (pi x)``, and 1 at 0.", "float(cnp.sinc(0.0)) -> 1.0", _FLOAT)
def sinc(x: Array) -> Array:
    x = as_inexact(x, "sinc")
    zero = _core.equal(x, 0)
    scaled = _core.multiply(_core.select(zero, 1, x), math.pi)
    # Near 0 the derivatives are those of 1 - (pi x)^2 / 6.
    near = _core.subtract(1, _core.multiply(_core.multiply(x, x), math.pi**2 / 6))
    return _core.select(zero, near, _core.true_divide(_core.sin(scaled), scaled))


@_composed("sign", "Sign: -1, 0 or 1; of complex ``x`` it is ``x / abs(x)``.",
           "int(cnp.sign(-3)) -> -1", _SAME)  # fmt: skip
def sign(x: Array) -> Array:
    if x.dtype.kind == "c":
        size = _core.absolute(x)
        zero = _core.equal(size, 0)
        return _core.select(zero, 0, _core.true_divide(x, _core.select(zero, 1, size)))
    return x if x.dtype.kind == "b" else _core.sign(x)


@_composed("signbit", "Whether the sign bit is set, also of -0.0 and NaN.",
           "bool(cnp.signbit(-0.0)) -> True", "bool")  # fmt: skip
def signbit(x: Array) -> Array:
    if not dtypes.is_float(x.dtype):
        return _core.less(x, 0) if x.dtype.kind == "i" else _core.full(x.shape, False, np.bool_)
    bits = np.dtype(f"int{8 * x.itemsize}")
    return _core.less(_core.emit("bitcast", (x,), element_type=bits), 0)


@_composed("positive", "``+x``, a copy.", "int(cnp.positive(2)) -> 2", _SAME)
def positive(x: Array) -> Array:
    return x


@_composed("floor", "Greatest whole number not above; integers stay.",
           "float(cnp.floor(1.5)) -> 1.0", _SAME)  # fmt: skip
def floor(x: Array) -> Array:
    return x if x.dtype.kind in "iub" else _core.floor(x)


@_composed("ceil", "Least whole number not below; integers stay.",
           "float(cnp.ceil(1.5)) -> 2.0", _SAME)  # fmt: skip
def ceil(x: Array) -> Array:
    return x if x.dtype.kind in "iub" else _core.ceil(x)


@_composed("trunc", "Whole part, towards zero; integers stay.",
           "float(cnp.trunc(-1.5)) -> -1.0", _SAME)  # fmt: skip
def trunc(x: Array) -> Array:
    if x.dtype.kind in "iub":
        return x
    return _core.select(_core.less(x, 0), _core.ceil(x), _core.floor(x))


@_composed("rint", "Nearest whole number, halves to even.", "float(cnp.rint(2.5)) -> 2.0")
def rint(x: Array) -> Array:
    if x.dtype.kind in "iub":
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
    if x.dtype.kind in "iub":
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


@_composed2("floor_divide", "Quotient rounded down.", "int(cnp.floor_divide(-7, 2)) -> -4")
def floor_divide(x: Array, y: Array) -> Array:
    return _divmod(x, y)[0]


@_composed2("remainder", "Remainder of the division rounded down; it has the sign of ``x2``.",
            "int(cnp.remainder(-7, 2)) -> 1")  # fmt: skip
def remainder(x: Array, y: Array) -> Array:
    return _divmod(x, y)[1]


@_composed2("fmod", "Remainder of the division rounded towards 0; it has the sign of ``x1``.",
            "int(cnp.fmod(-7, 2)) -> -1")  # fmt: skip
def fmod(x: Array, y: Array) -> Array:
    return _core.rem(*_numbers(x, y))


mod = remainder


def _numbers(x: Array, y: Array) -> tuple[Array, Array]:
    if x.dtype.kind == "b":
        integer = dtypes.python_scalar_dtype(int)
        return _core.convert(x, integer), _core.convert(y, integer)
    return x, y


def _divmod(x: Array, y: Array) -> tuple[Array, Array]:
    x, y = _numbers(x, y)
    rest = _core.rem(x, y)
    if x.dtype.kind == "u":
        return _core.div(x, y), rest
    # Towards zero becomes downward where the remainder has the other sign.
    opposite = _core.not_equal(_core.less(rest, 0), _core.less(y, 0))
    correct = _core.bitwise_and(_core.not_equal(rest, 0), opposite)
    modulus = _core.select(correct, _core.add(rest, y), rest)
    if x.dtype.kind == "i":
        quotient = _core.div(x, y)
        return _core.select(correct, _core.subtract(quotient, 1), quotient), modulus
    quotient = _core.div(_core.subtract(x, rest), y)
    quotient = _core.select(correct, _core.subtract(quotient, 1), quotient)
    return _core.round_nearest_even(quotient), modulus


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


@_composed2("hypot", "``sqrt(x1**2 + x2**2)``, without overflow.",
            "float(cnp.hypot(3.0, 4.0)) -> 5.0", _REAL)  # fmt: skip
def hypot(x: Array, y: Array) -> Array:
    x, y = _core.absolute(as_inexact(x, "hypot")), _core.absolute(as_inexact(y, "hypot"))
    large, small = _core.maximum(x, y), _core.minimum(x, y)
    safe = _core.select(_core.equal(large, 0), 1, large)
    ratio = _core.true_divide(small, safe)
    result = _core.multiply(large, _core.sqrt(_core.add(1, _core.multiply(ratio, ratio))))
    infinite = _core.equal(large, math.inf)
    return _core.select(infinite, math.inf, result)


@_composed2("logaddexp", "``log(exp(x1) + exp(x2))``, without overflow.",
            "float(cnp.logaddexp(0.0, -cnp.inf)) -> 0.0", _FLOAT)  # fmt: skip
def logaddexp(x: Array, y: Array) -> Array:
    return _logaddexp(as_inexact(x, "logaddexp"), as_inexact(y, "logaddexp"))


def _logaddexp(x: Array, y: Array) -> Array:
    distance = _core.subtract(x, y)
    unknown = _core.not_equal(distance, distance)  # equal infinities, or NaN
    distance = _core.select(unknown, 0, distance)
    tail = _core.log1p(_core.exp(_core.negative(_core.absolute(distance))))
    return _core.select(unknown, _core.add(x, y), _core.add(_core.maximum(x, y), tail))


@_composed2("logaddexp2", "``log2(2**x1 + 2**x2)``, without overflow.",
            "float(cnp.logaddexp2(1.0, 1.0)) -> 2.0", _REAL)  # fmt: skip
def logaddexp2(x: Array, y: Array) -> Array:
    ln2 = math.log(2)
    x, y = as_inexact(x, "logaddexp2"), as_inexact(y, "logaddexp2")
    return _core.true_divide(_logaddexp(_core.multiply(x, ln2), _core.multiply(y, ln2)), ln2)


@_composed2("heaviside", "0 below 0, 1 above, and ``x2`` at 0.",
            "float(cnp.heaviside(-1.0, 0.5)) -> 0.0", _REAL)  # fmt: skip
def heaviside(x: Array, y: Array) -> Array:
    x, y = as_inexact(x, "heaviside"), as_inexact(y, "heaviside")
    step = _core.select(_core.less(x, 0), 0, _core.select(_core.greater(x, 0), 1, y))
    return _core.select(_core.not_equal(x, x), x, step)


@_composed2("copysign", "Size of ``x1`` with the sign of ``x2``.",
            "float(cnp.copysign(2.0, -0.0)) -> -2.0", _REAL)  # fmt: skip
def copysign(x: Array, y: Array) -> Array:
    size = _core.absolute(as_inexact(x, "copysign"))
    return _core.select(signbit(as_inexact(y, "copysign")), _core.negative(size), size)


@_composed2("fmax", "Greater of two; the other one where one is NaN.",
            "float(cnp.fmax(cnp.nan, 1.0)) -> 1.0")  # fmt: skip
def fmax(x: Array, y: Array) -> Array:
    take = _core.bitwise_or(_core.greater(x, y), _core.not_equal(y, y))
    return _core.select(take, x, y)


@_composed2("fmin", "Lesser of two; the other one where one is NaN.",
            "float(cnp.fmin(cnp.nan, 1.0)) -> 1.0")  # fmt: skip
def fmin(x: Array, y: Array) -> Array:
    take = _core.bitwise_or(_core.less(x, y), _core.not_equal(y, y))
    return _core.select(take, x, y)


def ldexp(x1: ArrayLike, x2: ArrayLike, /) -> Array:
    """``x1 * 2**x2``.

    Args:
        x1: float array.
        x2: integer array, broadcast against ``x1``.
    Returns:
        Array of the dtype of ``x1``.
    Raises:
        TypeError: the shapes do not broadcast.

    >>> float(cnp.ldexp(3.0, 2))
    12.0
    """
    x = as_inexact(x1, "ldexp")
    return _core.multiply(x, exp2(_core.convert(as_array(x2, "ldexp"), x.dtype)))


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
    from covector.errors import error

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


# Complex numbers


def real(val: ArrayLike, /) -> Array:
    """Real part.

    Args:
        val: array of any shape.
    Returns:
        Array of the same shape; real arrays as they are.
    Raises:
        TypeError: ``val`` is not array-like.

    >>> float(cnp.real(1 + 2j))
    1.0
    """
    x = as_array(val, "real")
    return _part(_core.real, x) if x.dtype.kind == "c" else x


def _part(function: Any, x: Array) -> Array:
    part = function(x)
    return _core.convert(part, part.dtype, x.weak_type)


def imag(val: ArrayLike, /) -> Array:
    """Imaginary part; zeros for real arrays.

    Args:
        val: array of any shape.
    Returns:
        Array of the same shape.
    Raises:
        TypeError: ``val`` is not array-like.

    >>> float(cnp.imag(1 + 2j))
    2.0
    """
    x = as_array(val, "imag")
    if x.dtype.kind == "c":
        return _part(_core.imag, x)
    return _core.full(x.shape, 0, x.dtype, x.weak_type)


def conjugate(x: ArrayLike, /) -> Array:
    """Complex conjugate; real arrays as they are.

    Args:
        x: array of any shape.
    Returns:
        Array of the same shape and dtype.
    Raises:
        TypeError: ``x`` is not array-like.

    >>> complex(cnp.conjugate(1 + 2j))
    (1-2j)
    """
    array = as_array(x, "conjugate")
    return _core.conj(array) if array.dtype.kind == "c" else array


conj = conjugate


def angle(z: ArrayLike, deg: bool = False) -> Array:
    """Angle of complex numbers in the plane.

    Args:
        z: array of any shape.
        deg: whether in degrees instead of radians.
    Returns:
        Float array of the same shape, in (-pi, pi].
    Raises:
        TypeError: ``z`` is not array-like.

    >>> float(cnp.angle(1j, deg=True))
    90.0
    """
    x = as_inexact(z, "angle")
    result = _core.arctan2(imag(x), real(x))
    return rad2deg(result) if deg else result


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
    if array.dtype.kind in "iub":
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
