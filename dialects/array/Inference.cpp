//===- Inference.cpp - checked access to operands and attributes ---------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Inference.h"
#include "mlir/IR/Diagnostics.h"

using namespace mlir;

namespace covector::array {

std::string text(Type type) {
  std::string result;
  llvm::raw_string_ostream(result) << type;
  return result;
}

std::string text(ArrayRef<int64_t> list) {
  std::string result;
  llvm::raw_string_ostream stream(result);
  stream << "[";
  llvm::interleaveComma(list, stream);
  stream << "]";
  return result;
}

LogicalResult inferError(MaybeLocation location, StringRef name, const Twine &message) {
  return emitOptionalError(location, name, ": ", message);
}

LogicalResult checkAxes(MaybeLocation location, StringRef name, StringRef what,
                        ArrayRef<int64_t> axes, int64_t rank) {
  for (auto [i, axis] : llvm::enumerate(axes)) {
    if (axis < 0 || axis >= rank)
      return inferError(location, name,
                        Twine(what) + " must be axes of an array of rank " + Twine(rank) +
                            ", got " + text(axes));
    // Ranks are small; the list is seldom longer than four.
    if (llvm::is_contained(axes.take_front(i), axis))
      return inferError(location, name, Twine(what) + " must be distinct, got " + text(axes));
  }
  return success();
}

LogicalResult Inference::checkOperands(unsigned count) const {
  if (operands.size() != count)
    return error("expected " + Twine(count) + (count == 1 ? " operand" : " operands") + ", got " +
                 Twine(operands.size()));
  for (Value operand : operands)
    if (!operand || !isArrayTensor(operand.getType()))
      return error("operands must be arrays (tensors of static shape of booleans, integers, floats "
                   "or complex numbers), got " +
                   (operand ? text(operand.getType()) : std::string("none")));
  return success();
}

LogicalResult Inference::checkElement(StringRef what, Type type, bool (*predicate)(Type),
                                      StringRef expected) const {
  if (predicate(getElementTypeOrSelf(type)))
    return success();
  if (what == "operands")
    return error("operands must be " + Twine(expected) + "s, got " + text(type));
  bool startsWithVowel = StringRef("aeiou").contains(expected.front());
  return error(Twine(what) + " must be " + (startsWithVowel ? "an " : "a ") + expected + ", got " +
               text(type));
}

LogicalResult Inference::checkAxis(StringRef what, int64_t axis, int64_t rank) const {
  if (axis >= 0 && axis < rank)
    return success();
  return error(Twine(what) + " must be an axis of an array of rank " + Twine(rank) + ", got " +
               Twine(axis));
}

LogicalResult Inference::wrongAttribute(StringRef attribute, StringRef expected) const {
  Attribute value = lookup(attribute);
  std::string got = "none";
  if (value) {
    got.clear();
    llvm::raw_string_ostream(got) << value;
  }
  return error("attribute " + Twine(attribute) + " must be " + expected + ", got " + got);
}

LogicalResult Inference::integers(StringRef attribute, ArrayRef<int64_t> &result) const {
  auto array = dyn_cast_or_null<DenseI64ArrayAttr>(lookup(attribute));
  if (!array)
    return wrongAttribute(attribute, "a list of 64-bit integers");
  result = array.asArrayRef();
  return success();
}

LogicalResult Inference::integer(StringRef attribute, int64_t &result) const {
  auto integer = dyn_cast_or_null<IntegerAttr>(lookup(attribute));
  if (!integer || !integer.getType().isSignlessInteger(64))
    return wrongAttribute(attribute, "a 64-bit integer");
  result = integer.getInt();
  return success();
}

LogicalResult Inference::element(StringRef attribute, Type &result) const {
  auto type = dyn_cast_or_null<TypeAttr>(lookup(attribute));
  if (!type || !isArrayElement(type.getValue()))
    return wrongAttribute(attribute, "an element type of arrays");
  result = type.getValue();
  return success();
}

LogicalResult Inference::result(ArrayRef<int64_t> shape, Type element) const {
  if (!isArrayShape(shape))
    return error("result's shape " + text(shape) + " is negative or too large");
  types.push_back(RankedTensorType::get(shape, element));
  return success();
}

LogicalResult inferElementwise(MaybeLocation location, StringRef name, ValueRange operands,
                               unsigned count, bool (*predicate)(Type), StringRef expected,
                               SmallVectorImpl<Type> &types) {
  Inference op(location, name, operands, {}, types);
  if (failed(op.checkOperands(count)))
    return failure();
  RankedTensorType type = op.operand(0);
  for (Value other : operands.drop_front())
    if (other.getType() != type)
      return op.error("operands must have one type, got " + text(type) + " and " +
                      text(other.getType()));
  if (failed(op.checkElement(count == 1 ? "operand" : "operands", type, predicate, expected)))
    return failure();
  types.push_back(type);
  return success();
}

} // namespace covector::array
