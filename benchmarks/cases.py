"""What is measured: each case is a function of a package that gives the seconds of one turn.

The same code runs for both packages. A case gets a `Package`, prepares what it needs once (kept
between turns), and measures one turn. What compiles must compile anew at every turn, so that such
functions hold a number that no earlier one had. What computes waits for the result, since JAX
returns from a call before the work is done.
"""

from __future__ import annotations

import dataclasses
import itertools
import time
from collections.abc import Callable
from typing import Any

import numpy as np

_fresh = itertools.count(1)


@dataclasses.dataclass(frozen=True)
class Package:
    """A package under measurement: `covector` or `jax`."""

    root: Any
    numpy: Any
    kept: dict[str, Any] = dataclasses.field(default_factory=dict)

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """What `make` gave at the first turn."""
        if name not in self.kept:
            self.kept[name] = make()
        return self.kept[name]


@dataclasses.dataclass(frozen=True)
class Case:
    """One line of the table.

    Attributes:
        title: what is measured.
        goal: our time may be this part of JAX's.
        turns: how often each package has its turn.
        measure: gives the seconds of one turn; `None` for the import, which needs a new process.
    """

    title: str
    goal: float
    turns: int
    measure: Callable[[Package], float] | None


CASES: dict[str, Case] = {}


def case(title: str, goal: float, turns: int) -> Callable[[Callable[[Package], float]], Any]:
    """Adds a case under its function's name."""

    def add(measure: Callable[[Package], float]) -> Callable[[Package], float]:
        CASES[measure.__name__] = Case(title, goal, turns, measure)
        return measure

    return add


def seconds(function: Callable[[], Any]) -> float:
    """Time until the result is there."""
    start = time.perf_counter()
    function().block_until_ready()
    return time.perf_counter() - start


def per_call(function: Callable[[], Any], calls: int) -> float:
    """Mean time of a call in a row of them, whose last result is waited for."""
    start = time.perf_counter()
    for _ in range(calls):
        result = function()
    result.block_until_ready()
    return (time.perf_counter() - start) / calls


def numbers(package: Package, *shape: int, seed: int = 0) -> Any:
    """The same random array for both packages."""
    return package.numpy.asarray(np.random.default_rng(seed).uniform(-1, 1, shape).astype(np.float32))


CASES["imported"] = Case("import", 1.0, 7, None)


# ---- compilation


@case("first call of a tiny jit", 0.25, 15)
def tiny_jit(package: Package) -> float:
    x = package.once("tiny", lambda: numbers(package, 8))
    number = 1.0 + next(_fresh) / 1024
    return seconds(lambda: package.root.jit(lambda x: package.numpy.sin(x) * number + 1)(x))


@case("first gradient of a 2000-op function", 0.25, 5)
def gradient_of_2000_ops(package: Package) -> float:
    x = package.once("tiny", lambda: numbers(package, 8))
    number = 1.0 + next(_fresh) / 1024
    cnp = package.numpy

    def f(x):
        for i in range(1000):
            x = cnp.sin(x) * (number + i / 4096)
        return cnp.sum(x)

    return seconds(lambda: package.root.jit(package.root.grad(f))(x))


@case("first gradient of a network", 0.25, 7)
def gradient_of_a_network(package: Package) -> float:
    def data():
        layers = [
            (numbers(package, n, m), numbers(package, m)) for n, m in ((64, 128), (128, 128), (128, 10))
        ]
        return layers, numbers(package, 32, 64)

    layers, x = package.once("network", data)
    number = 1.0 + next(_fresh) / 1024
    cnp = package.numpy

    def loss(layers, x):
        for weight, bias in layers:
            x = cnp.tanh(x @ weight + bias) * number
        return cnp.mean(x**2)

    return seconds(lambda: package.root.jit(package.root.grad(loss))(layers, x)[0][0])


# ---- calls


@case("jit call, one array", 1.0, 15)
def jit_call(package: Package) -> float:
    def make():
        x = numbers(package, 8)
        f = package.root.jit(lambda x: x + 1)
        f(x).block_until_ready()
        return f, x

    f, x = package.once("jit_call", make)
    return per_call(lambda: f(x), 2000)


@case("jit call, dict of 30 arrays", 1.0, 15)
def jit_call_of_a_dict(package: Package) -> float:
    def make():
        tree = {f"leaf{i}": numbers(package, 8, seed=i) for i in range(30)}
        f = package.root.jit(lambda t: {key: x + 1 for key, x in t.items()})
        f(tree)["leaf0"].block_until_ready()
        return f, tree

    f, tree = package.once("jit_call_of_a_dict", make)
    return per_call(lambda: f(tree)["leaf29"], 500)


@case("eager add of two small arrays", 1.0, 15)
def eager_add(package: Package) -> float:
    def make():
        x, y = numbers(package, 8), numbers(package, 8, seed=1)
        (x + y).block_until_ready()
        return x, y

    x, y = package.once("eager_add", make)
    return per_call(lambda: x + y, 2000)


# ---- work


@case("elementwise chain, 1M float32", 1.0, 15)
def elementwise_chain(package: Package) -> float:
    def make():
        cnp = package.numpy
        f = package.root.jit(lambda x: cnp.tanh(cnp.sin(x) * 2 + cnp.exp(-x * x)) / (1 + cnp.abs(x)))
        x = numbers(package, 1_000_000)
        f(x).block_until_ready()
        return f, x

    f, x = package.once("elementwise_chain", make)
    return min(seconds(lambda: f(x)) for _ in range(5))


@case("arithmetic chain, 1M float32", 1.0, 15)
def arithmetic_chain(package: Package) -> float:
    def make():
        f = package.root.jit(lambda x: ((x * 2 + 1) * x - 3) * x + 0.5)
        x = numbers(package, 1_000_000)
        f(x).block_until_ready()
        return f, x

    f, x = package.once("arithmetic_chain", make)
    return min(seconds(lambda: f(x)) for _ in range(5))


@case("sum of 1M float32", 1.0, 15)
def sum_of_many(package: Package) -> float:
    def make():
        f = package.root.jit(package.numpy.sum)
        x = numbers(package, 1000, 1000)
        f(x).block_until_ready()
        return f, x

    f, x = package.once("sum_of_many", make)
    return min(seconds(lambda: f(x)) for _ in range(5))


def _matmul(package: Package, n: int) -> float:
    def make():
        f = package.root.jit(package.numpy.matmul)
        x, y = numbers(package, n, n), numbers(package, n, n, seed=1)
        f(x, y).block_until_ready()
        return f, x, y

    f, x, y = package.once(f"matmul{n}", make)
    return min(seconds(lambda: f(x, y)) for _ in range(5))


@case("matmul, 64 x 64 float32", 1.0, 15)
def matmul_64(package: Package) -> float:
    return _matmul(package, 64)


@case("matmul, 1024 x 1024 float32", 1.0, 9)
def matmul_1024(package: Package) -> float:
    return _matmul(package, 1024)


@case("gradient step of a network", 1.0, 15)
def network_step(package: Package) -> float:
    def make():
        cnp = package.numpy
        layers = [
            (numbers(package, n, m), numbers(package, m)) for n, m in ((64, 256), (256, 256), (256, 10))
        ]

        def loss(layers, x):
            for weight, bias in layers:
                x = cnp.tanh(x @ weight + bias)
            return cnp.mean(x**2)

        f = package.root.jit(package.root.grad(loss))
        x = numbers(package, 128, 64)
        f(layers, x)[0][0].block_until_ready()
        return f, layers, x

    f, layers, x = package.once("network_step", make)
    return min(seconds(lambda: f(layers, x)[0][0]) for _ in range(5))
