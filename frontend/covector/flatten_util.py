"""Trees of arrays as one vector."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import ops, tree
from covector.core.operands import as_array
from covector.errors import error
from covector.typing import Array


def ravel_pytree(pytree: Any) -> tuple[Array, Callable[[Array], Any]]:
    """All elements of a tree of arrays as one vector, and the way back.

    Args:
        pytree: a tree of arrays and numbers.
    Returns:
        An array of rank 1 of the common dtype, and a function that makes such a tree of such a
        vector, with the dtypes of the first.
    Raises:
        TypeError: a leaf is not array-like; a vector has another shape or dtype.

    >>> vector, back = ravel_pytree({"a": cnp.ones(2), "b": 3.0})
    >>> vector
    Array([1., 1., 3.], dtype=float32)
    >>> float(back(2 * vector)["b"])
    6.0
    """
    leaves, structure = tree.flatten(pytree)
    arrays = [as_array(leaf, "ravel_pytree", i) for i, leaf in enumerate(leaves)]
    if not arrays:
        dtype = dtypes.canonical(np.float64)
        return _core.full((0,), 0, dtype), lambda vector: structure.unflatten([])
    dtype, _ = _core.promote(*arrays)
    parts = [ops.reshape(_core.convert(a, dtype), (a.size,)) for a in arrays]
    vector = ops.concatenate(parts, 0, "ravel_pytree")
    shapes = [(a.shape, a.dtype, a.size) for a in arrays]

    def unravel(flat: Array) -> Any:
        given = as_array(flat, "unravel")
        if given.shape != vector.shape:
            raise error(
                ValueError,
                f"unravel: expected an array of shape {vector.shape}, got {given.shape}",
            )
        if given.dtype != dtype and len({d for _, d, _ in shapes}) > 1:
            raise error(TypeError, f"unravel: expected dtype {dtype}, got {given.dtype}")
        result, start = [], 0
        for shape, own, size in shapes:
            part = ops.reshape(ops.slice_axis(given, start, start + size, 0), shape)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                result.append(part if given.dtype != dtype else _core.convert(part, own))
            start += size
        return structure.unflatten(result)

    return vector, unravel
