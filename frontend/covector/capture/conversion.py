"""``cv.capture``: a function whose control flow is captured, made of its source."""

from __future__ import annotations

import ast
import copy
import functools
import inspect
import os
import sysconfig
import types
from collections.abc import Callable
from types import CodeType, FunctionType
from typing import Any, TypeVar

from covector.capture import names
from covector.capture.jumps import Refused
from covector.capture.rewriting import Rewriting
from covector.capture.runtime import Runtime
from covector.capture.sites import Site
from covector.capture.sources import Mangling, source_of
from covector.errors import PACKAGE, error

F = TypeVar("F", bound=Callable[..., Any])

# Rewritten code objects (kept, as they are known by their addresses) and what they came from.
_made: dict[int, CodeType] = {}
# Equal code objects may come from different files.
_by_code: dict[tuple[str, CodeType], tuple[CodeType, Runtime] | None] = {}


def capture(fun: F) -> F:
    """A function whose ``if``, ``match``, ``while``, ``for``, ``and``, ``or``, ``not`` take traced values.

    Where a condition is known while tracing, statements run as Python does. Where it is not, an ``if``,
    or a ``match`` that compares, becomes ``lax.cond``, ``while`` becomes ``lax.while_loop``, and ``for``
    over an array, or over ``range`` with a traced bound, becomes a loop too; ``break``, ``continue`` and
    ``return`` inside of them work. Functions that are called are captured as well, unless they belong to
    a library.
    ``cv.jit(f, capture=True)`` is ``cv.jit(cv.capture(f))``.

    Args:
        fun: a function, method, ``functools.partial`` or object with ``__call__`` whose source is in
            a file; it may be used as a decorator.
    Returns:
        A function of the same arguments.
    Raises:
        TypeError: ``fun`` cannot be called, is a generator or a coroutine, or belongs to a library.
        ValueError: its source is not found.

    >>> @cv.jit
    ... @cv.capture
    ... def collatz(n):
    ...     steps = 0
    ...     while n != 1:
    ...         if n % 2 == 0:
    ...             n = n // 2
    ...         else:
    ...             n = 3 * n + 1
    ...         steps += 1
    ...     return steps
    >>> int(collatz(27))
    111
    """
    if not callable(fun):
        raise error(TypeError, f"capture: expected a callable value, got {fun!r}")
    target, rebuild = _unwrapped(fun)
    if target is None or (is_library(target.__code__.co_filename) and _is_own(target)):
        raise error(
            TypeError,
            f"capture: expected a function written in Python, got {fun!r}; capture the function that it is "
            "made from, as in cv.grad(cv.capture(f))",
        )
    return rebuild(_converted(target, explicit=True))


def _is_own(function: FunctionType) -> bool:
    return function.__code__.co_filename.startswith(PACKAGE)


def _unwrapped(fun: Any) -> tuple[FunctionType | None, Callable[[FunctionType], Any]]:
    """The function of Python in a callable, and what puts another one in its place."""
    if isinstance(fun, FunctionType):
        return fun, lambda new: new
    if isinstance(fun, types.MethodType):
        target, rebuild = _unwrapped(fun.__func__)
        return target, lambda new: types.MethodType(rebuild(new), fun.__self__)
    if isinstance(fun, functools.partial):
        target, rebuild = _unwrapped(fun.func)
        return target, lambda new: functools.partial(rebuild(new), *fun.args, **fun.keywords)
    method = inspect.getattr_static(type(fun), "__call__", None)
    if isinstance(method, FunctionType):
        return method, lambda new: types.MethodType(new, fun)
    return None, lambda new: new


@functools.cache
def is_library(filename: str) -> bool:
    """Whether a file belongs to Python, to this package, or to one that was installed."""
    if filename.startswith((PACKAGE, "<frozen")):
        return True
    folders = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    parts = filename.split(os.sep)
    return (
        any(filename.startswith(folder + os.sep) for folder in folders if folder)
        or "site-packages" in parts
        or "dist-packages" in parts
    )


def is_made(code: CodeType) -> bool:
    """Whether a function's code was made here."""
    return id(code) in _made


def convert_called(fun: Any) -> Any:
    """What captured code calls in the place of ``fun``: it is captured if it is the user's."""
    target, rebuild = _unwrapped(fun)
    if target is None or is_made(target.__code__) or is_library(target.__code__.co_filename):
        return fun
    return rebuild(_converted(target, explicit=False))


def _converted(function: FunctionType, explicit: bool) -> FunctionType:
    if is_made(function.__code__):
        return function
    key = function.__code__.co_filename, function.__code__
    if _by_code.get(key) is None:
        try:
            _by_code[key] = _rewritten(function)
        except Refused as problem:
            if not explicit:
                return function
            raise error(
                TypeError,
                f"capture: expected statements that can be captured in {function.__name__}, got "
                f"{problem.what} in line {problem.line} of {function.__code__.co_filename}; keep it in "
                "another function, outside of the captured one",
            ) from None
    made = _by_code[key]
    if made is None:
        if explicit:
            raise error(
                ValueError,
                f"capture: expected a function whose source is in a file, got {function.__name__}, whose "
                f"source is not found in {function.__code__.co_filename}; write it to a file, or use "
                "cv.lax.cond and cv.lax.while_loop",
            )
        return function
    return _rebuilt(function, *made)


def _rewritten(function: FunctionType) -> tuple[CodeType, Runtime] | None:
    """The rewritten code of a function, and what it is to call."""
    code = function.__code__
    source = source_of(code, function.__globals__)
    if source is None:
        return None
    node: Any = copy.deepcopy(source.node)
    if isinstance(node, ast.AsyncFunctionDef):
        raise Refused(node, "async def")
    if isinstance(node, ast.Lambda):
        made = names.function("f", [], [names.placed(ast.Return(node.body), node.body)])
        made.name, made.args = "<lambda>", node.args
        node = names.placed(made, node)
    if source.class_name is not None:
        Mangling(source.class_name).visit(node)
    sites: list[Site] = []
    Rewriting(sites, "__class__" in code.co_freevars).function(node)
    # Defaults are those of the function that is there.
    arguments = node.args
    arguments.defaults = [names.placed(ast.Constant(None), node) for _ in arguments.defaults]
    arguments.kw_defaults = [
        None if d is None else names.placed(ast.Constant(None), node) for d in arguments.kw_defaults
    ]
    _drop_annotations(node)
    # Its own name means in it what it meant: a global, or a variable around it.
    node.name = names.PREFIX + "function"
    factory = names.placed(names.function("f", [names.RUNTIME, *code.co_freevars], [node]), node)
    module = ast.Module([factory], [])
    flags = code.co_flags & _future_flags()
    compiled = compile(module, code.co_filename, "exec", flags=flags, dont_inherit=True)
    outer = next(each for each in compiled.co_consts if isinstance(each, CodeType))
    inner = next(each for each in outer.co_consts if isinstance(each, CodeType))
    return _named(inner, code.co_name, code.co_qualname), Runtime(tuple(sites), code, convert_called)


def _future_flags() -> int:
    import __future__

    return functools.reduce(
        int.__or__, (getattr(__future__, name).compiler_flag for name in __future__.all_feature_names)
    )


def _drop_annotations(node: ast.FunctionDef) -> None:
    arguments = node.args
    every = [
        *arguments.posonlyargs,
        *arguments.args,
        arguments.vararg,
        *arguments.kwonlyargs,
        arguments.kwarg,
    ]
    for each in every:
        if each is not None:
            each.annotation = None
    node.returns = None


def _named(code: CodeType, name: str, qualname: str) -> CodeType:
    """Code whose blocks have the name of the function that they belong to, as tracebacks show it."""
    constants = []
    for each in code.co_consts:
        if isinstance(each, CodeType):
            hidden = names.is_hidden(each.co_name) or each.co_varnames[:1] == (names.THUNK,)
            own = (name, qualname) if hidden else (each.co_name, f"{qualname}.<locals>.{each.co_name}")
            each = _named(each, *own)
        constants.append(each)
    new = code.replace(co_consts=tuple(constants), co_name=name, co_qualname=qualname)
    _made[id(new)] = new
    return new


def _rebuilt(function: FunctionType, code: CodeType, runtime: Runtime) -> FunctionType:
    """The function with other code, and the same globals, defaults and variables around it."""
    cells = dict(zip(function.__code__.co_freevars, function.__closure__ or ()))
    cells[names.RUNTIME] = types.CellType(runtime)
    closure = tuple(cells[name] for name in code.co_freevars)
    new = FunctionType(code, function.__globals__, function.__name__, function.__defaults__, closure)
    new.__kwdefaults__ = function.__kwdefaults__
    functools.update_wrapper(new, function)
    vars(new).pop("__wrapped__", None)
    return new
