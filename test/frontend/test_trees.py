"""Trees: containers, registration, paths, and what is made of them."""

import collections
import dataclasses

import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp
from covector import tree_util
from covector.flatten_util import ravel_pytree

Pair = collections.namedtuple("Pair", ["x", "y"])
TREES = [
    1,
    None,
    (),
    [],
    {},
    (1, [2, None], {"b": 3, "a": (4,)}),
    Pair(1, [2]),
    collections.OrderedDict(b=1, a=2),
    collections.defaultdict(int, {"b": 1, "a": 2}),
]


@pytest.mark.parametrize("tree", TREES, ids=repr)
def test_flatten_and_unflatten(tree):
    leaves, structure = cv.tree.flatten(tree)
    back = cv.tree.unflatten(structure, leaves)
    assert back == tree
    assert type(back) is type(tree)
    assert structure == cv.tree.structure(tree)
    assert hash(structure) == hash(cv.tree.structure(tree))
    assert len(cv.tree.leaves_with_path(tree)) == len(leaves)
    assert [leaf for _, leaf in cv.tree.leaves_with_path(tree)] == leaves


def test_dicts_are_sorted():
    assert cv.tree.leaves({"b": 1, "a": 2}) == [2, 1]
    assert repr(cv.tree.structure({"b": 1, "a": (2, None)})) == "PyTreeDef({'a': (*, None), 'b': *})"


def test_is_leaf():
    assert cv.tree.leaves([(1, 2), 3], is_leaf=lambda x: isinstance(x, tuple)) == [(1, 2), 3]
    assert cv.tree.map(len, [(1, 2)], is_leaf=lambda x: isinstance(x, tuple)) == [2]


def test_structures_that_differ():
    with pytest.raises(ValueError, match="structure"):
        cv.tree.map(lambda x, y: x, (1, 2), (1,))
    with pytest.raises(ValueError, match="structure"):
        cv.tree.map(lambda x, y: x, {"a": 1}, {"b": 1})


def test_paths():
    tree = {"a": [1, Pair(2, None)], "b": {"c": 3}}
    paths = [tree_util.keystr(path) for path, _ in cv.tree.leaves_with_path(tree)]
    assert paths == ["['a'][0]", "['a'][1].x", "['b']['c']"]
    simple = [
        tree_util.keystr(path, simple=True, separator="/") for path, _ in cv.tree.leaves_with_path(tree)
    ]
    assert simple == ["a/0", "a/1/x", "b/c"]
    named = cv.tree.map_with_path(lambda path, x: (tree_util.keystr(path), x), tree)
    assert named["b"]["c"] == ("['b']['c']", 3)


@tree_util.register_dataclass
@dataclasses.dataclass
class Model:
    weight: cv.Array
    name: str = dataclasses.field(metadata={"static": True}, default="model")


def test_registered_dataclass_in_transformations():
    model = Model(cnp.arange(3.0), "linear")
    assert [tree_util.keystr(path) for path, _ in cv.tree.leaves_with_path(model)] == [".weight"]
    gradient = cv.jit(cv.grad(lambda m: cnp.sum(m.weight**2)))(model)
    assert gradient.name == "linear"
    np.testing.assert_array_equal(gradient.weight, [0, 2, 4])
    mapped = cv.vmap(lambda m: m.weight * 2)(model)
    np.testing.assert_array_equal(mapped, [0, 2, 4])


def test_a_class_is_registered_once():
    with pytest.raises(ValueError, match=r"Model|registered"):
        tree_util.register_dataclass(Model)


@tree_util.register_static
class Mode(str):
    __slots__ = ()


def test_static_nodes_choose_the_program():
    f = cv.jit(lambda mode, x: x + 1 if mode == "up" else x - 1)
    assert float(f(Mode("up"), 1.0)) == 2
    assert float(f(Mode("down"), 1.0)) == 0


def test_partial_is_a_tree():
    f = tree_util.Partial(lambda a, b: a * b, cnp.asarray(3.0))
    assert float(cv.jit(lambda g, x: g(x))(f, 2.0)) == 6.0
    assert float(cv.grad(lambda g: g(2.0))(f).args[0]) == 2.0


def test_ravel_pytree():
    tree = {"a": cnp.ones((2, 2)), "b": (cnp.arange(3), 1.5)}
    vector, back = ravel_pytree(tree)
    assert vector.shape == (8,)
    assert vector.dtype == np.float32
    again = back(vector)
    assert again["b"][0].dtype == np.int32
    for x, y in zip(cv.tree.leaves(tree), cv.tree.leaves(again), strict=True):
        np.testing.assert_array_equal(x, y)
    with pytest.raises(ValueError, match=r"\(8,\)"):
        back(cnp.ones(3))


def test_transpose_broadcast_reduce_all():
    outer = cv.tree.structure([0, 0])
    assert cv.tree.transpose(outer, None, [(1, 2), (3, 4)]) == ([1, 3], [2, 4])
    assert cv.tree.broadcast((1, 2), (0, [0, 0])) == (1, [2, 2])
    assert cv.tree.reduce(lambda x, y: x + y, {"a": 1, "b": [2, 3]}, 10) == 16
    assert cv.tree.all([1, (True,)])
    assert not cv.tree.all([1, (0,)])


def test_leaves_chosen_by_their_path():
    tree = [{"a": 1}, {"a": 2, "b": (3,)}]

    def second(path, node):
        return len(path) == 1 and path[0].idx == 1

    pairs, structure = cv.tree.flatten_with_path(tree, is_leaf=second, is_leaf_takes_path=True)
    assert [leaf for _, leaf in pairs] == [1, tree[1]]
    assert structure.num_leaves == 2
    assert cv.tree.unflatten(structure, [5, 6]) == [{"a": 5}, 6]
    assert cv.tree.leaves_with_path(tree, is_leaf=second, is_leaf_takes_path=True) == pairs
    names = cv.tree.map_with_path(lambda p, x: len(p), tree, is_leaf=second, is_leaf_takes_path=True)
    assert names == [{"a": 2}, 1]


def test_one_level():
    children, rest = cv.tree_util.flatten_one_level({"b": 1, "a": [2]})
    assert (list(children), rest) == ([[2], 1], ("a", "b"))
    pairs, _ = cv.tree_util.flatten_one_level_with_keys((1, [2]))
    assert [(str(key), child) for key, child in pairs] == [("[0]", 1), ("[1]", [2])]
    assert cv.tree_util.flatten_one_level(None) == ((), None)
    with pytest.raises(ValueError, match="leaf 1"):
        cv.tree_util.flatten_one_level_with_keys(1)


def test_partials_of_partials():
    import functools

    inner = functools.partial(lambda x, y, z: (x, y, z), 1)
    both = cv.tree_util.Partial(inner, 2)
    assert both(3) == (1, 2, 3)
    assert cv.tree.leaves(both) == [2]
    assert cv.tree_util.Partial(cv.tree_util.Partial(max, 5), 2)() == 5


def test_static_fields():
    import dataclasses

    @cv.tree_util.register_dataclass
    @dataclasses.dataclass
    class Layer:
        weight: object
        name: str = cv.tree.static(default="layer", metadata={"more": 1})

    layer = Layer(cnp.ones(2), "first")
    assert len(cv.tree.leaves(layer)) == 1
    traces = []
    f = cv.jit(lambda layer: traces.append(layer.name) or layer.weight * 2)
    f(layer)
    f(Layer(cnp.ones(2), "second"))
    f(Layer(cnp.zeros(2), "first"))
    assert traces == ["first", "second"]
