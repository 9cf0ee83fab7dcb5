"""Exceptions, and the user's line that every one of them names."""

from __future__ import annotations

import os
import sys
from typing import TypeVar

from covector import _core

__all__ = [
    "ConcretizationTypeError",
    "CovectorIndexError",
    "CovectorProgramError",
    "CovectorRuntimeError",
    "CovectorTypeError",
    "InconclusiveDimensionOperation",
    "JAXIndexError",
    "JAXTypeError",
    "JaxRuntimeError",
    "JaxprTypeError",
    "KeyReuseError",
    "NonConcreteBooleanIndexError",
    "TracerArrayConversionError",
    "TracerBoolConversionError",
    "TracerIntegerConversionError",
    "TypePromotionError",
    "UnexpectedTracerError",
]

E = TypeVar("E", bound=Exception)

PACKAGE = os.path.dirname(os.path.abspath(__file__)) + os.sep


class CovectorTypeError(TypeError):
    """Base of the errors that say that a value is not of the kind needed."""


class CovectorIndexError(IndexError):
    """Base of the errors about indices that cannot be used while tracing."""


class ConcretizationTypeError(CovectorTypeError):
    """A number was asked of an array whose value is not known while tracing."""


class TracerBoolConversionError(ConcretizationTypeError):
    """A traced array was used as a condition of Python (``if``, ``while``, ``and``)."""


class TracerIntegerConversionError(CovectorTypeError):
    """A traced array was used where Python needs an integer (``range``, indices)."""


class TracerArrayConversionError(CovectorTypeError):
    """A traced array was handed to NumPy."""


class UnexpectedTracerError(CovectorTypeError):
    """A traced array was used after the function that it belongs to had ended."""


class NonConcreteBooleanIndexError(CovectorIndexError):
    """A traced boolean array was used as an index: its result would have no fixed shape."""


class TypePromotionError(ValueError):
    """Dtypes cannot be promoted to a common one."""


class CovectorRuntimeError(RuntimeError):
    """A program failed while it ran."""


class KeyReuseError(RuntimeError):
    """A random key was used twice."""


class InconclusiveDimensionOperation(Exception):
    """A question about a size has no answer while the size is not known."""


class CovectorProgramError(TypeError):
    """A program does not keep to the rules of its operations."""


# The same under the names that JAX has for them, for programs that catch those.
JaxRuntimeError = CovectorRuntimeError
JAXTypeError = CovectorTypeError
JAXIndexError = CovectorIndexError
JaxprTypeError = CovectorProgramError


def user_location() -> str:
    """File and line of the nearest stack frame outside this package, or ``""``."""
    frame = sys._getframe(1)
    while frame is not None:
        name = frame.f_code.co_filename
        if not name.startswith(PACKAGE) and not name.startswith("<frozen"):
            return f"{name}:{frame.f_lineno}"
        frame = frame.f_back
    return ""


def user_stack_level() -> int:
    """The ``stacklevel`` with which a warning of the caller points at the user's line."""
    level, frame = 1, sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_filename.startswith(PACKAGE):
        frame, level = frame.f_back, level + 1
    return level


def error(kind: type[E], message: str) -> E:
    """An exception of ``kind`` whose message ends with the user's file and line."""
    where = user_location()
    return kind(f"{message}\n  at {where}" if where else message)


_core.set_internal_prefix(PACKAGE)
_core.set_error_types(
    {
        kind.__name__: kind
        for kind in (
            ConcretizationTypeError,
            TracerBoolConversionError,
            TracerIntegerConversionError,
            TracerArrayConversionError,
            UnexpectedTracerError,
            NonConcreteBooleanIndexError,
            TypePromotionError,
            CovectorRuntimeError,
            KeyReuseError,
            InconclusiveDimensionOperation,
        )
    }
)
