"""Spectra of signals, piece by piece.

Source: P. Welch, The use of the fast Fourier transform for the estimation of power spectra, 1967.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from covector import _core, dtypes
from covector.core import ops
from covector.core.operands import as_array, as_axis, as_index, as_inexact, broadcast_shapes
from covector.errors import error
from covector.lax.fft import FftType, transform
from covector.numpy.fft import fftfreq, resized, rfftfreq
from covector.numpy.shape import moveaxis
from covector.scipy.signal_trends import without_trend
from covector.typing import Array, ArrayLike

# ---- windows

# Coefficients of cosines, alternating in sign.
_COSINES = {
    "boxcar": (1.0,),
    "hann": (0.5, 0.5),
    "hamming": (0.54, 0.46),
    "blackman": (0.42, 0.5, 0.08),
    "nuttall": (0.3635819, 0.4891775, 0.1365995, 0.0106411),
    "blackmanharris": (0.35875, 0.48829, 0.14128, 0.01168),
    "flattop": (0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368),
}
_ALIASES = {"hanning": "hann", "rectangular": "boxcar", "ones": "boxcar", "hamm": "hamming"}


def _window_values(window: Any, size: int, public: str) -> np.ndarray:
    """A window for transforms (periodic) by its name."""
    name, *parameters = (window,) if isinstance(window, str) else window
    name = _ALIASES.get(name, name)
    steps = np.arange(size)
    if size == 1:
        return np.ones(1)
    if name in _COSINES and not parameters:
        angles = 2 * np.pi * steps / size
        return sum((-1) ** k * a * np.cos(k * angles) for k, a in enumerate(_COSINES[name]))
    if name == "bartlett" and not parameters:
        return 1 - np.abs(2 * steps / size - 1)
    if name == "cosine" and not parameters:
        return np.sin(np.pi * (steps + 0.5) / (size + 1))
    if name == "kaiser" and len(parameters) == 1:
        return np.kaiser(size + 1, parameters[0])[:-1]
    if name == "gaussian" and len(parameters) == 1:
        return np.exp(-0.5 * ((steps - size / 2) / parameters[0]) ** 2)
    known = ", ".join([*_COSINES, "bartlett", "cosine", "('kaiser', beta)", "('gaussian', std)"])
    raise error(
        ValueError, f"{public}: unknown window {window!r}; known are {known}; or give an array of values"
    )


def _window(window: Any, size: int, dtype: Any, public: str) -> Array:
    """The window as an array of one axis."""
    if isinstance(window, (str, tuple)):
        return _core.as_array(_window_values(window, size, public).astype(dtype))
    values = as_array(np.asarray(window) if isinstance(window, list) else window, public)
    if values.ndim != 1:
        raise error(ValueError, f"{public}: expected a window of one axis, got shape {values.shape}")
    if values.size != size:
        raise error(
            ValueError, f"{public}: expected a window of {size} values, as nperseg says, got {values.size}"
        )
    return _core.convert(values, dtype)


# ---- pieces


class Pieces(NamedTuple):
    """How a signal is cut."""

    size: int
    step: int
    points: int  # of a transform


def _pieces(public: str, nperseg: int, noverlap: Any, nfft: Any) -> Pieces:
    overlap = nperseg // 2 if noverlap is None else as_index(noverlap, public, "noverlap")
    points = nperseg if nfft is None else as_index(nfft, public, "nfft")
    if points < nperseg:
        raise error(ValueError, f"{public}: expected nfft >= nperseg, got {points} and {nperseg}")
    if overlap >= nperseg:
        raise error(ValueError, f"{public}: expected noverlap < nperseg, got {overlap} and {nperseg}")
    return Pieces(nperseg, nperseg - overlap, points)


def _positions(length: int, pieces: Pieces) -> np.ndarray:
    """Where the elements of each piece lie, shape (pieces, size)."""
    starts = np.arange(0, length - pieces.size + 1, pieces.step)
    return (starts[:, None] + np.arange(pieces.size)).astype(np.int32)


def _spectrum(
    x: Array, window: Array, detrended: Callable[[Array], Array], pieces: Pieces, half: bool
) -> Array:
    """Transforms of the pieces, shape (..., pieces, frequencies)."""
    if pieces.size == pieces.step == 1:
        cut = x[..., None]
    else:
        cut = x[..., _positions(x.shape[-1], pieces)]
    cut = resized(detrended(cut) * window, [pieces.points])
    if half:
        return transform(cut, FftType.RFFT, (pieces.points,), "stft")
    return transform(_core.convert(cut, _complex_of(cut)), FftType.FFT, (pieces.points,), "stft")


def _complex_of(x: Array) -> np.dtype:
    return np.dtype("complex128" if x.dtype in (np.float64, np.complex128) else "complex64")


def _extended(x: Array, count: int, boundary: str, public: str) -> Array:
    """With ``count`` more elements at both ends."""
    if boundary not in ("zeros", "even", "odd", "constant"):
        raise error(
            ValueError,
            f"{public}: expected None, 'zeros', 'even', 'odd' or 'constant' for boundary, got {boundary!r}",
        )
    if count < 1:
        return x
    last, size = x.ndim - 1, x.shape[-1]
    if boundary == "zeros":
        ends = [0] * last + [count]
        return ops.pad(x, _core.full((), 0, x.dtype), ends, ends)
    left_end, right_end = x[..., :1], x[..., -1:]
    if boundary == "constant":
        shape = (*x.shape[:-1], count)
        axes = range(x.ndim)
        return ops.concatenate(
            [ops.broadcast_in_dim(left_end, shape, axes), x, ops.broadcast_in_dim(right_end, shape, axes)],
            last,
        )
    if count > size - 1:
        raise error(
            ValueError,
            f"{public}: boundary {boundary!r} needs more than {count} elements, got {size}; choose a smaller "
            "nperseg",
        )
    left = ops.reverse(ops.slice_axis(x, 1, count + 1, last), (last,))
    right = ops.reverse(ops.slice_axis(x, size - count - 1, size - 1, last), (last,))
    if boundary == "odd":
        left, right = 2 * left_end - left, 2 * right_end - right
    return ops.concatenate([left, x, right], last)


def _trend_remover(kind: Any, axis: int, public: str) -> Callable[[Array], Array]:
    if isinstance(kind, str):
        if kind not in ("linear", "constant"):
            raise error(ValueError, f"{public}: expected 'linear' or 'constant' for detrend, got {kind!r}")
        return lambda x: without_trend(x, x.ndim - 1, kind)
    if callable(kind):
        return kind if axis == -1 else lambda x: moveaxis(kind(moveaxis(x, -1, axis)), axis, -1)
    if kind:
        raise error(
            ValueError,
            f"{public}: expected False, 'linear', 'constant' or a function for detrend, got {kind!r}",
        )
    return lambda x: x


def _filled(x: Array, length: int) -> Array:
    return resized(x, [length]) if x.shape[-1] < length else x


def _spectra(
    public: str,
    x: Any,
    y: Any,
    fs: Any,
    window: Any,
    nperseg: Any,
    noverlap: Any,
    nfft: Any,
    detrend: Any,
    return_onesided: bool,
    scaling: str,
    axis: int,
    mode: str,
    boundary: str | None = None,
    padded: bool = False,
) -> tuple[Array, Array, Array]:
    """Frequencies, times, and spectra of pieces with the frequencies along ``axis``, times last."""
    x = as_inexact(as_array(x, public), public)
    along = as_axis(axis, x.ndim, public)
    if y is not None:
        y = as_inexact(as_array(y, public, 1), public)
        if y.ndim != x.ndim:
            raise error(ValueError, f"{public}: expected arrays of one rank, got {x.shape} and {y.shape}")
        outer = [tuple(n for i, n in enumerate(a.shape) if i != along) for a in (x, y)]
        broadcast_shapes(public, *outer)
        dtype, _ = _core.promote(x, y)
        x, y = _core.convert(x, dtype), _core.convert(y, dtype)
    if scaling not in ("density", "spectrum"):
        raise error(ValueError, f"{public}: expected 'density' or 'spectrum' for scaling, got {scaling!r}")
    if x.dtype.itemsize == 2:
        raise error(TypeError, f"{public}: expected arrays of at least 32 bits, got {x.dtype}; convert them")
    result_dtype = _complex_of(x)
    real = np.zeros((), result_dtype).real.dtype
    if x.size == 0 or (y is not None and y.size == 0):
        shape = x.shape
        return _core.full(shape, 0, real), _core.full(shape, 0, real), _core.full(shape, 0, result_dtype)
    length = x.shape[along]
    if isinstance(window, (str, tuple)):
        size = length if nperseg is None else as_index(nperseg, public, "nperseg")
        if size > length:
            warnings.warn(
                f"{public}: nperseg = {size} is greater than the signal's length; using {length}",
                stacklevel=4,
            )
            size = length
    else:
        size = np.shape(window)[0] if np.ndim(window) else 0
        size = size if nperseg is None else as_index(nperseg, public, "nperseg")
        if size > length:
            raise error(ValueError, f"{public}: the window is longer than the signal, {size} and {length}")
    if size < 1:
        raise error(ValueError, f"{public}: expected a positive nperseg, got {size}")
    weights = _window(window, size, x.dtype if x.dtype.kind == "f" else real, public)
    pieces = _pieces(public, size, noverlap, nfft)

    signals = [moveaxis(a, along, -1) for a in ((x,) if y is None else (x, y))]
    longest = max(a.shape[-1] for a in signals)
    signals = [_filled(a, longest) for a in signals]
    if boundary is not None:
        signals = [_extended(a, size // 2, boundary, public) for a in signals]
    if padded:
        more = -(signals[0].shape[-1] - size) % pieces.step % size
        signals = [_filled(a, a.shape[-1] + more) for a in signals]
    half = return_onesided
    if half and x.dtype.kind == "c":
        half = False
        warnings.warn(
            f"{public}: a complex signal has no one-sided spectrum; give return_onesided=False", stacklevel=4
        )
    remover = _trend_remover(detrend, axis, public)
    spectra = [_spectrum(a, weights, remover, pieces, half) for a in signals]
    first = _core.emit("conj", (spectra[0],), public="conj")
    if y is not None:
        result = first * spectra[1]
    elif mode == "psd":
        result = first * spectra[0]
    else:
        result = spectra[0]
    total = weights.sum()
    scale = 1.0 / (fs * (weights * weights).sum()) if scaling == "density" else 1.0 / (total * total)
    result = result * (scale**0.5 if mode == "stft" else scale)
    if half and mode == "psd":
        # The other side is added: all but frequency 0 and the one at the end of an even number.
        doubled = np.full(result.shape[-1], 2.0)
        doubled[:1] = 1.0
        if pieces.points % 2 == 0:
            doubled[-1:] = 1.0
        result = result * _core.as_array(doubled.astype(real))
    result = _core.convert(result, result_dtype)
    if y is None and mode != "stft":
        result = result.real
    frequencies = (rfftfreq if half else fftfreq)(pieces.points, 1 / fs, dtype=real)
    times = np.arange(size / 2, signals[0].shape[-1] - size / 2 + 1, pieces.step)
    if boundary is not None:
        times = times - size / 2
    return frequencies, _core.as_array(times.astype(real)) / fs, moveaxis(result, -1, along)


# ---- functions


def stft(
    x: ArrayLike,
    fs: ArrayLike = 1.0,
    window: Any = "hann",
    nperseg: int = 256,
    noverlap: int | None = None,
    nfft: int | None = None,
    detrend: Any = False,
    return_onesided: bool = True,
    boundary: str | None = "zeros",
    padded: bool = True,
    axis: int = -1,
) -> tuple[Array, Array, Array]:
    """Short-time Fourier transform: of overlapping pieces of a signal.

    Args:
        x: array of numbers.
        fs: samples per unit of time.
        window: name of a window, name and parameter, or its values.
        nperseg: length of a piece.
        noverlap: elements that neighbours share; ``None`` is half of a piece.
        nfft: length of the transforms; ``None`` is that of a piece.
        detrend: ``False``, ``'constant'``, ``'linear'``, or a function of pieces (last axis).
        return_onesided: whether frequencies below 0 are left out for real signals.
        boundary: what is put around the signal: ``None``, ``'zeros'``, ``'even'``, ``'odd'``, ``'constant'``.
        padded: whether zeros are put behind, so that the pieces cover the whole signal.
        axis: the axis of time.
    Returns:
        Frequencies, times of the pieces, and the spectra: complex array with the frequencies along
        ``axis`` and the times along the last axis.
    Raises:
        ValueError: lengths do not fit, or a name is not known.

    >>> f, t, z = cv.scipy.signal.stft(cnp.ones(16), nperseg=4)
    >>> z.shape
    (3, 9)
    """
    return _spectra(
        "stft", x, None, fs, window, nperseg, noverlap, nfft, detrend, return_onesided, "spectrum", axis,
        "stft", boundary, padded,
    )  # fmt: skip


def csd(
    x: ArrayLike,
    y: ArrayLike | None,
    fs: ArrayLike = 1.0,
    window: Any = "hann",
    nperseg: int | None = None,
    noverlap: int | None = None,
    nfft: int | None = None,
    detrend: Any = "constant",
    return_onesided: bool = True,
    scaling: str = "density",
    axis: int = -1,
    average: str = "mean",
) -> tuple[Array, Array]:
    """Cross power spectral density of two signals by Welch's method.

    Args:
        x: array of numbers.
        y: array of numbers; ``None`` is ``x`` itself.
        fs: samples per unit of time.
        window: name of a window, name and parameter, or its values.
        nperseg: length of a piece; ``None`` is that of the signal, or of the window's values.
        noverlap: elements that neighbours share; ``None`` is half of a piece.
        nfft: length of the transforms; ``None`` is that of a piece.
        detrend: ``False``, ``'constant'``, ``'linear'``, or a function of pieces (last axis).
        return_onesided: whether frequencies below 0 are left out for real signals.
        scaling: ``'density'`` (per frequency) or ``'spectrum'``.
        axis: the axis of time.
        average: ``'mean'`` or ``'median'`` of the pieces.
    Returns:
        Frequencies and the density.
    Raises:
        ValueError: lengths do not fit, or a name is not known.

    >>> f, p = cv.scipy.signal.csd(cnp.ones(16), cnp.ones(16), nperseg=8)
    >>> p.shape
    (5,)
    """
    return _averaged(
        "csd", x, y, fs, window, nperseg, noverlap, nfft, detrend, return_onesided, scaling, axis, average
    )


def _averaged(public: str, x: Any, y: Any, *rest: Any) -> tuple[Array, Array]:
    *options, average = rest
    if average not in ("mean", "median"):
        raise error(ValueError, f"{public}: expected 'mean' or 'median' for average, got {average!r}")
    frequencies, _, power = _spectra(public, x, y, *options, "psd")
    if power.ndim < 2 or power.size == 0:
        return frequencies, power
    count = power.shape[-1]
    if count == 1:
        return frequencies, ops.reshape(power, power.shape[:-1])
    if average == "mean":
        return frequencies, power.mean(axis=-1)
    from covector.numpy import median

    steps = np.arange(2.0, count, 2)
    bias = 1 + float(np.sum(1 / (steps + 1) - 1 / steps))
    if power.dtype.kind == "c":
        parts = tuple(median(part, axis=-1) for part in (power.real, power.imag))
        middle = _core.emit("complex", parts, public=public)
    else:
        middle = median(power, axis=-1)
    return frequencies, middle / bias


def welch(
    x: ArrayLike,
    fs: ArrayLike = 1.0,
    window: Any = "hann",
    nperseg: int | None = None,
    noverlap: int | None = None,
    nfft: int | None = None,
    detrend: Any = "constant",
    return_onesided: bool = True,
    scaling: str = "density",
    axis: int = -1,
    average: str = "mean",
) -> tuple[Array, Array]:
    """Power spectral density of a signal by Welch's method: :func:`csd` with itself.

    Args:
        x: array of numbers.
        fs: samples per unit of time.
        window: name of a window, name and parameter, or its values.
        nperseg: length of a piece; ``None`` is that of the signal, or of the window's values.
        noverlap: elements that neighbours share; ``None`` is half of a piece.
        nfft: length of the transforms; ``None`` is that of a piece.
        detrend: ``False``, ``'constant'``, ``'linear'``, or a function of pieces (last axis).
        return_onesided: whether frequencies below 0 are left out for real signals.
        scaling: ``'density'`` (per frequency) or ``'spectrum'``.
        axis: the axis of time.
        average: ``'mean'`` or ``'median'`` of the pieces.
    Returns:
        Frequencies and the density, real.
    Raises:
        ValueError: lengths do not fit, or a name is not known.

    >>> f, p = cv.scipy.signal.welch(cnp.ones(16), nperseg=8, detrend=False)
    >>> round(float(p[0]), 4)
    5.3333
    """
    frequencies, power = _averaged(
        "welch",
        x,
        None,
        fs,
        window,
        nperseg,
        noverlap,
        nfft,
        detrend,
        return_onesided,
        scaling,
        axis,
        average,
    )
    return frequencies, power.real if power.dtype.kind == "c" else power


def _overlapped(pieces: Array, step: int) -> Array:
    """The sum of pieces (..., pieces, size) that begin ``step`` apart."""
    count, size = pieces.shape[-2:]
    positions = (np.arange(count)[:, None] * step + np.arange(size)).astype(np.int32)
    total = _core.full((*pieces.shape[:-2], step * (count - 1) + size), 0, pieces.dtype)
    return total.at[..., positions].add(pieces)


def istft(
    Zxx: ArrayLike,
    fs: ArrayLike = 1.0,
    window: Any = "hann",
    nperseg: int | None = None,
    noverlap: int | None = None,
    nfft: int | None = None,
    input_onesided: bool = True,
    boundary: bool = True,
    time_axis: int = -1,
    freq_axis: int = -2,
) -> tuple[Array, Array]:
    """Inverse of :func:`stft`: the signal whose pieces come nearest.

    Args:
        Zxx: complex array with axes of times and of frequencies.
        fs: samples per unit of time.
        window: as for :func:`stft`.
        nperseg: length of a piece; ``None`` is what the number of frequencies says.
        noverlap: elements that neighbours share; ``None`` is half of a piece.
        nfft: length of the transforms; ``None`` is what the number of frequencies says.
        input_onesided: whether frequencies below 0 were left out.
        boundary: whether something was put around the signal.
        time_axis: axis of the times of the pieces.
        freq_axis: axis of the frequencies.
    Returns:
        Times and the signal.
    Raises:
        ValueError: axes or lengths do not fit, or a window is not known.

    >>> f, t, z = cv.scipy.signal.stft(cnp.arange(8.0), nperseg=4)
    >>> cnp.round(cv.scipy.signal.istft(z, nperseg=4)[1], 4).tolist()
    [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]
    """
    z = as_array(Zxx, "istft")
    if z.ndim < 2:
        raise error(ValueError, f"istft: expected an array of at least two axes, got shape {z.shape}")
    frequency, time = as_axis(freq_axis, z.ndim, "istft"), as_axis(time_axis, z.ndim, "istft")
    if frequency == time:
        raise error(
            ValueError, f"istft: expected different axes for time_axis and freq_axis, got {time} twice"
        )
    z = _core.convert(z, _complex_of(z))
    count = z.shape[frequency]
    default = 2 * (count - 1) if input_onesided else count
    size = as_index(nperseg or default, "istft", "nperseg")
    if size < 1:
        raise error(ValueError, f"istft: expected a positive nperseg, got {size}")
    if nfft is None:
        points = default + (1 if input_onesided and size == default + 1 else 0)
    else:
        points = as_index(nfft, "istft", "nfft")
    pieces = _pieces("istft", size, noverlap or None, points)
    z = moveaxis(z, (time, frequency), (-2, -1))
    if input_onesided:
        cut = transform(resized(z, [points // 2 + 1]), FftType.IRFFT, (points,), "istft")
    else:
        cut = transform(resized(z, [points]), FftType.IFFT, (points,), "istft")
    cut = cut[..., :size]
    weights = _window(window, size, dtypes.to_real(cut.dtype), "istft")
    x = _overlapped(cut * (weights * weights.sum()), pieces.step)
    squares = ops.broadcast_in_dim(weights * weights, (cut.shape[-2], size), (1,))
    norm = _overlapped(squares, pieces.step)
    if boundary:
        x, norm = (a[..., size // 2 : a.shape[-1] - size // 2] for a in (x, norm))
    x = x / _core.select(_core.greater(norm, 1e-10), norm, norm * 0 + 1)
    if x.ndim > 1 and time != z.ndim - 1:
        x = moveaxis(x, -1, time - (frequency < time))
    real = dtypes.to_real(x.dtype)
    return _core.as_array(np.arange(x.shape[0]).astype(real)) / fs, x
