//===- ScalarBody.cpp - scalar arithmetic of elementwise operations ------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Conversions are in ScalarConversion.cpp, functions that are computed by more
// than a few operations in ScalarFunctions.cpp.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/ScalarBody.h"

using namespace mlir;

namespace covector::array {

LogicalResult scalarBody(Operation *op, B &b, ValueRange operands, SmallVectorImpl<Value> &results,
                         llvm::function_ref<Value(ArrayRef<Value>)> body) {
  Value result = body(llvm::to_vector(operands));
  if (!result)
    return op->emitOpError("cannot be computed for ")
           << op->getOperandTypes() << " to " << op->getResultTypes();
  results.push_back(result);
  return success();
}

Type computeType(Type element) {
  if (auto integer = dyn_cast<IntegerType>(element))
    return IntegerType::get(element.getContext(), integer.getWidth());
  if (isRoundedElement(element))
    return Float32Type::get(element.getContext());
  return element;
}

namespace scalar {

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

Value integer(B &b, Type type, uint64_t value) {
  APInt bits(cast<IntegerType>(type).getWidth(), value, /*isSigned=*/false,
             /*implicitTrunc=*/true);
  return arith::ConstantOp::create(b, b.getIntegerAttr(type, bits));
}

Value number(B &b, Type type, double value) {
  if (isa<IntegerType>(type))
    return integer(b, type, static_cast<uint64_t>(static_cast<int64_t>(value)));
  if (auto complexType = dyn_cast<ComplexType>(type)) {
    Type part = complexType.getElementType();
    return complex::ConstantOp::create(
        b, complexType, b.getArrayAttr({b.getFloatAttr(part, value), b.getFloatAttr(part, 0.0)}));
  }
  return arith::ConstantOp::create(b, b.getFloatAttr(type, value));
}

static bool isBool(Value x) { return x.getType().isInteger(1); }
static bool isInteger(Value x) { return isa<IntegerType>(x.getType()); }
static bool isComplex(Value x) { return isa<ComplexType>(x.getType()); }

static Value choose(B &b, Value predicate, Value onTrue, Value onFalse) {
  return arith::SelectOp::create(b, predicate, onTrue, onFalse);
}

static Value equals(B &b, Value x, Value y) {
  return arith::CmpIOp::create(b, arith::CmpIPredicate::eq, x, y);
}

//===----------------------------------------------------------------------===//
// Sign
//===----------------------------------------------------------------------===//

Value neg(B &b, Value x) {
  if (isComplex(x))
    return complex::NegOp::create(b, x);
  if (isInteger(x))
    return arith::SubIOp::create(b, number(b, x.getType(), 0), x);
  return arith::NegFOp::create(b, x);
}

Value abs(B &b, Type t, Value x) {
  if (isComplex(x))
    return complex::AbsOp::create(b, x);
  if (!isInteger(x))
    return math::AbsFOp::create(b, x);
  if (isUnsignedElement(t))
    return x;
  Value negative =
      arith::CmpIOp::create(b, arith::CmpIPredicate::slt, x, number(b, x.getType(), 0));
  return choose(b, negative, neg(b, x), x);
}

Value sign(B &b, Type t, Value x) {
  Type type = x.getType();
  Value zero = number(b, type, 0), one = number(b, type, 1);
  if (isInteger(x)) {
    Value isZero = equals(b, x, zero);
    if (isUnsignedElement(t))
      return choose(b, isZero, zero, one);
    Value negative = arith::CmpIOp::create(b, arith::CmpIPredicate::slt, x, zero);
    return choose(b, negative, number(b, type, -1), choose(b, isZero, zero, one));
  }
  // Zeros keep their sign, and NaN stays.
  Value positive = arith::CmpFOp::create(b, arith::CmpFPredicate::OGT, x, zero);
  Value negative = arith::CmpFOp::create(b, arith::CmpFPredicate::OLT, x, zero);
  return choose(b, positive, one, choose(b, negative, number(b, type, -1), x));
}

//===----------------------------------------------------------------------===//
// Arithmetic
//===----------------------------------------------------------------------===//

Value add(B &b, Value x, Value y) {
  if (isBool(x))
    return arith::OrIOp::create(b, x, y);
  if (isInteger(x))
    return arith::AddIOp::create(b, x, y);
  if (isComplex(x))
    return complex::AddOp::create(b, x, y);
  return arith::AddFOp::create(b, x, y);
}

Value sub(B &b, Value x, Value y) {
  if (isInteger(x))
    return arith::SubIOp::create(b, x, y);
  if (isComplex(x))
    return complex::SubOp::create(b, x, y);
  return arith::SubFOp::create(b, x, y);
}

Value mul(B &b, Value x, Value y) {
  if (isBool(x))
    return arith::AndIOp::create(b, x, y);
  if (isInteger(x))
    return arith::MulIOp::create(b, x, y);
  if (isComplex(x))
    return complex::MulOp::create(b, x, y);
  return arith::MulFOp::create(b, x, y);
}

Value maskedMul(B &b, Value x, Value y) {
  Value zero = number(b, x.getType(), 0), isZero;
  if (isComplex(x))
    isZero = complex::EqualOp::create(b, x, zero);
  else
    isZero = arith::CmpFOp::create(b, arith::CmpFPredicate::OEQ, x, zero);
  return choose(b, isZero, zero, mul(b, x, y));
}

Value addReassociating(B &b, Value x, Value y) {
  if (isa<FloatType>(x.getType()))
    return arith::AddFOp::create(b, x, y, arith::FastMathFlags::reassoc);
  return add(b, x, y);
}

Value mulReassociating(B &b, Value x, Value y) {
  if (isa<FloatType>(x.getType()))
    return arith::MulFOp::create(b, x, y, arith::FastMathFlags::reassoc);
  return mul(b, x, y);
}

Value div(B &b, Type t, Value x, Value y) {
  if (isComplex(x))
    return complex::DivOp::create(b, x, y);
  if (!isInteger(x))
    return arith::DivFOp::create(b, x, y);
  // The divisor 1 stands in where the division would trap.
  Type type = x.getType();
  Value isZero = equals(b, y, number(b, type, 0)), one = number(b, type, 1), quotient;
  if (isUnsignedElement(t)) {
    quotient = arith::DivUIOp::create(b, x, choose(b, isZero, one, y));
  } else {
    // x / -1 as 0 - x, which wraps for the least integer.
    Value isMinusOne = equals(b, y, number(b, type, -1));
    Value traps = arith::OrIOp::create(b, isZero, isMinusOne);
    quotient = arith::DivSIOp::create(b, x, choose(b, traps, one, y));
    quotient = choose(b, isMinusOne, neg(b, x), quotient);
  }
  return choose(b, isZero, number(b, type, -1), quotient);
}

Value rem(B &b, Type t, Value x, Value y) {
  if (!isInteger(x))
    return arith::RemFOp::create(b, x, y);
  Type type = x.getType();
  Value isZero = equals(b, y, number(b, type, 0)), one = number(b, type, 1), remainder;
  if (isUnsignedElement(t)) {
    remainder = arith::RemUIOp::create(b, x, choose(b, isZero, one, y));
  } else {
    // By -1 as by 1, both 0: the former would trap for the least integer.
    Value traps = arith::OrIOp::create(b, isZero, equals(b, y, number(b, type, -1)));
    remainder = arith::RemSIOp::create(b, x, choose(b, traps, one, y));
  }
  return choose(b, isZero, x, remainder);
}

/// The greater or smaller one, and what is NaN before numbers.
static Value extremeOfComplex(B &b, Type t, ComparisonDirection direction, Value x, Value y) {
  auto isNan = [&](Value z) -> Value { return complex::NotEqualOp::create(b, z, z); };
  Value takes = arith::OrIOp::create(b, isNan(x), compare(b, t, direction, x, y));
  Value keeps = arith::AndIOp::create(b, isNan(y), bitNot(b, isNan(x)));
  takes = arith::AndIOp::create(b, takes, bitNot(b, keeps));
  return choose(b, takes, x, y);
}

Value mulhi(B &b, Type t, Value x, Value y) {
  Type type = x.getType();
  unsigned width = type.getIntOrFloatBitWidth();
  Type wide = b.getIntegerType(2 * width);
  auto widen = [&](Value z) -> Value {
    if (isUnsignedElement(t))
      return arith::ExtUIOp::create(b, wide, z);
    return arith::ExtSIOp::create(b, wide, z);
  };
  Value product = arith::MulIOp::create(b, widen(x), widen(y));
  return arith::TruncIOp::create(b, type,
                                 arith::ShRUIOp::create(b, product, integer(b, wide, width)));
}

Value max(B &b, Type t, Value x, Value y) {
  if (isBool(x))
    return arith::OrIOp::create(b, x, y);
  if (isComplex(x))
    return extremeOfComplex(b, t, ComparisonDirection::GT, x, y);
  if (!isInteger(x))
    return arith::MaximumFOp::create(b, x, y);
  if (isUnsignedElement(t))
    return arith::MaxUIOp::create(b, x, y);
  return arith::MaxSIOp::create(b, x, y);
}

Value min(B &b, Type t, Value x, Value y) {
  if (isBool(x))
    return arith::AndIOp::create(b, x, y);
  if (isComplex(x))
    return extremeOfComplex(b, t, ComparisonDirection::LT, x, y);
  if (!isInteger(x))
    return arith::MinimumFOp::create(b, x, y);
  if (isUnsignedElement(t))
    return arith::MinUIOp::create(b, x, y);
  return arith::MinSIOp::create(b, x, y);
}

//===----------------------------------------------------------------------===//
// Bits
//===----------------------------------------------------------------------===//

Value bitNot(B &b, Value x) {
  return arith::XOrIOp::create(b, x, integer(b, x.getType(), ~uint64_t(0)));
}

Value shiftRightArithmetic(B &b, Value x, Value y) {
  // A shift by all bits but one already leaves copies of the sign only.
  auto type = cast<IntegerType>(x.getType());
  Value most = number(b, type, type.getWidth() - 1);
  return arith::ShRSIOp::create(b, x, arith::MinUIOp::create(b, y, most));
}

//===----------------------------------------------------------------------===//
// Comparison
//===----------------------------------------------------------------------===//

static arith::CmpFPredicate floatPredicate(ComparisonDirection direction) {
  switch (direction) {
  case ComparisonDirection::EQ:
    return arith::CmpFPredicate::OEQ;
  case ComparisonDirection::NE:
    return arith::CmpFPredicate::UNE;
  case ComparisonDirection::LT:
    return arith::CmpFPredicate::OLT;
  case ComparisonDirection::LE:
    return arith::CmpFPredicate::OLE;
  case ComparisonDirection::GT:
    return arith::CmpFPredicate::OGT;
  case ComparisonDirection::GE:
    return arith::CmpFPredicate::OGE;
  }
  llvm_unreachable("unknown direction");
}

static arith::CmpIPredicate integerPredicate(ComparisonDirection direction, bool isUnsigned) {
  switch (direction) {
  case ComparisonDirection::EQ:
    return arith::CmpIPredicate::eq;
  case ComparisonDirection::NE:
    return arith::CmpIPredicate::ne;
  case ComparisonDirection::LT:
    return isUnsigned ? arith::CmpIPredicate::ult : arith::CmpIPredicate::slt;
  case ComparisonDirection::LE:
    return isUnsigned ? arith::CmpIPredicate::ule : arith::CmpIPredicate::sle;
  case ComparisonDirection::GT:
    return isUnsigned ? arith::CmpIPredicate::ugt : arith::CmpIPredicate::sgt;
  case ComparisonDirection::GE:
    return isUnsigned ? arith::CmpIPredicate::uge : arith::CmpIPredicate::sge;
  }
  llvm_unreachable("unknown direction");
}

Value compare(B &b, Type t, ComparisonDirection direction, Value x, Value y) {
  if (isComplex(x)) {
    if (direction == ComparisonDirection::EQ)
      return complex::EqualOp::create(b, x, y);
    if (direction == ComparisonDirection::NE)
      return complex::NotEqualOp::create(b, x, y);
    Type part = cast<ComplexType>(x.getType()).getElementType();
    Value xRe = complex::ReOp::create(b, x), yRe = complex::ReOp::create(b, y);
    Value xIm = complex::ImOp::create(b, x), yIm = complex::ImOp::create(b, y);
    Value isEqual = compare(b, part, ComparisonDirection::EQ, xRe, yRe);
    return choose(b, isEqual, compare(b, part, direction, xIm, yIm),
                  compare(b, part, direction, xRe, yRe));
  }
  if (isInteger(x))
    return arith::CmpIOp::create(b, integerPredicate(direction, isUnsignedElement(t)), x, y);
  return arith::CmpFOp::create(b, floatPredicate(direction), x, y);
}

Value isFinite(B &b, Value x) {
  Value infinity = arith::ConstantOp::create(
      b, b.getFloatAttr(x.getType(),
                        APFloat::getInf(cast<FloatType>(x.getType()).getFloatSemantics())));
  // False for NaN.
  return arith::CmpFOp::create(b, arith::CmpFPredicate::OLT, math::AbsFOp::create(b, x), infinity);
}

Value complexFunction(B &b, StringRef name, Value x) {
  return ComplexFunctionOp::create(b, x.getType(), b.getStringAttr(name), x);
}

Value complex(B &b, Value re, Value im) {
  return complex::CreateOp::create(b, ComplexType::get(re.getType()), re, im);
}

} // namespace scalar
} // namespace covector::array
