//===- Tapes.h - memory for the values that loops stack ---------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_TAPES_H
#define COVECTOR_RUNTIME_CPU_TAPES_H

#include "runtime/cpu/Symbols.h"
#include <cstdint>

extern "C" {
/// Memory for `count` entries of `bytes` bytes each, none if `count` is negative. If there is
/// none left, the program ends: see Note [Memory that cannot be had].
void *cv_tape_allocate(int64_t count, int64_t bytes);
/// Memory for `count` entries, of which the first `used` are those of `tape`, which is
/// freed.
void *cv_tape_grow(void *tape, int64_t used, int64_t count, int64_t bytes);
void cv_tape_free(void *tape);
} // extern "C"

namespace covector::runtime {

/// The functions above, by name.
llvm::ArrayRef<Symbol> tapeSymbols();

} // namespace covector::runtime

#endif // COVECTOR_RUNTIME_CPU_TAPES_H
