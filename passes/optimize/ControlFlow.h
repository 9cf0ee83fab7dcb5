//===- ControlFlow.h - simpler branches and loops ---------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_OPTIMIZE_CONTROLFLOW_H
#define COVECTOR_PASSES_OPTIMIZE_CONTROLFLOW_H

#include "mlir/IR/Operation.h"

namespace covector {

/// Copies constants that `op` hands to its regions into them. Call it before the
/// regions are simplified.
void forwardConstants(mlir::Operation *op);

/// Replaces `op` where its regions are simplified: by its branch or its only
/// iteration, or without what nobody uses, what does not change from iteration to
/// iteration and what is handed over twice. Returns what is left of it, null if nothing
/// is, or if it was replaced by operations of its regions.
mlir::Operation *simplifyControlFlow(mlir::Operation *op);

} // namespace covector

#endif // COVECTOR_PASSES_OPTIMIZE_CONTROLFLOW_H
