//===- Special.cpp - random bits and special functions in StableHLO -------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Special.h"
#include "passes/stablehlo/Lowering.h"

using namespace mlir;
using namespace covector;
using Direction = stablehlo::ComparisonDirection;

static RankedTensorType typeOf(Value x) { return cast<RankedTensorType>(x.getType()); }

//===----------------------------------------------------------------------===//
// Random bits
//===----------------------------------------------------------------------===//

/// The 20 rounds of Threefry-2x32 (Salmon, Moraes, Dror and Shaw, SC 2011).
static LogicalResult lowerThreefry(array::Threefry2x32Op op, ImplicitLocOpBuilder &b,
                                   SmallVectorImpl<Value> &results) {
  RankedTensorType type = typeOf(op.getX0());
  auto add = [&](Value x, Value y) -> Value { return stablehlo::AddOp::create(b, x, y); };
  auto exclusive = [&](Value x, Value y) -> Value { return stablehlo::XorOp::create(b, x, y); };
  auto number = [&](uint32_t value) { return hlo::splat(b, type, double(value)); };
  auto rotate = [&](Value x, uint32_t bits) -> Value {
    Value left = stablehlo::ShiftLeftOp::create(b, x, number(bits));
    Value right = stablehlo::ShiftRightLogicalOp::create(b, x, number(32 - bits));
    return stablehlo::OrOp::create(b, left, right);
  };
  constexpr uint32_t rotations[2][4] = {{13, 15, 26, 6}, {17, 29, 16, 24}};
  Value keys[3] = {op.getK0(), op.getK1(),
                   exclusive(exclusive(op.getK0(), op.getK1()), number(0x1BD11BDA))};
  Value x = add(op.getX0(), keys[0]), y = add(op.getX1(), keys[1]);
  for (uint32_t i = 0; i < 5; ++i) {
    for (uint32_t bits : rotations[i % 2]) {
      x = add(x, y);
      y = exclusive(x, rotate(y, bits));
    }
    x = add(x, keys[(i + 1) % 3]);
    y = add(add(y, keys[(i + 2) % 3]), number(i + 1));
  }
  results.append({x, y});
  return success();
}

//===----------------------------------------------------------------------===//
// Products with logarithms
//===----------------------------------------------------------------------===//

/// x times `factor`, or 0 where x is 0.
static Value productUnlessZero(ImplicitLocOpBuilder &b, Value x, Value factor) {
  Value zero = hlo::splat(b, typeOf(x), 0.0);
  Value isZero = hlo::compare(b, Direction::EQ, x, zero);
  Value product = stablehlo::MulOp::create(b, x, factor);
  return stablehlo::SelectOp::create(b, x.getType(), isZero, zero, product);
}

void hlo::addSpecialPatterns(RewritePatternSet &patterns) {
  lower<array::Threefry2x32Op>(patterns, lowerThreefry);
  lower<array::XlogyOp>(patterns, [](array::XlogyOp op, auto &b, auto &results) {
    results.push_back(productUnlessZero(b, op.getX(), stablehlo::LogOp::create(b, op.getY())));
    return success();
  });
  lower<array::Xlog1pyOp>(patterns, [](array::Xlog1pyOp op, auto &b, auto &results) {
    results.push_back(productUnlessZero(b, op.getX(), stablehlo::Log1pOp::create(b, op.getY())));
    return success();
  });
  lower<array::EntrOp>(patterns, [](array::EntrOp op, auto &b, auto &results) {
    // -x log(x), 0 for 0, and minus infinity for negative numbers.
    RankedTensorType type = typeOf(op.getX());
    auto element = cast<FloatType>(type.getElementType());
    Value product = productUnlessZero(b, op.getX(), stablehlo::LogOp::create(b, op.getX()));
    Value isNegative = compare(b, Direction::LT, op.getX(), splat(b, type, 0.0));
    Value least =
        splat(b, type, b.getFloatAttr(element, APFloat::getInf(element.getFloatSemantics(), true)));
    results.push_back(stablehlo::SelectOp::create(b, type, isNegative, least,
                                                  stablehlo::NegOp::create(b, product)));
    return success();
  });
  lower<array::LogitOp>(patterns, [](array::LogitOp op, auto &b, auto &results) {
    Value one = splat(b, typeOf(op.getX()), 1.0);
    Value odds =
        stablehlo::DivOp::create(b, op.getX(), stablehlo::SubtractOp::create(b, one, op.getX()));
    results.push_back(stablehlo::LogOp::create(b, odds));
    return success();
  });
}
