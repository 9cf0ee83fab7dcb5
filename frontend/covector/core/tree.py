"""Trees of arrays: containers taken apart and put together, with the path to every leaf.

The containers that are trees are ``None``, tuples, lists, dicts (keys sorted), named tuples,
``OrderedDict``, ``defaultdict`` and what is registered; everything else is a leaf.
"""

from __future__ import annotations

import collections
import dataclasses
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, TypeAlias

from covector import _core
from covector.errors import error

PyTreeDef: TypeAlias = _core.PyTreeDef
IsLeaf = Callable[[Any], bool] | None


@dataclasses.dataclass(frozen=True)
class SequenceKey:
    """A step into a list or tuple."""

    idx: int

    def __str__(self) -> str:
        return f"[{self.idx}]"


@dataclasses.dataclass(frozen=True)
class DictKey:
    """A step into a dict."""

    key: Hashable

    def __str__(self) -> str:
        return f"[{self.key!r}]"


@dataclasses.dataclass(frozen=True)
class GetAttrKey:
    """A step into an attribute."""

    name: str

    def __str__(self) -> str:
        return f".{self.name}"


@dataclasses.dataclass(frozen=True)
class FlattenedIndexKey:
    """A step into a node that was registered without keys."""

    key: int

    def __str__(self) -> str:
        return f"[<flat index {self.key}>]"


KeyPath = tuple[Any, ...]
_child_keys: dict[type, Callable[[Any], Sequence[Any]]] = {}


def register(
    kind: type,
    flatten: Callable[[Any], tuple[Iterable[Any], Hashable]],
    unflatten: Callable[[Any, Any], Any],
    child_keys: Callable[[Any], Sequence[Any]] | None = None,
) -> None:
    """Makes a class a kind of tree node.

    Args:
        kind: the class.
        flatten: gives the children of an instance, and what else makes it up.
        unflatten: makes an instance of that and of children.
        child_keys: gives the steps to the children, for paths.
    Raises:
        ValueError: the class is registered already.
    """
    _core.register_node(kind, flatten, unflatten)
    if child_keys is not None:
        _child_keys[kind] = child_keys


def flatten(tree: Any, is_leaf: IsLeaf = None) -> tuple[list[Any], Any]:
    """The leaves in order, and the structure."""
    return _core.tree_flatten(tree, is_leaf)


def leaves(tree: Any, is_leaf: IsLeaf = None) -> list[Any]:
    """The leaves in order."""
    return _core.tree_flatten(tree, is_leaf)[0]


def map_tree(function: Callable[..., Any], tree: Any, *rest: Any, is_leaf: IsLeaf = None) -> Any:
    """A tree of what ``function`` gives for the leaves at each place."""
    first, structure = _core.tree_flatten(tree, is_leaf)
    if not rest:
        return structure.unflatten([function(leaf) for leaf in first])
    others = [flatten_up_to(structure, tree, other, "tree.map") for other in rest]
    return structure.unflatten([function(*each) for each in zip(first, *others, strict=True)])


def flatten_up_to(structure: Any, prefix: Any, tree: Any, public: str) -> list[Any]:
    """The subtrees of ``tree`` at the places of the leaves of ``structure``.

    Raises:
        ValueError: the structures differ above those places.
    """
    try:
        return structure.flatten_up_to(tree)
    except (ValueError, TypeError) as problem:
        raise error(
            ValueError,
            f"{public}: expected trees of one structure, got {structure} and "
            f"{_core.tree_flatten(tree)[1]} ({problem})",
        ) from None


def broadcast_prefix(prefix: Any, tree: Any, public: str, what: str) -> list[Any]:
    """For each leaf of ``tree`` the leaf of ``prefix`` above it; ``None`` is a leaf of prefixes."""
    values, structure = _core.tree_flatten(prefix, lambda x: x is None)
    try:
        subtrees = structure.flatten_up_to(tree)
    except (ValueError, TypeError):
        raise error(
            ValueError,
            f"{public}: {what} must be an int, None, or a tree that is a prefix of the structure "
            f"it applies to; got {prefix} for {_core.tree_flatten(tree)[1]}",
        ) from None
    return [
        value
        for value, subtree in zip(values, subtrees, strict=True)
        for _ in range(len(_core.tree_flatten(subtree)[0]))
    ]


def _keys_of(node: Any, count: int) -> Sequence[Any]:
    kind = type(node)
    if kind in _child_keys:
        return _child_keys[kind](node)
    if isinstance(node, tuple) and hasattr(node, "_fields"):
        return [GetAttrKey(name) for name in node._fields]
    if kind in (list, tuple):
        return [SequenceKey(i) for i in range(count)]
    if kind is dict or kind is collections.defaultdict:
        return [DictKey(key) for key in sorted(node)]
    if kind is collections.OrderedDict:
        return [DictKey(key) for key in node]
    return [FlattenedIndexKey(i) for i in range(count)]


def flatten_one_level(node: Any) -> tuple[list[Any], Any] | None:
    """The children of a node and its structure; nothing for a leaf."""
    children, structure = _core.tree_flatten(node, lambda x: x is not node)
    is_a_leaf = structure.num_nodes == 1 and structure.num_leaves == 1
    return None if is_a_leaf else (children, structure)


def flatten_one_level_with_keys(node: Any) -> tuple[list[tuple[Any, Any]], Any] | None:
    """Pairs of key and child of a node, and its structure; nothing for a leaf."""
    level = flatten_one_level(node)
    if level is None:
        return None
    return list(zip(_keys_of(node, len(level[0])), level[0])), level[1]


def flatten_with_path(
    tree: Any, is_leaf: Callable[..., bool] | None = None, is_leaf_takes_path: bool = False
) -> tuple[list[tuple[KeyPath, Any]], Any]:
    """Pairs of path and leaf in order, and the structure."""
    found: list[tuple[KeyPath, Any]] = []
    leaf_ids: list[bool] = []

    def walk(node: Any, path: KeyPath) -> None:
        leaf = is_leaf is not None and (is_leaf(path, node) if is_leaf_takes_path else is_leaf(node))
        leaf_ids.append(bool(leaf))
        level = None if leaf else flatten_one_level_with_keys(node)
        if level is None:
            found.append((path, node))
            return
        for key, child in level[0]:
            walk(child, (*path, key))

    walk(tree, ())
    # The same answers in the same order: nodes are asked from the root, children in order.
    answers = iter(leaf_ids)
    return found, _core.tree_flatten(tree, None if is_leaf is None else lambda node: next(answers))[1]


def _structure_of(tree: Any) -> Any:
    return _core.tree_flatten(tree)[1]


def _reduce_structure(structure: Any) -> tuple[Any, ...]:
    """A structure is pickled as a tree of zeros."""
    return _structure_of, (structure.unflatten([0] * structure.num_leaves),)


PyTreeDef.__reduce__ = _reduce_structure


def keystr(keys: Iterable[Any], *, simple: bool = False, separator: str = "") -> str:
    """A path as text: ``['a'][0].b``, or its bare names with a separator."""
    if not simple:
        return separator.join(map(str, keys))
    return separator.join(_bare(key) for key in keys)


def _bare(key: Any) -> str:
    for attribute in ("idx", "key", "name"):
        if hasattr(key, attribute):
            return str(getattr(key, attribute))
    return str(key)
