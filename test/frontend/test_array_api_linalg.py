"""Array API standard 2024.12: the extensions linalg and fft."""

import numpy as np
import pytest
from array_api_cases import COMPLEX, FLOATS, NUMERIC, REAL_FLOATS, same, sample, xp

pytestmark = pytest.mark.usefixtures("x64")
TOLERANCE = {"float32": 2e-4, "complex64": 2e-4, "float64": 1e-10, "complex128": 1e-10}


def dev(x):
    return xp.asarray(x)


def square(dtype, shape=(2, 3, 3)):
    """Well-conditioned matrices."""
    return (sample(dtype, shape, low=-1, high=1) + 3 * np.eye(shape[-1])).astype(dtype)


def hermitian(dtype, shape=(2, 3, 3)):
    x = square(dtype, shape)
    return (x @ np.conj(np.swapaxes(x, -1, -2))).astype(dtype)


def close(result, want, dtype):
    same(result, np.asarray(want), rtol=TOLERANCE[dtype])


@pytest.mark.parametrize("dtype", FLOATS)
def test_factorisations(dtype):
    a, h = square(dtype), hermitian(dtype)
    real = {"complex64": "float32", "complex128": "float64"}.get(dtype, dtype)
    close(xp.linalg.cholesky(dev(h)), np.linalg.cholesky(h), dtype)
    close(xp.linalg.cholesky(dev(h), upper=True), np.conj(np.swapaxes(np.linalg.cholesky(h), -1, -2)), dtype)
    q, r = xp.linalg.qr(dev(a))
    assert xp.linalg.qr(dev(a))._fields == ("Q", "R")
    close(q @ r, a, dtype)
    assert xp.linalg.qr(dev(sample(dtype, (4, 2))), mode="complete").Q.shape == (4, 4)
    values, vectors = xp.linalg.eigh(dev(h))
    assert xp.linalg.eigh(dev(h))._fields == ("eigenvalues", "eigenvectors")
    close(values, np.linalg.eigvalsh(h).astype(real), dtype)
    close(dev(h) @ vectors, np.asarray(vectors) * np.asarray(values)[..., None, :], dtype)
    close(xp.linalg.eigvalsh(dev(h)), np.linalg.eigvalsh(h).astype(real), dtype)
    for full in (True, False):
        x = sample(dtype, (2, 4, 3))
        parts = xp.linalg.svd(dev(x), full_matrices=full)
        assert parts._fields == ("U", "S", "Vh")
        assert parts.U.shape == ((2, 4, 4) if full else (2, 4, 3))
        u, s, vh = (np.asarray(p) for p in parts)
        np.testing.assert_allclose((u[..., :3] * s[..., None, :]) @ vh, x, atol=TOLERANCE[dtype] * 10)
        close(xp.linalg.svdvals(dev(x)), s.astype(real), dtype)


@pytest.mark.parametrize("dtype", FLOATS)
def test_solutions(dtype):
    a, b = square(dtype), sample(dtype, (2, 3, 2))
    close(xp.linalg.inv(dev(a)), np.linalg.inv(a), dtype)
    close(xp.linalg.det(dev(a)), np.linalg.det(a), dtype)
    sign, logarithm = xp.linalg.slogdet(dev(a))
    assert xp.linalg.slogdet(dev(a))._fields == ("sign", "logabsdet")
    close(sign, np.linalg.slogdet(a)[0], dtype)
    close(logarithm, np.linalg.slogdet(a)[1], dtype)
    close(xp.linalg.solve(dev(a), dev(b)), np.linalg.solve(a, b), dtype)
    close(xp.linalg.solve(dev(a[0]), dev(b[0, :, 0])), np.linalg.solve(a[0], b[0, :, 0]), dtype)
    close(xp.linalg.pinv(dev(b)), np.linalg.pinv(b), dtype)
    close(xp.linalg.pinv(dev(b), rtol=1e-3), np.linalg.pinv(b, rtol=1e-3), dtype)
    same(xp.linalg.matrix_rank(dev(a)), np.linalg.matrix_rank(a))
    same(xp.linalg.matrix_rank(dev(np.ones((3, 3), dtype)), rtol=1e-3), np.asarray(1))
    close(xp.linalg.matrix_power(dev(a), 3), np.linalg.matrix_power(a, 3), dtype)
    close(xp.linalg.matrix_power(dev(a), 0), np.linalg.matrix_power(a, 0), dtype)
    close(xp.linalg.matrix_power(dev(a), -2), np.linalg.matrix_power(a, -2), dtype)


@pytest.mark.parametrize("dtype", FLOATS)
def test_norms(dtype):
    x = sample(dtype, (2, 3, 4), low=-2, high=2)
    for order in ("fro", "nuc", 1, -1, 2, -2, np.inf, -np.inf):
        for keepdims in (False, True):
            want = np.linalg.matrix_norm(x, ord=order, keepdims=keepdims)
            close(xp.linalg.matrix_norm(dev(x), ord=order, keepdims=keepdims), want, dtype)
    for order in (0, 1, 2, 3, -1, np.inf, -np.inf, 0.5):
        for axis in (None, 0, -1, (0, 2)):
            want = np.linalg.vector_norm(x, ord=order, axis=axis).astype(np.abs(x).dtype)
            close(xp.linalg.vector_norm(dev(x), ord=order, axis=axis), want, dtype)
    assert xp.linalg.vector_norm(dev(x), keepdims=True).shape == (1, 1, 1)


@pytest.mark.parametrize("dtype", NUMERIC)
def test_products(dtype):
    x, y = sample(dtype, (4, 3), 1), sample(dtype, (4, 3), 2)
    if not dtype.startswith("u"):
        same(xp.linalg.cross(dev(x), dev(y)), np.linalg.cross(x, y), rtol=1e-4)
        same(xp.linalg.cross(dev(x.T), dev(y.T), axis=0), np.linalg.cross(x.T, y.T, axis=0), rtol=1e-4)
    same(xp.linalg.outer(dev(x[0]), dev(y[1])), np.outer(x[0], y[1]))
    same(xp.linalg.diagonal(dev(x), offset=1), np.linalg.diagonal(x, offset=1))
    same(xp.linalg.matrix_transpose(dev(x)), x.T)
    wide = {"i": "int64", "u": "uint64"}.get(x.dtype.kind, dtype)
    same(xp.linalg.trace(dev(x), offset=-1), np.trace(x, -1, dtype=wide))
    same(xp.linalg.matmul(dev(x.T), dev(y)), x.T @ y, rtol=1e-5)
    same(xp.linalg.vecdot(dev(x), dev(y)), np.vecdot(x, y), rtol=1e-5)
    same(xp.linalg.tensordot(dev(x), dev(y.T), axes=1), np.tensordot(x, y.T, 1), rtol=1e-5)


# ---- fft


@pytest.mark.parametrize("dtype", COMPLEX)
@pytest.mark.parametrize("norm", ["backward", "ortho", "forward"])
def test_complex_transforms(dtype, norm):
    x = sample(dtype, (3, 5, 6))
    for name in ("fft", "ifft"):
        for n in (None, 4, 9):
            want = getattr(np.fft, name)(x, n=n, axis=1, norm=norm).astype(dtype)
            close(getattr(xp.fft, name)(dev(x), n=n, axis=1, norm=norm), want, dtype)
    for name in ("fftn", "ifftn"):
        want = getattr(np.fft, name)(x, axes=(0, 2), norm=norm).astype(dtype)
        close(getattr(xp.fft, name)(dev(x), axes=(0, 2), norm=norm), want, dtype)
        want = getattr(np.fft, name)(x, s=(4, 8), axes=(1, 2), norm=norm).astype(dtype)
        close(getattr(xp.fft, name)(dev(x), s=(4, 8), axes=(1, 2), norm=norm), want, dtype)
    real = "float32" if dtype == "complex64" else "float64"
    for name in ("irfft", "hfft"):
        for n in (None, 7):
            want = getattr(np.fft, name)(x, n=n, norm=norm).astype(real)
            close(getattr(xp.fft, name)(dev(x), n=n, norm=norm), want, dtype)
    close(
        xp.fft.irfftn(dev(x), axes=(0, 2), norm=norm),
        np.fft.irfftn(x, axes=(0, 2), norm=norm).astype(real),
        dtype,
    )


@pytest.mark.parametrize("dtype", REAL_FLOATS)
@pytest.mark.parametrize("norm", ["backward", "ortho", "forward"])
def test_real_transforms(dtype, norm):
    x = sample(dtype, (3, 5, 6))
    complex_dtype = "complex64" if dtype == "float32" else "complex128"
    for name in ("rfft", "ihfft"):
        for n in (None, 4, 9):
            want = getattr(np.fft, name)(x, n=n, norm=norm).astype(complex_dtype)
            close(getattr(xp.fft, name)(dev(x), n=n, norm=norm), want, dtype)
    close(xp.fft.rfftn(dev(x), norm=norm), np.fft.rfftn(x, norm=norm).astype(complex_dtype), dtype)


def test_frequencies_and_shifts():
    for n in (4, 5):
        same(xp.fft.fftfreq(n, d=0.5), np.fft.fftfreq(n, 0.5))
        same(xp.fft.rfftfreq(n), np.fft.rfftfreq(n))
        same(xp.fft.fftfreq(n, dtype=xp.float32), np.fft.fftfreq(n).astype("float32"))
        x = np.arange(float(n * 3)).reshape(n, 3)
        same(xp.fft.fftshift(dev(x)), np.fft.fftshift(x))
        same(xp.fft.ifftshift(dev(x), axes=(0,)), np.fft.ifftshift(x, axes=(0,)))
