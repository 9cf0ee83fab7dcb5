//===- IndexingDerivatives.cpp - derivatives of gather and scatter -------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Gather is linear in the array, and scatter-add in the array and the updates;
// they are each other's transpose. The other kinds of scatter are differentiated
// into these. What makes them hard is that several updates may meet in one
// element: see Note [The update that stays].
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Rules.h"

using namespace mlir;
using namespace covector::array;

//===----------------------------------------------------------------------===//
// Gather
//===----------------------------------------------------------------------===//

LogicalResult GatherOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                            SmallVectorImpl<Value> &resultTangents) {
  Value tangent;
  if (tangents[0])
    // The number that fills is a constant: its tangent is 0.
    tangent =
        GatherOp::create(builder, getLoc(), tangents[0], getIndices(), getOffsetAxes(),
                         getCollapsedAxes(), getOperandBatchAxes(), getIndicesBatchAxes(),
                         getStartIndexMap(), getSliceSizes(), getMode(),
                         /*fill_value=*/Attribute(), getUniqueIndicesAttr(), getWrapNegativeAttr());
  resultTangents.push_back(tangent);
  return success();
}

LogicalResult GatherOp::transpose(OpBuilder &builder, ArrayRef<Value> cotangents,
                                  ArrayRef<bool> linear,
                                  SmallVectorImpl<Value> &operandCotangents) {
  operandCotangents.assign(2, Value());
  if (linear[1])
    return emitNotLinear(*this, 1);
  if (!cotangents[0])
    return success();
  Value zero = zeros(builder, getLoc(), getX().getType());
  operandCotangents[0] = ScatterOp::create(
      builder, getLoc(), zero, getIndices(), cotangents[0], getOffsetAxes(), getCollapsedAxes(),
      getOperandBatchAxes(), getIndicesBatchAxes(), getStartIndexMap(), getMode(), ScatterKind::Add,
      getUniqueIndicesAttr(), getWrapNegativeAttr());
  return success();
}

//===----------------------------------------------------------------------===//
// Scatter: parts
//===----------------------------------------------------------------------===//

/// The windows of `x` that `op` changes, in the shape of its updates; 0 for
/// those that are left out.
static Value windowsOf(ScatterOp op, OpBuilder &builder, Value x) {
  SmallVector<int64_t> sizes;
  auto nextWindowAxis = op.getWindowAxes().begin();
  for (int64_t axis = 0; axis < op.getX().getType().getRank(); ++axis) {
    bool isDropped = llvm::is_contained(op.getInsertedAxes(), axis) ||
                     llvm::is_contained(op.getOperandBatchAxes(), axis);
    sizes.push_back(isDropped ? 1 : op.getUpdates().getType().getDimSize(*nextWindowAxis++));
  }
  return GatherOp::create(builder, op.getLoc(), x, op.getIndices(), op.getWindowAxes(),
                          op.getInsertedAxes(), op.getOperandBatchAxes(), op.getIndicesBatchAxes(),
                          op.getStartIndexMap(), sizes, op.getMode(),
                          /*fill_value=*/Attribute(), op.getUniqueIndicesAttr(),
                          op.getWrapNegativeAttr());
}

/// `op` with another kind on another array and other updates.
static Value scatter(ScatterOp op, OpBuilder &builder, ScatterKind kind, Value x, Value updates) {
  return ScatterOp::create(builder, op.getLoc(), x, op.getIndices(), updates, op.getWindowAxes(),
                           op.getInsertedAxes(), op.getOperandBatchAxes(), op.getIndicesBatchAxes(),
                           op.getStartIndexMap(), op.getMode(), kind, op.getUniqueIndicesAttr(),
                           op.getWrapNegativeAttr());
}

/// Whether at most one update meets each element, because that is promised or
/// there is at most one index vector for each element of the batch axes.
static bool meetsOnce(ScatterOp op) {
  if (op.getUniqueIndices().value_or(false))
    return true;
  int64_t count = 1;
  ArrayRef<int64_t> shape = op.getIndices().getType().getShape().drop_back();
  for (auto [axis, size] : llvm::enumerate(shape))
    if (!llvm::is_contained(op.getIndicesBatchAxes(), axis))
      count *= size;
  return count <= 1;
}

static Value orZeros(OpBuilder &builder, Location loc, Value tangent, Value like) {
  return tangent ? tangent : zeros(builder, loc, like.getType());
}

//===----------------------------------------------------------------------===//
// Scatter: forward rules, one for each kind
//===----------------------------------------------------------------------===//

/// x + updates: linear.
static Value jvpOfAdd(ScatterOp op, OpBuilder &builder, Value dx, Value du) {
  if (!du)
    return dx;
  return scatter(op, builder, ScatterKind::Add, orZeros(builder, op.getLoc(), dx, op.getX()), du);
}

// Note [The update that stays]
// Where several updates meet in one element, the last is what is read later, so
// only its tangent counts. To find it, the updates are numbered from 1 and the
// numbers are written where the updates were: what can be read there names the
// update that stayed, and 0 an element of the array that stayed. The tangent
// then is a sum of masked tangents, which transposes into a gather.
static Value jvpOfSet(ScatterOp op, OpBuilder &builder, Value dx, Value du) {
  Location loc = op.getLoc();
  if (meetsOnce(op))
    return scatter(op, builder, ScatterKind::Set, orZeros(builder, loc, dx, op.getX()),
                   orZeros(builder, loc, du, op.getUpdates()));
  ImplicitLocOpBuilder b(loc, builder);
  RankedTensorType updatesType = op.getUpdates().getType();
  int64_t count = updatesType.getNumElements();
  if (count == 0)
    return dx;
  Type number = count < std::numeric_limits<int32_t>::max() ? b.getI32Type() : b.getI64Type();
  Expr positions(b, IotaOp::create(b, ArrayRef<int64_t>(count), number, /*axis=*/0));
  Expr numbers(b, reshape(b, loc, (positions + 1.0).value(), updatesType.getShape()));
  Value none = zeros(b, loc, withElement(op.getX().getType(), number));
  Expr stayed(b, scatter(op, b, ScatterKind::Set, none, numbers.value()));
  Value sum;
  if (dx) {
    Expr untouched = compare(ComparisonDirection::EQ, stayed, Expr::like(stayed, 0.0));
    Expr tangent(b, dx);
    sum = select(untouched, tangent, Expr::like(tangent, 0.0)).value();
  }
  if (!du)
    return sum;
  Expr read(b, windowsOf(op, b, stayed.value())), tangent(b, du);
  Expr isLast = compare(ComparisonDirection::EQ, read, numbers);
  Expr masked = select(isLast, tangent, Expr::like(tangent, 0.0));
  return scatter(op, b, ScatterKind::Add, orZeros(b, loc, sum, op.getX()), masked.value());
}

/// d(x * u) = dx * u + x * du
static FailureOr<Value> jvpOfMul(ScatterOp op, OpBuilder &builder, Value dx, Value du) {
  ImplicitLocOpBuilder b(op.getLoc(), builder);
  Value sum;
  if (dx)
    sum = scatter(op, b, ScatterKind::Mul, dx, op.getUpdates());
  if (!du)
    return sum;
  if (!meetsOnce(op)) {
    op->emitError("NotImplementedError: scatter_mul: the derivative with respect to the updates is "
                  "not supported where several may meet in one element; promise with "
                  "unique_indices=True that none do");
    return failure();
  }
  Expr factor(b, windowsOf(op, b, op.getX()));
  Value part = scatter(op, b, ScatterKind::Add, orZeros(b, op.getLoc(), sum, op.getX()),
                       (factor * Expr(b, du)).value());
  return part;
}

/// Whether `x` is the number that was chosen, or is NaN, which always is.
static Expr isChosen(Expr x, Expr chosen) {
  Expr isNan = compare(ComparisonDirection::NE, x, x);
  Expr isEqual = compare(ComparisonDirection::EQ, x, chosen);
  return Expr(x.b(), OrOp::create(x.b(), isEqual.value(), isNan.value()));
}

/// The mean of the tangents of the element and of the updates that equal the
/// result there.
static Value jvpOfChoice(ScatterOp op, OpBuilder &builder, Value dx, Value du) {
  ImplicitLocOpBuilder b(op.getLoc(), builder);
  Location loc = op.getLoc();
  Expr x(b, op.getX()), updates(b, op.getUpdates()), result(b, op.getResult());
  Expr isElement = isChosen(x, result);
  Expr read(b, windowsOf(op, b, result.value()));
  Expr isUpdate = isChosen(updates, read);
  Value count = scatter(op, b, ScatterKind::Add, convert(isElement, x.element()).value(),
                        convert(isUpdate, x.element()).value());
  Expr element(b, orZeros(b, loc, dx, op.getX())), update(b, orZeros(b, loc, du, op.getUpdates()));
  Value sum =
      scatter(op, b, ScatterKind::Add, select(isElement, element, Expr::like(element, 0.0)).value(),
              select(isUpdate, update, Expr::like(update, 0.0)).value());
  return (Expr(b, sum) / Expr(b, count)).value();
}

LogicalResult ScatterOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                             SmallVectorImpl<Value> &resultTangents) {
  Value dx = tangents[0], du = tangents[2];
  if (!dx && !du) {
    resultTangents.push_back(nullptr);
    return success();
  }
  FailureOr<Value> tangent = Value();
  switch (getKind()) {
  case ScatterKind::Set:
    tangent = jvpOfSet(*this, builder, dx, du);
    break;
  case ScatterKind::Add:
    tangent = jvpOfAdd(*this, builder, dx, du);
    break;
  case ScatterKind::Mul:
    tangent = jvpOfMul(*this, builder, dx, du);
    break;
  case ScatterKind::Min:
  case ScatterKind::Max:
    tangent = jvpOfChoice(*this, builder, dx, du);
    break;
  }
  if (failed(tangent))
    return failure();
  resultTangents.push_back(*tangent);
  return success();
}

//===----------------------------------------------------------------------===//
// Scatter: reverse rules
//===----------------------------------------------------------------------===//

LogicalResult ScatterOp::transpose(OpBuilder &builder, ArrayRef<Value> cotangents,
                                   ArrayRef<bool> linear,
                                   SmallVectorImpl<Value> &operandCotangents) {
  operandCotangents.assign(3, Value());
  if (linear[1])
    return emitNotLinear(*this, 1);
  Value ct = cotangents[0];
  if (!ct)
    return success();
  switch (getKind()) {
  case ScatterKind::Add:
    if (linear[0])
      operandCotangents[0] = ct;
    if (linear[2])
      operandCotangents[2] = windowsOf(*this, builder, ct);
    return success();
  case ScatterKind::Set:
    // The forward rule makes it only where each element meets one update.
    if (!meetsOnce(*this))
      return emitOpError("of kind set cannot be transposed where several updates may meet in one "
                         "element");
    if (linear[0])
      operandCotangents[0] = scatter(*this, builder, ScatterKind::Set, ct,
                                     zeros(builder, getLoc(), getUpdates().getType()));
    if (linear[2])
      operandCotangents[2] = windowsOf(*this, builder, ct);
    return success();
  case ScatterKind::Mul:
    if (linear[2])
      return emitNotLinear(*this, 2);
    operandCotangents[0] = scatter(*this, builder, ScatterKind::Mul, ct, getUpdates());
    return success();
  case ScatterKind::Min:
  case ScatterKind::Max:
    return emitNotLinear(*this, linear[0] ? 0 : 2);
  }
  return failure();
}
