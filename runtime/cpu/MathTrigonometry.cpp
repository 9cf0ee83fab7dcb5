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
// With x = n pi / 2 + r and pi / 2 = a + b + c, each of as many bits as the type has,
// x - n a is exact by fused multiply-add, whatever n: it is a multiple of the unit in the
// last place of the numbers below 1, and less than 1. The product n b is split in two, and
// what rounding r has lost is carried on as a second number. Rounding to a whole n may be
// off by what n is large, so that r is a little beyond pi / 4, as the polynomials allow.
//
// A scalar near 0 takes a branch around all that, which gives the same bits: with n = 0
// the second number is 0. A program that computes the sine and the cosine of one number
// reduces it once, since what is computed twice is removed.
//
// Sources: the polynomials of f64 are FreeBSD's (`k_sin.c`, `k_cos.c`); those of f32 were
// fitted here to the least greatest error up to 0.81.
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/MathWriter.h"

using namespace llvm;

namespace covector::runtime {

/// Below this x is its own remainder.
static constexpr double leastReduced = 0.785;

MathWriter::Angle MathWriter::reduceAngle() {
  // Adding 1.5 * 2^23 or 2^52 rounds to a whole number, which the low bits then hold.
  const double shift = isDouble ? 0x1.8p52 : 0x1.8p23;
  // pi / 2 in three parts.
  const double first = isDouble ? 0x1.921fb54442d18p0 : 0x1.921fb6p0;
  const double second = isDouble ? 0x1.1a62633145c07p-54 : -0x1.777a5cp-25;
  const double third = isDouble ? -0x1.f1976b7ed8fbcp-110 : -0x1.ee59dap-50;
  Value *shifted = fma(x, c(0.636619772367581343), c(shift));
  Value *count = b.CreateFSub(shifted, c(shift));
  Value *rest = fma(count, c(-first), x), *product = b.CreateFMul(count, c(second));
  Value *lost = fma(count, c(second), b.CreateFNeg(product));
  Value *high = b.CreateFSub(rest, product);
  Value *low = b.CreateFSub(b.CreateFSub(rest, high), product);
  return {bits(shifted), high, fma(count, c(-third), b.CreateFSub(low, lost))};
}

MathWriter::Sum MathWriter::sineOf(const Angle &angle) {
  Value *r = angle.high, *z = b.CreateFMul(r, r), *cube = b.CreateFMul(z, r);
  Value *p =
      isDouble
          ? shortPolynomial(z, {-1.66666666666666324348e-01, 8.33333333332248946124e-03,
                                -1.98412698298579493134e-04, 2.75573137070700676789e-06,
                                -2.50507602534068634195e-08, 1.58969099521155010221e-10})
          : polynomial(z, {-0.00019494412117637694, 0.008332008495926857, -0.16666652262210846});
  if (!angle.low)
    return {r, b.CreateFMul(cube, p)};
  // sin(r + l) = sin(r) + l cos(r).
  Value *low = fma(b.CreateFMul(z, c(-0.5)), angle.low, angle.low);
  return {r, fma(cube, p, low)};
}

MathWriter::Sum MathWriter::cosineOf(const Angle &angle) {
  Value *r = angle.high, *z = b.CreateFMul(r, r);
  Value *p =
      isDouble
          ? shortPolynomial(z, {4.16666666666666019037e-02, -1.38888888888741095749e-03,
                                2.48015872894767294178e-05, -2.75573143513906633035e-07,
                                2.08757232129817482790e-09, -1.13596475577881948265e-11})
          : polynomial(z, {2.4392631530645303e-05, -0.0013886953238397837, 0.04166663810610771});
  // 1 - z / 2 with what rounding it and z has lost.
  Value *high = fma(z, c(-0.5), c(1));
  Value *low = fma(z, c(-0.5), b.CreateFSub(c(1), high));
  low = fma(fma(r, r, b.CreateFNeg(z)), c(-0.5), low);
  // cos(r + l) = cos(r) - l sin(r).
  if (angle.low)
    low = fma(b.CreateFNeg(r), angle.low, low);
  return {high, fma(b.CreateFMul(z, z), p, low)};
}

/// Rounds a sum, and keeps what that has lost.
void MathWriter::normalize(Sum &sum) {
  Value *rounded = b.CreateFAdd(sum.high, sum.low);
  sum.low = b.CreateFAdd(b.CreateFSub(sum.high, rounded), sum.low);
  sum.high = rounded;
}

Value *MathWriter::sineOrCosine(bool isCosine) {
  auto whole = [&](const Sum &sum) { return b.CreateFAdd(sum.high, sum.low); };
  auto near = [&] {
    Angle angle = {nullptr, x, nullptr};
    return whole(isCosine ? cosineOf(angle) : sineOf(angle));
  };
  auto far = [&] {
    Angle angle = reduceAngle();
    Value *sine = whole(sineOf(angle)), *cosine = whole(cosineOf(angle));
    // The quadrants are those of the sine, one further on for the cosine.
    Value *quadrant = isCosine ? b.CreateAdd(angle.quadrant, n(1)) : angle.quadrant;
    Value *isOdd = b.CreateICmpNE(b.CreateAnd(quadrant, n(1)), n(0));
    Value *sign = isDouble ? b.CreateAnd(b.CreateShl(quadrant, n(62)), n(INT64_MIN))
                           : b.CreateAnd(b.CreateShl(quadrant, n(30)), n(INT32_MIN));
    return fromBits(b.CreateXor(bits(b.CreateSelect(isOdd, cosine, sine)), sign));
  };
  return angleFunction(near, far, isCosine ? "cos" : "sin");
}

Value *MathWriter::tan() {
  // A quotient of two sums, with what the first quotient has lost.
  auto quotient = [&](Sum above, Sum below) {
    Value *reciprocal = b.CreateFDiv(c(1), below.high);
    Value *result = b.CreateFMul(above.high, reciprocal), *less = b.CreateFNeg(result);
    Value *error = fma(less, below.high, above.high);
    error = b.CreateFAdd(error, fma(less, below.low, above.low));
    return fma(error, reciprocal, result);
  };
  auto both = [&](const Angle &angle) {
    Sum sine = sineOf(angle), cosine = cosineOf(angle);
    normalize(sine);
    normalize(cosine);
    return std::pair(sine, cosine);
  };
  auto near = [&] {
    auto [sine, cosine] = both({nullptr, x, nullptr});
    return quotient(sine, cosine);
  };
  auto far = [&] {
    Angle angle = reduceAngle();
    auto [sine, cosine] = both(angle);
    Value *isOdd = b.CreateICmpNE(b.CreateAnd(angle.quadrant, n(1)), n(0));
    // In odd quadrants -cos / sin.
    auto either = [&](Value *odd, Value *even) { return b.CreateSelect(isOdd, odd, even); };
    Sum above = {either(b.CreateFNeg(cosine.high), sine.high),
                 either(b.CreateFNeg(cosine.low), sine.low)};
    return quotient(above, {either(sine.high, cosine.high), either(sine.low, cosine.low)});
  };
  return angleFunction(near, far, "tan");
}

Value *MathWriter::angleFunction(function_ref<Value *()> near, function_ref<Value *()> far,
                                 StringRef name) {
  Value *size = abs(x);
  // Beyond this, rounding to a multiple of pi / 2 is not sure: the functions are SLEEF's.
  Value *isBeyond = b.CreateFCmpOGT(size, c(isDouble ? 0x1p30 : 0x1p20));
  auto reduced = [&] { return exceptWhere(isBeyond, far(), name); };
  bool isVector = floats->isVectorTy();
  Value *result =
      isVector ? reduced() : choose(b.CreateFCmpOLT(size, c(leastReduced)), near, reduced);
  // The sums would lose the sign of zero.
  return name == "cos" ? result : b.CreateSelect(b.CreateFCmpOEQ(x, c(0)), x, result);
}

} // namespace covector::runtime
