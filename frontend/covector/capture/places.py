"""Variables, attributes and containers that blocks of statements change, read and set from outside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from types import CellType, ModuleType
from typing import Any

from covector.capture.names import is_hidden
from covector.capture.sites import PlaceName, Site
from covector.core import tree
from covector.errors import error


class _Unbound:
    """What a variable without a value holds."""

    def __repr__(self) -> str:
        return "nothing"


UNBOUND: Any = _Unbound()


def cells_of(*functions: Callable[..., Any] | None) -> dict[str, CellType]:
    """The variables that functions share with the one around them."""
    found: dict[str, CellType] = {}
    for function in functions:
        if function is not None:
            found.update(zip(function.__code__.co_freevars, function.__closure__ or ()))
    return found


def _get(cell: CellType) -> Any:
    try:
        return cell.cell_contents
    except ValueError:
        return UNBOUND


def _set(cell: CellType, value: Any) -> None:
    if value is not UNBOUND:
        cell.cell_contents = value
    elif _get(cell) is not UNBOUND:
        del cell.cell_contents


class Place:
    """A variable, an attribute of one, or a container that keeps its identity.

    Attributes:
        name: in the program.
    """

    def __init__(self, name: PlaceName, cell: CellType) -> None:
        self.name, self._cell = name, cell

    def owner(self) -> Any:
        """What the attribute belongs to."""
        owner = _get(self._cell)
        for attribute in self.name.attributes[:-1]:
            owner = getattr(owner, attribute, UNBOUND)
        return owner

    def holder(self) -> Any:
        """The value, or ``UNBOUND``."""
        owner = self.owner()
        return getattr(owner, self.name.attributes[-1], UNBOUND) if self.name.attributes else owner

    def get(self) -> Any:
        """The value, or ``UNBOUND``; of a container whose items are assigned a copy."""
        return _copied(self.holder()) if self.name.items else self.holder()

    def set(self, value: Any) -> None:
        """Gives it a value; a container is changed."""
        if self.name.items:
            _fill(self.holder(), value)
        elif not self.name.attributes:
            _set(self._cell, value)
        elif value is not UNBOUND:
            setattr(self.owner(), self.name.attributes[-1], value)
        elif self.holder() is not UNBOUND:
            delattr(self.owner(), self.name.attributes[-1])


def _copied(value: Any) -> Any:
    """A container, and those in it, anew."""
    if isinstance(value, dict):
        new = value.copy()
        for key, inner in value.items():
            new[key] = _copied(inner)
        return new
    return [_copied(inner) for inner in value] if type(value) is list else value


def _fill(container: Any, value: Any) -> None:
    """Makes a container, and those in it, hold what another one holds."""
    if isinstance(container, dict) and isinstance(value, dict):
        for key in [key for key in container if key not in value]:
            del container[key]
        for key, inner in value.items():
            if _alike(container.get(key), inner):
                _fill(container[key], inner)
            else:
                container[key] = _copied(inner)
    elif type(container) is list and type(value) is list:
        inside = [
            old if _alike(old, new) else _copied(new)
            for old, new in zip([*container, *[None] * max(len(value) - len(container), 0)], value)
        ]
        for old, new in zip(inside, value):
            _fill(old, new)
        container[:] = inside


def _alike(x: Any, y: Any) -> bool:
    return (isinstance(x, dict) and isinstance(y, dict)) or (type(x) is list and type(y) is list)


def restored(places: Iterable[Place], values: Iterable[Any]) -> None:
    """Gives places the values that they had."""
    for place, value in zip(places, values):
        place.set(value)


def places_of(site: Site, cells: dict[str, CellType]) -> list[Place]:
    """The places that a branch or loop carries.

    Raises:
        TypeError: one of them cannot be carried.
    """
    found = []
    for name in site.carried:
        if name.base not in cells:
            raise error(
                TypeError,
                f"capture: expected local variables to be assigned in {site.text}, whose condition is "
                f"traced, got the global {name.base}{site.line_of(name.base)}; return it, and "
                "assign it outside",
            )
        place = Place(name, cells[name.base])
        if name.attributes and place.owner() is UNBOUND:
            continue
        if name.items:
            value = place.get()
            if value is UNBOUND:
                continue
            if not (isinstance(value, dict) or type(value) is list or hasattr(value, "at")):
                raise error(
                    TypeError,
                    f"capture: expected a list or dict whose items are assigned in {site.text}, whose "
                    f"condition is traced, got {name} of type "
                    f"{type(value).__name__}{site.line_of(str(name))}; arrays are changed by "
                    f"{name} = {name}.at[i].set(v)",
                )
        found.append(place)
    return found


class Watch:
    """Notices containers and objects that blocks change by other ways than assignments.

    Args:
        site: of the branch or loop.
        cells: variables that its blocks see.
        places: what they are known to change.
    """

    def __init__(self, site: Site, cells: dict[str, CellType], places: Iterable[Place]) -> None:
        self.site = site
        # What is known to change, by whatever name it is reached: containers, and attributes.
        self.containers: set[int] = set()
        self.attributes: dict[int, set[str]] = {}
        assigned: set[str] = set()
        for place in places:
            if place.name.items:
                self.containers |= _containers_in(place.holder())
            elif place.name.attributes:
                self.attributes.setdefault(id(place.owner()), set()).add(place.name.attributes[-1])
            else:
                assigned.add(place.name.base)
        self.before: list[tuple[str, Any, Any]] = []
        for name, cell in cells.items():
            if name not in assigned and not is_hidden(name):
                value = _get(cell)
                content = self._content(value)
                if content is not None:
                    self.before.append((name, value, content))

    def check(self) -> None:
        """Raises TypeError if something was changed."""
        for name, value, content in self.before:
            now = self._content(value)
            if now is None or len(now) != len(content) or any(x is not y for x, y in zip(now, content)):
                raise error(
                    TypeError,
                    f"capture: expected {name} to stay as it is in {self.site.text}, whose condition is "
                    "traced, as its statements run once, while they are traced, got a "
                    f"{type(value).__name__} that they change{self.site.line_of(name + '.')}; use an array "
                    "of fixed size and x = x.at[i].set(v), or assign variables",
                )

    def _content(self, value: Any) -> Sequence[Any] | None:
        """What a container or object holds, for comparisons by identity."""
        if isinstance(value, (list, dict)):
            if id(value) in self.containers:
                return None
            return [len(value), *tree.leaves(value, lambda x: x is None or id(x) in self.containers)]
        if isinstance(value, set):
            return sorted(value, key=id)
        if isinstance(value, (type, ModuleType)) or callable(value) or not hasattr(value, "__dict__"):
            return None
        known = self.attributes.get(id(value), ())
        parts = [part for name, inner in vars(value).items() if name not in known for part in (name, inner)]
        inside = [self._content(part) for part in parts if isinstance(part, (list, dict, set))]
        return [*parts, *(each for content in inside if content is not None for each in content)]


def _containers_in(value: Any) -> set[int]:
    """The addresses of a container and of those in it."""
    if isinstance(value, dict):
        return {id(value)}.union(*map(_containers_in, value.values()))
    return {id(value)}.union(*map(_containers_in, value)) if type(value) is list else set()
