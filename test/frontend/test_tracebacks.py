"""Tracebacks show the user's frames; a switch shows all of them."""

import os
import subprocess
import sys
import traceback
from pathlib import Path

import pytest

import covector as cv
import covector.numpy as cnp
from covector import tracebacks

PROGRAM = """
import threading
import covector as cv
import covector.numpy as cnp

def loss(x):
    return cnp.concatenate([x, cnp.ones((2, 2))]).sum()

def outer():
    try:
        cv.jit(cv.grad(loss))(cnp.ones(3))
    except TypeError as problem:
        raise RuntimeError("outer") from problem

{call}
"""


def run(tmp_path, call, **environment):
    program = tmp_path / "program.py"
    program.write_text(PROGRAM.format(call=call))
    env = {**os.environ, "COVECTOR_TRACEBACK_FILTERING": "auto", **environment}
    env["PYTHONPATH"] = os.pathsep.join(p for p in sys.path if p)
    return subprocess.run([sys.executable, str(program)], capture_output=True, text=True, env=env).stderr


PACKAGE = str(Path(cv.__file__).parent)


@pytest.mark.parametrize(
    "call",
    ["loss(cnp.ones(3))", "cv.jit(cv.grad(loss))(cnp.ones(3))", "cv.vmap(loss)(cnp.ones((2, 3)))", "outer()",
     "t = threading.Thread(target=loss, args=(cnp.ones(3),)); t.start(); t.join()"],
)  # fmt: skip
def test_frames_of_the_package_are_left_out(tmp_path, call):
    error = run(tmp_path, call)
    assert "concatenate: expected shapes" in error
    assert "in loss" in error
    assert PACKAGE not in error
    everything = run(tmp_path, call, COVECTOR_TRACEBACK_FILTERING="off")
    assert PACKAGE in everything
    assert "in loss" in everything


def test_filtering_of_one_exception():
    def f(x):
        return cnp.reshape(x, (7,))

    with pytest.raises(TypeError) as info:
        cv.grad(f)(cnp.ones(3))
    problem = info.value
    assert any(PACKAGE in line for line in traceback.format_tb(problem.__traceback__))
    assert tracebacks.filter_exception(problem)
    shown = "".join(traceback.format_tb(problem.__traceback__))
    assert PACKAGE not in shown
    assert "in f" in shown
    assert not tracebacks.filter_exception(problem)


def test_an_exception_of_the_package_alone_keeps_its_frames():
    try:
        raise ValueError("own")
    except ValueError as problem:
        assert tracebacks.filtered(problem.__traceback__) is not None


def test_modules_say_that_they_are_hidden():
    before = cv.config.traceback_filtering
    try:
        cv.config.update("jax_traceback_filtering", "tracebackhide")
        assert cnp.reduction.__tracebackhide__(None) is True
        cv.config.update("jax_traceback_filtering", "off")
        assert cnp.reduction.__tracebackhide__(None) is False
        with pytest.raises(ValueError, match="traceback_filtering"):
            cv.config.update("jax_traceback_filtering", "sometimes")
    finally:
        cv.config.update("traceback_filtering", before)
