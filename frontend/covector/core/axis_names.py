"""Names of mapped axes: any hashable object, as text in the IR."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from covector.errors import error


def axis_text(name: Any, public: str) -> str:
    """The text that stands for the name of an axis in the IR.

    Raises:
        TypeError: ``name`` is not hashable.
    """
    if isinstance(name, str):
        return name
    if not isinstance(name, Hashable):
        raise error(TypeError, f"{public}: expected a hashable axis_name, got {name!r}")
    return repr(name)


def split_names(axis_name: Any, public: str) -> tuple[list[int], list[str]]:
    """Positional axes, and the texts of named ones, of an axis or a tuple or list of them.

    Raises:
        TypeError: a name is not hashable.
        ValueError: an axis is named twice.
    """
    each = axis_name if isinstance(axis_name, (tuple, list)) else (axis_name,)
    positions = [axis for axis in each if isinstance(axis, int)]
    names = [axis_text(axis, public) for axis in each if not isinstance(axis, int)]
    if len(set(names)) < len(names):
        raise error(ValueError, f"{public}: expected each axis once in axis_name, got {axis_name!r}")
    return positions, names
