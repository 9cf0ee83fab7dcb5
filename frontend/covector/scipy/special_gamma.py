"""The gamma function and its relatives: beta, zeta and incomplete functions, and numbers of choices."""

from __future__ import annotations

import math

import numpy as np

import covector.numpy as cnp
from covector import _core, lax
from covector.core.compiled import compiled
from covector.core.operands import as_array, as_index
from covector.errors import error
from covector.scipy.special_common import apply, function, inexact_operands, number, real_operands, where
from covector.typing import Array, ArrayLike

__test__: dict[str, str] = {}

gammaln = function(
    "gammaln",
    "lgamma",
    ("x",),
    (
        "Logarithm of the absolute value of the gamma function; infinite at its poles.",
        "round(float(cv.scipy.special.gammaln(4.0)), 4) -> 1.7918",
    ),
    __test__,
    weak=None,
    kind=TypeError,
)
digamma = function(
    "digamma",
    "digamma",
    ("x",),
    (
        "Derivative of the logarithm of the gamma function; NaN at its poles, as in JAX.",
        "round(float(cv.scipy.special.digamma(1.0)), 4) -> -0.5772",
    ),
    __test__,
    weak=None,
    kind=TypeError,
)
betaln = function(
    "betaln",
    "betaln",
    ("a", "b"),
    (
        "Logarithm of the absolute value of the beta function.",
        "round(float(cv.scipy.special.betaln(2.0, 3.0)), 4) -> -2.4849",
    ),
    __test__,
    weak=None,
    kind=TypeError,
)
beta = function(
    "beta",
    "beta",
    ("a", "b"),
    (
        "Beta function, ``gamma(a) * gamma(b) / gamma(a + b)``.",
        "round(float(cv.scipy.special.beta(2.0, 3.0)), 4) -> 0.0833",
    ),
    __test__,
)
betainc = function(
    "betainc",
    "betainc",
    ("a", "b", "x"),
    (
        "Regularised incomplete beta function; it can be differentiated by ``x``.",
        "float(cv.scipy.special.betainc(1.0, 1.0, 0.25)) -> 0.25",
    ),
    __test__,
    " Also: it is differentiated by ``a`` or ``b``.",
    weak=None,
)
gammainc = function(
    "gammainc",
    "igamma",
    ("a", "x"),
    (
        "Regularised lower incomplete gamma function.",
        "round(float(cv.scipy.special.gammainc(1.0, 1.0)), 4) -> 0.6321",
    ),
    __test__,
    weak=None,
    kind=TypeError,
)
gammaincc = function(
    "gammaincc",
    "igammac",
    ("a", "x"),
    (
        "Regularised upper incomplete gamma function, ``1 - gammainc(a, x)``.",
        "round(float(cv.scipy.special.gammaincc(1.0, 1.0)), 4) -> 0.3679",
    ),
    __test__,
    weak=None,
    kind=TypeError,
)
poch = function(
    "poch",
    "poch",
    ("z", "m"),
    (
        "Pochhammer symbol, ``gamma(z + m) / gamma(z)``.",
        "float(cv.scipy.special.poch(2.0, 3.0)) -> 24.0",
    ),
    __test__,
)


def gamma(x: ArrayLike) -> Array:
    """The gamma function.

    Args:
        x: real or complex array.
    Returns:
        Array of an inexact dtype; of real numbers infinite at 0, NaN at negative whole numbers; of
        complex ones NaN at both.
    Raises:
        TypeError: ``x`` is neither an array nor a number.

    >>> float(cv.scipy.special.gamma(5))
    24.0
    """
    (array,) = inexact_operands("gamma", x)
    if array.dtype.kind == "c":
        return cnp.exp(apply("complex_lgamma", "gamma", array, weak=False))
    return apply("gamma", "gamma", array, weak=False)


@compiled()
def _gammasgn(x: Array) -> Array:
    floor = lax.floor(x)
    negative = _core.less(x, 0)
    pole = _core.bitwise_and(negative, _core.equal(x, floor))
    odd = _core.bitwise_and(negative, _core.not_equal(lax.rem(floor, 2), 0))
    minus_zero = _core.bitwise_and(_core.equal(x, 0), cnp.signbit(x))
    sign = where(_core.bitwise_or(odd, minus_zero), number(x, -1), number(x, 1, weak=False))
    return where(_core.bitwise_or(pole, cnp.isnan(x)), number(x, math.nan), sign)


def gammasgn(x: ArrayLike) -> Array:
    """Sign of the gamma function: 1 or -1, of a zero its own sign, NaN at negative whole numbers.

    Args:
        x: real array.
    Returns:
        Array of floats.
    Raises:
        ValueError: ``x`` is complex.

    >>> float(cv.scipy.special.gammasgn(-0.5))
    -1.0
    """
    return _gammasgn(real_operands("gammasgn", x)[0])


def loggamma(x: ArrayLike) -> Array:
    """Logarithm of the gamma function, continued from the positive numbers.

    Args:
        x: real or complex array.
    Returns:
        Array of an inexact dtype; of real numbers NaN where ``x <= 0``, as in JAX.
    Raises:
        TypeError: ``x`` is neither an array nor a number.

    >>> round(float(cv.scipy.special.loggamma(4.0)), 4)
    1.7918
    """
    (array,) = inexact_operands("loggamma", x)
    if array.dtype.kind == "c":
        return apply("complex_lgamma", "loggamma", array)
    return where(_core.greater(array, 0), apply("lgamma", "loggamma", array), number(array, math.nan))


def factorial(n: ArrayLike, exact: bool = False) -> Array:
    """Product of the whole numbers from 1 to ``n``, continued by ``gamma(n + 1)``.

    Args:
        n: real array; 0 is given for negative numbers.
        exact: only ``False``: the result is of floats.
    Returns:
        Array of floats.
    Raises:
        NotImplementedError: ``exact`` is true.
        TypeError: ``n`` is complex.

    >>> float(cv.scipy.special.factorial(5))
    120.0
    """
    if exact:
        raise error(NotImplementedError, "factorial: expected exact=False, got True; results are of floats")
    (array,) = real_operands("factorial", n, kind=TypeError)
    result = apply("gamma", "factorial", _core.add(array, 1))
    return where(_core.less(array, 0), number(array, 0), result)


def comb(N: ArrayLike, k: ArrayLike, *, repetition: bool = False) -> Array:
    """Number of ways to choose ``k`` of ``N`` things.

    Args:
        N: real array.
        k: real array; 0 is given unless ``0 <= k <= N``.
        repetition: whether a thing may be chosen again.
    Returns:
        Array of floats.
    Raises:
        TypeError: an argument is complex.

    >>> float(cv.scipy.special.comb(5, 2)), float(cv.scipy.special.comb(5, 2, repetition=True))
    (10.0, 15.0)
    """
    things, chosen = real_operands("comb", N, k, kind=TypeError)
    if repetition:
        none = _core.bitwise_and(_core.equal(chosen, 0), _core.greater_equal(things, 0))
        total = _core.subtract(_core.add(things, chosen), 1)
        return where(none, number(things, 1), _binom(total, chosen))
    return _binom(things, chosen)


def _binom(n: Array, k: Array) -> Array:
    # Outside the domain the derivative is that of 0.
    inside = _core.bitwise_and(_core.less_equal(k, n), _core.greater_equal(k, 0))
    zero = number(n, 0)
    return where(inside, apply("binom", "comb", where(inside, n, zero), where(inside, k, zero)), zero)


def multigammaln(a: ArrayLike, d: int) -> Array:
    """Logarithm of the multivariate gamma function.

    Args:
        a: real array.
        d: dimension of the space of integration.
    Returns:
        Array of floats, the shape of ``a``.
    Raises:
        TypeError: ``d`` is no integer.
        ValueError: ``a`` is complex.

    >>> round(float(cv.scipy.special.multigammaln(3.0, 2)), 4)
    1.5502
    """
    d = as_index(d, "multigammaln", "d")
    (array,) = real_operands("multigammaln", a)
    total = number(array, 0.25 * d * (d - 1) * math.log(math.pi), weak=False)
    for i in range(d):
        total = _core.add(total, apply("lgamma", "multigammaln", _core.subtract(array, 0.5 * i)))
    return total


def polygamma(n: ArrayLike, x: ArrayLike) -> Array:
    """Derivative of order ``n`` of the digamma function.

    Args:
        n: array of integers from 0 on.
        x: real array.
    Returns:
        Array of floats.
    Raises:
        ValueError: ``n`` is not of integers, or ``x`` is complex.

    >>> round(float(cv.scipy.special.polygamma(1, 1.0)), 4)
    1.6449
    """
    kind = as_array(n, "polygamma").dtype
    if kind.kind not in "iu":
        raise error(
            ValueError, f"polygamma: expected n of an integer type, got {kind}; convert it with astype"
        )
    order, array = real_operands("polygamma", n, x)
    return apply("polygamma", "polygamma", _core.stop_gradient(order), array)


def zeta(x: ArrayLike, q: ArrayLike | None = None) -> Array:
    """Hurwitz's zeta function, the sum of ``(q + n)**-x`` over all ``n >= 0``.

    Args:
        x: real array; NaN is given below 1.
        q: real array.
    Returns:
        Array of floats.
    Raises:
        NotImplementedError: ``q`` is ``None``.
        TypeError: an argument is complex.

    >>> round(float(cv.scipy.special.zeta(2.0, 1.0)), 4)
    1.6449
    """
    if q is None:
        raise error(
            NotImplementedError,
            "zeta: expected q, got None; the Riemann zeta function is that with q=1",
        )
    return apply("zeta", "zeta", *real_operands("zeta", x, q, kind=TypeError), order=0)


def bernoulli(n: int) -> Array:
    """The Bernoulli numbers from 0 to ``n``.

    Args:
        n: the last one that is given.
    Returns:
        Array of floats, shape ``(n + 1,)``, where number 1 is -1/2.
    Raises:
        ValueError: ``n`` is negative.
    Source: B(2 k) = 2 (-1)^(k + 1) (2 k)! zeta(2 k) / (2 pi)^(2 k).

    >>> cv.scipy.special.bernoulli(2)
    Array([ 1.       , -0.5      ,  0.16666667], dtype=float32)
    """
    n = as_index(n, "bernoulli", "n")
    if n < 0:
        raise error(ValueError, f"bernoulli: expected n to be a non-negative integer, got {n}")
    numbers = [1.0, -0.5]
    for k in range(2, n + 1):
        if k % 2:
            numbers.append(0.0)
            continue
        zeta_of_k = math.fsum(float(m) ** -k for m in range(1, 60))
        if k < 20:  # the rest of the sum, by Euler and Maclaurin
            zeta_of_k += 60.0 ** (1 - k) / (k - 1) + 0.5 * 60.0**-k + k * 60.0 ** (-k - 1) / 12
            zeta_of_k -= k * (k + 1) * (k + 2) * 60.0 ** (-k - 3) / 720
        sign = 1 if k % 4 == 2 else -1
        logarithm = math.lgamma(k + 1) - k * math.log(2 * math.pi)
        size = 2 * zeta_of_k
        if k <= 170:
            numbers.append(sign * size * math.factorial(k) / (2 * math.pi) ** k)
        else:
            numbers.append(sign * (size * math.exp(logarithm) if logarithm < 709 else math.inf))
    return cnp.asarray(np.array(numbers[: n + 1]), dtype=cnp.zeros(0).dtype)
