//===- Expr.cpp - arithmetic on arrays, for derivative rules -------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Expr.h"
#include "dialects/array/Array.h"

using namespace mlir;

namespace covector::array {

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

static APFloat toFloat(double number, Type element) {
  // The powers of two have no zero and no sign: the least one stands for them.
  if (isa<Float8E8M0FNUType>(element) && number < 0x1p-127)
    number = 0x1p-127;
  APFloat value(number);
  bool losesInfo;
  value.convert(cast<FloatType>(element).getFloatSemantics(), APFloat::rmNearestTiesToEven,
                &losesInfo);
  return value;
}

DenseElementsAttr splat(Type type, double number) {
  auto tensor = cast<RankedTensorType>(type);
  Type element = tensor.getElementType();
  if (isa<FloatType>(element))
    return DenseElementsAttr::get(tensor, toFloat(number, element));
  if (auto complex = dyn_cast<ComplexType>(element))
    return DenseElementsAttr::get(tensor,
                                  std::complex<APFloat>(toFloat(number, complex.getElementType()),
                                                        toFloat(0.0, complex.getElementType())));
  unsigned width = element.getIntOrFloatBitWidth();
  // Numbers in rules are small; saturation keeps the conversion defined.
  APSInt integer(width, isUnsignedElement(element));
  bool exact;
  APFloat(number).convertToInteger(integer, APFloat::rmTowardZero, &exact);
  return DenseElementsAttr::get(tensor, static_cast<APInt>(integer));
}

Value constant(OpBuilder &builder, Location loc, ElementsAttr attribute) {
  return ConstantOp::create(builder, loc, attribute);
}

Value full(OpBuilder &builder, Location loc, Type type, double number) {
  return constant(builder, loc, splat(type, number));
}

Value zeros(OpBuilder &builder, Location loc, Type type) { return full(builder, loc, type, 0.0); }

Expr Expr::like(Expr other, double number) {
  return Expr(other.b(), full(other.b(), other.b().getLoc(), other.type(), number));
}

//===----------------------------------------------------------------------===//
// Operators and functions
//===----------------------------------------------------------------------===//

template <typename Op, typename... Operands> static Expr build(Expr x, Operands... others) {
  return Expr(x.b(), Op::create(x.b(), x.value(), others.value()...));
}

Expr operator+(Expr x, Expr y) { return build<AddOp>(x, y); }
Expr operator-(Expr x, Expr y) { return build<SubOp>(x, y); }
Expr operator*(Expr x, Expr y) { return build<MulOp>(x, y); }
Expr operator/(Expr x, Expr y) { return build<DivOp>(x, y); }
Expr operator-(Expr x) { return build<NegOp>(x); }

Expr exp(Expr x) { return build<ExpOp>(x); }
Expr log(Expr x) { return build<LogOp>(x); }
Expr sin(Expr x) { return build<SinOp>(x); }
Expr cos(Expr x) { return build<CosOp>(x); }
Expr sinh(Expr x) { return build<SinhOp>(x); }
Expr cosh(Expr x) { return build<CoshOp>(x); }
Expr rsqrt(Expr x) { return build<RsqrtOp>(x); }
Expr sign(Expr x) { return build<SignOp>(x); }
Expr pow(Expr x, Expr y) { return build<PowOp>(x, y); }
Expr maskedMul(Expr x, Expr y) { return build<MaskedMulOp>(x, y); }
Expr select(Expr predicate, Expr onTrue, Expr onFalse) {
  return build<SelectOp>(predicate, onTrue, onFalse);
}
Expr complex(Expr re, Expr im) { return build<ComplexOp>(re, im); }
Expr real(Expr x) { return build<RealOp>(x); }
Expr imag(Expr x) { return build<ImagOp>(x); }
Expr conj(Expr x) { return build<ConjOp>(x); }

Expr integerPow(Expr x, int64_t exponent) {
  if (exponent == 0)
    return Expr::like(x, 1.0);
  if (exponent == 1)
    return x;
  return Expr(x.b(), IntegerPowOp::create(x.b(), x.value(), exponent));
}

Expr compare(ComparisonDirection direction, Expr x, Expr y) {
  return Expr(x.b(), CompareOp::create(x.b(), direction, x.value(), y.value()));
}

Expr convert(Expr x, Type element) {
  if (x.element() == element)
    return x;
  return Expr(x.b(), ConvertOp::create(x.b(), x.value(), element));
}

Expr truncate(Expr x) {
  Expr negative = compare(ComparisonDirection::LT, x, Expr::like(x, 0.0));
  return select(negative, build<CeilOp>(x), build<FloorOp>(x));
}

//===----------------------------------------------------------------------===//
// Parts of the rules
//===----------------------------------------------------------------------===//

Expr balancedEqual(Expr x, Expr r, Expr other) {
  Expr one = Expr::like(x, 1.0), zero = Expr::like(x, 0.0), half = Expr::like(x, 0.5);
  Expr isTie = compare(ComparisonDirection::EQ, other, r);
  Expr isResult = compare(ComparisonDirection::EQ, x, r);
  return select(isResult, select(isTie, half, one), zero);
}

Expr chosen(Expr dx, Expr x, Expr r, Expr other) {
  Expr isResult = compare(ComparisonDirection::EQ, x, r);
  Expr isTie = compare(ComparisonDirection::EQ, other, r);
  Expr share = select(isTie, Expr::like(dx, 0.5), Expr::like(dx, 1.0));
  return select(isResult, dx, Expr::like(dx, 0.0)) * share;
}

Expr integerPowDerivative(Expr x, int64_t n) {
  // Without this case the power would be 1 / x, and the product NaN at x = 0.
  if (n == 0)
    return Expr::like(x, 0.0);
  if (n == 1)
    return Expr::like(x, 1.0);
  return Expr::like(x, double(n)) * integerPow(x, n - 1);
}

Expr powBaseDerivative(Expr x, Expr y) {
  // y * x^(y - 1); at y = 0 the power would be 0 * inf for x = 0.
  Expr zero = Expr::like(y, 0.0), one = Expr::like(y, 1.0);
  Expr isZero = compare(ComparisonDirection::EQ, y, zero);
  return select(isZero, zero, y * pow(x, select(isZero, one, y - one)));
}

Expr powExponentDerivative(Expr x, Expr y, Expr r) {
  // log(x) * r, with log(x) read as 0 at x = 0, where r = 0 for y > 0.
  Expr isZero = compare(ComparisonDirection::EQ, x, Expr::like(x, 0.0));
  return log(select(isZero, Expr::like(x, 1.0), x)) * r;
}

Expr acoshTangent(Expr x, Expr dx) {
  if (isComplexElement(x.element()))
    return dx * (rsqrt(x - 1.0) * rsqrt(x + 1.0));
  return dx * rsqrt((x - 1.0) * (x + 1.0));
}

Expr absTangent(Expr x, Expr dx, Expr y) {
  if (!isComplexElement(x.element()))
    return dx * sign(x);
  // |x|' = Re(conj(x) dx) / |x|, and 0 at x = 0.
  Expr isZero = compare(ComparisonDirection::EQ, y, Expr::like(y, 0.0));
  return real(conj(x) * dx) / select(isZero, Expr::like(y, 1.0), y);
}

Value addTangents(ImplicitLocOpBuilder &b, Value x, Value y) {
  if (!x)
    return y;
  if (!y)
    return x;
  return AddOp::create(b, x, y);
}

} // namespace covector::array
