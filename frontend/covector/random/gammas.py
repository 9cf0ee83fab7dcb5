"""The gamma distribution and those made of it."""

from __future__ import annotations

import math

import numpy as np

from covector import _core
from covector import numpy as cnp
from covector.core import ops
from covector.core.compiled import compiled
from covector.errors import error
from covector.random.continuous import normal
from covector.random.keys import float_dtype, single_key, split_words
from covector.random.parameters import Shape, number, parameter, sample_shape
from covector.typing import Array, ArrayLike, DTypeLike


@compiled("shape", "dtype", "log_space")
def _gamma(words: Array, a: ArrayLike, shape: tuple[int, ...], dtype: np.dtype, log_space: bool) -> Array:
    # Narrow types are drawn in float32.
    drawn = dtype if dtype.itemsize >= 4 else np.dtype("float32")
    alpha = _core.convert(parameter(a, dtype, shape), drawn)
    keys = split_words(words, (math.prod(shape),))
    k0, k1 = (ops.reshape(ops.slice_axis(keys, i, i + 1, 1), shape) for i in (0, 1))
    return _core.convert(_core.emit("random_gamma", (k0, k1, alpha), log_space=log_space), dtype)


def _gamma_of(
    function: str, key: ArrayLike, a: ArrayLike, shape: Shape, dtype: DTypeLike | None, log_space: bool
) -> Array:
    target = float_dtype(dtype, function)
    sizes = sample_shape(shape, function, np.shape(a))
    return _gamma(single_key(key, function), a, sizes, target, log_space)


def gamma(key: ArrayLike, a: ArrayLike, shape: Shape = None, dtype: DTypeLike | None = None) -> Array:
    """Floats of the gamma distribution with scale 1, differentiable by the shape parameter.

    Args:
        key: a key.
        a: shape parameter, positive.
        shape: shape of the result; ``None`` is that of ``a``.
        dtype: floating-point dtype; ``None`` is float32 (float64 with x64 on).
    Returns:
        Array of ``dtype``.
    Raises:
        ValueError: ``dtype`` is not floating point, or ``a`` cannot be broadcast to ``shape``.

    Source: G. Marsaglia, W. W. Tsang, "A simple method for generating gamma variables", 2000; the
    derivative keeps the cumulative distribution function where it is.

    >>> x = cv.random.gamma(cv.random.key(0), 3.0, (1000,))
    >>> bool(cnp.abs(x.mean() - 3) < 0.2)
    True
    """
    return _gamma_of("gamma", key, a, shape, dtype, False)


def loggamma(key: ArrayLike, a: ArrayLike, shape: Shape = None, dtype: DTypeLike | None = None) -> Array:
    """Logarithms of floats of the gamma distribution; accurate for small ``a``, where these underflow.

    Args:
        key: a key.
        a: shape parameter, positive.
        shape: shape of the result; ``None`` is that of ``a``.
        dtype: floating-point dtype; ``None`` is float32 (float64 with x64 on).
    Returns:
        Array of ``dtype``; its exponential is what :func:`gamma` gives, but for rounding.

    >>> x = cv.random.loggamma(cv.random.key(0), 1e-3, (4,))
    >>> bool(cnp.all(cnp.isfinite(x)))
    True
    """
    return _gamma_of("loggamma", key, a, shape, dtype, True)


@compiled("shape", "dtype")
def _beta(words: Array, a: ArrayLike, b: ArrayLike, shape: tuple[int, ...], dtype: np.dtype) -> Array:
    keys = split_words(words, (2,))
    first = _gamma(keys[0], a, shape, dtype, True)
    second = _gamma(keys[1], b, shape, dtype, True)
    # The quotient of the first and the sum, without overflow.
    greatest = _core.maximum(first, second)
    x = _core.exp(_core.subtract(first, greatest))
    y = _core.exp(_core.subtract(second, greatest))
    return _core.true_divide(x, _core.add(x, y))


def beta(
    key: ArrayLike, a: ArrayLike, b: ArrayLike, shape: Shape = None, dtype: DTypeLike | None = None
) -> Array:
    """Floats of the beta distribution.

    Args:
        key: a key.
        a: first parameter, positive.
        b: second parameter, positive, broadcast with ``a``.
        shape: shape of the result; ``None`` is that of the parameters.
        dtype: floating-point dtype; ``None`` is float32 (float64 with x64 on).
    Returns:
        Array of ``dtype``, between 0 and 1.
    Raises:
        ValueError: ``dtype`` is not floating point, or the parameters cannot be broadcast to ``shape``.

    >>> x = cv.random.beta(cv.random.key(0), 2.0, 2.0, (1000,))
    >>> bool(cnp.abs(x.mean() - 0.5) < 0.05)
    True
    """
    target = float_dtype(dtype, "beta")
    sizes = sample_shape(shape, "beta", np.shape(a), np.shape(b))
    return _beta(single_key(key, "beta"), a, b, sizes, target)


@compiled("shape", "dtype")
def _dirichlet(words: Array, alpha: ArrayLike, shape: tuple[int, ...], dtype: np.dtype) -> Array:
    logarithms = _gamma(words, alpha, shape, dtype, True)
    powers = cnp.exp(logarithms - cnp.max(logarithms, axis=-1, keepdims=True))
    return powers / cnp.sum(powers, axis=-1, keepdims=True)


def dirichlet(key: ArrayLike, alpha: ArrayLike, shape: Shape = None, dtype: DTypeLike | None = None) -> Array:
    """Points of the Dirichlet distribution: not negative, with sum 1.

    Args:
        key: a key.
        alpha: concentrations, positive, shape ``(..., n)``.
        shape: shape of the result without its last axis; ``None`` is that of ``alpha``.
        dtype: floating-point dtype; ``None`` is float32 (float64 with x64 on).
    Returns:
        Array of ``dtype``, of shape ``(*shape, n)``.
    Raises:
        ValueError: ``alpha`` has no axis, or cannot be broadcast.

    >>> float(cv.random.dirichlet(cv.random.key(0), cnp.ones(3)).sum().round(5))
    1.0
    """
    target = float_dtype(dtype, "dirichlet")
    sizes = np.shape(alpha)
    if not sizes:
        raise error(
            ValueError,
            "dirichlet requires alpha.ndim >= 1, got alpha.ndim == 0; give a concentration for each category",
        )
    whole = (*sample_shape(shape, "dirichlet", sizes[:-1]), sizes[-1])
    return _dirichlet(single_key(key, "dirichlet"), alpha, whole, target)


@compiled("shape", "dtype")
def _chisquare(words: Array, df: ArrayLike, shape: tuple[int, ...], dtype: np.dtype) -> Array:
    half = _core.true_divide(parameter(df, dtype), number(2, dtype))
    return _core.multiply(_core.exp(_gamma(words, half, shape, dtype, True)), number(2, dtype))


def chisquare(key: ArrayLike, df: ArrayLike, shape: Shape = None, dtype: DTypeLike | None = None) -> Array:
    """Floats of the chi-square distribution.

    Args:
        key: a key.
        df: degrees of freedom, positive.
        shape: shape of the result; ``None`` is that of ``df``.
        dtype: floating-point dtype; ``None`` is float32 (float64 with x64 on).
    Returns:
        Array of ``dtype``.

    >>> x = cv.random.chisquare(cv.random.key(0), 4.0, (1000,))
    >>> bool(cnp.abs(x.mean() - 4) < 0.4)
    True
    """
    target = float_dtype(dtype, "chisquare")
    sizes = sample_shape(shape, "chisquare", np.shape(df))
    return _chisquare(single_key(key, "chisquare"), df, sizes, target)


@compiled("shape", "dtype")
def _f(words: Array, dfnum: ArrayLike, dfden: ArrayLike, shape: tuple[int, ...], dtype: np.dtype) -> Array:
    keys = split_words(words, (2,))
    below = _core.true_divide(_chisquare(keys[0], dfden, shape, dtype), parameter(dfden, dtype, shape))
    above = _core.true_divide(_chisquare(keys[1], dfnum, shape, dtype), parameter(dfnum, dtype, shape))
    return _core.true_divide(above, below)


def f(
    key: ArrayLike, dfnum: ArrayLike, dfden: ArrayLike, shape: Shape = None, dtype: DTypeLike | None = None
) -> Array:
    """Floats of the F distribution.

    Args:
        key: a key.
        dfnum: degrees of freedom of the numerator, positive.
        dfden: those of the denominator.
        shape: shape of the result; ``None`` is that of the parameters.
        dtype: floating-point dtype; ``None`` is float32 (float64 with x64 on).
    Returns:
        Array of ``dtype``.

    >>> bool(cv.random.f(cv.random.key(0), 5.0, 7.0) > 0)
    True
    """
    target = float_dtype(dtype, "f")
    sizes = sample_shape(shape, "f", np.shape(dfnum), np.shape(dfden))
    return _f(single_key(key, "f"), dfnum, dfden, sizes, target)


@compiled("shape", "dtype")
def _t(words: Array, df: ArrayLike, shape: tuple[int, ...], dtype: np.dtype) -> Array:
    keys = split_words(words, (2,))
    n = normal(keys[0], shape, dtype)
    half = _core.true_divide(parameter(df, dtype), number(2, dtype))
    g = _gamma(keys[1], half, shape, dtype, False)
    return _core.multiply(n, _core.sqrt(_core.true_divide(_core.broadcast_to(half, shape), g)))


def t(key: ArrayLike, df: ArrayLike, shape: Shape = None, dtype: DTypeLike | None = None) -> Array:
    """Floats of Student's t distribution.

    Args:
        key: a key.
        df: degrees of freedom, positive.
        shape: shape of the result; ``None`` is that of ``df``.
        dtype: floating-point dtype; ``None`` is float32 (float64 with x64 on).
    Returns:
        Array of ``dtype``.

    >>> cv.random.t(cv.random.key(0), 3.0, (2, 2)).shape
    (2, 2)
    """
    target = float_dtype(dtype, "t")
    sizes = sample_shape(shape, "t", np.shape(df))
    return _t(single_key(key, "t"), df, sizes, target)
