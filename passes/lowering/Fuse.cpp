//===- Fuse.cpp - which operations become one loop nest -------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "passes/lowering/Fuse.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace covector;
using namespace covector::lowering;

/// Longer loop bodies cost the code generator more than they save.
static constexpr unsigned maxClusterSize = 8192;
/// Clusters and edges visited before a join is given up. See Note [Levels].
static constexpr unsigned maxVisits = 512;
/// Clusters remembered as readers of one value.
static constexpr unsigned maxReaders = 4;

static constexpr unsigned noCluster = ~0u;

//===----------------------------------------------------------------------===//
// The graph of clusters
//===----------------------------------------------------------------------===//

unsigned FusionPlan::find(unsigned cluster) {
  while (parents[cluster] != cluster)
    cluster = parents[cluster] = parents[parents[cluster]];
  return cluster;
}

unsigned FusionPlan::newCluster(bool isLoop, ArrayRef<int64_t> space) {
  Cluster cluster;
  cluster.isLoop = isLoop;
  cluster.space.assign(space.begin(), space.end());
  clusters.push_back(std::move(cluster));
  parents.push_back(parents.size());
  return parents.back();
}

void FusionPlan::addEdge(unsigned from, unsigned to) {
  auto &successors = clusters[from].successors;
  if (successors.empty() || successors.back() != to)
    successors.push_back(to);
}

/// Lifts `start` to `level` and what waits for it above. Fails, and changes
/// nothing, if that reaches a forbidden cluster. See Note [Levels].
bool FusionPlan::raise(unsigned start, unsigned level, ArrayRef<unsigned> forbidden) {
  SmallVector<std::pair<unsigned, unsigned>, 16> stack{{start, level}}, log;
  unsigned visits = 0;
  while (!stack.empty()) {
    auto [cluster, wanted] = stack.pop_back_val();
    if (clusters[cluster].level >= wanted)
      continue;
    visits += 1 + clusters[cluster].successors.size();
    if (visits > maxVisits || llvm::is_contained(forbidden, cluster)) {
      for (auto [changed, old] : llvm::reverse(log))
        clusters[changed].level = old;
      return false;
    }
    log.push_back({cluster, clusters[cluster].level});
    clusters[cluster].level = wanted;
    for (unsigned &successor : clusters[cluster].successors) {
      successor = find(successor);
      if (successor != cluster)
        stack.push_back({successor, wanted + 1});
    }
  }
  return true;
}

bool FusionPlan::merge(unsigned cluster, unsigned into) {
  if (clusters[cluster].size + clusters[into].size > maxClusterSize)
    return false;
  unsigned low = cluster, high = into;
  if (clusters[low].level > clusters[high].level)
    std::swap(low, high);
  if (!raise(low, clusters[high].level, {high}))
    return false;
  Cluster &target = clusters[into];
  target.size += clusters[cluster].size;
  llvm::append_range(target.successors, clusters[cluster].successors);
  clusters[cluster].successors.clear();
  parents[cluster] = into;
  return true;
}

//===----------------------------------------------------------------------===//
// Placing operations
//===----------------------------------------------------------------------===//

static void insertUnique(SmallVectorImpl<unsigned> &list, unsigned value) {
  if (!llvm::is_contained(list, value))
    list.push_back(value);
}

void FusionPlan::placeSingle(unsigned index) {
  unsigned cluster = newCluster(/*isLoop=*/false, {});
  clusters[cluster].size = 1;
  records[index].cluster = cluster;
  for (const Read &read : reads(records[index].op)) {
    Operation *producer = read.source.getDefiningOp();
    auto it = producer ? recordOf.find(producer) : recordOf.end();
    if (it == recordOf.end() || records[it->second].cluster == noCluster)
      continue;
    unsigned from = find(records[it->second].cluster);
    clusters[cluster].level = std::max(clusters[cluster].level, clusters[from].level + 1);
    addEdge(from, cluster);
  }
}

void FusionPlan::placeLoop(unsigned index) {
  Operation *op = records[index].op;
  Value shaped = isa<array::ReduceOpInterface>(op) ? op->getOperand(0) : op->getResult(0);
  Shape space = withoutUnitAxes(cast<RankedTensorType>(shaped.getType()).getShape());

  // Clusters whose results must be complete (hard), whose values could be used
  // as they arise (soft), and which read what this operation reads.
  SmallVector<unsigned, 4> hard, soft, siblings;
  for (const Read &read : reads(op)) {
    Operation *producer = read.source.getDefiningOp();
    auto it = producer ? recordOf.find(producer) : recordOf.end();
    bool identity = read.isIdentity(space.size());
    if (it != recordOf.end()) {
      if (records[it->second].cluster == noCluster)
        continue; // a leaf
      unsigned from = find(records[it->second].cluster);
      bool usable = identity && clusters[from].isLoop && clusters[from].space == space &&
                    !isa<array::ReduceOpInterface>(producer);
      insertUnique(usable ? soft : hard, from);
    }
    if (identity)
      if (auto known = readers.find(read.source); known != readers.end())
        for (unsigned &reader : known->second) {
          reader = find(reader);
          if (clusters[reader].space == space)
            insertUnique(siblings, reader);
        }
  }
  llvm::stable_sort(
      soft, [&](unsigned x, unsigned y) { return clusters[x].level > clusters[y].level; });
  llvm::erase_if(siblings, [&](unsigned c) { return llvm::is_contained(soft, c); });

  // The first candidate that none of the other operands depends on.
  auto canJoin = [&](unsigned candidate) {
    if (llvm::is_contained(hard, candidate) || clusters[candidate].size >= maxClusterSize)
      return false;
    SmallVector<unsigned, 4> others(hard);
    for (unsigned other : soft)
      if (other != candidate)
        others.push_back(other);
    unsigned level = 0;
    for (unsigned other : others)
      level = std::max(level, clusters[other].level + 1);
    return clusters[candidate].level >= level || raise(candidate, level, others);
  };
  unsigned target = noCluster;
  for (auto *candidates : {&soft, &siblings})
    for (unsigned candidate : *candidates)
      if (target == noCluster && canJoin(candidate))
        target = candidate;
  if (target == noCluster) {
    target = newCluster(/*isLoop=*/true, space);
    for (auto *list : {&hard, &soft})
      for (unsigned other : *list)
        clusters[target].level = std::max(clusters[target].level, clusters[other].level + 1);
    siblings.clear();
  }
  ++clusters[target].size;
  for (unsigned other : hard)
    addEdge(other, target);

  // The other clusters around become one with it where that closes no cycle.
  // Those of higher level come first: a path from a lower one goes through them.
  for (unsigned other : soft)
    if (other != target && (llvm::is_contained(hard, other) || !merge(other, target)))
      addEdge(other, target);
  for (unsigned other : siblings)
    if (find(other) != target && !llvm::is_contained(hard, other))
      merge(find(other), target);

  records[index].cluster = target;
  for (const Read &read : reads(op))
    if (read.isIdentity(space.size())) {
      auto &list = readers[read.source];
      if (list.empty() || find(list.back()) != target)
        list.push_back(target);
      if (list.size() > maxReaders)
        list.erase(list.begin());
    }
}

FusionPlan::FusionPlan(Block &block) {
  for (Operation &op : block) {
    Role role = roleOf(&op);
    if (role == Role::View)
      continue;
    unsigned index = records.size();
    recordOf[&op] = index;
    records.push_back({&op, noCluster, static_cast<unsigned>(allReads.size())});
    Operation *reader = &op;
    if (auto transpose = dyn_cast<array::TransposeOp>(op))
      reader = exchangedContraction(transpose);
    if (role != Role::Absorbed)
      for (Value operand : reader->getOperands())
        allReads.push_back(resolveRead(operand));
    if (op.hasTrait<OpTrait::IsTerminator>())
      continue;
    if (role == Role::Loop)
      placeLoop(index);
    else if (role == Role::Single)
      placeSingle(index);
  }
  finish(block);
}

ArrayRef<Read> FusionPlan::reads(Operation *op) const {
  unsigned index = recordOf.lookup(op);
  size_t end = index + 1 < records.size() ? records[index + 1].firstRead : allReads.size();
  return ArrayRef<Read>(allReads).slice(records[index].firstRead, end - records[index].firstRead);
}

//===----------------------------------------------------------------------===//
// After the last operation
//===----------------------------------------------------------------------===//

void FusionPlan::finish(Block &block) {
  for (OpRecord &record : records) {
    unsigned cluster = record.cluster == noCluster ? noCluster : find(record.cluster);
    record.cluster = cluster;
    if (cluster != noCluster)
      clusters[cluster].ops.push_back(record.op);
    for (const Read &read : reads(record.op)) {
      Operation *producer = read.source.getDefiningOp();
      auto it = producer ? recordOf.find(producer) : recordOf.end();
      if (it == recordOf.end() || records[it->second].cluster == noCluster)
        continue;
      unsigned from = records[it->second].cluster;
      if (from == cluster)
        continue;
      escaping.insert(read.source);
      if (cluster != noCluster)
        insertUnique(clusters[cluster].dependencies, from);
    }
  }
  orderClusters();

  for (auto [position, cluster] : llvm::enumerate(emission))
    for (Operation *op : clusters[cluster].ops)
      for (const Read &read : reads(op))
        lastUse[bufferOwner(read.source)] = position;
  if (!block.empty())
    if (Operation &last = block.back(); recordOf.contains(&last))
      for (const Read &read : reads(&last))
        lastUse[bufferOwner(read.source)] = noCluster;
}

/// Depth-first from the clusters in the order of their last operations, so that
/// a value is made as late as it can be.
void FusionPlan::orderClusters() {
  enum State : char { Unseen, Open, Done };
  std::vector<State> states(clusters.size(), Unseen);
  SmallVector<unsigned, 16> stack;
  for (OpRecord &record : records) {
    if (record.cluster == noCluster || clusters[record.cluster].ops.back() != record.op)
      continue;
    stack.push_back(record.cluster);
    while (!stack.empty()) {
      unsigned cluster = stack.back();
      if (states[cluster] == Unseen) {
        states[cluster] = Open;
        for (unsigned dependency : llvm::reverse(clusters[cluster].dependencies))
          if (states[dependency] == Unseen)
            stack.push_back(dependency);
        continue;
      }
      stack.pop_back();
      if (states[cluster] == Open) {
        states[cluster] = Done;
        emission.push_back(cluster);
      }
    }
  }
}

bool FusionPlan::areTogether(Operation *a, Operation *b) const {
  auto i = recordOf.find(a), j = recordOf.find(b);
  return i != recordOf.end() && j != recordOf.end() && records[i->second].cluster != noCluster &&
         records[i->second].cluster == records[j->second].cluster;
}

bool FusionPlan::isLastUse(Value source, unsigned position) const {
  auto it = lastUse.find(bufferOwner(source));
  return it == lastUse.end() || it->second == position;
}
