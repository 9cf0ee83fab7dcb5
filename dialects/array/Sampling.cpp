//===- Sampling.cpp - random numbers that are drawn until they fit --------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Sampling.h"
#include "dialects/array/Expr.h"
#include "dialects/array/Inference.h"
#include "dialects/array/Rules.h"
#include "dialects/array/Special.h"

using namespace mlir;
using namespace covector::array;

#define GET_OP_CLASSES
#include "dialects/array/Sampling.cpp.inc"

//===----------------------------------------------------------------------===//
// Type inference
//===----------------------------------------------------------------------===//

static bool isSingleOrDouble(Type type) { return type.isF32() || type.isF64(); }

COVECTOR_INFER_TYPES(RandomGammaOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  BoolAttr logSpace;
  if (failed(op.checkOperands(3)) || failed(op.attribute("log_space", "a boolean", logSpace)) ||
      failed(op.checkElement("key", op.operand(0), isUI32Element, "array of ui32")) ||
      failed(op.checkElement("key", op.operand(1), isUI32Element, "array of ui32")) ||
      failed(op.checkElement("alpha", op.operand(2), isSingleOrDouble, "array of f32 or f64")))
    return failure();
  ArrayRef<int64_t> shape = op.operand(2).getShape();
  if (op.operand(0).getShape() != shape || op.operand(1).getShape() != shape) // (C1)
    return op.error("keys and alpha must have one shape, got " + text(op.operand(0)) + ", " +
                    text(op.operand(1)) + " and " + text(op.operand(2)));
  types.push_back(op.operand(2));
  return success();
}

/// The key has an axis of two words, and the others are the first of `rest`.
static LogicalResult checkKey(const Inference &op, RankedTensorType rest) {
  if (failed(op.checkElement("key", op.operand(0), isUI32Element, "array of ui32")))
    return failure();
  ArrayRef<int64_t> key = op.operand(0).getShape(), shape = rest.getShape();
  if (key.empty() || key.back() != 2 || key.size() - 1 > shape.size() ||
      key.drop_back() != shape.take_front(key.size() - 1)) // (C1)
    return op.error("the axes of the key but the last, of size 2, must be the first ones of the "
                    "other operands, got " +
                    text(op.operand(0)) + " and " + text(rest));
  return success();
}

COVECTOR_INFER_TYPES(RandomPoissonOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  Type element;
  auto isSingle = [](Type type) { return type.isF32(); };
  if (failed(op.checkOperands(2)) || failed(op.element("element_type", element)) ||
      failed(op.checkElement("rate", op.operand(1), isSingle, "array of f32")) ||
      failed(checkKey(op, op.operand(1))))
    return failure();
  if (!isIntElement(element)) // (C2)
    return op.error("element_type must be an integer type, got " + text(element));
  return op.result(op.operand(1).getShape(), element);
}

COVECTOR_INFER_TYPES(RandomBinomialOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  if (failed(op.checkOperands(3)) ||
      failed(op.checkElement("count", op.operand(1), isSingleOrDouble, "array of f32 or f64")) ||
      failed(checkKey(op, op.operand(1))))
    return failure();
  if (op.operand(1) != op.operand(2)) // (C1)
    return op.error("count and probability must have one type, got " + text(op.operand(1)) +
                    " and " + text(op.operand(2)));
  types.push_back(op.operand(1));
  return success();
}

//===----------------------------------------------------------------------===//
// Derivatives and batching
//===----------------------------------------------------------------------===//

// The random bits stay: x moves with alpha so that P(alpha, x) does not change.
LogicalResult RandomGammaOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                                 SmallVectorImpl<Value> &resultTangents) {
  if (!tangents[2]) {
    resultTangents.push_back(nullptr);
    return success();
  }
  ImplicitLocOpBuilder b(getLoc(), builder);
  Expr dalpha(b, tangents[2]), r(b, getResult());
  if (!getLogSpace()) {
    Value grad = RandomGammaGradOp::create(b, getAlpha(), getResult());
    resultTangents.push_back((dalpha * Expr(b, grad)).value());
    return success();
  }
  // d log x = dx / x, where x is not rounded to zero.
  auto type = cast<FloatType>(getType().getElementType());
  APFloat least = APFloat::getSmallestNormalized(type.getFloatSemantics());
  Value limits = ConstantOp::create(b, DenseElementsAttr::get(getType(), least));
  Value sample = MaxOp::create(b, exp(r).value(), limits);
  Value grad = RandomGammaGradOp::create(b, getAlpha(), sample);
  resultTangents.push_back((dalpha * (Expr(b, grad) / Expr(b, sample))).value());
  return success();
}

LogicalResult RandomPoissonOp::batch(OpBuilder &builder, ArrayRef<BatchedValue> operands,
                                     int64_t size, SmallVectorImpl<BatchedValue> &results) {
  return batchElementwise(*this, builder, operands, size, results);
}
LogicalResult RandomBinomialOp::batch(OpBuilder &builder, ArrayRef<BatchedValue> operands,
                                      int64_t size, SmallVectorImpl<BatchedValue> &results) {
  return batchElementwise(*this, builder, operands, size, results);
}

//===----------------------------------------------------------------------===//
// Functions of the runtime
//===----------------------------------------------------------------------===//

static std::string withBits(const char *name, RankedTensorType type) {
  return std::string(name) + (type.getElementType().isF32() ? "_f32" : "_f64");
}

/// Keys, and elements for each of them.
static SmallVector<int64_t> keysAndElements(RankedTensorType key, RankedTensorType type) {
  int64_t keys = 1;
  for (int64_t size : key.getShape().drop_back())
    keys *= size;
  return {keys, keys == 0 ? 0 : type.getNumElements() / keys};
}

std::string RandomGammaOp::getRuntimeFunction() { return withBits("cv_random_gamma", getType()); }
SmallVector<int64_t> RandomGammaOp::getRuntimeNumbers() {
  return {getType().getNumElements(), getLogSpace()};
}

std::string RandomPoissonOp::getRuntimeFunction() { return "cv_random_poisson"; }
SmallVector<int64_t> RandomPoissonOp::getRuntimeNumbers() {
  SmallVector<int64_t> numbers = keysAndElements(getKey().getType(), getType());
  Type element = getType().getElementType();
  numbers.append({element.getIntOrFloatBitWidth() / 8, isUnsignedElement(element)});
  return numbers;
}

std::string RandomBinomialOp::getRuntimeFunction() {
  return withBits("cv_random_binomial", getType());
}
SmallVector<int64_t> RandomBinomialOp::getRuntimeNumbers() {
  return keysAndElements(getKey().getType(), getType());
}
