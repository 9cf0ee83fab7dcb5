"""Booleans as the bits of bytes."""

from __future__ import annotations

import numpy as np

from covector import _core
from covector.core import ops
from covector.core.operands import as_array, as_axis
from covector.errors import error
from covector.numpy.shape import moveaxis
from covector.typing import Array, ArrayLike

_BYTE = np.dtype(np.uint8)


def _shifts(bitorder: str, public: str) -> Array:
    """Where the bits of a byte stand, in their order along the axis."""
    if bitorder not in ("big", "little"):
        raise error(ValueError, f"{public}: expected bitorder 'big' or 'little', got {bitorder!r}")
    places = np.arange(8, dtype=np.uint8)
    return _core.as_array(places[::-1].copy() if bitorder == "big" else places)


def packbits(a: ArrayLike, axis: int | None = None, bitorder: str = "big") -> Array:
    """Booleans along an axis as bits, eight to a byte, filled up with 0.

    Args:
        a: boolean or integer array; numbers count as 1 where they are not 0.
        axis: the axis; ``None`` ravels ``a``.
        bitorder: ``"big"``: the first one is the highest bit; ``"little"``: the lowest.
    Returns:
        Array of uint8.
    Raises:
        TypeError: another dtype.
        ValueError: an unknown ``bitorder``.

    >>> cnp.packbits(cnp.array([1, 0, 1]))
    Array([160], dtype=uint8)
    """
    x = as_array(a, "packbits")
    if x.dtype.kind not in "biu":
        raise error(
            TypeError, f"packbits: expected an input array of integer or boolean data type, got {x.dtype}"
        )
    shifts = _shifts(bitorder, "packbits")
    bits = _core.convert(x if x.dtype.kind == "b" else _core.not_equal(x, 0), _BYTE)
    if axis is None:
        bits, axis = ops.reshape(bits, (bits.size,)), 0
    along = as_axis(axis, bits.ndim, "packbits")
    bits = moveaxis(bits, along, -1)
    missing = -bits.shape[-1] % 8
    if missing:
        high = [0] * (bits.ndim - 1) + [missing]
        bits = ops.pad(bits, _core.full((), 0, _BYTE), [0] * bits.ndim, high)
    bits = ops.reshape(bits, (*bits.shape[:-1], bits.shape[-1] // 8, 8))
    packed = ops.reduce("sum", _core.left_shift(bits, shifts), (bits.ndim - 1,))
    return moveaxis(_core.convert(packed, _BYTE), -1, along)


def unpackbits(
    a: ArrayLike, axis: int | None = None, count: int | None = None, bitorder: str = "big"
) -> Array:
    """The bits of bytes along an axis.

    Args:
        a: array of uint8.
        axis: the axis; ``None`` ravels ``a``.
        count: how many bits to return: fewer are cut off, more are 0; a negative number is left out at
            the end; ``None``: all.
        bitorder: ``"big"``: the highest bit is the first one; ``"little"``: the lowest.
    Returns:
        Array of uint8, of zeros and ones.
    Raises:
        TypeError: another dtype.
        ValueError: an unknown ``bitorder``.

    >>> cnp.unpackbits(cnp.array([160], dtype="uint8"))
    Array([1, 0, 1, 0, 0, 0, 0, 0], dtype=uint8)
    """
    x = as_array(a, "unpackbits")
    if x.dtype != _BYTE:
        raise error(
            TypeError, f"unpackbits: Expected an input array of unsigned byte data type, got {x.dtype}"
        )
    shifts = _shifts(bitorder, "unpackbits")
    if axis is None:
        x, axis = ops.reshape(x, (x.size,)), 0
    along = as_axis(axis, x.ndim, "unpackbits")
    x = moveaxis(x, along, -1)
    bits = _core.bitwise_and(_core.right_shift_logical(ops.expand_dims(x, (x.ndim,)), shifts), 1)
    bits = ops.reshape(bits, (*x.shape[:-1], x.shape[-1] * 8))
    if count is not None:
        size = bits.shape[-1]
        wanted = size + count if count < 0 else count
        if wanted > size:
            high = [0] * (bits.ndim - 1) + [wanted - size]
            bits = ops.pad(bits, _core.full((), 0, _BYTE), [0] * bits.ndim, high)
        else:
            bits = ops.slice_axis(bits, 0, wanted, bits.ndim - 1)
    return moveaxis(bits, -1, along)
