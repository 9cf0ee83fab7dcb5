//===- Elementwise.cpp - types and longer rules of elementwise operations -===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the records in Elementwise.td do not say as text. Folds are in
// ElementwiseFolds.cpp.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Inference.h"
#include "dialects/array/Rules.h"

using namespace mlir;
using namespace covector::array;

//===----------------------------------------------------------------------===//
// Type inference
//===----------------------------------------------------------------------===//

COVECTOR_INFER_TYPES(AbsOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  if (failed(op.checkOperands(1)) ||
      failed(op.checkElement("operand", op.operand(0), isNumberElement,
                             "integer, floating-point or complex array")))
    return failure();
  Type element = op.operand(0).getElementType();
  if (auto complex = dyn_cast<ComplexType>(element))
    element = complex.getElementType();
  return op.result(op.operand(0).getShape(), element);
}

COVECTOR_INFER_TYPES(IntegerPowOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  int64_t exponent;
  if (failed(op.checkOperands(1)) || failed(op.integer("exponent", exponent)) ||
      failed(op.checkElement("operand", op.operand(0), isNumberElement,
                             "integer, floating-point or complex array")))
    return failure();
  if (exponent < 0 && isIntElement(op.operand(0).getElementType())) // (C1)
    return op.error("a negative exponent needs a floating-point or complex array, got exponent " +
                    Twine(exponent) + " for " + text(op.operand(0)));
  types.push_back(op.operand(0));
  return success();
}

COVECTOR_INFER_TYPES(CompareOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  ComparisonDirectionAttr direction;
  if (failed(op.checkOperands(2)) ||
      failed(op.attribute("direction", "a comparison direction", direction)))
    return failure();
  RankedTensorType x = op.operand(0), y = op.operand(1);
  if (x != y)
    return op.error("operands must have one type, got " + text(x) + " and " + text(y));
  return op.result(x.getShape(), IntegerType::get(x.getContext(), 1));
}

COVECTOR_INFER_TYPES(SelectOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  if (failed(op.checkOperands(3)) ||
      failed(op.checkElement("predicate", op.operand(0), isBoolElement, "boolean array")))
    return failure();
  RankedTensorType predicate = op.operand(0), onTrue = op.operand(1), onFalse = op.operand(2);
  if (onTrue != onFalse)
    return op.error("choices must have one type, got " + text(onTrue) + " and " + text(onFalse));
  if (predicate.getShape() != onTrue.getShape())
    return op.error("predicate must have the shape of the choices, got " + text(predicate) +
                    " and " + text(onTrue));
  types.push_back(onTrue);
  return success();
}

COVECTOR_INFER_TYPES(IsFiniteOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  if (failed(op.checkOperands(1)) ||
      failed(op.checkElement("operand", op.operand(0), isFloatElement, "floating-point array")))
    return failure();
  RankedTensorType x = op.operand(0);
  return op.result(x.getShape(), IntegerType::get(x.getContext(), 1));
}

COVECTOR_INFER_TYPES(ReducePrecisionOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  int64_t exponentBits, mantissaBits;
  if (failed(op.checkOperands(1)) || failed(op.integer("exponent_bits", exponentBits)) ||
      failed(op.integer("mantissa_bits", mantissaBits)) ||
      failed(op.checkElement("operand", op.operand(0), isFloatElement, "floating-point array")))
    return failure();
  if (exponentBits < 1) // (C1)
    return op.error("exponent_bits must be positive, got " + Twine(exponentBits));
  if (mantissaBits < 0) // (C2)
    return op.error("mantissa_bits must not be negative, got " + Twine(mantissaBits));
  types.push_back(op.operand(0));
  return success();
}

COVECTOR_INFER_TYPES(GcdOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  if (failed(op.checkOperands(2)) ||
      failed(op.checkElement("operand", op.operand(0), isIntElement, "integer array")))
    return failure();
  RankedTensorType x = op.operand(0), y = op.operand(1);
  if (x != y)
    return op.error("operands must have one type, got " + text(x) + " and " + text(y));
  types.push_back(x);
  return success();
}

COVECTOR_INFER_TYPES(ConvertOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  Type element;
  if (failed(op.checkOperands(1)) || failed(op.element("element_type", element)))
    return failure();
  return op.result(op.operand(0).getShape(), element);
}

COVECTOR_INFER_TYPES(BitcastOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  Type to;
  if (failed(op.checkOperands(1)) || failed(op.element("element_type", to)))
    return failure();
  Type from = op.operand(0).getElementType();
  if (isComplexElement(from) || isComplexElement(to))
    return op.error("the bits of complex numbers cannot be read as another type, got " +
                    text(op.operand(0)) + " and " + text(to));
  if (from.getIntOrFloatBitWidth() != to.getIntOrFloatBitWidth()) // (C1)
    return op.error("element_type must have the width of the operand's elements, got " +
                    text(op.operand(0)) + " and " + text(to));
  return op.result(op.operand(0).getShape(), to);
}

static LogicalResult inferComplexPart(const Inference &op) {
  if (failed(op.checkOperands(1)) ||
      failed(op.checkElement("operand", op.operand(0), isComplexElement, "complex array")))
    return failure();
  Type part = cast<ComplexType>(op.operand(0).getElementType()).getElementType();
  return op.result(op.operand(0).getShape(), part);
}

COVECTOR_INFER_TYPES(RealOp) {
  return inferComplexPart({location, getOperationName(), operands, attributes, types});
}
COVECTOR_INFER_TYPES(ImagOp) {
  return inferComplexPart({location, getOperationName(), operands, attributes, types});
}

COVECTOR_INFER_TYPES(ComplexOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  if (failed(op.checkOperands(2)))
    return failure();
  RankedTensorType x = op.operand(0), y = op.operand(1);
  if (x != y)
    return op.error("operands must have one type, got " + text(x) + " and " + text(y));
  if (!isa<Float32Type, Float64Type>(x.getElementType())) // (C1)
    return op.error("operands must be f32 or f64 arrays, got " + text(x));
  return op.result(x.getShape(), ComplexType::get(x.getElementType()));
}

//===----------------------------------------------------------------------===//
// Derivatives
//===----------------------------------------------------------------------===//

LogicalResult SelectOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                            SmallVectorImpl<Value> &resultTangents) {
  Value onTrue = tangents[1], onFalse = tangents[2], tangent;
  if (onTrue || onFalse) {
    if (!onTrue)
      onTrue = zeros(builder, getLoc(), getOnTrue().getType());
    if (!onFalse)
      onFalse = zeros(builder, getLoc(), getOnFalse().getType());
    tangent = SelectOp::create(builder, getLoc(), getPredicate(), onTrue, onFalse);
  }
  resultTangents.push_back(tangent);
  return success();
}

LogicalResult SelectOp::transpose(OpBuilder &builder, ArrayRef<Value> cotangents,
                                  ArrayRef<bool> linear,
                                  SmallVectorImpl<Value> &operandCotangents) {
  operandCotangents.assign(3, Value());
  if (linear[0])
    return emitNotLinear(*this, 0);
  Value ct = cotangents[0];
  if (!ct)
    return success();
  Value zero = zeros(builder, getLoc(), ct.getType());
  if (linear[1])
    operandCotangents[1] = SelectOp::create(builder, getLoc(), getPredicate(), ct, zero);
  if (linear[2])
    operandCotangents[2] = SelectOp::create(builder, getLoc(), getPredicate(), zero, ct);
  return success();
}

LogicalResult ClampOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                           SmallVectorImpl<Value> &resultTangents) {
  ImplicitLocOpBuilder b(getLoc(), builder);
  Expr low(b, getMin()), x(b, getX()), high(b, getMax());
  // Of the operand strictly between the limits, of a limit beyond which it lies.
  Expr above = compare(ComparisonDirection::GT, x, low);
  Expr below = compare(ComparisonDirection::LT, x, high);
  Expr inside(b, AndOp::create(b, above.value(), below.value()));
  Expr isLow = compare(ComparisonDirection::GT, low, x);
  Expr isHigh = compare(ComparisonDirection::LT, high, x);
  const Expr where[] = {isLow, inside, isHigh};
  Value sum;
  for (int i = 0; i < 3; ++i)
    if (tangents[i]) {
      Expr dx(b, tangents[i]);
      sum = addTangents(b, sum, select(where[i], dx, Expr::like(dx, 0.0)).value());
    }
  resultTangents.push_back(sum);
  return success();
}

LogicalResult ReducePrecisionOp::transpose(OpBuilder &builder, ArrayRef<Value> cotangents,
                                           ArrayRef<bool>,
                                           SmallVectorImpl<Value> &operandCotangents) {
  // Taken for linear, as its tangent is.
  Value ct = cotangents[0];
  if (ct)
    ct = ReducePrecisionOp::create(builder, getLoc(), ct, getExponentBits(), getMantissaBits());
  operandCotangents.push_back(ct);
  return success();
}

LogicalResult ConvertOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                             SmallVectorImpl<Value> &resultTangents) {
  // Integers and booleans have no tangents.
  if (!tangents[0] || !isDifferentiable(getType())) {
    resultTangents.push_back(nullptr);
    return success();
  }
  resultTangents.push_back(ConvertOp::create(builder, getLoc(), tangents[0], getElementType()));
  return success();
}

LogicalResult ConvertOp::transpose(OpBuilder &builder, ArrayRef<Value> cotangents,
                                   ArrayRef<bool> linear,
                                   SmallVectorImpl<Value> &operandCotangents) {
  if (!isDifferentiable(getX().getType()) || !isDifferentiable(getType()))
    return emitNotLinear(*this, 0);
  // Real to complex embeds, complex to real takes the real part: they are each
  // other's transpose, as the conversion back is in the other cases.
  Value ct = cotangents[0];
  if (ct)
    ct = ConvertOp::create(builder, getLoc(), ct, getX().getType().getElementType());
  operandCotangents.push_back(ct);
  return success();
}

//===----------------------------------------------------------------------===//
// Functions of the runtime
//===----------------------------------------------------------------------===//

std::string GcdOp::getRuntimeFunction() {
  Type element = getType().getElementType();
  return ((isUnsignedElement(element) ? "cv_gcd_u" : "cv_gcd_i") +
          Twine(element.getIntOrFloatBitWidth()))
      .str();
}

SmallVector<int64_t> GcdOp::getRuntimeNumbers() { return {getType().getNumElements()}; }
