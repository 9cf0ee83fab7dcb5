"""Minima of functions: ``covector.scipy.optimize``."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from covector import _core, dtypes
from covector import numpy as cnp
from covector.errors import error
from covector.scipy.optimize_bfgs import bfgs
from covector.transforms.autodiff import value_and_grad
from covector.typing import Array, ArrayLike

__all__ = ["OptimizeResults", "minimize"]


class OptimizeResults(NamedTuple):
    """What a minimisation found.

    Attributes:
        x: the point.
        success: whether the gradient became as small as asked for.
        status: 0 if so; 1 if the greatest number of iterations was reached; 3 if the line search failed.
        fun: value at the point.
        jac: gradient there.
        hess_inv: estimate of the inverse of the Hessian.
        nfev: number of evaluations of the function.
        njev: number of evaluations of its gradient.
        nit: number of iterations.
    """

    x: Array
    success: Array
    status: Array
    fun: Array
    jac: Array
    hess_inv: Array | None
    nfev: Array
    njev: Array
    nit: Array


def minimize(
    fun: Callable[..., Any],
    x0: ArrayLike,
    args: tuple[Any, ...] = (),
    *,
    method: str,
    tol: float | None = None,
    options: Mapping[str, Any] | None = None,
) -> OptimizeResults:
    """A local minimum of a function of a vector, by its gradient.

    The iterations are one program, with the function and its gradient in it; also inside of ``jit`` and
    ``vmap``.

    Args:
        fun: function of a vector and ``args`` that gives a real number; it can be traced and differentiated.
        x0: where it begins, shape ``(n,)``.
        args: further arguments of ``fun``.
        method: ``"BFGS"``.
        tol: how small the norm of the gradient must become; ``None`` is 1e-5.
        options: ``gtol`` (instead of ``tol``), ``norm`` (its order, infinity by default), ``maxiter``.
    Returns:
        An :class:`OptimizeResults`.
    Raises:
        TypeError: ``args`` is no tuple.
        ValueError: ``method`` is another one, or an option is not known.

    Source: J. Nocedal, S. J. Wright, "Numerical Optimization", 2006, section 6.1.

    >>> result = cv.scipy.optimize.minimize(lambda x: cnp.sum((x - 1) ** 2), cnp.zeros(2), method="BFGS")
    >>> bool(cnp.allclose(result.x, 1.0, atol=1e-4))
    True
    """
    if not isinstance(args, tuple):
        raise error(
            TypeError, f"minimize: args argument must be a tuple, got {type(args).__name__}; write (a,)"
        )
    if method.lower() != "bfgs":
        raise error(ValueError, f"minimize: Method {method} not recognized: expected 'BFGS'")
    chosen = {"gtol": 1e-5 if tol is None else tol, "norm": math.inf, "maxiter": None, **(options or {})}
    unknown = set(chosen) - {"gtol", "norm", "maxiter", "line_search_maxiter"}
    if unknown:
        raise error(ValueError, f"minimize: unknown options {sorted(unknown)}; expected gtol, norm, maxiter")
    start = cnp.asarray(x0)
    if start.ndim != 1:
        raise error(
            ValueError,
            f"minimize: expected x0 to be one-dimensional, got shape {start.shape}; use "
            "flatten_util.ravel_pytree",
        )
    point = _core.convert(start, dtypes.to_inexact(start.dtype))
    both = value_and_grad(lambda x: _scalar(fun(x, *args)))

    def evaluate(x: Array) -> tuple[Array, Array]:
        value, gradient = both(x)
        return value.astype(x.dtype), gradient

    most = chosen["maxiter"]
    most = point.size * 200 if most is None else int(most)
    found = bfgs(evaluate, point, float(chosen["gtol"]), float(chosen["norm"]), most)
    return OptimizeResults(
        x=found.x,
        success=found.status == 0,
        status=found.status,
        fun=found.value,
        jac=found.gradient,
        hess_inv=found.inverse,
        nfev=found.evaluations,
        njev=found.evaluations,
        nit=found.iterations,
    )


def _scalar(value: Any) -> Array:
    value = cnp.asarray(value)
    return cnp.reshape(value, ()) if value.size == 1 else value
