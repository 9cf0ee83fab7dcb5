//===- MathBodies.cpp - common functions as code in line ------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Functions of f32 and some of f64, scalars or vectors of any width, on machines with fused
// multiply-add. All have an error of less than 2 ulp over all arguments (erfc: 2.5; see
// test/runtime/math-accuracy.mlir) and keep NaNs. Vectors take no branches; scalars take
// one where a function has two forms, as a chain of steps need not wait for the longer one.
//
// Sources: the polynomial of exp is SLEEF's (`expf`, u10), those of log1p FreeBSD's
// (`s_log1pf.c`, `s_log1p.c`), those of log and of tanh near zero are Cephes' (`logf.c`,
// `tanhf.c`, `tanh.c`). Those of sinh, asinh, erf and erfc were fitted here to the least
// greatest error: f(x) / x - 1 in x^2 up to 1 for the first three, -log(erfc(x)) / x from 1
// to 4, (x + 1) erfc(x) e^(x^2) in (x - 1) / (x + 1) from 0.8 on.
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/MathBodies.h"
#include "runtime/cpu/MathWriter.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include <cmath>

using namespace llvm;
using namespace covector::runtime;

/// With more calls than this in a program, code that is shared compiles faster.
static constexpr unsigned mostInlined = 64;

Value *MathWriter::reduce(Value *x, Value *&whole) {
  // Adding 1.5 * 2^23 or 2^52 rounds to a whole number, which the low bits then hold.
  const double shift = isDouble ? 0x1.8p52 : 0x1.8p23;
  Value *shifted = fma(x, c(1.44269504088896341), c(shift));
  Value *k = b.CreateFSub(shifted, c(shift));
  whole = b.CreateSub(bits(shifted), n(isDouble ? 0x4338000000000000 : 0x4b400000));
  Value *r = fma(k, c(isDouble ? -6.93147180369123816490e-01 : -0.693145751953125), x);
  return fma(k, c(isDouble ? -1.90821492927058770002e-10 : -1.428606765330187045e-06), r);
}

Value *MathWriter::smallExpm1(Value *r) {
  Value *p = isDouble
                 ? shortPolynomial(r, {0.5, 0.1666666666666667, 0.04166666666666668,
                                       0.008333333333326119, 0.0013888888888877768,
                                       0.00019841269874869218, 2.4801587339436115e-05,
                                       2.7557255335540086e-06, 2.7557259316764445e-07,
                                       2.510524630972438e-08, 2.091999268766845e-09})
                 : shortPolynomial(r, {0.5, 0.166666671633720397949219, 0.0416664853692054748535156,
                                       0.00833336077630519866943359, 0.00139304355252534151077271,
                                       0.000198527617612853646278381});
  return fma(b.CreateFMul(r, r), p, r);
}

Value *MathWriter::exp() {
  Value *k, *r = reduce(clamp(x, -104, 89), k);
  Value *p = b.CreateFAdd(smallExpm1(r), c(1));
  // 2^k in two factors: the result may be subnormal or infinite.
  Value *half = b.CreateAShr(k, n(1));
  return b.CreateFMul(b.CreateFMul(p, power(half)), power(b.CreateSub(k, half)));
}

Value *MathWriter::expm1() {
  Value *k, *r = reduce(isDouble ? clamp(x, -45, 710) : clamp(x, -25, 89), k);
  // 2^k (p + 1) - 1, where half of it is in range when it itself is not.
  Value *half = power(b.CreateSub(k, n(1)));
  Value *sum = fma(half, smallExpm1(r), b.CreateFSub(half, c(0.5)));
  // The sum would lose the sign of zero.
  return b.CreateSelect(b.CreateFCmpOEQ(x, c(0)), x, b.CreateFAdd(sum, sum));
}

Value *MathWriter::tanh() {
  Value *size = abs(x);
  if (isDouble)
    return wideTanh(size);
  // Near zero an odd polynomial, else 1 - 2 / (e^2|x| + 1).
  auto near = [&] {
    Value *square = b.CreateFMul(x, x);
    Value *p = polynomial(square, {-5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2,
                                   1.33314422036e-1, -3.33332819422e-1});
    return fma(b.CreateFMul(p, square), x, x);
  };
  auto far = [&] {
    Value *k, *r = reduce(clamp(b.CreateFAdd(size, size), 0, 20), k);
    Value *scale = power(k);
    Value *sum = fma(scale, smallExpm1(r), b.CreateFAdd(scale, c(1)));
    return b.CreateFSub(c(1), b.CreateFDiv(c(2), sum));
  };
  Value *t = choose(b.CreateFCmpOLT(size, c(0.625)), near, far);
  return b.CreateBinaryIntrinsic(Intrinsic::copysign, t, x);
}

Value *MathWriter::wideTanh(Value *size) {
  // Near zero x + x^3 p / q, else 1 - 2 / (e^2|x| + 1): one division does for both.
  struct Parts {
    Value *whole, *above, *below;
  };
  auto near = [&]() -> Parts {
    Value *z = b.CreateFMul(x, x);
    Value *p = polynomial(
        z, {-9.64399179425052238628e-01, -9.92877231001918586564e+01, -1.61468768441708447952e+03});
    Value *q = polynomial(
        z, {1, 1.12811678491632931402e+02, 2.23548839060100448583e+03, 4.84406305325125486048e+03});
    return {size, b.CreateFMul(b.CreateFMul(size, z), p), q};
  };
  auto far = [&]() -> Parts {
    Value *k, *r = reduce(clamp(b.CreateFAdd(size, size), 0, 40), k);
    Value *scale = power(k);
    return {c(1), c(-2), fma(scale, smallExpm1(r), b.CreateFAdd(scale, c(1)))};
  };
  auto value = [&](const Parts &parts) {
    return b.CreateFAdd(parts.whole, b.CreateFDiv(parts.above, parts.below));
  };
  Value *isNear = b.CreateFCmpOLT(size, c(0.625)), *result;
  if (floats->isVectorTy()) {
    Parts one = near(), other = far();
    result = value({b.CreateSelect(isNear, one.whole, other.whole),
                    b.CreateSelect(isNear, one.above, other.above),
                    b.CreateSelect(isNear, one.below, other.below)});
  } else {
    result = choose(isNear, [&] { return value(near()); }, [&] { return value(far()); });
  }
  return b.CreateBinaryIntrinsic(Intrinsic::copysign, result, x);
}

Value *MathWriter::hyperbolic(bool isOdd) {
  Value *size = abs(x);
  auto halves = [&] {
    Value *k, *r = reduce(clamp(size, 0, isDouble ? 710.8 : 89.5), k);
    Value *up = smallExpm1(r), *down = smallExpm1(b.CreateFNeg(r));
    // Quarters of e^x and e^-x: e^x itself may overflow where the result does not,
    // and e^-x is nothing beside it long before it underflows.
    Value *scale = power(b.CreateSub(k, n(2)));
    Value *least = n(isDouble ? -1022 : -126);
    Value *inverse = power(b.CreateBinaryIntrinsic(Intrinsic::smax, b.CreateSub(n(-2), k), least));
    if (!isOdd) {
      // The greatest term last, as the sum rounds most.
      Value *less = fma(scale, up, fma(inverse, down, inverse));
      Value *sum = b.CreateFAdd(scale, less);
      return b.CreateFAdd(sum, sum);
    }
    Value *sum = fma(scale, up, fma(b.CreateFNeg(inverse), down, b.CreateFSub(scale, inverse)));
    sum = b.CreateFAdd(sum, sum);
    return b.CreateBinaryIntrinsic(Intrinsic::copysign, sum, x);
  };
  if (!isOdd)
    return halves();
  auto near = [&] {
    Value *square = b.CreateFMul(x, x);
    Value *p = isDouble ? shortPolynomial(square, {0.16666666666666666, 0.008333333333333299,
                                                   0.00019841269841325683, 2.7557319190733844e-06,
                                                   2.5052117823739137e-08, 1.6057668010086938e-10,
                                                   7.746573752835198e-13})
                        : polynomial(square, {2.7822131869470468e-06, 1.9842895562760532e-04,
                                              8.33331048488617e-03, 1.666666716337204e-01});
    return fma(b.CreateFMul(x, square), p, x);
  };
  return choose(b.CreateFCmpOLT(size, c(1)), near, halves);
}

Value *MathWriter::asinh() {
  Value *size = abs(x);
  if (isDouble) {
    // log1p(t + t^2 / (sqrt(t^2 + 1) + 1)), where t is large log1p(t) + log 2.
    Value *root = b.CreateUnaryIntrinsic(Intrinsic::sqrt, fma(x, x, c(1)));
    Value *sum = fma(size, b.CreateFDiv(size, b.CreateFAdd(root, c(1))), size);
    Value *isLarge = b.CreateFCmpOGT(size, c(0x1p60));
    Value *log = log1pOf(b.CreateSelect(isLarge, size, sum));
    log = b.CreateFAdd(log, b.CreateSelect(isLarge, c(0.693147180559945309), c(0)));
    return b.CreateBinaryIntrinsic(Intrinsic::copysign, log, x);
  }
  auto near = [&] {
    Value *p =
        polynomial(b.CreateFMul(x, x), {6.5886374796e-04, -3.7747074384e-03, 1.0320418514e-02,
                                        -1.9080769271e-02, 2.9403530061e-02, -4.4472366571e-02,
                                        7.4984759092e-02, -1.6666613519e-01, -3.1250588783e-09});
    return fma(x, p, x);
  };
  auto far = [&] {
    // log(t + sqrt(t^2 + 1)), where t is large log(t) + log 2.
    Value *root = b.CreateUnaryIntrinsic(Intrinsic::sqrt, fma(x, x, c(1)));
    Value *isLarge = b.CreateFCmpOGT(size, c(0x1p13));
    Value *sum = b.CreateFAdd(size, root);
    Value *log = logOf(b.CreateSelect(isLarge, size, sum));
    // What rounding the sum has lost, relative to it: sqrt(t^2 + 1) - t is its reciprocal.
    Value *lost = b.CreateFSub(size, b.CreateFSub(sum, root));
    Value *small = fma(lost, b.CreateFSub(root, size), log);
    return b.CreateSelect(isLarge, b.CreateFAdd(log, c(0.693147180559945309)), small);
  };
  Value *result = choose(b.CreateFCmpOLT(size, c(1)), near, far);
  return b.CreateBinaryIntrinsic(Intrinsic::copysign, result, x);
}

Value *MathWriter::erfNearZero() {
  return polynomial(b.CreateFMul(x, x),
                    {7.806903158780187e-05, -7.997853099368513e-04, 5.187162198126316e-03,
                     -2.6853347197175026e-02, 1.1283578723669052e-01, -3.761262595653534e-01,
                     1.2837916612625122e-01});
}

Value *MathWriter::erf() {
  Value *size = abs(x);
  auto near = [&] { return fma(x, erfNearZero(), x); };
  auto far = [&] {
    // 1 - e^-L with L = -log(erfc(|x|)): from 4 on that is 1.
    Value *t = clamp(size, 0, 4);
    Value *p =
        polynomial(t, {-2.1064492466393858e-04, 3.1869669910520315e-03, -2.279854379594326e-02,
                       1.0511628538370132e-01, 6.35831356048584e-01, 1.128480076789856});
    Value *k, *r = reduce(b.CreateFNeg(b.CreateFMul(t, p)), k);
    Value *scale = power(k);
    Value *result = fma(b.CreateFNeg(scale), smallExpm1(r), b.CreateFSub(c(1), scale));
    return b.CreateBinaryIntrinsic(Intrinsic::copysign, result, x);
  };
  return choose(b.CreateFCmpOLT(size, c(1)), near, far);
}

Value *MathWriter::erfc() {
  Value *size = abs(x);
  auto near = [&] { return fma(b.CreateFNeg(x), erfNearZero(), b.CreateFSub(c(1), x)); };
  auto far = [&] {
    // e^(-t^2) p(q) / (t + 1), q = (t - 1) / (t + 1) = 1 - 2 / (t + 1). From 10.1 on
    // the result underflows.
    Value *t = clamp(size, 0, 10.5);
    Value *square = b.CreateFMul(t, t), *lost = fma(t, t, b.CreateFNeg(square));
    Value *k, *r = reduce(b.CreateFNeg(square), k);
    Value *m = smallExpm1(r);
    // The relative error of the reciprocal, by its own and that of the sum.
    Value *sum = b.CreateFAdd(t, c(1)), *reciprocal = b.CreateFDiv(c(1), sum);
    Value *less = b.CreateFNeg(reciprocal);
    Value *error = fma(less, b.CreateFSub(t, b.CreateFSub(sum, c(1))), fma(less, sum, c(1)));
    Value *q = fma(c(-2), fma(reciprocal, error, reciprocal), c(1));
    Value *rest =
        polynomial(q, {5.3543876856565475e-03, -1.1881442740559578e-02, 3.3607850782573223e-03,
                       -3.8508917205035686e-03, 9.984307922422886e-03, 2.5391876697540283e-02,
                       1.3902051374316216e-02, -9.555595368146896e-02, -2.3768089711666107e-01});
    Value *first = c(8.551671504974365e-01), *p = fma(q, rest, first);
    // All that rounding has lost so far is added to the product at once.
    Value *product = b.CreateFMul(reciprocal, p);
    Value *low = fma(reciprocal, p, b.CreateFNeg(product));
    low = fma(reciprocal, fma(q, rest, b.CreateFSub(first, p)), low);
    error = b.CreateFSub(error, lost);
    low = fma(product, fma(error, m, error), low);
    Value *result = b.CreateFAdd(product, fma(product, m, low));
    // 2^k in two factors: the result may be subnormal.
    Value *half = b.CreateAShr(k, n(1));
    result = b.CreateFMul(b.CreateFMul(result, power(half)), power(b.CreateSub(k, half)));
    return b.CreateSelect(b.CreateFCmpOLT(x, c(0)), b.CreateFSub(c(2), result), result);
  };
  return choose(b.CreateFCmpOLT(size, c(0.8)), near, far);
}

Value *MathWriter::logOfReduced(Value *f, Value *k, Value *correction) {
  Value *s = b.CreateFDiv(f, b.CreateFAdd(f, c(2)));
  Value *z = b.CreateFMul(s, s), *w = b.CreateFMul(z, z), *even, *odd;
  if (isDouble) {
    even = polynomial(
        w, {1.531383769920937332e-01, 2.222219843214978396e-01, 3.999999999940941908e-01});
    odd = polynomial(w, {1.479819860511658591e-01, 1.818357216161805012e-01,
                         2.857142874366239149e-01, 6.666666666666735130e-01});
  } else {
    even = fma(w, c(0.24279078841), c(0.40000972152));
    odd = fma(w, c(0.28498786688), c(0.66666662693));
  }
  even = b.CreateFMul(w, even);
  odd = b.CreateFMul(z, odd);
  Value *halfSquare = b.CreateFMul(b.CreateFMul(c(0.5), f), f);
  Value *low = b.CreateFMul(s, b.CreateFAdd(halfSquare, b.CreateFAdd(even, odd)));
  low = b.CreateFAdd(
      low, fma(k, c(isDouble ? 1.90821492927058770002e-10 : 9.0580006145e-06), correction));
  low = b.CreateFAdd(b.CreateFSub(low, halfSquare), f);
  return fma(k, c(isDouble ? 6.93147180369123816490e-01 : 0.69313812256), low);
}

Value *MathWriter::logOf(Value *x) {
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

Value *MathWriter::log1pOf(Value *x) {
  // 1 + x = 2^k (1 + f) with 1 + f between sqrt(1/2) and sqrt(2).
  const int64_t one = isDouble ? 0x3ff0000000000000 : 0x3f800000;
  const int64_t root = isDouble ? 0x3fe6a09e667f3bcd : 0x3f3504f3;
  const int64_t places = isDouble ? 52 : 23, bias = isDouble ? 1023 : 127;
  Value *u = b.CreateFAdd(x, c(1)), *i = b.CreateAdd(bits(u), n(one - root));
  Value *k = b.CreateSub(b.CreateAShr(i, n(places)), n(bias));
  Value *fraction = b.CreateAnd(i, n((int64_t(1) << places) - 1));
  Value *m = fromBits(b.CreateAdd(fraction, n(root)));
  // What rounding 1 + x has lost, relative to it.
  Value *lost = b.CreateSelect(b.CreateICmpSGE(k, n(2)), b.CreateFSub(c(1), b.CreateFSub(u, x)),
                               b.CreateFSub(x, b.CreateFSub(u, c(1))));
  lost = b.CreateFDiv(lost, u);
  Value *isNear = b.CreateICmpEQ(k, n(0));
  Value *f = b.CreateSelect(isNear, x, b.CreateFSub(m, c(1)));
  lost = b.CreateSelect(isNear, c(0), lost);
  Value *result = logOfReduced(f, b.CreateSIToFP(k, floats), lost);
  // Tiny numbers and zeros are their own result.
  result = b.CreateSelect(b.CreateFCmpOLT(abs(x), c(isDouble ? 0x1p-54 : 0x1p-24)), x, result);
  result = b.CreateSelect(b.CreateFCmpOEQ(x, c(INFINITY)), x, result);
  result = b.CreateSelect(b.CreateFCmpOEQ(x, c(-1)), c(-INFINITY), result);
  return b.CreateSelect(b.CreateFCmpULT(x, c(-1)), c(NAN), result);
}

/// The member that writes `cv_<name>_f32` or, if it is given as such, `cv_<name>_f64`.
static Value *(MathWriter::*memberOf(StringRef name, bool isDouble))() {
  using Member = Value *(MathWriter::*)();
  Member both = StringSwitch<Member>(name)
                    .Case("acosh", &MathWriter::acosh)
                    .Case("asinh", &MathWriter::asinh)
                    .Case("cos", &MathWriter::cos)
                    .Case("cosh", &MathWriter::cosh)
                    .Case("expm1", &MathWriter::expm1)
                    .Case("log1p", &MathWriter::log1p)
                    .Case("sin", &MathWriter::sin)
                    .Case("sinh", &MathWriter::sinh)
                    .Case("tan", &MathWriter::tan)
                    .Case("tanh", &MathWriter::tanh)
                    .Default(nullptr);
  if (both || isDouble)
    return both;
  return StringSwitch<Member>(name)
      .Case("atan", &MathWriter::atan)
      .Case("atan2", &MathWriter::atan2)
      .Case("cbrt", &MathWriter::cbrt)
      .Case("erf", &MathWriter::erf)
      .Case("erfc", &MathWriter::erfc)
      .Case("exp", &MathWriter::exp)
      .Case("log", &MathWriter::log)
      .Case("pow", &MathWriter::pow)
      .Default(nullptr);
}

void covector::runtime::defineMathFunctions(Module &module) {
  SmallVector<Function *> defined;
  unsigned calls = 0;
  for (Function &function : module) {
    StringRef name = function.getName();
    if (!function.isDeclaration() || !name.consume_front("cv_"))
      continue;
    Type *type = function.getReturnType()->getScalarType();
    if (!type->isFloatTy() && !type->isDoubleTy())
      continue;
    auto member =
        memberOf(name.split(type->isDoubleTy() ? "_f64" : "_f32").first, type->isDoubleTy());
    if (!member)
      continue;
    MathWriter writer(&function);
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
