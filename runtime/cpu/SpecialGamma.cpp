//===- SpecialGamma.cpp - the gamma function and its relatives ------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Sources: NIST Digital Library of Mathematical Functions, sections 5.5 (gamma
// function: reflection), 5.11 (Stirling's series), 8.9 and 8.11 (incomplete gamma
// functions: continued fraction and series), 25.11(iii) (zeta functions by the
// formula of Euler and Maclaurin).
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/Special.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <limits>

static constexpr double infinity = std::numeric_limits<double>::infinity();
static constexpr double nan_ = std::numeric_limits<double>::quiet_NaN();
static constexpr double pi = 3.14159265358979323846;

static bool isWhole(double x) { return std::isfinite(x) && x == std::floor(x); }

//===----------------------------------------------------------------------===//
// Gamma and beta functions
//===----------------------------------------------------------------------===//

double cv_special_lgamma(double x) {
  int sign; // std::lgamma would write it to a global variable
  return ::lgamma_r(x, &sign);
}

double cv_special_gamma(double x) { return std::tgamma(x); }

/// log gamma(x) less the leading terms (x - 1/2) log x - x + log(2 pi) / 2.
static double stirlingRest(double x) {
  static constexpr double terms[] = {1. / 12,   -1. / 360,      1. / 1260, -1. / 1680,
                                     1. / 1188, -691. / 360360, 1. / 156,  -3617. / 122400};
  double square = 1 / (x * x), sum = 0;
  for (int i = 7; i >= 0; --i)
    sum = sum * square + terms[i];
  return sum / x;
}

double cv_special_betaln(double a, double b) {
  if (std::isnan(a) || std::isnan(b))
    return nan_;
  if (a > b)
    std::swap(a, b);
  if (a <= 0 || std::isinf(b)) {
    if (std::isinf(a) && std::isinf(b))
      return nan_;
    if (a > 0)
      return -infinity;
    return std::log(std::fabs(cv_special_beta(a, b)));
  }
  if (b < 10)
    return std::log(cv_special_beta(a, b));
  // The leading terms of Stirling's series cancel in part; they are taken together.
  double sum = a + b, tail = stirlingRest(b) - stirlingRest(sum);
  if (a < 10)
    return cv_special_lgamma(a) + (0.5 - b) * std::log1p(a / b) - a * std::log(sum) + a + tail;
  return (a - 0.5) * std::log(a / sum) - b * std::log1p(a / b) - 0.5 * std::log(b) +
         0.91893853320467274178 + stirlingRest(a) + tail;
}

//===----------------------------------------------------------------------===//
// Zeta functions
//===----------------------------------------------------------------------===//

namespace {

/// The first terms of a power series in one variable.
struct Series {
  static constexpr int most = 8;
  int terms;
  std::array<double, most> c{};

  explicit Series(int terms, double constant = 0, double slope = 0) : terms(terms) {
    c[0] = constant;
    if (terms > 1)
      c[1] = slope;
  }
  Series &operator+=(const Series &y) {
    for (int i = 0; i < terms; ++i)
      c[i] += y.c[i];
    return *this;
  }
  Series operator*(const Series &y) const {
    Series product(terms);
    for (int i = 0; i < terms; ++i)
      for (int j = 0; i + j < terms; ++j)
        product.c[i + j] += c[i] * y.c[j];
    return product;
  }
  Series operator*(double y) const {
    Series product = *this;
    for (double &value : product.c)
      value *= y;
    return product;
  }
};

/// base^-(s + e) as a series in e.
Series inversePower(double base, double s, int terms) {
  Series result(terms);
  double log = terms > 1 ? std::log(base) : 0, term = std::pow(base, -s);
  for (int i = 0; i < terms; ++i) {
    result.c[i] = term;
    term *= -log / (i + 1);
  }
  return result;
}

/// zeta(s + e, q) as a series in e, for s > 1 and q > 0.
Series hurwitz(double s, double q, int terms) {
  // (2 k)! / B(2 k)
  static constexpr double divisors[] = {12.0,
                                        -720.0,
                                        30240.0,
                                        -1209600.0,
                                        47900160.0,
                                        -1.8924375803183791606e9,
                                        7.47242496e10,
                                        -2.950130727918164224e12,
                                        1.1646782814350067249e14,
                                        -4.5979787224074726105e15,
                                        1.8152105401943546773e17,
                                        -7.1661652561756670113e18};
  Series sum(terms);
  double w = q;
  for (int n = 0; n < 8 || w < 12; ++n, w += 1)
    sum += inversePower(w, s, terms);
  Series power = inversePower(w, s, terms);
  // w^(1 - s) / (s - 1), where 1 / (s - 1 + e) is a geometric series
  Series reciprocal(terms);
  for (int i = 0; i < terms; ++i)
    reciprocal.c[i] = (i ? -reciprocal.c[i - 1] : 1) / (s - 1);
  sum += power * reciprocal * w;
  sum += power * 0.5;
  // The k-th term has the factor s (s + 1) ... (s + 2 k) w^-(s + 2 k + 1).
  Series factor = power * Series(terms, s, 1) * (1 / w);
  for (int k = 0; k < 12; ++k) {
    Series term = factor * (1 / divisors[k]);
    sum += term;
    if (terms == 1 && std::fabs(term.c[0]) < 1e-17 * std::fabs(sum.c[0]))
      break;
    factor =
        factor * Series(terms, s + 2 * k + 1, 1) * Series(terms, s + 2 * k + 2, 1) * (1 / (w * w));
  }
  return sum;
}

} // namespace

/// The derivative of order `order` by s of sum (q + n)^-s.
double cv_special_zeta(double s, double q, double order) {
  int terms = int(order) + 1;
  if (std::isnan(s) || std::isnan(q) || s < 1 || terms > Series::most)
    return nan_;
  if (s == 1)
    return terms % 2 ? infinity : -infinity;
  if (q <= 0 && isWhole(q))
    return infinity;
  double factorial = 1;
  for (int i = 2; i < terms; ++i)
    factorial *= i;
  if (std::isinf(q))
    return q > 0 ? 0 : nan_;
  if (std::isinf(s))
    return q > 1 ? 0 : q == 1 ? (terms == 1 ? 1 : 0) : q > 0 && terms == 1 ? infinity : nan_;
  if (q > 0)
    return factorial * hurwitz(s, q, terms).c[terms - 1];
  if (!isWhole(s) || terms > 1)
    return nan_;
  // q = f - count: sums over the whole numbers above and below.
  double floor = std::floor(q), f = q - floor, count = -floor;
  double below = hurwitz(s, 1 - f, 1).c[0] - hurwitz(s, count + 1 - f, 1).c[0];
  return hurwitz(s, f, 1).c[0] + (std::fmod(s, 2) == 0 ? below : -below);
}

double cv_special_polygamma(double m, double x) {
  if (m == 0)
    return cv_special_digamma(x);
  if (!isWhole(m) || m < 0 || std::isnan(x))
    return nan_;
  double sign = std::fmod(m, 2) == 0 ? -1 : 1;
  if (x <= 0 && isWhole(x))
    return sign > 0 ? infinity : nan_; // at odd poles the sides differ
  if (x == infinity)
    return 0 * sign;
  double zeta = cv_special_zeta(m + 1, x, 0);
  double factorial = m <= 170 ? std::tgamma(m + 1) : infinity;
  if (std::isinf(factorial) && zeta < 1 && x > 0) // the product may be finite
    return sign * std::exp(cv_special_lgamma(m + 1) - (m + 1) * std::log(x) +
                           std::log1p(x / m)); // x^-(m + 1) + x^-m / m
  return sign * factorial * zeta;
}

//===----------------------------------------------------------------------===//
// Derivatives of the incomplete gamma functions by their order
//===----------------------------------------------------------------------===//

namespace {

/// A number, and its derivative by a.
struct Dual {
  double value, slope;
};
Dual operator*(Dual x, Dual y) {
  return {x.value * y.value, x.slope * y.value + x.value * y.slope};
}
Dual operator+(Dual x, Dual y) { return {x.value + y.value, x.slope + y.slope}; }
Dual inverse(Dual x) {
  double r = 1 / x.value;
  return {r, -x.slope * r * r};
}

/// Above this order the series need many terms, and differences of the functions
/// themselves, which vary on the scale of sqrt(a), are as exact.
constexpr double mostByTerms = 1000;

/// dP/da divided by the density x^(a - 1) e^-x / gamma(a).
double gradientOverDensity(double a, double x) {
  double logRatio = std::log(x);
  if (x <= a + 1) {
    // P = x^a e^-x / gamma(a + 1) (1 + x / (a + 1) + x^2 / ((a + 1) (a + 2)) + ...)
    double term = 1, slope = 0, sum = 1, slopes = 0;
    for (int n = 1; n < 5000; ++n) {
      double factor = x / (a + n);
      slope = (slope - term / (a + n)) * factor; // of term, by a
      term *= factor;
      sum += term;
      slopes += slope;
      if (term < 1e-17 * sum && std::fabs(slope) < 1e-17 * std::fabs(slopes))
        break;
    }
    return x / a * ((logRatio - cv_special_digamma(a + 1)) * sum + slopes);
  }
  // 1 - P = x^a e^-x / gamma(a) / (x + 1 - a - 1 (1 - a) / (x + 3 - a - ...)), by
  // Lentz's method.
  Dual b{x + 1 - a, -1}, c{1e300, 0}, d = inverse(b), h = d;
  for (int n = 1; n < 5000; ++n) {
    Dual factor{-n * (n - a), double(n)};
    b.value += 2;
    d = inverse(factor * d + b);
    c = b + factor * inverse(c);
    Dual change = c * d;
    h = h * change;
    if (std::fabs(change.value - 1) < 1e-16 && std::fabs(change.slope) < 1e-16)
      break;
  }
  return -x * ((logRatio - cv_special_digamma(a)) * h.value + h.slope);
}

/// dP/da for large a, by central differences.
double gradientByDifferences(double a, double x) {
  double root = std::sqrt(a), step = 0.04 * root / (1 + std::fabs(x - a) / root);
  bool isLower = x <= a;
  auto at = [&](int i) {
    return isLower ? cv_special_igamma(a + i * step, x) : -cv_special_igammac(a + i * step, x);
  };
  return (0.8 * (at(1) - at(-1)) - 0.2 * (at(2) - at(-2)) + (4. / 105) * (at(3) - at(-3)) -
          (1. / 280) * (at(4) - at(-4))) /
         step;
}

bool isOutside(double a, double x) { return !(a > 0 && x >= 0) || std::isinf(a); }

} // namespace

double cv_special_igamma_grad_a(double a, double x) {
  if (isOutside(a, x))
    return nan_;
  if (x == 0 || std::isinf(x))
    return 0;
  if (a > mostByTerms)
    return gradientByDifferences(a, x);
  double density = cv_special_gamma_density(a, x);
  return density == 0 ? -0.0 : density * gradientOverDensity(a, x);
}

double cv_special_random_gamma_grad(double a, double x) {
  if (isOutside(a, x))
    return nan_;
  if (x == 0)
    return 0;
  if (std::isinf(x))
    return infinity;
  if (a > mostByTerms)
    return -gradientByDifferences(a, x) / cv_special_gamma_density(a, x);
  return -gradientOverDensity(a, x);
}

//===----------------------------------------------------------------------===//
// Complex numbers
//===----------------------------------------------------------------------===//

using complex = std::complex<double>;

/// Polygamma functions of higher order are not asked for.
static constexpr int mostOrder = 7;

static bool isPole(complex z) { return z.imag() == 0 && z.real() <= 0 && isWhole(z.real()); }

/// log sin(pi z), continued from the upper half plane.
static complex logSinPi(complex z) {
  double x = z.real(), y = z.imag();
  // sin(pi z) = (i / 2) e^(-i pi z) (1 - e^(2 i pi z))
  complex rest = complex(1) - std::exp(complex(-2 * pi * y, 2 * pi * (x - std::floor(x))));
  return complex(pi * y - 0.69314718055994530942, pi * (0.5 - x)) + std::log(rest);
}

/// log gamma(z), with a cut along the negative numbers.
static complex logGamma(complex z) {
  if (std::isnan(z.real()) || std::isnan(z.imag()) || isPole(z))
    return {nan_, nan_};
  if (z.imag() < 0 || (z.imag() == 0 && std::signbit(z.imag())))
    return std::conj(logGamma(std::conj(z)));
  if (z.real() < 0.5 && z.imag() < 10 && z.real() < -10)
    return std::log(pi) - logSinPi(z) - logGamma(complex(1) - z);
  // Upwards to where the series is exact.
  complex sum = 0;
  while (z.real() < 10 && z.imag() < 10) {
    sum += std::log(z);
    z += 1;
  }
  static constexpr double terms[] = {1. / 12,   -1. / 360,      1. / 1260, -1. / 1680,
                                     1. / 1188, -691. / 360360, 1. / 156,  -3617. / 122400};
  complex square = 1.0 / (z * z), series = 0;
  for (int i = 7; i >= 0; --i)
    series = series * square + terms[i];
  return (z - 0.5) * std::log(z) - z + 0.91893853320467274178 + series / z - sum;
}

/// The derivative of order `order` of pi cot(pi z).
static complex cotangent(complex z, int order) {
  // A polynomial of cot(pi z), whose derivative is -pi (1 + cot^2).
  std::array<double, mostOrder + 2> c{};
  c[1] = pi;
  for (int i = 0; i < order; ++i) {
    std::array<double, mostOrder + 2> next{};
    for (int k = 1; k <= i + 1; ++k) {
      next[k - 1] -= pi * k * c[k];
      next[k + 1] -= pi * k * c[k];
    }
    c = next;
  }
  complex cot = 1.0 / std::tan(pi * complex(z.real() - std::floor(z.real()), z.imag())), sum = 0;
  for (int k = order + 1; k >= 0; --k)
    sum = sum * cot + c[k];
  return sum;
}

/// The derivative of order `order` + 1 of log gamma.
static complex complexPolygamma(complex z, int order) {
  if (std::isnan(z.real()) || std::isnan(z.imag()) || isPole(z))
    return {nan_, nan_};
  double sign = order % 2 ? 1 : -1;
  if (z.real() < -10 && std::fabs(z.imag()) < 16) // else the steps below might not end
    return -sign * complexPolygamma(complex(1) - z, order) - cotangent(z, order);
  double factorial = 1; // order!
  for (int i = 2; i <= order; ++i)
    factorial *= i;
  auto power = [&](complex x, int exponent) {
    complex result = 1;
    for (int i = 0; i < exponent; ++i)
      result *= x;
    return result;
  };
  complex sum = 0;
  while (z.real() < 16 && std::fabs(z.imag()) < 16) {
    sum += power(1.0 / z, order + 1);
    z += 1;
  }
  static constexpr double bernoulli[] = {1. / 6,  -1. / 30,      1. / 42, -1. / 30,
                                         5. / 66, -691. / 2730., 7. / 6,  -3617. / 510};
  // B(2 k) (2 k + order - 1)! / ((2 k)! z^(2 k + order))
  complex inverse = 1.0 / z, rest = 0, scale = power(inverse, order) * inverse * inverse;
  double ratio = 1; // (2 k + order - 1)! / (2 k)!
  for (int i = 3; i <= order + 1; ++i)
    ratio *= i;
  if (order == 0)
    ratio = 0.5;
  for (int k = 1; k <= 8; ++k) {
    rest += bernoulli[k - 1] * ratio * scale;
    scale *= inverse * inverse;
    ratio *= (2 * k + order) * (2 * k + order + 1.0) / ((2 * k + 1) * (2 * k + 2.0));
  }
  complex head = order == 0 ? -std::log(z) : factorial / order * power(inverse, order);
  return sign * (head + 0.5 * factorial * power(inverse, order + 1) + rest + factorial * sum);
}

double cv_special_lgamma_re(double x, double y) { return logGamma({x, y}).real(); }
double cv_special_lgamma_im(double x, double y) { return logGamma({x, y}).imag(); }
double cv_special_polygamma_re(double x, double y, double order) {
  return complexPolygamma({x, y}, int(order)).real();
}
double cv_special_polygamma_im(double x, double y, double order) {
  return complexPolygamma({x, y}, int(order)).imag();
}
