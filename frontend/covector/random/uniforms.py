"""Uniformly distributed bits, and floats made of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from covector import _core, dtypes
from covector import numpy as cnp
from covector.core.compiled import compiled
from covector.errors import error
from covector.random.keys import UINT, as_sizes, counters, float_dtype, single_key, threefry
from covector.typing import Array, ArrayLike, DTypeLike

_WIDER = {
    np.dtype("float16"): np.dtype("float32"),
    np.dtype("float32"): np.dtype("float64"),
}


def raw_bits(words: Array, width: int, shape: tuple[int, ...]) -> Array:
    """Random bits as unsigned integers of ``width`` bits."""
    first, second = threefry(words, *counters(shape))
    if width == 64:
        high = _core.left_shift(_core.convert(first, UINT[64]), 32)
        return _core.bitwise_or(high, _core.convert(second, UINT[64]))
    return _core.convert(_core.bitwise_xor(first, second), UINT[width])


_bits = compiled("width", "shape")(raw_bits)


def bits(key: ArrayLike, shape: int | Sequence[int] = (), dtype: DTypeLike | None = None) -> Array:
    """Uniformly distributed bits as unsigned integers.

    Args:
        key: a key.
        shape: shape of the result.
        dtype: unsigned integer dtype; ``None`` is uint32 (uint64 with x64 on).
    Returns:
        Array of ``dtype``.
    Raises:
        ValueError: ``dtype`` is not unsigned.

    >>> cv.random.bits(cv.random.PRNGKey(0), (2,))
    Array([4070199207, 4202968722], dtype=uint32)
    """
    target = dtypes.canonical(np.uint64 if dtype is None else dtype)
    if not dtypes.issubdtype(target, np.unsignedinteger):
        raise error(ValueError, f"bits: dtype argument must be an unsigned int dtype, got {target}")
    words = single_key(key, "bits")
    return _bits(words, target.itemsize * 8, as_sizes(shape, "bits"))


def unit_floats(words: Array, shape: tuple[int, ...], dtype: np.dtype) -> Array:
    """Floats in [0, 1): random mantissas under the exponent of 1, minus 1."""
    info = dtypes.finfo(dtype)
    width, mantissa = int(info.bits), int(info.nmant)
    random_width = 8 if mantissa < 8 else width
    random = _core.convert(raw_bits(words, random_width, shape), UINT[width])
    one = int(np.ones((), dtype).view(UINT[width]))
    shifted = _core.right_shift_logical(random, random_width - mantissa)
    pattern = _core.bitwise_or(shifted, _core.full((), one, UINT[width]))
    return _core.subtract(_core.emit("bitcast", (pattern,), element_type=dtype), 1.0)


def uniform_between(
    words: Array, shape: tuple[int, ...], dtype: np.dtype, minval: ArrayLike, maxval: ArrayLike
) -> Array:
    """Floats in ``[minval, maxval)``, as part of a compiled program."""
    low = _core.convert(cnp.asarray(minval), dtype)
    high = _core.convert(cnp.asarray(maxval), dtype)
    # The product is added before it is rounded, as the fused multiply-add of JAX's programs does.
    wide = _WIDER.get(dtype, dtype)
    floats, span, start = (
        _core.emit("convert", (_core.broadcast_to(x, shape),), element_type=wide)
        for x in (unit_floats(words, shape, dtype), cnp.subtract(high, low), low)
    )
    scaled = _core.emit("add", (_core.emit("mul", (floats, span)), start))
    return cnp.maximum(low, _core.emit("convert", (scaled,), element_type=dtype))


_uniform = compiled("shape", "dtype")(uniform_between)


def uniform(
    key: ArrayLike,
    shape: int | Sequence[int] = (),
    dtype: DTypeLike | None = None,
    minval: ArrayLike = 0.0,
    maxval: ArrayLike = 1.0,
) -> Array:
    """Floats uniformly distributed in ``[minval, maxval)``.

    Args:
        key: a key.
        shape: shape of the result.
        dtype: floating-point dtype; ``None`` is float32 (float64 with x64 on).
        minval: least value, broadcast to ``shape``.
        maxval: bound above, broadcast to ``shape``.
    Returns:
        Array of ``dtype``.
    Raises:
        ValueError: ``dtype`` is not floating point.

    >>> cv.random.uniform(cv.random.PRNGKey(0), (2,))
    Array([0.947667 , 0.9785799], dtype=float32)
    """
    target = float_dtype(dtype, "uniform")
    words = single_key(key, "uniform")
    return _uniform(words, as_sizes(shape, "uniform"), target, minval, maxval)
