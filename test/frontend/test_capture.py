"""Captured control flow: programs under jit give what they give as plain Python."""

from __future__ import annotations

import functools
import linecache
import math

import numpy as np
import pytest
from capture_programs import HOLDER, PROGRAMS

import covector as cv
import covector.numpy as cnp
from covector import lax


def captured(function, **options):
    return cv.jit(function, capture=True, **options)


def same(got, want, tolerance=2e-5):
    assert cv.tree.structure(got) == cv.tree.structure(want)
    for x, y in zip(cv.tree.leaves(got), cv.tree.leaves(want), strict=True):
        np.testing.assert_allclose(np.asarray(x, np.float64), np.asarray(y, np.float64), tolerance, tolerance)


def text_of(function, *args):
    return captured(function).lower(*args).as_text()


def as_arrays(args):
    """Lists are arrays for the captured program."""
    return [np.array(x, np.float32 if isinstance(x[0], float) else np.int32) if isinstance(x, list) else x
            for x in args]  # fmt: skip


@pytest.mark.parametrize(("function", "args"), PROGRAMS, ids=lambda x: getattr(x, "__name__", ""))
def test_program_gives_what_python_gives(function, args):
    want = function(*args)
    same(captured(function)(*as_arrays(args)), want)
    # And outside of jit, where all values are known.
    same(cv.capture(function)(*args), want)


def test_what_is_known_runs_as_python():
    def f(x, layers, kind):
        for weight, bias in layers:
            x = weight * x + bias if kind == "affine" else weight * x
        for _ in range(3):
            if x.ndim == 0 and kind != "other":
                x = x + 1
        return x

    args = 2.0, ((1.0, 2.0), (3.0, 4.0)), "affine"
    text = cv.jit(f, capture=True, static_argnums=2).lower(*args).as_text()
    assert "array.case" not in text
    assert "array.while" not in text
    assert "array.scan" not in text
    assert float(cv.jit(f, capture=True, static_argnums=2)(*args)) == 19.0


def test_dispatch_by_what_is_traced_at_each_call():
    def f(x, n):
        for _ in range(n):
            x = x * 2
        return x

    assert "array.scan" in captured(f).lower(1.0, 3).as_text()
    assert "array.scan" not in captured(f, static_argnums=1).lower(1.0, 3).as_text()
    assert float(captured(f)(1.0, 3)) == float(captured(f, static_argnums=1)(1.0, 3)) == 8.0


def test_statements_become_what_lax_has():
    def branch(x):
        if x > 0:
            x = x * 2
        return x

    def loop(x):
        while x < 10:
            x = x * 2
        return x

    def rows(xs):
        total = 0.0
        for x in xs:
            total += x
        return total

    assert text_of(branch, 1.0).count("array.case") == 1
    assert text_of(loop, 1.0).count("array.while") == 1
    text = text_of(rows, cnp.ones(7))
    assert text.count("array.scan") == 1
    assert "length 7" in text


def test_early_returns_are_one_branch_each():
    def f(x):
        if x < 0:
            return -x
        if x < 1:
            return x * x
        return x

    assert text_of(f, 1.0).count("array.case") == 2
    assert [float(captured(f)(x)) for x in (-3.0, 0.5, 7.0)] == [3.0, 0.25, 7.0]


# ---- kinds of functions


def test_methods_partials_objects_lambdas_and_decorators():
    assert float(captured(HOLDER.scaled)(-2.0)) == HOLDER.scaled(-2.0)
    assert float(captured(functools.partial(HOLDER.scaled, limit=9.0))(2.0)) == HOLDER.scaled(2.0, limit=9.0)
    assert float(captured(HOLDER)(3.0)) == HOLDER(3.0)
    f, g = (lambda x: x if x > 0 else -x), (lambda x: 2 * x if x > 0 and not x > 5 else 0 * x)
    assert [float(captured(f)(x)) for x in (-2.0, 2.0)] == [2.0, 2.0]
    assert [float(captured(g)(x)) for x in (-2.0, 2.0, 6.0)] == [0.0, 4.0, 0.0]

    @cv.jit
    @cv.capture
    def h(x, *, scale=2.0, **rest):
        """Documented."""
        if x > rest.get("least", 0.0):
            x = x * scale
        return x

    assert h.__doc__ == "Documented."
    assert float(h(3.0)) == 6.0
    assert float(h(3.0, scale=5.0, least=4.0)) == 3.0


def test_closures_see_later_values():
    limit = 1.0

    def f(x):
        if x > limit:
            return limit + 0 * x
        return x

    g = cv.capture(f)
    assert float(cv.jit(lambda x: g(x))(5.0)) == 1.0
    limit = 3.0
    assert float(cv.jit(lambda x: g(x))(5.0)) == 3.0


def test_variables_of_outer_functions_are_carried():
    def f(x):
        count = 0

        def step(v):
            nonlocal count
            if v > 1:
                count += 1
            return v / 2

        while x > 0.1:
            x = step(x)
        return x, count

    same(captured(f)(10.0), f(10.0))


def test_functions_that_are_called_are_captured_and_libraries_are_not():
    def inner(x):
        return x if x > 0 else -x

    def f(x):
        y = cv.grad(inner)(x)
        return inner(x), y, lax.cond(x > 0, lambda v: inner(v - 5), inner, x), np.sqrt(4.0), math.floor(2.5)

    same(captured(f)(2.0), (2.0, 1.0, 3.0, 2.0, 2))
    same(captured(f)(-2.0), (2.0, -1.0, 2.0, 2.0, 2))


def test_conversion_happens_once():
    def f(x):
        return x if x > 0 else -x

    once = cv.capture(f)
    assert cv.capture(f).__code__ is once.__code__
    assert cv.capture(once) is once


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int16", "int32", "uint32"])
@pytest.mark.parametrize("bounds", [(0, 5), (5, 3), (3, 120), (7, 7)])
def test_ranges_of_every_integer_dtype(dtype, bounds):
    def f(start, stop):
        count, last = 0, -1
        for i in range(start, stop):
            count, last = count + 1, i.astype("int32")
        for i in range(start, stop, 3):
            count, last = count + 100, last + i.astype("int32")
        return count, last

    start, stop = bounds
    steps = range(start, stop, 3)
    want = len(range(*bounds)) + 100 * len(steps), [-1, *range(*bounds)][-1] + sum(steps)
    same(captured(f)(np.dtype(dtype).type(start), np.dtype(dtype).type(stop)), want)
    if dtype == "int8":
        same(captured(lambda n: sum_of_range(n))(np.int8(100)), sum(range(-100, 100)))


def sum_of_range(stop):
    total = cnp.int32(0)
    for i in range(-100, stop):
        total = total + i.astype("int32")
    return total


def test_calls_are_as_fast_as_those_of_jit():
    def f(x):
        return x if x > 0 else -x

    g = captured(f)
    g(1.0)
    before = cv.statistics()["compilations"]
    g(2.0)
    assert type(g) is type(cv.jit(f))
    assert cv.statistics()["compilations"] == before


# ---- containers and attributes


def test_dicts_lists_and_attributes_are_changed_in_place():
    class Box:
        pass

    def f(x, n):
        state, box, log = {"x": x, "best": [x, 0]}, Box(), [x, x]
        alias, box.total = state, 0.0
        for i in range(n):
            state["x"] = state["x"] * 0.5 + i
            if state["x"] > state["best"][0]:
                state["best"][0] = state["x"]
                state["best"][1] = i
            box.total += alias["x"]
            log[1] = box.total
        return alias, box.total, log

    same(captured(f)(3.0, 6), f(3.0, 6))
    same(captured(f)(3.0, 0), f(3.0, 0))


def test_elements_of_arrays_are_changed_with_at():
    def f(n):
        x = cnp.zeros(8, int)
        for i in range(n):
            if i % 2 == 0:
                x = x.at[i].set(i * i)
        return x

    np.testing.assert_array_equal(captured(f)(6), [0, 0, 4, 0, 16, 0, 0, 0])


# ---- derivatives


def newton(a):
    x = a
    while abs(x * x - a) > 1e-6 * a:
        x = 0.5 * (x + a / x)
    return x


def newton_in_lax(a):
    return lax.while_loop(lambda x: abs(x * x - a) > 1e-6 * a, lambda x: 0.5 * (x + a / x), a)


def horner(coefficients, x, n):
    total = 0.0
    for i in range(n):
        if x > 0:
            total = total * x + coefficients[i]
        else:
            total = total - coefficients[i] * x
    return total


def horner_in_lax(coefficients, x, n):
    def body(i, total):
        c = coefficients[i]
        return lax.cond(x > 0, lambda: total * x + c, lambda: total - c * x)

    return lax.fori_loop(0, n, body, 0.0)


def bounded(x):
    for i in range(20):
        if x > 50:
            return x * i
        if x < 1:
            continue
        x = x * 1.5
    return x


@pytest.mark.parametrize("x", [0.7, 2.0, 9.0])
@pytest.mark.parametrize("function", [newton, bounded])
def test_gradients_against_finite_differences(function, x, x64):
    step = 1e-6 * x
    want = (function(x + step) - function(x - step)) / (2 * step)
    got = cv.grad(captured(function))(cnp.float64(x))
    np.testing.assert_allclose(float(got), want, 1e-4, 1e-6)
    got = cv.jvp(captured(function), (cnp.float64(x),), (cnp.float64(1.0),))[1]
    np.testing.assert_allclose(float(got), want, 1e-4, 1e-6)


def test_gradients_against_the_same_program_in_lax(x64):
    for x in (0.5, 3.0):
        for order in (cv.grad, lambda f: cv.grad(cv.grad(f))):
            got, want = order(captured(newton))(x), order(newton_in_lax)(x)
            np.testing.assert_allclose(float(got), float(want), 1e-10)
    coefficients = cnp.array([3.0, -1.0, 0.5, 2.0])
    for x in (0.5, -1.5):
        f, g = captured(horner), cv.jit(horner_in_lax)
        same(cv.grad(f, (0, 1))(coefficients, x, 3), cv.grad(g, (0, 1))(coefficients, x, 3), 1e-12)


def test_vmap_of_a_captured_function():
    xs = np.array([0.3, 2.0, 60.0, 7.0], np.float32)
    got = cv.vmap(captured(bounded))(xs)
    np.testing.assert_allclose(got, [bounded(float(x)) for x in xs], 1e-5)
    got = cv.vmap(cv.capture(bounded))(xs)
    np.testing.assert_allclose(got, [bounded(float(x)) for x in xs], 1e-5)


# ---- lines


def test_operations_have_the_lines_of_the_user():
    def f(x):
        if x > 0:
            y = cnp.sin(x)
        else:
            y = cnp.cos(x)
        while y < 10:
            y = cnp.exp(y)
        return y

    first = f.__code__.co_firstlineno
    lines = captured(f).lower(1.0).as_text(debug_info=True).splitlines()
    names = {}
    for line in lines:
        if line.startswith("#loc") and ":" in line:
            name, _, where = line.partition(" = ")
            names[name] = where
    found = {}
    for line in lines:
        for op in ("array.sin", "array.cos", "array.exp", "array.case", "array.while"):
            if f"{op} " in line or f"{op}(" in line:
                label = line[line.index("#loc") :].rstrip(")") if "#loc" in line else ""
                found[op] = names.get(label, line)
    for op, offset in (("array.sin", 2), ("array.cos", 4), ("array.exp", 6)):
        assert f'test_capture.py":{first + offset}:' in found[op], found


def test_tracebacks_show_the_lines_of_the_user():
    def f(x):
        while x < 10:
            if x > 0:
                x = cnp.reshape(x, (7,))
        return x

    with pytest.raises(TypeError) as info:
        captured(f)(1.0)
    first = f.__code__.co_firstlineno
    frames = [(e.name, e.lineno) for e in info.traceback if False] or [
        (entry.frame.code.raw.co_name, entry.lineno + 1)
        for entry in info.traceback
        if entry.frame.code.raw.co_filename == __file__
    ]
    assert frames[-3:] == [("f", first + 1), ("f", first + 2), ("f", first + 3)]
    assert f"test_capture.py:{first + 3}" in str(info.value)


def test_private_names_and_super():
    assert float(captured(HOLDER.private)(2.0)) == HOLDER.private(2.0)
    assert float(captured(HOLDER.inherited)(-2.0)) == HOLDER.inherited(-2.0)


def test_source_that_is_not_found_or_not_the_users():
    names = {}
    exec("def f(x):\n    return x if x > 0 else -x", names)
    with pytest.raises(ValueError, match=r"source is not found[\s\S]*test_capture"):
        cv.capture(names["f"])
    with pytest.raises(TypeError, match=r"cv\.grad\(cv\.capture\(f\)\)"):
        captured(cv.grad(newton))
    with pytest.raises(TypeError, match="callable"):
        cv.capture(3)
    name = "<made for a test>"
    text = "def f(x):\n    return x if x > 0 else -x\n"
    linecache.cache[name] = (len(text), None, text.splitlines(True), name)
    exec(compile(text, name, "exec"), names)
    assert float(captured(names["f"])(-2.0)) == 2.0
