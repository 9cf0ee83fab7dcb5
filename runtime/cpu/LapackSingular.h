//===- LapackSingular.h - singular values of one matrix ---------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_LAPACKSINGULAR_H
#define COVECTOR_RUNTIME_CPU_LAPACKSINGULAR_H

#include "runtime/cpu/LapackCalls.h"

namespace covector::runtime::lapack {

COVECTOR_LAPACK(gesdd)

/// Singular values of matrices m x n, not empty, and, but for the job N, the vectors
/// u and vh, in columns: all of them (A) or as many as there are values (S).
template <typename T> class SingularValues {
public:
  SingularValues(int64_t m, int64_t n, const char *job)
      : a(m * n), m(m), n(n), rows(*job == 'A' ? n : std::min(m, n)), job(job),
        integers(8 * std::min(m, n)) {
    int64_t k = std::min(m, n), large = std::max(m, n);
    if (*job != 'N')
      u.reserve(m * (*job == 'A' ? m : k)), vh.reserve(rows * n);
    if constexpr (isComplex<T>)
      real.reserve(std::max(5 * k * k + 7 * k, 2 * large * k + 2 * k * k + k) + 7 * k);
    int64_t info = 0;
    RealOf<T> none;
    workSize = workspaceSize<T>([&](T *best, int64_t *ask) { call(&none, best, ask, &info); });
    work.reserve(workSize);
  }

  /// Whether the values of `matrix`, in rows, were found.
  bool compute(const T *matrix, RealOf<T> *s) {
    if (!allFinite(matrix, m * n))
      return false;
    transposeInto(matrix, a.data(), m, n);
    int64_t info = 0;
    call(s, work.data(), &workSize, &info);
    return info == 0;
  }

  Scratch<T> a, u, vh;

private:
  void call(RealOf<T> *s, T *memory, int64_t *size, int64_t *info) {
    if constexpr (isComplex<T>)
      gesdd<T>()(job, &m, &n, a.data(), &m, s, u.data(), &m, vh.data(), &rows, memory, size,
                 real.data(), integers.data(), info);
    else
      gesdd<T>()(job, &m, &n, a.data(), &m, s, u.data(), &m, vh.data(), &rows, memory, size,
                 integers.data(), info);
  }

  int64_t m, n, rows, workSize = 0;
  const char *job;
  Scratch<RealOf<T>> real;
  Scratch<T> work;
  Integers integers;
};

} // namespace covector::runtime::lapack

#endif // COVECTOR_RUNTIME_CPU_LAPACKSINGULAR_H
