//===- Reduction.cpp - types and rules of reductions ---------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Inference.h"
#include "dialects/array/Rules.h"
#include "mlir/Dialect/Complex/IR/Complex.h"

using namespace mlir;

namespace covector::array {

//===----------------------------------------------------------------------===//
// Type inference
//===----------------------------------------------------------------------===//

/// The axes of an array of the given rank that are not in `axes`.
static SmallVector<int64_t> otherAxes(ArrayRef<int64_t> axes, int64_t rank) {
  SmallVector<int64_t> result;
  for (int64_t axis = 0; axis < rank; ++axis)
    if (!llvm::is_contained(axes, axis))
      result.push_back(axis);
  return result;
}

static LogicalResult inferWithoutAxes(const Inference &op, ArrayRef<int64_t> axes, Type element) {
  SmallVector<int64_t> shape;
  for (int64_t axis : otherAxes(axes, op.operand(0).getRank()))
    shape.push_back(op.operand(0).getDimSize(axis));
  return op.result(shape, element);
}

LogicalResult inferReduction(MaybeLocation location, StringRef name, ValueRange operands,
                             DictionaryAttr attributes, bool (*predicate)(Type), StringRef expected,
                             SmallVectorImpl<Type> &types) {
  Inference op(location, name, operands, attributes, types);
  ArrayRef<int64_t> axes;
  if (failed(op.checkOperands(1)) || failed(op.integers("axes", axes)) ||
      failed(op.checkElement("operand", op.operand(0), predicate, expected)) ||
      failed(op.checkAxes("axes", axes, op.operand(0).getRank()))) // (C1)
    return failure();
  return inferWithoutAxes(op, axes, op.operand(0).getElementType());
}

LogicalResult inferArgReduction(MaybeLocation location, StringRef name, ValueRange operands,
                                DictionaryAttr attributes, SmallVectorImpl<Type> &types) {
  Inference op(location, name, operands, attributes, types);
  int64_t axis;
  Type index;
  if (failed(op.checkOperands(1)) || failed(op.integer("axis", axis)) ||
      failed(op.element("index_type", index)) ||
      failed(op.checkElement("operand", op.operand(0), isRealElement,
                             "boolean, integer or floating-point array")))
    return failure();
  if (!isIntElement(index)) // (C1)
    return op.error("index_type must be an integer type, got " + text(index));
  if (failed(op.checkAxis("axis", axis, op.operand(0).getRank()))) // (C2)
    return failure();
  if (op.operand(0).getDimSize(axis) == 0) // (C3)
    return op.error("axis " + Twine(axis) + " of " + text(op.operand(0)) +
                    " is empty: it has no such element");
  return inferWithoutAxes(op, axis, index);
}

//===----------------------------------------------------------------------===//
// Neutral elements
//===----------------------------------------------------------------------===//

TypedAttr neutralElement(StringRef name, Type element) {
  bool isMax = name == ReduceMaxOp::getOperationName();
  bool isMin = name == ReduceMinOp::getOperationName();
  if (auto type = dyn_cast<FloatType>(element)) {
    const llvm::fltSemantics &semantics = type.getFloatSemantics();
    if ((isMax || isMin) && !APFloat::semanticsHasInf(semantics)) {
      if (isMax && !APFloat::semanticsHasSignedRepr(semantics))
        return FloatAttr::get(type, APFloat::getSmallest(semantics));
      return FloatAttr::get(type, APFloat::getLargest(semantics, isMax));
    }
    if (isMax || isMin)
      return FloatAttr::get(type, APFloat::getInf(semantics, isMax));
    return FloatAttr::get(type, name == ReduceProdOp::getOperationName() ? 1.0 : 0.0);
  }
  if (auto type = dyn_cast<ComplexType>(element)) {
    double infinity = std::numeric_limits<double>::infinity();
    double part = isMax ? -infinity : isMin ? infinity : 0.0;
    double one = name == ReduceProdOp::getOperationName() ? 1.0 : part;
    return complex::NumberAttr::get(type, one, part);
  }
  unsigned width = element.getIntOrFloatBitWidth();
  bool isUnsigned = isUnsignedElement(element);
  APInt value = APInt::getZero(width); // sum, or, exclusive or
  if (name == ReduceProdOp::getOperationName())
    value = APInt(width, 1);
  else if (name == ReduceAndOp::getOperationName())
    value = APInt::getAllOnes(width);
  else if (isMax)
    value = isUnsigned ? APInt::getMinValue(width) : APInt::getSignedMinValue(width);
  else if (isMin)
    value = isUnsigned ? APInt::getMaxValue(width) : APInt::getSignedMaxValue(width);
  return IntegerAttr::get(element, value);
}

//===----------------------------------------------------------------------===//
// Batching
//===----------------------------------------------------------------------===//

LogicalResult batchReduction(Operation *op, OpBuilder &builder, ArrayRef<BatchedValue> operands,
                             SmallVectorImpl<BatchedValue> &results) {
  auto axes = op->getAttrOfType<DenseI64ArrayAttr>("axes");
  NamedAttribute change(builder.getStringAttr("axes"),
                        builder.getDenseI64ArrayAttr(shifted(axes.asArrayRef())));
  return batchWithChanges(op, builder, operands[0].value, change, results);
}

LogicalResult batchArgReduction(Operation *op, OpBuilder &builder, ArrayRef<BatchedValue> operands,
                                SmallVectorImpl<BatchedValue> &results) {
  auto axis = op->getAttrOfType<IntegerAttr>("axis");
  NamedAttribute change(builder.getStringAttr("axis"),
                        builder.getI64IntegerAttr(axis.getInt() + 1));
  return batchWithChanges(op, builder, operands[0].value, change, results);
}

//===----------------------------------------------------------------------===//
// Sum
//===----------------------------------------------------------------------===//

LogicalResult ReduceSumOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                               SmallVectorImpl<Value> &resultTangents) {
  return jvpOfLinear(*this, builder, tangents, resultTangents);
}

LogicalResult ReduceSumOp::transpose(OpBuilder &builder, ArrayRef<Value> cotangents, ArrayRef<bool>,
                                     SmallVectorImpl<Value> &operandCotangents) {
  Value ct = cotangents[0];
  if (ct) {
    RankedTensorType x = getX().getType();
    // The identity if nothing was reduced, a broadcast otherwise.
    ct = broadcastInDim(builder, getLoc(), ct, x.getShape(), otherAxes(getAxes(), x.getRank()));
  }
  operandCotangents.push_back(ct);
  return success();
}

//===----------------------------------------------------------------------===//
// Greatest and least
//===----------------------------------------------------------------------===//

/// The mean of the tangents of the elements that equal the result.
static LogicalResult jvpOfChoice(Operation *op, OpBuilder &builder, ArrayRef<int64_t> axes,
                                 ArrayRef<Value> tangents, SmallVectorImpl<Value> &resultTangents) {
  if (!tangents[0]) {
    resultTangents.push_back(nullptr);
    return success();
  }
  Location loc = op->getLoc();
  ImplicitLocOpBuilder b(loc, builder);
  auto type = cast<RankedTensorType>(op->getOperand(0).getType());
  Expr x(b, op->getOperand(0)), dx(b, tangents[0]);
  Expr result(b, broadcastInDim(b, loc, op->getResult(0), type.getShape(),
                                otherAxes(axes, type.getRank())));
  Expr chosen = compare(ComparisonDirection::EQ, x, result);
  Value sum = reduceSum(b, loc, select(chosen, dx, Expr::like(dx, 0.0)).value(), axes);
  Value count = reduceSum(b, loc, convert(chosen, dx.element()).value(), axes);
  resultTangents.push_back((Expr(b, sum) / Expr(b, count)).value());
  return success();
}

LogicalResult ReduceMaxOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                               SmallVectorImpl<Value> &resultTangents) {
  return jvpOfChoice(*this, builder, getAxes(), tangents, resultTangents);
}
LogicalResult ReduceMinOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                               SmallVectorImpl<Value> &resultTangents) {
  return jvpOfChoice(*this, builder, getAxes(), tangents, resultTangents);
}

//===----------------------------------------------------------------------===//
// Product
//===----------------------------------------------------------------------===//
//
// Note [Tangent of a product]
// result / x * dx is wrong where an element is 0, and the products of all other
// elements are many. A tree of products, each level half as long as the one
// before, has the same value and a tangent by the product rule at every node:
// d(a * b) = da * b + a * db, with no division and linear in the elements.

namespace {
struct Tree {
  Value x, dx;
};
} // namespace

/// The elements from `start` below `limit` along `axis`.
static Value sliceAxis(OpBuilder &builder, Location loc, Value x, int64_t axis, int64_t start,
                       int64_t limit) {
  auto type = cast<RankedTensorType>(x.getType());
  SmallVector<int64_t> starts(type.getRank(), 0), limits(type.getShape());
  SmallVector<int64_t> strides(type.getRank(), 1);
  starts[axis] = start;
  limits[axis] = limit;
  return SliceOp::create(builder, loc, x, starts, limits, strides);
}

static Value appendFilled(OpBuilder &builder, Location loc, Value x, int64_t axis, double number) {
  auto type = cast<RankedTensorType>(x.getType());
  SmallVector<int64_t> none(type.getRank(), 0), high = none;
  high[axis] = 1;
  Value value = full(builder, loc, RankedTensorType::get({}, type.getElementType()), number);
  return PadOp::create(builder, loc, x, value, none, high, none);
}

/// The products of pairs of elements along `axis`, an odd one taken with 1.
static Tree halve(ImplicitLocOpBuilder &b, Tree tree, int64_t axis) {
  Location loc = b.getLoc();
  int64_t size = cast<RankedTensorType>(tree.x.getType()).getDimSize(axis);
  if (size % 2 != 0) {
    tree = {appendFilled(b, loc, tree.x, axis, 1.0), appendFilled(b, loc, tree.dx, axis, 0.0)};
    ++size;
  }
  Expr left(b, sliceAxis(b, loc, tree.x, axis, 0, size / 2));
  Expr right(b, sliceAxis(b, loc, tree.x, axis, size / 2, size));
  Expr dLeft(b, sliceAxis(b, loc, tree.dx, axis, 0, size / 2));
  Expr dRight(b, sliceAxis(b, loc, tree.dx, axis, size / 2, size));
  return {(left * right).value(), (dLeft * right + left * dRight).value()};
}

LogicalResult ReduceProdOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                                SmallVectorImpl<Value> &resultTangents) {
  if (!tangents[0]) {
    resultTangents.push_back(nullptr);
    return success();
  }
  // See Note [Tangent of a product].
  ImplicitLocOpBuilder b(getLoc(), builder);
  Tree tree = {getX(), tangents[0]};
  for (int64_t axis : getAxes()) {
    if (getX().getType().getDimSize(axis) == 0) {
      // The empty product is the constant 1.
      resultTangents.push_back(nullptr);
      return success();
    }
    while (cast<RankedTensorType>(tree.x.getType()).getDimSize(axis) > 1)
      tree = halve(b, tree, axis);
  }
  resultTangents.push_back(reshape(b, getLoc(), tree.dx, getType().getShape()));
  return success();
}

//===----------------------------------------------------------------------===//
// Bits
//===----------------------------------------------------------------------===//

LogicalResult ReduceAndOp::jvp(OpBuilder &, ArrayRef<Value>,
                               SmallVectorImpl<Value> &resultTangents) {
  resultTangents.push_back(nullptr);
  return success();
}
LogicalResult ReduceOrOp::jvp(OpBuilder &, ArrayRef<Value>,
                              SmallVectorImpl<Value> &resultTangents) {
  resultTangents.push_back(nullptr);
  return success();
}
LogicalResult ReduceXorOp::jvp(OpBuilder &, ArrayRef<Value>,
                               SmallVectorImpl<Value> &resultTangents) {
  resultTangents.push_back(nullptr);
  return success();
}

} // namespace covector::array
