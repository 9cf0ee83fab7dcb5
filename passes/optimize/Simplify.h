//===- Simplify.h - folding, merging, removing -------------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_OPTIMIZE_SIMPLIFY_H
#define COVECTOR_PASSES_OPTIMIZE_SIMPLIFY_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Rewrite/FrozenRewritePatternSet.h"

namespace covector {

/// The canonicalisation patterns of the array dialect's operations.
mlir::FrozenRewritePatternSet simplificationPatterns(mlir::MLIRContext *context);

/// Folds, rewrites by `patterns`, merges equal operations and removes dead ones
/// in sweeps over the blocks of `function`; linear in the number of operations.
void simplify(mlir::func::FuncOp function, const mlir::FrozenRewritePatternSet &patterns);

/// The same with the dialect's own patterns.
void simplify(mlir::func::FuncOp function);

/// Removes the operations of `block` that have no effect and no used result.
void eraseDeadOps(mlir::Block &block);

} // namespace covector

#endif // COVECTOR_PASSES_OPTIMIZE_SIMPLIFY_H
