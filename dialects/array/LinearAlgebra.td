//===- LinearAlgebra.td - decompositions and solvers ----------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_ARRAY_LINEARALGEBRA
#define COVECTOR_ARRAY_LINEARALGEBRA

include "dialects/array/ArrayBase.td"

#endif // COVECTOR_ARRAY_LINEARALGEBRA
