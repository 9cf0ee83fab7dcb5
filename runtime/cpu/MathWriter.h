//===- MathWriter.h - writes one function of numbers ------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_MATHWRITER_H
#define COVECTOR_RUNTIME_CPU_MATHWRITER_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Intrinsics.h"

namespace covector::runtime {

/// Writes the body of one function, of scalars or of vectors of any width: the same
/// arithmetic for all, so that a number has one result.
class MathWriter {
  using Value = llvm::Value;
  using Type = llvm::Type;

public:
  /// `function` is declared, and gets its first block.
  explicit MathWriter(llvm::Function *function);

  // Functions of f32, some of them of f64 too (MathBodies.cpp).
  Value *exp();
  Value *expm1();
  Value *log() { return logOf(x); }
  Value *log1p() { return log1pOf(x); }
  Value *tanh();
  Value *sinh() { return hyperbolic(/*isOdd=*/true); }
  Value *asinh();
  Value *cosh() { return hyperbolic(/*isOdd=*/false); }
  Value *erf();
  Value *erfc();

  // Functions of f32 and f64 (MathTrigonometry.cpp).
  Value *sin() { return sineOrCosine(/*isCosine=*/false); }
  Value *cos() { return sineOrCosine(/*isCosine=*/true); }
  Value *tan();

  // A function of two numbers of f32 (MathPower.cpp).
  Value *pow();

  // Functions of f32, the first of f64 too, and the third of two numbers (MathInverses.cpp).
  Value *acosh();
  Value *atan();
  Value *atan2();
  Value *cbrt();

  void finish(Value *result) { b.CreateRet(result); }

private:
  // Numbers of the function's own type, and integers as wide.
  Value *c(double value) { return llvm::ConstantFP::get(floats, value); }
  Value *n(int64_t value) { return llvm::ConstantInt::getSigned(ints, value); }
  Value *bits(Value *value) { return b.CreateBitCast(value, ints); }
  Value *fromBits(Value *value) { return b.CreateBitCast(value, floats); }
  // The same in f64, which some functions of f32 are computed in.
  Value *d(double value) { return llvm::ConstantFP::get(doubles, value); }
  Value *w(int64_t value) { return llvm::ConstantInt::getSigned(longs, value); }
  Value *wide(Value *value) { return isDouble ? value : b.CreateFPExt(value, doubles); }
  Value *narrow(Value *value) { return isDouble ? value : b.CreateFPTrunc(value, floats); }

  Value *fma(Value *x, Value *y, Value *z) {
    return b.CreateIntrinsic(llvm::Intrinsic::fma, {x->getType()}, {x, y, z});
  }
  Value *abs(Value *value) { return b.CreateUnaryIntrinsic(llvm::Intrinsic::fabs, value); }
  /// `value` between two numbers; NaN stays NaN.
  Value *clamp(Value *value, double least, double most) {
    auto *low = llvm::ConstantFP::get(value->getType(), least);
    auto *high = llvm::ConstantFP::get(value->getType(), most);
    value = b.CreateSelect(b.CreateFCmpOLT(value, low), low, value);
    return b.CreateSelect(b.CreateFCmpOGT(value, high), high, value);
  }
  /// The sum of coefficients times powers of x, given from the highest on: as few
  /// operations as can be, one after the other.
  Value *polynomial(Value *x, llvm::ArrayRef<double> coefficients);
  /// The same, given from the lowest on, in as few steps as can be: for scalars, which wait
  /// for each other.
  Value *shortPolynomial(Value *x, llvm::ArrayRef<double> coefficients);

  /// One of two results. A scalar takes a branch, so that it does not wait for the other one;
  /// `isLikely` says that the condition nearly always holds.
  Value *choose(Value *condition, llvm::function_ref<Value *()> first,
                llvm::function_ref<Value *()> second, bool isLikely = false);
  /// `value` but where the condition, which is unlikely, holds: there it is what the
  /// function `name` of SLEEF gives for scalars. See Note [Rare arguments].
  Value *exceptWhere(Value *condition, Value *value, llvm::StringRef name);

  /// x = k ln 2 + r with |r| <= ln 2 / 2: sets `whole` to k as an integer, and
  /// returns r.
  Value *reduce(Value *x, Value *&whole);
  /// e^r - 1 for small r.
  Value *smallExpm1(Value *r);
  /// 2^k, for k in the range of normal numbers.
  Value *power(Value *k) {
    return fromBits(b.CreateShl(b.CreateAdd(k, n(isDouble ? 1023 : 127)), n(isDouble ? 52 : 23)));
  }
  /// erf(x) / x - 1 for |x| <= 1.
  Value *erfNearZero();
  /// The hyperbolic tangent of f64; `size` is |x|.
  Value *wideTanh(Value *size);
  /// (e^x - e^-x) / 2 or (e^x + e^-x) / 2.
  Value *hyperbolic(bool isOdd);
  Value *logOf(Value *x);
  Value *log1pOf(Value *x);
  /// start + startLow + atan(t) for |t| <= 1.
  Value *arctangentFrom(Value *start, Value *startLow, Value *t);
  /// log(1 + f) + k ln 2 + c.
  Value *logOfReduced(Value *f, Value *k, Value *c);

  /// x = n pi / 2 + high + low with |high| about pi / 4 at most.
  struct Angle {
    Value *quadrant;   // n, as an integer, in its low bits
    Value *high, *low; // the second is null for 0
  };
  Angle reduceAngle();
  /// A sine or cosine as a sum, of which the second number is small.
  struct Sum {
    Value *high, *low;
  };
  Sum sineOf(const Angle &angle);
  Sum cosineOf(const Angle &angle);
  void normalize(Sum &sum);
  Value *sineOrCosine(bool isCosine);
  /// A function by what is computed for angles near zero, as a scalar, and for all others.
  Value *angleFunction(llvm::function_ref<Value *()> near, llvm::function_ref<Value *()> far,
                       llvm::StringRef name);

  /// log2(size) of a number of f64 that is positive and finite.
  Value *logarithm(Value *size);
  /// 2^t of f64, for results in its range.
  Value *powerOfTwo(Value *t);

  llvm::IRBuilder<> b;
  Type *floats, *ints, *doubles, *longs;
  bool isDouble;
  Value *x;
};

} // namespace covector::runtime

#endif // COVECTOR_RUNTIME_CPU_MATHWRITER_H
