"""Names for annotations of array programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, TypeAlias, runtime_checkable

import numpy as np

from covector import _core

Array: TypeAlias = _core.Array
"""An array, also one that is being traced."""

ArrayLike: TypeAlias = _core.Array | np.ndarray | np.generic | bool | int | float | complex
"""What array functions accept as an array: arrays and numbers, not lists."""


@runtime_checkable
class SupportsDType(Protocol):
    """An object with a dtype."""

    @property
    def dtype(self) -> np.dtype: ...


DTypeLike: TypeAlias = str | type[Any] | np.dtype | SupportsDType
"""What dtype arguments accept."""

Shape: TypeAlias = Sequence[int]
Axis: TypeAlias = int | Sequence[int] | None
