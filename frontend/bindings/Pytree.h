//===- Pytree.h - nested containers of arrays -------------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_FRONTEND_BINDINGS_PYTREE_H
#define COVECTOR_FRONTEND_BINDINGS_PYTREE_H

#include <nanobind/nanobind.h>
#include <string>
#include <vector>

namespace covector::python {

/// How a class of containers is taken apart and put together.
struct NodeClass;

enum class NodeKind : uint8_t {
  Leaf,
  None,
  Tuple,
  List,
  Dict,
  NamedTuple,
  OrderedDict,
  DefaultDict,
  Custom
};

/// The structure of a pytree: its containers without its leaves, in post-order.
class TreeDef {
public:
  struct Node {
    NodeKind kind = NodeKind::Leaf;
    int arity = 0;
    /// Leaves and nodes of the subtree.
    int numLeaves = 1, numNodes = 1;
    /// Keys of a dict (a tuple), class of a namedtuple, (default factory, keys)
    /// of a defaultdict, auxiliary data of a registered class.
    nanobind::object data;
    const NodeClass *nodeClass = nullptr;
  };

  /// Appends the leaves of `tree` to `leaves`. `isLeaf`, if it is a callable,
  /// stops at what it says are leaves.
  static TreeDef flatten(nanobind::handle tree, std::vector<nanobind::object> &leaves,
                         nanobind::handle isLeaf = {});
  nanobind::object unflatten(const nanobind::object *leaves) const;
  /// The subtrees of `tree` at the places of the leaves of this structure;
  /// raises ValueError where the structures differ above them.
  std::vector<nanobind::object> flattenUpTo(nanobind::handle tree) const;

  int numLeaves() const { return nodes.back().numLeaves; }
  int numNodes() const { return nodes.back().numNodes; }
  bool isLeaf() const { return nodes.size() == 1 && nodes[0].kind == NodeKind::Leaf; }
  bool equals(const TreeDef &other) const;
  size_t hash() const;
  std::string repr() const;
  std::vector<TreeDef> children() const;
  /// How a leaf is reached from the tree: `['w'][1].bias`.
  std::string pathOf(int leaf) const;
  nanobind::object nodeData() const;
  static TreeDef tupleOf(const std::vector<TreeDef> &children);

  /// Appends the nodes and leaves of one more tree.
  void flattenInto(nanobind::handle tree, std::vector<nanobind::object> &leaves,
                   nanobind::handle isLeaf = {});

  std::vector<Node> nodes;

private:
  void flattenUpTo(int &node, nanobind::handle tree, std::vector<nanobind::object> &out) const;
};

void bindPytree(nanobind::module_ &m);

} // namespace covector::python

#endif // COVECTOR_FRONTEND_BINDINGS_PYTREE_H
