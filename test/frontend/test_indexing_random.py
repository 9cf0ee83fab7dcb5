"""Reading and changing parts of arrays, against NumPy: random indices of every kind."""

import random

import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp

SEEDS = range(60)


def random_index(rng: random.Random, shape: tuple[int, ...], concrete: bool) -> tuple:
    """An index into an array of shape ``shape``; masks only where values are known."""
    items: list = []
    batch = rng.choice([(), (2,), (3,), (2, 3), (1, 3)])
    axis, end = 0, rng.randint(0, len(shape))
    while axis < end:
        size, kind = shape[axis], rng.random()
        ends = [None, None, *range(-size - 2, size + 3)]
        numbers = np.random.default_rng(rng.randrange(2**30))
        if kind < 0.2:
            items.append(rng.randrange(-size, size))
        elif kind < 0.5:
            items.append(slice(rng.choice(ends), rng.choice(ends), rng.choice([None, 1, 1, 2, 3, -1, -2])))
        elif kind < 0.8:
            dtype = rng.choice([np.int8, np.int32, np.int64, np.uint8])
            low = 0 if dtype is np.uint8 else -size
            chosen = batch if rng.random() < 0.8 else batch[-1:]
            items.append(numbers.integers(low, size, chosen).astype(dtype))
        elif kind < 0.87:
            items.append(None)
            continue
        elif kind < 0.93 and concrete and not any(isinstance(i, np.ndarray) for i in items):
            mask = numbers.random(size) > 0.5
            items.append(mask)
            batch = (int(mask.sum()),)
        elif kind < 0.95:
            items.append(True)
            continue
        elif not any(i is Ellipsis for i in items):
            items.append(Ellipsis)
            continue
        else:
            continue
        axis += 1
    return tuple(items)


def random_case(seed: int, concrete: bool = True) -> tuple[np.ndarray, tuple, np.ndarray]:
    """An array, an index, and the part at the index."""
    rng = random.Random(seed)
    while True:
        shape = tuple(rng.choice([1, 2, 3, 4, 5]) for _ in range(rng.randint(0, 4)))
        x = np.random.default_rng(seed).standard_normal(shape).astype(np.float32)
        index = random_index(rng, shape, concrete)
        try:
            return x, index, x[index]
        except IndexError:
            continue  # index arrays of shapes that do not broadcast


@pytest.mark.parametrize("seed", SEEDS)
def test_reading(seed):
    x, index, expected = random_case(seed)
    result = cnp.array(x)[index]
    assert result.shape == expected.shape
    np.testing.assert_array_equal(result, expected)


@pytest.mark.parametrize("seed", SEEDS)
def test_reading_in_jit(seed):
    x, index, expected = random_case(seed)
    np.testing.assert_array_equal(cv.jit(lambda x: x[index])(x), expected)


@pytest.mark.parametrize("seed", SEEDS)
def test_traced_index_arrays(seed):
    x, index, expected = random_case(seed, concrete=False)
    arrays = [i for i in index if isinstance(i, np.ndarray)]

    def read(x, arrays):
        remaining = iter(arrays)
        own = tuple(next(remaining) if isinstance(i, np.ndarray) else i for i in index)
        return x[own]

    np.testing.assert_array_equal(cv.jit(read)(x, arrays), expected)


@pytest.mark.parametrize("kind", ["set", "add", "min", "max", "multiply"])
@pytest.mark.parametrize("seed", SEEDS)
def test_changing(seed, kind):
    x, index, part = random_case(seed)
    rng = np.random.default_rng(seed)
    values = rng.standard_normal(part.shape).astype(np.float32)
    cut = int(rng.integers(0, part.ndim + 1))
    if rng.random() < 0.3:
        values = values[(slice(0, 1),) * cut]
    if np.broadcast_shapes(values.shape, part.shape) != part.shape:
        values = np.float32(2)  # the part is empty
    expected = x.copy()
    if kind == "set":
        values = np.float32(7)  # a position that is listed twice has one value in the end
        expected[index] = values
    else:
        ufunc = {"add": np.add, "min": np.minimum, "max": np.maximum, "multiply": np.multiply}[kind]
        ufunc.at(expected, index, values)
    result = getattr(cnp.array(x).at[index], kind)(values)
    np.testing.assert_allclose(result, expected, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("seed", SEEDS)
def test_derivative_of_reading_is_adding(seed):
    x, index, part = random_case(seed)
    cotangent = np.random.default_rng(seed).standard_normal(part.shape).astype(np.float32)
    expected = np.zeros_like(x)
    np.add.at(expected, index, cotangent)
    _, pullback = cv.vjp(lambda x: x[index], x)
    np.testing.assert_allclose(pullback(cnp.array(cotangent))[0], expected, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("seed", SEEDS[::3])
def test_vmap_over_reading(seed):
    x, index, _ = random_case(seed)
    lanes = np.stack([x, 2 * x, x - 1])
    expected = np.stack([lane[index] for lane in lanes])
    np.testing.assert_array_equal(cv.vmap(lambda x: x[index])(lanes), expected)


# ---- positions out of bounds


def test_reading_out_of_bounds_takes_the_nearest():
    x = cnp.arange(10.0)
    assert [float(v) for v in x[cnp.array([11, -11, -1])]] == [9.0, 0.0, 9.0]
    assert float(x[11]) == 9.0


@pytest.mark.parametrize(
    ("mode", "options", "expected"),
    [("clip", {}, 9.0), ("fill", {"fill_value": -2.0}, -2.0), (None, {}, 9.0)],
)
def test_modes_of_get(mode, options, expected):
    assert float(cnp.arange(10.0).at[11].get(mode=mode, **options)) == expected


def test_fill_value_by_dtype():
    assert np.isnan(cnp.arange(3.0).at[5].get(mode="fill"))
    assert int(cnp.arange(3).at[5].get(mode="fill")) == np.iinfo(np.int32).min
    assert int(cnp.arange(3, dtype="uint8").at[5].get(mode="fill")) == 255


def test_changes_out_of_bounds_are_left_out():
    x = cnp.arange(4.0)
    np.testing.assert_array_equal(x.at[cnp.array([-1, -5, 9])].add(1), [0, 1, 2, 4])
    np.testing.assert_array_equal(x.at[9].set(5, mode="clip"), [0, 1, 2, 5])


def test_updates_of_a_listed_position_add_up():
    np.testing.assert_array_equal(cnp.zeros(3).at[cnp.array([0, 0, 2])].add(1), [2, 0, 1])


def test_the_original_stays():
    x = cnp.arange(3)
    x.at[0].set(5)
    np.testing.assert_array_equal(x, [0, 1, 2])


def test_divide_power_apply_subtract():
    x = cnp.arange(1.0, 5.0)
    np.testing.assert_array_equal(x.at[1].divide(4), [1, 0.5, 3, 4])
    np.testing.assert_array_equal(x.at[1:3].power(2), [1, 4, 9, 4])
    np.testing.assert_array_equal(x.at[::2].subtract(1), [0, 2, 2, 4])
    np.testing.assert_array_equal(x.at[cnp.array([0, 0])].apply(lambda v: v + 1), [3, 2, 3, 4])


def test_values_that_do_not_fit_the_dtype_warn():
    with pytest.warns(FutureWarning, match="float32.*int32"):
        result = cnp.arange(3).at[0].set(1.5)
    np.testing.assert_array_equal(result, [1, 1, 2])


def test_traced_integers_as_indices():
    x = cnp.arange(12).reshape(3, 4)
    read = cv.jit(lambda x, i: (x[i], x[i, 1:], x[:, i], x[i, i]))
    for i in (0, 2, -1):
        for got, expected in zip(read(x, i), (x[i], x[i, 1:], x[:, i], x[i, i]), strict=True):
            np.testing.assert_array_equal(got, expected)


def test_concrete_masks_under_grad():
    gradient = cv.grad(lambda x: cnp.sum(x[x > 1] ** 2))(cnp.arange(4.0))
    np.testing.assert_array_equal(gradient, [0, 0, 4, 6])


def test_one_kernel_serves_all_positions():
    x = cnp.arange(1000.0)
    assert float(x[0] + x[1]) == 1.0  # compiles what the loop needs
    before = cv.statistics()["compilations"]
    assert [float(x[i]) for i in range(20, 40)] == list(range(20, 40))
    assert [float(x[i : i + 2][1]) for i in range(20, 40)] == list(range(21, 41))
    assert cv.statistics()["compilations"] <= before + 2
