"""Gather and scatter of random windows, against the definition written with slices of NumPy."""

import numpy as np
import optable_indexing as reference
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import covector as cv
import covector.numpy as cnp

MODES = st.sampled_from(["clip", "fill"])


@st.composite
def windows(draw):
    """An array's shape, and random windows in it: lists, their shapes, index vectors."""
    rank = draw(st.integers(1, 4))
    shape = tuple(draw(st.integers(1, 5)) for _ in range(rank))
    axes = draw(st.permutations(range(rank)))
    batch_count = draw(st.integers(0, min(2, rank - 1)))
    operand_batch = sorted(axes[:batch_count])
    rest = [a for a in range(rank) if a not in operand_batch]
    collapsed = [a for a in rest if draw(st.booleans())]
    sizes = [
        1 if a in operand_batch or a in collapsed else draw(st.integers(1, shape[a])) for a in range(rank)
    ]
    mapped = [a for a in draw(st.permutations(rest)) if draw(st.booleans())]
    free = draw(st.integers(0, 2))
    # Batch axes of the indices stand anywhere among the others.
    kinds = draw(st.permutations([*operand_batch, *(-1 - i for i in range(free))]))
    leading = [shape[k] if k >= 0 else draw(st.integers(1, 3)) for k in kinds]
    indices_batch = [kinds.index(a) for a in operand_batch]
    kept = rank - len(operand_batch) - len(collapsed)
    places = draw(st.permutations(range(kept + len(leading))))
    rng = np.random.default_rng(draw(st.integers(0, 2**31)))
    indices = rng.integers(-2, 6, (*leading, len(mapped))).astype(draw(st.sampled_from(["int32", "int8"])))
    lists = {
        "start_index_map": tuple(mapped),
        "operand_batch_axes": tuple(operand_batch),
        "indices_batch_axes": tuple(indices_batch),
    }
    return shape, tuple(sizes), tuple(collapsed), tuple(sorted(places[:kept])), indices, lists, rng


@settings(max_examples=60, deadline=None)
@given(windows(), MODES, st.booleans())
def test_gather_of_random_windows(case, mode, jit):
    shape, sizes, collapsed, offset, indices, lists, rng = case
    x = rng.standard_normal(shape).astype(np.float32)
    numbers = cv.lax.GatherDimensionNumbers(
        offset, collapsed, lists["start_index_map"], lists["operand_batch_axes"], lists["indices_batch_axes"]
    )

    def f(x, indices):
        return cv.lax.gather(x, indices, numbers, sizes, mode=mode, fill_value=-1)

    got = (cv.jit(f) if jit else f)(x, indices)
    want = reference.gather(
        x, indices, offset_axes=offset, collapsed_axes=collapsed, slice_sizes=sizes, mode=mode, fill_value=-1,
        **lists,
    )  # fmt: skip
    np.testing.assert_array_equal(got, want)
    # The cotangent of every window goes where the window was read.
    ct = rng.integers(-3, 4, want.shape).astype(np.float32)
    moved = reference.scatter(
        np.zeros(shape),
        indices,
        ct,
        window_axes=offset,
        inserted_axes=collapsed,
        mode=mode,
        kind="add",
        **lists,
    )
    np.testing.assert_array_equal(cv.vjp(lambda x: f(x, indices), x)[1](ct)[0], moved)


@settings(max_examples=60, deadline=None)
@given(windows(), MODES, st.sampled_from(["set", "add", "sub", "mul", "min", "max"]))
def test_scatter_of_random_windows(case, mode, kind):
    shape, sizes, inserted, window, indices, lists, rng = case
    x = rng.integers(-4, 5, shape).astype(np.float32)
    dropped = (*inserted, *lists["operand_batch_axes"])
    own = iter([n for a, n in enumerate(sizes) if a not in dropped])
    leading = iter(indices.shape[:-1])
    rank = len(window) + indices.ndim - 1
    updates_shape = tuple(next(own) if a in window else next(leading) for a in range(rank))
    updates = rng.integers(-2, 3, updates_shape).astype(np.float32)
    numbers = cv.lax.ScatterDimensionNumbers(
        window, inserted, lists["start_index_map"], lists["operand_batch_axes"], lists["indices_batch_axes"]
    )
    function = cv.lax.scatter if kind == "set" else getattr(cv.lax, f"scatter_{kind}")
    got = function(x, indices, updates, numbers, mode=mode)
    signed = -updates if kind == "sub" else updates
    want = reference.scatter(
        x, indices, signed, window_axes=window, inserted_axes=inserted, mode=mode,
        kind="add" if kind == "sub" else kind, **lists,
    )  # fmt: skip
    np.testing.assert_array_equal(got, want)


@pytest.mark.parametrize("kind", ["set", "add", "multiply", "min", "max"])
@pytest.mark.parametrize("rows", [1, 3, 40])
def test_updates_of_rows_in_order(kind, rows):
    rng = np.random.default_rng(rows)
    x = rng.integers(0, 5, (7, rows)).astype(np.float32)
    positions = rng.integers(-9, 9, 30).astype(np.int32)
    updates = rng.integers(0, 3, (30, rows)).astype(np.float32)
    want = x.copy()
    for p, u in zip(positions, updates, strict=True):
        if -7 <= p < 7:
            want[p] = {"set": lambda a, b: b, "add": np.add, "multiply": np.multiply, "min": np.minimum,
                       "max": np.maximum}[kind](want[p], u)  # fmt: skip
    np.testing.assert_array_equal(getattr(cnp.asarray(x).at[positions], kind)(updates), want)
    traced = cv.jit(lambda x, i, u: getattr(x.at[i], kind)(u))(x, positions, updates)
    np.testing.assert_array_equal(traced, want)


@pytest.mark.parametrize("dtype", ["bool", "int8", "uint16", "float16", "bfloat16", "float32", "complex64"])
@pytest.mark.parametrize("columns", [1, 7, 9, 33, 64])
def test_rows_of_every_length_and_dtype(dtype, columns):
    rng = np.random.default_rng(columns)
    x = np.asarray(cnp.asarray(rng.integers(0, 2, (6, columns))).astype(dtype))
    positions = np.array([5, 0, 3, 3, -1, 2], np.int32)
    np.testing.assert_array_equal(cnp.asarray(x)[cnp.asarray(positions)], x[positions])
    np.testing.assert_array_equal(cnp.asarray(x.T)[:, cnp.asarray(positions)], x.T[:, positions])
    filled = cnp.take(x, cnp.array([1, 9]), axis=0, mode="fill", fill_value=1)
    np.testing.assert_array_equal(filled, np.stack([x[1], np.ones_like(x[1])]))


def test_parts_of_rows_that_start_at_positions():
    x = np.arange(200.0, dtype=np.float32).reshape(4, 50)
    starts = np.array([[0], [3], [16]], np.int32)
    numbers = cv.lax.GatherDimensionNumbers((1, 2), (), (1,))
    got = cv.lax.gather(x, starts, numbers, (4, 34), mode="clip")
    np.testing.assert_array_equal(got, np.stack([x[:, s : s + 34] for s in (0, 3, 16)]))


def test_promised_uniqueness_gives_the_same_derivatives():
    x, u = cnp.arange(5.0), cnp.array([3.0, 4.0])
    positions = cnp.array([1, 3])

    def changed(x, u, unique):
        return (x.at[positions].set(u, unique_indices=unique) ** 3).sum()

    for argument in (0, 1):
        plain = cv.grad(changed, argument)(x, u, False)
        np.testing.assert_array_equal(cv.grad(changed, argument)(x, u, True), plain)
    product = cv.grad(lambda u: (x.at[positions].multiply(u, unique_indices=True) ** 2).sum())(u)
    np.testing.assert_allclose(product, 2 * np.asarray(u) * np.array([1.0, 9.0]))


def test_grad_of_max_at_nan():
    x = cnp.array([cnp.nan, 1.0, 2.0])
    gradient = cv.grad(lambda x: cnp.where(cnp.isnan(x.at[1].max(0.5)), 0.0, x.at[1].max(0.5)).sum())(x)
    np.testing.assert_array_equal(gradient[1:], [1.0, 1.0])
    assert np.isfinite(float(gradient[0]))


def test_repeated_application():
    x = cnp.arange(4.0)
    np.testing.assert_array_equal(x.at[cnp.array([1, 1, 3, 9])].apply(lambda v: 2 * v + 1), [0, 7, 2, 7])
    np.testing.assert_array_equal(x.at[1:3].apply(lambda v: v + 1), [0, 2, 3, 3])
    promised = cv.jit(lambda i: x.at[i].apply(cnp.negative, unique_indices=True))(cnp.array([1, 2]))
    np.testing.assert_array_equal(promised, [0, -1, -2, 3])


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 3), st.integers(0, 2), st.integers(0, 2**31), st.booleans())
def test_take_and_put_along_axis(rank, axis, seed, repeat):
    rng = np.random.default_rng(seed)
    axis %= rank
    shape = tuple(int(n) for n in rng.integers(1, 5, rank))
    wanted = list(shape)
    wanted[axis] = int(rng.integers(1, 4))
    if repeat:
        wanted = [n if i == axis else 1 for i, n in enumerate(wanted)]
    x = rng.standard_normal(shape).astype(np.float32)
    positions = rng.integers(-shape[axis], shape[axis], wanted)
    full = np.broadcast_to(positions, [wanted[i] if i == axis else n for i, n in enumerate(shape)])
    np.testing.assert_array_equal(cnp.take_along_axis(x, positions, axis), np.take_along_axis(x, full, axis))
    gradient = cv.grad(lambda x: cnp.take_along_axis(x, positions, axis).sum())(x)
    counts = np.zeros(shape)
    for place in np.ndindex(full.shape):
        counts[(*place[:axis], full[place], *place[axis + 1 :])] += 1
    np.testing.assert_array_equal(gradient, counts)
    changed = x.copy()
    np.put_along_axis(changed, full, 7.0, axis)
    np.testing.assert_array_equal(cnp.put_along_axis(x, positions, 7.0, axis, inplace=False), changed)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**31), st.sampled_from(["sum", "prod", "max", "min"]), st.sampled_from([None, 3]))
def test_segments(seed, kind, bucket):
    rng = np.random.default_rng(seed)
    data = rng.integers(-3, 4, (11, 2)).astype(np.float32)
    ids = rng.integers(-1, 6, 11)
    got = getattr(cv.ops, f"segment_{kind}")(data, ids, num_segments=5, bucket_size=bucket)
    start = {"sum": 0.0, "prod": 1.0, "max": -np.inf, "min": np.inf}[kind]
    combine = {"sum": np.add, "prod": np.multiply, "max": np.maximum, "min": np.minimum}[kind]
    want = np.full((5, 2), start, np.float32)
    for i, row in zip(ids, data, strict=True):
        if 0 <= i < 5:
            want[i] = combine(want[i], row)
    np.testing.assert_array_equal(got, want)
