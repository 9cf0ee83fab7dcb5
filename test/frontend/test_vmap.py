"""`cv.vmap`: trees of in_axes and out_axes, nesting, keywords."""

import collections

import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp
from covector import random


@pytest.fixture
def x():
    return np.arange(24, dtype=np.float32).reshape(2, 3, 4)


@pytest.mark.parametrize("axis", [0, 1, 2, -1, -3])
@pytest.mark.parametrize("out", [0, 1, 2, -1])
def test_in_and_out_axes(x, axis, out):
    got = cv.vmap(lambda m: m.T * 2, in_axes=axis, out_axes=out)(x)
    lanes = [m.T * 2 for m in np.moveaxis(x, axis, 0)]
    np.testing.assert_array_equal(got, np.stack(lanes, out))


def test_several_arguments(x):
    got = cv.vmap(lambda a, b, c: a @ b + c, in_axes=(0, None, 1))(x, x[0].T, np.ones((3, 2), np.float32))
    want = np.stack([m @ x[0].T + 1 for m in x])
    np.testing.assert_array_equal(got, want)


def test_trees_of_in_axes(x):
    def f(params, batch):
        return params["w"] * batch[0] + params["b"] + batch[1]["y"]

    params = {"w": cnp.arange(3.0), "b": 1.0}
    batch = (cnp.arange(3.0), {"y": cnp.arange(6.0).reshape(2, 3)})
    got = cv.vmap(f, in_axes=({"w": 0, "b": None}, (0, {"y": 1})))(params, batch)
    want = np.arange(3)[:, None] ** 2 + 1 + np.arange(6.0).reshape(2, 3).T
    np.testing.assert_array_equal(got, want)
    # A number or None stands for a whole tree.
    whole = cv.vmap(lambda p, b: p["w"] * b[0], in_axes=(None, 0))(params, (cnp.arange(2.0), None))
    np.testing.assert_array_equal(whole, np.arange(2.0)[:, None] * np.arange(3.0))
    listed = cv.vmap(lambda p: p[0] + p[1], in_axes=([0, None],))([cnp.arange(2.0), 5.0])
    assert listed.tolist() == [5.0, 6.0]


def test_trees_of_out_axes(x):
    got = cv.vmap(lambda m: {"sum": m.sum(), "m": m, "one": 1.0}, out_axes={"sum": 0, "m": 2, "one": None})(x)
    np.testing.assert_array_equal(got["sum"], x.sum((1, 2)))
    np.testing.assert_array_equal(got["m"], np.moveaxis(x, 0, 2))
    assert got["one"].shape == ()


def test_keywords_are_mapped_over_axis_0():
    got = cv.vmap(lambda a, *, b: a + b, in_axes=0)(cnp.arange(3.0), b=cnp.arange(3.0))
    assert got.tolist() == [0.0, 2.0, 4.0]


def test_results_that_depend_on_no_mapped_argument(x):
    a, b = cv.vmap(lambda m: (cnp.arange(2.0), m.sum()))(x)
    np.testing.assert_array_equal(a, [[0, 1], [0, 1]])
    np.testing.assert_array_equal(b, x.sum((1, 2)))


def test_nested(x):
    got = cv.vmap(cv.vmap(cnp.dot, in_axes=(0, None)), in_axes=(None, 0))(x[0], x[1])
    np.testing.assert_array_equal(got, np.array([[a @ b for a in x[0]] for b in x[1]]))
    outer = cv.vmap(lambda a: cv.vmap(lambda b: a * b)(x[0, 0]))(x[1, 1])
    np.testing.assert_array_equal(outer, np.outer(x[1, 1], x[0, 0]))


def test_zero_and_one_lanes():
    for size in (0, 1):
        got = cv.vmap(lambda v: cnp.sin(v).sum())(cnp.ones((size, 3)))
        assert got.shape == (size,)
        gradient = cv.vmap(cv.grad(lambda v: cnp.sum(v**2)))(cnp.ones((size, 3)))
        assert gradient.shape == (size, 3)


def test_axis_size():
    got = cv.vmap(lambda: cnp.arange(2.0), axis_size=3)()
    np.testing.assert_array_equal(got, [[0, 1]] * 3)


LANES = [
    ("sort of a mask", lambda v: cnp.where(v > 1, v, -v).sum()),
    ("norm", lambda v: cnp.sqrt(cnp.sum(v**2))),
    ("softmax", lambda v: cnp.exp(v - v.max()) / cnp.exp(v - v.max()).sum()),
    ("matmul", lambda v: cnp.ones((2, 4)) @ v),
    ("outer", lambda v: cnp.outer(v, v)),
    ("concatenate", lambda v: cnp.concatenate([v, cnp.zeros(2), v])),
    ("stack", lambda v: cnp.stack([v, 2 * v], axis=1)),
    ("pad", lambda v: cnp.pad(v, 2)),
    ("flip", lambda v: v[::-1] * cnp.arange(4.0)),
    ("gather", lambda v: v[np.array([3, 0, 0])]),
    ("gather at the largest", lambda v: v[cnp.argmax(v)]),
    ("update", lambda v: v.at[1].set(v[0]).at[np.array([2, 2])].add(1.0)),
    ("update at the largest", lambda v: v.at[cnp.argmax(v)].set(0.0)),
    ("reshape", lambda v: v.reshape(2, 2).T),
    ("mean and variance", lambda v: (v.mean(), v.var())),
    ("broadcast", lambda v: v[:, None] + v[None, :]),
    ("clip", lambda v: cnp.clip(v, 0.5, 2.0)),
    ("einsum", lambda v: cnp.einsum("i,j->ij", v, v)),
    ("gradient", cv.grad(lambda v: cnp.sum(cnp.tanh(v) * v))),
    ("hessian", cv.hessian(lambda v: cnp.prod(v + 1))),
    ("jvp", lambda v: cv.jvp(cnp.sin, (v,), (v,))[1]),
    ("jit", cv.jit(lambda v: v * 2 + 1)),
    ("inner vmap", lambda v: cv.vmap(lambda s: s * v)(v)),
]


@pytest.mark.parametrize("function", [f for _, f in LANES], ids=[name for name, _ in LANES])
@pytest.mark.parametrize("wrap", [lambda f: f, cv.jit], ids=["eager", "jit"])
def test_equals_a_loop(function, wrap):
    batch = np.asarray(random.uniform(random.key(0), (5, 4), minval=0.1, maxval=3.0))
    got = cv.tree.leaves(wrap(cv.vmap(function))(batch))
    lanes = [cv.tree.leaves(function(cnp.asarray(v))) for v in batch]
    for result, *singles in zip(got, *lanes, strict=True):
        np.testing.assert_allclose(result, np.stack(singles), rtol=1e-5, atol=1e-6)


def test_named_tuples_of_axes():
    Pair = collections.namedtuple("Pair", "a b")
    got = cv.vmap(lambda p: Pair(p.a + p.b, p.b), in_axes=(Pair(0, None),), out_axes=Pair(0, None))(
        Pair(cnp.arange(2.0), 1.0)
    )
    assert isinstance(got, Pair)
    assert got.a.tolist() == [1.0, 2.0]
    assert got.b.shape == ()
