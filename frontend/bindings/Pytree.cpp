//===- Pytree.cpp - nested containers of arrays --------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/bindings/Pytree.h"
#include "frontend/bindings/Errors.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/StringExtras.h"
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

using namespace covector;
using namespace covector::python;
namespace nb = nanobind;

struct covector::python::NodeClass {
  nb::object type, flatten, unflatten;
};

/// The registered classes. The registry lives as long as the process.
static llvm::DenseMap<PyObject *, NodeClass *> &registry() {
  static auto *classes = new llvm::DenseMap<PyObject *, NodeClass *>();
  return *classes;
}

static PyObject *collectionsClass(const char *name) {
  return nb::object(nb::module_::import_("collections").attr(name)).release().ptr();
}
static PyObject *orderedDict() {
  static PyObject *type = collectionsClass("OrderedDict");
  return type;
}
static PyObject *defaultDict() {
  static PyObject *type = collectionsClass("defaultdict");
  return type;
}

/// What kind of node an object is, and its registered class if it has one.
static NodeKind kindOf(nb::handle object, const NodeClass *&nodeClass) {
  PyTypeObject *type = Py_TYPE(object.ptr());
  if (object.is_none())
    return NodeKind::None;
  if (type == &PyTuple_Type)
    return NodeKind::Tuple;
  if (type == &PyList_Type)
    return NodeKind::List;
  if (type == &PyDict_Type)
    return NodeKind::Dict;
  auto &classes = registry();
  if (auto it = classes.find((PyObject *)type); it != classes.end()) {
    nodeClass = it->second;
    return NodeKind::Custom;
  }
  if ((PyObject *)type == orderedDict())
    return NodeKind::OrderedDict;
  if ((PyObject *)type == defaultDict())
    return NodeKind::DefaultDict;
  if (PyTuple_Check(object.ptr()) && nb::hasattr(object, "_fields"))
    return NodeKind::NamedTuple;
  return NodeKind::Leaf;
}

static nb::tuple sortedKeys(nb::handle dict) {
  nb::object keys = nb::steal(PyDict_Keys(dict.ptr()));
  if (PyList_Sort(keys.ptr())) {
    PyErr_Clear();
    raise("ValueError", "tree: expected dict keys that can be sorted, got " +
                            llvm::Twine(nb::repr(keys).c_str()) + "; use an OrderedDict");
  }
  return nb::steal<nb::tuple>(PyList_AsTuple(keys.ptr()));
}

static nb::object at(nb::handle dict, nb::handle key) {
  PyObject *value = PyDict_GetItemWithError(dict.ptr(), key.ptr());
  if (!value) {
    if (PyErr_Occurred())
      throw nb::python_error();
    raise("ValueError", "tree: the dict has no key " + llvm::Twine(nb::repr(key).c_str()));
  }
  return nb::borrow(value);
}

/// The children of an object of the given kind, and the node's data.
static std::vector<nb::object> childrenOf(nb::handle object, NodeKind kind,
                                          const NodeClass *nodeClass, nb::object &data) {
  std::vector<nb::object> children;
  switch (kind) {
  case NodeKind::Leaf:
  case NodeKind::None:
    break;
  case NodeKind::NamedTuple:
    data = nb::borrow(object.type());
    [[fallthrough]];
  case NodeKind::Tuple:
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(object.ptr()); ++i)
      children.push_back(nb::borrow(PyTuple_GET_ITEM(object.ptr(), i)));
    break;
  case NodeKind::List:
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(object.ptr()); ++i)
      children.push_back(nb::borrow(PyList_GET_ITEM(object.ptr(), i)));
    break;
  case NodeKind::Dict:
  case NodeKind::OrderedDict:
  case NodeKind::DefaultDict: {
    nb::tuple keys = kind == NodeKind::OrderedDict ? nb::tuple(nb::borrow(object).attr("keys")())
                                                   : sortedKeys(object);
    for (nb::handle key : keys)
      children.push_back(at(object, key));
    data = kind == NodeKind::DefaultDict
               ? nb::object(nb::make_tuple(object.attr("default_factory"), keys))
               : nb::object(keys);
    break;
  }
  case NodeKind::Custom: {
    nb::object pair = nodeClass->flatten(object);
    if (!PyTuple_Check(pair.ptr()) || PyTuple_GET_SIZE(pair.ptr()) != 2)
      raise("TypeError", "tree: expected the flatten function of " +
                             llvm::Twine(nb::repr(nodeClass->type).c_str()) +
                             " to return (children, auxiliary data), got " +
                             nb::repr(pair).c_str());
    for (nb::handle child : pair[0])
      children.push_back(nb::borrow(child));
    data = pair[1];
    break;
  }
  }
  return children;
}

void TreeDef::flattenInto(nb::handle tree, std::vector<nb::object> &leaves, nb::handle isLeaf) {
  Node node;
  if (!isLeaf.is_valid() || !nb::cast<bool>(isLeaf(tree)))
    node.kind = kindOf(tree, node.nodeClass);
  if (node.kind == NodeKind::Leaf) {
    leaves.push_back(nb::borrow(tree));
    nodes.push_back(std::move(node));
    return;
  }
  size_t firstLeaf = leaves.size(), firstNode = nodes.size();
  if (Py_EnterRecursiveCall(" while flattening a pytree"))
    throw nb::python_error();
  auto leave = llvm::make_scope_exit([] { Py_LeaveRecursiveCall(); });
  std::vector<nb::object> children = childrenOf(tree, node.kind, node.nodeClass, node.data);
  for (const nb::object &child : children)
    flattenInto(child, leaves, isLeaf);
  node.arity = children.size();
  node.numLeaves = leaves.size() - firstLeaf;
  node.numNodes = nodes.size() - firstNode + 1;
  nodes.push_back(std::move(node));
}

TreeDef TreeDef::flatten(nb::handle tree, std::vector<nb::object> &leaves, nb::handle isLeaf) {
  TreeDef def;
  def.flattenInto(tree, leaves, isLeaf);
  return def;
}

/// Puts a container together from its children.
static nb::object assemble(const TreeDef::Node &node, nb::object *children) {
  auto tuple = [&] {
    PyObject *result = PyTuple_New(node.arity);
    for (int i = 0; i < node.arity; ++i)
      PyTuple_SET_ITEM(result, i, children[i].release().ptr());
    return nb::steal(result);
  };
  auto fill = [&](nb::object dict, nb::handle keys) {
    for (int i = 0; i < node.arity; ++i)
      dict[nb::borrow<nb::tuple>(keys)[i]] = children[i];
    return dict;
  };
  switch (node.kind) {
  case NodeKind::Leaf:
    break;
  case NodeKind::None:
    return nb::none();
  case NodeKind::Tuple:
    return tuple();
  case NodeKind::NamedTuple:
    return node.data(*nb::borrow<nb::tuple>(tuple()));
  case NodeKind::List: {
    nb::list list;
    for (int i = 0; i < node.arity; ++i)
      list.append(children[i]);
    return list;
  }
  case NodeKind::Dict:
    return fill(nb::dict(), node.data);
  case NodeKind::OrderedDict:
    return fill(nb::handle(orderedDict())(), node.data);
  case NodeKind::DefaultDict:
    return fill(nb::handle(defaultDict())(node.data[0]), node.data[1]);
  case NodeKind::Custom:
    return node.nodeClass->unflatten(node.data, tuple());
  }
  llvm_unreachable("leaves are not assembled");
}

nb::object TreeDef::unflatten(const nb::object *leaves) const {
  llvm::SmallVector<nb::object, 8> stack;
  for (const Node &node : nodes) {
    if (node.kind == NodeKind::Leaf) {
      stack.push_back(*leaves++);
      continue;
    }
    nb::object object = assemble(node, stack.data() + (stack.size() - node.arity));
    stack.resize(stack.size() - node.arity);
    stack.push_back(std::move(object));
  }
  return std::move(stack.back());
}

void TreeDef::flattenUpTo(int &index, nb::handle tree, std::vector<nb::object> &out) const {
  const Node &node = nodes[index--];
  if (node.kind == NodeKind::Leaf) {
    out.push_back(nb::borrow(tree));
    return;
  }
  const NodeClass *nodeClass = nullptr;
  NodeKind kind = kindOf(tree, nodeClass);
  nb::object data;
  bool same = kind == node.kind && nodeClass == node.nodeClass;
  std::vector<nb::object> children;
  if (same) {
    children = childrenOf(tree, kind, nodeClass, data);
    same = int(children.size()) == node.arity && (!node.data.is_valid() || !data.is_valid() ||
                                                  node.data.is(data) || node.data.equal(data));
  }
  if (!same)
    raise("ValueError", "tree: expected the structure " + repr() + ", got " +
                            llvm::Twine(nb::repr(tree).c_str()) + " in its place");
  for (nb::object &child : llvm::reverse(children))
    flattenUpTo(index, child, out);
}

std::vector<nb::object> TreeDef::flattenUpTo(nb::handle tree) const {
  std::vector<nb::object> out;
  int index = int(nodes.size()) - 1;
  flattenUpTo(index, tree, out);
  std::reverse(out.begin(), out.end());
  return out;
}

bool TreeDef::equals(const TreeDef &other) const {
  if (nodes.size() != other.nodes.size())
    return false;
  for (auto [x, y] : llvm::zip(nodes, other.nodes)) {
    if (x.kind != y.kind || x.arity != y.arity || x.nodeClass != y.nodeClass ||
        x.data.is_valid() != y.data.is_valid())
      return false;
    if (x.data.is_valid() && !x.data.is(y.data) && !x.data.equal(y.data))
      return false;
  }
  return true;
}

size_t TreeDef::hash() const {
  llvm::hash_code code = nodes.size();
  for (const Node &node : nodes) {
    code = llvm::hash_combine(code, unsigned(node.kind), node.arity, node.nodeClass);
    if (node.data.is_valid())
      code = llvm::hash_combine(code, nb::hash(node.data));
  }
  return code;
}

std::string TreeDef::repr() const {
  std::vector<std::string> stack;
  for (const Node &node : nodes) {
    std::vector<std::string> children(stack.end() - node.arity, stack.end());
    stack.resize(stack.size() - node.arity);
    std::string text;
    auto joined = [&] { return llvm::join(children, ", "); };
    auto pairs = [&](nb::handle keys) {
      std::vector<std::string> items;
      for (size_t i = 0; i < children.size(); ++i)
        items.push_back(std::string(nb::repr(keys[i]).c_str()) + ": " + children[i]);
      return llvm::join(items, ", ");
    };
    switch (node.kind) {
    case NodeKind::Leaf:
      text = "*";
      break;
    case NodeKind::None:
      text = "None";
      break;
    case NodeKind::Tuple:
      text = "(" + joined() + (node.arity == 1 ? ",)" : ")");
      break;
    case NodeKind::List:
      text = "[" + joined() + "]";
      break;
    case NodeKind::Dict:
      text = "{" + pairs(node.data) + "}";
      break;
    case NodeKind::OrderedDict:
      text = "OrderedDict({" + pairs(node.data) + "})";
      break;
    case NodeKind::DefaultDict:
      text = "defaultdict(" + std::string(nb::repr(node.data[0]).c_str()) + ", {" +
             pairs(node.data[1]) + "})";
      break;
    case NodeKind::NamedTuple: {
      std::vector<std::string> items;
      nb::object fields = node.data.attr("_fields");
      for (size_t i = 0; i < children.size(); ++i)
        items.push_back(std::string(nb::str(fields[i]).c_str()) + "=" + children[i]);
      text = std::string(nb::str(node.data.attr("__name__")).c_str()) + "(" +
             llvm::join(items, ", ") + ")";
      break;
    }
    case NodeKind::Custom:
      text = "CustomNode(" + std::string(nb::str(node.nodeClass->type.attr("__name__")).c_str()) +
             "[" + nb::repr(node.data).c_str() + "], [" + joined() + "])";
      break;
    }
    stack.push_back(std::move(text));
  }
  return "PyTreeDef(" + stack.back() + ")";
}

std::vector<TreeDef> TreeDef::children() const {
  std::vector<TreeDef> result(nodes.back().arity);
  int end = int(nodes.size()) - 1;
  for (TreeDef &child : llvm::reverse(result)) {
    int begin = end - nodes[end - 1].numNodes;
    child.nodes.assign(nodes.begin() + begin, nodes.begin() + end);
    end = begin;
  }
  return result;
}

std::string TreeDef::pathOf(int leaf) const {
  const Node &node = nodes.back();
  int number = 0;
  for (const TreeDef &child : children()) {
    if (leaf >= child.numLeaves()) {
      leaf -= child.numLeaves();
      ++number;
      continue;
    }
    std::string step = "[" + std::to_string(number) + "]";
    nb::object keys;
    if (node.kind == NodeKind::Dict || node.kind == NodeKind::OrderedDict)
      keys = node.data;
    else if (node.kind == NodeKind::DefaultDict)
      keys = nb::object(node.data[1]);
    if (keys.is_valid())
      step = std::string("[") + nb::repr(nb::object(keys[number])).c_str() + "]";
    else if (node.kind == NodeKind::NamedTuple)
      step = std::string(".") + nb::str(nb::object(node.data.attr("_fields")[number])).c_str();
    return step + child.pathOf(leaf);
  }
  return "";
}

nb::object TreeDef::nodeData() const {
  const Node &node = nodes.back();
  nb::object type;
  switch (node.kind) {
  case NodeKind::Leaf:
    return nb::none();
  case NodeKind::None:
    type = nb::borrow((PyObject *)Py_TYPE(Py_None));
    break;
  case NodeKind::Tuple:
    type = nb::borrow((PyObject *)&PyTuple_Type);
    break;
  case NodeKind::List:
    type = nb::borrow((PyObject *)&PyList_Type);
    break;
  case NodeKind::Dict:
    type = nb::borrow((PyObject *)&PyDict_Type);
    break;
  case NodeKind::OrderedDict:
    type = nb::borrow(orderedDict());
    break;
  case NodeKind::DefaultDict:
    type = nb::borrow(defaultDict());
    break;
  case NodeKind::NamedTuple:
    type = node.data;
    break;
  case NodeKind::Custom:
    type = node.nodeClass->type;
    break;
  }
  return nb::make_tuple(type, node.data.is_valid() ? node.data : nb::none());
}

TreeDef TreeDef::tupleOf(const std::vector<TreeDef> &children) {
  TreeDef result;
  Node node;
  node.kind = NodeKind::Tuple;
  node.arity = children.size();
  node.numLeaves = 0;
  for (const TreeDef &child : children) {
    result.nodes.insert(result.nodes.end(), child.nodes.begin(), child.nodes.end());
    node.numLeaves += child.numLeaves();
    node.numNodes += child.numNodes();
  }
  result.nodes.push_back(node);
  return result;
}

void python::bindPytree(nb::module_ &m) {
  nb::class_<TreeDef>(m, "PyTreeDef")
      .def(
          "unflatten",
          [](const TreeDef &def, nb::handle sequence) {
            std::vector<nb::object> leaves;
            for (nb::handle leaf : sequence)
              leaves.push_back(nb::borrow(leaf));
            if (int(leaves.size()) != def.numLeaves())
              raise("ValueError", "tree.unflatten: expected " + llvm::Twine(def.numLeaves()) +
                                      " leaves for " + def.repr() + ", got " +
                                      llvm::Twine(leaves.size()));
            return def.unflatten(leaves.data());
          },
          nb::arg("leaves"), "The tree of this structure with the given leaves.")
      .def(
          "flatten_up_to",
          [](const TreeDef &def, nb::handle tree) { return def.flattenUpTo(tree); },
          nb::arg("tree").none(),
          "The subtrees of `tree` at the places of this structure's leaves.")
      .def_prop_ro("num_leaves", &TreeDef::numLeaves)
      .def_prop_ro("num_nodes", &TreeDef::numNodes)
      .def("children", &TreeDef::children)
      .def("node_data", &TreeDef::nodeData)
      .def(
          "__eq__",
          [](const TreeDef &def, nb::handle other) {
            const TreeDef *otherDef;
            return nb::try_cast(other, otherDef) && otherDef && def.equals(*otherDef);
          },
          nb::arg("other").none())
      .def(
          "__ne__",
          [](const TreeDef &def, nb::handle other) {
            const TreeDef *otherDef;
            return !(nb::try_cast(other, otherDef) && otherDef && def.equals(*otherDef));
          },
          nb::arg("other").none())
      .def("__hash__", [](const TreeDef &def) { return Py_ssize_t(def.hash() >> 1); })
      .def("__repr__", &TreeDef::repr);
  m.def(
      "tree_flatten",
      [](nb::handle tree, nb::handle isLeaf) {
        std::vector<nb::object> leaves;
        TreeDef def = TreeDef::flatten(tree, leaves, isLeaf.is_none() ? nb::handle() : isLeaf);
        return nb::make_tuple(leaves, std::move(def));
      },
      nb::arg("tree").none(), nb::arg("is_leaf") = nb::none(), "(leaves, structure) of a pytree.");
  m.def("treedef_tuple", &TreeDef::tupleOf, nb::arg("treedefs"),
        "The structure of a tuple of trees of the given structures.");
  m.def(
      "is_registered_node", [](nb::handle type) { return registry().count(type.ptr()) > 0; },
      nb::arg("type"), "Whether a class was registered as a kind of pytree node.");
  m.def(
      "register_node",
      [](nb::object type, nb::object flatten, nb::object unflatten) {
        if (!PyType_Check(type.ptr()))
          raise("TypeError", "register_pytree_node: expected a class, got " +
                                 llvm::Twine(nb::repr(type).c_str()));
        auto [it, inserted] = registry().try_emplace(type.ptr());
        if (!inserted)
          raise("ValueError", "register_pytree_node: " + llvm::Twine(nb::repr(type).c_str()) +
                                  " is registered already");
        it->second = new NodeClass{type, flatten, unflatten};
      },
      nb::arg("type"), nb::arg("flatten"), nb::arg("unflatten"),
      "Makes a class a kind of pytree node: flatten(x) -> (children, data), "
      "unflatten(data, children) -> x.");
}
