"""Measures how the work of the compiler grows with the order of derivatives and the depth of loops.

    python -m benchmarks.compile_growth [--turns N] [--jax-python PYTHON]

Counts the operations of a program once its derivatives are made, and times a program's first call less
a later one, tracing included, in turns of Covector and JAX. Every turn compiles anew: a number in the
program is one that no earlier one had. Times are those of the processor, on one core. The table goes to
`benchmarks/results/compile_growth.{json,md}`.
"""

from __future__ import annotations

import argparse
import importlib
import itertools
import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.__main__ import HERE, PACKAGES, RESULTS, duration, machine
from benchmarks.cases import Package

_fresh = itertools.count(1)

# ---- the programs: each takes a package and a number that changes, and gives a function and arguments

Made = tuple[Callable[..., Any], tuple[Any, ...]]


def chain(package: Package, number: float, rounds: int = 4) -> Callable[[Any], Any]:
    """Operations on a number, 13 in each round."""
    cnp = package.numpy
    tame = (
        cnp.sin,
        lambda x: x * number,
        cnp.tanh,
        lambda x: x + 0.5,
        lambda x: cnp.exp(-x),
        lambda x: x / (1.25 + x * x),
        cnp.cos,
        lambda x: cnp.log(2.0 + x),
        lambda x: cnp.sqrt(1.5 + x),
        lambda x: x * x,
    )

    def f(x):
        for _ in range(rounds):
            for g in tame:
                x = g(x)
        return x

    return f


def of_order(order: int, rounds: int = 4) -> Callable[[Package, float], Made]:
    """The derivative of a chain."""

    def make(package: Package, number: float) -> Made:
        f = chain(package, number, rounds)
        for _ in range(order):
            f = package.root.grad(f)
        return f, (package.numpy.float32(0.3),)

    return make


def network(package: Package, number: float) -> tuple[Callable[..., Any], Any, Any]:
    """A loss, its parameters, and data."""
    cnp, rng = package.numpy, np.random.default_rng(0)
    sizes = (8, 16, 16, 1)
    layers = [
        (cnp.asarray(rng.uniform(-1, 1, s).astype(np.float32)), cnp.zeros(s[1], dtype=np.float32))
        for s in itertools.pairwise(sizes)
    ]
    x = cnp.asarray(rng.uniform(-1, 1, (32, 8)).astype(np.float32))

    def loss(layers, x):
        for weight, bias in layers[:-1]:
            x = cnp.tanh(x @ weight + bias)
        weight, bias = layers[-1]
        return cnp.mean((x @ weight + bias - number) ** 2)

    return loss, layers, x


def network_by(transform: str) -> Callable[[Package, float], Made]:
    """A transformation of a network's loss."""

    def make(package: Package, number: float) -> Made:
        loss, layers, x = network(package, number)
        f = loss if transform == "value" else getattr(package.root, transform)(loss)
        return f, (layers, x)

    return make


def nested(depth: int) -> Callable[[Package, float], Made]:
    """The gradient of scans in scans."""

    def make(package: Package, number: float) -> Made:
        cnp, scan = package.numpy, package.root.lax.scan

        def loop(depth, x):
            if not depth:
                return x + 0.01 * cnp.sin(x * number)
            return scan(lambda c, _: (loop(depth - 1, c), None), x, None, length=3)[0]

        return package.root.grad(lambda x: loop(depth, x)), (cnp.float32(0.3),)

    return make


def nested_while(depth: int) -> Callable[[Package, float], Made]:
    """The gradient of while loops in while loops."""

    def make(package: Package, number: float) -> Made:
        cnp, while_loop = package.numpy, package.root.lax.while_loop

        def loop(depth, x):
            if not depth:
                return x + 0.01 * cnp.sin(x * number)
            return while_loop(lambda s: s[0] < 3, lambda s: (s[0] + 1, loop(depth - 1, s[1])), (0, x))[1]

        return package.root.grad(lambda x: loop(depth, x)), (cnp.float32(0.3),)

    return make


ORDERS = range(5)
ROUNDS = (1, 2, 4, 8)
DEPTHS = range(1, 6)
PROGRAMS: dict[str, Callable[[Package, float], Made]] = {
    **{f"chain of 52 operations, order {n}": of_order(n) for n in ORDERS},
    **{f"chain of {13 * n} operations, order 4": of_order(4, n) for n in ROUNDS},
    **{f"two-layer network, {t}": network_by(t) for t in ("value", "grad", "hessian")},
    **{f"gradient of {n} nested scans": nested(n) for n in DEPTHS},
    **{f"gradient of {n} nested while loops": nested_while(n) for n in DEPTHS},
}


# ---- one package


def operations(text: str) -> int:
    """How many operations a program has in MLIR's text."""
    line = re.compile(r"^\s*(%\S+( = |:\d+ = )|array\.yield|return)")
    return sum(bool(line.match(x)) for x in text.splitlines())


def first_call(package: Package, name: str) -> float:
    """Seconds of a first call, less those of a later one."""
    f, arguments = PROGRAMS[name](package, 1.0 + next(_fresh) / 4096)
    f = package.root.jit(f)

    def seconds() -> float:
        start = time.process_time()
        package.root.block_until_ready(f(*arguments))
        return time.process_time() - start

    first = seconds()
    return first - min(seconds() for _ in range(3))


def serve(name: str) -> None:
    """Answers programs' names with seconds, or operations where asked for, until the input ends."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # before the package counts its threads
    package = Package(importlib.import_module(name), importlib.import_module(f"{name}.numpy"))
    first_call(package, next(iter(PROGRAMS)))  # what only the first compilation of a process does
    for line in sys.stdin:
        question, title = line.strip().split(" ", 1)
        if question == "time":
            print(first_call(package, title), flush=True)
        else:
            f, arguments = PROGRAMS[title](package, 1.0)
            lowered = package.root.jit(f).lower(*arguments)
            print(operations(lowered.as_text("transformed")), flush=True)


class Resident:
    """A package in a process of its own."""

    def __init__(self, package: str, python: str) -> None:
        self.process = subprocess.Popen(
            [python, "-m", "benchmarks.compile_growth", "--serve", package],
            cwd=HERE.parent,
            env={**os.environ, "JAX_PLATFORMS": "cpu"},
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def ask(self, question: str, name: str) -> float:
        """The number that the package answers."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{question} {name}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"the process of a package ended with {self.process.wait()}")
        return float(line)


# ---- the table


def measure(name: str, residents: dict[str, Resident], turns: int) -> dict[str, Any]:
    """Turns of both packages for one program."""
    packages = [package for package in PACKAGES if package == "covector" or "while" not in name]
    times: dict[str, list[float]] = {package: [] for package in packages}
    for turn in range(turns):
        for package in packages if turn % 2 == 0 else reversed(packages):
            times[package].append(residents[package].ask("time", name))
    ratios = map(lambda a, b: a / b, times["covector"], times.get("jax", []))
    return {
        "title": name,
        "operations": int(residents["covector"].ask("operations", name)),
        "seconds": {package: statistics.median(all_of) for package, all_of in times.items()},
        "ratio": statistics.median(ratios) if "jax" in times else None,
    }


def cells(result: dict[str, Any]) -> list[str]:
    """One line of the table."""
    peer = ["refused", ""]
    if result["ratio"] is not None:
        peer = [duration(result["seconds"]["jax"]), f"{result['ratio']:.3f}"]
    return [
        result["title"],
        str(result["operations"]),
        duration(result["seconds"]["covector"]),
        *peer,
    ]


def markdown(results: list[dict[str, Any]], where: dict[str, Any]) -> str:
    """The table with its heading."""
    lines = [
        "# Growth of compilation",
        "",
        f"{where['cpu']}, one core. Operations are those of a program once its derivatives are made;",
        "times are those of a first call less a later one, the median of turns, and the ratio is the",
        "median of the ratios of turns (`python -m benchmarks.compile_growth`). JAX refuses the gradient",
        "of a while loop.",
        "",
        "| program | operations | Covector | JAX | ratio |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += ["| " + " | ".join(cells(result)) + " |" for result in results]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measures, prints and writes the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--turns", type=int, default=7, help="turns of each package (default: 7)")
    parser.add_argument("--jax-python", default=sys.executable, help="the Python that has JAX")
    parser.add_argument("--serve", metavar="PACKAGE", help="measure as other processes ask for")
    options = parser.parse_args()
    if options.serve:
        return serve(options.serve)
    pythons = {"covector": sys.executable, "jax": options.jax_python}
    residents = {package: Resident(package, pythons[package]) for package in PACKAGES}
    results = []
    for name in PROGRAMS:
        results.append(measure(name, residents, options.turns))
        print("  ".join(cells(results[-1])), flush=True)
    for resident in residents.values():
        assert resident.process.stdin
        resident.process.stdin.close()
        resident.process.wait()
    where = machine()
    content = json.dumps({"machine": where, "programs": results}, indent=1)
    (RESULTS / "compile_growth.json").write_text(content + "\n")
    (RESULTS / "compile_growth.md").write_text(markdown(results, where))


if __name__ == "__main__":
    main()
