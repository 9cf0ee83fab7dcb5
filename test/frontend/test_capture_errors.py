"""What cannot be captured is refused: by name, at the user's line, and nothing is left behind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import covector as cv
import covector.numpy as cnp
from covector import errors

COUNT = 0


def branch_without_a_value(x):
    if x > 0:
        y = x  # names
    return y


def branch_of_other_dtypes(x):
    if x > 0:  # here
        y = cnp.int32(1)  # names
    else:
        y = cnp.float32(2)
    return y


def branch_of_other_shapes(x):
    if x > 0:  # here
        y = cnp.zeros(3)  # names
    else:
        y = cnp.zeros(2)
    return y


def branch_of_other_structures(x):
    if x > 0:  # here
        y = (x, x)  # names
    else:
        y = [x, x]
    return y


def branch_of_other_objects(x):
    if x > 0:  # here
        y = "a"  # names
    else:
        y = "b"
    return y, x


def branch_that_returns_none(x):
    if x > 0:  # here
        return x


def loop_without_a_value(x):
    while x < 10:  # here
        x = x + 1
        y = x  # names
    return y


def loop_that_reads_first(x):
    while x < 10:  # here
        if x > 3:
            x = x + y  # noqa: F821
        y = x + 1  # names
        x = y
    return x


def loop_of_another_shape(x):
    total = cnp.zeros(2)
    while x < 10:  # here
        total = cnp.concatenate([total, total])  # names
        x = x + 1
    return total


def loop_of_another_dtype(x):
    count = cnp.int32(0)
    while x < 10:  # here
        count = count + 0.5  # names
        x = x + 1
    return count


def loop_that_appends(x):
    log = []
    while x < 10:  # here
        log.append(x)  # names
        x = x + 1
    return log


def loop_that_changes_by_a_method(x):
    class Box:
        def add(self, v):
            self.total = self.total + v

    box = Box()
    box.total = 0.0
    while x < 10:  # here
        box.add(x)  # names
        x = x + 1
    return box.total


def loop_with_new_keys(x):
    table = {}
    while x < 10:  # here
        table["last"] = x  # names
        x = x + 1
    return table


def loop_with_try(x):
    while x < 10:  # here
        try:  # names
            x = x + 1
        finally:
            pass
    return x


def loop_with_with(x):
    while x < 10:  # here
        with cv.named_scope("a"):  # names
            x = x + 1
    return x


def loop_that_assigns_a_global(x):
    global COUNT
    while x < 10:  # here
        COUNT = COUNT + 1  # names
        x = x + 1
    return x


def loop_left_without_a_value(x):
    y = 0.0
    del y
    while True:
        if x > 10:
            break  # here
        y = x
        x = x * 2
    return y


def raise_under_a_condition(x):
    if x < 0:
        raise ValueError("negative")  # here
    return x


def traced_assertion(x):
    assert x > 0  # here
    return x


def recursion(x):
    if x > 1:  # here
        return recursion(x - 1)
    return x


def condition_of_many_elements(x):
    y = cnp.stack([x, x])
    if y > 0:  # here
        return y
    return -y


def items_of_an_array(x):
    y = cnp.zeros(3)
    while x < 3:
        y[0] = x  # here
        x = x + 1
    return y


def item_of_an_item(x):
    boxes = [{"a": x}]
    boxes[0]["a"] = x

    class Box:
        value = 0.0

    objects = [Box()]
    while x < 3:  # here
        objects[0].value = x  # names
        x = x + 1
    return objects[0].value


def item_of_an_item_in_a_branch(x):
    class Box:
        value = 0.0

    objects = [Box()]
    if x < 3:  # here
        objects[0].value = x  # names
    return objects[0].value


def list_of_an_object(x):
    class Box:
        pass

    box = Box()
    box.log = [x]
    if x < 3:  # here
        box.log.append(x)
    return box.log[0]


def comprehension_with_a_condition(x):
    return sum(v for v in (x, 2 * x) if v > 0)  # here


def comprehension_over_a_range(x):
    return [2 * i for i in range(cnp.int32(x))]  # here


def match_of_classes_and_values(x):
    match x:  # here
        case 0.0:
            return 1.0
        case [a, b]:
            return a + b
    return x


def match_with_a_guard_on_containers(x):
    match [x, 1.0]:
        case [a, b] if a > 0:  # here
            return b
    return x


def match_without_a_value(x):
    match x:
        case 1.0:  # here
            y = x  # names
    return y


CASES = [
    (comprehension_with_a_condition, errors.TracerBoolConversionError, ["comprehension", "if x > 0 else 0"]),
    (
        comprehension_over_a_range,
        errors.TracerIntegerConversionError,
        ["number of elements", "for statement"],
    ),
    (match_of_classes_and_values, errors.TracerBoolConversionError, ["match", r"float32\[\]", "elif"]),
    (match_with_a_guard_on_containers, errors.TracerBoolConversionError, ["case", "write an if statement"]),
    (match_without_a_value, TypeError, ["y", "both arms of the case", "assign it before"]),
    (branch_without_a_value, TypeError, ["y", "both arms", "does not", "assign it before"]),
    (branch_of_other_dtypes, TypeError, ["y", r"int32\[\]", r"float32\[\]", "dtypes", "astype"]),
    (branch_of_other_shapes, TypeError, ["y", r"float32\[3\]", r"float32\[2\]", "shapes"]),
    (branch_of_other_structures, TypeError, ["y", "structure"]),
    (branch_of_other_objects, TypeError, ["y", "'a'", "'b'"]),
    (branch_that_returns_none, TypeError, ["what branch_that_returns_none returns", "None"]),
    (loop_without_a_value, TypeError, ["y", "while loop", "read later", "before the loop"]),
    (loop_that_reads_first, TypeError, ["y", "first iteration", "before the loop"]),
    (loop_of_another_shape, TypeError, ["total", r"float32\[2\]", r"float32\[4\]", "shapes"]),
    (loop_of_another_dtype, TypeError, ["count", r"int32\[\]", r"float32\[\]", "astype"]),
    (loop_that_appends, TypeError, ["log", "list", r"\.at\[i\]\.set"]),
    (loop_that_changes_by_a_method, TypeError, ["box", "Box"]),
    (loop_with_new_keys, TypeError, ["table", "structure"]),
    (loop_with_try, TypeError, ["try", "move it out"]),
    (loop_with_with, TypeError, ["with", "move it out"]),
    (loop_that_assigns_a_global, TypeError, ["COUNT", "global"]),
    (loop_left_without_a_value, TypeError, ["y", "is left", "assign it before"]),
    (raise_under_a_condition, errors.ConcretizationTypeError, ["raise", "nan"]),
    (traced_assertion, errors.ConcretizationTypeError, ["assertion"]),
    (recursion, RecursionError, ["recursion", "write a loop"]),
    (condition_of_many_elements, ValueError, [r"bool\[2\]", "ambiguous", "cnp.where"]),
    (items_of_an_array, TypeError, ["immutable", r"x\.at\[index\]\.set"]),
    (item_of_an_item, TypeError, ["part of an expression"]),
    (item_of_an_item_in_a_branch, TypeError, ["part of an expression"]),
    (list_of_an_object, TypeError, ["box", "Box"]),
]


def line_of(function, mark, default):
    source = Path(__file__).read_text().splitlines()
    first = function.__code__.co_firstlineno
    for number in range(first, len(source) + 1):
        if source[number - 1].rstrip().endswith(f"# {mark}"):
            return number
        if number > first and source[number - 1].startswith("def "):
            break
    return default


@pytest.mark.parametrize(("function", "kind", "words"), CASES, ids=[case[0].__name__ for case in CASES])
def test_refused(function, kind, words):
    jitted = cv.jit(function, capture=True)
    with pytest.raises(kind) as info:
        jitted(1.0)
    message = str(info.value)
    missing = [word for word in words if not re.search(word, message)]
    assert not missing, f"{missing} missing in: {message}"
    here = line_of(function, "here", function.__code__.co_firstlineno + 1)
    assert message.endswith(f"{__file__}:{here}"), f"expected line {here} in: {message}"
    names = line_of(function, "names", None)
    if names is not None:
        assert f"line {names}" in message, f"expected line {names} in: {message}"
    # The same call fails in the same way again, and others work.
    with pytest.raises(kind):
        jitted(1.0)
    assert float(cv.jit(lambda x: x if x > 0 else -x, capture=True)(-2.0)) == 2.0


def generator(x):
    if x > 0:
        yield x


async def coroutine(x):
    return x


@pytest.mark.parametrize(("function", "what"), [(generator, "yield"), (coroutine, "async def")])
def test_generators_and_coroutines_are_refused(function, what):
    offset = {"yield": 2, "async def": 0}[what]
    line = function.__code__.co_firstlineno + offset
    with pytest.raises(TypeError, match=rf"{what}[\s\S]*line {line} of .*test_capture_errors"):
        cv.capture(function)


def test_state_is_restored_after_an_error():
    table = {"a": 1.0}

    def f(x, bad):
        while x < 3:
            table["a"] = table["a"] + x
            x = x + 1
            if bad:
                x = cnp.zeros(2)
        return table["a"] * 1.0

    with pytest.raises(TypeError, match=r"float32\[2\]"):
        cv.jit(f, capture=True, static_argnums=1)(1.0, True)
    assert table == {"a": 1.0}


def test_what_is_known_may_use_anything():
    def f(x, n):
        log = []
        for i in range(n):
            try:
                log.append(x * i)
            except ValueError:
                break
            if i > 2:
                raise AssertionError
        with cv.named_scope("sum"):
            return sum(log)

    assert float(cv.jit(f, capture=True, static_argnums=1)(2.0, 3)) == 6.0
