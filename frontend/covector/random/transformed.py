"""Distributions that are functions of uniform, normal or exponential numbers."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from covector import _core, dtypes
from covector import numpy as cnp
from covector.core.compiled import compiled
from covector.random.continuous import exponential, log, log1p, normal
from covector.random.counts import rademacher
from covector.random.keys import float_dtype, single_key, split_words
from covector.random.parameters import Shape, number, parameter, sample_shape
from covector.random.uniforms import uniform_between, unit_floats
from covector.typing import Array, ArrayLike, DTypeLike


def _simple(function: str, draw: Callable, key: ArrayLike, shape: Shape, dtype: DTypeLike | None) -> Array:
    """A sample of a distribution without parameters."""
    target = float_dtype(dtype, function)
    return draw(single_key(key, function), sample_shape(shape, function), target)


def _with(
    function: str,
    draw: Callable,
    key: ArrayLike,
    shape: Shape,
    dtype: DTypeLike | None,
    *parameters: ArrayLike,
) -> Array:
    """A sample of a distribution with parameters."""
    target = float_dtype(dtype, function)
    sizes = sample_shape(shape, function, *map(np.shape, parameters))
    return draw(single_key(key, function), *map(cnp.asarray, parameters), sizes, target)


# ---- without parameters


@compiled("shape", "dtype")
def _cauchy(words: Array, shape: tuple[int, ...], dtype: np.dtype) -> Array:
    least = number(float(dtypes.finfo(dtype).eps), dtype)
    u = uniform_between(words, shape, dtype, least, 1.0)
    return _core.tan(_core.multiply(number(math.pi, dtype), _core.subtract(u, number(0.5, dtype))))


def cauchy(key: ArrayLike, shape: Shape = (), dtype: DTypeLike | None = None) -> Array:
    """Floats of the Cauchy distribution.

    Args:
        key: a key.
        shape: shape of the result.
        dtype: floating-point dtype; ``None`` is float32 (float64 with x64 on).
    Returns:
        Array of ``dtype``.

    >>> cv.random.cauchy(cv.random.key(0), (3,)).shape
    (3,)
    """
    return _simple("cauchy", _cauchy, key, shape, dtype)


@compiled("shape", "dtype")
def _laplace(words: Array, shape: tuple[int, ...], dtype: np.dtype) -> Array:
    least = number(-1.0 + float(dtypes.finfo(dtype).epsneg), dtype)
    u = uniform_between(words, shape, dtype, least, 1.0)
    return _core.multiply(_core.sign(u), log1p(_core.negative(_core.absolute(u))))


def laplace(key: ArrayLike, shape: Shape = (), dtype: DTypeLike | None = None) -> Array:
    """Floats of the Laplace distribution with scale 1.

    Args:
        key: a key.
        shape: shape of the result.
        dtype: floating-point dtype; ``None`` is float32 (float64 with x64 on).
    Returns:
        Array of ``dtype``.

    >>> cv.random.laplace(cv.random.key(0), (3,)).shape
    (3,)
    """
    return _simple("laplace", _laplace, key, shape, dtype)


@compiled("shape", "dtype")
def _logistic(words: Array, shape: tuple[int, ...], dtype: np.dtype) -> Array:
    x = uniform_between(words, shape, dtype, number(float(dtypes.finfo(dtype).tiny), dtype), 1.0)
    return _core.subtract(log(x), log1p(_core.negative(x)))


def logistic(key: ArrayLike, shape: Shape = (), dtype: DTypeLike | None = None) -> Array:
    """Floats of the logistic distribution.

    Args:
        key: a key.
        shape: shape of the result.
        dtype: floating-point dtype; ``None`` is float32 (float64 with x64 on).
    Returns:
        Array of ``dtype``.

    >>> cv.random.logistic(cv.random.key(0), (3,)).shape
    (3,)
    """
    return _simple("logistic", _logistic, key, shape, dtype)


@compiled("shape", "dtype")
def _maxwell(words: Array, shape: tuple[int, ...], dtype: np.dtype) -> Array:
    x = normal(words, (*shape, 3), dtype)
    return cnp.sqrt(cnp.sum(x * x, axis=-1))


def maxwell(key: ArrayLike, shape: Shape = (), dtype: DTypeLike | None = None) -> Array:
    """Lengths of vectors of three standard normal numbers.

    Args:
        key: a key.
        shape: shape of the result.
        dtype: floating-point dtype; ``None`` is float32 (float64 with x64 on).
    Returns:
        Array of ``dtype``, positive.

    >>> bool(cv.random.maxwell(cv.random.key(0)) > 0)
    True
    """
    return _simple("maxwell", _maxwell, key, shape, dtype)


# ---- with parameters


@compiled("shape", "dtype")
def _pareto(words: Array, b: Array, shape: tuple[int, ...], dtype: np.dtype) -> Array:
    return cnp.exp(exponential(words, shape, dtype) / parameter(b, dtype))


def pareto(key: ArrayLike, b: ArrayLike, shape: Shape = None, dtype: DTypeLike | None = None) -> Array:
    """Floats of the Pareto distribution, from 1.

    Args:
        key: a key.
        b: shape parameter, positive.
        shape: shape of the result; ``None`` is that of ``b``.
        dtype: floating-point dtype; ``None`` is float32 (float64 with x64 on).
    Returns:
        Array of ``dtype``.

    >>> bool(cv.random.pareto(cv.random.key(0), 2.0) >= 1)
    True
    """
    return _with("pareto", _pareto, key, shape, dtype, b)


@compiled("shape", "dtype")
def _weibull_min(
    words: Array, scale: Array, concentration: Array, shape: tuple[int, ...], dtype: np.dtype
) -> Array:
    e = -log1p(-unit_floats(words, shape, dtype))
    return cnp.power(e, 1.0 / parameter(concentration, dtype)) * parameter(scale, dtype)


def weibull_min(
    key: ArrayLike,
    scale: ArrayLike,
    concentration: ArrayLike,
    shape: Shape = None,
    dtype: DTypeLike | None = None,
) -> Array:
    """Floats of the Weibull distribution.

    Args:
        key: a key.
        scale: scale, positive.
        concentration: concentration, positive.
        shape: shape of the result; ``None`` is that of the parameters.
        dtype: floating-point dtype; ``None`` is float32 (float64 with x64 on).
    Returns:
        Array of ``dtype``, not negative.

    >>> bool(cv.random.weibull_min(cv.random.key(0), 2.0, 1.5) >= 0)
    True
    """
    return _with("weibull_min", _weibull_min, key, shape, dtype, scale, concentration)


@compiled("shape", "dtype")
def _rayleigh(words: Array, scale: Array, shape: tuple[int, ...], dtype: np.dtype) -> Array:
    u = unit_floats(words, shape, dtype)
    return _core.multiply(parameter(scale, dtype, shape), cnp.sqrt(log(u) * number(-2, dtype)))


def rayleigh(key: ArrayLike, scale: ArrayLike, shape: Shape = None, dtype: DTypeLike | None = None) -> Array:
    """Floats of the Rayleigh distribution.

    Args:
        key: a key.
        scale: scale, positive.
        shape: shape of the result; ``None`` is that of ``scale``.
        dtype: floating-point dtype; ``None`` is float32 (float64 with x64 on).
    Returns:
        Array of ``dtype``, not negative.

    >>> bool(cv.random.rayleigh(cv.random.key(0), 2.0) >= 0)
    True
    """
    return _with("rayleigh", _rayleigh, key, shape, dtype, scale)


@compiled("shape", "dtype")
def _wald(words: Array, mean: Array, shape: tuple[int, ...], dtype: np.dtype) -> Array:
    keys = split_words(words, (2,))
    mean = parameter(mean, dtype, shape)
    v, z = normal(keys[0], shape, dtype), unit_floats(keys[1], shape, dtype)
    y, squared = v * v, mean * mean
    x = mean + squared * y / 2 - mean / 2 * cnp.sqrt(4 * mean * y + squared * (y * y))
    return cnp.where(z <= mean / (mean + x), x, squared / x)


def wald(key: ArrayLike, mean: ArrayLike, shape: Shape = None, dtype: DTypeLike | None = None) -> Array:
    """Floats of the Wald (inverse Gaussian) distribution with scale 1.

    Args:
        key: a key.
        mean: mean, positive.
        shape: shape of the result; ``None`` is that of ``mean``.
        dtype: floating-point dtype; ``None`` is float32 (float64 with x64 on).
    Returns:
        Array of ``dtype``, positive.

    Source: J. R. Michael, W. R. Schucany, R. W. Haas, "Generating random variates using transformations
    with multiple roots", The American Statistician 30, 1976.

    >>> bool(cv.random.wald(cv.random.key(0), 2.0) > 0)
    True
    """
    return _with("wald", _wald, key, shape, dtype, mean)


@compiled("shape", "dtype")
def _triangular(
    words: Array, left: Array, mode: Array, right: Array, shape: tuple[int, ...], dtype: np.dtype
) -> Array:
    left, mode, right = (parameter(x, dtype, shape) for x in (left, mode, right))
    u = unit_floats(words, shape, dtype)
    rising = left + cnp.sqrt(u * (right - left) * (mode - left))
    falling = right - cnp.sqrt((1 - u) * (right - left) * (right - mode))
    return cnp.where(u < (mode - left) / (right - left), rising, falling)


def triangular(
    key: ArrayLike,
    left: ArrayLike,
    mode: ArrayLike,
    right: ArrayLike,
    shape: Shape = None,
    dtype: DTypeLike | None = None,
) -> Array:
    """Floats of the triangular distribution.

    Args:
        key: a key.
        left: least value.
        mode: where the density is greatest.
        right: greatest value.
        shape: shape of the result; ``None`` is that of the parameters.
        dtype: floating-point dtype; ``None`` is float32 (float64 with x64 on).
    Returns:
        Array of ``dtype``, between ``left`` and ``right``.

    >>> bool(0 <= cv.random.triangular(cv.random.key(0), 0.0, 1.0, 3.0) <= 3)
    True
    """
    return _with("triangular", _triangular, key, shape, dtype, left, mode, right)


@compiled("shape", "dtype")
def _lognormal(words: Array, sigma: Array, shape: tuple[int, ...], dtype: np.dtype) -> Array:
    return cnp.exp(normal(words, shape, dtype) * parameter(sigma, dtype))


def lognormal(
    key: ArrayLike, sigma: ArrayLike = 1.0, shape: Shape = None, dtype: DTypeLike | None = None
) -> Array:
    """Floats whose logarithm is normal with mean 0.

    Args:
        key: a key.
        sigma: standard deviation of the logarithm.
        shape: shape of the result; ``None`` is that of ``sigma``.
        dtype: floating-point dtype; ``None`` is float32 (float64 with x64 on).
    Returns:
        Array of ``dtype``, positive.

    >>> bool(cv.random.lognormal(cv.random.key(0)) > 0)
    True
    """
    return _with("lognormal", _lognormal, key, shape, dtype, sigma)


def double_sided_maxwell(
    key: ArrayLike, loc: ArrayLike, scale: ArrayLike, shape: Shape = (), dtype: DTypeLike | None = None
) -> Array:
    """Floats of the Maxwell distribution with a random sign, scaled and moved.

    Args:
        key: a key.
        loc: where the middle is.
        scale: scale.
        shape: shape of the result before the axes of the parameters.
        dtype: floating-point dtype; ``None`` is float32 (float64 with x64 on).
    Returns:
        Array of ``dtype``, of shape ``shape`` and then that of the parameters.

    >>> cv.random.double_sided_maxwell(cv.random.key(0), 0.0, 1.0, (4,)).shape
    (4,)
    """
    target = float_dtype(dtype, "double_sided_maxwell")
    common = sample_shape(None, "double_sided_maxwell", np.shape(loc), np.shape(scale))
    sizes = sample_shape(shape, "double_sided_maxwell") or common
    keys = split_words(single_key(key, "double_sided_maxwell"), (2,))
    whole = (*sizes, *common)
    signs = rademacher(keys[1], whole, target)
    return signs * maxwell(keys[0], whole, target) * parameter(scale, target) + parameter(loc, target)
