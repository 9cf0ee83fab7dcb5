"""Values between the elements of arrays: ``covector.scipy.ndimage``."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from covector import _core
from covector.core.operands import as_array
from covector.errors import error
from covector.typing import Array, ArrayLike

__all__ = ["map_coordinates"]


def _mirrored(index: Array, size: int) -> Array:
    """0, 1, ..., size - 1, size - 2, ..., 1, 0, 1, ..."""
    last = size - 1
    return abs((index + last) % (2 * last) - last) if last else index * 0


def _reflected(index: Array, size: int) -> Array:
    """0, 1, ..., size - 1, size - 1, ..., 1, 0, 0, 1, ..."""
    folded = index % (2 * size)
    return _core.minimum(folded, 2 * size - 1 - folded)


_FOLDS: dict[str, Callable[[Array, int], Array]] = {
    "constant": lambda index, size: index.clip(0, size - 1),
    "nearest": lambda index, size: index.clip(0, size - 1),
    "wrap": lambda index, size: index % size,
    "mirror": _mirrored,
    "reflect": _reflected,
}


def _rounded(x: Array) -> Array:
    return _core.emit("round_away", (x,), public="map_coordinates") if x.dtype.kind not in "iub" else x


def _neighbours(coordinate: Array, order: int) -> list[tuple[Array, Any]]:
    """Positions of elements, and their weights."""
    whole = np.dtype("int32")
    if order == 0:
        return [(_core.convert(_rounded(coordinate), whole), None)]
    if coordinate.dtype.kind in "iub":
        return [(_core.convert(coordinate, whole), None)]
    lower = _core.emit("floor", (coordinate,), public="map_coordinates")
    upper_weight = coordinate - lower
    index = _core.convert(lower, whole)
    return [(index, 1 - upper_weight), (index + 1, upper_weight)]


def map_coordinates(
    input: ArrayLike,
    coordinates: Sequence[ArrayLike],
    order: int,
    mode: str = "constant",
    cval: ArrayLike = 0.0,
) -> Array:
    """The array at positions that need not be whole.

    Outside of the array it goes on as ``mode`` says: ``'constant'`` is SciPy's ``'grid-constant'``,
    and ``'wrap'`` its ``'grid-wrap'``, as in JAX.

    Args:
        input: array of ``n`` axes.
        coordinates: ``n`` arrays of positions along the axes, of shapes that broadcast.
        order: 0 for the nearest element, 1 for linear interpolation.
        mode: ``'constant'``, ``'nearest'``, ``'wrap'``, ``'mirror'`` or ``'reflect'``.
        cval: what lies outside for ``'constant'``.
    Returns:
        Array of the dtype of ``input`` and the shape of the coordinates.
    Raises:
        ValueError: there are not as many coordinates as axes.
        NotImplementedError: another order or mode is asked for.

    >>> x = cnp.arange(12.0).reshape(3, 4)
    >>> at = [cnp.array([0.5, 1.5]), cnp.array([1.5, 2.5])]
    >>> cv.scipy.ndimage.map_coordinates(x, at, order=1)
    Array([3.5, 8.5], dtype=float32)
    """
    public = "map_coordinates"
    x = as_array(input, public)
    places = [as_array(np.asarray(c) if isinstance(c, (list, tuple)) else c, public) for c in coordinates]
    if len(places) != x.ndim:
        raise error(
            ValueError,
            f"{public}: expected one array of coordinates for each of the {x.ndim} axes, got {len(places)}",
        )
    if mode not in _FOLDS:
        raise error(
            NotImplementedError, f"{public}: expected one of {', '.join(_FOLDS)} for mode, got {mode!r}"
        )
    if order not in (0, 1):
        raise error(NotImplementedError, f"{public}: only orders 0 and 1 are implemented, got {order}")
    outside = _core.convert(as_array(cval, public), x.dtype)
    total = None
    for corner in itertools.product(*(_neighbours(place, order) for place in places)):
        indices = tuple(_FOLDS[mode](index, size) for (index, _), size in zip(corner, x.shape))
        part = x[indices] if indices else x
        if mode == "constant":
            inside = None
            for (index, _), size in zip(corner, x.shape):
                fits = (index >= 0) & (index < size)
                inside = fits if inside is None else inside & fits
            if inside is not None:
                part = _core.select(inside, part, outside)
        for _, weight in corner:
            part = part if weight is None else part * weight
        total = part if total is None else total + part
    if x.dtype.kind in "iu":
        total = _rounded(total)
    return _core.convert(total, x.dtype)
