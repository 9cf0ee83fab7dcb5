"""Measures Covector and JAX in turns, prints the table, and writes it to `benchmarks/results/`.

Each package lives in a process of its own for the whole run and does one turn of a case at a time,
the first one alternating, so that whatever else the machine does meets both. The ratio of a case is
the median of the ratios of its pairs of turns.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.cases import CASES

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"
PACKAGES = ("covector", "jax")
IMPORT = "import time; t = time.perf_counter(); import {0}, {0}.numpy; print(time.perf_counter() - t)"


class Worker:
    """A resident process of one package."""

    def __init__(self, package: str, python: str) -> None:
        self.package, self.python = package, python
        environment = {**os.environ, "JAX_PLATFORMS": "cpu"}
        self.process = subprocess.Popen(
            [python, "-m", "benchmarks.worker", package],
            cwd=HERE.parent,
            env=environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.version = self._answer()["version"]

    def _answer(self) -> dict[str, Any]:
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"the process of {self.package} ended with {self.process.wait()}")
        return json.loads(line)

    def turn(self, name: str) -> float:
        """Seconds of one turn of a case."""
        if CASES[name].measure is None:
            command = [self.python, "-c", IMPORT.format(self.package)]
            return float(subprocess.run(command, text=True, capture_output=True, check=True).stdout)
        self.process.stdin.write(name + "\n")
        self.process.stdin.flush()
        answer = self._answer()
        if "error" in answer:
            raise RuntimeError(f"{self.package}: {answer['error']}")
        return answer["seconds"]

    def end(self) -> None:
        """Ends the process."""
        self.process.stdin.close()
        self.process.wait()


def measure(name: str, workers: list[Worker], turns: int) -> dict[str, Any]:
    """Turns of one case by both, and what follows from them."""
    times: dict[str, list[float]] = {w.package: [] for w in workers}
    try:
        for worker in workers:
            worker.turn(name)  # warm-up
        for number in range(turns):
            for worker in workers if number % 2 == 0 else reversed(workers):
                times[worker.package].append(worker.turn(name))
    except RuntimeError as error:
        return {"title": CASES[name].title, "goal": CASES[name].goal, "error": str(error)}
    ratios = [a / b for a, b in zip(times["covector"], times["jax"], strict=True)]
    return {
        "title": CASES[name].title,
        "goal": CASES[name].goal,
        "seconds": {package: statistics.median(all_of) for package, all_of in times.items()},
        "ratio": statistics.median(ratios),
        "ratios": [round(r, 4) for r in ratios],
    }


def machine() -> dict[str, Any]:
    """The machine in general words."""
    model = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return {
        "cpu": model,
        "cores": len(os.sched_getaffinity(0)),
        "system": platform.system(),
        "python": platform.python_version(),
    }


def version_of(worker: Worker) -> str:
    """Version of a package, of the code in use."""
    if worker.version:
        return worker.version
    try:
        return importlib.metadata.version(worker.package)
    except importlib.metadata.PackageNotFoundError:
        return "of the checkout"


def duration(seconds: float) -> str:
    """A time in a fitting unit."""
    for unit, factor in (("s", 1.0), ("ms", 1e3), ("us", 1e6)):
        if seconds * factor >= 1 or unit == "us":
            return f"{seconds * factor:.3g} {unit}"
    raise AssertionError


def row(result: dict[str, Any]) -> list[str]:
    """One line of the table."""
    if "error" in result:
        return [result["title"], "failed", "", "", f"{result['goal']:g}", result["error"][:60]]
    ours, theirs = result["seconds"]["covector"], result["seconds"]["jax"]
    reached = "yes" if result["ratio"] <= result["goal"] else "no"
    ratio = f"{result['ratio']:.3f}"
    return [result["title"], duration(ours), duration(theirs), ratio, f"{result['goal']:g}", reached]


HEADER = ["case", "Covector", "JAX", "ratio", "goal", "reached"]


def text(rows: list[list[str]]) -> str:
    """The table in columns."""
    widths = [max(len(r[i]) for r in [HEADER, *rows]) for i in range(len(HEADER))]
    return "\n".join(
        "  ".join(
            c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(r, widths, strict=True))
        )
        for r in [HEADER, *rows]
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases", nargs="*", help=f"names of cases (default: all of {', '.join(CASES)})")
    parser.add_argument("--turns", type=int, help="turns of each case instead of its own number")
    parser.add_argument("--jax-python", default=sys.executable, help="the Python that has JAX")
    parser.add_argument("--output", type=Path, default=RESULTS, help="folder of the results")
    options = parser.parse_args()
    unknown = set(options.cases) - set(CASES)
    if unknown:
        parser.error(f"no cases {', '.join(sorted(unknown))}; there are {', '.join(CASES)}")
    names = options.cases or list(CASES)

    workers = [Worker("covector", sys.executable), Worker("jax", options.jax_python)]
    results = {}
    for name in names:
        print(
            f"\r{len(results) + 1}/{len(names)} {CASES[name].title:60}", end="", file=sys.stderr, flush=True
        )
        results[name] = measure(name, workers, options.turns or CASES[name].turns)
    print(f"\r{'':70}\r", end="", file=sys.stderr)
    for worker in workers:
        worker.end()

    rows = [row(r) for r in results.values()]
    about = {"machine": machine(), "versions": {w.package: version_of(w) for w in workers}}
    summary = f"{about['machine']['cpu']}, {about['machine']['cores']} cores; JAX {about['versions']['jax']}"
    print(text(rows))
    print(f"\n{summary}. Ratio: Covector's time over JAX's, the median over pairs of turns.")
    if not options.cases:
        options.output.mkdir(parents=True, exist_ok=True)
        content = json.dumps({**about, "cases": results}, indent=2)
        (options.output / "jax.json").write_text(content + "\n")
        lines = ["| " + " | ".join(r) + " |" for r in [HEADER, ["---"] * len(HEADER), *rows]]
        note = "Ratio: Covector's time over JAX's, the median over pairs of turns (`make bench`)."
        (options.output / "jax.md").write_text(
            f"# Against JAX\n\n{summary}.\n{note}\n\n" + "\n".join(lines) + "\n"
        )
        print(f"written to {options.output.name}/jax.json and jax.md")
    return 1 if any("error" in r for r in results.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
