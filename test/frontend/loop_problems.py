"""Programs with loops whose numbers of iterations they compute themselves, for tests of derivatives.

JAX refuses reverse mode through each of them. A problem is a function of integers, that say how long
it runs or where it reads, and of floating-point arrays.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np

import covector.numpy as cnp
from covector import lax


@dataclasses.dataclass(frozen=True, eq=False)
class Problem:
    """A function, arguments for it, and how well its derivatives can be known.

    ``step`` is that of finite differences, which err by ``tolerance`` of the greatest derivative.
    ``orders`` is 1 where the second derivative jumps or differences do not show it.
    """

    function: Callable[..., Any]
    counts: tuple[int, ...]
    arguments: tuple[Any, ...]
    tolerance: float = 1e-8
    step: float = 1e-3
    orders: int = 2

    @property
    def name(self) -> str:
        return self.function.__name__

    def floats(self) -> tuple[np.ndarray, ...]:
        return tuple(np.asarray(x, np.float64) for x in self.arguments)

    def ints(self) -> tuple[np.ndarray, ...]:
        return tuple(np.asarray(n, np.int64) for n in self.counts)


def numbers(seed: int, *shape: int, low: float = -1.0, high: float = 1.0) -> np.ndarray:
    return np.random.default_rng(seed).uniform(low, high, shape)


def positive_definite(seed: int, n: int) -> np.ndarray:
    a = numbers(seed, n, n)
    return a @ a.T + np.eye(n)


# ---- roots and fixed points


def newton_cubic(a, b):
    """The real root of x^3 + a x = b."""

    def error(x):
        return x**3 + a * x - b

    return lax.while_loop(
        lambda x: cnp.abs(error(x)) > 1e-13, lambda x: x - error(x) / (3 * x**2 + a), 0 * a + 2.0
    )


def newton_kepler(mean, eccentricity):
    """The eccentric anomaly E of M = E - e sin E, with the step as the criterion."""

    def far(state):
        anomaly, before = state
        return cnp.abs(anomaly - before) > 1e-12

    def improve(state):
        anomaly, _ = state
        error = anomaly - eccentricity * cnp.sin(anomaly) - mean
        return anomaly - error / (1 - eccentricity * cnp.cos(anomaly)), anomaly

    return lax.while_loop(far, improve, (mean, mean + 1.0))[0]


def newton_system(p):
    """A point where two curves meet; each step solves equations with the matrix of derivatives."""

    def error(x):
        return cnp.stack([x[0] ** 2 + p[0] * x[1] ** 2 - p[1], x[0] * x[1] - p[2]])

    def improve(x):
        matrix = cnp.stack([cnp.stack([2 * x[0], 2 * p[0] * x[1]]), cnp.stack([x[1], x[0]])])
        return x - cnp.linalg.solve(matrix, error(x))

    return lax.while_loop(
        lambda x: cnp.max(cnp.abs(error(x))) > 1e-13, improve, cnp.array([2.0, 0.5]) + 0 * p[:2]
    )


def arithmetic_geometric_mean(a, b):
    """The common limit of two sequences; elliptic integrals are quotients by it."""
    return lax.while_loop(
        lambda state: cnp.abs(state[0] - state[1]) > 1e-14 * cnp.abs(state[0]),
        lambda state: ((state[0] + state[1]) / 2, cnp.sqrt(state[0] * state[1])),
        (a, b),
    )[0]


def power_iteration(a):
    """The greatest eigenvalue of a positive matrix."""

    def improve(state):
        v, value, _ = state
        w = a @ v
        return w / cnp.linalg.norm(w), v @ w, value

    start = (cnp.ones(a.shape[0]) / a.shape[0] ** 0.5, a[0, 0], a[0, 0] + 1.0)
    return lax.while_loop(lambda state: cnp.abs(state[1] - state[2]) > 1e-14, improve, start)[1]


def sinkhorn(costs):
    """The cost of the transport between even weights, smoothed, by balancing until it is balanced."""
    kernel, even = cnp.exp(-2 * costs), 1 / costs.shape[0]

    def unbalanced(state):
        u, v = state
        return cnp.max(cnp.abs(u * (kernel @ v) - even)) > 1e-13

    def balance(state):
        u = even / (kernel @ state[1])
        return u, even / (kernel.T @ u)

    ones = cnp.ones(costs.shape[0])
    u, v = lax.while_loop(unbalanced, balance, (ones, ones))
    return cnp.sum(u[:, None] * kernel * v * costs)


# ---- differential equations with error control


def predator_and_prey(p, y):
    return cnp.stack([y[0] * (p[0] - p[1] * y[1]), y[1] * (p[2] * y[0] - p[3])])


def solve_with_error_control(stages, weights, errors, order, rhs, y, end, tolerance):
    """An explicit Runge-Kutta method; a step is taken if the estimate of its error is small enough."""

    def step(state):
        t, h, y = state
        h = cnp.minimum(h, end - t)
        slopes = []
        for row in stages:
            slopes.append(rhs(y + h * sum((w * k for w, k in zip(row, slopes, strict=True)), 0 * y)))
        candidate = y + h * sum(w * k for w, k in zip(weights, slopes, strict=True))
        error = h * sum(w * k for w, k in zip(errors, slopes, strict=True))
        ratio = cnp.sqrt(cnp.mean((error / (tolerance * (1 + cnp.abs(y)))) ** 2))
        factor = cnp.clip(0.9 * ratio ** (-1 / order), 0.2, 5.0)
        t, y = lax.cond(ratio <= 1, lambda: (t + h, candidate), lambda: (t, y))
        return t, h * factor, y

    zero = 0 * end
    return lax.while_loop(lambda state: state[0] < end, step, (zero, zero + 0.1, y))[2]


BOGACKI_SHAMPINE = (
    [[], [1 / 2], [0, 3 / 4], [2 / 9, 1 / 3, 4 / 9]],
    [2 / 9, 1 / 3, 4 / 9, 0],
    [2 / 9 - 7 / 24, 1 / 3 - 1 / 4, 4 / 9 - 1 / 3, -1 / 8],
    3,
)
DORMAND_PRINCE = (
    [
        [],
        [1 / 5],
        [3 / 40, 9 / 40],
        [44 / 45, -56 / 15, 32 / 9],
        [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
        [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
        [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
    ],
    [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84, 0],
    [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40],
    5,
)


def bogacki_shampine(p, y, end):
    """Populations after some time, by a method of order 3(2)."""
    return solve_with_error_control(*BOGACKI_SHAMPINE, lambda y: predator_and_prey(p, y), y, end, 1e-4)


def dormand_prince(p, y, end):
    """Populations after some time, by a method of order 5(4)."""
    return solve_with_error_control(*DORMAND_PRINCE, lambda y: predator_and_prey(p, y), y, end, 1e-6)


# ---- grids


def gauss_seidel(f, edge):
    """The solution of a Poisson problem by sweeps that use what they have just written."""
    n = f.shape[0]

    def point(i, j, u):
        around = u[i - 1, j] + u[i + 1, j] + u[i, j - 1] + u[i, j + 1]
        return u.at[i, j].set((around + f[i, j]) / 4)

    def sweep(state):
        u, _ = state
        row = lambda i, u: lax.fori_loop(1, n - 1, lambda j, u: point(i, j, u), u)
        new = lax.fori_loop(1, n - 1, row, u)
        return new, cnp.max(cnp.abs(new - u))

    start = cnp.zeros((n, n)).at[0].set(edge)
    return lax.while_loop(lambda state: state[1] > 1e-13, sweep, (start, 1.0))[0]


def gauss_seidel_vector(a, b):
    """The solution of equations, one unknown after another until nothing changes."""

    def unknown(i, x):
        return x.at[i].set((b[i] - a[i] @ x + a[i, i] * x[i]) / a[i, i])

    def sweep(state):
        new = lax.fori_loop(0, b.shape[0], unknown, state[0])
        return new, cnp.max(cnp.abs(new - state[0]))

    return lax.while_loop(lambda state: state[1] > 1e-14, sweep, (cnp.zeros_like(b), 1.0))[0]


def heat(count, u, conductivity):
    """Temperatures on a plate after a number of steps."""

    def step(_, u):
        inside = u[:-2, 1:-1] + u[2:, 1:-1] + u[1:-1, :-2] + u[1:-1, 2:] - 4 * u[1:-1, 1:-1]
        return u.at[1:-1, 1:-1].add(0.2 * conductivity * inside)

    return lax.fori_loop(0, count, step, u)


def burgers(count, u, viscosity):
    """A wave that steepens, on a ring, with upwind differences: a choice at every point."""

    def step(_, u):
        left, right = u - cnp.roll(u, 1), cnp.roll(u, -1) - u
        slope = cnp.where(u > 0, left, right)
        return u - 0.2 * u * slope + 0.2 * viscosity * (right - left)

    return lax.fori_loop(0, count, step, u)


def fdtd(count, permittivity, amplitude):
    """An electromagnetic pulse that leaves a source in the middle of a material."""
    n = permittivity.shape[0]

    def step(k, fields):
        electric, magnetic = fields
        magnetic = magnetic.at[:-1].add(0.5 * (electric[1:] - electric[:-1]))
        electric = electric.at[1:].add(0.5 * (magnetic[1:] - magnetic[:-1]) / permittivity[1:])
        pulse = amplitude * cnp.exp(-(((k - 6.0) / 3.0) ** 2))
        return electric.at[n // 2].add(pulse), magnetic

    zeros = cnp.zeros(n) * amplitude
    return lax.fori_loop(0, count, step, (zeros, zeros))


# ---- linear algebra by elements


def lu(a):
    """The factors L and U in one matrix, in place, the loops as a textbook writes them."""
    n = a.shape[0]

    def column(k, a):
        def row(i, a):
            a = a.at[i, k].divide(a[k, k])
            return lax.fori_loop(k + 1, n, lambda j, a: a.at[i, j].add(-a[i, k] * a[k, j]), a)

        return lax.fori_loop(k + 1, n, row, a)

    return lax.fori_loop(0, n, column, a)


def cholesky(a):
    """The lower factor, whose inner loops run up to indices of outer ones."""
    n = a.shape[0]

    def row(i, factor):
        def entry(j, factor):
            known = lax.fori_loop(0, j, lambda k, s: s + factor[i, k] * factor[j, k], 0.0 * a[0, 0])
            rest = a[i, j] - known
            return factor.at[i, j].set(lax.cond(i == j, lambda: cnp.sqrt(rest), lambda: rest / factor[j, j]))

        return lax.fori_loop(0, i + 1, entry, factor)

    return lax.fori_loop(0, n, row, cnp.zeros_like(a))


def gram_schmidt(a):
    """Orthonormal columns."""

    def column(i, q):
        v = lax.fori_loop(0, i, lambda j, v: v - (q[:, j] @ v) * q[:, j], q[:, i])
        return q.at[:, i].set(v / cnp.linalg.norm(v))

    return lax.fori_loop(0, a.shape[1], column, a)


def back_substitution(upper, b):
    """The solution of equations with a triangular matrix, from the last one to the first."""
    n = b.shape[0]

    def unknown(k, x):
        i = n - 1 - k
        known = lax.fori_loop(i + 1, n, lambda j, s: s + upper[i, j] * x[j], 0 * b[0])
        return x.at[i].set((b[i] - known) / upper[i, i])

    return lax.fori_loop(0, n, unknown, cnp.zeros_like(b))


# ---- sequences


def collatz(n, x, w):
    """A value that changes at each step of Collatz' sequence, one way or the other."""

    def step(state):
        n, x = state
        return lax.cond(
            n % 2 == 0, lambda n, x: (n // 2, cnp.sin(x * w)), lambda n, x: (3 * n + 1, x + w**2), n, x
        )

    return lax.while_loop(lambda state: state[0] != 1, step, (n, x))[1]


def recurrent(length, words, w, v):
    """A recurrent network that reads a number of words of a sequence."""
    read = lambda i, h: cnp.tanh(w @ h + v @ words[i])
    return lax.fori_loop(0, length, read, cnp.zeros(w.shape[0]))


def horner(degree, coefficients, x):
    """A polynomial of a degree that is known late."""
    step = lambda k, value: value * x + coefficients[degree - k]
    return lax.fori_loop(0, degree + 1, step, 0 * x)


def until_out(x, v):
    """A body that falls and bounces from the floor, until it has gone a way to the right."""

    def step(state):
        x, v = state
        v = cnp.where((x[1] < 0) & (v[1] < 0), cnp.array([1.0, -0.9]), 1.0) * v - cnp.array([0.0, 0.1])
        return x + 0.1 * v, v

    return lax.while_loop(lambda state: state[0][0] < 2.0, step, (x, v))[0]


def walk_in_table(start, table):
    """Follows a table of positions until one is met that ends the walk, and multiplies what it sees."""
    following = cnp.array([3, 0, 4, 5, 1, 2, 0, 6])

    def step(state):
        position, product = state
        return following[position], product * table[position]

    return lax.while_loop(lambda state: state[0] != 2, step, (start, cnp.ones(()) * table[0] ** 0))[1]


PROBLEMS = [
    Problem(newton_cubic, (), (2.0, 3.0)),
    Problem(newton_kepler, (), (1.3, 0.6)),
    Problem(newton_system, (), ([1.5, 5.0, 1.2],)),
    Problem(arithmetic_geometric_mean, (), (1.0, 0.3)),
    Problem(power_iteration, (), (positive_definite(1, 4),), tolerance=1e-6),
    Problem(sinkhorn, (), (numbers(2, 4, 4, low=0.0),), tolerance=1e-7),
    Problem(
        bogacki_shampine, (), ([1.1, 0.6, 0.5, 0.8], [1.0, 1.5], 2.0), tolerance=1e-7, step=1e-6, orders=1
    ),
    Problem(dormand_prince, (), ([1.1, 0.6, 0.5, 0.8], [1.0, 1.5], 2.0), tolerance=1e-7, step=1e-6, orders=1),
    Problem(gauss_seidel, (), (numbers(3, 5, 5), numbers(4, 5))),
    Problem(gauss_seidel_vector, (), (positive_definite(5, 4) + 3 * np.eye(4), numbers(6, 4))),
    Problem(heat, (7,), (numbers(7, 6, 5), 0.7)),
    Problem(burgers, (9,), (numbers(8, 8), 0.5), step=1e-5, orders=1),
    Problem(fdtd, (13,), (numbers(9, 12, low=1.0, high=3.0), 1.5)),
    Problem(lu, (), (numbers(10, 4, 4) + 4 * np.eye(4),)),
    Problem(cholesky, (), (positive_definite(11, 4),)),
    Problem(gram_schmidt, (), (numbers(12, 5, 3),)),
    Problem(back_substitution, (), (np.triu(numbers(13, 4, 4)) + 2 * np.eye(4), numbers(14, 4))),
    Problem(collatz, (7,), (0.8, 0.9)),
    Problem(recurrent, (5,), (numbers(15, 9, 2), numbers(16, 3, 3), numbers(17, 3, 2))),
    Problem(horner, (4,), (numbers(18, 7), 0.7)),
    Problem(until_out, (), ([0.0, 1.0], [0.7, 0.2]), step=1e-5),
    Problem(walk_in_table, (0,), (numbers(19, 8, low=0.5, high=1.5),)),
]
