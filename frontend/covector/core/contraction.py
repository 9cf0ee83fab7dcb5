"""Sums of products of two operands, which numpy and lax share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import ops
from covector.errors import error
from covector.typing import Array


def contract(
    public: str,
    x: Array,
    y: Array,
    contracting: tuple[Sequence[int], Sequence[int]],
    batch: tuple[Sequence[int], Sequence[int]] = ((), ()),
    element_type: Any = None,
) -> Array:
    """``dot_general`` on operands of one dtype; booleans give a boolean."""
    sizes = tuple(tuple(a.shape[i] for i in axes) for a, axes in zip((x, y), contracting))
    if sizes[0] != sizes[1]:
        raise error(
            TypeError,
            f"{public}: dot_general requires contracting dimensions to have the same shape, got "
            f"{sizes[0]} and {sizes[1]} in arrays of shapes {x.shape} and {y.shape}",
        )
    weak = x.weak_type and y.weak_type and element_type is None
    if x.dtype.kind == "b":
        wide = np.dtype("int32")
        x, y = _core.convert(x, wide), _core.convert(y, wide)
        return _core.not_equal(ops.dot_general(x, y, contracting, batch, public=public), 0)
    target = None if element_type is None else dtypes.requested(element_type, public)
    if target is not None and target.kind == "c" and x.dtype.kind != "c":
        x, y = _core.convert(x, target), _core.convert(y, target)
    return ops.dot_general(x, y, contracting, batch, target, public, weak)
