"""Programs with loops of their own, whose gradients `benchmarks.loops` measures.

Each is a function of a package and of arrays that gives a number. The same code runs for both
packages.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.cases import Package

Trees = tuple[Any, ...]


@dataclasses.dataclass(frozen=True)
class Program:
    """A function that is differentiated by all of its arguments.

    Attributes:
        title: what it computes.
        function: takes a package and the arguments, and returns a number.
        arguments: makes the arguments, trees of NumPy's arrays.
        peer_gradient: whether JAX differentiates it: it refuses loops of unknown length.
    """

    title: str
    function: Callable[..., Any]
    arguments: Callable[[], Trees]
    peer_gradient: bool = True


PROGRAMS: dict[str, Program] = {}


def program(title: str, arguments: Callable[[], Trees], peer_gradient: bool = True) -> Callable[..., Any]:
    """Adds a program under its function's name."""

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        PROGRAMS[function.__name__] = Program(title, function, arguments, peer_gradient)
        return function

    return add


def numbers(*shape: int, seed: int = 0) -> np.ndarray:
    """Random numbers between -1 and 1."""
    return np.random.default_rng(seed).uniform(-1, 1, shape).astype(np.float32)


# ---- many short iterations


@program("Runge-Kutta scan of a pendulum, 10k steps", lambda: (np.float32(0.5), np.float32(0.1)))
def pendulum(package: Package, angle: Any, damping: Any) -> Any:
    cnp, h = package.numpy, 1e-3

    def slope(state):
        angle, speed = state
        return speed, -cnp.sin(angle) - damping * speed

    def moved(state, slope, h):
        return state[0] + h * slope[0], state[1] + h * slope[1]

    def step(state, _):
        k1 = slope(state)
        k2 = slope(moved(state, k1, h / 2))
        k3 = slope(moved(state, k2, h / 2))
        k4 = slope(moved(state, k3, h))
        mean = tuple((a + 2 * b + 2 * c + d) / 6 for a, b, c, d in zip(k1, k2, k3, k4, strict=True))
        return moved(state, mean, h), None

    (angle, speed), _ = package.root.lax.scan(step, (angle, cnp.zeros_like(angle)), None, length=10_000)
    return angle**2 + speed**2


@program(
    "scan over 60 carried scalars, 1000 steps",
    lambda: ({f"x{i}": np.float32(math.sin(i)) for i in range(60)},),
)
def many_leaves(package: Package, oscillators: Any) -> Any:
    cnp, names = package.numpy, list(oscillators)

    def step(phases, _):
        after = names[1:] + names[:1]
        pull = {name: cnp.sin(phases[other] - phases[name]) for name, other in zip(names, after, strict=True)}
        return {name: phases[name] + 0.01 * pull[name] for name in names}, None

    phases, _ = package.root.lax.scan(step, oscillators, None, length=1000)
    return sum(phase**2 for phase in phases.values())


@program(
    "while loop of scalars until it converges, about 3500 steps",
    lambda: (np.float32(2.0), np.float32(1e-3)),
    peer_gradient=False,
)
def convergence(package: Package, square: Any, rate: Any) -> Any:
    cnp = package.numpy

    def unfinished(x):
        return cnp.abs(x * x - square) > 1e-4

    def step(x):
        return x - rate * cnp.tanh(x * x - square)

    return package.root.lax.while_loop(unfinished, step, cnp.ones_like(square))


@program("recurrence with .at, 20k steps", lambda: (numbers(20_000),))
def recurrence(package: Package, x: Any) -> Any:
    def step(i, x):
        return x.at[i].set(0.5 * x[i] * x[i - 1] + x[i])

    return package.numpy.sum(package.root.lax.fori_loop(1, len(x), step, x))


# ---- networks


@program(
    "LSTM, 100 steps, batch 16, 64 hidden",
    lambda: (
        numbers(64, 256) / 8,
        numbers(64, 256, seed=1) / 8,
        numbers(256, seed=2),
        numbers(100, 16, 64, seed=3),
    ),
)
def lstm(package: Package, inner: Any, outer: Any, bias: Any, inputs: Any) -> Any:
    cnp = package.numpy

    def sigmoid(x):
        return 1 / (1 + cnp.exp(-x))

    def step(state, x):
        hidden, cell = state
        gates = x @ outer + hidden @ inner + bias
        entry, forget, update, exit = (gates[:, 64 * i : 64 * (i + 1)] for i in range(4))
        cell = sigmoid(forget) * cell + sigmoid(entry) * cnp.tanh(update)
        hidden = sigmoid(exit) * cnp.tanh(cell)
        return (hidden, cell), hidden

    start = cnp.zeros((16, 64), dtype=inputs.dtype)
    _, hidden = package.root.lax.scan(step, (start, start), inputs)
    return cnp.mean(hidden**2)


# ---- stencils and filters


@program("heat stencil with .at, 64 x 64, 200 steps", lambda: (numbers(64, 64), np.float32(0.2)))
def heat(package: Package, field: Any, rate: Any) -> Any:
    def step(_, u):
        around = u[2:, 1:-1] + u[:-2, 1:-1] + u[1:-1, 2:] + u[1:-1, :-2] - 4 * u[1:-1, 1:-1]
        return u.at[1:-1, 1:-1].add(rate * around)

    return package.numpy.sum(package.root.lax.fori_loop(0, 200, step, field) ** 2)


@program("Jacobi 2-D with .at, 90 x 90, 40 steps", lambda: (numbers(90, 90), numbers(90, 90, seed=1)))
def jacobi_2d(package: Package, a: Any, b: Any) -> Any:
    def mean(x):
        return 0.2 * (x[1:-1, 1:-1] + x[1:-1, :-2] + x[1:-1, 2:] + x[2:, 1:-1] + x[:-2, 1:-1])

    def step(_, pair):
        a, b = pair
        b = b.at[1:-1, 1:-1].set(mean(a))
        return a.at[1:-1, 1:-1].set(mean(b)), b

    return package.numpy.sum(package.root.lax.fori_loop(0, 40, step, (a, b))[0] ** 2)


@program("Gauss-Seidel by three loops with .at, 48 x 48, 4 sweeps", lambda: (numbers(48, 48),))
def gauss_seidel(package: Package, field: Any) -> Any:
    loop, n = package.root.lax.fori_loop, len(field)

    def point(i, j, u):
        mean = (u[i - 1, j] + u[i + 1, j] + u[i, j - 1] + u[i, j + 1] + u[i, j]) / 5
        return u.at[i, j].set(mean)

    def row(i, u):
        return loop(1, n - 1, lambda j, u: point(i, j, u), u)

    return package.numpy.sum(loop(0, 4, lambda _, u: loop(1, n - 1, row, u), field) ** 2)


@program("recursive filter both ways along rows, 128 x 128", lambda: (numbers(128, 128), np.float32(0.25)))
def deriche(package: Package, image: Any, alpha: Any) -> Any:
    cnp, scan = package.numpy, package.root.lax.scan
    e = cnp.exp(-alpha)
    k = (1 - e) ** 2 / (1 + 2 * alpha * e - e * e)
    a1, a2, a3, a4 = k, k * e * (alpha - 1), k * e * (alpha + 1), -k * e * e
    b1, b2 = 2 * e, -e * e

    def forward(carry, x):
        x1, y1, y2 = carry
        y = a1 * x + a2 * x1 + b1 * y1 + b2 * y2
        return (x, y, y1), y

    def backward(carry, x):
        x1, x2, y1, y2 = carry
        y = a3 * x1 + a4 * x2 + b1 * y1 + b2 * y2
        return (x, x1, y, y1), y

    none = cnp.zeros_like(image[:, 0])
    _, ahead = scan(forward, (none,) * 3, image.T)
    _, behind = scan(backward, (none,) * 4, image.T, reverse=True)
    return cnp.sum((ahead + behind) ** 2)


@program(
    "convolution by a scan over 5 x 5 taps, 128 x 128", lambda: (numbers(128, 128), numbers(5, 5, seed=1))
)
def conv2d(package: Package, image: Any, kernel: Any) -> Any:
    cnp, lax = package.numpy, package.root.lax
    rows, columns = (cnp.asarray(i.ravel()) for i in np.mgrid[:5, :5].astype(np.int32))

    def step(total, tap):
        weight, row, column = tap
        return total + weight * lax.dynamic_slice(image, (row, column), (124, 124)), None

    start = cnp.zeros((124, 124), dtype=image.dtype)
    return cnp.sum(lax.scan(step, start, (kernel.reshape(-1), rows, columns))[0] ** 2)


# ---- linear algebra


@program(
    "triangular solve by rows with .at, n = 200",
    lambda: (np.tril(numbers(200, 200)) / 20 + np.eye(200, dtype=np.float32), numbers(200, seed=1)),
)
def triangular_solve(package: Package, matrix: Any, right: Any) -> Any:
    cnp = package.numpy

    def step(i, x):
        return x.at[i].set((right[i] - cnp.dot(matrix[i], x)) / matrix[i, i])

    return cnp.sum(package.root.lax.fori_loop(0, 200, step, cnp.zeros_like(right)) ** 2)


@program("LU by rows, n = 128", lambda: (numbers(128, 128) / 20 + np.eye(128, dtype=np.float32),))
def lu(package: Package, matrix: Any) -> Any:
    cnp = package.numpy
    places = cnp.arange(len(matrix))

    def step(k, a):
        column = cnp.where(places > k, a[:, k] / a[k, k], 0.0)
        return a - cnp.outer(column, cnp.where(places >= k, a[k], 0.0))

    return cnp.sum(package.root.lax.fori_loop(0, len(matrix), step, matrix) ** 2)


@program("Floyd-Warshall, n = 128", lambda: (numbers(128, 128) + 1,))
def floyd_warshall(package: Package, distances: Any) -> Any:
    cnp = package.numpy

    def step(k, d):
        return cnp.minimum(d, d[:, k][:, None] + d[k, :][None, :])

    return cnp.sum(package.root.lax.fori_loop(0, len(distances), step, distances))


@program("product by three loops, n = 48", lambda: (numbers(48, 48), numbers(48, 48, seed=1)))
def product(package: Package, a: Any, b: Any) -> Any:
    cnp, loop, n = package.numpy, package.root.lax.fori_loop, len(a)

    def entry(i, j):
        return loop(0, n, lambda k, total: total + a[i, k] * b[k, j], cnp.zeros((), dtype=a.dtype))

    def row(i, c):
        return loop(0, n, lambda j, c: c.at[i, j].set(entry(i, j)), c)

    return cnp.sum(loop(0, n, row, cnp.zeros_like(a)) ** 2)


@program("product with a vector, 50 times, n = 256", lambda: (numbers(256, 256) / 16, numbers(256, seed=1)))
def powers(package: Package, matrix: Any, x: Any) -> Any:
    cnp = package.numpy
    return cnp.sum(package.root.lax.fori_loop(0, 50, lambda _, x: cnp.tanh(matrix @ x), x) ** 2)
