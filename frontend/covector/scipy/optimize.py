"""Minima of functions: ``covector.scipy.optimize``."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np

from covector import _core, dtypes
from covector import numpy as cnp
from covector.errors import ConcretizationTypeError, error
from covector.transforms.autodiff import value_and_grad
from covector.typing import Array, ArrayLike

__all__ = ["OptimizeResults", "minimize"]

# Sufficient decrease and curvature, as usual for quasi-Newton methods.
_DECREASE, _CURVATURE = 1e-4, 0.9
_STATUS = {0: "converged", 1: "reached maxiter", 2: "saddle point reached", 3: "line search failed"}


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
    success: bool | Array
    status: int | Array
    fun: Array
    jac: Array
    hess_inv: Array | None
    nfev: int | Array
    njev: int | Array
    nit: int | Array


class _Line:
    """The function along a line, with what was evaluated last."""

    def __init__(
        self, evaluate: Callable[[Any], tuple[float, np.ndarray]], x: np.ndarray, direction: np.ndarray
    ):
        self.evaluate, self.x, self.direction = evaluate, x, direction
        self.value, self.gradient = math.nan, direction
        self.evaluations = 0

    def __call__(self, step: float) -> tuple[float, float]:
        """Value and slope at a step."""
        self.evaluations += 1
        self.value, self.gradient = self.evaluate(self.x + step * self.direction)
        return self.value, float(self.gradient @ self.direction)


def _cubic(a: float, fa: float, slope: float, b: float, fb: float) -> float:
    """The minimum of the parabola through two values and a slope, well inside of the interval."""
    width = b - a
    curvature = (fb - fa - slope * width) / (width * width)
    step = a - slope / (2 * curvature) if curvature > 0 else a + 0.5 * width
    low, high = sorted((a + 0.1 * width, a + 0.9 * width))
    return step if low <= step <= high else a + 0.5 * width


def _wolfe_step(line: _Line, start: float, slope: float, first: float) -> float | None:
    """A step that fulfils the strong Wolfe conditions; none if none is found.

    Source: J. Nocedal, S. J. Wright, "Numerical Optimization", 2006, algorithms 3.5 and 3.6.
    """

    def zoom(low: float, f_low: float, slope_low: float, high: float, f_high: float) -> float | None:
        for _ in range(40):
            step = _cubic(low, f_low, slope_low, high, f_high)
            value, slope_here = line(step)
            if not value <= start + _DECREASE * step * slope or value >= f_low:
                high, f_high = step, value
            else:
                if abs(slope_here) <= -_CURVATURE * slope:
                    return step
                if slope_here * (high - low) >= 0:
                    high, f_high = low, f_low
                low, f_low, slope_low = step, value, slope_here
            if abs(high - low) <= 1e-10 * max(1.0, abs(low)):
                break
        return low if f_low < start and line(low)[0] == f_low else None

    previous, f_previous, slope_previous, step = 0.0, start, slope, first
    for number in range(20):
        value, slope_here = line(step)
        if not value <= start + _DECREASE * step * slope or (number and value >= f_previous):
            return zoom(previous, f_previous, slope_previous, step, value)
        if abs(slope_here) <= -_CURVATURE * slope:
            return step
        if slope_here >= 0:
            return zoom(step, value, slope_here, previous, f_previous)
        previous, f_previous, slope_previous, step = step, value, slope_here, 2 * step
    return None


def _bfgs(
    evaluate: Callable[[Any], tuple[float, np.ndarray]],
    x: np.ndarray,
    tolerance: float,
    norm: float,
    most: int,
) -> dict[str, Any]:
    """The quasi-Newton method of Broyden, Fletcher, Goldfarb and Shanno."""
    value, gradient = evaluate(x)
    inverse = np.eye(x.size)
    evaluations, iterations, status, before = 1, 0, 0, value + np.linalg.norm(gradient) / 2
    while not np.linalg.norm(gradient, norm) < tolerance:
        if iterations >= most:
            status = 1
            break
        direction = -(inverse @ gradient)
        slope = float(gradient @ direction)
        if not slope < 0:  # the estimate is no longer positive definite
            inverse, direction = np.eye(x.size), -gradient
            slope = float(gradient @ direction)
        line = _Line(evaluate, x, direction)
        guess = 1.0 if iterations else min(1.0, 1.01 * 2 * (value - before) / slope if slope else 1.0)
        step = _wolfe_step(line, value, slope, guess if guess > 0 else 1.0)
        evaluations += line.evaluations
        if step is None or not math.isfinite(line.value):
            status = 3
            break
        iterations += 1
        moved, changed = step * direction, line.gradient - gradient
        before, x, value, gradient = value, x + moved, line.value, line.gradient
        product = float(moved @ changed)
        if product > 0:
            left = np.eye(x.size) - np.outer(moved, changed) / product
            inverse = left @ inverse @ left.T + np.outer(moved, moved) / product
    return {"x": x, "status": status, "fun": value, "jac": gradient, "hess_inv": inverse,
            "nfev": evaluations, "njev": evaluations, "nit": iterations}  # fmt: skip


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

    The function and its gradient are one compiled program; the iterations run outside of it. Inside of
    ``jit``, where the number of iterations cannot depend on values, an error says so.

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
        ConcretizationTypeError: it is called inside of ``jit`` or another transformation.

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
    dtype = dtypes.to_inexact(start.dtype)
    try:
        point = np.asarray(_core.convert(start, dtype))
    except TypeError:
        raise error(
            ConcretizationTypeError,
            "minimize: expected a concrete x0, got a tracer; the number of iterations depends on values: "
            "call minimize outside of jit, grad and vmap",
        ) from None

    def scalar(x: Array) -> Array:
        value = cnp.asarray(fun(x, *args))
        return cnp.reshape(value, ()) if value.size == 1 else value

    both = _core.make_jit(value_and_grad(scalar), [], [], [], [], "minimize")

    def evaluate(x: np.ndarray) -> tuple[float, np.ndarray]:
        value, gradient = both(cnp.asarray(x.astype(point.dtype)))
        return float(value), np.asarray(gradient, np.float64)

    most = chosen["maxiter"]
    most = point.size * 200 if most is None else int(most)
    found = _bfgs(evaluate, point.astype(np.float64), float(chosen["gtol"]), float(chosen["norm"]), most)
    arrays = {
        key: cnp.asarray(np.asarray(found[key]).astype(point.dtype))
        for key in ("x", "fun", "jac", "hess_inv")
    }
    return OptimizeResults(success=found["status"] == 0, **{**found, **arrays})
