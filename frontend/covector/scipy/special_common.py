"""What the special functions share: their operands, and functions that are one operation each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core.operands import as_array
from covector.errors import error
from covector.typing import Array, ArrayLike


def inexact_operands(public: str, *xs: Any) -> list[Array]:
    """Arrays of one floating-point or complex dtype and one shape.

    Raises:
        TypeError: an operand is no array, or the shapes do not broadcast.
    """
    arrays = [as_array(x, public, i) for i, x in enumerate(xs)]
    dtype, weak = _core.promote(*arrays)
    dtype = dtypes.to_inexact(dtype)
    shapes = [a.shape for a in arrays]
    try:
        shape = np.broadcast_shapes(*shapes)
    except ValueError:
        got = ", ".join(map(str, shapes))
        raise error(
            TypeError, f"{public}: expected shapes that broadcast against each other, got {got}; reshape one"
        ) from None
    return [_core.broadcast_to(_core.convert(a, dtype, weak), shape) for a in arrays]


def real_operands(public: str, *xs: Any, kind: type[Exception] = ValueError) -> list[Array]:
    """Arrays of one floating-point dtype and one shape.

    Raises:
        kind: an operand is complex.
    """
    arrays = inexact_operands(public, *xs)
    if arrays[0].dtype.kind == "c":
        raise error(
            kind,
            f"{public}: expected real numbers, got {arrays[0].dtype}; complex-valued inputs are not "
            "supported: take cnp.real or cnp.imag of them",
        )
    return arrays


def apply(op: str, public: str, *arrays: Array, weak: bool | None = None, **attributes: Any) -> Array:
    """One operation on arrays of one shape and dtype; weakly typed as told, or as the operands."""
    weak = all(a.weak_type for a in arrays) if weak is None else weak
    return _core.emit(op, arrays, weak_type=weak, public=public, **attributes)


def number(like: Array, value: float, weak: bool | None = None) -> Array:
    """A number as an array of the shape and dtype of another, and weakly typed as told or as that."""
    return _core.full(like.shape, value, like.dtype, like.weak_type if weak is None else weak)


def where(condition: Array, x: Array, y: Array) -> Array:
    """Elements of `x` where a condition holds, else of `y`; both of one shape and dtype."""
    return _core.select(condition, x, y)


def function(
    name: str,
    op: str,
    parameters: tuple[str, ...],
    texts: tuple[str, str],
    examples: dict[str, str],
    note: str = "",
    *,
    weak: bool | None = False,
    kind: type[Exception] = ValueError,
) -> Callable[..., Array]:
    """A public function that is one operation of real operands, of which `parameters` has the names.

    `texts` are the summary and the example; the docstring goes to `examples`, for doctest. `weak` is
    whether the result is weakly typed, as in JAX (`None`: as the operands), and `kind` the error for
    complex numbers.
    """
    summary, example = texts
    call, result = example.split(" -> ")
    arguments = ", ".join(f"{p}: ArrayLike" for p in parameters)
    described = "\n".join(f"    {p}: real array." for p in parameters)
    together = " and broadcast against each other" if len(parameters) > 1 else ""
    docstring = f"""{summary}

Args:
{described}
Returns:
    Array of floats; operands are promoted to one dtype{together}.
Raises:
    TypeError: an argument is neither an array nor a number.
    {kind.__name__}: an argument is complex.{note}

>>> {call}
{result}
"""
    scope: dict[str, Any] = {
        "ArrayLike": ArrayLike,
        "Array": Array,
        "compute": lambda *xs: apply(op, name, *real_operands(name, *xs, kind=kind), weak=weak),
    }
    # Written as source so that the parameters have their names, for keywords and for help().
    # This file's name makes it a line of the package in errors, not one of the user.
    source = f"def {name}({arguments}) -> Array:\n    return compute({', '.join(parameters)})"
    exec(compile(source, __file__, "exec"), scope)
    made = scope[name]
    made.__doc__ = docstring
    made.__module__ = "covector.scipy.special"
    examples[name] = docstring
    return made
