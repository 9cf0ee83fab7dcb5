//===- Indexing.cpp - gather and scatter in StableHLO ---------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// StableHLO moves windows of gather inside, and leaves out windows of scatter that are not
// wholly inside. What the array dialect asks for else is said on the indices.
//
//===----------------------------------------------------------------------===//

#include "passes/stablehlo/Lowering.h"

using namespace mlir;
using namespace covector;
using Direction = stablehlo::ComparisonDirection;

/// For each entry of an index vector, along the last axis of an array of `type`, a number.
static Value alongVectors(ImplicitLocOpBuilder &b, RankedTensorType type,
                          ArrayRef<int64_t> numbers) {
  auto vector = RankedTensorType::get({int64_t(numbers.size())}, type.getElementType());
  auto element = cast<IntegerType>(type.getElementType());
  auto values = llvm::map_to_vector(numbers, [&](int64_t number) {
    return APInt(element.getWidth(), number, /*isSigned=*/true, /*implicitTrunc=*/true);
  });
  Value row = stablehlo::ConstantOp::create(b, vector, DenseElementsAttr::get(vector, values));
  return hlo::broadcast(b, row, type.getShape(), {type.getRank() - 1});
}

namespace {
/// Index vectors, and the sizes of arrays and windows along the axes that their entries
/// are positions on.
struct Indices {
  Value value;
  SmallVector<int64_t> sizes, limits;

  Indices(ImplicitLocOpBuilder &b, Value indices, ArrayRef<int64_t> map, RankedTensorType from,
          ArrayRef<int64_t> window) {
    value = indices;
    for (int64_t axis : map) {
      sizes.push_back(from.getDimSize(axis));
      limits.push_back(from.getDimSize(axis) - window[axis]);
    }
    // Numbers that are too small to count the elements would wrap around.
    auto type = cast<RankedTensorType>(value.getType());
    if (type.getElementType().getIntOrFloatBitWidth() < 32)
      value = stablehlo::ConvertOp::create(b, type.clone(b.getI32Type()), value);
  }
  RankedTensorType type() const { return cast<RankedTensorType>(value.getType()); }

  /// Counts entries below 0 from the end.
  void wrap(ImplicitLocOpBuilder &b) {
    if (type().getElementType().isUnsignedInteger() || sizes.empty())
      return;
    Value isNegative = hlo::compare(b, Direction::LT, value, hlo::splat(b, type(), 0));
    Value moved = stablehlo::AddOp::create(b, value, alongVectors(b, type(), sizes));
    value = stablehlo::SelectOp::create(b, type(), isNegative, moved, value);
  }

  /// Moves windows inside.
  void clamp(ImplicitLocOpBuilder &b) {
    if (sizes.empty())
      return;
    Value low = hlo::splat(b, type(), 0);
    value = stablehlo::ClampOp::create(b, type(), low, value, alongVectors(b, type(), limits));
  }

  /// Whether each window is wholly inside.
  Value inside(ImplicitLocOpBuilder &b) {
    Value isInside = hlo::compare(b, Direction::LE, value, alongVectors(b, type(), limits));
    if (!type().getElementType().isUnsignedInteger())
      isInside = stablehlo::AndOp::create(
          b, isInside, hlo::compare(b, Direction::GE, value, hlo::splat(b, type(), 0)));
    RankedTensorType result = RankedTensorType::get(type().getShape().drop_back(), b.getI1Type());
    Value yes = stablehlo::ConstantOp::create(
        b, RankedTensorType::get({}, b.getI1Type()),
        DenseElementsAttr::get(RankedTensorType::get({}, b.getI1Type()), true));
    auto all = stablehlo::ReduceOp::create(b, TypeRange(result), ValueRange(isInside), yes,
                                           ArrayRef<int64_t>{type().getRank() - 1});
    hlo::buildRegion(b, all.getBody(), {b.getI1Type(), b.getI1Type()},
                     [](ImplicitLocOpBuilder &b, ValueRange both) {
                       return SmallVector<Value>{stablehlo::AndOp::create(b, both[0], both[1])};
                     });
    return all.getResult(0);
  }
};
} // namespace

static LogicalResult lowerGather(array::GatherOp op, ImplicitLocOpBuilder &b,
                                 SmallVectorImpl<Value> &results) {
  auto from = cast<RankedTensorType>(op.getX().getType());
  auto type = cast<RankedTensorType>(op.getType());
  Indices indices(b, op.getIndices(), op.getStartIndexMap(), from, op.getSliceSizes());
  if (op.getWrapNegative().value_or(false))
    indices.wrap(b);
  auto numbers = stablehlo::GatherDimensionNumbersAttr::get(
      b.getContext(), op.getOffsetAxes(), op.getCollapsedAxes(), op.getOperandBatchAxes(),
      op.getIndicesBatchAxes(), op.getStartIndexMap(), indices.type().getRank() - 1);
  Value result = stablehlo::GatherOp::create(b, type, op.getX(), indices.value, numbers,
                                             op.getSliceSizes(), /*indices_are_sorted=*/false);
  if (op.getMode() == array::IndexMode::Fill) {
    Value isInside = indices.inside(b);
    SmallVector<int64_t> batch;
    for (int64_t i = 0; i < type.getRank(); ++i)
      if (!llvm::is_contained(op.getOffsetAxes(), i))
        batch.push_back(i);
    isInside = stablehlo::BroadcastInDimOp::create(b, type.clone(b.getI1Type()), isInside, batch);
    Value fill = hlo::splat(b, type, 0.0);
    if (auto value = dyn_cast_or_null<TypedAttr>(op.getFillValueAttr()))
      fill = hlo::splat(b, type, value);
    result = stablehlo::SelectOp::create(b, type, isInside, result, fill);
  }
  results.push_back(result);
  return success();
}

static LogicalResult lowerScatter(array::ScatterOp op, ImplicitLocOpBuilder &b,
                                  SmallVectorImpl<Value> &results) {
  auto from = cast<RankedTensorType>(op.getX().getType());
  auto updates = cast<RankedTensorType>(op.getUpdates().getType());
  // The window's size along each axis of the operand.
  SmallVector<int64_t> window(from.getRank(), 1);
  int64_t next = 0;
  for (int64_t i = 0; i < from.getRank(); ++i)
    if (!llvm::is_contained(op.getInsertedAxes(), i) &&
        !llvm::is_contained(op.getOperandBatchAxes(), i))
      window[i] = updates.getDimSize(op.getWindowAxes()[next++]);
  Indices indices(b, op.getIndices(), op.getStartIndexMap(), from, window);
  if (op.getWrapNegative().value_or(false))
    indices.wrap(b);
  if (op.getMode() == array::IndexMode::Clip)
    indices.clamp(b);
  auto numbers = stablehlo::ScatterDimensionNumbersAttr::get(
      b.getContext(), op.getWindowAxes(), op.getInsertedAxes(), op.getOperandBatchAxes(),
      op.getIndicesBatchAxes(), op.getStartIndexMap(), indices.type().getRank() - 1);
  auto made = stablehlo::ScatterOp::create(
      b, TypeRange(from), ValueRange(op.getX()), indices.value, ValueRange(op.getUpdates()),
      numbers, /*indices_are_sorted=*/false, op.getUniqueIndices().value_or(false));
  Type element = from.getElementType();
  hlo::buildRegion(b, made.getUpdateComputation(), {element, element},
                   [&](ImplicitLocOpBuilder &b, ValueRange both) {
                     Value old = both[0], update = both[1], result = update;
                     switch (op.getKind()) {
                     case array::ScatterKind::Set:
                       break;
                     case array::ScatterKind::Add:
                       result = stablehlo::AddOp::create(b, old, update);
                       break;
                     case array::ScatterKind::Mul:
                       result = stablehlo::MulOp::create(b, old, update);
                       break;
                     case array::ScatterKind::Min:
                       result = stablehlo::MinOp::create(b, old, update);
                       break;
                     case array::ScatterKind::Max:
                       result = stablehlo::MaxOp::create(b, old, update);
                       break;
                     }
                     return SmallVector<Value>{result};
                   });
  results.push_back(made.getResult(0));
  return success();
}

void hlo::addIndexingPatterns(RewritePatternSet &patterns) {
  lower<array::GatherOp>(patterns, lowerGather);
  lower<array::ScatterOp>(patterns, lowerScatter);
}
