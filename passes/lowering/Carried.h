//===- Carried.h - what loops carry -----------------------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Note [Carried arrays]: an array that a loop carries lies in one buffer as long as
// the loop runs. An iteration takes a tensor from it, which it may write to, and
// puts back what it hands on: nothing happens if that was made in place. What
// branches give goes to one buffer as well. So bufferisation need not know of loops
// and branches, where it would allocate a buffer in each iteration, or lose the
// layout; copies that are left are removed on buffers (CopyRemoval.cpp).
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_LOWERING_CARRIED_H
#define COVECTOR_PASSES_LOWERING_CARRIED_H

#include "passes/lowering/ArrayToLinalg.h"

namespace covector::lowering {

/// What a loop carries. See Note [Carried arrays]; scalars are handed on as they are.
class Carried {
public:
  Carried(FunctionLowering &l, mlir::Location loc, mlir::ValueRange inits);

  size_t size() const { return values.size(); }

  /// The scalars, with which the loop begins.
  llvm::SmallVector<mlir::Value> scalars() const { return scalarsOf(values); }
  /// Those among the values that an iteration hands on.
  llvm::SmallVector<mlir::Value> scalarsOf(llvm::ArrayRef<mlir::Value> list) const;

  /// What an iteration that has got `scalars` is given, or what is left after the loop.
  llvm::SmallVector<mlir::Value> take(mlir::OpBuilder &b, mlir::ValueRange scalars,
                                      bool mayWrite) const;

  /// Puts what an iteration of `loop`, given `taken`, hands on into the buffers; these
  /// change places where arrays do. Returns the loop, which may be another.
  mlir::Operation *handOn(mlir::OpBuilder &b, mlir::Operation *loop,
                          llvm::ArrayRef<mlir::Value> taken, llvm::ArrayRef<mlir::Value> next);

private:
  llvm::SmallVector<unsigned> chooseBuffers(llvm::ArrayRef<mlir::Value> taken,
                                            llvm::ArrayRef<mlir::Value> next) const;
  mlir::Operation *exchange(mlir::Operation *loop, llvm::ArrayRef<unsigned> chosen);

  mlir::Location loc;
  llvm::SmallVector<mlir::Value> values;  // the first ones
  llvm::SmallVector<mlir::Value> buffers; // null for a scalar
};

} // namespace covector::lowering

#endif // COVECTOR_PASSES_LOWERING_CARRIED_H
