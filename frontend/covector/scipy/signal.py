"""Convolution and spectra of signals: ``covector.scipy.signal``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from covector import _core
from covector.core import ops
from covector.core.operands import as_array, as_axes, as_inexact, promote
from covector.errors import error
from covector.lax.conv_shapes import ConvDimensionNumbers
from covector.lax.convolution import Geometry, convolve_arrays
from covector.lax.fft import FftType, transform
from covector.lax.matmul_precision import check_precision
from covector.numpy.fft import resized
from covector.scipy.signal_spectra import csd, istft, stft, welch
from covector.scipy.signal_trends import detrend
from covector.typing import Array, ArrayLike

__all__ = [
    "convolve",
    "convolve2d",
    "correlate",
    "correlate2d",
    "csd",
    "detrend",
    "fftconvolve",
    "istft",
    "stft",
    "welch",
]

_MODES = ("full", "same", "valid")


def _operands(public: str, in1: Any, in2: Any, mode: str) -> list[Array]:
    x, y = (as_inexact(x, public) for x in promote(public, in1, in2))
    if mode not in _MODES:
        raise error(ValueError, f"{public}: expected 'full', 'same' or 'valid' for mode, got {mode!r}")
    if x.ndim != y.ndim:
        raise error(ValueError, f"{public}: expected arrays of one rank, got shapes {x.shape} and {y.shape}")
    return [x, y]


def _conj(x: Array) -> Array:
    return _core.emit("conj", (x,), public="conj") if x.dtype.kind == "c" else x


def _flip(x: Array) -> Array:
    return ops.reverse(x, range(x.ndim))


def _is_within(small: Sequence[int], large: Sequence[int]) -> bool:
    return all(n <= m for n, m in zip(small, large))


def _direct(public: str, x: Array, y: Array, mode: str) -> Array:
    if 0 in (x.size, y.size):
        raise error(ValueError, f"{public}: inputs cannot be empty, got shapes {x.shape} and {y.shape}")
    if not _is_within(y.shape, x.shape) and not _is_within(x.shape, y.shape):
        raise error(
            ValueError,
            f"{public}: expected one array to be at least as large as the other along every axis, got "
            f"shapes {x.shape} and {y.shape}",
        )
    other = y.shape
    if _is_within(x.shape, y.shape):
        x, y = y, x
    if mode == "valid":
        pads = [(0, 0)] * y.ndim
    elif mode == "full":
        pads = [(n - 1, n - 1) for n in y.shape]
    else:
        pads = [(n - 1 - (m - 1) // 2, n - m + (m - 1) // 2) for n, m in zip(y.shape, other)]
    axes = tuple(range(x.ndim + 2))
    ones = (1,) * x.ndim
    arrays = [ops.reshape(a, (1, 1, *a.shape)) for a in (x, y)]
    geometry = Geometry(ones, pads, ones, ones)
    result = convolve_arrays(public, *arrays, ConvDimensionNumbers(axes, axes, axes), geometry, reverse=True)
    return ops.reshape(result, result.shape[2:])


def _by_transform(public: str, x: Array, y: Array, mode: str, axes: Sequence[int]) -> Array:
    """The convolution as a product of spectra, along axes; the others have one size."""
    if mode == "valid" and _is_within([x.shape[i] for i in axes], [y.shape[i] for i in axes]):
        x, y = y, x
    if mode == "valid" and not _is_within([y.shape[i] for i in axes], [x.shape[i] for i in axes]):
        raise error(
            ValueError,
            f"{public}: expected one array to be at least as large as the other along every axis for mode "
            f"'valid', got shapes {x.shape} and {y.shape}",
        )
    rest = [i for i in range(x.ndim) if i not in axes]
    order = [*rest, *axes]
    x, y = ops.transpose(x, order), ops.transpose(y, order)
    first = len(rest)
    sizes = [n + m - 1 for n, m in zip(x.shape[first:], y.shape[first:])]
    if x.dtype.kind == "c":
        forward, inverse = FftType.FFT, FftType.IFFT
    else:
        forward, inverse = FftType.RFFT, FftType.IRFFT
    dtype = x.dtype
    if dtype.itemsize == 2:
        x, y = (_core.convert(a, np.dtype("float32")) for a in (x, y))
    spectra = [transform(resized(a, sizes), forward, sizes, public) for a in (x, y)]
    result = _core.convert(transform(spectra[0] * spectra[1], inverse, sizes, public), dtype)
    kept = list(sizes)
    if mode == "same":
        kept = list(x.shape[first:])
    elif mode == "valid":
        kept = [n - m + 1 for n, m in zip(x.shape[first:], y.shape[first:])]
    starts = [0] * first + [(n - k) // 2 for n, k in zip(sizes, kept)]
    limits = [n + k for n, k in zip(starts, [*result.shape[:first], *kept])]
    if starts != [0] * x.ndim or limits != list(result.shape):
        result = ops.slice_(result, starts, limits)
    return ops.transpose(result, [order.index(i) for i in range(x.ndim)])


def fftconvolve(
    in1: ArrayLike, in2: ArrayLike, mode: str = "full", axes: int | Sequence[int] | None = None
) -> Array:
    """Convolution by Fourier transforms, quick for long signals and inexact by rounding.

    Args:
        in1: array.
        in2: array of the same rank.
        mode: ``'full'``; ``'same'`` for the middle part of the size of ``in1``; ``'valid'`` for where the
            arrays overlap wholly.
        axes: the axes of the convolution; ``None`` is all. Other axes have one size in both arrays.
    Returns:
        Array of floats or complex numbers.
    Raises:
        ValueError: ranks or sizes do not fit, or there is no such mode.

    >>> cnp.round(cv.scipy.signal.fftconvolve(cnp.ones(2), cnp.ones(3)), 4).tolist()
    [1.0, 2.0, 2.0, 1.0]
    """
    x, y = _operands("fftconvolve", in1, in2, mode)
    along = as_axes(axes, x.ndim, "fftconvolve")
    if any(x.shape[i] != y.shape[i] for i in range(x.ndim) if i not in along):
        raise error(
            ValueError,
            f"fftconvolve: expected one size along the axes that are not in axes={axes}, got shapes "
            f"{x.shape} and {y.shape}",
        )
    if 0 in (x.size, y.size):
        raise error(ValueError, f"fftconvolve: inputs cannot be empty, got shapes {x.shape} and {y.shape}")
    return _by_transform("fftconvolve", x, y, mode, along) if along else x * y


def convolve(
    in1: ArrayLike, in2: ArrayLike, mode: str = "full", method: str = "auto", precision: Any = None
) -> Array:
    """Convolution of arrays of any rank.

    Args:
        in1: array.
        in2: array of the same rank.
        mode: ``'full'``, ``'same'`` (as ``in1``) or ``'valid'``.
        method: ``'direct'`` and ``'auto'`` for sums of products, ``'fft'`` for :func:`fftconvolve`.
        precision: accepted; products and sums are in full precision.
    Returns:
        Array of floats or complex numbers.
    Raises:
        ValueError: ranks or sizes do not fit, or there is no such mode or method.

    >>> cv.scipy.signal.convolve(cnp.array([1, 2, 3]), cnp.array([1, 1]), mode='same').tolist()
    [1.0, 3.0, 5.0]
    """
    return _convolve("convolve", in1, in2, mode, method, precision)


def _convolve(public: str, in1: Any, in2: Any, mode: str, method: str, precision: Any) -> Array:
    check_precision(precision, public)
    if method not in ("auto", "direct", "fft"):
        raise error(ValueError, f"{public}: expected 'auto', 'direct' or 'fft' for method, got {method!r}")
    if method == "fft":
        return fftconvolve(in1, in2, mode)
    return _direct(public, *_operands(public, in1, in2, mode), mode)


def _check_plane(public: str, in1: Any, in2: Any, boundary: str, fillvalue: Any) -> None:
    if boundary != "fill" or fillvalue != 0:
        raise error(
            NotImplementedError,
            f"{public}: only boundary='fill' with fillvalue=0 is implemented, got {boundary!r} and "
            f"{fillvalue!r}; pad the array with cnp.pad, and use mode='valid'",
        )
    if np.ndim(in1) != 2 or np.ndim(in2) != 2:
        raise error(
            ValueError, f"{public}: expected arrays of two axes, got {np.ndim(in1)} and {np.ndim(in2)}"
        )


def convolve2d(
    in1: ArrayLike,
    in2: ArrayLike,
    mode: str = "full",
    boundary: str = "fill",
    fillvalue: float = 0,
    precision: Any = None,
) -> Array:
    """Convolution of two arrays of two axes.

    Args:
        in1: array of two axes.
        in2: array of two axes.
        mode: ``'full'``, ``'same'`` (as ``in1``) or ``'valid'``.
        boundary: ``'fill'``.
        fillvalue: 0.
        precision: accepted; products and sums are in full precision.
    Returns:
        Array of floats or complex numbers.
    Raises:
        NotImplementedError: another boundary is asked for.
        ValueError: ranks or sizes do not fit, or there is no such mode.

    >>> cv.scipy.signal.convolve2d(cnp.ones((2, 2)), cnp.ones((2, 1))).tolist()
    [[1.0, 1.0], [2.0, 2.0], [1.0, 1.0]]
    """
    _check_plane("convolve2d", in1, in2, boundary, fillvalue)
    return _convolve("convolve2d", in1, in2, mode, "direct", precision)


def correlate(
    in1: ArrayLike, in2: ArrayLike, mode: str = "full", method: str = "auto", precision: Any = None
) -> Array:
    """Correlation of arrays of any rank: the convolution with the conjugate of ``in2`` turned around.

    Args:
        in1: array.
        in2: array of the same rank.
        mode: ``'full'``, ``'same'`` (as ``in1``) or ``'valid'``.
        method: ``'direct'`` and ``'auto'`` for sums of products, ``'fft'`` for Fourier transforms.
        precision: accepted; products and sums are in full precision.
    Returns:
        Array of floats or complex numbers.
    Raises:
        ValueError: ranks or sizes do not fit, or there is no such mode or method.

    >>> cv.scipy.signal.correlate(cnp.array([1, 2, 3]), cnp.array([0, 1]), mode='valid').tolist()
    [2.0, 3.0]
    """
    other = _conj(as_array(in2, "correlate", 1))
    return _convolve("correlate", in1, _flip(other), mode, method, precision)


def correlate2d(
    in1: ArrayLike,
    in2: ArrayLike,
    mode: str = "full",
    boundary: str = "fill",
    fillvalue: float = 0,
    precision: Any = None,
) -> Array:
    """Correlation of two arrays of two axes.

    Args:
        in1: array of two axes.
        in2: array of two axes.
        mode: ``'full'``, ``'same'`` (as ``in1``) or ``'valid'``.
        boundary: ``'fill'``.
        fillvalue: 0.
        precision: accepted; products and sums are in full precision.
    Returns:
        Array of floats or complex numbers.
    Raises:
        NotImplementedError: another boundary is asked for.
        ValueError: ranks or sizes do not fit, or there is no such mode.

    >>> cv.scipy.signal.correlate2d(cnp.eye(2), cnp.eye(2), mode='valid').tolist()
    [[2.0]]
    """
    _check_plane("correlate2d", in1, in2, boundary, fillvalue)
    x, y = _operands("correlate2d", in1, in2, mode)
    # The middle of sizes that are even is chosen as SciPy does.
    if mode == "same":
        return _flip(_convolve("correlate2d", _flip(x), _conj(y), mode, "direct", precision))
    result = _convolve("correlate2d", x, _flip(_conj(y)), mode, "direct", precision)
    # Where the second array is the larger one, it is the first one that is conjugated.
    swapped = mode == "valid" and _is_within(x.shape, y.shape) and x.shape != y.shape
    return _conj(result) if swapped else result
