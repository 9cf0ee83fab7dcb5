"""Measures gradients of programs with loops against JAX, in turns.

    python -m benchmarks.loops [NAME ...] [--turns N] [--jax-python PYTHON]

A turn of a package is a call of the value, and one of the value with its gradient, several times
each: the least time counts. Each package has a process of its own, bound to one core; the first one
alternates. Times are those of the processor and not of the clock, as programs of some milliseconds are
interrupted often where the machine does other things too. Ratios are medians of the ratios of turns.
The table goes to `benchmarks/results/loops.{json,md}`.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.__main__ import HERE, PACKAGES, RESULTS, duration, machine
from benchmarks.cases import Package
from benchmarks.loop_cases import PROGRAMS, Program

TURN = 0.03  # seconds of calls in a row
GOAL = 5.0  # the gradient may take this many times the value
SLOW = 10.0  # where JAX's gradient takes more than so many times its value, ours is to be GOAL times faster


# ---- the process of one package


class Compiled:
    """A program in one package, and its gradient.

    Args:
        package: the package.
        program: the program.
        gradient: whether to differentiate it.
    """

    def __init__(self, package: Package, program: Program, gradient: bool) -> None:
        root = package.root
        arguments = program.arguments()

        def function(*arguments: Any) -> Any:
            return program.function(package, *arguments)

        self.arguments = root.tree.map(package.numpy.asarray, arguments)
        self.wait = root.block_until_ready
        self.calls = {"value": root.jit(function)}
        if gradient:
            of_all = tuple(range(len(arguments)))
            self.calls["gradient"] = root.jit(root.value_and_grad(function, argnums=of_all))

    def results(self) -> dict[str, list[Any]]:
        """The numbers of every call, each summed up."""

        def sums(x: Any) -> list[float]:
            return [float(np.sum(np.abs(np.asarray(leaf, dtype=np.float64)))) for leaf in x]

        leaves = self.package_leaves
        return {name: sums(leaves(call(*self.arguments))) for name, call in self.calls.items()}

    def package_leaves(self, tree: Any) -> list[Any]:
        """The arrays of a tuple of dicts of arrays, in order."""
        if isinstance(tree, dict):
            return [leaf for key in sorted(tree) for leaf in self.package_leaves(tree[key])]
        if isinstance(tree, tuple):
            return [leaf for child in tree for leaf in self.package_leaves(child)]
        return [tree]

    def turn(self) -> dict[str, float]:
        """Seconds of the processor that every call takes."""
        return {name: self._seconds(call) for name, call in self.calls.items()}

    def _seconds(self, call: Callable[..., Any]) -> float:
        self.wait(call(*self.arguments))
        least, spent, calls = float("inf"), 0.0, 0
        while spent < TURN or calls < 5:
            start = time.process_time()
            self.wait(call(*self.arguments))
            elapsed = time.process_time() - start
            least, spent, calls = min(least, elapsed), spent + elapsed, calls + 1
        return least


def serve(name: str) -> None:
    """Answers lines with a program's name and a question until the input ends."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # before the package counts its threads
    package = Package(importlib.import_module(name), importlib.import_module(f"{name}.numpy"))
    compiled: dict[str, Compiled] = {}
    for line in sys.stdin:
        title, question = line.split()
        try:
            if title not in compiled:
                program = PROGRAMS[title]
                compiled[title] = Compiled(package, program, name == "covector" or program.peer_gradient)
            answer = compiled[title].results() if question == "results" else compiled[title].turn()
        except Exception as error:
            answer = {"error": f"{name}: {type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


# ---- turns


class Resident:
    """A package in a process of its own.

    Args:
        package: name of the package.
        python: the Python that has it.
    """

    def __init__(self, package: str, python: str) -> None:
        self.process = subprocess.Popen(
            [python, "-m", "benchmarks.loops", "--serve", package],
            cwd=HERE.parent,
            env={**os.environ, "JAX_PLATFORMS": "cpu"},
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def ask(self, name: str, question: str) -> dict[str, Any]:
        """The answer for a program."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{name} {question}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"the process of a package ended with {self.process.wait()}")
        answer = json.loads(line)
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer


def check_results(name: str, answers: dict[str, dict[str, list[float]]]) -> None:
    """Refuses to compare the times of programs that do not compute the same."""
    for what, theirs in answers["jax"].items():
        ours = answers["covector"][what]
        if not np.allclose(ours, theirs, rtol=2e-3, atol=1e-4):
            raise RuntimeError(f"{name}: the {what} is {ours} by Covector and {theirs} by JAX")


def measure(name: str, residents: dict[str, Resident], turns: int) -> dict[str, Any]:
    """Turns of one program by both packages, and what follows from them."""
    result: dict[str, Any] = {"title": PROGRAMS[name].title}
    try:
        check_results(name, {package: r.ask(name, "results") for package, r in residents.items()})
        times: dict[str, list[dict[str, float]]] = {package: [] for package in residents}
        for turn in range(turns):
            for package in PACKAGES if turn % 2 == 0 else reversed(PACKAGES):
                times[package].append(residents[package].ask(name, "turn"))
    except RuntimeError as error:
        return {**result, "error": str(error)}

    def median(ratio: Callable[[dict[str, float], dict[str, float]], float]) -> float:
        return statistics.median(map(ratio, times["covector"], times["jax"]))

    both = PROGRAMS[name].peer_gradient
    return {
        **result,
        "seconds": {
            package: {what: statistics.median(t[what] for t in all_of) for what in all_of[0]}
            for package, all_of in times.items()
        },
        "gradient over value": {
            "covector": median(lambda ours, _: ours["gradient"] / ours["value"]),
            "jax": median(lambda _, theirs: theirs["gradient"] / theirs["value"]) if both else None,
        },
        "covector over jax": {
            "value": median(lambda ours, theirs: ours["value"] / theirs["value"]),
            "gradient": median(lambda ours, theirs: ours["gradient"] / theirs["gradient"]) if both else None,
        },
    }


def reached(result: dict[str, Any]) -> bool:
    """Whether a program is as fast as it should be."""
    cost, against = result["gradient over value"], result["covector over jax"]["gradient"]
    if cost["covector"] > GOAL:
        return False
    return against is None or against <= (1 / GOAL if cost["jax"] > SLOW else 1)


# ---- the table

HEADER = (
    "program",
    "value",
    "gradient / value",
    "JAX's value",
    "JAX's gradient / value",
    "value / JAX's",
    "gradient / JAX's",
    "reached",
)


def row(result: dict[str, Any]) -> list[str]:
    """One line of the table."""
    if "error" in result:
        return [result["title"], "failed: " + result["error"][:80], *[""] * (len(HEADER) - 2)]

    def ratio(x: float | None) -> str:
        return "refused" if x is None else f"{x:.3g}"

    cost, against = result["gradient over value"], result["covector over jax"]
    return [
        result["title"],
        duration(result["seconds"]["covector"]["value"]),
        ratio(cost["covector"]),
        duration(result["seconds"]["jax"]["value"]),
        ratio(cost["jax"]),
        ratio(against["value"]),
        ratio(against["gradient"]),
        "yes" if reached(result) else "no",
    ]


def markdown(results: list[dict[str, Any]], where: dict[str, Any]) -> str:
    """The table with its heading."""
    lines = [
        "# Programs with loops",
        "",
        f"{where['cpu']}, one core. `gradient` is the value with its gradient by all arguments, compiled;",
        "ratios are medians over pairs of turns (`python -m benchmarks.loops`).",
        f"Reached is a gradient of at most {GOAL:g} times the value that is not slower than JAX's, and",
        f"{GOAL:g} times faster where JAX's takes over {SLOW:g} times its value.",
        "",
        "| " + " | ".join(HEADER) + " |",
        "| " + " | ".join(["---"] * len(HEADER)) + " |",
    ]
    lines += ["| " + " | ".join(row(result)) + " |" for result in results]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Measures, prints and writes the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("programs", nargs="*", help=f"default, and written: all of {', '.join(PROGRAMS)}")
    parser.add_argument("--turns", type=int, default=15, help="turns of each package (default: 15)")
    parser.add_argument("--jax-python", default=sys.executable, help="the Python that has JAX")
    parser.add_argument("--serve", metavar="PACKAGE", help="measure as other processes ask for")
    options = parser.parse_args()
    if options.serve:
        serve(options.serve)
        return 0
    unknown = set(options.programs) - set(PROGRAMS)
    if unknown:
        parser.error(f"no programs {', '.join(sorted(unknown))}; there are {', '.join(PROGRAMS)}")
    pythons = {"covector": sys.executable, "jax": options.jax_python}
    residents = {package: Resident(package, pythons[package]) for package in PACKAGES}
    results = {}
    for name in options.programs or PROGRAMS:
        results[name] = measure(name, residents, options.turns)
        print("  ".join(f"{head}: {cell}" for head, cell in zip(HEADER, row(results[name]))), flush=True)
    for resident in residents.values():
        assert resident.process.stdin
        resident.process.stdin.close()
        resident.process.wait()
    if not options.programs:
        where = machine()
        content = json.dumps({"machine": where, "programs": results}, indent=1)
        (RESULTS / "loops.json").write_text(content + "\n")
        (RESULTS / "loops.md").write_text(markdown(list(results.values()), where))
    return 1 if any("error" in result for result in results.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
