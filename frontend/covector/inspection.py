"""Looking at the process: what is alive, what is kept, where it runs; and names for parts of programs."""

from __future__ import annotations

import contextlib
import functools
import gc
import os
import platform
import sys
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import numpy as np

from covector import _core
from covector.errors import error
from covector.typing import Array
from covector.version import __version__

F = TypeVar("F", bound=Callable[..., Any])


@contextlib.contextmanager
def ensure_compile_time_eval() -> Iterator[None]:
    """Within the ``with`` block operations on known arrays are computed at once, also under ``jit``.

    Returns:
        A context manager.
    Raises:
        UnexpectedTracerError: an operation in it takes a traced array.

    >>> @cv.jit
    ... def f(x):
    ...     with cv.ensure_compile_time_eval():
    ...         n = int(cnp.arange(3).sum())
    ...     return x * n
    >>> f(2)
    Array(6, dtype=int32, weak_type=True)
    """
    suspended = _core.suspend_tracing()
    try:
        yield
    finally:
        _core.resume_tracing(suspended)


class named_scope(contextlib.ContextDecorator):
    """A name for a part of a program, as a context manager or decorator; it changes nothing.

    Errors and the IR name the user's lines, so that they need no names.

    Args:
        name: text.
    Raises:
        TypeError: ``name`` is no text.

    >>> with cv.named_scope("layer"):
    ...     print(cnp.ones(1))
    [1.]
    """

    def __init__(self, name: str) -> None:
        if not isinstance(name, str):
            raise error(TypeError, f"named_scope: name argument must be a string, got {name!r}")
        self.name = name

    def __enter__(self) -> named_scope:
        return self

    def __exit__(self, *problem: Any) -> None:
        return None


def named_call(fun: F, *, name: str | None = None) -> F:
    """A function under another name.

    Args:
        fun: a function.
        name: its name in programs; ``None``: its own.
    Returns:
        A function that does the same.
    Raises:
        TypeError: ``fun`` cannot be called.

    >>> cv.named_call(lambda x: x + 1, name="next")(1)
    2
    """
    if not callable(fun):
        raise error(TypeError, f"named_call: expected a callable value, got {fun!r}")

    @functools.wraps(fun)
    def call(*args: Any, **kwargs: Any) -> Any:
        return fun(*args, **kwargs)

    if name is not None:
        call.__name__ = name
    return call  # type: ignore[return-value]


def live_arrays(platform: str | None = None) -> list[Array]:
    """All arrays that hold memory.

    Args:
        platform: ``"cpu"`` or ``None``.
    Returns:
        A list of arrays.
    Raises:
        RuntimeError: another platform.

    >>> x = cnp.arange(5)
    >>> any(a is x for a in cv.live_arrays())
    True
    """
    if platform not in (None, "cpu"):
        raise error(RuntimeError, f"live_arrays: expected the platform 'cpu', got {platform!r}")
    return [x for x in gc.get_objects() if type(x) is _core.Array and not x.is_deleted()]


def clear_caches() -> None:
    """Forgets what jitted functions were traced to; they are traced again when called.

    Returns:
        Nothing.
    Raises:
        Nothing.

    >>> cv.clear_caches()
    """
    for each in gc.get_objects():
        if isinstance(each, _core.JitFunction):
            _core.jit_clear_cache(each)


def print_environment_info(return_string: bool = False) -> str | None:
    """Prints versions and the machine, for reports of errors.

    Args:
        return_string: whether to return the text instead.
    Returns:
        Text or ``None``.
    Raises:
        Nothing.

    >>> "numpy" in cv.print_environment_info(return_string=True)
    True
    """
    lines = [
        f"covector: {__version__}",
        f"numpy:    {np.__version__}",
        f"python:   {sys.version}",
        "devices:  [CpuDevice(id=0)]",
        f"platform: {platform.platform()}, {os.cpu_count()} processors",
    ]
    lines += [f"{key}={value}" for key, value in sorted(os.environ.items()) if key.startswith("COVECTOR_")]
    text = "\n".join(lines)
    if return_string:
        return text
    print(text)
    return None
