"""What captured code calls in the place of functions of Python that ask for truth or numbers."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterable
from typing import Any

from covector import _core, dtypes
from covector.capture import iteration
from covector.capture.values import is_traced, truth
from covector.core.operands import is_array_like, promote
from covector.lax import elementwise
from covector.typing import Array


def max_(*args: Any, **kwargs: Any) -> Any:
    """``max``, also of traced numbers."""
    return _extreme(builtins.max, elementwise.max, args, kwargs)


def min_(*args: Any, **kwargs: Any) -> Any:
    """``min``, also of traced numbers."""
    return _extreme(builtins.min, elementwise.min, args, kwargs)


def _extreme(python: Callable[..., Any], pair: Callable[..., Any], args: Any, kwargs: Any) -> Any:
    values = args
    if len(args) == 1 and not kwargs:
        if not is_traced(args[0]) and not isinstance(args[0], Iterable):
            return python(*args)
        values = list(args[0])
        args = (values,)
    scalars = all(is_array_like(x) and not getattr(x, "ndim", 0) for x in values)
    if kwargs or not scalars or not any(is_traced(x) for x in values):
        return python(*args, **kwargs)
    result, *rest = values
    for x in rest:
        result = pair(*promote(python.__name__, result, x))
    return result


def any_(values: Any) -> Any:
    """``any``, also of traced booleans."""
    return _combined(builtins.any, values, lambda x, y: x | y)


def all_(values: Any) -> Any:
    """``all``, also of traced booleans."""
    return _combined(builtins.all, values, lambda x, y: x & y)


def _combined(python: Callable[..., Any], values: Any, pair: Callable[..., Any]) -> Any:
    values = list(values)
    traced = [truth(x, python.__name__) for x in values if is_traced(x)]
    known = python(x for x in values if not is_traced(x))
    if not traced or known is (python is builtins.any):
        return known
    result, *rest = traced
    for x in rest:
        result = pair(result, x)
    return result


def bool_(*args: Any) -> Any:
    """``bool``, also of a traced number."""
    return truth(args[0], "bool") if len(args) == 1 and is_traced(args[0]) else bool(*args)


def float_(*args: Any) -> Any:
    """``float``, also of a traced number."""
    return _number(float, args)


def int_(*args: Any, **kwargs: Any) -> Any:
    """``int``, also of a traced number: rounded toward zero."""
    return int(*args, **kwargs) if kwargs else _number(int, args)


def _number(kind: type, args: tuple[Any, ...]) -> Any:
    if len(args) != 1 or not is_traced(args[0]) or args[0].size != 1 or args[0].dtype.kind == "c":
        return kind(*args)
    x: Array = args[0].reshape(())
    return _core.convert(x, dtypes.python_scalar_dtype(kind), True)


REPLACED: dict[Any, Callable[..., Any]] = {
    range: iteration.range_, enumerate: iteration.enumerate_, zip: iteration.zip_,
    reversed: iteration.reversed_, max: max_, min: min_, any: any_, all: all_, bool: bool_,
    float: float_, int: int_,
}  # fmt: skip


def contains(container: Any, x: Any) -> Any:
    """``x in container``, where either may be traced."""
    if is_traced(container):
        return (container == x).any()
    if isinstance(container, range) and is_traced(x):
        first, last = sorted((container.start, container.stop - container.step // abs(container.step)))
        step = abs(container.step)
        inside = (x >= first) & (x <= last) & ((x - container.start) % step == 0)
        return inside if len(container) else inside & False
    if isinstance(container, (list, tuple, set, frozenset, dict)) and not isinstance(x, str):
        if is_traced(x) or any(is_traced(each) for each in container):
            return any_([_equal(x, each) for each in container])
    return x in container


def _equal(x: Any, y: Any) -> Any:
    if not is_array_like(x) or not is_array_like(y):
        return x is y or (not is_traced(x) and not is_traced(y) and x == y)
    return x == y
