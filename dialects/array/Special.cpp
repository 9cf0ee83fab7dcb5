//===- Special.cpp - special functions, element by element ----------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Special.h"
#include "dialects/array/Expr.h"
#include "dialects/array/Inference.h"
#include "dialects/array/Rules.h"
#include "dialects/array/SpecialBodies.h"

using namespace mlir;
using namespace covector::array;

//===----------------------------------------------------------------------===//
// Inference
//===----------------------------------------------------------------------===//

/// The attribute `order` of a function that the runtime differentiates itself.
static LogicalResult checkOrder(const Inference &i) {
  int64_t order;
  if (failed(i.integer("order", order)))
    return failure();
  if (order < 0 || order > 7)
    return i.error("order is a number from 0 to 7, got " + Twine(order));
  return success();
}

COVECTOR_INFER_TYPES(ZetaOp) {
  Inference i(location, getOperationName(), operands, attributes, types);
  if (failed(checkOrder(i)))
    return failure();
  return inferElementwise(location, getOperationName(), operands, 2, isFloatElement,
                          "floating-point array", types);
}

COVECTOR_INFER_TYPES(ComplexPolygammaOp) {
  Inference i(location, getOperationName(), operands, attributes, types);
  if (failed(checkOrder(i)))
    return failure();
  return inferElementwise(location, getOperationName(), operands, 1, isComplexElement,
                          "complex array", types);
}

//===----------------------------------------------------------------------===//
// Parts of the derivatives
//===----------------------------------------------------------------------===//

static LogicalResult emitNoDerivative(Operation *op, StringRef operand) {
  StringRef name = op->getName().stripDialect();
  return emitError(op->getLoc(), "ValueError: ")
         << name << ": the derivative with respect to " << operand
         << " is not supported; hold it constant with lax.stop_gradient";
}

namespace {

template <typename Op, typename... Operands> Expr build(Expr x, Operands... others) {
  return Expr(x.b(), Op::create(x.b(), x.value(), others.value()...));
}

Expr digamma(Expr x) { return build<DigammaOp>(x); }
Expr complexPolygamma(Expr x, int64_t order) {
  return Expr(x.b(), ComplexPolygammaOp::create(x.b(), x.value(), order));
}
Expr polygamma(Expr m, Expr x) { return build<PolygammaOp>(m, x); }
Expr igammaGradA(Expr a, Expr x) { return build<IgammaGradAOp>(a, x); }
Expr gammaDensity(Expr a, Expr x) { return build<GammaDensityOp>(a, x); }
Expr betaDensity(Expr a, Expr b, Expr x) { return build<BetaDensityOp>(a, b, x); }
Expr besselI0e(Expr x) { return build<BesselI0eOp>(x); }
Expr besselI1e(Expr x) { return build<BesselI1eOp>(x); }
Expr besselJn(Expr n, Expr x) { return build<BesselJnOp>(n, x); }
Expr expn(Expr n, Expr x) { return build<ExpnOp>(n, x); }
Expr hyp1f1(Expr a, Expr b, Expr x) { return build<Hyp1f1Op>(a, b, x); }
Expr hyp1f1GradA(Expr a, Expr b, Expr x) { return build<Hyp1f1GradAOp>(a, b, x); }
Expr hyp1f1GradB(Expr a, Expr b, Expr x) { return build<Hyp1f1GradBOp>(a, b, x); }
Expr hyp2f1(Expr a, Expr b, Expr c, Expr x) { return build<Hyp2f1Op>(a, b, c, x); }
Expr hyp2f1GradA(Expr a, Expr b, Expr c, Expr x) { return build<Hyp2f1GradAOp>(a, b, c, x); }
Expr hyp2f1GradC(Expr a, Expr b, Expr c, Expr x) { return build<Hyp2f1GradCOp>(a, b, c, x); }
Expr log1p(Expr x) { return build<Log1pOp>(x); }

Expr equals(Expr x, double y) { return compare(ComparisonDirection::EQ, x, Expr::like(x, y)); }
Expr exceeds(Expr x, double y) { return compare(ComparisonDirection::GT, x, Expr::like(x, y)); }
Expr both(Expr p, Expr q) { return build<AndOp>(p, q); }
/// `x`, or `other` where `predicate` holds.
Expr except(Expr predicate, double other, Expr x) {
  return select(predicate, Expr::like(x, other), x);
}

Expr zeta(Expr x, Expr q, int64_t order) {
  return Expr(x.b(), ZetaOp::create(x.b(), x.value(), q.value(), order));
}

/// d/dq of the sum of (-log(q + n))^k (q + n)^-x.
Expr zetaDerivative(Expr x, Expr q, int64_t order) {
  Expr result = -(x * zeta(x + 1.0, q, order));
  if (order == 0)
    return result;
  return result - double(order) * zeta(x + 1.0, q, order - 1);
}

/// d/dx i1e(x) = i0e(x) - i1e(x) (sign(x) + 1 / x), and 1/2 near 0.
Expr besselI1eDerivative(Expr x, Expr r) {
  Expr isTiny = compare(ComparisonDirection::LT, build<AbsOp>(x), Expr::like(x, 1e-7));
  Expr safe = except(isTiny, 1.0, x);
  return except(isTiny, 0.5, besselI0e(safe) - r * (sign(safe) + Expr::like(x, 1.0) / safe));
}

/// e^(-x^2 / 2) / sqrt(2 pi) by the distribution function, where nothing cancels.
Expr logNdtrDerivative(Expr x) {
  Expr scaled = build<ErfcxOp>(-0.70710678118654752 * x);
  return Expr::like(x, 0.79788456080286536) / scaled;
}

/// d/dh T(h, a) = -e^(-h^2 / 2) erf(a h / sqrt(2)) / sqrt(8 pi).
Expr owensTDerivative(Expr h, Expr a) {
  Expr erf = build<ErfOp>(0.70710678118654752 * (a * h));
  return -0.19947114020071635 * (exp(-0.5 * (h * h)) * erf);
}

/// w'(z) = 2 i / sqrt(pi) - 2 z w(z).
Expr wofzDerivative(Expr x, Expr r) {
  Expr part = real(x);
  return covector::array::complex(Expr::like(part, 0.0), Expr::like(part, 1.1283791670955126)) -
         2.0 * (x * r);
}

Expr sinOverArgument(Expr x) {
  Expr isZero = equals(x, 0.0), safe = except(isZero, 1.0, x);
  return except(isZero, 1.0, sin(safe) / safe);
}

/// log(x) / (1 - x), which is -1 at 1.
Expr spenceDerivative(Expr x) {
  Expr isOne = equals(x, 1.0), safe = except(isOne, 2.0, x);
  return except(isOne, -1.0, log(safe) / (1.0 - safe));
}

Expr entrDerivative(Expr x) {
  Expr isNegative = compare(ComparisonDirection::LT, x, Expr::like(x, 0.0));
  return except(isNegative, 0.0, -(log(except(isNegative, 1.0, x)) + 1.0));
}

/// log(x / y) + 1 and -x / y where both are positive, else 0.
Expr relEntrDerivativeX(Expr x, Expr y) {
  Expr inside = both(exceeds(x, 0.0), exceeds(y, 0.0)), zero = Expr::like(x, 0.0);
  Expr one = Expr::like(x, 1.0), safeX = select(inside, x, one), safeY = select(inside, y, one);
  return select(inside, log(safeX) - log(safeY) + 1.0, zero);
}
Expr relEntrDerivativeY(Expr x, Expr y) {
  Expr inside = both(exceeds(x, 0.0), exceeds(y, 0.0)), zero = Expr::like(x, 0.0);
  return select(inside, -(x / select(inside, y, Expr::like(y, 1.0))), zero);
}

} // namespace

#define GET_OP_CLASSES
#include "dialects/array/Special.cpp.inc"
