"""Branches and loops: values against Python's own, what is traced and compiled, nesting, closures."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp
from covector import lax, random


def text_of(function, *args):
    return cv.jit(function).lower(*args).as_text("array")


def compilations():
    return cv.statistics()["compilations"]


def same(got: Any, want: Any, tolerance: float = 1e-6) -> None:
    """Both are trees of one structure with equal leaves."""
    assert cv.tree.structure(got) == cv.tree.structure(want)
    for x, y in zip(cv.tree.leaves(got), cv.tree.leaves(want), strict=True):
        np.testing.assert_allclose(np.asarray(x), np.asarray(y), tolerance, tolerance)


# ---- scan


def python_scan(f, carry, xs, length, reverse=False):
    ys = [None] * length
    for i in reversed(range(length)) if reverse else range(length):
        carry, ys[i] = f(carry, cv.tree.map(lambda x, i=i: x[i], xs))
    return carry, cv.tree.map(lambda *rows: np.stack(rows), *ys)


class State(NamedTuple):
    position: Any
    velocity: Any


def swing(state, push):
    velocity = state.velocity - 0.1 * state.position + push["force"]
    return State(state.position + 0.1 * velocity, velocity), {"x": state.position, "twice": [2 * velocity]}


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("wrap", [lambda f: f, cv.jit])
def test_scan_of_trees(reverse, wrap):
    init = State(cnp.array([1.0, 2.0]), cnp.zeros(2))
    pushes = {"force": cnp.arange(10.0).reshape(5, 2)}
    got = wrap(lambda init, pushes: lax.scan(swing, init, pushes, reverse=reverse))(init, pushes)
    same(got, python_scan(swing, init, pushes, 5, reverse))
    assert isinstance(got[0], State)


def test_scan_of_one_and_of_no_elements():
    for length in (0, 1):
        last, ys = lax.scan(lambda c, x: (c + x, (c, x.sum())), cnp.ones(3), cnp.full((length, 3), 2.0))
        same(last, np.full(3, 1.0 + 2 * length))
        same(ys, (np.ones((length, 3)), np.full(length, 6.0)))


def test_scan_over_keys():
    keys = random.split(random.key(0), 4)
    _, drawn = lax.scan(lambda c, key: (c, random.uniform(key, (2,))), None, keys)
    same(drawn, np.stack([random.uniform(key, (2,)) for key in keys]))


def test_scan_carries_nothing_or_stacks_nothing():
    assert lax.scan(lambda c, x: (c, None), None, cnp.ones(3)) == (None, None)
    same(lax.scan(lambda c, x: ((), x + 1), (), cnp.arange(3)), ((), np.arange(1, 4)))


def test_result_of_scan_is_a_carry_again():
    def twice(x):
        for _ in range(2):
            x, _ = lax.scan(lambda c, e: (c * e, None), x, cnp.array([2.0, 3.0]))
        return x

    assert float(twice(1.0)) == float(cv.jit(twice)(1.0)) == 36.0


@pytest.mark.parametrize("dtype", ["int8", "uint16", "bool", "float16", "bfloat16", "complex64"])
def test_scan_in_every_kind_of_dtype(dtype):
    xs = cnp.asarray(np.arange(6) % 2, dtype)
    last, ys = lax.scan(lambda c, x: (c + x, c * x), xs[0], xs)
    want, rows = xs[0], []
    for x in xs:
        want, row = want + x, want * x
        rows.append(row)
    assert last.dtype == ys.dtype == np.dtype(dtype)
    np.testing.assert_array_equal(np.asarray(last), np.asarray(want))
    np.testing.assert_array_equal(np.asarray(ys), np.asarray(cnp.stack(rows)))


# ---- fori_loop and while_loop


@pytest.mark.parametrize(("lower", "upper"), [(0, 5), (3, 9), (-4, 2), (5, 5), (7, 2)])
def test_fori_loop_with_bounds_that_are_known_and_that_are_not(lower, upper):
    def loop(lower, upper):
        return lax.fori_loop(lower, upper, lambda i, s: (s[0] + i, s[1] * 0.5 + i), (0, 1.0))

    total, mixed = 0, 1.0
    for i in range(lower, upper):
        total, mixed = total + i, mixed * 0.5 + i
    same(loop(lower, upper), (total, mixed))
    same(cv.jit(loop)(lower, upper), (total, mixed))
    same(cv.jit(loop, static_argnums=(0, 1))(lower, upper), (total, mixed))


def test_fori_loop_is_a_scan():
    known = text_of(lambda x: lax.fori_loop(0, 7, lambda i, c: c + x, x), 1.0)
    assert "array.scan" in known
    assert "length 7" in known
    computed = text_of(lambda x, n: lax.fori_loop(0, n, lambda i, c: c + x, x), 1.0, 3)
    assert "array.scan" in computed
    assert " count(" in computed
    assert "array.while" not in known + computed


def test_index_of_a_loop_addresses_elements():
    def body(i, x):
        return x.at[i].set(x[i - 1] + x[i - 2])

    got = cv.jit(lambda x: lax.fori_loop(2, 10, body, x))(cnp.ones(10, int))
    want = [1, 1]
    while len(want) < 10:
        want.append(want[-1] + want[-2])
    np.testing.assert_array_equal(np.asarray(got), want)


def test_newton_in_a_while_loop():
    def root(a):
        def far(state):
            x, before = state
            return cnp.abs(x - before) > 1e-6 * x

        return lax.while_loop(far, lambda state: ((state[0] + a / state[0]) / 2, state[0]), (a, 0.0))[0]

    for a in (2.0, 1e4, 0.25):
        assert float(root(a)) == pytest.approx(a**0.5, rel=1e-6)
        assert float(cv.jit(root)(a)) == pytest.approx(a**0.5, rel=1e-6)


def test_collatz_in_a_while_loop():
    def steps(n):
        def step(state):
            n, count = state
            return lax.cond(n % 2 == 0, lambda n: n // 2, lambda n: 3 * n + 1, n), count + 1

        return lax.while_loop(lambda state: state[0] != 1, step, (n, 0))[1]

    got = [int(cv.jit(steps)(n)) for n in range(1, 30)]
    want = []
    for n in range(1, 30):
        count = 0
        while n != 1:
            n, count = n // 2 if n % 2 == 0 else 3 * n + 1, count + 1
        want.append(count)
    assert got == want


# ---- cond and switch


def test_one_branch_runs():
    seen = []

    def note(name):
        def branch(x):
            cv.debug.callback(lambda: seen.append(name))
            return x

        return branch

    f = cv.jit(lambda i, x: lax.switch(i, [note("a"), note("b"), note("c")], x))
    for i in (0, 1, 2, 7, -3):
        f(i, 1.0)
    cv.effects_barrier()
    assert seen == ["a", "b", "c", "c", "a"]


def test_cond_with_several_operands_and_trees():
    def f(p, a, b):
        return lax.cond(
            p, lambda a, b: {"r": a["x"] * b, "s": 1}, lambda a, b: {"r": b - a["x"], "s": 2}, a, b
        )

    a, b = {"x": cnp.arange(3.0)}, cnp.full(3, 10.0)
    for wrap in (lambda f: f, cv.jit):
        same(wrap(f)(True, a, b), {"r": np.arange(3) * 10.0, "s": 1})
        same(wrap(f)(False, a, b), {"r": 10.0 - np.arange(3), "s": 2})


def test_cond_avoids_what_it_does_not_choose():
    f = cv.jit(lambda x: lax.cond(x > 0, cnp.log, lambda x: x * 0, x))
    assert float(f(-1.0)) == 0.0


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int16", "uint32", "int32"])
def test_switch_moves_the_index_inside(dtype):
    info = np.iinfo(dtype)
    f = cv.jit(lambda i: lax.switch(i, [lambda k=k: k for k in range(3)]))
    for i in (0, 1, 2, 3, 100, info.max, info.min):
        assert int(f(np.array(i, dtype))) == min(max(i, 0), 2)


# ---- map


@pytest.mark.parametrize("batch_size", [None, 1, 3, 4, 12, 20])
def test_map_with_batches(batch_size):
    xs = {"a": cnp.arange(24.0).reshape(12, 2), "b": cnp.arange(12)}
    f = lambda e: (e["a"].sum() * e["b"], [e["b"] + 1])
    got = lax.map(f, xs, batch_size=batch_size)
    a, b = np.arange(24.0).reshape(12, 2), np.arange(12)
    same(got, (a.sum(1) * b, [b + 1]))
    same(cv.jit(lambda xs: lax.map(f, xs, batch_size=batch_size))(xs), got)


# ---- closures


def test_bodies_close_over_arrays_and_traced_values():
    table = cnp.arange(100.0)

    def f(x, n):
        scale = x * 2

        def body(i, c):
            return c + scale * table[i] + lax.cond(c > 5, lambda: x, lambda: -scale)

        return lax.fori_loop(0, n, body, 0.0)

    want = 0.0
    for i in range(6):
        want += 6.0 * i + (3.0 if want > 5 else -6.0)
    assert float(f(3.0, 6)) == want
    assert float(cv.jit(f)(3.0, 6)) == want
    assert float(cv.jit(f, static_argnums=1)(3.0, 6)) == want


def test_other_values_closed_over_are_not_compiled_anew():
    def run(scale, offset):
        return lax.scan(lambda c, x: (c * scale + offset, c), 0.0, cnp.ones(4))[0]

    run(cnp.asarray(2.0), cnp.arange(3.0)[1])
    before = compilations()
    for k in range(3):
        assert float(run(cnp.asarray(1.0), cnp.asarray(float(k)))) == 4 * k
    assert compilations() == before


def test_branches_share_what_they_close_over():
    x, y, z = (cnp.arange(3.0) + k for k in range(3))

    def f(x, y, z):
        return lax.switch(1, [lambda: x + y, lambda: y * z, lambda: z - x])

    line = next(line for line in text_of(f, x, y, z).splitlines() if "array.case" in line)
    assert line.split(" : ")[1].count("tensor<3xf32>") == 4  # x, y and z once each, and the result
    same(f(x, y, z), np.asarray(y * z))


def test_jit_and_vmap_in_bodies():
    inner = cv.jit(lambda a, b: a * b + 1)

    def f(rows):
        def body(c, row):
            return inner(c, row), cv.vmap(lambda e: e * c[0])(row)

        return lax.scan(body, cnp.ones(2), rows)

    rows = cnp.arange(6.0).reshape(3, 2)
    want = python_scan(lambda c, row: (c * row + 1, row * c[0]), np.ones(2), np.asarray(rows), 3)
    same(f(rows), want)
    same(cv.jit(f)(rows), want)


def test_derivatives_in_bodies():
    def descend(x):
        return lax.fori_loop(0, 50, lambda i, x: x - 0.1 * cv.grad(lambda x: (x - 3.0) ** 2)(x), x)

    assert float(descend(0.0)) == pytest.approx(3.0, abs=1e-3)
    assert float(cv.jit(descend)(0.0)) == pytest.approx(3.0, abs=1e-3)


def test_loops_in_loops():
    def f(x):
        def outer(total, row):
            inner = lax.while_loop(lambda s: s[0] < 3, lambda s: (s[0] + 1, s[1] + row.sum()), (0, total))[1]
            return lax.fori_loop(0, 2, lambda j, t: t + row[j], inner), inner

        return lax.scan(outer, 0.0, x)

    def by_hand(total, row):
        inner = total + 3 * row.sum()
        return inner + row[0] + row[1], inner

    x = cnp.arange(8.0).reshape(4, 2)
    want = python_scan(by_hand, 0.0, np.asarray(x), 4)
    same(f(x), want)
    same(cv.jit(f)(x), want)


def test_callbacks_in_bodies():
    seen = []

    def body(i, c):
        cv.debug.callback(lambda i, c: seen.append((int(i), float(c))), i, c)
        return c + cv.pure_callback(lambda x: np.float32(2 * x), cv.ShapeDtypeStruct((), cnp.float32), c)

    assert float(cv.jit(lambda c: lax.fori_loop(0, 3, body, c))(1.0)) == 27.0
    cv.effects_barrier()
    assert seen == [(0, 1.0), (1, 3.0), (2, 9.0)]


# ---- tracing


def test_bodies_are_traced_once():
    count = 0

    def body(c, x):
        nonlocal count
        count += 1
        return c + x, c

    lax.scan(body, 0.0, cnp.ones(100))
    assert count == 1


def test_values_are_not_known_in_bodies():
    with pytest.raises(cv.errors.TracerBoolConversionError):
        lax.fori_loop(0, 3, lambda i, c: c if c > 0 else -c, 1.0)
    with pytest.raises(cv.errors.ConcretizationTypeError):
        lax.scan(lambda c, x: (float(c), x), 1.0, cnp.ones(3))
    with pytest.raises(cv.errors.TracerIntegerConversionError, match="fori_loop"):
        lax.fori_loop(0, 3, lambda i, c: sum(range(i)), 0)


def test_tracer_that_leaves_its_loop():
    kept = []
    lax.fori_loop(0, 3, lambda i, c: kept.append(c) or c, 1.0)
    with pytest.raises(cv.errors.UnexpectedTracerError):
        kept[0] + 1


def test_an_exception_in_a_body_leaves_nothing_behind():
    def body(c, x):
        raise KeyError("own")

    with pytest.raises(KeyError, match="own"):
        lax.scan(body, 0.0, cnp.ones(3))
    assert float(lax.fori_loop(0, 3, lambda i, c: c + 1, 0.0)) == 3.0


def test_shapes_of_results_are_known_without_running():
    f = lambda x: lax.scan(lambda c, e: (c + e, {"y": c.astype("float16")}), x[0], x)
    last, ys = cv.eval_shape(f, cv.ShapeDtypeStruct((7, 3), cnp.float32))
    assert (last.shape, last.dtype) == ((3,), np.float32)
    assert (ys["y"].shape, ys["y"].dtype) == ((7, 3), np.float16)


def test_no_tracers_are_left(monkeypatch):
    with cv.check_tracer_leaks():
        assert float(lax.scan(lambda c, x: (c + x, c), 0.0, cnp.ones(3))[0]) == 3.0
        assert int(lax.while_loop(lambda x: x < 5, lambda x: x + 2, 0)) == 6
        assert int(lax.cond(True, lambda x: x, lambda x: -x, 4)) == 4


def test_indices_are_64_bits_with_64_bits(x64):
    index = cv.jit(lambda n: lax.fori_loop(0, n, lambda i, c: i, 0))(3)
    assert (index.dtype, int(index)) == (np.int64, 2)
    big = lax.fori_loop(2**40, 2**40 + 2, lambda i, c: c + i, 0)
    assert int(big) == 2**41 + 1


# ---- without jit


def test_bodies_run_as_python_while_jit_is_disabled():
    seen = []

    def body(i, c):
        seen.append(float(c))
        return c + i if c < 2 else c * 2

    with cv.disable_jit():
        assert float(lax.fori_loop(0, 4, body, 1.0)) == 8.0
        assert seen == [1.0, 1.0, 2.0, 4.0]
        last, ys = lax.scan(lambda c, x: (c + x, c * 2), 0, cnp.arange(3), reverse=True)
        same((last, ys), (3, np.array([6, 4, 0])))
        assert lax.scan(lambda c, x: (c + 1, None), 0, None, length=3) == (3, None)
        assert int(lax.while_loop(lambda x: x < 3, lambda x: x + 1, 0)) == 3
        assert lax.cond(cnp.array(1), lambda: "yes", lambda: 2) == "yes"
        assert lax.switch(9, [lambda: 1, lambda: "last"]) == "last"
        same(lax.map(lambda x: x * 2, cnp.arange(3)), np.arange(0, 6, 2))
        with pytest.raises(ValueError, match="one iteration or more"):
            lax.scan(lambda c, x: (c, x), 0, cnp.zeros(0))


# ---- un-jitted transformations


def test_value_of_a_loop_under_grad_is_known():
    def f(x):
        y = lax.fori_loop(0, 3, lambda i, c: c * x, 1.0)
        return y if y > 10 else -y

    assert float(cv.grad(f)(3.0)) == pytest.approx(27.0)
    assert float(cv.grad(f)(2.0)) == pytest.approx(-12.0)


def test_platform_dependent():
    chosen = cv.jit(lambda x: lax.platform_dependent(x, tpu=lambda x: x * 100, cpu=lambda x: x + 1))(1.0)
    assert float(chosen) == 2.0
