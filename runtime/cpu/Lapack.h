//===- Lapack.h - decompositions by LAPACK ----------------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The functions `cv_<operation>_<element>` of the operations in
// dialects/array/LinearAlgebra.td. They are KernelFunctions; the numbers of each
// stand beside it in the Lapack*.cpp files. LAPACK is the one inside OpenBLAS, so
// without that library there are none.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_LAPACK_H
#define COVECTOR_RUNTIME_CPU_LAPACK_H

#include "runtime/cpu/Symbols.h"

namespace covector::runtime {

/// The functions by name, in one list for each file.
llvm::ArrayRef<Symbol> lapackFactorSymbols();
llvm::ArrayRef<Symbol> lapackEquationSymbols();
llvm::ArrayRef<Symbol> lapackEigenvalueSymbols();
llvm::ArrayRef<Symbol> lapackSingularValueSymbols();
llvm::ArrayRef<Symbol> lapackFunctionSymbols();

/// The address of the function of this family called `name`; null if there is
/// none, or no LAPACK.
void *findLapackSymbol(const char *name);

} // namespace covector::runtime

#endif // COVECTOR_RUNTIME_CPU_LAPACK_H
