"""Random numbers from explicit keys.

A key is two 32-bit words. Every function is a pure function of its key: the same key gives the same
numbers, bit for bit those of JAX 0.10 with its (default) partitionable Threefry generator. Use
:func:`split` to get independent keys.

Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as
1, 2, 3", SC 2011.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector import numpy as cnp
from covector.core import ops
from covector.core.compiled import compiled
from covector.core.erfinv import erf_inv_float32
from covector.core.keys import KeyArray, key_words, like_key
from covector.errors import error
from covector.typing import Array, ArrayLike, DTypeLike

_UINT = {8: np.dtype("uint8"), 16: np.dtype("uint16"), 32: np.dtype("uint32"), 64: np.dtype("uint64")}
_U32 = _UINT[32]
_WIDER = {
    np.dtype("float16"): np.dtype("float32"),
    np.dtype("float32"): np.dtype("float64"),
}


def _shape(shape: int | Sequence[int], function: str) -> tuple[int, ...]:
    """``shape`` as a tuple of sizes that are not negative."""
    sizes = (shape,) if isinstance(shape, (int, np.integer)) else tuple(shape)
    try:
        sizes = tuple(int(n.__index__()) for n in sizes)
    except (AttributeError, TypeError):
        raise error(TypeError, f"{function}: expected a shape of integers, got {shape!r}") from None
    if any(n < 0 for n in sizes):
        raise error(ValueError, f"{function}: expected sizes that are not negative, got {sizes}")
    return sizes


def _float_dtype(dtype: DTypeLike | None, function: str) -> np.dtype:
    """``dtype`` as a floating-point dtype; ``None`` is the default one."""
    result = dtypes.canonical(np.float64 if dtype is None else dtype)
    if not dtypes.issubdtype(result, np.floating):
        raise error(
            ValueError,
            f"{function}: dtype argument must be a float dtype, got {result}; "
            "use float32, or bits and randint for integers",
        )
    return result


# ---- keys


def _seed_words(seed: ArrayLike) -> Array:
    if isinstance(seed, (int, np.integer)) and not isinstance(seed, bool):
        bits = int(seed) & 0xFFFF_FFFF_FFFF_FFFF
        high = bits >> 32 if _core.x64_enabled() else 0
        return cnp.asarray(np.array([high, bits & 0xFFFF_FFFF], np.uint32))
    x = cnp.asarray(seed)
    if not dtypes.issubdtype(x.dtype, np.integer):
        raise error(TypeError, f"PRNGKey: seed must be an integer, got dtype {x.dtype}; cast it")
    if x.ndim:
        raise error(
            TypeError,
            f"PRNGKey accepts a scalar seed, got an array of shape {x.shape}; use vmap for several",
        )
    low = _core.convert(x, _U32)
    if x.dtype.itemsize == 8:
        wide = _core.convert(x, _UINT[64])
        high = _core.convert(_core.right_shift_logical(wide, 32), _U32)
    else:
        high = cnp.zeros((), _U32)
    return cnp.stack([high, low])


def PRNGKey(seed: ArrayLike, *, impl: str | None = None) -> Array:
    """A key made from an integer, as a uint32 array.

    Args:
        seed: integer; its low 32 bits count, or 64 with x64 on.
        impl: ``None`` or ``"threefry2x32"``.
    Returns:
        Array of uint32, shape ``(2,)``.
    Raises:
        TypeError: the seed is not an integer scalar.
        ValueError: another implementation is asked for.

    >>> cv.random.PRNGKey(42)
    Array([ 0, 42], dtype=uint32)
    """
    _check_impl(impl, "PRNGKey")
    return _seed_words(seed)


def key(seed: ArrayLike, *, impl: str | None = None) -> KeyArray:
    """A key made from an integer, as a typed key array of shape ``()``.

    Args:
        seed: integer; its low 32 bits count, or 64 with x64 on.
        impl: ``None`` or ``"threefry2x32"``.
    Returns:
        Key array. The words are those of :func:`PRNGKey`.
    Raises:
        TypeError: the seed is not an integer scalar.
        ValueError: another implementation is asked for.

    >>> cv.random.key(0).shape
    ()
    """
    _check_impl(impl, "key")
    return KeyArray(_seed_words(seed))


def _check_impl(impl: str | None, function: str) -> None:
    if impl not in (None, "threefry2x32", "fry"):
        raise error(
            ValueError,
            f"{function}: expected impl None or 'threefry2x32', got {impl!r}; "
            "Threefry is the generator that there is",
        )


def key_data(keys: ArrayLike) -> Array:
    """The words of keys as a uint32 array with one more axis, of size 2, at the end.

    >>> cv.random.key_data(cv.random.key(7))
    Array([0, 7], dtype=uint32)
    """
    return key_words(keys, "key_data")


def wrap_key_data(key_bits_array: ArrayLike, *, impl: str | None = None) -> KeyArray:
    """Typed keys with the given words: uint32, last axis of size 2.

    >>> cv.random.wrap_key_data(cnp.zeros((3, 2), 'uint32')).shape
    (3,)
    """
    _check_impl(impl, "wrap_key_data")
    return KeyArray(key_words(cnp.asarray(key_bits_array), "wrap_key_data"))


def key_impl(keys: ArrayLike) -> str:
    """The name of the generator of keys.

    >>> cv.random.key_impl(cv.random.key(0))
    'fry'
    """
    key_words(keys, "key_impl")
    return "fry"


def clone(key: Any) -> Any:
    """The same key, for code that marks reuse.

    >>> cv.random.key_data(cv.random.clone(cv.random.key(1)))
    Array([0, 1], dtype=uint32)
    """
    key_words(key, "clone")
    return key


def _scalar_words(key: ArrayLike, function: str) -> Array:
    words = key_words(key, function)
    if words.ndim != 1:
        raise error(
            ValueError,
            f"{function} accepts a single key, but was given a key array of shape "
            f"{words.shape[:-1]}; use vmap for several",
        )
    return words


def _counters(shape: tuple[int, ...]) -> tuple[Array, Array]:
    """The high and low words of every element's position in row-major order."""
    size = math.prod(shape)
    if size >= 2**32:
        raise error(ValueError, f"random: at most 2**32 - 1 numbers a call, got shape {shape}")
    low = ops.reshape(_core.emit("iota", (), shape=(size,), element_type=_U32, axis=0), shape)
    return _core.full(shape, 0, _U32), low


def _threefry(words: Array, high: Array, low: Array) -> tuple[Array, Array]:
    """Both words of the blocks with counters ``(high, low)`` under a key."""
    k0 = _core.broadcast_to(ops.reshape(ops.slice_axis(words, 0, 1, 0), ()), low.shape)
    k1 = _core.broadcast_to(ops.reshape(ops.slice_axis(words, 1, 2, 0), ()), low.shape)
    return _core.emit("threefry2x32", (k0, k1, high, low))


@compiled("shape")
def _split(words: Array, shape: tuple[int, ...]) -> Array:
    first, second = _threefry(words, *_counters(shape))
    return cnp.stack([first, second], axis=-1)


def split(key: Any, num: int | tuple[int, ...] = 2) -> Any:
    """New independent keys from one.

    Args:
        key: a key.
        num: how many, or the shape of the key array.
    Returns:
        Keys of the kind of ``key`` (typed or uint32), ``num`` of them along new leading axes.
    Raises:
        ValueError: ``key`` is more than one key.

    >>> cv.random.split(cv.random.PRNGKey(0))
    Array([[1797259609, 2579123966],
           [ 928981903, 3453687069]], dtype=uint32)
    """
    return like_key(key, _split(_scalar_words(key, "split"), _shape(num, "split")))


@compiled()
def _fold_in(words: Array, data: Array) -> Array:
    return cnp.stack(list(_threefry(words, cnp.zeros((), _U32), data)))


def fold_in(key: Any, data: ArrayLike) -> Any:
    """A new key from a key and an integer.

    Args:
        key: a key.
        data: integer scalar, taken modulo 2**32.
    Returns:
        A key of the kind of ``key``.
    Raises:
        TypeError: ``data`` is not an integer scalar.

    >>> cv.random.fold_in(cv.random.PRNGKey(0), 1)
    Array([ 928981903, 3453687069], dtype=uint32)
    """
    if isinstance(data, (int, np.integer)):
        number = cnp.asarray(np.uint32(int(data) & 0xFFFF_FFFF))
    else:
        number = cnp.asarray(data)
        if number.ndim or not dtypes.issubdtype(number.dtype, np.integer):
            raise error(
                TypeError,
                "fold_in accepts a scalar integer, got "
                f"{number.dtype}{list(number.shape)}; use vmap for several",
            )
        number = _core.convert(number, _U32)
    return like_key(key, _fold_in(_scalar_words(key, "fold_in"), number))


# ---- bits


def _raw_bits(words: Array, width: int, shape: tuple[int, ...]) -> Array:
    """Random bits as unsigned integers of ``width`` bits."""
    first, second = _threefry(words, *_counters(shape))
    if width == 64:
        high = _core.left_shift(_core.convert(first, _UINT[64]), 32)
        return _core.bitwise_or(high, _core.convert(second, _UINT[64]))
    return _core.convert(_core.bitwise_xor(first, second), _UINT[width])


_bits = compiled("width", "shape")(_raw_bits)


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
    words = _scalar_words(key, "bits")
    return _bits(words, target.itemsize * 8, _shape(shape, "bits"))


# ---- floats


def _unit(words: Array, shape: tuple[int, ...], dtype: np.dtype) -> Array:
    """Floats in [0, 1): random mantissas under the exponent of 1, minus 1."""
    info = dtypes.finfo(dtype)
    width, mantissa = int(info.bits), int(info.nmant)
    random_width = 8 if mantissa < 8 else width
    random = _core.convert(_raw_bits(words, random_width, shape), _UINT[width])
    one = int(np.ones((), dtype).view(_UINT[width]))
    shifted = _core.right_shift_logical(random, random_width - mantissa)
    pattern = _core.bitwise_or(shifted, _core.full((), one, _UINT[width]))
    return _core.subtract(_core.emit("bitcast", (pattern,), element_type=dtype), 1.0)


def _uniform_between(
    words: Array, shape: tuple[int, ...], dtype: np.dtype, minval: ArrayLike, maxval: ArrayLike
) -> Array:
    low = _core.convert(cnp.asarray(minval), dtype)
    high = _core.convert(cnp.asarray(maxval), dtype)
    # The product is added before it is rounded, as the fused multiply-add of JAX's programs does.
    wide = _WIDER.get(dtype, dtype)
    floats, span, start = (
        _core.emit("convert", (_core.broadcast_to(x, shape),), element_type=wide)
        for x in (_unit(words, shape, dtype), cnp.subtract(high, low), low)
    )
    scaled = _core.emit("add", (_core.emit("mul", (floats, span)), start))
    return cnp.maximum(low, _core.emit("convert", (scaled,), element_type=dtype))


_uniform = compiled("shape", "dtype")(_uniform_between)


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
    target = _float_dtype(dtype, "uniform")
    words = _scalar_words(key, "uniform")
    return _uniform(words, _shape(shape, "uniform"), target, minval, maxval)


def _normal_real(words: Array, shape: tuple[int, ...], dtype: np.dtype) -> Array:
    least = np.nextafter(np.array(-1, dtype), np.array(0, dtype), dtype=dtype)
    u = _uniform_between(words, shape, dtype, _core.as_array(least), 1.0)
    inverse = erf_inv_float32(u) if dtype == np.float32 else _core.erf_inv(u)
    return _core.multiply(inverse, _core.full((), math.sqrt(2), dtype))


@compiled("shape", "dtype")
def _normal(words: Array, shape: tuple[int, ...], dtype: np.dtype) -> Array:
    if dtype.kind != "c":
        return _normal_real(words, shape, dtype)
    part = np.dtype("float32" if dtype.itemsize == 8 else "float64")
    keys = _split(words, (2,))
    re = _normal_real(keys[0], shape, part)
    im = _normal_real(keys[1], shape, part)
    # Each part times the rounded reciprocal: what JAX's division by sqrt(2) computes.
    scale = np.array(1, part) / np.array(math.sqrt(2), part)
    return _core.complex(_core.multiply(re, scale), _core.multiply(im, scale))


def normal(key: ArrayLike, shape: int | Sequence[int] = (), dtype: DTypeLike | None = None) -> Array:
    """Floats of the standard normal distribution.

    Args:
        key: a key.
        shape: shape of the result.
        dtype: floating-point or complex dtype; ``None`` is float32 (float64 with x64 on).
    Returns:
        Array of ``dtype``: the inverse error function of uniform numbers. Real and imaginary
        part of complex numbers have variance 1/2.
    Raises:
        ValueError: ``dtype`` is neither floating point nor complex.

    >>> cv.random.normal(cv.random.PRNGKey(0), (2,))
    Array([1.6226422, 2.0252647], dtype=float32)
    """
    target = dtypes.canonical(np.float64 if dtype is None else dtype)
    if not dtypes.issubdtype(target, np.inexact):
        raise error(
            ValueError,
            f"normal: dtype argument must be a float or complex dtype, got {target}; use float32",
        )
    return _normal(_scalar_words(key, "normal"), _shape(shape, "normal"), target)


@compiled("shape", "dtype")
def _truncated_normal(
    words: Array, lower: Array, upper: Array, shape: tuple[int, ...], dtype: np.dtype
) -> Array:
    sqrt2 = _core.full((), math.sqrt(2), dtype)
    low, high = _core.convert(lower, dtype), _core.convert(upper, dtype)
    a = _core.erf(_core.true_divide(low, sqrt2))
    b = _core.erf(_core.true_divide(high, sqrt2))
    result = _core.multiply(sqrt2, _core.erf_inv(_uniform_between(words, shape, dtype, a, b)))
    # Rounding must not leave the open interval.
    inside_low = _core.nextafter(low, _core.full((), math.inf, dtype))
    inside_high = _core.nextafter(high, _core.full((), -math.inf, dtype))
    return cnp.clip(result, inside_low, inside_high)


def truncated_normal(
    key: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    shape: int | Sequence[int] | None = None,
    dtype: DTypeLike | None = None,
) -> Array:
    """Floats of the standard normal distribution restricted to ``(lower, upper)``.

    Args:
        key: a key.
        lower: lower bounds.
        upper: upper bounds, broadcast with ``lower``.
        shape: shape of the result; ``None`` is that of the bounds.
        dtype: floating-point dtype; ``None`` is float32 (float64 with x64 on).
    Returns:
        Array of ``dtype``.
    Raises:
        ValueError: ``dtype`` is not floating point.

    >>> x = cv.random.truncated_normal(cv.random.PRNGKey(0), -1.0, 1.0, (100,))
    >>> bool(cnp.all(cnp.abs(x) < 1))
    True
    """
    target = _float_dtype(dtype, "truncated_normal")
    low, high = cnp.asarray(lower), cnp.asarray(upper)
    if shape is None:
        shape = np.broadcast_shapes(low.shape, high.shape)
    words = _scalar_words(key, "truncated_normal")
    return _truncated_normal(words, low, high, _shape(shape, "truncated_normal"), target)


@compiled("shape", "dtype")
def _exponential(words: Array, shape: tuple[int, ...], dtype: np.dtype) -> Array:
    return _core.negative(_core.log1p(_core.negative(_unit(words, shape, dtype))))


def exponential(key: ArrayLike, shape: int | Sequence[int] = (), dtype: DTypeLike | None = None) -> Array:
    """Floats of the exponential distribution with mean 1.

    >>> bool(cv.random.exponential(cv.random.PRNGKey(0)) >= 0)
    True
    """
    target = _float_dtype(dtype, "exponential")
    return _exponential(_scalar_words(key, "exponential"), _shape(shape, "exponential"), target)


def _gumbel_values(words: Array, shape: tuple[int, ...], dtype: np.dtype) -> Array:
    tiny = _core.as_array(np.array(dtypes.finfo(dtype).tiny, dtype))
    u = _uniform_between(words, shape, dtype, tiny, 1.0)
    return _core.negative(_core.log(_core.negative(_core.log(u))))


_gumbel = compiled("shape", "dtype")(_gumbel_values)


def gumbel(key: ArrayLike, shape: int | Sequence[int] = (), dtype: DTypeLike | None = None) -> Array:
    """Floats of the standard Gumbel distribution.

    >>> cv.random.gumbel(cv.random.PRNGKey(0), (2,)).shape
    (2,)
    """
    target = _float_dtype(dtype, "gumbel")
    return _gumbel(_scalar_words(key, "gumbel"), _shape(shape, "gumbel"), target)


# ---- integers and choices


@compiled("shape", "dtype", "beyond")
def _randint(
    words: Array, low: Array, high: Array, shape: tuple[int, ...], dtype: np.dtype, beyond: bool
) -> Array:
    width = dtype.itemsize * 8
    unsigned = _UINT[width]
    keys = _split(words, (2,))
    higher, lower = _raw_bits(keys[0], width, shape), _raw_bits(keys[1], width, shape)
    low, high = _core.broadcast_to(low, shape), _core.broadcast_to(high, shape)
    span = _core.convert(_core.subtract(high, low), unsigned)
    # An empty range gives its lower end.
    span = _core.select(_core.less_equal(high, low), _core.full((), 1, unsigned), span)
    if beyond:  # the bound above is one more than the greatest number of the dtype
        more = _core.add(span, _core.full((), 1, unsigned))
        span = _core.select(_core.greater(high, low), more, span)
    # (higher * 2**width + lower) mod span, in words of `width` bits.
    multiplier = _core.rem(_core.full((), 2 ** (width // 2), unsigned), span)
    multiplier = _core.rem(_core.multiply(multiplier, multiplier), span)
    offset = _core.add(_core.multiply(_core.rem(higher, span), multiplier), _core.rem(lower, span))
    return _core.add(low, _core.convert(_core.rem(offset, span), dtype))


def randint(
    key: ArrayLike,
    shape: int | Sequence[int],
    minval: ArrayLike,
    maxval: ArrayLike,
    dtype: DTypeLike | None = None,
) -> Array:
    """Integers uniformly distributed in ``[minval, maxval)``.

    Args:
        key: a key.
        shape: shape of the result.
        minval: least value, broadcast to ``shape``.
        maxval: bound above, broadcast to ``shape``.
        dtype: integer dtype; ``None`` is int32 (int64 with x64 on).
    Returns:
        Array of ``dtype``; ``minval`` where the range is empty.
    Raises:
        TypeError: ``dtype`` or a bound is not an integer.

    >>> cv.random.randint(cv.random.PRNGKey(0), (4,), 0, 10)
    Array([9, 0, 2, 3], dtype=int32)
    """
    target = dtypes.canonical(np.int64 if dtype is None else dtype)
    if not dtypes.issubdtype(target, np.integer):
        raise error(TypeError, f"randint: only integer dtypes are accepted, got {target}; use uniform")
    # Narrow integers are drawn in 32 bits, which makes the bias of the remainder small.
    narrow = target.itemsize < 4
    wide = np.dtype("int32") if narrow else target
    least, greatest = int(dtypes.iinfo(target).min), int(dtypes.iinfo(target).max)
    beyond = False
    bounds = []
    for name, bound in (("minval", minval), ("maxval", maxval)):
        top = greatest + (narrow and name == "maxval")
        if isinstance(bound, (int, np.integer)) and not isinstance(bound, bool):
            if name == "maxval" and not narrow:
                beyond = int(bound) > greatest
            bounds.append(_core.full((), min(max(int(bound), least), top), wide))
            continue
        array = cnp.asarray(bound)
        if not dtypes.issubdtype(array.dtype, np.integer):
            raise error(
                TypeError,
                f"randint: {name} must be an integer, got {array.dtype}; cast it with astype",
            )
        bounds.append(_clipped(array, wide, least, top))
    sizes = _shape(shape, "randint")
    words = _scalar_words(key, "randint")
    return _core.convert(_randint(words, bounds[0], bounds[1], sizes, wide, beyond), target)


def _clipped(x: Array, dtype: np.dtype, least: int, greatest: int) -> Array:
    """Integers moved into a range, as ``dtype``."""
    source = dtypes.iinfo(x.dtype)
    low, high = max(int(source.min), least), min(int(source.max), greatest)
    inside = cnp.clip(x, _core.full((), low, x.dtype), _core.full((), high, x.dtype))
    return _core.convert(inside, dtype)


def bernoulli(key: ArrayLike, p: ArrayLike = 0.5, shape: int | Sequence[int] | None = None) -> Array:
    """Booleans that are true with probability ``p``.

    Args:
        key: a key.
        p: probabilities.
        shape: shape of the result; ``None`` is that of ``p``.
    Returns:
        Array of bool.
    Raises:
        TypeError: ``p`` is not floating point.

    >>> cv.random.bernoulli(cv.random.PRNGKey(0), 0.5, (3,)).dtype
    dtype('bool')
    """
    probability = cnp.asarray(p)
    if not dtypes.issubdtype(probability.dtype, np.floating):
        probability = cnp.asarray(float(p)) if isinstance(p, (int, float)) else probability
        if not dtypes.issubdtype(probability.dtype, np.floating):
            raise error(
                TypeError,
                f"bernoulli: probability `p` must have a floating-point dtype, got {probability.dtype}",
            )
    sizes = probability.shape if shape is None else _shape(shape, "bernoulli")
    return cnp.less(uniform(key, sizes, probability.dtype), probability)


@compiled("shape", "axis")
def _permuted_positions(words: Array, shape: tuple[int, ...], axis: int) -> Array:
    """Positions along ``axis`` in random order, another for every vector along it.

    Sorted by random 32-bit words, several times over, so that equal words do not show.
    """
    size = shape[axis]
    rounds = math.ceil(3 * math.log(max(1, math.prod(shape))) / math.log(2**32 - 1))
    int32 = np.dtype("int32")
    positions = _core.emit("iota", (), shape=(size,), element_type=int32, axis=0)
    mine, other = positions[:, None], positions[None, :]
    moved = (*shape[:axis], *shape[axis + 1 :], size)
    result = _core.broadcast_to(positions, moved)
    for _ in range(rounds):
        keys = _split(words, (2,))
        words = keys[0]
        order = cnp.moveaxis(_raw_bits(keys[1], 32, shape), axis, -1)
        here, there = order[..., :, None], order[..., None, :]
        # The place of an element in a stable sort: how many stand before it.
        tie = cnp.logical_and(cnp.equal(there, here), cnp.less(other, mine))
        before = cnp.logical_or(cnp.less(there, here), tie)
        place = ops.reduce("sum", _core.convert(before, int32), (order.ndim,))
        # Which element has each place: the only one of the row that is not 0.
        found = _core.select(cnp.equal(place[..., None, :], mine), other, 0)
        source = ops.reduce("sum", found, (order.ndim,))
        result = cnp.take_along_axis(result, source, axis=-1)
    return cnp.moveaxis(result, -1, axis)


def permutation(key: ArrayLike, x: int | ArrayLike, axis: int = 0, independent: bool = False) -> Array:
    """An array in random order along an axis, or the numbers below ``x`` in random order.

    Args:
        key: a key.
        x: array, or an integer ``n`` for ``arange(n)``.
        axis: the axis along which the slices are reordered.
        independent: whether each vector along ``axis`` gets an order of its own.
    Returns:
        Array of the shape and dtype of ``x``.
    Raises:
        TypeError: ``x`` is a scalar that is not an integer.

    >>> cv.random.permutation(cv.random.PRNGKey(0), 5)
    Array([0, 1, 4, 3, 2], dtype=int32)
    """
    words = _scalar_words(key, "permutation")
    array = cnp.asarray(x)
    if array.ndim == 0:
        if not dtypes.issubdtype(array.dtype, np.integer):
            raise error(TypeError, f"permutation: x must be an integer or at least 1-dimensional, got {x!r}")
        return _core.convert(_permuted_positions(words, (int(array),), 0), array.dtype)
    axis = axis + array.ndim if axis < 0 else axis
    if independent and array.ndim > 1:
        return cnp.take_along_axis(array, _permuted_positions(words, array.shape, axis), axis=axis)
    return cnp.take(array, _permuted_positions(words, (array.shape[axis],), 0), axis=axis)


def categorical(
    key: ArrayLike, logits: ArrayLike, axis: int = -1, shape: int | Sequence[int] | None = None
) -> Array:
    """Category numbers with probabilities ``softmax(logits, axis)``.

    Args:
        key: a key.
        logits: float array; unnormalised logarithms of the probabilities.
        axis: the axis of the categories.
        shape: shape of the result; ``None`` is that of ``logits`` without ``axis``, which must be
            its last axes.
    Returns:
        Array of int32.
    Raises:
        ValueError: ``shape`` does not end in that of the batch.

    >>> cv.random.categorical(cv.random.PRNGKey(0), cnp.zeros(4), shape=(3,)).shape
    (3,)
    """
    x = cnp.asarray(logits)
    axis = axis + x.ndim if axis < 0 else axis
    batch = tuple(n for i, n in enumerate(x.shape) if i != axis)
    sizes = batch if shape is None else _shape(shape, "categorical")
    lead = sizes[: len(sizes) - len(batch)]
    if np.broadcast_shapes(sizes[len(lead) :], batch) != sizes[len(lead) :]:
        raise error(
            ValueError,
            f"categorical: expected a shape that ends in {batch}, got {sizes}",
        )
    full = list(sizes[len(lead) :])
    full.insert(axis, x.shape[axis])
    noise = gumbel(key, (*lead, *full), x.dtype)
    return cnp.argmax(cnp.add(noise, x), axis=len(lead) + axis)


def choice(
    key: ArrayLike,
    a: int | ArrayLike,
    shape: int | Sequence[int] = (),
    replace: bool = True,
    p: ArrayLike | None = None,
    axis: int = 0,
) -> Array:
    """Random elements of an array.

    Args:
        key: a key.
        a: array whose slices along ``axis`` are chosen from, or an integer ``n`` for ``arange(n)``.
        shape: shape of the choices.
        replace: whether an element can be chosen more than once.
        p: not taken yet; :func:`categorical` draws with probabilities.
        axis: the axis of ``a`` to choose along.
    Returns:
        Array of the dtype of ``a``, ``axis`` replaced by ``shape``.
    Raises:
        ValueError: more elements without replacement than there are, or none to choose from.
        NotImplementedError: ``p`` is given.

    >>> cv.random.choice(cv.random.PRNGKey(0), 10, (3,)).shape
    (3,)
    """
    if p is not None:
        raise error(
            NotImplementedError,
            "choice: p is not supported yet; use categorical(key, log(p), shape=shape)",
        )
    array = cnp.asarray(a)
    if array.ndim == 0:
        array = cnp.arange(int(array))
        axis = 0
    axis = axis + array.ndim if axis < 0 else axis
    sizes = _shape(shape, "choice")
    total, count = array.shape[axis], math.prod(sizes)
    if total == 0 and count:
        raise error(ValueError, "choice: a must not be empty unless no samples are taken")
    if replace:
        return cnp.take(array, randint(key, sizes, 0, total), axis=axis)
    if count > total:
        raise error(
            ValueError,
            f"choice: cannot take a sample of {count} from {total} elements without replacement",
        )
    chosen = ops.slice_axis(_permuted_positions(_scalar_words(key, "choice"), (total,), 0), 0, count, 0)
    return cnp.take(array, ops.reshape(chosen, sizes), axis=axis)
