"""Elementwise functions against NumPy's, on arrays of any shape and dtype that hypothesis makes."""

import warnings

import ml_dtypes
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import covector as cv
import covector.numpy as cnp

FLOATS = ("float32", "float64")
COMPLEX = ("complex64", "complex128")
INTEGERS = ("int8", "uint8", "int32", "int64", "uint32")
SPECIAL = [0.0, -0.0, 1.0, -1.0, 0.5, 2.0, -2.5, 3.5, np.inf, -np.inf, np.nan, 1e-30, 1e30, 1e-42]

REAL = (
    "arctan arcsinh cbrt sinh cosh tanh exp expm1 exp2 sin cos tan floor ceil trunc rint fabs signbit spacing"
)
REAL = (
    *REAL.split(),
    "square",
    "negative",
    "absolute",
    "sign",
    "isnan",
    "isinf",
    "isfinite",
    "deg2rad",
    "rad2deg",
)
POSITIVE = ("log", "log2", "log10", "log1p", "sqrt", "arccosh")
UNIT = ("arcsin", "arccos", "arctanh")
# Beyond these NumPy's own results are not better than the tolerance.
LIMITS = {"sin": 1e6, "cos": 1e6, "tan": 1e3}
BINARY = "add subtract multiply true_divide maximum minimum fmax fmin arctan2 hypot copysign heaviside"
BINARY = (*BINARY.split(), "fmod", "remainder", "floor_divide", "nextafter", "less", "equal", "greater_equal")
OF_COMPLEX = (
    "sin cos tan sinh cosh tanh exp expm1 arcsin arccos arctan arcsinh arccosh arctanh sqrt square negative"
)
OF_COMPLEX = (*OF_COMPLEX.split(), "absolute", "conj", "real", "imag", "angle")
OF_INTEGERS = (
    "bitwise_and bitwise_or bitwise_xor maximum minimum add subtract multiply gcd floor_divide remainder"
)
# Of zeros we have JAX's signs, where they are not NumPy's.
OTHER_ZEROS = ("sign", "remainder", "floor_divide")
FEW = settings(max_examples=12, deadline=None)

pytestmark = pytest.mark.usefixtures("x64")


SHAPES = hnp.array_shapes(min_dims=0, max_dims=3, max_side=5)


def arrays(dtype, shape=SHAPES):
    kind = np.dtype(dtype).kind
    if kind in "iu":
        info = np.iinfo(dtype)
        edges = st.sampled_from([info.min, info.max, 0, 1, info.max - 1])
        elements = edges | st.integers(info.min, info.max)
    elif kind == "c":
        part = st.floats(-8, 8, width=32).filter(lambda v: v == 0 or abs(v) > 1e-20)
        elements = st.builds(complex, part, part)
    else:
        width = 8 * np.dtype(dtype).itemsize
        elements = st.sampled_from([float(np.float32(v)) for v in SPECIAL]) | st.floats(width=width)
    return hnp.arrays(dtype, shape, elements=elements)


def check(name, *operands, ulps=6):
    """Our function and NumPy's on the same operands; ours also compiled."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        want = getattr(np, name)(*operands)
    ours = getattr(cnp, name)
    for function in (ours, cv.jit(ours)):
        got = np.asarray(function(*operands))
        assert got.shape == np.shape(want)
        assert_same(got, np.asarray(want), ulps, name, operands)


def assert_same(got, want, ulps, name, operands):
    assert got.dtype == want.dtype or got.dtype.kind in "fc", (got.dtype, want.dtype)
    if got.dtype.kind == "c":
        size = np.abs(want.astype(complex))
        error = np.abs(got - want.astype(got.dtype))
        limit = 4 * ulps * np.finfo(got.dtype).eps * np.maximum(size, 1e-3)
        finite = np.isfinite(want)
        assert np.all(error[finite] <= limit[finite]), f"{name}{operands}: {got}, expected {want}"
        return
    if got.dtype.kind != "f":
        np.testing.assert_array_equal(got, want, f"{name}{operands}")
        return
    with np.errstate(all="ignore"):
        rounded = want.astype(got.dtype)
        spacing = np.spacing(np.abs(rounded))
    same = (got == rounded) | (np.isnan(got) & np.isnan(rounded))
    with np.errstate(all="ignore"):
        close = np.abs(got - rounded) <= ulps * spacing
    assert np.all(same | close), f"{name}{operands}: {got}, expected {want}"
    zeros = same & (rounded == 0) & (name not in OTHER_ZEROS)
    np.testing.assert_array_equal(np.signbit(got[zeros]), np.signbit(rounded[zeros]), f"{name}{operands}")


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("name", REAL + POSITIVE + UNIT)
def test_unary(name, dtype):
    @FEW
    @given(arrays(dtype))
    def run(x):
        if name in LIMITS:
            x = np.where(np.abs(x) > LIMITS[name], x.dtype.type(0.25), x)
        check(name, x)

    run()


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("name", BINARY)
def test_binary(name, dtype):
    @FEW
    @given(st.data())
    def run(data):
        shapes = data.draw(
            hnp.mutually_broadcastable_shapes(num_shapes=2, max_dims=3, max_side=4)
        ).input_shapes
        x, y = (data.draw(arrays(dtype, shape)) for shape in shapes)
        if name in ("maximum", "minimum", "fmax", "fmin"):
            # Of zeros NumPy takes any.
            x, y = x + x.dtype.type(0), y + y.dtype.type(0)
        if name in ("remainder", "floor_divide", "fmod"):
            # NumPy rounds quotients beyond the mantissa another way, and has another sign of zero.
            keep = (np.abs(x) < 1e3) & (np.abs(y) < 1e3) & (np.abs(y) > 1e-2) & (np.abs(x) > 1e-2)
            x, y = np.where(keep, x, x.dtype.type(1.25)), np.where(keep, y, y.dtype.type(-0.75))
        check(name, x, y)

    run()


@pytest.mark.parametrize("dtype", COMPLEX)
@pytest.mark.parametrize("name", OF_COMPLEX)
def test_complex(name, dtype):
    @FEW
    @given(arrays(dtype))
    def run(x):
        if name in ("arcsin", "arccos", "arctanh", "arctan", "arcsinh", "arccosh", "angle", "sqrt"):
            # Off the branch cuts, which the tests of signed zeros are about.
            x = x + np.asarray(0.125 + 0.0625j, dtype)
        check(name, x)

    run()


@pytest.mark.parametrize("dtype", INTEGERS)
@pytest.mark.parametrize("name", OF_INTEGERS.split())
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_integers(name, dtype):
    @FEW
    @given(arrays(dtype, (4,)), arrays(dtype, (3, 1)))
    def run(x, y):
        check(name, x, y)

    run()


@pytest.mark.parametrize("dtype", INTEGERS)
@pytest.mark.parametrize("name", ["left_shift", "right_shift"])
def test_shifts_out_of_range(name, dtype):
    bits = np.iinfo(dtype).bits

    @FEW
    @given(arrays(dtype, (4,)), hnp.arrays(dtype, (4,), elements=st.integers(0, min(bits + 9, 127))))
    def run(x, counts):
        got = np.asarray(getattr(cnp, name)(x, counts))
        values = [
            (v << c) if name == "left_shift" else (v >> c)
            for v, c in zip(x.tolist(), counts.tolist(), strict=True)
        ]
        want = np.array([v % 2**bits for v in values], np.uint64).astype(f"uint{bits}").view(dtype)
        np.testing.assert_array_equal(got, want)

    run()


@pytest.mark.parametrize("dtype", ["float32", "float64", "float16", "bfloat16"])
def test_parts_make_the_number(dtype):
    dtype = np.dtype(getattr(ml_dtypes, dtype, dtype))
    rng = np.random.default_rng(0)
    bits = rng.integers(0, 2 ** (8 * dtype.itemsize), 2000, np.uint64).astype(f"uint{8 * dtype.itemsize}")
    with np.errstate(all="ignore"):
        x = np.concatenate([bits.view(dtype), np.array(SPECIAL, np.float32).astype(dtype)])
        wide = x.astype(np.float64)
        mantissa, exponent = np.frexp(wide)
    got, power = cnp.frexp(x)
    known = np.isfinite(wide)
    np.testing.assert_array_equal(np.asarray(got).astype(np.float64)[known], mantissa[known])
    np.testing.assert_array_equal(np.asarray(power)[known], exponent[known])
    assert np.all(np.asarray(power)[~known] == 0)
    np.testing.assert_array_equal(np.asarray(cnp.ldexp(got, power)).astype(np.float64)[known], wide[known])
    fraction, whole = (np.asarray(part).astype(np.float64) for part in cnp.modf(x))
    with np.errstate(all="ignore"):
        want = np.modf(wide)
    for part, expected in zip((fraction, whole), want, strict=True):
        np.testing.assert_array_equal(part[known], expected[known])
        np.testing.assert_array_equal(np.signbit(part[known]), np.signbit(expected[known]))


def test_ldexp_reaches_every_number():
    assert float(cnp.ldexp(np.float32(2.0**-149), 276)) == 2.0**127
    assert float(cnp.ldexp(np.float32(2.0**127), -276)) == 2.0**-149
    assert float(cnp.ldexp(np.float64(5e-324), 2097)) == 2.0**1023
    assert float(cnp.ldexp(1.0, 10**6)) == np.inf and float(cnp.ldexp(1.0, -(10**6))) == 0.0


@pytest.mark.parametrize("dtype", COMPLEX)
def test_branch_cuts_and_signed_zeros(dtype):
    parts = [0.0, -0.0, 0.5, -0.5, 1.0, -1.0, 2.0, -2.0]
    x = np.array([complex(a, b) for a in parts for b in parts], dtype)
    for name in ("sqrt", "log", "arcsin", "arccos", "arctan", "arcsinh", "arccosh", "arctanh"):
        with np.errstate(all="ignore"):
            want = getattr(np, name)(x.astype(complex))
        got = np.asarray(getattr(cnp, name)(x))
        finite = np.isfinite(want)
        np.testing.assert_allclose(
            got[finite], want[finite], rtol=0, atol=8 * np.finfo(dtype).eps, err_msg=name
        )
        for part in ("real", "imag"):
            ours, theirs = getattr(got, part)[finite], getattr(want, part)[finite]
            clear = np.abs(theirs) > 1e-6
            np.testing.assert_array_equal(np.sign(ours[clear]), np.sign(theirs[clear]), name)


def test_bits_of_any_width():
    x = np.random.default_rng(0).integers(0, 2**32, (3, 4), np.uint32)
    for name in ("uint8", "int16", "float16", "bfloat16", "int32", "float32"):
        dtype = np.dtype(getattr(ml_dtypes, name, name))
        got = cv.lax.bitcast_convert_type(x, name)
        want = x.view(dtype).reshape(*x.shape, -1) if dtype.itemsize < 4 else x.view(dtype)
        assert got.dtype == dtype and got.shape == want.shape
        words = np.dtype(f"u{dtype.itemsize}")
        np.testing.assert_array_equal(np.asarray(got).view(words), want.view(words))
        np.testing.assert_array_equal(np.asarray(cv.lax.bitcast_convert_type(got, "uint32")), x)
        np.testing.assert_array_equal(np.asarray(cnp.asarray(x).view(name)).view(words), x.view(words))
    long = cv.lax.bitcast_convert_type(x.reshape(3, 2, 2), "uint64")
    np.testing.assert_array_equal(np.asarray(long), x.view(np.uint64))


def test_reduced_precision_is_linear_for_derivatives():
    def f(x):
        return cv.lax.reduce_precision(x * np.float32(1.1), 8, 3)

    x, dx = np.float32(1.3), np.float32(0.7)
    _, tangent = cv.jvp(f, (x,), (dx,))
    assert float(tangent) == float(cv.lax.reduce_precision(dx * np.float32(1.1), 8, 3))
    assert float(cv.grad(f)(x)) == float(np.float32(1.1))
    batch = np.linspace(0.1, 2, 7, dtype=np.float32)
    np.testing.assert_array_equal(np.asarray(cv.vmap(f)(batch)), np.asarray(f(batch)))
