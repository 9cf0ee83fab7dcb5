//===- Array.h - the array dialect ------------------------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_DIALECTS_ARRAY_ARRAY_H
#define COVECTOR_DIALECTS_ARRAY_ARRAY_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

namespace covector::array {

/// A value of a batched function: with the batch axis in front if `mapped`,
/// otherwise the same for all lanes.
struct BatchedValue {
  mlir::Value value;
  bool mapped = false;
};

/// A set of elements of a function's inputs, by its number in a ColumnSets
/// (Dependence.h). 0 is the empty set.
using ColumnSet = uint32_t;
/// For every element of a value, in row-major order, the elements of the inputs
/// that it may vary with; empty where none of them varies.
using Dependence = std::vector<ColumnSet>;
class DependenceContext;

/// Element types of arrays: i1, i8 to i64 (signed), ui8 to ui64, f16, bf16,
/// f32, f64, complex<f32>, complex<f64>, and the narrow ones: i2, i4, ui2, ui4 and
/// the floats of 4 to 8 bits. Floats and integers count the narrow ones too.
bool isArrayElement(mlir::Type type);
bool isBoolElement(mlir::Type type);
bool isIntElement(mlir::Type type);
bool isIntOrBoolElement(mlir::Type type);
bool isUI32Element(mlir::Type type);
bool isFloatElement(mlir::Type type);
bool isComplexElement(mlir::Type type);
bool isInexactElement(mlir::Type type);
bool isNumberElement(mlir::Type type);
bool isRealElement(mlir::Type type);
bool isRealNumberElement(mlir::Type type);
/// Floats and integers of less than 16 bits and 8 bits that no machine computes
/// with: they have a byte each.
bool isNarrowElement(mlir::Type type);
bool isNarrowFloatElement(mlir::Type type);
/// Floats that are computed in f32 and rounded: f16, bf16 and the narrow ones.
bool isRoundedElement(mlir::Type type);
/// Whether the integer or boolean element type is compared and converted as
/// an unsigned one.
bool isUnsignedElement(mlir::Type type);

/// No size is negative, and the size of an array of this shape in bytes can be
/// represented.
bool isArrayShape(llvm::ArrayRef<int64_t> shape);

/// A ranked tensor of static shape whose elements are array elements.
bool isArrayTensor(mlir::Type type);

/// The type of `type`'s shape with elements of type `element`.
mlir::RankedTensorType withElement(mlir::Type type, mlir::Type element);

/// The array type `type` with an axis of `size` in front.
mlir::RankedTensorType withLeadingAxis(mlir::Type type, int64_t size);

/// Whether derivatives with respect to a value of this type exist.
bool isDifferentiable(mlir::Type type);

} // namespace covector::array

#include "dialects/array/ArrayEnums.h.inc"

#define GET_ATTRDEF_CLASSES
#include "dialects/array/ArrayAttributes.h.inc"

#include "dialects/array/ArrayDialect.h.inc"
#include "dialects/array/ArrayInterfaces.h.inc"

#define GET_OP_CLASSES
#include "dialects/array/Elementwise.h.inc"
#define GET_OP_CLASSES
#include "dialects/array/Shape.h.inc"
#define GET_OP_CLASSES
#include "dialects/array/Reduction.h.inc"
#define GET_OP_CLASSES
#include "dialects/array/Contraction.h.inc"
#define GET_OP_CLASSES
#include "dialects/array/Indexing.h.inc"
#define GET_OP_CLASSES
#include "dialects/array/Random.h.inc"
#define GET_OP_CLASSES
#include "dialects/array/Transform.h.inc"

#endif // COVECTOR_DIALECTS_ARRAY_ARRAY_H
