"""Rows of the elementwise operations and of random bits."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator
from typing import Any

import ml_dtypes
import numpy as np
from optable import (
    ANY,
    BOOL,
    CLOSE,
    COMPLEX,
    DTYPES,
    FLOAT,
    INEXACT,
    INT,
    NUMBER,
    REAL,
    SHAPES,
    Case,
    add,
    elementwise,
    kind_of,
    numbers,
    special_binary,
    special_unary,
    special_values,
)

WHOLE = (-3.0, 3.0)
POSITIVE = (0.3, 3.0)
UNIT = (-0.9, 0.9)

# ---- arithmetic


def real_part(case: Case) -> np.dtype:
    """Dtype of a number's real part."""
    return np.zeros((), case.operands[0].dtype).real.dtype


def divide(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Integers towards zero; by zero -1, or the greatest unsigned number."""
    if x.dtype.kind not in "iu":
        return x / y
    info = np.iinfo(x.dtype)
    result = [
        (-1 if info.min else info.max) if b == 0 else abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)
        for a, b in zip(x.ravel().tolist(), y.ravel().tolist(), strict=True)
    ]
    # The least number by -1 wraps to itself.
    return np.array([r - 2**info.bits if r > info.max else r for r in result], x.dtype).reshape(x.shape)


def remainder(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """With the sign of the dividend; of integers by zero the dividend."""
    if x.dtype.kind not in "iu":
        return np.fmod(x, y)
    return np.where(y == 0, x, np.fmod(x, np.where(y == 0, 1, y)).astype(x.dtype))


def power(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    if x.dtype.kind not in "iu":
        return np.power(x, y)
    bits = np.iinfo(x.dtype).bits
    result = [pow(a, b, 2**bits) for a, b in zip(x.ravel().tolist(), y.ravel().tolist(), strict=True)]
    return np.array(result, np.uint64).astype(f"uint{bits}").view(x.dtype).reshape(x.shape)


def power_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    exponents = (0.0, 3.0) if kind_of(dtype) in "iu" else (-2.0, 2.0)
    for shape in SHAPES:
        base = numbers(rng, dtype, shape) if kind_of(dtype) in "iu" else numbers(rng, dtype, shape, *POSITIVE)
        exponent = numbers(rng, dtype, shape, *exponents)
        if kind_of(dtype) in "iu":
            exponent = rng.integers(0, 6, shape).astype(dtype)
        yield Case((base, exponent))


def real_only(special: Any) -> Any:
    """Special values of real dtypes: those of complex division and powers are unspecified."""

    def cases(dtype: str) -> Iterator[Case]:
        return iter(()) if kind_of(dtype) == "c" else special(dtype)

    return cases


NARROW_POW = {**CLOSE, "float16": 1, "bfloat16": 1, "complex64": 16, "complex128": 16}
add("neg", np.negative, NUMBER, elementwise(WHOLE), smooth=(0,), special=special_unary)
add(
    "abs",
    np.abs,
    NUMBER,
    elementwise(WHOLE),
    smooth=(0,),
    special=special_unary,
    ulps=CLOSE,
    result=real_part,
)
add("sign", np.sign, INT + FLOAT, elementwise(WHOLE), smooth=(0,), special=special_unary, signed_zeros=False)
add("add", np.add, ANY, elementwise(WHOLE, WHOLE), smooth=(0, 1), special=special_binary)
add("sub", np.subtract, NUMBER, elementwise(WHOLE, WHOLE), smooth=(0, 1), special=special_binary)
add(
    "mul",
    np.multiply,
    ANY,
    elementwise(WHOLE, WHOLE),
    smooth=(0, 1),
    special=real_only(special_binary),
    ulps={"complex64": 2, "complex128": 2},
)
add(
    "masked_mul",
    lambda x, y: np.where(x == 0, np.zeros_like(x), x * np.where(x == 0, np.ones_like(y), y)),
    INEXACT,
    elementwise(WHOLE, WHOLE),
    smooth=(0, 1),
    special=real_only(special_binary),
    ulps={"complex64": 2, "complex128": 2},
    signed_zeros=False,
)
add(
    "div",
    divide,
    NUMBER,
    elementwise(WHOLE, POSITIVE),
    smooth=(0, 1),
    special=real_only(special_binary),
    ulps={"complex64": 4, "complex128": 4},
)
add("rem", remainder, INT + FLOAT, elementwise(WHOLE, (0.7, 1.9)), smooth=(0, 1), special=special_binary)
add(
    "max",
    np.maximum,
    ANY,
    elementwise(WHOLE, (-2.9, 2.9)),
    smooth=(0, 1),
    special=special_binary,
    signed_zeros=False,
)
add(
    "min",
    np.minimum,
    ANY,
    elementwise(WHOLE, (-2.9, 2.9)),
    smooth=(0, 1),
    special=special_binary,
    signed_zeros=False,
)
add("pow", power, NUMBER, power_cases, smooth=(0, 1), ulps=NARROW_POW)


def integer_power(x: np.ndarray, *, exponent: int) -> np.ndarray:
    if x.dtype.kind in "iu":
        return power(x, np.full(x.shape, exponent, x.dtype))
    return x**exponent


def integer_power_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for exponent in (3, 0, 1, 2, 5) + ((-1, -2) if dtype in INEXACT else ()):
        for shape in ((5,), (3, 19)):
            yield Case((numbers(rng, dtype, shape, *POSITIVE),), {"exponent": exponent}, shape == (5,))


add(
    "integer_pow",
    integer_power,
    NUMBER,
    integer_power_cases,
    smooth=(0,),
    ulps={"float16": 2, "bfloat16": 2, "float32": 4, "float64": 4, "complex64": 8, "complex128": 8},
)

# ---- transcendental functions


def over_floats(function: Any) -> Any:
    """A function of one float as one of arrays."""

    def reference(x: np.ndarray) -> np.ndarray:
        return np.array([function(v) for v in x.ravel().tolist()], np.float64).reshape(x.shape)

    return reference


def inverse_erf(y: float) -> float:
    if abs(y) >= 1 or y != y or y == 0:
        return math.copysign(math.inf, y) if abs(y) == 1 else y if y == 0 else math.nan
    x = statistics.NormalDist().inv_cdf((abs(y) + 1) / 2) / math.sqrt(2)
    # One step of Newton's method, which loses nothing near 1.
    x -= (math.erf(x) - abs(y)) / (2 / math.sqrt(math.pi) * math.exp(-x * x))
    return math.copysign(x, y)


def logistic(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


def over_complex(real: Any, complex: Any) -> Any:
    """A function that NumPy has for real numbers only."""
    return lambda x: (complex if x.dtype.kind == "c" else real)(x)


def inexact(
    name: str, reference: Any, bounds: tuple[float, float], dtypes: tuple[str, ...] = INEXACT
) -> None:
    """Adds a transcendental function of one argument."""
    add(
        name,
        reference,
        dtypes,
        elementwise(bounds),
        smooth=(0,),
        ulps=CLOSE,
        special=real_only(special_unary),
    )


inexact("exp", np.exp, WHOLE)
inexact("expm1", np.expm1, WHOLE)
inexact("log", np.log, POSITIVE)
inexact("log1p", np.log1p, (-0.7, 3.0))
inexact("sqrt", np.sqrt, POSITIVE)
inexact("rsqrt", lambda x: 1 / np.sqrt(x), POSITIVE)
inexact("cbrt", np.cbrt, POSITIVE, FLOAT)
inexact("exp2", over_complex(np.exp2, lambda z: np.exp(z * np.log(2))), WHOLE)
inexact("log2", over_complex(np.log2, lambda z: np.log(z) / np.log(2)), POSITIVE)
inexact("log10", np.log10, POSITIVE)
inexact("sin", np.sin, WHOLE)
inexact("cos", np.cos, WHOLE)
inexact("tan", np.tan, (-1.2, 1.2))
inexact("asin", np.arcsin, UNIT)
inexact("acos", np.arccos, UNIT)
inexact("atan", np.arctan, WHOLE)
inexact("sinh", np.sinh, WHOLE)
inexact("cosh", np.cosh, WHOLE)
inexact("tanh", np.tanh, WHOLE)
inexact("asinh", np.arcsinh, WHOLE)
inexact("acosh", np.arccosh, (1.2, 4.0))
inexact("atanh", np.arctanh, UNIT)
inexact("logistic", logistic, WHOLE)
inexact("erf", over_floats(math.erf), WHOLE, FLOAT)
inexact("erfc", over_floats(math.erfc), WHOLE, FLOAT)
inexact("erf_inv", over_floats(inverse_erf), UNIT, FLOAT)
add(
    "atan2",
    np.arctan2,
    FLOAT,
    elementwise(WHOLE, POSITIVE),
    smooth=(0, 1),
    ulps=CLOSE,
    special=special_binary,
)


# ---- rounding and bits

add("floor", np.floor, FLOAT, elementwise(WHOLE), smooth=(0,), special=special_unary)
add("ceil", np.ceil, FLOAT, elementwise(WHOLE), smooth=(0,), special=special_unary)
add(
    "round_away",
    lambda x: np.copysign(np.floor(np.abs(x) + 0.5), x),
    FLOAT,
    elementwise(WHOLE),
    smooth=(0,),
    special=special_unary,
)
add("round", np.rint, FLOAT, elementwise(WHOLE), smooth=(0,), special=special_unary)
add("and", np.bitwise_and, BOOL + INT, elementwise(WHOLE, WHOLE), special=special_binary)
add("or", np.bitwise_or, BOOL + INT, elementwise(WHOLE, WHOLE), special=special_binary)
add("xor", np.bitwise_xor, BOOL + INT, elementwise(WHOLE, WHOLE), special=special_binary)
add("not", np.invert, BOOL + INT, elementwise(WHOLE), special=special_unary)


def shift(x: np.ndarray, y: np.ndarray, function: Any, filler: Any) -> np.ndarray:
    """A shift by amounts that may reach the width; amounts count as unsigned."""
    bits = np.iinfo(x.dtype).bits
    amount = y.view(f"uint{bits}")
    inside = function(x, np.where(amount < bits, amount, 0).astype(x.dtype))
    return np.where(amount < bits, inside, filler).astype(x.dtype)


def shift_left(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return shift(x, y, np.left_shift, 0)


def shift_right_logical(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    unsigned = f"uint{np.iinfo(x.dtype).bits}"
    return shift(x.view(unsigned), y.view(unsigned), np.right_shift, 0).view(x.dtype)


def shift_right_arithmetic(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    signed = f"int{np.iinfo(x.dtype).bits}"
    x, y = x.view(signed), y.view(signed)
    return shift(x, y, np.right_shift, np.where(x < 0, -1, 0))


def as_dtype_of_first(function: Any) -> Any:
    def reference(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return function(x, y).view(x.dtype)

    return reference


for name, function in (
    ("shift_left", shift_left),
    ("shift_right_logical", shift_right_logical),
    ("shift_right_arithmetic", shift_right_arithmetic),
):
    add(
        name,
        as_dtype_of_first(function),
        INT,
        elementwise(WHOLE, (0, 9)),
        special=special_binary,
    )


def count_bits(x: np.ndarray) -> np.ndarray:
    unsigned = x.view(f"uint{np.iinfo(x.dtype).bits}").ravel().tolist()
    return np.array([v.bit_count() for v in unsigned], x.dtype).reshape(x.shape)


def leading_zeros(x: np.ndarray) -> np.ndarray:
    bits = np.iinfo(x.dtype).bits
    unsigned = x.view(f"uint{bits}").ravel().tolist()
    return np.array([bits - v.bit_length() for v in unsigned], x.dtype).reshape(x.shape)


def upper_half(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    bits = np.iinfo(x.dtype).bits
    products = [a * b >> bits for a, b in zip(x.ravel().tolist(), y.ravel().tolist(), strict=True)]
    return np.array(products, x.dtype).reshape(x.shape)


def divisor(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    bits = np.iinfo(x.dtype).bits
    pairs = zip(x.ravel().tolist(), y.ravel().tolist(), strict=True)
    result = [math.gcd(a, b) for a, b in pairs]
    # The absolute value of the least number wraps.
    unsigned = np.array(result, np.uint64).astype(f"uint{bits}")
    return unsigned.view(x.dtype).reshape(x.shape)


def whole_range(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    info = np.iinfo(dtype)
    for shape in SHAPES:
        operands = [rng.integers(info.min, info.max, shape, dtype, endpoint=True) for _ in range(2)]
        yield Case(tuple(np.asarray(x, dtype) for x in operands))


add("mulhi", upper_half, INT, whole_range, special=special_binary)
add("gcd", divisor, INT, whole_range, special=special_binary)
add("popcount", count_bits, INT, elementwise(WHOLE), special=special_unary)
add("clz", leading_zeros, INT, elementwise(WHOLE), special=special_unary)

# ---- comparison and choice

COMPARE = {
    "EQ": np.equal, "NE": np.not_equal, "LT": np.less, "LE": np.less_equal, "GT": np.greater,
    "GE": np.greater_equal,
}  # fmt: skip


def compare_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for direction in COMPARE:
        for shape in ((5,), (3, 19), ()):
            x, y = numbers(rng, dtype, shape), numbers(rng, dtype, shape)
            yield Case((x, np.where(rng.integers(0, 2, shape) == 0, x, y)), {"direction": direction})


def compare_special(dtype: str) -> Iterator[Case]:
    for direction in COMPARE:
        for case in special_binary(dtype):
            yield Case(case.operands, {"direction": direction})


add(
    "compare",
    lambda x, y, *, direction: COMPARE[direction](x, y),
    ANY,
    compare_cases,
    special=compare_special,
    result=lambda case: np.dtype(bool),
)


def select_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for shape in SHAPES:
        yield Case((numbers(rng, "bool", shape), numbers(rng, dtype, shape), numbers(rng, dtype, shape)))


add(
    "select",
    np.where,
    ANY,
    select_cases,
    smooth=(1, 2),
    result=lambda case: case.operands[1].dtype,
)


def clamp(low: np.ndarray, x: np.ndarray, high: np.ndarray) -> np.ndarray:
    return np.minimum(np.maximum(x, low), high)


def clamp_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for shape in SHAPES:
        x = numbers(rng, dtype, shape, -2.8, 2.8)
        yield Case((numbers(rng, dtype, shape, -2.0, -0.1), x, numbers(rng, dtype, shape, 0.1, 2.0)))


def clamp_special(dtype: str) -> Iterator[Case]:
    for case in special_binary(dtype):
        x, y = case.operands
        yield Case((x, y, np.roll(x, 1)))


add("clamp", clamp, REAL, clamp_cases, smooth=(0, 1, 2), special=clamp_special, signed_zeros=False)
add(
    "is_finite",
    np.isfinite,
    FLOAT,
    elementwise(WHOLE),
    special=special_unary,
    result=lambda case: np.dtype(bool),
)

# ---- element types


def convert(x: np.ndarray, *, element_type: np.dtype) -> np.ndarray:
    """Floats to integers towards zero, saturating, NaN to 0; the rest as NumPy does."""
    if element_type.kind in "iu" and x.dtype.kind not in "biu":
        info = np.iinfo(element_type)
        values = [float(v) for v in x.real.ravel()]
        result = [0 if v != v else int(min(max(v, info.min), info.max)) for v in values]
        # The greatest numbers are no floats.
        result = [min(r, info.max) for r in result]
        return np.array(result, element_type).reshape(x.shape)
    if element_type.kind != "c" and element_type.kind != "b" and x.dtype.kind == "c":
        x = x.real
    return x.astype(element_type)


def convert_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    # First to a dtype in which derivatives are exact enough.
    first = {"c": "complex128", "f": "float64"}.get(kind_of(dtype), "float32")
    for target in (first, *(d for d in ANY if d != first)):
        for shape in ((5,), (3, 19)) if target == first else ((19,),):
            yield Case((numbers(rng, dtype, shape),), {"element_type": DTYPES[target]})


def convert_special(dtype: str) -> Iterator[Case]:
    for target in ANY:
        yield Case((special_values(dtype),), {"element_type": DTYPES[target]})


add(
    "convert",
    convert,
    ANY,
    convert_cases,
    smooth=(0,),
    special=convert_special,
    narrow=True,
    result=lambda case: case.attributes["element_type"],
)


def reduce_precision(x: np.ndarray, *, exponent_bits: int, mantissa_bits: int) -> np.ndarray:
    """By numbers and not by bits: a multiple of the unit in the last of the places kept."""
    wide = x.astype(np.float64)
    limits = DTYPES_LIMITS[x.dtype.name]
    kept = min(mantissa_bits, limits.nmant)
    exponent = np.frexp(np.where(np.isfinite(wide) & (wide != 0), wide, 1))[1] - 1
    # Bits below those that the subnormal numbers of the dtype have are not there to be rounded.
    unit = np.exp2(np.maximum(exponent, limits.minexp) - kept)
    result = np.where(np.isfinite(wide), np.round(wide / unit) * unit, wide)
    if exponent_bits < limits.nexp:
        bias = 2.0 ** (exponent_bits - 1) - 1
        greatest = 2.0**bias * (2 - 2.0**-kept)
        result = np.where(np.abs(result) > greatest, np.copysign(np.inf, wide), result)
        result = np.where(np.abs(result) < 2.0 ** (1 - bias), np.copysign(0.0, wide), result)
    return np.where(np.isnan(wide), wide, result)


DTYPES_LIMITS = {name: ml_dtypes.finfo(DTYPES[name]) for name in FLOAT}
PRECISIONS = ((8, 7), (5, 2), (4, 3), (5, 10), (8, 23), (11, 52), (3, 1))


def reduce_precision_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for bits in PRECISIONS:
        attributes = dict(zip(("exponent_bits", "mantissa_bits"), bits, strict=True))
        yield Case((numbers(rng, dtype, (3, 19)),), attributes)


def reduce_precision_special(dtype: str) -> Iterator[Case]:
    for case in reduce_precision_cases(dtype, np.random.default_rng(0)):
        yield Case((special_values(dtype),), case.attributes)


add(
    "reduce_precision",
    reduce_precision,
    FLOAT,
    reduce_precision_cases,
    special=reduce_precision_special,
    narrow=True,
)

SAME_WIDTH = {1: ("int8", "uint8"), 2: ("int16", "uint16", "float16", "bfloat16"),
              4: ("int32", "uint32", "float32"), 8: ("int64", "uint64", "float64")}  # fmt: skip


def bitcast(x: np.ndarray, *, element_type: np.dtype) -> np.ndarray:
    return x.view(element_type)


def bitcast_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for target in SAME_WIDTH[DTYPES[dtype].itemsize]:
        for shape in ((5,), (3, 19), ()):
            # Numbers whose bits are finite numbers of every float of that width.
            yield Case((numbers(rng, dtype, shape),), {"element_type": DTYPES[target]})


add(
    "bitcast",
    bitcast,
    INT + FLOAT,
    bitcast_cases,
    constant=(0,),
    narrow=True,
    result=lambda case: case.attributes["element_type"],
)
add("real", np.real, COMPLEX, elementwise(WHOLE), smooth=(0,), result=real_part, special=special_unary)
add("imag", np.imag, COMPLEX, elementwise(WHOLE), smooth=(0,), result=real_part, special=special_unary)
add("conj", np.conj, COMPLEX, elementwise(WHOLE), smooth=(0,), special=special_unary)


def complex_of(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    result = np.empty(x.shape, np.complex128)
    result.real, result.imag = x, y
    return result


add(
    "complex",
    complex_of,
    ("float32", "float64"),
    elementwise(WHOLE, WHOLE),
    smooth=(0, 1),
    special=special_binary,
    result=lambda case: np.dtype("complex64" if case.operands[0].dtype == np.float32 else "complex128"),
)
add("stop_gradient", lambda x: x, ANY, elementwise(WHOLE), constant=(0,), special=special_unary)


def next_after(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    # Of equal numbers C gives the second; NumPy does not for zeros in half precision.
    return np.where(x == y, y, np.nextafter(x, y))


add(
    "nextafter",
    next_after,
    FLOAT,
    elementwise(WHOLE, WHOLE),
    constant=(0, 1),
    special=special_binary,
    narrow=True,
)

# ---- random bits


def threefry(k0: np.ndarray, k1: np.ndarray, x0: np.ndarray, x1: np.ndarray) -> tuple[np.ndarray, ...]:
    """Threefry-2x32 with 20 rounds."""
    keys = (k0, k1, k0 ^ k1 ^ np.uint32(0x1BD11BDA))
    rotations = ((13, 15, 26, 6), (17, 29, 16, 24))
    x0, x1 = x0 + keys[0], x1 + keys[1]
    for i in range(5):
        for r in rotations[i % 2]:
            x0 = x0 + x1
            x1 = ((x1 << np.uint32(r)) | (x1 >> np.uint32(32 - r))) ^ x0
        x0 = x0 + keys[(i + 1) % 3]
        x1 = x1 + keys[(i + 2) % 3] + np.uint32(i + 1)
    return x0, x1


def threefry_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for shape in SHAPES:
        yield Case(tuple(rng.integers(0, 2**32, shape, np.uint32) for _ in range(4)))


add("threefry2x32", threefry, ("uint32",), threefry_cases)
