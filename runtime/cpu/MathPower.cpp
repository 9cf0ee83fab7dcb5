//===- MathPower.cpp - powers as code in line -----------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// x^y = 2^(y log2(x)) of f32, computed in f64, which neither overflows nor underflows where
// f32 does: rounding at the end does both. The error is less than 0.51 ulp.
//
// Sources: both polynomials were fitted here, to log2(1 + f) / f between sqrt(1/2) and
// sqrt(2), with an error of 2^-38, and to 2^g between -1/2 and 1/2, with one of 2^-34.
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/MathWriter.h"
#include <cmath>

using namespace llvm;

namespace covector::runtime {

Value *MathWriter::logarithm(Value *size) {
  // size = 2^k (1 + f) with 1 + f between sqrt(1/2) and sqrt(2).
  constexpr int64_t one = 0x3ff0000000000000, root = 0x3fe6a09e667f3bcd;
  Value *i = b.CreateAdd(b.CreateBitCast(size, longs), w(one - root));
  // k as a number: in the low bits of 2^52, from which all is subtracted.
  Value *k = b.CreateBitCast(b.CreateOr(b.CreateLShr(i, w(52)), w(0x4330000000000000)), doubles);
  k = b.CreateFSub(k, d(0x1p52 + 1023));
  Value *m = b.CreateBitCast(b.CreateAdd(b.CreateAnd(i, w(0xfffffffffffff)), w(root)), doubles);
  Value *f = b.CreateFSub(m, d(1));
  Value *p = shortPolynomial(f, {0x1.71547652b5990p+0, -0x1.71547651b5279p-1, 0x1.ec709de2d445fp-2,
                                 -0x1.7154788b6fd27p-2, 0x1.2776b6fca27d8p-2, -0x1.ec6f2c98086bdp-3,
                                 0x1.a61b6d3d6dc99p-3, -0x1.7188ee9e5380ap-3, 0x1.48210590a0a7dp-3,
                                 -0x1.23d5e994eb02cp-3, 0x1.0ac0b1bf93701p-3, -0x1.13b01f639fabfp-3,
                                 0x1.0f9440fba4960p-3, -0x1.1e27758ca8739p-4});
  return fma(f, p, k);
}

Value *MathWriter::powerOfTwo(Value *t) {
  constexpr double shift = 0x1.8p52;
  Value *shifted = b.CreateFAdd(t, d(shift)), *g = b.CreateFSub(t, b.CreateFSub(shifted, d(shift)));
  Value *p = shortPolynomial(g, {0.9999999999595485, 0.6931471805459332, 0.24022651213593982,
                                 0.05550410941209772, 0.00961802560311892, 0.0013333450563611483,
                                 0.00015469731928512864, 1.531008061398609e-05});
  // 2^n for the whole part, which the low bits of the sum hold.
  Value *whole = b.CreateAdd(b.CreateBitCast(shifted, longs), w(1023));
  return b.CreateFMul(p, b.CreateBitCast(b.CreateShl(whole, w(52)), doubles));
}

Value *MathWriter::pow() {
  Value *y = b.GetInsertBlock()->getParent()->getArg(1);
  // An infinite exponent is a large one, so that its product with log 1 is 0.
  Value *size = wide(abs(x)), *exponent = clamp(wide(y), -1e39, 1e39);
  // log 0 = -inf; infinity and NaN are their own logarithms.
  Value *isOrdinary = b.CreateAnd(b.CreateFCmpOGT(size, d(0)), b.CreateFCmpOLT(size, d(INFINITY)));
  auto special = [&] { return b.CreateSelect(b.CreateFCmpOEQ(size, d(0)), d(-INFINITY), size); };
  Value *log = choose(isOrdinary, [&] { return logarithm(size); }, special, /*isLikely=*/true);
  Value *result = narrow(powerOfTwo(clamp(b.CreateFMul(exponent, log), -200, 200)));
  // Odd powers of negative numbers are negative; others than whole ones are NaN, but
  // for those of -inf and -0.
  auto negative = [&]() -> Value * {
    auto isWhole = [&](Value *number) {
      return b.CreateFCmpOEQ(b.CreateUnaryIntrinsic(Intrinsic::trunc, number), number);
    };
    Value *whole = isWhole(y), *even = isWhole(b.CreateFMul(y, c(0.5)));
    Value *isOdd = b.CreateAnd(whole, b.CreateNot(even));
    Value *signedResult = b.CreateSelect(isOdd, b.CreateFNeg(result), result);
    Value *isFinite = b.CreateAnd(b.CreateFCmpOLT(x, c(0)), b.CreateFCmpOGT(x, c(-INFINITY)));
    // Of NaN the result is NaN already.
    Value *isFraction = b.CreateAnd(b.CreateFCmpORD(y, y), b.CreateNot(whole));
    return b.CreateSelect(b.CreateAnd(isFinite, isFraction), c(NAN), signedResult);
  };
  result =
      choose(b.CreateICmpSGE(bits(x), n(0)), [&] { return result; }, negative, /*isLikely=*/true);
  // 1 to any power and anything to the power of 0 are 1, for NaN as well.
  Value *isOther = b.CreateAnd(b.CreateFCmpUNE(x, c(1)), b.CreateFCmpUNE(y, c(0)));
  return choose(isOther, [&] { return result; }, [&] { return c(1); }, /*isLikely=*/true);
}

} // namespace covector::runtime
