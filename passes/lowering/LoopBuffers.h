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

/// Lets a loop carry `inits`, which it uses as they are so far: an iteration hands on
/// `yielded`, values of its body. The results of the new loop follow the others.
mlir::scf::WhileOp withHandedOn(mlir::RewriterBase &rewriter, mlir::scf::WhileOp loop,
                                mlir::ValueRange inits, mlir::ValueRange yielded);

/// Where an iteration of a loop hands a new buffer to the next, gives the loop two
/// buffers that take turns, so that it allocates none.
void takeTurns(mlir::func::FuncOp function);

} // namespace covector

#endif // COVECTOR_PASSES_LOWERING_LOOPBUFFERS_H
