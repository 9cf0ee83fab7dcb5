"""What ``for`` loops go over when it is traced: arrays, ``range``, ``enumerate``, ``zip``, ``reversed``."""

from __future__ import annotations

import builtins
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.capture.values import is_traced
from covector.core.operands import as_array, describe
from covector.errors import TracerIntegerConversionError, error
from covector.lax.slicing import dynamic_index_in_dim
from covector.typing import Array


class Elements:
    """Things that can be had by their number.

    Attributes:
        count: how many there are, a number or a traced array.
        arrays: those whose rows are elements, or parts of them.
    """

    count: Any = 0
    arrays: Sequence[Array] = ()

    def at(self, index: Array, rows: Iterator[Array] | None) -> Any:
        """The element of a number; ``rows`` are those of :attr:`arrays`, where they are at hand."""
        raise NotImplementedError

    def listed(self) -> Iterator[Any]:
        """The elements one after the other, for what is no ``for`` statement; their number is known."""
        raise NotImplementedError

    def __iter__(self) -> Iterator[Any]:
        self._check_count()
        return self.listed()

    def __len__(self) -> int:
        self._check_count()
        return self.count

    def _check_count(self) -> None:
        if not isinstance(self.count, int):
            raise error(
                TracerIntegerConversionError,
                "capture: expected a number of elements that is known while tracing, got "
                f"{describe(self.count)}; use a for statement, which is captured, or an array of fixed size",
            )


class Rows(Elements):
    """The rows of an array."""

    def __init__(self, x: Array) -> None:
        if not x.ndim:
            raise error(TypeError, f"capture: expected an array with rows to iterate over, got {describe(x)}")
        self.count, self.arrays = x.shape[0], (x,)

    def at(self, index: Array, rows: Iterator[Array] | None) -> Any:
        return dynamic_index_in_dim(self.arrays[0], index, 0, keepdims=False) if rows is None else next(rows)

    def listed(self) -> Iterator[Any]:
        return iter(self.arrays[0])


class Range(Elements):
    """Integers of which the first, the end, or the step is traced."""

    def __init__(self, start: Any, stop: Any, step: Any) -> None:
        for what, value in (("start", start), ("stop", stop), ("step", step)):
            x = as_array(value, "range")
            if x.ndim or x.dtype.kind not in "iu":
                raise error(TypeError, f"range: expected an integer of rank 0 for {what}, got {describe(x)}")
        if not is_traced(step) and int(step) == 0:
            raise error(ValueError, "range: expected a step that is not zero, got 0")
        self.start, self.step = start, step
        dtype, weak = _core.promote(start, stop, step)
        self.dtype, self.weak = np.dtype(dtype), bool(weak)
        # Narrow integers do not hold how many there are between two of them.
        wide = self.dtype if self.dtype.itemsize >= 4 else np.dtype(np.int32)
        first, end, by = (_core.convert(as_array(x, "range"), wide, self.weak) for x in (start, stop, step))
        if wide.kind == "u":
            if is_traced(step) or int(step) < 0:
                raise error(
                    TypeError,
                    f"range: expected a step that is known and positive for numbers of dtype {wide.name}, "
                    f"got {step}; convert the bounds to signed integers",
                )
            self.count = _core.select(first < end, (end - first - 1) // by + 1, _core.convert(by * 0, wide))
        else:
            # Rounded upward.
            self.count = end - first if isinstance(step, int) and step == 1 else -((first - end) // by)

    def at(self, index: Array, rows: Iterator[Array] | None) -> Any:
        i = _core.convert(index, self.dtype, self.weak)
        i = i if isinstance(self.step, int) and self.step == 1 else i * self.step
        return i if isinstance(self.start, int) and self.start == 0 else i + self.start

    def listed(self) -> Iterator[Any]:
        # Only of a range that is known, among others that are traced.
        return iter(builtins.range(self.start, self.start + self.count * self.step, self.step))


def _number_like(index: Array, count: Any) -> Array:
    """The number of an element with the type of the number of all."""
    if isinstance(count, int):
        return _core.convert(index, dtypes.python_scalar_dtype(int), True)
    return _core.convert(index, count.dtype, bool(count.weak_type))


class Enumerated(Elements):
    """Pairs of a number and an element."""

    def __init__(self, inner: Elements, start: Any) -> None:
        self.inner, self.start = inner, start
        self.count, self.arrays = inner.count, inner.arrays

    def at(self, index: Array, rows: Iterator[Array] | None) -> Any:
        return _number_like(index, self.count) + self.start, self.inner.at(index, rows)

    def listed(self) -> Iterator[Any]:
        return builtins.enumerate(self.inner, self.start)


class Zipped(Elements):
    """Tuples of elements."""

    def __init__(self, inner: Sequence[Elements]) -> None:
        self.inner = inner
        self.count = inner[0].count
        for each in inner[1:]:
            self.count = _least(self.count, each.count)
        self.arrays = [x for each in inner for x in each.arrays]
        if isinstance(self.count, int):
            self.arrays = [x[: self.count] for x in self.arrays]

    def at(self, index: Array, rows: Iterator[Array] | None) -> Any:
        return tuple(each.at(index, rows) for each in self.inner)

    def listed(self) -> Iterator[Any]:
        return builtins.zip(*self.inner)


def _least(x: Any, y: Any) -> Any:
    if isinstance(x, int) and isinstance(y, int):
        return builtins.min(x, y)
    x, y = as_array(x, "zip"), as_array(y, "zip")
    dtype, weak = _core.promote(x, y)
    x, y = _core.convert(x, dtype, weak), _core.convert(y, dtype, weak)
    return _core.select(x < y, x, y)


class Reversed(Elements):
    """Elements from the last to the first."""

    def __init__(self, inner: Elements) -> None:
        self.inner, self.count = inner, inner.count

    def at(self, index: Array, rows: Iterator[Array] | None) -> Any:
        last = self.inner.count - 1
        return self.inner.at(last - _core.convert(index, as_array(last, "reversed").dtype, False), None)

    def listed(self) -> Iterator[Any]:
        return builtins.reversed(list(self.inner))


def elements_of(iterable: Any) -> Elements | None:
    """What a loop goes over if that is traced, otherwise None."""
    if isinstance(iterable, Elements):
        return iterable
    return Rows(iterable) if is_traced(iterable) else None


def known_elements(iterable: Any) -> Elements | None:
    """Likewise of something that is known, and has elements of one kind."""
    if isinstance(iterable, builtins.range):
        made = Range(iterable.start, iterable.stop, iterable.step)
        made.count = len(iterable)
        return made
    if isinstance(iterable, (_core.Array, np.ndarray)) and np.dtype(iterable.dtype).kind not in "OSU":
        return Rows(as_array(iterable, "capture"))
    return elements_of(iterable)


def range_(*args: Any) -> Any:
    """``range``, also up to a traced bound."""
    if not any(is_traced(arg) for arg in args) or len(args) not in (1, 2, 3):
        return builtins.range(*args)
    start, stop, step = {1: (0, args[0], 1), 2: (*args, 1)}.get(len(args), args)
    return Range(*[x if is_traced(x) or isinstance(x, np.generic) else int(x) for x in (start, stop, step)])


def enumerate_(iterable: Any, start: Any = 0) -> Any:
    """``enumerate``, also of a traced array."""
    elements = elements_of(iterable)
    return builtins.enumerate(iterable, start) if elements is None else Enumerated(elements, start)


def zip_(*iterables: Any, strict: bool = False) -> Any:
    """``zip``, also of traced arrays."""
    every = [known_elements(each) for each in iterables]
    traced = any(elements_of(each) is not None for each in iterables)
    if not traced or any(each is None for each in every):
        return builtins.zip(*iterables, strict=strict)
    counts = {each.count for each in every if each is not None and isinstance(each.count, int)}
    if strict and len(counts) > 1:
        raise error(ValueError, f"zip: expected arguments of one length, got lengths {sorted(counts)}")
    return Zipped([each for each in every if each is not None])


def reversed_(iterable: Any) -> Any:
    """``reversed``, also of a traced array."""
    elements = elements_of(iterable)
    return builtins.reversed(iterable) if elements is None else Reversed(elements)
