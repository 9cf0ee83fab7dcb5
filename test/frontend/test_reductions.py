"""Reductions, scans and windows against NumPy: shapes, dtypes, special values, long lines, derivatives."""

import functools
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import covector as cv
import covector.numpy as cnp
from covector import lax

FLOATS = st.sampled_from(["float32", "float64", "int32", "int8", "uint16"])
modest = settings(max_examples=25, deadline=None)


def arrays(dtypes=FLOATS, least=0):
    """Small arrays of rank 1 to 3, with NaN and infinities among floats."""

    def of(dtype):
        elements = {"width": np.dtype(dtype).itemsize * 8} if dtype.startswith("float") else {}
        shapes = hnp.array_shapes(min_dims=1, max_dims=3, min_side=least, max_side=6)
        numbers = st.floats(-8, 8, **elements) | st.sampled_from([np.nan, np.inf, -np.inf, -0.0])
        return hnp.arrays(dtype, shapes, elements=numbers if elements else None)

    return dtypes.flatmap(of)


def some_axis(x, data):
    return data.draw(st.integers(-x.ndim, x.ndim - 1))


def same(got, want, rtol=1e-5):
    np.testing.assert_allclose(np.asarray(got), want, rtol=rtol, atol=1e-5)


@pytest.mark.usefixtures("x64")
@modest
@given(arrays(), st.data())
def test_scans_like_numpy(x, data):
    axis = some_axis(x, data)
    with np.errstate(all="ignore"):
        for ours, theirs in (
            (cnp.cumsum, np.cumsum),
            (cnp.cumprod, np.cumprod),
            (cnp.nancumsum, np.nancumsum),
            (cnp.nancumprod, np.nancumprod),
        ):
            # NumPy widens small integers, as JAX does not.
            want = theirs(x, axis, dtype=x.dtype)
            got = ours(x, axis)
            assert got.dtype == x.dtype
            same(got, want)
        if x.shape[axis]:
            same(lax.cummax(x, axis), np.maximum.accumulate(x, axis))
            same(
                lax.cummin(x, axis, reverse=True),
                np.flip(np.minimum.accumulate(np.flip(x, axis), axis), axis),
            )


@pytest.mark.usefixtures("x64")
@modest
@given(arrays(least=1), st.data())
def test_reductions_like_numpy(x, data):
    axis = data.draw(st.none() | st.just(tuple(range(x.ndim))) | st.integers(-x.ndim, x.ndim - 1))
    keepdims = data.draw(st.booleans())
    with np.errstate(all="ignore"):
        for name in ("max", "min", "ptp", "all", "any", "argmax", "argmin", "count_nonzero"):
            along = axis[0] if isinstance(axis, tuple) and name.startswith("arg") else axis
            got = getattr(cnp, name)(x, along, keepdims=keepdims)
            np.testing.assert_array_equal(np.asarray(got), getattr(np, name)(x, along, keepdims=keepdims))
        for name in ("sum", "mean", "var", "std"):
            got = getattr(cnp, name)(x, axis, keepdims=keepdims)
            wide = x.astype(np.float64) if x.dtype.kind == "f" else x
            same(got, getattr(np, name)(wide, axis, keepdims=keepdims), 1e-4)


@pytest.mark.usefixtures("x64")
@modest
@given(arrays(st.sampled_from(["float32", "float64"]), least=1), st.data())
def test_reductions_without_nan_like_numpy(x, data):
    axis = some_axis(x, data)
    x[np.isinf(x)] = 2.0
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of lines of nothing but NaN
        for name in ("nansum", "nanprod", "nanmax", "nanmin", "nanmean", "nanvar", "nanstd"):
            same(getattr(cnp, name)(x, axis), getattr(np, name)(x.astype(np.float64), axis), 1e-4)
    nothing = np.isnan(x).all(axis)
    filled = np.where(np.isnan(x), -np.inf, x)
    want = np.where(nothing, -1, filled.argmax(axis))
    np.testing.assert_array_equal(np.asarray(cnp.nanargmax(x, axis)), want)


@pytest.mark.parametrize("size", [4095, 131073, 300_001, 4_200_000])
@pytest.mark.parametrize("reverse", [False, True])
def test_long_lines_are_scanned_in_pieces(size, reverse):
    x = np.random.default_rng(0).integers(-50, 50, size).astype(np.int32)
    turned = x[::-1] if reverse else x
    for ours, theirs in ((lax.cumsum, np.add), (lax.cummax, np.maximum), (lax.cumprod, np.multiply)):
        want = theirs.accumulate(turned, dtype=np.int32)
        got = ours(x, 0, reverse)
        np.testing.assert_array_equal(np.asarray(got), want[::-1] if reverse else want)
    floats = x.astype(np.float32) / 64
    want = np.cumsum(turned.astype(np.float64)) / 64
    got = np.asarray(lax.cumsum(floats, 0, reverse))
    # Every result has the error of a sum in vectors and pieces, not that of one after the other.
    assert np.max(np.abs(got - (want[::-1] if reverse else want))) < 1e-5 * np.max(np.abs(want)) + 1e-3


def test_scan_does_not_depend_on_the_calling_thread():
    x = np.random.default_rng(1).standard_normal(1_000_000).astype(np.float32)
    first = np.asarray(cnp.cumsum(x)).tobytes()
    assert all(np.asarray(cnp.cumsum(x)).tobytes() == first for _ in range(5))


@pytest.mark.parametrize("size", [1, 31, 2048, 2049, 70_000, 200_000])
def test_positions_in_long_lines(size):
    rng = np.random.default_rng(size)
    for dtype in (np.float32, np.float16, np.int8, np.bool_):
        x = rng.integers(0, 100, size).astype(dtype)
        for changed in (None, 0, size - 1, size // 2):
            if changed is not None and dtype in (np.float32, np.float16):
                x[changed] = np.nan
            assert int(cnp.argmax(x)) == np.argmax(x)
            assert int(cnp.argmin(x)) == np.argmin(x)


@modest
@given(st.integers(0, 33), st.booleans())
def test_associative_scan_of_any_length(size, reverse):
    x = np.arange(1, size + 1) % 5 + 1.0

    def combine(a, b):  # not commutative
        return a[0] * b[0], b[0] * a[1] + b[1]

    got = lax.associative_scan(combine, (cnp.asarray(x), cnp.ones(size)), reverse=reverse)
    pairs = list(zip(x, np.ones(size)))
    if reverse:
        pairs = pairs[::-1]
    want = [functools.reduce(combine, pairs[: i + 1]) for i in range(size)]
    want = want[::-1] if reverse else want
    same(got[1], np.array([w[1] for w in want]))


@modest
@given(st.integers(0, 20), st.integers(0, 2))
def test_reduce_keeps_the_order_of_elements(size, axis):
    shape = [2, 3, 1]
    shape.insert(axis, size)
    x = np.random.default_rng(size).standard_normal((2, *shape)).astype(np.float32)

    def combine(a, b):  # composition of linear functions: associative, not commutative
        return a[0] * b[0], a[0] * b[1] + a[1]

    factor, term = lax.reduce((x[0], x[1]), (1.0, 0.0), combine, (axis,))
    pairs = [(np.take(x[0], i, axis), np.take(x[1], i, axis)) for i in range(size)]
    want = functools.reduce(combine, pairs, (np.ones(shape[:axis] + shape[axis + 1 :]), 0.0))
    same(factor, want[0])
    same(term, np.broadcast_to(want[1], factor.shape))


@modest
@given(st.data())
def test_general_windows_like_named_ones(data):
    shape = data.draw(hnp.array_shapes(max_dims=2, max_side=14))
    sizes = st.lists(st.integers(1, 11), min_size=len(shape), max_size=len(shape))
    steps = st.lists(st.integers(1, 3), min_size=len(shape), max_size=len(shape))
    pads = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=len(shape), max_size=len(shape))
    x = np.random.default_rng(len(shape)).standard_normal(shape).astype(np.float32)
    rest = (data.draw(sizes), data.draw(steps), data.draw(pads), data.draw(steps), data.draw(steps))
    for named, general, start in (
        (lax.add, lambda a, b: a + b, 0.0),
        (lax.max, lambda a, b: cnp.maximum(a, b), -np.inf),
        (lax.mul, lambda a, b: a * b, 1.0),
    ):
        same(lax.reduce_window(x, start, general, *rest), lax.reduce_window(x, start, named, *rest), 1e-4)
    assert lax.reduce_window_shape_tuple(shape, *rest) == lax.reduce_window(x, 0.0, lax.add, *rest).shape


def test_gradient_of_a_general_reduction():
    x = cnp.array([3.0, 4.0, 12.0])
    gradient = cv.grad(lambda x: lax.reduce(x, 0.0, lambda a, b: cnp.hypot(a, b), (0,)))(x)
    same(gradient, np.array([3.0, 4.0, 12.0]) / 13)


def test_general_reduction_in_vmap_and_jit():
    x = np.arange(12.0, dtype=np.float32).reshape(3, 4)
    starts = np.array([1.0, 2.0, 3.0], np.float32)
    summed = cv.jit(cv.vmap(lambda x, s: lax.reduce(x, s, lambda a, b: a + b, (0,))))
    same(summed(x, starts), x.sum(1) + starts)


def test_products_and_their_derivatives_where_factors_are_zero():
    x = cnp.array([2.0, 0.0, 3.0, 0.0, 5.0])
    jacobian = np.asarray(cv.jacobian(cnp.cumprod)(x))
    want = [[np.prod(np.delete(x[: i + 1], j)) if j <= i else 0.0 for j in range(5)] for i in range(5)]
    same(jacobian, np.array(want))
    windows = cv.jacobian(lambda x: lax.reduce_window(x, 1.0, lax.mul, (3,), (1,), "VALID"))(x)
    want = [
        [np.prod(np.delete(x[i : i + 3], j - i)) if i <= j < i + 3 else 0.0 for j in range(5)]
        for i in range(3)
    ]
    same(windows, np.array(want))


def test_cumlogsumexp_does_not_overflow():
    x = np.array([-np.inf, -np.inf, 1000.0, 1000.0, -2000.0], np.float32)
    same(lax.cumlogsumexp(x, 0), np.logaddexp.accumulate(x.astype(np.float64)))
    gradient = cv.grad(lambda x: lax.cumlogsumexp(x, 0)[3])(x)
    same(gradient, [0.0, 0.0, 0.5, 0.5, 0.0])


@pytest.mark.parametrize("rowvar", [True, False])
def test_covariances_like_numpy(rowvar):
    rng = np.random.default_rng(3)
    x, y = rng.standard_normal((2, 5, 5)).astype(np.float32)
    often, much = rng.integers(1, 4, 5), rng.random(5)
    for given_weights in ({}, {"fweights": often}, {"aweights": much}, {"fweights": often, "aweights": much}):
        for ddof in (None, 0, 2):
            got = cnp.cov(x, y, rowvar=rowvar, ddof=ddof, **given_weights)
            same(got, np.cov(x, y, rowvar=rowvar, ddof=ddof, **given_weights), 1e-4)
    same(cnp.corrcoef(x, rowvar=rowvar), np.corrcoef(x, rowvar=rowvar), 1e-4)


def test_slopes_like_numpy():
    x = np.random.default_rng(4).standard_normal((4, 6)).astype(np.float32)
    places = np.array([0.0, 1.0, 1.5, 4.0, 5.0, 5.5])
    for arguments in ((), (0.5,), (0.5, 2.0), (0.5, places)):
        for got, want in zip(cnp.gradient(x, *arguments), np.gradient(x, *arguments), strict=True):
            same(got, want, 1e-4)


def test_sum_of_all_beside_sums_of_columns() -> None:
    # One nest makes both; threads share only reductions to single numbers.
    x = np.random.default_rng(0).standard_normal((512, 512))
    with cv.enable_x64():
        total, columns, rows = cv.jit(lambda x: (cnp.sum(x), cnp.sum(x, 0), cnp.sum(x, 1)))(x)
        np.testing.assert_allclose(total, x.sum(), rtol=1e-10)
        np.testing.assert_allclose(columns, x.sum(0), rtol=1e-10, atol=1e-10)
        np.testing.assert_allclose(rows, x.sum(1), rtol=1e-10, atol=1e-10)
        both = cv.jit(lambda x: (cnp.sum(x), cnp.sum(x, 0)))(x)
        np.testing.assert_allclose(both[1], x.sum(0), rtol=1e-10, atol=1e-10)
