//===- ScalarFunctions.cpp - powers, logistic and inverse error function -===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/ScalarBody.h"

using namespace mlir;

namespace covector::array::scalar {

//===----------------------------------------------------------------------===//
// Powers
//===----------------------------------------------------------------------===//

/// Square and multiply over the bits of the exponent, with a choice for each
/// instead of a loop, so that it vectorises.
static Value powOfIntegers(B &b, Type t, Value x, Value y) {
  Type type = x.getType();
  unsigned width = type.getIntOrFloatBitWidth();
  bool isUnsigned = isUnsignedElement(t);
  Value zero = integer(b, type, 0), one = integer(b, type, 1);
  Value result = one, power = x;
  // The sign bit is no power of two: negative exponents are seen to below.
  unsigned bits = isUnsigned ? width : width - 1;
  for (unsigned i = 0; i < bits; ++i) {
    Value bit = arith::AndIOp::create(b, y, integer(b, type, uint64_t(1) << i));
    Value isClear = arith::CmpIOp::create(b, arith::CmpIPredicate::eq, bit, zero);
    Value product = arith::MulIOp::create(b, result, power);
    result = arith::SelectOp::create(b, isClear, result, product);
    if (i + 1 < bits)
      power = arith::MulIOp::create(b, power, power);
  }
  if (isUnsigned)
    return result;
  // 1 / x^-y rounded towards zero: 0 but for x = 1 and x = -1.
  Value minusOne = integer(b, type, ~uint64_t(0));
  Value isOne = arith::CmpIOp::create(b, arith::CmpIPredicate::eq, x, one);
  Value isMinusOne = arith::CmpIOp::create(b, arith::CmpIPredicate::eq, x, minusOne);
  Value isOdd =
      arith::CmpIOp::create(b, arith::CmpIPredicate::eq, arith::AndIOp::create(b, y, one), one);
  Value alternating = arith::SelectOp::create(b, isOdd, minusOne, one);
  Value reciprocal = arith::SelectOp::create(b, isMinusOne, alternating, zero);
  reciprocal = arith::SelectOp::create(b, isOne, one, reciprocal);
  Value isNegative = arith::CmpIOp::create(b, arith::CmpIPredicate::slt, y, zero);
  return arith::SelectOp::create(b, isNegative, reciprocal, result);
}

Value pow(B &b, Type t, Value x, Value y) {
  if (isa<ComplexType>(x.getType()))
    return complex::PowOp::create(b, x, y);
  if (isa<IntegerType>(x.getType()))
    return powOfIntegers(b, t, x, y);
  return math::PowFOp::create(b, x, y);
}

Value integerPow(B &b, Type t, Value x, int64_t exponent) {
  // The magnitude as an unsigned number, which that of the least one fits in.
  uint64_t rest = exponent < 0 ? uint64_t(0) - uint64_t(exponent) : uint64_t(exponent);
  Value result, power = x;
  while (rest != 0) {
    if (rest & 1)
      result = result ? mul(b, result, power) : power;
    rest >>= 1;
    if (rest != 0)
      power = mul(b, power, power);
  }
  if (!result)
    return number(b, x.getType(), 1.0);
  return exponent < 0 ? div(b, t, number(b, x.getType(), 1.0), result) : result;
}

//===----------------------------------------------------------------------===//
// Logistic function
//===----------------------------------------------------------------------===//

Value logistic(B &b, Value x) {
  if (isa<ComplexType>(x.getType()))
    return complexFunction(b, "logistic", x);
  // With e = exp(-|x|), which cannot overflow: 1 / (1 + e) for x >= 0, and
  // e / (1 + e) below.
  Value one = number(b, x.getType(), 1.0);
  Value e = math::ExpOp::create(b, arith::NegFOp::create(b, math::AbsFOp::create(b, x)));
  Value isNegative =
      arith::CmpFOp::create(b, arith::CmpFPredicate::OLT, x, number(b, x.getType(), 0.0));
  Value numerator = arith::SelectOp::create(b, isNegative, e, one);
  return arith::DivFOp::create(b, numerator, arith::AddFOp::create(b, one, e));
}

//===----------------------------------------------------------------------===//
// Inverse error function
//===----------------------------------------------------------------------===//
//
// Source: M. Giles, "Approximating the erfinv function", GPU Computing Gems,
// Jade Edition, 2011, chapter 10. With w = -log(1 - x^2), erf_inv(x) / x is a
// polynomial in w in the centre, and in sqrt(w) in the tails. Coefficients from
// the highest power down; shorter ones have zeros in front.

namespace {
struct Piece {
  /// The piece holds below this w.
  double limit;
  bool isTail;
  /// The polynomial is in w, or its root, minus this.
  double shift;
  ArrayRef<double> coefficients;
};
} // namespace

static const double centre32[] = {2.81022636e-08,  3.43273939e-07, -3.5233877e-06,
                                  -4.39150654e-06, 0.00021858087,  -0.00125372503,
                                  -0.00417768164,  0.246640727,    1.50140941};
static const double tail32[] = {-0.000200214257, 0.000100950558, 0.00134934322,
                                -0.00367342844,  0.00573950773,  -0.0076224613,
                                0.00943887047,   1.00167406,     2.83297682};
static const double centre64[] = {
    -3.6444120640178196996e-21, -1.685059138182016589e-19,  1.2858480715256400167e-18,
    1.115787767802518096e-17,   -1.333171662854620906e-16,  2.0972767875968561637e-17,
    6.6376381343583238325e-15,  -4.0545662729752068639e-14, -8.1519341976054721522e-14,
    2.6335093153082322977e-12,  -1.2975133253453532498e-11, -5.4154120542946279317e-11,
    1.051212273321532285e-09,   -4.1126339803469836976e-09, -2.9070369957882005086e-08,
    4.2347877827932403518e-07,  -1.3654692000834678645e-06, -1.3882523362786468719e-05,
    0.0001867342080340571352,   -0.00074070253416626697512, -0.0060336708714301490533,
    0.24015818242558961693,     1.6536545626831027356};
static const double tail64[] = {
    2.2137376921775787049e-09, 9.0756561938885390979e-08, -2.7517406297064545428e-07,
    1.8239629214389227755e-08, 1.5027403968909827627e-06, -4.013867526981545969e-06,
    2.9234449089955446044e-06, 1.2475304481671778723e-05, -4.7318229009055733981e-05,
    6.8284851459573175448e-05, 2.4031110387097893999e-05, -0.0003550375203628474796,
    0.00095328937973738049703, -0.0016882755560235047313, 0.0024914420961078508066,
    -0.0037512085075692412107, 0.005370914553590063617,   1.0052589676941592334,
    3.0838856104922207635};
static const double farTail64[] = {
    -2.7109920616438573243e-11, -2.5556418169965252055e-10, 1.5076572693500548083e-09,
    -3.7894654401267369937e-09, 7.6157012080783393804e-09,  -1.4960026627149240478e-08,
    2.9147953450901080826e-08,  -6.7711997758452339498e-08, 2.2900482228026654717e-07,
    -9.9298272942317002539e-07, 4.5260625972231537039e-06,  -1.9681778105531670567e-05,
    7.5995277030017761139e-05,  -0.00021503011930044477347, -0.00013871931833623122026,
    1.0103004648645343977,      4.8499064014085844221};

Value erfInv(B &b, Value x) {
  Type type = x.getType();
  SmallVector<Piece> pieces;
  if (type.isF64())
    pieces = {
        {6.25, false, 3.125, centre64}, {16.0, true, 3.25, tail64}, {0, true, 5.0, farTail64}};
  else
    pieces = {{5.0, false, 2.5, centre32}, {0, true, 3.0, tail32}};

  // (1 - x) (1 + x) rather than 1 - x^2, which cancels near 1 and -1.
  Value one = number(b, type, 1.0);
  Value w = arith::NegFOp::create(
      b, math::LogOp::create(b, arith::MulFOp::create(b, arith::SubFOp::create(b, one, x),
                                                      arith::AddFOp::create(b, one, x))));
  Value root = math::SqrtOp::create(b, w);
  // One chain of multiplications and additions for all pieces, with the
  // coefficients chosen by the first whose limit is not reached.
  SmallVector<Value> isPiece;
  for (const Piece &piece : ArrayRef(pieces).drop_back())
    isPiece.push_back(
        arith::CmpFOp::create(b, arith::CmpFPredicate::OLT, w, number(b, type, piece.limit)));
  auto chosen = [&](llvm::function_ref<Value(const Piece &)> valueOf) {
    Value result = valueOf(pieces.back());
    for (size_t i = isPiece.size(); i-- > 0;)
      result = arith::SelectOp::create(b, isPiece[i], valueOf(pieces[i]), result);
    return result;
  };
  Value variable = chosen([&](const Piece &piece) -> Value {
    return arith::SubFOp::create(b, piece.isTail ? root : w, number(b, type, piece.shift));
  });
  size_t length = pieces.front().coefficients.size();
  auto coefficient = [&](size_t i) {
    return chosen([&](const Piece &piece) {
      size_t missing = length - piece.coefficients.size();
      return number(b, type, i < missing ? 0.0 : piece.coefficients[i - missing]);
    });
  };
  Value polynomial = coefficient(0);
  for (size_t i = 1; i < length; ++i)
    polynomial =
        arith::AddFOp::create(b, arith::MulFOp::create(b, polynomial, variable), coefficient(i));
  Value result = arith::MulFOp::create(b, polynomial, x);

  // At 1 and -1 the variable is infinite, and the polynomial of no use.
  Value isEnd =
      arith::CmpFOp::create(b, arith::CmpFPredicate::OEQ, math::AbsFOp::create(b, x), one);
  Value infinity = arith::ConstantOp::create(
      b, b.getFloatAttr(type, APFloat::getInf(cast<FloatType>(type).getFloatSemantics())));
  return arith::SelectOp::create(b, isEnd, arith::MulFOp::create(b, x, infinity), result);
}

} // namespace covector::array::scalar
