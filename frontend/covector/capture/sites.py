"""What rewriting notes of a statement for the time when the program is traced."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True)
class PlaceName:
    """What statements assign: ``x``, ``self.x``, or the items of ``d`` or ``self.d``.

    Attributes:
        base: a variable.
        attributes: of it, one after the other.
        items: whether items are assigned, and not the thing itself.
    """

    base: str
    attributes: tuple[str, ...] = ()
    items: bool = False

    def __str__(self) -> str:
        return ".".join((self.base, *self.attributes))


@dataclasses.dataclass(frozen=True)
class Site:
    """A branch or loop of a rewritten function.

    Attributes:
        kind: ``if``, ``case``, ``while`` or ``for``.
        function: the name of the function.
        line: of the statement.
        carried: what it assigns and later statements, or further iterations, read.
        dropped: variables that it assigns and nobody reads later.
        required: those that are read wherever the statement leads, and not only behind a jump.
        head: variables that nobody but an iteration of a loop reads, before it assigns them.
        guards: whether it is an ``if`` that was added.
        leaves: whether the arms of an ``if`` end with a jump.
        refused: statements inside that cannot run under a traced condition, with their lines.
        lines: where variables are assigned, or changed by a method, first.
    """

    kind: str
    function: str
    line: int
    carried: tuple[PlaceName, ...]
    dropped: tuple[str, ...]
    required: frozenset[str]
    head: frozenset[str]
    guards: bool
    leaves: tuple[bool, bool]
    refused: tuple[tuple[int, str], ...]
    lines: dict[str, int]

    def needs(self, place: PlaceName) -> bool:
        """Whether something that is carried always has a value."""
        return bool(place.attributes) or place.items or place.base in self.required

    @property
    def text(self) -> str:
        """``the while loop of line 3``."""
        what = {"if": "the if", "case": "the case", "while": "the while loop", "for": "the for loop"}[
            self.kind
        ]
        return f"{what} of line {self.line}"

    @property
    def ways(self) -> str:
        """What is said of a branch on both of its ways."""
        if self.guards:
            return f"whether a jump under a traced condition skips line {self.line} or not"
        return f"in both arms of {self.text}, whose condition is traced"

    def line_of(self, name: str) -> str:
        """Where a variable is assigned inside, for messages."""
        return f" (line {self.lines[name]})" if name in self.lines else ""
