"""Trees under their longer names, paths, and the registration of classes."""

from __future__ import annotations

import collections
import dataclasses
import functools
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, TypeAlias, TypeVar

from covector import _core
from covector import tree as _public
from covector.core import tree as _tree
from covector.core.tree import DictKey as DictKey
from covector.core.tree import FlattenedIndexKey as FlattenedIndexKey
from covector.core.tree import GetAttrKey as GetAttrKey
from covector.core.tree import KeyPath as KeyPath
from covector.core.tree import PyTreeDef as PyTreeDef
from covector.core.tree import SequenceKey as SequenceKey
from covector.errors import error

T = TypeVar("T", bound=type)
KeyEntry: TypeAlias = Any
"""A step of a path: hashable, with a text."""

tree_all = _public.all
tree_broadcast = _public.broadcast
tree_flatten = _public.flatten
tree_flatten_with_path = _public.flatten_with_path
tree_leaves = _public.leaves
tree_leaves_with_path = _public.leaves_with_path
tree_map = _public.map
tree_map_with_path = _public.map_with_path
tree_reduce = _public.reduce
tree_reduce_associative = _public.reduce_associative
tree_structure = _public.structure
tree_transpose = _public.transpose


def tree_unflatten(treedef: PyTreeDef, leaves: Iterable[Any]) -> Any:
    """The tree of a structure and leaves.

    Args:
        treedef: a structure.
        leaves: as many leaves as it has.
    Returns:
        The tree.
    Raises:
        ValueError: the number of leaves does not fit.

    >>> cv.tree_util.tree_unflatten(cv.tree.structure((0, 0)), [1, 2])
    (1, 2)
    """
    return _public.unflatten(treedef, leaves)


def treedef_is_leaf(treedef: PyTreeDef) -> bool:
    """Whether a structure is that of a single leaf, or of ``None``.

    Args:
        treedef: a structure.
    Returns:
        A Python ``bool``.
    Raises:
        Nothing.

    >>> cv.tree_util.treedef_is_leaf(cv.tree.structure(1.0))
    True
    """
    return treedef.num_nodes == 1


def treedef_children(treedef: PyTreeDef) -> list[PyTreeDef]:
    """The structures of the children of a tree.

    Args:
        treedef: a structure.
    Returns:
        A list; empty for a leaf.
    Raises:
        Nothing.

    >>> cv.tree_util.treedef_children(cv.tree.structure([1, (2, 3)]))
    [PyTreeDef(*), PyTreeDef((*, *))]
    """
    return treedef.children()


def treedef_tuple(treedefs: Iterable[PyTreeDef]) -> PyTreeDef:
    """The structure of a tuple of trees.

    Args:
        treedefs: their structures.
    Returns:
        A structure.
    Raises:
        TypeError: one is no structure.

    >>> leaf = cv.tree.structure(0)
    >>> cv.tree_util.treedef_tuple([leaf, leaf])
    PyTreeDef((*, *))
    """
    return _core.treedef_tuple(list(treedefs))


def is_tree_node(typ: type) -> bool:
    """Whether instances of a class are nodes of trees: a container, a named tuple or registered.

    Args:
        typ: a class.
    Returns:
        A Python ``bool``.
    Raises:
        TypeError: ``typ`` is no class.

    >>> is_tree_node(list), is_tree_node(int)
    (True, False)
    """
    if not isinstance(typ, type):
        raise error(TypeError, f"is_tree_node: expected a class, got {typ!r}")
    named = issubclass(typ, tuple) and hasattr(typ, "_fields")
    return typ in _CONTAINERS or named or _core.is_registered_node(typ)


_CONTAINERS = (list, tuple, dict, type(None), collections.OrderedDict, collections.defaultdict)


def _rest(node: Any, structure: PyTreeDef) -> Any:
    """What makes a node up besides its children."""
    if isinstance(node, collections.OrderedDict):
        return tuple(node)
    if isinstance(node, dict):
        keys = tuple(sorted(node))
        return (node.default_factory, keys) if isinstance(node, collections.defaultdict) else keys
    if isinstance(node, tuple) and hasattr(node, "_fields"):
        return type(node)
    data = structure.node_data()
    return data[1] if data is not None and type(node) not in _CONTAINERS else None


def flatten_one_level(tree: Any) -> tuple[Iterable[Any], Hashable]:
    """The children of a node, and what else makes it up.

    Args:
        tree: a node.
    Returns:
        A pair of the children and of a hashable object.
    Raises:
        ValueError: ``tree`` is a leaf.

    >>> flatten_one_level({"a": [1, 2], "b": 3})
    (([1, 2], 3), ('a', 'b'))
    """
    level = _tree.flatten_one_level(tree)
    if level is None:
        raise error(ValueError, f"flatten_one_level: expected a node of a tree, got the leaf {tree!r}")
    return tuple(level[0]), _rest(tree, level[1])


tree_flatten_one_level = flatten_one_level


def flatten_one_level_with_keys(tree: Any) -> tuple[Iterable[Any], Hashable]:
    """As :func:`flatten_one_level`, with pairs of key and child.

    Args:
        tree: a node.
    Returns:
        A pair of the pairs and of a hashable object.
    Raises:
        ValueError: ``tree`` is a leaf.

    >>> flatten_one_level_with_keys([5])
    (((SequenceKey(idx=0), 5),), None)
    """
    level = _tree.flatten_one_level_with_keys(tree)
    if level is None:
        raise error(
            ValueError, f"flatten_one_level_with_keys: expected a node of a tree, got the leaf {tree!r}"
        )
    return tuple(level[0]), _rest(tree, level[1])


class Registry:
    """What kinds of nodes there are, asked one level at a time.

    >>> default_registry.flatten_one_level([1, 2])
    ((1, 2), None)
    >>> default_registry.flatten_one_level(1) is None
    True
    """

    def flatten_one_level(self, x: Any) -> tuple[Iterable[Any], Hashable] | None:
        """The children of a node and what else makes it up; nothing for a leaf."""
        return None if _tree.flatten_one_level(x) is None else flatten_one_level(x)

    def flatten_one_level_with_keys(self, x: Any) -> tuple[Iterable[Any], Hashable] | None:
        """Pairs of key and child of a node, and what else makes it up; nothing for a leaf."""
        return None if _tree.flatten_one_level(x) is None else flatten_one_level_with_keys(x)

    def is_node(self, kind: type) -> bool:
        """Whether instances of a class are nodes."""
        return is_tree_node(kind)


default_registry = Registry()


def all_leaves(iterable: Iterable[Any], is_leaf: _tree.IsLeaf = None) -> bool:
    """Whether every item is a leaf.

    Args:
        iterable: objects.
        is_leaf: says of a node whether it is to be a leaf.
    Returns:
        A Python ``bool``.
    Raises:
        Nothing.

    >>> cv.tree_util.all_leaves([1, (2,)])
    False
    """
    structures = (_tree.flatten(item, is_leaf)[1] for item in iterable)
    return all(s.num_nodes == 1 and s.num_leaves == 1 for s in structures)


def keystr(keys: KeyPath, *, simple: bool = False, separator: str = "") -> str:
    """A path as text.

    Args:
        keys: a path, as :func:`tree_flatten_with_path` gives it.
        simple: whether to give bare names.
        separator: what to put between the steps.
    Returns:
        Text.
    Raises:
        Nothing.

    >>> path = cv.tree.leaves_with_path({"a": [1]})[0][0]
    >>> keystr(path), keystr(path, simple=True, separator="/")
    ("['a'][0]", 'a/0')
    """
    return _tree.keystr(keys, simple=simple, separator=separator)


def register_pytree_node(
    nodetype: type,
    flatten_func: Callable[[Any], tuple[Iterable[Any], Hashable]],
    unflatten_func: Callable[[Any, Any], Any],
    flatten_with_keys_func: Callable[[Any], tuple[Iterable[Any], Hashable]] | None = None,
) -> None:
    """Makes a class a kind of tree node.

    Args:
        nodetype: the class.
        flatten_func: gives the children of an instance, and what else makes it up (hashable).
        unflatten_func: makes an instance of that and of children.
        flatten_with_keys_func: as ``flatten_func``, with pairs of key and child.
    Raises:
        ValueError: the class is registered already.

    >>> class Pair:
    ...     def __init__(self, x, y): self.x, self.y = x, y
    >>> register_pytree_node(Pair, lambda p: ((p.x, p.y), None), lambda _, c: Pair(*c))
    >>> cv.tree.leaves(Pair(1, 2))
    [1, 2]
    """

    def keys(node: Any) -> Sequence[Any]:
        assert flatten_with_keys_func is not None
        return [key for key, _ in flatten_with_keys_func(node)[0]]

    if nodetype in _CONTAINERS:
        raise error(
            ValueError,
            f"register_pytree_node: expected a class that is no node yet, got {nodetype}: Duplicate "
            "registration; containers of Python are nodes already",
        )
    has_keys = flatten_with_keys_func is not None
    _tree.register(nodetype, flatten_func, unflatten_func, keys if has_keys else None)


def register_pytree_with_keys(
    nodetype: type,
    flatten_with_keys: Callable[[Any], tuple[Iterable[Any], Hashable]],
    unflatten_func: Callable[[Any, Any], Any],
    flatten_func: Callable[[Any], tuple[Iterable[Any], Hashable]] | None = None,
) -> None:
    """Makes a class a kind of tree node whose children have names.

    Args:
        nodetype: the class.
        flatten_with_keys: gives pairs of key and child, and what else makes an instance up.
        unflatten_func: makes an instance of that and of children.
        flatten_func: as ``flatten_with_keys``, without keys.
    Raises:
        ValueError: the class is registered already.

    >>> class Named:
    ...     def __init__(self, x): self.x = x
    >>> register_pytree_with_keys(
    ...     Named, lambda n: ([(GetAttrKey("x"), n.x)], None), lambda _, c: Named(*c))
    >>> keystr(cv.tree.leaves_with_path(Named(1))[0][0])
    '.x'
    """

    def without_keys(node: Any) -> tuple[Iterable[Any], Hashable]:
        pairs, rest = flatten_with_keys(node)
        return [child for _, child in pairs], rest

    register_pytree_node(nodetype, flatten_func or without_keys, unflatten_func, flatten_with_keys)


def register_pytree_node_class(cls: T) -> T:
    """Makes a class with ``tree_flatten`` and ``tree_unflatten`` a kind of tree node (decorator).

    Args:
        cls: the class; ``tree_unflatten(aux, children)`` is a class method.
    Returns:
        The class.
    Raises:
        ValueError: it is registered already.

    >>> @register_pytree_node_class
    ... class Box:
    ...     def __init__(self, x): self.x = x
    ...     def tree_flatten(self): return (self.x,), None
    ...     @classmethod
    ...     def tree_unflatten(cls, aux, children): return cls(*children)
    >>> cv.tree.map(lambda x: x + 1, Box(1)).x
    2
    """
    register_pytree_node(cls, lambda node: node.tree_flatten(), cls.tree_unflatten)
    return cls


def register_pytree_with_keys_class(cls: T) -> T:
    """As :func:`register_pytree_node_class`, with ``tree_flatten_with_keys`` (decorator).

    Args:
        cls: the class.
    Returns:
        The class.
    Raises:
        ValueError: it is registered already.

    >>> @register_pytree_with_keys_class
    ... class Labelled:
    ...     def __init__(self, x): self.x = x
    ...     def tree_flatten_with_keys(self): return ((GetAttrKey("x"), self.x),), None
    ...     @classmethod
    ...     def tree_unflatten(cls, aux, children): return cls(*children)
    >>> cv.tree.leaves(Labelled(3))
    [3]
    """
    flatten = getattr(cls, "tree_flatten", None)
    register_pytree_with_keys(cls, lambda node: node.tree_flatten_with_keys(), cls.tree_unflatten, flatten)
    return cls


def register_dataclass(
    nodetype: Any,
    data_fields: Sequence[str] | None = None,
    meta_fields: Sequence[str] | None = None,
    drop_fields: Sequence[str] = (),
) -> Any:
    """Makes a dataclass a kind of tree node.

    Args:
        nodetype: the class.
        data_fields: names of the fields that are children; ``None``: all but those declared with
            ``dataclasses.field(metadata=dict(static=True))``.
        meta_fields: names of the fields that belong to the structure (hashable).
        drop_fields: names of fields that are left out.
    Returns:
        The class.
    Raises:
        TypeError: only one of the lists is given, or the class is not a dataclass.
        ValueError: the lists do not name all fields that ``__init__`` takes.

    >>> @register_dataclass
    ... @dataclasses.dataclass
    ... class Point:
    ...     x: float
    ...     y: float
    >>> cv.tree.map(lambda v: 2 * v, Point(1, 2))
    Point(x=2, y=4)
    """
    if (data_fields is None) != (meta_fields is None):
        raise error(TypeError, "register_dataclass: expected both data_fields and meta_fields, or neither")
    if data_fields is None or meta_fields is None:
        if not dataclasses.is_dataclass(nodetype):
            raise error(
                TypeError,
                f"register_dataclass: expected a dataclass, got {nodetype}; name its data_fields "
                "and meta_fields",
            )
        fields = [f for f in dataclasses.fields(nodetype) if f.init]
        meta_fields = [f.name for f in fields if f.metadata.get("static", False)]
        data_fields = [f.name for f in fields if f.name not in meta_fields]
        data_fields = [name for name in data_fields if name not in drop_fields]
    elif dataclasses.is_dataclass(nodetype):
        expected = {f.name for f in dataclasses.fields(nodetype) if f.init} - set(drop_fields)
        if expected != {*data_fields, *meta_fields}:
            raise error(
                ValueError,
                f"register_dataclass: data_fields and meta_fields must include all fields of "
                f"{nodetype.__name__}; expected {sorted(expected)}, got "
                f"{sorted({*data_fields, *meta_fields})}",
            )
    make: Any = nodetype
    data, meta = tuple(data_fields), tuple(meta_fields)

    def flatten(node: Any) -> tuple[Iterable[Any], Hashable]:
        return [getattr(node, n) for n in data], tuple(getattr(node, n) for n in meta)

    def unflatten(rest: Any, children: Iterable[Any]) -> Any:
        return make(**dict(zip(data, children)), **dict(zip(meta, rest)))

    _tree.register(make, flatten, unflatten, lambda node: [GetAttrKey(n) for n in data])
    return nodetype


def register_static(cls: T) -> T:
    """Makes a class a tree node without leaves: its instances belong to the structure (decorator).

    Args:
        cls: the class; instances are hashable and comparable.
    Returns:
        The class.
    Raises:
        ValueError: it is registered already.

    >>> @register_static
    ... class Mode(str): pass
    >>> cv.tree.leaves([Mode("a"), 1])
    [1]
    """
    register_pytree_node(cls, lambda node: ((), node), lambda node, _: node)
    return cls


@dataclasses.dataclass(frozen=True)
class _Whole:
    """A partial that is taken as one function."""

    inner: functools.partial[Any]

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.inner(*args, **kwargs)


class Partial(functools.partial):
    """``functools.partial`` as a tree: the given arguments are its children.

    >>> cv.tree.leaves(Partial(print, 1, 2))
    [1, 2]
    """

    def __new__(cls, func: Any, /, *args: Any, **kwargs: Any) -> Partial:
        # A partial of another kind is one function: its arguments belong to the structure.
        if isinstance(func, functools.partial) and not isinstance(func, Partial):
            func = _Whole(func)
        return super().__new__(cls, func, *args, **kwargs)


register_pytree_node(
    Partial,
    lambda p: ((p.args, p.keywords), p.func),
    lambda func, children: Partial(func, *children[0], **children[1]),
)
