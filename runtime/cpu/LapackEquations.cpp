//===- LapackEquations.cpp - solutions of linear equations ----------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Triangular equations are solved in rows, without a copy in columns: what
// LAPACK reads is the transposed matrix, with the other triangle, on the other
// side of the transposed unknown.
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/LapackSchur.h"

using namespace covector::runtime;
using namespace covector::runtime::lapack;

namespace {

COVECTOR_LAPACK(trsm)
COVECTOR_LAPACK(gtsv)
COVECTOR_LAPACK(trsyl)

/// solveTriangle for matrices that are so small that a call costs more.
template <typename T>
void solveSmallTriangle(const T *a, T *b, int64_t m, int64_t n, bool left, bool lower, char form,
                        bool unit) {
  int64_t size = left ? m : n;
  auto f = [=](int64_t i, int64_t j) {
    T value = form == 'N' ? a[i * size + j] : a[j * size + i];
    return form == 'C' ? conjugate(value) : value;
  };
  // Unknowns are found from the first on, or from the last.
  bool ascends = (lower != (form != 'N')) == left;
  for (int64_t step = 0; step < size; ++step) {
    int64_t i = ascends ? step : size - 1 - step;
    int64_t knownBegin = ascends ? 0 : i + 1, knownEnd = ascends ? i : size;
    if (left) {
      for (int64_t k = knownBegin; k < knownEnd; ++k) {
        T factor = f(i, k);
        for (int64_t j = 0; j < n; ++j)
          b[i * n + j] -= factor * b[k * n + j];
      }
      T diagonal = unit ? T(1) : f(i, i);
      for (int64_t j = 0; j < n; ++j)
        b[i * n + j] /= diagonal;
    } else {
      T diagonal = unit ? T(1) : f(i, i);
      for (int64_t row = 0; row < m; ++row) {
        T value = b[row * n + i];
        for (int64_t k = knownBegin; k < knownEnd; ++k)
          value -= b[row * n + k] * f(k, i);
        b[row * n + i] = value / diagonal;
      }
    }
  }
}

/// Solves f(a) x = b (`left`) or x f(a) = b in `b`, m x n in rows, with the
/// triangle of `a`; `form` is N, T or C, what f does.
template <typename T>
void solveTriangle(const T *a, T *b, int64_t m, int64_t n, bool left, bool lower, const char *form,
                   bool unit) {
  if (m <= 8 && n <= 8)
    return solveSmallTriangle(a, b, m, n, left, lower, *form, unit);
  T one(1);
  int64_t size = left ? m : n;
  trsm<T>()(left ? "R" : "L", lower ? "U" : "L", form, unit ? "U" : "N", &n, &m, &one, a, &size, b,
            &n);
}

/// numbers: batch, m, n, left, lower, transpose, conjugate, unit diagonal
template <typename T> void triangular_solve(void *const *buffers, const int64_t *numbers) {
  int64_t batch = numbers[0], m = numbers[1], n = numbers[2];
  bool left = numbers[3], lower = numbers[4], transpose = numbers[5], unit = numbers[7];
  bool conjugates = isComplex<T> && numbers[6];
  int64_t size = left ? m : n;
  const T *a = static_cast<const T *>(buffers[0]), *b = static_cast<const T *>(buffers[1]);
  T *out = static_cast<T *>(buffers[2]);
  const char *form = !transpose ? "N" : conjugates ? "C" : "T";
  // conj(a) x = b is a conj(x) = conj(b).
  bool conjugatesAround = conjugates && !transpose;
  forMatrices(m && n ? batch : 0, double(m) * n * size, [=](int64_t lo, int64_t hi) {
    for (int64_t i = lo; i < hi; ++i) {
      T *x = out + i * m * n;
      std::copy(b + i * m * n, b + (i + 1) * m * n, x);
      if (conjugatesAround)
        std::transform(x, x + m * n, x, conjugate<T>);
      solveTriangle(a + i * size * size, x, m, n, left, lower, form, unit);
      if (conjugatesAround)
        std::transform(x, x + m * n, x, conjugate<T>);
    }
  });
}

/// numbers: batch, m, n, transpose; the first buffer, the matrices, is not read
template <typename T> void linear_solve(void *const *buffers, const int64_t *numbers) {
  int64_t batch = numbers[0], m = numbers[1], n = numbers[2];
  bool transpose = numbers[3];
  const T *lu = static_cast<const T *>(buffers[1]), *b = static_cast<const T *>(buffers[3]);
  auto *pivots = static_cast<const int32_t *>(buffers[2]);
  T *out = static_cast<T *>(buffers[4]);
  forMatrices(m && n ? batch : 0, 2.0 * m * m * n, [=](int64_t lo, int64_t hi) {
    for (int64_t i = lo; i < hi; ++i) {
      const T *factors = lu + i * m * m;
      const int32_t *rows = pivots + i * m;
      T *x = out + i * m * n;
      auto exchange = [&](int64_t row) {
        int64_t other = rows[row];
        if (other != row && other >= 0 && other < m)
          std::swap_ranges(x + row * n, x + (row + 1) * n, x + other * n);
      };
      std::copy(b + i * m * n, b + (i + 1) * m * n, x);
      // P a = L U
      if (!transpose) {
        for (int64_t row = 0; row < m; ++row)
          exchange(row);
        solveTriangle(factors, x, m, n, true, /*lower=*/true, "N", /*unit=*/true);
        solveTriangle(factors, x, m, n, true, /*lower=*/false, "N", /*unit=*/false);
      } else {
        solveTriangle(factors, x, m, n, true, /*lower=*/false, "T", /*unit=*/false);
        solveTriangle(factors, x, m, n, true, /*lower=*/true, "T", /*unit=*/true);
        for (int64_t row = m; row-- > 0;)
          exchange(row);
      }
    }
  });
}

/// numbers: batch, m, n
template <typename T> void tridiagonal_solve(void *const *buffers, const int64_t *numbers) {
  int64_t batch = numbers[0], m = numbers[1], n = numbers[2];
  const T *below = static_cast<const T *>(buffers[0]), *on = static_cast<const T *>(buffers[1]);
  const T *above = static_cast<const T *>(buffers[2]), *b = static_cast<const T *>(buffers[3]);
  T *out = static_cast<T *>(buffers[4]);
  forMatrices(m && n ? batch : 0, 8.0 * m * n, [=](int64_t lo, int64_t hi) {
    Scratch<T> dl(m), d(m), du(m), x(m * n);
    for (int64_t i = lo; i < hi; ++i) {
      std::copy(below + i * m + 1, below + (i + 1) * m, dl.data());
      std::copy(on + i * m, on + (i + 1) * m, d.data());
      std::copy(above + i * m, above + (i + 1) * m, du.data());
      transposeInto(b + i * m * n, x.data(), m, n);
      int64_t info = 0;
      gtsv<T>()(&m, &n, dl.data(), d.data(), du.data(), x.data(), &m, &info);
      if (info)
        fillNan(out + i * m * n, m * n);
      else
        transposeInto(x.data(), out + i * m * n, n, m);
    }
  });
}

/// numbers: batch, m, n
template <typename T> void sylvester(void *const *buffers, const int64_t *numbers) {
  int64_t batch = numbers[0], m = numbers[1], n = numbers[2];
  const T *a = static_cast<const T *>(buffers[0]), *b = static_cast<const T *>(buffers[1]);
  const T *c = static_cast<const T *>(buffers[2]);
  T *out = static_cast<T *>(buffers[3]);
  double work = 25.0 * (double(m) * m * m + double(n) * n * n);
  forMatrices(m && n ? batch : 0, work, [=](int64_t lo, int64_t hi) {
    SchurForm<T> left(m), right(n);
    Scratch<T> x(m * n), y(m * n);
    const char *adjoint = isComplex<T> ? "C" : "T";
    for (int64_t i = lo; i < hi; ++i) {
      const T *ai = a + i * m * m, *bi = b + i * n * n, *ci = c + i * m * n;
      T *xi = out + i * m * n;
      transposeInto(ai, left.t.data(), m, m);
      transposeInto(bi, right.t.data(), n, n);
      transposeInto(ci, x.data(), m, n);
      if (!allFinite(ai, m * m) || !allFinite(bi, n * n) || !left.compute() || !right.compute()) {
        fillNan(xi, m * n);
        continue;
      }
      // With a = Z t Z^H and b = W s W^H: t y + y s = Z^H c W, x = Z y W^H.
      product(adjoint, "N", left.z.data(), x.data(), y.data(), m, n, m);
      product("N", "N", y.data(), right.z.data(), x.data(), m, n, n);
      int64_t info = 0, sign = 1;
      RealOf<T> scale = 1;
      trsyl<T>()("N", "N", &sign, &m, &n, left.t.data(), &m, right.t.data(), &n, x.data(), &m,
                 &scale, &info);
      std::transform(x.data(), x.data() + m * n, x.data(), [=](T v) { return v / scale; });
      product("N", "N", left.z.data(), x.data(), y.data(), m, n, m);
      product("N", adjoint, y.data(), right.z.data(), x.data(), m, n, n);
      transposeInto(x.data(), xi, n, m);
    }
  });
}

} // namespace

llvm::ArrayRef<Symbol> covector::runtime::lapackEquationSymbols() {
  static const Symbol symbols[] = {
      COVECTOR_LAPACK_ALL(triangular_solve),
      COVECTOR_LAPACK_ALL(linear_solve),
      COVECTOR_LAPACK_ALL(tridiagonal_solve),
      COVECTOR_LAPACK_ALL(sylvester),
  };
  return symbols;
}
