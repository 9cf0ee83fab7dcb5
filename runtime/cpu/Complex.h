//===- Complex.h - functions of complex numbers -----------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_COMPLEX_H
#define COVECTOR_RUNTIME_CPU_COMPLEX_H

/// Calls `x(name)` for the functions of one complex number.
#define COVECTOR_COMPLEX_UNARY(x)                                                                  \
  x(abs) x(acos) x(acosh) x(angle) x(asin) x(asinh) x(atan) x(atanh) x(cos) x(cosh) x(exp) x(exp2) \
      x(expm1) x(log) x(log10) x(log1p) x(log2) x(logistic) x(rsqrt) x(sin) x(sinh) x(sqrt) x(tan) \
          x(tanh)
/// The same for the functions of two.
#define COVECTOR_COMPLEX_BINARY(x) x(div) x(pow)

extern "C" {
#define COVECTOR_DECLARE(name)                                                                     \
  void cv_complex_##name##_f32(float *result, float re, float im);                                 \
  void cv_complex_##name##_f64(double *result, double re, double im);
COVECTOR_COMPLEX_UNARY(COVECTOR_DECLARE)
#undef COVECTOR_DECLARE
#define COVECTOR_DECLARE(name)                                                                     \
  void cv_complex_##name##_f32(float *result, float ar, float ai, float br, float bi);             \
  void cv_complex_##name##_f64(double *result, double ar, double ai, double br, double bi);
COVECTOR_COMPLEX_BINARY(COVECTOR_DECLARE)
#undef COVECTOR_DECLARE
} // extern "C"

#endif // COVECTOR_RUNTIME_CPU_COMPLEX_H
