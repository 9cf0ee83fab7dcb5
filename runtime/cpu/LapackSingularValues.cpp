//===- LapackSingularValues.cpp - SVD and pseudoinverse -------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/LapackSchur.h"
#include "runtime/cpu/LapackSingular.h"

using namespace covector::runtime;
using namespace covector::runtime::lapack;

namespace {

/// numbers: batch, m, n, full matrices, vectors
template <typename T> void svd(void *const *buffers, const int64_t *numbers) {
  using Real = RealOf<T>;
  int64_t batch = numbers[0], m = numbers[1], n = numbers[2], k = std::min(m, n);
  bool full = numbers[3], vectors = numbers[4];
  const T *in = static_cast<const T *>(buffers[0]);
  Real *s = static_cast<Real *>(buffers[1]);
  T *u = vectors ? static_cast<T *>(buffers[2]) : nullptr;
  T *vh = vectors ? static_cast<T *>(buffers[3]) : nullptr;
  int64_t columns = full ? m : k, rows = full ? n : k; // of u and vh
  if (!k) {
    // Nothing to decompose: identities.
    for (auto [matrices, height, width] : {std::tuple(u, m, columns), std::tuple(vh, rows, n)})
      if (matrices)
        for (int64_t i = 0; i < batch * height * width; ++i)
          matrices[i] = T(i % (height * width) % (width + 1) == 0 ? 1 : 0);
    return;
  }
  forMatrices(batch, 20.0 * m * n * k, [=](int64_t lo, int64_t hi) {
    SingularValues<T> form(m, n, !vectors ? "N" : full ? "A" : "S");
    for (int64_t i = lo; i < hi; ++i) {
      bool found = form.compute(in + i * m * n, s + i * k);
      if (!found)
        fillNan(s + i * k, k);
      if (!vectors)
        continue;
      if (!found) {
        fillNan(u + i * m * columns, m * columns);
        fillNan(vh + i * rows * n, rows * n);
        continue;
      }
      transposeInto(form.u.data(), u + i * m * columns, columns, m);
      transposeInto(form.vh.data(), vh + i * rows * n, n, rows);
    }
  });
}

/// numbers: batch, m, n
template <typename T> void pinv(void *const *buffers, const int64_t *numbers) {
  using Real = RealOf<T>;
  int64_t batch = numbers[0], m = numbers[1], n = numbers[2], k = std::min(m, n);
  const T *in = static_cast<const T *>(buffers[0]);
  const Real *tolerance = static_cast<const Real *>(buffers[1]);
  T *out = static_cast<T *>(buffers[2]);
  forMatrices(k ? batch : 0, 24.0 * m * n * k, [=](int64_t lo, int64_t hi) {
    SingularValues<T> form(m, n, "S");
    Scratch<Real> s(k);
    Scratch<T> columns(m * n);
    for (int64_t i = lo; i < hi; ++i) {
      if (!form.compute(in + i * m * n, s.data())) {
        fillNan(out + i * m * n, m * n);
        continue;
      }
      Real cutoff = tolerance[i] * s[0];
      for (int64_t j = 0; j < k; ++j)
        for (int64_t row = 0; row < m; ++row) {
          T &value = form.u[j * m + row];
          value = s[j] > cutoff ? value / s[j] : T(0);
        }
      // P^H = U S^-1 V^H, in columns: its conjugate is P in rows.
      product("N", "N", form.u.data(), form.vh.data(), columns.data(), m, n, k);
      std::transform(columns.data(), columns.data() + m * n, out + i * m * n, conjugate<T>);
    }
  });
}

} // namespace

llvm::ArrayRef<Symbol> covector::runtime::lapackSingularValueSymbols() {
  static const Symbol symbols[] = {COVECTOR_LAPACK_ALL(svd), COVECTOR_LAPACK_ALL(pinv)};
  return symbols;
}
