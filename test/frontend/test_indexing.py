"""Reading and changing parts of arrays, against NumPy."""

import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp

X = np.arange(2 * 3 * 4 * 5, dtype=np.float32).reshape(2, 3, 4, 5)
S = np.s_
MASK = np.array([True, False, True])
INDICES = [
    S[0], S[-1], S[1, 2], S[1, 2, 3], S[1, 2, 3, 4], S[:], S[...], S[()], S[None], S[..., None],
    S[:, None], S[0, None, ..., None, 2], S[1:], S[:-1], S[::2], S[::-1], S[:, ::-1, 1:3], S[..., -1],
    S[..., ::-2], S[3:1], S[:, 5:], S[-100:100], S[1, :, 2], S[:, 1, :, 2],
    S[np.int32(1), ..., np.int64(-2)], S[2:0:-1, 0], S[np.array([0, 1])], S[[1, 1, 0], [0, 2, 1]],
    S[np.array([-1, 0])], S[:, [2, 0]], S[:, :, [1], [2, 3, 4]], S[[0], :, [1]],
    S[:, [0, 1], 1:3, [2, 3]], S[[0, 1], :, 1, :], S[0, :, [1, 2]], S[:, np.array([[0, 1], [2, 0]])],
    S[np.array([[0], [1]]), np.array([0, 2])], S[[0, 1], None, [0, 2]], S[..., [0, 4]],
    S[np.zeros((0,), int)], S[:, np.zeros((2, 0), int)], S[:, MASK], S[:, MASK, 0],
    S[:, MASK, :, [0, 1]], S[X > 50], S[:, :, [True, False, False, True]], S[True], S[False],
    S[None, True], S[1, True], S[np.array(1)], S[np.array(True)], S[np.uint8(1)],
    S[np.array([1], np.uint8)],
]  # fmt: skip


def text_of(index):
    return repr(index).replace("slice", "").replace("None", "_").replace("\n", "")[:60]


@pytest.mark.parametrize("index", INDICES, ids=text_of)
def test_read(index):
    x = cnp.asarray(X)
    want = X[index]
    np.testing.assert_array_equal(x[index], want)
    assert x[index].shape == want.shape
    np.testing.assert_array_equal(cv.jit(lambda x: x[index])(x), want)


@pytest.mark.parametrize("index", INDICES, ids=text_of)
def test_gradient_of_reading_is_adding(index):
    if np.asarray(X[index]).size == 0:
        expected = np.zeros_like(X)
        weights = np.asarray(X[index])
    else:
        weights = np.linspace(1, 2, np.asarray(X[index]).size, dtype=np.float32).reshape(X[index].shape)
        expected = np.zeros_like(X)
        np.add.at(expected, index, weights)
    gradient = cv.grad(lambda x: cnp.sum(x[index] * weights))(cnp.asarray(X))
    np.testing.assert_allclose(gradient, expected, rtol=1e-6)


UNIQUE = [i for i in INDICES if X[i].size == np.unique(X[i]).size]


@pytest.mark.parametrize("index", UNIQUE, ids=text_of)
@pytest.mark.parametrize("kind", ["set", "add", "multiply", "min", "max", "subtract", "divide", "power"])
def test_update(index, kind):
    x = cnp.asarray(X)
    shape = X[index].shape
    values = np.linspace(1, 3, int(np.prod(shape)), dtype=np.float32).reshape(shape)
    want = X.copy()
    old = want[index]
    want[index] = {
        "set": lambda: values, "add": lambda: old + values, "multiply": lambda: old * values,
        "min": lambda: np.minimum(old, values * 30), "max": lambda: np.maximum(old, values * 30),
        "subtract": lambda: old - values, "divide": lambda: old / values, "power": lambda: old**values,
    }[kind]()  # fmt: skip
    if kind in ("min", "max"):
        values = values * 30
    got = getattr(x.at[index], kind)(values)
    np.testing.assert_allclose(got, want, rtol=2e-6)
    np.testing.assert_array_equal(x, X)
    number = getattr(x.at[index], kind)(2.0)
    assert number.shape == X.shape
    np.testing.assert_array_equal(x.at[index].get(), X[index])


def test_repeated_positions():
    x = cnp.zeros(4)
    positions = np.array([1, 1, 3, 1])
    np.testing.assert_array_equal(x.at[positions].add(1.0), [0, 3, 0, 1])
    np.testing.assert_array_equal((x + 1).at[positions].multiply(2.0), [1, 8, 1, 2])
    np.testing.assert_array_equal(x.at[positions].max(cnp.arange(4.0)), [0, 3, 0, 2])
    np.testing.assert_array_equal(x.at[positions].min(-cnp.arange(4.0)), [0, -3, 0, -2])
    gradient = cv.grad(lambda u: cnp.sum(x.at[positions].add(u) * cnp.arange(4.0)))(cnp.ones(4))
    np.testing.assert_array_equal(gradient, [1, 1, 3, 1])


def test_values_broadcast_and_are_converted():
    x = cnp.zeros((2, 3), cnp.int32)
    np.testing.assert_array_equal(x.at[0].set(7), [[7] * 3, [0] * 3])
    np.testing.assert_array_equal(x.at[:, 1].add(cnp.array([1, 2])), [[0, 1, 0], [0, 2, 0]])
    assert x.at[0, 0].set(1).dtype == np.int32
    assert cnp.zeros(3).at[0].set(1).dtype == np.float32
    assert cnp.zeros(3, cnp.float16).at[0].add(1.5).dtype == np.float16


def test_positions_out_of_bounds():
    x = cnp.arange(4.0)
    # Reading moves inside, writing leaves out, as in JAX.
    np.testing.assert_array_equal(x[np.array([10, -10, 1])], [3, 0, 1])
    np.testing.assert_array_equal(x.at[np.array([10, 1])].set(9.0), [0, 9, 2, 3])
    np.testing.assert_array_equal(x.at[10].add(1.0), x)
    filled = x.at[np.array([10, 1])].get(mode="fill", fill_value=-1)
    np.testing.assert_array_equal(filled, [-1, 1])
    assert np.isnan(np.asarray(x.at[np.array([10])].get(mode="fill"))[0])
    np.testing.assert_array_equal(x.at[np.array([10])].get(mode="clip"), [3])
    np.testing.assert_array_equal(x.at[np.array([10, 0])].set(5.0, mode="clip"), [5, 1, 2, 5])
    np.testing.assert_array_equal(x.at[np.array([10, 0])].set(5.0, mode="drop"), [5, 1, 2, 3])


def test_traced_positions():
    x = cnp.asarray(X[0, 0])

    @cv.jit
    def f(x, i, j):
        return x[i], x[:, j], x[i, j], x.at[i].set(0.0), x[cnp.array([i, j])]

    for i, j in ((0, 1), (3, 3), (-1, -2)):
        got = f(x, i, j)
        want = X[0, 0]
        changed = want.copy()
        changed[i] = 0
        for a, b in zip(got, (want[i], want[:, j], want[i, j], changed, want[[i, j]]), strict=True):
            np.testing.assert_array_equal(a, b)


def test_apply_and_iteration():
    x = cnp.arange(4.0)
    np.testing.assert_allclose(x.at[1:3].apply(cnp.exp), [0, np.exp(1), np.exp(2), 3], rtol=1e-6)
    assert [float(v) for v in x] == [0, 1, 2, 3]
    a, (b, c) = cnp.array([[1.0, 2.0], [3.0, 4.0]])
    assert a.tolist() == [1.0, 2.0]
    assert (float(b), float(c)) == (3.0, 4.0)
    assert len(x) == 4
    assert 2.0 in x
    assert 9.0 not in x
    assert [float(v) for v in reversed(x)] == [3, 2, 1, 0]


def test_a_bare_list_is_refused_as_in_jax():
    with pytest.raises(TypeError, match="non-tuple sequence"):
        cnp.arange(4.0)[[0, 1]]
    np.testing.assert_array_equal(cnp.arange(4.0)[[0, 1],], [0, 1])


def test_where_with_one_argument_and_nonzero():
    x = cnp.array([0.0, 3.0, 0.0, 5.0])
    (positions,) = cnp.nonzero(x)
    assert positions.tolist() == [1, 3]
    (positions,) = cnp.where(x > 0)
    assert positions.tolist() == [1, 3]
    assert x[x > 0].tolist() == [3.0, 5.0]
    np.testing.assert_array_equal(x.at[x > 0].set(-1.0), [0, -1, 0, -1])


def test_gradient_of_setting_the_only_window():
    positions = np.array([0])
    gradient = cv.grad(lambda x: x.at[positions].set(2 * x[:1]).sum())(cnp.ones((1, 5, 5)))
    np.testing.assert_array_equal(gradient, np.full((1, 5, 5), 2.0))
