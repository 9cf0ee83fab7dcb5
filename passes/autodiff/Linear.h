//===- Linear.h - which operations are linear -------------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_AUTODIFF_LINEAR_H
#define COVECTOR_PASSES_AUTODIFF_LINEAR_H

#include "mlir/IR/Block.h"
#include "mlir/IR/Operation.h"
#include "llvm/ADT/DenseSet.h"

namespace covector {

/// Whether `value` is an array of zeros, perhaps in another shape or type.
bool isZero(mlir::Value value);

/// The operations of `block` that depend on `linearValues`, to which their results
/// are added. Those that the terminator depends on are checked to be linear, as far
/// as not only one operand decides: that is left to the transpose rule. What is added to
/// a derivative (`isDerivative`) is a zero that need not be known to be one, such as that of
/// `where(x > 0, dx, 0)` in a rule of the user's.
mlir::FailureOr<llvm::SmallVector<mlir::Operation *>>
collectLinear(mlir::Block &block, llvm::DenseSet<mlir::Value> &linearValues,
              llvm::StringRef transformation, bool isDerivative = false);

} // namespace covector

#endif // COVECTOR_PASSES_AUTODIFF_LINEAR_H
