//===- LapackFactors.cpp - Cholesky, LU and QR ----------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/LapackCalls.h"
#include <numeric>

using namespace covector::runtime;
using namespace covector::runtime::lapack;

namespace {

COVECTOR_LAPACK(potrf)
COVECTOR_LAPACK(getrf)
COVECTOR_LAPACK(geqrf)
COVECTOR_LAPACK(geqp3)
COVECTOR_LAPACK_AS(orgqr, ungqr)
COVECTOR_LAPACK_AS(ormqr, unmqr)

//===----------------------------------------------------------------------===//
// Cholesky
//===----------------------------------------------------------------------===//

/// numbers: batch, n
template <typename T> void cholesky(void *const *buffers, const int64_t *numbers) {
  int64_t batch = numbers[0], n = numbers[1];
  const T *in = static_cast<const T *>(buffers[0]);
  T *out = static_cast<T *>(buffers[1]);
  forMatrices(n ? batch : 0, double(n) * n * n / 3, [=](int64_t lo, int64_t hi) {
    for (int64_t i = lo; i < hi; ++i) {
      // In columns the rows' lower triangle is the upper one of the transposed
      // matrix U^H U, and U^T is the factor in rows.
      T *l = out + i * n * n;
      const T *a = in + i * n * n;
      for (int64_t row = 0; row < n; ++row) {
        std::copy(a + row * n, a + row * n + row + 1, l + row * n);
        std::fill(l + row * n + row + 1, l + (row + 1) * n, T(0));
      }
      int64_t info = 0;
      potrf<T>()("U", &n, l, &n, &info);
      bool failed = info != 0 || !isFinite(l[n * n - 1]);
      for (int64_t row = 0; failed && row < n; ++row)
        fillNan(l + row * n, row + 1);
    }
  });
}

/// numbers: batch, n
template <typename T> void cholesky_update(void *const *buffers, const int64_t *numbers) {
  int64_t batch = numbers[0], n = numbers[1];
  const T *r = static_cast<const T *>(buffers[0]), *w = static_cast<const T *>(buffers[1]);
  T *out = static_cast<T *>(buffers[2]);
  forMatrices(batch, 3.0 * n * n, [=](int64_t lo, int64_t hi) {
    Scratch<T> rest(n);
    for (int64_t i = lo; i < hi; ++i) {
      T *q = out + i * n * n;
      std::copy(w + i * n, w + (i + 1) * n, rest.data());
      for (int64_t row = 0; row < n; ++row) {
        std::fill(q + row * n, q + row * n + row, T(0));
        std::copy(r + (i * n + row) * n + row, r + (i * n + row + 1) * n, q + row * n + row);
        // The rotation of this row and `rest` that makes the latter's element zero.
        T x = q[row * n + row], y = rest[row], length = std::hypot(x, y);
        T c = length == 0 ? T(1) : x / length, s = length == 0 ? T(0) : y / length;
        for (int64_t j = row; j < n; ++j) {
          T up = q[row * n + j], down = rest[j];
          q[row * n + j] = c * up + s * down;
          rest[j] = c * down - s * up;
        }
      }
    }
  });
}

//===----------------------------------------------------------------------===//
// LU
//===----------------------------------------------------------------------===//

void applyPivots(const int32_t *pivots, int64_t count, int32_t *permutation, int64_t size) {
  std::iota(permutation, permutation + size, 0);
  for (int64_t k = 0; k < count; ++k)
    if (pivots[k] >= 0 && pivots[k] < size)
      std::swap(permutation[k], permutation[pivots[k]]);
}

/// numbers: batch, m, n
template <typename T> void lu(void *const *buffers, const int64_t *numbers) {
  int64_t batch = numbers[0], m = numbers[1], n = numbers[2], k = std::min(m, n);
  const T *in = static_cast<const T *>(buffers[0]);
  T *out = static_cast<T *>(buffers[1]);
  auto *pivots = static_cast<int32_t *>(buffers[2]);
  auto *permutation = static_cast<int32_t *>(buffers[3]);
  forMatrices(batch, double(m) * n * k, [=](int64_t lo, int64_t hi) {
    Scratch<T> columns(m * n);
    Integers exchanges(k);
    for (int64_t i = lo; i < hi; ++i) {
      if (k) {
        transposeInto(in + i * m * n, columns.data(), m, n);
        int64_t info = 0;
        getrf<T>()(&m, &n, columns.data(), &m, exchanges.data(), &info);
        transposeInto(columns.data(), out + i * m * n, n, m);
      }
      for (int64_t j = 0; j < k; ++j)
        pivots[i * k + j] = int32_t(exchanges[j] - 1);
      applyPivots(pivots + i * k, k, permutation + i * m, m);
    }
  });
}

/// numbers: batch, number of pivots, size
void luPivotsToPermutation(void *const *buffers, const int64_t *numbers) {
  auto *pivots = static_cast<const int32_t *>(buffers[0]);
  auto *permutation = static_cast<int32_t *>(buffers[1]);
  for (int64_t i = 0; i < numbers[0]; ++i)
    applyPivots(pivots + i * numbers[1], numbers[1], permutation + i * numbers[2], numbers[2]);
}

//===----------------------------------------------------------------------===//
// QR
//===----------------------------------------------------------------------===//

/// numbers: batch, m, n, full matrices, pivoting
template <typename T> void qr(void *const *buffers, const int64_t *numbers) {
  int64_t batch = numbers[0], m = numbers[1], n = numbers[2];
  bool full = numbers[3], pivoting = numbers[4];
  int64_t k = std::min(m, n), columns = full ? m : k; // of q
  const T *in = static_cast<const T *>(buffers[0]);
  T *q = static_cast<T *>(buffers[1]), *r = static_cast<T *>(buffers[2]);
  int32_t *p = pivoting ? static_cast<int32_t *>(buffers[3]) : nullptr;
  forMatrices(batch, 4.0 * m * n * k, [=](int64_t lo, int64_t hi) {
    Scratch<T> a(m * std::max(n, columns)), taus(k), work;
    Scratch<RealOf<T>> real(2 * n);
    Integers order(n);
    int64_t info = 0, workSize = 0;
    if (k) {
      workSize = workspaceSize<T>([&](T *best, int64_t *ask) {
        if (!pivoting)
          geqrf<T>()(&m, &n, a.data(), &m, taus.data(), best, ask, &info);
        else if constexpr (isComplex<T>)
          geqp3<T>()(&m, &n, a.data(), &m, order.data(), taus.data(), best, ask, real.data(),
                     &info);
        else
          geqp3<T>()(&m, &n, a.data(), &m, order.data(), taus.data(), best, ask, &info);
      });
      workSize =
          std::max(workSize, workspaceSize<T>([&](T *best, int64_t *ask) {
                     orgqr<T>()(&m, &columns, &k, a.data(), &m, taus.data(), best, ask, &info);
                   }));
      work.reserve(workSize);
    }
    for (int64_t i = lo; i < hi; ++i) {
      T *qi = q + i * m * columns, *ri = r + i * columns * n;
      for (int64_t j = 0; p && j < n; ++j)
        p[i * n + j] = k ? 0 : int32_t(j);
      if (!k) {
        // Nothing to decompose: the identity.
        std::fill(qi, qi + m * columns, T(0));
        for (int64_t j = 0; j < columns; ++j)
          qi[j * columns + j] = T(1);
        std::fill(ri, ri + columns * n, T(0));
        continue;
      }
      transposeInto(in + i * m * n, a.data(), m, n);
      for (int64_t j = 0; j < n; ++j)
        order.set(j, 0);
      if (!pivoting)
        geqrf<T>()(&m, &n, a.data(), &m, taus.data(), work.data(), &workSize, &info);
      else if constexpr (isComplex<T>)
        geqp3<T>()(&m, &n, a.data(), &m, order.data(), taus.data(), work.data(), &workSize,
                   real.data(), &info);
      else
        geqp3<T>()(&m, &n, a.data(), &m, order.data(), taus.data(), work.data(), &workSize, &info);
      for (int64_t row = 0; row < columns; ++row)
        for (int64_t j = 0; j < n; ++j)
          ri[row * n + j] = j >= row ? a[j * m + row] : T(0);
      for (int64_t j = 0; p && j < n; ++j)
        p[i * n + j] = int32_t(order[j] - 1);
      // Reflectors that are not there leave the columns of the identity.
      for (int64_t j = n; j < columns; ++j)
        std::fill(a.data() + j * m, a.data() + (j + 1) * m, T(0));
      orgqr<T>()(&m, &columns, &k, a.data(), &m, taus.data(), work.data(), &workSize, &info);
      transposeInto(a.data(), qi, columns, m);
    }
  });
}

/// numbers: batch, m, n
template <typename T> void householder_qr(void *const *buffers, const int64_t *numbers) {
  int64_t batch = numbers[0], m = numbers[1], n = numbers[2], k = std::min(m, n);
  const T *in = static_cast<const T *>(buffers[0]);
  T *out = static_cast<T *>(buffers[1]), *taus = static_cast<T *>(buffers[2]);
  forMatrices(k ? batch : 0, 2.0 * m * n * k, [=](int64_t lo, int64_t hi) {
    Scratch<T> a(m * n);
    int64_t info = 0;
    int64_t workSize = workspaceSize<T>(
        [&](T *best, int64_t *ask) { geqrf<T>()(&m, &n, a.data(), &m, taus, best, ask, &info); });
    Scratch<T> work(workSize);
    for (int64_t i = lo; i < hi; ++i) {
      transposeInto(in + i * m * n, a.data(), m, n);
      geqrf<T>()(&m, &n, a.data(), &m, taus + i * k, work.data(), &workSize, &info);
      transposeInto(a.data(), out + i * m * n, n, m);
    }
  });
}

/// numbers: batch, m, n, number of reflectors
template <typename T> void householder_product(void *const *buffers, const int64_t *numbers) {
  int64_t batch = numbers[0], m = numbers[1], n = numbers[2], k = numbers[3];
  const T *in = static_cast<const T *>(buffers[0]), *taus = static_cast<const T *>(buffers[1]);
  T *out = static_cast<T *>(buffers[2]);
  forMatrices(m && n ? batch : 0, 2.0 * m * n * k, [=](int64_t lo, int64_t hi) {
    Scratch<T> a(m * n);
    int64_t info = 0;
    int64_t workSize = workspaceSize<T>([&](T *best, int64_t *ask) {
      orgqr<T>()(&m, &n, &k, a.data(), &m, taus, best, ask, &info);
    });
    Scratch<T> work(workSize);
    for (int64_t i = lo; i < hi; ++i) {
      transposeInto(in + i * m * n, a.data(), m, n);
      orgqr<T>()(&m, &n, &k, a.data(), &m, taus + i * k, work.data(), &workSize, &info);
      transposeInto(a.data(), out + i * m * n, n, m);
    }
  });
}

/// numbers: batch, rows and columns of c, rows and columns of the reflectors, number
/// of reflectors, left, transpose
template <typename T> void householder_multiply(void *const *buffers, const int64_t *numbers) {
  int64_t batch = numbers[0], m = numbers[1], n = numbers[2], rows = numbers[3];
  int64_t columns = numbers[4], k = numbers[5];
  const char *side = numbers[6] ? "L" : "R";
  const char *form = !numbers[7] ? "N" : isComplex<T> ? "C" : "T";
  const T *in = static_cast<const T *>(buffers[0]), *taus = static_cast<const T *>(buffers[1]);
  const T *c = static_cast<const T *>(buffers[2]);
  T *out = static_cast<T *>(buffers[3]);
  if (!k || !m || !n) {
    std::copy(c, c + batch * m * n, out);
    return;
  }
  forMatrices(batch, 4.0 * m * n * k, [=](int64_t lo, int64_t hi) {
    Scratch<T> a(rows * columns), product(m * n);
    int64_t info = 0;
    int64_t workSize = workspaceSize<T>([&](T *best, int64_t *ask) {
      ormqr<T>()(side, form, &m, &n, &k, a.data(), &rows, taus, product.data(), &m, best, ask,
                 &info);
    });
    Scratch<T> work(workSize);
    for (int64_t i = lo; i < hi; ++i) {
      transposeInto(in + i * rows * columns, a.data(), rows, columns);
      transposeInto(c + i * m * n, product.data(), m, n);
      ormqr<T>()(side, form, &m, &n, &k, a.data(), &rows, taus + i * k, product.data(), &m,
                 work.data(), &workSize, &info);
      transposeInto(product.data(), out + i * m * n, n, m);
    }
  });
}

} // namespace

llvm::ArrayRef<Symbol> covector::runtime::lapackFactorSymbols() {
  static const Symbol symbols[] = {
      COVECTOR_LAPACK_ALL(cholesky),
      COVECTOR_LAPACK_REAL(cholesky_update),
      COVECTOR_LAPACK_ALL(lu),
      {"cv_lu_pivots_to_permutation_i32", reinterpret_cast<void *>(luPivotsToPermutation)},
      COVECTOR_LAPACK_ALL(qr),
      COVECTOR_LAPACK_ALL(householder_qr),
      COVECTOR_LAPACK_ALL(householder_product),
      COVECTOR_LAPACK_ALL(householder_multiply),
  };
  return symbols;
}
