//===- ArrayToLinalgShape.cpp - moving elements without loops of our own --===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "passes/lowering/ArrayToLinalg.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/AsmState.h"
#include "mlir/IR/DialectResourceBlobManager.h"

using namespace mlir;
using namespace covector;
using namespace covector::lowering;

static SmallVector<OpFoldResult> attributes(OpBuilder &builder, ArrayRef<int64_t> numbers) {
  return llvm::map_to_vector(
      numbers, [&](int64_t x) -> OpFoldResult { return builder.getIndexAttr(x); });
}

static ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

/// The part of `x` that starts at `starts`; `x` itself where that is all of it.
static Value extractPart(FunctionLowering &l, Location loc, Value x, ArrayRef<int64_t> starts,
                         ArrayRef<int64_t> sizes, ArrayRef<int64_t> strides) {
  if (shapeOf(x) == sizes)
    return x;
  OpBuilder &b = l.builder;
  return tensor::ExtractSliceOp::create(b, loc, x, attributes(b, starts), attributes(b, sizes),
                                        attributes(b, strides));
}

static Value insertPart(FunctionLowering &l, Location loc, Value part, Value into,
                        ArrayRef<int64_t> starts, ArrayRef<int64_t> strides) {
  OpBuilder &b = l.builder;
  return tensor::InsertSliceOp::create(b, loc, part, into, attributes(b, starts),
                                       attributes(b, shapeOf(part)), attributes(b, strides));
}

void lowering::lowerSlice(FunctionLowering &l, array::SliceOp op) {
  auto type = cast<RankedTensorType>(lowerType(op.getType()));
  Value result;
  if (type.getNumElements() == 0)
    result = l.empty(op.getLoc(), type.getShape(), type.getElementType());
  else
    result = extractPart(l, op.getLoc(), l.tensor(op.getX()), op.getStarts(), type.getShape(),
                         op.getStrides());
  l.define(op.getResult(), result);
}

void lowering::lowerPad(FunctionLowering &l, array::PadOp op) {
  auto b = l.at(op.getLoc());
  auto type = cast<RankedTensorType>(lowerType(op.getType()));
  if (type.getNumElements() == 0)
    return l.define(op.getResult(), l.empty(op.getLoc(), type.getShape(), type.getElementType()));

  // What is left of the operand, and where it goes. Padding of negative size
  // takes away elements, or the padding between them.
  ArrayRef<int64_t> shape = shapeOf(op.getX());
  SmallVector<int64_t> starts, sizes, targets, steps, ones(shape.size(), 1);
  bool nothing = false;
  for (auto [i, size] : llvm::enumerate(shape)) {
    int64_t step = op.getInterior()[i] + 1, low = op.getLow()[i];
    int64_t first = low < 0 ? (-low + step - 1) / step : 0;
    int64_t last = std::min(size - 1, (type.getDimSize(i) - 1 - low) / step);
    if (type.getDimSize(i) - 1 - low < 0)
      last = -1;
    starts.push_back(first);
    sizes.push_back(std::max<int64_t>(last - first + 1, 0));
    targets.push_back(low + first * step);
    steps.push_back(step);
    nothing |= sizes.back() == 0;
  }
  Value scalar;
  Read read = resolveRead(op.getValue());
  auto constant = read.source.getDefiningOp<array::ConstantOp>();
  Attribute splat = constant ? splatElement(constant) : Attribute();
  Type element = getElementTypeOrSelf(op.getX());
  if (splat)
    scalar = storeElement(b, element, elementConstant(b, element, splat));
  else
    scalar = tensor::ExtractOp::create(b, l.tensor(op.getValue()), ValueRange());
  Value result = l.filled(op.getLoc(), type.getShape(), scalar);
  if (!nothing) {
    Value part = extractPart(l, op.getLoc(), l.tensor(op.getX()), starts, sizes, ones);
    result = insertPart(l, op.getLoc(), part, result, targets, steps);
  }
  l.define(op.getResult(), result);
}

void lowering::lowerConcatenate(FunctionLowering &l, array::ConcatenateOp op) {
  auto type = cast<RankedTensorType>(lowerType(op.getType()));
  Value result = l.empty(op.getLoc(), type.getShape(), type.getElementType());
  SmallVector<int64_t> starts(type.getRank(), 0), ones(type.getRank(), 1);
  for (Value x : op.getXs()) {
    if (cast<RankedTensorType>(x.getType()).getNumElements() != 0)
      result = insertPart(l, op.getLoc(), l.tensor(x), result, starts, ones);
    starts[op.getAxis()] += shapeOf(x)[op.getAxis()];
  }
  l.define(op.getResult(), result);
}

void lowering::lowerReverse(FunctionLowering &l, array::ReverseOp op) {
  auto type = cast<RankedTensorType>(lowerType(op.getType()));
  Value target = l.empty(op.getLoc(), type.getShape(), type.getElementType());
  if (type.getNumElements() == 0)
    return l.define(op.getResult(), target);
  SmallVector<AffineExpr> exprs;
  for (auto [i, size] : llvm::enumerate(type.getShape())) {
    AffineExpr index = l.builder.getAffineDimExpr(i);
    if (llvm::is_contained(op.getAxes(), int64_t(i)) && size != 1)
      index = l.builder.getAffineConstantExpr(size - 1) - index;
    exprs.push_back(index);
  }
  unsigned rank = type.getRank();
  SmallVector<AffineMap> maps{AffineMap::get(rank, 0, exprs, l.builder.getContext()),
                              l.builder.getMultiDimIdentityMap(rank)};
  SmallVector<utils::IteratorType> iterators(rank, utils::IteratorType::parallel);
  auto generic = linalg::GenericOp::create(
      l.builder, op.getLoc(), type, l.tensor(op.getX()), target, maps, iterators,
      [](OpBuilder &b, Location loc, ValueRange x) { linalg::YieldOp::create(b, loc, x[0]); });
  l.define(op.getResult(), generic.getResult(0));
}

Value lowering::lowerConstant(FunctionLowering &l, array::ConstantOp op) {
  auto type = cast<RankedTensorType>(lowerType(op.getType()));
  Type element = getElementTypeOrSelf(op.getType());
  if (type.getNumElements() == 0)
    return l.empty(op.getLoc(), type.getShape(), type.getElementType());
  ElementsAttr value = op.getValue();
  if (auto dense = dyn_cast<DenseElementsAttr>(value)) {
    if (element.isInteger(1)) {
      SmallVector<int8_t> bytes;
      for (bool bit : dense.getValues<bool>())
        bytes.push_back(bit);
      value = DenseElementsAttr::get(type, ArrayRef<int8_t>(bytes));
    } else if (type.getElementType() != element) {
      value = dense.bitcast(type.getElementType());
    }
  } else if (auto resource = dyn_cast<DenseResourceElementsAttr>(value)) {
    // Booleans of a blob are bytes already.
    value = DenseResourceElementsAttr::get(type, resource.getRawHandle());
  }
  return arith::ConstantOp::create(l.builder, op.getLoc(), type, cast<TypedAttr>(value));
}
