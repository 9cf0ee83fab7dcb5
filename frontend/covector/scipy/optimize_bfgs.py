"""The quasi-Newton method of Broyden, Fletcher, Goldfarb and Shanno, as loops of a program."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from covector import dtypes
from covector import numpy as cnp
from covector.lax.loops import while_loop
from covector.typing import Array

Evaluate = Callable[[Array], tuple[Array, Array]]

# Sufficient decrease and curvature, as usual for quasi-Newton methods.
_DECREASE, _CURVATURE = 1e-4, 0.9
_MOST_BRACKETS, _MOST_STEPS = 20, 60
# Phases of a line search: it looks for an interval, makes that smaller, has ended.
_BRACKET, _ZOOM, _FOUND, _FAILED = range(4)
_RUNNING = -1


class Line(NamedTuple):
    """The search for a step along a line.

    Attributes:
        phase: what it is doing.
        count: number of evaluations.
        step: the next one to try while an interval is looked for.
        low: the best step so far, which is the end of the interval with the smaller value.
        f_low: value there.
        slope_low: slope there.
        g_low: gradient there.
        high: the other end of the interval.
        f_high: value there.
    """

    phase: Array
    count: Array
    step: Array
    low: Array
    f_low: Array
    slope_low: Array
    g_low: Array
    high: Array
    f_high: Array


class Search(NamedTuple):
    """Where a minimisation is.

    Attributes:
        x: the point.
        value: of the function there.
        gradient: there.
        inverse: estimate of the inverse of the Hessian.
        before: value at the point before.
        evaluations: how many there were.
        iterations: how many there were.
        status: 3 where a line search has failed.
    """

    x: Array
    value: Array
    gradient: Array
    inverse: Array
    before: Array
    evaluations: Array
    iterations: Array
    status: Array


def _between(line: Line) -> Array:
    """The minimum of the parabola through two values and a slope, well inside of the interval."""
    width = line.high - line.low
    curvature = (line.f_high - line.f_low - line.slope_low * width) / (width * width)
    step = line.low - line.slope_low / (2 * curvature)
    ends = line.low + 0.1 * width, line.low + 0.9 * width
    inside = (curvature > 0) & (cnp.minimum(*ends) <= step) & (step <= cnp.maximum(*ends))
    return cnp.where(inside, step, line.low + 0.5 * width)


def wolfe_step(
    evaluate: Evaluate, x: Array, direction: Array, start: Array, gradient: Array, slope: Array, first: Array
) -> Line:
    """A step that fulfils the strong Wolfe conditions.

    Args:
        evaluate: gives value and gradient.
        x: where the line begins.
        direction: of the line.
        start: value at ``x``.
        gradient: there.
        slope: there, along the line; negative.
        first: the first step to try.
    Returns:
        The search at its end: the step is ``low``, unless the phase says that none was found.

    Source: J. Nocedal, S. J. Wright, "Numerical Optimization", 2006, algorithms 3.5 and 3.6.
    """
    shortest = max(1e-10, 2 * float(dtypes.finfo(x.dtype).eps))

    def attempt(line: Line) -> Line:
        bracketing = line.phase == _BRACKET
        step = cnp.where(bracketing, line.step, _between(line))
        value, gradient = evaluate(x + step * direction)
        slope_here = gradient @ direction
        rises = ~(value <= start + _DECREASE * step * slope) | (value >= line.f_low)
        found = ~rises & (cnp.abs(slope_here) <= -_CURVATURE * slope)
        # Whether the minimum is on the side of what was the best step so far.
        turned = cnp.where(bracketing, slope_here >= 0, slope_here * (line.high - line.low) >= 0)
        high = cnp.where(rises, step, cnp.where(turned, line.low, line.high))
        low = cnp.where(rises, line.low, step)
        f_low = cnp.where(rises, line.f_low, value)
        count = line.count + 1
        still = bracketing & ~rises & ~turned
        ended = cnp.where(f_low < start, _FOUND, _FAILED)
        exhausted = (cnp.abs(high - low) <= shortest * cnp.maximum(1.0, cnp.abs(low))) | (
            count >= _MOST_STEPS
        )
        zooming = cnp.where(exhausted, ended, _ZOOM)
        searching = cnp.where(count >= _MOST_BRACKETS, _FAILED, _BRACKET)
        return Line(
            phase=cnp.where(found, _FOUND, cnp.where(still, searching, zooming)).astype(cnp.int32),
            count=count,
            step=2 * line.step,
            low=low,
            f_low=f_low,
            slope_low=cnp.where(rises, line.slope_low, slope_here),
            g_low=cnp.where(rises, line.g_low, gradient),
            high=high,
            f_high=cnp.where(rises, value, cnp.where(turned, line.f_low, line.f_high)),
        )

    zero = cnp.zeros((), x.dtype)
    line = Line(cnp.int32(_BRACKET), cnp.int32(0), first, zero, start, slope, gradient, zero, start)
    return while_loop(lambda line: line.phase < _FOUND, attempt, line)


def _update(inverse: Array, moved: Array, changed: Array) -> Array:
    """The estimate of the inverse of the Hessian after a step, as it was where there is no curvature."""
    product = moved @ changed
    safe = cnp.where(product > 0, product, 1.0)
    left = cnp.eye(moved.size, dtype=moved.dtype) - cnp.outer(moved, changed) / safe
    updated = left @ inverse @ left.T + cnp.outer(moved, moved) / safe
    return cnp.where(product > 0, updated, inverse)


def bfgs(evaluate: Evaluate, x: Array, tolerance: float, norm: float, most: int) -> Search:
    """Minimises a function of a vector.

    Args:
        evaluate: gives value and gradient.
        x: where it begins.
        tolerance: how small the norm of the gradient must become.
        norm: the order of the norm.
        most: the greatest number of iterations.
    Returns:
        Where it has ended; its status is 0, 1 at the greatest number of iterations, or 3.

    Source: J. Nocedal, S. J. Wright, "Numerical Optimization", 2006, section 6.1.
    """
    eye = cnp.eye(x.size, dtype=x.dtype)

    def is_flat(search: Search) -> Array:
        return cnp.linalg.norm(search.gradient, norm) < tolerance

    def iterate(search: Search) -> Search:
        direction = -(search.inverse @ search.gradient)
        slope = search.gradient @ direction
        # Where the estimate is no longer positive definite.
        lost = ~(slope < 0)
        inverse = cnp.where(lost, eye, search.inverse)
        direction = cnp.where(lost, -search.gradient, direction)
        slope = search.gradient @ direction
        guess = cnp.minimum(1.0, 2.02 * (search.value - search.before) / cnp.where(slope == 0, 1.0, slope))
        guess = cnp.where((search.iterations == 0) & (slope != 0) & (guess > 0), guess, 1.0)
        line = wolfe_step(
            evaluate, search.x, direction, search.value, search.gradient, slope, guess.astype(x.dtype)
        )
        good = (line.phase == _FOUND) & cnp.isfinite(line.f_low)
        moved, changed = line.low * direction, line.g_low - search.gradient
        return Search(
            x=cnp.where(good, search.x + moved, search.x),
            value=cnp.where(good, line.f_low, search.value),
            gradient=cnp.where(good, line.g_low, search.gradient),
            inverse=cnp.where(good, _update(inverse, moved, changed), inverse),
            before=cnp.where(good, search.value, search.before),
            evaluations=search.evaluations + line.count,
            iterations=search.iterations + good,
            status=cnp.where(good, _RUNNING, 3).astype(cnp.int32),
        )

    def goes_on(search: Search) -> Array:
        return (search.status == _RUNNING) & (search.iterations < most) & ~is_flat(search)

    value, gradient = evaluate(x)
    before = value + cnp.linalg.norm(gradient) / 2
    zero, running = cnp.int32(0), cnp.int32(_RUNNING)
    search = Search(x, value, gradient, eye, before, cnp.int32(1), zero, running)
    search = while_loop(goes_on, iterate, search)
    reached = cnp.where(is_flat(search), 0, 1).astype(cnp.int32)
    return search._replace(status=cnp.where(search.status == _RUNNING, reached, search.status))
