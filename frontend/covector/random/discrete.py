"""Integers, booleans, choices and permutations."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from covector import _core, dtypes
from covector import numpy as cnp
from covector.core import ops
from covector.core.compiled import compiled
from covector.errors import error
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
        keys = split_words(words, (2,))
        words = keys[0]
        order = cnp.moveaxis(raw_bits(keys[1], 32, shape), axis, -1)
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
    words = single_key(key, "permutation")
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
    sizes = batch if shape is None else as_sizes(shape, "categorical")
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
    sizes = as_sizes(shape, "choice")
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
    chosen = ops.slice_axis(_permuted_positions(single_key(key, "choice"), (total,), 0), 0, count, 0)
    return cnp.take(array, ops.reshape(chosen, sizes), axis=axis)
