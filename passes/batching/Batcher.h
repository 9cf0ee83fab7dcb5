//===- Batcher.h - one more axis, operation by operation --------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_BATCHING_BATCHER_H
#define COVECTOR_PASSES_BATCHING_BATCHER_H

#include "dialects/array/ControlFlow.h"
#include "mlir/IR/IRMapping.h"
#include "llvm/ADT/DenseMap.h"

namespace covector {

/// Builds the batched form of a block, operation by operation. Values that differ
/// between lanes carry the batch axis in front (stacks behind their own axis), the
/// others are as they were.
class Batcher {
public:
  /// `function` is named in diagnostics; there are `size` lanes, along an axis that
  /// collectives call `axisName` (empty: it has no name).
  Batcher(mlir::OpBuilder &builder, llvm::StringRef function, int64_t size,
          llvm::StringRef axisName)
      : builder(builder), function(function), size(size), axisName(axisName) {}
  /// Batches a part of what `outer` does.
  Batcher(mlir::OpBuilder &builder, const Batcher &outer)
      : Batcher(builder, outer.function, outer.size, outer.axisName) {}

  /// Declares the batched form of a value.
  void map(mlir::Value value, array::BatchedValue batched) {
    if (batched.mapped)
      mapped[value] = batched.value;
    else
      unmapped.map(value, batched.value);
  }
  array::BatchedValue lookup(mlir::Value value) const {
    if (mlir::Value batched = mapped.lookup(value))
      return {batched, true};
    return {unmapped.lookup(value), false};
  }

  llvm::LogicalResult visit(mlir::Operation *op);
  /// Visits all operations of `block` but its terminator.
  llvm::LogicalResult visit(mlir::Block &block);

  /// Whether `op`, or an operation in its regions, is a collective across the lanes:
  /// it is batched even if no operand differs.
  bool combinesLanes(mlir::Operation *op) const;

  /// The type of a value of type `type` that differs between lanes.
  mlir::RankedTensorType mappedType(mlir::Type type) const;
  /// `value` with the batch axis, repeated along it where it has none.
  mlir::Value materialize(mlir::OpBuilder &builder, mlir::Location loc,
                          array::BatchedValue value) const;

  mlir::OpBuilder &builder;
  const llvm::StringRef function;
  const int64_t size;
  const llvm::StringRef axisName;

private:
  llvm::LogicalResult visitRegions(mlir::Operation *op);
  llvm::LogicalResult visitRegions(array::CaseOp op);
  llvm::LogicalResult visitRegions(array::CheckpointOp op);
  llvm::LogicalResult visitRegions(array::ScanOp op);
  llvm::LogicalResult visitRegions(array::WhileOp op);

  llvm::DenseMap<mlir::Value, mlir::Value> mapped;
  mlir::IRMapping unmapped;
  // Scratch of visit.
  llvm::SmallVector<array::BatchedValue> operands, results;
};

} // namespace covector

#endif // COVECTOR_PASSES_BATCHING_BATCHER_H
