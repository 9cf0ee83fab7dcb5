"""Collectives over the named axes of `cv.vmap`: values, nesting, derivatives, jit, errors."""

import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp
from covector import lax

X = np.array([1.0, 2.0, 4.0, 8.0], np.float32)


def over(f, **options):
    """The function over the lanes of the axis "i"."""
    return cv.vmap(f, axis_name="i", **options)


def test_softmax_across_lanes():
    def softmax(x):
        e = cnp.exp(x - lax.pmax(x, "i"))
        return e / lax.psum(e, "i")

    want = np.exp(X - 8) / np.exp(X - 8).sum()
    np.testing.assert_allclose(over(softmax)(X), want, rtol=1e-6)
    np.testing.assert_allclose(cv.jit(over(softmax))(X), want, rtol=1e-6)
    np.testing.assert_allclose(over(cv.jit(softmax))(X), want, rtol=1e-6)


def test_the_size_is_known_while_tracing():
    seen = []

    def f(x):
        seen.append((lax.psum(1, "i"), lax.axis_size("i"), lax.psum(2.5, "i")))
        return x * cnp.ones(lax.psum(1, "i")).sum()

    np.testing.assert_array_equal(cv.jit(over(f))(X), 4 * X)
    assert seen == [(4, 4, 10.0)]
    assert [type(value) for value in seen[0]] == [int, int, float]


def test_sum_of_what_all_lanes_share():
    shared = cnp.arange(3.0)
    np.testing.assert_array_equal(over(lambda x: lax.psum(shared, "i") + 0 * x)(X)[0], 4 * np.arange(3.0))
    # Known although the function is mapped: it is a number times the size.
    assert over(lambda x: x * float(lax.psum(shared, "i")[1]))(X).tolist() == (4 * X).tolist()
    narrow = over(lambda x: lax.psum(cnp.int8(1), "i"), axis_size=300, in_axes=None)(0.0)
    assert narrow.dtype == np.int8
    assert narrow[0] == 300 - 256


def test_results_are_the_same_in_all_lanes():
    assert over(lambda x: lax.psum(x, "i"), out_axes=None)(X).tolist() == 15.0
    assert over(lambda x: lax.all_gather(x, "i"), out_axes=None)(X).tolist() == X.tolist()
    with pytest.raises(ValueError, match="out_axes is None"):
        over(lambda x: lax.axis_index("i"), out_axes=None)(X)


def test_trees():
    got = over(lambda x: lax.psum({"a": x, "b": (x > 1, 1)}, "i"))(X)
    assert got["a"].tolist() == [15.0] * 4
    assert got["b"][0].tolist() == [3] * 4
    assert got["b"][0].dtype == np.int32
    assert got["b"][1].tolist() == [4] * 4


def test_no_lane_is_mapped():
    assert over(lambda: lax.axis_index("i"), axis_size=3)().tolist() == [0, 1, 2]
    assert over(lambda x: x + lax.axis_index("i"), in_axes=None, axis_size=2)(1).tolist() == [1, 2]
    with pytest.raises(ValueError, match="axis_size must be specified"):
        over(lambda: lax.axis_index("i"))()


def test_nested_axes():
    m = np.arange(6, dtype=np.float32).reshape(2, 3)

    def both(f):
        return cv.vmap(cv.vmap(f, axis_name="j"), axis_name="i")

    np.testing.assert_array_equal(both(lambda x: lax.psum(x, "i"))(m), np.broadcast_to(m.sum(0), m.shape))
    np.testing.assert_array_equal(
        both(lambda x: lax.psum(x, "j"))(m), np.broadcast_to(m.sum(1, keepdims=True), m.shape)
    )
    np.testing.assert_array_equal(both(lambda x: lax.psum(x, ("i", "j")))(m), np.full(m.shape, 15))
    np.testing.assert_array_equal(both(lambda x: lax.axis_index(("i", "j")))(m), m)
    np.testing.assert_array_equal(both(lambda x: lax.axis_index(("j", "i")))(m), [[0, 2, 4], [1, 3, 5]])
    gathered = both(lambda x: lax.all_gather(x, ("i", "j")))(m)
    np.testing.assert_array_equal(gathered[1, 2], np.arange(6))
    turned = both(lambda x: lax.ppermute(x, ("i", "j"), [(k, (k + 1) % 6) for k in range(6)]))(m)
    np.testing.assert_array_equal(turned, np.roll(m.ravel(), 1).reshape(2, 3))
    partly = both(lambda x: lax.ppermute(x, ("i", "j"), [(5, 0)]))(m)
    np.testing.assert_array_equal(partly, [[5, 0, 0], [0, 0, 0]])
    square = np.arange(36, dtype=np.float32).reshape(2, 3, 6)
    scattered = both(lambda x: lax.psum_scatter(x, ("i", "j")))(square)
    np.testing.assert_array_equal(scattered, square.sum((0, 1)).reshape(2, 3))
    parts = both(lambda x: lax.psum_scatter(x, ("i", "j"), tiled=True))(np.concatenate([square] * 2, 2))
    assert parts.shape == (2, 3, 2)
    exchanged = both(lambda x: lax.all_to_all(x, ("i", "j"), 0, 0))(square)
    np.testing.assert_array_equal(exchanged, square.reshape(6, 6).T.reshape(2, 3, 6))


def test_inner_use_of_a_value_of_the_outer_axis():
    # The sum over "j" of what does not depend on it, and an index of "j" in a function of "i" alone.
    got = over(
        lambda x: cv.vmap(lambda y: lax.psum(x, "j") + y * lax.axis_index("j"), axis_name="j")(np.ones(3))
    )(X)
    np.testing.assert_array_equal(got, 3 * X[:, None] + np.arange(3))
    got = over(lambda x: cv.vmap(lambda y: lax.psum(x, "i") + y, axis_name="j")(np.ones(3)))(X)
    np.testing.assert_array_equal(got, np.full((4, 3), 16.0))


def test_the_innermost_axis_of_a_name_is_meant():
    m = np.arange(6.0, dtype=np.float32).reshape(2, 3)
    got = over(over(lambda x: lax.psum(x, "i")))(m)
    np.testing.assert_array_equal(got, np.broadcast_to(m.sum(1, keepdims=True), m.shape))


def test_gather_into_axes():
    m = np.arange(8, dtype=np.float32).reshape(4, 2)
    assert over(lambda x: lax.all_gather(x, "i", axis=1))(m)[0].tolist() == m.T.tolist()
    assert over(lambda x: lax.all_gather(x, "i", axis=-1))(m)[0].tolist() == m.T.tolist()
    assert over(lambda x: lax.all_gather(x, "i", tiled=True))(m)[3].tolist() == list(range(8))
    assert over(lambda x: lax.all_gather(1.0, "i") + x)(X).shape == (4, 4)


def test_all_to_all_over_axes():
    m = np.arange(4 * 4 * 2 * 3, dtype=np.float32).reshape(4, 4, 2, 3)
    got = over(lambda x: lax.all_to_all(x, "i", 0, 2))(m)
    np.testing.assert_array_equal(got, np.moveaxis(m, (0, 1), (3, 0)))
    wide = np.arange(4 * 8 * 3, dtype=np.float32).reshape(4, 8, 3)
    got = over(lambda x: lax.all_to_all(x, "i", 0, 1, tiled=True))(wide)
    want = [np.concatenate([x[2 * i : 2 * i + 2] for x in wide], 1) for i in range(4)]
    np.testing.assert_array_equal(got, want)
    swapped = over(lambda x: lax.pswapaxes(x, "i", 1))(wide[:, :3, :1].repeat(4, 2))
    np.testing.assert_array_equal(swapped, wide[:, :3, :1].repeat(4, 2).swapaxes(0, 2))


def test_permutations():
    assert over(lambda x: lax.ppermute(x, "i", [(0, 2), (3, 1)]))(X).tolist() == [0.0, 8.0, 1.0, 0.0]
    assert over(lambda x: lax.pshuffle(x, "i", [3, 2, 1, 0]))(X).tolist() == X[::-1].tolist()
    assert over(lambda x: lax.pbroadcast(x, "i", 2))(X).tolist() == [4.0] * 4


# ---- derivatives


def test_gradient_in_each_lane_is_of_the_sum_over_lanes():
    got = over(cv.grad(lambda x: lax.psum(x**2, "i")))(X)
    np.testing.assert_array_equal(got, 4 * 2 * X)
    got = over(cv.grad(lambda x: (lax.pmean(x, "i") - x) ** 2))(X)
    np.testing.assert_allclose(got, 2 * (X - X.mean()), rtol=1e-6)


@pytest.mark.parametrize(
    "f",
    [
        lambda x: lax.psum(cnp.sin(x), "i") * x,
        lambda x: lax.pmean(x**3, "i") / x,
        lambda x: lax.pmax(x * x, "i") * x,
        lambda x: lax.pmin(x * x, "i") * x,
        lambda x: lax.all_gather(cnp.exp(-x), "i") @ cnp.arange(4.0) * x,
        lambda x: lax.ppermute(x * x, "i", [(0, 1), (1, 3), (3, 2)]) * x,
        lambda x: lax.psum_scatter(x * cnp.arange(4.0), "i") * x,
        lambda x: lax.all_to_all(x * cnp.arange(4.0), "i", 0, 0) @ cnp.arange(4.0) * x,
        lambda x: lax.pbroadcast(x * x, "i", 1) * x,
    ],
    ids=["psum", "pmean", "pmax", "pmin", "gather", "ppermute", "scatter", "all_to_all", "pbroadcast"],
)
def test_derivatives_of_all_orders(f):
    cv.test_util.check_grads(over(f), (X / 4,), order=2, modes=("fwd", "rev"), atol=1e-2, rtol=1e-2)
    # Over the lanes of another axis, with the collective carried along.
    outer = np.stack([X, 2 * X, X[::-1]]) / 4
    rows = cv.vmap(cv.jacrev(over(f)))(outer)
    for row, x in zip(rows, outer, strict=True):
        np.testing.assert_allclose(row, cv.jacfwd(over(f))(x), rtol=1e-5, atol=1e-5)


def test_linearize_and_vjp_in_lanes():
    def pulled(x):
        _, pull = cv.vjp(lambda x: lax.psum(cnp.sin(x), "i"), x)
        return pull(x)[0]

    np.testing.assert_allclose(over(pulled)(X), np.cos(X) * X.sum(), rtol=1e-6)

    def pushed(x):
        _, push = cv.linearize(lambda x: lax.psum(cnp.sin(x), "i"), x)
        return push(x)

    np.testing.assert_allclose(over(pushed)(X), np.full(4, (np.cos(X) * X).sum()), rtol=1e-6)


# ---- control flow


def test_sums_in_loops():
    def step(c, _):
        c = c / lax.psum(c, "i") + lax.axis_index("i")
        return c, lax.pmax(c, "i")

    def f(x):
        return lax.scan(step, x, None, length=3)

    c, maxima = X, []
    for _ in range(3):
        c = c / c.sum() + np.arange(4)
        maxima.append(c.max())
    got, gathered = over(f)(X)
    np.testing.assert_allclose(got, c, rtol=1e-6)
    np.testing.assert_allclose(gathered, np.broadcast_to(maxima, (4, 3)), rtol=1e-6)
    cv.test_util.check_grads(lambda x: over(f)(x)[0], (X,), order=1, atol=1e-2, rtol=1e-2)


def test_a_loop_that_no_mapped_value_reaches():
    got = over(lambda x: lax.fori_loop(0, 3, lambda i, c: c + lax.axis_index("i"), 0))(X)
    assert got.tolist() == [0, 3, 6, 9]
    got = over(lambda x: lax.cond(lax.axis_index("i") > 1, lambda: 1.0, lambda: 2.0))(X)
    assert got.tolist() == [2.0, 2.0, 1.0, 1.0]


def test_a_loop_until_all_lanes_agree():
    def f(x):
        return lax.while_loop(lambda c: lax.pmax(c, "i") > 1, lambda c: c / 2, x)

    assert over(f)(X).tolist() == (X / 8).tolist()
    got = over(lambda x: lax.while_loop(lambda c: c < lax.axis_index("i"), lambda c: c + 1, 0))(X)
    assert got.tolist() == [0, 1, 2, 3]


def test_sums_in_branches_and_checkpoints():
    got = over(lambda x: lax.cond(x > 3, lambda: lax.psum(x, "i"), lambda: x))(X)
    assert got.tolist() == [1.0, 2.0, 15.0, 15.0]
    f = cv.checkpoint(lambda x: cnp.sin(lax.psum(x, "i")) * x)
    np.testing.assert_allclose(over(f)(X), np.sin(15.0) * X, rtol=1e-6)
    cv.test_util.check_grads(over(f), (X / 4,), order=1, atol=1e-2, rtol=1e-2)


# ---- jit


def test_a_jitted_function_is_traced_for_each_size():
    sizes = []

    @cv.jit
    def f(x):
        sizes.append(lax.axis_size("i"))
        return lax.psum(x, "i")

    for size in (2, 3, 2):
        assert over(f)(np.ones(size)).tolist() == [size] * size
    assert sizes == [2, 3]
    with pytest.raises(NameError, match="unbound axis name: i"):
        f(1.0)


def test_a_jitted_function_of_constants():
    f = cv.jit(lambda k: k + lax.axis_index("i"))
    assert over(lambda x: f(3))(X).tolist() == [3, 4, 5, 6]
    assert over(lambda x: f(3))(X[:2]).tolist() == [3, 4]
    got = cv.vmap(lambda y: over(lambda x: f(3) * y)(X))(np.arange(2.0))
    np.testing.assert_array_equal(got, [[0] * 4, [3, 4, 5, 6]])


def test_values_across_lanes_are_not_known_while_tracing():
    with pytest.raises(cv.errors.ConcretizationTypeError):
        over(lambda x: x * int(lax.axis_index("i")))(X)


# ---- errors


@pytest.mark.parametrize(
    "f",
    [
        lambda x: lax.psum(x, "j"),
        lambda x: lax.psum(1, "j"),
        lambda x: lax.pmean(x, "j"),
        lambda x: lax.pmax(x, "j"),
        lambda x: lax.pmin(x, ("i", "j")),
        lambda x: lax.all_gather(x, "j"),
        lambda x: lax.all_to_all(x, "j", 0, 0),
        lambda x: lax.psum_scatter(x, "j"),
        lambda x: lax.ppermute(x, "j", [(0, 0)]),
        lambda x: lax.pshuffle(x, "j", [0]),
        lambda x: lax.pswapaxes(x, "j", 0),
        lambda x: lax.pbroadcast(x, "j", 0),
        lambda x: lax.pcast(x, "j", to="varying"),
        lambda x: lax.axis_index("j"),
        lambda x: lax.axis_size("j"),
        lambda x: lax.axis_index(0),
    ],
)
def test_unbound_names(f):
    with pytest.raises(NameError, match=r"unbound axis name: (j|0)"):
        over(f)(X)


def test_a_name_ends_with_its_vmap():
    over(lambda x: lax.psum(x, "i"))(X)
    with pytest.raises(NameError, match="unbound axis name: i"):
        lax.psum(X, "i")


def test_names_are_any_objects():
    class Name:
        pass

    name = Name()
    assert cv.vmap(lambda x: lax.psum(x, name), axis_name=name)(X).tolist() == [15.0] * 4
    with pytest.raises(NameError, match="unbound axis name"):
        cv.vmap(lambda x: lax.psum(x, Name()), axis_name=name)(X)
    with pytest.raises(TypeError, match="vmap: expected a hashable axis_name"):
        cv.vmap(lambda x: x, axis_name=["i"])


@pytest.mark.parametrize(
    ("f", "message"),
    [
        (lambda x: lax.psum(x, ("i", "i")), "psum: expected each axis once in axis_name"),
        (lambda x: lax.ppermute(x, "i", [(0, 1), (2, 1)]), "expected destinations in perm that are distinct"),
        (lambda x: lax.ppermute(x, "i", [(0, 1), (0, 2)]), "expected sources in perm that are distinct"),
        (lambda x: lax.ppermute(x, "i", [(4, 1)]), "distinct lanes, 0 to 3"),
        (lambda x: lax.pshuffle(x, "i", [0, 1, 2]), "does not represent a permutation"),
        (lambda x: lax.all_to_all(cnp.ones(3), "i", 0, 0), "they are 4 and 3 respectively"),
        (lambda x: lax.all_to_all(cnp.ones(6), "i", 0, 0, tiled=True), "has to be divisible"),
        (lambda x: lax.psum_scatter(cnp.ones(3), "i"), "expected scatter_dimension 0 to have the size"),
        (lambda x: lax.psum_scatter(cnp.ones(6), "i", tiled=True), "a multiple of 4, got 6"),
        (lambda x: lax.pbroadcast(x, "i", 4), "expected source to be a lane, 0 to 3, got 4"),
        (lambda x: lax.pcast(x, "i", to="there"), "expected to='varying'"),
        (lambda x: lax.all_gather(x, "i", tiled=True), "axis 0 is out of bounds"),
    ],
)
def test_wrong_calls(f, message):
    with pytest.raises(ValueError, match=message):
        over(f)(X)


def test_groups_are_not_supported():
    with pytest.raises(NotImplementedError, match="psum: axis_index_groups is not supported"):
        over(lambda x: lax.psum(x, "i", axis_index_groups=[[0, 1], [2, 3]]))(X)
