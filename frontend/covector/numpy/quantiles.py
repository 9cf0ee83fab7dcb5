"""Medians, quantiles and percentiles.

Source: R. J. Hyndman, Y. Fan, "Sample quantiles in statistical packages", The American
Statistician 50 (1996) 361-365; the methods have NumPy's names.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import ops
from covector.core.compiled import compiled
from covector.core.operands import as_array, as_axes, describe
from covector.errors import error
from covector.numpy import indexing as choosing
from covector.numpy.along_axis import take_along_axis
from covector.numpy.arithmetic import clip, rint
from covector.typing import Array, ArrayLike, Axis

# Note [Places between elements]
# A quantile is an element of the sorted line, or lies between two: `position` gives a place among
# n elements, counted from 0, and `weight` how much of the upper neighbour counts, from the place's
# fraction.


def _between(alpha: float, beta: float) -> Callable[[Any, Any], Any]:
    def position(n: Any, q: Any) -> Any:
        return n * q + (alpha + q * (1 - alpha - beta)) - 1

    return position


def _nearest(x: Any) -> Any:
    return rint(x) if isinstance(x, _core.Array) else np.round(x)


def _floor(x: Any) -> Any:
    return _core.floor(x) if isinstance(x, _core.Array) else np.floor(x)


def _step(x: Any) -> Any:
    """1 where ``x`` is positive."""
    return _core.convert(_core.greater(x, 0), x.dtype) if isinstance(x, _core.Array) else (x > 0) * 1.0


def _odd(x: Any) -> Any:
    """1 where the integer ``x`` is odd."""
    return x - 2 * _floor(x / 2)


_POSITIONS: dict[str, Callable[[Any, Any], Any]] = {
    "inverted_cdf": _between(0, 1),
    "averaged_inverted_cdf": _between(0, 1),
    "closest_observation": lambda n, q: n * q - 1.5,
    "interpolated_inverted_cdf": _between(0, 1),
    "hazen": _between(0.5, 0.5),
    "weibull": _between(0, 0),
    "linear": lambda n, q: (n - 1) * q,
    "median_unbiased": _between(1 / 3, 1 / 3),
    "normal_unbiased": _between(3 / 8, 3 / 8),
    "lower": lambda n, q: (n - 1) * q,
    "higher": lambda n, q: (n - 1) * q,
    "midpoint": lambda n, q: (n - 1) * q,
    "nearest": lambda n, q: _nearest((n - 1) * q),
}

# Of the fraction of the place, and the place rounded down.
_WEIGHTS: dict[str, Callable[[Any, Any], Any]] = {
    "inverted_cdf": lambda f, low: _step(f),
    "averaged_inverted_cdf": lambda f, low: 0.5 + 0.5 * _step(f),
    # The place itself counts where it is one and odd, else the next.
    "closest_observation": lambda f, low: 1 - (1 - _step(f)) * _odd(low),
    "lower": lambda f, low: 0 * f,
    "higher": lambda f, low: _step(f),
    "midpoint": lambda f, low: 0.5 * _step(f),
}


def _places(method: str, n: Any, q: Any) -> tuple[Any, Any, Any]:
    """The places of both neighbours among ``n`` elements, and the weight of the upper one."""
    position = _POSITIONS[method](n, q)
    low = _floor(position)
    fraction = position - low
    weight = _WEIGHTS.get(method, lambda f, _: f)(fraction, low)
    return low, low + 1, weight


@compiled()
def _at_places(x: Array, low: Array, high: Array, weight: Array) -> Array:
    """Quantiles of the lines along the last axis, between places that are the same in all."""
    along = x.ndim - 1
    ordered = _core.emit("sort", (x,), axis=along, num_keys=1, weak_type=x.weak_type, public="quantile")
    below = choosing.take(ordered, low, axis=along, mode="clip")
    above = choosing.take(ordered, high, axis=along, mode="clip")
    result = _mix(below, above, weight)
    last = choosing.take(ordered, _core.full((1,), x.shape[along] - 1, low.dtype), axis=along, mode="clip")
    # NaN is sorted behind all numbers.
    return _core.select(_core.not_equal(last, last), last, result)


@compiled("method")
def _ignoring_nan(x: Array, q: Array, method: str) -> Array:
    """Quantiles of what is not NaN along the last axis."""
    along = x.ndim - 1
    ordered = _core.emit("sort", (x,), axis=along, num_keys=1, weak_type=x.weak_type, public="quantile")
    wide = q.dtype
    count = ops.reduce("sum", _core.convert(_core.equal(x, x), wide), (along,))
    count = ops.expand_dims(count, (along,))
    low, high, weight = _places(method, count, q)
    index = np.dtype("int32")
    top = _core.subtract(_core.maximum(count, 1), 1)
    places = [_core.convert(clip(place, 0, top), index) for place in (low, high)]
    below, above = (take_along_axis(ordered, place, axis=along, mode="clip") for place in places)
    result = _mix(below, above, weight)
    return _core.select(_core.equal(count, 0), _core.full((), math.nan, x.dtype), result)


def _mix(below: Array, above: Array, weight: Array) -> Array:
    """Between two neighbours; nothing of one whose weight is 0 counts, be it infinite."""
    dtype = below.dtype
    distance = _core.subtract(above, below)
    part = _core.convert(weight, dtype)
    near = _core.add(below, _core.multiply(distance, part))
    far = _core.subtract(above, _core.multiply(distance, _core.subtract(1, part)))
    mixed = _core.select(_core.less(part, 0.5), near, far)
    infinite = _core.bitwise_and(_core.equal(below, above), _core.not_equal(distance, distance))
    mixed = _core.select(_core.bitwise_or(_core.equal(part, 1), infinite), above, mixed)
    return _core.select(_core.equal(part, 0), below, mixed)


def _lines(x: Array, axis: Axis, public: str) -> tuple[Array, tuple[int, ...]]:
    """The reduced axes as one, the last."""
    axes = as_axes(axis, x.ndim, public)
    kept = [i for i in range(x.ndim) if i not in axes]
    moved = ops.transpose(x, [*kept, *axes])
    return ops.reshape(moved, [*(x.shape[i] for i in kept), math.prod(x.shape[i] for i in axes)]), axes


def _quantile(
    public: str, a: Any, q: Any, axis: Axis, method: str, keepdims: bool, ignore_nan: bool, weights: Any
) -> Array:
    x = as_array(a, public)
    if x.dtype.kind == "c":
        raise error(
            ValueError, f"{public}: complex numbers have no quantiles, got {describe(x)}; take a part"
        )
    if method not in _POSITIONS:
        raise error(ValueError, f"{public}: expected method {', '.join(_POSITIONS)}; got {method!r}")
    x = _core.convert(x, dtypes.to_inexact(x.dtype), x.weak_type)
    if weights is not None:
        return _weighted(public, x, weights, q, axis, method, keepdims, ignore_nan)
    levels = as_array(q, public, 1) if isinstance(q, _core.Array) else as_array(np.asarray(q), public, 1)
    if levels.ndim > 1:
        raise error(ValueError, f"{public}: q must have rank <= 1, got {describe(levels)}")
    lines, axes = _lines(x, axis, public)
    n = lines.shape[-1]
    if n == 0:
        lines, n = _core.full((*lines.shape[:-1], 1), math.nan, x.dtype), 1
    flat = ops.reshape(levels, (levels.size,))
    index = np.dtype("int32" if n < 2**31 else "int64")
    if ignore_nan:
        wide = np.dtype("float32") if x.dtype.itemsize < 4 else x.dtype
        result = _ignoring_nan(lines, _core.convert(flat, wide), method)
    else:
        if _core.is_tracer(flat):
            wide = np.dtype("float32") if x.dtype.itemsize < 4 else x.dtype
            parts = _places(method, n, _core.convert(flat, wide))
            low, high, weight = (*(_core.convert(clip(p, 0, n - 1), index) for p in parts[:2]), parts[2])
        else:  # the places are known, in the precision of q
            exact = np.asarray(q).reshape(-1)
            if exact.dtype not in (np.float32, np.float64):
                exact = exact.astype(np.float64)
            low, high, weight = _places(method, n, exact)
            low, high = (_core.as_array(np.clip(p, 0, n - 1).astype(index)) for p in (low, high))
            weight = _core.as_array(weight.astype(np.float32 if x.dtype.itemsize < 4 else x.dtype))
        result = _at_places(lines, low, high, weight)
    return _arranged(_core.convert(result, x.dtype), x, levels, axes, keepdims)


def _arranged(result: Array, x: Array, levels: Array, axes: tuple[int, ...], keepdims: bool) -> Array:
    """The axis of the levels, now the last, in front or away, and the reduced ones as asked for."""
    last = result.ndim - 1
    result = ops.transpose(result, [last, *range(last)])
    shape = [1 if i in axes else n for i, n in enumerate(x.shape) if keepdims or i not in axes]
    return ops.reshape(result, [*levels.shape, *shape])


def _weighted(
    public: str, x: Array, weights: Any, q: Any, axis: Axis, method: str, keepdims: bool, ignore_nan: bool
) -> Array:
    """Quantiles of the distribution in which every element has a weight."""
    from covector.lax.sorting import search_sorted

    if method != "inverted_cdf":
        raise error(
            NotImplementedError, f"{public}: only method 'inverted_cdf' takes weights, got {method!r}"
        )
    w = as_array(weights, public, 2)
    axes = as_axes(axis, x.ndim, public)
    if w.shape != x.shape:
        expected = tuple(x.shape[i] for i in axes)
        if axis is None or w.shape != expected:
            raise error(
                ValueError, f"{public}: expected weights of shape {x.shape} or {expected}, got {describe(w)}"
            )
        w = ops.broadcast_in_dim(w, x.shape, axes)
    w = _core.convert(w, np.dtype("float32") if x.dtype.itemsize < 4 else x.dtype)
    lines, _ = _lines(x, axis, public)
    heavy, _ = _lines(w, axis, public)
    along, n = lines.ndim - 1, lines.shape[-1]
    unknown = _core.not_equal(lines, lines)
    wrong = _core.bitwise_not(_core.greater_equal(heavy, 0))
    heavy = _core.select(_core.bitwise_or(wrong, unknown), _core.full((), 0, heavy.dtype), heavy)
    ordered, heavy = _core.emit("sort", (lines, heavy), axis=along, num_keys=1, public=public)
    total = _sums(heavy)
    levels = as_array(q, public, 1) if isinstance(q, _core.Array) else as_array(np.asarray(q), public, 1)
    flat = _core.convert(ops.reshape(levels, (levels.size,)), heavy.dtype)
    targets = _core.multiply(ops.slice_axis(total, n - 1, n, along), flat)
    places = search_sorted(public, total, targets, False, np.dtype("int32"))
    known = ops.reduce("sum", _core.convert(_core.bitwise_not(unknown), np.dtype("int32")), (along,))
    top = _core.subtract(_core.maximum(ops.expand_dims(known, (along,)), 1), 1)
    result = take_along_axis(ordered, _core.minimum(places, top), axis=along, mode="clip")
    bad = ops.reduce("or", wrong, (along,))
    nothing = _core.equal(known, 0) if ignore_nan else ops.reduce("or", unknown, (along,))
    bad = ops.expand_dims(_core.bitwise_or(bad, nothing), (along,))
    result = _core.select(bad, _core.full((), math.nan, x.dtype), result)
    return _arranged(result, x, levels, axes, keepdims)


def _sums(x: Array) -> Array:
    """Sums of all elements up to each along the last axis."""
    from covector.numpy.cumulative import cumsum

    return cumsum(x, axis=-1)


def quantile(
    a: ArrayLike,
    q: ArrayLike,
    axis: Axis = None,
    out: None = None,
    overwrite_input: bool = False,
    method: str = "linear",
    keepdims: bool = False,
    *,
    weights: ArrayLike | None = None,
) -> Array:
    """Values below which given parts of the elements are; NaN if an element is.

    Args:
        a: array of real numbers.
        q: parts between 0 and 1: a number or an array of rank 1.
        axis: one axis or several; ``None`` for all.
        out: must be ``None``.
        overwrite_input: accepted: arrays are immutable.
        method: what is taken between two elements, one of NumPy's thirteen methods.
        keepdims: whether the axes stay, with size 1.
        weights: how often each element counts; for ``method="inverted_cdf"``.
    Returns:
        Float array, the axis of ``q`` in front, without the reduced axes.
    Raises:
        ValueError: an axis is out of bounds, ``method`` is unknown, or the numbers are complex.

    >>> cnp.quantile(cnp.arange(5), cnp.array([0.25, 0.5]))
    Array([1., 2.], dtype=float32)
    """
    return _quantile("quantile", a, q, axis, method, keepdims, False, weights)


def nanquantile(
    a: ArrayLike,
    q: ArrayLike,
    axis: Axis = None,
    out: None = None,
    overwrite_input: bool = False,
    method: str = "linear",
    keepdims: bool = False,
    *,
    weights: ArrayLike | None = None,
) -> Array:
    """Values below which given parts of the elements that are not NaN are.

    Args:
        a: array of real numbers.
        q: parts between 0 and 1: a number or an array of rank 1.
        axis: one axis or several; ``None`` for all.
        out: must be ``None``.
        overwrite_input: accepted: arrays are immutable.
        method: as for :func:`quantile`.
        keepdims: whether the axes stay, with size 1.
        weights: as for :func:`quantile`.
    Returns:
        Float array, the axis of ``q`` in front, without the reduced axes.
    Raises:
        ValueError: an axis is out of bounds, ``method`` is unknown, or the numbers are complex.

    >>> float(cnp.nanquantile(cnp.array([1.0, cnp.nan, 3.0]), 0.5))
    2.0
    """
    return _quantile("nanquantile", a, q, axis, method, keepdims, True, weights)


def _percent(q: Any, public: str) -> Any:
    """Per cent as parts of one."""
    if isinstance(q, _core.Array):
        return _core.true_divide(q, 100)
    return np.asarray(q, np.float64) / 100


def percentile(
    a: ArrayLike,
    q: ArrayLike,
    axis: Axis = None,
    out: None = None,
    overwrite_input: bool = False,
    method: str = "linear",
    keepdims: bool = False,
    *,
    weights: ArrayLike | None = None,
    out_sharding: None = None,
) -> Array:
    """:func:`quantile` with parts in per cent.

    Args:
        a: array of real numbers.
        q: parts between 0 and 100: a number or an array of rank 1.
        axis: one axis or several; ``None`` for all.
        out: must be ``None``.
        overwrite_input: accepted: arrays are immutable.
        method: as for :func:`quantile`.
        keepdims: whether the axes stay, with size 1.
        weights: as for :func:`quantile`.
        out_sharding: must be ``None``.
    Returns:
        Float array, the axis of ``q`` in front, without the reduced axes.
    Raises:
        ValueError: an axis is out of bounds, ``method`` is unknown, or the numbers are complex.

    >>> float(cnp.percentile(cnp.arange(5), 75))
    3.0
    """
    parts = _percent(q, "percentile")
    return _quantile("percentile", a, parts, axis, method, keepdims, False, weights)


def nanpercentile(
    a: ArrayLike,
    q: ArrayLike,
    axis: Axis = None,
    out: None = None,
    overwrite_input: bool = False,
    method: str = "linear",
    keepdims: bool = False,
    *,
    weights: ArrayLike | None = None,
) -> Array:
    """:func:`nanquantile` with parts in per cent.

    Args:
        a: array of real numbers.
        q: parts between 0 and 100: a number or an array of rank 1.
        axis: one axis or several; ``None`` for all.
        out: must be ``None``.
        overwrite_input: accepted: arrays are immutable.
        method: as for :func:`quantile`.
        keepdims: whether the axes stay, with size 1.
        weights: as for :func:`quantile`.
    Returns:
        Float array, the axis of ``q`` in front, without the reduced axes.
    Raises:
        ValueError: an axis is out of bounds, ``method`` is unknown, or the numbers are complex.

    >>> float(cnp.nanpercentile(cnp.array([1.0, cnp.nan, 3.0]), 50))
    2.0
    """
    parts = _percent(q, "nanpercentile")
    return _quantile("nanpercentile", a, parts, axis, method, keepdims, True, weights)


def median(
    a: ArrayLike,
    axis: Axis = None,
    out: None = None,
    overwrite_input: bool = False,
    keepdims: bool = False,
) -> Array:
    """The middle of the sorted elements, or the mean of both; NaN if an element is.

    Args:
        a: array of real numbers.
        axis: one axis or several; ``None`` for all.
        out: must be ``None``.
        overwrite_input: accepted: arrays are immutable.
        keepdims: whether the axes stay, with size 1.
    Returns:
        Float array without the axes.
    Raises:
        ValueError: an axis is out of bounds, or the numbers are complex.

    >>> float(cnp.median(cnp.array([3, 1, 2, 10])))
    2.5
    """
    return _quantile("median", a, 0.5, axis, "linear", keepdims, False, None)


def nanmedian(
    a: ArrayLike,
    axis: Axis = None,
    out: None = None,
    overwrite_input: bool = False,
    keepdims: bool = False,
) -> Array:
    """The middle of the sorted elements that are not NaN, or the mean of both.

    Args:
        a: array of real numbers.
        axis: one axis or several; ``None`` for all.
        out: must be ``None``.
        overwrite_input: accepted: arrays are immutable.
        keepdims: whether the axes stay, with size 1.
    Returns:
        Float array without the axes.
    Raises:
        ValueError: an axis is out of bounds, or the numbers are complex.

    >>> float(cnp.nanmedian(cnp.array([3.0, cnp.nan, 2.0])))
    2.5
    """
    return _quantile("nanmedian", a, 0.5, axis, "linear", keepdims, True, None)


__all__ = ["median", "nanmedian", "nanpercentile", "nanquantile", "percentile", "quantile"]
