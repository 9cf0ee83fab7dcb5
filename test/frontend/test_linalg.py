"""Linear algebra against NumPy, SciPy and JAX: values, reconstruction, derivatives, batching."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import covector as cv
import covector.numpy as cnp
from covector import lax

pytestmark = pytest.mark.usefixtures("x64")
few = settings(max_examples=25, deadline=None, derandomize=True)
DTYPES = ("float32", "float64", "complex64", "complex128")
dtypes = st.sampled_from(DTYPES)
sizes = st.integers(0, 6)
batches = st.sampled_from([(), (0,), (3,), (2, 2)])
seeds = st.integers(0, 2**16)


def matrices(seed: int, dtype: str, *shape: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    x = rng.standard_normal(shape)
    return (x + 1j * rng.standard_normal(shape) if dtype.startswith("c") else x).astype(dtype)


def regular(seed: int, dtype: str, *shape: int) -> np.ndarray:
    """Square matrices far from singular."""
    return matrices(seed, dtype, *shape) + np.eye(shape[-1], dtype=dtype) * 2 * shape[-1]


def adjoint(x):
    return np.conj(np.swapaxes(x, -1, -2))


def close(got, want, dtype, factor=200.0):
    got, want = np.asarray(got), np.asarray(want)
    assert got.shape == want.shape
    if got.size:
        scale = max(1.0, float(np.max(np.abs(want))))
        assert np.max(np.abs(got - want)) <= factor * np.finfo(dtype).eps * scale


# ---- what the factors give again


@few
@given(seeds, dtypes, batches, sizes)
def test_factors_of_square_matrices(seed, dtype, batch, n):
    a = matrices(seed, dtype, *batch, n, n)
    definite = a @ adjoint(a) + np.eye(n, dtype=dtype)
    factor = np.asarray(cnp.linalg.cholesky(definite))
    close(factor @ adjoint(factor), definite, dtype)
    close(cnp.linalg.cholesky(definite, upper=True), adjoint(factor), dtype)
    assert not np.any(np.triu(factor, 1))
    w, v = map(np.asarray, cnp.linalg.eigh(definite))
    close((v * w[..., None, :]) @ adjoint(v), definite, dtype)
    close(adjoint(v) @ v, np.broadcast_to(np.eye(n), v.shape), dtype)
    assert np.all(np.diff(w) >= 0)
    close(cnp.linalg.eigvalsh(definite), w, dtype)
    t, z = map(np.asarray, lax.linalg.schur(a))
    close(z @ t @ adjoint(z), a, dtype)
    assert not np.any(np.tril(t, -2 if dtype.startswith("f") else -1))


@few
@given(seeds, dtypes, batches, sizes, sizes)
def test_factors_of_rectangles(seed, dtype, batch, m, n):
    a = matrices(seed, dtype, *batch, m, n)
    k = min(m, n)
    for full in (False, True):
        u, s, vh = map(np.asarray, cnp.linalg.svd(a, full_matrices=full))
        assert u.shape[-1] == (m if full else k) and vh.shape[-2] == (n if full else k)
        close((u[..., :k] * s[..., None, :]) @ vh[..., :k, :], a, dtype)
        close(adjoint(u) @ u, np.broadcast_to(np.eye(u.shape[-1]), (*batch, *u.shape[-1:] * 2)), dtype)
        q, r = map(np.asarray, cnp.linalg.qr(a, "complete" if full else "reduced"))
        close(q @ r, a, dtype)
        close(adjoint(q) @ q, np.broadcast_to(np.eye(q.shape[-1]), (*batch, *q.shape[-1:] * 2)), dtype)
        assert not np.any(np.tril(r, -1))
        q, r, p = map(np.asarray, lax.linalg.qr(a, pivoting=True, full_matrices=full))
        if k:
            close(q @ r, np.take_along_axis(a, p[..., None, :], -1), dtype)
    close(cnp.linalg.svdvals(a), np.linalg.svd(a, compute_uv=False), dtype)
    factors, pivots, permutation = map(np.asarray, lax.linalg.lu(a))
    lower = np.tril(factors, -1)[..., :k] + np.eye(m, k)
    close(lower @ np.triu(factors)[..., :k, :], np.take_along_axis(a, permutation[..., None], -2), dtype)
    again = lax.linalg.lu_pivots_to_permutation(pivots, m)
    np.testing.assert_array_equal(again, permutation)


@few
@given(seeds, dtypes, batches, st.integers(1, 6), st.integers(0, 3))
def test_equations(seed, dtype, batch, n, k):
    a, b = regular(seed, dtype, *batch, n, n), matrices(seed + 1, dtype, n, k)
    x = np.asarray(cnp.linalg.solve(a, b))
    assert x.shape == (*batch, n, k)
    close(a @ x, np.broadcast_to(b, x.shape), dtype)
    close(cnp.linalg.inv(a), np.linalg.inv(a), dtype)
    sign, logarithm = np.linalg.slogdet(a)
    close(cnp.linalg.slogdet(a)[0], sign, dtype)
    close(cnp.linalg.slogdet(a)[1], logarithm, dtype)
    close(cnp.linalg.det(a), np.linalg.det(a), dtype, 1000)
    close(cnp.linalg.pinv(a[..., : n // 2 + 1]), np.linalg.pinv(a[..., : n // 2 + 1]), dtype)


@few
@given(seeds, dtypes, st.integers(1, 6), st.integers(1, 6))
def test_least_squares_and_norms(seed, dtype, m, n):
    a, b = matrices(seed, dtype, m, n), matrices(seed + 1, dtype, m, 2)
    got = cnp.linalg.lstsq(a, b, numpy_resid=True)
    for x, y in zip(got, np.linalg.lstsq(a, b), strict=True):
        if np.asarray(x).dtype.kind != "i" and np.linalg.cond(a) < 1e3:
            close(x, y, dtype, 1e5)
    for order in (None, 1, -1, 2, -2, np.inf, -np.inf, "fro", "nuc"):
        close(cnp.linalg.norm(a, ord=order), np.linalg.norm(a, ord=order), dtype)
    assert int(cnp.linalg.matrix_rank(a)) == np.linalg.matrix_rank(a)


@few
@given(seeds, dtypes, batches, st.integers(0, 5))
def test_eigenvalues(seed, dtype, batch, n):
    a = matrices(seed, dtype, *batch, n, n)
    w, v = map(np.asarray, cnp.linalg.eig(a))
    close(a @ v, v * w[..., None, :], dtype, 500)
    close(np.sum(np.asarray(cnp.linalg.eigvals(a)), -1), np.trace(a, axis1=-2, axis2=-1), dtype, 500)
    w, u, _ = map(np.asarray, lax.linalg.eig(a))
    close(adjoint(u) @ a, w[..., :, None] * adjoint(u), dtype, 500)


# ---- what cannot be computed is NaN


def test_what_is_not_positive_definite_is_nan():
    x = np.stack([np.eye(2), -np.eye(2), np.full((2, 2), np.nan)])
    got = np.asarray(cnp.linalg.cholesky(x))
    np.testing.assert_array_equal(got[0], np.eye(2))
    assert np.all(np.isnan(got[1:][:, [0, 1, 1], [0, 0, 1]])) and not np.any(got[:, 0, 1])


@pytest.mark.parametrize("bad", [np.nan, np.inf])
@pytest.mark.parametrize("dtype", DTYPES)
def test_matrices_with_nan_or_infinity_give_nan_and_no_endless_loop(dtype, bad):
    x = np.stack([np.eye(3), np.full((3, 3), bad)]).astype(dtype)
    for results in (
        cnp.linalg.eigh(x, symmetrize_input=False),
        cnp.linalg.svd(x),
        cnp.linalg.eig(x),
        lax.linalg.schur(x),
    ):
        for result in map(np.asarray, results):
            assert np.all(np.isfinite(result[0])) and np.all(np.isnan(result[1]))


def test_singular_equations_are_infinite_or_nan():
    x = np.asarray(cnp.linalg.solve(cnp.ones((2, 2)), cnp.ones(2)))
    assert not np.any(np.isfinite(x))


# ---- derivatives


def difference(f, x, v, step=1e-6):
    return (np.asarray(f(x + step * v)) - np.asarray(f(x - step * v))) / (2 * step)


@pytest.mark.parametrize(
    "f",
    [
        cnp.linalg.inv,
        cnp.linalg.det,
        lambda x: cnp.linalg.slogdet(x)[1],
        lambda x: cnp.linalg.solve(x, cnp.arange(4.0)),
        lambda x: cnp.linalg.lstsq(x[:, :3], cnp.arange(4.0))[0],
        lambda x: cnp.linalg.pinv(x[:, :3]),
        lambda x: cnp.linalg.norm(x, 2),
        lambda x: cnp.linalg.norm(x, "nuc"),
        lambda x: cnp.linalg.cond(x),
        lambda x: cnp.linalg.cond(x, 1),
        lambda x: cnp.linalg.matrix_power(x, -2),
        cnp.linalg.eigvalsh,
        lambda x: cnp.linalg.cholesky(x @ x.T),
        lambda x: cv.scipy.linalg.expm(x / 5),
        lambda x: cv.scipy.linalg.sqrtm(x @ x.T).real,
        lambda x: cv.scipy.linalg.polar(x)[1],
        lambda x: cv.scipy.linalg.solve_sylvester(x, cnp.eye(4), x.T),
        lambda x: cv.scipy.linalg.lu(x)[1],
        lambda x: cv.scipy.linalg.solve(x @ x.T, cnp.arange(4.0), assume_a="pos"),
        lambda x: cv.scipy.linalg.toeplitz(x[0], x[1]),
        lambda x: cv.scipy.linalg.companion(x[0]),
    ],
)
def test_derivatives_of_first_and_second_order(f):
    x, v = regular(3, "float64", 4, 4), matrices(4, "float64", 4, 4)
    y, dy = cv.jvp(f, (x,), (v,))
    np.testing.assert_allclose(dy, difference(f, x, v), rtol=1e-5, atol=1e-5)
    weights = matrices(5, "float64", *y.shape)

    def total(x):
        return cnp.sum(weights * f(x))

    grad = cv.jit(cv.grad(total))
    np.testing.assert_allclose(np.vdot(grad(x), v), np.vdot(weights, dy), rtol=1e-9, atol=1e-9)
    second = cv.jvp(cv.grad(total), (x,), (v,))[1]
    np.testing.assert_allclose(second, difference(grad, x, v), rtol=1e-4, atol=1e-4)
    xs = np.stack([x, 1.1 * x, x.T])
    lanes = cv.jit(cv.vmap(cv.grad(total)))(xs)
    np.testing.assert_allclose(lanes, np.stack([grad(x) for x in xs]), rtol=1e-8, atol=1e-8)


def test_second_derivative_of_a_singular_determinant():
    x = np.outer(np.arange(1.0, 5), np.ones(4)) + np.diag([0.0, 0, 1, 2])
    grad = cv.grad(cnp.linalg.det)
    v = matrices(0, "float64", 4, 4)
    np.testing.assert_allclose(cv.jvp(grad, (x,), (v,))[1], difference(grad, x, v), atol=1e-7)
    assert abs(np.linalg.det(x)) < 1e-12 and np.max(np.abs(np.asarray(grad(x)))) > 1


def test_derivative_of_equal_eigenvalues_of_a_symmetric_function():
    got = cv.grad(lambda x: cnp.sum(cnp.linalg.eigvalsh(x) ** 2))(np.eye(3))
    np.testing.assert_allclose(got, 2 * np.eye(3), atol=1e-12)


def test_vectors_that_nobody_reads_are_not_computed():
    text = cv.jit(cnp.linalg.eigvalsh).lower(np.eye(3)).as_text(stage="array")
    ir = cv.jit(lambda x: cnp.linalg.svdvals(x)).lower(np.eye(3)).as_text(stage="array")
    assert "eigh" in text and "svd" in ir
    runtime = cv.jit(cnp.linalg.eigvalsh).lower(np.eye(3)).as_text(stage="transformed")
    assert "vectors = false" in runtime


def test_lanes_of_a_right_side_are_columns():
    a, b = regular(0, "float64", 3, 3), matrices(1, "float64", 5, 3, 2)
    got = cv.vmap(lambda b: cnp.linalg.solve(a, b))(b)
    np.testing.assert_allclose(got, np.linalg.solve(a, b), rtol=1e-12)
    got = cv.vmap(lambda b: lax.linalg.triangular_solve(a, b, left_side=False))(np.swapaxes(b, 1, 2))
    want = np.swapaxes(np.linalg.solve(np.triu(a).T, b), 1, 2)
    np.testing.assert_allclose(got, want, rtol=1e-12)


# ---- against SciPy


def test_functions_of_matrices_against_scipy():
    scipy = pytest.importorskip("scipy.linalg", reason="SciPy is not installed: nothing to compare with")
    ours = cv.scipy.linalg
    a, b = regular(0, "float64", 4, 4), matrices(1, "float64", 4, 4)
    for x in (a, b, b + 1j * a):
        np.testing.assert_allclose(ours.expm(x), scipy.expm(x), rtol=1e-10, atol=1e-10)
        np.testing.assert_allclose(ours.sqrtm(x), scipy.sqrtm(x), rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(ours.funm(x, cnp.cos), scipy.cosm(x), rtol=1e-7, atol=1e-7)
        for got, want in zip(ours.polar(x), scipy.polar(x), strict=True):
            np.testing.assert_allclose(got, want, rtol=1e-9, atol=1e-9)
        t, z = map(np.asarray, ours.rsf2csf(*ours.schur(x)))
        np.testing.assert_allclose(z @ t @ adjoint(z), x, rtol=1e-9, atol=1e-9)
        assert not np.any(np.tril(t, -1))
        h, q = map(np.asarray, ours.hessenberg(x, calc_q=True))
        np.testing.assert_allclose(q @ h @ adjoint(q), x, rtol=1e-10, atol=1e-10)
    for got, want in zip(ours.expm_frechet(b, a), scipy.expm_frechet(b, a), strict=True):
        np.testing.assert_allclose(got, want, rtol=1e-9, atol=1e-9)
    got = ours.eigh_tridiagonal(np.arange(4.0), np.ones(3))[0]
    np.testing.assert_allclose(got, scipy.eigh_tridiagonal(np.arange(4.0), np.ones(3))[0], rtol=1e-12)


def test_matrices_of_given_forms_against_scipy():
    scipy = pytest.importorskip("scipy.linalg", reason="SciPy is not installed: nothing to compare with")
    x, y = np.arange(1.0, 6.0), np.arange(2.0, 6.0)
    for name, *arguments in (
        ("toeplitz", x),
        ("toeplitz", x, y),
        ("hankel", x),
        ("hankel", x, y),
        ("circulant", x),
        ("leslie", x, y),
        ("companion", x),
        ("fiedler", x),
        ("fiedler_companion", x),
        ("fiedler_companion", np.arange(1.0, 8.0)),
        ("block_diag", x, np.ones((2, 2))),
        ("hilbert", 5),
        ("invhilbert", 6),
        ("pascal", 6),
        ("invpascal", 6),
        ("helmert", 5),
        ("helmert", 5, True),
        ("hadamard", 8),
        ("dft", 5),
        ("dft", 6, "sqrtn"),
        *(("convolution_matrix", x, n, mode) for n in (1, 4, 7) for mode in ("full", "same", "valid")),
    ):
        got, want = getattr(cv.scipy.linalg, name)(*arguments), getattr(scipy, name)(*arguments)
        np.testing.assert_allclose(got, want, rtol=1e-12, atol=1e-14, err_msg=f"{name}{arguments}")


# ---- without LAPACK


def test_without_lapack_the_remedy_is_named(monkeypatch):
    from covector import _core

    monkeypatch.setattr(_core, "have_lapack", lambda: False)
    with pytest.raises(NotImplementedError, match=r"solve: needs LAPACK.*scipy-openblas32"):
        cnp.linalg.solve(cnp.eye(2), cnp.ones(2))
