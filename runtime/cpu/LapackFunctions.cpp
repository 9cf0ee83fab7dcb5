//===- LapackFunctions.cpp - determinants and square roots ----------------===//
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

COVECTOR_LAPACK(getrf)
COVECTOR_LAPACK(getri)
COVECTOR_LAPACK(gecon)

//===----------------------------------------------------------------------===//
// Determinants
//===----------------------------------------------------------------------===//

/// Factors of copies of square matrices. The matrix in rows is read as its
/// transposed one, which has the same determinant.
template <typename T> class Factors {
public:
  explicit Factors(int64_t n) : lu(n * n), n(n), exchanges(n) {}

  void compute(const T *matrix) {
    std::copy(matrix, matrix + n * n, lu.data());
    int64_t info = 0;
    if (n)
      getrf<T>()(&n, &n, lu.data(), &n, exchanges.data(), &info);
  }
  /// The sign of the row exchanges, and a diagonal element.
  bool isOdd() const {
    bool odd = false;
    for (int64_t i = 0; i < n; ++i)
      odd ^= exchanges[i] != i + 1;
    return odd;
  }
  T diagonal(int64_t i) { return lu[i * n + i]; }
  T determinant() {
    T result(isOdd() ? -1 : 1);
    for (int64_t i = 0; i < n; ++i)
      result *= diagonal(i);
    return result;
  }

  Scratch<T> lu;

protected:
  int64_t n;
  Integers exchanges;
};

/// numbers: batch, n
template <typename T> void det(void *const *buffers, const int64_t *numbers) {
  int64_t batch = numbers[0], n = numbers[1];
  const T *in = static_cast<const T *>(buffers[0]);
  T *out = static_cast<T *>(buffers[1]);
  forMatrices(batch, 0.7 * n * n * n, [=](int64_t lo, int64_t hi) {
    Factors<T> factors(n);
    for (int64_t i = lo; i < hi; ++i) {
      factors.compute(in + i * n * n);
      out[i] = factors.determinant();
    }
  });
}

/// numbers: batch, n
template <typename T> void slogdet(void *const *buffers, const int64_t *numbers) {
  using Real = RealOf<T>;
  int64_t batch = numbers[0], n = numbers[1];
  const T *in = static_cast<const T *>(buffers[0]);
  T *sign = static_cast<T *>(buffers[1]);
  Real *logarithm = static_cast<Real *>(buffers[2]);
  forMatrices(batch, 0.7 * n * n * n, [=](int64_t lo, int64_t hi) {
    Factors<T> factors(n);
    for (int64_t i = lo; i < hi; ++i) {
      factors.compute(in + i * n * n);
      T direction(factors.isOdd() ? -1 : 1);
      Real sum = 0;
      for (int64_t j = 0; j < n; ++j) {
        T value = factors.diagonal(j);
        Real size = std::abs(value);
        direction *= size == 0 ? T(0) : T(value / size);
        sum += std::log(size);
      }
      sign[i] = direction;
      logarithm[i] = sum;
    }
  });
}

/// The inverse of a matrix by its factors, if they are good enough for it.
template <typename T> class Inverse : public Factors<T> {
public:
  using Factors<T>::n, Factors<T>::lu, Factors<T>::exchanges;

  explicit Inverse(int64_t n) : Factors<T>(n), work(4 * n), real(2 * n), integers(n) {
    int64_t info = 0;
    workSize = std::max(4 * n, workspaceSize<T>([&](T *best, int64_t *ask) {
                          getri<T>()(&n, lu.data(), &n, exchanges.data(), best, ask, &info);
                        }));
    work.reserve(workSize);
  }

  /// Whether the factors are far from those of a singular matrix.
  bool isWellConditioned(const T *matrix) {
    using Real = RealOf<T>;
    // In columns: the greatest sum of absolute values of one.
    Real norm = 0, reciprocal = 0;
    for (int64_t j = 0; j < n; ++j) {
      Real sum = 0;
      for (int64_t i = 0; i < n; ++i)
        sum += std::abs(matrix[j * n + i]);
      norm = std::max(norm, sum);
    }
    int64_t info = 0;
    if constexpr (isComplex<T>)
      gecon<T>()("1", &n, lu.data(), &n, &norm, &reciprocal, work.data(), real.data(), &info);
    else
      gecon<T>()("1", &n, lu.data(), &n, &norm, &reciprocal, work.data(), integers.data(), &info);
    return info == 0 && reciprocal > 1000 * std::numeric_limits<Real>::epsilon();
  }
  /// Puts the inverse in the place of the factors.
  void invert() {
    int64_t info = 0;
    getri<T>()(&n, lu.data(), &n, exchanges.data(), work.data(), &workSize, &info);
  }

private:
  int64_t workSize = 0;
  Scratch<T> work;
  Scratch<RealOf<T>> real;
  Integers integers;
};

/// The cofactors of a matrix that may be singular, n x n in rows: with
/// a = u s vh they are det(u) det(vh) conj(u) c conj(vh), where c holds the products
/// of all singular values but one.
template <typename T> void singularCofactors(const T *a, T *out, int64_t n) {
  using Real = RealOf<T>;
  SingularValues<T> form(n, n, "A");
  Scratch<Real> s(n);
  if (!form.compute(a, s.data())) {
    fillNan(out, n * n);
    return;
  }
  Factors<T> u(n), vh(n);
  u.compute(form.u.data());
  vh.compute(form.vh.data());
  T sign = u.determinant() * vh.determinant();
  for (int64_t j = 0; j < n; ++j) {
    Real others = 1;
    for (int64_t k = 0; k < n; ++k)
      others *= k == j ? Real(1) : s[k];
    for (int64_t i = 0; i < n; ++i)
      form.u[j * n + i] = conjugate(form.u[j * n + i]) * others * sign;
  }
  std::transform(form.vh.data(), form.vh.data() + n * n, form.vh.data(), conjugate<T>);
  Scratch<T> columns(n * n);
  product("N", "N", form.u.data(), form.vh.data(), columns.data(), n, n, n);
  transposeInto(columns.data(), out, n, n);
}

/// numbers: batch, n
template <typename T> void cofactor(void *const *buffers, const int64_t *numbers) {
  int64_t batch = numbers[0], n = numbers[1];
  const T *in = static_cast<const T *>(buffers[0]);
  T *out = static_cast<T *>(buffers[1]);
  forMatrices(n ? batch : 0, 2.0 * n * n * n, [=](int64_t lo, int64_t hi) {
    Inverse<T> inverse(n);
    for (int64_t i = lo; i < hi; ++i) {
      const T *a = in + i * n * n;
      T *c = out + i * n * n;
      inverse.compute(a);
      if (!inverse.isWellConditioned(a)) {
        singularCofactors(a, c, n);
        continue;
      }
      T determinant = inverse.determinant();
      inverse.invert();
      // What is the transposed inverse's in columns is the inverse in rows.
      transposeInto(inverse.lu.data(), c, n, n);
      std::transform(c, c + n * n, c, [=](T x) { return x * determinant; });
    }
  });
}

//===----------------------------------------------------------------------===//
// Square roots
//===----------------------------------------------------------------------===//

/// The square root of an upper triangular matrix in its place, n x n in columns:
/// column by column, each from the diagonal up.
template <typename T> void triangularRoot(T *t, int64_t n) {
  for (int64_t j = 0; j < n; ++j) {
    t[j * n + j] = std::sqrt(t[j * n + j]);
    for (int64_t i = j - 1; i >= 0; --i) {
      T sum = t[j * n + i];
      for (int64_t k = i + 1; k < j; ++k)
        sum -= t[k * n + i] * t[j * n + k];
      T denominator = t[i * n + i] + t[j * n + j];
      t[j * n + i] = sum == T(0) && denominator == T(0) ? T(0) : sum / denominator;
    }
  }
}

/// numbers: batch, n
template <typename T> void sqrtm(void *const *buffers, const int64_t *numbers) {
  int64_t batch = numbers[0], n = numbers[1];
  const T *in = static_cast<const T *>(buffers[0]);
  T *out = static_cast<T *>(buffers[1]);
  forMatrices(n ? batch : 0, 30.0 * n * n * n, [=](int64_t lo, int64_t hi) {
    SchurForm<T> form(n);
    Scratch<T> left(n * n);
    for (int64_t i = lo; i < hi; ++i) {
      transposeInto(in + i * n * n, form.t.data(), n, n);
      if (!allFinite(in + i * n * n, n * n) || !form.compute()) {
        fillNan(out + i * n * n, n * n);
        continue;
      }
      for (int64_t j = 0; j < n; ++j)
        std::fill(form.t.data() + j * n + j + 1, form.t.data() + (j + 1) * n, T(0));
      triangularRoot(form.t.data(), n);
      product("N", "N", form.z.data(), form.t.data(), left.data(), n, n, n);
      product("N", "C", left.data(), form.z.data(), form.t.data(), n, n, n);
      transposeInto(form.t.data(), out + i * n * n, n, n);
    }
  });
}

} // namespace

llvm::ArrayRef<Symbol> covector::runtime::lapackFunctionSymbols() {
  static const Symbol symbols[] = {COVECTOR_LAPACK_ALL(det), COVECTOR_LAPACK_ALL(slogdet),
                                   COVECTOR_LAPACK_ALL(cofactor), COVECTOR_LAPACK_COMPLEX(sqrtm)};
  return symbols;
}
