"""Bessel functions, Legendre functions and spherical harmonics."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

import covector.numpy as cnp
from covector import _core, dtypes, lax
from covector.core.compiled import compiled
from covector.core.operands import as_array, as_index
from covector.errors import error
from covector.scipy.special_common import apply, function, real_operands
from covector.typing import Array, ArrayLike

__test__: dict[str, str] = {}

i0e = function(
    "i0e",
    "bessel_i0e",
    ("x",),
    ("Modified Bessel function of order 0, times ``exp(-|x|)``.", "float(cv.scipy.special.i0e(0.0)) -> 1.0"),
    __test__,
    weak=None,
    kind=TypeError,
)
i1e = function(
    "i1e",
    "bessel_i1e",
    ("x",),
    ("Modified Bessel function of order 1, times ``exp(-|x|)``.", "float(cv.scipy.special.i1e(0.0)) -> 0.0"),
    __test__,
    weak=None,
    kind=TypeError,
)


@compiled("name")
def _grown(name: str, x: Array) -> Array:
    """The scaled Bessel function of this name times ``exp(|x|)``, which alone may overflow: by its root."""
    root = _core.exp(_core.multiply(_core.absolute(x), 0.5))
    return _core.multiply(_core.multiply(apply(f"bessel_{name}e", name, x), root), root)


def i0(x: ArrayLike) -> Array:
    """Modified Bessel function of order 0.

    Args:
        x: real array.
    Returns:
        Array of floats.
    Raises:
        TypeError: ``x`` is complex.

    >>> round(float(cv.scipy.special.i0(1.0)), 4)
    1.2661
    """
    return _grown("i0", *real_operands("i0", x, kind=TypeError))


def i1(x: ArrayLike) -> Array:
    """Modified Bessel function of order 1.

    Args:
        x: real array.
    Returns:
        Array of floats.
    Raises:
        TypeError: ``x`` is complex.

    >>> round(float(cv.scipy.special.i1(1.0)), 4)
    0.5652
    """
    return _grown("i1", *real_operands("i1", x, kind=TypeError))


def bessel_jn(z: ArrayLike, *, v: int, n_iter: int = 50) -> Array:
    """Bessel functions of the orders 0, 1, ..., ``v``.

    Args:
        z: real array, shape ``(...)``.
        v: the greatest order.
        n_iter: JAX's number of steps; here all results are exact to the last places.
    Returns:
        Array of floats, shape ``(v + 1, ...)``.
    Raises:
        TypeError: ``v`` is no integer, or ``z`` complex.
        ValueError: ``v`` is negative.

    >>> cv.scipy.special.bessel_jn(cnp.array(0.0), v=1)
    Array([1., 0.], dtype=float32)
    """
    (array,) = real_operands("bessel_jn", z, kind=TypeError)
    v = as_index(v, "bessel_jn", "v")
    as_index(n_iter, "bessel_jn", "n_iter")
    if v < 0:
        raise error(ValueError, f"bessel_jn: expected v to be non-negative, got {v}")
    shape = (v + 1, *array.shape)
    orders = _core.convert(
        _core.emit("iota", (), shape=shape, axis=0, element_type=np.dtype("int32")), array.dtype
    )
    return apply("bessel_jn", "bessel_jn", orders, _core.broadcast_to(array, shape))


# ---- Legendre functions


def _recurrence(l: int, m: np.ndarray, normalized: bool) -> tuple[np.ndarray, np.ndarray]:  # noqa: E741
    """The factors of z P_(l-1)^m and P_(l-2)^m for the orders m < l."""
    if not normalized:
        return (2 * l - 1) / np.maximum(l - m, 1), (l + m - 1) / np.maximum(l - m, 1)
    square, before = np.maximum(l * l - m * m, 1), np.maximum((l - 1) ** 2 - m * m, 0)
    first = np.sqrt(max(4 * l * l - 1, 0) / square)
    return first, np.sqrt((2 * l + 1) * before / (max(2 * l - 3, 1) * square))


def _legendre(degree: int, z: Array, normalized: bool) -> Array:
    """P_l^m(z) for all orders m and degrees l up to `degree`: shape (m, l, n).

    Source: the recurrence P_l^m = ((2 l - 1) z P_(l-1)^m - (l + m - 1) P_(l-2)^m) / (l - m), which is
    stable in l; with the factors of the spherical harmonics where these are asked for.
    """
    orders = np.arange(degree + 1)
    root = cnp.sqrt(cnp.maximum(_core.subtract(1, _core.multiply(z, z)), 0))
    columns: list[Array] = []
    diagonal = _core.broadcast_to(_core.convert(_core.as_array(1.0), z.dtype), z.shape)
    if normalized:
        diagonal = _core.multiply(diagonal, math.sqrt(0.25 / math.pi))
    zeros = cnp.zeros((degree + 1, *z.shape), z.dtype)
    for l in range(degree + 1):  # noqa: E741
        if l:
            step = math.sqrt((2 * l + 1) / (2 * l)) if normalized else 2 * l - 1
            diagonal = _core.multiply(_core.multiply(diagonal, -step), root)
        m = np.minimum(orders, max(l - 1, 0)).astype(np.float64)
        first, second = _recurrence(l, m, normalized)
        below = (orders < l).astype(np.float64)
        column = zeros
        if l >= 1:
            factor = cnp.asarray((first * below)[:, None], dtype=z.dtype)
            column = _core.multiply(_core.multiply(factor, z), columns[l - 1])
        if l >= 2:
            factor = cnp.asarray((second * (orders < l - 1))[:, None], dtype=z.dtype)
            column = _core.subtract(column, _core.multiply(factor, columns[l - 2]))
        on_diagonal = cnp.asarray((orders == l)[:, None])
        columns.append(cnp.where(on_diagonal, diagonal, column))
    return cnp.stack(columns, axis=1)


def _legendre_operands(public: str, m: Any, n: Any, z: ArrayLike) -> tuple[int, Array]:
    array = as_array(z, public)
    if array.dtype.name not in ("float32", "float64"):
        raise error(TypeError, f"{public}: expected z of float32 or float64, got {array.dtype}")
    if array.ndim != 1:
        raise error(
            ValueError, f"{public}: expected z to be a 1D array, got {array.ndim} dimensions; reshape it"
        )
    order, degree = as_index(m, public, "m"), as_index(n, public, "n")
    if order != degree:
        raise error(NotImplementedError, f"{public}: expected m = n, got m = {order} and n = {degree}")
    return degree, array


def lpmn(m: int, n: int, z: ArrayLike) -> tuple[Array, Array]:
    """Associated Legendre functions of the first kind and their derivatives.

    Args:
        m: greatest order, equal to ``n``.
        n: greatest degree.
        z: array of float32 or float64, shape ``(k,)``.
    Returns:
        Two arrays of shape ``(m + 1, n + 1, k)``: the functions, and their derivatives by ``z``.
    Raises:
        TypeError: another dtype.
        ValueError: ``z`` has another rank.
        NotImplementedError: ``m`` is not ``n``.
    Source: (z^2 - 1) P' = l z P_l^m - (l + m) P_(l-1)^m.

    >>> cv.scipy.special.lpmn(1, 1, cnp.array([0.5]))[0].shape
    (2, 2, 1)
    """
    degree, array = _legendre_operands("lpmn", m, n, z)
    values = _legendre(degree, array, False)
    orders, degrees = np.arange(degree + 1)[:, None, None], np.arange(degree + 1)[None, :, None]
    before = cnp.concatenate([cnp.zeros_like(values[:, :1]), values[:, :-1]], axis=1)
    first = cnp.asarray(degrees.astype(np.float64), dtype=array.dtype)
    second = cnp.asarray((orders + degrees).astype(np.float64), dtype=array.dtype)
    slope = cnp.subtract(cnp.multiply(cnp.multiply(first, array), values), cnp.multiply(second, before))
    return values, cnp.divide(slope, cnp.subtract(cnp.multiply(array, array), 1))


def lpmn_values(m: int, n: int, z: ArrayLike, is_normalized: bool) -> Array:
    """Associated Legendre functions of the first kind.

    Args:
        m: greatest order, equal to ``n``.
        n: greatest degree.
        z: array of float32 or float64, shape ``(k,)``.
        is_normalized: whether with the factors of the spherical harmonics.
    Returns:
        Array of shape ``(m + 1, n + 1, k)``.
    Raises:
        TypeError: another dtype.
        ValueError: ``z`` has another rank.
        NotImplementedError: ``m`` is not ``n``.

    >>> cv.scipy.special.lpmn_values(1, 1, cnp.array([0.5]), False)[0]
    Array([[1. ],
           [0.5]], dtype=float32)
    """
    degree, array = _legendre_operands("lpmn_values", m, n, z)
    return _legendre(degree, array, bool(is_normalized))


def sph_harm_y(
    n: ArrayLike,
    m: ArrayLike,
    theta: ArrayLike,
    phi: ArrayLike,
    diff_n: int | None = None,
    n_max: int | None = None,
) -> Array:
    """Spherical harmonics of degree ``n`` and order ``m``.

    Args:
        n: array of integers, shape ``(k,)``.
        m: array of integers of size at most ``n``, shape ``(k,)``.
        theta: polar angles in [0, pi], shape ``(k,)``.
        phi: azimuths in [0, 2 pi], shape ``(k,)``.
        diff_n: only ``None``.
        n_max: greatest degree, needed in ``jit``; greater ones are taken as this one.
    Returns:
        Complex array of shape ``(k,)``.
    Raises:
        NotImplementedError: ``diff_n`` is given.
        ConcretizationTypeError: ``n_max`` is needed.

    >>> n, m = cnp.array([1]), cnp.array([0])
    >>> round(float(cv.scipy.special.sph_harm_y(n, m, cnp.array([0.0]), cnp.array([0.0]))[0].real), 4)
    0.4886
    """
    if diff_n is not None:
        raise error(NotImplementedError, f"sph_harm_y: expected diff_n to be None, got {diff_n}")
    degrees, orders = cnp.atleast_1d(as_array(n, "sph_harm_y")), cnp.atleast_1d(as_array(m, "sph_harm_y"))
    polar, azimuth = real_operands("sph_harm_y", theta, phi)
    polar, azimuth = cnp.atleast_1d(polar), cnp.atleast_1d(azimuth)
    if n_max is None:
        n_max = int(cnp.max(degrees))
    degree = as_index(n_max, "sph_harm_y", "n_max")
    size = cnp.abs(orders)
    table = _legendre(degree, cnp.cos(polar), True)
    degrees = cnp.clip(degrees, 0, degree)
    values = table[cnp.clip(size, 0, degree), degrees, cnp.arange(polar.shape[0])]
    angle = cnp.multiply(size, azimuth)
    odd = _core.equal(lax.rem(size, 2), 1)
    negative = _core.less(orders, 0)
    # Y of -m is the conjugate of that of m, with the sign (-1)^m.
    values = cnp.where(_core.bitwise_and(negative, odd), cnp.negative(values), values)
    imaginary = cnp.multiply(values, cnp.where(negative, cnp.negative(cnp.sin(angle)), cnp.sin(angle)))
    real = cnp.multiply(values, cnp.cos(angle))
    target = dtypes.to_real(dtypes.to_complex(real.dtype))
    return _core.emit(
        "complex", (_core.convert(real, target, False), _core.convert(imaginary, target, False))
    )
