"""Universal functions and their methods, frompyfunc and vectorize, against NumPy's."""

import copy
import inspect
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import covector as cv
import covector.numpy as cnp

BINARY = ["add", "multiply", "maximum", "minimum", "subtract"]
INTEGER = ["bitwise_and", "bitwise_or", "bitwise_xor"]
LOGICAL = ["logical_and", "logical_or", "logical_xor"]


def integers(seed, shape):
    return np.random.default_rng(seed).integers(-3, 7, shape).astype(np.int32)


@pytest.mark.parametrize("name", BINARY + INTEGER + LOGICAL)
def test_is_a_universal_function(name):
    ours, theirs = getattr(cnp, name), getattr(np, name)
    assert isinstance(ours, cnp.ufunc)
    assert (ours.nin, ours.nout, ours.__name__) == (theirs.nin, theirs.nout, name)
    assert repr(ours) == f"<cnp.ufunc '{name}'>"
    assert pickle.loads(pickle.dumps(ours)) is ours
    assert copy.deepcopy(ours) is ours
    assert list(inspect.signature(ours).parameters) == ["x1", "x2"]
    assert ">>>" in ours.__doc__


def test_equality_is_that_of_what_is_computed():
    def f(x, y):
        return x + y

    assert cnp.frompyfunc(f, 2, 1) == cnp.frompyfunc(f, 2, 1)
    assert cnp.frompyfunc(f, 2, 1) != cnp.frompyfunc(f, 2, 1, identity=0)
    assert cnp.add != cnp.multiply
    assert len({cnp.add, cnp.add, cnp.multiply}) == 2


def test_transformations_take_universal_functions():
    x = cnp.array([1.0, 2.0])
    np.testing.assert_array_equal(cv.jit(cnp.add)(x, 1), [2, 3])
    np.testing.assert_array_equal(cv.vmap(cnp.multiply)(x, x), [1, 4])
    assert float(cv.grad(cnp.exp)(0.0)) == 1.0
    assert float(cv.jit(lambda f, x: f(x, 2), static_argnums=0)(cnp.multiply, 3.0)) == 6.0


SHAPES = st.lists(st.integers(1, 5), min_size=1, max_size=3).map(tuple)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(BINARY + INTEGER), SHAPES, st.integers(0, 2), st.integers(0, 99), st.booleans())
def test_reduce_and_accumulate(name, shape, axis, seed, keepdims):
    x, axis = integers(seed, shape), axis % len(shape)
    ours, theirs = getattr(cnp, name), getattr(np, name)
    np.testing.assert_array_equal(
        ours.reduce(x, axis, keepdims=keepdims), theirs.reduce(x, axis, keepdims=keepdims)
    )
    np.testing.assert_array_equal(ours.accumulate(x, axis), theirs.accumulate(x, axis))
    np.testing.assert_array_equal(cv.jit(lambda x: ours.reduce(x, axis))(x), theirs.reduce(x, axis))


@pytest.mark.parametrize("name", LOGICAL)
def test_logical_reductions(name):
    x = integers(1, (3, 5)) > 2
    np.testing.assert_array_equal(getattr(cnp, name).reduce(x, 1), getattr(np, name).reduce(x, 1))
    np.testing.assert_array_equal(getattr(cnp, name).accumulate(x, 1), getattr(np, name).accumulate(x, 1))


@pytest.mark.parametrize("name", ["add", "multiply", "bitwise_or", "bitwise_xor"])
def test_masked_reductions(name):
    x, mask = integers(2, (4, 6)), integers(3, (4, 6)) > 1
    got = getattr(cnp, name).reduce(x, 1, where=mask)
    np.testing.assert_array_equal(got, getattr(np, name).reduce(x, 1, where=mask))
    got = getattr(cnp, name).reduce(x, 0, initial=5, where=mask)
    np.testing.assert_array_equal(got, getattr(np, name).reduce(x, 0, initial=5, where=mask))


def test_reduction_over_several_axes():
    x = integers(4, (2, 3, 4))
    np.testing.assert_array_equal(cnp.bitwise_xor.reduce(x, (0, 2)), np.bitwise_xor.reduce(x, (0, 2)))
    np.testing.assert_array_equal(cnp.add.reduce(x, None), x.sum())


def test_reduction_of_nothing():
    assert int(cnp.bitwise_or.reduce(cnp.zeros(0, int))) == 0
    with pytest.raises(ValueError, match="zero-size array"):
        cnp.subtract.reduce(cnp.zeros(0))


@pytest.mark.parametrize("name", [*BINARY, *INTEGER])
@pytest.mark.parametrize("traced", [False, True])
def test_at_applies_once_for_every_time_that_a_position_is_listed(name, traced):
    x, positions, values = integers(5, 6), np.array([1, 4, 1, 1, -2, 0], np.int32), integers(6, 6)
    want = x.copy()
    getattr(np, name).at(want, positions, values)

    def f(x, i, v):
        return getattr(cnp, name).at(x, i, v, inplace=False)

    got = (cv.jit(f) if traced else f)(cnp.asarray(x), cnp.asarray(positions), cnp.asarray(values))
    np.testing.assert_array_equal(got, want)


def test_at_of_rows_and_of_unary_functions():
    x = integers(7, (4, 3))
    want = x.copy()
    np.bitwise_xor.at(want, np.array([1, 1, 3]), 5)
    np.testing.assert_array_equal(cnp.bitwise_xor.at(x, np.array([1, 1, 3]), 5, inplace=False), want)
    want = x.copy()
    np.negative.at(want, (slice(None), [0, 0, 2]))
    got = cnp.negative.at(x, (slice(None), np.array([0, 0, 2])), inplace=False)
    np.testing.assert_array_equal(got, want)


@pytest.mark.parametrize("name", [*BINARY, *INTEGER])
def test_outer_and_reduceat(name):
    ours, theirs = getattr(cnp, name), getattr(np, name)
    x, y = integers(8, (2, 3)), integers(9, 4)
    np.testing.assert_array_equal(ours.outer(x, y), theirs.outer(x, y))
    long, starts = integers(10, (9, 2)), np.array([0, 4, 2, 2, 8], np.int32)
    np.testing.assert_array_equal(ours.reduceat(long, starts), theirs.reduceat(long, starts))
    if name != "subtract":
        traced = cv.jit(lambda i: ours.reduceat(long, i))(starts)
        np.testing.assert_array_equal(traced, theirs.reduceat(long, starts))
    np.testing.assert_array_equal(
        ours.reduceat(long.T, starts, axis=1), theirs.reduceat(long.T, starts, axis=1)
    )


def test_functions_of_ones_own():
    ours = cnp.frompyfunc(lambda x, y: 2 * x + y, 2, 1)
    x = np.arange(5.0, dtype=np.float32)
    steps = np.array([0.0, 1.0, 4.0, 11.0, 26.0])
    np.testing.assert_array_equal(ours.accumulate(x), steps)
    assert float(ours.reduce(x)) == 26.0
    np.testing.assert_array_equal(ours.outer(x[:2], x[:3]), 2 * x[:2, None] + x[:3])
    # The gradient of a fold: the k-th element is doubled by all steps after it.
    np.testing.assert_array_equal(cv.grad(ours.reduce)(x), [16, 8, 4, 2, 1])


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from([1, 2, 3]), max_size=2),
    st.lists(st.sampled_from([1, 2, 3]), max_size=2),
    st.integers(0, 99),
)
def test_vectorize_broadcasts(left, right, seed):
    rng = np.random.default_rng(seed)
    common = [n for n in left if n > 1] + [n for n in right if n > 1]
    if len(set(common)) > 1:
        left, right = [min(n, common[0]) for n in left], []
    x = rng.standard_normal((*left, 2, 3)).astype(np.float32)
    y = rng.standard_normal((*right, 3)).astype(np.float32)
    try:
        want = np.einsum("...nm,...m->...n", x, y)
    except ValueError:
        return
    matvec = cnp.vectorize(lambda a, b: a @ b, signature="(n,m),(m)->(n)")
    np.testing.assert_allclose(matvec(x, y), want, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(cv.jit(matvec)(x, y), want, rtol=1e-5, atol=1e-6)


def test_vectorize_of_several_results_and_none():
    x = np.arange(6.0, dtype=np.float32).reshape(2, 3)
    low, high = cnp.vectorize(lambda v: (v.min(), v.max()), signature="(n)->(),()")(x)
    np.testing.assert_array_equal(low, x.min(1))
    np.testing.assert_array_equal(high, x.max(1))
    np.testing.assert_array_equal(cnp.vectorize(lambda a, b: a if b is None else a + b)(x, None), x)
    np.testing.assert_array_equal(cnp.vectorize(lambda a, *, b: a * b)(x, b=x), x * x)


@pytest.mark.parametrize("axis", [0, 1, 2, -1])
def test_apply_along_axis(axis):
    x = np.arange(24.0, dtype=np.float32).reshape(2, 3, 4)
    for function in (lambda v: v.sum(), lambda v: v[::-1], lambda v: v[:2, None] * v[None, :2]):
        got = cnp.apply_along_axis(function, axis, x)
        np.testing.assert_array_equal(got, np.apply_along_axis(function, axis, x))


def test_functions_that_are_not_associative_over_many_elements():
    mix = cnp.frompyfunc(lambda a, b: a * 0.5 + b, 2, 1)
    x = np.linspace(-1, 1, 3000, dtype=np.float32)
    want = [x[0]]
    for item in x[1:]:
        want.append(want[-1] * np.float32(0.5) + item)
    np.testing.assert_allclose(mix.accumulate(x), want, rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(mix.reduce(x), want[-1], rtol=1e-5)
    assert mix.accumulate(x[:0]).shape == (0,)


def test_traced_positions_of_a_function_that_is_not_associative():
    mix = cnp.frompyfunc(lambda a, b: a * 0.5 + b, 2, 1)
    positions, values = np.array([1, 0, 1, 1, 2] * 400), np.arange(2000, dtype=np.float32)
    want = np.zeros(3, np.float32)
    for i, v in zip(positions, values, strict=True):
        want[i] = want[i] * np.float32(0.5) + v
    got = cv.jit(lambda i, v: mix.at(cnp.zeros(3), i, v, inplace=False))(positions, values)
    np.testing.assert_allclose(got, want, rtol=1e-6)
