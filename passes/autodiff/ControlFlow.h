//===- ControlFlow.h - derivatives of branches and loops --------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reading order: docs/design/0009-control-flow.md, Activity.cpp (what varies),
// Residuals.h (what linear code reads of the rest), then a construct: Case.cpp,
// Scan.cpp, While.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_AUTODIFF_CONTROLFLOW_H
#define COVECTOR_PASSES_AUTODIFF_CONTROLFLOW_H

#include "dialects/array/ControlFlow.h"
#include "passes/autodiff/Modes.h"
#include "llvm/ADT/SmallBitVector.h"

namespace covector {

//===----------------------------------------------------------------------===//
// The rules of all constructs
//===----------------------------------------------------------------------===//

/// Replaces `op`, which has regions and varying operands, by one or two operations
/// that compute its results and their tangents, and declares these to `forward`.
/// `builder` stands behind `op`, and tells `forward` of what it inserts.
mlir::LogicalResult forwardThroughRegions(ForwardMode &forward, mlir::Operation *op,
                                          mlir::OpBuilder &builder,
                                          llvm::ArrayRef<mlir::Value> tangents);

/// Builds the transpose of `op`, which has regions and is linear in the operands for
/// which `linear` holds, and adds to the cotangents of these.
mlir::LogicalResult transposeRegions(ReverseMode &reverse, mlir::Operation *op,
                                     llvm::ArrayRef<mlir::Value> cotangents,
                                     llvm::ArrayRef<bool> linear);

/// The sum of two cotangents, which may be stacks. What was scattered to zeros is
/// scattered to `sum` instead, so that no array is added as a whole.
mlir::Value addCotangents(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value sum,
                          mlir::Value cotangent);

//===----------------------------------------------------------------------===//
// Activity
//===----------------------------------------------------------------------===//

/// Which values that `block` yields may vary if its arguments in `varies` do.
llvm::SmallBitVector varyingResults(mlir::Block &block, const llvm::SmallBitVector &varies);

/// Which carried values of a loop vary, if its operands in `operands` do: those whose
/// first values vary, and those that the body makes of what varies.
llvm::SmallBitVector varyingCarried(array::ScanOp op, const llvm::SmallBitVector &operands);
llvm::SmallBitVector varyingCarried(array::WhileOp op, const llvm::SmallBitVector &operands);

//===----------------------------------------------------------------------===//
// Constructs
//===----------------------------------------------------------------------===//

mlir::LogicalResult forwardThrough(ForwardMode &forward, array::CaseOp op, mlir::OpBuilder &builder,
                                   llvm::ArrayRef<mlir::Value> tangents);
mlir::LogicalResult forwardThrough(ForwardMode &forward, array::CheckpointOp op,
                                   mlir::OpBuilder &builder, llvm::ArrayRef<mlir::Value> tangents);
mlir::LogicalResult forwardThrough(ForwardMode &forward, array::ScanOp op, mlir::OpBuilder &builder,
                                   llvm::ArrayRef<mlir::Value> tangents);
mlir::LogicalResult forwardThrough(ForwardMode &forward, array::WhileOp op,
                                   mlir::OpBuilder &builder, llvm::ArrayRef<mlir::Value> tangents);
mlir::LogicalResult transposeThrough(ReverseMode &reverse, array::CaseOp op,
                                     llvm::ArrayRef<mlir::Value> cotangents,
                                     llvm::ArrayRef<bool> linear);
mlir::LogicalResult transposeThrough(ReverseMode &reverse, array::CheckpointOp op,
                                     llvm::ArrayRef<mlir::Value> cotangents,
                                     llvm::ArrayRef<bool> linear);
mlir::LogicalResult transposeThrough(ReverseMode &reverse, array::ScanOp op,
                                     llvm::ArrayRef<mlir::Value> cotangents,
                                     llvm::ArrayRef<bool> linear);

/// Builds, where `builder` stands, the loops within loops that do what `op`, whose
/// `levels` are more than one, does; what they make besides is appended to `made`, in the
/// order of the program, and the results to `results`. Whether the loop is long enough.
bool splitInLevels(mlir::OpBuilder &builder, array::ScanOp op,
                   llvm::SmallVectorImpl<mlir::Operation *> &made,
                   llvm::SmallVectorImpl<mlir::Value> &results);

/// Replaces checkpoints that nobody differentiates any more, but those that compute
/// `again`, by their bodies.
void inlineCheckpoints(mlir::Operation *root);

//===----------------------------------------------------------------------===//
// Blocks
//===----------------------------------------------------------------------===//

/// Transposes a block in place: its terminator's operands become the cotangents of
/// the arguments in `linear`, which are replaced by arguments at the end of the
/// block: one for each of `cotangents` (the numbers of the yielded values whose
/// cotangents are given). Where `sums` is not empty it has, for each linear argument,
/// a value that its cotangent is added to, or null. `masked` says whether the given
/// cotangents come from a choice.
mlir::LogicalResult transposeBlock(mlir::Block &block, const llvm::SmallBitVector &linear,
                                   llvm::ArrayRef<unsigned> cotangents,
                                   llvm::ArrayRef<mlir::Value> sums, bool masked,
                                   llvm::StringRef transformation, llvm::StringRef function);

/// Drops consts and elements that the body of a scan does not look at.
void eraseUnused(mlir::Block &body, llvm::SmallVectorImpl<mlir::Value> &consts, unsigned carried,
                 llvm::SmallVectorImpl<mlir::Value> &xs);

/// A scan whose body is the block of `region`, which is taken.
array::ScanOp createScan(mlir::OpBuilder &builder, mlir::Location loc, array::ScanOp like,
                         mlir::ValueRange consts, mlir::ValueRange inits, mlir::ValueRange xs,
                         mlir::Region &region, bool reverse);
/// The same of `count` iterations.
array::ScanOp createScan(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value count,
                         mlir::ValueRange consts, mlir::ValueRange inits, mlir::ValueRange xs,
                         mlir::Region &region, bool reverse);

} // namespace covector

#endif // COVECTOR_PASSES_AUTODIFF_CONTROLFLOW_H
