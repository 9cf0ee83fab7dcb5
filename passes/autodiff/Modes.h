//===- Modes.h - forward and reverse mode over one block ---------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The two walks that all derivatives are made of. The rules of operations with
// regions (ControlFlow.h) use them on the blocks of those.
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
///
/// Control flow is replaced by other control flow, in one of two ways: `Push`
/// makes one operation for values and tangents, `Split` one of each kind, the
/// first of which also computes what the second needs.
class ForwardMode : private mlir::OpBuilder::Listener {
public:
  enum class Way { Push, Split };

  /// `transformation` and `function` are named in diagnostics.
  ForwardMode(Way way, llvm::StringRef transformation, llvm::StringRef function)
      : way(way), transformation(transformation), function(function) {}

  /// Starts with `tangent` as the tangent of `primal`.
  void seed(mlir::Value primal, mlir::Value tangent);

  /// Makes the tangents of all that `block` computes before its terminator.
  llvm::LogicalResult run(mlir::Block &block);

  /// The tangent of `primal`, null for a symbolic zero.
  mlir::Value tangent(mlir::Value primal) const { return tangents.lookup(primal); }

  /// Makes the tangents of what `op` computes; `builder` tells this of what it inserts.
  llvm::LogicalResult runOn(mlir::Operation *op, mlir::OpBuilder &builder);

  /// Declares the tangent of `primal`; null for a symbolic zero.
  void setTangent(mlir::Value primal, mlir::Value tangent) {
    if (tangent)
      tangents[primal] = tangent;
  }

  /// Whether `value` depends on a seed.
  bool isLinear(mlir::Value value) const { return linearValues.contains(value); }

  /// Erases linear operations that reach none of `outputs` (which may be null).
  void eraseUnused(llvm::ArrayRef<mlir::Value> outputs);

  /// The operations that depend on seeds, each after those that it uses.
  llvm::SmallVector<mlir::Operation *> linearOps;

  const Way way;
  const llvm::StringRef transformation, function;

private:
  void notifyOperationInserted(mlir::Operation *op, mlir::OpBuilder::InsertPoint) override;
  llvm::DenseMap<mlir::Value, mlir::Value> tangents;
  llvm::DenseSet<mlir::Value> linearValues;
  mlir::Operation *current = nullptr; // whose tangents are being made
  // Scratch of runOn.
  llvm::SmallVector<mlir::Value> operandTangents, resultTangents;
};

/// Pulls cotangents backward through linear operations.
///
/// Note [Masked cotangents]: a choice between two values passes the cotangent to the one
/// that was taken and exactly 0 to the other. What the other one was computed from may be
/// infinite or NaN there, as the derivative of sqrt at 0 is in where(x > 0, sqrt(x), 0). So
/// a cotangent that comes from a choice is multiplied by array.masked_mul, and 0 stays 0.
class ReverseMode : private mlir::OpBuilder::Listener {
public:
  /// Cotangent code is built by `builder`, which tells this of what it inserts. `isLinear` tells
  /// the values whose cotangents are wanted.
  ReverseMode(mlir::OpBuilder &builder, llvm::StringRef transformation, llvm::StringRef function,
              llvm::function_ref<bool(mlir::Value)> isLinear)
      : builder(builder), transformation(transformation), function(function), isLinear(isLinear) {
    builder.setListener(this);
  }
  ReverseMode(const ReverseMode &) = delete;
  ~ReverseMode() { builder.setListener(nullptr); }

  /// Adds `cotangent` to that of `value`.
  void accumulate(mlir::Value value, mlir::Value cotangent, mlir::Location loc);

  /// Declares that the cotangent of `value` comes from a choice: see Note [Masked
  /// cotangents].
  void setMasked(mlir::Value value) { masked.insert(value); }
  bool isMasked(mlir::Value value) const { return masked.contains(value); }

  /// The sum of what has been accumulated; null for a symbolic zero.
  mlir::Value cotangent(mlir::Value value) const { return cotangents.lookup(value); }

  /// The same, for a rule that adds to it by itself: what it makes is the new sum.
  mlir::Value takeCotangent(mlir::Value value) {
    mlir::Value sum = cotangents.lookup(value);
    cotangents.erase(value);
    return sum;
  }

  /// Visits `ops`, each after those that it uses, last first, and erases them.
  llvm::LogicalResult run(llvm::ArrayRef<mlir::Operation *> ops);

  mlir::OpBuilder &builder;
  const llvm::StringRef transformation, function;

private:
  void notifyOperationInserted(mlir::Operation *op, mlir::OpBuilder::InsertPoint) override;
  llvm::LogicalResult runOn(mlir::Operation *op);

  llvm::function_ref<bool(mlir::Value)> isLinear;
  mlir::Value maskedProduct(mlir::Operation *op);

  llvm::DenseMap<mlir::Value, mlir::Value> cotangents;
  llvm::DenseSet<mlir::Value> masked;
  // Scratch of runOn.
  llvm::SmallVector<mlir::Value> resultCotangents, operandCotangents;
  llvm::SmallVector<bool> linearOperands;
};

} // namespace covector

#endif // COVECTOR_PASSES_AUTODIFF_MODES_H
