//===- Integers.h - functions of integers -----------------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_INTEGERS_H
#define COVECTOR_RUNTIME_CPU_INTEGERS_H

#include "runtime/cpu/Symbols.h"
#include <cstdint>

/// Calls `x(suffix, type)` for the integers of arrays.
#define COVECTOR_INTEGERS(x)                                                                       \
  x(i8, int8_t) x(i16, int16_t) x(i32, int32_t) x(i64, int64_t) x(u8, uint8_t) x(u16, uint16_t)    \
      x(u32, uint32_t) x(u64, uint64_t)

extern "C" {
/// KernelFunctions: the greatest common divisors of two arrays. numbers: {elements}.
#define COVECTOR_DECLARE(suffix, type)                                                             \
  void cv_gcd_##suffix(void *const *buffers, const int64_t *numbers);
COVECTOR_INTEGERS(COVECTOR_DECLARE)
#undef COVECTOR_DECLARE
} // extern "C"

namespace covector::runtime {

/// The functions above, by name.
llvm::ArrayRef<Symbol> integerSymbols();

} // namespace covector::runtime

#endif // COVECTOR_RUNTIME_CPU_INTEGERS_H
