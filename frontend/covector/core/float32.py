"""Functions of float32 numbers, rounded step by step as JAX's CPU programs round them.

Random numbers are meant to be those of JAX bit for bit, and are made of uniform ones by logarithms
and the inverse error function. Those of the dialect are more accurate than JAX's, whose logarithm
loses digits near 0; here the steps of JAX's are repeated: polynomials by fused multiply-add.

Sources: M. Giles, "Approximating the erfinv function", GPU Computing Gems, 2011 (the inverse error
function); S. L. Moshier, Cephes Mathematical Library (``logf`` and ``log1pf``).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from covector import _core
from covector.typing import Array

_F32, _F64 = np.dtype("float32"), np.dtype("float64")
_U32, _I32 = np.dtype("uint32"), np.dtype("int32")

_CENTRAL = (
    2.81022636e-08, 3.43273939e-07, -3.5233877e-06, -4.39150654e-06, 0.00021858087,
    -0.00125372503, -0.00417768164, 0.246640727, 1.50140941,
)  # fmt: skip
_TAIL = (
    -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773,
    -0.0076224613, 0.00943887047, 1.00167406, 2.83297682,
)  # fmt: skip
_LOG1P_NUMERATOR = (
    4.5270000862445199635215e-5, 4.9854102823193375972212e-1, 6.5787325942061044846969e0,
    2.9911919328553073277375e1, 6.0949667980987787057556e1, 5.7112963590585538103336e1,
    2.0039553499201281259648e1,
)  # fmt: skip
_LOG1P_DENOMINATOR = (
    1.0, 1.5062909083469192043167e1, 8.3047565967967209469434e1, 2.2176239823732856465394e2,
    3.0909872225312059774938e2, 2.1642788614495947685003e2, 6.0118660497603843919306e1,
)  # fmt: skip
_LOG = (
    7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1,
    -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
)  # fmt: skip


def _number(like: Array, number: float) -> Array:
    return _core.full(like.shape, number, _F32)


def _wide(x: Array) -> Array:
    return _core.emit("convert", (x,), element_type=_F64)


def _fma(x: Array, y: Array, z: Array) -> Array:
    """``x * y + z`` rounded once: the product of two float32 numbers is exact in float64."""
    total = _core.emit("add", (_core.emit("mul", (_wide(x), _wide(y))), _wide(z)))
    return _core.emit("convert", (total,), element_type=_F32)


def _polynomial(x: Array, coefficients: Sequence[Array]) -> Array:
    result = coefficients[0]
    for coefficient in coefficients[1:]:
        result = _fma(result, x, coefficient)
    return result


def _log_of_normal(x: Array) -> Array:
    """Natural logarithm of positive normal numbers."""
    bits = _core.emit("bitcast", (x,), element_type=_U32)
    exponent = _core.convert(_core.right_shift_logical(bits, 23), _I32)
    exponent = _core.convert(_core.subtract(exponent, 126), _F32)
    pattern = _core.bitwise_or(_core.bitwise_and(bits, np.uint32(0x007F_FFFF)), np.uint32(0x3F00_0000))
    mantissa = _core.emit("bitcast", (pattern,), element_type=_F32)  # in [1/2, 1)
    low = _core.less(mantissa, math.sqrt(0.5))
    exponent = _core.select(low, _core.subtract(exponent, 1.0), exponent)
    z = _core.subtract(mantissa, 1.0)
    z = _core.add(z, _core.select(low, mantissa, _number(x, 0.0)))
    square = _core.multiply(z, z)
    cube = _core.multiply(square, z)
    c = [_number(x, number) for number in _LOG]
    parts = [_fma(_fma(z, c[i], c[i + 1]), z, c[i + 2]) for i in (0, 3, 6)]
    series = _fma(_fma(parts[0], cube, parts[1]), cube, parts[2])
    series = _fma(series, cube, _core.multiply(exponent, -2.12194440e-4))
    head = _core.subtract(z, _core.multiply(square, 0.5))
    return _fma(_number(x, 0.693359375), exponent, _core.add(head, series))


def log_float32(x: Array) -> Array:
    """Natural logarithm of float32 numbers from 0, with JAX's roundings."""
    return _core.select(_core.greater(x, 0.0), _log_of_normal(x), _number(x, -math.inf))


def log1p_float32(x: Array) -> Array:
    """Natural logarithm of ``1 + x`` for float32 numbers above -1, with JAX's roundings."""
    numerator = _polynomial(x, [_number(x, number) for number in _LOG1P_NUMERATOR])
    denominator = _polynomial(x, [_number(x, number) for number in _LOG1P_DENOMINATOR])
    square = _core.multiply(x, x)
    rational = _core.multiply(_core.multiply(x, square), _core.true_divide(numerator, denominator))
    small = _core.add(x, _core.add(_core.multiply(square, -0.5), rational))
    magnitude = _core.absolute(x)
    return _core.select(_core.less(magnitude, math.sqrt(2) - 1), small, _log_of_normal(_core.add(x, 1.0)))


def erf_inv_float32(x: Array) -> Array:
    """Inverse error function of float32 numbers in (-1, 1), with JAX's roundings."""
    w = _core.negative(log1p_float32(_core.multiply(x, _core.negative(x))))
    central = _core.less(w, 5.0)
    argument = _core.select(central, _core.subtract(w, 2.5), _core.subtract(_core.sqrt(w), 3.0))
    coefficients = [_core.select(central, _number(x, a), _number(x, b)) for a, b in zip(_CENTRAL, _TAIL)]
    return _core.multiply(_polynomial(argument, coefficients), x)
