//===- Complex.cpp - functions of complex numbers -------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Generated code passes real and imaginary parts, and where to put the result.
// The C library's functions are used, whose special values are C's Annex G; f32
// is computed in f64, so that its results are correct to the last place.
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/Complex.h"
#include <cmath>
#include <complex>

using complex = std::complex<double>;

namespace {

complex expm1(complex z) {
  // e^x cos y - 1 = (e^x - 1) cos y - 2 sin^2(y / 2)
  double x = z.real(), y = z.imag(), half = std::sin(y / 2);
  return {std::expm1(x) * std::cos(y) - 2 * half * half, std::exp(x) * std::sin(y)};
}

complex log1p(complex z) {
  double x = z.real(), y = z.imag();
  // log |1 + z| = log1p(x (2 + x) + y^2) / 2 near zero.
  double size = std::fmax(std::fabs(x), std::fabs(y));
  double re = size < 0.5 ? 0.5 * std::log1p(x * (2 + x) + y * y) : std::log(std::hypot(1 + x, y));
  return {re, std::atan2(y, 1 + x)};
}

complex rsqrt(complex z) {
  if (z == complex(0))
    return {INFINITY, 0};
  if (std::isinf(z.real()) || std::isinf(z.imag()))
    return {0, 0};
  return 1.0 / std::sqrt(z);
}

complex power(complex a, complex b) {
  if (b == complex(0))
    return 1;
  if (a == complex(0))
    return b.real() > 0 ? complex(0) : complex(INFINITY, 0);
  return std::pow(a, b);
}

complex exp2(complex z) {
  double size = std::exp2(z.real()), angle = z.imag() * M_LN2;
  if (z.imag() == 0)
    return {size, z.imag()};
  return {size * std::cos(angle), size * std::sin(angle)};
}

complex log2(complex z) {
  complex w = std::log(z);
  return {w.real() / M_LN2, w.imag() / M_LN2};
}

complex logistic(complex z) {
  // 1 / (1 + e^-z), and e^z / (1 + e^z) where the former would overflow.
  complex e = std::exp(z.real() < 0 ? z : -z);
  return (z.real() < 0 ? e : complex(1)) / (1.0 + e);
}

template <typename T> void put(T *result, complex value) {
  result[0] = static_cast<T>(value.real());
  result[1] = static_cast<T>(value.imag());
}

} // namespace

#define COVECTOR_DEFINE_UNARY(name, expression)                                                    \
  void cv_complex_##name##_f32(float *result, float re, float im) {                                \
    complex z(re, im);                                                                             \
    put(result, expression);                                                                       \
  }                                                                                                \
  void cv_complex_##name##_f64(double *result, double re, double im) {                             \
    complex z(re, im);                                                                             \
    put(result, expression);                                                                       \
  }
#define COVECTOR_DEFINE_REAL(name, expression)                                                     \
  void cv_complex_##name##_f32(float *result, float re, float im) {                                \
    *result = static_cast<float>(expression);                                                      \
  }                                                                                                \
  void cv_complex_##name##_f64(double *result, double re, double im) { *result = expression; }
#define COVECTOR_DEFINE_BINARY(name, expression)                                                   \
  void cv_complex_##name##_f32(float *result, float ar, float ai, float br, float bi) {            \
    complex a(ar, ai), b(br, bi);                                                                  \
    put(result, expression);                                                                       \
  }                                                                                                \
  void cv_complex_##name##_f64(double *result, double ar, double ai, double br, double bi) {       \
    complex a(ar, ai), b(br, bi);                                                                  \
    put(result, expression);                                                                       \
  }

COVECTOR_DEFINE_REAL(abs, std::hypot(double(re), double(im)))
COVECTOR_DEFINE_REAL(angle, std::atan2(double(im), double(re)))
COVECTOR_DEFINE_UNARY(acos, std::acos(z))
COVECTOR_DEFINE_UNARY(acosh, std::acosh(z))
COVECTOR_DEFINE_UNARY(asin, std::asin(z))
COVECTOR_DEFINE_UNARY(asinh, std::asinh(z))
COVECTOR_DEFINE_UNARY(atan, std::atan(z))
COVECTOR_DEFINE_UNARY(atanh, std::atanh(z))
COVECTOR_DEFINE_UNARY(cos, std::cos(z))
COVECTOR_DEFINE_UNARY(cosh, std::cosh(z))
COVECTOR_DEFINE_UNARY(exp, std::exp(z))
COVECTOR_DEFINE_UNARY(exp2, exp2(z))
COVECTOR_DEFINE_UNARY(expm1, expm1(z))
COVECTOR_DEFINE_UNARY(log, std::log(z))
COVECTOR_DEFINE_UNARY(log10, std::log10(z))
COVECTOR_DEFINE_UNARY(log1p, log1p(z))
COVECTOR_DEFINE_UNARY(log2, log2(z))
COVECTOR_DEFINE_UNARY(logistic, logistic(z))
COVECTOR_DEFINE_UNARY(rsqrt, rsqrt(z))
COVECTOR_DEFINE_UNARY(sin, std::sin(z))
COVECTOR_DEFINE_UNARY(sinh, std::sinh(z))
COVECTOR_DEFINE_UNARY(sqrt, std::sqrt(z))
COVECTOR_DEFINE_UNARY(tan, std::tan(z))
COVECTOR_DEFINE_UNARY(tanh, std::tanh(z))
COVECTOR_DEFINE_BINARY(div, a / b)
COVECTOR_DEFINE_BINARY(pow, power(a, b))
