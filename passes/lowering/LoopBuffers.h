//===- LoopBuffers.h - buffers that loops hand on ---------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_LOWERING_LOOPBUFFERS_H
#define COVECTOR_PASSES_LOWERING_LOOPBUFFERS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

namespace covector {

/// Where a loop's or conditional's result is always the same buffer, uses that
/// buffer: it need not be handed through.
void foldHandedThrough(mlir::func::FuncOp function);

/// Makes one buffer of two where a copy between them goes away by that, and hands new
/// buffers on from iteration to iteration instead of copying them.
void removeCopies(mlir::func::FuncOp function);

/// Lets a loop carry `init`, which it uses as it is so far: an iteration hands on
/// `yielded`, a value of its body. Returns the result.
mlir::Value withHandedOn(mlir::IRRewriter &rewriter, mlir::scf::WhileOp loop, mlir::Value init,
                         mlir::Value yielded);

/// Where an iteration of a loop hands a new buffer to the next, gives the loop two
/// buffers that take turns, so that it allocates none.
void takeTurns(mlir::func::FuncOp function);

} // namespace covector

#endif // COVECTOR_PASSES_LOWERING_LOOPBUFFERS_H
