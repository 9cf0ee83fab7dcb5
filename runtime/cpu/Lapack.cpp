//===- Lapack.cpp - the table of LAPACK's functions -----------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/Lapack.h"
#include "runtime/cpu/Libraries.h"
#include <cstring>

namespace covector::runtime {

bool haveLapack() { return findLapackRoutine("dgesdd"); }

void *findLapackSymbol(const char *name) {
  for (llvm::ArrayRef<Symbol> table :
       {lapackFactorSymbols(), lapackEquationSymbols(), lapackEigenvalueSymbols(),
        lapackSingularValueSymbols(), lapackFunctionSymbols()})
    for (const Symbol &symbol : table)
      if (!std::strcmp(symbol.name, name))
        return haveLapack() ? symbol.address : nullptr;
  return nullptr;
}

} // namespace covector::runtime
