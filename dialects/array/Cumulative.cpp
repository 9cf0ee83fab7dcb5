//===- Cumulative.cpp - every element from those before it ----------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Cumulative.h"
#include "dialects/array/Inference.h"
#include "dialects/array/Rules.h"

using namespace mlir;
using namespace covector::array;

//===----------------------------------------------------------------------===//
// What all scans share
//===----------------------------------------------------------------------===//

static LogicalResult inferCumulative(MaybeLocation location, StringRef name, ValueRange operands,
                                     DictionaryAttr attributes, unsigned count,
                                     bool (*predicate)(Type), StringRef expected,
                                     SmallVectorImpl<Type> &types) {
  Inference op(location, name, operands, attributes, types);
  int64_t axis;
  BoolAttr reverse;
  if (failed(op.checkOperands(count)) || failed(op.integer("axis", axis)) ||
      failed(op.attribute("reverse", "a boolean", reverse)) ||
      failed(op.checkAxis("axis", axis, op.operand(0).getRank()))) // (C1)
    return failure();
  return inferElementwise(location, name, operands, count, predicate, expected, types); // (C2)
}

static LogicalResult batchCumulative(Operation *op, OpBuilder &builder,
                                     ArrayRef<BatchedValue> operands, int64_t size,
                                     SmallVectorImpl<BatchedValue> &results) {
  SmallVector<Value> batched;
  for (BatchedValue operand : operands)
    batched.push_back(materializeBatch(builder, op->getLoc(), operand, size));
  int64_t axis = op->getAttrOfType<IntegerAttr>("axis").getInt();
  NamedAttribute change(builder.getStringAttr("axis"), builder.getI64IntegerAttr(axis + 1));
  return batchWithChanges(op, builder, batched, change, results);
}

std::string covector::array::elementName(Type element) {
  if (auto complex = dyn_cast<ComplexType>(element))
    return complex.getElementType().isF32() ? "c64" : "c128";
  if (element.isInteger(1))
    return "ui8";
  std::string name;
  llvm::raw_string_ostream(name) << element;
  return name;
}

static std::string cumulativeFunction(Operation *op) {
  return ("cv_" + op->getName().stripDialect() + "_" +
          elementName(getElementTypeOrSelf(op->getResult(0))))
      .str();
}

/// The sizes before, along and after the axis, and the direction.
static SmallVector<int64_t> cumulativeNumbers(Operation *op) {
  ArrayRef<int64_t> shape = cast<RankedTensorType>(op->getResult(0).getType()).getShape();
  int64_t axis = op->getAttrOfType<IntegerAttr>("axis").getInt();
  SmallVector<int64_t> numbers(4, 1);
  for (auto [i, size] : llvm::enumerate(shape))
    numbers[int64_t(i) < axis ? 0 : int64_t(i) == axis ? 1 : 2] *= size;
  numbers[3] = op->getAttrOfType<BoolAttr>("reverse").getValue();
  return numbers;
}

#define GET_OP_CLASSES
#include "dialects/array/Cumulative.cpp.inc"

//===----------------------------------------------------------------------===//
// The neighbours that were scanned before
//===----------------------------------------------------------------------===//

/// `x` moved by one along the axis, away from where the scan of `op` starts;
/// with `back`, towards it. `filling` takes the empty place.
static Value movedByOne(ImplicitLocOpBuilder &b, Operation *op, Value x, double filling,
                        bool back = false) {
  auto type = cast<RankedTensorType>(x.getType());
  int64_t axis = op->getAttrOfType<IntegerAttr>("axis").getInt();
  if (type.getDimSize(axis) == 0)
    return x;
  bool up = op->getAttrOfType<BoolAttr>("reverse").getValue() == back;
  SmallVector<int64_t> low(type.getRank(), 0), high = low, none = low;
  low[axis] = up ? 1 : -1;
  high[axis] = -low[axis];
  Value value = full(b, b.getLoc(), RankedTensorType::get({}, type.getElementType()), filling);
  return PadOp::create(b, x, value, low, high, none);
}

/// Whether an element is the first of the scan.
static Expr isFirst(ImplicitLocOpBuilder &b, Operation *op) {
  Value inside = zeros(b, b.getLoc(), withElement(op->getResult(0).getType(), b.getI1Type()));
  return {b, movedByOne(b, op, inside, 1.0)};
}

/// The y with y_i = factors_i y_{i-1} + terms_i in the direction of `op`.
static Value recurrence(ImplicitLocOpBuilder &b, Operation *op, Value factors, Value terms,
                        bool reverse) {
  return LinearRecurrenceOp::create(b, factors, terms,
                                    op->getAttrOfType<IntegerAttr>("axis").getInt(), reverse);
}

/// The tangent dy_i = before_i dy_{i-1} + here_i dx_i of a scan; see Note
/// [Derivatives of scans]. `coefficients` gives the two.
static LogicalResult
jvpOfScan(Operation *op, OpBuilder &builder, ArrayRef<Value> tangents,
          SmallVectorImpl<Value> &resultTangents,
          llvm::function_ref<std::pair<Expr, Expr>(ImplicitLocOpBuilder &)> coefficients) {
  if (!tangents[0]) {
    resultTangents.push_back(nullptr);
    return success();
  }
  ImplicitLocOpBuilder b(op->getLoc(), builder);
  auto [before, here] = coefficients(b);
  Expr term = here * Expr(b, tangents[0]);
  bool reverse = op->getAttrOfType<BoolAttr>("reverse").getValue();
  resultTangents.push_back(recurrence(b, op, before.value(), term.value(), reverse));
  return success();
}

//===----------------------------------------------------------------------===//
// Sum
//===----------------------------------------------------------------------===//

LogicalResult CumSumOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                            SmallVectorImpl<Value> &resultTangents) {
  return jvpOfLinear(*this, builder, tangents, resultTangents);
}

// An element is in the sums from it on: their cotangents are summed backward.
LogicalResult CumSumOp::transpose(OpBuilder &builder, ArrayRef<Value> cotangents, ArrayRef<bool>,
                                  SmallVectorImpl<Value> &operandCotangents) {
  Value ct = cotangents[0];
  if (ct)
    ct = CumSumOp::create(builder, getLoc(), ct, getAxis(), !getReverse());
  operandCotangents.push_back(ct);
  return success();
}

//===----------------------------------------------------------------------===//
// Product, greatest and least
//===----------------------------------------------------------------------===//

// y_i = x_i y_{i-1}: dy_i = x_i dy_{i-1} + y_{i-1} dx_i
LogicalResult CumProdOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                             SmallVectorImpl<Value> &resultTangents) {
  return jvpOfScan(*this, builder, tangents, resultTangents, [&](ImplicitLocOpBuilder &b) {
    Expr sooner(b, movedByOne(b, *this, getResult(), 1.0));
    return std::pair(Expr(b, getX()), sooner);
  });
}

/// 1 for the one of y_{i-1} and x_i that y_i is, 1/2 for each where they are equal.
static LogicalResult jvpOfChoice(Operation *op, OpBuilder &builder, ArrayRef<Value> tangents,
                                 SmallVectorImpl<Value> &resultTangents) {
  return jvpOfScan(op, builder, tangents, resultTangents, [&](ImplicitLocOpBuilder &b) {
    Expr x(b, op->getOperand(0)), y(b, op->getResult(0));
    Expr sooner(b, movedByOne(b, op, y.value(), 0.0));
    Expr isNew = balancedEqual(x, y, sooner);
    Expr here = select(isFirst(b, op), Expr::like(x, 1.0), isNew);
    return std::pair(1.0 - here, here);
  });
}
LogicalResult CumMaxOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                            SmallVectorImpl<Value> &resultTangents) {
  return jvpOfChoice(*this, builder, tangents, resultTangents);
}
LogicalResult CumMinOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                            SmallVectorImpl<Value> &resultTangents) {
  return jvpOfChoice(*this, builder, tangents, resultTangents);
}

//===----------------------------------------------------------------------===//
// Logarithm of the sum of exponentials
//===----------------------------------------------------------------------===//

// e^y_i = e^y_{i-1} + e^x_i: dy_i = e^(y_{i-1} - y_i) dy_{i-1} + e^(x_i - y_i) dx_i
LogicalResult CumLogSumExpOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                                  SmallVectorImpl<Value> &resultTangents) {
  return jvpOfScan(*this, builder, tangents, resultTangents, [&](ImplicitLocOpBuilder &b) {
    Expr x(b, getX()), y(b, getResult());
    // Sums of nothing but exp(-inf) have the weight of their terms at any
    // finite distance.
    double least = -std::numeric_limits<double>::infinity();
    Expr center =
        select(compare(ComparisonDirection::EQ, y, Expr::like(y, least)), Expr::like(y, 0.0), y);
    Expr sooner(b, movedByOne(b, *this, getResult(), least));
    return std::pair(exp(sooner - center), exp(x - center));
  });
}

//===----------------------------------------------------------------------===//
// Linear recurrence
//===----------------------------------------------------------------------===//

COVECTOR_INFER_TYPES(LinearRecurrenceOp) {
  return inferCumulative(location, getOperationName(), operands, attributes, 2, isInexactElement,
                         "floating-point or complex array", types);
}

LogicalResult LinearRecurrenceOp::batch(OpBuilder &builder, ArrayRef<BatchedValue> operands,
                                        int64_t size, SmallVectorImpl<BatchedValue> &results) {
  return batchCumulative(*this, builder, operands, size, results);
}

std::string LinearRecurrenceOp::getRuntimeFunction() { return cumulativeFunction(*this); }
SmallVector<int64_t> LinearRecurrenceOp::getRuntimeNumbers() { return cumulativeNumbers(*this); }

// dy_i = a_i dy_{i-1} + (db_i + da_i y_{i-1})
LogicalResult LinearRecurrenceOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                                      SmallVectorImpl<Value> &resultTangents) {
  ImplicitLocOpBuilder b(getLoc(), builder);
  Value term = tangents[1];
  if (tangents[0]) {
    Expr sooner(b, movedByOne(b, *this, getResult(), 0.0));
    term = addTangents(b, term, (Expr(b, tangents[0]) * sooner).value());
  }
  resultTangents.push_back(term ? recurrence(b, *this, getFactors(), term, getReverse()) : Value());
  return success();
}

// y_{i+1} has a_{i+1} y_i: the cotangents ct_i = a_{i+1} ct_{i+1} + ct y_i.
LogicalResult LinearRecurrenceOp::transpose(OpBuilder &builder, ArrayRef<Value> cotangents,
                                            ArrayRef<bool> linear,
                                            SmallVectorImpl<Value> &operandCotangents) {
  operandCotangents.assign(2, Value());
  if (!cotangents[0])
    return success();
  if (linear[0])
    return emitNotLinear(*this, 0);
  ImplicitLocOpBuilder b(getLoc(), builder);
  Value factors = movedByOne(b, *this, getFactors(), 0.0, /*back=*/true);
  operandCotangents[1] = recurrence(b, *this, factors, cotangents[0], !getReverse());
  return success();
}
