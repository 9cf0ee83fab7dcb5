//===- LoopBuffers.h - buffers that loops hand on ---------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_LOWERING_LOOPBUFFERS_H
#define COVECTOR_PASSES_LOWERING_LOOPBUFFERS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace covector {

/// Where a loop's or conditional's result is always the same buffer, uses that
/// buffer: it need not be handed through.
void foldHandedThrough(mlir::func::FuncOp function);

/// Where an iteration of a loop hands a new buffer to the next, gives the loop two
/// buffers that take turns, so that it allocates none.
void takeTurns(mlir::func::FuncOp function);

} // namespace covector

#endif // COVECTOR_PASSES_LOWERING_LOOPBUFFERS_H
