"""cv.debug: formats, statics, order."""

import logging

import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp


def test_formats(capsys):
    x = cnp.arange(3.0)

    def f(x):
        cv.debug.print("plain")
        cv.debug.print("{} {name} {:>5}", x[0], x[1], name="text")
        cv.debug.print("{0:.2f} {0}", x[2])
        cv.debug.print("{t[a]} {u[0]}", t={"a": x}, u=(1, x))
        cv.debug.print("{{}} {}", x.astype(bool))

    f(x)
    eager = capsys.readouterr().out
    cv.jit(f)(x)
    compiled = capsys.readouterr().out
    assert eager == compiled
    assert eager == "plain\n0.0 text   1.0\n2.00 2.0\n[0. 1. 2.] 1\n{} [False  True  True]\n"


def test_formats_that_do_not_fit():
    for kind, call in [
        (ValueError, lambda: cv.debug.print("x", 1)),
        (ValueError, lambda: cv.debug.print("{}", 1, y=2)),
        (KeyError, lambda: cv.debug.print("{x}", 1)),
        (IndexError, lambda: cv.debug.print("{} {}", 1)),
        (TypeError, lambda: cv.debug.print(3)),
    ]:
        with pytest.raises(kind):
            call()
    cv.debug.print("x", 1, skip_format_check=True)


def test_callback_gets_arrays_and_other_objects():
    seen = []

    def host(x, text, *, flag, tree):
        seen.append((x, text, flag, tree))

    cv.jit(lambda x: cv.debug.callback(host, x, "text", flag=None, tree={"a": x, "b": "c"}))(cnp.ones(2))
    ((x, text, flag, tree),) = seen
    assert type(x) is np.ndarray
    assert x.tolist() == [1, 1]
    assert (text, flag, tree["b"]) == ("text", None, "c")
    assert tree["a"].tolist() == [1, 1]


def test_callback_as_decorator():
    seen = []

    @cv.debug.callback(ordered=True)
    def look(x):
        seen.append(float(x))

    cv.jit(lambda x: (look(x), look(x + 1), x)[2])(1.0)
    assert seen == [1.0, 2.0]


def test_what_the_function_returns_is_dropped():
    assert cv.jit(lambda x: cv.debug.callback(lambda x: x, x))(cnp.ones(1)) is None


def test_log(caplog):
    with caplog.at_level(logging.INFO, logger="covector.debug"):
        cv.jit(lambda x: cv.debug.log("loss {}", x))(1.5)
    assert caplog.messages == ["loss 1.5"]


def test_prints_of_untraced_code_come_at_once(capsys):
    def f(x):
        print("before")
        cv.debug.print("x {}", x)
        print("after")
        return x * x

    cv.grad(f)(2.0)
    assert capsys.readouterr().out == "before\nx 2.0\nafter\n"
