"""Every wrong call of `wrong_calls_*.py` says what it should; and what errors leave behind."""

import importlib
import re
from pathlib import Path

import pytest
from wrong_calls import CALLS

import covector as cv
import covector.numpy as cnp
from covector import errors

for family in sorted(Path(__file__).parent.glob("wrong_calls_*.py")):
    importlib.import_module(family.stem)


def square(x):
    return x * x


@pytest.mark.parametrize("case", CALLS, ids=[case.call.__name__ for case in CALLS])
def test_wrong_call(case):
    with pytest.raises(case.kind) as info:
        case.call()
    message = str(info.value)
    missing = [word for word in case.words if not re.search(_pattern(word), message)]
    assert not missing, f"{missing} missing in {type(info.value).__name__}: {message}"
    places = [int(n) for n in re.findall(re.escape(case.file) + r":(\d+)", message)]
    assert places, f"no line of the user's in: {message}"
    assert places[-1] == case.line, f"expected line {case.line} in: {message}"
    assert "/covector/" not in message.replace(case.file, ""), f"a line of the package's in: {message}"


def _pattern(word):
    """Words without special signs are patterns as they are; `(3,)` and `[3]` mean themselves."""
    return re.escape(word) if word[0] in "([" and "|" not in word else word


def test_classes_of_errors():
    assert issubclass(errors.ConcretizationTypeError, TypeError)
    assert issubclass(errors.TracerBoolConversionError, errors.ConcretizationTypeError)
    assert issubclass(errors.TracerArrayConversionError, TypeError)
    assert issubclass(errors.TracerIntegerConversionError, TypeError)
    assert issubclass(errors.NonConcreteBooleanIndexError, IndexError)
    assert issubclass(errors.UnexpectedTracerError, TypeError)


def test_an_exception_of_the_user_passes_through():
    class Own(Exception):
        pass

    def f(x):
        raise Own("own")

    for transform in (cv.jit, cv.grad, cv.vmap, lambda f: cv.jit(cv.grad(f))):
        with pytest.raises(Own, match=r"^own$"):
            transform(f)(cnp.ones(2))
    # And nothing is left behind by it.
    assert float(cv.jit(square)(3.0)) == 9.0


def test_errors_leave_the_function_usable():
    def f(x, flag):
        if flag:
            return x[0, 0, 0]
        return x + 1

    g = cv.jit(f, static_argnums=1)
    with pytest.raises(IndexError):
        g(cnp.ones(3), True)
    assert g(cnp.ones(3), False).tolist() == [2.0, 2.0, 2.0]
