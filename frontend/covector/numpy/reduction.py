"""Many elements become one: sums, products, extremes, and the positions of these.

Each of the functions is a row of a table: its name, what it computes, an example. Those of one kind
have one signature and one body; forms that leave NaN out put in its place what changes nothing. What
the arguments mean is written once, in `ARGUMENTS`.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

import numpy as np

from covector import _core, dtypes
from covector.core import ops
from covector.core.operands import as_array, as_axes, as_axis
from covector.errors import error
from covector.numpy import logic
from covector.typing import Array, ArrayLike, Axis, DTypeLike

F = TypeVar("F", bound=Callable[..., Any])

ARGUMENTS = {
    "a": "array of any shape.",
    "x": "array of rank 1 or more.",
    "axis": "one axis or several; ``None`` for all.",
    "dtype": "dtype of the result; ``None``: that of ``a``, small integers and booleans widened.",
    "out": "must be ``None``.",
    "keepdims": "whether the axes stay, with size 1.",
    "initial": "number to start from.",
    "where": "boolean array that says which elements count.",
    "promote_integers": "whether integers narrower than the default are widened.",
    "ddof": "the sum is divided by the number of elements minus ``ddof``.",
    "correction": "the Array API's name of ``ddof``.",
    "include_initial": "whether what the sum or product starts from comes first.",
}


def described(
    function: F, name: str, summary: str, returns: str, raises: str, example: str, **arguments: str
) -> F:
    """The function as the public one `name`: its docstring is put together from the table.

    Args:
        function: what is called; its parameters are described in `ARGUMENTS` or `arguments`.
        name: the public name.
        summary: first line of the docstring.
        returns: what it gives.
        raises: the exception and when, as ``"ValueError: ..."``.
        example: an expression and what it prints, with `` -> `` between.
        arguments: descriptions that differ from the usual ones.
    Returns:
        ``function``.
    """
    meanings = ARGUMENTS | arguments
    lines = "".join(f"        {key}: {meanings[key]}\n" for key in inspect.signature(function).parameters)
    call, result = example.split(" -> ")
    function.__name__ = function.__qualname__ = name
    function.__doc__ = (
        f"{summary}\n\n    Args:\n{lines}    Returns:\n        {returns}\n"
        f"    Raises:\n        {raises}\n\n    >>> {call}\n    {result}\n    "
    )
    return function


# ---- what all of them do with their arguments


def refuse_out(out: Any, public: str) -> None:
    """Arrays are immutable: there is nothing to write into.

    Raises:
        NotImplementedError: `out` is not ``None``.
    """
    if out is not None:
        raise error(
            NotImplementedError,
            f"{public}: expected out=None, got {type(out).__name__}; arrays are immutable, use the result",
        )


def as_mask(where: Any, public: str) -> Array | None:
    """Which elements count, or ``None`` for all of them.

    Raises:
        ValueError: `where` is not boolean.
    """
    if where is None or where is True:
        return None
    mask = as_array(where, public)
    if mask.dtype.kind != "b":
        raise error(
            ValueError,
            f"{public}: where must be None or a boolean array, got dtype {mask.dtype}; compare it with 0",
        )
    return mask


def known(x: Array) -> Array | None:
    """Where elements are not NaN; ``None`` for dtypes without NaN."""
    return _core.equal(x, x) if dtypes.is_inexact(x.dtype) else None


def filled(x: Array, mask: Array | None, value: Any) -> Array:
    """`value` in place of the elements that do not count."""
    if mask is None:
        return x
    return _core.select(mask, x, _core.convert(_core.as_array(value), x.dtype, x.weak_type))


def keep(result: Array, x: Array, axes: tuple[int, ...], keepdims: bool) -> Array:
    """The result of a reduction of `x`, with the axes if they are to stay."""
    if not keepdims:
        return result
    return ops.reshape(result, [1 if i in axes else n for i, n in enumerate(x.shape)])


_COMBINE = {"sum": _core.add, "prod": _core.multiply, "max": _core.maximum, "min": _core.minimum}


def _with_initial(kind: str, result: Array, initial: Any, public: str) -> Array:
    if initial is None:
        return result
    start = _core.convert(as_array(initial, public), result.dtype, result.weak_type)
    return _COMBINE[kind](result, start)


def as_summand(x: Array, dtype: Any, promote_integers: bool, public: str) -> Array:
    """The elements in the dtype that they are added or multiplied in."""
    if dtype is not None:
        return _core.convert(x, dtypes.requested(dtype, public))
    if x.dtype.kind == "b":
        return _core.convert(x, dtypes.canonical(np.int64))
    if promote_integers and x.dtype.kind in "iu":
        wide = dtypes.canonical(np.uint64 if x.dtype.kind == "u" else np.int64)
        if x.dtype.itemsize < wide.itemsize:
            return _core.convert(x, wide, x.weak_type)
    return x


# ---- sums and products


class Accumulation(Protocol):
    """A sum or product."""

    def __call__(
        self,
        a: ArrayLike,
        axis: Axis = None,
        dtype: DTypeLike | None = None,
        out: None = None,
        keepdims: bool = False,
        initial: ArrayLike | None = None,
        where: ArrayLike | None = None,
        promote_integers: bool = True,
    ) -> Array: ...


def _accumulation(name: str, kind: str, summary: str, example: str, nan: bool = False) -> Accumulation:
    neutral = 0 if kind == "sum" else 1

    def function(a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None,
                 promote_integers=True):  # fmt: skip
        refuse_out(out, name)
        x = as_array(a, name)
        axes = as_axes(axis, x.ndim, name)
        x = filled(x, known(x) if nan else None, neutral)
        x = as_summand(x, dtype, promote_integers, name)
        x = filled(x, as_mask(where, name), neutral)
        narrow = dtypes.is_float(x.dtype) and x.dtype.itemsize <= 2
        source = _core.convert(x, np.dtype("float32"), x.weak_type) if narrow else x
        result = ops.reduce(kind, source, axes, name)
        result = _core.convert(result, x.dtype, x.weak_type) if narrow else result
        return _with_initial(kind, keep(result, x, axes, keepdims), initial, name)

    function.__annotations__ = Accumulation.__call__.__annotations__
    returns = "Array without the axes."
    return described(function, name, summary, returns, _WRONG_AXIS, example)


_WRONG_AXIS = "ValueError: an axis is out of bounds or listed twice."
sum = _accumulation("sum", "sum", "Sum of the elements.", "int(cnp.sum(cnp.array([2, 3, 4]))) -> 9")
prod = _accumulation("prod", "prod", "Product of the elements.", "int(cnp.prod(cnp.array([2, 3, 4]))) -> 24")
nansum = _accumulation(
    "nansum",
    "sum",
    "Sum of the elements that are not NaN.",
    "float(cnp.nansum(cnp.array([1.0, cnp.nan]))) -> 1.0",
    nan=True,
)
nanprod = _accumulation(
    "nanprod",
    "prod",
    "Product of the elements that are not NaN.",
    "float(cnp.nanprod(cnp.array([2.0, cnp.nan]))) -> 2.0",
    nan=True,
)


# ---- greatest and least


class Extreme(Protocol):
    """The greatest or least."""

    def __call__(
        self,
        a: ArrayLike,
        axis: Axis = None,
        out: None = None,
        keepdims: bool = False,
        initial: ArrayLike | None = None,
        where: ArrayLike | None = None,
    ) -> Array: ...


def _extreme(name: str, kind: str, summary: str, example: str, nan: bool = False) -> Extreme:
    def function(a, axis=None, out=None, keepdims=False, initial=None, where=None):
        refuse_out(out, name)
        x = as_array(a, name)
        axes = as_axes(axis, x.ndim, name)
        if initial is None and 0 in [x.shape[i] for i in axes]:
            raise error(
                ValueError,
                f"{name}: zero-size array to reduction operation {name} which has no identity; got "
                f"shape {x.shape}; give initial=",
            )
        numbers = known(x) if nan else None
        mask = as_mask(where, name)
        if mask is not None and initial is None:
            raise error(ValueError, f"{name}: where= needs a number to start from; give initial=")
        source = filled(x, numbers, -math.inf if kind == "max" else math.inf)
        result = ops.reduce(kind, filled(source, mask, initial), axes, name)
        if numbers is not None and initial is None:
            # NaN is what is left where there is nothing else.
            nothing = _core.bitwise_not(ops.reduce("or", numbers, axes, name))
            missing = _core.full((), math.nan, result.dtype, result.weak_type)
            result = _core.select(nothing, missing, result)
        return _with_initial(kind, keep(result, x, axes, keepdims), initial, name)

    function.__annotations__ = Extreme.__call__.__annotations__
    bound = "least" if kind == "max" else "greatest"
    return described(
        function,
        name,
        summary,
        "Array without the axes, of the dtype of ``a``.",
        "ValueError: there are no elements and no ``initial``.",
        example,
        a="array; complex numbers are compared by their real, then their imaginary parts.",
        initial=f"{bound} value of the result.",
        where="boolean array that says which elements count; needs ``initial``.",
    )


max = _extreme(
    "max", "max", "Greatest element; NaN if any is NaN.", "int(cnp.max(cnp.array([1, 3, 2]))) -> 3"
)
min = _extreme("min", "min", "Least element; NaN if any is NaN.", "int(cnp.min(cnp.array([1, 3, 2]))) -> 1")
amax = _extreme("amax", "max", "Another name of ``max``.", "int(cnp.amax(cnp.array([1, 3, 2]))) -> 3")
amin = _extreme("amin", "min", "Another name of ``min``.", "int(cnp.amin(cnp.array([1, 3, 2]))) -> 1")
nanmax = _extreme(
    "nanmax",
    "max",
    "Greatest element that is not NaN; NaN if there is none.",
    "float(cnp.nanmax(cnp.array([1.0, cnp.nan]))) -> 1.0",
    nan=True,
)
nanmin = _extreme(
    "nanmin",
    "min",
    "Least element that is not NaN; NaN if there is none.",
    "float(cnp.nanmin(cnp.array([1.0, cnp.nan]))) -> 1.0",
    nan=True,
)


# ---- truth


class Quantifier(Protocol):
    """Whether all, or any."""

    def __call__(
        self,
        a: ArrayLike,
        axis: Axis = None,
        out: None = None,
        keepdims: bool = False,
        *,
        where: ArrayLike | None = None,
    ) -> Array: ...


def _quantifier(name: str, kind: str, summary: str, example: str) -> Quantifier:
    def function(a, axis=None, out=None, keepdims=False, *, where=None):
        refuse_out(out, name)
        x = logic.truth(a, name)
        axes = as_axes(axis, x.ndim, name)
        x = filled(x, as_mask(where, name), kind == "and")
        return keep(ops.reduce(kind, x, axes, name), x, axes, keepdims)

    function.__annotations__ = Quantifier.__call__.__annotations__
    returns = "Boolean array without the axes."
    return described(function, name, summary, returns, _WRONG_AXIS, example)


all = _quantifier(
    "all",
    "and",
    "Whether all elements are different from zero.",
    "bool(cnp.all(cnp.array([True, False]))) -> False",
)
any = _quantifier(
    "any",
    "or",
    "Whether an element is different from zero.",
    "bool(cnp.any(cnp.array([True, False]))) -> True",
)


# ---- positions


class Position(Protocol):
    """The position of the greatest or least."""

    def __call__(
        self, a: ArrayLike, axis: int | None = None, out: None = None, keepdims: bool | None = None
    ) -> Array: ...


def _position(name: str, kind: str, summary: str, example: str, nan: bool = False) -> Position:
    def function(a, axis=None, out=None, keepdims=None):
        refuse_out(out, name)
        x = as_array(a, name)
        shape = x.shape
        if axis is None:
            x = ops.reshape(x, (x.size,))
            along, kept = 0, (1,) * len(shape)
        else:
            along = as_axis(axis, x.ndim, name)
            kept = (*shape[:along], 1, *shape[along + 1 :])
        if x.shape[along] == 0:
            raise error(
                ValueError,
                f"{name}: attempt to get {name} of an empty sequence; got shape {shape}, expected "
                "elements along the axis",
            )
        numbers = known(x) if nan else None
        index = dtypes.python_scalar_dtype(int)
        source = filled(x, numbers, -math.inf if kind == "argmax" else math.inf)
        result = _core.emit(kind, (source,), axis=along, index_type=index, public=name)
        if numbers is not None:
            nothing = _core.bitwise_not(ops.reduce("or", numbers, (along,), name))
            result = _core.select(nothing, _core.full((), -1, result.dtype), result)
        return ops.reshape(result, kept) if keepdims else result

    function.__annotations__ = Position.__call__.__annotations__
    return described(
        function,
        name,
        summary,
        "Integer array without the axis.",
        "ValueError: there are no elements.",
        example,
        a="array of real numbers.",
        axis="the axis; ``None`` counts in row-major order.",
    )


argmax = _position(
    "argmax",
    "argmax",
    "Position of the greatest element, the first of equals; of NaN if there is one.",
    "int(cnp.argmax(cnp.array([1, 3, 2]))) -> 1",
)
argmin = _position(
    "argmin",
    "argmin",
    "Position of the least element, the first of equals; of NaN if there is one.",
    "int(cnp.argmin(cnp.array([2, 1, 3]))) -> 1",
)
nanargmax = _position(
    "nanargmax",
    "argmax",
    "Position of the greatest element that is not NaN; -1 if there is none.",
    "int(cnp.nanargmax(cnp.array([cnp.nan, 1.0]))) -> 1",
    nan=True,
)
nanargmin = _position(
    "nanargmin",
    "argmin",
    "Position of the least element that is not NaN; -1 if there is none.",
    "int(cnp.nanargmin(cnp.array([cnp.nan, 1.0]))) -> 1",
    nan=True,
)


# ---- made of these


def count_nonzero(a: ArrayLike, axis: Axis = None, keepdims: bool = False) -> Array:
    """How many elements are different from zero.

    Args:
        a: array of any shape.
        axis: one axis or several; ``None`` for all.
        keepdims: whether the axes stay, with size 1.
    Returns:
        Integer array without the axes.
    Raises:
        ValueError: an axis is out of bounds or listed twice.

    >>> int(cnp.count_nonzero(cnp.array([0, 1, 2])))
    2
    """
    return sum(logic.truth(a, "count_nonzero"), axis, keepdims=keepdims)


def ptp(a: ArrayLike, axis: Axis = None, out: None = None, keepdims: bool = False) -> Array:
    """Greatest minus least element.

    Args:
        a: array of numbers.
        axis: one axis or several; ``None`` for all.
        out: must be ``None``.
        keepdims: whether the axes stay, with size 1.
    Returns:
        Array without the axes, of the dtype of ``a``.
    Raises:
        ValueError: there are no elements.

    >>> int(cnp.ptp(cnp.array([1, 5, 2])))
    4
    """
    refuse_out(out, "ptp")
    return _core.subtract(max(a, axis, keepdims=keepdims), min(a, axis, keepdims=keepdims))


def trace(
    a: ArrayLike,
    offset: int = 0,
    axis1: int = 0,
    axis2: int = 1,
    dtype: DTypeLike | None = None,
    out: None = None,
) -> Array:
    """Sum along a diagonal.

    Args:
        a: array of rank 2 or more.
        offset: the diagonal; positive ones are above the main one.
        axis1: first axis of the matrices.
        axis2: second axis of the matrices.
        dtype: dtype of the result.
        out: must be ``None``.
    Returns:
        Array without the two axes.
    Raises:
        ValueError: the rank is below 2.

    >>> float(cnp.trace(cnp.eye(3)))
    3.0
    """
    from covector.numpy.matrices import diagonal

    return sum(diagonal(a, offset, axis1, axis2), -1, dtype=dtype)
