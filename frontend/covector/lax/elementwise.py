"""Elementwise operations: operands of one shape and dtype; Python numbers adapt to the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from covector import _core, dtypes
from covector.core import tree
from covector.core.operands import as_array
from covector.errors import error
from covector.lax.precision import check_accuracy
from covector.typing import Array, ArrayLike

Unary = Callable[[ArrayLike], Array]
Binary = Callable[[ArrayLike, ArrayLike], Array]
_NUMBERS = (bool, int, float, complex)
builtin_complex = complex


def operands(public: str, *xs: Any) -> list[Array]:
    """Arrays of one shape and dtype; Python numbers, and rank 0 beside others, are spread out.

    Raises:
        TypeError: shapes or dtypes differ.
    """
    arrays = [x for x in xs if not isinstance(x, _NUMBERS)]
    if not arrays:
        dtype, weak = _core.promote(*xs)
        return [_core.convert(_core.as_array(x), dtype, weak) for x in xs]
    first = [as_array(x, public, i) for i, x in enumerate(xs)]
    real = [a for a, x in zip(first, xs) if not isinstance(x, _NUMBERS)]
    strong = [a for a in real if not a.weak_type] or real
    dtype = strong[0].dtype
    if any(a.dtype != dtype for a in strong):
        raise error(
            TypeError,
            f"{public} requires arguments to have the same dtypes, got "
            f"{', '.join(a.dtype.name for a in first)}; convert one with convert_element_type, or "
            f"use the function of covector.numpy",
        )
    shapes = {a.shape for a in real if a.shape}
    if len(shapes) > 1:
        raise error(
            TypeError,
            f"{public} got incompatible shapes: {', '.join(str(a.shape) for a in first)}; "
            "expected one shape (the functions of covector.numpy broadcast)",
        )
    shape = shapes.pop() if shapes else ()
    weak = all(a.weak_type for a in first)
    return [_core.broadcast_to(_core.convert(a, dtype, weak), shape) for a in first]


def _unary(name: str, op: str, summary: str, example: str) -> Unary:
    def function(x: ArrayLike, /) -> Array:
        array = as_array(x, name)
        return _core.emit(op, (array,), weak_type=array.weak_type, public=name)

    call, result = example.split(" -> ")
    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"""{summary}

    Args:
        x: array of any shape; of floats where the function needs them.
    Returns:
        Array of the same shape.
    Raises:
        TypeError: the operation is not defined for the dtype.

    >>> {call}
    {result}
    """
    return function


def _accurate(name: str, summary: str, example: str) -> Callable[..., Array]:
    """A unary function that may be asked to be accurate."""

    def function(x: ArrayLike, *, accuracy: Any = None) -> Array:
        array = as_array(x, name)
        check_accuracy(accuracy, array, name)
        return _core.emit(name, (array,), weak_type=array.weak_type, public=name)

    call, result = example.split(" -> ")
    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"""{summary}

    Args:
        x: array of floats or complex numbers, of any shape.
        accuracy: a ``lax.Tolerance`` or ``lax.AccuracyMode`` that the result is to keep, or ``None``.
    Returns:
        Array of the same shape and dtype.
    Raises:
        TypeError: the operation is not defined for the dtype.
        NotImplementedError: the function may be less accurate.

    >>> {call}
    {result}
    """
    return function


def _binary(name: str, op: str, summary: str, example: str) -> Binary:
    def function(x: ArrayLike, y: ArrayLike, /) -> Array:
        left, right = operands(name, x, y)
        weak = left.weak_type and right.weak_type
        return _core.emit(op, (left, right), weak_type=weak, public=name)

    call, result = example.split(" -> ")
    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"""{summary}

    Args:
        x: array.
        y: array of the same shape and dtype, or a number.
    Returns:
        Array of the same shape.
    Raises:
        TypeError: shapes or dtypes differ.

    >>> {call}
    {result}
    """
    return function


def _compare(name: str, direction: str, summary: str, result: str) -> Binary:
    def function(x: ArrayLike, y: ArrayLike, /) -> Array:
        left, right = operands(name, x, y)
        if left.dtype.kind == "c" and name not in ("eq", "ne"):
            raise error(
                TypeError,
                f"{name} does not accept dtype {left.dtype}: expected real numbers or booleans; compare real "
                f"parts, or use covector.numpy, which orders complex numbers by real and imaginary parts",
            )
        return _core.emit("compare", (left, right), direction=direction, public=name)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"""Whether the elements are {summary}.

    Args:
        x: array.
        y: array of the same shape and dtype, or a number.
    Returns:
        Boolean array of the same shape.
    Raises:
        TypeError: shapes or dtypes differ.

    >>> bool(cv.lax.{name}(1.0, 2.0))
    {result}
    """
    return function


add = _binary("add", "add", "Sum.", "float(cv.lax.add(1.0, 2.0)) -> 3.0")
sub = _binary("sub", "sub", "Difference.", "float(cv.lax.sub(1.0, 2.0)) -> -1.0")
mul = _binary("mul", "mul", "Product.", "float(cv.lax.mul(2.0, 3.0)) -> 6.0")
div = _binary("div", "div", "Quotient; of integers towards 0.", "int(cv.lax.div(-7, 2)) -> -3")
rem = _binary("rem", "rem", "Remainder, signed as ``x``.", "int(cv.lax.rem(-7, 2)) -> -1")
max = _binary("max", "max", "Greater of two.", "float(cv.lax.max(1.0, 2.0)) -> 2.0")
min = _binary("min", "min", "Lesser of two.", "float(cv.lax.min(1.0, 2.0)) -> 1.0")
mulhi = _binary(
    "mulhi",
    "mulhi",
    "Upper half of the product of integers in twice as many bits.",
    "int(cv.lax.mulhi(2**30, 8)) -> 2",
)
atan2 = _binary("atan2", "atan2", "Angle of the point ``(y, x)``.", "float(cv.lax.atan2(0.0, 1.0)) -> 0.0")
nextafter = _binary(
    "nextafter",
    "nextafter",
    "Number next to ``x`` towards ``y``.",
    "float(cv.lax.nextafter(1.0, 2.0)) > 1 -> True",
)
bitwise_and = _binary("bitwise_and", "and", "Bitwise and.", "int(cv.lax.bitwise_and(6, 3)) -> 2")
bitwise_or = _binary("bitwise_or", "or", "Bitwise or.", "int(cv.lax.bitwise_or(6, 3)) -> 7")
bitwise_xor = _binary("bitwise_xor", "xor", "Bitwise exclusive or.", "int(cv.lax.bitwise_xor(6, 3)) -> 5")
shift_left = _binary("shift_left", "shift_left", "Shifted left.", "int(cv.lax.shift_left(1, 3)) -> 8")
shift_right_logical = _binary(
    "shift_right_logical",
    "shift_right_logical",
    "Shifted right, zeros coming in.",
    "int(cv.lax.shift_right_logical(8, 1)) -> 4",
)
shift_right_arithmetic = _binary(
    "shift_right_arithmetic",
    "shift_right_arithmetic",
    "Shifted right, copies of the sign coming in.",
    "int(cv.lax.shift_right_arithmetic(-8, 1)) -> -4",
)

neg = _unary("neg", "neg", "Negative.", "float(cv.lax.neg(1.0)) -> -1.0")
abs = _unary("abs", "abs", "Absolute value.", "float(cv.lax.abs(-1.0)) -> 1.0")
exp = _accurate("exp", "Exponential.", "float(cv.lax.exp(0.0)) -> 1.0")
exp2 = _accurate("exp2", "2 raised to ``x``.", "float(cv.lax.exp2(3.0)) -> 8.0")
expm1 = _accurate("expm1", "Exponential minus 1.", "float(cv.lax.expm1(0.0)) -> 0.0")
log = _accurate("log", "Natural logarithm.", "float(cv.lax.log(1.0)) -> 0.0")
log1p = _accurate("log1p", "Logarithm of ``1 + x``.", "float(cv.lax.log1p(0.0)) -> 0.0")
sqrt = _accurate("sqrt", "Square root.", "float(cv.lax.sqrt(4.0)) -> 2.0")
rsqrt = _accurate("rsqrt", "One over the square root.", "float(cv.lax.rsqrt(4.0)) -> 0.5")
cbrt = _accurate("cbrt", "Cube root.", "float(cv.lax.cbrt(8.0)) -> 2.0")
sin = _accurate("sin", "Sine.", "float(cv.lax.sin(0.0)) -> 0.0")
cos = _accurate("cos", "Cosine.", "float(cv.lax.cos(0.0)) -> 1.0")
tan = _accurate("tan", "Tangent.", "float(cv.lax.tan(0.0)) -> 0.0")
asin = _unary("asin", "asin", "Inverse sine.", "float(cv.lax.asin(0.0)) -> 0.0")
acos = _unary("acos", "acos", "Inverse cosine.", "float(cv.lax.acos(1.0)) -> 0.0")
atan = _unary("atan", "atan", "Inverse tangent.", "float(cv.lax.atan(0.0)) -> 0.0")
sinh = _unary("sinh", "sinh", "Hyperbolic sine.", "float(cv.lax.sinh(0.0)) -> 0.0")
cosh = _unary("cosh", "cosh", "Hyperbolic cosine.", "float(cv.lax.cosh(0.0)) -> 1.0")
tanh = _accurate("tanh", "Hyperbolic tangent.", "float(cv.lax.tanh(0.0)) -> 0.0")
asinh = _unary("asinh", "asinh", "Inverse hyperbolic sine.", "float(cv.lax.asinh(0.0)) -> 0.0")
acosh = _unary("acosh", "acosh", "Inverse hyperbolic cosine.", "float(cv.lax.acosh(1.0)) -> 0.0")
atanh = _unary("atanh", "atanh", "Inverse hyperbolic tangent.", "float(cv.lax.atanh(0.0)) -> 0.0")
logistic = _accurate("logistic", "``1 / (1 + exp(-x))``.", "float(cv.lax.logistic(0.0)) -> 0.5")
erf = _unary("erf", "erf", "Error function.", "float(cv.lax.erf(0.0)) -> 0.0")
erfc = _unary("erfc", "erfc", "Complementary error function.", "float(cv.lax.erfc(0.0)) -> 1.0")
erf_inv = _unary("erf_inv", "erf_inv", "Inverse error function.", "float(cv.lax.erf_inv(0.0)) -> 0.0")
floor = _unary("floor", "floor", "Greatest whole number not above.", "float(cv.lax.floor(1.5)) -> 1.0")
ceil = _unary("ceil", "ceil", "Least whole number not below.", "float(cv.lax.ceil(1.5)) -> 2.0")
bitwise_not = _unary("bitwise_not", "not", "Bitwise complement.", "int(cv.lax.bitwise_not(0)) -> -1")
population_count = _unary(
    "population_count", "popcount", "Number of bits that are 1.", "int(cv.lax.population_count(7)) -> 3"
)
clz = _unary("clz", "clz", "Number of leading bits that are 0.", "int(cv.lax.clz(1)) -> 31")
is_finite = _unary(
    "is_finite", "is_finite", "Whether neither infinite nor NaN.", "bool(cv.lax.is_finite(1.0)) -> True"
)
real = _unary("real", "real", "Real part.", "float(cv.lax.real(1 + 2j)) -> 1.0")
imag = _unary("imag", "imag", "Imaginary part.", "float(cv.lax.imag(1 + 2j)) -> 2.0")


def sign(x: ArrayLike, /) -> Array:
    """Sign: -1, 0 or 1; of complex ``x`` it is ``x / abs(x)``, and 0 at 0.

    Args:
        x: array of numbers.
    Returns:
        Array of the same shape and dtype.
    Raises:
        TypeError: ``x`` is boolean.

    >>> float(cv.lax.sign(-3.0))
    -1.0
    """
    array = as_array(x, "sign")
    if array.dtype.kind == "c":
        size = _core.absolute(array)
        zero = _core.equal(size, 0)
        direction = _core.true_divide(array, _core.select(zero, 1, size))
        return _core.convert(_core.select(zero, 0, direction), array.dtype, array.weak_type)
    return _core.emit("sign", (array,), weak_type=array.weak_type, public="sign")


eq = _compare("eq", "EQ", "equal", "False")
ne = _compare("ne", "NE", "different", "True")
lt = _compare("lt", "LT", "less", "True")
le = _compare("le", "LE", "less or equal", "True")
gt = _compare("gt", "GT", "greater", "False")
ge = _compare("ge", "GE", "greater or equal", "False")


def pow(x: ArrayLike, y: ArrayLike) -> Array:
    """``x`` raised to ``y``.

    Args:
        x: array of floats or complex numbers.
        y: array of the same shape, of the same dtype or of integers; or a number.
    Returns:
        Array of the same shape.
    Raises:
        TypeError: shapes or dtypes differ.

    >>> float(cv.lax.pow(2.0, 3.0))
    8.0
    """
    base, exponent = as_array(x, "pow"), as_array(y, "pow", 1)
    if dtypes.is_inexact(base.dtype) and dtypes.kind(exponent.dtype) in "iu":
        y = _core.convert(exponent, base.dtype, exponent.weak_type)
    left, right = operands("pow", x, y)
    weak = left.weak_type and right.weak_type
    return _core.emit("pow", (left, right), weak_type=weak, public="pow")


def integer_pow(x: ArrayLike, y: int) -> Array:
    """``x`` raised to a constant integer, by multiplication.

    Args:
        x: array of numbers.
        y: the exponent.
    Returns:
        Array of the same shape and dtype.
    Raises:
        TypeError: a negative exponent of integers.

    >>> int(cv.lax.integer_pow(2, 3))
    8
    """
    base = as_array(x, "integer_pow")
    if y < 0 and not dtypes.is_inexact(base.dtype):
        raise error(
            TypeError,
            f"integer_pow: Integers cannot be raised to negative powers, got dtype {base.dtype} and exponent "
            f"{y}; convert with convert_element_type first",
        )
    return _core.integer_pow(base, y)


def square(x: ArrayLike) -> Array:
    """Square.

    Args:
        x: array of numbers.
    Returns:
        Array of the same shape and dtype.
    Raises:
        TypeError: ``x`` is not array-like.

    >>> float(cv.lax.square(3.0))
    9.0
    """
    return _core.integer_pow(x, 2)


def reciprocal(x: ArrayLike) -> Array:
    """One over ``x``.

    Args:
        x: array of floats or complex numbers.
    Returns:
        Array of the same shape and dtype.
    Raises:
        TypeError: ``x`` is not array-like.

    >>> float(cv.lax.reciprocal(4.0))
    0.25
    """
    return _core.integer_pow(x, -1)


def conj(x: ArrayLike) -> Array:
    """Complex conjugate; real numbers become complex ones.

    Args:
        x: array of floats or complex numbers.
    Returns:
        Complex array of the same shape.
    Raises:
        TypeError: ``x`` is not array-like.

    >>> cv.lax.conj(1 + 2j)
    Array(1.-2.j, dtype=complex64, weak_type=True)
    """
    array = as_array(x, "conj")
    wide = _core.convert(array, dtypes.to_complex(array.dtype), array.weak_type)
    return _core.emit("conj", (wide,), weak_type=array.weak_type)


def complex(x: ArrayLike, y: ArrayLike) -> Array:
    """The complex number of a real and an imaginary part.

    Args:
        x: array of float32 or float64.
        y: array of the same shape and dtype.
    Returns:
        Complex array of the same shape.
    Raises:
        TypeError: shapes or dtypes differ.

    >>> cv.lax.complex(1.0, 2.0)
    Array(1.+2.j, dtype=complex64, weak_type=True)
    """
    left, right = operands("complex", x, y)
    weak = left.weak_type and right.weak_type
    return _core.emit("complex", (left, right), weak_type=weak)


def select(pred: ArrayLike, on_true: ArrayLike, on_false: ArrayLike) -> Array:
    """Elements of one array where a condition holds, else of another.

    Args:
        pred: boolean array of the same shape, or of rank 0.
        on_true: array.
        on_false: array of the same shape and dtype.
    Returns:
        Array of the same shape.
    Raises:
        TypeError: shapes or dtypes differ.

    >>> cv.lax.select(cnp.array([True, False]), cnp.ones(2), cnp.zeros(2))
    Array([1., 0.], dtype=float32)
    """
    x, y = operands("select", on_true, on_false)
    condition = as_array(pred, "select")
    if condition.shape not in ((), x.shape):
        raise error(TypeError, f"select: expected pred of shape {x.shape} or (), got {condition.shape}")
    return _core.select(condition, x, y)


def select_n(which: ArrayLike, *cases: ArrayLike) -> Array:
    """Elements of the case that ``which`` names.

    Args:
        which: boolean (two cases) or int32 array of the same shape, or of rank 0.
        cases: arrays of one shape and dtype.
    Returns:
        Array of the same shape.
    Raises:
        TypeError: shapes or dtypes differ.

    >>> cv.lax.select_n(cnp.array([True, False]), cnp.zeros(2), cnp.ones(2))
    Array([1., 0.], dtype=float32)
    """
    if not cases:
        raise error(ValueError, "select_n: expected one case or more, got none")
    chosen, arrays = as_array(which, "select_n"), operands("select_n", *cases)
    if chosen.dtype.kind == "b":
        if len(arrays) > 2:
            raise error(TypeError, f"select_n: a boolean names 2 cases, got {len(arrays)}")
        return _core.select(chosen, arrays[-1], arrays[0])
    result = arrays[-1]
    for number, case in reversed(list(enumerate(arrays[:-1]))):
        result = _core.select(_core.less_equal(chosen, number), case, result)
    return result


def clamp(min: ArrayLike, x: ArrayLike, max: ArrayLike) -> Array:
    """Limited to the range from ``min`` to ``max``; the derivative at a limit is 0.

    Args:
        min: lower limit, of rank 0 or of the shape of ``x``.
        x: array of real numbers.
        max: upper limit.
    Returns:
        Array of the shape and dtype of ``x``.
    Raises:
        TypeError: shapes or dtypes differ.

    >>> cv.lax.clamp(0.0, cnp.array([-1.0, 2.0]), 1.0)
    Array([0., 1.], dtype=float32)
    """
    limited = operands("clamp", min, x, max)
    weak = all(a.weak_type for a in limited)
    return _core.emit("clamp", limited, weak_type=weak, public="clamp")


def convert_element_type(operand: ArrayLike, new_dtype: Any) -> Array:
    """The elements converted to another dtype.

    Args:
        operand: array.
        new_dtype: the dtype; Python's ``int``, ``float`` give a weak one.
    Returns:
        Array of the same shape.
    Raises:
        TypeError: no array has such a dtype.

    >>> cv.lax.convert_element_type(1.5, cnp.int32)
    Array(1, dtype=int32)
    """
    array = as_array(operand, "convert_element_type")
    weak = new_dtype in (int, float, builtin_complex)
    return _core.convert(array, dtypes.requested(new_dtype, "convert_element_type"), weak)


def stop_gradient(x: Any) -> Any:
    """The same values, as constants for derivatives.

    Args:
        x: a tree of arrays.
    Returns:
        A tree of the same structure.
    Raises:
        TypeError: a leaf is not array-like.

    >>> float(cv.grad(lambda x: x * cv.lax.stop_gradient(x))(3.0))
    3.0
    """

    def stop(leaf: Any) -> Array:
        array = as_array(leaf, "stop_gradient")
        if not dtypes.is_inexact(array.dtype):
            return array
        return _core.emit("stop_gradient", (array,), weak_type=array.weak_type)

    return tree.map_tree(stop, x)
