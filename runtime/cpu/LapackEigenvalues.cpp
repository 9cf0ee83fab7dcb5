//===- LapackEigenvalues.cpp - eigenvalues and reductions -----------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Matrices with infinities or NaN are not given to LAPACK: some of its iterations
// would not end.
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/LapackSchur.h"

using namespace covector::runtime;
using namespace covector::runtime::lapack;

namespace {

COVECTOR_LAPACK_AS(syevd, heevd)
COVECTOR_LAPACK(geev)
COVECTOR_LAPACK(gehrd)
COVECTOR_LAPACK_AS(sytrd, hetrd)

//===----------------------------------------------------------------------===//
// Hermitian matrices
//===----------------------------------------------------------------------===//

/// numbers: batch, n, lower, vectors
template <typename T> void eigh(void *const *buffers, const int64_t *numbers) {
  using Real = RealOf<T>;
  int64_t batch = numbers[0], n = numbers[1];
  bool lower = numbers[2], vectors = numbers[3];
  const T *in = static_cast<const T *>(buffers[0]);
  Real *w = static_cast<Real *>(buffers[1]);
  T *v = vectors ? static_cast<T *>(buffers[2]) : nullptr;
  const char *job = vectors ? "V" : "N", *triangle = lower ? "L" : "U";
  forMatrices(n ? batch : 0, 9.0 * n * n * n, [=](int64_t lo, int64_t hi) {
    Scratch<T> a(n * n);
    T best[2] = {};
    Real bestReal[2] = {};
    int64_t bestInteger = 0, ask = -1, info = 0;
    if constexpr (isComplex<T>)
      syevd<T>()(job, triangle, &n, a.data(), &n, w, best, &ask, bestReal, &ask, &bestInteger, &ask,
                 &info);
    else
      syevd<T>()(job, triangle, &n, a.data(), &n, w, best, &ask, &bestInteger, &ask, &info);
    int64_t workSize = int64_t(std::real(best[0]) * (1 + 1e-6)) + 1;
    int64_t realSize = int64_t(bestReal[0] * (1 + 1e-6)) + 1, integerSize = bestInteger + 1;
    Scratch<T> work(workSize);
    Scratch<Real> real(realSize);
    Integers integers(integerSize);
    for (int64_t i = lo; i < hi; ++i) {
      transposeInto(in + i * n * n, a.data(), n, n);
      // Of the other triangle, which is not read, anything may be said.
      bool finite = true;
      for (int64_t j = 0; j < n; ++j)
        finite &=
            lower ? allFinite(a.data() + j * n + j, n - j) : allFinite(a.data() + j * n, j + 1);
      Real *wi = w + i * n;
      info = 0;
      if (!finite)
        info = 1;
      else if constexpr (isComplex<T>)
        syevd<T>()(job, triangle, &n, a.data(), &n, wi, work.data(), &workSize, real.data(),
                   &realSize, integers.data(), &integerSize, &info);
      else
        syevd<T>()(job, triangle, &n, a.data(), &n, wi, work.data(), &workSize, integers.data(),
                   &integerSize, &info);
      if (info)
        fillNan(wi, n);
      if (v && info)
        fillNan(v + i * n * n, n * n);
      else if (v)
        transposeInto(a.data(), v + i * n * n, n, n);
    }
  });
}

/// numbers: batch, n, lower
template <typename T> void tridiagonal(void *const *buffers, const int64_t *numbers) {
  using Real = RealOf<T>;
  int64_t batch = numbers[0], n = numbers[1];
  const char *triangle = numbers[2] ? "L" : "U";
  const T *in = static_cast<const T *>(buffers[0]);
  T *out = static_cast<T *>(buffers[1]), *taus = static_cast<T *>(buffers[4]);
  Real *d = static_cast<Real *>(buffers[2]), *e = static_cast<Real *>(buffers[3]);
  forMatrices(batch, 1.4 * n * n * n, [=](int64_t lo, int64_t hi) {
    Scratch<T> a(n * n), tau(n);
    Scratch<Real> beside(n);
    int64_t info = 0;
    int64_t workSize = workspaceSize<T>([&](T *best, int64_t *ask) {
      sytrd<T>()(triangle, &n, a.data(), &n, d, beside.data(), tau.data(), best, ask, &info);
    });
    Scratch<T> work(workSize);
    for (int64_t i = lo; i < hi; ++i) {
      transposeInto(in + i * n * n, a.data(), n, n);
      sytrd<T>()(triangle, &n, a.data(), &n, d + i * n, beside.data(), tau.data(), work.data(),
                 &workSize, &info);
      transposeInto(a.data(), out + i * n * n, n, n);
      std::copy(beside.data(), beside.data() + n - 1, e + i * (n - 1));
      std::copy(tau.data(), tau.data() + n - 1, taus + i * (n - 1));
    }
  });
}

//===----------------------------------------------------------------------===//
// Any square matrices
//===----------------------------------------------------------------------===//

/// Vectors in rows of complex numbers. In real arithmetic a pair of conjugate
/// eigenvalues has its vectors' real parts in one column of `from` and the
/// imaginary parts in the next.
template <typename T>
void unpackVectors(const T *from, const T *imaginary, std::complex<RealOf<T>> *to, int64_t n) {
  for (int64_t j = 0; j < n; ++j) {
    const T *column = from + j * n;
    if constexpr (isComplex<T>) {
      for (int64_t i = 0; i < n; ++i)
        to[i * n + j] = column[i];
    } else if (imaginary[j] == 0 || j + 1 == n) {
      for (int64_t i = 0; i < n; ++i)
        to[i * n + j] = column[i];
    } else {
      for (int64_t i = 0; i < n; ++i) {
        to[i * n + j] = {column[i], column[n + i]};
        to[i * n + j + 1] = {column[i], -column[n + i]};
      }
      ++j;
    }
  }
}

/// numbers: batch, n, left, right
template <typename T> void eig(void *const *buffers, const int64_t *numbers) {
  using Real = RealOf<T>;
  using Complex = std::complex<Real>;
  int64_t batch = numbers[0], n = numbers[1];
  bool wantsLeft = numbers[2], wantsRight = numbers[3];
  const T *in = static_cast<const T *>(buffers[0]);
  Complex *w = static_cast<Complex *>(buffers[1]);
  Complex *left = wantsLeft ? static_cast<Complex *>(buffers[2]) : nullptr;
  Complex *right = wantsRight ? static_cast<Complex *>(buffers[wantsLeft ? 3 : 2]) : nullptr;
  const char *leftJob = wantsLeft ? "V" : "N", *rightJob = wantsRight ? "V" : "N";
  forMatrices(n ? batch : 0, 25.0 * n * n * n, [=](int64_t lo, int64_t hi) {
    Scratch<T> a(n * n), vl(n * n), vr(n * n), values(2 * n), work;
    Scratch<Real> real(2 * n);
    int64_t info = 0, workSize = 0;
    auto call = [&](T *memory, int64_t *size) {
      info = 0;
      if constexpr (isComplex<T>)
        geev<T>()(leftJob, rightJob, &n, a.data(), &n, values.data(), vl.data(), &n, vr.data(), &n,
                  memory, size, real.data(), &info);
      else
        geev<T>()(leftJob, rightJob, &n, a.data(), &n, values.data(), values.data() + n, vl.data(),
                  &n, vr.data(), &n, memory, size, &info);
    };
    workSize = workspaceSize<T>(call);
    work.reserve(workSize);
    for (int64_t i = lo; i < hi; ++i) {
      bool found = allFinite(in + i * n * n, n * n);
      if (found) {
        transposeInto(in + i * n * n, a.data(), n, n);
        call(work.data(), &workSize);
        found = info == 0;
      }
      Complex *wi = w + i * n;
      if (!found) {
        fillNan(wi, n);
        for (Complex *vectors : {left, right})
          if (vectors)
            fillNan(vectors + i * n * n, n * n);
        continue;
      }
      for (int64_t j = 0; j < n; ++j)
        if constexpr (isComplex<T>)
          wi[j] = values[j];
        else
          wi[j] = {values[j], values[n + j]};
      if (left)
        unpackVectors(vl.data(), values.data() + n, left + i * n * n, n);
      if (right)
        unpackVectors(vr.data(), values.data() + n, right + i * n * n, n);
    }
  });
}

/// numbers: batch, n, vectors
template <typename T> void schur(void *const *buffers, const int64_t *numbers) {
  int64_t batch = numbers[0], n = numbers[1];
  const T *in = static_cast<const T *>(buffers[0]);
  T *t = static_cast<T *>(buffers[1]), *z = numbers[2] ? static_cast<T *>(buffers[2]) : nullptr;
  forMatrices(n ? batch : 0, 25.0 * n * n * n, [=](int64_t lo, int64_t hi) {
    SchurForm<T> form(n, z != nullptr);
    for (int64_t i = lo; i < hi; ++i) {
      transposeInto(in + i * n * n, form.t.data(), n, n);
      bool found = allFinite(in + i * n * n, n * n) && form.compute();
      for (auto [from, to] : {std::pair(form.t.data(), t), std::pair(form.z.data(), z)})
        if (to && found)
          transposeInto(from, to + i * n * n, n, n);
        else if (to)
          fillNan(to + i * n * n, n * n);
    }
  });
}

/// Makes the block at rows `k - 1` and `k` of `t` triangular by a rotation, of `z`
/// too; both n x n, in rows.
template <typename Complex> void rotateBlock(Complex *t, Complex *z, int64_t n, int64_t k) {
  using Real = typename Complex::value_type;
  Complex a = t[(k - 1) * n + k - 1], b = t[(k - 1) * n + k], c = t[k * n + k - 1];
  Complex d = t[k * n + k];
  // An eigenvalue of the block, less d.
  Complex half = (a - d) / Real(2);
  Complex mu = half + std::sqrt(half * half + b * c);
  Real length = std::hypot(std::abs(mu), std::abs(c));
  if (length == 0)
    return;
  Complex p = mu / length, s = c / length;
  for (int64_t j = k - 1; j < n; ++j) {
    Complex up = t[(k - 1) * n + j], down = t[k * n + j];
    t[(k - 1) * n + j] = std::conj(p) * up + std::conj(s) * down;
    t[k * n + j] = -s * up + p * down;
  }
  auto turnColumns = [&](Complex *x, int64_t rows) {
    for (int64_t i = 0; i < rows; ++i) {
      Complex left = x[i * n + k - 1], right = x[i * n + k];
      x[i * n + k - 1] = p * left + s * right;
      x[i * n + k] = -std::conj(s) * left + std::conj(p) * right;
    }
  };
  turnColumns(t, k + 1);
  turnColumns(z, n);
}

/// numbers: batch, n
template <typename T> void complex_schur(void *const *buffers, const int64_t *numbers) {
  using Complex = std::complex<T>;
  int64_t batch = numbers[0], n = numbers[1];
  const T *tIn = static_cast<const T *>(buffers[0]), *zIn = static_cast<const T *>(buffers[1]);
  Complex *tOut = static_cast<Complex *>(buffers[2]), *zOut = static_cast<Complex *>(buffers[3]);
  forMatrices(batch, 12.0 * n * n * n, [=](int64_t lo, int64_t hi) {
    for (int64_t i = lo; i < hi; ++i) {
      Complex *t = tOut + i * n * n, *z = zOut + i * n * n;
      std::copy(tIn + i * n * n, tIn + (i + 1) * n * n, t);
      std::copy(zIn + i * n * n, zIn + (i + 1) * n * n, z);
      for (int64_t k = n - 1; k > 0; --k) {
        T size = std::abs(t[(k - 1) * n + k - 1]) + std::abs(t[k * n + k]);
        if (std::abs(t[k * n + k - 1]) > std::numeric_limits<T>::epsilon() * size)
          rotateBlock(t, z, n, k);
        t[k * n + k - 1] = 0;
      }
    }
  });
}

/// numbers: batch, n
template <typename T> void hessenberg(void *const *buffers, const int64_t *numbers) {
  int64_t batch = numbers[0], n = numbers[1], count = std::max<int64_t>(n - 1, 0);
  const T *in = static_cast<const T *>(buffers[0]);
  T *out = static_cast<T *>(buffers[1]), *taus = static_cast<T *>(buffers[2]);
  forMatrices(n ? batch : 0, 3.4 * n * n * n, [=](int64_t lo, int64_t hi) {
    Scratch<T> a(n * n), tau(n);
    int64_t info = 0, first = 1;
    int64_t workSize = workspaceSize<T>([&](T *best, int64_t *ask) {
      gehrd<T>()(&n, &first, &n, a.data(), &n, tau.data(), best, ask, &info);
    });
    Scratch<T> work(workSize);
    for (int64_t i = lo; i < hi; ++i) {
      transposeInto(in + i * n * n, a.data(), n, n);
      gehrd<T>()(&n, &first, &n, a.data(), &n, tau.data(), work.data(), &workSize, &info);
      transposeInto(a.data(), out + i * n * n, n, n);
      std::copy(tau.data(), tau.data() + count, taus + i * count);
    }
  });
}

} // namespace

llvm::ArrayRef<Symbol> covector::runtime::lapackEigenvalueSymbols() {
  static const Symbol symbols[] = {
      COVECTOR_LAPACK_ALL(eigh),
      COVECTOR_LAPACK_ALL(tridiagonal),
      COVECTOR_LAPACK_ALL(eig),
      COVECTOR_LAPACK_ALL(schur),
      COVECTOR_LAPACK_REAL(complex_schur),
      COVECTOR_LAPACK_ALL(hessenberg),
  };
  return symbols;
}
