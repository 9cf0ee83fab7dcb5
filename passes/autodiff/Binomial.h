//===- Binomial.h - loops whose derivatives keep few snapshots --*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Note [Binomial checkpoints]: with s snapshots, of which the first is what the loop
// begins with, and where no step is run more than r times again, at most C(s + r, s)
// steps can be reversed. So a loop of l steps takes the least r for which that is enough.
// Of the ways to run the fewest steps again this is one: a snapshot is put
//
//   min(C(s + r - 1, s), l - C(s + r - 2, s - 1))
//
// steps behind the one in front of it. What is behind it is reversed first, with one snapshot
// less, and then what is in front of it, with as many. In all, r * l - C(s + r, s + 1) steps
// are run again, and each step once more to be reversed. See Griewank and Walther, Algorithm
// 799: Revolve (2000).
//
// Snapshots lie in a stack: for each carried value an array of `snapshots + 1` slots, the
// positions (numbers of steps) that they belong to, and how many are used. When a step is
// reversed, what it begins with is in the last slot used; it is the one slot more.
// The loop that reverses is a scan, one iteration for each step, so that cotangents of
// elements are its stacks; an iteration reverses its step and then fills slots for the
// step before that.
//
// All this is made of ordinary loops, which are given the same number of snapshots, for
// derivatives of second order.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_AUTODIFF_BINOMIAL_H
#define COVECTOR_PASSES_AUTODIFF_BINOMIAL_H

#include "passes/autodiff/LoopTangents.h"

namespace covector {

/// Whether the derivative of `op` keeps snapshots: it asks for them, is long enough, nothing
/// that it does is done twice, and there are no stacks of computed length.
bool keepsSnapshots(array::ScanOp op);

/// Takes what was kept from `op`, and its `tangents`: these belong to another derivative.
void eraseKept(array::ScanOp op, llvm::SmallVectorImpl<mlir::Value> &tangents);

/// Replaces `op`, through whose body `tangents` have been pushed, by loops that compute its
/// results and keep snapshots, and by a linear one that is given these. `plain` is the
/// body without tangents.
void splitWithSnapshots(ForwardMode &forward, array::ScanOp op, mlir::OpBuilder &builder,
                        LoopTangents &tangents, mlir::Region &plain);

/// The transpose of one step of a linear loop with snapshots.
struct TransposedStep {
  /// Its arguments are the index, consts, what is carried, elements of `xs`, the values that
  /// the step begins with, and elements of `cotangents`; it yields what is carried, and
  /// cotangents of elements.
  mlir::Block &block;
  /// Operands of the loop.
  llvm::ArrayRef<mlir::Value> consts, inits, xs, cotangents;
  /// The carried values of the loop that are not linear.
  llvm::ArrayRef<unsigned> states;
};

/// The loop that runs `step` for all iterations of `op`, the last first; snapshots are carried
/// behind what the steps carry. `body` is the body of `op`.
array::ScanOp reverseWithSnapshots(mlir::OpBuilder &builder, array::ScanOp op, mlir::Block &body,
                                   const TransposedStep &step);

} // namespace covector

#endif // COVECTOR_PASSES_AUTODIFF_BINOMIAL_H
