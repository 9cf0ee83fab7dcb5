//===- SortingSplit.h - what is less than a number to the front -*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_SORTINGSPLIT_H
#define COVECTOR_RUNTIME_CPU_SORTINGSPLIT_H

#include <cstdint>
#include <type_traits>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace covector::runtime::sorting {

/// The part [low, high) of the result that is still free.
struct Free {
  int64_t low, high;
};

/// Places the elements [first, count): each is written to both ends of what is
/// free, which has room for all that are left.
template <typename T>
void splitScalars(const T *x, T *result, int64_t first, int64_t count, T middle, Free &free) {
  for (int64_t i = first; i < count; ++i) {
    T value = x[i];
    bool less = value < middle;
    result[free.low] = value;
    result[free.high - 1] = value;
    free.low += less;
    free.high -= !less;
  }
}

#if defined(__x86_64__)
#define COVECTOR_AVX512 __attribute__((target("avx512f")))

template <typename T> COVECTOR_AVX512 unsigned lessMask(__m512i v, __m512i middle) {
  if constexpr (std::is_same_v<T, float>)
    return _mm512_cmp_ps_mask(_mm512_castsi512_ps(v), _mm512_castsi512_ps(middle), _CMP_LT_OQ);
  else if constexpr (std::is_same_v<T, double>)
    return _mm512_cmp_pd_mask(_mm512_castsi512_pd(v), _mm512_castsi512_pd(middle), _CMP_LT_OQ);
  else if constexpr (sizeof(T) == 4)
    return std::is_signed_v<T> ? _mm512_cmplt_epi32_mask(v, middle)
                               : _mm512_cmplt_epu32_mask(v, middle);
  else
    return std::is_signed_v<T> ? _mm512_cmplt_epi64_mask(v, middle)
                               : _mm512_cmplt_epu64_mask(v, middle);
}

/// Places whole vectors, and returns how many elements these are.
template <typename T>
COVECTOR_AVX512 int64_t splitVectors(const T *x, T *result, int64_t count, T middle, Free &free) {
  constexpr int lanes = 64 / sizeof(T);
  constexpr unsigned all = (1u << lanes) - 1;
  T repeated[lanes];
  for (T &value : repeated)
    value = middle;
  __m512i middles = _mm512_loadu_si512(repeated);
  int64_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    __m512i v = _mm512_loadu_si512(x + i);
    unsigned mask = lessMask<T>(v, middles), other = ~mask & all;
    int low = __builtin_popcount(mask), high = lanes - low;
    free.high -= high;
    if constexpr (sizeof(T) == 4) {
      _mm512_mask_storeu_epi32(result + free.low, (1u << low) - 1,
                               _mm512_maskz_compress_epi32(mask, v));
      _mm512_mask_storeu_epi32(result + free.high, (1u << high) - 1,
                               _mm512_maskz_compress_epi32(other, v));
    } else {
      _mm512_mask_storeu_epi64(result + free.low, (1u << low) - 1,
                               _mm512_maskz_compress_epi64(mask, v));
      _mm512_mask_storeu_epi64(result + free.high, (1u << high) - 1,
                               _mm512_maskz_compress_epi64(other, v));
    }
    free.low += low;
  }
  return i;
}
#undef COVECTOR_AVX512
#endif

/// Copies `x` to `result`, what is less than `middle` to the front, and returns
/// how many these are.
template <typename T> int64_t split(const T *x, T *result, int64_t count, T middle) {
  Free free = {0, count};
  int64_t placed = 0;
#if defined(__x86_64__)
  if constexpr (sizeof(T) >= 4) {
    static const bool hasVectors = __builtin_cpu_supports("avx512f");
    if (hasVectors)
      placed = splitVectors(x, result, count, middle, free);
  }
#endif
  splitScalars(x, result, placed, count, middle, free);
  return free.low;
}

} // namespace covector::runtime::sorting

#endif // COVECTOR_RUNTIME_CPU_SORTINGSPLIT_H
