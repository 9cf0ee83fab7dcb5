"""The bits of arrays read as elements of another width."""

from __future__ import annotations

import numpy as np

from covector import _core, dtypes
from covector.core.compiled import compiled
from covector.errors import error
from covector.typing import Array


def bitcast(x: Array, target: np.dtype, public: str) -> Array:
    """The bits read as ``target``; a narrower dtype adds a last axis, a wider one takes it away.

    The first of several elements has the least significant bits.

    Raises:
        TypeError: one of the dtypes is boolean or complex, and not the other's.
        ValueError: the last axis does not hold one element of the wider dtype.
    """
    source = x.dtype
    if source != target:
        kinds = dtypes.kind(source) + dtypes.kind(target)
        if "b" in kinds or "c" in kinds:
            raise error(
                TypeError,
                f"{public} does not support bool or complex values unless the dtypes match, got {source} "
                f"and {target}; use the method view",
            )
    old, new = dtypes.itemsize_bits(source), dtypes.itemsize_bits(target)
    if old == new:
        return _core.emit("bitcast", (x,), element_type=target, public=public) if source != target else x
    if old > new and old % new == 0:
        return _split(x, target)
    size = x.shape[-1] if x.ndim else 1
    if size * old != new:
        raise error(
            ValueError,
            f"{public}: expected a last axis of {new}/{old} elements for {target}, got shape {x.shape} of "
            f"{source}; reshape first",
        )
    return _join(x, target)


def _unsigned(bits: int) -> np.dtype:
    return dtypes.parse(f"uint{bits}")


def _same_width(x: Array, target: np.dtype) -> Array:
    return x if x.dtype == target else _core.emit("bitcast", (x,), element_type=target)


@compiled("target")
def _split(x: Array, target: np.dtype) -> Array:
    old, new = dtypes.itemsize_bits(x.dtype), dtypes.itemsize_bits(target)
    words, count = _same_width(x, _unsigned(old)), old // new
    shape = (*x.shape, count)
    words = _core.emit("broadcast_in_dim", (words,), shape=shape, dimensions=tuple(range(x.ndim)))
    places = _core.emit("iota", (), shape=shape, axis=x.ndim, element_type=words.dtype)
    parts = _core.right_shift_logical(words, _core.multiply(places, new))
    return _same_width(_core.convert(parts, _unsigned(new)), target)


@compiled("target")
def _join(x: Array, target: np.dtype) -> Array:
    old, new = dtypes.itemsize_bits(x.dtype), dtypes.itemsize_bits(target)
    words = _core.convert(_same_width(x, _unsigned(old)), _unsigned(new))
    axis = x.ndim - 1
    places = _core.emit("iota", (), shape=x.shape, axis=axis, element_type=words.dtype)
    words = _core.left_shift(words, _core.multiply(places, old))
    return _same_width(_core.emit("reduce_or", (words,), axes=(axis,)), target)


def view(x: Array, target: np.dtype) -> Array:
    """The bits read as ``target`` along the last axis, which has more or fewer elements then.

    Raises:
        ValueError: the last axis has no whole number of elements of ``target``.
    """
    if x.dtype == target:
        return x
    if dtypes.kind(x.dtype) == "b":
        return view(_core.convert(x, np.dtype("uint8")), target)
    if dtypes.kind(target) == "b":
        return _core.not_equal(view(x, np.dtype("uint8")), 0)
    if dtypes.kind(x.dtype) == "c":
        parts = [_core.emit(part, (x,)) for part in ("real", "imag")]
        return view(_interleaved(*parts), target)
    if dtypes.kind(target) == "c":
        parts = view(x, dtypes.to_real(target))
        if parts.ndim == 0 or parts.shape[-1] % 2:
            raise _not_whole(x, target)
        halves = [
            _core.emit(
                "slice",
                (parts,),
                starts=(0,) * (x.ndim - 1) + (start,),
                limits=parts.shape,
                strides=(1,) * (x.ndim - 1) + (2,),
            )
            for start in (0, 1)
        ]
        return _core.emit("complex", halves)
    old, new = dtypes.itemsize_bits(x.dtype), dtypes.itemsize_bits(target)
    if old == new:
        return bitcast(x, target, "view")
    if x.ndim == 0 or (old < new and (new % old or x.shape[-1] * old % new)):
        raise _not_whole(x, target)
    rows = x.shape[:-1]
    if old > new:
        return _reshape(bitcast(x, target, "view"), (*rows, x.shape[-1] * (old // new)))
    return bitcast(_reshape(x, (*rows, x.shape[-1] * old // new, new // old)), target, "view")


def _not_whole(x: Array, target: np.dtype) -> Exception:
    return error(
        ValueError,
        f"view: expected a last axis that holds whole elements of {target}, got shape {x.shape} of "
        f"{x.dtype}; reshape first",
    )


def _reshape(x: Array, shape: tuple[int, ...]) -> Array:
    return _core.emit("reshape", (x,), shape=shape)


def _interleaved(x: Array, y: Array) -> Array:
    shape = x.shape or (1,)
    parts = [_reshape(part, (*shape, 1)) for part in (x, y)]
    pairs = _core.emit("concatenate", parts, axis=len(shape))
    return _reshape(pairs, (*shape[:-1], 2 * shape[-1]))
