"""Measures the greatest error of every elementary function, in units in the last place.

    python -m benchmarks.accuracy [--stride N] [FUNCTION ...]

float32 is measured at every N-th of all 2^32 bit patterns (N = 1: at all of them), so that every
binade is met; float64 at random bit patterns and densely where functions bend. Functions of two
operands are measured at pairs. The table holds NumPy's and, where it is installed, JAX's errors at
the same numbers, and is written to ``benchmarks/results/accuracy.md`` and ``.json``.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import importlib.metadata
import json
import operator
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.accuracy_references import FUNCTIONS, Measured

RESULTS = Path(__file__).resolve().parent / "results"
CHUNK = 1 << 22
# A prime, so that the low bits of the patterns vary too.
STRIDE = 257
DOUBLES = 1 << 19
HEADER = ["function", "goal", "float32", "NumPy", "JAX", "float64", "NumPy", "JAX"]


def in_ulps(got: np.ndarray, want: np.ndarray, scale: np.ndarray | None = None) -> np.ndarray:
    """The error of each element in units in the last place of its dtype, or in those of ``scale``.

    0 where the correctly rounded result is given, infinity for wrong infinities and NaNs.
    """
    limits = np.finfo(got.dtype)
    rounded = want.astype(got.dtype)
    same = (got == rounded) | (np.isnan(got) & np.isnan(rounded))
    size = np.abs(want) if scale is None else np.maximum(np.abs(want), scale)
    exponent = np.frexp(np.maximum(size, limits.tiny))[1] - 1
    unit = np.ldexp(np.asarray(1, want.dtype), exponent - limits.nmant)
    error = np.abs(got.astype(want.dtype) - want) / unit
    return np.where(same, 0, np.where(np.isfinite(error), error, np.inf)).astype(np.float64)


def singles(measured: Measured, stride: int, count: int | None) -> Iterator[tuple[np.ndarray, ...]]:
    """Operands in float32, in chunks."""
    rng = np.random.default_rng(0)
    if measured.arity == 2:
        for _ in range(max(1, (2**32 // stride if count is None else count) // CHUNK)):
            yield pairs(rng, np.dtype(np.float32), CHUNK if count is None else min(count, CHUNK))
        return
    patterns = range(0, 2**32, stride)
    if count is not None:
        patterns = range(0, 2**32, (2**32 // count) | 1)
    for start in range(0, len(patterns), CHUNK):
        part = patterns[start : start + CHUNK]
        bits = np.arange(part.start, part.stop, part.step, dtype=np.uint64).astype(np.uint32)
        yield (within(measured, bits.view(np.float32)),)


def doubles(measured: Measured, count: int) -> Iterator[tuple[np.ndarray, ...]]:
    """Operands in float64."""
    rng = np.random.default_rng(1)
    if measured.arity == 2:
        yield pairs(rng, np.dtype(np.float64), count)
        return
    bits = rng.integers(0, 2**64, count // 2, np.uint64, endpoint=False).view(np.float64)
    near = np.ldexp(rng.uniform(1, 2, count // 4), rng.integers(-30, 11, count // 4))
    dense = np.linspace(-6, 6, count // 8) + rng.uniform(0, 1e-5, count // 8)
    large = rng.uniform(-750, 750, count // 8)
    yield (within(measured, np.concatenate([bits, near, -near, dense, large])),)


def within(measured: Measured, x: np.ndarray) -> np.ndarray:
    """The operands between the bounds, if there are any, and no NaN."""
    x = x[x == x]
    if measured.bounds is not None:
        x = x[(x >= measured.bounds[0]) & (x <= measured.bounds[1])]
    return x


def pairs(rng: np.random.Generator, dtype: np.dtype, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of any size, and of sizes for which results are neither 0 nor infinite."""
    size = count // 4
    word = np.dtype(f"u{dtype.itemsize}")
    any_bits = [rng.integers(0, 2 ** (8 * word.itemsize), size, word, endpoint=False) for _ in range(2)]
    wild = [bits.view(dtype) for bits in any_bits]
    base = np.ldexp(rng.uniform(1, 2, size), rng.integers(-60, 60, size))
    # Exponents for which base ** exponent is a normal number.
    reach = 0.99 * -np.log2(float(np.finfo(dtype).tiny)) / np.maximum(np.abs(np.log2(base)), 1e-3)
    fitting = rng.uniform(-1, 1, size) * np.minimum(reach, 1e6)
    close = rng.uniform(-20, 20, (2, size))
    near_one = 1 + rng.uniform(-1e-3, 1e-3, size)
    x = np.concatenate([wild[0], base.astype(dtype), close[0].astype(dtype), near_one.astype(dtype)])
    steep = rng.uniform(-6e4, 6e4, size)
    y = np.concatenate([wild[1], fitting.astype(dtype), close[1].astype(dtype), steep.astype(dtype)])
    known = (x == x) & (y == y)
    return x[known], y[known]


def attribute(root: Any, path: str) -> Callable | None:
    """``root.a.b`` for ``"a.b"``; ``None`` if there is none."""
    try:
        return operator.attrgetter(path)(root)
    except AttributeError:
        return None


def worst(function: Callable | None, measured: Measured, operands: Any, wide: type) -> dict[str, Any] | None:
    """The greatest error over chunks of operands, and where it is."""
    if function is None:
        return None
    result = {"ulps": 0.0, "at": None, "normal": 0.0}
    for chunk in operands:
        if not chunk[0].size:
            continue
        got = np.asarray(function(*chunk))
        if got.dtype != chunk[0].dtype:
            return None
        operands_of_reference = [x.astype(wide) for x in chunk]
        scale = np.maximum(*np.abs(operands_of_reference)) if measured.sum_like else None
        want = measured.reference(*operands_of_reference)
        errors = in_ulps(got, want, scale)
        place = int(np.argmax(errors))
        if errors[place] > result["ulps"] or result["at"] is None:
            result |= {"ulps": float(errors[place]), "at": [float(x[place]) for x in chunk]}
        tiny = np.finfo(got.dtype).tiny
        normal = np.all([np.abs(x) >= tiny for x in (*chunk, want)], axis=0)
        result["normal"] = max(result["normal"], float(np.max(errors, where=normal, initial=0)))
    return result


def compiled(package: Any, path: str) -> Callable | None:
    """The function of a package, compiled."""
    function = attribute(package, path)
    return None if function is None else package.jit(function)


def measure(name: str, packages: dict[str, Any], stride: int, count: int | None = None) -> dict[str, Any]:
    """Errors of one function in both dtypes and all packages."""
    measured = FUNCTIONS[name]
    path = measured.ours or measured.jax or f"lax.{name}"
    functions = {"covector": compiled(packages["covector"], path)}
    functions["numpy"] = getattr(np, measured.numpy) if measured.numpy else None
    if "jax" in packages and measured.jax:
        functions["jax"] = compiled(packages["jax"], measured.jax)
    result: dict[str, Any] = {"goal": measured.goal, "float32": {}, "float64": {}}
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        for package, function in functions.items():
            slow = measured.reference.__name__ not in dir(np)
            fewer = stride if count is not None or not slow else max(stride, 1024)
            result["float32"][package] = worst(
                function, measured, singles(measured, fewer, count), np.float64
            )
            if measured.double:
                samples = doubles(measured, DOUBLES if count is None else count)
                result["float64"][package] = worst(function, measured, samples, np.longdouble)
    return result


def cell(entry: dict[str, Any] | None) -> str:
    """The error; in brackets that at normal numbers, where it is much less."""
    if entry is None:
        return ""
    error, normal = (f"{e:.2f}" if e < 1e4 else f"{e:.0e}" for e in (entry["ulps"], entry["normal"]))
    return f"{error} ({normal})" if entry["ulps"] > 2 * entry["normal"] + 1 else error


def row(name: str, result: dict[str, Any]) -> list[str]:
    """One line of the table."""
    cells = [name, str(result["goal"])]
    for dtype in ("float32", "float64"):
        cells += [cell(result[dtype].get(package)) for package in ("covector", "numpy", "jax")]
    return cells


def text(rows: list[list[str]]) -> str:
    """The table in columns."""
    widths = [max(len(r[i]) for r in [HEADER, *rows]) for i in range(len(HEADER))]
    return "\n".join(
        "  ".join(c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(r, widths)))
        for r in [HEADER, *rows]
    )


def load_packages() -> dict[str, Any]:
    """Covector, and JAX where it is installed, with 64 bits."""
    packages = {}
    for name in ("covector", "jax"):
        try:
            packages[name] = importlib.import_module(name)
        except ImportError:
            if name == "covector":
                raise
            continue
        importlib.import_module(f"{name}.numpy")
        packages[name].config.update("jax_enable_x64", True)
    return packages


def exceeds(result: dict[str, Any]) -> bool:
    """Whether Covector's error is beyond the goal."""
    entries = (result[dtype].get("covector") for dtype in ("float32", "float64"))
    return any(entry is not None and entry["ulps"] > result["goal"] for entry in entries)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("functions", nargs="*", help=f"default: all of {', '.join(FUNCTIONS)}")
    parser.add_argument("--stride", type=int, default=STRIDE, help="every how many-th float32 is measured")
    parser.add_argument("--ours", action="store_true", help="measure Covector only")
    parser.add_argument("--output", type=Path, default=RESULTS, help="folder of the results")
    options = parser.parse_args()
    unknown = set(options.functions) - set(FUNCTIONS)
    if unknown:
        parser.error(f"no functions {', '.join(sorted(unknown))}; there are {', '.join(FUNCTIONS)}")
    packages = load_packages()
    if options.ours:
        packages.pop("jax", None)
    results = {}
    for name in options.functions or FUNCTIONS:
        print(f"\r{name:20}", end="", file=sys.stderr, flush=True)
        results[name] = measure(name, packages, options.stride)
    print(f"\r{'':20}\r", end="", file=sys.stderr)
    rows = [row(name, result) for name, result in results.items()]
    print(text(rows))
    if not options.functions:
        write(options.output, results, rows, options.stride)
    late = [name for name, result in results.items() if exceeds(result)]
    if late:
        print(f"beyond the goal: {', '.join(late)}")
    return 1 if late else 0


def write(folder: Path, results: dict[str, Any], rows: list[list[str]], stride: int) -> None:
    """The table for readers and for programs."""
    versions = {"numpy": np.__version__}
    with contextlib.suppress(importlib.metadata.PackageNotFoundError):
        versions["jax"] = importlib.metadata.version("jax")
    folder.mkdir(parents=True, exist_ok=True)
    about = {"stride": stride, "versions": versions, "functions": results}
    (folder / "accuracy.json").write_text(json.dumps(about, indent=1) + "\n")
    lines = ["| " + " | ".join(r) + " |" for r in [HEADER, ["---"] * len(HEADER), *rows]]
    named = ", ".join(f"{package} {version}" for package, version in versions.items())
    (folder / "accuracy.md").write_text(
        "# Accuracy of elementary functions\n\n"
        "Greatest error in units in the last place (0.5 is correct rounding), of Covector and, at the same "
        f"numbers, of {named}. float32: every {stride}th of all bit patterns, with subnormal numbers and "
        "infinities; float64: random bit patterns and dense samples. Errors of logaddexp and logaddexp2 are "
        "in units of the greater operand, where that is greater than the result. In brackets: the error "
        "where operands and result are normal numbers, of a package that takes some others for zero. "
        "`python -m benchmarks.accuracy`\n\n" + "\n".join(lines) + "\n"
    )
    print(f"written to {folder.name}/accuracy.md and accuracy.json")


if __name__ == "__main__":
    sys.exit(main())
