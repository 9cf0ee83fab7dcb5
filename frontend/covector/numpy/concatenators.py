"""``cnp.r_`` and ``cnp.c_``: arrays written as an index."""

from __future__ import annotations

import operator
import re
from typing import Any

import numpy as np

from covector.core import ops
from covector.core.operands import as_array
from covector.errors import error
from covector.numpy import joining, ranges
from covector.numpy.shape import atleast_1d, expand_dims
from covector.typing import Array


def _part(item: Any, public: str) -> Array:
    """A slice as the range that it names; an imaginary step is a number of points."""
    if not isinstance(item, slice):
        return as_array(np.asarray(item) if isinstance(item, (list, tuple)) else item, public)
    start = 0 if item.start is None else item.start
    if item.stop is None:
        raise error(ValueError, f"{public}: expected a slice with an end, got {item}")
    if isinstance(item.step, complex):
        return ranges.linspace(start, item.stop, int(abs(item.step)))
    return ranges.arange(start, item.stop, 1 if item.step is None else item.step)


class _Concatenator:
    def __init__(self, name: str, axis: int, least: int, place: int) -> None:
        self._name, self._axis, self._least, self._place = name, axis, least, place

    def __getitem__(self, key: Any) -> Array:
        items = list(key) if isinstance(key, tuple) else [key]
        axis, least, place = self._axis, self._least, self._place
        if items and isinstance(items[0], str):
            text = items.pop(0)
            if text in ("r", "c"):
                joined = self[tuple(items)]
                new = 0 if text == "r" else 1
                return expand_dims(joined, new) if joined.ndim == 1 else joined
            numbers = re.findall(r"-?\d+", text)
            if not re.fullmatch(r"\s*-?\d+\s*(,\s*-?\d+\s*){0,2}", text):
                raise error(ValueError, f"{self._name}: could not understand directive {text!r}")
            axis = operator.index(int(numbers[0]))
            least = int(numbers[1]) if len(numbers) > 1 else least
            place = int(numbers[2]) if len(numbers) > 2 else place
        parts = []
        for item in items:
            if isinstance(item, str):
                raise error(ValueError, f"{self._name}: string directive must be placed at the beginning")
            part = _part(item, self._name)
            new = least - part.ndim
            if new > 0:
                # The axes that the part has begin at `place` of the result.
                start = place if place >= 0 else new + 1 + place
                front = min(max(start, 0), new)
                part = ops.reshape(part, (*(1,) * front, *part.shape, *(1,) * (new - front)))
            parts.append(atleast_1d(part))
        if not parts:
            raise error(ValueError, f"{self._name}: need at least one array to concatenate")
        return joining.concatenate(parts, axis)

    def __len__(self) -> int:
        return 0


class _Rows(_Concatenator):
    """Arrays, numbers and ranges one after the other.

    A text in front, ``"axis,least rank,place"``, says along which axis, what the rank is at least,
    and where the axes of arrays of lower rank go; ``"r"`` and ``"c"`` ask for one row or column.

    >>> cnp.r_[cnp.array([1, 2]), 0, 5:7]
    Array([1, 2, 0, 5, 6], dtype=int32)
    """

    def __init__(self) -> None:
        super().__init__("r_", 0, 1, -1)


class _Columns(_Concatenator):
    """Arrays of rank 1 as columns, others along the last axis.

    >>> cnp.c_[cnp.array([1, 2]), cnp.array([3, 4])]
    Array([[1, 3],
           [2, 4]], dtype=int32)
    """

    def __init__(self) -> None:
        super().__init__("c_", -1, 2, 0)


r_ = _Rows()

c_ = _Columns()
