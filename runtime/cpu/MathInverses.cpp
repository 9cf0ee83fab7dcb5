//===- MathInverses.cpp - inverse functions as code in line ---------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Functions of f32, and acosh of f64 too, whose error is less than 2 ulp (cbrt: 0.51) over all
// arguments.
//
// Source: the polynomial of atan was fitted here to the least greatest error: atan(t) / t - 1
// in t^2 up to 1, with an error of 2^-28.
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/MathWriter.h"
#include <cmath>

using namespace llvm;

namespace covector::runtime {

// pi / 2 in two parts.
static constexpr double quarter = 0x1.921fb6p0, quarterLow = -0x1.777a5cp-25;

Value *MathWriter::arctangentFrom(Value *start, Value *startLow, Value *t) {
  Value *square = b.CreateFMul(t, t);
  Value *p = shortPolynomial(square,
                             {-0.33333298563957214, 0.19998523592948914, -0.14263904094696045,
                              0.10950082540512085, -0.08396407961845398, 0.0578225776553154,
                              -0.031029528006911278, 0.010827822610735893, -0.0017726642545312643});
  // The small terms first.
  Value *low = fma(b.CreateFMul(t, square), p, startLow);
  return b.CreateFAdd(start, b.CreateFAdd(t, low));
}

Value *MathWriter::atan() {
  // Beyond 1, atan(x) = pi / 2 + atan(-1 / x).
  Value *size = abs(x), *isLarge = b.CreateFCmpOGT(size, c(1));
  Value *t = choose(isLarge, [&] { return b.CreateFDiv(c(-1), size); }, [&] { return size; });
  Value *result = arctangentFrom(b.CreateSelect(isLarge, c(quarter), c(0)),
                                 b.CreateSelect(isLarge, c(quarterLow), c(0)), t);
  return b.CreateBinaryIntrinsic(Intrinsic::copysign, result, x);
}

Value *MathWriter::atan2() {
  Value *y = x, *other = b.GetInsertBlock()->getParent()->getArg(1);
  Value *height = abs(y), *width = abs(other), *isSteep = b.CreateFCmpOGT(height, width);
  Value *isNegative = b.CreateICmpSLT(bits(other), n(0));
  Value *less = b.CreateSelect(isSteep, width, height);
  Value *more = b.CreateSelect(isSteep, height, width);
  // Two zeros are a quotient of 0, two infinities one of 1.
  Value *equal = b.CreateSelect(b.CreateFCmpOEQ(less, c(0)), c(0), c(1));
  Value *t = b.CreateSelect(b.CreateFCmpOEQ(less, more), equal, b.CreateFDiv(less, more));
  t = b.CreateSelect(b.CreateXor(isSteep, isNegative), b.CreateFNeg(t), t);
  // From the axis that is nearest.
  auto start = [&](double upright) {
    return b.CreateSelect(isSteep, c(upright), b.CreateSelect(isNegative, c(2 * upright), c(0)));
  };
  Value *result = arctangentFrom(start(quarter), start(quarterLow), t);
  return b.CreateBinaryIntrinsic(Intrinsic::copysign, result, y);
}

Value *MathWriter::acosh() {
  // log(x + sqrt(x^2 - 1)), where x is large log(x) + log 2.
  Value *isLarge = b.CreateFCmpOGT(x, c(isDouble ? 0x1p60 : 0x1p13));
  Value *t = b.CreateFSub(x, c(1)), *square = fma(t, t, b.CreateFAdd(t, t));
  Value *sum = b.CreateFAdd(t, b.CreateUnaryIntrinsic(Intrinsic::sqrt, square)), *result;
  if (isDouble) {
    result = log1pOf(b.CreateSelect(isLarge, x, sum));
    result = b.CreateFAdd(result, b.CreateSelect(isLarge, c(0.693147180559945309), c(0)));
  } else {
    auto far = [&] { return b.CreateFAdd(logOf(x), c(0.693147180559945309)); };
    result = choose(isLarge, far, [&] { return log1pOf(sum); });
  }
  // Below 1 there is none.
  return b.CreateSelect(b.CreateFCmpOLT(x, c(1)), c(NAN), result);
}

Value *MathWriter::cbrt() {
  // 2^(log2(x) / 3) in f64. Zeros, infinities and NaN are their own roots.
  Value *size = abs(x);
  auto root = [&] {
    Value *third = b.CreateFMul(logarithm(wide(size)), d(1.0 / 3));
    return b.CreateBinaryIntrinsic(Intrinsic::copysign, narrow(powerOfTwo(third)), x);
  };
  Value *isOrdinary = b.CreateAnd(b.CreateFCmpOGT(size, c(0)), b.CreateFCmpOLT(size, c(INFINITY)));
  return choose(isOrdinary, root, [&] { return x; }, /*isLikely=*/true);
}

} // namespace covector::runtime
