"""Integers, booleans, choices and permutations."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from covector import _core, dtypes
from covector import numpy as cnp
from covector.core import ops
from covector.core.compiled import compiled
from covector.core.operands import as_axis, as_inexact, describe
from covector.errors import error
from covector.lax import top_k
from covector.random.continuous import gumbel
from covector.random.keys import UINT, as_sizes, single_key, split_words
from covector.random.uniforms import raw_bits, uniform
from covector.typing import Array, ArrayLike, DTypeLike


@compiled("shape", "dtype", "beyond")
def _randint(
    words: Array, low: Array, high: Array, shape: tuple[int, ...], dtype: np.dtype, beyond: bool
) -> Array:
    width = dtype.itemsize * 8
    unsigned = UINT[width]
    keys = split_words(words, (2,))
    higher, lower = raw_bits(keys[0], width, shape), raw_bits(keys[1], width, shape)
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
    sizes = as_sizes(shape, "randint")
    words = single_key(key, "randint")
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
    sizes = probability.shape if shape is None else as_sizes(shape, "bernoulli")
    return cnp.less(uniform(key, sizes, probability.dtype), probability)


@compiled("axis")
def _shuffled(words: Array, x: Array, axis: int) -> Array:
    """The vectors along ``axis`` in random order, each in another.

    Sorted by random 32-bit words, several times over, so that equal words do not show.
    """
    rounds = math.ceil(3 * math.log(max(1, x.size)) / math.log(2**32 - 1))
    for _ in range(rounds):
        keys = split_words(words, (2,))
        words = keys[0]
        order = raw_bits(keys[1], 32, x.shape)
        _, x = _core.emit("sort", (order, x), axis=axis, num_keys=1, public="permutation")
    return x


def _shuffled_numbers(words: Array, count: int) -> Array:
    return _shuffled(words, cnp.arange(count), 0)


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
    words = single_key(key, "permutation")
    array = cnp.asarray(x)
    if array.ndim == 0:
        if not dtypes.issubdtype(array.dtype, np.integer):
            raise error(TypeError, f"permutation: x must be an integer or at least 1-dimensional, got {x!r}")
        return _core.convert(_shuffled_numbers(words, int(array)), array.dtype)
    along = as_axis(axis, array.ndim, "permutation")
    if array.ndim == 1 or independent:
        return _shuffled(words, array, along)
    return cnp.take(array, _shuffled_numbers(words, array.shape[along]), axis=along)


def categorical(
    key: ArrayLike,
    logits: ArrayLike,
    axis: int = -1,
    shape: int | Sequence[int] | None = None,
    replace: bool = True,
    mode: str | None = None,
) -> Array:
    """Category numbers with probabilities ``softmax(logits, axis)``.

    Args:
        key: a key.
        logits: float array; unnormalised logarithms of the probabilities.
        axis: the axis of the categories.
        shape: shape of the result; ``None`` is that of ``logits`` without ``axis``, which must be
            its last axes.
        replace: whether a category can be chosen more than once for one element of the batch.
        mode: ``None`` or ``"low"``: how many bits the noise has.
    Returns:
        Array of int32.
    Raises:
        ValueError: ``shape`` does not end in that of the batch, or there are too few categories.

    >>> cv.random.categorical(cv.random.PRNGKey(0), cnp.zeros(4), shape=(3,)).shape
    (3,)
    """
    _check_mode(mode, "categorical")
    x = cnp.asarray(logits)
    axis = as_axis(axis, x.ndim, "categorical")
    batch = tuple(n for i, n in enumerate(x.shape) if i != axis)
    sizes = batch if shape is None else as_sizes(shape, "categorical")
    lead = sizes[: len(sizes) - len(batch)]
    if np.broadcast_shapes(sizes[len(lead) :], batch) != sizes[len(lead) :]:
        raise error(
            ValueError,
            f"categorical: expected a shape that ends in {batch}, got {sizes}",
        )
    if replace:
        full = list(sizes[len(lead) :])
        full.insert(axis, x.shape[axis])
        noise = gumbel(key, (*lead, *full), x.dtype)
        return cnp.argmax(cnp.add(noise, x), axis=len(lead) + axis)
    count = math.prod(lead)
    if count > x.shape[axis]:
        raise error(
            ValueError,
            f"categorical: cannot take {count} of {x.shape[axis]} categories without replacement",
        )
    noisy = cnp.moveaxis(cnp.add(x, gumbel(key, x.shape, x.dtype)), axis, -1)
    chosen = cnp.moveaxis(top_k(noisy, count)[1], -1, 0)
    return cnp.reshape(chosen, sizes)


def _check_mode(mode: str | None, public: str) -> None:
    if mode not in (None, "low"):
        raise error(NotImplementedError, f"{public}: expected mode None or 'low', got {mode!r}")


def choice(
    key: ArrayLike,
    a: int | ArrayLike,
    shape: int | Sequence[int] = (),
    replace: bool = True,
    p: ArrayLike | None = None,
    axis: int = 0,
    mode: str | None = None,
) -> Array:
    """Random elements of an array.

    Args:
        key: a key.
        a: array whose slices along ``axis`` are chosen from, or an integer ``n`` for ``arange(n)``.
        shape: shape of the choices.
        replace: whether an element can be chosen more than once.
        p: probability of each element, of rank 1; ``None``: all equal.
        axis: the axis of ``a`` to choose along.
        mode: ``None`` or ``"low"``: how many bits the noise has.
    Returns:
        Array of the dtype of ``a``, ``axis`` replaced by ``shape``.
    Raises:
        ValueError: more elements without replacement than there are, none to choose from, or ``p`` of
            another length.

    >>> cv.random.choice(cv.random.PRNGKey(0), 10, (3,)).shape
    (3,)
    """
    _check_mode(mode, "choice")
    array = cnp.asarray(a)
    if array.ndim == 0:
        array, axis = cnp.arange(int(array)), 0
    axis = as_axis(axis, array.ndim, "choice")
    sizes = as_sizes(shape, "choice")
    total, count = array.shape[axis], math.prod(sizes)
    if count == 0:
        return cnp.zeros(sizes, array.dtype)
    if total == 0:
        raise error(ValueError, "choice: a must not be empty unless no samples are taken")
    if not replace and count > total:
        raise error(
            ValueError,
            f"choice: cannot take a sample of {count} from {total} elements without replacement",
        )
    if p is not None:
        return cnp.take(array, _chosen_by(key, p, sizes, total, replace), axis=axis)
    if replace:
        return cnp.take(array, randint(key, sizes, 0, total), axis=axis)
    mixed = _shuffled_numbers(single_key(key, "choice"), total)
    if array.ndim == 1:  # the elements themselves are shuffled
        mixed = cnp.take(array, mixed)
        return cnp.reshape(ops.slice_axis(mixed, 0, count, 0), sizes)
    return cnp.take(array, ops.reshape(ops.slice_axis(mixed, 0, count, 0), sizes), axis=axis)


def _chosen_by(key: ArrayLike, p: ArrayLike, sizes: tuple[int, ...], total: int, replace: bool) -> Array:
    """Positions with the probabilities ``p``."""
    weights = as_inexact(p, "choice")
    if weights.shape != (total,):
        raise error(
            ValueError,
            f"choice: p must be None or a 1D vector with the same size as a.shape[axis], {total}; got "
            f"{describe(weights)}",
        )
    if not replace:
        # The greatest of the logarithms with Gumbel noise are such a sample.
        noisy = cnp.add(gumbel(key, (total,), weights.dtype), cnp.log(weights))
        return cnp.reshape(top_k(noisy, math.prod(sizes))[1], sizes)
    sums = cnp.cumsum(weights)
    drawn = cnp.multiply(sums[-1], cnp.subtract(1, uniform(key, sizes, sums.dtype)))
    return cnp.searchsorted(sums, drawn)
