"""What the transformations share: arguments taken apart, outputs put together."""

from __future__ import annotations

import contextlib
import functools
import operator
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import numpy as np

from covector import _core, dtypes
from covector.core import tree
from covector.core.operands import is_array_like
from covector.errors import error
from covector.typing import Array

F = TypeVar("F", bound=Callable[..., Any])


class _Levels(threading.local):
    level = 0


_levels = _Levels()


def derivative_level() -> int:
    """How many derivatives are known to be taken of what is traced now."""
    return _levels.level


@contextlib.contextmanager
def at_level(level: int) -> Iterator[None]:
    """While it is active, so many derivatives are known to be taken."""
    outer = _levels.level
    _levels.level = level
    try:
        yield
    finally:
        _levels.level = outer


def trace_differentiated(flat: Callable[..., Any], arrays: Sequence[Any], name: str) -> Any:
    """The function traced to be differentiated."""
    with at_level(_levels.level + 1):
        return _core.trace(flat, arrays, "grad", name=name)


def check_callable(fun: Any, public: str) -> None:
    """Raises TypeError if ``fun`` cannot be called."""
    if not callable(fun):
        raise error(TypeError, f"{public}: expected a callable value, got {fun!r}")


def name_of(fun: Any) -> str:
    """The name of a function, for the IR and for messages."""
    while isinstance(fun, functools.partial):
        fun = fun.func
    return getattr(fun, "__name__", type(fun).__name__)


def wraps(fun: Any, doc: str) -> Callable[[F], F]:
    """As ``functools.wraps``, with a first sentence that says what was done to ``fun``."""

    def decorate(wrapper: F) -> F:
        functools.update_wrapper(wrapper, fun)
        own = getattr(fun, "__doc__", None)
        wrapper.__doc__ = doc + (f"\n\nOriginal documentation:\n\n{own}" if own else "")
        return wrapper

    return decorate


def as_argnums(argnums: Any, public: str) -> int | tuple[int, ...]:
    """``argnums`` as an integer or a tuple of them.

    Raises:
        TypeError: it is something else.
    """
    try:
        if isinstance(argnums, (tuple, list)):
            return tuple(operator.index(i) for i in argnums)
        return operator.index(argnums)
    except TypeError:
        raise error(
            TypeError,
            f"{public}: expected argnums to be an integer or a tuple of integers, got {argnums!r}",
        ) from None


class Chosen:
    """The arguments of a call that are differentiated, as arrays; the others stay as they are."""

    def __init__(self, public: str, fun: Callable[..., Any], argnums: Any, args: Any, kwargs: Any) -> None:
        self.public, self.fun, self.args, self.kwargs = public, fun, args, kwargs
        self.single = isinstance(argnums, int)
        numbers = (argnums,) if self.single else argnums
        for number in numbers:
            if not -len(args) <= number < len(args):
                needed = number + 1 if number >= 0 else -number
                raise error(
                    TypeError,
                    f"{public}: differentiating with respect to argnums={argnums} requires at "
                    f"least {needed} positional arguments to be passed by the caller, but got only "
                    f"{len(args)} positional arguments. (The arguments that are differentiated "
                    "must be passed by position, not keyword.)",
                )
        self.numbers = [n % len(args) for n in numbers]
        if len(set(self.numbers)) < len(self.numbers):
            raise error(
                ValueError,
                f"{public}: expected argnums to name each argument once, got {argnums} for "
                f"{len(args)} positional arguments",
            )
        chosen = tuple(args[n] for n in self.numbers)
        leaves, self.tree = tree.flatten(chosen[0] if self.single else chosen)
        self.arrays = [as_argument(leaf, public) for leaf in leaves]

    def call(self, tracers: Sequence[Array]) -> Any:
        """The function on these arrays in the place of the chosen arguments."""
        chosen = self.tree.unflatten(list(tracers))
        values = (chosen,) if self.single else chosen
        args = list(self.args)
        for number, value in zip(self.numbers, values):
            args[number] = value
        return self.fun(*args, **self.kwargs)

    @property
    def inexact(self) -> list[int]:
        """Positions of the arrays that have derivatives."""
        return inexact_positions(self.arrays)

    def put_back(self, values: Sequence[Any]) -> Any:
        """A tree like the chosen arguments, of ``values`` for the inexact arrays."""
        return self.tree.unflatten(with_float0(values, self.arrays))


def as_argument(leaf: Any, public: str) -> Array:
    """A leaf of the arguments as an array.

    Raises:
        TypeError: it is not array-like.
    """
    if isinstance(leaf, _core.Array):
        return leaf
    if is_array_like(leaf) and not (hasattr(leaf, "dtype") and leaf.dtype.kind in "OSU"):
        return _core.as_array(leaf)
    raise error(
        TypeError,
        f"{public}: argument {leaf!r} of type {type(leaf)} is not a valid array type; only arrays "
        "and numbers can be traced, so pass it outside of argnums or close over it",
    )


def inexact_positions(arrays: Sequence[Any]) -> list[int]:
    """Positions of the floating-point and complex arrays."""
    return [i for i, x in enumerate(arrays) if dtypes.is_inexact(np.dtype(x.dtype))]


def float0_zeros(like: Any) -> np.ndarray:
    """The tangent of an integer or boolean array: a NumPy array of an empty dtype."""
    return np.zeros(like.shape, dtypes.float0)


def with_float0(values: Sequence[Any], arrays: Sequence[Any]) -> list[Any]:
    """``values`` for the inexact ones among ``arrays``, empty tangents for the others."""
    remaining = iter(values)
    return [next(remaining) if dtypes.is_inexact(np.dtype(x.dtype)) else float0_zeros(x) for x in arrays]


class Outputs:
    """What a traced function returned: arrays in the trace, and other objects as they are."""

    def __init__(self) -> None:
        self.tree: Any = None
        self.number = 0
        self.aux_tree: Any = None
        self.aux_rest: list[Any] = []

    def set(self, result: Any, public: str, has_aux: bool = False) -> list[Any]:
        """Keeps the structure of ``result`` and returns its arrays, those of aux last."""
        aux: list[Any] = []
        if has_aux:
            if not isinstance(result, (tuple, list)) or len(result) != 2:
                raise error(
                    TypeError,
                    f"{public}: expected function with aux output to return a two-element tuple, "
                    f"but got type {type(result)} with value {result!r}",
                )
            result, aux_tree = result
            leaves, self.aux_tree = tree.flatten(aux_tree)
            # Objects that are not arrays go around the trace.
            self.aux_rest = [None if _is_array(leaf) else (leaf,) for leaf in leaves]
            aux = [leaf for leaf in leaves if _is_array(leaf)]
        leaves, self.tree = tree.flatten(result)
        arrays = [as_output(leaf, public) for leaf in leaves]
        self.number = len(arrays)
        return [*arrays, *aux]

    def split(self, values: Sequence[Any]) -> tuple[Any, Any]:
        """The result and aux, of the values of the arrays."""
        aux = None
        if self.aux_tree is not None:
            rest = iter(values[self.number :])
            leaves = [next(rest) if r is None else r[0] for r in self.aux_rest]
            aux = self.aux_tree.unflatten(leaves)
        return self.tree.unflatten(list(values[: self.number])), aux


def _is_array(leaf: Any) -> bool:
    return isinstance(leaf, (_core.Array, np.ndarray, np.generic))


def as_output(leaf: Any, public: str) -> Array:
    """A leaf of what a function returned as an array.

    Raises:
        TypeError: it is not array-like.
    """
    if isinstance(leaf, _core.Array):
        return leaf
    if is_array_like(leaf):
        return _core.as_array(leaf)
    raise error(
        TypeError,
        f"{public}: expected the function to return arrays or numbers, got {leaf!r} of type "
        f"{type(leaf)}; return other objects by has_aux=True",
    )


def text_of_type(x: Any) -> str:
    """``float32[2,3]``."""
    return f"{np.dtype(x.dtype).name}[{','.join(map(str, x.shape))}]"
