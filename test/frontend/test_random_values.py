"""Random numbers are JAX's, bit for bit (normal numbers in float64: within 22 ulp)."""

import json
import runpy
from pathlib import Path

import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp
from covector import random
from covector.config import enable_x64

DATA = runpy.run_path(str(Path(__file__).parent / "data" / "random_values.py"))
CASES = json.loads(DATA["FILE"].read_text())["cases"]


@pytest.mark.parametrize("case", CASES, ids=[f"{case[0]}{'-x64' * case[1]}" for case in CASES])
def test_value(case):
    call, x64, dtype, shape, head, checksum = case
    with enable_x64(x64):
        got = np.asarray(eval(call, {"random": random, "cnp": cnp}))
    assert (got.dtype.name, list(got.shape)) == (dtype, shape)
    first = np.frombuffer(bytes.fromhex(head), got.dtype)
    if got.dtype == np.float64 and call.startswith("random.normal"):
        # Of these, ours are within 5 ulp of the true values, and JAX's within 17.
        np.testing.assert_array_max_ulp(got.ravel()[:4], first, maxulp=22)
        return
    # Bytes, not numbers: zeros and NaN have signs.
    assert got.ravel()[:4].tobytes().hex() == head, f"got {got.ravel()[:4]}, expected {first}"
    assert DATA["packed"](got)[-1] == checksum, f"of {got.size} values some differ after the first 4"


def test_the_table_holds_all_calls():
    assert [(case[0], case[1]) for case in CASES] == [tuple(c) for c in DATA["calls"]()]


def test_jit_and_vmap_draw_the_same_numbers():
    keys = random.split(random.key(3), 4)

    def draw(key):
        return random.normal(key, (5,)), random.randint(key, (5,), 0, 100), random.permutation(key, 5)

    loop = [draw(key) for key in keys]
    for results in (cv.vmap(draw)(keys), cv.jit(cv.vmap(draw))(keys)):
        for got, *wanted in zip(results, *loop, strict=True):
            np.testing.assert_array_equal(got, np.stack([np.asarray(w) for w in wanted]))
    for got, want in zip(cv.jit(draw)(keys[0]), loop[0], strict=True):
        np.testing.assert_array_equal(got, want)


def test_keys_have_a_type_of_their_own():
    key = random.key(0)
    assert key.shape == ()
    assert random.split(key).shape == (2,)
    assert random.PRNGKey(0).shape == (2,)
    np.testing.assert_array_equal(random.key_data(key), random.PRNGKey(0))
    rebuilt = random.wrap_key_data(random.PRNGKey(5))
    np.testing.assert_array_equal(random.bits(rebuilt), random.bits(random.key(5)))


def test_the_same_key_gives_the_same_numbers_and_another_key_others():
    a, b = random.split(random.key(0))
    np.testing.assert_array_equal(random.normal(a, (100,)), random.normal(a, (100,)))
    assert not np.any(np.asarray(random.normal(a, (100,))) == np.asarray(random.normal(b, (100,))))


def test_distribution_of_many_numbers():
    x = np.asarray(random.normal(random.key(0), (100_000,)), np.float64)
    assert abs(x.mean()) < 0.01
    assert abs(x.std() - 1) < 0.01
    u = np.asarray(random.uniform(random.key(1), (100_000,)))
    assert u.min() >= 0
    assert u.max() < 1
    np.testing.assert_allclose(np.histogram(u, 10, (0, 1))[0] / u.size, 0.1, atol=0.005)
    p = np.asarray(random.permutation(random.key(2), 1000))
    np.testing.assert_array_equal(np.sort(p), np.arange(1000))


def test_gradient_through_a_drawn_number():
    key = random.key(4)
    gradient = cv.grad(lambda scale: cnp.sum(scale * random.normal(key, (3,))))(2.0)
    np.testing.assert_allclose(gradient, np.sum(np.asarray(random.normal(key, (3,)))), rtol=1e-6)
