//===- Modes.h - forward and reverse mode over one block ---------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The two walks that all derivatives are made of. An operation with regions can
// use them on its own blocks in its rule.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_AUTODIFF_MODES_H
#define COVECTOR_PASSES_AUTODIFF_MODES_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/Operation.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace covector {

/// Pushes tangents through a block in place: behind each operation with a
/// varying operand comes the code for its tangents. A value without a tangent
/// does not vary (activity analysis is the absence of entries).
///
/// The new operations are of two kinds: those that depend on the seeds are
/// linear in them, the others compute coefficients, such as cos(x). Reverse
/// mode transposes the first kind, and linearisation moves it away.
class ForwardMode : private mlir::OpBuilder::Listener {
public:
  /// `transformation` and `function` are named in diagnostics.
  ForwardMode(llvm::StringRef transformation, llvm::StringRef function)
      : transformation(transformation), function(function) {}

  /// Starts with `tangent` as the tangent of `primal`.
  void seed(mlir::Value primal, mlir::Value tangent);

  /// Makes the tangents of all that `block` computes before its terminator.
  llvm::LogicalResult run(mlir::Block &block);

  /// The tangent of `primal`, null for a symbolic zero.
  mlir::Value tangent(mlir::Value primal) const { return tangents.lookup(primal); }

  /// Whether `value` depends on a seed.
  bool isLinear(mlir::Value value) const { return linearValues.contains(value); }

  /// The operations that depend on seeds, each after those that it uses.
  llvm::SmallVector<mlir::Operation *> linearOps;

private:
  void notifyOperationInserted(mlir::Operation *op, mlir::OpBuilder::InsertPoint) override;
  llvm::LogicalResult runOn(mlir::Operation *op, mlir::OpBuilder &builder);

  llvm::StringRef transformation, function;
  llvm::DenseMap<mlir::Value, mlir::Value> tangents;
  llvm::DenseSet<mlir::Value> linearValues;
  // Scratch of runOn.
  llvm::SmallVector<mlir::Value> operandTangents, resultTangents;
};

/// Pulls cotangents backward through linear operations.
class ReverseMode {
public:
  /// Cotangent code is built by `builder`. `isLinear` tells the values whose
  /// cotangents are wanted.
  ReverseMode(mlir::OpBuilder &builder, llvm::StringRef transformation, llvm::StringRef function,
              llvm::function_ref<bool(mlir::Value)> isLinear)
      : builder(builder), transformation(transformation), function(function), isLinear(isLinear) {}

  /// Adds `cotangent` to that of `value`.
  void accumulate(mlir::Value value, mlir::Value cotangent, mlir::Location loc);

  /// The sum of what has been accumulated; null for a symbolic zero.
  mlir::Value cotangent(mlir::Value value) const { return cotangents.lookup(value); }

  /// Visits `ops`, each after those that it uses, last first, and erases them.
  llvm::LogicalResult run(llvm::ArrayRef<mlir::Operation *> ops);

private:
  llvm::LogicalResult runOn(mlir::Operation *op);

  mlir::OpBuilder &builder;
  llvm::StringRef transformation, function;
  llvm::function_ref<bool(mlir::Value)> isLinear;
  llvm::DenseMap<mlir::Value, mlir::Value> cotangents;
  // Scratch of runOn.
  llvm::SmallVector<mlir::Value> resultCotangents, operandCotangents;
  llvm::SmallVector<bool> linearOperands;
};

} // namespace covector

#endif // COVECTOR_PASSES_AUTODIFF_MODES_H
