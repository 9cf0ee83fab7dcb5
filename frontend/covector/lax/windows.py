"""Reductions under a moving window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from covector import _core
from covector.core import ops
from covector.core.operands import as_shape
from covector.errors import error
from covector.lax.computation import Computation
from covector.lax.padding import as_pads, padtype_to_pads
from covector.typing import Array

# Windows longer than this along an axis are made of windows that double in length.
_MOST_PLACES = 8


class _Windows:
    """The arguments that say where the window is, checked."""

    def __init__(
        self,
        public: str,
        shape: Sequence[int],
        window: Any,
        strides: Any,
        padding: Any,
        base: Any,
        dilation: Any,
    ) -> None:
        rank = len(shape)
        self.window = self._sizes(public, "window_dimensions", window, rank)
        self.strides = self._sizes(public, "window_strides", strides, rank)
        self.base = self._sizes(public, "base_dilation", base, rank)
        self.dilation = self._sizes(public, "window_dilation", dilation, rank)
        if isinstance(padding, str):
            sizes = [0 if n == 0 else (n - 1) * b + 1 for n, b in zip(shape, self.base)]
            spans = [(w - 1) * d + 1 for w, d in zip(self.window, self.dilation)]
            pads = padtype_to_pads(sizes, spans, self.strides, padding)
        else:
            pads = as_pads(padding, rank, public)
        self.low = tuple(a for a, _ in pads)
        self.high = tuple(b for _, b in pads)

    @staticmethod
    def _sizes(public: str, what: str, value: Any, rank: int) -> tuple[int, ...]:
        if value is None:
            return (1,) * rank
        sizes = as_shape(value, public)
        if len(sizes) != rank:
            raise error(
                TypeError, f"{public}: expected {what} with an entry for each of {rank} axes, got {sizes}"
            )
        if any(n < 1 for n in sizes):
            raise error(TypeError, f"{public}: expected positive {what}, got {sizes}")
        return sizes

    def attributes(self) -> dict[str, tuple[int, ...]]:
        return {
            "window": self.window,
            "strides": self.strides,
            "low": self.low,
            "high": self.high,
            "base_dilation": self.base,
            "window_dilation": self.dilation,
        }

    def positions(self, axis: int, size: int) -> int:
        """How many positions the window has along an axis of the given padded size."""
        span = (self.window[axis] - 1) * self.dilation[axis] + 1
        return 0 if size < span else (size - span) // self.strides[axis] + 1


def reduce_window(
    operand: Any,
    init_value: Any,
    computation: Callable[..., Any],
    window_dimensions: Sequence[int],
    window_strides: Sequence[int] | None = None,
    padding: str | Sequence[tuple[int, int]] = "VALID",
    base_dilation: Sequence[int] | None = None,
    window_dilation: Sequence[int] | None = None,
) -> Any:
    """Reduces the elements in each window of a moving frame.

    Args:
        operand: array, or tree of arrays of one shape.
        init_value: scalar, or tree of scalars, that changes nothing when combined; also what is
            around the arrays.
        computation: associative function of two scalars, or of two trees of scalars, such as
            ``cv.lax.add`` and ``cv.lax.max``.
        window_dimensions: size of the window along each axis.
        window_strides: by how much it moves along each axis; ``None``: by 1.
        padding: ``"VALID"``, ``"SAME"``, ``"SAME_LOWER"``, or elements before and after each axis.
        base_dilation: distance of neighbouring elements; ``None``: 1.
        window_dilation: distance of neighbours in the window; ``None``: 1.
    Returns:
        Array, or tree of arrays, with an element for each position of the window.
    Raises:
        TypeError: the number of entries is not that of the axes, or dtypes differ.
        ValueError: shapes differ.

    >>> cv.lax.reduce_window(cnp.array([1.0, 3.0, 2.0, 5.0]), -cnp.inf, cv.lax.max, (2,), (2,))
    Array([3., 5.], dtype=float32)
    """
    public = "reduce_window"
    by = Computation(public, computation, operand, init_value)
    shape = by.operands[0].shape
    windows = _Windows(
        public, shape, window_dimensions, window_strides, padding, base_dilation, window_dilation
    )
    kind = by.known()
    x = by.operands[0]
    if kind in ("or", "and") and x.dtype.kind == "b":
        kind = "max" if kind == "or" else "min"
    if kind in ("sum", "prod") or (kind in ("max", "min") and x.dtype.kind != "c"):
        result = _core.emit(
            f"reduce_window_{kind}", (x,), public=public, weak_type=x.weak_type, **windows.attributes()
        )
        return by.structure.unflatten([result])
    interior = [b - 1 for b in windows.base]
    padded = [
        ops.pad(y, start, windows.low, windows.high, interior) for y, start in zip(by.operands, by.starts)
    ]
    for axis in reversed(range(len(shape))):
        padded = _reduce_axis(by, windows, padded, axis)
    if padded[0].size:
        padded = by.combine(by.started(padded[0].shape), padded)
    return by.structure.unflatten(padded)


def _reduce_axis(by: Computation, windows: _Windows, xs: list[Array], axis: int) -> list[Array]:
    size, step = xs[0].shape[axis], windows.dilation[axis]
    count, stride = windows.positions(axis, size), windows.strides[axis]

    def part(arrays: list[Array], start: int, length: int, by: int = 1) -> list[Array]:
        limit = start + (length - 1) * by + 1 if length else start
        return [ops.slice_axis(x, start, limit, axis, by) for x in arrays]

    if count == 0:
        return part(xs, 0, 0)
    places = windows.window[axis]
    if places <= _MOST_PLACES:
        return by.fold([part(xs, place * step, count, stride) for place in range(places)])
    # The window as windows of powers of two, one after the other.
    doubled, width, done, parts = xs, 1, 0, []
    length = (count - 1) * stride + 1
    while True:
        if places & width:
            parts.append(part(doubled, done * step, count, stride))
            done += width
        if done == places:
            return by.fold(parts)
        kept = doubled[0].shape[axis] - width * step
        doubled = by.combine(part(doubled, 0, kept), part(doubled, width * step, kept))
        width *= 2
        assert kept >= length


def reduce_window_shape_tuple(
    operand_shape: Sequence[int],
    window_dimensions: Sequence[int],
    window_strides: Sequence[int],
    padding: str | Sequence[tuple[int, int]],
    base_dilation: Sequence[int] | None = None,
    window_dilation: Sequence[int] | None = None,
) -> tuple[int, ...]:
    """The shape of what :func:`reduce_window` gives.

    Args:
        operand_shape: shape of the array.
        window_dimensions: size of the window along each axis.
        window_strides: by how much it moves along each axis.
        padding: ``"VALID"``, ``"SAME"``, ``"SAME_LOWER"``, or elements before and after each axis.
        base_dilation: distance of neighbouring elements; ``None``: 1.
        window_dilation: distance of neighbours in the window; ``None``: 1.
    Returns:
        A shape.
    Raises:
        TypeError: the number of entries is not that of the axes.

    >>> cv.lax.reduce_window_shape_tuple((7,), (3,), (2,), "SAME")
    (4,)
    """
    shape = as_shape(operand_shape, "reduce_window_shape_tuple")
    windows = _Windows(
        "reduce_window_shape_tuple",
        shape,
        window_dimensions,
        window_strides,
        padding,
        base_dilation,
        window_dilation,
    )
    dilated = [0 if n == 0 else (n - 1) * b + 1 for n, b in zip(shape, windows.base)]
    sizes = [n + a + b for n, a, b in zip(dilated, windows.low, windows.high)]
    return tuple(windows.positions(axis, size) for axis, size in enumerate(sizes))
