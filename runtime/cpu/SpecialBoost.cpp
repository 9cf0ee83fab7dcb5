//===- SpecialBoost.cpp - special functions from Boost.Math ---------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The only file that includes Boost, whose headers take seconds to compile.
// Errors are ignored: results are then NaN or infinite, as for SciPy.
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/Special.h"
#include <boost/math/policies/policy.hpp>
#include <boost/math/special_functions/bessel.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/binomial.hpp>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/expint.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/owens_t.hpp>
#include <boost/throw_exception.hpp>
#include <cmath>
#include <cstdlib>
#include <limits>

// Without exceptions Boost wants to be told what replaces them. The one place
// that would throw with the policy below is the default of a switch over all cases.
void boost::throw_exception(const std::exception &) { std::abort(); }
void boost::throw_exception(const std::exception &, const boost::source_location &) {
  std::abort();
}

using namespace boost::math;

using Quiet = policies::policy<
    policies::domain_error<policies::ignore_error>, policies::pole_error<policies::ignore_error>,
    policies::overflow_error<policies::ignore_error>,
    policies::underflow_error<policies::ignore_error>,
    policies::denorm_error<policies::ignore_error>,
    policies::rounding_error<policies::ignore_error>,
    policies::evaluation_error<policies::ignore_error>,
    policies::indeterminate_result_error<policies::ignore_error>, policies::promote_float<false>,
    policies::promote_double<false>, policies::max_series_iterations<100000>>;

static constexpr double infinity = std::numeric_limits<double>::infinity();
static constexpr double nan_ = std::numeric_limits<double>::quiet_NaN();

static bool isWhole(double x) { return std::isfinite(x) && x == std::floor(x); }

double cv_special_digamma(double x) {
  if (std::isnan(x) || x == infinity)
    return x;
  // A pole, or beyond where numbers are whole.
  if (x == -infinity || (x <= 0 && isWhole(x)))
    return nan_;
  return digamma(x, Quiet());
}

/// The value of the incomplete gamma functions P and Q where it needs no
/// computation; else NaN, and `isKnown` is false.
static double igammaEdge(double a, double x, bool upper, bool &isKnown) {
  isKnown = true;
  if (!(a >= 0) || !(x >= 0) || (a == 0 && x == 0) || (std::isinf(a) && std::isinf(x)))
    return nan_;
  if (a == 0 || std::isinf(x))
    return upper ? 0 : 1;
  if (x == 0 || std::isinf(a))
    return upper ? 1 : 0;
  isKnown = false;
  return nan_;
}

double cv_special_igamma(double a, double x) {
  bool isKnown;
  double edge = igammaEdge(a, x, false, isKnown);
  return isKnown ? edge : gamma_p(a, x, Quiet());
}

double cv_special_igammac(double a, double x) {
  bool isKnown;
  double edge = igammaEdge(a, x, true, isKnown);
  return isKnown ? edge : gamma_q(a, x, Quiet());
}

double cv_special_gamma_density(double a, double x) {
  if (!(a > 0) || !(x >= 0) || std::isinf(a))
    return nan_;
  if (x == 0)
    return a < 1 ? infinity : a == 1 ? 1 : 0;
  return std::isinf(x) ? 0 : gamma_p_derivative(a, x, Quiet());
}

double cv_special_betainc(double a, double b, double x) {
  if (!(a >= 0) || !(b >= 0) || !(x >= 0 && x <= 1) || (a == 0 && b == 0) ||
      (std::isinf(a) && std::isinf(b)))
    return nan_;
  if (x == 0 || x == 1)
    return x;
  if (a == 0 || std::isinf(b))
    return 1;
  if (b == 0 || std::isinf(a))
    return 0;
  return ibeta(a, b, x, Quiet());
}

double cv_special_beta_density(double a, double b, double x) {
  if (!(a > 0) || !(b > 0) || !(x >= 0 && x <= 1) || std::isinf(a) || std::isinf(b))
    return nan_;
  if (x == 0)
    return a < 1 ? infinity : a == 1 ? b : 0;
  if (x == 1)
    return b < 1 ? infinity : b == 1 ? a : 0;
  return ibeta_derivative(a, b, x, Quiet());
}

double cv_special_beta(double a, double b) {
  if (std::isnan(a) || std::isnan(b))
    return nan_;
  if (a > 0 && b > 0) {
    if (std::isinf(a) || std::isinf(b))
      return std::isinf(a) && std::isinf(b) ? nan_ : 0;
    return beta(a, b, Quiet());
  }
  // gamma(a) / gamma(a + b) = 1 / poch(a, b)
  return cv_special_gamma(b) / cv_special_poch(a, b);
}

double cv_special_binom(double n, double k) {
  if (std::isnan(n) || std::isnan(k) || k < 0 || k > n)
    return std::isnan(n) || std::isnan(k) ? nan_ : 0;
  if (isWhole(n) && isWhole(k) && n < 4e9)
    return binomial_coefficient<double>(unsigned(n), unsigned(k), Quiet());
  return 1 / ((n + 1) * beta(n - k + 1, k + 1, Quiet()));
}

double cv_special_poch(double z, double m) {
  if (m == 0)
    return 1;
  if (std::isnan(z) || std::isnan(m) || std::isinf(z))
    return z == infinity && m > 0 ? infinity : nan_;
  if (isWhole(m) && std::fabs(m) <= 32) {
    // Products are right where both gamma functions have poles.
    double product = 1;
    for (double i = 0; i < m; ++i)
      product *= z + i;
    for (double i = m; i < 0; ++i)
      product /= z + i;
    return product;
  }
  if (z > 0 && z + m > 0 && std::isfinite(m)) {
    double ratio = tgamma_delta_ratio(z, m, Quiet());
    return ratio == 0 ? infinity : 1 / ratio;
  }
  return cv_special_gamma(z + m) / cv_special_gamma(z);
}

double cv_special_expi(double x) {
  if (std::isnan(x) || x == infinity)
    return x;
  if (x == 0 || x == -infinity)
    return x == 0 ? -infinity : -0.0;
  return expint(x, Quiet());
}

double cv_special_whole_expn(double n, double x) { return expint(unsigned(n), x, Quiet()); }

double cv_special_ndtri(double p) {
  if (!(p >= 0 && p <= 1))
    return nan_;
  if (p == 0 || p == 1)
    return p == 0 ? -infinity : infinity;
  // The root of erfc(y) = 2 p, where 2 p is exact but for subnormal numbers.
  return p == 0.5 ? 0.0 : -1.41421356237309504880 * erfc_inv(2 * p, Quiet());
}

double cv_special_bessel_jn(double n, double x) {
  if (std::isnan(n) || std::isnan(x) || !isWhole(n) || std::fabs(n) > 1e6)
    return nan_;
  if (std::isinf(x))
    return 0;
  return cyl_bessel_j(int(n), x, Quiet());
}

double cv_special_owens_t(double h, double a) {
  if (std::isnan(h) || std::isnan(a))
    return nan_;
  h = std::fabs(h);
  if (std::isinf(h))
    return 0;
  if (std::isinf(a)) {
    // The half plane beyond h, halved.
    double half = 0.25 * std::erfc(h / 1.41421356237309504880);
    return a > 0 ? half : -half;
  }
  return owens_t(h, a, Quiet());
}
