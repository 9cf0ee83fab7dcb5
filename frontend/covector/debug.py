"""``cv.debug``: looking at values while a program runs."""

from __future__ import annotations

import builtins
import logging
import string
from collections.abc import Callable
from typing import Any

from covector.callbacks import call_host
from covector.errors import error

_logger = logging.getLogger("covector.debug")


def callback(
    callback: Callable[..., Any] | None = None,
    *args: Any,
    ordered: bool = False,
    partitioned: bool = False,
    **kwargs: Any,
) -> Any:
    """Calls a Python function with values of a running program; nothing comes back.

    It is called exactly once, under ``vmap`` once for each lane, and under ``grad`` with the values
    of the forward pass.

    Args:
        callback: takes what ``args`` and ``kwargs`` are, with NumPy arrays as leaves; without it a
            decorator is returned.
        args: trees of arrays; what is no array is handed on as it is.
        ordered: whether it keeps its place among the calls that are ordered.
        partitioned: accepted; there is one device.
        kwargs: likewise.
    Returns:
        ``None``.
    Raises:
        TypeError: ``callback`` cannot be called.

    >>> seen = []
    >>> cv.grad(lambda x: (cv.debug.callback(seen.append, x), x * x)[1])(3.0)
    Array(6., dtype=float32, weak_type=True)
    >>> seen
    [array(3., dtype=float32)]
    """
    if callback is None:
        return lambda function: lambda *a, **k: _call(function, a, k, ordered)
    _call(callback, args, kwargs, ordered)
    return None


def _call(function: Callable[..., Any], args: Any, kwargs: Any, ordered: bool) -> None:
    call_host("debug.callback", "debug", function, None, args, kwargs, ordered=ordered, static=True)


class _Unused(Exception):
    """A format leaves arguments out; the exception's argument says so."""


class _Formatter(string.Formatter):
    """Says which arguments a format leaves out."""

    def check_unused_args(self, used_args: Any, args: Any, kwargs: Any) -> None:
        positions = [i for i in range(len(args)) if i not in used_args]
        if positions:
            raise _Unused(
                f"all positional arguments, got {len(args)} of which {positions} are unused; add {{}}"
            )
        names = [name for name in kwargs if name not in used_args]
        if names:
            raise _Unused(f"all keyword arguments, got unused {names}; add their names in braces")


class _Any:
    """Stands for every value while a format is checked."""

    def __format__(self, spec: str) -> str:
        return ""

    def __getattr__(self, name: str) -> _Any:
        return self

    def __getitem__(self, index: Any) -> _Any:
        return self

    def __str__(self) -> str:
        return ""


_formatter = _Formatter()


class _Print:
    """Prints values in a format."""

    def __init__(self, text: str, log: bool) -> None:
        self.text, self.log = text, log

    def __call__(self, *args: Any, **kwargs: Any) -> None:
        line = self.text.format(*args, **kwargs)
        if self.log:
            _logger.info(line)
        else:
            builtins.print(line)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Print) and (self.text, self.log) == (other.text, other.log)

    def __hash__(self) -> int:
        return hash((self.text, self.log))


def print(
    fmt: str | None = None,
    *args: Any,
    ordered: bool = False,
    partitioned: bool = False,
    skip_format_check: bool = False,
    _use_logging: bool = False,
    **kwargs: Any,
) -> Any:
    """Prints values of a running program.

    Args:
        fmt: a format as for ``str.format`` (no f-string: it would print tracers).
        args: what ``{}`` stands for: trees of arrays, or other objects.
        ordered: whether it keeps its place among the calls that are ordered.
        partitioned: accepted; there is one device.
        skip_format_check: whether not to check that ``fmt`` uses all arguments.
        kwargs: what ``{name}`` stands for.
    Returns:
        ``None``; without ``fmt``, a function of the other arguments.
    Raises:
        ValueError: ``fmt`` does not use an argument.
        KeyError: it names an argument that is not there.
        IndexError: it uses more positional arguments than there are.

    >>> cv.jit(lambda x: cv.debug.print("x is {}, its double {y}", x, y=2 * x))(3)
    x is 3, its double 6
    """
    if fmt is None:
        return lambda text, *a, **k: print(
            text, *a, ordered=ordered, skip_format_check=skip_format_check, _use_logging=_use_logging, **k
        )
    if not isinstance(fmt, str):
        raise error(TypeError, f"debug.print: expected a format, got {fmt!r} of type {type(fmt).__name__}")
    if not skip_format_check:
        # With objects in the place of arrays, whose formats depend on their values.
        try:
            _formatter.vformat(fmt, tuple(_Any() for _ in args), {name: _Any() for name in kwargs})
        except _Unused as problem:
            raise error(
                ValueError,
                f"debug.print: expected a format that uses {problem}. (The text must not be an f-string.)",
            ) from None
    _call(_Print(fmt, _use_logging), args, kwargs, ordered)
    return None


def log(fmt: str, *args: Any, ordered: bool = False, partitioned: bool = False, **kwargs: Any) -> None:
    """As :func:`print`, to the logger ``covector.debug`` at the level INFO.

    Args:
        fmt: a format as for ``str.format``.
        args: what ``{}`` stands for.
        ordered: whether it keeps its place among the calls that are ordered.
        partitioned: accepted; there is one device.
        kwargs: what ``{name}`` stands for.
    Returns:
        Nothing.
    Raises:
        ValueError: ``fmt`` does not use an argument.

    >>> cv.debug.log("loss {}", cnp.float32(1))
    """
    print(fmt, *args, ordered=ordered, _use_logging=True, **kwargs)


def inspect_array_sharding(value: Any, *, callback: Callable[[Any], Any]) -> None:
    """Calls a function with the devices that an array lies on: always the CPU.

    Args:
        value: an array.
        callback: takes the set of devices.
    Returns:
        Nothing.
    Raises:
        TypeError: ``value`` is no array.

    >>> cv.debug.inspect_array_sharding(cnp.ones(2), callback=lambda devices: None)
    """
    if not hasattr(value, "devices"):
        raise error(TypeError, f"debug.inspect_array_sharding: expected an array, got {value!r}")
    callback(value.devices())


def visualize_array_sharding(arr: Any, **kwargs: Any) -> None:
    """Prints which part of an array lies on which device: all of it on the CPU.

    Args:
        arr: an array of rank 1 or 2.
        kwargs: accepted.
    Returns:
        Nothing.
    Raises:
        ValueError: another rank.

    >>> cv.debug.visualize_array_sharding(cnp.ones((2, 4)))
    +-------+
    | CPU 0 |
    +-------+
    """
    visualize_sharding(arr.shape, getattr(arr, "sharding", None), **kwargs)


def visualize_sharding(shape: Any, sharding: Any, **kwargs: Any) -> None:
    """Prints which part of an array of a shape would lie on which device.

    Args:
        shape: a shape of rank 1 or 2.
        sharding: of one device.
        kwargs: accepted.
    Returns:
        Nothing.
    Raises:
        ValueError: another rank.

    >>> cv.debug.visualize_sharding((3,), cnp.ones(3).sharding)
    +-------+
    | CPU 0 |
    +-------+
    """
    if len(shape) not in (1, 2):
        raise error(
            ValueError, f"debug.visualize_sharding: expected a shape of rank 1 or 2, got {tuple(shape)}"
        )
    builtins.print("+-------+\n| CPU 0 |\n+-------+")
