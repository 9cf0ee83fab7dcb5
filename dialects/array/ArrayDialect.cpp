//===- ArrayDialect.cpp - the dialect, its types and attributes ----------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Array.h"
#include "dialects/array/Calls.h"
#include "dialects/array/Collective.h"
#include "dialects/array/ControlFlow.h"
#include "dialects/array/Convolution.h"
#include "dialects/array/Cumulative.h"
#include "dialects/array/Custom.h"
#include "dialects/array/Fourier.h"
#include "dialects/array/Inference.h"
#include "dialects/array/LinearAlgebra.h"
#include "dialects/array/Rules.h"
#include "dialects/array/Sampling.h"
#include "dialects/array/ScalarBody.h"
#include "dialects/array/Sorting.h"
#include "dialects/array/Special.h"
#include "dialects/array/Window.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace covector::array;

#include "dialects/array/ArrayDialect.cpp.inc"
#include "dialects/array/ArrayEnums.cpp.inc"
#include "dialects/array/ArrayInterfaces.cpp.inc"
#define GET_ATTRDEF_CLASSES
#include "dialects/array/ArrayAttributes.cpp.inc"
#define GET_OP_CLASSES
#include "dialects/array/Contraction.cpp.inc"
#define GET_OP_CLASSES
#include "dialects/array/Elementwise.cpp.inc"
#define GET_OP_CLASSES
#include "dialects/array/Indexing.cpp.inc"
#define GET_OP_CLASSES
#include "dialects/array/Random.cpp.inc"
#define GET_OP_CLASSES
#include "dialects/array/Reduction.cpp.inc"
#define GET_OP_CLASSES
#include "dialects/array/Shape.cpp.inc"
#define GET_OP_CLASSES
#include "dialects/array/Transform.cpp.inc"

//===----------------------------------------------------------------------===//
// Dialect
//===----------------------------------------------------------------------===//

void ArrayDialect::initialize() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "dialects/array/ArrayAttributes.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/array/Calls.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/array/Contraction.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/array/Collective.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/array/ControlFlow.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/array/Convolution.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/array/Cumulative.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/array/Custom.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/array/Elementwise.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/array/Fourier.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/array/Indexing.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/array/LinearAlgebra.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/array/Random.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/array/Reduction.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/array/Sampling.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/array/Shape.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/array/Sorting.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/array/Special.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/array/Transform.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/array/Window.cpp.inc"
      >();
}

Operation *ArrayDialect::materializeConstant(OpBuilder &builder, Attribute value, Type type,
                                             Location loc) {
  auto elements = dyn_cast<ElementsAttr>(value);
  if (!elements || elements.getType() != type || !isArrayTensor(type))
    return nullptr;
  return ConstantOp::create(builder, loc, elements);
}

//===----------------------------------------------------------------------===//
// Element types
//===----------------------------------------------------------------------===//

namespace covector::array {

bool isBoolElement(Type type) { return type.isSignlessInteger(1); }

bool isIntElement(Type type) {
  auto integer = dyn_cast<IntegerType>(type);
  if (!integer || integer.isSigned())
    return false;
  unsigned width = integer.getWidth();
  return llvm::isPowerOf2_32(width) && width >= 2 && width <= 64;
}

bool isIntOrBoolElement(Type type) { return isBoolElement(type) || isIntElement(type); }
bool isUI32Element(Type type) { return type.isUnsignedInteger(32); }
bool isNarrowFloatElement(Type type) {
  return isa<Float4E2M1FNType, Float6E2M3FNType, Float6E3M2FNType, Float8E3M4Type, Float8E4M3Type,
             Float8E4M3B11FNUZType, Float8E4M3FNType, Float8E4M3FNUZType, Float8E5M2Type,
             Float8E5M2FNUZType, Float8E8M0FNUType>(type);
}

bool isNarrowElement(Type type) {
  return isNarrowFloatElement(type) ||
         (isIntElement(type) && cast<IntegerType>(type).getWidth() < 8);
}

bool isRoundedElement(Type type) {
  return isa<Float16Type, BFloat16Type>(type) || isNarrowFloatElement(type);
}

bool isFloatElement(Type type) {
  return isa<Float32Type, Float64Type>(type) || isRoundedElement(type);
}

bool isComplexElement(Type type) {
  auto complex = dyn_cast<ComplexType>(type);
  return complex && isa<Float32Type, Float64Type>(complex.getElementType());
}

bool isInexactElement(Type type) { return isFloatElement(type) || isComplexElement(type); }
bool isNumberElement(Type type) { return isInexactElement(type) || isIntElement(type); }
bool isRealNumberElement(Type type) { return isFloatElement(type) || isIntElement(type); }
bool isRealElement(Type type) { return isFloatElement(type) || isIntOrBoolElement(type); }
bool isArrayElement(Type type) { return isInexactElement(type) || isIntOrBoolElement(type); }

bool isUnsignedElement(Type type) {
  return isBoolElement(type) || (isIntElement(type) && type.isUnsignedInteger());
}

bool isArrayShape(ArrayRef<int64_t> shape) {
  // An array's size in bytes (an element has at most 16) is an int64_t.
  int64_t bytes = 16;
  for (int64_t size : shape) {
    if (size < 0)
      return false;
    // The axes after one of size 0 count too: strides are products of sizes.
    if (llvm::MulOverflow(bytes, size == 0 ? int64_t(1) : size, bytes))
      return false;
  }
  return true;
}

bool isArrayTensor(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor && !tensor.getEncoding() && isArrayElement(tensor.getElementType()) &&
         isArrayShape(tensor.getShape());
}

RankedTensorType withElement(Type type, Type element) {
  return RankedTensorType::get(cast<RankedTensorType>(type).getShape(), element);
}

RankedTensorType withLeadingAxis(Type type, int64_t size) {
  auto tensor = cast<RankedTensorType>(type);
  SmallVector<int64_t> shape = {size};
  llvm::append_range(shape, tensor.getShape());
  return RankedTensorType::get(shape, tensor.getElementType());
}

bool isDifferentiable(Type type) { return isInexactElement(getElementTypeOrSelf(type)); }

} // namespace covector::array
