"""Values between samples: interp, unwrap."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import ops
from covector.core.compiled import compiled
from covector.core.operands import as_array, as_axis, as_inexact, promote
from covector.errors import error
from covector.typing import Array, ArrayLike


def interp(
    x: ArrayLike,
    xp: ArrayLike,
    fp: ArrayLike,
    left: ArrayLike | str | None = None,
    right: ArrayLike | str | None = None,
    period: ArrayLike | None = None,
) -> Array:
    """Values of the function that joins samples by straight lines.

    Args:
        x: real array of any shape: where to evaluate.
        xp: positions of the samples, increasing, shape ``(n,)``.
        fp: the samples, real or complex, shape ``(n,)``.
        left: value below ``xp[0]``; ``None`` is ``fp[0]``; ``"extrapolate"`` goes on with the line.
        right: value above ``xp[-1]``; ``None`` is ``fp[-1]``.
        period: where given, positions are taken modulo this and ``xp`` need not be sorted.
    Returns:
        Array of the shape of ``x`` and a float or complex dtype.
    Raises:
        ValueError: the shapes of the samples differ, or ``x`` is complex.

    >>> cnp.interp(cnp.array([0.5, 2.5, 9.0]), cnp.array([0.0, 1.0, 3.0]), cnp.array([0.0, 10.0, 30.0]))
    Array([ 5., 25., 30.], dtype=float32)
    """
    at, places = promote("interp", x, xp)
    at, places = as_inexact(at, "interp"), as_inexact(places, "interp")
    values = as_inexact(fp, "interp")
    if places.shape != values.shape or places.ndim != 1:
        raise error(
            ValueError,
            "interp: xp and fp must be one-dimensional arrays of equal size, got shapes "
            f"{places.shape} and {values.shape}",
        )
    if at.dtype.kind == "c":
        raise error(ValueError, "interp: complex x values not supported; take real parts")
    for name, option in (("left", left), ("right", right)):
        if isinstance(option, str) and option != "extrapolate":
            raise error(
                ValueError,
                f"interp: the only valid string value of `{name}` is 'extrapolate', but got: {option!r}",
            )
    if period is not None and np.ndim(period) != 0:
        raise error(ValueError, f"interp: period must be a scalar; got {period}")
    beyond = [
        option if isinstance(option, str) or option is None else as_array(option, "interp")
        for option in (left, right)
    ]
    steps = None if period is None else _core.convert(as_array(period, "interp"), at.dtype)
    return _interpolated(at, places, values, beyond[0], beyond[1], steps)


def _interpolated(x: Array, xp: Array, fp: Array, left: Any, right: Any, period: Array | None) -> Array:
    import covector.numpy as cnp

    if period is not None:
        period = _core.absolute(period)
        x, xp = cnp.remainder(x, period), cnp.remainder(xp, period)
        order = cnp.argsort(xp)
        xp, fp = xp[order], fp[order]
        xp = ops.concatenate([_core.subtract(xp[-1:], period), xp, _core.add(xp[:1], period)], 0)
        fp = ops.concatenate([fp[-1:], fp, fp[:1]], 0)
    upper = cnp.clip(cnp.searchsorted(xp, x, side="right"), 1, max(xp.shape[0] - 1, 1))
    lower = _core.subtract(upper, 1)
    x0, x1, f0, f1 = xp[lower], xp[upper], fp[lower], fp[upper]
    width = _core.subtract(x1, x0)
    # Samples at one place: no slope, and no NaN in derivatives.
    narrow = _core.less_equal(_core.absolute(width), float(np.spacing(dtypes.finfo(xp.dtype).eps)))
    slope = _core.true_divide(
        _core.subtract(f1, f0), _core.select(narrow, _core.full((), 1, width.dtype), width)
    )
    line = _core.add(f0, _core.multiply(_core.subtract(x, x0), slope))
    result = _core.select(narrow, f0, line)
    if period is not None:
        return result
    if not isinstance(left, str):
        result = _core.select(_core.less(x, xp[0]), fp[0] if left is None else left, result)
    if not isinstance(right, str):
        result = _core.select(_core.greater(x, xp[-1]), fp[-1] if right is None else right, result)
    return result


def unwrap(
    p: ArrayLike, discont: ArrayLike | None = None, axis: int = -1, period: ArrayLike = 2 * math.pi
) -> Array:
    """Angles without jumps: multiples of the period are added so that neighbours are near.

    Args:
        p: real array.
        discont: jumps below this stay; ``None`` is half the period.
        axis: the axis.
        period: the period.
    Returns:
        Array of the shape of ``p``.
    Raises:
        ValueError: ``p`` is complex, or there is no such axis.

    >>> cnp.unwrap(cnp.array([0.0, 1.0, 4.0, 5.0]), period=4)
    Array([0., 1., 0., 1.], dtype=float32)
    """
    x = as_array(p, "unwrap")
    if x.dtype.kind == "c":
        raise error(ValueError, "unwrap: expected a real array, got complex numbers")
    along = as_axis(axis, x.ndim, "unwrap")
    if x.dtype.kind == "b" or (not dtypes.is_inexact(x.dtype) and not _is_integer(period)):
        x = as_inexact(x, "unwrap")
    if x.shape[along] < 2:
        return x
    return _unwrapped(
        x, None if discont is None else as_array(discont, "unwrap"), along, as_array(period, "unwrap")
    )


def _is_integer(value: Any) -> bool:
    return as_array(value, "unwrap").dtype.kind in "iu"


@compiled("axis")
def _unwrapped(x: Array, discont: Array | None, axis: int, period: Array) -> Array:
    import covector.numpy as cnp

    dtype = x.dtype
    size = x.shape[axis]
    steps = _core.subtract(ops.slice_axis(x, 1, size, axis), ops.slice_axis(x, 0, size - 1, axis))
    period = _core.convert(period, dtype)
    if dtypes.is_inexact(dtype):
        half = _core.true_divide(period, 2)
        exact: Any = True
    else:
        half = cnp.floor_divide(period, 2)
        exact = _core.equal(_core.multiply(half, 2), period)
    # The nearest step to 0 that differs by a multiple of the period; half a period keeps its sign.
    low = _core.negative(half)
    near = _core.add(cnp.remainder(_core.subtract(steps, low), period), low)
    on_edge = cnp.logical_and(cnp.logical_and(_core.equal(near, low), _core.greater(steps, 0)), exact)
    near = _core.select(on_edge, half, near)
    limit = half if discont is None else discont
    fixed = _core.select(
        _core.less(_core.absolute(steps), limit), _core.full((), 0, dtype), _core.subtract(near, steps)
    )
    total = _core.convert(cnp.cumsum(fixed, axis=axis), dtype)
    rest = _core.add(ops.slice_axis(x, 1, size, axis), total)
    return ops.concatenate([ops.slice_axis(x, 0, 1, axis), rest], axis)
