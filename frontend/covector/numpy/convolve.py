"""Convolution and correlation of sequences."""

from __future__ import annotations

from typing import Any

from covector import _core
from covector.core import ops
from covector.core.operands import as_array, as_inexact, promote
from covector.errors import error
from covector.lax.conv_shapes import ConvDimensionNumbers
from covector.lax.convolution import Geometry, accumulated, convolve_arrays
from covector.lax.matmul_precision import check_precision
from covector.typing import Array, ArrayLike

_LINE = ConvDimensionNumbers((0, 1, 2), (0, 1, 2), (0, 1, 2))


def _convolve(public: str, a: Any, v: Any, mode: str, precision: Any, preferred: Any) -> Array:
    check_precision(precision, public)
    x, y = as_array(a, public), as_array(v, public, 1)
    if x.ndim != 1 or y.ndim != 1:
        raise error(
            ValueError, f"{public}: expected arrays of one axis, got shapes {x.shape} and {y.shape}; "
            "see scipy.signal.convolve"
        )  # fmt: skip
    if preferred is None:
        x, y = (as_inexact(each, public) for each in promote(public, x, y))
    else:
        x, y = promote(public, x, y)
    if 0 in (x.size, y.size):
        raise error(ValueError, f"{public}: inputs cannot be empty, got shapes {x.shape} and {y.shape}")
    turned = public == "convolve"
    if not turned and y.dtype.kind == "c":
        y = _core.emit("conj", (y,), public=public)
    swapped = x.size < y.size
    if swapped:
        x, y = y, x
    pads = {"valid": (0, 0), "same": (y.size // 2, y.size - y.size // 2 - 1), "full": (y.size - 1,) * 2}
    if mode not in pads:
        raise error(ValueError, f"{public}: expected 'full', 'same' or 'valid' for mode, got {mode!r}")
    element = accumulated(x, preferred, public)
    lines = [ops.reshape(each, (1, 1, each.size)) for each in (x, y)]
    geometry = Geometry((1,), [pads[mode]], (1,), (1,))
    result = convolve_arrays(public, *lines, _LINE, geometry, reverse=turned, element=element)
    result = ops.reshape(result, result.shape[2:])
    return ops.reverse(result, (0,)) if swapped and not turned else result


def convolve(
    a: ArrayLike,
    v: ArrayLike,
    mode: str = "full",
    *,
    precision: Any = None,
    preferred_element_type: Any = None,
) -> Array:
    """Convolution of two sequences: element n is the sum over m of ``a[m] v[n - m]``.

    Args:
        a: array of one axis.
        v: array of one axis.
        mode: ``'full'`` for all elements, ``'same'`` for as many as the longer one has, ``'valid'`` for
            those where the sequences overlap wholly.
        precision: accepted; products and sums are in full precision.
        preferred_element_type: dtype of the sums and the result; ``None`` makes floats of integers.
    Returns:
        Array of one axis.
    Raises:
        ValueError: an array is empty or has not one axis, or there is no such mode.

    >>> cnp.convolve(cnp.array([1.0, 2.0, 3.0]), cnp.array([0.0, 1.0, 0.5]))
    Array([0. , 1. , 2.5, 4. , 1.5], dtype=float32)
    """
    return _convolve("convolve", a, v, mode, precision, preferred_element_type)


def correlate(
    a: ArrayLike,
    v: ArrayLike,
    mode: str = "valid",
    *,
    precision: Any = None,
    preferred_element_type: Any = None,
) -> Array:
    """Correlation of two sequences: sums over n of ``a[n + k] conj(v[n])``.

    Args:
        a: array of one axis.
        v: array of one axis.
        mode: ``'full'``, ``'same'`` or ``'valid'``, as in :func:`convolve`.
        precision: accepted; products and sums are in full precision.
        preferred_element_type: dtype of the sums and the result; ``None`` makes floats of integers.
    Returns:
        Array of one axis.
    Raises:
        ValueError: an array is empty or has not one axis, or there is no such mode.

    >>> cnp.correlate(cnp.array([1.0, 2.0, 3.0]), cnp.array([0.0, 1.0, 0.5]), 'same')
    Array([2. , 3.5, 3. ], dtype=float32)
    """
    return _convolve("correlate", a, v, mode, precision, preferred_element_type)
