"""Makers of documented elementwise functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from covector.core.compiled import compiled
from covector.core.operands import as_array, promote
from covector.typing import Array, ArrayLike

Unary = Callable[[ArrayLike], Array]

Binary = Callable[[ArrayLike, ArrayLike], Array]


FLOAT = "a float or complex dtype; integers and booleans become floats"

REAL = "a float dtype; integers and booleans become floats"

SAME = "the dtype of ``x``"

COMMON = "the common dtype of the operands"


def unary(name: str, op: Any, summary: str, example: str, dtype: str = FLOAT) -> Unary:
    """A documented function of one array; ``example`` is ``call -> printed result``."""

    def function(x: ArrayLike, /) -> Array:
        return op(x)

    call, result = example.split(" -> ")
    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"""{summary}

    Args:
        x: array or number of any shape.
    Returns:
        Array of the shape of ``x``, of {dtype}.
    Raises:
        TypeError: ``x`` is not array-like (convert lists with ``cnp.asarray``), or of a dtype
            that the function is not defined for.

    >>> {call}
    {result}
    """
    return function


def binary(name: str, op: Any, summary: str, example: str, dtype: str = COMMON) -> Binary:
    """A documented function of two arrays; ``example`` is ``call -> printed result``."""

    def function(x1: ArrayLike, x2: ArrayLike, /) -> Array:
        return op(x1, x2)

    call, result = example.split(" -> ")
    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"""{summary}

    Args:
        x1: array or number of any shape.
        x2: array or number, broadcast against ``x1``.
    Returns:
        Array of the broadcast shape, of {dtype}.
    Raises:
        TypeError: the shapes do not broadcast, or an operand is not array-like.

    >>> {call}
    {result}
    """
    return function


# Put together from others


def composed(example: str, dtype: str = FLOAT) -> Any:
    """Makes a documented unary function, compiled when called eagerly, of its body."""

    def decorate(body: Any) -> Unary:
        name = body.__name__
        return unary(name, checked(name, compiled()(body), 1), body.__doc__, example, dtype)

    return decorate


def composed2(example: str, dtype: str = COMMON) -> Any:
    """Makes a documented binary function, compiled when called eagerly, of its body."""

    def decorate(body: Any) -> Binary:
        name = body.__name__
        return binary(name, checked(name, compiled()(body), 2), body.__doc__, example, dtype)

    return decorate


def checked(name: str, function: Any, arity: int) -> Any:
    """``function`` on operands checked to be array-like and, of two, promoted to one dtype."""
    if arity == 1:
        return lambda x: function(as_array(x, name))
    return lambda x, y: function(*promote(name, x, y))
