//===- Autodiff.h - derivatives of functions ---------------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each `build...` function makes a private function beside `f` and leaves `f` as
// it is; each `...InPlace` one changes `f` into its transform (and leaves it in
// an unusable state on failure: erase it then). All report failures through the
// context's diagnostics, at the operation in the user's program; they call the
// function `name`, by default the name of `f`.
//
// Arguments and results that are chosen by number must be floating point or
// complex. Derivatives that are zero are returned as arrays of zeros.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_AUTODIFF_AUTODIFF_H
#define COVECTOR_PASSES_AUTODIFF_AUTODIFF_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/SymbolTable.h"

namespace covector {

/// Forward mode: (primals, tangents of the arguments `argnums`) -> (results,
/// tangents of the floating-point and complex results).
mlir::FailureOr<mlir::func::FuncOp> buildJvp(mlir::func::FuncOp f, llvm::ArrayRef<int64_t> argnums,
                                             mlir::SymbolTable &symbols);
mlir::LogicalResult jvpInPlace(mlir::func::FuncOp f, llvm::ArrayRef<int64_t> argnums,
                               llvm::StringRef name = {});

/// Taylor mode: (primals, the first `order` derivatives of a curve for each
/// argument in `argnums`) -> (results, the first `order` derivatives along the
/// curve for each floating-point or complex result). For a curve that is a line, the first
/// derivatives alone are arguments.
mlir::FailureOr<mlir::func::FuncOp> buildJet(mlir::func::FuncOp f, llvm::ArrayRef<int64_t> argnums,
                                             int64_t order, bool isLine,
                                             mlir::SymbolTable &symbols);
mlir::LogicalResult jetInPlace(mlir::func::FuncOp f, llvm::ArrayRef<int64_t> argnums, int64_t order,
                               bool isLine, llvm::StringRef name = {});

/// Reverse mode: (primals, cotangents of the results `resnums`) -> (results,
/// cotangents of the arguments `argnums`). The other results' cotangents are
/// zero.
mlir::FailureOr<mlir::func::FuncOp> buildVjp(mlir::func::FuncOp f, llvm::ArrayRef<int64_t> argnums,
                                             llvm::ArrayRef<int64_t> resnums,
                                             mlir::SymbolTable &symbols);
mlir::LogicalResult vjpInPlace(mlir::func::FuncOp f, llvm::ArrayRef<int64_t> argnums,
                               llvm::ArrayRef<int64_t> resnums, llvm::StringRef name = {});

/// The gradient of a function whose only floating-point result, number 0, is a
/// scalar: primals -> gradients for `argnums`, behind the results of `f` if
/// `withValue`.
mlir::FailureOr<mlir::func::FuncOp> buildGrad(mlir::func::FuncOp f, llvm::ArrayRef<int64_t> argnums,
                                              bool withValue, mlir::SymbolTable &symbols);

/// The two halves of a linearised function.
struct Linearized {
  /// primals -> (results, residuals).
  mlir::func::FuncOp forward;
  /// (residuals, tangents of `argnums`) -> tangents of the floating-point and
  /// complex results. Linear in the tangents.
  mlir::func::FuncOp linear;
  /// For each residual, the number of the argument that it is, or -1: a caller
  /// that keeps the arguments need not have those returned.
  llvm::SmallVector<int64_t> residualArguments;
};

/// Splits forward mode in the part that depends on tangents and the part that
/// does not. Residuals are the values that the linear part needs; each is saved
/// once, and what is cheap to make from others (constants, broadcasts, reshapes)
/// is made again in the linear part.
mlir::FailureOr<Linearized> buildLinearize(mlir::func::FuncOp f, llvm::ArrayRef<int64_t> argnums,
                                           mlir::SymbolTable &symbols);

/// The transpose of a function that is linear in the arguments `linearArgnums`
/// together: (other arguments, cotangents of the floating-point and complex
/// results) -> cotangents of the linear arguments. It is refused if something is added that
/// does not depend on these, unless it is the linear part of a derivative (`isDerivative`).
mlir::FailureOr<mlir::func::FuncOp> buildTranspose(mlir::func::FuncOp f,
                                                   llvm::ArrayRef<int64_t> linearArgnums,
                                                   mlir::SymbolTable &symbols,
                                                   bool isDerivative = false);

} // namespace covector

#endif // COVECTOR_PASSES_AUTODIFF_AUTODIFF_H
