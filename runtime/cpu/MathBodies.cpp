//===- MathBodies.cpp - common functions as code in line ------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Functions of f32, scalars or vectors of any width, on machines with fused
// multiply-add. All have an error of less than 2 ulp over all arguments (see
// test/runtime/math.test), keep NaNs, and have no branches.
//
// Sources: the polynomial of exp is SLEEF's (`expf`, u10), that of log1p FreeBSD's
// (`s_log1pf.c`), those of log and of tanh near zero are Cephes' (`logf.c`,
// `tanhf.c`).
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/MathBodies.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Intrinsics.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include <cmath>

using namespace llvm;

namespace {

/// With more calls than this in a program, code that is shared compiles faster.
constexpr unsigned mostInlined = 64;

/// Writes one function.
class Writer {
public:
  explicit Writer(Function *function)
      : b(BasicBlock::Create(function->getContext(), "", function)),
        floats(function->getReturnType()), x(function->getArg(0)) {
    ints = b.getInt32Ty();
    if (auto *vector = dyn_cast<VectorType>(floats))
      ints = VectorType::get(ints, vector->getElementCount());
  }

  Value *exp();
  Value *expm1();
  Value *log();
  Value *log1p();
  Value *tanh();
  void finish(Value *result) { b.CreateRet(result); }

private:
  Value *c(double value) { return ConstantFP::get(floats, value); }
  Value *n(int32_t value) { return ConstantInt::getSigned(ints, value); }
  Value *fma(Value *x, Value *y, Value *z) {
    return b.CreateIntrinsic(Intrinsic::fma, {floats}, {x, y, z});
  }
  Value *bits(Value *value) { return b.CreateBitCast(value, ints); }
  Value *fromBits(Value *value) { return b.CreateBitCast(value, floats); }
  Value *abs(Value *value) { return b.CreateUnaryIntrinsic(Intrinsic::fabs, value); }
  /// `value` between two numbers; NaN stays NaN.
  Value *clamp(Value *value, double least, double most) {
    value = b.CreateSelect(b.CreateFCmpOLT(value, c(least)), c(least), value);
    return b.CreateSelect(b.CreateFCmpOGT(value, c(most)), c(most), value);
  }
  /// x = k ln 2 + r with |r| <= ln 2 / 2: sets `whole` to k as an integer, and
  /// returns r.
  Value *reduce(Value *x, Value *&whole);
  /// e^r - 1 for small r.
  Value *smallExpm1(Value *r);
  /// 2^k, for k in the range of normal numbers.
  Value *power(Value *k) { return fromBits(b.CreateShl(b.CreateAdd(k, n(127)), n(23))); }
  /// log(1 + f) + k ln 2 + c.
  Value *logOfReduced(Value *f, Value *k, Value *c);

  IRBuilder<> b;
  Type *floats, *ints;
  Value *x;
};

} // namespace

Value *Writer::reduce(Value *x, Value *&whole) {
  // Adding 1.5 * 2^23 rounds to a whole number, which the low bits then hold.
  constexpr double shift = 12582912;
  Value *shifted = fma(x, c(1.44269504088896341), c(shift));
  Value *k = b.CreateFSub(shifted, c(shift));
  whole = b.CreateSub(bits(shifted), n(0x4b400000));
  Value *r = fma(k, c(-0.693145751953125), x);
  return fma(k, c(-1.428606765330187045e-06), r);
}

Value *Writer::smallExpm1(Value *r) {
  Value *p = c(0.000198527617612853646278381);
  for (double next : {0.00139304355252534151077271, 0.00833336077630519866943359,
                      0.0416664853692054748535156, 0.166666671633720397949219, 0.5})
    p = fma(p, r, c(next));
  return fma(b.CreateFMul(r, r), p, r);
}

Value *Writer::exp() {
  Value *k, *r = reduce(clamp(x, -104, 89), k);
  Value *p = b.CreateFAdd(smallExpm1(r), c(1));
  // 2^k in two factors: the result may be subnormal or infinite.
  Value *half = b.CreateAShr(k, n(1));
  return b.CreateFMul(b.CreateFMul(p, power(half)), power(b.CreateSub(k, half)));
}

Value *Writer::expm1() {
  Value *k, *r = reduce(clamp(x, -25, 89), k);
  // 2^k (p + 1) - 1, where half of it is in range when it itself is not.
  Value *half = power(b.CreateSub(k, n(1)));
  Value *sum = fma(half, smallExpm1(r), b.CreateFSub(half, c(0.5)));
  // The sum would lose the sign of zero.
  return b.CreateSelect(b.CreateFCmpOEQ(x, c(0)), x, b.CreateFAdd(sum, sum));
}

Value *Writer::tanh() {
  // Near zero an odd polynomial, else 1 - 2 / (e^2|x| + 1).
  Value *square = b.CreateFMul(x, x);
  Value *p = c(-5.70498872745e-3);
  for (double next : {2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1})
    p = fma(p, square, c(next));
  Value *near = fma(b.CreateFMul(p, square), x, x);
  Value *size = abs(x);
  Value *k, *r = reduce(clamp(b.CreateFAdd(size, size), 0, 20), k);
  Value *scale = power(k);
  Value *sum = fma(scale, smallExpm1(r), b.CreateFAdd(scale, c(1)));
  Value *far = b.CreateFSub(c(1), b.CreateFDiv(c(2), sum));
  Value *t = b.CreateSelect(b.CreateFCmpOLT(size, c(0.625)), near, far);
  return b.CreateBinaryIntrinsic(Intrinsic::copysign, t, x);
}

Value *Writer::logOfReduced(Value *f, Value *k, Value *correction) {
  Value *s = b.CreateFDiv(f, b.CreateFAdd(f, c(2)));
  Value *z = b.CreateFMul(s, s), *w = b.CreateFMul(z, z);
  Value *even = b.CreateFMul(w, fma(w, c(0.24279078841), c(0.40000972152)));
  Value *odd = b.CreateFMul(z, fma(w, c(0.28498786688), c(0.66666662693)));
  Value *halfSquare = b.CreateFMul(b.CreateFMul(c(0.5), f), f);
  Value *low = b.CreateFMul(s, b.CreateFAdd(halfSquare, b.CreateFAdd(even, odd)));
  low = b.CreateFAdd(low, fma(k, c(9.0580006145e-06), correction));
  low = b.CreateFAdd(b.CreateFSub(low, halfSquare), f);
  return fma(k, c(0.69313812256), low);
}

Value *Writer::log() {
  // Subnormal numbers are scaled up.
  Value *isSmall = b.CreateFCmpOLT(x, c(0x1p-126));
  Value *scaled = b.CreateSelect(isSmall, b.CreateFMul(x, c(0x1p25)), x);
  // x = 2^k (1 + f) with 1 + f between sqrt(1/2) and sqrt(2).
  Value *i = b.CreateAdd(bits(scaled), n(0x3f800000 - 0x3f3504f3));
  Value *k = b.CreateSub(b.CreateAShr(i, n(23)), n(127));
  k = b.CreateSub(k, b.CreateSelect(isSmall, n(25), n(0)));
  Value *m = fromBits(b.CreateAdd(b.CreateAnd(i, n(0x7fffff)), n(0x3f3504f3)));
  Value *f = b.CreateFSub(m, c(1)), *exponent = b.CreateSIToFP(k, floats);
  Value *p = c(7.0376836292E-2);
  for (double next : {-1.1514610310E-1, 1.1676998740E-1, -1.2420140846E-1, 1.4249322787E-1,
                      -1.6668057665E-1, 2.0000714765E-1, -2.4999993993E-1, 3.3333331174E-1})
    p = fma(p, f, c(next));
  Value *square = b.CreateFMul(f, f);
  // f - f^2 / 2 + f^3 p(f), with the small terms first.
  Value *low = fma(exponent, c(-2.12194440e-4), b.CreateFMul(b.CreateFMul(p, f), square));
  low = fma(square, c(-0.5), low);
  Value *result = fma(exponent, c(0.693359375), b.CreateFAdd(f, low));
  // log 0 = -inf, log inf = inf, of a negative number or NaN it is NaN.
  result = b.CreateSelect(b.CreateFCmpOEQ(x, c(INFINITY)), x, result);
  result = b.CreateSelect(b.CreateFCmpOEQ(x, c(0)), c(-INFINITY), result);
  return b.CreateSelect(b.CreateFCmpULT(x, c(0)), c(NAN), result);
}

Value *Writer::log1p() {
  Value *u = b.CreateFAdd(x, c(1));
  Value *i = b.CreateAdd(bits(u), n(0x3f800000 - 0x3f3504f3));
  Value *k = b.CreateSub(b.CreateAShr(i, n(23)), n(127));
  Value *m = fromBits(b.CreateAdd(b.CreateAnd(i, n(0x7fffff)), n(0x3f3504f3)));
  // What rounding 1 + x has lost, relative to it.
  Value *lost = b.CreateSelect(b.CreateICmpSGE(k, n(2)), b.CreateFSub(c(1), b.CreateFSub(u, x)),
                               b.CreateFSub(x, b.CreateFSub(u, c(1))));
  lost = b.CreateFDiv(lost, u);
  Value *isNear = b.CreateICmpEQ(k, n(0));
  Value *f = b.CreateSelect(isNear, x, b.CreateFSub(m, c(1)));
  lost = b.CreateSelect(isNear, c(0), lost);
  Value *result = logOfReduced(f, b.CreateSIToFP(k, floats), lost);
  // Tiny numbers and zeros are their own result.
  result = b.CreateSelect(b.CreateFCmpOLT(abs(x), c(0x1p-24)), x, result);
  result = b.CreateSelect(b.CreateFCmpOEQ(x, c(INFINITY)), x, result);
  result = b.CreateSelect(b.CreateFCmpOEQ(x, c(-1)), c(-INFINITY), result);
  return b.CreateSelect(b.CreateFCmpULT(x, c(-1)), c(NAN), result);
}

void covector::runtime::defineMathFunctions(Module &module) {
  SmallVector<Function *> defined;
  unsigned calls = 0;
  for (Function &function : module) {
    StringRef name = function.getName();
    if (!function.isDeclaration() || !name.consume_front("cv_") || function.arg_size() != 1 ||
        !function.getReturnType()->getScalarType()->isFloatTy())
      continue;
    name = name.split("_f32").first;
    using Member = Value *(Writer::*)();
    auto member = StringSwitch<Member>(name)
                      .Case("exp", &Writer::exp)
                      .Case("expm1", &Writer::expm1)
                      .Case("log", &Writer::log)
                      .Case("log1p", &Writer::log1p)
                      .Case("tanh", &Writer::tanh)
                      .Default(nullptr);
    if (!member)
      continue;
    Writer writer(&function);
    writer.finish((writer.*member)());
    function.setLinkage(GlobalValue::InternalLinkage);
    defined.push_back(&function);
    calls += function.getNumUses();
  }
  if (calls > mostInlined)
    return;
  for (Function *function : defined) {
    for (User *user : make_early_inc_range(function->users()))
      if (auto *call = dyn_cast<CallInst>(user)) {
        InlineFunctionInfo info;
        InlineFunction(*call, info);
      }
    if (function->use_empty())
      function->eraseFromParent();
  }
}
