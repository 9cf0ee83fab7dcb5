//===- LoopTangents.h - forward mode through the body of a loop -*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_AUTODIFF_LOOPTANGENTS_H
#define COVECTOR_PASSES_AUTODIFF_LOOPTANGENTS_H

#include "mlir/IR/IRMapping.h"
#include "passes/autodiff/ControlFlow.h"

namespace covector {

/// Gives the arguments of a block a new order; those that are left out are erased.
void reorderArguments(mlir::Block &block, llvm::ArrayRef<unsigned> order);

/// The tangents of a loop: its body gets further arguments for them, at the end and
/// in the order of the calls of `add...`, and forward mode is run through it.
class LoopTangents {
public:
  /// `numCarried` of the values that `body` yields are carried, the others stacked.
  LoopTangents(ForwardMode &outer, mlir::Operation *loop, mlir::Block &body, unsigned numCarried)
      : forward(outer.way, outer.transformation, outer.function), loop(loop), body(body),
        numCarried(numCarried), numArguments(body.getNumArguments()) {}

  /// Adds an argument for each tangent that is there; the primals are the arguments
  /// from number `first` on.
  void addConsts(llvm::ArrayRef<mlir::Value> tangents, unsigned first);
  void addElements(llvm::ArrayRef<mlir::Value> tangents, unsigned first);
  /// Adds an argument for each carried value in `varies`.
  void addCarried(mlir::ValueRange inits, llvm::ArrayRef<mlir::Value> tangents,
                  const llvm::SmallBitVector &varies, unsigned first);

  mlir::LogicalResult run();

  /// Whether nothing that the body yields varies.
  bool isZero() const;
  void eraseArguments() {
    body.eraseArguments(numArguments, body.getNumArguments() - numArguments);
  }

  /// The tangents of all that the body yields; null for those that do not vary.
  llvm::SmallVector<mlir::Value> outputs() const { return yielded; }
  /// Appends the tangents of the carried values that vary, zeros where the body makes
  /// none, or those of the stacked values that do.
  void appendCarried(llvm::SmallVectorImpl<mlir::Value> &values);
  void appendStacked(llvm::SmallVectorImpl<mlir::Value> &values);
  /// Ends the linear body: yields the same, as `mapping` has them there.
  void yieldLinear(mlir::Block &block, mlir::IRMapping &mapping);

  /// The tangents of the first carried values.
  llvm::SmallVector<mlir::Value> initTangents(mlir::OpBuilder &builder) const;
  /// Declares the tangents of a loop's results: `primals` are the carried values and
  /// then the stacks.
  void declare(ForwardMode &outer, mlir::ValueRange primals, mlir::ValueRange carriedTangents,
               mlir::ValueRange stackTangents) const;

  /// Of the body.
  ForwardMode forward;
  /// Operands of the loop for tangents.
  llvm::SmallVector<mlir::Value> consts, elements;
  /// Numbers of the carried values that vary, and of the yielded values that do.
  llvm::SmallVector<unsigned> carried, stacked;

private:
  void add(llvm::ArrayRef<mlir::Value> tangents, unsigned first,
           llvm::SmallVectorImpl<mlir::Value> &operands);

  mlir::Operation *loop;
  mlir::Block &body;
  unsigned numCarried, numArguments;
  llvm::SmallVector<mlir::Value> initValues, initsOfTangents; // of those that vary
  llvm::SmallVector<mlir::Value> yielded;                     // tangents, may be null
};

} // namespace covector

#endif // COVECTOR_PASSES_AUTODIFF_LOOPTANGENTS_H
