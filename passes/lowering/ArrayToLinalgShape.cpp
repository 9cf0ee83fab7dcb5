//===- ArrayToLinalgShape.cpp - moving elements without loops of our own --===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/IR/AsmState.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "passes/lowering/ArrayToLinalg.h"

using namespace mlir;
using namespace covector;
using namespace covector::lowering;

static SmallVector<OpFoldResult> attributes(OpBuilder &builder, ArrayRef<int64_t> numbers) {
  return llvm::map_to_vector(numbers,
                             [&](int64_t x) -> OpFoldResult { return builder.getIndexAttr(x); });
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

//===----------------------------------------------------------------------===//
// Padding and concatenation
//===----------------------------------------------------------------------===//

/// Padding written piece by piece where it is small and the result is not.
static constexpr int64_t wholeFillElements = 4096;
static constexpr int64_t wholeLineElements = 64;

Value lowering::emptyToInsertInto(FunctionLowering &l, Location loc, ArrayRef<int64_t> shape,
                                  Type stored) {
  auto type = RankedTensorType::get(shape, stored);
  return bufferization::AllocTensorOp::create(l.builder, loc, type, ValueRange());
}

/// The result of `op` with the padding in place.
static Value startPad(FunctionLowering &l, array::PadOp op) {
  Location loc = op.getLoc();
  Value scalar = l.scalar(op.getValue());
  auto type = cast<RankedTensorType>(op.getType());
  ArrayRef<int64_t> shape = type.getShape(), low = op.getLow(), high = op.getHigh();
  auto isNegative = [](int64_t x) { return x < 0; };
  bool plain = llvm::all_of(op.getInterior(), [](int64_t x) { return x == 0; }) &&
               llvm::none_of(low, isNegative) && llvm::none_of(high, isNegative) &&
               cast<RankedTensorType>(op.getX().getType()).getNumElements() > 0;
  bool isSmall =
      type.getNumElements() <= (shape.size() == 1 ? wholeLineElements : wholeFillElements);
  if (!plain || isSmall)
    return l.filled(loc, shape, scalar);
  Value result = emptyToInsertInto(l, loc, shape, scalar.getType());
  SmallVector<int64_t> starts(shape.size(), 0), sizes(shape), ones(shape.size(), 1);
  auto fillPart = [&] {
    Value part = extractPart(l, loc, result, starts, sizes, ones);
    part = linalg::FillOp::create(l.builder, loc, scalar, part).getResult(0);
    result = insertPart(l, loc, part, result, starts, ones);
  };
  for (size_t axis = 0; axis < shape.size(); ++axis) {
    if (low[axis] > 0) {
      sizes[axis] = low[axis];
      fillPart();
    }
    if (high[axis] > 0) {
      starts[axis] = shape[axis] - high[axis];
      sizes[axis] = high[axis];
      fillPart();
    }
    // What is left for the axes after it.
    starts[axis] = low[axis];
    sizes[axis] = shape[axis] - low[axis] - high[axis];
  }
  return result;
}

void lowering::lowerPad(FunctionLowering &l, array::PadOp op) {
  if (l.landed.contains(op.getX()))
    return l.define(op.getResult(), l.landings.lookup(op));
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
    int64_t last = type.getDimSize(i) - 1 - low;
    last = last < 0 ? -1 : std::min(size - 1, last / step);
    starts.push_back(first);
    sizes.push_back(std::max<int64_t>(last - first + 1, 0));
    targets.push_back(low + first * step);
    steps.push_back(step);
    nothing |= sizes.back() == 0;
  }
  Value result = startPad(l, op);
  if (!nothing) {
    Value part = extractPart(l, op.getLoc(), l.tensor(op.getX()), starts, sizes, ones);
    result = insertPart(l, op.getLoc(), part, result, targets, steps);
  }
  l.define(op.getResult(), result);
}

void lowering::lowerConcatenate(FunctionLowering &l, array::ConcatenateOp op) {
  auto type = cast<RankedTensorType>(lowerType(op.getType()));
  auto isScalar = [](Value x) { return isOneElement(x.getType()); };
  if (llvm::all_of(op.getXs(), isScalar)) {
    auto scalars = llvm::map_to_vector(op.getXs(), [&](Value x) { return l.scalar(x); });
    Value joined = tensor::FromElementsOp::create(l.builder, op.getLoc(), type, scalars);
    return l.define(op.getResult(), joined);
  }
  Value result = l.landings.lookup(op);
  if (!result)
    result = l.empty(op.getLoc(), type.getShape(), type.getElementType());
  SmallVector<int64_t> starts(shapeOf(result).size(), 0), ones(starts.size(), 1);
  for (Value x : op.getXs()) {
    bool isEmpty = cast<RankedTensorType>(x.getType()).getNumElements() == 0;
    if (isScalar(x)) {
      SmallVector<Value> place;
      for (int64_t start : starts)
        place.push_back(arith::ConstantIndexOp::create(l.builder, op.getLoc(), start));
      result = tensor::InsertOp::create(l.builder, op.getLoc(), l.scalar(x), result, place);
    } else if (!isEmpty && !l.landed.contains(x))
      result = insertPart(l, op.getLoc(), l.tensor(x), result, starts, ones);
    starts[op.getAxis()] += shapeOf(x)[op.getAxis()];
  }
  l.define(op.getResult(), result);
}

//===----------------------------------------------------------------------===//
// Landing: see Note [Landing]
//===----------------------------------------------------------------------===//

/// Shorter innermost loops are better merged with the next ones.
static constexpr int64_t leastLandingRow = 32;

Operation *lowering::landingReader(Value array, function_ref<bool(Operation *)> isInside) {
  Shape shape = withoutUnitAxes(shapeOf(array));
  if (shape.empty() || llvm::is_contained(shape, 0) ||
      (shape.size() > 1 && shape.back() < leastLandingRow))
    return nullptr;
  Operation *reader = nullptr;
  for (OpOperand &use : array.getUses()) {
    if (isInside(use.getOwner()))
      continue;
    if (reader || (use.getOperandNumber() != 0 && isa<array::PadOp>(use.getOwner())))
      return nullptr;
    reader = use.getOwner();
  }
  if (isa_and_nonnull<array::ConcatenateOp>(reader))
    return reader;
  auto pad = dyn_cast_or_null<array::PadOp>(reader);
  if (!pad)
    return nullptr;
  auto isNegative = [](int64_t x) { return x < 0; };
  auto constant = resolveRead(pad.getValue()).source.getDefiningOp<array::ConstantOp>();
  bool inPlace = constant && splatElement(constant) && llvm::none_of(pad.getLow(), isNegative) &&
                 llvm::none_of(pad.getHigh(), isNegative);
  return inPlace ? reader : nullptr;
}

/// Where in its reader's result the array lies: starts and strides.
static std::pair<SmallVector<int64_t>, SmallVector<int64_t>> landingPart(Value array,
                                                                         Operation *reader) {
  size_t rank = shapeOf(array).size();
  SmallVector<int64_t> starts(rank, 0), strides(rank, 1);
  if (auto pad = dyn_cast<array::PadOp>(reader)) {
    for (size_t axis = 0; axis < rank; ++axis) {
      starts[axis] = pad.getLow()[axis];
      strides[axis] = pad.getInterior()[axis] + 1;
    }
    return {starts, strides};
  }
  auto concatenate = cast<array::ConcatenateOp>(reader);
  for (Value x : concatenate.getXs()) {
    if (x == array)
      break;
    starts[concatenate.getAxis()] += shapeOf(x)[concatenate.getAxis()];
  }
  return {starts, strides};
}

Value lowering::takeLandingSlice(FunctionLowering &l, Value array, Operation *reader) {
  Value &result = l.landings[reader];
  if (!result) {
    auto type = cast<RankedTensorType>(lowerType(reader->getResult(0).getType()));
    if (auto pad = dyn_cast<array::PadOp>(reader))
      result = startPad(l, pad);
    else
      result = emptyToInsertInto(l, reader->getLoc(), type.getShape(), type.getElementType());
  }
  auto [starts, strides] = landingPart(array, reader);
  OpBuilder &b = l.builder;
  auto type = RankedTensorType::get(withoutUnitAxes(shapeOf(array)), getElementTypeOrSelf(result));
  return tensor::ExtractSliceOp::create(b, array.getLoc(), type, result, attributes(b, starts),
                                        attributes(b, shapeOf(array)), attributes(b, strides));
}

void lowering::land(FunctionLowering &l, Value array, Operation *reader, Value tensor) {
  Value &result = l.landings[reader];
  auto [starts, strides] = landingPart(array, reader);
  OpBuilder &b = l.builder;
  result = tensor::InsertSliceOp::create(b, array.getLoc(), tensor, result, attributes(b, starts),
                                         attributes(b, shapeOf(array)), attributes(b, strides));
  l.landed.insert(array);
}

//===----------------------------------------------------------------------===//
// Others
//===----------------------------------------------------------------------===//

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
    } else if (array::isNarrowElement(element)) {
      // Each is a byte already, but attributes of another width are no bitcast.
      SmallVector<int8_t> bytes;
      auto add = [&](APInt bits) { bytes.push_back(int8_t(bits.getZExtValue())); };
      if (isa<FloatType>(element))
        for (APFloat number : dense.getValues<APFloat>())
          add(number.bitcastToAPInt());
      else
        for (APInt number : dense.getValues<APInt>())
          add(number);
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
