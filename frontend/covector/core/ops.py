"""The shape, reduction, contraction and indexing operations of the dialect, one function each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from covector import _core
from covector.typing import Array

_emit = _core.emit


def reshape(x: Array, shape: Sequence[int], public: str = "reshape") -> Array:
    """The same elements in another shape."""
    shape = tuple(shape)
    if shape == x.shape:
        return x
    return _emit("reshape", (x,), shape=shape, weak_type=x.weak_type, public=public)


def squeeze(x: Array, axes: Sequence[int]) -> Array:
    """Without the axes ``axes``, which have size 1."""
    return reshape(x, [n for i, n in enumerate(x.shape) if i not in axes], "squeeze")


def expand_dims(x: Array, axes: Sequence[int]) -> Array:
    """With new axes of size 1 at the positions ``axes`` of the result."""
    sizes = iter(x.shape)
    total = x.ndim + len(axes)
    return reshape(x, [1 if i in axes else next(sizes) for i in range(total)], "expand_dims")


def transpose(x: Array, permutation: Sequence[int], public: str = "transpose") -> Array:
    """Axis ``i`` of the result is axis ``permutation[i]`` of ``x``."""
    permutation = tuple(permutation)
    if permutation == tuple(range(x.ndim)):
        return x
    return _emit("transpose", (x,), permutation=permutation, weak_type=x.weak_type, public=public)


def broadcast_in_dim(
    x: Array, shape: Sequence[int], dimensions: Sequence[int], public: str = "broadcast_in_dim"
) -> Array:
    """Axis ``i`` of ``x`` becomes axis ``dimensions[i]`` of an array of shape ``shape``."""
    shape, dimensions = tuple(shape), tuple(dimensions)
    if shape == x.shape and dimensions == tuple(range(x.ndim)):
        return x
    return _emit(
        "broadcast_in_dim",
        (x,),
        shape=shape,
        dimensions=dimensions,
        weak_type=x.weak_type,
        public=public,
    )


def slice_(
    x: Array,
    starts: Sequence[int],
    limits: Sequence[int],
    strides: Sequence[int] | None = None,
    public: str = "slice",
) -> Array:
    """Regularly spaced part."""
    return _emit(
        "slice",
        (x,),
        starts=tuple(starts),
        limits=tuple(limits),
        strides=(1,) * x.ndim if strides is None else tuple(strides),
        weak_type=x.weak_type,
        public=public,
    )


def slice_axis(x: Array, start: int, limit: int, axis: int, stride: int = 1) -> Array:
    """Regularly spaced part along one axis."""
    starts, limits, strides = [0] * x.ndim, list(x.shape), [1] * x.ndim
    starts[axis], limits[axis], strides[axis] = start, limit, stride
    return slice_(x, starts, limits, strides)


def reverse(x: Array, axes: Sequence[int]) -> Array:
    """Elements in reverse order along ``axes``."""
    return _emit("reverse", (x,), axes=tuple(axes), weak_type=x.weak_type) if axes else x


def concatenate(xs: Sequence[Array], axis: int, public: str = "concatenate") -> Array:
    """Arrays of one dtype one after the other."""
    if len(xs) == 1:
        return xs[0]
    weak = all(x.weak_type for x in xs)
    return _emit("concatenate", tuple(xs), axis=axis, weak_type=weak, public=public)


def pad(
    x: Array,
    value: Array,
    low: Sequence[int],
    high: Sequence[int],
    interior: Sequence[int] | None = None,
    public: str = "pad",
) -> Array:
    """With copies of ``value`` around, and between the elements."""
    return _emit(
        "pad",
        (x, value),
        low=tuple(low),
        high=tuple(high),
        interior=(0,) * x.ndim if interior is None else tuple(interior),
        weak_type=x.weak_type,
        public=public,
    )


def reduce(kind: str, x: Array, axes: Sequence[int], public: str | None = None) -> Array:
    """``reduce_<kind>`` along ``axes``; kinds are sum, prod, max, min, and, or, xor."""
    name = f"reduce_{kind}"
    return _emit(name, (x,), axes=tuple(axes), public=public or name)


def dot_general(
    x: Array,
    y: Array,
    contracting: tuple[Sequence[int], Sequence[int]],
    batch: tuple[Sequence[int], Sequence[int]] = ((), ()),
    element_type: Any = None,
    public: str = "dot_general",
    weak_type: bool = False,
) -> Array:
    """Sums of products along the contracted axes; the operands have one dtype."""
    return _emit(
        "dot_general",
        (x, y),
        lhs_batch=tuple(batch[0]),
        rhs_batch=tuple(batch[1]),
        lhs_contracting=tuple(contracting[0]),
        rhs_contracting=tuple(contracting[1]),
        element_type=x.dtype if element_type is None else np.dtype(element_type),
        weak_type=weak_type,
        public=public,
    )


def gather(
    x: Array,
    indices: Any,
    *,
    offset_axes: Sequence[int],
    collapsed_axes: Sequence[int],
    start_index_map: Sequence[int],
    slice_sizes: Sequence[int],
    operand_batch_axes: Sequence[int] = (),
    indices_batch_axes: Sequence[int] = (),
    mode: str = "clip",
    fill_value: Any = None,
    unique_indices: bool = False,
    wrap_negative: bool = False,
    public: str = "gather",
) -> Array:
    """Windows of ``x`` at computed positions."""
    return _emit(
        "gather",
        (x, indices),
        offset_axes=tuple(offset_axes),
        collapsed_axes=tuple(collapsed_axes),
        start_index_map=tuple(start_index_map),
        slice_sizes=tuple(slice_sizes),
        operand_batch_axes=tuple(operand_batch_axes),
        indices_batch_axes=tuple(indices_batch_axes),
        mode=mode,
        fill_value=fill_value,
        weak_type=x.weak_type,
        public=public,
        **_promises(unique_indices, wrap_negative),
    )


def _promises(unique_indices: bool, wrap_negative: bool) -> dict[str, bool]:
    given = {"unique_indices": unique_indices, "wrap_negative": wrap_negative}
    return {name: True for name, value in given.items() if value}


def scatter(
    x: Array,
    indices: Any,
    updates: Array,
    *,
    kind: str,
    window_axes: Sequence[int],
    inserted_axes: Sequence[int],
    start_index_map: Sequence[int],
    operand_batch_axes: Sequence[int] = (),
    indices_batch_axes: Sequence[int] = (),
    mode: str = "fill",
    unique_indices: bool = False,
    wrap_negative: bool = False,
    public: str = "scatter",
) -> Array:
    """``x`` with windows at computed positions changed; ``kind`` is set, add, mul, min or max."""
    return _emit(
        "scatter",
        (x, indices, updates),
        kind=kind,
        window_axes=tuple(window_axes),
        inserted_axes=tuple(inserted_axes),
        start_index_map=tuple(start_index_map),
        operand_batch_axes=tuple(operand_batch_axes),
        indices_batch_axes=tuple(indices_batch_axes),
        mode=mode,
        weak_type=x.weak_type,
        public=public,
        **_promises(unique_indices, wrap_negative),
    )


def zeros_like(x: Array) -> Array:
    """Zeros of the shape and dtype of ``x``."""
    return _core.full(x.shape, 0, x.dtype, x.weak_type)
