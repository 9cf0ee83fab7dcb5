//===- Blas.cpp - matrix products -----------------------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// OpenBLAS is looked for when the first product is computed: the file that was
// named, or the system's. Without it the products are computed here, slower.
//
// OpenBLAS is asked to use one thread; large products are cut along the rows or
// columns of the result and done by the threads of Parallel.cpp. See Note [Nobody
// waits for a thread that has not come] there.
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/Libraries.h"
#include "runtime/cpu/Symbols.h"
#include <algorithm>
#include <dlfcn.h>
#include <mutex>
#include <string>
#include <type_traits>

using covector::runtime::threadCount;
using cfloat = float _Complex;
using cdouble = double _Complex;

namespace {

// CBLAS' constants.
constexpr int rowMajor = 101, noTrans = 111, trans = 112;

struct Blas {
  bool wide = false; // integers have 64 bits
  void *handle = nullptr;
  const char *prefix = "", *suffix = "";
  void *sgemm = nullptr, *dgemm = nullptr, *cgemm = nullptr, *zgemm = nullptr;
  void *sgemv = nullptr, *dgemv = nullptr, *cgemv = nullptr, *zgemv = nullptr;
  void *setThreads = nullptr;

  bool open(const char *path) {
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!library)
      return false;
    // The names of Debian's OpenBLAS, and of the scipy-openblas wheels.
    struct Naming {
      const char *prefix, *suffix;
      bool wide;
    };
    for (Naming naming : {Naming{"", "", false}, Naming{"scipy_", "", false},
                          Naming{"scipy_", "64_", true}, Naming{"", "64_", true}}) {
      auto find = [&](const char *name) {
        return dlsym(library, (std::string(naming.prefix) + name + naming.suffix).c_str());
      };
      sgemm = find("cblas_sgemm"), dgemm = find("cblas_dgemm");
      cgemm = find("cblas_cgemm"), zgemm = find("cblas_zgemm");
      sgemv = find("cblas_sgemv"), dgemv = find("cblas_dgemv");
      cgemv = find("cblas_cgemv"), zgemv = find("cblas_zgemv");
      setThreads = find("openblas_set_num_threads");
      wide = naming.wide, handle = library;
      prefix = naming.prefix, suffix = naming.suffix;
      if (sgemm && dgemm && cgemm && zgemm && sgemv && dgemv && cgemv && zgemv)
        return true;
    }
    dlclose(library);
    return false;
  }
};

std::mutex mutex; // guards what follows
std::string chosenPath;

/// The library, opened once; null if there is none.
const Blas *blas() {
  static const Blas *found = []() -> const Blas * {
    std::lock_guard<std::mutex> lock(mutex);
    static Blas library;
    bool open = !chosenPath.empty() && library.open(chosenPath.c_str());
    for (const char *name : {"libopenblas.so.0", "libopenblas.so"})
      open = open || library.open(name);
    if (!open)
      return nullptr;
    if (library.setThreads)
      reinterpret_cast<void (*)(int)>(library.setThreads)(1);
    return &library;
  }();
  return found;
}

template <typename T> struct Kind;
template <> struct Kind<float> {
  using Scalar = float;
  static void *gemm(const Blas &b) { return b.sgemm; }
  static void *gemv(const Blas &b) { return b.sgemv; }
};
template <> struct Kind<double> {
  using Scalar = double;
  static void *gemm(const Blas &b) { return b.dgemm; }
  static void *gemv(const Blas &b) { return b.dgemv; }
};
template <> struct Kind<cfloat> {
  using Scalar = const cfloat *;
  static void *gemm(const Blas &b) { return b.cgemm; }
  static void *gemv(const Blas &b) { return b.cgemv; }
};
template <> struct Kind<cdouble> {
  using Scalar = const cdouble *;
  static void *gemm(const Blas &b) { return b.zgemm; }
  static void *gemv(const Blas &b) { return b.zgemv; }
};
template <typename T> typename Kind<T>::Scalar pass(const T &x) {
  if constexpr (std::is_pointer_v<typename Kind<T>::Scalar>)
    return &x;
  else
    return x;
}

/// One product. A product with a vector is done by gemv.
template <typename T, typename Int>
void libraryProduct(const Blas &library, const T *a, const T *b, T *c, Int m, Int n, Int k, Int lda,
                    Int ldb, Int ldc, bool transA, bool transB, bool beta) {
  using Scalar = typename Kind<T>::Scalar;
  T one = 1, betaValue = beta ? 1 : 0;
  using Gemv =
      void (*)(int, int, Int, Int, Scalar, const T *, Int, const T *, Int, Scalar, T *, Int);
  using Gemm = void (*)(int, int, int, Int, Int, Int, Scalar, const T *, Int, const T *, Int,
                        Scalar, T *, Int);
  auto gemv = reinterpret_cast<Gemv>(Kind<T>::gemv(library));
  auto gemm = reinterpret_cast<Gemm>(Kind<T>::gemm(library));
  if (n == 1)
    return gemv(rowMajor, transA ? trans : noTrans, transA ? k : m, transA ? m : k, pass<T>(one), a,
                lda, b, transB ? Int(1) : ldb, pass<T>(betaValue), c, ldc);
  if (m == 1)
    return gemv(rowMajor, transB ? noTrans : trans, transB ? n : k, transB ? k : n, pass<T>(one), b,
                ldb, a, transA ? lda : Int(1), pass<T>(betaValue), c, Int(1));
  gemm(rowMajor, transA ? trans : noTrans, transB ? trans : noTrans, m, n, k, pass<T>(one), a, lda,
       b, ldb, pass<T>(betaValue), c, ldc);
}

/// The product without a library: panels of b that stay in the cache, and rows
/// of c along which the compiler vectorises.
template <typename T>
void plainProduct(const T *a, const T *b, T *c, int64_t m, int64_t n, int64_t k, int64_t lda,
                  int64_t ldb, int64_t ldc, bool transA, bool transB, bool beta) {
  if (!beta)
    for (int64_t i = 0; i < m; ++i)
      std::fill(c + i * ldc, c + i * ldc + n, T(0));
  constexpr int64_t block = 64;
  for (int64_t p0 = 0; p0 < k; p0 += block)
    for (int64_t j0 = 0; j0 < n; j0 += 4 * block)
      for (int64_t i = 0; i < m; ++i) {
        T *row = c + i * ldc;
        for (int64_t p = p0, pEnd = std::min(p0 + block, k); p < pEnd; ++p) {
          T factor = transA ? a[p * lda + i] : a[i * lda + p];
          int64_t jEnd = std::min(j0 + 4 * block, n);
          if (transB)
            for (int64_t j = j0; j < jEnd; ++j)
              row[j] += factor * b[j * ldb + p];
          else
            for (int64_t j = j0; j < jEnd; ++j)
              row[j] += factor * b[p * ldb + j];
        }
      }
}

/// The arguments of one call.
template <typename T> struct Products {
  const Blas *library;
  const T *a, *b;
  T *c;
  int64_t batch, m, n, k, lda, ldb, ldc, strideA, strideB, strideC;
  bool transA, transB, beta;
  bool cutRows; // pieces are rows of the result, else columns; or matrices of a batch

  int64_t pieces() const { return batch > 1 ? batch : cutRows ? m : n; }

  /// Matrices [lo, hi) of a batch, or rows or columns of the one product.
  void run(int64_t lo, int64_t hi) const {
    if (batch > 1) {
      for (int64_t i = lo; i < hi; ++i)
        one(a + i * strideA, b + i * strideB, c + i * strideC, m, n);
    } else if (cutRows) {
      one(a + lo * (transA ? 1 : lda), b, c + lo * ldc, hi - lo, n);
    } else {
      one(a, b + lo * (transB ? ldb : 1), c + lo, m, hi - lo);
    }
  }

private:
  void one(const T *a, const T *b, T *c, int64_t m, int64_t n) const {
    if (!library)
      plainProduct(a, b, c, m, n, k, lda, ldb, ldc, transA, transB, beta);
    else if (library->wide)
      libraryProduct<T, int64_t>(*library, a, b, c, m, n, k, lda, ldb, ldc, transA, transB, beta);
    else
      libraryProduct<T, int32_t>(*library, a, b, c, m, n, k, lda, ldb, ldc, transA, transB, beta);
  }
};

template <typename T> void products(Products<T> p) {
  p.library = blas();
  // The 32-bit library cannot take longer sizes.
  if (p.library && !p.library->wide && std::max({p.m, p.n, p.k, p.lda, p.ldb, p.ldc}) > INT32_MAX)
    p.library = nullptr;
  p.cutRows = p.m >= p.n;
  auto body = [](void **frame, int64_t lo, int64_t hi) {
    reinterpret_cast<const Products<T> *>(frame)->run(lo, hi);
  };
  // A piece is worth some 20 us, and not so thin that it is mostly copied.
  constexpr double pieceWork = 1 << 20;
  double work = double(p.m) * double(p.n) * double(p.k) * (sizeof(T) / sizeof(float));
  int64_t grain = std::max<int64_t>(1, pieceWork * p.pieces() / std::max(work * p.batch, 1.0));
  if (p.batch <= 1)
    grain = std::max<int64_t>({grain, 32, p.pieces() / (2 * threadCount())});
  cv_parallel_for(body, reinterpret_cast<void **>(&p), p.pieces(), grain);
}

} // namespace

#define COVECTOR_DEFINE_GEMM(suffix, type)                                                         \
  COVECTOR_GEMM(suffix, type) {                                                                    \
    products<type>({nullptr, a, b, c, batch, m, n, k, lda, ldb, ldc, strideA, strideB, strideC,    \
                    transA != 0, transB != 0, beta != 0, true});                                   \
  }
COVECTOR_DEFINE_GEMM(f32, float)
COVECTOR_DEFINE_GEMM(f64, double)
COVECTOR_DEFINE_GEMM(c64, float _Complex)
COVECTOR_DEFINE_GEMM(c128, double _Complex)

namespace covector::runtime {

void setBlasLibrary(const std::string &path) {
  std::lock_guard<std::mutex> lock(mutex);
  chosenPath = path;
}

bool haveBlas() { return blas(); }

void *findLapackRoutine(const char *name) {
  const Blas *library = blas();
  if (!library)
    return nullptr;
  // Fortran's name, with an underscore.
  return dlsym(library->handle,
               (std::string(library->prefix) + name + "_" + library->suffix).c_str());
}

bool lapackIsWide() { return blas() && blas()->wide; }

} // namespace covector::runtime
