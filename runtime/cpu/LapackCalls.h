//===- LapackCalls.h - how LAPACK is called ---------------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Note [Integers of LAPACK]
//   A library has integers of 32 or of 64 bits, and all are passed by address.
//   Numbers are always stored in 64 bits here: on a little-endian machine the
//   first four bytes of a number are the number, as long as it is small; those
//   that LAPACK writes are zero before. Only arrays of integers differ; see
//   Integers.
//
// Note [Lengths of characters]
//   Fortran passes the length of every character argument after all others.
//   Without them a callee may write to stack that it thinks to be arguments.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_LAPACKCALLS_H
#define COVECTOR_RUNTIME_CPU_LAPACKCALLS_H

#include "runtime/cpu/Lapack.h"
#include "runtime/cpu/Libraries.h"
#include "runtime/cpu/Memory.h"
#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace covector::runtime::lapack {

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

template <typename T> struct ElementOf {
  using Real = T;
  static constexpr bool isComplex = false;
};
template <typename T> struct ElementOf<std::complex<T>> {
  using Real = T;
  static constexpr bool isComplex = true;
};
template <typename T> using RealOf = typename ElementOf<T>::Real;
template <typename T> constexpr bool isComplex = ElementOf<T>::isComplex;

template <typename T> T conjugate(T x) {
  if constexpr (isComplex<T>)
    return std::conj(x);
  else
    return x;
}

template <typename T> bool isFinite(T x) {
  return std::isfinite(std::real(x)) && std::isfinite(std::imag(x));
}

template <typename T> bool allFinite(const T *x, int64_t count) {
  return std::all_of(x, x + count, isFinite<T>);
}

template <typename T> void fillNan(T *x, int64_t count) {
  RealOf<T> nan = std::numeric_limits<RealOf<T>>::quiet_NaN();
  if constexpr (isComplex<T>)
    std::fill(x, x + count, T(nan, nan));
  else
    std::fill(x, x + count, nan);
}

//===----------------------------------------------------------------------===//
// Routines
//===----------------------------------------------------------------------===//

/// A routine of BLAS or LAPACK, for one element type.
class Routine {
public:
  explicit Routine(const std::string &name) : address(findLapackRoutine(name.c_str())) {}

  template <typename... Args> void operator()(Args... args) const {
    // See Note [Lengths of characters].
    constexpr size_t count = (0 + ... + (std::is_same_v<Args, const char *> ? 1 : 0));
    call(std::make_index_sequence<count>(), args...);
  }

private:
  template <size_t> using Length = size_t;
  template <size_t... Is, typename... Args>
  void call(std::index_sequence<Is...>, Args... args) const {
    reinterpret_cast<void (*)(Args..., Length<Is>...)>(address)(args..., (void(Is), size_t(1))...);
  }

  void *address;
};

/// The name of a routine with the letter of the element type; routines that are
/// called otherwise for complex numbers have a second name.
template <typename T> std::string routineName(const char *name, const char *complexName) {
  bool isDouble = std::is_same_v<RealOf<T>, double>;
  const char *letter = isComplex<T> ? (isDouble ? "z" : "c") : (isDouble ? "d" : "s");
  return std::string(letter) + (isComplex<T> ? complexName : name);
}

/// Defines `<name><T>()`, the routine for the element type T.
#define COVECTOR_LAPACK_AS(name, complexName)                                                      \
  template <typename T> const Routine &name() {                                                    \
    static const Routine routine(routineName<T>(#name, #complexName));                             \
    return routine;                                                                                \
  }
#define COVECTOR_LAPACK(name) COVECTOR_LAPACK_AS(name, name)

/// An array of LAPACK's integers.
class Integers {
public:
  explicit Integers(int64_t count) : words(std::max<int64_t>(count, 1)) {}

  int64_t *data() { return words.data(); }
  int64_t operator[](int64_t i) const {
    return lapackIsWide() ? words[i] : reinterpret_cast<const int32_t *>(words.data())[i];
  }
  void set(int64_t i, int64_t value) {
    if (lapackIsWide())
      words[i] = value;
    else
      reinterpret_cast<int32_t *>(words.data())[i] = int32_t(value);
  }

private:
  std::vector<int64_t> words;
};

/// Memory that LAPACK works in. Its elements are not set.
template <typename T> class Scratch {
public:
  explicit Scratch(int64_t count = 0) { reserve(count); }
  Scratch(const Scratch &) = delete;
  ~Scratch() { freeMemory(memory); }

  void reserve(int64_t count) {
    if (count <= size && memory)
      return;
    freeMemory(memory);
    memory = nullptr;
    size = std::max<int64_t>(count, 1);
    memory = static_cast<T *>(needMemory({size, sizeof(T)}));
  }
  T *data() { return memory; }
  T &operator[](int64_t i) { return memory[i]; }

private:
  T *memory = nullptr;
  int64_t size = 0;
};

/// The workspace of a routine: `query` is called with the address of one element
/// and of the size -1, and writes the size that is best.
template <typename T, typename Query> int64_t workspaceSize(Query query) {
  T best[2] = {};
  int64_t ask = -1;
  query(best, &ask);
  return std::max<int64_t>(1, int64_t(std::real(best[0]) * (1 + 1e-6)) + 1);
}

//===----------------------------------------------------------------------===//
// Matrices
//===----------------------------------------------------------------------===//

/// `to` (n x m, row-major) is the transposed of `from` (m x n, row-major); so it
/// is also the same matrix in columns.
template <typename T> void transposeInto(const T *from, T *to, int64_t m, int64_t n) {
  constexpr int64_t tile = 16;
  for (int64_t i0 = 0; i0 < m; i0 += tile)
    for (int64_t j0 = 0; j0 < n; j0 += tile)
      for (int64_t i = i0, iEnd = std::min(i0 + tile, m); i < iEnd; ++i)
        for (int64_t j = j0, jEnd = std::min(j0 + tile, n); j < jEnd; ++j)
          to[j * m + i] = from[i * n + j];
}

/// Calls `body(lo, hi)` for ranges of the matrices of a batch, in several threads if
/// `work` floating-point operations for each of them are worth it.
template <typename Body> void forMatrices(int64_t batch, double work, Body body) {
  constexpr double pieceWork = 1e5;
  int64_t grain = std::max<int64_t>(1, pieceWork / std::max(work, 100.0));
  auto call = [](void **frame, int64_t lo, int64_t hi) {
    (*reinterpret_cast<Body *>(frame))(lo, hi);
  };
  if (batch)
    cv_parallel_for(call, reinterpret_cast<void **>(&body), batch, grain);
}

} // namespace covector::runtime::lapack

/// One entry of a table of functions for each element type.
#define COVECTOR_LAPACK_REAL(name)                                                                 \
  {"cv_" #name "_f32", reinterpret_cast<void *>(name<float>)}, {                                   \
    "cv_" #name "_f64", reinterpret_cast<void *>(name<double>)                                     \
  }
#define COVECTOR_LAPACK_COMPLEX(name)                                                              \
  {"cv_" #name "_c64", reinterpret_cast<void *>(name<std::complex<float>>)}, {                     \
    "cv_" #name "_c128", reinterpret_cast<void *>(name<std::complex<double>>)                      \
  }
#define COVECTOR_LAPACK_ALL(name) COVECTOR_LAPACK_REAL(name), COVECTOR_LAPACK_COMPLEX(name)

#endif // COVECTOR_RUNTIME_CPU_LAPACKCALLS_H
