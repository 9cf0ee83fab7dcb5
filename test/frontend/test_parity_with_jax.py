"""The same expressions here and in JAX: values, dtypes, weak types and error classes.

The expressions stand in `parity/*.txt`, one on each line; `cnp`, `cv`, `nn`, `lax` and `random` are the
modules of the one package and then of the other. A line may end with `# differs: why`: it is tested
that it still does, so that the lists tell the truth.
"""

from __future__ import annotations

import itertools
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp

jax = pytest.importorskip("jax", reason="JAX is not installed: there is nothing to compare with")
import jax.numpy as jnp  # noqa: E402

TABLES = sorted((Path(__file__).parent / "parity").glob("*.txt"))
ROWS = [
    tuple(part.strip() for part in line.partition("# differs:")[::2])
    for table in TABLES
    for line in table.read_text().splitlines()
    if line and not line.startswith("#")
]
OURS = {"np": np, "cnp": cnp, "cv": cv, "lax": cv.lax, "nn": cv.nn, "random": cv.random}
THEIRS = {"np": np, "cnp": jnp, "cv": jax, "lax": jax.lax, "nn": jax.nn, "random": jax.random}


def strictly(package: Any) -> Any:
    """Evaluates a function with strict promotion of dtypes."""

    def evaluate(function: Any) -> Any:
        with package.numpy_dtype_promotion("strict"):
            return function()

    return evaluate


OURS["strict"], THEIRS["strict"] = strictly(cv), strictly(jax)

# Results of float32 may differ in their last places.
TOLERANCE = {2: 1e-2, 4: 2e-6, 8: 2e-6}


def evaluate(expression: str, names: dict[str, Any]) -> Any:
    """The value of an expression, or the exception that it raises."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return eval(expression, dict(names))
        except Exception as problem:
            return problem


def is_array(x: Any) -> bool:
    return hasattr(x, "shape") and hasattr(x, "dtype") and not isinstance(x, type)


def kind_of(x: Any) -> tuple[Any, ...]:
    return tuple(x.shape), str(x.dtype), bool(getattr(x, "weak_type", False))


def difference(ours: Any, theirs: Any) -> str:
    """What differs, or an empty text."""
    if isinstance(ours, Exception) or isinstance(theirs, Exception):
        same = type(ours).__name__ == type(theirs).__name__
        return "" if same else f"{ours!r} here, {theirs!r} there"
    left, right = cv.tree.leaves(ours), jax.tree.leaves(theirs)
    if len(left) != len(right):
        return f"{len(left)} leaves here, {len(right)} there"
    for x, y in zip(left, right, strict=True):
        if not is_array(x) or not is_array(y):
            if str(x) != str(y):
                return f"{x} here, {y} there"
            continue
        if kind_of(x) != kind_of(y):
            return f"{kind_of(x)} here, {kind_of(y)} there"
        a, b = np.asarray(x), np.asarray(y)
        if a.dtype.itemsize == 0:
            continue
        if a.dtype.kind in "biu":
            equal = np.array_equal(a, b)
        else:
            wide = np.complex128 if a.dtype.kind == "c" else np.float64
            tolerance = TOLERANCE.get(a.dtype.itemsize, 2e-6)
            equal = np.allclose(a.astype(wide), b.astype(wide), tolerance, tolerance, equal_nan=True)
        if not equal:
            return f"{a} here, {b} there"
    return ""


calls = itertools.count(1)


@pytest.fixture(autouse=True)
def few_programs_of_jax():
    """Every program that JAX keeps is some mappings of memory, of which a process has a limited number."""
    yield
    if next(calls) % 200 == 0:
        jax.clear_caches()


@pytest.mark.parametrize(("expression", "why"), ROWS, ids=[row[0] for row in ROWS])
def test_same_as_jax(expression: str, why: str):
    found = difference(evaluate(expression, OURS), evaluate(expression, THEIRS))
    if why:
        assert found, f"differs no longer ({why}): take the remark away"
    else:
        assert not found


@pytest.mark.parametrize(
    "expression",
    [
        "cnp.zeros(3)",
        "cnp.arange(3)",
        "cnp.asarray(1)",
        "cnp.sin(cnp.arange(3))",
        "cnp.mean(cnp.ones(2, 'int32'))",
        "cnp.sum(cnp.ones(3, 'int8'))",
        "cnp.array([1.5, 2])",
        "cnp.float32(1) + 1.0",
        "cnp.ones(2, 'float16') + 1j",
        "cnp.linspace(0, 1, 7)",
        "cv.grad(lambda x: x ** 3)(2.0)",
        "cv.hessian(lambda x: cnp.prod(x))(cnp.arange(1.0, 4.0))",
        "cnp.argmax(cnp.arange(3))",
        "cnp.arange(4)[cnp.array([1, 2])]",
        "random.normal(random.key(3), (5,))",
        "random.randint(random.key(3), (5,), 0, 100)",
        "random.bits(random.key(3), (4,), 'uint64')",
        "cnp.linalg.norm(cnp.arange(3))",
        "cnp.var(cnp.arange(5))",
        "cnp.left_shift(1, 40)",
        "cnp.array(2**40)",
    ],
)
def test_same_as_jax_with_64_bits(expression: str, x64):
    with jax.enable_x64(True):
        theirs = evaluate(expression, THEIRS)
        assert not difference(evaluate(expression, OURS), theirs)
