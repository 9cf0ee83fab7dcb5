//===- Sorting.cpp - sorting in StableHLO ---------------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Sorting.h"
#include "passes/stablehlo/Lowering.h"

using namespace mlir;
using namespace covector;
using Direction = stablehlo::ComparisonDirection;

/// Numbers whose order is that of `x`: NaN behind all others, all of them and all zeros equal.
static Value keyOf(ImplicitLocOpBuilder &b, Value x) {
  auto type = cast<RankedTensorType>(x.getType());
  if (!isa<FloatType>(type.getElementType()))
    return x;
  Value zero = hlo::splat(b, type, 0.0);
  Value isZero = hlo::compare(b, Direction::EQ, x, zero);
  Value isNan = hlo::compare(b, Direction::NE, x, x);
  const llvm::fltSemantics &semantics = cast<FloatType>(type.getElementType()).getFloatSemantics();
  Value nan =
      hlo::splat(b, type, b.getFloatAttr(type.getElementType(), APFloat::getQNaN(semantics)));
  Value key = stablehlo::SelectOp::create(b, type, isZero, zero, x);
  return stablehlo::SelectOp::create(b, type, isNan, nan, key);
}

/// Whether the keys `x` come before `y`, the first pair that differs deciding.
static Value comesBefore(ImplicitLocOpBuilder &b, ArrayRef<std::pair<Value, Value>> keys) {
  auto less = [&](Value x, Value y) -> Value {
    Type element = getElementTypeOrSelf(x.getType());
    auto how = isa<FloatType>(element) ? stablehlo::ComparisonType::TOTALORDER
                                       : hlo::comparisonType(element);
    MLIRContext *context = b.getContext();
    return stablehlo::CompareOp::create(
        b, cast<RankedTensorType>(x.getType()).clone(b.getI1Type()), x, y,
        stablehlo::ComparisonDirectionAttr::get(context, Direction::LT),
        stablehlo::ComparisonTypeAttr::get(context, how));
  };
  Value result;
  for (auto [x, y] : llvm::reverse(keys)) {
    Value first = less(x, y);
    if (!result) {
      result = first;
      continue;
    }
    Value isLater = less(y, x);
    Value rest = stablehlo::AndOp::create(b, stablehlo::NotOp::create(b, isLater), result);
    result = stablehlo::OrOp::create(b, first, rest);
  }
  return result;
}

static void addKeys(ImplicitLocOpBuilder &b, Value x, Value y,
                    SmallVectorImpl<std::pair<Value, Value>> &keys) {
  auto type = cast<RankedTensorType>(x.getType());
  auto number = dyn_cast<ComplexType>(type.getElementType());
  if (!number) {
    keys.emplace_back(keyOf(b, x), keyOf(b, y));
    return;
  }
  Type part = type.clone(number.getElementType());
  auto real = [&](Value z) { return keyOf(b, stablehlo::RealOp::create(b, part, z)); };
  auto imaginary = [&](Value z) { return keyOf(b, stablehlo::ImagOp::create(b, part, z)); };
  keys.emplace_back(real(x), real(y));
  keys.emplace_back(imaginary(x), imaginary(y));
}

/// `xs` in the order of the first `numKeys` of them.
static ResultRange buildSort(ImplicitLocOpBuilder &b, ValueRange xs, int64_t axis, size_t numKeys) {
  auto made = stablehlo::SortOp::create(b, xs.getTypes(), xs, axis, /*is_stable=*/true);
  SmallVector<Type> types;
  for (Type type : xs.getTypes())
    types.append(2, type);
  hlo::buildRegion(b, made.getComparator(), types, [&](ImplicitLocOpBuilder &b, ValueRange given) {
    SmallVector<std::pair<Value, Value>> keys;
    for (size_t i = 0; i < numKeys; ++i)
      addKeys(b, given[2 * i], given[2 * i + 1], keys);
    return SmallVector<Value>{comesBefore(b, keys)};
  });
  return made.getResults();
}

/// The axis becomes the last one, which is the one that CHLO knows.
static LogicalResult lowerTopK(array::TopKOp op, ImplicitLocOpBuilder &b,
                               SmallVectorImpl<Value> &results) {
  auto type = cast<RankedTensorType>(op.getX().getType());
  int64_t last = type.getRank() - 1, axis = op.getAxis();
  SmallVector<int64_t> exchange(llvm::to_vector(llvm::seq<int64_t>(0, type.getRank())));
  std::swap(exchange[axis], exchange[last]);
  auto exchanged = [&](Value x) -> Value {
    auto from = cast<RankedTensorType>(x.getType());
    if (axis == last)
      return x;
    SmallVector<int64_t> shape(from.getShape());
    std::swap(shape[axis], shape[last]);
    return stablehlo::TransposeOp::create(b, from.clone(shape), x, exchange);
  };
  Value x = exchanged(op.getX());
  SmallVector<int64_t> shape(cast<RankedTensorType>(x.getType()).getShape());
  shape[last] = op.getK();
  auto made =
      chlo::TopKOp::create(b, type.clone(shape), RankedTensorType::get(shape, b.getI32Type()), x,
                           b.getI64IntegerAttr(op.getK()));
  results.append({exchanged(made.getValues()), exchanged(made.getIndices())});
  return success();
}

void hlo::addSortingPatterns(RewritePatternSet &patterns) {
  lower<array::TopKOp>(patterns, lowerTopK);
  lower<array::SortOp>(patterns, [](array::SortOp op, auto &b, auto &results) {
    llvm::append_range(results, buildSort(b, op.getXs(), op.getAxis(), op.getNumKeys()));
    return success();
  });
  lower<array::ArgsortOp>(patterns, [](array::ArgsortOp op, auto &b, auto &results) {
    auto type = cast<RankedTensorType>(op.getType());
    SmallVector<Value> xs(op.getKeys());
    xs.push_back(stablehlo::IotaOp::create(b, type, b.getI64IntegerAttr(op.getAxis())));
    results.push_back(buildSort(b, xs, op.getAxis(), xs.size() - 1).back());
    return success();
  });
}
