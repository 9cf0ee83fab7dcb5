"""Means, variances and correlations."""

from __future__ import annotations

import math
from typing import Any, Protocol

import numpy as np

from covector import _core, dtypes
from covector.core import ops
from covector.core.compiled import compiled
from covector.core.operands import as_array, as_axes, as_axis, as_inexact
from covector.errors import error
from covector.numpy import elementwise
from covector.numpy.reduction import as_mask, described, filled, keep, known, refuse_out, sum
from covector.typing import Array, ArrayLike, Axis, DTypeLike

_DTYPE = "dtype of the result; ``None``: that of ``a``, integers become floats."

# ---- means


def _count(x: Array, axes: tuple[int, ...]) -> int:
    return math.prod(x.shape[i] for i in axes)


def _wide(dtype: np.dtype) -> np.dtype:
    """The dtype of sums of elements of `dtype`."""
    return np.dtype("float32") if dtype.itemsize <= 2 else dtype


def _result_dtype(x: Array, dtype: Any, public: str) -> np.dtype:
    return dtypes.to_inexact(x.dtype) if dtype is None else dtypes.requested(dtype, public)


@compiled("axes", "dtype", "keepdims")
def _mean(x: Array, mask: Any, axes: tuple[int, ...], dtype: np.dtype, keepdims: bool) -> Array:
    wide = _wide(dtype)
    values = filled(_core.convert(x, wide, x.weak_type), mask, 0)
    total = ops.reduce("sum", values, axes, "mean")
    count: Any = _count(x, axes) or math.nan
    if mask is not None:
        counted = _core.convert(_core.broadcast_to(mask, x.shape), wide)
        count = ops.reduce("sum", counted, axes, "mean")
    return keep(_core.convert(_core.true_divide(total, count), dtype), x, axes, keepdims)


class Mean(Protocol):
    """A mean."""

    def __call__(
        self,
        a: ArrayLike,
        axis: Axis = None,
        dtype: DTypeLike | None = None,
        out: None = None,
        keepdims: bool = False,
        *,
        where: ArrayLike | None = None,
    ) -> Array: ...


def _counted(x: Array, where: Any, nan: bool, public: str) -> Array | None:
    """Which elements count."""
    mask, numbers = as_mask(where, public), known(x) if nan else None
    if mask is None or numbers is None:
        return numbers if mask is None else mask
    return _core.bitwise_and(numbers, _core.broadcast_to(mask, x.shape))


def _means(name: str, summary: str, example: str, nan: bool = False) -> Mean:
    def function(a, axis=None, dtype=None, out=None, keepdims=False, *, where=None):
        refuse_out(out, name)
        x = as_array(a, name)
        axes = as_axes(axis, x.ndim, name)
        return _mean(x, _counted(x, where, nan, name), axes, _result_dtype(x, dtype, name), keepdims)

    function.__annotations__ = Mean.__call__.__annotations__
    returns = "Array without the axes; NaN where there are no elements."
    raises = "ValueError: an axis is out of bounds or listed twice."
    return described(function, name, summary, returns, raises, example, dtype=_DTYPE)


mean = _means("mean", "Arithmetic mean.", "float(cnp.mean(cnp.arange(4))) -> 1.5")
nanmean = _means(
    "nanmean",
    "Mean of the elements that are not NaN.",
    "float(cnp.nanmean(cnp.array([1.0, 3.0, cnp.nan]))) -> 2.0",
    nan=True,
)

# ---- variances


@compiled("axes", "dtype", "ddof", "keepdims", "root")
def _var(
    x: Array, mask: Any, axes: tuple[int, ...], dtype: np.dtype, ddof: float, keepdims: bool, root: bool
) -> Array:
    wide = _wide(dtype)
    if x.dtype.kind == "c":
        wide = dtypes.to_complex(wide)
    values = _core.convert(x, wide, x.weak_type)
    distance = filled(_core.subtract(values, _mean(values, mask, axes, wide, True)), mask, 0)
    square = _core.multiply(distance, distance)
    if wide.kind == "c":
        imaginary = _core.imag(distance)
        real = _core.real(distance)
        square = _core.add(_core.multiply(real, real), _core.multiply(imaginary, imaginary))
    total = ops.reduce("sum", square, axes, "var")
    if mask is None:
        count = _count(x, axes) - ddof
        result = _core.true_divide(total, count if count > 0 else math.nan)
    else:
        counted = _core.convert(_core.broadcast_to(mask, x.shape), total.dtype)
        number = _core.subtract(ops.reduce("sum", counted, axes, "var"), ddof)
        result = _core.true_divide(total, _core.select(_core.greater(number, 0), number, math.nan))
    result = _core.sqrt(result) if root else result
    return keep(_core.convert(result, dtypes.to_real(dtype), result.weak_type), x, axes, keepdims)


class Variance(Protocol):
    """A variance or standard deviation."""

    def __call__(
        self,
        a: ArrayLike,
        axis: Axis = None,
        dtype: DTypeLike | None = None,
        out: None = None,
        ddof: float = 0,
        keepdims: bool = False,
        *,
        where: ArrayLike | None = None,
        correction: float | None = None,
    ) -> Array: ...


def _variance(name: str, summary: str, example: str, root: bool = False, nan: bool = False) -> Variance:
    def function(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=None, correction=None):
        refuse_out(out, name)
        if correction is not None:
            if ddof:
                raise error(ValueError, f"{name}: expected ddof or correction, got both")
            ddof = correction
        x = as_array(a, name)
        axes = as_axes(axis, x.ndim, name)
        mask = _counted(x, where, nan, name)
        return _var(x, mask, axes, _result_dtype(x, dtype, name), ddof, keepdims, root)

    function.__annotations__ = Variance.__call__.__annotations__
    return described(
        function,
        name,
        summary,
        "Float array without the axes; NaN where there are too few elements.",
        "ValueError: an axis is out of bounds, or both ``ddof`` and ``correction`` are given.",
        example,
        dtype=_DTYPE,
    )


var = _variance(
    "var", "Variance: mean of the squared distances from the mean.", "float(cnp.var(cnp.arange(4))) -> 1.25"
)
std = _variance(
    "std",
    "Standard deviation: square root of the variance.",
    "float(cnp.std(cnp.array([1.0, 3.0]))) -> 1.0",
    root=True,
)
nanvar = _variance(
    "nanvar",
    "Variance of the elements that are not NaN.",
    "float(cnp.nanvar(cnp.array([1.0, 3.0, cnp.nan]))) -> 1.0",
    nan=True,
)
nanstd = _variance(
    "nanstd",
    "Standard deviation of the elements that are not NaN.",
    "float(cnp.nanstd(cnp.array([1.0, 3.0, cnp.nan]))) -> 1.0",
    root=True,
    nan=True,
)

# ---- weights


def average(
    a: ArrayLike,
    axis: Axis = None,
    weights: ArrayLike | None = None,
    returned: bool = False,
    keepdims: bool = False,
) -> Any:
    """Weighted mean.

    Args:
        a: array of any shape.
        axis: one axis or several; ``None`` for all.
        weights: array of the shape of ``a``, or of its one axis; ``None``: all equal.
        returned: whether to return the sum of the weights too.
        keepdims: whether the axes stay, with size 1.
    Returns:
        Array without the axes, or a pair.
    Raises:
        ValueError: the shape of ``weights`` does not fit.

    >>> float(cnp.average(cnp.array([1.0, 3.0]), weights=cnp.array([3.0, 1.0])))
    1.5
    """
    x = as_array(a, "average")
    if weights is None:
        result = mean(x, axis, keepdims=keepdims)
        number = _count(x, as_axes(axis, x.ndim, "average"))
        return (result, _core.full(result.shape, number, result.dtype)) if returned else result
    w = as_array(weights, "average")
    dtype = dtypes.to_inexact(_core.promote(x, w)[0])
    x, w = _core.convert(x, dtype), _core.convert(w, dtype)
    if w.shape != x.shape:
        if axis is None or isinstance(axis, (tuple, list)) or w.ndim != 1:
            raise error(ValueError, f"average: expected weights of shape {x.shape}, got {w.shape}")
        along = as_axis(axis, x.ndim, "average")
        if w.size != x.shape[along]:
            raise error(
                ValueError,
                f"average: expected {x.shape[along]} weights for axis {along}, got {w.size}",
            )
        w = ops.broadcast_in_dim(w, x.shape, (along,))
    total = sum(w, axis, keepdims=keepdims)
    result = _core.true_divide(sum(_core.multiply(x, w), axis, keepdims=keepdims), total)
    return (result, total) if returned else result


# ---- correlations


def _samples(x: Array, rowvar: bool, public: str) -> Array:
    """The observations of each variable as a row."""
    if x.ndim > 2:
        raise error(ValueError, f"{public}: expected rank 2 or less, got shape {x.shape}")
    rows = x if x.ndim == 2 else ops.reshape(x, (1, x.size))
    return rows if rowvar or rows.shape[0] == 1 or x.ndim < 2 else ops.transpose(rows, (1, 0))


def _sample_weights(weights: Any, count: int, name: str, integers: bool) -> Array | None:
    if weights is None:
        return None
    w = as_array(weights, "cov")
    if w.shape != (count,):
        raise error(
            RuntimeError, f"cov: expected {name} of shape ({count},), one for each sample, got {w.shape}"
        )
    if integers and w.dtype.kind not in "iu":
        raise error(TypeError, f"cov: expected {name} of integers, got dtype {w.dtype}")
    return elementwise.abs(w)


def cov(
    m: ArrayLike,
    y: ArrayLike | None = None,
    rowvar: bool = True,
    bias: bool = False,
    ddof: int | None = None,
    fweights: ArrayLike | None = None,
    aweights: ArrayLike | None = None,
    dtype: DTypeLike | None = None,
) -> Array:
    """Covariances of variables, estimated from samples.

    Args:
        m: a variable in every row, a sample in every column; or one variable.
        y: more variables.
        rowvar: ``False`` if the variables are the columns.
        bias: whether to divide by the number of samples, not by one less.
        ddof: what the number of samples is lessened by, in place of ``bias``.
        fweights: how often each sample counts, integers.
        aweights: how much each sample counts.
        dtype: dtype of the result.
    Returns:
        Array of shape ``(variables, variables)``; of rank 0 for one variable.
    Raises:
        ValueError: the rank is above 2, or ``dtype`` is not floating point.
        RuntimeError: the weights do not fit the samples.

    >>> cnp.cov(cnp.array([[0.0, 2.0], [1.0, 5.0]]))
    Array([[2., 4.],
           [4., 8.]], dtype=float32)
    """
    xs = [as_inexact(part, "cov") for part in (m, y) if part is not None]
    wanted = _core.promote(*xs)[0] if dtype is None else dtypes.requested(dtype, "cov")
    if not dtypes.is_inexact(wanted):
        raise error(ValueError, f"cov: dtype must be floating point or complex, got {wanted}")
    rows = [_samples(_core.convert(x, wanted), rowvar, "cov") for x in xs]
    x = ops.concatenate(rows, 0, "cov")
    if x.shape[0] == 0:
        return _core.full((0, 0), 0, wanted)
    if x.shape[1] == 0:
        return _core.full(() if x.shape[0] == 1 else (x.shape[0],) * 2, math.nan, wanted)
    missing = ddof if ddof is not None else int(not bias)
    often = _sample_weights(fweights, x.shape[1], "fweights", True)
    much = _sample_weights(aweights, x.shape[1], "aweights", False)
    factor: Any = x.shape[1] - missing
    weighted = x
    if often is None and much is None:
        center = mean(x, 1, keepdims=True)
    else:
        parts = [_core.convert(w, wanted) for w in (often, much) if w is not None]
        weights = parts[0] if len(parts) == 1 else _core.multiply(*parts)
        total = sum(weights)
        center = _core.true_divide(sum(_core.multiply(x, weights), 1, keepdims=True), total)
        lost: Any = missing
        if much is not None:
            square = _core.multiply(weights, _core.convert(much, wanted))
            lost = _core.true_divide(_core.multiply(sum(square), missing), total)
        factor = _core.subtract(total, lost) if missing else total
    x = _core.subtract(x, center)
    weighted = x if often is None and much is None else _core.multiply(x, weights)
    weighted = _core.conj(weighted) if wanted.kind == "c" else weighted
    products = ops.dot_general(x, weighted, ((1,), (1,)), public="cov")
    result = _core.true_divide(products, factor)
    return ops.reshape(result, ()) if result.size == 1 else result


def corrcoef(
    x: ArrayLike, y: ArrayLike | None = None, rowvar: bool = True, dtype: DTypeLike | None = None
) -> Array:
    """Correlation coefficients of variables, estimated from samples.

    Args:
        x: a variable in every row, a sample in every column; or one variable.
        y: more variables.
        rowvar: ``False`` if the variables are the columns.
        dtype: dtype of the result.
    Returns:
        Array of shape ``(variables, variables)`` with numbers from -1 to 1.
    Raises:
        ValueError: the rank is above 2.
    Source:
        Pearson's product-moment coefficient.

    >>> cnp.corrcoef(cnp.array([[0.0, 2.0], [5.0, 1.0]]))
    Array([[ 1., -1.],
           [-1.,  1.]], dtype=float32)
    """
    c = cov(x, y, rowvar, dtype=dtype)
    if c.ndim == 0:
        return _core.true_divide(c, c)
    from covector.numpy.arithmetic import clip
    from covector.numpy.matrices import diagonal

    deviation = _core.sqrt(_core.real(diagonal(c)) if c.dtype.kind == "c" else diagonal(c))
    column = ops.reshape(deviation, (deviation.size, 1))
    c = _core.true_divide(_core.true_divide(c, column), deviation)
    if c.dtype.kind == "c":
        return _core.complex(clip(_core.real(c), -1, 1), clip(_core.imag(c), -1, 1))
    return clip(c, -1, 1)
