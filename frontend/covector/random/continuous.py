"""Floats of other distributions than the uniform one."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from covector import _core, dtypes
from covector import numpy as cnp
from covector.core.compiled import compiled
from covector.core.float32 import erf_inv_float32, log1p_float32, log_float32
from covector.errors import error
from covector.random.keys import as_sizes, float_dtype, single_key, split_words
from covector.random.uniforms import uniform_between, unit_floats
from covector.typing import Array, ArrayLike, DTypeLike


def log(x: Array) -> Array:
    """Natural logarithm, of float32 numbers with JAX's roundings."""
    return log_float32(x) if x.dtype == np.float32 else _core.log(x)


def log1p(x: Array) -> Array:
    """Natural logarithm of ``1 + x``, of float32 numbers with JAX's roundings."""
    return log1p_float32(x) if x.dtype == np.float32 else _core.log1p(x)


def _normal_real(words: Array, shape: tuple[int, ...], dtype: np.dtype) -> Array:
    least = np.nextafter(np.array(-1, dtype), np.array(0, dtype), dtype=dtype)
    u = uniform_between(words, shape, dtype, _core.as_array(least), 1.0)
    inverse = erf_inv_float32(u) if dtype == np.float32 else _core.erf_inv(u)
    return _core.multiply(inverse, _core.full((), math.sqrt(2), dtype))


@compiled("shape", "dtype")
def _normal(words: Array, shape: tuple[int, ...], dtype: np.dtype) -> Array:
    if dtype.kind != "c":
        return _normal_real(words, shape, dtype)
    part = np.dtype("float32" if dtype.itemsize == 8 else "float64")
    keys = split_words(words, (2,))
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
    return _normal(single_key(key, "normal"), as_sizes(shape, "normal"), target)


@compiled("shape", "dtype")
def _truncated_normal(
    words: Array, lower: Array, upper: Array, shape: tuple[int, ...], dtype: np.dtype
) -> Array:
    sqrt2 = _core.full((), math.sqrt(2), dtype)
    low, high = _core.convert(lower, dtype), _core.convert(upper, dtype)
    a = _core.erf(_core.true_divide(low, sqrt2))
    b = _core.erf(_core.true_divide(high, sqrt2))
    result = _core.multiply(sqrt2, _core.erf_inv(uniform_between(words, shape, dtype, a, b)))
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
    target = float_dtype(dtype, "truncated_normal")
    low, high = cnp.asarray(lower), cnp.asarray(upper)
    if shape is None:
        shape = np.broadcast_shapes(low.shape, high.shape)
    words = single_key(key, "truncated_normal")
    return _truncated_normal(words, low, high, as_sizes(shape, "truncated_normal"), target)


@compiled("shape", "dtype")
def _exponential(words: Array, shape: tuple[int, ...], dtype: np.dtype) -> Array:
    return _core.negative(log1p(_core.negative(unit_floats(words, shape, dtype))))


def exponential(key: ArrayLike, shape: int | Sequence[int] = (), dtype: DTypeLike | None = None) -> Array:
    """Floats of the exponential distribution with mean 1.

    >>> bool(cv.random.exponential(cv.random.PRNGKey(0)) >= 0)
    True
    """
    target = float_dtype(dtype, "exponential")
    return _exponential(single_key(key, "exponential"), as_sizes(shape, "exponential"), target)


def _gumbel_values(words: Array, shape: tuple[int, ...], dtype: np.dtype) -> Array:
    tiny = _core.as_array(np.array(dtypes.finfo(dtype).tiny, dtype))
    u = uniform_between(words, shape, dtype, tiny, 1.0)
    return _core.negative(log(_core.negative(log(u))))


_gumbel = compiled("shape", "dtype")(_gumbel_values)


def gumbel(key: ArrayLike, shape: int | Sequence[int] = (), dtype: DTypeLike | None = None) -> Array:
    """Floats of the standard Gumbel distribution.

    >>> cv.random.gumbel(cv.random.PRNGKey(0), (2,)).shape
    (2,)
    """
    target = float_dtype(dtype, "gumbel")
    return _gumbel(single_key(key, "gumbel"), as_sizes(shape, "gumbel"), target)
