//===- FourierAvx512.cpp - Fourier transforms for machines with AVX-512 ------ ===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// See Note [One library, several machines] in FourierLibrary.h.
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/FourierStandard.h"

#if defined(__x86_64__)
// What the compiler would define; ducc0 asks for it.
#define __AVX512F__ 1
#define __AVX__ 1
#define __SSE4_1__ 1
#pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512vl,avx2,fma"))),        \
                             apply_to = function)
#define DUCC0_NAMESPACE ducc0_avx512
#include "runtime/cpu/FourierLibrary.h"
#pragma clang attribute pop

bool covector::runtime::transformAvx512(const Fourier &fourier, const void *from, void *to) {
  try {
    ducc0_avx512::transformAll(fourier, from, to);
    return true;
  } catch (const std::exception &) {
    return false;
  }
}
#endif
