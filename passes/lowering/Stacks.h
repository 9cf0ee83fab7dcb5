//===- Stacks.h - stacks in memory ------------------------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Note [Tapes]: what the iterations of a loop of computed length stack lies on one
// tape, memory that the runtime gives (runtime/cpu/Tapes.h). An iteration has an entry
// there, of constant size, in which the values of all stacks follow each other. A
// tape is freed after the last operation of its block that reads it.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_LOWERING_STACKS_H
#define COVECTOR_PASSES_LOWERING_STACKS_H

#include "passes/lowering/ArrayToLinalg.h"

namespace covector::lowering {

/// The tape of a loop that is being lowered.
class Tape {
public:
  /// For the stacks that are results of a loop; those that nobody reads have no place.
  Tape(FunctionLowering &l, mlir::Location loc, mlir::ValueRange stacks);

  /// Whether nothing is stacked.
  bool empty() const { return entryBytes == 0; }

  /// Memory for `count` entries, an i64.
  mlir::Value allocate(mlir::OpBuilder &b, mlir::Value count) const;
  /// Memory for twice as many entries as `capacity`, all of which are in use, if `count`
  /// is as many; else `data`. Changes `data` and `capacity`.
  void reserve(mlir::OpBuilder &b, mlir::Value count, mlir::Value &data,
               mlir::Value &capacity) const;
  /// How many entries a tape begins with that grows.
  int64_t firstCapacity() const;

  /// The places of the values of iteration `index`, an i64; null for one that nobody
  /// reads. Known when the iteration begins, so that values can be made there.
  llvm::SmallVector<mlir::Value> places(mlir::OpBuilder &b, mlir::Value data,
                                        mlir::Value index) const;
  /// Puts there what the iteration yields.
  void push(mlir::OpBuilder &b, llvm::ArrayRef<mlir::Value> places,
            llvm::ArrayRef<mlir::Value> values) const;
  /// Declares the stacks, which lie at `data`.
  void define(mlir::Value data) const;

private:
  FunctionLowering &l;
  mlir::Location loc;
  llvm::SmallVector<mlir::Value> stacks;
  llvm::SmallVector<int64_t> offsets; // -1 for a stack that nobody reads
  int64_t entryBytes = 0;
};

/// Element `index`, an i64, of a stack: a scalar or a tensor, which is not written to.
mlir::Value elementOfStack(FunctionLowering &l, mlir::OpBuilder &b, mlir::Location loc,
                           mlir::Value stack, mlir::Value index);

/// A call of one of the runtime's functions of tapes.
mlir::Value callTapeFunction(mlir::OpBuilder &b, mlir::func::FuncOp function, mlir::Location loc,
                             llvm::StringRef name, mlir::ValueRange operands);

/// Writes `tensor` to `buffer`.
void putInBuffer(mlir::OpBuilder &b, mlir::Location loc, mlir::Value tensor, mlir::Value buffer);

} // namespace covector::lowering

#endif // COVECTOR_PASSES_LOWERING_STACKS_H
