"""Ranks, and the most frequent elements."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from covector import _core, dtypes
from covector import numpy as cnp
from covector.core.compiled import compiled
from covector.core.operands import as_array, as_axis
from covector.errors import error
from covector.lax.sorting import search_sorted
from covector.typing import Array, ArrayLike

_INDEX = np.dtype("int32")
_METHODS = ("average", "min", "max", "dense", "ordinal")


def _check_policy(public: str, nan_policy: str) -> None:
    if nan_policy not in ("propagate", "omit", "raise"):
        raise error(
            ValueError,
            f"{public}: illegal nan_policy value {nan_policy!r}; expected 'propagate', 'omit' or 'raise'",
        )
    if nan_policy != "propagate":
        raise error(
            NotImplementedError,
            f"{public}: nan_policy must be 'propagate', got {nan_policy!r}; look for NaN first",
        )


@compiled("method", "dtype")
def _ranks(lines: Array, method: str, dtype: np.dtype) -> Array:
    """Ranks along the last axis."""
    if method == "ordinal":
        ranks = _core.add(cnp.argsort(cnp.argsort(lines)), 1)
    else:
        ordered = cnp.sort(lines)
        # How many are less, and how many are not greater.
        less = search_sorted("rankdata", ordered, lines, False, _INDEX)
        if method == "dense":
            last = ordered.ndim - 1
            before = cnp.roll(ordered, 1, axis=last)
            number = cnp.arange(ordered.shape[last])
            first = cnp.logical_or(_core.not_equal(ordered, before), _core.equal(number, 0))
            groups = cnp.cumsum(_core.convert(first, _INDEX), axis=last)
            ranks = cnp.take_along_axis(groups, less, axis=last, mode="clip")
        elif method == "min":
            ranks = _core.add(less, 1)
        else:
            most = search_sorted("rankdata", ordered, lines, True, _INDEX)
            ranks = most
            if method == "average":
                total = _core.convert(_core.add(_core.add(less, most), 1), dtype)
                ranks = _core.multiply(total, _core.full((), 0.5, dtype))
    ranks = _core.convert(ranks, dtype)
    if not dtypes.is_inexact(lines.dtype):
        return ranks
    unknown = cnp.any(_core.not_equal(lines, lines), axis=-1, keepdims=True)
    return _core.select(unknown, _core.full((), math.nan, dtype), ranks)


def rankdata(
    a: ArrayLike, method: str = "average", *, axis: int | None = None, nan_policy: str = "propagate"
) -> Array:
    """Ranks of the elements, from 1 for the least.

    Args:
        a: array.
        method: what equal elements get: the ``"average"``, least (``"min"``) or greatest (``"max"``) of
            their ranks, the number of different elements (``"dense"``), or ranks of their own
            (``"ordinal"``).
        axis: the axis; ``None`` ravels ``a``.
        nan_policy: must be ``"propagate"``: where there is a NaN, all ranks are NaN.
    Returns:
        Float array (as in JAX) of the shape of ``a``, or of rank 1.
    Raises:
        NotImplementedError: another ``nan_policy``.
        ValueError: ``method`` is unknown.

    >>> cv.scipy.stats.rankdata(cnp.array([10, 30, 20, 30])).tolist()
    [1.0, 3.5, 2.0, 3.5]
    """
    _check_policy("rankdata", nan_policy)
    if method not in _METHODS:
        raise error(ValueError, f"rankdata: unknown method {method!r}; expected {', '.join(_METHODS)}")
    x = as_array(a, "rankdata")
    dtype = dtypes.python_scalar_dtype(float)
    if axis is None:
        return _ranks(cnp.ravel(x), method, dtype)
    along = as_axis(axis, x.ndim, "rankdata")
    return cnp.moveaxis(_ranks(cnp.moveaxis(x, along, -1), method, dtype), -1, along)


class ModeResult(NamedTuple):
    """What :func:`mode` returns."""

    mode: Array
    count: Array


@compiled()
def _modes(lines: Array) -> tuple[Array, Array]:
    """The most frequent elements along the last axis, the least of several, and how often they are there."""
    ordered = cnp.sort(lines)
    counts = _core.subtract(
        search_sorted("mode", ordered, ordered, True, _INDEX),
        search_sorted("mode", ordered, ordered, False, _INDEX),
    )
    place = cnp.argmax(counts, axis=-1, keepdims=True)
    values = cnp.take_along_axis(ordered, place, axis=-1, mode="clip")
    return values[..., 0], _core.convert(cnp.max(counts, axis=-1), dtypes.python_scalar_dtype(int))


def mode(
    a: ArrayLike, axis: int | None = 0, nan_policy: str = "propagate", keepdims: bool = False
) -> ModeResult:
    """The most frequent element along an axis, the least of several.

    Args:
        a: array.
        axis: the axis; ``None`` ravels ``a``.
        nan_policy: must be ``"propagate"``: NaN counts as an element.
        keepdims: whether the axis stays, with size 1.
    Returns:
        A named tuple ``mode, count``.
    Raises:
        NotImplementedError: another ``nan_policy``.
        ValueError: the axis is out of bounds.

    >>> result = cv.scipy.stats.mode(cnp.array([2, 4, 1, 4]))
    >>> int(result.mode), int(result.count)
    (4, 2)
    """
    _check_policy("mode", nan_policy)
    x = cnp.atleast_1d(as_array(a, "mode"))
    along = None if axis is None else as_axis(axis, x.ndim, "mode")
    lines = cnp.ravel(x) if along is None else cnp.moveaxis(x, along, -1)
    if lines.shape[-1] == 0:
        dtype = dtypes.python_scalar_dtype(float)
        values: Any = _core.full(lines.shape[:-1], math.nan, dtype)
        counts: Any = _core.full(lines.shape[:-1], 0, dtype)
    else:
        values, counts = _modes(lines)
    if keepdims:
        shape = [1 if along in (None, i) else n for i, n in enumerate(x.shape)]
        values, counts = cnp.reshape(values, shape), cnp.reshape(counts, shape)
    return ModeResult(values, counts)
