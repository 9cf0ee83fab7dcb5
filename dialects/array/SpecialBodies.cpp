//===- SpecialBodies.cpp - scalar code of special functions ---------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Floats narrower than f64 are computed in f64 (ndtr in f32): no digits are lost where a result
// is the small difference of large numbers, as near the zeros of lgamma.
//
// Sources: NIST Digital Library of Mathematical Functions, sections 5.5 and 5.11
// (gamma function: reflection, Stirling's series), 10.25 (modified Bessel functions).
// The Chebyshev coefficients were computed from their definition with 45 digits.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/SpecialBodies.h"
#include "dialects/array/Special.h"

using namespace mlir;

namespace covector::array::scalar {

//===----------------------------------------------------------------------===//
// Arithmetic
//===----------------------------------------------------------------------===//

namespace {

/// A float under construction, so that bodies read as formulas.
struct Real {
  Real(B &builder, Value value) : builder(&builder), value(value) {}

  B *builder;
  Value value;

  Real like(double number) const {
    return {*builder, scalar::number(*builder, value.getType(), number)};
  }
};

Real operator+(Real x, Real y) {
  return {*x.builder, arith::AddFOp::create(*x.builder, x.value, y.value)};
}
Real operator-(Real x, Real y) {
  return {*x.builder, arith::SubFOp::create(*x.builder, x.value, y.value)};
}
Real operator*(Real x, Real y) {
  return {*x.builder, arith::MulFOp::create(*x.builder, x.value, y.value)};
}
Real operator/(Real x, Real y) {
  return {*x.builder, arith::DivFOp::create(*x.builder, x.value, y.value)};
}
Real operator-(Real x) { return {*x.builder, arith::NegFOp::create(*x.builder, x.value)}; }
Real operator+(Real x, double y) { return x + x.like(y); }
Real operator-(Real x, double y) { return x - x.like(y); }
Real operator-(double x, Real y) { return y.like(x) - y; }
Real operator*(Real x, double y) { return x * x.like(y); }
Real operator/(double x, Real y) { return y.like(x) / y; }

using Predicate = arith::CmpFPredicate;
Value compare(Predicate predicate, Real x, Real y) {
  return arith::CmpFOp::create(*x.builder, predicate, x.value, y.value);
}
Value compare(Predicate predicate, Real x, double y) { return compare(predicate, x, x.like(y)); }
Real choose(Value predicate, Real x, Real y) {
  return {*x.builder, arith::SelectOp::create(*x.builder, predicate, x.value, y.value)};
}

Real exp(Real x) { return {*x.builder, math::ExpOp::create(*x.builder, x.value)}; }
Real erfc(Real x) { return {*x.builder, math::ErfcOp::create(*x.builder, x.value)}; }
Real log(Real x) { return {*x.builder, math::LogOp::create(*x.builder, x.value)}; }
Real log1p(Real x) { return {*x.builder, math::Log1pOp::create(*x.builder, x.value)}; }
Real abs(Real x) { return {*x.builder, math::AbsFOp::create(*x.builder, x.value)}; }

/// As f64, and back.
Real widen(B &b, Value x) {
  if (x.getType().isF64())
    return {b, x};
  return {b, arith::ExtFOp::create(b, b.getF64Type(), x)};
}
Value narrow(Real x, Type type) {
  if (type.isF64())
    return x.value;
  return arith::TruncFOp::create(*x.builder, type, x.value);
}

} // namespace

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

Value call(B &b, StringRef function, ArrayRef<Value> operands) {
  SmallVector<Value> wide;
  for (Value operand : operands)
    wide.push_back(widen(b, operand).value);
  Value result = ScalarCallOp::create(b, b.getF64Type(), function, wide);
  return narrow({b, result}, operands[0].getType());
}

static Value complexCall(B &b, StringRef function, Value x, ArrayRef<Value> more) {
  SmallVector<Value> parts = {complex::ReOp::create(b, x), complex::ImOp::create(b, x)};
  llvm::append_range(parts, more);
  Value re = call(b, (function + "_re").str(), parts),
        im = call(b, (function + "_im").str(), parts);
  return complex::CreateOp::create(b, x.getType(), re, im);
}

Value complexCall(B &b, StringRef function, Value x) { return complexCall(b, function, x, {}); }

Value complexPolygamma(B &b, int64_t order, Value x) {
  Type part = cast<ComplexType>(x.getType()).getElementType();
  return complexCall(b, "polygamma", x, number(b, part, double(order)));
}

Value zeta(B &b, int64_t order, Value x, Value q) {
  return call(b, "zeta", {x, q, number(b, x.getType(), double(order))});
}

//===----------------------------------------------------------------------===//
// The gamma function
//===----------------------------------------------------------------------===//

/// The sum of c[i] x^i.
static Real polynomial(Real x, ArrayRef<double> c) {
  Real sum = x.like(c.back());
  for (double next : llvm::reverse(c.drop_back()))
    sum = sum * x + next;
  return sum;
}

/// sin(pi x) and cos(pi x), but for a common sign.
static std::pair<Real, Real> sinCosPi(Real x) {
  Real r = x - Real{*x.builder, math::RoundEvenOp::create(*x.builder, x.value)};
  SmallVector<double> sine, cosine;
  double term = 1; // pi^j / j! with alternating signs
  for (int k = 0; k < 10; ++k) {
    cosine.push_back(term);
    sine.push_back(term * M_PI / (2 * k + 1));
    term *= -M_PI * M_PI / ((2 * k + 1) * (2 * k + 2));
  }
  Real square = r * r;
  return {r * polynomial(square, sine), polynomial(square, cosine)};
}

/// A Chebyshev series in t, the highest coefficient first; the last counts half.
/// Source: C. W. Clenshaw, "A note on the summation of Chebyshev series", 1955.
static Real clenshaw(Real t, size_t terms, llvm::function_ref<Real(size_t)> coefficient) {
  Real twice = t * 2.0, last = t.like(0), sum = t.like(0);
  for (size_t i = 0; i + 1 < terms; ++i) {
    Real next = twice * sum - last + coefficient(i);
    last = sum;
    sum = next;
  }
  return t * sum - last + coefficient(terms - 1) * 0.5;
}

static Value isInfinite(Real x) { return compare(Predicate::OEQ, abs(x), INFINITY); }

namespace {
/// gamma(y) = e^large / product for y = x, or for y = 1 - x where x < 1/2.
struct GammaParts {
  Value reflects;
  Real large, product, sine;
};
} // namespace

static GammaParts gammaParts(Real x) {
  Value reflects = compare(Predicate::OLT, x, 0.5);
  Real y = choose(reflects, 1.0 - x, x);
  // Stirling's series for z >= 8, and gamma(y) = gamma(y + 8) / (y ... (y + 7)).
  Value shifts = compare(Predicate::OLT, y, 8.0);
  Real product = y;
  for (int k = 1; k < 8; ++k)
    product = product * (y + k);
  product = choose(shifts, product, x.like(1));
  Real z = choose(shifts, y + 8.0, y), inverse = 1.0 / z;
  Real rest = inverse * polynomial(inverse * inverse, {1. / 12, -1. / 360, 1. / 1260, -1. / 1680,
                                                       1. / 1188, -691. / 360360, 1. / 156});
  Real large = (z - 0.5) * log(z) - z + (rest + 0.91893853320467274178);
  return {reflects, large, product, sinCosPi(x).first};
}

Value lgamma(B &b, Value operand) {
  if (operand.getType().isF64())
    return call(b, "lgamma", operand);
  Real x = widen(b, operand);
  auto [reflects, large, product, sine] = gammaParts(x);
  // gamma(x) gamma(1 - x) = pi / sin(pi x); both cases need one logarithm more.
  Real factor = log(choose(reflects, product * M_PI / abs(sine), product));
  Real result = choose(reflects, factor - large, large - factor);
  Value isZero =
      arith::OrIOp::create(b, compare(Predicate::OEQ, x, 1.0), compare(Predicate::OEQ, x, 2.0));
  result = choose(isZero, x.like(0), result);
  return narrow(choose(isInfinite(x), x.like(INFINITY), result), operand.getType());
}

Value gamma(B &b, Value operand) {
  if (operand.getType().isF64())
    return call(b, "gamma", operand);
  Real x = widen(b, operand);
  auto [reflects, large, product, sine] = gammaParts(x);
  Real power = exp(large);
  // sin(pi x) changes its sign at every whole number.
  Real half = Real{b, math::RoundEvenOp::create(b, x.value)} * 0.5;
  Value isOdd = compare(Predicate::ONE, half, Real{b, math::FloorOp::create(b, half.value)});
  Real reflected = product * M_PI / (choose(isOdd, -sine, sine) * power);
  Value isPole =
      arith::AndIOp::create(b, compare(Predicate::OLT, x, 0.0), compare(Predicate::OEQ, sine, 0.0));
  Real result = choose(reflects, choose(isPole, x.like(NAN), reflected), power / product);
  // At 0 the sign decides; infinity is its own result.
  result = choose(compare(Predicate::OEQ, x, 0.0), 1.0 / x, result);
  return narrow(choose(compare(Predicate::OEQ, x, INFINITY), x, result), operand.getType());
}

Value digamma(B &b, Value operand) {
  if (operand.getType().isF64())
    return call(b, "digamma", operand);
  Real x = widen(b, operand);
  Value reflects = compare(Predicate::OLT, x, 0.5);
  Real y = choose(reflects, 1.0 - x, x);
  // psi(y) = psi(y + 8) - p'(y) / p(y) with p(y) = y ... (y + 7).
  Value shifts = compare(Predicate::OLT, y, 8.0);
  Real product = y, slope = x.like(1);
  for (int k = 1; k < 8; ++k) {
    slope = slope * (y + k) + product;
    product = product * (y + k);
  }
  Real shift = choose(shifts, slope, x.like(0)) / choose(shifts, product, x.like(1));
  Real z = choose(shifts, y + 8.0, y), inverse = 1.0 / z, square = inverse * inverse;
  Real rest = square * polynomial(square, {1. / 12, -1. / 120, 1. / 252, -1. / 240, 1. / 132,
                                           -691. / 32760, 1. / 12});
  Real result = log(z) - inverse * 0.5 - rest - shift;
  // psi(x) = psi(1 - x) - pi cos(pi x) / sin(pi x)
  auto [sine, cosine] = sinCosPi(x);
  result = choose(reflects, result - cosine * M_PI / sine, result);
  Value isPole = arith::AndIOp::create(b, reflects, compare(Predicate::OEQ, sine, 0.0));
  result = choose(isPole, x.like(NAN), result);
  return narrow(choose(compare(Predicate::OEQ, x, INFINITY), x, result), operand.getType());
}

//===----------------------------------------------------------------------===//
// Bessel functions
//===----------------------------------------------------------------------===//

// Chebyshev coefficients, highest first: of e^-x I0(x) for x in [0, 8], of
// sqrt(x) e^-x I0(x) by 1 / x beyond, and of e^-x I1(x) / x and the like.
static constexpr double i0Near[] = {
    -4.41534164647933938e-18, 3.3307945188222381e-17,   -2.43127984654795469e-16,
    1.71539128555513303e-15,  -1.16853328779934517e-14, 7.67618549860493562e-14,
    -4.85644678311192946e-13, 2.95505266312963983e-12,  -1.72682629144155571e-11,
    9.67580903537323691e-11,  -5.18979560163526291e-10, 2.65982372468238665e-9,
    -1.30002500998624804e-8,  6.04699502254191895e-8,   -2.67079385394061173e-7,
    1.11738753912010372e-6,   -4.41673835845875056e-6,  1.64484480707288971e-5,
    -5.7541950100821037e-5,   1.88502885095841656e-4,   -5.76375574538582366e-4,
    1.6394756169413358e-3,    -4.32430999505057594e-3,  1.05464603945949983e-2,
    -2.37374148058994688e-2,  4.93052842396707085e-2,   -9.49010970480476444e-2,
    1.71620901522208775e-1,   -3.04682672343198399e-1,  6.76795274409476085e-1};
static constexpr double i0Far[] = {
    -7.23318048787475395e-18, -4.83050448594418207e-18, 4.46562142029676e-17,
    3.46122286769746109e-17,  -2.82762398051658348e-16, -3.42548561967721913e-16,
    1.77256013305652638e-15,  3.81168066935262242e-15,  -9.55484669882830765e-15,
    -4.15056934728722209e-14, 1.54008621752140983e-14,  3.8527783827421427e-13,
    7.18012445138366623e-13,  -1.79417853150680612e-12, -1.32158118404477131e-11,
    -3.14991652796324136e-11, 1.18891471078464383e-11,  4.94060238822496959e-10,
    3.39623202570838635e-9,   2.26666899049817806e-8,   2.04891858946906374e-7,
    2.89137052083475648e-6,   6.88975834691682398e-5,   3.36911647825569409e-3,
    8.04490411014108832e-1};
static constexpr double i1Near[] = {
    -2.11142121435816608e-17, 1.55363195773620047e-16,  -1.10559694773538631e-15,
    7.60068429473540693e-15,  -5.04218550472791169e-14, 3.22379336594557471e-13,
    -1.98397439776494372e-12, 1.17361862988909016e-11,  -6.66348972350202774e-11,
    3.62559028155211704e-10,  -1.88724975172282929e-9,  9.38153738649577178e-9,
    -4.44505912879632808e-8,  2.00329475355213526e-7,   -8.56872026469545474e-7,
    3.47025130813767848e-6,   -1.32731636560394358e-5,  4.78156510755005423e-5,
    -1.61760815825896746e-4,  5.12285956168575773e-4,   -1.51357245063125315e-3,
    4.15642294431288816e-3,   -1.05640848946261982e-2,  2.47264490306265168e-2,
    -5.29459812080949914e-2,  1.02643658689847095e-1,   -1.76416518357834055e-1,
    2.52587186443633655e-1};
static constexpr double i1Far[] = {
    7.51729631084210481e-18,  4.41434832307170795e-18,  -4.65030536848935833e-17,
    -3.20952592199342396e-17, 2.96262899764595014e-16,  3.30820231092092828e-16,
    -1.88035477551078245e-15, -3.8144030724370078e-15,  1.04202769841288028e-14,
    4.27244001671195135e-14,  -2.10154184277266431e-14, -4.08355111109219732e-13,
    -7.19855177624590851e-13, 2.03562854414708951e-12,  1.41258074366137813e-11,
    3.25260358301548824e-11,  -1.89749581235054123e-11, -5.58974346219658381e-10,
    -3.83538038596423702e-9,  -2.63146884688951951e-8,  -2.51223623787020893e-7,
    -3.88256480887769039e-6,  -1.10588938762623716e-4,  -9.76109749136146841e-3,
    7.7857623501828012e-1};

/// The Chebyshev series `far` where `isFar` holds, else `near`. Less than f64
/// needs fewer terms.
static Real chebyshev(Real t, Value isFar, ArrayRef<double> near, ArrayRef<double> far,
                      bool isDouble) {
  if (!isDouble) {
    near = near.take_back(20);
    far = far.take_back(8);
  }
  size_t missing = near.size() - far.size();
  return clenshaw(t, near.size(), [&](size_t i) {
    return choose(isFar, t.like(i < missing ? 0 : far[i - missing]), t.like(near[i]));
  });
}

static Real besselScaled(Real x, ArrayRef<double> near, ArrayRef<double> far, bool times,
                         bool isDouble) {
  Real size = abs(x);
  Value isFar = compare(Predicate::OGT, size, 8.0);
  Real t = choose(isFar, 16.0 / size - 1.0, size * 0.25 - 1.0);
  Real sum = chebyshev(t, isFar, near, far, isDouble);
  Real root{*x.builder, math::SqrtOp::create(*x.builder, choose(isFar, size, x.like(1)).value)};
  Real atFar = sum / root;
  return choose(isFar, atFar, times ? sum * size : sum);
}

Value besselI0e(B &b, Value operand) {
  bool isDouble = operand.getType().isF64();
  return narrow(besselScaled(widen(b, operand), i0Near, i0Far, false, isDouble), operand.getType());
}

Value besselI1e(B &b, Value operand) {
  bool isDouble = operand.getType().isF64();
  Real x = widen(b, operand), size = besselScaled(x, i1Near, i1Far, true, isDouble);
  Real result{b, math::CopySignOp::create(b, size.value, x.value)};
  return narrow(result, operand.getType());
}

//===----------------------------------------------------------------------===//
// Error functions
//===----------------------------------------------------------------------===//

// Chebyshev coefficients, highest first, with an error of 1e-9 at most: of
// (1 + 2 x) erfcx(x) in (x - 3) / (x + 3), and of (1 + 2 x^2) dawsn(x) / x in
// (x^2 - 6) / (x^2 + 6).
static constexpr double erfcxCoefficients[] = {
    -1.4600791199391049e-11, -2.699519049798364e-9,  1.8856685238386028e-9,  7.5498283438250928e-8,
    -1.8075227904148371e-7,  -2.0072285659059914e-6, 1.2841532864056671e-5,  1.7661719523171592e-5,
    -6.3355317105531469e-4,  4.4534260614627116e-3,  -1.8976596707845207e-2, 5.436652555744322e-2,
    -9.3775503422842091e-2,  5.3539045396156768e-3,  2.3551251483931201};
static constexpr double dawsnCoefficients[] = {
    -2.1834114290653133e-9, 1.0027074078081319e-9,  9.5724710969644056e-9,  1.3028982551744233e-8,
    -1.3255996408659354e-8, -7.1222116636863686e-8, -6.3684524806767555e-8, 1.8187447606052451e-7,
    5.3062309709017078e-7,  5.9663955726975842e-9,  -2.2584677486486243e-6, -2.9047076420264419e-6,
    6.8625584785399158e-6,  2.1001613900611464e-5,  -1.4174531883913826e-5, -1.1868542065850405e-4,
    7.4603097178233444e-6,  6.782419982952882e-4,   -9.3425314990523123e-6, -4.4139412855994492e-3,
    3.740121385785878e-3,   2.8767262085098316e-2,  -1.080437054773771e-1,  1.7960635992586206e-1,
    -1.1165743681995823e-1, -2.0453746379357063e-1, 2.4319440248921412};

static Real series(Real t, ArrayRef<double> coefficients) {
  return clenshaw(t, coefficients.size(), [&](size_t i) { return t.like(coefficients[i]); });
}

/// x, or `most` if it is greater.
static Real atMost(Real x, double most) {
  return choose(compare(Predicate::OGT, x, most), x.like(most), x);
}

/// erfcx(x) for x >= 0.
static Real positiveErfcx(Real x) {
  Real bounded = atMost(x, 1e30);
  return series((bounded - 3.0) / (bounded + 3.0), erfcxCoefficients) / (x * 2.0 + 1.0);
}

Value erfcx(B &b, Value operand) {
  if (operand.getType().isF64())
    return call(b, "erfcx", operand);
  Real x = widen(b, operand), positive = positiveErfcx(abs(x));
  Real negative = exp(x * x) * 2.0 - positive;
  return narrow(choose(compare(Predicate::OLT, x, 0.0), negative, positive), operand.getType());
}

Value dawsn(B &b, Value operand) {
  if (operand.getType().isF64())
    return call(b, "dawsn", operand);
  Real x = widen(b, operand), square = atMost(x * x, 1e60);
  Real result = x * series((square - 6.0) / (square + 6.0), dawsnCoefficients);
  result = result / (square * 2.0 + 1.0);
  return narrow(choose(compare(Predicate::OGT, abs(x), 1e30), 0.5 / x, result), operand.getType());
}

Value ndtr(B &b, Value operand) {
  if (operand.getType().isF64())
    return call(b, "ndtr", operand);
  // In f32, where erfc is fast, with what rounding its argument z loses: the
  // derivative of erfc(z) is -2 / sqrt(pi) e^(-z^2). Beyond 40 nothing changes.
  Type f32 = b.getF32Type();
  bool isF32 = operand.getType() == f32;
  Real x = {b, isF32 ? operand : Value(arith::ExtFOp::create(b, f32, operand))};
  x = choose(compare(Predicate::OLT, x, -40.0), x.like(-40), atMost(x, 40));
  // -sqrt(1/2) as the sum of two numbers of f32.
  constexpr double high = -0.707106769084930419921875, low = -M_SQRT1_2 - high;
  Real z = x * high;
  Real lost = Real(b, math::FmaOp::create(b, x.value, x.like(high).value, (-z).value)) + x * low;
  Real result = erfc(z) * 0.5 - exp(-(z * z)) * lost * (0.5 * M_2_SQRTPI);
  return isF32 ? result.value : narrow(result, operand.getType());
}

Value logNdtr(B &b, Value operand) {
  if (operand.getType().isF64())
    return call(b, "log_ndtr", operand);
  Real x = widen(b, operand), scaled = x * M_SQRT1_2;
  Real far = log(positiveErfcx(abs(scaled)) * 0.5) - x * x * 0.5;
  Real near = log1p(erfc(scaled) * -0.5);
  return narrow(choose(compare(Predicate::OLT, x, -1.0), far, near), operand.getType());
}

//===----------------------------------------------------------------------===//
// Products with logarithms
//===----------------------------------------------------------------------===//

/// x times a logarithm of y, 0 where x is, NaN where y is.
static Value timesLog(Real x, Real y, Real log) {
  Real zero = x.like(0);
  Value isZero = arith::AndIOp::create(*x.builder, compare(Predicate::OEQ, x, 0.0),
                                       compare(Predicate::ORD, y, y));
  return choose(isZero, zero, x * log).value;
}

Value xlogy(B &b, Value x, Value y) {
  Real factor{b, x}, argument{b, y};
  return timesLog(factor, argument, log(argument));
}

Value xlog1py(B &b, Value x, Value y) {
  Real factor{b, x}, argument{b, y};
  return timesLog(factor, argument, log1p(argument));
}

Value entr(B &b, Value operand) {
  Real x{b, operand};
  Real result = choose(compare(Predicate::OEQ, x, 0.0), -x.like(0), -(x * log(x)));
  return choose(compare(Predicate::OLT, x, 0.0), x.like(-INFINITY), result).value;
}

Value relEntr(B &b, Value left, Value right) {
  Real x{b, left}, y{b, right};
  // Near 1 the logarithm of the ratio would lose what the difference keeps; where
  // the ratio overflows it is that of the parts.
  Real ratio = x / y, far = log(x) - log(y), near = log1p((x - y) / y);
  bool isDouble = left.getType().isF64();
  Value isNear = arith::AndIOp::create(b, compare(Predicate::OGT, ratio, 0.5),
                                       compare(Predicate::OLT, ratio, 2.0));
  Value isInRange =
      arith::AndIOp::create(b, compare(Predicate::OGT, ratio, isDouble ? 0x1p-1022 : 0x1p-126),
                            compare(Predicate::OLT, ratio, INFINITY));
  Real result = x * choose(isNear, near, choose(isInRange, log(ratio), far));
  Value isZero =
      arith::AndIOp::create(b, compare(Predicate::OEQ, x, 0.0), compare(Predicate::OGE, y, 0.0));
  Value inside =
      arith::AndIOp::create(b, compare(Predicate::OGT, x, 0.0), compare(Predicate::OGT, y, 0.0));
  Real outside = choose(isZero, x.like(0), x.like(INFINITY));
  Value isNan = compare(Predicate::UNO, x, y);
  return choose(isNan, x + y, choose(inside, result, outside)).value;
}

Value logit(B &b, Value operand) {
  Real x{b, operand};
  // Near 1/2 the logarithm of the ratio is small: with s = 2 x - 1 it is
  // log(1 + s) - log(1 - s).
  Real s = (x - 0.5) * 2.0, near = log1p(s) - log1p(-s), far = log(x / (1.0 - x));
  return choose(compare(Predicate::OLT, abs(s), 0.4), near, far).value;
}

} // namespace covector::array::scalar
