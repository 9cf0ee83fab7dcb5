"""Rows of Fourier transforms."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from optable import Case, add, numbers


def fft(x: np.ndarray, *, kind: str, lengths: tuple[int, ...]) -> np.ndarray:
    axes = tuple(range(x.ndim - len(lengths), x.ndim))
    return getattr(np.fft, f"{kind}n")(x, lengths, axes)


def cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    if dtype.startswith("float"):
        for shape, count in (((6,), 1), ((2, 5), 1), ((3, 4), 2), ((2, 3, 4, 5), 3), ((1,), 1), ((0, 4), 1)):
            yield Case(
                (numbers(rng, dtype, shape),),
                {"kind": "rfft", "lengths": shape[-count:]},
                count > 1 or shape == (6,) or shape == (2, 5),
            )
        return
    for kind in ("fft", "ifft"):
        for shape, count in (((6,), 1), ((3, 4), 2), ((2, 3, 4, 5), 3), ((2, 11), 1), ((0, 4), 1)):
            yield Case(
                (numbers(rng, dtype, shape),), {"kind": kind, "lengths": shape[-count:]}, shape != (0, 4)
            )
    for lengths in ((6,), (5,), (3, 4), (2, 3, 5), (1,), (2,)):
        shape = (2, *lengths[:-1], lengths[-1] // 2 + 1)
        yield Case((numbers(rng, dtype, shape),), {"kind": "irfft", "lengths": lengths}, True)


def result(case: Case) -> np.dtype:
    x = case.operands[0]
    single = x.dtype in (np.float32, np.complex64)
    if case.attributes["kind"] == "irfft":
        return np.dtype("float32" if single else "float64")
    return np.dtype("complex64" if single else "complex128")


# Errors are in proportion to the greatest element.
ULPS = {"float32": 4, "float64": 4, "complex64": 4, "complex128": 4}
DTYPES = ("float32", "float64", "complex64", "complex128")
add("fft", fft, DTYPES, cases, smooth=(0,), ulps=ULPS, norm=True, result=result)
