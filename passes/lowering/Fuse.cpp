//===- Fuse.cpp - which operations become one loop nest -------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "passes/lowering/Fuse.h"
#include "dialects/array/ControlFlow.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
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

/// Operations that move at once to where their value is read.
static constexpr unsigned maxSunk = 16;

static constexpr unsigned noCluster = ~0u;

static bool isLeaf(Value value) {
  Operation *producer = value.getDefiningOp();
  return producer && roleOf(producer) == Role::Leaf;
}

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
    unsigned from = makerOf(read.source);
    if (from == noCluster)
      continue;
    clusters[cluster].level = std::max(clusters[cluster].level, clusters[from].level + 1);
    addEdge(from, cluster);
  }
  if (isMemoryEffectFree(records[index].op))
    return;
  // Effects happen in the order of the program.
  if (!effects.empty()) {
    clusters[cluster].level = std::max(clusters[cluster].level, clusters[effects.back()].level + 1);
    addEdge(effects.back(), cluster);
  }
  effects.push_back(cluster);
}

void FusionPlan::placeLoop(unsigned index) {
  Operation *op = records[index].op;
  Value shaped = isa<array::ReduceOpInterface>(op) ? op->getOperand(0) : op->getResult(0);
  Shape space = withoutUnitAxes(cast<RankedTensorType>(shaped.getType()).getShape());

  // Clusters whose results must be complete (hard), and those whose values could
  // be used as they arise (soft).
  SmallVector<unsigned, 4> hard, soft;
  for (const Read &read : reads(op)) {
    unsigned from = makerOf(read.source);
    if (from == noCluster)
      continue;
    bool usable = read.isIdentity(space.size()) && clusters[from].isLoop &&
                  clusters[from].space == space &&
                  !isa<array::ReduceOpInterface>(read.source.getDefiningOp());
    insertUnique(usable ? soft : hard, from);
  }
  llvm::stable_sort(soft,
                    [&](unsigned x, unsigned y) { return clusters[x].level > clusters[y].level; });

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
  for (unsigned candidate : soft)
    if (target == noCluster && canJoin(candidate))
      target = candidate;
  if (target == noCluster) {
    target = newCluster(/*isLoop=*/true, space);
    for (auto *list : {&hard, &soft})
      for (unsigned other : *list)
        clusters[target].level = std::max(clusters[target].level, clusters[other].level + 1);
  }
  ++clusters[target].size;
  for (unsigned other : hard)
    addEdge(other, target);

  // The other clusters around become one with it where that closes no cycle.
  // Those of higher level come first: a path from a lower one goes through them.
  for (unsigned other : soft)
    if (other != target && (llvm::is_contained(hard, other) || !merge(other, target)))
      addEdge(other, target);
  records[index].cluster = target;
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
  mergeReaders();
  sinkValues();
  finish(block);
}

/// The cluster that makes a value, or noCluster for arguments and leaves.
unsigned FusionPlan::makerOf(Value value) {
  Operation *producer = value.getDefiningOp();
  auto it = producer ? recordOf.find(producer) : recordOf.end();
  if (it == recordOf.end() || records[it->second].cluster == noCluster)
    return noCluster;
  return find(records[it->second].cluster);
}

ArrayRef<Read> FusionPlan::reads(Operation *op) const {
  unsigned index = recordOf.lookup(op);
  size_t end = index + 1 < records.size() ? records[index + 1].firstRead : allReads.size();
  return ArrayRef<Read>(allReads).slice(records[index].firstRead, end - records[index].firstRead);
}

//===----------------------------------------------------------------------===//
// After the last operation
//===----------------------------------------------------------------------===//

/// Loops that read the same array become one where neither waits for the other.
/// This is done last, when every operation is where its values are used: joining
/// readers first would make values early that are read late.
void FusionPlan::mergeReaders() {
  DenseMap<Value, SmallVector<unsigned, 2>> readers;
  for (OpRecord &record : records) {
    if (record.cluster == noCluster)
      continue;
    unsigned cluster = find(record.cluster);
    if (!clusters[cluster].isLoop)
      continue;
    for (const Read &read : reads(record.op)) {
      if (!read.isIdentity(clusters[cluster].space.size()))
        continue;
      if (isLeaf(read.source) || makerOf(read.source) == cluster)
        continue;
      SmallVector<unsigned, 2> &others = readers[read.source];
      bool known = false;
      for (unsigned &other : others) {
        other = find(other);
        known |= other == cluster;
        if (known || clusters[other].space != clusters[cluster].space || !merge(cluster, other))
          continue;
        cluster = other;
        known = true;
      }
      if (!known && others.size() < maxReaders)
        others.push_back(cluster);
    }
  }
}

/// The bytes of an array, in storage.
static int64_t bytesOf(Value array) {
  auto type = cast<RankedTensorType>(array.getType());
  Type element = type.getElementType();
  auto complex = dyn_cast<ComplexType>(element);
  int64_t bits = complex ? 2 * complex.getElementType().getIntOrFloatBitWidth()
                         : std::max(element.getIntOrFloatBitWidth(), 8u);
  return type.getNumElements() * bits / 8;
}

/// A value that one later cluster alone reads is made there, if what it is made
/// from lies in memory anyway and reading that costs less than writing the value
/// and reading it again.
void FusionPlan::sinkValues() {
  if (llvm::count_if(records, [](OpRecord &r) { return r.cluster != noCluster; }) < 2)
    return;
  DenseSet<Value> inMemory;                    // besides arguments
  DenseSet<std::pair<Value, unsigned>> readIn; // arrays from memory, by cluster
  for (OpRecord &record : records) {
    unsigned cluster = record.cluster == noCluster ? noCluster : find(record.cluster);
    for (const Read &read : reads(record.op))
      if (!isLeaf(read.source) && (makerOf(read.source) != cluster || cluster == noCluster)) {
        inMemory.insert(read.source);
        readIn.insert({read.source, cluster});
      }
  }

  // The operations that make a value from what is in memory; false if there are
  // too many, or others read what is between.
  SmallVector<unsigned, 8> moved;
  SmallVector<Value, 8> sources;
  auto collect = [&](auto &self, unsigned index, unsigned cluster) -> bool {
    if (moved.size() == maxSunk)
      return false;
    moved.push_back(index);
    for (const Read &read : reads(records[index].op)) {
      if (isLeaf(read.source))
        continue;
      if (makerOf(read.source) != cluster || inMemory.contains(read.source)) {
        sources.push_back(read.source);
        continue;
      }
      Operation *producer = read.source.getDefiningOp();
      if (!read.source.hasOneUse() || *read.source.user_begin() != records[index].op ||
          producer->getNumResults() != 1 || !self(self, recordOf.lookup(producer), cluster))
        return false;
    }
    return true;
  };

  // Backward: all readers of a value have their place when it is its turn.
  constexpr unsigned several = noCluster;
  DenseMap<Value, unsigned> readers;
  for (unsigned index = records.size(); index-- > 0;) {
    OpRecord &record = records[index];
    unsigned cluster = record.cluster == noCluster ? noCluster : find(record.cluster);
    if (cluster != noCluster && clusters[cluster].isLoop && record.op->getNumResults() == 1 &&
        !isa<array::ReduceOpInterface>(record.op) && !clusters[cluster].space.empty()) {
      Value value = record.op->getResult(0);
      auto reader = readers.find(value);
      unsigned to = reader == readers.end() ? several : reader->second;
      if (to != several && to != cluster && clusters[to].isLoop &&
          clusters[to].space == clusters[cluster].space) {
        moved.clear();
        sources.clear();
        if (collect(collect, index, cluster)) {
          int64_t cost = 0;
          for (auto [i, source] : llvm::enumerate(sources))
            if (!readIn.contains({source, to}) &&
                !llvm::is_contained(ArrayRef(sources).take_front(i), source))
              cost += bytesOf(source);
          if (cost < 2 * bytesOf(value)) {
            for (unsigned i : moved)
              records[i].cluster = to;
            for (Value source : sources)
              readIn.insert({source, to});
            cluster = to;
          }
        }
      }
    }
    for (const Read &read : reads(record.op)) {
      unsigned from = cluster;
      if (from != noCluster && !read.isIdentity(clusters[from].space.size()))
        from = several;
      auto [it, isNew] = readers.insert({read.source, from});
      if (!isNew && it->second != from)
        it->second = several;
    }
  }
}

void FusionPlan::finish(Block &block) {
  for (OpRecord &record : records) {
    unsigned cluster = record.cluster == noCluster ? noCluster : find(record.cluster);
    record.cluster = cluster;
    if (cluster != noCluster)
      clusters[cluster].ops.push_back(record.op);
    for (const Read &read : reads(record.op)) {
      unsigned from = makerOf(read.source);
      if (from == noCluster || from == cluster)
        continue;
      escaping.insert(read.source);
      if (cluster != noCluster)
        insertUnique(clusters[cluster].dependencies, from);
    }
  }
  for (size_t i = 1; i < effects.size(); ++i)
    insertUnique(clusters[effects[i]].dependencies, effects[i - 1]);
  readBeforeChange();
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

/// Whether `cluster` waits for `other`; true too if that takes long to find out.
bool FusionPlan::waitsFor(unsigned cluster, unsigned other) const {
  SmallVector<unsigned, 16> stack{cluster};
  DenseSet<unsigned> seen;
  while (!stack.empty()) {
    unsigned next = stack.pop_back_val();
    if (next == other || seen.size() > maxVisits)
      return true;
    if (seen.insert(next).second)
      llvm::append_range(stack, clusters[next].dependencies);
  }
  return false;
}

/// The operands in whose place an operation makes its results if nobody reads them
/// afterwards.
static ValueRange changedOperands(Operation *op) {
  if (isa<array::ScatterOp>(op))
    return op->getOperands().take_front(1);
  if (auto loop = dyn_cast<array::ScanOp>(op))
    return loop.getInits();
  if (auto loop = dyn_cast<array::WhileOp>(op))
    return loop.getInits();
  return {};
}

/// What changes an array in place waits for those that read it, or windows of it,
/// where these do not wait for it.
void FusionPlan::readBeforeChange() {
  DenseMap<Value, SmallVector<unsigned, 1>> changes; // by buffer owner
  for (OpRecord &record : records)
    if (record.cluster != noCluster)
      for (Value operand : changedOperands(record.op))
        changes[bufferOwner(resolveRead(operand).source)].push_back(record.cluster);
  if (changes.empty())
    return;
  for (OpRecord &record : records) {
    if (record.cluster == noCluster)
      continue;
    for (const Read &read : reads(record.op)) {
      Value owner = bufferOwner(read.source);
      for (unsigned change : changes.lookup(owner))
        if (change != record.cluster && !waitsFor(record.cluster, change))
          insertUnique(clusters[change].dependencies, record.cluster);
      if (auto gather = owner.getDefiningOp<array::GatherOp>())
        for (unsigned change : changes.lookup(bufferOwner(resolveRead(gather.getX()).source)))
          if (change != record.cluster && !waitsFor(record.cluster, change))
            insertUnique(clusters[change].dependencies, record.cluster);
    }
  }
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

std::optional<unsigned> FusionPlan::lastUseOf(Value source) const {
  auto it = lastUse.find(bufferOwner(source));
  return it == lastUse.end() ? std::nullopt : std::optional(it->second);
}

bool FusionPlan::isReadBefore(Value source, Value other) const {
  unsigned end = lastUseOf(other).value_or(0);
  return end == noCluster || lastUseOf(source).value_or(0) < end;
}
