//===- Sampling.h - functions of the runtime that draw numbers --*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_SAMPLING_H
#define COVECTOR_RUNTIME_CPU_SAMPLING_H

#include "runtime/cpu/Symbols.h"

namespace covector::runtime {

/// The functions by name, all of the kind KernelFunction.
///
///  cv_random_gamma_f32, _f64     first words of keys, second words, alpha -> result
///                                numbers: elements, 1 for logarithms
///  cv_random_poisson             keys, rate -> result
///                                numbers: keys, elements of each, bytes of an
///                                element of the result, 1 if it is unsigned
///  cv_random_binomial_f32, _f64  keys, count, probability -> result
///                                numbers: keys, elements of each
llvm::ArrayRef<Symbol> samplingSymbols();

} // namespace covector::runtime

#endif // COVECTOR_RUNTIME_CPU_SAMPLING_H
