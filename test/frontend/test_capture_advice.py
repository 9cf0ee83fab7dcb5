"""Errors about traced conditions print the statement as it can be compiled, and it can."""

from __future__ import annotations

import textwrap
from pathlib import Path

import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp
from covector import errors, lax


def one_result(x, a):
    y = 1.0
    if x > 0 and a > 0:  # here
        y = a * x
    return y + x


def several_results(x, a):
    y = 1.0
    if not 0 < x < 5:  # here
        y = y * x
        z = a
    else:
        z = x
    return y + z


def returns(x, a):
    if x > a:  # here
        x = x * 2
        return x
    else:
        return -a


def returns_early(x, a):
    if x > a:  # here
        return x * 2
    y = a * a
    return y - x


def loop(x, a):
    n = 0
    while x < 50 and n < 20:  # here
        x = x * 2 + a
        n += 1
    return x + n


def one_variable(x, a):
    while x < 50:  # here
        x = abs(x) * 2 + abs(a)
    return x


def counted(x, a):
    m = (x * 0 + 4).astype(int) if hasattr(x, "astype") else int(x * 0 + 4)
    total = 0.0
    for i in range(1, m):  # here
        total = total + a * i
        x = x + 1
    return total, x


def expression(x, a):
    return x if x > a else a * 2  # here


def chain(x, a):
    if x > 2:  # here
        y = a
    elif x > 1 and a > 0:
        y = 2 * a
    else:
        y = x
    return y


def branches_in_a_loop(x, a):
    n = 0
    while n < 4 and x < 1e4:  # here
        for i in range(2):
            if not 0 < x < 40:
                x = x / 2 + i
            else:
                x = x * 2
        half = x
        while half > a * a:
            half = half / 2 - 1
        n += 1 if half > 0 else 2
    return x + n


PROGRAMS = [
    one_result, several_results, returns, returns_early, loop, one_variable, counted, expression, chain,
    branches_in_a_loop,
]  # fmt: skip


def line_of(function):
    lines = Path(__file__).read_text().splitlines()
    first = function.__code__.co_firstlineno
    return next(n for n in range(first, len(lines)) if lines[n - 1].endswith("# here"))


def printed(function, *args):
    with pytest.raises(TypeError) as info:
        cv.jit(function)(*args)
    assert isinstance(info.value, (errors.TracerBoolConversionError, errors.TracerIntegerConversionError))
    return str(info.value)


@pytest.mark.parametrize("function", PROGRAMS, ids=lambda f: f.__name__)
def test_printed_code_does_the_same(function):
    message = printed(function, 3.0, 1.5)
    line = line_of(function)
    assert f"Line {line} as it can be compiled:" in message
    assert message.endswith(f"{__file__}:{line}")
    assert "cv.jit(f, capture=True)" in message
    code = textwrap.dedent(message.split("compiled:\n\n")[1].split("\n\n  Or")[0])
    assert "lax." in code
    # The statement in the source, replaced by what was printed.
    lines = Path(__file__).read_text().splitlines()
    first = function.__code__.co_firstlineno
    end = next(
        (n for n in range(first + 1, len(lines)) if lines[n - 1] and not lines[n - 1].startswith(" ")),
        len(lines),
    )
    own = lines[first - 1 : end - 1]
    at = line - first
    indent = "    "
    after = at + 1
    while after < len(own) and (
        own[after].startswith(indent * 2) or own[after].startswith((indent + "else", indent + "elif"))
    ):
        after += 1
    if function is expression:
        new = [indent + "return " + code]
    else:
        new = textwrap.indent(code, indent).splitlines()
        after = len(own) if function is returns_early else after
    text = "\n".join([*own[:at], *new, *own[after:]])
    names = {"cv": cv, "cnp": cnp, "lax": lax}
    exec(text, names)
    for args in [(3.0, 1.5), (-3.0, 2.0), (60.0, -1.0), (0.5, 9.0)]:
        want = cv.tree.leaves(function(*args))
        got = cv.tree.leaves(cv.jit(names[function.__name__])(*args))
        np.testing.assert_allclose(got, want, 1e-6)


def test_statements_that_take_more_than_one_function_name_capture():
    def f(x):
        for i in range(10):
            if x > i:
                break
        return x

    def g(x):
        while x > 0:
            if x > 5:
                break
            x = x - 1
        return x

    def h(x):
        return not x

    for function in (f, g):
        message = printed(function, 3.0)
        assert "capture=True" in message
        assert "as it can be compiled" not in message
    assert "~(x != 0)" in printed(h, 3.0)
    # Libraries are not advised, and what is not in a file neither.
    names = {}
    exec("def k(x):\n    return 1 if x > 0 else 2", names)
    assert "capture=True" not in printed(names["k"], 1.0)
