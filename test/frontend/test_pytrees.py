"""Trees: containers of every kind, registration, paths."""

import collections
import dataclasses
import functools

import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp

Point = collections.namedtuple("Point", "x y")

TREES = [
    1.0,
    None,
    (),
    [],
    {},
    (1.0,),
    [1.0, (2.0, [3.0])],
    {"b": 1.0, "a": [2.0, None]},
    Point(1.0, [2.0, {"z": 3.0}]),
    collections.OrderedDict([("b", 1.0), ("a", 2.0)]),
    collections.defaultdict(list, {"k": [1.0]}),
    {1: 1.0, 0: (2.0, {})},
]


@pytest.mark.parametrize("tree", TREES, ids=repr)
def test_flatten_and_back(tree):
    leaves, structure = cv.tree.flatten(tree)
    assert structure.num_leaves == len(leaves)
    back = cv.tree.unflatten(structure, leaves)
    assert back == tree
    assert type(back) is type(tree)
    assert cv.tree.structure(tree) == structure
    assert hash(cv.tree.structure(tree)) == hash(structure)
    assert cv.tree.leaves(tree) == leaves


@pytest.mark.parametrize("tree", TREES, ids=repr)
def test_through_jit_and_grad(tree):
    result = cv.jit(lambda t: cv.tree.map(lambda x: x + 1, t))(tree)
    assert cv.tree.structure(result) == cv.tree.structure(tree)
    for got, given in zip(cv.tree.leaves(result), cv.tree.leaves(tree), strict=True):
        assert float(got) == given + 1
    gradient = cv.grad(lambda t: sum((x**2 for x in cv.tree.leaves(t)), start=0.0 * cnp.ones(())))(tree)
    assert cv.tree.structure(gradient) == cv.tree.structure(tree)
    assert [float(g) for g in cv.tree.leaves(gradient)] == [2 * x for x in cv.tree.leaves(tree)]


def test_order_of_dicts():
    assert cv.tree.leaves({"b": 1, "a": 2, "c": 3}) == [2, 1, 3]
    assert cv.tree.leaves(collections.OrderedDict([("b", 1), ("a", 2)])) == [1, 2]
    assert cv.tree.structure({"a": 1, "b": 2}) == cv.tree.structure({"b": 3, "a": 4})
    assert cv.tree.structure({"a": 1}) != cv.tree.structure({"b": 1})
    assert cv.tree.structure([1, 2]) != cv.tree.structure((1, 2))
    defaults = cv.tree.unflatten(cv.tree.structure(collections.defaultdict(list, a=1)), [5])
    assert defaults["new"] == []


def test_repr():
    structure = cv.tree.structure({"b": 2, "a": (1, None)})
    assert repr(structure) == "PyTreeDef({'a': (*, None), 'b': *})"
    assert repr(cv.tree.structure(1)) == "PyTreeDef(*)"
    assert repr(cv.tree.structure([1, [2]])) == "PyTreeDef([*, [*]])"


def test_map_of_several_trees():
    got = cv.tree.map(lambda x, y, z: x + y * z, {"a": 1, "b": [2]}, {"a": 3, "b": [4]}, {"a": 5, "b": [6]})
    assert got == {"a": 16, "b": [26]}
    # A tree may be deeper than the first one at its leaves.
    assert cv.tree.map(lambda x, t: (x, t), [1, 2], [(3, 4), {"k": 5}]) == [(1, (3, 4)), (2, {"k": 5})]
    assert cv.tree.map(lambda x: x, None) is None
    with pytest.raises((ValueError, TypeError)):
        cv.tree.map(lambda x, y: x, {"a": 1}, {"b": 1})
    with pytest.raises((ValueError, TypeError)):
        cv.tree.map(lambda x, y: x, (1, 2), (1, 2, 3))


def test_is_leaf():
    assert cv.tree.leaves([(1, 2), [3]], is_leaf=lambda t: isinstance(t, tuple)) == [(1, 2), 3]
    assert cv.tree.leaves([None, 1], is_leaf=lambda t: t is None) == [None, 1]
    assert cv.tree.map(len, [(1, 2), ()], is_leaf=lambda t: isinstance(t, tuple)) == [2, 0]


def test_reductions_over_trees():
    assert cv.tree.reduce(lambda x, y: x + y, {"a": 1, "b": (2, 3)}) == 6
    assert cv.tree.reduce(lambda x, y: x + y, [], 10) == 10
    assert cv.tree.all([True, {"a": True}])
    assert not cv.tree.all([True, {"a": False}])
    assert cv.tree.transpose(
        cv.tree.structure([0, 0]), cv.tree.structure((0, 0, 0)), [(1, 2, 3), (4, 5, 6)]
    ) == ([1, 4], [2, 5], [3, 6])


def test_paths():
    pairs, _ = cv.tree_util.tree_flatten_with_path({"a": [1, Point(2, 3)]})
    texts = [cv.tree_util.keystr(path) for path, _ in pairs]
    assert texts == ["['a'][0]", "['a'][1].x", "['a'][1].y"]
    assert [leaf for _, leaf in pairs] == [1, 2, 3]


class Model:
    def __init__(self, weight, name):
        self.weight, self.name = weight, name


cv.tree_util.register_pytree_node(
    Model, lambda m: ((m.weight,), m.name), lambda name, children: Model(*children, name)
)


@cv.tree_util.register_pytree_node_class
class Pair:
    def __init__(self, a, b):
        self.a, self.b = a, b

    def tree_flatten(self):
        return (self.a, self.b), None

    @classmethod
    def tree_unflatten(cls, aux, children):
        return cls(*children)


@functools.partial(cv.tree_util.register_dataclass, data_fields=["w", "b"], meta_fields=["kind"])
@dataclasses.dataclass
class Layer:
    w: object
    b: object
    kind: str = "relu"


def test_registered_classes():
    result = cv.jit(lambda m: Model(m.weight * 2, m.name))(Model(cnp.arange(3.0), "net"))
    assert isinstance(result, Model)
    assert result.name == "net"
    np.testing.assert_array_equal(result.weight, [0, 2, 4])
    assert cv.tree.structure(Model(1, "a")) != cv.tree.structure(Model(1, "b"))
    pair = cv.vmap(lambda p: Pair(p.a + p.b, p.a))(Pair(cnp.arange(2.0), cnp.ones(2)))
    np.testing.assert_array_equal(pair.a, [1, 2])


def test_dataclasses():
    layer = Layer(cnp.ones((2, 3)), cnp.zeros(3))
    counted = []

    @cv.jit
    def apply(layer, x):
        counted.append(layer.kind)
        y = x @ layer.w + layer.b
        return cnp.maximum(y, 0) if layer.kind == "relu" else y

    np.testing.assert_array_equal(apply(layer, -cnp.ones(2)), np.zeros(3))
    np.testing.assert_array_equal(apply(dataclasses.replace(layer, kind="linear"), -cnp.ones(2)), [-2] * 3)
    apply(layer, cnp.ones(2))
    assert counted == ["relu", "linear"]
    gradient = cv.grad(lambda layer: cnp.sum(apply(layer, cnp.ones(2)) ** 2))(layer)
    assert isinstance(gradient, Layer)
    assert gradient.kind == "relu"
    np.testing.assert_array_equal(gradient.b, [4, 4, 4])


def test_a_class_is_registered_once():
    with pytest.raises(ValueError, match=r"[Rr]egister|[Dd]uplicate"):
        cv.tree_util.register_pytree_node(Pair, lambda p: ((), None), lambda aux, c: Pair(1, 2))


def test_unregistered_classes_are_leaves():
    class Plain:
        pass

    plain = Plain()
    assert cv.tree.leaves([plain, 1]) == [plain, 1]
    with pytest.raises(TypeError, match="Plain"):
        cv.jit(lambda x: x)(plain)


def test_partial_is_a_tree():
    function = cv.tree_util.Partial(cnp.multiply, cnp.arange(3.0))
    np.testing.assert_array_equal(cv.jit(lambda f, x: f(x))(function, 2.0), [0, 2, 4])


def test_errors_of_unflatten():
    structure = cv.tree.structure([1, 2])
    for leaves in ([1], [1, 2, 3]):
        with pytest.raises(ValueError, match="leaves"):
            cv.tree.unflatten(structure, leaves)
    with pytest.raises((TypeError, ValueError)):
        cv.tree.flatten({1: 1, "a": 2})


def test_ravel_pytree():
    tree = {"w": cnp.arange(6.0).reshape(2, 3), "b": cnp.asarray(9.0)}
    flat, back = cv.flatten_util.ravel_pytree(tree)
    assert flat.tolist() == [9.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0]
    restored = back(flat * 2)
    np.testing.assert_array_equal(restored["w"], 2 * np.arange(6.0).reshape(2, 3))
