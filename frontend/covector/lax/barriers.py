"""Barriers that the optimiser does not look across."""

from __future__ import annotations

from typing import Any

from covector import _core
from covector.core import tree
from covector.core.operands import as_array


def optimization_barrier(operand: Any, /) -> Any:
    """The arrays of a tree as they are; nothing is moved, merged or folded across.

    Args:
        operand: a tree of arrays.
    Returns:
        The same tree. What depends on it is computed after all of its arrays.
    Raises:
        TypeError: a leaf is no array.

    >>> cv.lax.optimization_barrier((cnp.arange(2), 1.0))
    (Array([0, 1], dtype=int32), Array(1., dtype=float32, weak_type=True))
    """
    leaves, structure = tree.flatten(operand)
    arrays = [as_array(leaf, "optimization_barrier", i) for i, leaf in enumerate(leaves)]
    if not arrays:
        return operand
    return structure.unflatten(_core.optimization_barrier(arrays))
