//===- Reduction.cpp - reductions, windows and cumulative sums in StableHLO -===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Cumulative.h"
#include "dialects/array/Window.h"
#include "passes/stablehlo/Lowering.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace covector;

namespace {
enum class Kind { Sum, Product, Greatest, Least, And, Or, Xor };
} // namespace

static Value combine(ImplicitLocOpBuilder &b, Kind kind, Value x, Value y) {
  switch (kind) {
  case Kind::Sum:
    return stablehlo::AddOp::create(b, x, y);
  case Kind::Product:
    return stablehlo::MulOp::create(b, x, y);
  case Kind::Greatest:
    return stablehlo::MaxOp::create(b, x, y);
  case Kind::Least:
    return stablehlo::MinOp::create(b, x, y);
  case Kind::And:
    return stablehlo::AndOp::create(b, x, y);
  case Kind::Or:
    return stablehlo::OrOp::create(b, x, y);
  case Kind::Xor:
    return stablehlo::XorOp::create(b, x, y);
  }
  llvm_unreachable("all kinds are listed");
}

/// What combines with every `element` to itself.
static Value neutral(ImplicitLocOpBuilder &b, Kind kind, Type element) {
  auto type = RankedTensorType::get({}, element);
  if (kind == Kind::Sum || kind == Kind::Or || kind == Kind::Xor)
    return hlo::splat(b, type, 0.0);
  if (kind == Kind::Product)
    return hlo::splat(b, type, 1.0);
  if (auto integers = dyn_cast<IntegerType>(element)) {
    unsigned width = integers.getWidth();
    bool isUnsigned = array::isBoolElement(element) || integers.isUnsigned();
    APInt value = kind == Kind::And ? APInt::getAllOnes(width)
                  : kind == Kind::Greatest
                      ? (isUnsigned ? APInt::getZero(width) : APInt::getSignedMinValue(width))
                      : (isUnsigned ? APInt::getAllOnes(width) : APInt::getSignedMaxValue(width));
    return stablehlo::ConstantOp::create(b, type, DenseElementsAttr::get(type, value));
  }
  // Infinity, or the greatest number where there is none.
  const llvm::fltSemantics &semantics = cast<FloatType>(element).getFloatSemantics();
  bool negative = kind == Kind::Greatest;
  APFloat value = APFloat::semanticsHasInf(semantics) ? APFloat::getInf(semantics, negative)
                                                      : APFloat::getLargest(semantics, negative);
  return stablehlo::ConstantOp::create(b, type, DenseElementsAttr::get(type, value));
}

static auto combiner(Kind kind) {
  return [kind](ImplicitLocOpBuilder &b, ValueRange both) {
    return SmallVector<Value>{combine(b, kind, both[0], both[1])};
  };
}

//===----------------------------------------------------------------------===//
// Reductions
//===----------------------------------------------------------------------===//

template <typename Op, Kind kind>
static LogicalResult lowerReduce(Op op, ImplicitLocOpBuilder &b, SmallVectorImpl<Value> &results) {
  auto type = cast<RankedTensorType>(op.getType());
  Type element = type.getElementType();
  if (isa<ComplexType>(element) && kind != Kind::Sum && kind != Kind::Product)
    return failure();
  auto made = stablehlo::ReduceOp::create(b, TypeRange(type), ValueRange(op.getX()),
                                          neutral(b, kind, element), op.getAxes());
  hlo::buildRegion(b, made.getBody(), {element, element}, combiner(kind));
  results.push_back(made.getResult(0));
  return success();
}

/// The place of the greatest or least element: a reduction of pairs of element and place.
template <typename Op, bool greatest>
static LogicalResult lowerArg(Op op, ImplicitLocOpBuilder &b, SmallVectorImpl<Value> &results) {
  using Direction = stablehlo::ComparisonDirection;
  auto type = cast<RankedTensorType>(op.getX().getType());
  auto result = cast<RankedTensorType>(op.getType());
  Type element = type.getElementType(), index = result.getElementType();
  Value places = stablehlo::IotaOp::create(b, type.clone(index), b.getI64IntegerAttr(op.getAxis()));
  Value start = neutral(b, greatest ? Kind::Greatest : Kind::Least, element);
  Value zero = hlo::splat(b, RankedTensorType::get({}, index), 0);
  auto made = stablehlo::ReduceOp::create(b, TypeRange{result.clone(element), result},
                                          ValueRange{op.getX(), places}, ValueRange{start, zero},
                                          ArrayRef<int64_t>{int64_t(op.getAxis())});
  auto choose = [&](ImplicitLocOpBuilder &b, ValueRange given) {
    Value x = given[0], xPlace = given[1], y = given[2], yPlace = given[3];
    // The first of equals, and the first NaN before any number.
    Value takes = hlo::compare(b, greatest ? Direction::GT : Direction::LT, x, y);
    Value equal = hlo::compare(b, Direction::EQ, x, y);
    if (isa<FloatType>(element)) {
      Value xIsNan = hlo::compare(b, Direction::NE, x, x);
      Value yIsNan = hlo::compare(b, Direction::NE, y, y);
      equal = stablehlo::OrOp::create(b, equal, stablehlo::AndOp::create(b, xIsNan, yIsNan));
      Value isNumber = stablehlo::NotOp::create(b, yIsNan);
      takes = stablehlo::OrOp::create(b, takes, stablehlo::AndOp::create(b, xIsNan, isNumber));
    }
    Value isFirst = hlo::compare(b, Direction::LT, xPlace, yPlace);
    Value place = stablehlo::OrOp::create(b, takes, stablehlo::AndOp::create(b, equal, isFirst));
    return SmallVector<Value>{
        stablehlo::SelectOp::create(b, x.getType(), place, x, y),
        stablehlo::SelectOp::create(b, xPlace.getType(), place, xPlace, yPlace)};
  };
  hlo::buildRegion(b, made.getBody(), {element, index, element, index}, choose);
  results.push_back(made.getResult(1));
  return success();
}

//===----------------------------------------------------------------------===//
// Windows
//===----------------------------------------------------------------------===//

static Value reduceWindow(ImplicitLocOpBuilder &b, Kind kind, Value x, RankedTensorType result,
                          ArrayRef<int64_t> window, ArrayRef<int64_t> strides,
                          ArrayRef<int64_t> low, ArrayRef<int64_t> high,
                          ArrayRef<int64_t> baseDilation, ArrayRef<int64_t> windowDilation) {
  Type element = result.getElementType();
  auto made = stablehlo::ReduceWindowOp::create(
      b, TypeRange(result), ValueRange(x), neutral(b, kind, element),
      b.getDenseI64ArrayAttr(window), b.getDenseI64ArrayAttr(strides),
      b.getDenseI64ArrayAttr(baseDilation), b.getDenseI64ArrayAttr(windowDilation),
      hlo::paddingOf(b, low, high));
  hlo::buildRegion(b, made.getBody(), {element, element}, combiner(kind));
  return made.getResult(0);
}

template <typename Op, Kind kind>
static LogicalResult lowerWindow(Op op, ImplicitLocOpBuilder &b, SmallVectorImpl<Value> &results) {
  results.push_back(reduceWindow(b, kind, op.getX(), cast<RankedTensorType>(op.getType()),
                                 op.getWindow(), op.getStrides(), op.getLow(), op.getHigh(),
                                 op.getBaseDilation(), op.getWindowDilation()));
  return success();
}

/// A window over all elements up to each one.
template <typename Op, Kind kind>
static LogicalResult lowerCumulative(Op op, ImplicitLocOpBuilder &b,
                                     SmallVectorImpl<Value> &results) {
  auto type = cast<RankedTensorType>(op.getType());
  if (isa<ComplexType>(type.getElementType()) && kind != Kind::Sum && kind != Kind::Product)
    return failure();
  if (type.getNumElements() == 0) {
    results.push_back(op.getX());
    return success();
  }
  SmallVector<int64_t> window(type.getRank(), 1), ones(type.getRank(), 1), low(type.getRank(), 0),
      high(type.getRank(), 0);
  int64_t length = type.getDimSize(op.getAxis());
  window[op.getAxis()] = length;
  (op.getReverse() ? high : low)[op.getAxis()] = length - 1;
  results.push_back(reduceWindow(b, kind, op.getX(), type, window, ones, low, high, ones, ones));
  return success();
}

/// Values added where each window of another array has its greatest or least element.
static LogicalResult lowerScatterAdd(array::SelectAndScatterAddOp op, ImplicitLocOpBuilder &b,
                                     SmallVectorImpl<Value> &results) {
  auto isOne = [](int64_t number) { return number == 1; };
  if (!llvm::all_of(op.getBaseDilation(), isOne) || !llvm::all_of(op.getWindowDilation(), isOne))
    return failure();
  using Direction = stablehlo::ComparisonDirection;
  auto type = cast<RankedTensorType>(op.getType());
  Type element = type.getElementType();
  auto made = stablehlo::SelectAndScatterOp::create(
      b, type, op.getX(), op.getSource(), neutral(b, Kind::Sum, element),
      b.getDenseI64ArrayAttr(op.getWindow()), b.getDenseI64ArrayAttr(op.getStrides()),
      hlo::paddingOf(b, op.getLow(), op.getHigh()));
  bool greatest = op.getGreatest();
  hlo::buildRegion(
      b, made.getSelect(), {element, element}, [&](ImplicitLocOpBuilder &b, ValueRange both) {
        return SmallVector<Value>{
            hlo::compare(b, greatest ? Direction::GE : Direction::LE, both[0], both[1])};
      });
  hlo::buildRegion(b, made.getScatter(), {element, element}, combiner(Kind::Sum));
  results.push_back(made);
  return success();
}

void hlo::addReductionPatterns(RewritePatternSet &patterns) {
  lower<array::ReduceSumOp>(patterns, lowerReduce<array::ReduceSumOp, Kind::Sum>);
  lower<array::ReduceProdOp>(patterns, lowerReduce<array::ReduceProdOp, Kind::Product>);
  lower<array::ReduceMaxOp>(patterns, lowerReduce<array::ReduceMaxOp, Kind::Greatest>);
  lower<array::ReduceMinOp>(patterns, lowerReduce<array::ReduceMinOp, Kind::Least>);
  lower<array::ReduceAndOp>(patterns, lowerReduce<array::ReduceAndOp, Kind::And>);
  lower<array::ReduceOrOp>(patterns, lowerReduce<array::ReduceOrOp, Kind::Or>);
  lower<array::ReduceXorOp>(patterns, lowerReduce<array::ReduceXorOp, Kind::Xor>);
  lower<array::ArgMaxOp>(patterns, lowerArg<array::ArgMaxOp, true>);
  lower<array::ArgMinOp>(patterns, lowerArg<array::ArgMinOp, false>);
  lower<array::ReduceWindowSumOp>(patterns, lowerWindow<array::ReduceWindowSumOp, Kind::Sum>);
  lower<array::ReduceWindowProdOp>(patterns, lowerWindow<array::ReduceWindowProdOp, Kind::Product>);
  lower<array::ReduceWindowMaxOp>(patterns, lowerWindow<array::ReduceWindowMaxOp, Kind::Greatest>);
  lower<array::ReduceWindowMinOp>(patterns, lowerWindow<array::ReduceWindowMinOp, Kind::Least>);
  lower<array::CumSumOp>(patterns, lowerCumulative<array::CumSumOp, Kind::Sum>);
  lower<array::CumProdOp>(patterns, lowerCumulative<array::CumProdOp, Kind::Product>);
  lower<array::CumMaxOp>(patterns, lowerCumulative<array::CumMaxOp, Kind::Greatest>);
  lower<array::CumMinOp>(patterns, lowerCumulative<array::CumMinOp, Kind::Least>);
  lower<array::SelectAndScatterAddOp>(patterns, lowerScatterAdd);
}
