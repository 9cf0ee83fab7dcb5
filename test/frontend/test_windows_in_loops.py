"""Windows of carried arrays that are computed from windows of the same and of other ones."""

import itertools

import numpy as np
import pytest

import covector as cv

# Where a step reads, from which of the arrays, and where it writes: rows and columns of 5 x 6.
WINDOWS = [(1, 1), (0, 1), (2, 1), (1, 2)]
STEPS = [
    (source, target, read, written)
    for source, target in itertools.product(range(3), repeat=2)
    for read, written in itertools.product(WINDOWS, repeat=2)
]


def window(x, place):
    return x[place[0] : place[0] + 5, place[1] : place[1] + 6]


def computed(arrays, steps, put):
    """Each step writes a window of one array from one of another, and of the one before it."""
    arrays = list(arrays)
    for source, target, read, written in steps:
        new = 0.5 * window(arrays[source], read) + 0.25 * window(arrays[source - 1], written) + 0.125
        arrays[target] = put(arrays[target], written, new)
    return arrays


def put_array(x, place, new):
    return x.at[place[0] : place[0] + 5, place[1] : place[1] + 6].set(new)


def put_numpy(x, place, new):
    x = x.copy()
    window(x, place)[...] = new
    return x


@pytest.mark.parametrize("seed", range(24))
def test_random_steps(seed):
    rng = np.random.default_rng(seed)
    steps = [STEPS[i] for i in rng.integers(0, len(STEPS), 1 + seed % 4)]
    order = rng.permutation(3) if seed % 2 else np.arange(3)
    arrays = rng.normal(size=(3, 8, 9)).astype(np.float32)

    def body(_, arrays):
        new = computed(arrays, steps, put_array)
        return tuple(new[i] for i in order)

    got = cv.jit(lambda *arrays: cv.lax.fori_loop(0, 4, body, arrays))(*arrays)
    want = list(arrays)
    for _ in range(4):
        new = computed(want, steps, put_numpy)
        want = [new[i] for i in order]
    np.testing.assert_allclose(np.stack([np.asarray(x) for x in got]), np.stack(want), rtol=1e-6)


def test_loop_of_a_stencil_keeps_its_argument():
    x = np.random.default_rng(0).normal(size=(8, 9)).astype(np.float32)

    def body(_, x):
        return x.at[1:-1, 1:-1].set((x[:-2, 1:-1] + x[2:, 1:-1] + x[1:-1, :-2] + x[1:-1, 2:]) / 4)

    function = cv.jit(lambda x, n: (cv.lax.fori_loop(0, n, body, x), x))
    for n in range(6):
        want = x.copy()
        for _ in range(n):
            want[1:-1, 1:-1] = (want[:-2, 1:-1] + want[2:, 1:-1] + want[1:-1, :-2] + want[1:-1, 2:]) / 4
        got, same = function(x, n)
        np.testing.assert_allclose(got, want, rtol=1e-5, atol=1e-6)
        np.testing.assert_array_equal(same, x)
