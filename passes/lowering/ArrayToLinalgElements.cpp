//===- ArrayToLinalgElements.cpp - elements in storage and computation ----===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// See Note [Elements in storage] in ArrayToLinalg.h.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/ScalarBody.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "passes/lowering/ArrayToLinalg.h"

using namespace mlir;
using namespace covector;
using namespace covector::lowering;

Type lowering::storageType(Type element) {
  if (auto integer = dyn_cast<IntegerType>(element)) {
    unsigned width = std::max(integer.getWidth(), 8u);
    return IntegerType::get(element.getContext(), width);
  }
  if (array::isNarrowFloatElement(element))
    return IntegerType::get(element.getContext(), 8);
  return element;
}

Type lowering::lowerType(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  if (!tensor || !array::isArrayElement(tensor.getElementType()))
    return type;
  return RankedTensorType::get(tensor.getShape(), storageType(tensor.getElementType()));
}

Value lowering::loadElement(ImplicitLocOpBuilder &b, Type element, Value stored) {
  if (element.isInteger(1)) {
    Value zero = arith::ConstantIntOp::create(b, 0, 8);
    return arith::CmpIOp::create(b, arith::CmpIPredicate::ne, stored, zero);
  }
  // An accumulator of f16 is stored as f32 already.
  if (array::isRoundedElement(element) && !stored.getType().isF32()) {
    if (array::isNarrowFloatElement(element))
      return array::scalar::widenNarrow(b, element, stored);
    return arith::ExtFOp::create(b, b.getF32Type(), stored);
  }
  // Integers of less than 8 bits are the low bits of a byte.
  if (array::isNarrowElement(element))
    return b.createOrFold<arith::TruncIOp>(array::computeType(element), stored);
  return stored;
}

Value lowering::storeElement(ImplicitLocOpBuilder &b, Type element, Value computed) {
  // A constant is folded at once.
  if (element.isInteger(1))
    return b.createOrFold<arith::ExtUIOp>(b.getI8Type(), computed);
  if (array::isNarrowFloatElement(element))
    return array::scalar::roundToNarrow(b, element, computed);
  if (array::isRoundedElement(element))
    return b.createOrFold<arith::TruncFOp>(element, computed);
  if (array::isNarrowElement(element))
    return b.createOrFold<arith::ExtUIOp>(b.getI8Type(), computed);
  return computed;
}

Value lowering::elementConstant(ImplicitLocOpBuilder &b, Type element, Attribute value) {
  Type type = array::computeType(element);
  if (auto complexType = dyn_cast<ComplexType>(type)) {
    if (auto number = dyn_cast<complex::NumberAttr>(value)) {
      Type part = complexType.getElementType();
      value = b.getArrayAttr(
          {FloatAttr::get(part, number.getReal()), FloatAttr::get(part, number.getImag())});
    }
    return complex::ConstantOp::create(b, complexType, cast<ArrayAttr>(value));
  }
  if (auto integer = dyn_cast<IntegerAttr>(value))
    return arith::ConstantOp::create(b, b.getIntegerAttr(type, integer.getValue()));
  APFloat number = cast<FloatAttr>(value).getValue();
  bool losesInfo;
  number.convert(cast<FloatType>(type).getFloatSemantics(), APFloat::rmNearestTiesToEven,
                 &losesInfo);
  return arith::ConstantOp::create(b, FloatAttr::get(type, number));
}

Value lowering::zeroElement(ImplicitLocOpBuilder &b, Type element) {
  Type type = array::computeType(element);
  if (auto complexType = dyn_cast<ComplexType>(type)) {
    Attribute zero = b.getZeroAttr(complexType.getElementType());
    return complex::ConstantOp::create(b, complexType, b.getArrayAttr({zero, zero}));
  }
  return arith::ConstantOp::create(b, cast<TypedAttr>(b.getZeroAttr(type)));
}

bool lowering::isOneElement(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor && array::isArrayElement(tensor.getElementType()) && tensor.hasStaticShape() &&
         tensor.getNumElements() == 1;
}

Attribute lowering::splatElement(array::ConstantOp op) {
  auto dense = dyn_cast<DenseElementsAttr>(op.getValue());
  if (!dense || dense.getNumElements() == 0 || !dense.isSplat())
    return nullptr;
  return dense.getSplatValue<Attribute>();
}

Value lowering::elementFromIndex(ImplicitLocOpBuilder &b, Type element, Value index,
                                 int64_t bound) {
  Type type = array::computeType(element);
  if (type.isInteger() && type.getIntOrFloatBitWidth() < 8)
    return arith::TruncIOp::create(b, type, arith::IndexCastOp::create(b, b.getI32Type(), index));
  if (isa<IntegerType>(type))
    return arith::IndexCastOp::create(b, type, index);
  // Conversions from 32 bits are the ones that vectorise everywhere.
  Type integer = bound <= (int64_t(1) << 31) ? b.getI32Type() : b.getI64Type();
  Value number = arith::IndexCastOp::create(b, integer, index);
  if (auto complexType = dyn_cast<ComplexType>(type)) {
    Type part = complexType.getElementType();
    Value zero = arith::ConstantOp::create(b, cast<TypedAttr>(b.getZeroAttr(part)));
    return complex::CreateOp::create(b, complexType, arith::SIToFPOp::create(b, part, number),
                                     zero);
  }
  number = arith::SIToFPOp::create(b, type, number);
  // Not every index is a number of the narrow types.
  return array::isRoundedElement(element)
             ? loadElement(b, element, storeElement(b, element, number))
             : number;
}
