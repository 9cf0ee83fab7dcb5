"""Counts of events: whole numbers of other distributions than the uniform one."""

from __future__ import annotations

import numpy as np

from covector import _core, dtypes
from covector import numpy as cnp
from covector.core.compiled import compiled
from covector.errors import error
from covector.random.continuous import log
from covector.random.discrete import bernoulli
from covector.random.keys import single_key, split_words
from covector.random.parameters import Shape, number, parameter, sample_shape
from covector.random.uniforms import uniform_between
from covector.typing import Array, ArrayLike, DTypeLike


def _int_dtype(dtype: DTypeLike | None, function: str) -> np.dtype:
    target = dtypes.canonical(np.int64 if dtype is None else dtype)
    if not dtypes.issubdtype(target, np.integer):
        raise error(ValueError, f"{function}: dtype argument must be an int dtype, got {target}; use int32")
    return target


def _inexact(*values: ArrayLike) -> list[Array]:
    """Arrays of the floating-point dtype that they have in common."""
    arrays = [cnp.asarray(value) for value in values]
    common = dtypes.result_type(*arrays)
    if not dtypes.issubdtype(common, np.floating):
        common = dtypes.canonical(np.float64)
    return [_core.convert(array, common) for array in arrays]


@compiled("shape", "dtype")
def _poisson(words: Array, lam: ArrayLike, shape: tuple[int, ...], dtype: np.dtype) -> Array:
    rate = parameter(lam, np.dtype("float32"), shape)
    return _core.emit("random_poisson", (words, rate), element_type=dtype)


def poisson(key: ArrayLike, lam: ArrayLike, shape: Shape = None, dtype: DTypeLike | None = None) -> Array:
    """Integers of the Poisson distribution.

    Args:
        key: a key.
        lam: mean, not negative.
        shape: shape of the result; ``None`` is that of ``lam``.
        dtype: integer dtype; ``None`` is int32 (int64 with x64 on).
    Returns:
        Array of ``dtype``; -1 where ``lam`` is negative or NaN.
    Raises:
        ValueError: ``dtype`` is not an integer dtype, or ``lam`` cannot be broadcast to ``shape``.

    Source: W. Hoermann, "The transformed rejection method for generating Poisson random variables",
    1993; below a mean of 10 by D. E. Knuth's products of uniform numbers.

    >>> x = cv.random.poisson(cv.random.key(0), 5.0, (1000,))
    >>> bool(cnp.abs(x.mean() - 5) < 0.3)
    True
    """
    target = _int_dtype(dtype, "poisson")
    sizes = sample_shape(shape, "poisson", np.shape(lam))
    return _poisson(single_key(key, "poisson"), lam, sizes, target)


def _binomial_counts(words: Array, count: Array, probability: Array, dtype: np.dtype) -> Array:
    drawn = probability.dtype if probability.dtype.itemsize >= 4 else np.dtype("float32")
    count, p = _core.convert(count, drawn), _core.convert(probability, drawn)
    nan = number(np.nan, drawn)
    below_half = p < 0.5
    q = cnp.where(below_half, p, 1.0 - p)
    is_bad = cnp.isnan(q) | (q < 0)
    no_count = cnp.isnan(count) | (count < 0)
    usable = cnp.where(is_bad, number(0.01, drawn), q)
    samples = _core.emit("random_binomial", (words, count, usable))
    samples = cnp.where(is_bad | no_count, nan, samples)
    samples = cnp.where(cnp.isinf(count) & ~(is_bad | no_count), number(np.inf, drawn), samples)
    as_drawn = below_half | no_count | cnp.isnan(q) | cnp.isinf(count)
    return _core.convert(cnp.where(as_drawn, samples, cnp.floor(count) - samples), dtype)


@compiled("shape", "dtype")
def _binomial(words: Array, n: Array, p: Array, shape: tuple[int, ...], dtype: np.dtype) -> Array:
    count, probability = (_core.broadcast_to(x, shape) for x in (_core.convert(n, p.dtype), p))
    return _binomial_counts(words, count, probability, dtype)


def _count_dtype(dtype: DTypeLike | None, function: str) -> np.dtype:
    target = dtypes.canonical(np.float64 if dtype is None else dtype)
    if not dtypes.issubdtype(target, np.floating):
        raise error(
            ValueError,
            f"{function}: dtype argument must be a float dtype, got {target}; cast the result to integers",
        )
    return target


def binomial(
    key: ArrayLike, n: ArrayLike, p: ArrayLike, shape: Shape = None, dtype: DTypeLike | None = None
) -> Array:
    """Numbers of successes in independent trials, as floats.

    Args:
        key: a key.
        n: number of trials, not negative.
        p: probability of success, broadcast with ``n``.
        shape: shape of the result; ``None`` is that of the parameters.
        dtype: floating-point dtype; ``None`` is float32 (float64 with x64 on).
    Returns:
        Array of ``dtype``; NaN where a parameter is out of its range.
    Raises:
        ValueError: ``dtype`` is not floating point, or the parameters cannot be broadcast to ``shape``.

    Source: W. Hoermann, "The generation of binomial random variates", 1993.

    >>> x = cv.random.binomial(cv.random.key(0), 10, 0.5, (1000,))
    >>> bool(cnp.abs(x.mean() - 5) < 0.3)
    True
    """
    target = _count_dtype(dtype, "binomial")
    (probability,) = _inexact(p)
    sizes = sample_shape(shape, "binomial", np.shape(n), np.shape(p))
    return _binomial(single_key(key, "binomial"), cnp.asarray(n), probability, sizes, target)


@compiled("shape", "dtype")
def _multinomial(words: Array, n: Array, p: Array, shape: tuple[int, ...], dtype: np.dtype) -> Array:
    *sizes, categories = shape
    rest = _core.broadcast_to(n, sizes)
    p = _core.broadcast_to(p, shape)
    # The probability of a category among those that are left.
    left = cnp.flip(cnp.cumsum(cnp.flip(p, -1), -1), -1)
    ratios = cnp.clip(p / cnp.where(left == 0, 1, left), 0, 1)
    keys = split_words(words, (categories,))
    counts = []
    for category in range(categories):
        count = _binomial_counts(keys[category], rest, ratios[..., category], rest.dtype)
        counts.append(count)
        rest = rest - count
    return _core.convert(cnp.stack(counts, -1) if counts else cnp.zeros(shape, p.dtype), dtype)


def multinomial(
    key: ArrayLike,
    n: ArrayLike,
    p: ArrayLike,
    *,
    shape: Shape = None,
    dtype: DTypeLike | None = None,
    unroll: int | bool = 1,
) -> Array:
    """How often each category comes up in independent trials, as floats.

    Args:
        key: a key.
        n: number of trials, of a shape that can be broadcast to that of ``p`` without its last axis.
        p: probabilities of the categories, along the last axis.
        shape: shape of the result, the last axis being the categories; ``None`` is that of ``p``.
        dtype: floating-point dtype; ``None`` is float32 (float64 with x64 on).
        unroll: accepted for the sake of JAX's programs; categories are always unrolled.
    Returns:
        Array of ``dtype`` whose sums along the last axis are ``n``.
    Raises:
        ValueError: ``p`` has no axis, or ``shape`` does not fit.

    >>> x = cv.random.multinomial(cv.random.key(0), 10, cnp.array([0.2, 0.3, 0.5]))
    >>> float(x.sum())
    10.0
    """
    del unroll
    target = _count_dtype(dtype, "multinomial")
    trials, probabilities = _inexact(n, p)
    if probabilities.ndim == 0:
        raise error(
            ValueError, "multinomial: expected p with an axis of categories, got a scalar; give an array"
        )
    sizes = sample_shape(shape, "multinomial", probabilities.shape, (*trials.shape, 1))
    return _multinomial(single_key(key, "multinomial"), trials, probabilities, sizes, target)


@compiled("shape", "dtype")
def _geometric(words: Array, p: Array, shape: tuple[int, ...], dtype: np.dtype) -> Array:
    u = uniform_between(words, shape, p.dtype, 0.0, 1.0)
    u = cnp.where(u == 0, 1, u)
    trials = cnp.floor(log(u) / cnp.log1p(-p)) + 1
    return _core.convert(trials, dtype)


def geometric(key: ArrayLike, p: ArrayLike, shape: Shape = None, dtype: DTypeLike | None = None) -> Array:
    """Numbers of independent trials until the first success, from 1.

    Args:
        key: a key.
        p: probability of success.
        shape: shape of the result; ``None`` is that of ``p``.
        dtype: integer dtype; ``None`` is int32 (int64 with x64 on).
    Returns:
        Array of ``dtype``.
    Raises:
        ValueError: ``dtype`` is not an integer dtype, or ``p`` cannot be broadcast to ``shape``.

    >>> bool(cnp.all(cv.random.geometric(cv.random.key(0), 0.5, (100,)) >= 1))
    True
    """
    target = _int_dtype(dtype, "geometric")
    (probability,) = _inexact(p)
    sizes = sample_shape(shape, "geometric", np.shape(p))
    return _geometric(single_key(key, "geometric"), probability, sizes, target)


def rademacher(key: ArrayLike, shape: Shape = (), dtype: DTypeLike | None = None) -> Array:
    """Numbers that are 1 or -1, each as often.

    Args:
        key: a key.
        shape: shape of the result.
        dtype: dtype; ``None`` is int32 (int64 with x64 on).
    Returns:
        Array of ``dtype``.

    >>> bool(cnp.all(cnp.abs(cv.random.rademacher(cv.random.key(0), (5,))) == 1))
    True
    """
    target = dtypes.canonical(np.int64 if dtype is None else dtype)
    sizes = sample_shape(shape, "rademacher")
    signs = _core.convert(bernoulli(single_key(key, "rademacher"), 0.5, sizes), target)
    return _core.convert(2 * signs - 1, target)
