"""Window functions of signal processing."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core.operands import as_array, as_inexact
from covector.errors import error
from covector.lax.special import bessel_i0e
from covector.typing import Array, ArrayLike

Window = Callable[[int], Array]


def _length(M: Any, public: str) -> int:
    try:
        return operator.index(M)
    except TypeError:
        raise error(TypeError, f"{public}: expected an integer for the length M, got {M!r}") from None


def _window(name: str, summary: str, formula: Callable[[np.ndarray, int], np.ndarray], values: str) -> Window:
    def function(M: int) -> Array:
        length = _length(M, name)
        dtype = dtypes.python_scalar_dtype(float)
        if length <= 1:
            return _core.full((max(length, 0),), 1, dtype)
        return _core.as_array(formula(np.arange(length), length - 1).astype(dtype))

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"""{summary}

    Args:
        M: number of points.
    Returns:
        Float array of shape ``(M,)``, at most 1.
    Raises:
        TypeError: ``M`` is not an integer, or is being traced.

    >>> cnp.{name}(4)
    {values}
    """
    return function


bartlett = _window(
    "bartlett",
    "Triangular window that is 0 at both ends.",
    lambda n, last: 1 - np.abs(2 * n - last) / last,
    "Array([0.       , 0.6666667, 0.6666667, 0.       ], dtype=float32)",
)
blackman = _window(
    "blackman",
    "Blackman's window: 0.42 - 0.5 cos(x) + 0.08 cos(2x).",
    lambda n, last: 0.42 - 0.5 * np.cos(2 * np.pi * n / last) + 0.08 * np.cos(4 * np.pi * n / last),
    "Array([-1.3877788e-17,  6.3000000e-01,  6.3000000e-01, -1.3877788e-17],      dtype=float32)",
)
hamming = _window(
    "hamming",
    "Hamming's window: 0.54 - 0.46 cos(x).",
    lambda n, last: 0.54 - 0.46 * np.cos(2 * np.pi * n / last),
    "Array([0.08, 0.77, 0.77, 0.08], dtype=float32)",
)
hanning = _window(
    "hanning",
    "Hann's window: 0.5 - 0.5 cos(x).",
    lambda n, last: 0.5 - 0.5 * np.cos(2 * np.pi * n / last),
    "Array([0.  , 0.75, 0.75, 0.  ], dtype=float32)",
)


def kaiser(M: int, beta: ArrayLike) -> Array:
    """Kaiser's window: ``i0(beta sqrt(1 - t^2)) / i0(beta)`` for ``t`` from -1 to 1.

    Args:
        M: number of points.
        beta: number that says how narrow the window is.
    Returns:
        Float array of shape ``(M,)``, at most 1.
    Raises:
        TypeError: ``M`` is not an integer, or is being traced.

    >>> cnp.round(cnp.kaiser(3, 2.0), 3)
    Array([0.439, 1.   , 0.439], dtype=float32)
    """
    length = _length(M, "kaiser")
    dtype = dtypes.python_scalar_dtype(float)
    if length <= 1:
        return _core.full((max(length, 0),), 1, dtype)
    places = np.linspace(-1, 1, length)
    narrowed = _core.as_array(np.sqrt(np.maximum(1 - places * places, 0)).astype(dtype))
    width = _core.convert(as_array(beta, "kaiser", 1), dtype)
    argument = _core.multiply(width, narrowed)
    # i0(x) = i0e(x) exp(|x|): the exponentials are divided first, which cannot overflow.
    grown = _core.exp(_core.subtract(_core.absolute(argument), _core.absolute(width)))
    return _core.multiply(_core.true_divide(bessel_i0e(argument), bessel_i0e(width)), grown)


def i0(x: ArrayLike) -> Array:
    """Modified Bessel function of the first kind and order 0.

    Args:
        x: real array.
    Returns:
        Array of the shape of ``x`` and a float dtype.
    Raises:
        ValueError: ``x`` is complex.

    >>> float(cnp.i0(0.0))
    1.0
    """
    array = as_inexact(x, "i0")
    if array.dtype.kind == "c":
        raise error(ValueError, "i0: expected a real array, got complex numbers")
    return _core.multiply(bessel_i0e(array), _core.exp(_core.absolute(array)))
