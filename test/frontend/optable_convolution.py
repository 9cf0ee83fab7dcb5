"""Rows of convolution."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
from optable import COMPLEX, FLOAT, INT, Case, add, kind_of, numbers


def spread(x: np.ndarray, axes: list[int], dilation: tuple[int, ...]) -> np.ndarray:
    """Zeros between neighbours along axes."""
    for axis, step in zip(axes, dilation, strict=True):
        size = x.shape[axis]
        result = np.zeros((*x.shape[:axis], max((size - 1) * step + 1, 0), *x.shape[axis + 1 :]), x.dtype)
        result[(slice(None),) * axis + (slice(None, None, step),)] = x
        x = result
    return x


def padded(x: np.ndarray, axes: list[int], low: tuple[int, ...], high: tuple[int, ...]) -> np.ndarray:
    """Zeros around, or elements cut off."""
    for axis, before, after in zip(axes, low, high, strict=True):
        width = [(0, 0)] * x.ndim
        width[axis] = (max(before, 0), max(after, 0))
        x = np.pad(x, width)
        size = x.shape[axis]
        x = np.take(x, range(max(-before, 0), size - max(-after, 0)), axis)
    return x


def convolution(
    lhs: np.ndarray,
    rhs: np.ndarray,
    *,
    lhs_spec: tuple[int, ...],
    rhs_spec: tuple[int, ...],
    out_spec: tuple[int, ...],
    strides: tuple[int, ...],
    padding_low: tuple[int, ...],
    padding_high: tuple[int, ...],
    lhs_dilation: tuple[int, ...],
    rhs_dilation: tuple[int, ...],
    reversed: tuple[int, ...],
    feature_group_count: int,
    batch_group_count: int,
) -> np.ndarray:
    """One window after the other."""
    x, w = np.transpose(lhs, lhs_spec), np.transpose(rhs, rhs_spec)
    axes = list(range(2, x.ndim))
    x = padded(spread(x, axes, lhs_dilation), axes, padding_low, padding_high)
    w = spread(np.flip(w, [i + 2 for i in reversed]), axes, rhs_dilation)
    groups = max(feature_group_count, batch_group_count)
    split = 0 if batch_group_count > 1 else 1
    parts = []
    for part, kernel in zip(np.split(x, groups, split), np.split(w, groups, 0), strict=True):
        sizes = [
            max((n - k) // s + 1, 0) for n, k, s in zip(part.shape[2:], w.shape[2:], strides, strict=True)
        ]
        y = np.zeros((part.shape[0], kernel.shape[0], *sizes), x.dtype)
        for at in itertools.product(*map(range, sizes)):
            window = tuple(slice(p * s, p * s + k) for p, s, k in zip(at, strides, w.shape[2:], strict=True))
            seen = part[(slice(None), slice(None), *window)]
            dot = np.tensordot(seen, kernel, (list(range(1, x.ndim)), list(range(1, x.ndim))))
            y[(slice(None), slice(None), *at)] = dot
        parts.append(y)
    return np.transpose(np.concatenate(parts, 1), np.argsort(out_spec)).astype(x.dtype)


def cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    def case(x, w, specs=None, derived=False, **changes):
        spatial = len(x) - 2
        axes = tuple(range(len(x)))
        ones, zeros = (1,) * spatial, (0,) * spatial
        lhs, rhs, out = specs or (axes, axes, axes)
        attributes = {
            "lhs_spec": lhs, "rhs_spec": rhs, "out_spec": out, "strides": ones, "padding_low": zeros,
            "padding_high": zeros, "lhs_dilation": ones, "rhs_dilation": ones, "reversed": (),
            "feature_group_count": 1, "batch_group_count": 1,
        }  # fmt: skip
        bounds = (-1.0, 1.0) if kind_of(dtype) in "fc" else (-3.0, 3.0)
        operands = numbers(rng, dtype, x, *bounds), numbers(rng, dtype, w, *bounds)
        return Case(operands, attributes | changes, derived)

    last = ((0, 3, 1, 2), (3, 2, 0, 1), (0, 3, 1, 2))  # NHWC, HWIO, NHWC
    yield case((2, 3, 7), (4, 3, 3), derived=True, strides=(2,), padding_low=(1,), padding_high=(2,))
    yield case((2, 5, 4, 6), (3, 2, 6, 7), last, True, padding_low=(1, 0), padding_high=(1, 2))
    yield case(
        (2, 4, 5, 6), (3, 2, 2, 6), last, True, strides=(2, 1), lhs_dilation=(2, 3), rhs_dilation=(1, 2),
        padding_low=(-1, 2), padding_high=(3, -1), reversed=(1,), feature_group_count=3,
    )  # fmt: skip
    yield case((6, 2, 5), (4, 2, 2), derived=True, batch_group_count=2, rhs_dilation=(2,), padding_low=(1,))
    yield case((2, 3), (5, 3), derived=True)
    yield case((1, 1, 90), (1, 1, 19), padding_low=(18,), padding_high=(18,), reversed=(0,))
    yield case(
        (2, 5, 5, 9), (3, 3, 1, 9), last, padding_low=(1, 1), padding_high=(1, 1), feature_group_count=9
    )
    yield case((2, 3, 4, 2, 5), (4, 3, 2, 1, 3), ((0, 1, 2, 3, 4), (0, 1, 4, 3, 2), (1, 4, 2, 0, 3)))
    yield case((2, 3, 3), (4, 3, 5))
    yield case((2, 0, 3), (4, 0, 2))


# Sums of up to some fifty products.
ULPS = {"float16": 1, "bfloat16": 1, "float32": 12, "float64": 12, "complex64": 16, "complex128": 16}
add("convolution", convolution, (*INT, *FLOAT, *COMPLEX), cases, smooth=(0, 1), ulps=ULPS, scale=True)
