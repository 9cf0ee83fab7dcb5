"""Random programs: captured under jit, and run as Python on numbers, they agree."""

from __future__ import annotations

import linecache

import numpy as np
import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

import covector as cv

SETTINGS = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
VARIABLES = ("a", "b", "c", "d")

# Expressions stay small, so that 32 bits hold them.
ATOMS = st.one_of(st.sampled_from([*VARIABLES, "k"]), st.integers(-3, 5).map(str))


@st.composite
def expressions(draw, depth=2):
    if not depth:
        return draw(ATOMS)
    kind = draw(st.integers(0, 5))
    x, y = draw(expressions(depth - 1)), draw(expressions(depth - 1))
    if kind < 3:
        return f"({x} {'+-*'[kind]} {y}) % 23"
    if kind == 3:
        return f"({x} if {draw(conditions(1))} else {y})"
    if kind == 4:
        return f"max({x}, {y})"
    return draw(ATOMS)


@st.composite
def conditions(draw, depth=2):
    kind = draw(st.integers(0, 4 if depth else 1))
    x, y, z = draw(ATOMS), draw(ATOMS), draw(ATOMS)
    if kind == 0:
        return f"{x} {draw(st.sampled_from(['<', '<=', '==', '!=', '>']))} {y}"
    if kind == 1:
        return f"{x} < {y} <= {z}"
    if kind == 2:
        return f"not ({draw(conditions(depth - 1))})"
    word = "and" if kind == 3 else "or"
    return f"({draw(conditions(depth - 1))} {word} {draw(conditions(depth - 1))})"


@st.composite
def blocks(draw, depth, in_loop, numbers):
    """The lines of a block, each with its indentation within the block."""
    lines = []
    for _ in range(draw(st.integers(1, 3))):
        lines += draw(statements(depth, in_loop, numbers))
    return lines


def inside(lines):
    return ["    " + line for line in lines]


@st.composite
def statements(draw, depth, in_loop, numbers):
    kind = draw(st.integers(0, 10 if depth else 3))
    target = draw(st.sampled_from(VARIABLES))
    if kind <= 1:
        return [f"{target} = {draw(expressions())}"]
    if kind == 2:
        return [f"{target} += {draw(ATOMS)}", f"{target} %= 31"]
    if kind == 3:
        jumps = ["return " + draw(ATOMS)] + (["break", "continue"] if in_loop else [])
        return [f"if {draw(conditions())}:", "    " + draw(st.sampled_from(jumps))]
    if kind <= 6:
        lines = [f"if {draw(conditions())}:", *inside(draw(blocks(depth - 1, in_loop, numbers)))]
        if draw(st.booleans()):
            lines += [f"elif {draw(conditions())}:", *inside(draw(blocks(depth - 1, in_loop, numbers)))]
        if draw(st.booleans()):
            lines += ["else:", *inside(draw(blocks(depth - 1, in_loop, numbers)))]
        return lines
    number = next(numbers)
    orelse = []
    if draw(st.booleans()):
        orelse = ["else:", *inside(draw(blocks(depth - 1, in_loop, numbers)))]
    if kind <= 8:
        # Bounds that are traced, and one that is known.
        bound = draw(st.sampled_from(["a % 4", "b % 5", "3", "k"]))
        body = draw(blocks(depth - 1, True, numbers))
        return [
            f"for i{number} in range({bound}):",
            f"    {target} = ({target} + i{number}) % 29",
            *inside(body),
            *orelse,
        ]
    fuel = f"fuel{number}"
    test = draw(st.sampled_from([draw(conditions()), "True"]))
    body = inside(draw(blocks(depth - 1, True, numbers)))
    leave = [f"    {fuel} += 1", f"    if {fuel} > 4:", "        break"]
    return [f"{fuel} = 0", f"while {test}:", *leave, *body, *orelse]


@st.composite
def programs(draw):
    numbers = iter(range(1000))
    body = draw(blocks(3, False, numbers))
    return "\n".join(["def f(a, b, c, d, k):", *inside(body), "    return a + b + c + d", ""])


def compiled(text):
    name = f"<program {hash(text)}>"
    linecache.cache[name] = (len(text), None, text.splitlines(True), name)
    names = {}
    exec(compile(text, name, "exec"), names)
    return names["f"]


ARGUMENTS = st.tuples(*[st.integers(-5, 9)] * 4, st.integers(0, 3))


@SETTINGS
@given(programs(), st.lists(ARGUMENTS, min_size=3, max_size=3))
def test_random_programs(text, calls):
    note(text)
    f = compiled(text)
    g = cv.jit(f, capture=True, static_argnums=4)
    for call in calls:
        note(str(call))
        assert int(g(*call)) == f(*call)
        # All values known.
        assert cv.capture(f)(*call) == f(*call)


@SETTINGS
@given(programs(), st.lists(ARGUMENTS, min_size=4, max_size=4))
def test_random_programs_on_lanes(text, calls):
    note(text)
    f = compiled(text)
    lanes = np.array(calls, np.int32).T
    k = int(lanes[4, 0])
    got = cv.jit(cv.vmap(lambda a, b, c, d: cv.capture(f)(a, b, c, d, k)))(*lanes[:4])
    np.testing.assert_array_equal(got, [f(*map(int, lane), k) for lane in lanes[:4].T])


if __name__ == "__main__":
    pytest.main([__file__])
