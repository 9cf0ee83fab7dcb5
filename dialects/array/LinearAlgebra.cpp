//===- LinearAlgebra.cpp - the operations' definitions --------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The rules stand in LinearAlgebraFactors, -Equations, -Eigenvalues,
// -SingularValues and -Functions, as the sections of the records are called.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/LinearAlgebra.h"
#include "dialects/array/Rules.h"

using namespace mlir;
using namespace covector::array;

#define GET_OP_CLASSES
#include "dialects/array/LinearAlgebra.cpp.inc"
