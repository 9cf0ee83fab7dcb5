//===- Contraction.cpp - types and rules of sums of products -------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Inference.h"
#include "dialects/array/Rules.h"

using namespace mlir;
using namespace covector::array;

/// The axes of an operand of the given rank that are neither batch axes nor
/// contracted.
static SmallVector<int64_t> freeAxes(int64_t rank, ArrayRef<int64_t> batch,
                                     ArrayRef<int64_t> contracting) {
  SmallVector<int64_t> result;
  for (int64_t axis = 0; axis < rank; ++axis)
    if (!llvm::is_contained(batch, axis) && !llvm::is_contained(contracting, axis))
      result.push_back(axis);
  return result;
}

//===----------------------------------------------------------------------===//
// Type inference
//===----------------------------------------------------------------------===//

/// Batch (C1) or contracted (C2) axes pair up in number and size.
static LogicalResult checkPairs(const Inference &op, StringRef what, ArrayRef<int64_t> lhs,
                                ArrayRef<int64_t> rhs) {
  RankedTensorType x = op.operand(0), y = op.operand(1);
  bool fits = lhs.size() == rhs.size();
  for (size_t i = 0; fits && i < lhs.size(); ++i)
    fits = x.getDimSize(lhs[i]) == y.getDimSize(rhs[i]);
  if (fits)
    return success();
  return op.error(Twine(what) + " axes must pair up in number and size, got " + text(lhs) + " of " +
                  text(x) + " and " + text(rhs) + " of " + text(y));
}

static LogicalResult checkListedOnce(const Inference &op, StringRef what, ArrayRef<int64_t> batch,
                                     ArrayRef<int64_t> contracting, int64_t rank) {
  SmallVector<int64_t> all(batch);
  llvm::append_range(all, contracting);
  return op.checkAxes(what, all, rank);
}

/// Whether sums of products of one type can be given as the other.
static bool isOfOneKind(Type from, Type to) {
  return isFloatElement(from) == isFloatElement(to) &&
         isComplexElement(from) == isComplexElement(to);
}

COVECTOR_INFER_TYPES(DotGeneralOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  ArrayRef<int64_t> lhsBatch, rhsBatch, lhsContracting, rhsContracting;
  Type element;
  if (failed(op.checkOperands(2)) || failed(op.integers("lhs_batch", lhsBatch)) ||
      failed(op.integers("rhs_batch", rhsBatch)) ||
      failed(op.integers("lhs_contracting", lhsContracting)) ||
      failed(op.integers("rhs_contracting", rhsContracting)) ||
      failed(op.element("element_type", element)))
    return failure();
  RankedTensorType x = op.operand(0), y = op.operand(1);
  if (x.getElementType() != y.getElementType()) // (C4)
    return op.error("operands must have one element type, got " + text(x) + " and " + text(y));
  if (!isOfOneKind(x.getElementType(), element)) // (C5)
    return op.error("element_type must be of the operands' kind, got " + text(element) + " for " +
                    text(x));
  if (failed(checkListedOnce(op, "lhs_batch and lhs_contracting", lhsBatch, lhsContracting,
                             x.getRank())) ||
      failed(checkListedOnce(op, "rhs_batch and rhs_contracting", rhsBatch, rhsContracting,
                             y.getRank())) ||
      failed(checkPairs(op, "batch", lhsBatch, rhsBatch)) ||
      failed(checkPairs(op, "contracted", lhsContracting, rhsContracting)))
    return failure();
  SmallVector<int64_t> shape;
  for (int64_t axis : lhsBatch)
    shape.push_back(x.getDimSize(axis));
  for (int64_t axis : freeAxes(x.getRank(), lhsBatch, lhsContracting))
    shape.push_back(x.getDimSize(axis));
  for (int64_t axis : freeAxes(y.getRank(), rhsBatch, rhsContracting))
    shape.push_back(y.getDimSize(axis));
  return op.result(shape, element);
}

//===----------------------------------------------------------------------===//
// Derivatives
//===----------------------------------------------------------------------===//

LogicalResult DotGeneralOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                                SmallVectorImpl<Value> &resultTangents) {
  // d(x y) = dx y + x dy
  ImplicitLocOpBuilder b(getLoc(), builder);
  Value sum;
  for (unsigned i : {0, 1}) {
    if (!tangents[i])
      continue;
    SmallVector<Value> operands = {getLhs(), getRhs()};
    operands[i] = tangents[i];
    Operation *part = rebuild(b, *this, operands);
    if (!part)
      return failure();
    sum = addTangents(b, sum, part->getResult(0));
  }
  resultTangents.push_back(sum);
  return success();
}

namespace {
/// One operand of a contraction, with its axes by what happens to them.
struct Side {
  Value value;
  ArrayRef<int64_t> batch, contracting;
  SmallVector<int64_t> free;
};
} // namespace

/// The cotangent of the operand `x`: that of the result contracted with the
/// other operand `y` along `y`'s free axes, which start at `otherStart` in `ct`.
static Value operandCotangent(ImplicitLocOpBuilder &b, Value ct, const Side &x, const Side &y,
                              int64_t otherStart) {
  auto ctType = cast<RankedTensorType>(ct.getType());
  auto ctBatch = llvm::to_vector(llvm::seq<int64_t>(0, x.batch.size()));
  auto ctContracting = llvm::to_vector(llvm::seq<int64_t>(otherStart, otherStart + y.free.size()));
  // An accumulator wider than the operands stays wide until the end.
  Value other = convert(Expr(b, y.value), ctType.getElementType()).value();
  Value product = DotGeneralOp::create(b, ct, other, ctBatch, y.batch, ctContracting, y.free,
                                       ctType.getElementType());
  // Its axes: batch, free axes of x, then the contracted axes of y in the order
  // in which they stand in y. `source[i]` is the axis of x that axis i is.
  SmallVector<int64_t> source(x.batch);
  llvm::append_range(source, x.free);
  auto order = llvm::to_vector(llvm::seq<size_t>(0, y.contracting.size()));
  llvm::sort(order, [&](size_t i, size_t j) { return y.contracting[i] < y.contracting[j]; });
  for (size_t i : order)
    source.push_back(x.contracting[i]);
  SmallVector<int64_t> permutation(source.size());
  for (auto [i, axis] : llvm::enumerate(source))
    permutation[axis] = i;
  Value result = transpose(b, b.getLoc(), product, permutation);
  return convert(Expr(b, result), getElementTypeOrSelf(x.value.getType())).value();
}

LogicalResult DotGeneralOp::transpose(OpBuilder &builder, ArrayRef<Value> cotangents,
                                      ArrayRef<bool> linear,
                                      SmallVectorImpl<Value> &operandCotangents) {
  operandCotangents.assign(2, Value());
  if (linear[0] && linear[1])
    return emitOpError("cannot be transposed with respect to both operands: it is linear in each, "
                       "not in both together");
  Value ct = cotangents[0];
  if (!ct)
    return success();
  ImplicitLocOpBuilder b(getLoc(), builder);
  Side lhs{getLhs(), getLhsBatch(), getLhsContracting(), {}};
  Side rhs{getRhs(), getRhsBatch(), getRhsContracting(), {}};
  lhs.free = freeAxes(getLhs().getType().getRank(), lhs.batch, lhs.contracting);
  rhs.free = freeAxes(getRhs().getType().getRank(), rhs.batch, rhs.contracting);
  int64_t lhsStart = lhs.batch.size(), rhsStart = lhsStart + lhs.free.size();
  if (linear[0])
    operandCotangents[0] = operandCotangent(b, ct, lhs, rhs, rhsStart);
  if (linear[1])
    operandCotangents[1] = operandCotangent(b, ct, rhs, lhs, lhsStart);
  return success();
}

//===----------------------------------------------------------------------===//
// Batching
//===----------------------------------------------------------------------===//

LogicalResult DotGeneralOp::batch(OpBuilder &builder, ArrayRef<BatchedValue> operands, int64_t,
                                  SmallVectorImpl<BatchedValue> &results) {
  bool lhsMapped = operands[0].mapped, rhsMapped = operands[1].mapped;
  bool both = lhsMapped && rhsMapped;
  auto axes = [&](StringAttr name, ArrayRef<int64_t> list, bool mapped, bool isBatch) {
    SmallVector<int64_t> changed =
        mapped ? shifted(list, /*leading=*/both && isBatch) : SmallVector<int64_t>(list);
    return NamedAttribute(name, builder.getDenseI64ArrayAttr(changed));
  };
  Operation *batched =
      rebuild(builder, *this, {operands[0].value, operands[1].value},
              {axes(getLhsBatchAttrName(), getLhsBatch(), lhsMapped, true),
               axes(getRhsBatchAttrName(), getRhsBatch(), rhsMapped, true),
               axes(getLhsContractingAttrName(), getLhsContracting(), lhsMapped, false),
               axes(getRhsContractingAttrName(), getRhsContracting(), rhsMapped, false)});
  if (!batched)
    return failure();
  // A batch axis of one operand alone is its first free axis.
  int64_t position = both ? 0 : getLhsBatch().size();
  if (!lhsMapped)
    position += getLhs().getType().getRank() - getLhsBatch().size() - getLhsContracting().size();
  Value result = moveAxis(builder, getLoc(), batched->getResult(0), position, 0);
  results.push_back({result, true});
  return success();
}
