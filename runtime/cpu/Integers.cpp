//===- Integers.cpp - functions of integers -------------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/Integers.h"
#include <numeric>
#include <type_traits>

namespace {

/// Divisions take tens of cycles: this many pairs are worth a thread.
constexpr int64_t grain = 1 << 14;

/// |x| as an unsigned number, which that of the least one is too.
template <typename T> std::make_unsigned_t<T> size(T x) {
  using Unsigned = std::make_unsigned_t<T>;
  return x < 0 ? static_cast<Unsigned>(0 - static_cast<Unsigned>(x)) : static_cast<Unsigned>(x);
}

template <typename T> void gcdOfRange(void **buffers, int64_t lo, int64_t hi) {
  auto *x = static_cast<const T *>(buffers[0]), *y = static_cast<const T *>(buffers[1]);
  auto *result = static_cast<T *>(buffers[2]);
  for (int64_t i = lo; i < hi; ++i)
    result[i] = static_cast<T>(std::gcd(size(x[i]), size(y[i])));
}

template <typename T> void gcd(void *const *buffers, const int64_t *numbers) {
  cv_parallel_for(gcdOfRange<T>, const_cast<void **>(buffers), numbers[0], grain);
}

} // namespace

#define COVECTOR_DEFINE(suffix, type)                                                              \
  void cv_gcd_##suffix(void *const *buffers, const int64_t *numbers) {                             \
    gcd<type>(buffers, numbers);                                                                   \
  }
COVECTOR_INTEGERS(COVECTOR_DEFINE)

namespace covector::runtime {

llvm::ArrayRef<Symbol> integerSymbols() {
#define COVECTOR_NAME(suffix, type) {"cv_gcd_" #suffix, reinterpret_cast<void *>(cv_gcd_##suffix)},
  static const Symbol symbols[] = {COVECTOR_INTEGERS(COVECTOR_NAME)};
#undef COVECTOR_NAME
  return symbols;
}

} // namespace covector::runtime
