"""Dtypes for storage: floats of 4 to 8 bits, integers of 2 and 4 bits, as ml_dtypes has them."""

import copy
import pickle

import ml_dtypes
import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp
from covector import dtypes

FLOATS = dtypes.NARROW_FLOATS
INTEGERS = dtypes.NARROW_INTEGERS
NAMES = FLOATS + INTEGERS


def narrow(name):
    return np.dtype(getattr(ml_dtypes, name))


def every_code(name):
    """An array of all bit patterns."""
    return np.arange(2 ** dtypes.itemsize_bits(name), dtype=np.uint8).view(narrow(name))


def codes(x):
    return np.asarray(x).view(np.uint8)


def floats32():
    """All signs, exponents and upper mantissas, and their neighbours: ties of every narrow format."""
    high = np.arange(2**16, dtype=np.uint64) << 16
    bits = np.concatenate([high, high + 1, high - 1, np.arange(2**20, dtype=np.uint64) << 12])
    return bits.astype(np.uint32).view(np.float32)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("name", FLOATS)
def test_rounding_is_that_of_ml_dtypes(name, x64):
    sources = [
        floats32(),
        np.arange(2**16, dtype=np.uint16).view(np.float16),
        np.arange(2**16, dtype=np.uint16).view(ml_dtypes.bfloat16),
        np.arange(-(2**15), 2**15, dtype=np.int16),
        np.random.default_rng(0).integers(-(2**31), 2**31, 10_000),
        np.arange(256, dtype=np.uint8),
        np.array([False, True]),
    ]
    for source in sources:
        got = cnp.asarray(source).astype(narrow(name))
        np.testing.assert_array_equal(codes(got), codes(source.astype(narrow(name))), str(source.dtype))


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("name", [n for n in FLOATS if n != "float8_e8m0fnu"])
def test_float64_is_rounded_once(name, x64):
    ends = every_code(name).astype(np.float64)
    ends = np.sort(ends[np.isfinite(ends)])
    ties = (ends[1:] + ends[:-1]) / 2
    above, below = np.nextafter(ties, np.inf), np.nextafter(ties, -np.inf)
    np.testing.assert_array_equal(np.asarray(cnp.asarray(above).astype(name), np.float64), ends[1:])
    np.testing.assert_array_equal(np.asarray(cnp.asarray(below).astype(name), np.float64), ends[:-1])


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("name", NAMES)
def test_widening_is_that_of_ml_dtypes(name, x64):
    source = every_code(name)
    for target in ("float32", "float64", "float16", "bfloat16", "complex64", "bool"):
        got = np.asarray(cnp.asarray(source).astype(target))
        want = source.astype(got.dtype)
        np.testing.assert_array_equal(got.astype(complex), want.astype(complex), target)


@pytest.mark.parametrize("name", INTEGERS)
def test_arithmetic_of_integers_wraps(name):
    x, y = (v.ravel() for v in np.meshgrid(every_code(name), every_code(name)))
    for function in ("add", "subtract", "multiply", "less", "equal"):
        got = np.asarray(getattr(cnp, function)(x, y))
        want = getattr(np, function)(x, y)
        assert got.dtype == want.dtype
        np.testing.assert_array_equal(got.view(np.uint8), want.view(np.uint8), function)


@pytest.mark.parametrize("name", INTEGERS)
def test_conversions_to_integers_saturate(name):
    limits = ml_dtypes.iinfo(narrow(name))
    source = np.array([-1e9, -9.0, -1.7, 0.9, 1.2, 7.5, 300.0, np.nan, np.inf], np.float32)
    want = np.clip(np.trunc(np.nan_to_num(source, nan=0.0)), limits.min, limits.max)
    np.testing.assert_array_equal(np.asarray(cnp.asarray(source).astype(name)).astype(np.float32), want)
    whole = np.arange(-1000, 1000)
    np.testing.assert_array_equal(codes(cnp.asarray(whole).astype(name)), codes(whole.astype(narrow(name))))


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("name", [n for n in FLOATS if n != "float8_e8m0fnu"])
def test_arithmetic_of_floats_is_rounded_float32(name):
    x, y = (v.ravel() for v in np.meshgrid(every_code(name), every_code(name)))
    for function in ("add", "multiply", "subtract"):
        got = getattr(cnp, function)(x, y)
        wide = getattr(np, function)(x.astype(np.float32), y.astype(np.float32))
        want = wide.astype(narrow(name)).astype(np.float32)
        assert got.dtype == narrow(name)
        np.testing.assert_array_equal(np.asarray(got).astype(np.float32), want, function)
    for function in ("less", "equal", "greater_equal"):
        want = getattr(np, function)(x.astype(np.float32), y.astype(np.float32))
        np.testing.assert_array_equal(np.asarray(getattr(cnp, function)(x, y)), want, function)


MOVES = {
    "reshape and transpose": (lambda x: x.reshape(2, -1).T.reshape(-1), None),
    "reverse": (lambda x: x[::-1], None),
    "slice": (lambda x: x[1::2], None),
    "gather": (lambda x: x[np.array([0, 3, 1, 0])], None),
    "concatenate": (lambda x: cnp.concatenate([x, x[::-1]]), lambda x: np.concatenate([x, x[::-1]])),
    "where": (
        lambda x: cnp.where(np.arange(x.size) % 2 == 0, x, x[::-1]),
        lambda x: np.where(np.arange(x.size) % 2 == 0, x, x[::-1]),
    ),
    "broadcast": (lambda x: cnp.broadcast_to(x, (3, x.size)), lambda x: np.broadcast_to(x, (3, x.size))),
    "stack": (lambda x: cnp.stack([x, x]), lambda x: np.stack([x, x])),
    "set": (lambda x: x.at[1].set(x[2]), lambda x: np.concatenate([x[:1], x[2:3], x[2:]])),
    "pad": (lambda x: cnp.pad(x, 1, "edge"), lambda x: np.concatenate([x[:1], x, x[-1:]])),
    "roll": (lambda x: cnp.roll(x, 2), lambda x: np.concatenate([x[-2:], x[:-2]])),
}


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("name", NAMES)
def test_moving_keeps_bits(name, move):
    ours, theirs = MOVES[move]
    source = every_code(name)
    want = np.ascontiguousarray((theirs or ours)(source))
    for function in (ours, cv.jit(ours)):
        got = np.asarray(function(cnp.asarray(source)))
        assert got.dtype == narrow(name)
        np.testing.assert_array_equal(np.ascontiguousarray(got).view(np.uint8), want.view(np.uint8))


@pytest.mark.parametrize("name", NAMES)
def test_between_libraries(name):
    source = every_code(name)
    x = cnp.asarray(source)
    assert x.dtype == narrow(name) and x.itemsize == 1 and np.asarray(x).dtype == narrow(name)
    np.testing.assert_array_equal(codes(x), codes(source))
    for clone in (pickle.loads(pickle.dumps(x)), copy.copy(x), copy.deepcopy(x)):
        assert clone.dtype == x.dtype
        np.testing.assert_array_equal(codes(clone), codes(source))
    np.testing.assert_array_equal(np.asarray(x.tolist(), np.float64), source.astype(np.float64))
    assert repr(x[:2]).endswith(f"dtype={name})")
    if dtypes.itemsize_bits(name) == 8:
        np.testing.assert_array_equal(codes(cnp.from_dlpack(memoryless(x))), codes(source))


class memoryless:
    """An array of which only the DLPack protocol is known."""

    def __init__(self, x):
        self.x = x

    def __dlpack__(self, **options):
        return self.x.__dlpack__(**options)

    def __dlpack_device__(self):
        return self.x.__dlpack_device__()


@pytest.mark.parametrize("name", FLOATS)
def test_bits_and_back(name):
    bits = dtypes.itemsize_bits(name)
    if bits == 6:
        pytest.skip("no integer dtype has 6 bits")
    source = every_code(name)
    words = cv.lax.bitcast_convert_type(source, f"uint{bits}")
    np.testing.assert_array_equal(codes(words), codes(source))
    np.testing.assert_array_equal(codes(cv.lax.bitcast_convert_type(words, name)), codes(source))


@pytest.mark.parametrize("name", ["float8_e4m3fn", "float8_e5m2", "float8_e4m3b11fnuz"])
def test_derivatives_by_way_of_float32(name):
    x = cnp.array([1.0, 2.0, 0.5], name)

    def loss(x):
        return cnp.sum(x.astype("float32") ** 2)

    gradient = cv.jit(cv.grad(loss))(x)
    assert gradient.dtype == x.dtype
    np.testing.assert_array_equal(np.asarray(gradient, np.float32), [2.0, 4.0, 1.0])
    _, tangent = cv.jvp(lambda x: x * x, (x,), (x,))
    np.testing.assert_array_equal(np.asarray(tangent, np.float32), [2.0, 8.0, 0.5])
    np.testing.assert_array_equal(np.asarray(cv.vmap(lambda v: v + v)(x), np.float32), [2.0, 4.0, 1.0])


@pytest.mark.parametrize("name", ["float8_e4m3fn", "float8_e5m2", "int4", "uint4"])
def test_reductions_and_products(name):
    x = np.array([[1, 2, 3], [0, 1, 2]], narrow(name))
    wide = x.astype(np.float32)
    for function in ("max", "min"):
        got = getattr(cnp, function)(x, 1)
        assert got.dtype == x.dtype
        np.testing.assert_array_equal(np.asarray(got, np.float32), getattr(np, function)(wide, 1))
    np.testing.assert_array_equal(np.asarray(cnp.argmax(x, 1)), np.argmax(wide, 1))
    product = np.asarray(cnp.matmul(x, x.T), np.float32)
    want = (wide @ wide.T).astype(np.int64)
    if name in INTEGERS:
        want = np.asarray(cnp.asarray(want).astype(name), np.float32)
    np.testing.assert_array_equal(product, want)
    if name in FLOATS:
        np.testing.assert_array_equal(np.asarray(cnp.sum(x, 1), np.float32), wide.sum(1))


def test_python_numbers_adapt_and_arrays_do_not():
    x = cnp.array([1.0, 2.0], cnp.float8_e4m3fn)
    assert (x + 1).dtype == (2.5 * x).dtype == (x + True).dtype == x.dtype
    with pytest.raises(cv.errors.TypePromotionError, match=r"float8_e4m3fn.*float32"):
        x + cnp.ones(2)
    with pytest.raises(cv.errors.TypePromotionError, match="float8_e5m2"):
        x + x.astype(cnp.float8_e5m2)
    assert cnp.issubdtype(x.dtype, cnp.floating) and not cnp.issubdtype(cnp.int4, cnp.floating)
    assert cnp.finfo(cnp.float8_e5m2).bits == 8 and cnp.iinfo(cnp.int4).max == 7
