"""Values between samples: ``covector.scipy.interpolate``."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from covector import dtypes
from covector import numpy as cnp
from covector.core.compiled import compiled
from covector.errors import error
from covector.tree_util import register_pytree_node
from covector.typing import Array, ArrayLike

__all__ = ["RegularGridInterpolator"]
_METHODS = ("linear", "nearest")


def _coordinates(points: Any, dimensions: int) -> Array:
    """Points as an array whose last axis has the coordinates."""
    if isinstance(points, tuple) and len(points) == 1:
        points = points[0]
    if isinstance(points, tuple):
        return cnp.stack(cnp.broadcast_arrays(*points), axis=-1)
    array = cnp.asarray(points)
    return cnp.reshape(array, (-1, dimensions)) if array.ndim == 1 else array


@compiled("method")
def _between(grid: tuple[Array, ...], values: Array, fill: Array | None, points: Array, method: str) -> Array:
    """The values at points of shape ``(m, n)``."""
    cells, fractions = [], []
    outside = cnp.zeros(points.shape[:1], bool)
    for number, places in enumerate(grid):
        x = points[:, number]
        cell = cnp.clip(cnp.searchsorted(places, x) - 1, 0, places.size - 2)
        left, right = places[cell], places[cell + 1]
        cells.append(cell)
        fractions.append((x - left) / (right - left))
        outside = outside | (x < places[0]) | (x > places[-1])
    rest = (points.shape[0],) + (1,) * (values.ndim - len(grid))
    if method == "nearest":
        nearest = tuple(cnp.where(f <= 0.5, c, c + 1) for c, f in zip(cells, fractions, strict=True))
        result = values[nearest]
    else:
        result = cnp.zeros((), values.dtype)
        for corner in itertools.product((0, 1), repeat=len(grid)):
            weight = cnp.ones(points.shape[:1], values.dtype)
            for side, f in zip(corner, fractions, strict=True):
                weight = weight * (f if side else 1 - f)
            at = tuple(c + side for c, side in zip(cells, corner, strict=True))
            result = result + values[at] * cnp.reshape(weight, rest)
    return result if fill is None else cnp.where(cnp.reshape(outside, rest), fill, result)


class RegularGridInterpolator:
    """A function of several variables between its values on a grid.

    Args:
        points: the places along each axis, ascending, each of shape ``(n_i,)``.
        values: values on the grid, shape ``(n_1, ..., n_k, ...)``.
        method: ``"linear"`` or ``"nearest"``.
        bounds_error: must be false: compiled code does not raise.
        fill_value: the value outside of the grid; ``None`` goes on beyond it.
    Raises:
        ValueError: ``method`` is another one, or there are more places than axes.
        NotImplementedError: ``bounds_error`` is true.

    >>> f = cv.scipy.interpolate.RegularGridInterpolator((cnp.arange(3.0),), cnp.array([0.0, 1.0, 4.0]))
    >>> f(cnp.array([[1.5]]))
    Array([2.5], dtype=float32)
    """

    def __init__(
        self,
        points: Sequence[ArrayLike],
        values: ArrayLike,
        method: str = "linear",
        bounds_error: bool = False,
        fill_value: ArrayLike | None = math.nan,
    ) -> None:
        self.method = self._checked(method)
        if bounds_error:
            raise error(
                NotImplementedError,
                "RegularGridInterpolator: `bounds_error` takes no effect in compiled code; use fill_value",
            )
        self.bounds_error = bounds_error
        array = cnp.asarray(values)
        if len(points) > array.ndim:
            raise error(
                ValueError,
                f"RegularGridInterpolator: there are {len(points)} point arrays, but values has {array.ndim} "
                "dimensions; give one for each of the first axes",
            )
        self.values = array.astype(dtypes.to_inexact(array.dtype))
        self.fill_value = None if fill_value is None else cnp.asarray(fill_value)
        if self.fill_value is not None and not np.can_cast(
            self.fill_value.dtype, self.values.dtype, "same_kind"
        ):
            raise error(
                ValueError,
                "RegularGridInterpolator: fill_value must be either 'None' or of a type compatible with "
                f"values, got {self.fill_value.dtype} for {self.values.dtype}",
            )
        self.grid = tuple(cnp.asarray(places) for places in points)

    @staticmethod
    def _checked(method: str) -> str:
        if method not in _METHODS:
            raise error(
                ValueError,
                f"RegularGridInterpolator: method {method!r} is not defined; expected 'linear' or 'nearest'",
            )
        return method

    def __call__(self, xi: Any, method: str | None = None) -> Array:
        """The values at points: an array of shape ``(..., k)``, or a tuple of k arrays."""
        chosen = self._checked(self.method if method is None else method)
        points = _coordinates(xi, len(self.grid))
        if points.shape[-1] != len(self.grid):
            raise error(
                ValueError,
                f"RegularGridInterpolator: the requested sample points xi have dimension {points.shape[-1]}, "
                f"but this RegularGridInterpolator has dimension {len(self.grid)}",
            )
        flat = cnp.reshape(points, (-1, points.shape[-1]))
        result = _between(self.grid, self.values, self.fill_value, flat, chosen)
        return cnp.reshape(result, points.shape[:-1] + self.values.shape[len(self.grid) :])


def _flatten(interpolator: RegularGridInterpolator) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    arrays = (interpolator.grid, interpolator.values, interpolator.fill_value)
    return arrays, (interpolator.method, interpolator.bounds_error)


def _unflatten(static: tuple[Any, ...], arrays: tuple[Any, ...]) -> RegularGridInterpolator:
    result = object.__new__(RegularGridInterpolator)
    result.grid, result.values, result.fill_value = arrays
    result.method, result.bounds_error = static
    return result


register_pytree_node(RegularGridInterpolator, _flatten, _unflatten)
