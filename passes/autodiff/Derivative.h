//===- Derivative.h - what the derivatives of functions share ----*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_AUTODIFF_DERIVATIVE_H
#define COVECTOR_PASSES_AUTODIFF_DERIVATIVE_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "passes/autodiff/Modes.h"

namespace covector {

/// Appends to the block of `f` one tangent argument for each of `argnums`, seeds
/// `forward` with them and runs it. The signature of `f` is left to the caller.
mlir::LogicalResult runForward(mlir::func::FuncOp f, llvm::ArrayRef<int64_t> argnums,
                               ForwardMode &forward);

/// 0, 1, ... n - 1, and then -1 `added` times: the origins of the arguments of a
/// function that got more (see updateSignature).
llvm::SmallVector<int64_t> originsWithAdded(unsigned n, unsigned added);

} // namespace covector

#endif // COVECTOR_PASSES_AUTODIFF_DERIVATIVE_H
