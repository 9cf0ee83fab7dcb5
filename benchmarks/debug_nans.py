"""Measures what debug_nans costs while there are no NaNs, and how long it takes to find one.

    python -m benchmarks.debug_nans [--turns N]

Each program is called without and with the switch, in turns, on one core; the ratio is the median over
the turns. The table goes to `benchmarks/results/debug_nans.{json,md}`.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.__main__ import RESULTS, duration, machine

TURN = 0.02  # seconds of one turn

Case = tuple[Callable[..., Any], tuple[Any, ...]]


def cases() -> dict[str, Case]:
    """Programs and their arguments; each takes a NaN as its first argument too."""
    import covector as cv
    import covector.numpy as cnp
    from covector import lax

    random = np.random.default_rng(0)
    array = lambda *shape: cnp.asarray(random.normal(size=shape).astype(np.float32))

    def loss(x: Any, weights: Any) -> Any:
        for w in weights[:-1]:
            x = cnp.tanh(x @ w)
        return cnp.mean((x @ weights[-1]) ** 2)

    def mlp_step(x: Any, weights: Any) -> Any:
        return [w - 0.01 * g for w, g in zip(weights, cv.grad(loss, 1)(x, weights), strict=True)]

    def pendulum(x: Any) -> Any:
        def slope(s: Any) -> Any:
            return cnp.stack([s[1], -cnp.sin(s[0])])

        def step(s: Any, _: Any) -> tuple[Any, None]:
            h = 0.001
            a = slope(s)
            b = slope(s + h / 2 * a)
            c = slope(s + h / 2 * b)
            d = slope(s + h * c)
            return s + h / 6 * (a + 2 * b + 2 * c + d), None

        return lax.scan(step, x, None, length=10_000)[0]

    def heat(u: Any) -> Any:
        def step(_: Any, u: Any) -> Any:
            inner = u[1:-1, 1:-1]
            around = u[2:, 1:-1] + u[:-2, 1:-1] + u[1:-1, 2:] + u[1:-1, :-2]
            return u.at[1:-1, 1:-1].set(inner + 0.1 * (around - 4 * inner))

        return lax.fori_loop(0, 100, step, u)

    return {
        "x * 2 + 1, 1,000,000 elements": (lambda x: x * 2 + 1, (array(1_000_000),)),
        "ten elementwise operations, 1,000,000 elements": (
            lambda x: cnp.tanh(cnp.sin(x) * 2 + cnp.exp(-x * x)) - cnp.cos(x + 1),
            (array(1_000_000),),
        ),
        "product of matrices, 512": (lambda x, y: x @ y, (array(512, 512), array(512, 512))),
        "training step of an MLP, 3 layers of 256": (
            mlp_step,
            (array(64, 256), [0.05 * array(256, 256) for _ in range(3)]),
        ),
        "scan of 10,000 Runge-Kutta steps": (pendulum, (cnp.asarray([0.5, 0.0]),)),
        "heat equation, 256 by 256, 100 steps": (heat, (array(256, 256),)),
        "sin(x) * x of a number": (lambda x: cnp.sin(x) * x, (cnp.asarray(0.5),)),
    }


def measure(name: str, case: Case, turns: int) -> dict[str, Any]:
    """Times of one program."""
    import covector as cv

    function, arguments = cv.jit(case[0]), case[1]

    def seconds(calls: int, switch: str | None) -> float:
        if switch:
            cv.config.update(switch, True)
        start = time.perf_counter()
        for _ in range(calls):
            function(*arguments)
        elapsed = time.perf_counter() - start
        if switch:
            cv.config.update(switch, False)
        return elapsed / calls

    modes = (None, "debug_nans", "debug_infs")
    for mode in modes:
        seconds(1, mode)
    calls = max(1, round(TURN / seconds(3, None)))
    times = []
    for turn in range(turns):
        first = turn % len(modes)
        order = (*modes[first:], *modes[:first])
        times.append({mode: seconds(calls, mode) for mode in order})

    wrong = (arguments[0] * np.nan, *arguments[1:])
    found = []
    for _ in range(2):  # compiling what is watched, and with that done
        start = time.perf_counter()
        with cv.debug_nans(True):
            try:
                function(*wrong)
            except FloatingPointError as problem:
                assert "argument 0" in str(problem), problem
        found.append(time.perf_counter() - start)
    return {
        "program": name,
        "without": statistics.median(turn[None] for turn in times),
        "with": statistics.median(turn["debug_nans"] for turn in times),
        "ratio": statistics.median(turn["debug_nans"] / turn[None] for turn in times),
        "ratio_infs": statistics.median(turn["debug_infs"] / turn[None] for turn in times),
        "first_search": found[0],
        "next_search": found[1],
    }


def markdown(results: list[dict[str, Any]], where: dict[str, Any]) -> str:
    """The table with its heading."""
    lines = [
        "# What debug_nans costs",
        "",
        f"{where['cpu']}, one core (`python -m benchmarks.debug_nans`). Calls of jitted functions without",
        "and with the switch, while there are no NaNs; then the time until a NaN in the first argument is",
        "named in an error, in the first call, which compiles the program that is watched, and the next.",
        "",
        "| program | without | with | ratio | ratio of debug_infs | first error | next error |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for r in results:
        lines.append(
            f"| {r['program']} | {duration(r['without'])} | {duration(r['with'])} | {r['ratio']:.3f} "
            f"| {r['ratio_infs']:.3f} | {duration(r['first_search'])} | {duration(r['next_search'])} |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measures, prints and writes the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--turns", type=int, default=101, help="turns of a program")
    options = parser.parse_args()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # before the package counts its threads
    results = []
    for name, case in cases().items():
        results.append(measure(name, case, options.turns))
        print(results[-1], flush=True)
    where = machine()
    (RESULTS / "debug_nans.json").write_text(
        json.dumps({"machine": where, "lines": results}, indent=1) + "\n"
    )
    (RESULTS / "debug_nans.md").write_text(markdown(results, where))


if __name__ == "__main__":
    main()
