//===- Symbols.h - the runtime's functions that kernels call ----*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_SYMBOLS_H
#define COVECTOR_RUNTIME_CPU_SYMBOLS_H

#include "llvm/ADT/ArrayRef.h"
#include <cstdint>

extern "C" {

/// Calls `body(frame, lo, hi)` for ranges that together are [0, n), in several
/// threads if `n` is more than `grain`, and returns when all are done.
void cv_parallel_for(void (*body)(void **frame, int64_t lo, int64_t hi), void **frame, int64_t n,
                     int64_t grain);

/// c = a b + beta c for `batch` row-major matrices: a is m x k with rows `lda`
/// elements apart (its columns so, if `transA`), b is k x n, c is m x n; the
/// matrices of a batch are `strideA`, `strideB` and `strideC` elements apart.
/// `beta` is 0 or 1.
#define COVECTOR_GEMM(suffix, type)                                                                \
  void cv_gemm_##suffix(const type *a, const type *b, type *c, int64_t batch, int64_t m,           \
                        int64_t n, int64_t k, int64_t lda, int64_t ldb, int64_t ldc,               \
                        int64_t strideA, int64_t strideB, int64_t strideC, int64_t transA,         \
                        int64_t transB, int64_t beta)
COVECTOR_GEMM(f32, float);
COVECTOR_GEMM(f64, double);
COVECTOR_GEMM(c64, float _Complex);
COVECTOR_GEMM(c128, double _Complex);

} // extern "C"

namespace covector::runtime {

struct Symbol {
  const char *name;
  void *address;
};

/// The runtime's own functions by the names that generated code uses.
llvm::ArrayRef<Symbol> runtimeSymbols();

} // namespace covector::runtime

#endif // COVECTOR_RUNTIME_CPU_SYMBOLS_H
