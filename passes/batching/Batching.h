//===- Batching.h - functions over many lanes --------------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_BATCHING_BATCHING_H
#define COVECTOR_PASSES_BATCHING_BATCHING_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/SymbolTable.h"

namespace covector {

/// A private function beside `f` that computes `f` for `size` lanes at once.
/// Argument `i` has its lanes along axis `inAxes[i]`, or is the same for all
/// lanes where that is -1; result `i` has them along axis `outAxes[i]`. A result
/// that is the same for all lanes is repeated along `outAxes[i]`, or returned
/// once where that is -1; -1 for a result that differs is an error. Collectives
/// over the axis `axisName`, where it is given, are across these lanes.
mlir::FailureOr<mlir::func::FuncOp>
buildBatched(mlir::func::FuncOp f, llvm::ArrayRef<int64_t> inAxes, llvm::ArrayRef<int64_t> outAxes,
             int64_t size, mlir::SymbolTable &symbols, llvm::StringRef axisName = {});

} // namespace covector

#endif // COVECTOR_PASSES_BATCHING_BATCHING_H
