"""Functions of one element of each operand: arithmetic, powers, trigonometry, rounding.

Operands are promoted to one dtype by the lattice of ``cnp.result_type`` and broadcast against
each other. Functions with an operation of their own in the dialect are one line each; what is
put together from others is a short function, compiled as one program when called eagerly.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core.operands import as_array, as_inexact
from covector.numpy.ufunc import FLOAT, REAL, SAME, binary, composed, unary
from covector.typing import Array, ArrayLike

# Arithmetic

add = binary("add", _core.add, "Sum.", "int(cnp.add(1, 2)) -> 3")
subtract = binary("subtract", _core.subtract, "Difference.", "int(cnp.subtract(3, 1)) -> 2")
multiply = binary("multiply", _core.multiply, "Product.", "int(cnp.multiply(2, 3)) -> 6")
true_divide = binary(
    "true_divide", _core.true_divide, "Quotient.", "float(cnp.true_divide(1, 2)) -> 0.5", FLOAT
)
divide = binary("divide", _core.true_divide, "Quotient.", "float(cnp.divide(1, 2)) -> 0.5", FLOAT)
maximum = binary("maximum", _core.maximum, "Greater of two; NaN if either is.", "int(cnp.maximum(1, 2)) -> 2")
minimum = binary("minimum", _core.minimum, "Lesser of two; NaN if either is.", "int(cnp.minimum(1, 2)) -> 1")
arctan2 = binary(
    "arctan2",
    _core.arctan2,
    "Angle of the point ``(x2, x1)`` in radians, in [-pi, pi].",
    "float(cnp.arctan2(0.0, 1.0)) -> 0.0",
    REAL,
)
nextafter = binary(
    "nextafter",
    _core.nextafter,
    "Number next to ``x1`` in the direction of ``x2``.",
    "float(cnp.nextafter(1.0, 2.0)) > 1.0 -> True",
    REAL,
)
power = binary(
    "power",
    _core.power,
    "``x1`` raised to ``x2``; a Python integer ``x2`` is computed by multiplication.",
    "int(cnp.power(2, 3)) -> 8",
)
float_power = binary(
    "float_power",
    _core.float_power,
    "``x1`` raised to ``x2`` in floating point.",
    "float(cnp.float_power(2, 3)) -> 8.0",
    FLOAT,
)
pow = power
atan2 = arctan2

negative = unary("negative", _core.negative, "Negative.", "int(cnp.negative(2)) -> -2", SAME)


def _absolute(x: ArrayLike) -> Array:
    array = as_array(x, "absolute")
    return array if array.dtype.kind == "b" else _core.absolute(array)


absolute = unary(
    "absolute",
    _absolute,
    "Absolute value; of complex numbers the modulus.",
    "int(cnp.absolute(-2)) -> 2",
    "the dtype of ``x``, or of its real part",
)
abs = unary(
    "abs",
    _absolute,
    "Absolute value; of complex numbers the modulus.",
    "int(cnp.abs(-2)) -> 2",
    "the dtype of ``x``, or of its real part",
)

# Exponentials, powers and roots


def _strong(x: Array) -> Array:
    return _core.convert(x, x.dtype) if x.weak_type else x


exp = unary("exp", _core.exp, "Exponential.", "float(cnp.exp(0)) -> 1.0")
expm1 = unary("expm1", _core.expm1, "Exponential minus 1.", "float(cnp.expm1(0)) -> 0.0")
log = unary("log", _core.log, "Natural logarithm.", "float(cnp.log(1)) -> 0.0")
exp2 = unary("exp2", _core.exp2, "2 raised to ``x``.", "float(cnp.exp2(3)) -> 8.0")
log2 = unary("log2", lambda x: _strong(_core.log2(x)), "Logarithm to base 2.", "float(cnp.log2(8)) -> 3.0")
log10 = unary(
    "log10", lambda x: _strong(_core.log10(x)), "Logarithm to base 10.", "float(cnp.log10(1000)) -> 3.0"
)
log1p = unary("log1p", _core.log1p, "Natural logarithm of ``1 + x``.", "float(cnp.log1p(0)) -> 0.0")
sqrt = unary("sqrt", _core.sqrt, "Square root.", "float(cnp.sqrt(4)) -> 2.0")
cbrt = unary("cbrt", _core.cbrt, "Cube root.", "float(cnp.cbrt(8)) -> 2.0", REAL)

# Trigonometric and hyperbolic functions

sin = unary("sin", _core.sin, "Sine of an angle in radians.", "float(cnp.sin(0)) -> 0.0")
cos = unary("cos", _core.cos, "Cosine of an angle in radians.", "float(cnp.cos(0)) -> 1.0")
tan = unary("tan", _core.tan, "Tangent of an angle in radians.", "float(cnp.tan(0)) -> 0.0")
arcsin = unary("arcsin", _core.arcsin, "Inverse sine.", "float(cnp.arcsin(0)) -> 0.0")
arccos = unary("arccos", _core.arccos, "Inverse cosine.", "float(cnp.arccos(1)) -> 0.0")
arctan = unary("arctan", _core.arctan, "Inverse tangent.", "float(cnp.arctan(0)) -> 0.0")
sinh = unary("sinh", _core.sinh, "Hyperbolic sine.", "float(cnp.sinh(0)) -> 0.0")
cosh = unary("cosh", _core.cosh, "Hyperbolic cosine.", "float(cnp.cosh(0)) -> 1.0")
tanh = unary("tanh", _core.tanh, "Hyperbolic tangent.", "float(cnp.tanh(0)) -> 0.0")
arcsinh = unary("arcsinh", _core.arcsinh, "Inverse hyperbolic sine.", "float(cnp.arcsinh(0)) -> 0.0")
arccosh = unary("arccosh", _core.arccosh, "Inverse hyperbolic cosine.", "float(cnp.arccosh(1)) -> 0.0")
arctanh = unary("arctanh", _core.arctanh, "Inverse hyperbolic tangent.", "float(cnp.arctanh(0)) -> 0.0")
asin, acos, atan = arcsin, arccos, arctan
asinh, acosh, atanh = arcsinh, arccosh, arctanh


@composed("int(cnp.square(3)) -> 9", SAME)
def square(x: Array) -> Array:
    """Square."""
    return _core.multiply(x, x)


@composed("float(cnp.reciprocal(4)) -> 0.25")
def reciprocal(x: Array) -> Array:
    """One over ``x``."""
    x = as_inexact(x, "reciprocal")
    return _core.true_divide(1, x)


@composed("float(cnp.deg2rad(0)) -> 0.0", REAL)
def deg2rad(x: Array) -> Array:
    """Degrees as radians."""
    return _core.multiply(as_inexact(x, "deg2rad"), math.pi / 180)


@composed("float(cnp.rad2deg(0)) -> 0.0", REAL)
def rad2deg(x: Array) -> Array:
    """Radians as degrees."""
    return _core.multiply(as_inexact(x, "rad2deg"), 180 / math.pi)


radians, degrees = deg2rad, rad2deg


@composed("float(cnp.sinc(0.0)) -> 1.0", FLOAT)
def sinc(x: Array) -> Array:
    """``sin(pi x) / (pi x)``, and 1 at 0."""
    x = as_inexact(x, "sinc")
    zero = _core.equal(x, 0)
    scaled = _core.multiply(_core.select(zero, 1, x), math.pi)
    # Near 0 the derivatives are those of 1 - (pi x)^2 / 6.
    near = _core.subtract(1, _core.multiply(_core.multiply(x, x), math.pi**2 / 6))
    return _core.select(zero, near, _core.true_divide(_core.sin(scaled), scaled))


@composed("int(cnp.sign(-3)) -> -1", SAME)
def sign(x: Array) -> Array:
    """Sign: -1, 0 or 1; of complex ``x`` it is ``x / abs(x)``, and 0 at 0."""
    if x.dtype.kind == "c":
        size = _core.absolute(x)
        zero = _core.equal(size, 0)
        return _core.select(zero, 0, _core.true_divide(x, _core.select(zero, 1, size)))
    return x if x.dtype.kind == "b" else _core.sign(x)


@composed("bool(cnp.signbit(-0.0)) -> True", "bool")
def signbit(x: Array) -> Array:
    """Whether the sign bit is set, also of -0.0 and NaN."""
    if not dtypes.is_float(x.dtype):
        signed = dtypes.kind(x.dtype) == "i"
        return _core.less(x, 0) if signed else _core.full(x.shape, False, np.bool_)
    if dtypes.itemsize_bits(x.dtype) == 6:
        return _core.less(_core.convert(x, np.dtype("float32")), 0)
    bits = dtypes.parse(f"int{dtypes.itemsize_bits(x.dtype)}")
    return _core.less(_core.emit("bitcast", (x,), element_type=bits), 0)


@composed("int(cnp.positive(2)) -> 2", SAME)
def positive(x: Array) -> Array:
    """``+x``, a copy."""
    return x


@composed("float(cnp.floor(1.5)) -> 1.0", SAME)
def floor(x: Array) -> Array:
    """Greatest whole number not above; integers stay."""
    return x if dtypes.kind(x.dtype) in "iub" else _core.floor(x)


@composed("float(cnp.ceil(1.5)) -> 2.0", SAME)
def ceil(x: Array) -> Array:
    """Least whole number not below; integers stay."""
    return x if dtypes.kind(x.dtype) in "iub" else _core.ceil(x)


@composed("float(cnp.trunc(-1.5)) -> -1.0", SAME)
def trunc(x: Array) -> Array:
    """Whole part, towards zero; integers stay."""
    if dtypes.kind(x.dtype) in "iub":
        return x
    return _core.select(_core.less(x, 0), _core.ceil(x), _core.floor(x))


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
