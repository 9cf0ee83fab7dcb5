"""``cv.scipy.linalg``: functions of matrices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import matrices, ops
from covector.core.compiled import compiled
from covector.core.matrices import adjoint, check_square, inexact_operands
from covector.errors import error
from covector.lax.elementwise import stop_gradient
from covector.numpy import linalg as numpy_linalg
from covector.numpy import logic, reduction
from covector.scipy.linalg_decompositions import rsf2csf, schur
from covector.scipy.linalg_solve import solve_triangular
from covector.typing import Array, ArrayLike

# The diagonal Pade approximant of degree q has the coefficients (2q - k)! q! / ((2q)! (q - k)! k!), here
# as integers. They are exact to the precision of a dtype for norms up to the bound: N. J. Higham, "The
# scaling and squaring method for the matrix exponential revisited", SIAM J. Matrix Anal. Appl. 26 (2005).
_PADE_7 = (17297280, 8648640, 1995840, 277200, 25200, 1512, 56, 1)
_PADE_13 = (
    64764752532480000,
    32382376266240000,
    7771770303897600,
    1187353796428800,
    129060195264000,
    10559470521600,
    670442572800,
    33522128640,
    1323241920,
    40840800,
    960960,
    16380,
    182,
    1,
)
_BOUNDS = {7: 3.925724783138660, 13: 5.371920351148152}


def _pade_parts(x: Array, degree: int) -> tuple[Array, Array]:
    """The odd and the even part of the numerator."""
    coefficients = _PADE_7 if degree == 7 else _PADE_13
    c = [float(number) for number in coefficients]
    eye = matrices.identity(x.shape[-1], x.shape[-1], x.dtype)
    second = matrices.matmul(x, x)
    fourth = matrices.matmul(second, second)
    sixth = matrices.matmul(fourth, second)
    odd = sixth * c[7] + fourth * c[5] + second * c[3] + eye * c[1]
    even = sixth * c[6] + fourth * c[4] + second * c[2] + eye * c[0]
    if degree == 13:
        odd = odd + matrices.matmul(sixth, sixth * c[13] + fourth * c[11] + second * c[9])
        even = even + matrices.matmul(sixth, sixth * c[12] + fourth * c[10] + second * c[8])
    return matrices.matmul(x, odd), even


@compiled("upper_triangular", "max_squarings")
def _expm(x: Array, upper_triangular: bool, max_squarings: int) -> Array:
    degree = 7 if x.dtype.name in ("float32", "complex64") else 13
    size = numpy_linalg.norm(stop_gradient(x), 1, (-2, -1), keepdims=True)
    # How often the matrix is halved, so that its norm is at most the bound.
    count = _core.maximum(_core.ceil(_core.log(size / _BOUNDS[degree]) / float(np.log(2))), 0.0)
    few = _core.minimum(count, float(max_squarings))
    power = _core.floor(_core.exp(few * float(np.log(2))) + 0.5)
    odd, even = _pade_parts(x * _core.convert(1 / power, x.dtype), degree)
    above, below = even + odd, even - odd
    result = solve_triangular(below, above) if upper_triangular else numpy_linalg.solve(below, above)
    for step in range(max_squarings):
        wanted = _core.broadcast_to(_core.greater(few, float(step)), result.shape)
        result = _core.select(wanted, matrices.matmul(result, result), result)
    # What is too large is NaN, and so is what NaN makes.
    good = _core.broadcast_to(_core.less_equal(count, float(max_squarings)), result.shape)
    return _core.select(good, result, _core.convert(float("nan"), result.dtype))


def expm(A: ArrayLike, *, upper_triangular: bool = False, max_squarings: int = 16) -> Array:
    """Exponential of square matrices.

    Args:
        A: array, shape ``(..., n, n)``.
        upper_triangular: whether the matrices are upper triangular.
        max_squarings: how often the exponential of a part of the matrix is squared at most; with more the
            result is NaN. The greatest norm is about ``4 * 2**max_squarings``.
    Returns:
        Array of the same shape.
    Raises:
        ValueError: the matrices are not square.

    >>> cv.scipy.linalg.expm(cnp.zeros((2, 2)))
    Array([[1., 0.],
           [0., 1.]], dtype=float32)
    """
    x = check_square("expm", inexact_operands("expm", A)[0])
    return _expm(x, bool(upper_triangular), int(max_squarings))


@compiled("compute_expm")
def _expm_frechet(a: Array, e: Array, compute_expm: bool) -> Any:
    # exp of [[a, e], [0, a]] has the exponential of a on its diagonal, and the derivative beside it.
    n, axis = a.shape[-1], a.ndim - 1
    # The direction is made of length 1: the derivative is linear in it, and large numbers are squared more.
    size = numpy_linalg.norm(stop_gradient(e), 1, (-2, -1), keepdims=True)
    length = _core.convert(_core.select(_core.equal(size, 0), 1.0, size), e.dtype)
    top = ops.concatenate([a, e / length], axis)
    bottom = ops.concatenate([ops.zeros_like(a), a], axis)
    both = _expm(ops.concatenate([top, bottom], axis - 1), False, 16)
    derivative = both[..., :n, n:] * length
    return (both[..., :n, :n], derivative) if compute_expm else derivative


def expm_frechet(A: ArrayLike, E: ArrayLike, *, method: str | None = None, compute_expm: bool = True) -> Any:
    """Exponential of square matrices, and its derivative along a direction.

    Args:
        A: array, shape ``(..., n, n)``.
        E: array, the direction, of the same shape.
        method: accepted; the exponential of a matrix of four blocks is computed.
        compute_expm: whether the exponential is given.
    Returns:
        The exponential and the derivative, or the derivative alone.
    Raises:
        ValueError: the shapes do not fit.

    >>> float(cv.scipy.linalg.expm_frechet(cnp.zeros((1, 1)), cnp.ones((1, 1)))[1].round(3)[0, 0])
    1.0
    """
    a, e = inexact_operands("expm_frechet", A, E)
    check_square("expm_frechet", a)
    if a.shape != e.shape:
        raise error(ValueError, f"expm_frechet: expected arrays of one shape, got {a.shape} and {e.shape}")
    return _expm_frechet(a, e, bool(compute_expm))


def sqrtm(A: ArrayLike, blocksize: int = 1) -> Array:
    """Square root of square matrices.

    Args:
        A: array, shape ``(..., n, n)``.
        blocksize: must be 1.
    Returns:
        Complex array of the same shape (as in JAX); its eigenvalues have no negative real parts. Unlike JAX's
        it is differentiable.
    Raises:
        ValueError: the matrices are not square.
        NotImplementedError: another ``blocksize``.

    >>> cv.scipy.linalg.sqrtm(4 * cnp.eye(1))
    Array([[2.+0.j]], dtype=complex64)
    """
    if blocksize > 1:
        raise error(NotImplementedError, f"sqrtm: expected blocksize=1, got {blocksize}")
    x = check_square("sqrtm", inexact_operands("sqrtm", A)[0])
    return _core.emit("sqrtm", (_core.convert(x, dtypes.to_complex(x.dtype)),), public="sqrtm")


def funm(A: ArrayLike, func: Callable[[Array], Array], disp: bool = True) -> Any:
    """A function of a square matrix, by that of its eigenvalues.

    Args:
        A: array, shape ``(n, n)``, whose eigenvalues differ.
        func: of an array of complex numbers, elementwise.
        disp: whether the estimate of the error is left out.
    Returns:
        Complex array of the same shape, and without ``disp`` the estimated error.
    Raises:
        ValueError: the matrix is not square.

    Source: G. H. Golub, C. F. Van Loan, "Matrix Computations", algorithm 11.1.1 (B. N. Parlett).

    >>> cv.scipy.linalg.funm(cnp.array([[4.0]]), cnp.sqrt)
    Array([[2.+0.j]], dtype=complex64)
    """
    x = check_square("funm", inexact_operands("funm", A)[0])
    if x.ndim != 2:
        raise error(ValueError, f"funm: expected one square matrix, got shape {x.shape}; use vmap")
    n = x.shape[0]
    t, z = rsf2csf(*schur(x))
    values = matrices.diagonal(t)
    f = _core.convert(func(values), t.dtype)[:, None] * matrices.identity(n, n, t.dtype)
    difference = values[None, :] - values[:, None]
    zero = _core.equal(difference, 0)
    divisor = _core.select(zero, _core.convert(1, t.dtype), difference)
    for k in range(1, n):
        # f t = t f: with the diagonals below k known, this is the one of number k.
        known = matrices.matmul(t, f) - matrices.matmul(f, t)
        place = matrices.diagonal_mask(n, n, k)
        f = f + _core.select(place, known / divisor, ops.zeros_like(f))
    result = matrices.matmul(matrices.matmul(z, f), adjoint(z))
    if disp:
        return result
    eps = float(np.finfo(t.dtype).eps)
    gaps = _core.absolute(difference)
    first = _core.absolute(values[0])
    upper = matrices.triangle(_core.broadcast_to(_core.as_array(True), (n, n)), 1, upper=True)
    least = _core.minimum(first, reduction.min(_core.select(upper, gaps, float("inf"))))
    least = _core.select(_core.equal(least, 0), eps, least)
    off = matrices.triangle(t, 1, upper=True)
    bound = _core.minimum(1.0, _core.maximum(eps, eps / least * numpy_linalg.norm(off, 1)))
    return result, _core.select(reduction.any(logic.isinf(result)), float("inf"), bound)
