"""Integrals of samples: ``covector.scipy.integrate``."""

from __future__ import annotations

from covector import numpy as cnp
from covector.typing import Array, ArrayLike

__all__ = ["trapezoid"]


def trapezoid(y: ArrayLike, x: ArrayLike | None = None, dx: ArrayLike = 1.0, axis: int = -1) -> Array:
    """Integral along an axis by the trapezoidal rule.

    Args:
        y: values.
        x: where they were taken; ``None`` is at distances ``dx``.
        dx: distance between neighbours.
        axis: the axis of the values.
    Returns:
        Array of the shape of ``y`` without the axis.

    >>> float(cv.scipy.integrate.trapezoid(cnp.array([1.0, 2.0, 3.0])))
    4.0
    """
    return cnp.trapezoid(y, x, dx, axis)
