"""One row for every operation of the array dialect: how to call it, and what it should give.

A row names the operation's element types, makes operands and attributes for each of them, and has
a reference in NumPy, which is given floating-point operands in double precision. The tolerance is
in units of the last place (of the modulus for complex numbers) for each element type. The rows of
a family stand in `optable_<family>.py`; `ROWS` holds all of them by name. `test_optable.py` drives
them, and fails for an operation that has no row.
"""

from __future__ import annotations

import dataclasses
import importlib
import itertools
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import ml_dtypes
import numpy as np

DTYPES = {
    **{np.dtype(name).name: np.dtype(name) for name in ("bool", "float16", "float32", "float64")},
    **{f"{sign}int{bits}": np.dtype(f"{sign}int{bits}") for sign in ("", "u") for bits in (8, 16, 32, 64)},
    "bfloat16": np.dtype(ml_dtypes.bfloat16),
    "complex64": np.dtype("complex64"),
    "complex128": np.dtype("complex128"),
}
BOOL = ("bool",)
SIGNED = ("int8", "int16", "int32", "int64")
UNSIGNED = ("uint8", "uint16", "uint32", "uint64")
INT = SIGNED + UNSIGNED
FLOAT = ("float16", "bfloat16", "float32", "float64")
COMPLEX = ("complex64", "complex128")
INEXACT = FLOAT + COMPLEX
ANY = BOOL + INT + INEXACT
NUMBER = INT + INEXACT
REAL = BOOL + INT + FLOAT
# What derivatives are checked in: the precision of each inexact dtype as a relative tolerance.
PRECISION = {
    "float16": 4e-3,
    "bfloat16": 3e-2,
    "float32": 3e-6,
    "float64": 1e-12,
    "complex64": 5e-6,
    "complex128": 1e-12,
}

Ulps = Mapping[str, float]
# Results of the narrow types are computed in float32 and rounded once.
CLOSE: Ulps = {"float16": 1, "bfloat16": 1, "float32": 2, "float64": 3, "complex64": 4, "complex128": 6}


def kind_of(dtype: str) -> str:
    """``b``, ``i``, ``u``, ``f`` or ``c``."""
    return "f" if dtype == "bfloat16" else DTYPES[dtype].kind


def wide(x: np.ndarray) -> np.ndarray:
    """Floating-point and complex arrays in double precision, others as they are."""
    if x.dtype in map(DTYPES.get, FLOAT):
        with np.errstate(invalid="ignore"):  # signalling NaN
            return x.astype(np.float64)
    return x.astype(np.complex128) if x.dtype.kind == "c" else x


@dataclasses.dataclass(frozen=True)
class Case:
    """Operands and attributes of one call.

    Those that are `derived` are also differentiated, by the row's or by their own `smooth` operands,
    and batched.
    """

    operands: tuple[np.ndarray, ...]
    attributes: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    derived: bool = False
    smooth: tuple[int, ...] | None = None

    def widened(self) -> Case:
        """The same call in double precision."""
        attributes = {
            key: wide(np.zeros((), value)).dtype if isinstance(value, np.dtype) else value
            for key, value in self.attributes.items()
        }
        return dataclasses.replace(self, operands=tuple(map(wide, self.operands)), attributes=attributes)


@dataclasses.dataclass(frozen=True)
class Row:
    """All that the tests must know of an operation.

    Attributes:
        name: of the operation in the dialect.
        reference: of NumPy operands and the attributes.
        dtypes: names of the element types.
        cases: calls for an element type; where none says that it is `derived`, the first one is.
        smooth: operands by which the derivative is compared with differences.
        constant: operands by which the derivative is zero by definition.
        ulps: tolerance for each element type that is not exact.
        scale: whether the unit in the last place is that of the reference of absolute values, as for
            sums, whose terms may cancel.
        norm: whether the unit in the last place is that of the greatest element, as for matrices.
        result: dtype of the result, where it is not that of the first operand; or of each result.
        project: makes of the results, as a tuple, and the operands what is determined by them: an
            eigenvector is known up to its sign only. Both the operation's and the reference's results
            go through it, as NumPy or covector arrays, so that it may use operators alone.
        special: operands with infinities, NaN and the like, for which values alone are compared.
        signed_zeros: whether the sign of a zero is the one in NumPy.
        narrow: the reference is given the operands in their own precision.
        build: calls the operation, where it is not `_core.emit`.
    """

    name: str
    reference: Callable[..., Any]
    dtypes: tuple[str, ...]
    cases: Callable[[str, np.random.Generator], Iterator[Case]]
    smooth: tuple[int, ...] = ()
    constant: tuple[int, ...] = ()
    ulps: Ulps = dataclasses.field(default_factory=dict)
    scale: bool = False
    norm: bool = False
    result: Callable[[Case], Any] = lambda case: case.operands[0].dtype
    project: Callable[..., tuple] | None = None
    special: Callable[[str], Iterator[Case]] = lambda dtype: iter(())
    signed_zeros: bool = True
    narrow: bool = False
    build: Callable[..., Any] | None = None

    def all_cases(self, dtype: str) -> list[Case]:
        """The calls for an element type; the same in every run."""
        return list(self.cases(dtype, np.random.default_rng(len(self.name) * 31 + len(dtype))))

    def derived_cases(self, dtype: str) -> list[Case]:
        """The calls whose derivatives and batched forms are checked."""
        cases = self.all_cases(dtype)
        return [case for case in cases if case.derived] or cases[:1]

    def result_dtypes(self, case: Case) -> tuple[np.dtype, ...]:
        """The dtype of each result; one may stand for all."""
        dtypes = self.result(case)
        return dtypes if isinstance(dtypes, tuple) else (dtypes,)

    def projected(self, results: Any, operands: tuple) -> tuple:
        """What is compared of the results."""
        results = tuple(results) if isinstance(results, (tuple, list)) else (results,)
        return results if self.project is None else self.project(results, *operands)

    def expected(self, case: Case, absolute: bool = False) -> tuple[np.ndarray, ...]:
        """What NumPy gives, in double precision for inexact results; or of absolute values."""
        with np.errstate(all="ignore"):
            operands = case.operands if self.narrow else tuple(map(wide, case.operands))
            if absolute:
                operands = tuple(x if x.dtype.kind in "biu" else np.abs(x) for x in operands)
            result = self.projected(self.reference(*operands, **case.attributes), operands)
        return tuple(map(np.asarray, result))

    def inexact_dtypes(self) -> tuple[str, ...]:
        """The element types that have derivatives."""
        return tuple(d for d in self.dtypes if d in INEXACT)


def numbers(
    rng: np.random.Generator,
    dtype: str,
    shape: tuple[int, ...],
    low: float = -3.0,
    high: float = 3.0,
) -> np.ndarray:
    """Random numbers between the bounds (parts of complex numbers), all different if few."""
    kind = kind_of(dtype)
    if kind == "b":
        return rng.integers(0, 2, shape).astype(bool)
    if kind in "iu":
        info = np.iinfo(dtype)
        first = max(info.min, int(low) if low != -3.0 else -100)
        last = min(info.max, int(high) if high != 3.0 else 100)
        return rng.integers(first, last, shape, endpoint=True).astype(dtype)
    size = int(np.prod(shape))

    def part() -> np.ndarray:
        # Stratified: neighbours are apart by more than the steps of differences.
        steps = (np.arange(size) + rng.uniform(0.2, 0.8, size)) / max(size, 1)
        return rng.permutation(low + (high - low) * steps).reshape(shape)

    values = part() + 1j * part() if kind == "c" else part()
    return values.astype(DTYPES[dtype])


SHAPES = ((5,), (), (0, 3), (3, 19))


def elementwise(
    *bounds: tuple[float, float], shapes: tuple[tuple[int, ...], ...] = SHAPES, **attributes: Any
) -> Callable[[str, np.random.Generator], Iterator[Case]]:
    """Calls with one operand for each of the bounds."""

    def cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
        for shape in shapes:
            yield Case(tuple(numbers(rng, dtype, shape, *b) for b in bounds), attributes)

    return cases


def special_values(dtype: str) -> np.ndarray:
    """The numbers that need thought."""
    kind = kind_of(dtype)
    if kind == "b":
        return np.array([False, True])
    if kind in "iu":
        info = np.iinfo(dtype)
        few = [info.min, info.max, 0, 1, 2, 3, info.max - 1, info.bits - 1, info.bits]
        return np.array(few + ([-1, -2, info.min + 1] if kind == "i" else []), dtype)
    if kind == "c":
        parts = [0.0, -0.0, 1.0, -1.0]
        return np.array([complex(a, b) for a in parts for b in parts], dtype)
    info = ml_dtypes.finfo(DTYPES[dtype])
    values = [0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 2.0, 1.5, -1.5, 2.5, np.inf, -np.inf, np.nan]
    values += [float(info.max), float(info.min), float(info.tiny), float(info.eps)]
    return np.array(values).astype(DTYPES[dtype])


def special_unary(dtype: str) -> Iterator[Case]:
    yield Case((special_values(dtype),))


def special_binary(dtype: str) -> Iterator[Case]:
    values = special_values(dtype)
    x, y = (np.array(v) for v in zip(*itertools.product(values, values), strict=True))
    yield Case((x.astype(values.dtype), y.astype(values.dtype)))


ROWS: dict[str, Row] = {}


def add(name: str, reference: Callable[..., Any], dtypes: tuple[str, ...], cases: Any, **rest: Any) -> None:
    """Adds a row to the table."""
    assert name not in ROWS, name
    ROWS[name] = Row(name, reference, dtypes, cases, **rest)


def load() -> dict[str, Row]:
    """The whole table."""
    for family in sorted(Path(__file__).parent.glob("optable_*.py")):
        importlib.import_module(family.stem)
    return ROWS
