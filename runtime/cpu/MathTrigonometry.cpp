//===- MathTrigonometry.cpp - sine, cosine and tangent as code in line ----===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Functions of f32 and f64 with an error of less than 1 ulp over all arguments.
//
// Note [Reducing an angle]
// Those of f32 are computed in f64. With x = n pi / 2 + r and pi / 2 = a + b + c, each
// of 53 bits, x - n a is exact by fused multiply-add, whatever n: it is a multiple of
// 2^-53 that is less than 1. So only the products of n with b and c round: for f64 the
// first is split in two, and what is left of r is carried on as a second number. A program
// that computes the sine and the cosine of one number reduces it once, since what is computed
// twice is removed.
//
// Sources: the polynomials are FreeBSD's (`k_sin.c`, `k_cos.c`, `k_sinf.c`, `k_cosf.c`).
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/MathWriter.h"

using namespace llvm;

namespace covector::runtime {

/// Beyond this, rounding to a multiple of pi / 2 is not sure: the functions are SLEEF's.
static constexpr double mostReduced = 0x1p30;

MathWriter::Angle MathWriter::reduceAngle() {
  // Adding 1.5 * 2^52 rounds to a whole number, which the low bits then hold.
  constexpr double shift = 0x1.8p52;
  constexpr double a = 0x1.921fb54442d18p0, b2 = 0x1.1a62633145c07p-54, c3 = -0x1.f1976b7ed8fbcp-110;
  Value *angle = wide(x);
  Value *shifted = fma(angle, d(0.636619772367581343), d(shift));
  Value *count = b.CreateFSub(shifted, d(shift));
  Value *quadrant = b.CreateBitCast(shifted, longs);
  Value *rest = fma(count, d(-a), angle);
  if (!isDouble)
    return {quadrant, fma(count, d(-b2), rest), nullptr};
  Value *product = b.CreateFMul(count, d(b2));
  Value *lost = fma(count, d(b2), b.CreateFNeg(product));
  Value *high = b.CreateFSub(rest, product);
  Value *low = b.CreateFSub(b.CreateFSub(rest, high), product);
  low = fma(count, d(-c3), b.CreateFSub(low, lost));
  return {quadrant, high, low};
}

MathWriter::Sum MathWriter::sineOf(const Angle &angle) {
  Value *r = angle.high, *z = b.CreateFMul(r, r), *cube = b.CreateFMul(z, r);
  if (!isDouble) {
    Value *p = polynomial(z, {0x16cd878c3b46a7.0p-71, -0x1a00f9e2cae774.0p-65,
                              0x111110896efbb2.0p-59, -0x15555554cbac77.0p-55});
    return {fma(cube, p, r), nullptr};
  }
  Value *p = shortPolynomial(
      z, {-1.66666666666666324348e-01, 8.33333333332248946124e-03, -1.98412698298579493134e-04,
          2.75573137070700676789e-06, -2.50507602534068634195e-08, 1.58969099521155010221e-10});
  // sin(r + l) = sin(r) + l cos(r).
  Value *low = fma(b.CreateFMul(z, d(-0.5)), angle.low, angle.low);
  return {r, fma(cube, p, low)};
}

MathWriter::Sum MathWriter::cosineOf(const Angle &angle) {
  Value *r = angle.high, *z = b.CreateFMul(r, r);
  if (!isDouble)
    return {polynomial(z, {0x199342e0ee5069.0p-68, -0x16c087e80f1e27.0p-62,
                           0x155553e1053a42.0p-57, -0x1ffffffd0c5e81.0p-54, 1}),
            nullptr};
  Value *p = shortPolynomial(
      z, {4.16666666666666019037e-02, -1.38888888888741095749e-03, 2.48015872894767294178e-05,
          -2.75573143513906633035e-07, 2.08757232129817482790e-09, -1.13596475577881948265e-11});
  // 1 - z / 2 with what rounding it has lost; the rounding of z counts as well.
  Value *half = b.CreateFMul(z, d(0.5)), *high = b.CreateFSub(d(1), half);
  Value *lost = b.CreateFSub(b.CreateFSub(d(1), high), half);
  Value *square = fma(r, r, b.CreateFNeg(z));
  // cos(r + l) = cos(r) - l sin(r).
  Value *low = fma(square, d(-0.5), b.CreateFSub(lost, b.CreateFMul(r, angle.low)));
  return {high, fma(b.CreateFMul(z, z), p, low)};
}

Value *MathWriter::sineOrCosine(bool isCosine) {
  Angle angle = reduceAngle();
  Sum sine = sineOf(angle), cosine = cosineOf(angle);
  auto whole = [&](const Sum &sum) {
    return isDouble ? b.CreateFAdd(sum.high, sum.low) : sum.high;
  };
  // The quadrants are those of the sine, one further on for the cosine.
  Value *quadrant = isCosine ? b.CreateAdd(angle.quadrant, w(1)) : angle.quadrant;
  Value *isOdd = b.CreateICmpNE(b.CreateAnd(quadrant, w(1)), w(0));
  Value *result = b.CreateSelect(isOdd, whole(cosine), whole(sine));
  Value *sign = b.CreateAnd(b.CreateShl(quadrant, w(62)), w(INT64_MIN));
  result = b.CreateBitCast(b.CreateXor(b.CreateBitCast(result, longs), sign), doubles);
  result = narrow(result);
  // The sum would lose the sign of zero.
  if (!isCosine)
    result = b.CreateSelect(b.CreateFCmpOEQ(x, c(0)), x, result);
  return exceptWhere(b.CreateFCmpOGT(abs(x), c(mostReduced)), result, isCosine ? "cos" : "sin");
}

Value *MathWriter::tan() {
  Angle angle = reduceAngle();
  Sum sine = sineOf(angle), cosine = cosineOf(angle);
  Value *isOdd = b.CreateICmpNE(b.CreateAnd(angle.quadrant, w(1)), w(0));
  auto either = [&](Value *odd, Value *even) { return b.CreateSelect(isOdd, odd, even); };
  // In odd quadrants -cos / sin.
  auto above = [&](Value *sine, Value *cosine) { return either(b.CreateFNeg(cosine), sine); };
  auto below = [&](Value *sine, Value *cosine) { return either(sine, cosine); };
  Value *result;
  if (isDouble) {
    // Both sums rounded to f64, with what that has lost.
    for (Sum *sum : {&sine, &cosine}) {
      Value *rounded = b.CreateFAdd(sum->high, sum->low);
      sum->low = b.CreateFAdd(b.CreateFSub(sum->high, rounded), sum->low);
      sum->high = rounded;
    }
    Value *top = above(sine.high, cosine.high), *bottom = below(sine.high, cosine.high);
    Value *reciprocal = b.CreateFDiv(d(1), bottom);
    Value *quotient = b.CreateFMul(top, reciprocal), *less = b.CreateFNeg(quotient);
    Value *error = fma(less, bottom, top);
    error = b.CreateFAdd(error, fma(less, below(sine.low, cosine.low), above(sine.low, cosine.low)));
    result = fma(error, reciprocal, quotient);
  } else {
    result = narrow(b.CreateFDiv(above(sine.high, cosine.high), below(sine.high, cosine.high)));
  }
  // The sums would lose the sign of zero.
  result = b.CreateSelect(b.CreateFCmpOEQ(x, c(0)), x, result);
  return exceptWhere(b.CreateFCmpOGT(abs(x), c(mostReduced)), result, "tan");
}

} // namespace covector::runtime
