"""Comparison, truth and bits."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import ops
from covector.core.compiled import compiled
from covector.core.operands import as_array, promote
from covector.numpy import elementwise
from covector.numpy.ufunc import binary, checked, unary
from covector.typing import Array, ArrayLike

_BOOL = "bool"
_INTEGER = "the integer dtype of the operands"

# Comparison

equal = binary("equal", _core.equal, "Whether equal.", "bool(cnp.equal(1, 1)) -> True", _BOOL)
not_equal = binary(
    "not_equal", _core.not_equal, "Whether different.", "bool(cnp.not_equal(1, 1)) -> False", _BOOL
)
less = binary("less", _core.less, "Whether less.", "bool(cnp.less(1, 2)) -> True", _BOOL)
less_equal = binary(
    "less_equal",
    _core.less_equal,
    "Whether less or equal.",
    "bool(cnp.less_equal(1, 1)) -> True",
    _BOOL,
)
greater = binary("greater", _core.greater, "Whether greater.", "bool(cnp.greater(1, 2)) -> False", _BOOL)
greater_equal = binary(
    "greater_equal",
    _core.greater_equal,
    "Whether greater or equal.",
    "bool(cnp.greater_equal(1, 1)) -> True",
    _BOOL,
)

# Truth


def truth(x: Any, public: str = "logical_not") -> Array:
    """Whether different from zero, as a boolean array."""
    array = as_array(x, public)
    return array if array.dtype.kind == "b" else _core.not_equal(array, 0)


def _logical(name: str, op: Any) -> Any:
    return lambda x, y: op(truth(x, name), truth(y, name))


logical_and = binary(
    "logical_and",
    _logical("logical_and", _core.bitwise_and),
    "Whether both are different from zero.",
    "bool(cnp.logical_and(1, 0)) -> False",
    _BOOL,
)
logical_or = binary(
    "logical_or",
    _logical("logical_or", _core.bitwise_or),
    "Whether one of the two is different from zero.",
    "bool(cnp.logical_or(1, 0)) -> True",
    _BOOL,
)
logical_xor = binary(
    "logical_xor",
    _logical("logical_xor", _core.bitwise_xor),
    "Whether exactly one of the two is different from zero.",
    "bool(cnp.logical_xor(1, 1)) -> False",
    _BOOL,
)
logical_not = unary(
    "logical_not",
    lambda x: _core.bitwise_not(truth(x)),
    "Whether zero.",
    "bool(cnp.logical_not(0)) -> True",
    _BOOL,
)

# Bits

bitwise_and = binary(
    "bitwise_and", _core.bitwise_and, "Bitwise and.", "int(cnp.bitwise_and(6, 3)) -> 2", _INTEGER
)
bitwise_or = binary("bitwise_or", _core.bitwise_or, "Bitwise or.", "int(cnp.bitwise_or(6, 3)) -> 7", _INTEGER)
bitwise_xor = binary(
    "bitwise_xor",
    _core.bitwise_xor,
    "Bitwise exclusive or.",
    "int(cnp.bitwise_xor(6, 3)) -> 5",
    _INTEGER,
)
bitwise_not = unary(
    "bitwise_not",
    _core.bitwise_not,
    "Bitwise complement.",
    "int(cnp.bitwise_not(0)) -> -1",
    _INTEGER,
)
invert = bitwise_invert = bitwise_not
left_shift = binary(
    "left_shift",
    _core.left_shift,
    "``x1`` shifted left by ``x2`` bits.",
    "int(cnp.left_shift(1, 3)) -> 8",
    _INTEGER,
)
bitwise_left_shift = left_shift


def _shift_right(x: Array, y: Array) -> Array:
    unsigned = dtypes.kind(x.dtype) == "u"
    return (_core.right_shift_logical if unsigned else _core.right_shift_arithmetic)(x, y)


right_shift = binary(
    "right_shift",
    checked("right_shift", _shift_right, 2),
    "``x1`` shifted right by ``x2`` bits; copies of the sign come in.",
    "int(cnp.right_shift(-8, 1)) -> -4",
    _INTEGER,
)
bitwise_right_shift = right_shift


def bitwise_count(x: ArrayLike, /) -> Array:
    """Number of bits that are 1 in the absolute value.

    Args:
        x: integer array.
    Returns:
        ``uint8`` array of the same shape.
    Raises:
        TypeError: ``x`` is not of integers.

    >>> int(cnp.bitwise_count(7))
    3
    """
    array = as_array(x, "bitwise_count")
    return _core.convert(_core.population_count(_core.absolute(array)), np.dtype("uint8"))


# Kinds of numbers


def _of_bool(shape: tuple[int, ...], value: bool) -> Array:
    return _core.full(shape, value, np.dtype(np.bool_))


def _isnan(x: Any) -> Array:
    return _core.not_equal(as_array(x, "isnan"), x)


def _isinf(x: Any) -> Array:
    array = as_array(x, "isinf")
    if not dtypes.is_inexact(array.dtype):
        return _of_bool(array.shape, False)
    if array.dtype.kind == "c":
        return _core.bitwise_or(_isinf(_core.real(array)), _isinf(_core.imag(array)))
    return _core.equal(_core.absolute(array), math.inf)


def _isfinite(x: Any) -> Array:
    array = as_array(x, "isfinite")
    if not dtypes.is_inexact(array.dtype):
        return _of_bool(array.shape, True)
    if array.dtype.kind == "c":
        parts = _core.isfinite(_core.real(array)), _core.isfinite(_core.imag(array))
        return _core.bitwise_and(*parts)
    return _core.isfinite(array)


def _is_infinity(public: str, value: float) -> Any:
    def test(x: Any) -> Array:
        array = as_array(x, public)
        if array.dtype.kind == "c":
            raise elementwise_error(public, array)
        if not dtypes.is_inexact(array.dtype):
            return _of_bool(array.shape, False)
        return _core.equal(array, value)

    return test


def elementwise_error(public: str, x: Array) -> TypeError:
    """The error about a complex operand of a function of real numbers."""
    from covector.errors import error

    return error(TypeError, f"{public}: expected real numbers, got dtype {x.dtype}; test real and imag parts")


isnan = unary("isnan", _isnan, "Whether NaN.", "bool(cnp.isnan(cnp.nan)) -> True", _BOOL)
isinf = unary(
    "isinf", _isinf, "Whether infinite, of either sign.", "bool(cnp.isinf(-cnp.inf)) -> True", _BOOL
)
isfinite = unary(
    "isfinite",
    _isfinite,
    "Whether neither infinite nor NaN.",
    "bool(cnp.isfinite(1.0)) -> True",
    _BOOL,
)
isposinf = unary(
    "isposinf",
    _is_infinity("isposinf", math.inf),
    "Whether plus infinity.",
    "bool(cnp.isposinf(cnp.inf)) -> True",
    _BOOL,
)
isneginf = unary(
    "isneginf",
    _is_infinity("isneginf", -math.inf),
    "Whether minus infinity.",
    "bool(cnp.isneginf(cnp.inf)) -> False",
    _BOOL,
)
iscomplex = unary(
    "iscomplex",
    lambda x: _core.not_equal(elementwise.imag(x), 0),
    "Whether the imaginary part is different from zero.",
    "bool(cnp.iscomplex(1j)) -> True",
    _BOOL,
)
isreal = unary(
    "isreal",
    lambda x: _core.equal(elementwise.imag(x), 0),
    "Whether the imaginary part is zero.",
    "bool(cnp.isreal(1j)) -> False",
    _BOOL,
)


def iscomplexobj(x: Any) -> bool:
    """Whether the dtype is complex.

    Args:
        x: array-like of any shape.
    Returns:
        A Python ``bool``.
    Raises:
        TypeError: ``x`` has no dtype.

    >>> cnp.iscomplexobj(cnp.zeros(2, "complex64"))
    True
    """
    if isinstance(x, (list, tuple)):
        return np.iscomplexobj(x)
    return as_array(x, "iscomplexobj").dtype.kind == "c"


def isrealobj(x: Any) -> bool:
    """Whether the dtype is not complex.

    Args:
        x: array-like of any shape.
    Returns:
        A Python ``bool``.
    Raises:
        TypeError: ``x`` has no dtype.

    >>> cnp.isrealobj(cnp.zeros(2))
    True
    """
    return not iscomplexobj(x)


def isscalar(element: Any) -> bool:
    """Whether a number or an array of rank 0.

    Args:
        element: anything.
    Returns:
        A Python ``bool``.
    Raises:
        Nothing.

    >>> cnp.isscalar(3.0)
    True
    """
    if isinstance(element, (_core.Array, np.ndarray)):
        return element.ndim == 0
    return np.isscalar(element)


def iterable(y: Any) -> bool:
    """Whether it can be iterated over.

    Args:
        y: anything.
    Returns:
        A Python ``bool``.
    Raises:
        Nothing.

    >>> cnp.iterable(cnp.ones(3)), cnp.iterable(cnp.ones(()))
    (True, False)
    """
    try:
        iter(y)
    except TypeError:
        return False
    return True


# Closeness


@compiled("rtol", "atol", "equal_nan")
def _close(x: Array, y: Array, rtol: float, atol: float, equal_nan: bool) -> Array:
    if x.dtype.kind == "b":
        return _core.equal(x, y)
    if x.dtype.kind in "iu":
        dtype = dtypes.canonical(np.float64)
        x, y = _core.convert(x, dtype), _core.convert(y, dtype)
    bound = _core.add(atol, _core.multiply(rtol, _core.absolute(y)))
    near = _core.less_equal(_core.absolute(_core.subtract(x, y)), bound)
    # An infinity is close to itself only; its bound would be infinite too.
    finite = _core.bitwise_and(_isfinite(x), _isfinite(y))
    result = _core.bitwise_or(_core.bitwise_and(near, finite), _core.equal(x, y))
    if equal_nan:
        result = _core.bitwise_or(result, _core.bitwise_and(_isnan(x), _isnan(y)))
    return result


def isclose(
    a: ArrayLike,
    b: ArrayLike,
    rtol: float = 1e-05,
    atol: float = 1e-08,
    equal_nan: bool = False,
) -> Array:
    """Whether ``abs(a - b) <= atol + rtol * abs(b)``.

    Args:
        a: array of any shape.
        b: array, broadcast against ``a``.
        rtol: relative tolerance.
        atol: absolute tolerance.
        equal_nan: whether NaN is close to NaN.
    Returns:
        Boolean array of the broadcast shape.
    Raises:
        TypeError: the shapes do not broadcast.

    >>> bool(cnp.isclose(1.0, 1.0 + 1e-6))
    True
    """
    x, y = promote("isclose", a, b)
    return _close(x, y, float(rtol), float(atol), bool(equal_nan))


def allclose(
    a: ArrayLike,
    b: ArrayLike,
    rtol: float = 1e-05,
    atol: float = 1e-08,
    equal_nan: bool = False,
) -> Array:
    """Whether all elements are close, as ``isclose`` says.

    Args:
        a: array of any shape.
        b: array, broadcast against ``a``.
        rtol: relative tolerance.
        atol: absolute tolerance.
        equal_nan: whether NaN is close to NaN.
    Returns:
        Boolean array of rank 0.
    Raises:
        TypeError: the shapes do not broadcast.

    >>> bool(cnp.allclose(cnp.ones(3), 1.0))
    True
    """
    close = isclose(a, b, rtol, atol, equal_nan)
    return ops.reduce("and", close, range(close.ndim))


def array_equal(a1: Any, a2: Any, equal_nan: bool = False) -> Array:
    """Whether two arrays have one shape and equal elements.

    Args:
        a1: array.
        a2: array.
        equal_nan: whether NaN equals NaN.
    Returns:
        Boolean array of rank 0.
    Raises:
        Nothing.

    >>> bool(cnp.array_equal(cnp.ones(3), cnp.ones(2)))
    False
    """
    x, y = (_core.as_array(np.asarray(a) if isinstance(a, (list, tuple)) else a) for a in (a1, a2))
    if x.shape != y.shape:
        return _of_bool((), False)
    same = _core.equal(x, y)
    if equal_nan:
        same = _core.bitwise_or(same, _core.bitwise_and(_isnan(x), _isnan(y)))
    return ops.reduce("and", same, range(same.ndim))


def array_equiv(a1: Any, a2: Any) -> Array:
    """Whether two arrays are equal after broadcasting.

    Args:
        a1: array.
        a2: array.
    Returns:
        Boolean array of rank 0.
    Raises:
        Nothing.

    >>> bool(cnp.array_equiv(cnp.ones(3), 1))
    True
    """
    x, y = as_array(a1, "array_equiv"), as_array(a2, "array_equiv")
    try:
        np.broadcast_shapes(x.shape, y.shape)
    except ValueError:
        return _of_bool((), False)
    same = _core.equal(x, y)
    return ops.reduce("and", same, range(same.ndim))
