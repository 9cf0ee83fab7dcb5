//===- MinimumCut.h - the cheapest way to cut a graph in two ----*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// By maximum flow (Dinic, 1970): paths are saturated in layers of growing
// distance from the source.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_AUTODIFF_MINIMUMCUT_H
#define COVECTOR_PASSES_AUTODIFF_MINIMUMCUT_H

#include <cstdint>
#include <vector>

namespace covector {

class MinimumCut {
public:
  static constexpr int64_t infinite = INT64_MAX / 4;

  /// Nodes 0 (the source) and 1 (the sink) exist.
  MinimumCut() : edgesOf(2) {}

  unsigned addNode() {
    edgesOf.emplace_back();
    return edgesOf.size() - 1;
  }
  void addEdge(unsigned from, unsigned to, int64_t capacity);

  /// Finds the cut; of several that cost the same, the one next to the sink.
  void solve();

  /// Whether a node is on the sink's side.
  bool isBehind(unsigned node) const { return behind[node]; }

private:
  struct Edge {
    unsigned to;
    int64_t capacity; // what is left of it
  };

  bool layer();
  int64_t push(unsigned node, int64_t flow);

  std::vector<Edge> edges; // each followed by the one in the other direction
  std::vector<std::vector<unsigned>> edgesOf;
  std::vector<int> distance;
  std::vector<unsigned> next;
  std::vector<bool> behind;
};

} // namespace covector

#endif // COVECTOR_PASSES_AUTODIFF_MINIMUMCUT_H
