"""Discrete cosine transforms: ``covector.scipy.fft``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from covector import _core
from covector.core import ops
from covector.core.operands import as_array, as_axes, as_inexact
from covector.errors import error
from covector.lax.fft import FftType, transform
from covector.numpy.shape import moveaxis
from covector.typing import Array, ArrayLike

__all__ = ["dct", "dctn", "idct", "idctn"]


def _check(public: str, kind: int, norm: str | None) -> None:
    if kind != 2:
        raise error(NotImplementedError, f"{public}: only type 2 is implemented, got {kind}")
    if norm not in (None, "backward", "ortho"):
        raise error(ValueError, f"{public}: expected None, 'backward' or 'ortho' for norm, got {norm!r}")


def _phases(count: int, size: int, sign: float, dtype: Any) -> Array:
    """exp(sign i pi k / (2 size)) for k < count."""
    values = np.exp(sign * 0.5j * np.pi * np.arange(count) / size)
    return _core.as_array(values.astype("complex64" if dtype == np.float32 else "complex128"))


def _forward(x: Array, norm: str | None) -> Array:
    """Type 2 of real numbers along the last axis, by a transform of as many real numbers.

    Source: J. Makhoul, A fast cosine transform in one and two dimensions, 1980.
    """
    size, last = x.shape[-1], x.ndim - 1
    even = ops.slice_axis(x, 0, size, last, 2)
    odd = ops.reverse(ops.slice_axis(x, 1, size, last, 2), (last,)) if size > 1 else None
    mixed = even if odd is None else ops.concatenate([even, odd], last)
    half = transform(mixed, FftType.RFFT, (size,), "dct") * _phases(size // 2 + 1, size, -1.0, x.dtype)
    # Element k is the real part; element size - k, with exp(-i pi / 2) = -i, minus the imaginary one.
    first = half.real
    count = size - first.shape[-1]
    rest = ops.reverse(ops.slice_axis(-half.imag, 1, 1 + count, last), (last,))
    result = ops.concatenate([first, rest], last) * 2
    return result * _core.as_array(_ortho(size).astype(x.dtype)) if norm == "ortho" else result


def _ortho(size: int) -> np.ndarray:
    factors = np.full(size, 1 / np.sqrt(2.0 * size))
    factors[:1] = 1 / np.sqrt(4.0 * size)
    return factors


def _inverse(x: Array, norm: str | None) -> Array:
    """Inverse of :func:`_forward`: each step of it, backward."""
    size, last = x.shape[-1], x.ndim - 1
    if norm == "ortho":
        x = x / _core.as_array(_ortho(size).astype(x.dtype))
    count = size // 2 + 1
    first = ops.slice_axis(x, 0, count, last)
    tail = ops.reverse(ops.slice_axis(x, size - count + 1, size, last), (last,)) if count > 1 else None
    zero = _core.full((*x.shape[:-1], 1), 0, x.dtype)
    second = zero if tail is None else ops.concatenate([zero, tail], last)
    half = _core.emit("complex", (first, -second), public="idct") * _phases(count, size, 1.0, x.dtype)
    mixed = transform(half * 0.5, FftType.IRFFT, (size,), "idct")
    evens = (size + 1) // 2
    even = ops.slice_axis(mixed, 0, evens, last)
    if size == 1:
        return even
    odd = ops.reverse(ops.slice_axis(mixed, evens, size, last), (last,))
    zero = _core.full((), 0, x.dtype)
    # The even ones at 0, 2, ..., the odd ones between them.
    none, ahead = [0] * x.ndim, [0] * last + [1]
    behind = [0] * last + [1 - size % 2]
    return ops.pad(even, zero, none, behind, ahead) + ops.pad(
        odd, zero, ahead, [0] * last + [size % 2], ahead
    )


def _resized(x: Array, axis: int, n: int | None, public: str) -> Array:
    if n is None or n == x.shape[axis]:
        return x
    if n < 1:
        raise error(ValueError, f"{public}: expected a positive length, got {n}")
    if n < x.shape[axis]:
        return ops.slice_axis(x, 0, n, axis)
    more = [n - x.shape[axis] if i == axis else 0 for i in range(x.ndim)]
    return ops.pad(x, _core.full((), 0, x.dtype), [0] * x.ndim, more)


def _along(public: str, x: Array, sizes: Sequence[int | None], axes: Sequence[int], norm: Any) -> Array:
    if x.dtype.kind == "c":
        parts = [_along(public, part, sizes, axes, norm) for part in (x.real, x.imag)]
        return _core.emit("complex", tuple(parts), public=public)
    step = _inverse if public.startswith("i") else _forward
    original = x.dtype
    if original.itemsize == 2:
        x = _core.convert(x, np.dtype("float32"))
    for axis, n in zip(axes, sizes):
        x = _resized(x, axis, n, public)
        if x.shape[axis] == 0:
            raise error(ValueError, f"{public}: expected a positive length, got 0 along axis {axis}")
        x = moveaxis(step(moveaxis(x, axis, -1), norm), -1, axis)
    return _core.convert(x, original)


def _one(public: str, x: Any, kind: int, n: int | None, axis: int, norm: str | None) -> Array:
    _check(public, kind, norm)
    array = as_inexact(as_array(x, public), public)
    return _along(public, array, [n], as_axes(axis, array.ndim, public), norm)


def _several(public: str, x: Any, kind: int, s: Any, axes: Any, norm: str | None) -> Array:
    _check(public, kind, norm)
    array = as_inexact(as_array(x, public), public)
    if axes is None:
        first = 0 if s is None else array.ndim - len(s)
        along = tuple(range(first, array.ndim))
    else:
        along = as_axes(tuple(axes), array.ndim, public)
    if s is not None and len(s) != len(along):
        raise error(ValueError, f"{public}: expected as many lengths as axes, got {tuple(s)} and {along}")
    return _along(public, array, [None] * len(along) if s is None else list(s), along, norm)


def dct(x: ArrayLike, type: int = 2, n: int | None = None, axis: int = -1, norm: str | None = None) -> Array:
    """Discrete cosine transform (type 2) along an axis.

    Element k is twice the sum over j of ``x[j] cos(pi k (2 j + 1) / (2 n))``.

    Args:
        x: array of numbers.
        type: 2.
        n: length; the array is cut or filled up with zeros. ``None`` is its size.
        axis: the axis.
        norm: ``'ortho'`` makes the transform orthogonal; ``None`` and ``'backward'`` do not.
    Returns:
        Array of floats, or of complex numbers.
    Raises:
        NotImplementedError: another type is asked for.
        ValueError: there is no such norm or axis.

    >>> cv.scipy.fft.dct(cnp.ones(2)).tolist()
    [4.0, 0.0]
    """
    return _one("dct", x, type, n, axis, norm)


def idct(x: ArrayLike, type: int = 2, n: int | None = None, axis: int = -1, norm: str | None = None) -> Array:
    """Inverse of :func:`dct`.

    Args:
        x: array of numbers.
        type: 2.
        n: length; the array is cut or filled up with zeros. ``None`` is its size.
        axis: the axis.
        norm: as in :func:`dct`.
    Returns:
        Array of floats, or of complex numbers.
    Raises:
        NotImplementedError: another type is asked for.
        ValueError: there is no such norm or axis.

    >>> cv.scipy.fft.idct(cnp.array([4.0, 0.0])).tolist()
    [1.0, 1.0]
    """
    return _one("idct", x, type, n, axis, norm)


def dctn(
    x: ArrayLike,
    type: int = 2,
    s: Sequence[int] | None = None,
    axes: Sequence[int] | None = None,
    norm: str | None = None,
) -> Array:
    """Discrete cosine transform (type 2) along several axes.

    Args:
        x: array of numbers.
        type: 2.
        s: lengths; the array is cut or filled up with zeros. ``None`` is its shape.
        axes: the axes; ``None`` is the last ``len(s)``, or all.
        norm: as in :func:`dct`.
    Returns:
        Array of floats, or of complex numbers.
    Raises:
        NotImplementedError: another type is asked for.
        ValueError: there is no such norm or axis.

    >>> cv.scipy.fft.dctn(cnp.ones((2, 1))).tolist()
    [[8.0], [0.0]]
    """
    return _several("dctn", x, type, s, axes, norm)


def idctn(
    x: ArrayLike,
    type: int = 2,
    s: Sequence[int] | None = None,
    axes: Sequence[int] | None = None,
    norm: str | None = None,
) -> Array:
    """Inverse of :func:`dctn`.

    Args:
        x: array of numbers.
        type: 2.
        s: lengths; the array is cut or filled up with zeros. ``None`` is its shape.
        axes: the axes; ``None`` is the last ``len(s)``, or all.
        norm: as in :func:`dct`.
    Returns:
        Array of floats, or of complex numbers.
    Raises:
        NotImplementedError: another type is asked for.
        ValueError: there is no such norm or axis.

    >>> cv.scipy.fft.idctn(cnp.array([[8.0], [0.0]])).tolist()
    [[1.0], [1.0]]
    """
    return _several("idctn", x, type, s, axes, norm)
