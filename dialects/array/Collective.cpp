//===- Collective.cpp - operations across the lanes of a named axis -------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// See Note [Named axes] in Collective.td. `batch` carries the axis of another
// mapping along; `batchOverOwnAxis` resolves the collective.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Collective.h"
#include "dialects/array/Inference.h"
#include "dialects/array/Rules.h"

using namespace mlir;
using namespace covector::array;

//===----------------------------------------------------------------------===//
// Parts
//===----------------------------------------------------------------------===//

/// The sum of the operands of `size` lanes.
static Value sumOfLanes(OpBuilder &builder, Location loc, BatchedValue x, int64_t size) {
  if (x.mapped)
    return ReduceSumOp::create(builder, loc, x.value, ArrayRef<int64_t>{0});
  auto type = cast<RankedTensorType>(x.value.getType());
  DenseElementsAttr factor = splat(type, double(size));
  if (isIntElement(type.getElementType())) // The sum is modulo 2^width.
    factor = DenseElementsAttr::get(type, APInt(type.getElementTypeBitWidth(), size, false, true));
  return MulOp::create(builder, loc, x.value, constant(builder, loc, factor));
}

/// The greatest or least of the lanes' operands, by a reduction.
template <typename Reduction>
static Value chosenOfLanes(OpBuilder &builder, Location loc, BatchedValue x) {
  if (!x.mapped)
    return x.value;
  return Reduction::create(builder, loc, x.value, ArrayRef<int64_t>{0});
}

/// `attribute` with a number one greater.
static NamedAttribute raised(OpBuilder &builder, StringAttr name, int64_t axis) {
  return {name, builder.getI64IntegerAttr(axis + 1)};
}

#define GET_OP_CLASSES
#include "dialects/array/Collective.cpp.inc"

//===----------------------------------------------------------------------===//
// psum
//===----------------------------------------------------------------------===//

LogicalResult PsumOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                          SmallVectorImpl<Value> &resultTangents) {
  return jvpOfLinear(*this, builder, tangents, resultTangents);
}

LogicalResult PsumOp::transpose(OpBuilder &builder, ArrayRef<Value> cotangents, ArrayRef<bool>,
                                SmallVectorImpl<Value> &operandCotangents) {
  Value ct = cotangents[0];
  if (ct)
    ct = PsumOp::create(builder, getLoc(), ct, getAxisName());
  operandCotangents.push_back(ct);
  return success();
}

//===----------------------------------------------------------------------===//
// pmax, pmin
//===----------------------------------------------------------------------===//

/// The mean of the tangents of the lanes whose elements equal the result.
static LogicalResult jvpOfChosen(Operation *op, StringRef axisName, OpBuilder &builder,
                                 ArrayRef<Value> tangents, SmallVectorImpl<Value> &resultTangents) {
  if (!tangents[0]) {
    resultTangents.push_back(nullptr);
    return success();
  }
  ImplicitLocOpBuilder b(op->getLoc(), builder);
  Expr x(b, op->getOperand(0)), dx(b, tangents[0]), result(b, op->getResult(0));
  Expr chosen = compare(ComparisonDirection::EQ, x, result);
  Value sum = PsumOp::create(b, select(chosen, dx, Expr::like(dx, 0.0)).value(), axisName);
  Value count = PsumOp::create(b, convert(chosen, dx.element()).value(), axisName);
  resultTangents.push_back((Expr(b, sum) / Expr(b, count)).value());
  return success();
}

LogicalResult PmaxOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                          SmallVectorImpl<Value> &resultTangents) {
  return jvpOfChosen(*this, getAxisName(), builder, tangents, resultTangents);
}
LogicalResult PminOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                          SmallVectorImpl<Value> &resultTangents) {
  return jvpOfChosen(*this, getAxisName(), builder, tangents, resultTangents);
}

//===----------------------------------------------------------------------===//
// all_gather
//===----------------------------------------------------------------------===//

COVECTOR_INFER_TYPES(AllGatherOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  int64_t axis, size;
  if (failed(op.checkOperands(1)) || failed(op.integer("axis", axis)) ||
      failed(op.integer("axis_size", size)))
    return failure();
  if (size < 0) // (C2)
    return op.error("axis_size must not be negative, got " + Twine(size));
  RankedTensorType x = op.operand(0);
  if (failed(op.checkAxis("axis", axis, x.getRank() + 1))) // (C1)
    return failure();
  SmallVector<int64_t> shape(x.getShape());
  shape.insert(shape.begin() + axis, size);
  return op.result(shape, x.getElementType());
}

LogicalResult AllGatherOp::transpose(OpBuilder &builder, ArrayRef<Value> cotangents, ArrayRef<bool>,
                                     SmallVectorImpl<Value> &operandCotangents) {
  Value ct = cotangents[0];
  if (ct)
    ct = PsumScatterOp::create(builder, getLoc(), ct, getAxisName(), getAxis());
  operandCotangents.push_back(ct);
  return success();
}

LogicalResult AllGatherOp::batch(OpBuilder &builder, ArrayRef<BatchedValue> operands, int64_t,
                                 SmallVectorImpl<BatchedValue> &results) {
  return batchWithChanges(*this, builder, operands[0].value,
                          raised(builder, getAxisAttrName(), getAxis()), results);
}

std::optional<int64_t> AllGatherOp::getExpectedLanes() { return getAxisSize(); }

LogicalResult AllGatherOp::batchOverOwnAxis(OpBuilder &builder, ArrayRef<BatchedValue> operands,
                                            int64_t, SmallVectorImpl<BatchedValue> &results) {
  Value x = operands[0].value;
  if (operands[0].mapped) {
    results.push_back({moveAxis(builder, getLoc(), x, 0, getAxis()), false});
    return success();
  }
  SmallVector<int64_t> dimensions;
  for (int64_t i = 0, rank = getX().getType().getRank(); i < rank; ++i)
    dimensions.push_back(i + (i >= int64_t(getAxis())));
  results.push_back(
      {broadcastInDim(builder, getLoc(), x, getType().getShape(), dimensions), false});
  return success();
}

//===----------------------------------------------------------------------===//
// psum_scatter
//===----------------------------------------------------------------------===//

COVECTOR_INFER_TYPES(PsumScatterOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  int64_t axis;
  if (failed(op.checkOperands(1)) || failed(op.integer("axis", axis)) ||
      failed(op.checkElement("operand", op.operand(0), isNumberElement,
                             "integer, floating-point or complex array")) ||
      failed(op.checkAxis("axis", axis, op.operand(0).getRank()))) // (C1)
    return failure();
  SmallVector<int64_t> shape(op.operand(0).getShape());
  shape.erase(shape.begin() + axis);
  return op.result(shape, op.operand(0).getElementType());
}

LogicalResult PsumScatterOp::transpose(OpBuilder &builder, ArrayRef<Value> cotangents,
                                       ArrayRef<bool>, SmallVectorImpl<Value> &operandCotangents) {
  Value ct = cotangents[0];
  if (ct)
    ct = AllGatherOp::create(builder, getLoc(), ct, getAxisName(), *getExpectedLanes(), getAxis());
  operandCotangents.push_back(ct);
  return success();
}

LogicalResult PsumScatterOp::batch(OpBuilder &builder, ArrayRef<BatchedValue> operands, int64_t,
                                   SmallVectorImpl<BatchedValue> &results) {
  return batchWithChanges(*this, builder, operands[0].value,
                          raised(builder, getAxisAttrName(), getAxis()), results);
}

std::optional<int64_t> PsumScatterOp::getExpectedLanes() {
  return getX().getType().getDimSize(getAxis());
}

LogicalResult PsumScatterOp::batchOverOwnAxis(OpBuilder &builder, ArrayRef<BatchedValue> operands,
                                              int64_t size,
                                              SmallVectorImpl<BatchedValue> &results) {
  Value sum = sumOfLanes(builder, getLoc(), operands[0], size);
  results.push_back({moveAxis(builder, getLoc(), sum, getAxis(), 0), true});
  return success();
}

//===----------------------------------------------------------------------===//
// all_to_all
//===----------------------------------------------------------------------===//

COVECTOR_INFER_TYPES(AllToAllOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  int64_t split, concat;
  if (failed(op.checkOperands(1)) || failed(op.integer("split_axis", split)) ||
      failed(op.integer("concat_axis", concat)))
    return failure();
  RankedTensorType x = op.operand(0);
  if (failed(op.checkAxis("split_axis", split, x.getRank())) || // (C1)
      failed(op.checkAxis("concat_axis", concat, x.getRank()))) // (C2)
    return failure();
  SmallVector<int64_t> shape(x.getShape());
  shape.erase(shape.begin() + split);
  shape.insert(shape.begin() + concat, x.getDimSize(split));
  return op.result(shape, x.getElementType());
}

LogicalResult AllToAllOp::transpose(OpBuilder &builder, ArrayRef<Value> cotangents, ArrayRef<bool>,
                                    SmallVectorImpl<Value> &operandCotangents) {
  Value ct = cotangents[0];
  if (ct)
    ct = AllToAllOp::create(builder, getLoc(), ct, getAxisName(), getConcatAxis(), getSplitAxis());
  operandCotangents.push_back(ct);
  return success();
}

LogicalResult AllToAllOp::batch(OpBuilder &builder, ArrayRef<BatchedValue> operands, int64_t,
                                SmallVectorImpl<BatchedValue> &results) {
  return batchWithChanges(*this, builder, operands[0].value,
                          {raised(builder, getSplitAxisAttrName(), getSplitAxis()),
                           raised(builder, getConcatAxisAttrName(), getConcatAxis())},
                          results);
}

std::optional<int64_t> AllToAllOp::getExpectedLanes() {
  return getX().getType().getDimSize(getSplitAxis());
}

LogicalResult AllToAllOp::batchOverOwnAxis(OpBuilder &builder, ArrayRef<BatchedValue> operands,
                                           int64_t size, SmallVectorImpl<BatchedValue> &results) {
  // The lanes that send lie along axis 0, those that receive along the split one.
  Value x = materializeBatch(builder, getLoc(), operands[0], size);
  SmallVector<int64_t> permutation;
  for (int64_t axis = 0, rank = getX().getType().getRank(); axis < rank; ++axis)
    if (axis != int64_t(getSplitAxis()))
      permutation.push_back(axis + 1);
  permutation.insert(permutation.begin() + getConcatAxis(), 0);
  permutation.insert(permutation.begin(), getSplitAxis() + 1);
  results.push_back({covector::array::transpose(builder, getLoc(), x, permutation), true});
  return success();
}

//===----------------------------------------------------------------------===//
// ppermute
//===----------------------------------------------------------------------===//

COVECTOR_INFER_TYPES(PpermuteOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  ArrayRef<int64_t> sources;
  if (failed(op.checkOperands(1)) || failed(op.integers("sources", sources)))
    return failure();
  SmallVector<bool> seen(sources.size(), false);
  for (int64_t source : sources) {
    if (source == -1)
      continue;
    if (source < 0 || source >= int64_t(sources.size())) // (C1)
      return op.error("sources must be -1 or numbers of the " + Twine(sources.size()) +
                      " lanes, got " + text(sources));
    if (seen[source]) // (C2)
      return op.error("sources must name each lane once at most, got " + text(sources));
    seen[source] = true;
  }
  types.push_back(op.operand(0));
  return success();
}

LogicalResult PpermuteOp::transpose(OpBuilder &builder, ArrayRef<Value> cotangents, ArrayRef<bool>,
                                    SmallVectorImpl<Value> &operandCotangents) {
  Value ct = cotangents[0];
  if (ct) {
    SmallVector<int64_t> inverse(getSources().size(), -1);
    for (auto [to, from] : llvm::enumerate(getSources()))
      if (from >= 0)
        inverse[from] = to;
    ct = PpermuteOp::create(builder, getLoc(), ct, getAxisName(), inverse);
  }
  operandCotangents.push_back(ct);
  return success();
}

LogicalResult PpermuteOp::batch(OpBuilder &builder, ArrayRef<BatchedValue> operands, int64_t,
                                SmallVectorImpl<BatchedValue> &results) {
  return batchWithChanges(*this, builder, operands[0].value, {}, results);
}

std::optional<int64_t> PpermuteOp::getExpectedLanes() { return getSources().size(); }

LogicalResult PpermuteOp::batchOverOwnAxis(OpBuilder &builder, ArrayRef<BatchedValue> operands,
                                           int64_t size, SmallVectorImpl<BatchedValue> &results) {
  ArrayRef<int64_t> sources = getSources();
  if (!operands[0].mapped && !llvm::is_contained(sources, -1)) {
    results.push_back(operands[0]);
    return success();
  }
  // Runs of neighbouring lanes are moved together.
  Value x = materializeBatch(builder, getLoc(), operands[0], size);
  SmallVector<int64_t> shape(cast<RankedTensorType>(x.getType()).getShape());
  SmallVector<int64_t> starts(shape.size(), 0), strides(shape.size(), 1);
  SmallVector<Value> runs;
  for (int64_t begin = 0, end; begin < size; begin = end) {
    int64_t source = sources[begin];
    for (end = begin + 1; end < size; ++end)
      if (sources[end] != (source < 0 ? -1 : source + (end - begin)))
        break;
    if (source < 0) {
      SmallVector<int64_t> run = shape;
      run[0] = end - begin;
      runs.push_back(
          zeros(builder, getLoc(), RankedTensorType::get(run, getType().getElementType())));
      continue;
    }
    SmallVector<int64_t> limits = shape;
    starts[0] = source;
    limits[0] = source + (end - begin);
    runs.push_back(SliceOp::create(builder, getLoc(), x, starts, limits, strides));
  }
  results.push_back({runs.empty()       ? x
                     : runs.size() == 1 ? runs[0]
                                        : ConcatenateOp::create(builder, getLoc(), runs, 0),
                     true});
  return success();
}

//===----------------------------------------------------------------------===//
// axis_index
//===----------------------------------------------------------------------===//

COVECTOR_INFER_TYPES(AxisIndexOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  StringAttr name;
  if (failed(op.checkOperands(0)) || failed(op.attribute("axis_name", "a text", name)))
    return failure();
  return op.result({}, IntegerType::get(name.getContext(), 32));
}

LogicalResult AxisIndexOp::batch(OpBuilder &builder, ArrayRef<BatchedValue>, int64_t,
                                 SmallVectorImpl<BatchedValue> &results) {
  results.push_back({builder.clone(*getOperation())->getResult(0), false});
  return success();
}

std::optional<int64_t> AxisIndexOp::getExpectedLanes() { return std::nullopt; }

LogicalResult AxisIndexOp::batchOverOwnAxis(OpBuilder &builder, ArrayRef<BatchedValue>,
                                            int64_t size, SmallVectorImpl<BatchedValue> &results) {
  Type element = getType().getElementType();
  results.push_back({IotaOp::create(builder, getLoc(), RankedTensorType::get({size}, element),
                                    ArrayRef(size), element, 0),
                     true});
  return success();
}
