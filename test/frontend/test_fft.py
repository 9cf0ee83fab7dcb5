"""Fourier and cosine transforms, and what is made of them, against NumPy and SciPy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import covector as cv
import covector.numpy as cnp
from covector import lax

ALONG = ["fft", "ifft", "rfft", "irfft", "hfft", "ihfft"]
SEVERAL = ["fftn", "ifftn", "rfftn", "irfftn", "fft2", "ifft2", "rfft2", "irfft2"]
NORMS = [None, "backward", "ortho", "forward"]
DTYPES = ["float32", "float64", "complex64", "complex128", "int32", "bool"]


def numbers(shape, dtype, seed=0):
    rng = np.random.default_rng(seed)
    x = 5 * rng.normal(size=shape)
    return (x + 5j * rng.normal(size=shape) if dtype.startswith("complex") else x).astype(dtype)


def assert_close(got, want, single=True):
    got, precision = np.asarray(got), 2e-6 if single else 1e-14
    assert got.shape == want.shape
    np.testing.assert_allclose(got, want, 0, precision * 10 * max(1e-30, np.max(np.abs(want), initial=0)))


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(ALONG), st.lists(st.integers(1, 40), min_size=1, max_size=3), st.sampled_from(DTYPES),
    st.sampled_from(NORMS), st.sampled_from([None, 1, 2, 7, 16, 30]), st.data(),
)  # fmt: skip
def test_along_an_axis(name, shape, dtype, norm, n, data):
    if name in ("rfft", "ihfft") and dtype.startswith("complex"):
        dtype = "float32"
    axis = data.draw(st.integers(-len(shape), len(shape) - 1))
    if name in ("irfft", "hfft") and n is None:
        shape[axis] += 1  # 2 (m - 1) > 0
    x = numbers(tuple(shape), dtype)
    with cv.enable_x64(True):
        got = getattr(cnp.fft, name)(x, n, axis, norm)
    single = dtype not in ("float64", "complex128")
    real = "float32" if single else "float64"
    assert got.dtype == (real if name in ("irfft", "hfft") else "complex64" if single else "complex128")
    assert_close(got, getattr(np.fft, name)(x, n, axis, norm), single)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(SEVERAL), st.sampled_from(DTYPES), st.sampled_from(NORMS), st.data())
def test_along_several_axes(name, dtype, norm, data):
    shape = tuple(data.draw(st.lists(st.integers(2, 6), min_size=2, max_size=5)))
    rank = 2 if name.endswith("2") else data.draw(st.integers(1, len(shape)))
    axes = tuple(data.draw(st.permutations(range(-len(shape), 0))))[:rank]
    s = data.draw(st.sampled_from([None, tuple(range(2, 2 + rank))]))
    x = numbers(shape, "float32" if name.startswith("rfft") and dtype.startswith("complex") else dtype)
    got = getattr(cnp.fft, name)(x, s, axes, norm)
    assert_close(got, getattr(np.fft, name)(x, s, axes, norm))


@pytest.mark.parametrize("n", [1, 2, 3, 64, 97, 1009, 4096, 30030, 65537, 1 << 17])
def test_lengths(n):
    x = numbers((n,), "complex64")
    assert_close(cnp.fft.fft(x), np.fft.fft(x))
    assert_close(cnp.fft.rfft(x.real), np.fft.rfft(x.real))
    half = np.fft.rfft(x.real)
    assert_close(cnp.fft.irfft(half, n), np.fft.irfft(half, n))


@pytest.mark.parametrize("shape", [(300, 256), (3, 128, 128), (20000,)])
def test_large_transforms_in_several_threads(shape):
    x = numbers(shape, "complex64")
    assert_close(cnp.fft.fftn(x), np.fft.fftn(x))
    assert_close(cnp.fft.rfftn(x.real), np.fft.rfftn(x.real))
    assert_close(cnp.fft.irfftn(x), np.fft.irfftn(x))
    assert_close(cnp.fft.fft(x, axis=0), np.fft.fft(x, axis=0))


def test_transforms_of_special_numbers():
    x = np.ones(8, "complex64")
    x[3] = np.nan
    assert np.all(np.isnan(np.asarray(cnp.fft.fft(x))))
    assert cnp.fft.fft(np.zeros((0, 4), "complex64")).shape == (0, 4)


@pytest.mark.parametrize("n", [0, 1, 2, 7, 8])
def test_frequencies_and_shifts(n):
    for name in ("fftfreq", "rfftfreq"):
        if n:
            np.testing.assert_allclose(
                np.asarray(getattr(cnp.fft, name)(n, 0.3)), getattr(np.fft, name)(n, 0.3), 1e-6
            )
    x = np.arange(n * 3).reshape(n, 3)
    for name in ("fftshift", "ifftshift"):
        for axes in (None, 0, (1,), (0, 1)):
            got = getattr(cnp.fft, name)(x, axes)
            np.testing.assert_array_equal(np.asarray(got), getattr(np.fft, name)(x, axes))


def test_parseval_gradient():
    x = numbers((3, 10), "float32")
    energy = lambda x: cnp.sum(cnp.abs(cnp.fft.fft(x)) ** 2)
    np.testing.assert_allclose(np.asarray(cv.grad(energy)(x)), 2 * 10 * x, 1e-4)


def test_type_names():
    x = numbers((6,), "float32")
    for kind in (lax.FftType.RFFT, "RFFT", "rfft"):
        assert_close(lax.fft(x, kind, (6,)), np.fft.rfft(x))


@pytest.mark.parametrize("norm", [None, "ortho"])
@pytest.mark.parametrize("n", [1, 2, 3, 8, 13])
def test_cosine_transforms(n, norm):
    x = numbers((n, 4), "float32")
    steps = np.arange(n)
    matrix = 2 * np.cos(np.pi * steps[:, None] * (2 * steps + 1) / (2 * n))
    if norm == "ortho":
        matrix[1:] *= np.sqrt(1 / (2 * n))
        matrix[:1] *= np.sqrt(1 / (4 * n))
    fft = cv.scipy.fft
    assert_close(fft.dct(x, axis=0, norm=norm), matrix @ x)
    assert_close(fft.idct(fft.dct(x, axis=0, norm=norm), axis=0, norm=norm), x)
    assert_close(fft.idctn(fft.dctn(x, norm=norm), norm=norm), x)
    assert_close(fft.dct(x + 1j * x, axis=0, norm=norm), matrix @ (x + 1j * x))


def scipy_signal():
    return pytest.importorskip(
        "scipy.signal", reason="SciPy is not installed: there is nothing to compare with"
    )


@pytest.mark.parametrize("mode", ["full", "same", "valid"])
@pytest.mark.parametrize(
    "shapes", [((7,), (3,)), ((3,), (7,)), ((6, 5), (2, 3)), ((2, 3), (6, 5)), ((4, 4), (4, 4))]
)
@pytest.mark.parametrize("dtype", ["float32", "complex64"])
def test_signal_convolutions(shapes, mode, dtype):
    theirs, ours = scipy_signal(), cv.scipy.signal
    x, y = (numbers(shape, dtype, i) for i, shape in enumerate(shapes))
    for method in ("direct", "fft"):
        assert_close(ours.convolve(x, y, mode, method), theirs.convolve(x, y, mode, "direct"))
        assert_close(ours.correlate(x, y, mode, method), theirs.correlate(x, y, mode, "direct"))
    if x.ndim == 2:
        assert_close(ours.convolve2d(x, y, mode), theirs.convolve2d(x, y, mode))
        assert_close(ours.correlate2d(x, y, mode), theirs.correlate2d(x, y, mode))


SPECTRA = [
    {"nperseg": 16},
    {"nperseg": 17, "noverlap": 3},
    {"nperseg": 16, "nfft": 40, "fs": 10.0},
    {"nperseg": 16, "return_onesided": False},
    {"nperseg": 20, "window": "hamming"},
    {"nperseg": 20, "window": ("kaiser", 4.0)},
    {"nperseg": 20, "window": "flattop"},
    {"nperseg": 20, "window": ("gaussian", 3.0)},
]


@pytest.mark.parametrize("options", SPECTRA, ids=str)
def test_spectra(options):
    theirs, ours = scipy_signal(), cv.scipy.signal
    x, y = numbers((2, 100), "float32"), numbers((2, 100), "float32", 1)
    for average in ("mean", "median"):
        for got, want in zip(
            ours.welch(x, average=average, **options), theirs.welch(x, average=average, **options)
        ):
            assert_close(got, want)
        got, want = ours.csd(x, y, average=average, **options), theirs.csd(x, y, average=average, **options)
        assert_close(got[1], want[1])
    for boundary in ("zeros", "even", "odd", "constant", None):
        got = ours.stft(x, boundary=boundary, detrend="linear", **options)
        for a, b in zip(got, theirs.stft(x, boundary=boundary, detrend="linear", **options), strict=True):
            assert_close(a, b)
    spectrum = ours.stft(x, **options)[2]
    inverse = {k: v for k, v in options.items() if k != "return_onesided"}
    inverse["input_onesided"] = options.get("return_onesided", True)
    signal = ours.istft(spectrum, **inverse)[1]
    want = theirs.istft(np.asarray(spectrum), **inverse)[1]
    assert_close(signal[..., : want.shape[-1]], want)
    assert_close(cnp.real(signal[..., :100]), x)


def test_detrend():
    line = np.arange(30.0, dtype="float32")
    x = np.where(line < 12, 3 * line - 4, 60 - line).astype("float32")
    np.testing.assert_allclose(np.asarray(cv.scipy.signal.detrend(x, bp=12)), 0, atol=1e-4)
    np.testing.assert_allclose(
        np.asarray(cv.scipy.signal.detrend(x, type="constant")), x - x.mean(), 1e-4, 1e-4
    )
