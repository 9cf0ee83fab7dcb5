//===- MinimumCut.cpp - the cheapest way to cut a graph in two ------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "passes/autodiff/MinimumCut.h"
#include <algorithm>

using namespace covector;

static constexpr unsigned source = 0, sink = 1;

void MinimumCut::addEdge(unsigned from, unsigned to, int64_t capacity) {
  edgesOf[from].push_back(edges.size());
  edges.push_back({to, capacity});
  edgesOf[to].push_back(edges.size());
  edges.push_back({from, 0});
}

/// Numbers the nodes by their distance from the source; whether it reaches the sink.
bool MinimumCut::layer() {
  distance.assign(edgesOf.size(), -1);
  distance[source] = 0;
  std::vector<unsigned> queue = {source};
  for (size_t i = 0; i < queue.size(); ++i)
    for (unsigned index : edgesOf[queue[i]]) {
      const Edge &edge = edges[index];
      if (edge.capacity == 0 || distance[edge.to] >= 0)
        continue;
      distance[edge.to] = distance[queue[i]] + 1;
      queue.push_back(edge.to);
    }
  return distance[sink] >= 0;
}

/// Pushes up to `flow` from `node` to the sink along one path.
int64_t MinimumCut::push(unsigned node, int64_t flow) {
  // With a stack of its own: paths are as long as programs.
  std::vector<unsigned> path; // edges
  while (true) {
    if (node == sink) {
      for (unsigned index : path)
        flow = std::min(flow, edges[index].capacity);
      for (unsigned index : path) {
        edges[index].capacity -= flow;
        edges[index ^ 1].capacity += flow;
      }
      return flow;
    }
    bool advanced = false;
    for (unsigned &i = next[node]; i < edgesOf[node].size(); ++i) {
      const Edge &edge = edges[edgesOf[node][i]];
      if (edge.capacity == 0 || distance[edge.to] != distance[node] + 1)
        continue;
      path.push_back(edgesOf[node][i]);
      node = edge.to;
      advanced = true;
      break;
    }
    if (advanced)
      continue;
    if (path.empty())
      return 0;
    // A dead end: its edge is not tried again in this layering.
    node = edges[path.back() ^ 1].to;
    path.pop_back();
    ++next[node];
  }
}

void MinimumCut::solve() {
  while (layer()) {
    next.assign(edgesOf.size(), 0);
    while (push(source, infinite) > 0)
      ;
  }
  behind.assign(edgesOf.size(), false);
  behind[sink] = true;
  std::vector<unsigned> queue = {sink};
  for (size_t i = 0; i < queue.size(); ++i)
    for (unsigned index : edgesOf[queue[i]]) {
      unsigned from = edges[index].to; // of the edge in the other direction
      if (edges[index ^ 1].capacity == 0 || behind[from])
        continue;
      behind[from] = true;
      queue.push_back(from);
    }
}
