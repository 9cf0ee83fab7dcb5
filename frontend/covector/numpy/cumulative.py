"""Along an axis: cumulative sums and products, differences, integrals and slopes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from covector import _core, dtypes
from covector.core import ops
from covector.core.operands import as_array, as_axes, as_axis, as_inexact
from covector.errors import error
from covector.numpy import logic
from covector.numpy.reduction import as_summand, described, filled, known, refuse_out, sum
from covector.typing import Array, ArrayLike, DTypeLike

# ---- sums and products up to each element


class Cumulative(Protocol):
    """A cumulative sum or product."""

    def __call__(
        self, a: ArrayLike, axis: int | None = None, dtype: DTypeLike | None = None, out: None = None
    ) -> Array: ...


def _scan(kind: str, x: Array, axis: int, dtype: Any, promote_integers: bool, public: str) -> Array:
    if dtype is not None and dtypes.requested(dtype, public).kind == "b":
        # Whether any, or all, up to here are different from zero: of the bits, not of their sum.
        largest = _core.convert(logic.truth(x, public), np.dtype("uint8"))
        name = "cummax" if kind == "cumsum" else "cummin"
        result = _core.emit(name, (largest,), axis=axis, reverse=False, public=public)
        return _core.convert(result, np.dtype(bool))
    x = as_summand(x, dtype, promote_integers, public)
    return _core.emit(kind, (x,), axis=axis, reverse=False, public=public)


def _cumulative(name: str, kind: str, summary: str, example: str, nan: bool = False) -> Cumulative:
    def function(a, axis=None, dtype=None, out=None):
        refuse_out(out, name)
        x = as_array(a, name)
        if axis is None or x.ndim == 0:
            x = ops.reshape(x, (x.size,))
        along = 0 if axis is None else as_axis(axis, x.ndim, name)
        x = filled(x, known(x) if nan else None, 0 if kind == "cumsum" else 1)
        return _scan(kind, x, along, dtype, False, name)

    function.__annotations__ = Cumulative.__call__.__annotations__
    return described(
        function,
        name,
        summary,
        "Array of the shape of ``a``, or of rank 1.",
        "ValueError: the axis is out of bounds.",
        example,
        axis="the axis; ``None``: along all elements in row-major order.",
        dtype="dtype of the result; ``None``: that of ``a``, booleans become integers.",
    )


cumsum = _cumulative(
    "cumsum",
    "cumsum",
    "Sum of the elements up to each one along an axis.",
    "cnp.cumsum(cnp.array([1, 2, 3])) -> Array([1, 3, 6], dtype=int32)",
)
cumprod = _cumulative(
    "cumprod",
    "cumprod",
    "Product of the elements up to each one along an axis.",
    "cnp.cumprod(cnp.array([2, 3, 4])) -> Array([ 2,  6, 24], dtype=int32)",
)
nancumsum = _cumulative(
    "nancumsum",
    "cumsum",
    "Sum of the elements up to each one along an axis, NaN counting as 0.",
    "cnp.nancumsum(cnp.array([1.0, cnp.nan, 2.0])) -> Array([1., 1., 3.], dtype=float32)",
    nan=True,
)
nancumprod = _cumulative(
    "nancumprod",
    "cumprod",
    "Product of the elements up to each one along an axis, NaN counting as 1.",
    "cnp.nancumprod(cnp.array([2.0, cnp.nan, 3.0])) -> Array([2., 2., 6.], dtype=float32)",
    nan=True,
)


class CumulativeOfStandard(Protocol):
    """A cumulative sum or product as in the Array API standard."""

    def __call__(
        self,
        x: ArrayLike,
        /,
        *,
        axis: int | None = None,
        dtype: DTypeLike | None = None,
        include_initial: bool = False,
    ) -> Array: ...


def _cumulative_of_standard(name: str, kind: str, summary: str, example: str) -> CumulativeOfStandard:
    def function(x, /, *, axis=None, dtype=None, include_initial=False):
        x = as_array(x, name)
        if x.ndim == 0:
            raise error(ValueError, f"{name}: expected rank 1 or more, got 0; call cnp.atleast_1d first")
        if axis is None and x.ndim > 1:
            raise error(ValueError, f"{name}: got shape {x.shape}; give axis= for rank above 1")
        along = as_axis(0 if axis is None else axis, x.ndim, name)
        result = _scan(kind, x, along, dtype, True, name)
        if not include_initial:
            return result
        shape = (*x.shape[:along], 1, *x.shape[along + 1 :])
        first = _core.full(shape, kind == "cumprod" or 0, np.dtype("int32"))
        return ops.concatenate([_core.convert(first, result.dtype), result], along, name)

    function.__annotations__ = CumulativeOfStandard.__call__.__annotations__
    return described(
        function,
        name,
        summary,
        "Array of the shape of ``x``, one longer along the axis with ``include_initial``.",
        "ValueError: the axis is out of bounds, or not given for a rank above 1.",
        example,
        axis="the axis; ``None`` for rank 1.",
        dtype="dtype of the result; ``None``: that of ``x``, small integers and booleans widened.",
    )


cumulative_sum = _cumulative_of_standard(
    "cumulative_sum",
    "cumsum",
    "Sum of the elements up to each one along an axis, as in the Array API standard.",
    "cnp.cumulative_sum(cnp.array([1, 2, 3]), include_initial=True) -> Array([0, 1, 3, 6], dtype=int32)",
)
cumulative_prod = _cumulative_of_standard(
    "cumulative_prod",
    "cumprod",
    "Product of the elements up to each one along an axis, as in the Array API standard.",
    "cnp.cumulative_prod(cnp.array([2, 3, 4])) -> Array([ 2,  6, 24], dtype=int32)",
)

# ---- differences


def diff(
    a: ArrayLike,
    n: int = 1,
    axis: int = -1,
    prepend: ArrayLike | None = None,
    append: ArrayLike | None = None,
) -> Array:
    """Differences of neighbours.

    Args:
        a: array of rank 1 or more.
        n: how many times.
        axis: the axis.
        prepend: what to put before ``a`` first.
        append: what to put after ``a`` first.
    Returns:
        Array that is shorter by ``n`` along ``axis``.
    Raises:
        ValueError: ``n`` is negative or the rank is 0.

    >>> cnp.diff(cnp.array([1, 4, 9]))
    Array([3, 5], dtype=int32)
    """
    x = as_array(a, "diff")
    if n < 0:
        raise error(ValueError, f"diff: expected n >= 0, got {n}")
    along = as_axis(axis, x.ndim, "diff")
    parts = []
    for part in (prepend, x, append):
        if part is not None:
            y = _core.convert(as_array(part, "diff"), x.dtype, x.weak_type)
            if y.ndim == 0:
                y = _core.broadcast_to(y, (*x.shape[:along], 1, *x.shape[along + 1 :]))
            parts.append(y)
    x = ops.concatenate(parts, along)
    for _ in range(n):
        length = x.shape[along]
        later = ops.slice_axis(x, 1 if length else 0, length, along)
        sooner = ops.slice_axis(x, 0, length - 1 if length else 0, along)
        operation = _core.not_equal if x.dtype.kind == "b" else _core.subtract
        x = operation(later, sooner)
    return x


def ediff1d(ary: ArrayLike, to_end: ArrayLike | None = None, to_begin: ArrayLike | None = None) -> Array:
    """Differences of neighbours in row-major order.

    Args:
        ary: array of any shape.
        to_end: numbers to put after.
        to_begin: numbers to put before.
    Returns:
        Array of rank 1.
    Raises:
        TypeError: ``ary`` is not array-like.

    >>> cnp.ediff1d(cnp.array([1, 4, 9]))
    Array([3, 5], dtype=int32)
    """
    x = as_array(ary, "ediff1d")
    parts = [diff(ops.reshape(x, (x.size,)))]
    for part, place in ((to_begin, 0), (to_end, len(parts) + 1)):
        if part is not None:
            y = _core.convert(as_array(part, "ediff1d"), x.dtype)
            parts.insert(place, ops.reshape(y, (y.size,)))
    return ops.concatenate(parts, 0)


# ---- integrals and slopes


def trapezoid(y: ArrayLike, x: ArrayLike | None = None, dx: ArrayLike = 1.0, axis: int = -1) -> Array:
    """Integral along an axis by the trapezoidal rule.

    Args:
        y: values of the function.
        x: positions, of the shape of ``y`` or of its axis; ``None``: distance ``dx``.
        dx: distance of the positions.
        axis: the axis.
    Returns:
        Array without the axis.
    Raises:
        ValueError: ``axis`` is out of bounds.

    >>> float(cnp.trapezoid(cnp.array([0.0, 1.0, 2.0])))
    2.0
    """
    from covector.numpy.shape import moveaxis

    values = moveaxis(as_inexact(y, "trapezoid"), axis, -1)
    if x is not None:
        positions = as_inexact(x, "trapezoid")
        dx = diff(positions if positions.ndim == 1 else moveaxis(positions, axis, -1))
    n = values.shape[-1]
    last = values.ndim - 1
    pairs = _core.add(ops.slice_axis(values, 1, n, last), ops.slice_axis(values, 0, n - 1, last))
    return _core.multiply(0.5, sum(_core.multiply(dx, pairs), -1))


def _slope(x: Array, h: Array, axis: int) -> Array:
    """Differences of the elements on both sides, and at the ends of the two nearest."""
    n = x.shape[axis]

    def part(y: Array, start: int, limit: int) -> Array:
        return ops.slice_axis(y, start, limit, axis)

    steps = _core.subtract(part(x, 1, n), part(x, 0, n - 1))
    if h.ndim == 0:
        inner = _core.multiply(_core.subtract(part(x, 2, n), part(x, 0, n - 2)), 0.5)
        slopes = [part(steps, 0, 1), inner, part(steps, n - 2, n - 1)]
        return _core.true_divide(ops.concatenate(slopes, axis), h)
    places = ops.reshape(h, [n if i == axis else 1 for i in range(x.ndim)])
    widths = _core.subtract(part(places, 1, n), part(places, 0, n - 1))
    ratios = _core.true_divide(steps, widths)
    # Each of the two slopes counts as much as the other one's interval is wide.
    before, after = part(widths, 0, n - 2), part(widths, 1, n - 1)
    weighted = _core.add(
        _core.multiply(part(ratios, 0, n - 2), after), _core.multiply(part(ratios, 1, n - 1), before)
    )
    inner = _core.true_divide(weighted, _core.add(before, after))
    return ops.concatenate([part(ratios, 0, 1), inner, part(ratios, n - 2, n - 1)], axis)


def gradient(
    f: ArrayLike,
    *varargs: ArrayLike,
    axis: int | Sequence[int] | None = None,
    edge_order: int | None = None,
) -> Array | list[Array]:
    """Slope of a function that is given at points, by central differences.

    Args:
        f: values of the function.
        varargs: the distance of the points, or their positions along an axis; one for all axes or
            one for each. Nothing: distance 1.
        axis: one axis or several; ``None`` for all.
        edge_order: must be ``None`` or 1.
    Returns:
        Array of the shape of ``f``; a list with one for each of several axes.
    Raises:
        ValueError: an axis has fewer than two points, or positions do not fit it.
        TypeError: the number of distances does not fit that of the axes.
        NotImplementedError: ``edge_order`` is above 1.

    >>> cnp.gradient(cnp.array([0.0, 1.0, 4.0, 9.0]))
    Array([1., 2., 4., 5.], dtype=float32)
    """
    if edge_order not in (None, 1):
        raise error(NotImplementedError, f"gradient: expected edge_order=1, got {edge_order}")
    x, *spacing = (as_inexact(part, "gradient") for part in (f, *varargs))
    dtype = _core.promote(x, *spacing)[0]
    x, *spacing = (_core.convert(part, dtype) for part in (x, *spacing))
    axes = as_axes(axis, x.ndim, "gradient")
    if not axes:
        return []
    if min(x.shape[i] for i in axes) < 2:
        raise error(
            ValueError, f"gradient: expected at least 2 elements along each axis, got shape {x.shape}"
        )
    if len(spacing) not in (0, 1, len(axes)):
        raise error(
            TypeError,
            f"gradient: expected 1 distance or one for each of {len(axes)} axes, got {len(spacing)}",
        )
    spacing = spacing or [_core.full((), 1, dtype)]
    spacing = spacing * len(axes) if len(spacing) == 1 else spacing
    for i, h in zip(axes, spacing):
        if h.ndim > 1 or (h.ndim == 1 and h.size != x.shape[i]):
            raise error(
                ValueError,
                f"gradient: expected a distance or {x.shape[i]} positions along axis {i}, got {h.shape}",
            )
    slopes = [_slope(x, h, i) for i, h in zip(axes, spacing)]
    return slopes[0] if len(slopes) == 1 else slopes
