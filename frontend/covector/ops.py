"""Reductions of segments: ``import covector as cv; cv.ops.segment_sum(...)``."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core.index_modes import GatherScatterMode
from covector.core.indexing import write
from covector.core.operands import as_array, as_index
from covector.errors import ConcretizationTypeError, error
from covector.numpy import reduction
from covector.typing import Array, ArrayLike

_Segment = Callable[..., Array]


def _count(segment_ids: Array, num_segments: Any, public: str) -> int:
    """How many segments the result has."""
    if num_segments is None:
        try:
            values = np.asarray(segment_ids.concrete() if _core.is_tracer(segment_ids) else segment_ids)
        except ConcretizationTypeError:
            raise error(
                ConcretizationTypeError,
                f"{public}: the shape of the result depends on the values of the traced segment_ids "
                f"{segment_ids.dtype}{list(segment_ids.shape)}; give num_segments=",
            ) from None
        num_segments = int(values.max(initial=-1)) + 1
    count = as_index(num_segments, public, "num_segments")
    if count < 0:
        raise error(ValueError, f"{public}: num_segments must be non-negative, got {count}")
    return count


def _identity(kind: str, dtype: np.dtype) -> Any:
    """What changes nothing when combined."""
    if kind in ("add", "mul"):
        return 0 if kind == "add" else 1
    if dtype.kind == "b":
        return kind == "min"
    if dtypes.is_inexact(dtype):
        return math.inf if kind == "min" else -math.inf
    limits = dtypes.iinfo(dtype)
    return int(limits.max if kind == "min" else limits.min)


def _segment(kind: str, name: str, word: str, reducer: str, example: str) -> _Segment:
    def function(
        data: ArrayLike,
        segment_ids: ArrayLike,
        num_segments: int | None = None,
        indices_are_sorted: bool = False,
        unique_indices: bool = False,
        bucket_size: int | None = None,
        mode: str | GatherScatterMode | None = None,
        out_sharding: None = None,
    ) -> Array:
        x, ids = as_array(data, name), as_array(segment_ids, name, 1)
        if ids.dtype.kind not in "iu":
            raise error(TypeError, f"{name}: expected integer segment_ids, got {ids.dtype}")
        if x.shape[: ids.ndim] != ids.shape:
            raise error(
                ValueError,
                f"{name}: expected data whose leading axes are those of segment_ids {ids.shape}, "
                f"got shape {x.shape}",
            )
        count = _count(ids, num_segments, name)
        rest = x.shape[ids.ndim :]

        def combined(start: Array, index: Any) -> Array:
            return write(kind, start, index, x, mode, wrap_negative=False, unique=unique_indices)

        if bucket_size is None:
            return combined(_core.full((count, *rest), _identity(kind, x.dtype), x.dtype), (ids,))
        if ids.ndim != 1:
            raise error(ValueError, f"{name}: bucket_size needs segment_ids of rank 1, got shape {ids.shape}")
        buckets = -(-ids.shape[0] // bucket_size)
        start = _core.full((buckets, count, *rest), _identity(kind, x.dtype), x.dtype)
        own = (np.arange(ids.shape[0]) // bucket_size).astype(np.int32)
        return _core.convert(getattr(reduction, reducer)(combined(start, (own, ids)), axis=0), x.dtype)

    function.__name__ = function.__qualname__ = name
    call, result = example.split(" -> ")
    function.__doc__ = f"""{word} of the elements of each segment.

    Args:
        data: array, shape ``(n, ...)``.
        segment_ids: integer array, shape ``(n,)``: the segment that each element belongs to.
        num_segments: number of segments; ``None``: one more than the greatest of ``segment_ids``, which
            must not be traced then.
        indices_are_sorted: a promise that is not needed.
        unique_indices: promise that no segment is listed twice, of use to derivatives.
        bucket_size: where given, so many elements at a time are combined first, which is more accurate.
        mode: what happens to segments out of bounds: ``None``, ``"drop"``: they are left out;
            ``"clip"``: they belong to the nearest.
        out_sharding: must be ``None``.
    Returns:
        Array of ``data.dtype``, shape ``(num_segments, ...)``.
    Raises:
        ConcretizationTypeError: ``segment_ids`` is being traced and ``num_segments`` is not given.
        ValueError: the shapes do not fit.

    >>> {call}
    {result}
    """
    return function


segment_sum = _segment(
    "add",
    "segment_sum",
    "Sum",
    "sum",
    "cv.ops.segment_sum(cnp.arange(5), cnp.array([0, 0, 1, 1, 2])) -> Array([1, 5, 4], dtype=int32)",
)
segment_prod = _segment(
    "mul",
    "segment_prod",
    "Product",
    "prod",
    "cv.ops.segment_prod(cnp.arange(6), cnp.array([0, 0, 1, 1, 2, 2])) -> Array([ 0,  6, 20], dtype=int32)",
)
segment_max = _segment(
    "max",
    "segment_max",
    "Greatest",
    "max",
    "cv.ops.segment_max(cnp.arange(6), cnp.array([0, 0, 1, 1, 2, 2])) -> Array([1, 3, 5], dtype=int32)",
)
segment_min = _segment(
    "min",
    "segment_min",
    "Least",
    "min",
    "cv.ops.segment_min(cnp.arange(6), cnp.array([0, 0, 1, 1, 2, 2])) -> Array([0, 2, 4], dtype=int32)",
)

__all__ = ["segment_max", "segment_min", "segment_prod", "segment_sum"]
