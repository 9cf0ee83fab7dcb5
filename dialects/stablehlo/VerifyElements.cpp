//===- VerifyElements.cpp - verifiers of elementwise and shape operations -===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/stablehlo/Verify.h"

using namespace mlir;
using namespace covector::stablehlo;

//===----------------------------------------------------------------------===//
// Elementwise
//===----------------------------------------------------------------------===//

/// The type of the real numbers of `type`.
static RankedTensorType realOf(RankedTensorType type) {
  auto element = dyn_cast<ComplexType>(type.getElementType());
  return element ? type.clone(element.getElementType()) : type;
}

LogicalResult AbsOp::verify() {
  return checkType(*this, "the result", getType(), realOf(arrayType(getOperand())));
}

LogicalResult RealOp::verify() {
  return checkType(*this, "the result", getType(), realOf(arrayType(getOperand())));
}

LogicalResult ImagOp::verify() {
  return checkType(*this, "the result", getType(), realOf(arrayType(getOperand())));
}

LogicalResult ComplexOp::verify() {
  if (failed(checkType(*this, "the imaginary part", getRhs().getType(), getLhs().getType())))
    return failure();
  RankedTensorType type = arrayType(getLhs());
  return checkType(*this, "the result", getType(),
                   type.clone(ComplexType::get(type.getElementType())));
}

LogicalResult CompareOp::verify() {
  if (failed(checkType(*this, "the second operand", getRhs().getType(), getLhs().getType())))
    return failure();
  Builder b(getContext());
  return checkType(*this, "the result", getType(), arrayType(getLhs()).clone(b.getI1Type()));
}

LogicalResult SelectOp::verify() {
  if (failed(
          checkType(*this, "the third operand", getOnFalse().getType(), getOnTrue().getType())) ||
      failed(checkType(*this, "the result", getType(), getOnTrue().getType())))
    return failure();
  Type boolean = IntegerType::get(getContext(), 1);
  if (arrayType(getPred()) == RankedTensorType::get({}, boolean))
    return success();
  return checkType(*this, "the predicate", getPred().getType(),
                   arrayType(getOnTrue()).clone(boolean));
}

LogicalResult ClampOp::verify() {
  if (failed(checkType(*this, "the result", getType(), getOperand().getType())))
    return failure();
  RankedTensorType type = arrayType(getOperand());
  for (Value bound : {getMin(), getMax()})
    if (arrayType(bound) != RankedTensorType::get({}, type.getElementType()) &&
        failed(checkType(*this, "a bound", bound.getType(), type)))
      return failure();
  return success();
}

LogicalResult BitcastConvertOp::verify() {
  RankedTensorType from = arrayType(getOperand()), to = cast<RankedTensorType>(getType());
  auto bits = [](RankedTensorType type) {
    Type element = type.getElementType();
    if (auto number = dyn_cast<ComplexType>(element))
      return 2 * number.getElementType().getIntOrFloatBitWidth();
    return element.getIntOrFloatBitWidth();
  };
  // A last axis holds the smaller elements of which the larger ones consist.
  SmallVector<int64_t> expected(from.getShape());
  if (bits(from) > bits(to))
    expected.push_back(bits(from) / bits(to));
  else if (bits(from) < bits(to)) {
    if (expected.empty() || expected.back() != bits(to) / bits(from))
      return emitOpError() << "the last axis of the operand must have " << bits(to) / bits(from)
                           << " elements, got " << from;
    expected.pop_back();
  }
  return checkType(*this, "the result", to, RankedTensorType::get(expected, to.getElementType()));
}

//===----------------------------------------------------------------------===//
// Shape
//===----------------------------------------------------------------------===//

LogicalResult ConstantOp::verify() {
  return checkType(*this, "the result", getType(), getValue().getType());
}

LogicalResult IotaOp::verify() {
  return checkAxes(*this, "iota_dimension", {int64_t(getIotaDimension())},
                   cast<RankedTensorType>(getType()).getRank());
}

LogicalResult BroadcastInDimOp::verify() {
  RankedTensorType from = arrayType(getOperand()), to = cast<RankedTensorType>(getType());
  ArrayRef<int64_t> axes = getBroadcastDimensions();
  if (failed(checkLength(*this, "dims", axes.size(), from.getRank())) ||
      failed(checkAxes(*this, "dims", axes, to.getRank())) ||
      failed(
          checkType(*this, "an element of the result", to.getElementType(), from.getElementType())))
    return failure();
  for (auto [i, axis] : llvm::enumerate(axes))
    if (from.getDimSize(i) != 1 && from.getDimSize(i) != to.getDimSize(axis))
      return emitOpError() << "axis " << i << " of the operand must have 1 or "
                           << to.getDimSize(axis) << " elements, got " << from.getDimSize(i);
  return success();
}

LogicalResult ReshapeOp::verify() {
  RankedTensorType from = arrayType(getOperand()), to = cast<RankedTensorType>(getType());
  if (from.getNumElements() != to.getNumElements())
    return emitOpError() << "the result must have " << from.getNumElements() << " elements, got "
                         << to;
  return checkType(*this, "an element of the result", to.getElementType(), from.getElementType());
}

LogicalResult TransposeOp::verify() {
  RankedTensorType from = arrayType(getOperand());
  if (failed(checkLength(*this, "dims", getPermutation().size(), from.getRank())) ||
      failed(checkAxes(*this, "dims", getPermutation(), from.getRank())))
    return failure();
  SmallVector<int64_t> shape;
  for (int64_t axis : getPermutation())
    shape.push_back(from.getDimSize(axis));
  return checkType(*this, "the result", getType(),
                   RankedTensorType::get(shape, from.getElementType()));
}

LogicalResult ReverseOp::verify() {
  if (failed(checkAxes(*this, "dims", getDimensions(), arrayType(getOperand()).getRank())))
    return failure();
  return checkType(*this, "the result", getType(), getOperand().getType());
}

LogicalResult SliceOp::verify() {
  RankedTensorType from = arrayType(getOperand());
  ArrayRef<int64_t> starts = getStartIndices(), limits = getLimitIndices(), strides = getStrides();
  SmallVector<int64_t> shape;
  for (size_t length : {starts.size(), limits.size(), strides.size()})
    if (failed(checkLength(*this, "the ranges", length, from.getRank())))
      return failure();
  for (int64_t i = 0; i < from.getRank(); ++i) {
    if (starts[i] < 0 || starts[i] > limits[i] || limits[i] > from.getDimSize(i) || strides[i] < 1)
      return emitOpError() << "range " << starts[i] << ":" << limits[i] << ":" << strides[i]
                           << " is none of an axis of " << from.getDimSize(i) << " elements";
    shape.push_back(llvm::divideCeil(limits[i] - starts[i], strides[i]));
  }
  return checkType(*this, "the result", getType(),
                   RankedTensorType::get(shape, from.getElementType()));
}

LogicalResult PadOp::verify() {
  RankedTensorType from = arrayType(getOperand());
  ArrayRef<int64_t> low = getEdgePaddingLow(), high = getEdgePaddingHigh();
  ArrayRef<int64_t> interior = getInteriorPadding();
  if (failed(checkType(*this, "the padding value", getPaddingValue().getType(),
                       RankedTensorType::get({}, from.getElementType()))))
    return failure();
  SmallVector<int64_t> shape;
  for (size_t length : {low.size(), high.size(), interior.size()})
    if (failed(checkLength(*this, "the padding", length, from.getRank())))
      return failure();
  for (int64_t i = 0; i < from.getRank(); ++i) {
    int64_t length = from.getDimSize(i);
    if (interior[i] < 0)
      return emitOpError() << "interior padding must not be negative, got " << interior[i];
    shape.push_back(low[i] + length + std::max<int64_t>(length - 1, 0) * interior[i] + high[i]);
  }
  return checkType(*this, "the result", getType(),
                   RankedTensorType::get(shape, from.getElementType()));
}

LogicalResult ConcatenateOp::verify() {
  if (getInputs().empty())
    return emitOpError("must have an operand");
  RankedTensorType first = arrayType(getInputs()[0]);
  int64_t axis = getDimension();
  if (failed(checkAxes(*this, "dim", {axis}, first.getRank())))
    return failure();
  SmallVector<int64_t> shape(first.getShape());
  shape[axis] = 0;
  for (Value input : getInputs()) {
    SmallVector<int64_t> expected(first.getShape());
    RankedTensorType type = arrayType(input);
    if (type.getRank() == first.getRank())
      expected[axis] = type.getDimSize(axis);
    if (failed(checkType(*this, "an operand", type,
                         RankedTensorType::get(expected, first.getElementType()))))
      return failure();
    shape[axis] += type.getDimSize(axis);
  }
  return checkType(*this, "the result", getType(),
                   RankedTensorType::get(shape, first.getElementType()));
}

//===----------------------------------------------------------------------===//
// The text of constants
//===----------------------------------------------------------------------===//

void ConstantOp::getAsmResultNames(OpAsmSetValueNameFn setName) {
  setName(getResult(), isa<IntegerType>(getElementTypeOrSelf(getType())) ? "c" : "cst");
}

OpFoldResult ConstantOp::fold(FoldAdaptor) { return getValue(); }

void ConstantOp::print(OpAsmPrinter &printer) {
  printer.printOptionalAttrDict((*this)->getAttrs(), {"value"});
  printer << ' ';
  printer.printStrippedAttrOrType(getValueAttr());
}

ParseResult ConstantOp::parse(OpAsmParser &parser, OperationState &result) {
  ElementsAttr value;
  if (parser.parseOptionalAttrDict(result.attributes) ||
      parser.parseAttribute(value, "value", result.attributes))
    return failure();
  result.addTypes(value.getType());
  return success();
}
