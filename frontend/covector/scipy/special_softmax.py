"""Sums of exponentials, which neither overflow nor vanish."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import covector.numpy as cnp
from covector import _core, dtypes, nn
from covector.core.compiled import compiled
from covector.core.operands import as_inexact
from covector.scipy.special_common import number
from covector.typing import Array, ArrayLike

Axis = int | Sequence[int] | None


@compiled("axis", "keepdims", "signed")
def _logsumexp(a: Array, b: Any, axis: Any, keepdims: bool, where: Any, signed: bool) -> tuple[Array, Array]:
    if b is not None:
        a, b = cnp.broadcast_arrays(a, b)
        # What has the factor 0 takes no part.
        counts = cnp.not_equal(b, 0)
        where = counts if where is None else cnp.logical_and(where, counts)
    size = cnp.real(a)
    # The maximum cancels in what follows, so that its derivative is not needed.
    top = _core.stop_gradient(cnp.max(size, axis=axis, keepdims=True, where=where, initial=-math.inf))
    top = cnp.where(cnp.isfinite(top), top, number(top, 0))
    terms = cnp.exp(cnp.subtract(a, top))
    if b is not None:
        terms = cnp.multiply(b, terms)
    total = cnp.sum(terms, axis=axis, keepdims=True, where=where)
    sign = cnp.sign(total)
    if total.dtype.kind == "c" and not signed:
        result = cnp.add(cnp.log(total), top)
    elif signed:
        result = cnp.add(cnp.log(cnp.abs(total)), top)
    else:
        result = cnp.add(cnp.log(total), top)
    if not keepdims:
        axes = tuple(range(a.ndim)) if axis is None else axis
        result, sign = cnp.squeeze(result, axes), cnp.squeeze(sign, axes)
    return result, sign


def logsumexp(
    a: ArrayLike,
    axis: Axis = None,
    b: ArrayLike | None = None,
    keepdims: bool = False,
    return_sign: bool = False,
    where: ArrayLike | None = None,
) -> Array | tuple[Array, Array]:
    """Logarithm of the sum of exponentials along an axis, computed without overflow.

    Args:
        a: real or complex array, shape ``(..., n, ...)``.
        axis: reduced axes; ``None`` reduces all of them.
        b: factors of the exponentials, broadcast against ``a``.
        keepdims: whether reduced axes stay with size 1.
        return_sign: whether the logarithm of the absolute value and the sign are given.
        where: booleans, broadcast to ``a``: the elements that take part.
    Returns:
        Array of an inexact dtype, the shape of ``a`` without ``axis``; with ``return_sign`` two of them.
    Raises:
        TypeError: ``a`` is neither an array nor a number.

    >>> float(cv.scipy.special.logsumexp(cnp.zeros(4)))
    1.3862943649291992
    """
    array = as_inexact(a, "logsumexp")
    factors = None if b is None else as_inexact(b, "logsumexp")
    if factors is not None:
        dtype = dtypes.to_inexact(dtypes.result_type(array, factors))
        array, factors = array.astype(dtype), factors.astype(dtype)
    axes = axis if axis is None or isinstance(axis, int) else tuple(axis)
    result, sign = _logsumexp(array, factors, axes, bool(keepdims), where, bool(return_sign))
    return (result, sign) if return_sign else result


def softmax(x: ArrayLike, /, *, axis: Axis = None) -> Array:
    """``exp(x) / sum(exp(x))``, computed without overflow.

    Args:
        x: real array.
        axis: the axes along which the results sum to 1; ``None`` is all of them.
    Returns:
        Array of floats, the shape of ``x``.
    Raises:
        TypeError: ``x`` is neither an array nor a number.

    >>> cv.scipy.special.softmax(cnp.zeros((2, 2)))
    Array([[0.25, 0.25],
           [0.25, 0.25]], dtype=float32)
    """
    return nn.softmax(x, axis)


def log_softmax(x: ArrayLike, /, *, axis: Axis = None) -> Array:
    """``log(softmax(x))``, computed without overflow.

    Args:
        x: real array.
        axis: the axes along which the exponentials of the results sum to 1; ``None`` is all of them.
    Returns:
        Array of floats, the shape of ``x``.
    Raises:
        TypeError: ``x`` is neither an array nor a number.

    >>> cv.scipy.special.log_softmax(cnp.zeros(1))
    Array([0.], dtype=float32)
    """
    return nn.log_softmax(x, axis)
