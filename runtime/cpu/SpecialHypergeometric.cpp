//===- SpecialHypergeometric.cpp - hypergeometric functions ---------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Sources: NIST Digital Library of Mathematical Functions, sections 13.2 and 13.7
// (series, Kummer's transformation, large x), 15.2 (series), 15.4 (x = 1) and 15.8
// (transformations of the variable); J. W. Pearson, S. Olver,
// M. A. Porter, "Numerical methods for the computation of the confluent and Gauss
// hypergeometric functions", Numer. Algorithms 74 (2017).
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/Special.h"
#include <algorithm>
#include <cmath>
#include <limits>

static constexpr double infinity = std::numeric_limits<double>::infinity();
static constexpr double nan_ = std::numeric_limits<double>::quiet_NaN();

/// No series is summed further: near the edge of the circle of convergence the
/// result is then less exact.
static constexpr int mostTerms = 100000;

static bool isWhole(double x) { return std::isfinite(x) && x == std::floor(x); }
static bool isPole(double x) { return x <= 0 && isWhole(x); }

/// 1 / gamma(x), 0 at the poles.
static double inverseGamma(double x) { return isPole(x) ? 0 : 1 / std::tgamma(x); }

/// The sum of (a)k (b)k / ((c)k k!) x^k.
static double series(double a, double b, double c, double x) {
  double term = 1, sum = 1;
  for (int k = 0; k < mostTerms; ++k) {
    double next = term * ((a + k) * (b + k) / ((c + k) * (k + 1)) * x);
    sum += next;
    if (next == 0 || !std::isfinite(next))
      break;
    if (std::fabs(next) < 1e-17 * std::fabs(sum) && std::fabs(next) <= std::fabs(term))
      break;
    term = next;
  }
  return sum;
}

static double gauss(double a, double b, double c, double x);

/// For x in (0.9, 1), where c = a + b + m with a whole number m >= 0.
static double nearOneWhole(double a, double b, int m, double x) {
  double c = a + b + m, y = 1 - x;
  double head = 0, factor = std::tgamma(m);
  // (a)k (b)k (m - k - 1)! / k! (-y)^k
  for (int k = 0; k < m; ++k) {
    head += factor;
    if (k + 1 < m)
      factor *= -y * (a + k) * (b + k) / ((k + 1.0) * (m - k - 1));
  }
  double term = inverseGamma(m + 1), tail = 0, log = std::log(y);
  double psi = cv_special_digamma(a + m) + cv_special_digamma(b + m) - cv_special_digamma(1) -
               cv_special_digamma(m + 1);
  for (int k = 0; k < mostTerms; ++k) {
    double next = term * (log + psi);
    tail += next;
    if (std::fabs(next) < 1e-18 * std::fabs(tail))
      break;
    psi += 1 / (a + m + k) + 1 / (b + m + k) - 1 / (k + 1.0) - 1 / (m + k + 1.0);
    term *= y * (a + m + k) * (b + m + k) / ((k + 1.0) * (m + k + 1.0));
  }
  double power = std::pow(-y, m);
  return std::tgamma(c) * (head * inverseGamma(a + m) * inverseGamma(b + m) -
                           power * tail * inverseGamma(a) * inverseGamma(b));
}

/// For x in (0.9, 1).
static double nearOne(double a, double b, double c, double x) {
  double s = c - a - b, whole = std::round(s);
  if (std::fabs(s - whole) < 1e-14 * std::max(1.0, std::fabs(c))) {
    if (std::fabs(whole) > 100)
      return series(a, b, c, x);
    if (whole >= 0)
      return nearOneWhole(a, b, int(whole), x);
    return std::pow(1 - x, whole) * nearOneWhole(c - a, c - b, int(-whole), x);
  }
  if (std::fabs(s - whole) < 1e-4) // both parts would be large and cancel
    return series(a, b, c, x);
  double y = 1 - x;
  double first = std::tgamma(s) * inverseGamma(c - a) * inverseGamma(c - b);
  double second = std::tgamma(-s) * inverseGamma(a) * inverseGamma(b) * std::pow(y, s);
  return std::tgamma(c) * ((first == 0 ? 0 : first * series(a, b, 1 - s, y)) +
                           (second == 0 ? 0 : second * series(c - a, c - b, 1 + s, y)));
}

static double gauss(double a, double b, double c, double x) {
  if (std::isnan(a) || std::isnan(b) || std::isnan(c) || std::isnan(x))
    return nan_;
  if (x == 0 || a == 0 || b == 0)
    return 1;
  bool terminates = isPole(a) || isPole(b);
  if (isPole(c)) {
    double last = isPole(a) && isPole(b) ? std::max(a, b) : isPole(a) ? a : b;
    if (!terminates || last < c)
      return infinity;
    // With a = c or b = c the series of the other one ends at the same place.
  }
  if (terminates)
    return series(a, b, c, x);
  if (a == c || b == c)
    return x > 1 ? nan_ : std::pow(1 - x, a == c ? -b : -a);
  if (x > 1 || std::isinf(x))
    return x > 1 ? infinity : nan_;
  if (x == 1) {
    if (c - a - b <= 0)
      return infinity;
    return std::tgamma(c) * std::tgamma(c - a - b) * inverseGamma(c - a) * inverseGamma(c - b);
  }
  if (x < 0) {
    if (x > -0.5 && std::fabs(a * b) < 10 * std::fabs(c))
      return series(a, b, c, x);
    // Pfaff's transformation leads to (0, 1); the smaller parameter is kept.
    if (std::fabs(a) > std::fabs(b))
      std::swap(a, b);
    double y = x / (x - 1);
    return std::pow(1 - x, -a) * gauss(a, c - b, c, y);
  }
  if (isPole(c - a) || isPole(c - b)) // Euler's transformation terminates
    return std::pow(1 - x, c - a - b) * series(c - a, c - b, c, x);
  return x <= 0.9 ? series(a, b, c, x) : nearOne(a, b, c, x);
}

double cv_special_hyp2f1(double a, double b, double c, double x) { return gauss(a, b, c, x); }

//===----------------------------------------------------------------------===//
// The confluent function
//===----------------------------------------------------------------------===//

/// 1F1(a; b; x) e^growth by its series, for growth <= 0. Terms begin at 1e-300, lest they
/// overflow before the factor e^growth makes them small.
static double confluentSeries(double a, double b, double x, double growth) {
  constexpr double first = 1e-300;
  double term = first, sum = first;
  for (int k = 0; k < mostTerms; ++k) {
    double next = term * ((a + k) / (b + k) * (x / (k + 1)));
    sum += next;
    if (!std::isfinite(sum))
      break;
    bool isSmall = std::fabs(next) < 1e-17 * std::fabs(sum) && std::fabs(next) <= std::fabs(term);
    if (next == 0 || isSmall) { // a series that ends has terms of 0 for ever
      if (growth == 0)
        return sum / first;
      double root = std::exp(0.5 * growth);
      return (sum * root) * (root / first);
    }
    term = next;
  }
  return std::isfinite(sum) && growth == 0 ? sum / first : std::isnan(sum) ? nan_ : sum;
}

/// gamma(b) / gamma(a) e^growth x^power (1 + (p q / x) (1 + (p + 1) (q + 1) / (2 x) ...)).
static double confluentFar(double a, double b, double x, double power, double growth, double p,
                           double q) {
  if (isPole(a))
    return 0;
  double term = 1, sum = 1;
  for (int k = 0; k < 200; ++k) {
    double next = term * ((p + k) * (q + k) / ((k + 1) * x));
    if (std::fabs(next) > std::fabs(term) || std::fabs(next) < 1e-17 * std::fabs(sum))
      break;
    sum += next;
    term = next;
  }
  double size = cv_special_lgamma(b) - cv_special_lgamma(a) + power * std::log(x) + growth;
  auto sign = [](double z) { return z < 0 && std::fmod(std::floor(z), 2) != 0 ? -1.0 : 1.0; };
  return sign(a) * sign(b) * std::exp(size) * sum;
}

double cv_special_hyp1f1(double a, double b, double x) {
  if (std::isnan(a) || std::isnan(b) || std::isnan(x))
    return nan_;
  if (a == 0 || x == 0)
    return 1;
  if (isPole(b) && !(isPole(a) && a >= b))
    return infinity;
  if (a == b)
    return std::exp(x);
  if (std::isinf(a) || std::isinf(b) || std::isinf(x))
    return nan_;
  double size = std::fabs(x);
  bool terminates = isPole(a) && a > -mostTerms;
  if (size > 100 && !terminates && (std::fabs(a) + 1) * (std::fabs(b - a) + 1) < 0.5 * size)
    return x > 0 ? confluentFar(a, b, x, a - b, x, b - a, 1 - a)
                 : confluentFar(b - a, b, size, -a, 0, a, 1 + a - b);
  // Kummer's transformation: terms of one sign, but where a polynomial has them.
  if (x < 0 && !terminates)
    return confluentSeries(b - a, b, size, x);
  return confluentSeries(a, b, x, 0);
}

/// The slope of `function` at `x` for a step that suits analytic functions of
/// order 1.
template <typename Function> static double slope(Function function, double x) {
  double step = 0.01 * std::max(std::fabs(x), 0.5);
  auto at = [&](int i) { return function(x + i * step) - function(x - i * step); };
  return (0.8 * at(1) - 0.2 * at(2) + (4. / 105) * at(3) - (1. / 280) * at(4)) / step;
}

/// The sum of t(k) (psi(p + k) - psi(p)), where t(k) are the terms of a
/// hypergeometric series with the ratio `ratio(k)` of t(k + 1) to t(k).
template <typename Ratio> static double digammaSeries(double p, Ratio ratio) {
  double term = 1, psi = 0, sum = 0;
  for (int k = 0; k < mostTerms; ++k) {
    term *= ratio(k);
    psi += 1 / (p + k);
    double next = term * psi;
    sum += next;
    if (next == 0 || !std::isfinite(next) || (k > 4 && std::fabs(next) < 1e-17 * std::fabs(sum)))
      break;
  }
  return sum;
}

/// By the first parameter; that by the second is the same with both exchanged.
double cv_special_hyp2f1_grad_a(double a, double b, double c, double x) {
  if (x == 0 || b == 0)
    return std::isnan(a + c) ? nan_ : 0;
  if (x > -0.9 && x < 1 && !isPole(a))
    return digammaSeries(a, [&](int k) { return (a + k) * (b + k) / ((c + k) * (k + 1)) * x; });
  return slope([&](double p) { return gauss(p, b, c, x); }, a);
}

double cv_special_hyp2f1_grad_c(double a, double b, double c, double x) {
  if (x == 0 || a == 0 || b == 0)
    return std::isnan(c) ? nan_ : 0;
  if (x > -0.9 && x < 1)
    return -digammaSeries(c, [&](int k) { return (a + k) * (b + k) / ((c + k) * (k + 1)) * x; });
  return slope([&](double p) { return gauss(a, b, p, x); }, c);
}

/// Negative x give alternating terms, which cancel.
static constexpr double mostNegative = -2, mostPositive = 500;

double cv_special_hyp1f1_grad_a(double a, double b, double x) {
  if (x == 0)
    return std::isnan(a + b) ? nan_ : 0;
  if (x > mostNegative && x < mostPositive && !isPole(a))
    return digammaSeries(a, [&](int k) { return (a + k) / ((b + k) * (k + 1)) * x; });
  return slope([&](double p) { return cv_special_hyp1f1(p, b, x); }, a);
}

double cv_special_hyp1f1_grad_b(double a, double b, double x) {
  if (x == 0 || a == 0)
    return std::isnan(a + b) ? nan_ : 0;
  if (x > mostNegative && x < mostPositive)
    return -digammaSeries(b, [&](int k) { return (a + k) / ((b + k) * (k + 1)) * x; });
  return slope([&](double p) { return cv_special_hyp1f1(a, p, x); }, b);
}
