"""Sorts, searches, sets, histograms and quantiles: against NumPy, eagerly and in jit."""

import contextlib
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import covector as cv
import covector.numpy as cnp
from covector import errors

DTYPES = (
    "bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float16", "float32",
    "float64", "complex64", "complex128",
)  # fmt: skip
SPECIAL = np.array([0.0, -0.0, 1.0, -1.0, 2.5, np.inf, -np.inf, np.nan, -np.nan])

pytestmark = pytest.mark.usefixtures("x64")


def values(rng, dtype, shape, few):
    """Numbers, of which many are equal or special if `few`."""
    dtype = np.dtype(dtype)
    if dtype.kind == "b":
        return rng.integers(0, 2, shape).astype(bool)
    if dtype.kind in "iu":
        low, high = (0, 5) if few else (np.iinfo(dtype).min, np.iinfo(dtype).max)
        return rng.integers(low, high, shape, dtype=dtype, endpoint=True)
    if dtype.kind == "c":
        part = np.dtype(f"f{dtype.itemsize // 2}")
        x = np.empty(shape, dtype)
        x.real, x.imag = values(rng, part, shape, few), values(rng, part, shape, few)
        return x
    return rng.choice(SPECIAL, shape).astype(dtype) if few else rng.normal(0, 100, shape).astype(dtype)


def order(x, axis):
    """NumPy's stable order, complex numbers by their parts."""
    if x.dtype.kind == "c":
        return np.lexsort((x.imag, x.real), axis=axis)
    return np.argsort(x, axis=axis, kind="stable")


def same_bits(got, want):
    got = np.asarray(got)
    assert got.dtype == want.dtype and got.shape == want.shape
    assert got.tobytes() == np.ascontiguousarray(want).tobytes()


ARRAYS = given(
    seed=st.integers(0, 2**32),
    dtype=st.sampled_from(DTYPES),
    shape=st.sampled_from([(0,), (1,), (7,), (300,), (3, 0), (20, 5), (4, 33), (2, 17, 3), (18, 130)]),
    few=st.booleans(),
    axis=st.integers(0, 2),
)


@settings(max_examples=120, deadline=None)
@ARRAYS
def test_sort_keeps_every_bit_and_the_order_of_equals(seed, dtype, shape, few, axis):
    axis %= len(shape)
    x = values(np.random.default_rng(seed), dtype, shape, few)
    positions = order(x, axis)
    same_bits(cnp.sort(x, axis), np.take_along_axis(x, positions, axis))
    np.testing.assert_array_equal(cnp.argsort(x, axis), positions)


@settings(max_examples=40, deadline=None)
@ARRAYS
def test_sort_together_with_payloads(seed, dtype, shape, few, axis):
    axis %= len(shape)
    rng = np.random.default_rng(seed)
    first, second = values(rng, "int8", shape, True), values(rng, dtype, shape, few)
    payload = values(rng, "float16", shape, False)
    positions = np.lexsort(
        (second.imag, second.real, first) if dtype[0] == "c" else (second, first), axis=axis
    )
    got = cv.lax.sort((first, second, payload), axis, num_keys=2)
    for g, x in zip(got, (first, second, payload), strict=True):
        same_bits(g, np.take_along_axis(x, positions, axis))


@pytest.mark.parametrize("length", [*range(2, 70), 127, 129, 255, 257, 513, 140_000])
def test_every_length(length):
    rng = np.random.default_rng(length)
    x = values(rng, "float32", (17, length) if length < 1000 else (length,), length % 2 == 0)
    same_bits(cnp.sort(x), np.take_along_axis(x, order(x, -1), -1))


def test_descending_keeps_the_order_of_equals():
    x = np.array([2.0, np.nan, 1.0, 2.0, 1.0], np.float32)
    np.testing.assert_array_equal(cnp.argsort(x, descending=True), [1, 0, 3, 2, 4])
    np.testing.assert_array_equal(cnp.sort(x, descending=True), [np.nan, 2, 2, 1, 1])


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 2**32), dtype=st.sampled_from(DTYPES[:12]), n=st.integers(0, 400), few=st.booleans()
)
def test_searchsorted(seed, dtype, n, few):
    rng = np.random.default_rng(seed)
    x = np.sort(values(rng, dtype, (n,), few))
    v = np.concatenate([x, values(rng, dtype, (40,), few)])
    for side in ("left", "right"):
        np.testing.assert_array_equal(cnp.searchsorted(x, v, side), np.searchsorted(x, v, side))


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), dtype=st.sampled_from(DTYPES), n=st.integers(0, 60), few=st.booleans())
def test_unique(seed, dtype, n, few):
    x = values(np.random.default_rng(seed), dtype, (n,), few)
    if dtype[0] == "c":
        x = x[np.isfinite(x)]  # NumPy takes all complex NaN for one
    want = np.unique(x, True, True, True)
    got = cnp.unique(x, True, True, True)
    for g, w in zip(got, want, strict=True):
        np.testing.assert_array_equal(g, w)
    np.testing.assert_array_equal(cnp.unique(x), want[0])
    size = len(want[0]) + 2
    if n:
        fixed = cv.jit(lambda x: cnp.unique(x, True, True, True, size=size))(x)
        for number in (0, 1, 3):
            np.testing.assert_array_equal(np.asarray(fixed[number])[: size - 2], want[number])
        np.testing.assert_array_equal(fixed[2], want[2])
        np.testing.assert_array_equal(fixed[0][-2:], np.repeat(want[0][:1], 2))
        np.testing.assert_array_equal(fixed[3][-2:], [0, 0])


@pytest.mark.parametrize("axis", [0, 1, -1])
def test_unique_slices(axis):
    x = np.random.default_rng(0).integers(0, 2, (4, 5, 2))
    for g, w in zip(cnp.unique(x, True, True, True, axis), np.unique(x, True, True, True, axis), strict=True):
        np.testing.assert_array_equal(g, w)


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    dtype=st.sampled_from(("int8", "uint32", "float32", "bool")),
    n=st.integers(0, 30),
    m=st.integers(0, 30),
)
def test_sets(seed, dtype, n, m):
    rng = np.random.default_rng(seed)
    x, y = (values(rng, dtype, (k,), True) for k in (n, m))
    x, y = x[x == x], y[y == y]
    for name in ("union1d", "intersect1d", "setdiff1d", "setxor1d", "isin"):
        want = getattr(np, name)(x, y)
        np.testing.assert_array_equal(getattr(cnp, name)(x, y), want, name)
        if name != "isin" and x.size and y.size:
            size = max(want.size, 1)
            got = cv.jit(lambda x, y, name=name, size=size: getattr(cnp, name)(x, y, size=size))(x, y)
            np.testing.assert_array_equal(np.asarray(got)[: want.size], want, name)
    for g, w in zip(
        cnp.intersect1d(x, y, return_indices=True), np.intersect1d(x, y, return_indices=True), strict=True
    ):
        np.testing.assert_array_equal(g, w)


METHODS = (
    "inverted_cdf", "averaged_inverted_cdf", "closest_observation", "interpolated_inverted_cdf", "hazen",
    "weibull", "linear", "median_unbiased", "normal_unbiased", "lower", "higher", "midpoint", "nearest",
)  # fmt: skip


@contextlib.contextmanager
def quiet():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("axis", [None, 0, 1, (0, 2)])
def test_quantiles(method, axis):
    rng = np.random.default_rng(1)
    x = rng.normal(size=(4, 5, 3))
    holes = np.where(rng.random(x.shape) < 0.3, np.nan, x)
    holes[0, 0] = np.nan
    q = np.array([0.0, 0.1, 0.25, 1 / 3, 0.5, 0.8, 1.0])
    with quiet():
        for level in (q, 0.4):
            for keepdims in (False, True):
                options = {"axis": axis, "method": method, "keepdims": keepdims}
                got = cnp.quantile(x, level, **options)
                np.testing.assert_allclose(got, np.quantile(x, level, **options), 1e-12)
                got = cv.jit(lambda x, level, o=options: cnp.nanquantile(x, level, **o))(holes, level)
                np.testing.assert_allclose(got, np.nanquantile(holes, level, **options), 1e-9)
        np.testing.assert_allclose(cnp.percentile(x, 100 * q, axis), np.percentile(x, 100 * q, axis), 1e-12)
    assert np.isnan(np.asarray(cnp.quantile(holes, 0.5)))


def test_quantiles_with_weights():
    rng = np.random.default_rng(2)
    x, w = rng.normal(size=(4, 6)), rng.integers(1, 4, (4, 6)).astype(float)
    for axis in (0, 1, None):
        want = np.quantile(x, [0.2, 0.5, 0.9], axis, weights=w, method="inverted_cdf")
        got = cnp.quantile(x, cnp.array([0.2, 0.5, 0.9]), axis, weights=w, method="inverted_cdf")
        np.testing.assert_allclose(got, want)


def test_medians():
    x = np.array([[3.0, np.nan, 1.0, 2.0], [np.inf, 1.0, np.inf, np.inf]])
    np.testing.assert_array_equal(cnp.median(x, 1), [np.nan, np.inf])
    np.testing.assert_array_equal(cnp.nanmedian(x, 1), [2.0, np.inf])
    assert cnp.median(np.arange(4, dtype=np.int8)) == 1.5
    grad = cv.jit(cv.grad(cnp.median))(np.array([3.0, 1.0, 2.0, 7.0]))
    np.testing.assert_array_equal(grad, [0.5, 0, 0.5, 0])


RULES = ("auto", "doane", "fd", "rice", "scott", "sqrt", "stone", "sturges")


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    n=st.integers(1, 300),
    bins=st.sampled_from([1, 7, 50, *RULES, (-1.0, 0.0, 0.5, 2.0)]),
    limits=st.sampled_from([None, (-1.0, 2.0)]),
    density=st.booleans(),
)
def test_histogram(seed, n, bins, limits, density):
    x = np.random.default_rng(seed).normal(size=n)
    edges = np.asarray(bins) if isinstance(bins, tuple) else bins
    with quiet(), np.errstate(all="ignore"):
        want, want_edges = np.histogram(x, edges, limits, density=density)
        got, got_edges = cnp.histogram(x, edges, limits, density=density)
    np.testing.assert_allclose(got_edges, want_edges, 1e-12, 1e-12)
    np.testing.assert_allclose(got, want, 1e-12)


def test_histograms_of_points():
    rng = np.random.default_rng(3)
    points, weights = rng.normal(size=(60, 2)), rng.random(60)
    for options in (
        {"bins": 4}, {"bins": [3, 5], "density": True}, {"bins": 3, "weights": weights},
        {"bins": 4, "range": [(-1, 1), (0, 2)]},
    ):  # fmt: skip
        want, edges = np.histogramdd(points, **options)
        got, got_edges = cnp.histogramdd(points, **options)
        np.testing.assert_allclose(got, want, 1e-12)
        for g, w in zip(got_edges, edges, strict=True):
            np.testing.assert_allclose(g, w, 1e-12)
    got = cv.jit(lambda x, y: cnp.histogram2d(x, y, np.array([-1.0, 0, 1, 2]))[0])(*points.T)
    np.testing.assert_array_equal(got, np.histogram2d(*points.T, np.array([-1.0, 0, 1, 2]))[0])


@pytest.mark.parametrize("size", [0, 3, 5, 12])
def test_nonzero_of_a_size(size):
    x = np.random.default_rng(size).integers(0, 2, (3, 4))
    found = np.nonzero(x)
    got = cv.jit(lambda x: cnp.nonzero(x, size=size, fill_value=-1))(x)
    again = cnp.nonzero(x, size=size, fill_value=-1)
    for g, a, w in zip(got, again, found, strict=True):
        want = np.concatenate([w[:size], np.full(max(0, size - w.size), -1)])
        np.testing.assert_array_equal(g, want)
        np.testing.assert_array_equal(a, want)
    mask = cv.jit(lambda x: cnp.compress(x[0] > 0, x, 1, size=3, fill_value=9))(x)
    kept = np.compress(x[0] > 0, x, 1)[:, :3]
    np.testing.assert_array_equal(mask, np.pad(kept, ((0, 0), (0, 3 - kept.shape[1])), constant_values=9))


@pytest.mark.parametrize("axis", [None, 0, 1])
@pytest.mark.parametrize("where", [0, -1, 1, np.array([0, 2]), np.array([1, 1]), slice(None, None, 2)])
def test_delete_and_insert(axis, where):
    x = np.arange(12.0).reshape(3, 4)
    np.testing.assert_array_equal(cnp.delete(x, where, axis), np.delete(x, where, axis))
    np.testing.assert_array_equal(cnp.insert(x, where, 7.0, axis), np.insert(x, where, 7.0, axis))


def test_delete_and_insert_at_traced_positions():
    x = np.arange(5)
    np.testing.assert_array_equal(cv.jit(cnp.delete)(x, 3), [0, 1, 2, 4])
    unique = cv.jit(lambda x, i: cnp.delete(x, i, assume_unique_indices=True))
    np.testing.assert_array_equal(unique(x, np.array([1, 3])), [0, 2, 4])
    np.testing.assert_array_equal(cv.jit(cnp.insert)(x, np.array([4, 1]), 9), [0, 9, 1, 2, 3, 9, 4])
    with pytest.raises(errors.ConcretizationTypeError, match="delete"):
        cv.jit(cnp.delete)(x, np.array([1, 3]))


def test_data_dependent_shapes_need_a_size_in_jit():
    x = np.arange(5)
    for function in (
        cnp.unique, cnp.nonzero, cnp.flatnonzero, cnp.argwhere, cnp.trim_zeros, cnp.bincount,
        lambda x: cnp.union1d(x, x), lambda x: cnp.compress(x > 1, x), lambda x: cnp.setdiff1d(x, x),
        lambda x: cnp.histogram(x, "auto"),
    ):  # fmt: skip
        with pytest.raises(errors.ConcretizationTypeError, match=r"size=|outside jit"):
            cv.jit(function)(x)


def test_gradient_of_unique_goes_to_the_first_of_equals():
    grad = cv.grad(lambda x: cnp.sum(cnp.unique(x)))(np.array([3.0, 1.0, 3.0]))
    np.testing.assert_array_equal(grad, [1, 1, 0])


def test_derivatives_of_orders():
    x = np.random.default_rng(4).normal(size=(3, 6))
    w = np.random.default_rng(5).normal(size=(3, 6))
    got = cv.grad(lambda x: cnp.sum(cnp.sort(x, 1) ** 2 * w))(x)
    positions = np.argsort(x, 1)
    want = np.empty_like(x)
    np.put_along_axis(want, positions, 2 * np.sort(x, 1) * w, 1)
    np.testing.assert_allclose(got, want)
    top = cv.vmap(cv.grad(lambda x: cnp.sum(cv.lax.top_k(x, 2)[0])))(x)
    np.testing.assert_array_equal(top, (np.argsort(np.argsort(-x, 1), 1) < 2) * 1.0)


def test_top_k_of_many():
    x = np.random.default_rng(6).normal(size=(2, 50_000)).astype(np.float32)
    got, where = cv.lax.top_k(x, 37)
    np.testing.assert_array_equal(got, -np.sort(-x, 1)[:, :37])
    np.testing.assert_array_equal(np.take_along_axis(x, np.asarray(where), 1), got)
    low, _ = cv.lax.approx_min_k(x, 5)
    np.testing.assert_array_equal(low, np.sort(x, 1)[:, :5])


def test_methods_of_arrays():
    x = cnp.array([3, 1, 2])
    assert x.sort().tolist() == [1, 2, 3]
    assert x.argsort(descending=True).tolist() == [0, 2, 1]
    assert x.argpartition(1)[1] == 2
    assert x.sort().searchsorted(2) == 1


def test_ranks_and_modes_against_scipy():
    stats = pytest.importorskip("scipy.stats", reason="SciPy is not installed: nothing to compare with")
    x = np.random.default_rng(7).integers(0, 5, (4, 9))
    for method in ("average", "min", "max", "dense", "ordinal"):
        for axis in (None, 0, 1):
            want = stats.rankdata(x, method, axis=axis)
            np.testing.assert_array_equal(cv.scipy.stats.rankdata(x, method, axis=axis), want)
    for axis in (None, 0, 1):
        for keepdims in (False, True):
            want = stats.mode(x, axis, keepdims=keepdims)
            got = cv.scipy.stats.mode(x, axis, keepdims=keepdims)
            np.testing.assert_array_equal(got.mode, want.mode)
            np.testing.assert_array_equal(got.count, want.count)
