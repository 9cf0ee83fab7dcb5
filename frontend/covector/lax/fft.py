"""The discrete Fourier transform of the last axes."""

from __future__ import annotations

import enum
import operator
from collections.abc import Sequence

import numpy as np

from covector import _core, dtypes
from covector.core import ops
from covector.core.operands import as_array
from covector.errors import error
from covector.typing import Array, ArrayLike


class FftType(enum.IntEnum):
    """Which transform :func:`fft` is.

    >>> cv.lax.FftType.RFFT.name
    'RFFT'
    """

    FFT = 0
    IFFT = 1
    RFFT = 2
    IRFFT = 3


_NAMES = {name: kind for kind in FftType for name in (kind.name, kind.name.lower())}


def as_fft_operand(x: Array, kind: FftType, public: str) -> Array:
    """The operand in the dtype that the transform takes: complex, or real for RFFT.

    Raises:
        ValueError: it is complex and should be real.
    """
    inexact = dtypes.to_inexact(x.dtype)
    if inexact.itemsize == 2:
        inexact = np.dtype("float32")
    if kind is not FftType.RFFT:
        inexact = np.dtype("complex128" if inexact in (np.float64, np.complex128) else "complex64")
    elif inexact.kind == "c":
        raise error(ValueError, f"{public}: expected an array of real numbers, got {x.dtype}; see fft")
    return _core.convert(x, inexact)


def transform(x: Array, kind: FftType, lengths: Sequence[int], public: str) -> Array:
    """The transform of the last axes, of any number of them; sizes and dtype fit."""
    if not lengths:
        return x
    if kind is FftType.RFFT and len(lengths) > 3:
        first = transform(x, kind, lengths[-3:], public)
        return _outer(first, FftType.FFT, lengths[:-3], 3, public)
    if kind is FftType.IRFFT and len(lengths) > 3:
        return transform(_outer(x, FftType.IFFT, lengths[:-3], 3, public), kind, lengths[-3:], public)
    if len(lengths) > 3:
        return _outer(transform(x, kind, lengths[-3:], public), kind, lengths[:-3], 3, public)
    return _core.emit("fft", (x,), kind=kind.name.lower(), lengths=tuple(lengths), public=public)


def _outer(x: Array, kind: FftType, lengths: Sequence[int], inner: int, public: str) -> Array:
    """The transform of the axes in front of the last ``inner`` ones."""
    rank, count = x.ndim, len(lengths)
    batch = rank - inner - count
    order = [*range(batch), *range(rank - inner, rank), *range(batch, batch + count)]
    back = [*range(batch), *range(batch + inner, rank), *range(batch, batch + inner)]
    return ops.transpose(transform(ops.transpose(x, order), kind, lengths, public), back)


def fft(x: ArrayLike, fft_type: FftType | str, fft_lengths: Sequence[int]) -> Array:
    """Discrete Fourier transform of the last axes.

    Args:
        x: array, shape ``(..., *fft_lengths)``; for IRFFT the last axis has ``n // 2 + 1`` elements.
            Converted to complex, or for RFFT to floats; a float16 or bfloat16 array to float32.
        fft_type: FFT, IFFT, RFFT or IRFFT; or its name.
        fft_lengths: the lengths ``n``, of real numbers.
    Returns:
        Array of complex numbers, for IRFFT of real ones.
    Raises:
        ValueError: there is no such transform, lengths do not fit, or a complex array is given to RFFT.
        TypeError: ``fft_type`` is neither a type nor a name.

    >>> cv.lax.fft(cnp.array([1.0, 0.0, 0.0, 0.0]), 'rfft', (4,))
    Array([1.+0.j, 1.+0.j, 1.+0.j], dtype=complex64)
    """
    array = as_array(x, "fft")
    if isinstance(fft_type, str):
        if fft_type not in _NAMES:
            raise error(
                ValueError, f"fft: expected 'FFT', 'IFFT', 'RFFT' or 'IRFFT' for fft_type, got {fft_type!r}"
            )
        kind = _NAMES[fft_type]
    elif isinstance(fft_type, FftType):
        kind = fft_type
    else:
        raise error(TypeError, f"fft: expected an FftType or its name for fft_type, got {fft_type!r}")
    lengths = tuple(operator.index(n) for n in fft_lengths)
    array = as_fft_operand(array, kind, "fft")
    if len(lengths) > array.ndim:
        raise error(
            ValueError,
            f"fft: expected at most {array.ndim} fft_lengths for shape {array.shape}, got {lengths}",
        )
    sizes = list(lengths)
    if kind is FftType.IRFFT and sizes:
        sizes[-1] = sizes[-1] // 2 + 1
    if lengths and (array.shape[-len(lengths) :] != tuple(sizes) or min(lengths) < 1):
        raise error(
            ValueError,
            f"fft: expected an array with last axes {tuple(sizes)} for {kind.name} of fft_lengths {lengths}, "
            f"got shape {array.shape}",
        )
    return transform(array, kind, lengths, "fft")
