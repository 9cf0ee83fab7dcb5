"""Polynomials as arrays of coefficients, that of the highest power first."""

from __future__ import annotations

import operator
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import ops
from covector.core.compiled import compiled
from covector.core.operands import as_array, as_inexact, promote
from covector.errors import error
from covector.numpy import creation
from covector.numpy.shape import atleast_1d
from covector.typing import Array, ArrayLike


def _pair(public: str, a: Any, b: Any, inexact: bool = False) -> tuple[Array, Array]:
    """Two arrays of coefficients of one dtype."""
    x, y = promote(public, a, b)
    if inexact:
        x, y = as_inexact(x, public), as_inexact(y, public)
    for coefficients in (x, y):
        if coefficients.ndim > 1:
            raise error(
                ValueError, f"{public}: expected coefficients of rank 1, got shape {coefficients.shape}"
            )
    return atleast_1d(x), atleast_1d(y)


def polyadd(a1: ArrayLike, a2: ArrayLike) -> Array:
    """Sum of two polynomials.

    Args:
        a1: coefficients, shape ``(m, ...)``.
        a2: coefficients, shape ``(n, ...)``.
    Returns:
        Coefficients, shape ``(max(m, n), ...)``, of the common dtype.
    Raises:
        TypeError: the further axes do not fit.

    >>> cnp.polyadd(cnp.array([1, 2]), cnp.array([9, 5, 4]))
    Array([9, 6, 6], dtype=int32)
    """
    x, y = promote("polyadd", a1, a2)
    x, y = atleast_1d(x), atleast_1d(y)
    if x.shape[0] < y.shape[0]:
        x, y = y, x
    low = [x.shape[0] - y.shape[0]] + [0] * (y.ndim - 1)
    zero = _core.full((), 0, y.dtype)
    return _core.add(x, ops.pad(y, zero, low, [0] * y.ndim) if low[0] else y)


def polysub(a1: ArrayLike, a2: ArrayLike) -> Array:
    """Difference of two polynomials.

    Args:
        a1: coefficients, shape ``(m, ...)``.
        a2: coefficients, shape ``(n, ...)``.
    Returns:
        Coefficients, shape ``(max(m, n), ...)``, of the common dtype.
    Raises:
        TypeError: the further axes do not fit.

    >>> cnp.polysub(cnp.array([2, 10, -2]), cnp.array([3, 10, -4]))
    Array([-1,  0,  2], dtype=int32)
    """
    x, y = promote("polysub", a1, a2)
    return polyadd(x, _core.negative(y))


def polymul(a1: ArrayLike, a2: ArrayLike, *, trim_leading_zeros: bool = False) -> Array:
    """Product of two polynomials.

    Args:
        a1: coefficients of rank 1.
        a2: coefficients of rank 1.
        trim_leading_zeros: whether zeros in front of the operands are left out, as NumPy does; not
            in ``jit``.
    Returns:
        Coefficients of the common float dtype.
    Raises:
        ValueError: a rank other than 1.

    >>> cnp.polymul(cnp.array([1, 2, 3]), cnp.array([9, 5, 1]))
    Array([ 9., 23., 38., 17.,  3.], dtype=float32)
    """
    x, y = _pair("polymul", a1, a2, inexact=True)
    if trim_leading_zeros:
        x, y = _trimmed(x, "polymul"), _trimmed(y, "polymul")
        x, y = (c if c.shape[0] else _core.full((1,), 0, x.dtype) for c in (x, y))
    if x.shape[0] < y.shape[0]:
        x, y = y, x
    return _product(x, y)


def _product(x: Array, y: Array) -> Array:
    """All sums of products of coefficients of the powers that add up to the same."""
    m, n = x.shape[0], y.shape[0]
    if not m or not n:
        return x
    zero = _core.full((), 0, x.dtype)
    padded = ops.pad(x, zero, [n - 1], [n - 1])
    rows = np.arange(m + n - 1)[:, None] + np.arange(n)[None, :]
    windows = padded[rows.astype(np.int32)]
    return ops.dot_general(windows, ops.reverse(y, (0,)), ((1,), (0,)), public="polymul")


def _trimmed(x: Array, public: str, tolerance: float = 0.0) -> Array:
    """Without the zeros in front."""
    from covector.numpy.positions import _concrete

    values = np.abs(_concrete(x, public).astype(np.complex128))
    found = np.flatnonzero(values > tolerance)
    return ops.slice_axis(x, int(found[0]) if found.size else x.shape[0], x.shape[0], 0)


def polydiv(u: ArrayLike, v: ArrayLike, *, trim_leading_zeros: bool = False) -> tuple[Array, Array]:
    """Quotient and remainder of two polynomials.

    Args:
        u: coefficients of rank 1.
        v: coefficients of rank 1, the first of them not 0.
        trim_leading_zeros: whether (near) zeros in front of the remainder are left out, as NumPy
            does; not in ``jit``.
    Returns:
        Quotient, shape ``(max(m - n + 1, 1),)``, and remainder, shape ``(m,)``.
    Raises:
        ValueError: a rank other than 1.

    >>> quotient, rest = cnp.polydiv(cnp.array([3.0, 5.0, 2.0]), cnp.array([2.0, 1.0]))
    >>> quotient
    Array([1.5 , 1.75], dtype=float32)
    >>> rest
    Array([0.  , 0.  , 0.25], dtype=float32)
    """
    x, y = _pair("polydiv", u, v, inexact=True)
    quotient, rest = _divided(x, y)
    if trim_leading_zeros:
        rest = _trimmed(rest, "polydiv", float(np.sqrt(dtypes.finfo(rest.dtype).eps)))
    return quotient, rest


@compiled()
def _divided(x: Array, y: Array) -> tuple[Array, Array]:
    m, n = x.shape[0], y.shape[0]
    scale = _core.true_divide(_core.full((), 1, y.dtype), y[0])
    parts = []
    for k in range(m - n + 1):
        part = _core.multiply(scale, x[k])
        parts.append(part)
        x = x.at[k : k + n].add(_core.negative(_core.multiply(part, y)))
    quotient = [ops.reshape(p, (1,)) for p in parts] or [_core.full((1,), 0, x.dtype)]
    return ops.concatenate(quotient, 0), x


def polyval(p: ArrayLike, x: ArrayLike, *, unroll: int = 16) -> Array:
    """Values of a polynomial, by Horner's scheme.

    Args:
        p: coefficients of rank 1, or with further axes that are broadcast against ``x``.
        x: array.
        unroll: accepted; all steps are unrolled.
    Returns:
        Array of the shape of ``x`` and the common dtype.
    Raises:
        TypeError: an operand is not array-like.

    >>> cnp.polyval(cnp.array([1, 2, 3]), cnp.array([0, 1, 2]))
    Array([ 3,  6, 11], dtype=int32)
    """
    coefficients, at = promote("polyval", p, x)
    if coefficients.ndim == 0:
        coefficients = ops.reshape(coefficients, (1,))
    return _horner(coefficients, at)


@compiled()
def _horner(coefficients: Array, x: Array) -> Array:
    shape_ = np.broadcast_shapes(coefficients.shape[1:], x.shape)
    value = _core.full(shape_, 0, x.dtype)
    for k in range(coefficients.shape[0]):
        value = _core.add(_core.multiply(value, x), coefficients[k])
    return value


def polyder(p: ArrayLike, m: int = 1) -> Array:
    """Coefficients of the ``m``-th derivative of a polynomial.

    Args:
        p: coefficients of rank 1.
        m: how often to differentiate.
    Returns:
        Coefficients of a float dtype.
    Raises:
        ValueError: ``m`` is negative.

    >>> cnp.polyder(cnp.array([2, 5, 3, 1]))
    Array([ 6., 10.,  3.], dtype=float32)
    """
    order = operator.index(m)
    if order < 0:
        raise error(ValueError, f"polyder: expected an order of derivative >= 0, got {order}; use polyint")
    x = as_inexact(p, "polyder")
    if order == 0:
        return x
    powers = np.arange(x.shape[0] - 1, order - 1, -1, dtype=np.float64)
    factors = np.ones(max(x.shape[0] - order, 0))
    for k in range(order):
        factors = factors * (powers - k)
    kept = ops.slice_axis(x, 0, len(factors), 0)
    return _core.multiply(kept, _core.convert(as_array(factors.astype(np.float32), "polyder"), x.dtype))


def polyint(p: ArrayLike, m: int = 1, k: Any = None) -> Array:
    """Coefficients of the ``m``-th antiderivative of a polynomial.

    Args:
        p: coefficients of rank 1.
        m: how often to integrate.
        k: the constants of integration, one or ``m`` of them; ``None``: 0.
    Returns:
        Coefficients of a float dtype.
    Raises:
        ValueError: ``m`` is negative, or ``k`` has another length.

    >>> cnp.polyint(cnp.array([12.0, 12.0, 6.0]))
    Array([4., 6., 6., 0.], dtype=float32)
    """
    order = operator.index(m)
    x, constants = promote("polyint", p, 0 if k is None else k)
    x, constants = as_inexact(x, "polyint"), atleast_1d(as_inexact(constants, "polyint"))
    if order < 0:
        raise error(ValueError, f"polyint: expected an order of integral >= 0, got {order}; use polyder")
    if constants.shape == (1,):
        constants = _core.broadcast_to(constants, (order,))
    if constants.shape != (order,):
        raise error(
            ValueError,
            f"polyint: k must be a scalar or a rank-1 array of length 1 or {order}, got {constants.shape}",
        )
    if order == 0:
        return x
    powers = np.arange(x.shape[0] + order - 1, -1, -1, dtype=np.float64)
    divisors = np.ones_like(powers)
    for j in range(order):
        divisors *= np.maximum(powers - j, 1)
    divisor = _core.convert(as_array(divisors.astype(np.float32), "polyint"), x.dtype)
    return _core.true_divide(ops.concatenate([x, constants], 0), divisor)


def poly(seq_of_zeros: ArrayLike) -> Array:
    """Coefficients of the polynomial with given zeros, or of a matrix's characteristic polynomial.

    Args:
        seq_of_zeros: zeros, shape ``(n,)``, or a square matrix.
    Returns:
        Coefficients, shape ``(n + 1,)``, of a float or complex dtype.
    Raises:
        ValueError: another shape.

    >>> cnp.poly(cnp.array([1.0, 2.0]))
    Array([ 1., -3.,  2.], dtype=float32)
    """
    zeros = atleast_1d(as_inexact(seq_of_zeros, "poly"))
    if zeros.ndim == 2 and zeros.shape[0] == zeros.shape[1] and zeros.shape[0]:
        from covector.numpy import linalg

        zeros = linalg.eigvals(zeros)
    if zeros.ndim != 1:
        raise error(ValueError, f"poly: expected zeros of rank 1 or a square matrix, got shape {zeros.shape}")
    if zeros.shape[0] == 0:
        return _core.full((), 1, zeros.dtype)
    return _from_zeros(zeros)


@compiled()
def _from_zeros(zeros: Array) -> Array:
    nothing = _core.full((), 0, zeros.dtype)
    result = _core.full((1,), 1, zeros.dtype)
    for k in range(zeros.shape[0]):
        higher, lower = ops.pad(result, nothing, [0], [1]), ops.pad(result, nothing, [1], [0])
        result = _core.subtract(higher, _core.multiply(zeros[k], lower))
    return result


def roots(p: ArrayLike, *, strip_zeros: bool = True) -> Array:
    """Zeros of a polynomial: the eigenvalues of its companion matrix.

    Args:
        p: coefficients of rank 1.
        strip_zeros: whether zeros at both ends are left out first, which needs concrete
            coefficients; without it they give zeros that are not finite.
    Returns:
        Complex array of rank 1, in no particular order.
    Raises:
        ConcretizationTypeError: ``p`` is being traced and ``strip_zeros`` is true.
        ValueError: a rank other than 1.

    >>> sorted(round(float(z.real), 3) for z in cnp.roots(cnp.array([1.0, -3.0, 2.0])))
    [1.0, 2.0]
    """
    x = atleast_1d(as_inexact(p, "roots"))
    if x.ndim != 1:
        raise error(ValueError, f"roots: Input must be a rank-1 array, got shape {x.shape}")
    target = dtypes.to_complex(x.dtype)
    if x.shape[0] < 2:
        return _core.full((0,), 0, target)
    at_zero = 0
    if strip_zeros:
        x = _trimmed(x, "roots")
        kept = _trimmed(ops.reverse(x, (0,)), "roots")
        at_zero = x.shape[0] - kept.shape[0]
        x = ops.reverse(kept, (0,))
    found = _companion_zeros(x, target)
    return ops.concatenate([found, _core.full((at_zero,), 0, target)], 0) if at_zero else found


def _companion_zeros(x: Array, target: np.dtype) -> Array:
    from covector.numpy import linalg

    n = x.shape[0] - 1
    if n < 1:
        return _core.full((0,), 0, target)
    below = creation.array(np.eye(n, k=-1)[1:], dtype=x.dtype)
    first = _core.negative(_core.true_divide(ops.slice_axis(x, 1, n + 1, 0), x[0]))
    return linalg.eigvals(ops.concatenate([ops.reshape(first, (1, n)), below], 0))


def polyfit(
    x: ArrayLike,
    y: ArrayLike,
    deg: int,
    rcond: float | None = None,
    full: bool = False,
    w: ArrayLike | None = None,
    cov: bool | str = False,
) -> Any:
    """Coefficients of the polynomial that fits points best, by least squares.

    Args:
        x: positions, shape ``(m,)``.
        y: values, shape ``(m,)`` or ``(m, k)``.
        deg: degree.
        rcond: singular values below this part of the greatest are left out; ``None``: ``m`` times the
            dtype's precision.
        full: whether to return residuals, rank, singular values and ``rcond`` too.
        w: weights of the points, shape ``(m,)``.
        cov: whether to return the covariance matrix too; ``"unscaled"``: without the residuals' factor.
    Returns:
        Coefficients, shape ``(deg + 1,)`` or ``(deg + 1, k)``, and what was asked for.
    Raises:
        TypeError: shapes do not fit.
        ValueError: the degree is negative.

    >>> x = cnp.array([0.0, 1.0, 2.0, 3.0])
    >>> cnp.round(cnp.polyfit(x, 2 * x + 1, 1), 3)
    Array([2., 1.], dtype=float32)
    """
    from covector.numpy import linalg

    order = operator.index(deg) + 1
    at, values = promote("polyfit", x, y)
    at, values = as_inexact(at, "polyfit"), as_inexact(values, "polyfit")
    if order < 1:
        raise error(ValueError, f"polyfit: expected deg >= 0, got {deg}")
    if at.ndim != 1 or at.shape[0] == 0:
        raise error(TypeError, f"polyfit: expected 1D vector for x that is not empty, got shape {at.shape}")
    if values.ndim not in (1, 2) or values.shape[0] != at.shape[0]:
        raise error(
            TypeError,
            f"polyfit: expected y of rank 1 or 2 with the length of x, got {values.shape} for {at.shape}",
        )
    matrix = vander(at, order)
    if rcond is None:
        rcond = at.shape[0] * float(dtypes.finfo(at.dtype).eps)
    if w is not None:
        weights = _core.convert(as_inexact(w, "polyfit"), matrix.dtype)
        if weights.shape != at.shape:
            raise error(TypeError, f"polyfit: expected w of shape {at.shape}, got {weights.shape}")
        matrix = _core.multiply(matrix, ops.expand_dims(weights, (1,)))
        values = _core.multiply(values, weights if values.ndim == 1 else ops.expand_dims(weights, (1,)))
    scale = _core.sqrt(ops.reduce("sum", _core.multiply(matrix, matrix), (0,)))
    matrix = _core.true_divide(matrix, scale)
    found, residuals, rank, singular = linalg.lstsq(matrix, values, rcond)
    found = _core.true_divide(found, scale if values.ndim == 1 else ops.expand_dims(scale, (1,)))
    if full:
        return found, residuals, rank, singular, _core.as_array(rcond)
    if not cov:
        return found
    transposed = ops.transpose(matrix, (1, 0))
    base = linalg.inv(ops.dot_general(transposed, matrix, ((1,), (0,))))
    base = _core.true_divide(base, _core.multiply(ops.expand_dims(scale, (1,)), scale))
    if cov == "unscaled":
        return (found, base) if values.ndim == 1 else (found, ops.expand_dims(base, (2,)))
    if at.shape[0] <= order:
        raise error(
            ValueError,
            f"polyfit: the number of data points must exceed {order} to scale the covariance matrix",
        )
    factor = _core.true_divide(residuals, at.shape[0] - order)
    if values.ndim == 1:
        return found, _core.multiply(base, factor)
    return found, _core.multiply(ops.expand_dims(base, (2,)), factor)


def vander(x: ArrayLike, N: int | None = None, increasing: bool = False) -> Array:
    """Powers of numbers, one row for each.

    Args:
        x: array of rank 1.
        N: number of columns; ``None``: as many as rows.
        increasing: whether the powers grow from left to right.
    Returns:
        Array of shape ``(len(x), N)`` and ``x.dtype``.
    Raises:
        ValueError: a rank other than 1, or a negative ``N``.

    >>> cnp.vander(cnp.array([1, 2, 3]), 3)
    Array([[1, 1, 1],
           [4, 2, 1],
           [9, 3, 1]], dtype=int32)
    """
    array = as_array(x, "vander")
    if array.ndim != 1:
        raise error(ValueError, f"vander: x must be a one-dimensional array, got shape {array.shape}")
    columns = array.shape[0] if N is None else operator.index(N)
    if columns < 0:
        raise error(ValueError, f"vander: N must be nonnegative, got {columns}")
    return _powers(array, columns, bool(increasing))


@compiled("columns", "increasing")
def _powers(x: Array, columns: int, increasing: bool) -> Array:
    powers = [_core.full((*x.shape, 1), 1, x.dtype)][:columns]
    column = ops.expand_dims(x, (1,))
    for k in range(1, columns):
        powers.append(_core.integer_pow(column, k))
    if not powers:
        return _core.full((x.shape[0], 0), 0, x.dtype)
    return ops.concatenate(powers if increasing else powers[::-1], 1)
