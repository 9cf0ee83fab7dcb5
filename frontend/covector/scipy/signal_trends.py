"""Removing trends from signals."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np

from covector import _core
from covector.core import ops
from covector.core.operands import as_array, as_axis, as_inexact
from covector.errors import error
from covector.numpy.shape import moveaxis
from covector.typing import Array, ArrayLike


def detrend(
    data: ArrayLike,
    axis: int = -1,
    type: str = "linear",
    bp: int | Sequence[int] = 0,
    overwrite_data: None = None,
) -> Array:
    """Without the mean, or the line of least squares, along an axis.

    Args:
        data: array of numbers.
        axis: the axis.
        type: ``'linear'`` or ``'constant'``.
        bp: positions at which another line begins.
        overwrite_data: ``None``.
    Returns:
        Array of floats or complex numbers.
    Raises:
        NotImplementedError: ``overwrite_data`` is given.
        ValueError: there is no such type, or positions are out of bounds.

    >>> cnp.round(cv.scipy.signal.detrend(cnp.array([1.0, 3.0, 5.0])), 4).tolist()
    [0.0, 0.0, 0.0]
    """
    if overwrite_data is not None:
        raise error(NotImplementedError, "detrend: arrays cannot be overwritten; leave out overwrite_data")
    if type not in ("linear", "constant"):
        raise error(ValueError, f"detrend: expected 'linear' or 'constant' for type, got {type!r}")
    x = as_inexact(as_array(data, "detrend"), "detrend")
    along = as_axis(axis, x.ndim, "detrend")
    size = x.shape[along]
    if type == "constant":
        breaks = [0, size]
    else:
        breaks = sorted({0, size, *(int(b) for b in np.atleast_1d(np.asarray(bp)))})
        if breaks[0] < 0 or breaks[-1] > size:
            raise error(ValueError, f"detrend: expected 0 <= bp <= {size}, the size of the axis, got {bp}")
    parts = [
        without_trend(ops.slice_axis(x, start, end, along), along, type)
        for start, end in itertools.pairwise(breaks)
    ]
    return ops.concatenate(parts, along) if parts else x


def without_trend(x: Array, axis: int, kind: str) -> Array:
    """Without its projection on constants, or on constants and lines, along an axis."""
    size = x.shape[axis]
    x = moveaxis(x, axis, -1)
    basis = [np.full(size, size**-0.5)]
    if kind == "linear" and size > 1:
        line = np.arange(size) - (size - 1) / 2
        basis.append(line / np.sqrt(np.sum(line * line)))
    last = x.ndim - 1
    for vector in basis:
        direction: Any = _core.as_array(vector.astype(np.zeros((), x.dtype).real.dtype))
        direction = _core.convert(direction, x.dtype)
        amount = ops.dot_general(x, direction, ((last,), (0,)), public="detrend")
        x = x - amount[..., None] * direction
    return moveaxis(x, -1, axis)
