//===- SpecialIntegrals.cpp - error functions and other integrals ---------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Sources: M. Al Azah, S. N. Chandler-Wilde, "Computation of the complex error
// function using modified trapezoidal rules", SIAM J. Numer. Anal. 59 (2021);
// NIST Digital Library of Mathematical Functions, sections 6.6, 6.9 (sine and
// cosine integrals: series, continued fraction), 7.6, 7.9, 7.12 (error functions
// and Fresnel integrals), 8.19 (exponential integrals), 25.12 (dilogarithms).
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/Special.h"
#include <cmath>
#include <complex>
#include <limits>
#include <utility>

using complex = std::complex<double>;

static constexpr double infinity = std::numeric_limits<double>::infinity();
static constexpr double nan_ = std::numeric_limits<double>::quiet_NaN();
static constexpr double pi = 3.14159265358979323846;
static constexpr double rootPi = 1.77245385090551602730;

//===----------------------------------------------------------------------===//
// Error functions
//===----------------------------------------------------------------------===//

/// e^(x^2), with what rounding the square loses.
static double expSquare(double x) {
  double square = x * x, lost = std::fma(x, x, -square);
  double power = std::exp(square);
  return std::isinf(power) ? power : power + power * lost;
}

double cv_special_erfcx(double x) {
  if (std::isnan(x))
    return x;
  if (x < 0)
    return x < -26.7 ? infinity : expSquare(x) * std::erfc(x);
  if (x < 10)
    return expSquare(x) * std::erfc(x);
  // 1 / (x sqrt(pi)) (1 - 1 / (2 x^2) + 3 / (2 x^2)^2 - ...)
  double t = 0.5 / (x * x), term = 1, sum = 1;
  for (int k = 1; k < 20 && std::fabs(term) > 1e-18; ++k) {
    term *= -(2 * k - 1) * t;
    sum += term;
  }
  return sum / (x * rootPi);
}

namespace {

constexpr int points = 11;
constexpr double width = 0.51166335397324427; // sqrt(pi / (points + 1))

/// The points of the midpoint rule and of the trapezoidal rule, squared, and the
/// values of e^-t^2 there.
struct Rules {
  double middle[points + 1], middleWeight[points + 1], end[points + 1], endWeight[points + 1];
  Rules() {
    for (int k = 0; k <= points; ++k) {
      double t = (k + 0.5) * width, u = k * width;
      middle[k] = t * t;
      middleWeight[k] = std::exp(-t * t);
      end[k] = u * u;
      endWeight[k] = std::exp(-u * u);
    }
  }
};

} // namespace

/// w(z) = e^-z^2 erfc(-i z) in the first quadrant.
static complex wofzQuadrant(complex z) {
  static const Rules rules;
  double x = z.real(), y = z.imag();
  if (x + y > 1e8) { // i / (sqrt(pi) z)
    if (std::isinf(x) || std::isinf(y))
      return 0;
    return complex(0, 1 / rootPi) / z;
  }
  complex square = z * z;
  bool isFar = y >= std::fmax(x, pi / width);
  double part = x / width - std::floor(x / width);
  bool byEnds = !isFar && y < x && part >= 0.25 && part <= 0.75;
  complex sum = 0;
  for (int k = points; k >= byEnds; --k)
    sum += byEnds ? rules.endWeight[k] / (square - rules.end[k])
                  : rules.middleWeight[k] / (square - rules.middle[k]);
  complex result = complex(0, 2 * width / pi) * z * sum;
  if (isFar)
    return result;
  // What the pole of the integrand adds.
  complex wave = std::exp(complex(2 * pi * y / width, -2 * pi * part));
  complex power = 2.0 * std::exp(-square);
  if (byEnds)
    return result + complex(0, width / pi) / z + power / (1.0 - wave);
  return result + power / (1.0 + wave);
}

static complex wofz(complex z) {
  double x = z.real(), y = z.imag();
  if (std::isnan(x) || std::isnan(y))
    return {nan_, nan_};
  if (y < 0)
    return 2.0 * std::exp(-z * z) - wofz(-z);
  complex w = wofzQuadrant({std::fabs(x), std::fabs(y)});
  if (y == 0)
    w.real(std::exp(-x * x));
  return x < 0 ? std::conj(w) : w;
}

double cv_special_wofz_re(double x, double y) { return wofz({x, y}).real(); }
double cv_special_wofz_im(double x, double y) { return wofz({x, y}).imag(); }

double cv_special_dawsn(double x) {
  double size = std::fabs(x);
  if (std::isnan(x) || std::isinf(x))
    return std::isnan(x) ? x : std::copysign(0.0, x);
  if (size < 0.5) {
    // x - 2/3 x^3 + 4/15 x^5 - ...
    double term = x, sum = x, square = -2 * x * x;
    for (int k = 1; k < 20 && std::fabs(term) > 1e-18 * size; ++k) {
      term *= square / (2 * k + 1);
      sum += term;
    }
    return sum;
  }
  return std::copysign(0.5 * rootPi * wofzQuadrant({size, 0}).imag(), x);
}

/// The probability of a normal number beyond x > 0.
static double normalTail(double x) {
  constexpr double rootHalf = 0.70710678118654752440;
  if (x < 1)
    return 0.5 * std::erfc(x * rootHalf);
  if (x > 40)
    return 0;
  // erfcx e^(-x^2 / 2), with what rounding the square loses.
  double square = x * x, lost = std::fma(x, x, -square);
  double tail = 0.5 * cv_special_erfcx(x * rootHalf) * std::exp(-0.5 * square);
  return tail - 0.5 * lost * tail;
}

double cv_special_ndtr(double x) {
  if (std::isnan(x))
    return x;
  return x < 0 ? normalTail(-x) : 1 - normalTail(x);
}

double cv_special_log_ndtr(double x) {
  if (x < -1) // log(erfcx / 2) - x^2 / 2
    return std::isinf(x)
               ? x
               : std::log(0.5 * cv_special_erfcx(x * -0.70710678118654752440)) - 0.5 * x * x;
  return x < 0 ? std::log1p(-0.5 * std::erfc(x * 0.70710678118654752440))
               : std::log1p(-normalTail(x));
}

//===----------------------------------------------------------------------===//
// Fresnel integrals, of sin and cos of pi t^2 / 2
//===----------------------------------------------------------------------===//

static std::pair<double, double> fresnel(double x) {
  double size = std::fabs(x);
  if (std::isnan(x))
    return {x, x};
  double sine, cosine;
  if (size < 1.5) {
    double t = 0.5 * pi * size * size, square = t * t;
    // Terms (-1)^k t^2k / (2k)! / (4k + 1) and the like.
    double even = 1, odd = t, c = 1, s = t / 3;
    for (int k = 1; k < 40; ++k) {
      even *= -square / ((2 * k - 1) * (2 * k));
      odd *= -square / ((2 * k) * (2 * k + 1));
      c += even / (4 * k + 1);
      s += odd / (4 * k + 3);
      if (std::fabs(even) < 1e-18 * c)
        break;
    }
    cosine = c * size;
    sine = s * size;
  } else if (size > 1e8) {
    cosine = sine = 0.5; // within 1 / (pi x)
  } else {
    // C + i S = (1 + i) / 2 (1 - e^(i pi x^2 / 2) w((1 + i) sqrt(pi) x / 2))
    double half = 0.5 * rootPi * size;
    complex w = wofzQuadrant({half, half});
    // x^2 modulo 4, exactly.
    double square = size * size, lost = std::fma(size, size, -square);
    double angle = 0.5 * pi * (std::fmod(square, 4) + lost);
    complex value = complex(0.5, 0.5) * (1.0 - complex(std::cos(angle), std::sin(angle)) * w);
    cosine = value.real();
    sine = value.imag();
  }
  return {std::copysign(sine, x), std::copysign(cosine, x)};
}

double cv_special_fresnel_sin(double x) { return fresnel(x).first; }
double cv_special_fresnel_cos(double x) { return fresnel(x).second; }

//===----------------------------------------------------------------------===//
// Sine, cosine and exponential integrals
//===----------------------------------------------------------------------===//

/// E1(i x) for x > 2, by its continued fraction.
static complex imaginaryExpIntegral(double x) {
  complex b(1, x), c(1e300, 0), d = 1.0 / b, h = d;
  for (int i = 1; i < 500; ++i) {
    double factor = -double(i) * i;
    b += 2;
    d = 1.0 / (factor * d + b);
    c = b + factor / c;
    complex change = c * d;
    h *= change;
    if (std::fabs(change.real() - 1) + std::fabs(change.imag()) < 2e-16)
      break;
  }
  return h * complex(std::cos(x), -std::sin(x));
}

double cv_special_sine_integral(double x) {
  double size = std::fabs(x);
  if (std::isnan(x))
    return x;
  if (std::isinf(x))
    return std::copysign(0.5 * pi, x);
  if (size > 4)
    return std::copysign(0.5 * pi + imaginaryExpIntegral(size).imag(), x);
  double term = x, sum = x, square = -x * x;
  for (int k = 1; k < 40 && std::fabs(term) > 1e-18 * size; ++k) {
    term *= square / ((2 * k) * (2 * k + 1));
    sum += term / (2 * k + 1);
  }
  return sum;
}

double cv_special_cosine_integral(double x) {
  if (std::isnan(x) || x == -infinity)
    return nan_;
  x = std::fabs(x);
  if (x == 0 || std::isinf(x))
    return x == 0 ? -infinity : 0;
  if (x > 4)
    return -imaginaryExpIntegral(x).real();
  double term = 1, sum = 0, square = -x * x;
  for (int k = 1; k < 40 && std::fabs(term) > 1e-18; ++k) {
    term *= square / ((2 * k - 1) * (2 * k));
    sum += term / (2 * k);
  }
  return 0.57721566490153286061 + std::log(x) + sum;
}

double cv_special_expn(double n, double x) {
  if (std::isnan(n) || !(x >= 0) || std::isinf(n))
    return std::isinf(n) && n > 0 && x >= 0 ? 0 : nan_;
  if (std::isinf(x))
    return 0;
  if (x == 0)
    return n > 1 ? 1 / (n - 1) : infinity;
  bool isWhole = n == std::floor(n);
  if (isWhole && n <= 0) {
    if (n < -1000)
      return nan_;
    // E0 = e^-x / x, and E(n - 1) = (e^-x + (1 - n) E(n)) / x
    double power = std::exp(-x), result = power / x;
    for (double k = 1; k <= -n; ++k)
      result = (power + k * result) / x;
    return result;
  }
  if (isWhole && n < 1e9)
    return cv_special_whole_expn(n, x);
  if (x > 1 || n > 50) {
    // e^-x / (x + n - 1 n / (x + n + 2 - 2 (n + 1) / ...)), by Lentz's method
    double b = x + n, c = 1e300, d = 1 / b, h = d;
    for (int i = 1; i < 10000; ++i) {
      double factor = -i * (n - 1 + i);
      b += 2;
      d = 1 / (factor * d + b);
      c = b + factor / c;
      h *= c * d;
      if (std::fabs(c * d - 1) < 2e-16)
        break;
    }
    return h * std::exp(-x);
  }
  // gamma(1 - n) x^(n - 1) - sum of (-x)^k / (k! (1 - n + k))
  double term = 1, sum = 1 / (1 - n);
  for (int k = 1; k < 60; ++k) {
    term *= -x / k;
    sum += term / (1 - n + k);
  }
  return std::tgamma(1 - n) * std::pow(x, n - 1) - sum;
}

//===----------------------------------------------------------------------===//
// The dilogarithm
//===----------------------------------------------------------------------===//

/// Li2(z) for -1 <= z <= 1/2, where u = -log(1 - z).
static double dilogarithm(double u) {
  // B(2 k) / (2 k + 1)! for k = 1, 2, ...
  static constexpr double terms[] = {1. / 36,
                                     -1. / 3600,
                                     1. / 211680,
                                     -1. / 10886400,
                                     1. / 526901760,
                                     -4.0647616451442255268e-11,
                                     8.9216910204564525552e-13,
                                     -1.9939295860721075687e-14,
                                     4.5189800296199181917e-16,
                                     -1.0356517612182472211e-17};
  double square = u * u, sum = 0;
  for (int k = 9; k >= 0; --k)
    sum = sum * square + terms[k];
  return u - 0.25 * square + u * square * sum;
}

double cv_special_spence(double x) {
  if (std::isnan(x) || x < 0 || std::isinf(x))
    return x == infinity ? -infinity : nan_;
  constexpr double basel = pi * pi / 6;
  if (x == 0 || x == 1)
    return x == 0 ? basel : 0;
  double log = std::log(x);
  if (x < 0.5)
    return basel - log * std::log1p(-x) - dilogarithm(-std::log1p(-x));
  if (x <= 2)
    return dilogarithm(x < 1.25 && x > 0.75 ? -std::log1p(x - 1) : -log);
  // From the reciprocal, whose dilogarithm has the argument 1 - 1 / x.
  double near = 1 / x;
  double inner = basel - std::log(near) * std::log1p(-near) - dilogarithm(-std::log1p(-near));
  return -0.5 * log * log - inner;
}
