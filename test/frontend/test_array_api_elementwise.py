"""Array API standard 2024.12: elementwise functions, with their special cases."""
# ruff: noqa: E501 (tables)

import math

import numpy as np
import pytest
from array_api_cases import (
    ALL,
    COMPLEX,
    FLOATS,
    INTEGERS,
    NUMERIC,
    REAL_FLOATS,
    SIGNED,
    exactly,
    same,
    sample,
    xp,
)

pytestmark = pytest.mark.usefixtures("x64")
nan, inf, pi = math.nan, math.inf, math.pi

UNARY = {
    "abs": NUMERIC, "acos": FLOATS, "acosh": FLOATS, "asin": FLOATS, "asinh": FLOATS, "atan": FLOATS,
    "atanh": FLOATS, "bitwise_invert": ("bool", *INTEGERS), "ceil": (*INTEGERS, *REAL_FLOATS), "conj": NUMERIC,
    "cos": FLOATS, "cosh": FLOATS, "exp": FLOATS, "expm1": FLOATS, "floor": (*INTEGERS, *REAL_FLOATS), "imag": COMPLEX,
    "isfinite": NUMERIC, "isinf": NUMERIC, "isnan": NUMERIC, "log": FLOATS, "log1p": FLOATS, "log2": FLOATS,
    "log10": FLOATS, "logical_not": ("bool",), "negative": (*SIGNED, *FLOATS), "positive": NUMERIC, "real": NUMERIC,
    "reciprocal": FLOATS, "round": NUMERIC, "sign": NUMERIC, "signbit": REAL_FLOATS, "sin": FLOATS, "sinh": FLOATS,
    "square": NUMERIC, "sqrt": FLOATS, "tan": FLOATS, "tanh": FLOATS, "trunc": (*INTEGERS, *REAL_FLOATS),
}  # fmt: skip
BINARY = {
    "add": NUMERIC, "atan2": REAL_FLOATS, "bitwise_and": ("bool", *INTEGERS), "bitwise_left_shift": INTEGERS,
    "bitwise_or": ("bool", *INTEGERS), "bitwise_right_shift": INTEGERS, "bitwise_xor": ("bool", *INTEGERS),
    "copysign": REAL_FLOATS, "divide": FLOATS, "equal": ALL, "floor_divide": (*INTEGERS, *REAL_FLOATS),
    "greater": (*INTEGERS, *REAL_FLOATS), "greater_equal": (*INTEGERS, *REAL_FLOATS), "hypot": REAL_FLOATS,
    "less": (*INTEGERS, *REAL_FLOATS), "less_equal": (*INTEGERS, *REAL_FLOATS), "logaddexp": REAL_FLOATS,
    "logical_and": ("bool",), "logical_or": ("bool",), "logical_xor": ("bool",),
    "maximum": (*INTEGERS, *REAL_FLOATS), "minimum": (*INTEGERS, *REAL_FLOATS), "multiply": NUMERIC,
    "nextafter": REAL_FLOATS, "not_equal": ALL, "pow": NUMERIC, "remainder": (*INTEGERS, *REAL_FLOATS),
    "subtract": NUMERIC,
}  # fmt: skip


@pytest.mark.parametrize(("name", "dtype"), [(n, d) for n, dtypes in UNARY.items() for d in dtypes])
def test_unary(name, dtype):
    low, high = (-0.9, 0.9) if name in ("asin", "acos", "atanh") else (1.1, 3) if name == "acosh" else (0, 3)
    source = sample(dtype, low=low if dtype in FLOATS else 0, high=high if dtype in FLOATS else 4)
    with np.errstate(all="ignore"):
        want = getattr(np, name)(source)
    want = want.astype(dtype) if want.dtype.kind == source.dtype.kind else want
    same(
        getattr(xp, name)(xp.asarray(source)), want, rtol=2e-5 if dtype in ("float32", "complex64") else 1e-11
    )
    assert getattr(xp, name)(xp.zeros((2, 0), dtype=dtype)).shape == (2, 0)
    assert getattr(xp, name)(xp.ones((), dtype=dtype)).shape == ()


@pytest.mark.parametrize(("name", "dtype"), [(n, d) for n, dtypes in BINARY.items() for d in dtypes])
def test_binary(name, dtype):
    x, y = sample(dtype, (3, 1), 1, 1, 5), sample(dtype, (4,), 2, 1, 5)
    want = getattr(np, name)(x, y)
    same(
        getattr(xp, name)(xp.asarray(x), xp.asarray(y)),
        want,
        rtol=2e-5 if dtype in ("float32", "complex64") else 1e-11,
    )


# Special cases of the standard: (arguments, result). 0.0 and -0.0 differ.
SPECIAL_UNARY = {
    "abs": [(nan, nan), (-0.0, 0.0), (inf, inf), (-inf, inf)],
    "acos": [(nan, nan), (1.5, nan), (-1.5, nan), (1.0, 0.0)],
    "acosh": [(nan, nan), (0.5, nan), (1.0, 0.0), (inf, inf)],
    "asin": [(nan, nan), (1.5, nan), (-1.5, nan), (0.0, 0.0), (-0.0, -0.0)],
    "asinh": [(nan, nan), (0.0, 0.0), (-0.0, -0.0), (inf, inf), (-inf, -inf)],
    "atan": [(nan, nan), (0.0, 0.0), (-0.0, -0.0), (inf, pi / 2), (-inf, -pi / 2)],
    "atanh": [(nan, nan), (-2.0, nan), (2.0, nan), (-1.0, -inf), (1.0, inf), (0.0, 0.0), (-0.0, -0.0)],
    "ceil": [(-0.5, -0.0), (0.0, 0.0), (-0.0, -0.0), (inf, inf), (-inf, -inf), (nan, nan), (3.0, 3.0)],
    "cos": [(nan, nan), (0.0, 1.0), (-0.0, 1.0), (inf, nan), (-inf, nan)],
    "cosh": [(nan, nan), (0.0, 1.0), (-0.0, 1.0), (inf, inf), (-inf, inf)],
    "exp": [(nan, nan), (0.0, 1.0), (-0.0, 1.0), (inf, inf), (-inf, 0.0)],
    "expm1": [(nan, nan), (0.0, 0.0), (-0.0, -0.0), (inf, inf), (-inf, -1.0)],
    "floor": [(0.5, 0.0), (0.0, 0.0), (-0.0, -0.0), (inf, inf), (-inf, -inf), (nan, nan)],
    "log": [(nan, nan), (-1.0, nan), (0.0, -inf), (-0.0, -inf), (1.0, 0.0), (inf, inf)],
    "log1p": [(nan, nan), (-2.0, nan), (-1.0, -inf), (-0.0, -0.0), (0.0, 0.0), (inf, inf)],
    "log2": [(nan, nan), (-1.0, nan), (0.0, -inf), (-0.0, -inf), (1.0, 0.0), (inf, inf), (8.0, 3.0)],
    "log10": [(nan, nan), (-1.0, nan), (0.0, -inf), (-0.0, -inf), (1.0, 0.0), (inf, inf), (100.0, 2.0)],
    "negative": [(nan, nan), (0.0, -0.0), (-0.0, 0.0), (inf, -inf)],
    "reciprocal": [(nan, nan), (0.0, inf), (-0.0, -inf), (inf, 0.0), (-inf, -0.0)],
    "round": [(inf, inf), (-inf, -inf), (0.0, 0.0), (-0.0, -0.0), (nan, nan), (0.5, 0.0), (1.5, 2.0), (-0.5, -0.0)],
    "sign": [(nan, nan), (0.0, 0.0), (2.0, 1.0), (-2.0, -1.0)],
    "sin": [(nan, nan), (0.0, 0.0), (-0.0, -0.0), (inf, nan), (-inf, nan)],
    "sinh": [(nan, nan), (0.0, 0.0), (-0.0, -0.0), (inf, inf), (-inf, -inf)],
    "sqrt": [(nan, nan), (-1.0, nan), (0.0, 0.0), (-0.0, -0.0), (inf, inf)],
    "tan": [(nan, nan), (0.0, 0.0), (-0.0, -0.0), (inf, nan), (-inf, nan)],
    "tanh": [(nan, nan), (0.0, 0.0), (-0.0, -0.0), (inf, 1.0), (-inf, -1.0)],
    "trunc": [(0.5, 0.0), (-0.5, -0.0), (0.0, 0.0), (-0.0, -0.0), (inf, inf), (-inf, -inf), (nan, nan)],
}  # fmt: skip
SPECIAL_BINARY = {
    "add": [(nan, 1, nan), (inf, -inf, nan), (-inf, inf, nan), (inf, inf, inf), (-0.0, -0.0, -0.0), (-0.0, 0.0, 0.0),
            (0.0, -0.0, 0.0), (5, -5, 0.0), (inf, 1, inf), (1, -inf, -inf)],
    "atan2": [(nan, 1, nan), (1, nan, nan), (1, 0.0, pi / 2), (1, -0.0, pi / 2), (0.0, 1, 0.0), (0.0, 0.0, 0.0),
              (0.0, -0.0, pi), (0.0, -1, pi), (-0.0, 1, -0.0), (-0.0, 0.0, -0.0), (-0.0, -0.0, -pi), (-0.0, -1, -pi),
              (-1, 0.0, -pi / 2), (1, inf, 0.0), (1, -inf, pi), (-1, inf, -0.0), (-1, -inf, -pi), (inf, 1, pi / 2),
              (-inf, 1, -pi / 2), (inf, inf, pi / 4), (inf, -inf, 3 * pi / 4), (-inf, inf, -pi / 4),
              (-inf, -inf, -3 * pi / 4)],
    "copysign": [(3, -0.0, -3), (3, 0.0, 3), (-3, nan, 3), (0.0, -1, -0.0), (-0.0, 1, 0.0), (inf, -1, -inf)],
    "divide": [(nan, 1, nan), (inf, inf, nan), (0.0, 0.0, nan), (-0.0, 0.0, nan), (0.0, 1, 0.0), (-0.0, 1, -0.0),
               (0.0, -1, -0.0), (-0.0, -1, 0.0), (1, 0.0, inf), (1, -0.0, -inf), (-1, 0.0, -inf), (-1, -0.0, inf),
               (inf, 1, inf), (inf, -1, -inf), (-inf, 1, -inf), (1, inf, 0.0), (1, -inf, -0.0), (-1, inf, -0.0)],
    "floor_divide": [(nan, 1, nan), (inf, inf, nan), (0.0, 0.0, nan), (0.0, 1, 0.0), (-0.0, 1, -0.0), (0.0, -1, -0.0),
                     (7.0, 2.0, 3.0), (-7.0, 2.0, -4.0), (7.0, -2.0, -4.0)],
    "hypot": [(inf, nan, inf), (nan, -inf, inf), (nan, 1, nan), (inf, 2, inf), (3, 4, 5)],
    "logaddexp": [(nan, 1, nan), (1, nan, nan), (inf, 1, inf), (1, inf, inf), (-inf, -inf, -inf)],
    "maximum": [(nan, 1, nan), (1, nan, nan), (inf, 1, inf)],
    "minimum": [(nan, 1, nan), (1, nan, nan), (-inf, 1, -inf)],
    "multiply": [(nan, 1, nan), (inf, 0.0, nan), (0.0, -inf, nan), (inf, -1, -inf), (-0.0, 1, -0.0), (-0.0, -1, 0.0),
                 (inf, inf, inf), (inf, -inf, -inf)],
    "pow": [(1, nan, 1), (1, inf, 1), (nan, 0.0, 1), (nan, -0.0, 1), (nan, 1, nan), (2, inf, inf), (2, -inf, 0.0),
            (-1, inf, 1), (-1, -inf, 1), (0.5, inf, 0.0), (0.5, -inf, inf), (inf, 1, inf), (inf, -1, 0.0),
            (-inf, 3, -inf), (-inf, 2, inf), (-inf, -3, -0.0), (-inf, -2, 0.0), (0.0, 2, 0.0), (0.0, -2, inf),
            (-0.0, 3, -0.0), (-0.0, 2, 0.0), (-0.0, -3, -inf), (-0.0, -2, inf), (-2, 0.5, nan), (0.0, 0.0, 1)],
    "remainder": [(nan, 1, nan), (1, nan, nan), (inf, 1, nan), (0.0, 0.0, nan), (1, 0.0, nan), (0.0, 1, 0.0),
                  (-0.0, 1, 0.0), (0.0, -1, -0.0), (-0.0, -1, -0.0), (5, inf, 5), (5, 3, 2), (-5, 3, 1), (5, -3, -1),
                  (5, -inf, -inf), (-5, inf, inf), (-5, -inf, -5)],
    "subtract": [(inf, inf, nan), (0.0, 0.0, 0.0), (-0.0, 0.0, -0.0), (0.0, -0.0, 0.0), (nan, 1, nan)],
    "nextafter": [(nan, 1, nan), (1, nan, nan), (0.0, -0.0, -0.0), (-0.0, 0.0, 0.0)],
}  # fmt: skip


@pytest.mark.parametrize("dtype", REAL_FLOATS)
@pytest.mark.parametrize(
    ("name", "x", "want"), [(n, *case) for n, cases in SPECIAL_UNARY.items() for case in cases]
)
def test_special_cases_of_one_argument(name, x, want, dtype):
    exactly(getattr(xp, name)(xp.asarray(x, dtype=dtype)), want)


# Zeros whose sign is as JAX has it, not as the standard.
ZEROS_AS_IN_JAX = {("floor_divide", "-0.0", "1"), ("remainder", "-0.0", "1"), ("remainder", "0.0", "-1")}


@pytest.mark.parametrize("dtype", REAL_FLOATS)
@pytest.mark.parametrize(
    ("name", "x", "y", "want"),
    [
        pytest.param(n, *case, marks=[pytest.mark.xfail(reason="the zero's sign is JAX's", strict=True)]
                     if (n, *map(str, case[:2])) in ZEROS_AS_IN_JAX else [])
        for n, cases in SPECIAL_BINARY.items() for case in cases
    ],
)  # fmt: skip
def test_special_cases_of_two_arguments(name, x, y, want, dtype):
    exactly(getattr(xp, name)(xp.asarray(x, dtype=dtype), xp.asarray(y, dtype=dtype)), want)


def test_predicates_of_special_values():
    x = xp.asarray([nan, inf, -inf, 0.0, -0.0, 1.0])
    assert xp.isnan(x).tolist() == [True, False, False, False, False, False]
    assert xp.isinf(x).tolist() == [False, True, True, False, False, False]
    assert xp.isfinite(x).tolist() == [False, False, False, True, True, True]
    assert xp.signbit(x)[1:].tolist() == [False, True, False, True, False]
    z = xp.asarray([complex(nan, 1), complex(1, inf), complex(nan, inf), 1j])
    assert xp.isnan(z).tolist() == [True, False, True, False]
    assert xp.isinf(z).tolist() == [False, True, True, False]
    assert xp.isfinite(z).tolist() == [False, False, False, True]
    assert xp.equal(xp.asarray(nan), xp.asarray(nan)).tolist() is False
    assert xp.not_equal(xp.asarray(nan), xp.asarray(nan)).tolist() is True
    assert (xp.asarray(0.0) == xp.asarray(-0.0)).tolist() is True


@pytest.mark.parametrize("dtype", (*INTEGERS, *REAL_FLOATS))
def test_clip(dtype):
    x = sample(dtype, low=0, high=10)
    for low, high in ((2, 5), (None, 5), (2, None), (None, None)):
        want = x if low is None and high is None else np.clip(x, low, high)
        same(xp.clip(xp.asarray(x), low, high), want.astype(dtype))
        same(xp.clip(xp.asarray(x), min=low, max=high), want.astype(dtype))
    lows = np.asarray([1, 2, 3, 4], dtype)
    same(xp.clip(xp.asarray(x), xp.asarray(lows), 8), np.clip(x, lows, 8).astype(dtype))


@pytest.mark.parametrize("dtype", SIGNED)
def test_integers_round_toward_minus_infinity(dtype):
    x, y = np.asarray([7, -7, 7, -7], dtype), np.asarray([2, 2, -2, -2], dtype)
    same(xp.floor_divide(xp.asarray(x), xp.asarray(y)), np.asarray([3, -4, -4, 3], dtype))
    same(xp.remainder(xp.asarray(x), xp.asarray(y)), np.asarray([1, 1, -1, -1], dtype))
    same(xp.bitwise_right_shift(xp.asarray(x), xp.asarray([1] * 4, dtype=dtype)), x >> 1)


@pytest.mark.parametrize("dtype", COMPLEX)
def test_sign_and_round_of_complex_numbers(dtype):
    z = np.asarray([3 + 4j, 0, -2j], dtype)
    same(xp.sign(xp.asarray(z)), np.asarray([0.6 + 0.8j, 0, -1j], dtype))
    same(xp.round(xp.asarray([1.5 + 2.5j], dtype=dtype)), np.asarray([2 + 2j], dtype))
