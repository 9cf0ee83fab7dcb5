"""What variables hold, taken apart into arrays and the rest, and types that are brought together."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import numpy as np

from covector import _core
from covector.capture.places import UNBOUND
from covector.core import tree
from covector.core.operands import as_array, describe
from covector.errors import TracerBoolConversionError, error
from covector.lax.bodies import is_array_leaf, text_of_type
from covector.typing import Array


@dataclasses.dataclass(frozen=True)
class Kind:
    """The type of an array."""

    shape: tuple[int, ...]
    dtype: np.dtype
    weak: bool

    def __str__(self) -> str:
        return text_of_type(self.shape, self.dtype)


def kind_of(x: Array) -> Kind:
    """The type of an array."""
    return Kind(tuple(x.shape), x.dtype, bool(x.weak_type))


_NUMBERS: dict[str, Any] = {"i": 0, "f": 0.0, "c": 0j}


def joined(x: Kind, y: Kind) -> Kind | None:
    """The type that holds values of both, where numbers of Python adapt; None if there is none."""
    if x.shape != y.shape:
        return None
    if x.dtype == y.dtype:
        return Kind(x.shape, x.dtype, x.weak and y.weak)
    if not x.weak and not y.weak:
        return None
    dtype, weak = _core.promote(*(_NUMBERS[kind.dtype.kind] if kind.weak else kind.dtype for kind in (x, y)))
    return Kind(x.shape, np.dtype(dtype), bool(weak))


def converted(x: Array, kind: Kind) -> Array:
    """An array as one of this type."""
    if x.dtype == kind.dtype and bool(x.weak_type) == kind.weak:
        return x
    return _core.convert(x, kind.dtype, kind.weak)


def zeros(kind: Kind) -> Array:
    """What stands for a value that is never read."""
    return _core.full(kind.shape, 0, kind.dtype, kind.weak)


class Value:
    """What one variable holds.

    Attributes:
        bound: whether it holds anything.
        leaves: of the tree that it holds: arrays, numbers and other objects.
        structure: of the tree.
    """

    def __init__(self, value: Any) -> None:
        self.bound = value is not UNBOUND
        self.leaves, self.structure = tree.flatten(value) if self.bound else ([], None)

    def arrays(self) -> list[Array]:
        """The leaves that are arrays or numbers, as arrays."""
        return [as_array(leaf, "capture") for leaf in self.leaves if is_array_leaf(leaf)]

    def rebuilt(self, arrays: Sequence[Any]) -> Any:
        """The tree with other arrays."""
        if self.structure is None:
            return UNBOUND
        rest = iter(arrays)
        return self.structure.unflatten([next(rest) if is_array_leaf(leaf) else leaf for leaf in self.leaves])

    def __str__(self) -> str:
        if not self.bound:
            return "nothing"
        leaf = len(self.leaves) == 1 and self.structure == tree.flatten(0)[1]
        if leaf and is_array_leaf(self.leaves[0]):
            return str(kind_of(as_array(self.leaves[0], "capture")))
        if leaf:
            return repr(self.leaves[0])
        return "None" if not self.leaves and self.structure == tree.flatten(None)[1] else str(self.structure)


def same_object(x: Any, y: Any) -> bool:
    """Whether two leaves that are not both arrays are one."""
    if x is y:
        return True
    if isinstance(x, _core.Array) or isinstance(y, _core.Array) or type(x) is not type(y):
        return False
    try:
        return bool(x == y)
    except Exception:
        return False


def is_traced(x: Any) -> bool:
    """Whether a value is known only when the program runs."""
    return isinstance(x, _core.Array) and not _core.has_value(x)


def truth(x: Array, what: str) -> Array:
    """A traced condition as a boolean of rank 0.

    Raises:
        ValueError: it has more elements than one.
        TracerBoolConversionError: it has no elements.
    """
    if x.size != 1:
        kind = ValueError if x.size else TracerBoolConversionError
        raise error(
            kind,
            f"capture: expected a condition with one element for {what}, got {describe(x)}; the truth value "
            "of more than one element is ambiguous, use .all(), .any(), or cnp.where for each element",
        )
    if x.ndim:
        x = x.reshape(())
    return x if x.dtype.kind == "b" else x != 0
