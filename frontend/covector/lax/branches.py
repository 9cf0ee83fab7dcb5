"""Branches: cond, switch and platform_dependent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from covector import _core
from covector.core.devices import Device
from covector.core.operands import as_array, describe
from covector.errors import error
from covector.lax.bodies import Body, arrays_of, check_function, name_of, path_of, text_of_type, trace_body
from covector.typing import Array

_NOT_GIVEN: Any = object()


def cond(
    pred: Any,
    true_fun: Callable[..., Any],
    false_fun: Callable[..., Any],
    *operands: Any,
    operand: Any = _NOT_GIVEN,
) -> Any:
    """The result of one of two functions, as a condition says.

    Both are traced, one is run. The older form ``cond(pred, true_operand, true_fun, false_operand,
    false_fun)`` is understood too.

    Args:
        pred: boolean of rank 0, also under ``jit``; a number is true unless it is 0.
        true_fun: takes ``operands`` and returns a tree of arrays.
        false_fun: takes ``operands`` and returns a tree of the same structure and types.
        operands: trees of arrays.
        operand: the operand, where there is one.
    Returns:
        What the chosen function returns.
    Raises:
        TypeError: ``pred`` is no number of rank 0, or the functions return different trees.

    >>> f = cv.jit(lambda x: cv.lax.cond(x > 0, cnp.log, lambda x: -x, x))
    >>> f(1.0), f(-2.0)
    (Array(0., dtype=float32, weak_type=True), Array(2., dtype=float32, weak_type=True))
    """
    if len(operands) == 2 and callable(operands[1]) and callable(false_fun) and not callable(true_fun):
        # The older form, where each function has an operand of its own.
        first, chosen, second, other = true_fun, false_fun, *operands
        return cond(pred, lambda x, _: chosen(x), lambda _, y: other(y), first, second)
    check_function("cond", "true_fun", true_fun)
    check_function("cond", "false_fun", false_fun)
    operands = _operands("cond", operands, operand)
    selector = _predicate(pred)
    if _core.jit_disabled() and _core.has_value(selector):
        return true_fun(*operands) if bool(selector) else false_fun(*operands)
    functions = {"false_fun": false_fun, "true_fun": true_fun}
    return _branch("cond", selector, functions, operands)


def switch(index: Any, branches: Sequence[Callable[..., Any]], *operands: Any,
           operand: Any = _NOT_GIVEN) -> Any:  # fmt: skip
    """The result of one of several functions, as a number says.

    All are traced, one is run.

    Args:
        index: integer of rank 0, also under ``jit``; one that is out of bounds is moved inside.
        branches: functions that take ``operands`` and return trees of one structure and of the same
            types.
        operands: trees of arrays.
        operand: the operand, where there is one.
    Returns:
        What the chosen function returns.
    Raises:
        TypeError: ``index`` is no integer of rank 0, or the functions return different trees.
        ValueError: there are no branches.

    >>> cv.lax.switch(2, [lambda x: x, lambda x: -x, lambda x: x * x], 5).item()
    25
    """
    functions = list(branches) if isinstance(branches, Sequence) or hasattr(branches, "__iter__") else None
    if functions is None:
        raise error(
            TypeError, f"switch: expected a sequence of functions for branches, got {describe(branches)}"
        )
    for number, function in enumerate(functions):
        check_function("switch", f"branches[{number}]", function)
    operands = _operands("switch", operands, operand)
    selector = as_array(index, "switch")
    if selector.ndim or selector.dtype.kind not in "iu":
        raise error(
            TypeError,
            f"switch: expected an integer of rank 0 for index, got {describe(selector)}; "
            "cv.lax.cond takes a boolean",
        )
    if not functions:
        raise error(ValueError, "switch: expected one branch or more, got none")
    if len(functions) == 1:
        return functions[0](*operands)
    if _core.jit_disabled() and _core.has_value(selector):
        return functions[min(max(int(selector), 0), len(functions) - 1)](*operands)
    named = {f"branches[{number}]": function for number, function in enumerate(functions)}
    return _branch("switch", selector, named, operands)


def platform_dependent(
    *args: Any, default: Callable[..., Any] | None = None, **per_platform: Callable[..., Any]
) -> Any:
    """The result of the function for the platform that the program is compiled for.

    Args:
        args: trees of arrays.
        default: the function for platforms that are not named.
        per_platform: functions by the names of platforms, such as ``cpu=``.
    Returns:
        What that function returns.
    Raises:
        TypeError: it cannot be called.
        NotImplementedError: there is no function for the platform.

    >>> cv.lax.platform_dependent(1.0, cpu=lambda x: x + 1, default=lambda x: x)
    2.0
    """
    function = per_platform.get(Device.platform, default)
    if function is None:
        raise error(
            NotImplementedError,
            f"platform_dependent: expected a function for the platform {Device.platform!r}, got some for "
            f"{sorted(per_platform)}; pass one as {Device.platform}=, or as default=",
        )
    check_function("platform_dependent", "the platform", function)
    return function(*args)


def _operands(public: str, operands: tuple[Any, ...], operand: Any) -> tuple[Any, ...]:
    if operand is _NOT_GIVEN:
        return operands
    if operands:
        raise error(
            TypeError,
            f"{public}: expected operands by position or by the keyword operand, got both: {operands} and "
            f"operand={operand}",
        )
    return (operand,)


def _predicate(pred: Any) -> Array:
    """The condition as a boolean."""
    x = as_array(pred, "cond")
    if x.ndim or x.dtype.kind == "c":
        raise error(
            TypeError,
            f"cond: expected a boolean or a real number of rank 0 for pred, got {describe(x)}; cnp.where "
            "chooses for each element",
        )
    return x if x.dtype.kind == "b" else x != 0


def _branch(
    public: str, selector: Array, functions: dict[str, Callable[..., Any]], operands: tuple[Any, ...]
) -> Any:
    arrays, structure = arrays_of(public, "operands", operands)

    def trace(function: Callable[..., Any]) -> Body:
        return trace_body(
            public, lambda *values: (function(*structure.unflatten(values)),), arrays, name_of(function)
        )

    bodies = {name: trace(function) for name, function in functions.items()}
    _check_same(public, bodies)
    results = _core.case(selector, [body.traced for body in bodies.values()], arrays)
    return next(iter(bodies.values())).split(results)[0]


def _check_same(public: str, bodies: dict[str, Body]) -> None:
    """Raises TypeError unless all bodies return trees of one structure and of the same types."""
    first, *others = bodies
    for other in others:
        structure, got = bodies[first].structures[0], bodies[other].structures[0]
        if structure != got:
            raise error(
                TypeError,
                f"{public}: expected branches that return trees of one structure, got {structure} of {first} "
                f"and {got} of {other}; return the same containers",
            )
        different = []
        example = structure.unflatten(range(structure.num_leaves))
        for number, (x, y) in enumerate(zip(bodies[first].types(0), bodies[other].types(0))):
            if x[:2] != y[:2]:
                path = path_of(example, number, "the result")
                different.append(
                    f"{path} is {text_of_type(*x[:2])} in {first} and {text_of_type(*y[:2])} in {other}"
                )
        if different:
            raise error(
                TypeError,
                f"{public}: expected branches that return arrays of the same types, got others: "
                f"{'; '.join(different)}; convert with astype in one of them",
            )
