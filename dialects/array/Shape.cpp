//===- Shape.cpp - types and rules of operations that move elements ------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All of these are linear, so their records give the tangent; here are their
// types, cotangents and batched forms, operation by operation. Folds are in
// ShapeFolds.cpp.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Inference.h"
#include "dialects/array/Rules.h"
#include "llvm/Support/MathExtras.h"
#include <algorithm>

using namespace mlir;
using namespace covector::array;

static bool isPermutation(ArrayRef<int64_t> list, int64_t rank) {
  SmallVector<bool> seen(rank, false);
  for (int64_t axis : list) {
    if (axis < 0 || axis >= rank || seen[axis])
      return false;
    seen[axis] = true;
  }
  return int64_t(list.size()) == rank;
}

/// A list attribute with one more entry in front.
static NamedAttribute prepended(OpBuilder &builder, StringAttr name, int64_t first,
                                ArrayRef<int64_t> list) {
  SmallVector<int64_t> entries = {first};
  llvm::append_range(entries, list);
  return {name, builder.getDenseI64ArrayAttr(entries)};
}

//===----------------------------------------------------------------------===//
// constant, iota
//===----------------------------------------------------------------------===//

COVECTOR_INFER_TYPES(ConstantOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  ElementsAttr value;
  if (failed(op.checkOperands(0)) || failed(op.attribute("value", "an array's elements", value)))
    return failure();
  if (!isArrayTensor(value.getType()))
    return op.error("value must be an array, got " + text(value.getType()));
  types.push_back(value.getType());
  return success();
}

LogicalResult ConstantOp::batch(OpBuilder &builder, ArrayRef<BatchedValue>, int64_t,
                                SmallVectorImpl<BatchedValue> &results) {
  results.push_back({builder.clone(*getOperation())->getResult(0), false});
  return success();
}

COVECTOR_INFER_TYPES(IotaOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  ArrayRef<int64_t> shape;
  Type element;
  int64_t axis;
  if (failed(op.checkOperands(0)) || failed(op.integers("shape", shape)) ||
      failed(op.element("element_type", element)) || failed(op.integer("axis", axis)))
    return failure();
  if (isBoolElement(element)) // (C1)
    return op.error("element_type must be an integer, floating-point or complex type, got " +
                    text(element));
  if (failed(op.checkAxis("axis", axis, shape.size()))) // (C2)
    return failure();
  return op.result(shape, element);
}

LogicalResult IotaOp::batch(OpBuilder &builder, ArrayRef<BatchedValue>, int64_t,
                            SmallVectorImpl<BatchedValue> &results) {
  results.push_back({builder.clone(*getOperation())->getResult(0), false});
  return success();
}

//===----------------------------------------------------------------------===//
// broadcast_in_dim
//===----------------------------------------------------------------------===//

COVECTOR_INFER_TYPES(BroadcastInDimOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  ArrayRef<int64_t> shape, dimensions;
  if (failed(op.checkOperands(1)) || failed(op.integers("shape", shape)) ||
      failed(op.integers("dimensions", dimensions)))
    return failure();
  RankedTensorType x = op.operand(0);
  if (int64_t(dimensions.size()) != x.getRank()) // (C3)
    return op.error("dimensions must have an entry for each axis of the operand, got " +
                    text(dimensions) + " for " + text(x));
  if (failed(op.checkAxes("dimensions", dimensions, shape.size())))
    return failure();
  if (!llvm::is_sorted(dimensions)) // (C2)
    return op.error("dimensions must be increasing, got " + text(dimensions));
  for (auto [axis, to] : llvm::enumerate(dimensions))
    if (x.getDimSize(axis) != 1 && x.getDimSize(axis) != shape[to]) // (C1)
      return op.error("axis " + Twine(axis) + " of " + text(x) +
                      " must have size 1 or that of axis " + Twine(to) + " of the shape " +
                      text(shape));
  return op.result(shape, x.getElementType());
}

LogicalResult BroadcastInDimOp::transpose(OpBuilder &builder, ArrayRef<Value> cotangents,
                                          ArrayRef<bool>,
                                          SmallVectorImpl<Value> &operandCotangents) {
  Value ct = cotangents[0];
  if (ct) {
    // Sum over the axes along which elements were repeated.
    ArrayRef<int64_t> from = getX().getType().getShape();
    SmallVector<bool> isRepeated(getShape().size(), true);
    for (auto [axis, to] : llvm::enumerate(getDimensions()))
      isRepeated[to] = from[axis] != getShape()[to];
    SmallVector<int64_t> axes;
    for (auto [axis, repeated] : llvm::enumerate(isRepeated))
      if (repeated)
        axes.push_back(axis);
    ct = reduceSum(builder, getLoc(), ct, axes);
    ct = reshape(builder, getLoc(), ct, from);
  }
  operandCotangents.push_back(ct);
  return success();
}

LogicalResult BroadcastInDimOp::batch(OpBuilder &builder, ArrayRef<BatchedValue> operands,
                                      int64_t size, SmallVectorImpl<BatchedValue> &results) {
  return batchWithChanges(
      *this, builder, operands[0].value,
      {prepended(builder, getShapeAttrName(), size, getShape()),
       prepended(builder, getDimensionsAttrName(), 0, shifted(getDimensions()))},
      results);
}

//===----------------------------------------------------------------------===//
// reshape
//===----------------------------------------------------------------------===//

COVECTOR_INFER_TYPES(ReshapeOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  ArrayRef<int64_t> shape;
  if (failed(op.checkOperands(1)) || failed(op.integers("shape", shape)))
    return failure();
  RankedTensorType x = op.operand(0);
  // The product of the sizes exists only for the shape of an array.
  if (isArrayShape(shape) && ShapedType::getNumElements(shape) != x.getNumElements()) // (C1)
    return op.error("shape must hold the " + Twine(x.getNumElements()) + " elements of " + text(x) +
                    ", got " + text(shape));
  return op.result(shape, x.getElementType());
}

LogicalResult ReshapeOp::transpose(OpBuilder &builder, ArrayRef<Value> cotangents, ArrayRef<bool>,
                                   SmallVectorImpl<Value> &operandCotangents) {
  Value ct = cotangents[0];
  if (ct)
    ct = reshape(builder, getLoc(), ct, getX().getType().getShape());
  operandCotangents.push_back(ct);
  return success();
}

LogicalResult ReshapeOp::batch(OpBuilder &builder, ArrayRef<BatchedValue> operands, int64_t size,
                               SmallVectorImpl<BatchedValue> &results) {
  return batchWithChanges(*this, builder, operands[0].value,
                          prepended(builder, getShapeAttrName(), size, getShape()), results);
}

//===----------------------------------------------------------------------===//
// transpose
//===----------------------------------------------------------------------===//

COVECTOR_INFER_TYPES(TransposeOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  ArrayRef<int64_t> permutation;
  if (failed(op.checkOperands(1)) || failed(op.integers("permutation", permutation)))
    return failure();
  RankedTensorType x = op.operand(0);
  if (!isPermutation(permutation, x.getRank())) // (C1)
    return op.error("permutation must list each axis of " + text(x) + " once, got " +
                    text(permutation));
  SmallVector<int64_t> shape;
  for (int64_t axis : permutation)
    shape.push_back(x.getDimSize(axis));
  return op.result(shape, x.getElementType());
}

LogicalResult TransposeOp::transpose(OpBuilder &builder, ArrayRef<Value> cotangents, ArrayRef<bool>,
                                     SmallVectorImpl<Value> &operandCotangents) {
  Value ct = cotangents[0];
  if (ct) {
    SmallVector<int64_t> inverse(getPermutation().size());
    for (auto [to, from] : llvm::enumerate(getPermutation()))
      inverse[from] = to;
    ct = covector::array::transpose(builder, getLoc(), ct, inverse);
  }
  operandCotangents.push_back(ct);
  return success();
}

LogicalResult TransposeOp::batch(OpBuilder &builder, ArrayRef<BatchedValue> operands, int64_t,
                                 SmallVectorImpl<BatchedValue> &results) {
  return batchWithChanges(
      *this, builder, operands[0].value,
      prepended(builder, getPermutationAttrName(), 0, shifted(getPermutation())), results);
}

//===----------------------------------------------------------------------===//
// slice
//===----------------------------------------------------------------------===//

COVECTOR_INFER_TYPES(SliceOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  ArrayRef<int64_t> starts, limits, strides;
  if (failed(op.checkOperands(1)) || failed(op.integers("starts", starts)) ||
      failed(op.integers("limits", limits)) || failed(op.integers("strides", strides)))
    return failure();
  RankedTensorType x = op.operand(0);
  size_t rank = x.getRank();
  if (starts.size() != rank || limits.size() != rank || strides.size() != rank) // (C1)
    return op.error("starts, limits and strides must have an entry for each axis of " + text(x) +
                    ", got " + text(starts) + ", " + text(limits) + " and " + text(strides));
  SmallVector<int64_t> shape;
  for (size_t axis = 0; axis < rank; ++axis) {
    int64_t start = starts[axis], limit = limits[axis], stride = strides[axis];
    if (start < 0 || start > limit || limit > x.getDimSize(axis)) // (C2)
      return op.error("0 <= start <= limit <= size must hold along axis " + Twine(axis) + " of " +
                      text(x) + ", got start " + Twine(start) + " and limit " + Twine(limit));
    if (stride <= 0) // (C3)
      return op.error("strides must be positive, got " + text(strides));
    shape.push_back(limit == start ? 0 : (limit - start - 1) / stride + 1);
  }
  return op.result(shape, x.getElementType());
}

LogicalResult SliceOp::transpose(OpBuilder &builder, ArrayRef<Value> cotangents, ArrayRef<bool>,
                                 SmallVectorImpl<Value> &operandCotangents) {
  Value ct = cotangents[0];
  operandCotangents.push_back(nullptr);
  if (!ct)
    return success();
  // Zeros go where elements were left out.
  SmallVector<int64_t> high, interior;
  ArrayRef<int64_t> from = getX().getType().getShape(), to = getType().getShape();
  for (size_t axis = 0; axis < from.size(); ++axis) {
    int64_t stride = getStrides()[axis], start = getStarts()[axis];
    int64_t used = to[axis] == 0 ? 0 : (to[axis] - 1) * stride + 1;
    // At most one element: its stride does not matter, and might overflow.
    interior.push_back(to[axis] <= 1 ? 0 : stride - 1);
    high.push_back(from[axis] - start - used);
  }
  Value zero = zeros(builder, getLoc(), RankedTensorType::get({}, getType().getElementType()));
  operandCotangents.back() =
      PadOp::create(builder, getLoc(), ct, zero, getStarts(), high, interior);
  return success();
}

LogicalResult SliceOp::batch(OpBuilder &builder, ArrayRef<BatchedValue> operands, int64_t size,
                             SmallVectorImpl<BatchedValue> &results) {
  return batchWithChanges(*this, builder, operands[0].value,
                          {prepended(builder, getStartsAttrName(), 0, getStarts()),
                           prepended(builder, getLimitsAttrName(), size, getLimits()),
                           prepended(builder, getStridesAttrName(), 1, getStrides())},
                          results);
}

//===----------------------------------------------------------------------===//
// pad
//===----------------------------------------------------------------------===//

/// low + (size - 1) * (interior + 1) + 1 + high, unless it overflows.
static std::optional<int64_t> paddedSize(int64_t size, int64_t low, int64_t high,
                                         int64_t interior) {
  // Entries are bounded, so that rules can negate and increment them.
  constexpr int64_t bound = int64_t(1) << 60;
  if (std::max({low, high, interior}) > bound || std::min(low, high) < -bound)
    return std::nullopt;
  int64_t spread = size, result;
  if (size > 0 &&
      (llvm::MulOverflow(size - 1, interior, spread) || llvm::AddOverflow(spread, size, spread)))
    return std::nullopt;
  if (llvm::AddOverflow(low, spread, result) || llvm::AddOverflow(result, high, result))
    return std::nullopt;
  return result;
}

COVECTOR_INFER_TYPES(PadOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  ArrayRef<int64_t> low, high, interior;
  if (failed(op.checkOperands(2)) || failed(op.integers("low", low)) ||
      failed(op.integers("high", high)) || failed(op.integers("interior", interior)))
    return failure();
  RankedTensorType x = op.operand(0), value = op.operand(1);
  if (value.getRank() != 0 || value.getElementType() != x.getElementType()) // (C4)
    return op.error("value must be a rank-0 array of the operand's element type, got " +
                    text(value) + " for " + text(x));
  size_t rank = x.getRank();
  if (low.size() != rank || high.size() != rank || interior.size() != rank) // (C1)
    return op.error("low, high and interior must have an entry for each axis of " + text(x) +
                    ", got " + text(low) + ", " + text(high) + " and " + text(interior));
  SmallVector<int64_t> shape;
  for (size_t axis = 0; axis < rank; ++axis) {
    if (interior[axis] < 0) // (C2)
      return op.error("interior must not be negative, got " + text(interior));
    std::optional<int64_t> size =
        paddedSize(x.getDimSize(axis), low[axis], high[axis], interior[axis]);
    if (!size || *size < 0) // (C3)
      return op.error("axis " + Twine(axis) + " of " + text(x) + " gets " +
                      (size ? "the negative size " + Twine(*size) : Twine("too large a size")) +
                      " by low " + text(low) + ", high " + text(high) + " and interior " +
                      text(interior));
    shape.push_back(*size);
  }
  return op.result(shape, x.getElementType());
}

/// The part of `ct`, of the result's shape, that stands where the elements of
/// the operand went; zero for those that negative padding took away.
static Value unpad(PadOp op, OpBuilder &builder, Value ct) {
  Location loc = op.getLoc();
  auto element = op.getType().getElementType();
  auto isNegative = [](int64_t entry) { return entry < 0; };
  SmallVector<int64_t> starts(op.getLow()), limits, strides;
  for (int64_t interior : op.getInterior())
    strides.push_back(interior + 1);
  if (llvm::any_of(op.getLow(), isNegative) || llvm::any_of(op.getHigh(), isNegative)) {
    SmallVector<int64_t> low, high, none(starts.size(), 0);
    for (auto [l, h] : llvm::zip_equal(op.getLow(), op.getHigh())) {
      low.push_back(-l);
      high.push_back(-h);
    }
    Value zero = zeros(builder, loc, RankedTensorType::get({}, element));
    ct = PadOp::create(builder, loc, ct, zero, low, high, none);
    starts = none;
    limits = SmallVector<int64_t>(cast<RankedTensorType>(ct.getType()).getShape());
  } else {
    for (auto [size, h] : llvm::zip_equal(op.getType().getShape(), op.getHigh()))
      limits.push_back(size - h);
  }
  return SliceOp::create(builder, loc, ct, starts, limits, strides);
}

/// Booleans, true where the result of `op` shows `value`.
static Value padMask(PadOp op, OpBuilder &builder, Value x, PadOp batched = nullptr) {
  Location loc = op.getLoc();
  Type boolean = builder.getI1Type();
  Value inside = zeros(builder, loc, withElement(x.getType(), boolean));
  Value outside = full(builder, loc, RankedTensorType::get({}, boolean), 1.0);
  PadOp shape = batched ? batched : op;
  return PadOp::create(builder, loc, inside, outside, shape.getLow(), shape.getHigh(),
                       shape.getInterior());
}

LogicalResult PadOp::transpose(OpBuilder &builder, ArrayRef<Value> cotangents,
                               ArrayRef<bool> linear, SmallVectorImpl<Value> &operandCotangents) {
  operandCotangents.assign(2, Value());
  Value ct = cotangents[0];
  if (!ct)
    return success();
  if (linear[0])
    operandCotangents[0] = unpad(*this, builder, ct);
  if (linear[1]) {
    Value zero = zeros(builder, getLoc(), ct.getType());
    Value padding = SelectOp::create(builder, getLoc(), padMask(*this, builder, getX()), ct, zero);
    auto axes = llvm::to_vector(llvm::seq<int64_t>(0, getType().getRank()));
    operandCotangents[1] = reduceSum(builder, getLoc(), padding, axes);
  }
  return success();
}

LogicalResult PadOp::batch(OpBuilder &builder, ArrayRef<BatchedValue> operands, int64_t size,
                           SmallVectorImpl<BatchedValue> &results) {
  Location loc = getLoc();
  Value x = materializeBatch(builder, loc, operands[0], size), value = operands[1].value;
  Value common = value;
  if (operands[1].mapped)
    common = zeros(builder, loc, getValue().getType());
  auto padded =
      cast_or_null<PadOp>(rebuild(builder, *this, {x, common},
                                  {prepended(builder, getLowAttrName(), 0, getLow()),
                                   prepended(builder, getHighAttrName(), 0, getHigh()),
                                   prepended(builder, getInteriorAttrName(), 0, getInterior())}));
  if (!padded)
    return failure();
  Value result = padded;
  if (operands[1].mapped) {
    // A value for each lane: pad with any, then choose.
    Value values = broadcastInDim(builder, loc, value, padded.getType().getShape(), {0});
    result = SelectOp::create(builder, loc, padMask(*this, builder, x, padded), values, result);
  }
  results.push_back({result, true});
  return success();
}

//===----------------------------------------------------------------------===//
// concatenate
//===----------------------------------------------------------------------===//

COVECTOR_INFER_TYPES(ConcatenateOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  int64_t axis;
  if (operands.empty()) // (C1)
    return op.error("at least one operand is needed");
  if (failed(op.checkOperands(operands.size())) || failed(op.integer("axis", axis)))
    return failure();
  RankedTensorType first = op.operand(0);
  if (failed(op.checkAxis("axis", axis, first.getRank())))
    return failure();
  SmallVector<int64_t> shape(first.getShape());
  for (unsigned i = 1; i < op.numOperands(); ++i) {
    RankedTensorType other = op.operand(i);
    bool fits =
        other.getRank() == first.getRank() && other.getElementType() == first.getElementType();
    for (int64_t k = 0; fits && k < first.getRank(); ++k)
      fits = k == axis || other.getDimSize(k) == first.getDimSize(k);
    if (!fits) // (C2)
      return op.error("operands must have one element type and the same sizes but along axis " +
                      Twine(axis) + ", got " + text(first) + " and " + text(other));
    if (llvm::AddOverflow(shape[axis], other.getDimSize(axis), shape[axis]))
      return op.error("result is too large");
  }
  return op.result(shape, first.getElementType());
}

LogicalResult ConcatenateOp::transpose(OpBuilder &builder, ArrayRef<Value> cotangents,
                                       ArrayRef<bool> linear,
                                       SmallVectorImpl<Value> &operandCotangents) {
  Value ct = cotangents[0];
  int64_t axis = getAxis(), start = 0;
  SmallVector<int64_t> starts(getType().getRank(), 0), strides(getType().getRank(), 1);
  SmallVector<int64_t> limits(getType().getShape());
  for (auto [i, x] : llvm::enumerate(getXs())) {
    int64_t limit = start + cast<RankedTensorType>(x.getType()).getDimSize(axis);
    Value part;
    if (ct && linear[i]) {
      starts[axis] = start;
      limits[axis] = limit;
      part = SliceOp::create(builder, getLoc(), ct, starts, limits, strides);
    }
    operandCotangents.push_back(part);
    start = limit;
  }
  return success();
}

LogicalResult ConcatenateOp::batch(OpBuilder &builder, ArrayRef<BatchedValue> operands,
                                   int64_t size, SmallVectorImpl<BatchedValue> &results) {
  SmallVector<Value> batched;
  for (BatchedValue operand : operands)
    batched.push_back(materializeBatch(builder, getLoc(), operand, size));
  return batchWithChanges(
      *this, builder, batched,
      NamedAttribute(getAxisAttrName(), builder.getI64IntegerAttr(getAxis() + 1)), results);
}

//===----------------------------------------------------------------------===//
// reverse
//===----------------------------------------------------------------------===//

COVECTOR_INFER_TYPES(ReverseOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  ArrayRef<int64_t> axes;
  if (failed(op.checkOperands(1)) || failed(op.integers("axes", axes)) ||
      failed(op.checkAxes("axes", axes, op.operand(0).getRank()))) // (C1)
    return failure();
  types.push_back(op.operand(0));
  return success();
}

LogicalResult ReverseOp::transpose(OpBuilder &builder, ArrayRef<Value> cotangents, ArrayRef<bool>,
                                   SmallVectorImpl<Value> &operandCotangents) {
  Value ct = cotangents[0];
  if (ct)
    ct = ReverseOp::create(builder, getLoc(), ct, getAxes());
  operandCotangents.push_back(ct);
  return success();
}

LogicalResult ReverseOp::batch(OpBuilder &builder, ArrayRef<BatchedValue> operands, int64_t,
                               SmallVectorImpl<BatchedValue> &results) {
  return batchWithChanges(
      *this, builder, operands[0].value,
      NamedAttribute(getAxesAttrName(), builder.getDenseI64ArrayAttr(shifted(getAxes()))), results);
}
