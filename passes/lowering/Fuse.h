//===- Fuse.h - which operations become one loop nest -----------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Fusion happens on arrays, before any loop exists: a block is partitioned into
// clusters, each of which becomes one loop nest. Reading order: `resolveRead`
// says what a use of a value really reads, `FusionPlan` makes the partition.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_LOWERING_FUSE_H
#define COVECTOR_PASSES_LOWERING_FUSE_H

#include "dialects/array/Array.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace covector::lowering {

using Shape = llvm::SmallVector<int64_t, 4>;

/// The sizes of `shape` but those that are 1. Loops do not see unit axes.
Shape withoutUnitAxes(llvm::ArrayRef<int64_t> shape);

/// What an operation is to the fusion.
enum class Role {
  Leaf,     ///< a constant or iota: computed where it is read
  View,     ///< elements of its operand at permuted or repeated positions
  Loop,     ///< elementwise, or a reduction
  Single,   ///< anything else; lowered by itself
  Absorbed, ///< lowered as part of its only user
};
Role roleOf(mlir::Operation *op);

/// The contraction that `op` transposes, where that is the contraction with its
/// operands exchanged and nobody else wants it; null otherwise.
array::DotGeneralOp exchangedContraction(array::TransposeOp op);

/// An array as an index computation: its element at an index of a space is the
/// element of `source` whose axis `i` is indexed by axis `axes[i]` of the space.
/// Unit axes count on neither side.
struct Read {
  mlir::Value source;
  llvm::SmallVector<unsigned, 4> axes;

  /// Whether `source` is read in the order of a space of this rank.
  bool isIdentity(size_t rank) const;
};

/// Looks through views: `source` is an argument, a leaf, or the result of a
/// loop or a single operation.
Read resolveRead(mlir::Value value);

/// The array in whose buffer `source` lies: looks through slices and reshapes,
/// which are lowered without a copy.
mlir::Value bufferOwner(mlir::Value source);

/// The partition of a block into clusters.
///
/// A cluster is a single operation, or elementwise operations over one space
/// with reductions of their values. An operation joins the clusters that make what
/// it reads in the order of the space; clusters that read the same become one.
///
/// Note [Levels]: every cluster has a level above those of the clusters that it
/// depends on, so that equal levels, or a lower one, rule out a path. Joining
/// raises levels along the edges where it must; reaching a cluster whose result
/// is waited for means that the join would close a cycle. The search is bounded,
/// so that the whole partition takes time linear in the number of operations.
class FusionPlan {
public:
  struct Cluster {
    bool isLoop = false;
    Shape space;
    unsigned level = 0;
    unsigned size = 0;                           ///< number of operations
    llvm::SmallVector<unsigned, 2> successors;   ///< clusters that wait for this one
    llvm::SmallVector<unsigned, 2> dependencies; ///< and those it waits for
    llvm::SmallVector<mlir::Operation *, 2> ops; ///< in program order
  };

  explicit FusionPlan(mlir::Block &block);

  /// The clusters in an order in which they can run: the program's, as far as
  /// possible.
  llvm::ArrayRef<unsigned> order() const { return emission; }
  const Cluster &cluster(unsigned id) const { return clusters[id]; }
  /// One read for each operand.
  llvm::ArrayRef<Read> reads(mlir::Operation *op) const;
  /// Whether a value made in a loop is read outside of its cluster.
  bool escapes(mlir::Value value) const { return escaping.contains(value); }
  /// Whether two operations are in one cluster.
  bool areTogether(mlir::Operation *a, mlir::Operation *b) const;
  /// Whether no cluster after the one at `position` of the order reads the
  /// buffer of `source`.
  bool isLastUse(mlir::Value source, unsigned position) const;
  /// The position in the order of the last cluster that reads the buffer of `source`.
  std::optional<unsigned> lastUseOf(mlir::Value source) const;
  /// Whether the last reader of the buffer of `source` comes before that of `other`, or
  /// `other` is read at the end of the block.
  bool isReadBefore(mlir::Value source, mlir::Value other) const;

private:
  struct OpRecord {
    mlir::Operation *op;
    unsigned cluster;
    unsigned firstRead;
  };

  unsigned find(unsigned cluster);
  unsigned makerOf(mlir::Value value);
  unsigned newCluster(bool isLoop, llvm::ArrayRef<int64_t> space);
  void addEdge(unsigned from, unsigned to);
  bool raise(unsigned start, unsigned level, llvm::ArrayRef<unsigned> forbidden);
  bool merge(unsigned cluster, unsigned into);
  void placeLoop(unsigned index);
  void placeSingle(unsigned index);
  void mergeReaders();
  void sinkValues();
  void finish(mlir::Block &block);
  void readBeforeChange();
  bool waitsFor(unsigned cluster, unsigned other) const;
  void orderClusters();

  std::vector<Cluster> clusters;
  std::vector<unsigned> parents; // union-find over clusters
  std::vector<OpRecord> records;
  std::vector<Read> allReads;
  std::vector<unsigned> emission;
  llvm::SmallVector<unsigned, 0> effects; // clusters that do more than compute, in program order
  llvm::DenseMap<mlir::Operation *, unsigned> recordOf;
  llvm::DenseSet<mlir::Value> escaping;
  llvm::DenseMap<mlir::Value, unsigned> lastUse; // by buffer owner
};

} // namespace covector::lowering

#endif // COVECTOR_PASSES_LOWERING_FUSE_H
