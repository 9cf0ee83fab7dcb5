"""Measures the memory and the time of gradients of long loops, with and without checkpoints.

    python -m benchmarks.loop_memory [--steps N] [--while-steps N] [--jax-python PYTHON]

Every line has a process of its own, which calls the value and then the gradient: memory is how much
higher the process's resident memory rises in the gradient's first call than it stood once that was
compiled. Then both are called in turns; times are those of the processor, and their ratio is the median
over turns. The table goes to `benchmarks/results/loop_memory.{json,md}`.
"""

from __future__ import annotations

import argparse
import ctypes
import importlib
import json
import logging
import math
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.__main__ import HERE, RESULTS, duration, machine

TURNS = 5
CARRIED = 100  # float32 numbers carried by the scan
BASE = 10  # iterations of a segment where JAX's checkpoints are nested

# Package, loop, and what its gradient keeps.
LINES = (
    ("covector", "scan", "none"),
    ("covector", "scan", "sqrt"),
    ("covector", "scan", "log"),
    ("covector", "scan", "binomial 16"),
    ("covector", "scan", "binomial 64"),
    ("jax", "scan", "none"),
    ("jax", "scan", "sqrt"),
    ("jax", "scan", "log"),
    ("covector", "while", "none"),
    ("covector", "while", "sqrt"),
    ("covector", "while", "log"),
    ("covector", "while", "binomial 16"),
    ("covector", "while", "binomial 64"),
)


# ---- the loops


def checkpoint_of(keep: str) -> Any:
    """What `checkpoint=` is given for the word of a line."""
    way, _, number = keep.partition(" ")
    return (way, int(number)) if number else None if way == "none" else way


def advanced(xp: Any, x: Any, steps: int) -> Any:
    """One of so many iterations."""
    return x + (1 / steps) * xp.sin(x * x)


def scan_of(package: str, keep: str, steps: int) -> Callable[[Any], Any]:
    """The scan of a package."""
    root, xp = importlib.import_module(package), importlib.import_module(f"{package}.numpy")

    def step(x: Any, _: Any) -> tuple[Any, None]:
        return advanced(xp, x, steps), None

    if package == "covector":
        checkpoint = checkpoint_of(keep)
        loop = lambda x: root.lax.scan(step, x, None, length=steps, checkpoint=checkpoint)[0]
    else:
        lengths = {"none": [steps], "sqrt": near_root(steps), "log": powers(steps)}[keep]
        loop = lambda x: nested(root, step, lengths)(x, None)[0]
    return lambda x: xp.sum(loop(x))


def nested(root: Any, step: Callable[..., Any], lengths: list[int]) -> Callable[..., Any]:
    """A scan in levels, each recomputed from its carry: what JAX's users write."""
    for length in reversed(lengths[1:]):
        step = root.checkpoint(lambda x, _, step=step, length=length: root.lax.scan(step, x, None, length))
        inner = step
        step = lambda x, _, inner=inner: (inner(x, None)[0], None)
    return lambda x, _: root.lax.scan(step, x, None, lengths[0])


def near_root(steps: int) -> list[int]:
    """Two factors of a number that are as near to each other as can be."""
    first = next(i for i in range(math.isqrt(steps), 0, -1) if steps % i == 0)
    return [first, steps // first]


def powers(steps: int) -> list[int]:
    """The factors of a power of `BASE`."""
    levels = round(math.log(steps, BASE))
    if BASE**levels != steps:
        raise SystemExit(f"expected a power of {BASE} for --steps, got {steps}")
    return [BASE] * levels


def while_of(package: str, keep: str, steps: int) -> Callable[[Any], Any]:
    """The while loop, with a condition on what it carries."""
    root, xp = importlib.import_module(package), importlib.import_module(f"{package}.numpy")
    checkpoint = checkpoint_of(keep)

    def step(state: tuple[Any, Any]) -> tuple[Any, Any]:
        left, x = state
        return left - 1, advanced(xp, x, steps)

    def unfinished(state: tuple[Any, Any]) -> Any:
        return state[0] > 0

    start = np.int32(steps)
    loop = root.lax.while_loop
    return lambda x: loop(unfinished, step, (xp.asarray(start), x), checkpoint=checkpoint)[1]


# ---- one line


def resident(word: str) -> float:
    """MB of resident memory: now (`VmRSS`) or at most (`VmHWM`)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(word)).split()[1]) / 1024


class Mark(logging.Handler):
    """Where memory stands: when made, and again with every message about a compilation."""

    def __init__(self) -> None:
        super().__init__()
        self.before = 0.0
        self.set()

    def set(self) -> None:
        """Gives back what was freed, and counts from here."""
        ctypes.CDLL(None).malloc_trim(0)
        Path("/proc/self/clear_refs").write_text("5")  # the most memory is what it is now
        self.before = resident("VmRSS")

    def emit(self, record: logging.LogRecord) -> None:
        """A program has been compiled, and is to run."""
        self.set()

    def risen(self) -> float:
        """How much higher the memory rose."""
        return resident("VmHWM") - self.before


def measure(package: str, loop: str, keep: str, steps: int) -> dict[str, Any]:
    """Memory and times of one line, in this process."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # before the package counts its threads
    root, xp = importlib.import_module(package), importlib.import_module(f"{package}.numpy")
    if loop == "scan":
        function, x = scan_of(package, keep, steps), np.linspace(0.5, 1, CARRIED, dtype=np.float32)
    else:
        function, x = while_of(package, keep, steps), np.float32(0.5)
    x = xp.asarray(x)
    value, gradient = root.jit(function), root.jit(root.value_and_grad(function))
    if package == "jax":  # which logs a compilation before it begins
        gradient = gradient.lower(x).compile()

    def seconds(call: Callable[..., Any]) -> float:
        start = time.process_time()
        root.block_until_ready(call(x))
        return time.process_time() - start

    seconds(value)
    mark = Mark()
    if package == "covector":
        logging.getLogger("covector").addHandler(mark)
        with root.log_compiles(True):
            result = root.block_until_ready(gradient(x))
    else:
        result = root.block_until_ready(gradient(x))
    memory = mark.risen()
    times = [(seconds(value), seconds(gradient)) for _ in range(TURNS)]
    return {
        "package": package,
        "loop": loop,
        "keeps": keep,
        "steps": steps,
        "result": [float(result[0]), float(np.sum(np.asarray(result[1], dtype=np.float64)))],
        "megabytes": memory,
        "value": statistics.median(a for a, _ in times),
        "gradient": statistics.median(b for _, b in times),
        "ratio": statistics.median(b / a for a, b in times),
    }


# ---- the table


def markdown(results: list[dict[str, Any]], where: dict[str, Any]) -> str:
    """The table with its heading."""
    lines = [
        "# Memory of gradients of loops",
        "",
        f"{where['cpu']}, one core. Resident memory of the value with its gradient above that of the",
        "value, each in a process of its own (`python -m benchmarks.loop_memory`). The scan carries",
        f"{CARRIED} float32, the while loop one and its counter. JAX's lines nest `jax.checkpoint` in scans",
        "of scans, as `checkpoint=` does; JAX refuses the gradient of a while loop.",
        "",
        "| loop | package | checkpoint | memory | value | gradient | gradient / value |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for r in results:
        lines.append(
            f"| {r['loop']}, {r['steps']:,} steps | {r['package']} | {r['keeps']} | {r['megabytes']:.2f} MB "
            f"| {duration(r['value'])} | {duration(r['gradient'])} | {r['ratio']:.2f} |"
        )
    return "\n".join(lines) + "\n"


def check_results(results: list[dict[str, Any]]) -> None:
    """Refuses to compare loops that do not compute the same."""
    for loop in ("scan", "while"):
        same = [r for r in results if r["loop"] == loop]
        for r in same[1:]:
            if not np.allclose(r["result"], same[0]["result"], rtol=1e-2):
                raise SystemExit(
                    f"the {loop} of {r['package']} with {r['keeps']} gives {r['result']}, and "
                    f"{same[0]['result']} with {same[0]['keeps']}"
                )


def main() -> None:
    """Measures, prints and writes the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--steps", type=int, default=100_000, help=f"of the scan, a power of {BASE}")
    parser.add_argument("--while-steps", type=int, default=1_000_000, help="of the while loop")
    parser.add_argument("--jax-python", default=sys.executable, help="the Python that has JAX")
    parser.add_argument("--line", nargs=3, help="measure one line in this process")
    options = parser.parse_args()
    steps = {"scan": options.steps, "while": options.while_steps}
    if options.line:
        package, loop, keep = options.line
        print(json.dumps(measure(package, loop, keep, steps[loop])))
        return
    results = []
    for line in LINES:
        python = options.jax_python if line[0] == "jax" else sys.executable
        sizes = ["--steps", str(options.steps), "--while-steps", str(options.while_steps)]
        command = [python, "-m", "benchmarks.loop_memory", *sizes, "--line", *line]
        environment = {**os.environ, "JAX_PLATFORMS": "cpu"}
        answer = subprocess.run(
            command, cwd=HERE.parent, env=environment, text=True, stdout=subprocess.PIPE, check=True
        )
        results.append(json.loads(answer.stdout))
        print(results[-1], flush=True)
    check_results(results)
    where = machine()
    (RESULTS / "loop_memory.json").write_text(
        json.dumps({"machine": where, "lines": results}, indent=1) + "\n"
    )
    (RESULTS / "loop_memory.md").write_text(markdown(results, where))


if __name__ == "__main__":
    main()
