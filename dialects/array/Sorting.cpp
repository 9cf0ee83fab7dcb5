//===- Sorting.cpp - types and rules of orders of elements ----------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The order of elements does not vary with them: a small change of a sorted array
// is the same permutation of the changes, a gather. Positions have no derivative.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Sorting.h"
#include "dialects/array/Inference.h"
#include "dialects/array/Rules.h"

using namespace mlir;
using namespace covector::array;

#define GET_OP_CLASSES
#include "dialects/array/Sorting.cpp.inc"

//===----------------------------------------------------------------------===//
// Type inference
//===----------------------------------------------------------------------===//

static LogicalResult checkIndexType(const Inference &op, Type &index) {
  if (failed(op.element("index_type", index)))
    return failure();
  if (!isIntElement(index) || isUnsignedElement(index) || index.getIntOrFloatBitWidth() < 32)
    return op.error("index_type must be i32 or i64, got " + text(index));
  return success();
}

/// The operands are arrays of one shape that has the axis.
static LogicalResult checkTogether(const Inference &op, int64_t &axis) {
  if (op.numOperands() == 0)
    return op.error("expected at least one operand, got none");
  if (failed(op.checkOperands(op.numOperands())) || failed(op.integer("axis", axis)))
    return failure();
  for (unsigned i = 1; i < op.numOperands(); ++i)
    if (op.operand(i).getShape() != op.operand(0).getShape()) // (C1)
      return op.error("operands must have one shape, got " + text(op.operand(0)) + " and " +
                      text(op.operand(i)));
  return op.checkAxis("axis", axis, op.operand(0).getRank()); // (C2)
}

COVECTOR_INFER_TYPES(SortOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  int64_t axis, keys;
  if (failed(checkTogether(op, axis)) || failed(op.integer("num_keys", keys)))
    return failure();
  if (keys < 1 || keys > int64_t(op.numOperands())) // (C3)
    return op.error("num_keys must be from 1 to " + Twine(op.numOperands()) +
                    ", the number of operands, got " + Twine(keys));
  for (unsigned i = 0; i < op.numOperands(); ++i)
    types.push_back(op.operand(i));
  return success();
}

COVECTOR_INFER_TYPES(ArgsortOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  int64_t axis;
  Type index;
  if (failed(checkTogether(op, axis)) || failed(checkIndexType(op, index))) // (C3)
    return failure();
  return op.result(op.operand(0).getShape(), index);
}

COVECTOR_INFER_TYPES(TopKOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  int64_t axis, k;
  if (failed(op.checkOperands(1)) || failed(op.integer("axis", axis)) ||
      failed(op.integer("k", k)) ||
      failed(op.checkElement("operand", op.operand(0), isRealElement,
                             "boolean, integer or floating-point array")) ||
      failed(op.checkAxis("axis", axis, op.operand(0).getRank()))) // (C1)
    return failure();
  SmallVector<int64_t> shape(op.operand(0).getShape());
  if (shape[axis] > std::numeric_limits<int32_t>::max()) // (C1)
    return op.error("axis " + Twine(axis) + " of " + text(op.operand(0)) +
                    " is longer than 32-bit positions count");
  if (k < 0 || k > shape[axis]) // (C2)
    return op.error("k must be from 0 to " + Twine(shape[axis]) + ", the size of axis " +
                    Twine(axis) + ", got " + Twine(k));
  shape[axis] = k;
  if (failed(op.result(shape, op.operand(0).getElementType())))
    return failure();
  return op.result(shape, IntegerType::get(op.operand(0).getContext(), 32));
}

COVECTOR_INFER_TYPES(SearchSortedOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  BoolAttr right;
  Type index;
  if (failed(op.checkOperands(2)) || failed(op.attribute("right", "a boolean", right)) ||
      failed(checkIndexType(op, index))) // (C3)
    return failure();
  RankedTensorType sorted = op.operand(0), values = op.operand(1);
  if (sorted.getElementType() != values.getElementType()) // (C2)
    return op.error("operands must have one element type, got " + text(sorted) + " and " +
                    text(values));
  if (sorted.getRank() == 0 || values.getRank() < sorted.getRank() - 1 ||
      sorted.getShape().drop_back() != values.getShape().take_front(sorted.getRank() - 1)) // (C1)
    return op.error("the axes of the sorted array but the last must be the first ones of the "
                    "values, got " +
                    text(sorted) + " and " + text(values));
  return op.result(values.getShape(), index);
}

//===----------------------------------------------------------------------===//
// Derivatives
//===----------------------------------------------------------------------===//

/// The elements of `x` at `positions` along an axis.
static Value takeAlong(OpBuilder &builder, Location loc, Value x, Value positions, int64_t axis) {
  auto type = cast<RankedTensorType>(positions.getType());
  SmallVector<int64_t> shape(type.getShape()), others;
  shape.push_back(1);
  for (int64_t other = 0; other < type.getRank(); ++other)
    if (other != axis)
      others.push_back(other);
  SmallVector<int64_t> ones(type.getRank(), 1);
  return GatherOp::create(builder, loc, x, reshape(builder, loc, positions, shape),
                          /*offset_axes=*/ArrayRef<int64_t>(), /*collapsed_axes=*/axis,
                          /*operand_batch_axes=*/others, /*indices_batch_axes=*/others,
                          /*start_index_map=*/axis, /*slice_sizes=*/ones, IndexMode::InBounds,
                          /*fill_value=*/Attribute(), builder.getBoolAttr(true),
                          /*wrap_negative=*/BoolAttr());
}

LogicalResult SortOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                          SmallVectorImpl<Value> &resultTangents) {
  Value order;
  for (Value tangent : tangents) {
    if (tangent && !order) {
      int64_t length = cast<RankedTensorType>(tangent.getType()).getDimSize(getAxis());
      bool isShort = length <= std::numeric_limits<int32_t>::max();
      Type index = isShort ? builder.getI32Type() : builder.getI64Type();
      order =
          ArgsortOp::create(builder, getLoc(), getXs().take_front(getNumKeys()), getAxis(), index);
    }
    resultTangents.push_back(tangent ? takeAlong(builder, getLoc(), tangent, order, getAxis())
                                     : Value());
  }
  return success();
}

LogicalResult TopKOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                          SmallVectorImpl<Value> &resultTangents) {
  Value tangent;
  if (tangents[0])
    tangent = takeAlong(builder, getLoc(), tangents[0], getPositions(), getAxis());
  resultTangents.append({tangent, Value()});
  return success();
}

//===----------------------------------------------------------------------===//
// Batching
//===----------------------------------------------------------------------===//

/// All operands with the batch axis, and one more axis before `axis`.
static LogicalResult batchAlongAxis(Operation *op, OpBuilder &builder,
                                    ArrayRef<BatchedValue> operands, int64_t size,
                                    SmallVectorImpl<BatchedValue> &results) {
  SmallVector<Value> batched;
  for (BatchedValue operand : operands)
    batched.push_back(materializeBatch(builder, op->getLoc(), operand, size));
  int64_t axis = op->getAttrOfType<IntegerAttr>("axis").getInt();
  NamedAttribute change(builder.getStringAttr("axis"), builder.getI64IntegerAttr(axis + 1));
  return batchWithChanges(op, builder, batched, change, results);
}

LogicalResult SortOp::batch(OpBuilder &builder, ArrayRef<BatchedValue> operands, int64_t size,
                            SmallVectorImpl<BatchedValue> &results) {
  return batchAlongAxis(*this, builder, operands, size, results);
}
LogicalResult ArgsortOp::batch(OpBuilder &builder, ArrayRef<BatchedValue> operands, int64_t size,
                               SmallVectorImpl<BatchedValue> &results) {
  return batchAlongAxis(*this, builder, operands, size, results);
}
LogicalResult TopKOp::batch(OpBuilder &builder, ArrayRef<BatchedValue> operands, int64_t size,
                            SmallVectorImpl<BatchedValue> &results) {
  return batchAlongAxis(*this, builder, operands, size, results);
}

LogicalResult SearchSortedOp::batch(OpBuilder &builder, ArrayRef<BatchedValue> operands,
                                    int64_t size, SmallVectorImpl<BatchedValue> &results) {
  Value sorted = operands[0].value;
  // One array is searched by all lanes as by more values.
  if (operands[0].mapped || getSorted().getType().getRank() != 1)
    sorted = materializeBatch(builder, getLoc(), operands[0], size);
  Value values = materializeBatch(builder, getLoc(), operands[1], size);
  return batchWithChanges(*this, builder, {sorted, values}, {}, results);
}

//===----------------------------------------------------------------------===//
// Functions of the runtime
//===----------------------------------------------------------------------===//

/// An element type as a number: see runtime/cpu/Sorting.h.
static int64_t numberOf(Type element) {
  auto number = [](int64_t kind, int64_t bits) { return kind * 256 + (bits + 7) / 8; };
  if (auto type = dyn_cast<ComplexType>(element))
    return number(4, 2 * type.getElementType().getIntOrFloatBitWidth());
  int64_t bits = element.getIntOrFloatBitWidth();
  if (element.isBF16())
    return number(3, bits);
  if (isFloatElement(element))
    return number(2, bits);
  return number(isUnsignedElement(element) ? 0 : 1, bits);
}

/// `type` as outer, length and inner around an axis.
static void appendAxis(SmallVectorImpl<int64_t> &numbers, RankedTensorType type, int64_t axis) {
  int64_t outer = 1, inner = 1;
  for (int64_t size : type.getShape().take_front(axis))
    outer *= size;
  for (int64_t size : type.getShape().drop_front(axis + 1))
    inner *= size;
  numbers.append({outer, type.getDimSize(axis), inner});
}

static int64_t bytesOf(Type index) { return index.getIntOrFloatBitWidth() / 8; }

std::string SortOp::getRuntimeFunction() { return "cv_sort"; }
SmallVector<int64_t> SortOp::getRuntimeNumbers() {
  SmallVector<int64_t> numbers = {int64_t(getXs().size()), int64_t(getNumKeys())};
  appendAxis(numbers, cast<RankedTensorType>(getXs().front().getType()), getAxis());
  for (Value x : getXs())
    numbers.push_back(numberOf(getElementTypeOrSelf(x)));
  return numbers;
}

std::string ArgsortOp::getRuntimeFunction() { return "cv_argsort"; }
SmallVector<int64_t> ArgsortOp::getRuntimeNumbers() {
  SmallVector<int64_t> numbers = {int64_t(getKeys().size())};
  appendAxis(numbers, getType(), getAxis());
  numbers.push_back(bytesOf(getIndexType()));
  for (Value key : getKeys())
    numbers.push_back(numberOf(getElementTypeOrSelf(key)));
  return numbers;
}

std::string TopKOp::getRuntimeFunction() { return "cv_top_k"; }
SmallVector<int64_t> TopKOp::getRuntimeNumbers() {
  SmallVector<int64_t> numbers = {int64_t(getK())};
  appendAxis(numbers, getX().getType(), getAxis());
  numbers.push_back(numberOf(getX().getType().getElementType()));
  return numbers;
}

std::string SearchSortedOp::getRuntimeFunction() { return "cv_search_sorted"; }
SmallVector<int64_t> SearchSortedOp::getRuntimeNumbers() {
  RankedTensorType sorted = getSorted().getType();
  int64_t batch = 1, count = getValues().getType().getNumElements();
  for (int64_t size : sorted.getShape().drop_back())
    batch *= size;
  return {batch,      sorted.getShape().back(), batch == 0 ? 0 : count / batch,
          getRight(), bytesOf(getIndexType()),  numberOf(sorted.getElementType())};
}
