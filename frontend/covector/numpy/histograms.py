"""Counts of elements in bins."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import indexing, ops
from covector.core.compiled import compiled
from covector.core.operands import as_array, as_index, describe
from covector.errors import error
from covector.lax.sorting import search_sorted
from covector.numpy.positions import _concrete
from covector.numpy.ranges import linspace
from covector.typing import Array, ArrayLike

# Rules for the width of bins, of known elements in double precision; 0 where they say nothing.
# They are NumPy's, whose documentation names the sources.

Limits = tuple[float, float]


def _stone(x: np.ndarray, limits: Limits) -> float:
    """The width with the least estimated error of prediction, of up to max(100, sqrt(n)) bins."""
    n, span = x.size, float(np.ptp(x))
    if n <= 1 or span == 0:
        return 0.0

    def loss(count: int) -> float:
        part = np.histogram(x, count, limits)[0] / n
        return (2 - (n + 1) * float(part @ part)) * count

    return span / min(range(1, max(100, int(math.sqrt(n))) + 1), key=loss)


def _doane(x: np.ndarray, limits: Limits) -> float:
    n, deviation = x.size, float(np.std(x))
    if n <= 2 or deviation == 0:
        return 0.0
    skewness = float(np.mean(((x - np.mean(x)) / deviation) ** 3))
    unit = math.sqrt(6 * (n - 2) / ((n + 1) * (n + 3)))
    return float(np.ptp(x)) / (1 + math.log2(n) + math.log2(1 + abs(skewness) / unit))


def _freedman(x: np.ndarray, limits: Limits) -> float:
    upper, lower = np.percentile(x, [75, 25])
    return 2 * float(upper - lower) * x.size ** (-1 / 3)


def _sqrt(x: np.ndarray, limits: Limits) -> float:
    return float(np.ptp(x)) / math.sqrt(x.size)


def _sturges(x: np.ndarray, limits: Limits) -> float:
    return float(np.ptp(x)) / (math.log2(x.size) + 1)


def _auto(x: np.ndarray, limits: Limits) -> float:
    return min(max(_freedman(x, limits), _sqrt(x, limits) / 2), _sturges(x, limits))


_WIDTHS: dict[str, Callable[[np.ndarray, Limits], float]] = {
    "auto": _auto,
    "doane": _doane,
    "fd": _freedman,
    "rice": lambda x, limits: float(np.ptp(x)) / (2 * x.size ** (1 / 3)),
    "scott": lambda x, limits: (24 * math.sqrt(math.pi) / x.size) ** (1 / 3) * float(np.std(x)),
    "sqrt": _sqrt,
    "stone": _stone,
    "sturges": _sturges,
}


def _number_of_bins(public: str, x: Array, rule: str, limits: Any, weights: Any) -> int:
    """How many bins a rule gives."""
    if rule not in _WIDTHS:
        raise error(
            ValueError, f"{public}: expected bins as a number, edges or {', '.join(_WIDTHS)}; got {rule!r}"
        )
    if weights is not None:
        raise error(
            TypeError, f"{public}: a rule for the number of bins takes no weights; give a number of bins"
        )
    values = np.asarray(_concrete(x, public, "give a number of bins"), np.float64).reshape(-1)
    if limits is not None:
        low, high = (float(v) for v in limits)
        values = values[(values >= low) & (values <= high)]
    elif values.size:
        low, high = float(values.min()), float(values.max())
    if values.size == 0:
        return 1
    width = _WIDTHS[rule](values, (low, high))
    if x.dtype.kind in "iu" and 0 < width < 1:
        width = 1.0
    return math.ceil((high - low) / width) if width > 0 and high > low else 1


@compiled("bins", "dtype")
def _edges(x: Array, limits: Any, bins: int, dtype: np.dtype) -> Array:
    if limits is None:
        if x.size == 0:
            low, high = _core.full((), 0, dtype), _core.full((), 1, dtype)
        else:
            axes = tuple(range(x.ndim))
            low, high = (_core.convert(ops.reduce(kind, x, axes), dtype) for kind in ("min", "max"))
    else:
        low, high = (_core.convert(v, dtype) for v in limits)
    same = _core.equal(low, high)
    half = _core.select(same, _core.full((), 0.5, dtype), _core.full((), 0, dtype))
    return linspace(_core.subtract(low, half), _core.add(high, half), bins + 1, dtype=dtype)


def _histogram_edges(public: str, x: Array, bins: Any, limits: Any, weights: Any) -> Array:
    dtype = dtypes.to_inexact(x.dtype)
    if limits is not None:
        pair = list(limits) if isinstance(limits, Sequence) else list(as_array(limits, public, 2))
        if len(pair) != 2:
            raise error(ValueError, f"{public}: expected a range of two numbers, got {limits!r}")
        if not any(_core.is_tracer(v) for v in pair) and float(pair[0]) > float(pair[1]):
            raise error(
                ValueError, f"{public}: max must be larger than min in range parameter, got {limits!r}"
            )
        limits = tuple(as_array(v, public, 2) for v in pair)
    if isinstance(bins, str):
        bins = _number_of_bins(public, x, bins, limits, weights)
    if not isinstance(bins, _core.Array) and np.ndim(bins) == 1:
        bins = np.asarray(bins)
    if np.ndim(bins) == 1:
        return _core.convert(as_array(bins, public, 1), dtype)
    if np.ndim(bins) > 1:
        raise error(
            ValueError, f"{public}: expected bins as a number or edges of rank 1, got {describe(bins)}"
        )
    count = as_index(bins, public, "bins")
    if count < 1:
        raise error(ValueError, f"{public}: bins must be positive, got {count}")
    return _edges(x, limits, count, dtype)


def histogram_bin_edges(
    a: ArrayLike, bins: Any = 10, range: Any = None, weights: ArrayLike | None = None
) -> Array:
    """Edges of the bins that :func:`histogram` counts in.

    Args:
        a: array of real numbers.
        bins: number of bins of one width, edges of rank 1, or one of NumPy's rules (``"auto"``,
            ``"doane"``, ``"fd"``, ``"rice"``, ``"scott"``, ``"sqrt"``, ``"stone"``, ``"sturges"``),
            which need concrete elements.
        range: the first and the last edge; ``None``: the least and the greatest element.
        weights: must be ``None`` with a rule.
    Returns:
        Float array of rank 1.
    Raises:
        ConcretizationTypeError: a rule is given for an array that is being traced.
        ValueError: ``bins`` or ``range`` does not fit.

    >>> cnp.histogram_bin_edges(cnp.array([0.0, 4.0]), bins=2)
    Array([0., 2., 4.], dtype=float32)
    """
    x = as_array(a, "histogram_bin_edges")
    return _histogram_edges("histogram_bin_edges", x, bins, range, weights)


@compiled()
def _bin_of(x: Array, edges: Array) -> Array:
    """The numbers of bins from 1; 0 is before the first edge, ``len(edges)`` behind the last."""
    number = search_sorted("histogram", edges, x, True, np.dtype("int32"))
    last = edges.shape[0] - 1
    # The last bin has both its edges.
    return _core.select(_core.equal(x, edges[last]), _core.subtract(number, 1), number)


def _counts(bins: Array, weights: Array | None, length: int, dtype: np.dtype) -> Array:
    """Sums of weights for each number below ``length``."""
    if weights is None:
        ones = _core.full(bins.shape, 1, np.dtype("int32"))
        zeros = _core.full((length,), 0, np.dtype("int32"))
        return _core.convert(indexing.IndexUpdateRef(zeros, bins).add(ones, mode="drop"), dtype)
    zeros = _core.full((length,), 0, dtype)
    return indexing.IndexUpdateRef(zeros, bins).add(_core.convert(weights, dtype), mode="drop")


@compiled("density", "dtype")
def _histogram(x: Array, edges: Array, weights: Any, density: bool, dtype: np.dtype) -> Array:
    length = edges.shape[0]
    counts = ops.slice_axis(_counts(_bin_of(x, edges), weights, length, dtype), 1, length, 0)
    if not density:
        return counts
    widths = _core.subtract(ops.slice_axis(edges, 1, length, 0), ops.slice_axis(edges, 0, length - 1, 0))
    return _core.true_divide(_core.true_divide(counts, widths), ops.reduce("sum", counts, (0,)))


def histogram(
    a: ArrayLike,
    bins: Any = 10,
    range: Any = None,
    weights: ArrayLike | None = None,
    density: bool | None = None,
) -> tuple[Array, Array]:
    """How many elements are in each of a row of bins.

    Args:
        a: array of real numbers; NaN is in no bin.
        bins: as for :func:`histogram_bin_edges`.
        range: as for :func:`histogram_bin_edges`.
        weights: array of the shape of ``a``, added up instead of 1.
        density: whether to divide so that the integral is 1.
    Returns:
        Counts, as floats (as in JAX), and edges, one more.
    Raises:
        ValueError: ``bins`` or ``range`` does not fit, or ``weights`` has another shape.

    >>> cnp.histogram(cnp.array([1, 2, 1]), bins=cnp.array([0, 1, 2, 3]))
    (Array([0., 2., 1.], dtype=float32), Array([0., 1., 2., 3.], dtype=float32))
    """
    x = as_array(a, "histogram")
    w = None if weights is None else as_array(weights, "histogram", 3)
    if w is not None and w.shape != x.shape:
        raise error(
            ValueError,
            f"histogram: weights should have the same shape as a, got {describe(w)} for {describe(x)}",
        )
    edges = _histogram_edges("histogram", x, bins, range, weights)
    common = (
        edges.dtype if w is None else dtypes.to_inexact(_core.promote(_core.full((), 0, edges.dtype), w)[0])
    )
    values = _core.convert(ops.reshape(x, (x.size,)), edges.dtype)
    flat = None if w is None else ops.reshape(w, (w.size,))
    return _histogram(values, edges, flat, bool(density), common), edges


@compiled("density", "dtype")
def _histogramdd(samples: Any, edges: Any, weights: Any, density: bool, dtype: np.dtype) -> Array:
    shape = [e.shape[0] + 1 for e in edges]
    flat: Any = 0
    for x, e, size in zip(samples, edges, shape, strict=True):
        flat = _core.add(_core.multiply(flat, size), _bin_of(x, e))
    counts = ops.reshape(_counts(flat, weights, math.prod(shape), dtype), shape)
    counts = ops.slice_(counts, [1] * len(shape), [n - 1 for n in shape])
    if not density:
        return counts
    counts = _core.convert(counts, samples[0].dtype)
    counts = _core.true_divide(counts, ops.reduce("sum", counts, tuple(range(counts.ndim))))
    for axis, e in enumerate(edges):
        n = e.shape[0]
        widths = _core.subtract(ops.slice_axis(e, 1, n, 0), ops.slice_axis(e, 0, n - 1, 0))
        counts = _core.true_divide(counts, ops.broadcast_in_dim(widths, counts.shape, (axis,)))
    return counts


def histogramdd(
    sample: Any,
    bins: Any = 10,
    range: Any = None,
    weights: ArrayLike | None = None,
    density: bool | None = None,
) -> tuple[Array, list[Array]]:
    """How many points are in each bin of a grid.

    Args:
        sample: array of shape ``(points, dimensions)``, or a sequence of arrays of rank 1, one for
            each dimension.
        bins: for every dimension, or a sequence with one for each: as for
            :func:`histogram_bin_edges`.
        range: a sequence with a range or ``None`` for each dimension.
        weights: array with a number for each point, added up instead of 1.
        density: whether to divide so that the integral is 1.
    Returns:
        Counts with an axis for each dimension, and a list of edges.
    Raises:
        ValueError: ``bins``, ``range`` or ``weights`` does not fit.

    >>> counts, edges = cnp.histogramdd(cnp.array([[0.0, 0.0], [1.0, 1.0]]), bins=2)
    >>> counts.tolist(), len(edges)
    ([[1, 0], [0, 1]], 2)
    """
    return _histogram_of_columns("histogramdd", _columns(sample), bins, range, weights, density)


def _columns(sample: Any) -> list[Array]:
    if isinstance(sample, (list, tuple)):
        columns = [as_array(x, "histogramdd") for x in sample]
        dtype = _core.promote(*columns)[0]
        return [_core.convert(x, dtype) for x in columns]
    points = as_array(sample, "histogramdd")
    if points.ndim == 1:
        points = ops.reshape(points, (points.size, 1))
    if points.ndim != 2:
        raise error(
            ValueError,
            f"histogramdd: expected a sample of shape (points, dimensions), got {describe(points)}",
        )
    n, count = points.shape
    return [ops.reshape(ops.slice_axis(points, i, i + 1, 1), (n,)) for i in _range(count)]


_range = range


def _histogram_of_columns(
    public: str, columns: list[Array], bins: Any, limits: Any, weights: Any, density: Any
) -> tuple[Array, list[Array]]:
    count = len(columns)
    if limits is not None and len(limits) != count:
        raise error(
            ValueError, f"{public}: range must be a sequence of {count} pairs or Nones, got {limits!r}"
        )
    each = [bins] * count if isinstance(bins, (int, str)) or np.ndim(bins) == 0 else list(bins)
    if len(each) != count:
        raise error(ValueError, f"{public}: should be a bin for each dimension, {count}, got {len(each)}")
    w = None if weights is None else as_array(weights, public, 3)
    if w is not None and w.shape != columns[0].shape:
        raise error(ValueError, f"{public}: expected weights of shape {columns[0].shape}, got {describe(w)}")
    edges = [
        _histogram_edges(public, x, b, None if limits is None else limits[i], weights)
        for i, (x, b) in enumerate(zip(columns, each, strict=True))
    ]
    samples = tuple(_core.convert(x, e.dtype) for x, e in zip(columns, edges, strict=True))
    dtype = dtypes.python_scalar_dtype(int) if w is None else w.dtype
    return _histogramdd(samples, tuple(edges), w, bool(density), dtype), edges


def histogram2d(
    x: ArrayLike,
    y: ArrayLike,
    bins: Any = 10,
    range: Any = None,
    weights: ArrayLike | None = None,
    density: bool | None = None,
) -> tuple[Array, Array, Array]:
    """How many points of the plane are in each bin of a grid.

    Args:
        x: array of rank 1.
        y: array of the same shape.
        bins: for both axes, or a pair: as for :func:`histogram_bin_edges`.
        range: a pair with a range or ``None`` for each axis.
        weights: array with a number for each point, added up instead of 1.
        density: whether to divide so that the integral is 1.
    Returns:
        Counts of shape ``(bins of x, bins of y)``, and the edges of both.
    Raises:
        ValueError: the shapes differ, or ``bins``, ``range`` or ``weights`` does not fit.

    >>> counts, _, _ = cnp.histogram2d(cnp.array([0.0, 1.0]), cnp.array([0.0, 1.0]), bins=2)
    >>> counts.tolist()
    [[1, 0], [0, 1]]
    """
    a, b = as_array(x, "histogram2d"), as_array(y, "histogram2d", 1)
    if a.ndim != 1 or a.shape != b.shape:
        raise error(
            ValueError, f"histogram2d: x and y must be of one length, got {describe(a)} and {describe(b)}"
        )
    # A sequence that is no pair gives the edges of both axes.
    if not isinstance(bins, (int, str)) and np.ndim(bins) == 1 and len(bins) not in (1, 2):
        bins = [bins, bins]
    dtype = dtypes.to_inexact(_core.promote(a, b)[0])
    columns = [_core.convert(a, dtype), _core.convert(b, dtype)]
    counts, (first, second) = _histogram_of_columns("histogram2d", columns, bins, range, weights, density)
    return counts, first, second


__all__ = ["histogram", "histogram2d", "histogram_bin_edges", "histogramdd"]
