//===- LinearAlgebra.h - decompositions and solvers -------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_DIALECTS_ARRAY_LINEARALGEBRA_H
#define COVECTOR_DIALECTS_ARRAY_LINEARALGEBRA_H

#include "dialects/array/Array.h"

namespace covector::array {

/// The elements that LAPACK computes with: f32, f64 and complex numbers of these.
bool isLinearAlgebraElement(mlir::Type type);
/// Those of them that are real.
bool isRealLinearAlgebraElement(mlir::Type type);
/// Those of them that are complex.
bool isComplexLinearAlgebraElement(mlir::Type type);
/// The elements of pivots and permutations.
bool isInt32Element(mlir::Type type);

} // namespace covector::array

#define GET_OP_CLASSES
#include "dialects/array/LinearAlgebra.h.inc"

#endif // COVECTOR_DIALECTS_ARRAY_LINEARALGEBRA_H
