//===- LapackSchur.h - Schur forms and products in columns ------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_LAPACKSCHUR_H
#define COVECTOR_RUNTIME_CPU_LAPACKSCHUR_H

#include "runtime/cpu/LapackCalls.h"

namespace covector::runtime::lapack {

COVECTOR_LAPACK(gees)
COVECTOR_LAPACK(gemm)

/// The Schur form t of the matrix that stands in `t` (in columns), in place of it,
/// and its vectors z.
template <typename T> class SchurForm {
public:
  explicit SchurForm(int64_t n, bool wantsVectors = true)
      : t(n * n), z(n * n), n(n), job(wantsVectors ? "V" : "N"), values(2 * n), real(n), flags(n) {
    int64_t info = 0;
    workSize = workspaceSize<T>([&](T *best, int64_t *ask) { call(best, ask, &info); });
    work.reserve(workSize);
  }

  /// Whether the form was found.
  bool compute() {
    int64_t info = 0;
    call(work.data(), &workSize, &info);
    return info == 0;
  }

  Scratch<T> t, z;

private:
  void call(T *memory, int64_t *size, int64_t *info) {
    int64_t count = 0;
    void *select = nullptr;
    if constexpr (isComplex<T>)
      gees<T>()(job, "N", select, &n, t.data(), &n, &count, values.data(), z.data(), &n, memory,
                size, real.data(), flags.data(), info);
    else
      gees<T>()(job, "N", select, &n, t.data(), &n, &count, values.data(), values.data() + n,
                z.data(), &n, memory, size, flags.data(), info);
  }

  int64_t n, workSize = 0;
  const char *job;
  Scratch<T> values, work;
  Scratch<RealOf<T>> real;
  Integers flags;
};

/// c = f(a) g(b), m x n by k, in columns.
template <typename T>
void product(const char *f, const char *g, const T *a, const T *b, T *c, int64_t m, int64_t n,
             int64_t k) {
  T one(1), zero(0);
  int64_t aRows = *f == 'N' ? m : k, bRows = *g == 'N' ? k : n;
  gemm<T>()(f, g, &m, &n, &k, &one, a, &aRows, b, &bRows, &zero, c, &m);
}

} // namespace covector::runtime::lapack

#endif // COVECTOR_RUNTIME_CPU_LAPACKSCHUR_H
