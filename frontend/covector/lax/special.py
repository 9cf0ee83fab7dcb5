"""Special functions of operands of one shape and dtype; Python numbers adapt to the others."""

from __future__ import annotations

from collections.abc import Callable

from covector import _core
from covector.lax.elementwise import operands
from covector.typing import Array, ArrayLike


def _document(
    function: Callable[..., Array], name: str, names: tuple[str, ...], text: tuple[str, str, str]
) -> None:
    summary, example, raises = text
    call, result = example.split(" -> ")
    described = "\n".join(f"        {n}: array of floats." for n in names)
    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"""{summary}

    Args:
{described}
    Returns:
        Array of the same shape and dtype.
    Raises:
        TypeError: shapes or dtypes differ, or are not of floats.{raises}

    >>> {call}
    {result}
    """


def _unary(name: str, summary: str, example: str) -> Callable[[ArrayLike], Array]:
    def function(x: ArrayLike) -> Array:
        (array,) = operands(name, x)
        return _core.emit(name, (array,), weak_type=array.weak_type, public=name)

    _document(function, name, ("x",), (summary, example, ""))
    return function


def _emit(name: str, *xs: ArrayLike, **attributes: int) -> Array:
    arrays = tuple(operands(name, *xs))
    weak = all(a.weak_type for a in arrays)
    return _core.emit(name, arrays, weak_type=weak, public=name, **attributes)


def _of_order_and_x(
    name: str, summary: str, example: str, raises: str = ""
) -> Callable[[ArrayLike, ArrayLike], Array]:
    def function(a: ArrayLike, x: ArrayLike) -> Array:
        return _emit(name, a, x)

    _document(function, name, ("a", "x"), (summary, example, raises))
    return function


lgamma = _unary(
    "lgamma", "Logarithm of the absolute value of the gamma function.", "float(cv.lax.lgamma(1.0)) -> 0.0"
)
digamma = _unary(
    "digamma",
    "Derivative of the logarithm of the gamma function; NaN at its poles.",
    "round(float(cv.lax.digamma(1.0)), 4) -> -0.5772",
)
bessel_i0e = _unary(
    "bessel_i0e",
    "Modified Bessel function of order 0, times ``exp(-|x|)``.",
    "float(cv.lax.bessel_i0e(0.0)) -> 1.0",
)
bessel_i1e = _unary(
    "bessel_i1e",
    "Modified Bessel function of order 1, times ``exp(-|x|)``.",
    "float(cv.lax.bessel_i1e(0.0)) -> 0.0",
)
igamma = _of_order_and_x(
    "igamma",
    "Regularised lower incomplete gamma function ``P(a, x)``.",
    "round(float(cv.lax.igamma(1.0, 1.0)), 4) -> 0.6321",
)
igammac = _of_order_and_x(
    "igammac",
    "Regularised upper incomplete gamma function ``Q(a, x) = 1 - P(a, x)``.",
    "round(float(cv.lax.igammac(1.0, 1.0)), 4) -> 0.3679",
)
igamma_grad_a = _of_order_and_x(
    "igamma_grad_a",
    "Derivative of ``igamma(a, x)`` by ``a``.",
    "round(float(cv.lax.igamma_grad_a(1.0, 1.0)), 4) -> -0.4317",
    "\n        ValueError: differentiated by ``a``.",
)
random_gamma_grad = _of_order_and_x(
    "random_gamma_grad",
    "Derivative by ``a`` of a number ``x`` drawn from the gamma distribution of shape ``a``.",
    "round(float(cv.lax.random_gamma_grad(1.0, 1.0)), 4) -> 1.1736",
    "\n        ValueError: differentiated.",
)


def polygamma(m: ArrayLike, x: ArrayLike) -> Array:
    """Derivative of order ``m`` of the digamma function.

    Args:
        m: array of floats; NaN is given where they are not whole numbers from 0 on.
        x: array of floats.
    Returns:
        Array of the same shape and dtype.
    Raises:
        TypeError: shapes or dtypes differ, or are not of floats.
        ValueError: differentiated by ``m``.

    >>> round(float(cv.lax.polygamma(1.0, 1.0)), 4)
    1.6449
    """
    return _emit("polygamma", m, x)


def zeta(x: ArrayLike, q: ArrayLike) -> Array:
    """Hurwitz's zeta function, the sum of ``(q + n)**-x`` over all ``n >= 0``.

    Args:
        x: array of floats; NaN is given below 1.
        q: array of floats.
    Returns:
        Array of the same shape and dtype; derivatives by both exist.
    Raises:
        TypeError: shapes or dtypes differ, or are not of floats.

    >>> round(float(cv.lax.zeta(2.0, 1.0)), 4)
    1.6449
    """
    return _emit("zeta", x, q, order=0)


def betainc(a: ArrayLike, b: ArrayLike, x: ArrayLike) -> Array:
    """Regularised incomplete beta function.

    Args:
        a: array of floats.
        b: array of floats.
        x: array of floats in [0, 1].
    Returns:
        Array of the same shape and dtype.
    Raises:
        TypeError: shapes or dtypes differ, or are not of floats.
        ValueError: differentiated by ``a`` or ``b``.

    >>> float(cv.lax.betainc(1.0, 1.0, 0.25))
    0.25
    """
    return _emit("betainc", a, b, x)
