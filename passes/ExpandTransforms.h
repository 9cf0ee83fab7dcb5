//===- ExpandTransforms.h - replaces requests by transformed code -*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_EXPANDTRANSFORMS_H
#define COVECTOR_PASSES_EXPANDTRANSFORMS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/SymbolTable.h"

namespace covector {

/// Replaces the requests `array.jvp`, `array.vjp`, `array.jet`, `array.vmap` and
/// calls of functions with bodies, in any nesting, by the code that they stand for;
/// removes private functions that are no longer used.
mlir::LogicalResult expandTransforms(mlir::ModuleOp module);

/// The same for `f` alone; the functions that it refers to are expanded too and
/// stay. Does nothing, in one walk, where `f` has no request and no call.
mlir::LogicalResult expandTransforms(mlir::func::FuncOp f, mlir::SymbolTable &symbols);

/// Inlines what has been kept for derivatives of the public functions of an expanded
/// module: nobody asks for any more.
mlir::LogicalResult finishTransforms(mlir::ModuleOp module);

/// Whether `f` calls functions or requests their transforms.
bool hasCallsOrRequests(mlir::func::FuncOp f);

} // namespace covector

#endif // COVECTOR_PASSES_EXPANDTRANSFORMS_H
