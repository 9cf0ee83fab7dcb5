"""Checks of what public functions are given: arrays, axes, shapes."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from covector import _core
from covector.errors import TracerIntegerConversionError, error
from covector.typing import Array

_NUMBERS = (np.ndarray, np.generic, bool, int, float, complex)


def as_array(x: Any, public: str, position: int = 0) -> Array:
    """``x`` as an array; lists are refused.

    Raises:
        TypeError: ``x`` is neither an array nor a number.
    """
    if isinstance(x, _core.Array):
        return x
    if isinstance(x, _NUMBERS):
        return _core.as_array(x)
    if hasattr(x, "__array__") or hasattr(x, "__jax_array__"):
        return _core.as_array(x)
    remedy = "; call cnp.asarray on it first" if isinstance(x, (list, tuple)) else ""
    raise error(
        TypeError,
        f"{public} requires ndarray or scalar arguments, got {type(x)} at position {position}{remedy}",
    )


def is_array_like(x: Any) -> bool:
    """Whether :func:`as_array` takes ``x``."""
    return isinstance(x, (_core.Array, *_NUMBERS)) or hasattr(x, "__array__")


def as_inexact(x: Any, public: str) -> Array:
    """``x`` as an array; integers and booleans become floats."""
    from covector import dtypes

    array = as_array(x, public)
    if dtypes.is_inexact(array.dtype):
        return array
    return _core.convert(array, dtypes.to_inexact(array.dtype), array.weak_type)


def promote(public: str, *xs: Any) -> list[Array]:
    """The operands as arrays of their common dtype (shapes as they are)."""
    arrays = [as_array(x, public, i) for i, x in enumerate(xs)]
    dtype, weak = _core.promote(*arrays)
    return [a if a.dtype == dtype else _core.convert(a, dtype, weak) for a in arrays]


def as_index(value: Any, public: str, what: str) -> int:
    """``value`` as a Python integer.

    Raises:
        TypeError: it is none, or is being traced.
    """
    try:
        return operator.index(value)
    except TracerIntegerConversionError:
        raise
    except TypeError:
        raise error(TypeError, f"{public}: expected an integer for {what}, got {value!r}") from None


def as_axis(axis: Any, ndim: int, public: str) -> int:
    """One axis, counted from the front.

    Raises:
        ValueError: the array has no such axis.
    """
    number = axis if type(axis) is int else as_index(axis, public, "axis")
    if not -ndim <= number < ndim:
        raise error(
            ValueError,
            f"{public}: axis {number} is out of bounds for array of dimension {ndim}"
            + (f"; expected {-ndim} <= axis < {ndim}" if ndim else "; it has no axes"),
        )
    return number + ndim if number < 0 else number


def as_axes(axis: Any, ndim: int, public: str) -> tuple[int, ...]:
    """Axes counted from the front; ``None`` stands for all of them.

    Raises:
        ValueError: one is out of bounds or listed twice.
    """
    if axis is None:
        return tuple(range(ndim))
    if not isinstance(axis, (tuple, list)):
        return (as_axis(axis, ndim, public),)
    axes = tuple(as_axis(a, ndim, public) for a in axis)
    if len(set(axes)) != len(axes):
        raise error(ValueError, f"{public}: duplicate axis in {tuple(axis)}")
    return axes


def as_unit_axes(x: Array, axis: Any, public: str) -> tuple[int, ...]:
    """Axes of size 1, counted from the front.

    Raises:
        ValueError: one has another size, is out of bounds or listed twice.
    """
    axes = as_axes(axis, x.ndim, public)
    for i in axes:
        if x.shape[i] != 1:
            raise error(
                ValueError,
                f"{public}: cannot select an axis to squeeze out which has size not equal to one, "
                f"got shape={x.shape} and axis={i}",
            )
    return axes


def as_shape(shape: Any, public: str) -> tuple[int, ...]:
    """A shape, given as an integer or a sequence of integers.

    Raises:
        TypeError: it holds something that is no integer, or is being traced.
        ValueError: a size is negative.
    """
    if isinstance(shape, (_core.Array, np.ndarray)):
        shape = (shape,) if shape.ndim == 0 else tuple(shape)
    elif not isinstance(shape, Iterable):
        shape = (shape,)
    sizes = []
    for size in shape:
        try:
            sizes.append(operator.index(size))
        except TypeError:
            raise error(
                TypeError,
                f"{public}: shapes must be 1D sequences of concrete values of integer type, got "
                f"{tuple(shape)}; in jit, mark the argument that holds a size with static_argnums",
            ) from None
    if sizes and min(sizes) < 0:
        raise error(ValueError, f"{public}: sizes must not be negative, got {tuple(sizes)}")
    return tuple(sizes)


def broadcast_shapes(public: str, *shapes: Sequence[int]) -> tuple[int, ...]:
    """The shape that all these broadcast to.

    Raises:
        ValueError: there is none.
    """
    try:
        return np.broadcast_shapes(*(tuple(s) for s in shapes))
    except ValueError:
        listed = ", ".join(str(tuple(s)) for s in shapes)
        raise error(ValueError, f"{public}: incompatible shapes for broadcasting: {listed}") from None


def describe(x: Any) -> str:
    """An array as ``float32[2,3]``, anything else by its type."""
    if hasattr(x, "dtype") and hasattr(x, "shape"):
        return f"{x.dtype}[{','.join(map(str, x.shape))}]"
    return f"{x!r} of type {type(x).__name__}"
