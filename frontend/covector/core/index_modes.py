"""What happens to indices that are out of bounds."""

from __future__ import annotations

import enum
from typing import Any

import numpy as np

from covector import dtypes
from covector.errors import error


class GatherScatterMode(enum.Enum):
    """What happens to indices that are out of bounds.

    ``CLIP`` moves the whole window inside. ``FILL_OR_DROP`` gives a fill value for it when reading,
    and leaves it out when changing. ``PROMISE_IN_BOUNDS`` promises that there are none.
    ``ONE_HOT`` changes as ``FILL_OR_DROP`` does.

    >>> cv.lax.GatherScatterMode.from_any("clip").name
    'CLIP'
    """

    CLIP = enum.auto()
    FILL_OR_DROP = enum.auto()
    PROMISE_IN_BOUNDS = enum.auto()
    ONE_HOT = enum.auto()

    @staticmethod
    def from_any(s: str | GatherScatterMode | None) -> GatherScatterMode:
        """The mode of a name; ``None`` is ``FILL_OR_DROP``.

        Raises:
            ValueError: there is no such mode.
        """
        if isinstance(s, GatherScatterMode):
            return s
        mode = _NAMES.get(s) if s is None or isinstance(s, str) else None
        if mode is None:
            raise error(
                ValueError,
                f'Unknown gather mode "{s}"; expected clip, fill, drop, promise_in_bounds or one_hot',
            )
        return mode


_NAMES = {
    None: GatherScatterMode.FILL_OR_DROP,
    "fill": GatherScatterMode.FILL_OR_DROP,
    "drop": GatherScatterMode.FILL_OR_DROP,
    "clip": GatherScatterMode.CLIP,
    "promise_in_bounds": GatherScatterMode.PROMISE_IN_BOUNDS,
    "one_hot": GatherScatterMode.ONE_HOT,
}

_IN_DIALECT = {
    GatherScatterMode.CLIP: "clip",
    GatherScatterMode.FILL_OR_DROP: "fill",
    GatherScatterMode.PROMISE_IN_BOUNDS: "promise_in_bounds",
    GatherScatterMode.ONE_HOT: "fill",
}


def reading_mode(mode: Any) -> str:
    """The dialect's name of a mode for reading, where ``None`` promises."""
    return "promise_in_bounds" if mode is None else _IN_DIALECT[GatherScatterMode.from_any(mode)]


def changing_mode(mode: Any) -> str:
    """The dialect's name of a mode for changing, where ``None`` drops and a promise costs nothing."""
    return _IN_DIALECT[GatherScatterMode.from_any(mode)]


def default_fill(dtype: np.dtype) -> Any:
    """What stands for a missing element: NaN, the least signed or greatest unsigned number, true."""
    if dtypes.is_inexact(dtype):
        return float("nan")
    if dtype.kind == "b":
        return True
    limits = dtypes.iinfo(dtype)
    return int(limits.max if limits.min == 0 else limits.min)
