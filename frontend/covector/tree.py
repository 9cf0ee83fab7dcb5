"""``cv.tree``: trees of arrays. See ``tree_util`` for the registration of classes."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterable
from typing import Any

from covector.core import tree as _tree
from covector.core.tree import IsLeaf, KeyPath
from covector.errors import error

_MISSING = object()


def flatten(tree: Any, is_leaf: IsLeaf = None) -> tuple[list[Any], Any]:
    """The leaves of a tree in order, and its structure.

    Args:
        tree: nested containers.
        is_leaf: says of a node whether it is to be a leaf.
    Returns:
        A list, and a ``PyTreeDef`` that :func:`unflatten` takes.
    Raises:
        ValueError: a dict has keys that cannot be sorted.

    >>> cv.tree.flatten({"b": 2, "a": (1, None)})
    ([1, 2], PyTreeDef({'a': (*, None), 'b': *}))
    """
    return _tree.flatten(tree, is_leaf)


def unflatten(treedef: Any, leaves: Iterable[Any]) -> Any:
    """The tree of a structure and leaves.

    Args:
        treedef: a structure, as :func:`flatten` gives it.
        leaves: as many leaves as it has.
    Returns:
        The tree.
    Raises:
        ValueError: the number of leaves does not fit.

    >>> cv.tree.unflatten(cv.tree.structure({"a": 0}), [5])
    {'a': 5}
    """
    return treedef.unflatten(list(leaves))


def leaves(tree: Any, is_leaf: IsLeaf = None) -> list[Any]:
    """The leaves of a tree in order.

    Args:
        tree: nested containers.
        is_leaf: says of a node whether it is to be a leaf.
    Returns:
        A list.
    Raises:
        ValueError: a dict has keys that cannot be sorted.

    >>> cv.tree.leaves([1, (2, 3)])
    [1, 2, 3]
    """
    return _tree.leaves(tree, is_leaf)


def structure(tree: Any, is_leaf: IsLeaf = None) -> Any:
    """The structure of a tree.

    Args:
        tree: nested containers.
        is_leaf: says of a node whether it is to be a leaf.
    Returns:
        A ``PyTreeDef``.
    Raises:
        ValueError: a dict has keys that cannot be sorted.

    >>> cv.tree.structure([1, (2, 3)])
    PyTreeDef([*, (*, *)])
    """
    return _tree.flatten(tree, is_leaf)[1]


def map(f: Callable[..., Any], tree: Any, *rest: Any, is_leaf: IsLeaf = None) -> Any:
    """A tree of what ``f`` gives for the leaves at each place.

    Args:
        f: takes one leaf of each tree.
        tree: nested containers.
        rest: further trees, which have at least the structure of ``tree``.
        is_leaf: says of a node of ``tree`` whether it is to be a leaf.
    Returns:
        A tree of the structure of ``tree``.
    Raises:
        ValueError: the structures differ.

    >>> cv.tree.map(lambda x, y: x + y, {"a": 1}, {"a": 2})
    {'a': 3}
    """
    return _tree.map_tree(f, tree, *rest, is_leaf=is_leaf)


def reduce(
    function: Callable[[Any, Any], Any],
    tree: Any,
    initializer: Any = _MISSING,
    is_leaf: IsLeaf = None,
) -> Any:
    """The leaves combined from left to right.

    Args:
        function: takes what there is so far, and the next leaf.
        tree: nested containers.
        initializer: what to start from; the first leaf if it is missing.
        is_leaf: says of a node whether it is to be a leaf.
    Returns:
        The last result of ``function``.
    Raises:
        TypeError: there are no leaves and no ``initializer``.

    >>> cv.tree.reduce(lambda x, y: x + y, [1, (2, 3)])
    6
    """
    values = _tree.leaves(tree, is_leaf)
    if initializer is _MISSING:
        return functools.reduce(function, values)
    return functools.reduce(function, values, initializer)


def all(tree: Any, *, is_leaf: IsLeaf = None) -> bool:
    """Whether all leaves are true.

    Args:
        tree: nested containers.
        is_leaf: says of a node whether it is to be a leaf.
    Returns:
        A Python ``bool``.
    Raises:
        TracerBoolConversionError: a leaf is being traced.

    >>> cv.tree.all([True, (True, False)])
    False
    """
    return not [leaf for leaf in _tree.leaves(tree, is_leaf) if not leaf]


def flatten_with_path(
    tree: Any, is_leaf: Callable[..., bool] | None = None, is_leaf_takes_path: bool = False
) -> tuple[list[tuple[KeyPath, Any]], Any]:
    """Pairs of path and leaf in order, and the structure.

    Args:
        tree: nested containers.
        is_leaf: says of a node whether it is to be a leaf.
        is_leaf_takes_path: whether ``is_leaf`` takes the path of the node first.
    Returns:
        A list of pairs, and a ``PyTreeDef``. ``tree_util.keystr`` makes text of a path.
    Raises:
        ValueError: a dict has keys that cannot be sorted.

    >>> cv.tree.flatten_with_path({"a": 1})[0]
    [((DictKey(key='a'),), 1)]
    """
    return _tree.flatten_with_path(tree, is_leaf, is_leaf_takes_path)


def leaves_with_path(
    tree: Any, is_leaf: Callable[..., bool] | None = None, is_leaf_takes_path: bool = False
) -> list[tuple[KeyPath, Any]]:
    """Pairs of path and leaf in order.

    Args:
        tree: nested containers.
        is_leaf: says of a node whether it is to be a leaf.
        is_leaf_takes_path: whether ``is_leaf`` takes the path of the node first.
    Returns:
        A list of pairs.
    Raises:
        ValueError: a dict has keys that cannot be sorted.

    >>> cv.tree.leaves_with_path([7])
    [((SequenceKey(idx=0),), 7)]
    """
    return _tree.flatten_with_path(tree, is_leaf, is_leaf_takes_path)[0]


def map_with_path(
    f: Callable[..., Any],
    tree: Any,
    *rest: Any,
    is_leaf: Callable[..., bool] | None = None,
    is_leaf_takes_path: bool = False,
) -> Any:
    """As :func:`map`; ``f`` takes the path of the leaves first.

    Args:
        f: takes a path, and one leaf of each tree.
        tree: nested containers.
        rest: further trees, which have at least the structure of ``tree``.
        is_leaf: says of a node of ``tree`` whether it is to be a leaf.
        is_leaf_takes_path: whether ``is_leaf`` takes the path of the node first.
    Returns:
        A tree of the structure of ``tree``.
    Raises:
        ValueError: the structures differ.

    >>> cv.tree.map_with_path(lambda path, x: f"{path[0]}={x}", {"a": 1})
    {'a': "['a']=1"}
    """
    pairs, treedef = _tree.flatten_with_path(tree, is_leaf, is_leaf_takes_path)
    others = [_tree.flatten_up_to(treedef, tree, other, "tree.map_with_path") for other in rest]
    results = [f(path, leaf, *more) for (path, leaf), *more in zip(pairs, *others, strict=True)]
    return treedef.unflatten(results)


def transpose(outer_treedef: Any, inner_treedef: Any | None, pytree_to_transpose: Any) -> Any:
    """A tree of trees turned inside out.

    Args:
        outer_treedef: structure of the outer tree.
        inner_treedef: structure of the inner trees; ``None``: that of the first.
        pytree_to_transpose: an outer tree of inner trees.
    Returns:
        An inner tree of outer trees.
    Raises:
        TypeError: the tree has another structure.

    >>> cv.tree.transpose(cv.tree.structure([0, 0]), None, [(1, 2), (3, 4)])
    ([1, 3], [2, 4])
    """
    subtrees = outer_treedef.flatten_up_to(pytree_to_transpose)
    inner = structure(subtrees[0]) if inner_treedef is None else inner_treedef
    rows = []
    for subtree in subtrees:
        values, own = _tree.flatten(subtree)
        if own != inner:
            raise error(TypeError, f"tree.transpose: expected inner trees {inner}, got {own}")
        rows.append(values)
    columns = zip(*rows, strict=True)
    return inner.unflatten([outer_treedef.unflatten(list(c)) for c in columns])


def broadcast(prefix_tree: Any, full_tree: Any, is_leaf: IsLeaf = None) -> Any:
    """A tree like ``full_tree`` of the leaves of a prefix of it.

    Args:
        prefix_tree: a tree whose structure is the upper part of that of ``full_tree``.
        full_tree: a tree.
        is_leaf: says of a node of the prefix whether it is to be a leaf.
    Returns:
        A tree of the structure of ``full_tree``.
    Raises:
        ValueError: the structures do not fit.

    >>> cv.tree.broadcast((1, 2), (0, [0, 0]))
    (1, [2, 2])
    """
    return _tree.map_tree(
        lambda leaf, subtree: _tree.map_tree(lambda _: leaf, subtree),
        prefix_tree,
        full_tree,
        is_leaf=is_leaf,
    )


def reduce_associative(
    operation: Callable[[Any, Any], Any], tree: Any, *, identity: Any = _MISSING, is_leaf: IsLeaf = None
) -> Any:
    """The leaves combined in pairs, pairs of pairs ...: in few steps that depend on each other.

    Args:
        operation: an associative function of two values.
        tree: nested containers.
        identity: the result where there are no leaves.
        is_leaf: says of a node whether it is to be a leaf.
    Returns:
        The last result of ``operation``.
    Raises:
        ValueError: there are no leaves and no ``identity``.

    >>> cv.tree.reduce_associative(lambda x, y: (x, y), [1, 2, 3, 4])
    ((1, 2), (3, 4))
    """
    values = _tree.leaves(tree, is_leaf)
    if not values:
        if identity is _MISSING:
            raise error(
                ValueError,
                "tree.reduce_associative: expected at least one leaf, got an empty tree; give an identity",
            )
        return identity

    def combine(low: int, high: int) -> Any:
        if high - low == 1:
            return values[low]
        middle = low + (high - low) // 2
        return operation(combine(low, middle), combine(middle, high))

    return combine(0, len(values))


def static(**kwargs: Any) -> Any:
    """A field of a dataclass that belongs to the structure of the tree, see ``register_dataclass``.

    Args:
        kwargs: those of ``dataclasses.field``.
    Returns:
        A field.
    Raises:
        TypeError: ``dataclasses.field`` does not take them.

    >>> import dataclasses
    >>> @cv.tree_util.register_dataclass
    ... @dataclasses.dataclass
    ... class Scaled:
    ...     x: float
    ...     unit: str = cv.tree.static(default="m")
    >>> cv.tree.leaves(Scaled(1.0))
    [1.0]
    """
    metadata = {**(kwargs.pop("metadata", None) or {}), "static": True}
    return dataclasses.field(metadata=metadata, **kwargs)
