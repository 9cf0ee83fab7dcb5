//===- Functions.h - copying, inlining and naming functions -----*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the transformations of functions share. All of them work on functions
// of one block: array programs have structured control flow only.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_FUNCTIONS_H
#define COVECTOR_PASSES_FUNCTIONS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/SymbolTable.h"

namespace covector {

/// Checks that `f` has a body of one block; `transformation` is named in the
/// diagnostic.
mlir::LogicalResult checkOneBlock(mlir::func::FuncOp f, llvm::StringRef transformation);

/// Checks also that the arguments and results of `f` are arrays.
mlir::LogicalResult checkTransformable(mlir::func::FuncOp f, llvm::StringRef transformation);

/// Checks that no region of `op` could read values that are not among its operands.
mlir::LogicalResult checkIsolated(mlir::Operation *op, llvm::StringRef transformation);

/// Checks that `op` has no regions: there is no rule for them.
mlir::LogicalResult checkNoRegions(mlir::Operation *op, llvm::StringRef transformation);

/// A private copy of `f`, behind it in its module, named `@f_suffix` or, where
/// that is taken, `@f_suffix_0` and so on. Calls in it are inlined and
/// transformation requests expanded; null after a diagnostic.
mlir::func::FuncOp copyFunction(mlir::func::FuncOp f, llvm::StringRef suffix,
                                mlir::SymbolTable &symbols, llvm::StringRef transformation);

/// A private function with an empty block whose arguments have the given types.
mlir::func::FuncOp createFunction(mlir::func::FuncOp behind, llvm::StringRef name,
                                  mlir::TypeRange arguments,
                                  llvm::ArrayRef<mlir::Location> locations,
                                  mlir::SymbolTable &symbols);

/// Makes the function's type that of its block's arguments and returned values.
/// Argument `i` keeps the attributes of the former argument `argumentOrigins[i]`
/// (-1: none); result attributes are kept for the first `keptResults` results.
void updateSignature(mlir::func::FuncOp f, llvm::ArrayRef<int64_t> argumentOrigins,
                     unsigned keptResults);

/// Replaces `call` by the body of `callee`, whose arguments are the call's
/// operands. With `consume` the body is moved and `callee` is left empty, to be
/// erased. Fails with a diagnostic where the types do not fit.
mlir::LogicalResult inlineBody(mlir::func::FuncOp callee, mlir::Operation *call, bool consume);

/// The function a pass works on: `name`, or where that is empty @main or the
/// first public function. Null after a diagnostic.
mlir::func::FuncOp chooseFunction(mlir::ModuleOp module, llvm::StringRef name,
                                  llvm::StringRef pass);

/// The indices of the floating-point and complex ones among `types`.
llvm::SmallVector<int64_t> differentiableIndices(mlir::TypeRange types);

/// Checks that `indices` are distinct positions of differentiable types.
/// `name` is what the user calls the function, `option` the indices; `kind` is
/// "argument" or "result".
mlir::LogicalResult checkIndices(mlir::func::FuncOp f, llvm::StringRef name,
                                 llvm::StringRef transformation, llvm::StringRef option,
                                 llvm::StringRef kind, llvm::ArrayRef<int64_t> indices,
                                 mlir::TypeRange types);

} // namespace covector

#endif // COVECTOR_PASSES_FUNCTIONS_H
