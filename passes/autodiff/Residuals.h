//===- Residuals.h - what linear code reads of the rest ---------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_AUTODIFF_RESIDUALS_H
#define COVECTOR_PASSES_AUTODIFF_RESIDUALS_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/IRMapping.h"
#include "passes/autodiff/Modes.h"

namespace covector {

/// Linear operations, which forward mode has left in a block, on their way to
/// another one.
///
/// Note [Saved or made again]: what they read of the block's nonlinear part is saved, or
/// made again in the other block from what is saved or given there (`isGiven`). The
/// values to save are a minimal cut between all that can be saved and all that is
/// read: the fewest bytes from which cheap operations make the rest. Stacks
/// cannot be saved; the loop that makes one is run again.
class LinearCode {
public:
  /// Chooses what is saved for the operations that `forward` has left, and for those of
  /// `outputs` that are not linear.
  LinearCode(ForwardMode &forward, llvm::ArrayRef<mlir::Value> outputs,
             llvm::function_ref<bool(mlir::Value)> isGiven);
  /// The same where only values that `maySave` allows are saved: all others are made again,
  /// but for what has an effect.
  LinearCode(ForwardMode &forward, llvm::ArrayRef<mlir::Value> outputs,
             llvm::function_ref<bool(mlir::Value)> isGiven,
             llvm::function_ref<bool(mlir::Value)> maySave);

  /// What the nonlinear part must hand over, and what of the given is read.
  llvm::SmallVector<mlir::Value> saved, given;

  /// Moves the operations to the end of `to`. `mapping` holds the values there of all
  /// that is saved or given and of the seeds.
  void moveTo(mlir::Block &to, mlir::IRMapping &mapping);

private:
  void collect(llvm::ArrayRef<mlir::Value> wanted, const llvm::DenseSet<mlir::Value> &chosen,
               llvm::function_ref<bool(mlir::Value)> isGiven);

  ForwardMode &forward;
  llvm::SmallVector<mlir::Operation *> recomputed; // in program order
};

} // namespace covector

#endif // COVECTOR_PASSES_AUTODIFF_RESIDUALS_H
