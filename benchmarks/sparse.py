"""Sparse Jacobians against dense ones: `python -m benchmarks.sparse`.

Prints, for a tridiagonal function of 2000 elements and the five-point Laplacian of a grid of
100 x 100, the time of a call of `jacobian(..., sparse=True)` after the first, that of `jacfwd` under
`jit`, and their ratio.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np

import covector as cv
import covector.numpy as cnp


def tridiagonal(x: Any) -> Any:
    inner = x[1:-1] * (x[2:] - 2 * x[1:-1] + x[:-2])
    return cnp.concatenate([x[:1] * x[1:2], inner, x[-2:-1] + x[-1:] ** 2])


def laplacian(x: Any) -> Any:
    v = cnp.pad(x.reshape(100, 100), 1)
    y = v[2:, 1:-1] + v[:-2, 1:-1] + v[1:-1, 2:] + v[1:-1, :-2] - 4 * v[1:-1, 1:-1]
    return (y + v[1:-1, 1:-1] ** 3).reshape(-1)


def seconds(call: Callable[[], Any], turns: int) -> float:
    """The least time of a call."""
    times = []
    for _ in range(turns):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times)


def measure(title: str, f: Callable[[Any], Any], n: int, turns: int) -> None:
    """Prints a line for a function of `n` elements."""
    x = cnp.array(np.random.default_rng(0).uniform(size=n), dtype=cnp.float32)
    sparse = cv.jacobian(f, sparse=True)
    first = seconds(lambda: sparse(x), 1)
    again = seconds(lambda: sparse(x), 20)
    compiled = cv.jit(cv.jacobian(f, sparse=True, format="raw"))
    compiled(x)
    raw = seconds(lambda: compiled(x)[0].block_until_ready(), 20)
    dense = cv.jit(cv.jacfwd(f))
    dense(x)
    whole = seconds(lambda: dense(x).block_until_ready(), turns)
    pattern = cv.sparsity_pattern(f)(x)
    print(
        f"{title}, n = {n}: {pattern.num_colors} colours, first call {first * 1e3:.1f} ms, "
        f"again {again * 1e3:.2f} ms, raw under jit {raw * 1e3:.3f} ms, dense {whole * 1e3:.1f} ms: "
        f"{whole / again:.0f} and {whole / raw:.0f} times as fast"
    )


if __name__ == "__main__":
    measure("tridiagonal", tridiagonal, 2000, 10)
    measure("Laplacian", laplacian, 10000, 3)
