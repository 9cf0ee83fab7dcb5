//===- Special.h - special functions of real numbers ------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What array.scalar_call calls: functions of f64, which also serve the narrower
// types, so that their results are correct to the last place. None fails or
// runs without bound, whatever it is given: outside of its domain it is NaN.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_SPECIAL_H
#define COVECTOR_RUNTIME_CPU_SPECIAL_H

#include "runtime/cpu/Symbols.h"
#include <cstdint>

/// Calls `x(name)` for the functions of one number.
#define COVECTOR_SPECIAL_1(x)                                                                      \
  x(cosine_integral) x(dawsn) x(digamma) x(erfcx) x(expi) x(fresnel_cos) x(fresnel_sin) x(gamma)   \
      x(lgamma) x(log_ndtr) x(ndtr) x(ndtri) x(sine_integral) x(spence)
/// The same for the functions of two.
#define COVECTOR_SPECIAL_2(x)                                                                      \
  x(bessel_jn) x(beta) x(betaln) x(binom) x(expn) x(gamma_density) x(igamma) x(igamma_grad_a)      \
      x(igammac) x(lgamma_im) x(lgamma_re) x(owens_t) x(poch) x(polygamma) x(random_gamma_grad)    \
          x(wofz_im) x(wofz_re)
/// The same for the functions of three.
#define COVECTOR_SPECIAL_3(x)                                                                      \
  x(beta_density) x(betainc) x(hyp1f1) x(hyp1f1_grad_a) x(hyp1f1_grad_b) x(polygamma_im)           \
      x(polygamma_re) x(zeta)
/// The same for the functions of four.
#define COVECTOR_SPECIAL_4(x) x(hyp2f1) x(hyp2f1_grad_a) x(hyp2f1_grad_c)

extern "C" {
#define COVECTOR_DECLARE(name) double cv_special_##name(double);
COVECTOR_SPECIAL_1(COVECTOR_DECLARE)
#undef COVECTOR_DECLARE
#define COVECTOR_DECLARE(name) double cv_special_##name(double, double);
COVECTOR_SPECIAL_2(COVECTOR_DECLARE)
#undef COVECTOR_DECLARE
#define COVECTOR_DECLARE(name) double cv_special_##name(double, double, double);
COVECTOR_SPECIAL_3(COVECTOR_DECLARE)
#undef COVECTOR_DECLARE
#define COVECTOR_DECLARE(name) double cv_special_##name(double, double, double, double);
COVECTOR_SPECIAL_4(COVECTOR_DECLARE)
#undef COVECTOR_DECLARE

/// The exponential integral of whole order n >= 1 for x > 0.
double cv_special_whole_expn(double n, double x);

/// Calls `function`, which has `count` arguments, for every lane of a vector:
/// `values` holds `lanes` numbers for each argument, and gets the results.
void cv_special_lanes(void *function, double *values, int64_t count, int64_t lanes);

/// Sets y to `function` of x in the lanes where `which` is not 0; see Note [Rare arguments].
void cv_rare_lanes_f32(float (*function)(float), const int32_t *which, const float *x, float *y,
                       int64_t lanes);
void cv_rare_lanes_f64(double (*function)(double), const int64_t *which, const double *x, double *y,
                       int64_t lanes);
} // extern "C"

namespace covector::runtime {
/// All of these by the names that generated code uses.
llvm::ArrayRef<Symbol> specialSymbols();
} // namespace covector::runtime

#endif // COVECTOR_RUNTIME_CPU_SPECIAL_H
