//===- ScalarConversion.cpp - element types of scalar code ---------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/ScalarBody.h"
#include <cmath>

using namespace mlir;

namespace covector::array::scalar {

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

static Value isNonZero(B &b, Value x) {
  Value zero = number(b, x.getType(), 0);
  if (isa<ComplexType>(x.getType()))
    return complex::NotEqualOp::create(b, x, zero);
  if (isa<IntegerType>(x.getType()))
    return arith::CmpIOp::create(b, arith::CmpIPredicate::ne, x, zero);
  return arith::CmpFOp::create(b, arith::CmpFPredicate::UNE, x, zero); // true for NaN
}

static Value fromInteger(B &b, Type from, Type to, Value x) {
  bool isUnsigned = isUnsignedElement(from);
  if (isa<FloatType>(to)) {
    if (isUnsigned)
      return arith::UIToFPOp::create(b, to, x);
    return arith::SIToFPOp::create(b, to, x);
  }
  unsigned width = x.getType().getIntOrFloatBitWidth(), wanted = to.getIntOrFloatBitWidth();
  if (wanted < width)
    return arith::TruncIOp::create(b, to, x);
  if (wanted == width)
    return x;
  if (isUnsigned)
    return arith::ExtUIOp::create(b, to, x);
  return arith::ExtSIOp::create(b, to, x);
}

/// Rounded towards zero, saturating, NaN to 0. The conversion itself sees only
/// numbers in range: it is undefined for others.
static Value floatToInteger(B &b, Value x, Type element) {
  bool isUnsigned = isUnsignedElement(element);
  Type type = computeType(element), floatType = x.getType();
  unsigned width = type.getIntOrFloatBitWidth();
  // Powers of two, which are exact: least <= x < limit.
  double limit = std::ldexp(1.0, isUnsigned ? width : width - 1);
  Value lowest = number(b, floatType, isUnsigned ? 0.0 : -limit);
  Value upper = number(b, floatType, limit);
  Value isLow = arith::CmpFOp::create(b, arith::CmpFPredicate::OLT, x, lowest);
  Value isHigh = arith::CmpFOp::create(b, arith::CmpFPredicate::OGE, x, upper);
  Value atLeast = arith::CmpFOp::create(b, arith::CmpFPredicate::OGE, x, lowest);
  Value below = arith::CmpFOp::create(b, arith::CmpFPredicate::OLT, x, upper);
  Value inRange = arith::AndIOp::create(b, atLeast, below);
  Value safe = arith::SelectOp::create(b, inRange, x, number(b, floatType, 0.0));
  Value result = isUnsigned ? Value(arith::FPToUIOp::create(b, type, safe))
                            : Value(arith::FPToSIOp::create(b, type, safe));
  uint64_t sign = uint64_t(1) << (width - 1);
  Value least = integer(b, type, isUnsigned ? 0 : sign);
  Value greatest = integer(b, type, isUnsigned ? ~uint64_t(0) : sign - 1);
  result = arith::SelectOp::create(b, isHigh, greatest, result);
  return arith::SelectOp::create(b, isLow, least, result);
}

static Value widthOfFloat(B &b, Value x, Type to) {
  unsigned width = x.getType().getIntOrFloatBitWidth(), wanted = to.getIntOrFloatBitWidth();
  if (wanted > width)
    return arith::ExtFOp::create(b, to, x);
  if (wanted < width)
    return arith::TruncFOp::create(b, to, x);
  return x;
}

static Value floatToFloat(B &b, Type from, Type to, Value x) {
  // Rounded to f32 first, an f64 would be rounded twice: as ml_dtypes and XLA do
  // for bf16, and for no other type.
  if (from.isF64() && isRoundedElement(to) && !to.isBF16())
    x = roundToOdd(b, x);
  if (isNarrowFloatElement(from) || isNarrowFloatElement(to)) {
    // Of a NaN only the sign is kept.
    Type type = x.getType();
    Value nan = arith::ConstantOp::create(
        b, b.getFloatAttr(type, APFloat::getQNaN(cast<FloatType>(type).getFloatSemantics())));
    Value isNan = arith::CmpFOp::create(b, arith::CmpFPredicate::UNO, x, x);
    x = arith::SelectOp::create(b, isNan, math::CopySignOp::create(b, nan, x), x);
  }
  return widthOfFloat(b, x, computeType(to));
}

Value convert(B &b, Type from, Type to, Value x) {
  if (from == to)
    return x;
  if (isBoolElement(to))
    return isNonZero(b, x);
  if (auto complexType = dyn_cast<ComplexType>(to)) {
    Type part = complexType.getElementType();
    if (auto complexFrom = dyn_cast<ComplexType>(from)) {
      Type partFrom = complexFrom.getElementType();
      return complex(b, convert(b, partFrom, part, complex::ReOp::create(b, x)),
                     convert(b, partFrom, part, complex::ImOp::create(b, x)));
    }
    return complex(b, convert(b, from, part, x), number(b, part, 0.0));
  }
  if (auto complexFrom = dyn_cast<ComplexType>(from))
    return convert(b, complexFrom.getElementType(), to, complex::ReOp::create(b, x));
  if (isa<FloatType>(from))
    return isa<FloatType>(to) ? floatToFloat(b, from, to, x) : floatToInteger(b, x, to);
  return fromInteger(b, from, computeType(to), x);
}

//===----------------------------------------------------------------------===//
// Bits
//===----------------------------------------------------------------------===//

/// The bits of an element of type `t`, as a signless integer of its width.
static Value toBits(B &b, Type t, Value x) {
  if (isa<IntegerType>(x.getType()))
    return x;
  if (isNarrowFloatElement(t)) {
    Value byte = roundToNarrow(b, t, x);
    unsigned width = t.getIntOrFloatBitWidth();
    return width == 8 ? byte : arith::TruncIOp::create(b, b.getIntegerType(width), byte);
  }
  if (x.getType() != t)
    x = arith::TruncFOp::create(b, t, x); // f16 and bf16: exact
  return arith::BitcastOp::create(b, b.getIntegerType(t.getIntOrFloatBitWidth()), x);
}

static Value fromBits(B &b, Type t, Value bits) {
  if (!isa<FloatType>(t))
    return bits;
  if (isNarrowFloatElement(t)) {
    if (!bits.getType().isInteger(8))
      bits = arith::ExtUIOp::create(b, b.getI8Type(), bits);
    return widenNarrow(b, t, bits);
  }
  Value x = arith::BitcastOp::create(b, t, bits);
  return widthOfFloat(b, x, computeType(t));
}

Value bitcast(B &b, Type t, Type to, Value x) {
  if (isComplexElement(t) || isComplexElement(to))
    return nullptr;
  return fromBits(b, to, toBits(b, t, x));
}

/// Whether the bits are sign, exponent and mantissa as IEEE 754 has them.
static bool hasIeeeBits(Type t) {
  const llvm::fltSemantics &semantics = cast<FloatType>(t).getFloatSemantics();
  return APFloat::semanticsHasInf(semantics);
}

Value reducePrecision(B &b, Type t, Value x, int64_t exponentBits, int64_t mantissaBits) {
  if (!hasIeeeBits(t))
    return nullptr;
  Value bits = toBits(b, t, x);
  Type type = bits.getType();
  int64_t width = type.getIntOrFloatBitWidth();
  int64_t mantissa = cast<FloatType>(t).getFPMantissaWidth() - 1, exponent = width - 1 - mantissa;
  auto n = [&](uint64_t value) { return integer(b, type, value); };
  auto both = [&](Value x, uint64_t y) -> Value { return arith::AndIOp::create(b, x, n(y)); };
  auto greater = [&](Value x, uint64_t y) -> Value {
    return arith::CmpIOp::create(b, arith::CmpIPredicate::ugt, x, n(y));
  };
  uint64_t signMask = uint64_t(1) << (width - 1);
  uint64_t exponentMask = ((uint64_t(1) << exponent) - 1) << mantissa;
  Value result = bits;
  if (mantissaBits < mantissa) {
    // To nearest, ties to even; carries go into the exponent.
    int64_t cut = mantissa - mantissaBits;
    uint64_t last = uint64_t(1) << cut;
    Value odd = both(arith::ShRUIOp::create(b, bits, n(cut)), 1);
    Value half = arith::AddIOp::create(b, odd, n((last >> 1) - 1));
    result = both(arith::AddIOp::create(b, bits, half), ~(last - 1));
  }
  if (exponentBits < exponent) {
    // Beyond the smaller range is infinity; there are no subnormal numbers.
    uint64_t bias = (uint64_t(1) << (exponent - 1)) - 1;
    uint64_t reduced = (uint64_t(1) << (exponentBits - 1)) - 1;
    Value of = both(result, exponentMask), sign = both(result, signMask);
    Value isLarge = greater(of, (bias + reduced) << mantissa);
    Value isNormal = greater(of, (bias - reduced) << mantissa);
    Value infinity = arith::OrIOp::create(b, sign, n(exponentMask));
    result = arith::SelectOp::create(b, isLarge, infinity, result);
    result = arith::SelectOp::create(b, isNormal, result, sign);
  }
  Value isNan = arith::CmpFOp::create(b, arith::CmpFPredicate::UNO, x, x);
  return arith::SelectOp::create(b, isNan, x, fromBits(b, t, result));
}

Value nextafter(B &b, Type t, Value x, Value y) {
  if (!hasIeeeBits(t))
    return nullptr;
  // Floats of one sign are ordered as their bits are: the next one has bits
  // that differ by 1, towards 0 by -1. Zero is left for the least number with
  // the sign of y.
  Value xBits = toBits(b, t, x), yBits = toBits(b, t, y);
  Type type = xBits.getType();
  uint64_t sign = uint64_t(1) << (type.getIntOrFloatBitWidth() - 1);
  Value signMask = integer(b, type, sign), restMask = integer(b, type, sign - 1);
  Value zero = integer(b, type, 0), one = integer(b, type, 1), minusOne = integer(b, type, ~0ull);
  Value xSize = arith::AndIOp::create(b, xBits, restMask);
  Value ySize = arith::AndIOp::create(b, yBits, restMask);
  Value xSign = arith::AndIOp::create(b, xBits, signMask);
  Value ySign = arith::AndIOp::create(b, yBits, signMask);

  Value signsDiffer = arith::CmpIOp::create(b, arith::CmpIPredicate::ne, xSign, ySign);
  Value isFarther = arith::CmpIOp::create(b, arith::CmpIPredicate::ugt, xSize, ySize);
  Value towardsZero = arith::OrIOp::create(b, signsDiffer, isFarther);
  Value step = arith::SelectOp::create(b, towardsZero, minusOne, one);
  Value next = arith::AddIOp::create(b, xBits, step);

  Value leastOfSign = arith::OrIOp::create(b, ySign, one);
  Value isZero = arith::CmpIOp::create(b, arith::CmpIPredicate::eq, xSize, zero);
  next = arith::SelectOp::create(b, isZero, leastOfSign, next);

  Value result = fromBits(b, t, next);
  Value isEqual = arith::CmpFOp::create(b, arith::CmpFPredicate::OEQ, x, y);
  result = arith::SelectOp::create(b, isEqual, y, result);
  Value isNan = arith::CmpFOp::create(b, arith::CmpFPredicate::UNO, x, y);
  return arith::SelectOp::create(b, isNan, arith::AddFOp::create(b, x, y), result);
}

} // namespace covector::array::scalar
