"""Keys: making, splitting and folding; the cipher behind all random numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector import numpy as cnp
from covector.core import ops
from covector.core.compiled import compiled
from covector.core.keys import KeyArray, key_words, like_key
from covector.errors import error
from covector.typing import Array, ArrayLike, DTypeLike

UINT = {8: np.dtype("uint8"), 16: np.dtype("uint16"), 32: np.dtype("uint32"), 64: np.dtype("uint64")}
UINT32 = UINT[32]


def as_sizes(shape: int | Sequence[int], function: str) -> tuple[int, ...]:
    """``shape`` as a tuple of sizes that are not negative."""
    sizes = (shape,) if isinstance(shape, (int, np.integer)) else tuple(shape)
    try:
        sizes = tuple(int(n.__index__()) for n in sizes)
    except (AttributeError, TypeError):
        raise error(TypeError, f"{function}: expected a shape of integers, got {shape!r}") from None
    if any(n < 0 for n in sizes):
        raise error(ValueError, f"{function}: expected sizes that are not negative, got {sizes}")
    return sizes


def float_dtype(dtype: DTypeLike | None, function: str) -> np.dtype:
    """``dtype`` as a floating-point dtype; ``None`` is the default one."""
    result = dtypes.canonical(np.float64 if dtype is None else dtype)
    if not dtypes.issubdtype(result, np.floating):
        raise error(
            ValueError,
            f"{function}: dtype argument must be a float dtype, got {result}; "
            "use float32, or bits and randint for integers",
        )
    return result


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
    low = _core.convert(x, UINT32)
    if x.dtype.itemsize == 8:
        wide = _core.convert(x, UINT[64])
        high = _core.convert(_core.right_shift_logical(wide, 32), UINT32)
    else:
        high = cnp.zeros((), UINT32)
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


def single_key(key: ArrayLike, function: str) -> Array:
    """The words of one key; raises for several."""
    words = key_words(key, function)
    if words.ndim != 1:
        raise error(
            ValueError,
            f"{function} accepts a single key, but was given a key array of shape "
            f"{words.shape[:-1]}; use vmap for several",
        )
    return words


def counters(shape: tuple[int, ...]) -> tuple[Array, Array]:
    """The high and low words of every element's position in row-major order."""
    size = math.prod(shape)
    if size >= 2**32:
        raise error(ValueError, f"random: at most 2**32 - 1 numbers a call, got shape {shape}")
    low = ops.reshape(_core.emit("iota", (), shape=(size,), element_type=UINT32, axis=0), shape)
    return _core.full(shape, 0, UINT32), low


def threefry(words: Array, high: Array, low: Array) -> tuple[Array, Array]:
    """Both words of the blocks with counters ``(high, low)`` under a key."""
    k0 = _core.broadcast_to(ops.reshape(ops.slice_axis(words, 0, 1, 0), ()), low.shape)
    k1 = _core.broadcast_to(ops.reshape(ops.slice_axis(words, 1, 2, 0), ()), low.shape)
    return _core.emit("threefry2x32", (k0, k1, high, low))


@compiled("shape")
def split_words(words: Array, shape: tuple[int, ...]) -> Array:
    """The words of new keys, with the axes ``shape`` in front."""
    first, second = threefry(words, *counters(shape))
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
    return like_key(key, split_words(single_key(key, "split"), as_sizes(num, "split")))


@compiled()
def _fold_in(words: Array, data: Array) -> Array:
    return cnp.stack(list(threefry(words, cnp.zeros((), UINT32), data)))


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
        number = _core.convert(number, UINT32)
    return like_key(key, _fold_in(single_key(key, "fold_in"), number))
