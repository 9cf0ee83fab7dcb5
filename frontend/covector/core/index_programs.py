"""Indexing outside of traces: one compiled program for all indices of one form.

The form of an index is what it is but for its positions: these are operands of the program. Slices
with bounds and masks have no such form; they are read and written as under a trace.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from covector import _core
from covector.core import index_updates
from covector.core.compiled import compiled
from covector.core.index_reads import read
from covector.typing import Array

Form = tuple[str, ...]

_POSITION, _ALL, _NEW, _REST = "position", ":", "None", "..."
_INDEX = {_ALL: slice(None), _NEW: None, _REST: Ellipsis}
_LARGEST = 2**31 - 1


def _taken_apart(x: Array, index: Any) -> tuple[Form, tuple[Any, ...]] | None:
    """The form of an index and its positions, or nothing where the index has no form."""
    if _core.is_tracer(x):
        return None
    form, positions = [], []
    for item in index if type(index) is tuple else (index,):
        if type(item) is int:
            if not -_LARGEST <= item <= _LARGEST:
                return None
            form.append(_POSITION)
            positions.append(item)
        elif isinstance(item, (_core.Array, np.ndarray)):
            if item.dtype.kind not in "iu" or _core.is_tracer(item):
                return None
            form.append(_POSITION)
            positions.append(item)
        elif item is None:
            form.append(_NEW)
        elif item is Ellipsis:
            form.append(_REST)
        elif type(item) is slice and item.start is item.stop is item.step is None:
            form.append(_ALL)
        else:
            return None
    return (tuple(form), tuple(positions)) if positions else None


def _put_together(form: Form, positions: tuple[Any, ...]) -> tuple[Any, ...]:
    rest = iter(positions)
    return tuple(next(rest) if part == _POSITION else _INDEX[part] for part in form)


@compiled("form")
def _read(x: Array, positions: tuple[Any, ...], form: Form) -> Array:
    return read(x, _put_together(form, positions))


@compiled("kind", "form", "mode", "wrap_negative", "unique")
def _write(
    kind: str,
    x: Array,
    positions: tuple[Any, ...],
    values: Array,
    form: Form,
    mode: Any,
    wrap_negative: bool,
    unique: bool,
) -> Array:
    index = _put_together(form, positions)
    return index_updates.write(kind, x, index, values, mode, wrap_negative, unique)


def getitem(x: Array, index: Any) -> Array:
    """``x[index]``: a copy of a part; positions out of bounds are moved to the nearest within."""
    parts = _taken_apart(x, index) if 0 not in x.shape else None
    return read(x, index) if parts is None else _read(x, parts[1], parts[0])


def write(
    kind: str, x: Array, index: Any, values: Array, mode: Any, wrap_negative: bool, unique: bool
) -> Array:
    """``x`` with the part at ``index`` combined with ``values`` by ``kind``."""
    parts = _taken_apart(x, index) if 0 not in x.shape and not _core.is_tracer(values) else None
    if parts is None:
        return index_updates.write(kind, x, index, values, mode, wrap_negative, unique)
    return _write(kind, x, parts[1], values, parts[0], mode, bool(wrap_negative), bool(unique))
