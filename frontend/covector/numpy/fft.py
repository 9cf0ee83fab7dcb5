"""Discrete Fourier transforms: ``covector.numpy.fft``."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import ops
from covector.core.operands import as_array, as_axes
from covector.errors import error
from covector.lax.fft import FftType, as_fft_operand, transform
from covector.numpy.creation import asarray
from covector.numpy.shape import moveaxis, roll
from covector.typing import Array, ArrayLike

__all__ = [
    "fft",
    "fft2",
    "fftfreq",
    "fftn",
    "fftshift",
    "hfft",
    "ifft",
    "ifft2",
    "ifftn",
    "ifftshift",
    "ihfft",
    "irfft",
    "irfft2",
    "irfftn",
    "rfft",
    "rfft2",
    "rfftfreq",
    "rfftn",
]


def _factor(sizes: Sequence[int], norm: str | None, inverse: bool, public: str) -> float | None:
    """What the transform, which divides if it is inverse, is multiplied by."""
    points = float(np.prod(np.array(sizes, float)))
    if norm is None or norm == "backward":
        return None
    if norm == "ortho":
        return points**0.5 if inverse else points**-0.5
    if norm == "forward":
        return points if inverse else 1 / points
    raise error(ValueError, f"fft.{public}: expected 'backward', 'ortho' or 'forward' for norm, got {norm!r}")


def resized(x: Array, sizes: Sequence[int]) -> Array:
    """The last axes cut, or filled up with zeros, to the given sizes."""
    rest = x.shape[: x.ndim - len(sizes)]
    kept = [min(n, m) for n, m in zip(x.shape[len(rest) :], sizes)]
    if (*rest, *kept) != x.shape:
        x = ops.slice_(x, [0] * x.ndim, [*rest, *kept])
    if kept != list(sizes):
        more = [0] * len(rest) + [n - m for n, m in zip(sizes, kept)]
        x = ops.pad(x, _core.full((), 0, x.dtype), [0] * x.ndim, more)
    return x


def _transform(
    public: str,
    kind: FftType,
    a: Any,
    s: Any,
    axes: Sequence[int] | None,
    norm: str | None,
) -> Array:
    x = as_array(a, f"fft.{public}")
    if s is not None:
        s = tuple(operator.index(n) for n in s)
        if any(n < 1 for n in s):
            raise error(ValueError, f"fft.{public}: expected positive lengths, got {s}")
        if axes is not None and len(s) != len(axes):
            raise error(
                ValueError, f"fft.{public}: expected as many lengths as axes, got {s} and {tuple(axes)}"
            )
    if axes is None:
        first = 0 if s is None else x.ndim - len(s)
        if first < 0:
            raise error(
                ValueError, f"fft.{public}: expected at most {x.ndim} lengths for shape {x.shape}, got {s}"
            )
        axes = range(first, x.ndim)
    axes = as_axes(tuple(axes), x.ndim, f"fft.{public}")
    count = len(axes)
    x = as_fft_operand(x, kind, f"fft.{public}")
    last = tuple(range(x.ndim - count, x.ndim))
    x = moveaxis(x, axes, last)
    lengths = list(x.shape[x.ndim - count :] if s is None else s)
    if kind is FftType.IRFFT and s is None and count:
        lengths[-1] = max(0, 2 * (lengths[-1] - 1))
    if any(n < 1 for n in lengths):
        raise error(
            ValueError,
            f"fft.{public}: expected positive lengths, got {tuple(lengths)} for an array of shape {x.shape}",
        )
    sizes = list(lengths)
    if kind is FftType.IRFFT and count:
        sizes[-1] = sizes[-1] // 2 + 1
    inverse = kind in (FftType.IFFT, FftType.IRFFT)
    factor = _factor(lengths, norm, inverse, public)
    result = transform(resized(x, sizes), kind, lengths, public)
    if factor is not None:
        result = result * factor
    return moveaxis(result, last, axes)


def _along(public: str, kind: FftType, a: Any, n: Any, axis: Any, norm: str | None) -> Array:
    """The transform along one axis."""
    if isinstance(axis, (tuple, list)) or axis is None:
        raise error(ValueError, f"fft.{public}: expected one axis, got {axis!r}; see fftn")
    return _transform(public, kind, a, None if n is None else (n,), (axis,), norm)


def _of_two(public: str, kind: FftType, a: Any, s: Any, axes: Any, norm: str | None) -> Array:
    """The transform along two axes."""
    if len(axes) != 2:
        raise error(ValueError, f"fft.{public}: expected two axes, got {tuple(axes)}; see fftn")
    return _transform(public, kind, a, s, axes, norm)


def fft(a: ArrayLike, n: int | None = None, axis: int = -1, norm: str | None = None) -> Array:
    """Discrete Fourier transform along an axis.

    Args:
        a: array of numbers.
        n: length; the array is cut or filled up with zeros. ``None`` is its size.
        axis: the axis.
        norm: ``'backward'`` (the default), ``'ortho'`` or ``'forward'``: which direction is divided by
            the length, or both by its root.
    Returns:
        Array of complex numbers, in single precision but for 64-bit arrays.
    Raises:
        ValueError: there is no such axis, ``n`` is not positive.

    >>> cnp.fft.fft(cnp.array([1.0, 0.0])).tolist()
    [(1+0j), (1+0j)]
    """
    return _along("fft", FftType.FFT, a, n, axis, norm)


def ifft(a: ArrayLike, n: int | None = None, axis: int = -1, norm: str | None = None) -> Array:
    """Inverse of :func:`fft`.

    Args:
        a: array of numbers.
        n: length; the array is cut or filled up with zeros. ``None`` is its size.
        axis: the axis.
        norm: ``'backward'`` (the default), ``'ortho'`` or ``'forward'``: which direction is divided by
            the length, or both by its root.
    Returns:
        Array of complex numbers, in single precision but for 64-bit arrays.
    Raises:
        ValueError: there is no such axis, ``n`` is not positive.

    >>> cnp.fft.ifft(cnp.array([2.0, 0.0])).tolist()
    [(1+0j), (1+0j)]
    """
    return _along("ifft", FftType.IFFT, a, n, axis, norm)


def rfft(a: ArrayLike, n: int | None = None, axis: int = -1, norm: str | None = None) -> Array:
    """Discrete Fourier transform of real numbers: the first ``n // 2 + 1`` elements.

    Args:
        a: array of real numbers.
        n: length; the array is cut or filled up with zeros. ``None`` is its size.
        axis: the axis.
        norm: ``'backward'`` (the default), ``'ortho'`` or ``'forward'``: which direction is divided by
            the length, or both by its root.
    Returns:
        Array of complex numbers, in single precision but for 64-bit arrays.
    Raises:
        ValueError: there is no such axis, ``n`` is not positive, the array is complex.

    >>> cnp.fft.rfft(cnp.ones(4)).tolist()
    [(4+0j), 0j, 0j]
    """
    return _along("rfft", FftType.RFFT, a, n, axis, norm)


def irfft(a: ArrayLike, n: int | None = None, axis: int = -1, norm: str | None = None) -> Array:
    """Inverse of :func:`rfft`.

    Args:
        a: array of numbers.
        n: length of the result; ``None`` is ``2 (m - 1)`` for an axis of size ``m``.
        axis: the axis.
        norm: ``'backward'`` (the default), ``'ortho'`` or ``'forward'``: which direction is divided by
            the length, or both by its root.
    Returns:
        Array of real numbers, in single precision but for 64-bit arrays.
    Raises:
        ValueError: there is no such axis, ``n`` is not positive.

    >>> cnp.fft.irfft(cnp.array([4.0, 0.0, 0.0])).tolist()
    [1.0, 1.0, 1.0, 1.0]
    """
    return _along("irfft", FftType.IRFFT, a, n, axis, norm)


def hfft(a: ArrayLike, n: int | None = None, axis: int = -1, norm: str | None = None) -> Array:
    """Discrete Fourier transform, which is real, of the first half of a Hermitian array.

    Args:
        a: array of numbers.
        n: length of the result; ``None`` is ``2 (m - 1)`` for an axis of size ``m``.
        axis: the axis.
        norm: as in :func:`fft`.
    Returns:
        Array of real numbers.
    Raises:
        ValueError: there is no such axis, or ``n`` is not positive.

    >>> cnp.fft.hfft(cnp.array([1.0, 0.0, 0.0])).tolist()
    [1.0, 1.0, 1.0, 1.0]
    """
    x = _conjugate(as_array(a, "fft.hfft"))
    return _along("hfft", FftType.IRFFT, x, n, axis, _OTHER.get(norm, norm))


def ihfft(a: ArrayLike, n: int | None = None, axis: int = -1, norm: str | None = None) -> Array:
    """Inverse of :func:`hfft`.

    Args:
        a: array of real numbers.
        n: length; the array is cut or filled up with zeros. ``None`` is its size.
        axis: the axis.
        norm: as in :func:`fft`.
    Returns:
        Array of complex numbers, ``n // 2 + 1`` along the axis.
    Raises:
        ValueError: there is no such axis, ``n`` is not positive, or the array is complex.

    >>> cnp.fft.ihfft(cnp.ones(4)).tolist()
    [(1-0j), -0j, -0j]
    """
    return _conjugate(_along("ihfft", FftType.RFFT, a, n, axis, _OTHER.get(norm, norm)))


_OTHER = {None: "forward", "backward": "forward", "forward": "backward"}


def _conjugate(x: Array) -> Array:
    return _core.emit("conj", (x,), public="conj") if x.dtype.kind == "c" else x


def fft2(
    a: ArrayLike,
    s: Sequence[int] | None = None,
    axes: Sequence[int] = (-2, -1),
    norm: str | None = None,
) -> Array:
    """Discrete Fourier transform along two axes.

    Args:
        a: array of numbers.
        s: lengths along the axes; the array is cut or filled up with zeros. ``None`` is its shape.
        axes: the axes.
        norm: ``'backward'`` (the default), ``'ortho'`` or ``'forward'``: which direction is divided by
            the lengths, or both by their roots.
    Returns:
        Array of complex numbers, in single precision but for 64-bit arrays.
    Raises:
        ValueError: axes or lengths do not fit.

    >>> cnp.fft.fft2(cnp.ones((2, 2))).tolist()
    [[(4+0j), 0j], [0j, 0j]]
    """
    return _of_two("fft2", FftType.FFT, a, s, axes, norm)


def ifft2(
    a: ArrayLike,
    s: Sequence[int] | None = None,
    axes: Sequence[int] = (-2, -1),
    norm: str | None = None,
) -> Array:
    """Inverse of :func:`fft2`.

    Args:
        a: array of numbers.
        s: lengths along the axes; the array is cut or filled up with zeros. ``None`` is its shape.
        axes: the axes.
        norm: ``'backward'`` (the default), ``'ortho'`` or ``'forward'``: which direction is divided by
            the lengths, or both by their roots.
    Returns:
        Array of complex numbers, in single precision but for 64-bit arrays.
    Raises:
        ValueError: axes or lengths do not fit.

    >>> cnp.fft.ifft2(cnp.ones((2, 2))).tolist()
    [[(1+0j), 0j], [0j, 0j]]
    """
    return _of_two("ifft2", FftType.IFFT, a, s, axes, norm)


def rfft2(
    a: ArrayLike,
    s: Sequence[int] | None = None,
    axes: Sequence[int] = (-2, -1),
    norm: str | None = None,
) -> Array:
    """Discrete Fourier transform of real numbers along two axes.

    Args:
        a: array of real numbers.
        s: lengths along the axes; the array is cut or filled up with zeros. ``None`` is its shape.
        axes: the axes.
        norm: ``'backward'`` (the default), ``'ortho'`` or ``'forward'``: which direction is divided by
            the lengths, or both by their roots.
    Returns:
        Array of complex numbers, in single precision but for 64-bit arrays.
    Raises:
        ValueError: axes or lengths do not fit, the array is complex.

    >>> cnp.fft.rfft2(cnp.ones((2, 2))).tolist()
    [[(4+0j), 0j], [0j, 0j]]
    """
    return _of_two("rfft2", FftType.RFFT, a, s, axes, norm)


def irfft2(
    a: ArrayLike,
    s: Sequence[int] | None = None,
    axes: Sequence[int] = (-2, -1),
    norm: str | None = None,
) -> Array:
    """Inverse of :func:`rfft2`.

    Args:
        a: array of numbers.
        s: lengths along the axes; the array is cut or filled up with zeros. ``None`` is its shape,
            with ``2 (m - 1)`` for the last one.
        axes: the axes.
        norm: ``'backward'`` (the default), ``'ortho'`` or ``'forward'``: which direction is divided by
            the lengths, or both by their roots.
    Returns:
        Array of real numbers, in single precision but for 64-bit arrays.
    Raises:
        ValueError: axes or lengths do not fit.

    >>> cnp.fft.irfft2(cnp.ones((2, 2))).tolist()
    [[1.0, 0.0], [0.0, 0.0]]
    """
    return _of_two("irfft2", FftType.IRFFT, a, s, axes, norm)


def fftn(
    a: ArrayLike,
    s: Sequence[int] | None = None,
    axes: Sequence[int] | None = None,
    norm: str | None = None,
) -> Array:
    """Discrete Fourier transform along several axes.

    Args:
        a: array of numbers.
        s: lengths along the axes; the array is cut or filled up with zeros. ``None`` is its shape.
        axes: the axes; ``None`` is the last ``len(s)``, or all.
        norm: ``'backward'`` (the default), ``'ortho'`` or ``'forward'``: which direction is divided by
            the lengths, or both by their roots.
    Returns:
        Array of complex numbers, in single precision but for 64-bit arrays.
    Raises:
        ValueError: axes or lengths do not fit.

    >>> cnp.fft.fftn(cnp.ones((2, 1, 2))).tolist()
    [[[(4+0j), 0j]], [[0j, 0j]]]
    """
    return _transform("fftn", FftType.FFT, a, s, axes, norm)


def ifftn(
    a: ArrayLike,
    s: Sequence[int] | None = None,
    axes: Sequence[int] | None = None,
    norm: str | None = None,
) -> Array:
    """Inverse of :func:`fftn`.

    Args:
        a: array of numbers.
        s: lengths along the axes; the array is cut or filled up with zeros. ``None`` is its shape.
        axes: the axes; ``None`` is the last ``len(s)``, or all.
        norm: ``'backward'`` (the default), ``'ortho'`` or ``'forward'``: which direction is divided by
            the lengths, or both by their roots.
    Returns:
        Array of complex numbers, in single precision but for 64-bit arrays.
    Raises:
        ValueError: axes or lengths do not fit.

    >>> cnp.fft.ifftn(cnp.ones((2, 1, 2))).tolist()
    [[[(1+0j), 0j]], [[0j, 0j]]]
    """
    return _transform("ifftn", FftType.IFFT, a, s, axes, norm)


def rfftn(
    a: ArrayLike,
    s: Sequence[int] | None = None,
    axes: Sequence[int] | None = None,
    norm: str | None = None,
) -> Array:
    """Discrete Fourier transform of real numbers along several axes.

    Args:
        a: array of real numbers.
        s: lengths along the axes; the array is cut or filled up with zeros. ``None`` is its shape.
        axes: the axes; ``None`` is the last ``len(s)``, or all.
        norm: ``'backward'`` (the default), ``'ortho'`` or ``'forward'``: which direction is divided by
            the lengths, or both by their roots.
    Returns:
        Array of complex numbers, in single precision but for 64-bit arrays.
    Raises:
        ValueError: axes or lengths do not fit, the array is complex.

    >>> cnp.fft.rfftn(cnp.ones((2, 1, 2))).tolist()
    [[[(4+0j), 0j]], [[0j, 0j]]]
    """
    return _transform("rfftn", FftType.RFFT, a, s, axes, norm)


def irfftn(
    a: ArrayLike,
    s: Sequence[int] | None = None,
    axes: Sequence[int] | None = None,
    norm: str | None = None,
) -> Array:
    """Inverse of :func:`rfftn`.

    Args:
        a: array of numbers.
        s: lengths along the axes; the array is cut or filled up with zeros. ``None`` is its shape,
            with ``2 (m - 1)`` for the last one.
        axes: the axes; ``None`` is the last ``len(s)``, or all.
        norm: ``'backward'`` (the default), ``'ortho'`` or ``'forward'``: which direction is divided by
            the lengths, or both by their roots.
    Returns:
        Array of real numbers, in single precision but for 64-bit arrays.
    Raises:
        ValueError: axes or lengths do not fit.

    >>> cnp.fft.irfftn(cnp.ones((2, 1, 2))).tolist()
    [[[1.0, 0.0]], [[0.0, 0.0]]]
    """
    return _transform("irfftn", FftType.IRFFT, a, s, axes, norm)


def _frequency_arguments(public: str, n: Any, d: Any, dtype: Any) -> Any:
    for name, value, what in (("n", n, "an integer"), ("d", d, "a number")):
        if isinstance(value, (list, tuple)):
            raise error(ValueError, f"fft.{public}: expected {what} for {name}, got {value!r}")
    wanted = dtypes.requested(float if dtype is None else dtype, f"fft.{public}")
    return wanted, dtypes.to_inexact(wanted)


def _frequencies(k: np.ndarray, n: int, d: Any, wanted: Any, inexact: Any) -> Array:
    spacing = asarray(d, inexact) if isinstance(d, _core.Array) else None
    if spacing is None:
        numbers = k.astype(inexact) / np.asarray(d * n).astype(inexact)
        return _core.convert(_core.as_array(numbers.astype(inexact)), wanted)
    return _core.convert(_core.as_array(k.astype(inexact)) / (spacing * n), wanted)


def fftfreq(n: int, d: ArrayLike = 1.0, *, dtype: Any = None, device: Any = None) -> Array:
    """The frequencies of the elements of a transform.

    Args:
        n: length of the transform.
        d: distance of the samples.
        dtype: dtype of the result; ``None`` is the default float.
        device: accepted.
    Returns:
        Array of shape ``(n,)``: those that are not negative, then the negative ones.
    Raises:
        ValueError: an argument is a list.

    >>> cnp.fft.fftfreq(4)
    Array([ 0.  ,  0.25, -0.5 , -0.25], dtype=float32)
    """
    wanted, inexact = _frequency_arguments("fftfreq", n, d, dtype)
    k = (np.arange(n) + n // 2) % n - n // 2 if n else np.arange(0)
    return _frequencies(k, n, d, wanted, inexact)


def rfftfreq(n: int, d: ArrayLike = 1.0, *, dtype: Any = None, device: Any = None) -> Array:
    """The frequencies of the elements of a transform of real numbers.

    Args:
        n: length of the transform.
        d: distance of the samples.
        dtype: dtype of the result; ``None`` is the default float.
        device: accepted.
    Returns:
        Array of shape ``(n // 2 + 1,)``.
    Raises:
        ValueError: an argument is a list.

    >>> cnp.fft.rfftfreq(4)
    Array([0.  , 0.25, 0.5 ], dtype=float32)
    """
    wanted, inexact = _frequency_arguments("rfftfreq", n, d, dtype)
    return _frequencies(np.arange(n // 2 + 1), n, d, wanted, inexact)


def _shift(public: str, x: Any, axes: Any, sign: int) -> Array:
    array = as_array(x, f"fft.{public}")
    along = as_axes(axes, array.ndim, f"fft.{public}")
    halves = tuple(sign * (array.shape[axis] // 2) for axis in along)
    return roll(array, halves, along) if along else array


def fftshift(x: ArrayLike, axes: int | Sequence[int] | None = None) -> Array:
    """With frequency 0 in the middle.

    Args:
        x: array.
        axes: the axes; ``None`` is all of them.
    Returns:
        Array of the same shape and dtype.
    Raises:
        ValueError: there is no such axis.

    >>> cnp.fft.fftshift(cnp.fft.fftfreq(4))
    Array([-0.5 , -0.25,  0.  ,  0.25], dtype=float32)
    """
    return _shift("fftshift", x, axes, 1)


def ifftshift(x: ArrayLike, axes: int | Sequence[int] | None = None) -> Array:
    """Inverse of :func:`fftshift`.

    Args:
        x: array.
        axes: the axes; ``None`` is all of them.
    Returns:
        Array of the same shape and dtype.
    Raises:
        ValueError: there is no such axis.

    >>> cnp.fft.ifftshift(cnp.array([1, 2, 3]))
    Array([2, 3, 1], dtype=int32)
    """
    return _shift("ifftshift", x, axes, -1)
