"""Functions of this package that are compiled as one program when called eagerly."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import TypeVar

from covector import _core

F = TypeVar("F", bound=Callable)


def compiled(*static: str) -> Callable[[F], F]:
    """Makes one compiled program of a composite function.

    Args:
        static: names of the arguments that are part of the program: shapes, axes, dtypes.
    """

    def decorate(function: F) -> F:
        names = list(inspect.signature(function).parameters)
        numbers = [i for i, name in enumerate(names) if name in static]
        jitted = _core.make_jit(function, numbers, list(static), [], [], function.__name__)
        functools.update_wrapper(jitted, function)
        return jitted  # type: ignore[return-value]

    return decorate
