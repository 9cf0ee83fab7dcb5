"""Polynomials, bits, windows, interpolation, files and other ways to make arrays, against NumPy's."""

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import covector as cv
import covector.numpy as cnp

COEFFICIENTS = st.lists(st.integers(-4, 4), min_size=1, max_size=6)


def close(got, want, rtol=1e-5, atol=1e-5):
    np.testing.assert_allclose(np.asarray(got), want, rtol=rtol, atol=atol)


# ---- polynomials


@settings(max_examples=40, deadline=None)
@given(COEFFICIENTS, COEFFICIENTS)
def test_arithmetic_of_polynomials(p, q):
    x, y = cnp.array(p, float), cnp.array(q, float)
    np.testing.assert_array_equal(cnp.polyadd(x, y), np.polyadd(p, q))
    np.testing.assert_array_equal(cnp.polysub(x, y), np.polysub(p, q))
    np.testing.assert_array_equal(cnp.polymul(x, y), np.convolve(p, q))
    np.testing.assert_array_equal(cnp.polymul(x, y, trim_leading_zeros=True), np.polymul(p, q))
    at = np.linspace(-2, 2, 7)
    close(cnp.polyval(x, at), np.polyval(p, at))
    close(cv.grad(lambda t: cnp.polyval(x, t))(0.5), np.polyval(np.polyder(p), 0.5))
    if q[0]:
        quotient, rest = cnp.polydiv(x, y)
        again = cnp.polyval(quotient, at) * np.polyval(q, at) + cnp.polyval(rest, at)
        close(again, np.polyval(p, at), rtol=1e-3, atol=1e-2 * max(1.0, float(cnp.max(cnp.abs(rest)))))


@pytest.mark.parametrize("m", [0, 1, 2, 4])
def test_derivatives_and_integrals_of_polynomials(m):
    p = np.array([3.0, -1.0, 2.0, 5.0])
    close(cnp.polyder(p, m), np.polyder(p, m) if m < 4 else [])
    close(cnp.polyint(p, m), np.polyint(p, m))
    close(
        cnp.polyint(p, m, np.arange(1.0, m + 1)) if m else cnp.polyint(p, 0),
        np.polyint(p, m, range(1, m + 1)),
    )


def test_zeros_of_polynomials():
    for p in ([1.0, -3.0, 2.0], [0.0, 2.0, 0.0, -2.0], [1.0, 0.0, 1.0], [4.0], [1.0, 2.0, 0.0, 0.0]):
        got = np.sort_complex(np.asarray(cnp.roots(cnp.array(p))))
        close(got, np.sort_complex(np.roots(p).astype(complex)), atol=1e-4)
    close(cnp.poly(cnp.array([1.0, 2.0, -1.0])), np.poly([1.0, 2.0, -1.0]))
    matrix = np.array([[2.0, 1.0], [1.0, 3.0]])
    close(cnp.poly(cnp.asarray(matrix)), np.poly(matrix), atol=1e-4)


def test_fits():
    rng = np.random.default_rng(0)
    x, y = np.linspace(-1, 1, 20), rng.standard_normal(20)
    close(cnp.polyfit(x, y, 3), np.polyfit(x, y, 3), atol=1e-4)
    w = np.linspace(1, 2, 20)
    close(cnp.polyfit(x, y, 2, w=w), np.polyfit(x, y, 2, w=w), atol=1e-4)
    several = np.stack([y, 2 * y], 1)
    close(cnp.polyfit(x, several, 2), np.polyfit(x, several, 2), atol=1e-4)
    for cov in (True, "unscaled"):
        close(cnp.polyfit(x, y, 2, cov=cov)[1], np.polyfit(x, y, 2, cov=cov)[1], rtol=1e-3)
    close(cnp.vander(x[:4], 3), np.vander(x[:4], 3))
    close(cnp.vander(x[:4], 5, increasing=True), np.vander(x[:4], 5, increasing=True))


# ---- bits


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(1, 11), min_size=1, max_size=3),
    st.sampled_from([None, 0, -1]),
    st.sampled_from(["big", "little"]),
    st.integers(0, 99),
)
def test_bits_of_bytes(shape, axis, bitorder, seed):
    rng = np.random.default_rng(seed)
    x = rng.integers(0, 2, shape).astype(bool)
    packed = np.packbits(x, axis, bitorder)
    np.testing.assert_array_equal(cnp.packbits(x, axis, bitorder), packed)
    assert cnp.packbits(x, axis, bitorder).dtype == np.uint8
    bytes_ = rng.integers(0, 256, shape).astype(np.uint8)
    for count in (None, 5, -3, 8 * bytes_.size + 3):
        want = np.unpackbits(bytes_, axis, count, bitorder)
        np.testing.assert_array_equal(cnp.unpackbits(bytes_, axis, count, bitorder), want)


# ---- windows


@pytest.mark.parametrize("length", [0, 1, 2, 7, 16])
def test_windows(length):
    for name in ("bartlett", "blackman", "hamming", "hanning"):
        close(getattr(cnp, name)(length), getattr(np, name)(length), atol=1e-6)
    for beta in (0.0, 5.0, 200.0):
        close(cnp.kaiser(length, beta), np.kaiser(length, beta), atol=1e-5)
    close(cnp.i0(np.linspace(-3, 3, 7)), np.i0(np.linspace(-3, 3, 7)))


# ---- interpolation


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 999), st.booleans(), st.integers(1, 6))
def test_interpolation(seed, periodic, count):
    rng = np.random.default_rng(seed)
    xp = rng.uniform(-3, 3, count) if periodic else np.sort(rng.uniform(-3, 3, count))
    fp, x = rng.standard_normal(count), rng.uniform(-5, 5, (3, 4))
    if periodic:
        close(cnp.interp(x, xp, fp, period=2.5), np.interp(x, xp, fp, period=2.5), rtol=1e-3, atol=1e-3)
        return
    close(cnp.interp(x, xp, fp), np.interp(x, xp, fp), rtol=1e-3, atol=1e-3)
    close(cnp.interp(x, xp, fp, left=7, right=-7), np.interp(x, xp, fp, 7, -7), rtol=1e-3, atol=1e-3)
    got = cv.jit(lambda x, xp, fp: cnp.interp(x, xp, fp))(x, xp, fp)
    close(got, np.interp(x, xp, fp), rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize("period", [2 * np.pi, 4.0])
@pytest.mark.parametrize("axis", [0, 1])
def test_unwrap(period, axis):
    rng = np.random.default_rng(3)
    p = np.cumsum(rng.uniform(-1, 1, (6, 7)), axis) * 3
    wrapped = (p % period).astype(np.float32)
    close(
        cnp.unwrap(wrapped, axis=axis, period=period), np.unwrap(wrapped, axis=axis, period=period), atol=1e-4
    )
    integers = rng.integers(0, 7, 12)
    np.testing.assert_array_equal(cnp.unwrap(integers, period=7), np.unwrap(integers, period=7))
    np.testing.assert_array_equal(cnp.unwrap(integers, period=6), np.unwrap(integers, period=6))


# ---- copies with elements changed


def test_put_place_and_fill_diagonal():
    x = np.arange(12.0, dtype=np.float32).reshape(3, 4)
    for mode in ("clip", "wrap"):
        want = x.copy()
        np.put(want, [0, 5, -1, 30], [7, 8], mode=mode)
        got = cnp.put(x, np.array([0, 5, -1, 30]), np.array([7, 8]), mode=mode, inplace=False)
        np.testing.assert_array_equal(got, want)
    want = x.copy()
    np.place(want, x % 3 == 0, [50, 60])
    np.testing.assert_array_equal(cnp.place(x, x % 3 == 0, np.array([50.0, 60.0]), inplace=False), want)
    placed = cv.jit(lambda x: cnp.place(x, x % 3 == 0, np.array([50.0, 60.0]), inplace=False))(x)
    np.testing.assert_array_equal(placed, want)
    for shape, wrap in (((3, 4), False), ((7, 3), True), ((7, 3), False), ((3, 3, 3), False)):
        want = np.zeros(shape, np.float32)
        np.fill_diagonal(want, [1, 2], wrap)
        got = cnp.fill_diagonal(cnp.zeros(shape), np.array([1, 2]), wrap, inplace=False)
        np.testing.assert_array_equal(got, want)


# ---- positions and grids


def test_positions_of_matrices():
    x = np.arange(12).reshape(3, 4)
    for k in (-1, 0, 2):
        for ours, theirs in zip(cnp.tril_indices_from(x, k), np.tril_indices_from(x, k), strict=True):
            np.testing.assert_array_equal(ours, theirs)
        for ours, theirs in zip(cnp.triu_indices_from(x, k), np.triu_indices_from(x, k), strict=True):
            np.testing.assert_array_equal(ours, theirs)
        for ours, theirs in zip(
            cnp.mask_indices(4, cnp.tril, k), np.mask_indices(4, np.tril, k), strict=True
        ):
            np.testing.assert_array_equal(ours, theirs)
    for ours, theirs in zip(cnp.diag_indices_from(x[:, :3]), np.diag_indices_from(x[:, :3]), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_arrays_written_as_an_index():
    a, b = np.array([1, 2, 3]), np.array([4, 5, 6])
    np.testing.assert_array_equal(cnp.r_[a, 0, 5:7, b], np.r_[a, 0, 5:7, b])
    np.testing.assert_allclose(cnp.r_[0:1:5j, 2.0], np.r_[0:1:5j, 2.0])
    np.testing.assert_array_equal(cnp.c_[a, b], np.c_[a, b])
    np.testing.assert_array_equal(cnp.c_[a[None], [[0]]], np.c_[a[None], [[0]]])
    for text in ("0,2", "1,2,0", "-1", "0,3,1"):
        np.testing.assert_array_equal(cnp.r_[text, a, b], np.r_[text, a, b])
    np.testing.assert_array_equal(cnp.r_["r", a, b], [[*a, *b]])
    np.testing.assert_array_equal(cnp.r_["c", a, b], np.array([[*a, *b]]).T)


def test_resize():
    x = np.arange(5)
    for shape in ((2, 4), (3,), 7, (0, 2)):
        np.testing.assert_array_equal(cnp.resize(x, shape), np.resize(x, shape))


# ---- files and text


@pytest.mark.parametrize("dtype", ["bool", "int8", "float16", "bfloat16", "float32", "complex64"])
def test_a_saved_array_is_read_as_it_was(dtype, tmp_path):
    x = cnp.arange(6).reshape(2, 3).astype(dtype)
    cnp.save(tmp_path / "x.npy", x)
    read = cnp.load(tmp_path / "x.npy")
    assert isinstance(read, cv.Array)
    assert read.dtype == x.dtype
    np.testing.assert_array_equal(read, x)


def test_several_arrays_in_one_file():
    file = io.BytesIO()
    cnp.savez(file, cnp.arange(2), y=cnp.ones(3))
    file.seek(0)
    read = cnp.load(file)
    np.testing.assert_array_equal(read["arr_0"], [0, 1])
    np.testing.assert_array_equal(read["y"], [1, 1, 1])


def test_options_of_printing():
    x = cnp.array([0.123456, 1e-9])
    assert cnp.array_str(x, precision=2, suppress_small=True) == "[0.12 0.  ]"
    with cnp.printoptions(precision=1):
        assert cnp.get_printoptions()["precision"] == 1
        assert str(x[:1]) == "[0.1]"
