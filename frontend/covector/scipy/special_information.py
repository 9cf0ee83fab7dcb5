"""Entropies, products with logarithms, and power transformations."""

from __future__ import annotations

from collections.abc import Callable

from covector import _core
from covector.core.compiled import compiled
from covector.scipy.special_common import apply, function, inexact_operands, number, real_operands, where
from covector.typing import Array, ArrayLike

__test__: dict[str, str] = {}

entr = function(
    "entr",
    "entr",
    ("x",),
    (
        "Entropy, ``-x * log(x)``: 0 at 0, -infinity below.",
        "round(float(cv.scipy.special.entr(0.5)), 4) -> 0.3466",
    ),
    __test__,
    weak=None,
)
rel_entr = function(
    "rel_entr",
    "rel_entr",
    ("p", "q"),
    (
        "Relative entropy, ``p * log(p / q)``: 0 where ``p`` is 0, infinite outside of the domain.",
        "round(float(cv.scipy.special.rel_entr(0.5, 0.25)), 4) -> 0.3466",
    ),
    __test__,
    weak=None,
)


def _product(op: str, public: str, logarithm: Callable[[Array], Array], x: ArrayLike, y: ArrayLike) -> Array:
    """``x`` times a logarithm of ``y``, 0 where ``x`` is."""
    factor, argument = inexact_operands(public, x, y)
    if factor.dtype.kind != "c":
        return apply(op, public, factor, argument)
    zero = _core.bitwise_and(_core.equal(factor, 0), _core.equal(argument, argument))
    return where(zero, number(factor, 0), _core.multiply(factor, logarithm(argument)))


def xlogy(x: ArrayLike, y: ArrayLike) -> Array:
    """``x * log(y)``, 0 where ``x`` is 0.

    Args:
        x: real or complex array.
        y: real or complex array.
    Returns:
        Array of an inexact dtype; NaN where ``y`` is.
    Raises:
        TypeError: the shapes do not broadcast.

    >>> float(cv.scipy.special.xlogy(0.0, 0.0))
    0.0
    """
    return _product("xlogy", "xlogy", _core.log, x, y)


def xlog1py(x: ArrayLike, y: ArrayLike) -> Array:
    """``x * log(1 + y)``, 0 where ``x`` is 0.

    Args:
        x: real or complex array.
        y: real or complex array.
    Returns:
        Array of an inexact dtype; NaN where ``y`` is.
    Raises:
        TypeError: the shapes do not broadcast.

    >>> float(cv.scipy.special.xlog1py(0.0, -1.0))
    0.0
    """
    return _product("xlog1py", "xlog1py", _core.log1p, x, y)


def kl_div(p: ArrayLike, q: ArrayLike) -> Array:
    """Terms of the Kullback-Leibler divergence, ``p * log(p / q) - p + q``.

    Args:
        p: real array.
        q: real array.
    Returns:
        Array of floats; ``q`` where ``p`` is 0, infinite outside of the domain.
    Raises:
        ValueError: an argument is complex.

    >>> round(float(cv.scipy.special.kl_div(0.5, 0.25)), 4)
    0.0966
    """
    x, y = real_operands("kl_div", p, q)
    return _core.add(_core.subtract(rel_entr(x, y), x), y)


@compiled()
def _boxcox(log: Array, power: Array) -> Array:
    flat = _core.equal(power, 0)
    safe = where(flat, number(power, 1), power)
    return where(flat, log, _core.true_divide(_core.expm1(_core.multiply(safe, log)), safe))


def boxcox(x: ArrayLike, lmbda: ArrayLike) -> Array:
    """Power transformation of Box and Cox, ``(x**lmbda - 1) / lmbda``; ``log(x)`` for ``lmbda = 0``.

    Args:
        x: real or complex array; NaN is given for negative numbers.
        lmbda: real or complex array.
    Returns:
        Array of an inexact dtype.
    Raises:
        TypeError: the shapes do not broadcast.

    >>> float(cv.scipy.special.boxcox(3.0, 1.0))
    2.0
    """
    array, power = inexact_operands("boxcox", x, lmbda)
    return _boxcox(_core.log(array), power)


def boxcox1p(x: ArrayLike, lmbda: ArrayLike) -> Array:
    """Power transformation of Box and Cox of ``1 + x``.

    Args:
        x: real or complex array; NaN is given below -1.
        lmbda: real or complex array.
    Returns:
        Array of an inexact dtype.
    Raises:
        TypeError: the shapes do not broadcast.

    >>> float(cv.scipy.special.boxcox1p(3.0, 1.0))
    3.0
    """
    array, power = inexact_operands("boxcox1p", x, lmbda)
    return _boxcox(_core.log1p(array), power)
