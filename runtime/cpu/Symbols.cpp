//===- Symbols.cpp - the runtime's functions that kernels call ------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM calls compiler-rt's functions for conversions that the machine lacks;
// they are defined here, so that no such library need be found.
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/Symbols.h"
#include "runtime/cpu/Callbacks.h"
#include "runtime/cpu/Complex.h"
#include "runtime/cpu/Convolution.h"
#include "runtime/cpu/Cumulative.h"
#include "runtime/cpu/Fourier.h"
#include "runtime/cpu/Integers.h"
#include "runtime/cpu/Numbers.h"
#include "runtime/cpu/Positions.h"
#include "runtime/cpu/Sampling.h"
#include "runtime/cpu/Sorting.h"
#include "runtime/cpu/Special.h"
#include "runtime/cpu/Tapes.h"
#include "runtime/cpu/Window.h"
#include <cmath>
#include <cstring>
#include <vector>

namespace {

uint32_t bitsOf(float x) {
  uint32_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  return bits;
}

float floatOf(uint32_t bits) {
  float x;
  std::memcpy(&x, &bits, sizeof x);
  return x;
}

/// `x` rounded so that rounding the result to 16 bits rounds `x` correctly:
/// what is cut off makes the last bit odd.
float roundToOdd(double x) {
  float y = static_cast<float>(x);
  if (std::isnan(x) || std::isinf(y) || static_cast<double>(y) == x)
    return y;
  uint32_t bits = bitsOf(y);
  if (std::fabs(static_cast<double>(y)) > std::fabs(x))
    --bits;
  return floatOf(bits | 1);
}

/// The bits of the f16 nearest to `x`, ties to even.
uint16_t halfBits(float x) {
  uint32_t bits = bitsOf(x);
  uint16_t sign = (bits >> 16) & 0x8000;
  bits &= 0x7fffffff;
  if (bits > 0x7f800000)
    return sign | 0x7e00 | ((bits >> 13) & 0x3ff);
  if (bits >= 0x477ff000) // rounds to 65536 or more
    return sign | 0x7c00;
  if (bits < 0x38800000) { // subnormal: a multiple of 2^-24
    float scaled = floatOf(bits) * 16777216.0f;
    return sign | static_cast<uint16_t>(std::nearbyint(scaled));
  }
  bits += 0xfff + ((bits >> 13) & 1);
  return sign | static_cast<uint16_t>((bits - 0x38000000) >> 13);
}

float floatOfHalf(uint16_t half) {
  uint32_t sign = uint32_t(half & 0x8000) << 16, exponent = (half >> 10) & 31, low = half & 0x3ff;
  if (exponent == 31)
    return floatOf(sign | 0x7f800000 | low << 13);
  if (exponent == 0)
    return floatOf(sign | bitsOf(low * 0x1p-24f));
  return floatOf(sign | ((exponent + 112) << 23) | low << 13);
}

/// The bits of the bf16 nearest to `x`, ties to even.
uint16_t bfloatBits(float x) {
  uint32_t bits = bitsOf(x);
  if ((bits & 0x7fffffff) > 0x7f800000)
    return static_cast<uint16_t>(bits >> 16 | 0x40);
  return static_cast<uint16_t>((bits + 0x7fff + ((bits >> 16) & 1)) >> 16);
}

} // namespace

// 16-bit floats are passed in the low half of a vector register, as _Float16.
static _Float16 passed(uint16_t bits) {
  _Float16 x;
  std::memcpy(&x, &bits, sizeof x);
  return x;
}
static uint16_t taken(_Float16 x) {
  uint16_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  return bits;
}

static _Float16 truncsfhf2(float x) { return passed(halfBits(x)); }
static _Float16 truncdfhf2(double x) { return passed(halfBits(roundToOdd(x))); }
static _Float16 truncsfbf2(float x) { return passed(bfloatBits(x)); }
static _Float16 truncdfbf2(double x) { return passed(bfloatBits(roundToOdd(x))); }
static float extendhfsf2(_Float16 x) { return floatOfHalf(taken(x)); }

// The conversions of half precision under their old names, with bits in integer
// registers.
static uint16_t f2h(float x) { return halfBits(x); }
static float h2f(uint16_t x) { return floatOfHalf(x); }

namespace covector::runtime {

static std::vector<Symbol> joined(std::initializer_list<llvm::ArrayRef<Symbol>> lists) {
  std::vector<Symbol> all;
  for (llvm::ArrayRef<Symbol> list : lists)
    all.insert(all.end(), list.begin(), list.end());
  return all;
}

llvm::ArrayRef<Symbol> runtimeSymbols() {
  static const Symbol symbols[] = {{"__extendhfsf2", reinterpret_cast<void *>(extendhfsf2)},
                                   {"__gnu_f2h_ieee", reinterpret_cast<void *>(f2h)},
                                   {"__gnu_h2f_ieee", reinterpret_cast<void *>(h2f)},
                                   {"__truncdfbf2", reinterpret_cast<void *>(truncdfbf2)},
                                   {"__truncdfhf2", reinterpret_cast<void *>(truncdfhf2)},
                                   {"__truncsfbf2", reinterpret_cast<void *>(truncsfbf2)},
                                   {"__truncsfhf2", reinterpret_cast<void *>(truncsfhf2)},
                                   {"cv_callback", reinterpret_cast<void *>(cv_callback)},
                                   {"cv_foreign_call", reinterpret_cast<void *>(cv_foreign_call)},
                                   {"cv_gemm_c128", reinterpret_cast<void *>(cv_gemm_c128)},
                                   {"cv_gemm_c64", reinterpret_cast<void *>(cv_gemm_c64)},
                                   {"cv_gemm_f32", reinterpret_cast<void *>(cv_gemm_f32)},
                                   {"cv_gemm_f64", reinterpret_cast<void *>(cv_gemm_f64)},
                                   {"cv_parallel_for", reinterpret_cast<void *>(cv_parallel_for)},
#define COVECTOR_NAME(name)                                                                        \
  {"cv_complex_" #name "_f32", reinterpret_cast<void *>(cv_complex_##name##_f32)},                 \
      {"cv_complex_" #name "_f64", reinterpret_cast<void *>(cv_complex_##name##_f64)},
                                   COVECTOR_COMPLEX_UNARY(COVECTOR_NAME)
                                       COVECTOR_COMPLEX_BINARY(COVECTOR_NAME)
#undef COVECTOR_NAME
  };
  // A line for each family that has functions of its own.
  static const std::vector<Symbol> all = joined({
      symbols,
      convolutionSymbols(),
      cumulativeSymbols(),
      fourierSymbols(),
      positionSymbols(),
      windowSymbols(),
      windowSelectionSymbols(),
      integerSymbols(),
      numberSymbols(),
      samplingSymbols(),
      sortingSymbols(),
      specialSymbols(),
      tapeSymbols(),
  });
  return all;
}

} // namespace covector::runtime
