"""Measures single operations against NumPy, and JAX where it is installed, in turns.

    python -m benchmarks.operations [--turns N] [--only WORD]

NumPy is called as its users call it, Covector and JAX compiled. A turn of a package is some calls in
a row, and its time their mean; the ratio is the median of the ratios of the turns. JAX has a process
of its own, since its threads go on spinning for a while after their work, and every turn begins with
a rest. The table goes to `benchmarks/results/operations.{json,md}`.
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib
import importlib.util
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.__main__ import RESULTS, duration, machine

rng = np.random.default_rng(0)


@dataclasses.dataclass(frozen=True)
class Operation:
    """One line of the table: what NumPy does, and the same for the compiled packages.

    Attributes:
        title: what is measured.
        arrays: the operands.
        in_numpy: the call in NumPy.
        compiled: the call, given a package's module of NumPy's functions.
    """

    title: str
    arrays: tuple[np.ndarray, ...]
    in_numpy: Callable[..., Any]
    compiled: Callable[..., Any]


def floats(*shape: int, dtype: str = "float32") -> np.ndarray:
    """Random numbers."""
    return rng.standard_normal(shape).astype(dtype)


def integers(high: int, *shape: int) -> np.ndarray:
    """Random indices below `high`."""
    return rng.integers(0, high, shape).astype(np.int32)


def added(target: np.ndarray, indices: np.ndarray, updates: np.ndarray) -> np.ndarray:
    """NumPy's scatter-add, into a copy as the others do."""
    result = target.copy()
    np.add.at(result, indices, updates)
    return result


def operations() -> list[Operation]:
    """Every line of the table."""
    million = 1_000_000
    table = [
        Operation(f"sort, 1M {dtype}", (numbers,), np.sort, lambda xp, x: xp.sort(x))
        for dtype, numbers in (
            ("float32", floats(million)),
            ("int32", rng.integers(-(2**31), 2**31, million).astype(np.int32)),
        )
    ]
    square = floats(1000, 1000)
    table += [
        Operation("sort, 1000 rows of 1000", (square,), np.sort, lambda xp, x: xp.sort(x)),
        Operation(
            "sort, 1000 columns of 1000",
            (square,),
            lambda x: np.sort(x, axis=0),
            lambda xp, x: xp.sort(x, axis=0),
        ),
        Operation("argsort, 1M float32", (floats(million),), np.argsort, lambda xp, x: xp.argsort(x)),
        Operation("argmax, 1M float32", (floats(million),), np.argmax, lambda xp, x: xp.argmax(x)),
    ]
    for axis in (0, 1):
        table.append(
            Operation(
                f"argmax, 1000 x 1000 along axis {axis}",
                (square,),
                lambda x, axis=axis: np.argmax(x, axis),
                lambda xp, x, axis=axis: xp.argmax(x, axis),
            )
        )
    table.append(
        Operation("cumsum, 10M float32", (floats(10 * million),), np.cumsum, lambda xp, x: xp.cumsum(x))
    )
    for axis in (0, 1):
        table.append(
            Operation(
                f"cumsum, 1000 x 1000 along axis {axis}",
                (square,),
                lambda x, axis=axis: np.cumsum(x, axis),
                lambda xp, x, axis=axis: xp.cumsum(x, axis),
            )
        )
    for batch, n in ((10000, 4), (1000, 16), (256, 64)):
        operands = floats(batch, n, n), floats(batch, n, n)
        table.append(
            Operation(f"matmul, {batch} of {n} x {n}", operands, np.matmul, lambda xp, x, y: xp.matmul(x, y))
        )
    words = floats(50_000, 64), integers(50_000, 10_000)
    table += [
        Operation("gather, 10k rows of 64", words, lambda x, i: x[i], lambda xp, x, i: x[i]),
        Operation(
            "gather, 1M elements of 1M",
            (floats(million), integers(million, million)),
            lambda x, i: x[i],
            lambda xp, x, i: x[i],
        ),
        Operation(
            "scatter-add, 10k rows of 64 into 50k",
            (*words, floats(10_000, 64)),
            added,
            lambda xp, x, i, u: x.at[i].add(u),
        ),
        Operation(
            "scatter-add, 1M elements into 1k",
            (floats(1000), integers(1000, million), floats(million)),
            added,
            lambda xp, x, i, u: x.at[i].add(u),
        ),
    ]
    return table


class Compiled:
    """The compiled form of an operation in one package."""

    def __init__(self, package: str, operation: Operation) -> None:
        root, xp = importlib.import_module(package), importlib.import_module(f"{package}.numpy")
        self.function = root.jit(lambda *arrays: operation.compiled(xp, *arrays))
        self.arrays = [xp.asarray(array) for array in operation.arrays]

    def __call__(self) -> Any:
        return self.function(*self.arrays).block_until_ready()


class Resident:
    """The compiled form of an operation in a package that lives in another process."""

    def __init__(self, package: str) -> None:
        command = [sys.executable, "-m", "benchmarks.operations", "--serve", package]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, text=True, stdin=pipe, stdout=pipe)

    def turn(self, number: int) -> float:
        """Seconds of a call of an operation."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{number}\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())


def serve(package: str) -> None:
    """Answers the number of every operation with the seconds of a call, until the input ends."""
    table = operations()
    calls: dict[int, Compiled] = {}
    for line in sys.stdin:
        number = int(line)
        if number not in calls:
            calls[number] = Compiled(package, table[number])
            calls[number]()
        print(seconds(calls[number]), flush=True)


REST = 0.003  # seconds: threads that have worked stop spinning
TURN = 0.01  # seconds of calls in a row


def seconds(function: Callable[[], Any]) -> float:
    """Mean time of calls in a row, after one that brings the operands near."""
    time.sleep(REST)
    function()
    calls, start = 0, time.perf_counter()
    while True:
        function()
        calls += 1
        elapsed = time.perf_counter() - start
        if elapsed >= TURN:
            return elapsed / calls


def measure(operation: Operation, number: int, peer: Resident | None, turns: int) -> dict[str, Any]:
    """Turns of one operation by all, and what follows from them."""
    compiled = Compiled("covector", operation)
    calls: dict[str, Callable[[], float]] = {
        "numpy": lambda: seconds(lambda: operation.in_numpy(*operation.arrays)),
        "covector": lambda: seconds(compiled),
    }
    if peer:
        calls["jax"] = lambda: peer.turn(number)
    times: dict[str, list[float]] = {package: [] for package in calls}
    for call in calls.values():
        call()
    for turn in range(turns):
        order = list(calls) if turn % 2 == 0 else list(reversed(calls))
        for package in order:
            times[package].append(calls[package]())
    return {
        "title": operation.title,
        "seconds": {package: statistics.median(all_of) for package, all_of in times.items()},
        "ratios": {
            package: statistics.median(a / b for a, b in zip(times["covector"], times[package]))
            for package in calls
            if package != "covector"
        },
    }


def markdown(rows: list[dict[str, Any]], where: dict[str, Any]) -> str:
    """The table with its heading."""
    packages = list(rows[0]["seconds"])
    peers = [package for package in packages if package != "covector"]
    head = ["operation", *packages, *[f"of {peer}'s time" for peer in peers]]
    lines = [
        "# Single operations",
        "",
        f"{where['cpu']}, {where['cores']} cores; NumPy {np.__version__}. Medians over turns",
        "(`python -m benchmarks.operations`); the last columns are Covector's time over the other's.",
        "",
        "| " + " | ".join(head) + " |",
        "| " + " | ".join(["---"] * len(head)) + " |",
    ]
    for row in rows:
        times = [duration(row["seconds"][package]) for package in packages]
        ratios = [f"{row['ratios'][peer]:.2f}" for peer in peers]
        lines.append("| " + " | ".join([row["title"], *times, *ratios]) + " |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measures, prints and writes the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--turns", type=int, default=15, help="turns of each package (default: 15)")
    parser.add_argument("--only", default="", help="measure the lines that hold this word; write nothing")
    parser.add_argument("--serve", metavar="PACKAGE", help="measure as other processes ask for")
    arguments = parser.parse_args()
    if arguments.serve:
        return serve(arguments.serve)
    peer = Resident("jax") if importlib.util.find_spec("jax") else None
    if not peer:
        print("JAX is not installed: NumPy alone is compared with")
    rows = []
    for number, operation in enumerate(operations()):
        if arguments.only in operation.title:
            rows.append(measure(operation, number, peer, arguments.turns))
            ratios = ", ".join(f"{ratio:.2f} of {peer}'s time" for peer, ratio in rows[-1]["ratios"].items())
            print(
                f"{operation.title:40} {duration(rows[-1]['seconds']['covector']):>10}   {ratios}", flush=True
            )
    if not rows:
        raise SystemExit(f"no operation's title holds {arguments.only!r}")
    if not arguments.only:
        where = machine()
        (RESULTS / "operations.json").write_text(
            json.dumps({"machine": where, "rows": rows}, indent=1) + "\n"
        )
        (RESULTS / "operations.md").write_text(markdown(rows, where))


if __name__ == "__main__":
    main()
