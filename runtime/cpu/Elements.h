//===- Elements.h - elements of arrays as C++ types -------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For functions of the runtime that are templates over the element type. What
// arrays store (`S`) and what is computed with (`Compute<S>`) differ for the
// narrow floating-point types, which are computed in float and rounded once.
//
// Note [One function, several machines]
// The library is built for every machine of its architecture. A body that gains
// from wider vectors is inlined into several copies, each for a set of features,
// and the machine chooses: see COVECTOR_FOR_EVERY_MACHINE.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_ELEMENTS_H
#define COVECTOR_RUNTIME_CPU_ELEMENTS_H

#include <cstdint>
#include <cstring>
#include <limits>
#include <type_traits>

#define COVECTOR_INLINE __attribute__((always_inline)) inline

namespace covector::runtime {

/// The bits of an f16 and of a bf16.
struct Half {
  uint16_t bits;
};
struct BFloat {
  uint16_t bits;
};

/// A complex number whose product is the four products of its parts.
template <class T> struct Complex {
  T re, im;
};
template <class T> COVECTOR_INLINE Complex<T> operator+(Complex<T> a, Complex<T> b) {
  return {a.re + b.re, a.im + b.im};
}
template <class T> COVECTOR_INLINE Complex<T> operator*(Complex<T> a, Complex<T> b) {
  return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}

template <class S> struct ComputeOf {
  using type = S;
};
template <> struct ComputeOf<Half> {
  using type = float;
};
template <> struct ComputeOf<BFloat> {
  using type = float;
};
/// What elements stored as `S` are computed in.
template <class S> using Compute = typename ComputeOf<S>::type;

template <class To, class From> COVECTOR_INLINE To bitsAs(From x) {
  static_assert(sizeof(To) == sizeof(From), "another size");
  To y;
  std::memcpy(&y, &x, sizeof y);
  return y;
}

template <class S> COVECTOR_INLINE S load(const S &x) { return x; }
COVECTOR_INLINE float load(const BFloat &x) { return bitsAs<float>(uint32_t(x.bits) << 16); }
COVECTOR_INLINE float load(const Half &x) {
  // The exponent is moved by a multiplication, which is exact for subnormal
  // numbers too; infinity and NaN get the greatest exponent.
  uint32_t low = uint32_t(x.bits & 0x7fff) << 13, sign = uint32_t(x.bits & 0x8000) << 16;
  float scaled = bitsAs<float>(low) * 0x1p112f;
  uint32_t special = (x.bits & 0x7c00) == 0x7c00 ? 0x7f800000u : 0u;
  return bitsAs<float>(bitsAs<uint32_t>(scaled) | special | sign);
}

template <class S> COVECTOR_INLINE void store(S &place, S x) { place = x; }
/// Rounded to the nearest, ties to even.
COVECTOR_INLINE void store(BFloat &place, float x) {
  uint32_t bits = bitsAs<uint32_t>(x);
  uint32_t rounded = (bits + 0x7fff + ((bits >> 16) & 1)) >> 16;
  place.bits = uint16_t(x != x ? (bits >> 16) | 0x40 : rounded);
}
COVECTOR_INLINE void store(Half &place, float x) {
  uint32_t bits = bitsAs<uint32_t>(x), sign = (bits >> 16) & 0x8000;
  bits &= 0x7fffffff;
  uint32_t normal = (bits - 0x38000000 + 0xfff + ((bits >> 13) & 1)) >> 13;
  // Subnormal: the sum with 1/2 has the bits at its end, rounded.
  uint32_t subnormal = bitsAs<uint32_t>(bitsAs<float>(bits) + 0.5f) - 0x3f000000;
  uint32_t result = bits < 0x38800000 ? subnormal : normal;
  result = bits >= 0x477ff000 ? 0x7c00 : result;
  result = bits > 0x7f800000 ? 0x7e00 | ((bits >> 13) & 0x3ff) : result;
  place.bits = uint16_t(sign | result);
}

/// Lexicographically, NaN in a part being NaN.
template <class T> COVECTOR_INLINE bool isNan(T x) { return x != x; }
template <class T> COVECTOR_INLINE bool isNan(Complex<T> x) { return x.re != x.re || x.im != x.im; }
template <class T> COVECTOR_INLINE bool isLess(T a, T b) { return a < b; }
template <class T> COVECTOR_INLINE bool isLess(Complex<T> a, Complex<T> b) {
  return a.re < b.re || (a.re == b.re && a.im < b.im);
}

/// Calls `x(suffix, storage)` for the element types, which are named as in MLIR
/// (c64 and c128 are the complex ones). Booleans are ui8.
#define COVECTOR_SIGNED(x) x(i8, int8_t) x(i16, int16_t) x(i32, int32_t) x(i64, int64_t)
#define COVECTOR_UNSIGNED(x) x(ui8, uint8_t) x(ui16, uint16_t) x(ui32, uint32_t) x(ui64, uint64_t)
#define COVECTOR_NARROW(x) x(f16, Half) x(bf16, BFloat)
#define COVECTOR_WIDE(x) x(f32, float) x(f64, double)
#define COVECTOR_FLOATS(x) COVECTOR_NARROW(x) COVECTOR_WIDE(x)
#define COVECTOR_COMPLEXES(x) x(c64, Complex<float>) x(c128, Complex<double>)

/// The least and the greatest element: infinities where there are.
template <class A> COVECTOR_INLINE A lowest() {
  using L = std::numeric_limits<A>;
  return L::has_infinity ? A(-L::infinity()) : L::lowest();
}
template <class A> COVECTOR_INLINE A highest() {
  using L = std::numeric_limits<A>;
  return L::has_infinity ? L::infinity() : L::max();
}

// See Note [One function, several machines].
#if defined(__x86_64__)
/// Defines a static function `name(void **frame, int64_t lo, int64_t hi)`, as
/// cv_parallel_for takes it, that calls the inlined function `...` of the same
/// arguments in the copy for the machine at hand.
#define COVECTOR_FOR_EVERY_MACHINE(name, ...)                                                      \
  __attribute__((target("avx2,fma"))) static void name##_256(void **frame, int64_t lo,             \
                                                             int64_t hi) {                         \
    __VA_ARGS__(frame, lo, hi);                                                                    \
  }                                                                                                \
  static void name(void **frame, int64_t lo, int64_t hi) {                                         \
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))                           \
      return name##_256(frame, lo, hi);                                                            \
    __VA_ARGS__(frame, lo, hi);                                                                    \
  }
#else
#define COVECTOR_FOR_EVERY_MACHINE(name, ...) COVECTOR_FOR_ANY_MACHINE(name, __VA_ARGS__)
#endif
/// The same with a single copy, for element types that are rare or do not gain.
#define COVECTOR_FOR_ANY_MACHINE(name, ...)                                                        \
  static void name(void **frame, int64_t lo, int64_t hi) { __VA_ARGS__(frame, lo, hi); }

} // namespace covector::runtime

#endif // COVECTOR_RUNTIME_CPU_ELEMENTS_H
