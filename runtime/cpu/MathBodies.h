//===- MathBodies.h - common functions as code in line ---------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_MATHBODIES_H
#define COVECTOR_RUNTIME_CPU_MATHBODIES_H

#include "llvm/IR/Module.h"

namespace covector::runtime {

/// Gives the functions `cv_exp_f32`, `cv_tanh_f32x16` and their like, which
/// `module` declares and calls, their bodies, and puts these in line where there
/// are not too many calls.
void defineMathFunctions(llvm::Module &module);

/// Gives SLEEF's functions that `module` calls bodies that call the C library
/// for every element: for machines without SLEEF.
void defineSleefFunctions(llvm::Module &module);

} // namespace covector::runtime

#endif // COVECTOR_RUNTIME_CPU_MATHBODIES_H
