"""Standard errors."""

from __future__ import annotations

import math

from covector import numpy as cnp
from covector.errors import error
from covector.scipy._arguments import inexact
from covector.typing import Array, ArrayLike


def sem(
    a: ArrayLike,
    axis: int | None = 0,
    ddof: int = 1,
    nan_policy: str = "propagate",
    *,
    keepdims: bool = False,
) -> Array:
    """Standard error of the mean along an axis.

    Args:
        a: real array.
        axis: reduced axis; ``None`` reduces all.
        ddof: what is subtracted from the number of elements in the variance.
        nan_policy: ``"propagate"``, or ``"omit"`` to leave NaN out.
        keepdims: whether the reduced axis stays with size 1.
    Returns:
        Array of the floating-point dtype of ``a``.
    Raises:
        ValueError: ``nan_policy`` is another one.

    >>> round(float(cv.scipy.stats.sem(cnp.array([1.0, 2.0, 3.0, 4.0]))), 4)
    0.6455
    """
    (x,) = inexact("sem", a)
    if nan_policy not in ("propagate", "omit"):
        raise error(
            ValueError,
            f"sem: nan_policy must be 'propagate' or 'omit', got {nan_policy!r}; choose one of them",
        )
    if nan_policy == "omit":
        count = cnp.sum(~cnp.isnan(x), axis=axis, keepdims=keepdims)
        return cnp.nanstd(x, axis=axis, ddof=ddof, keepdims=keepdims) / cnp.sqrt(count.astype(x.dtype))
    size = x.size if axis is None else x.shape[axis]
    return cnp.std(x, axis=axis, ddof=ddof, keepdims=keepdims) / math.sqrt(size)
