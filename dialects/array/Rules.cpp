//===- Rules.cpp - parts that the rules of many operations share ---------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Rules.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;

namespace covector::array {

//===----------------------------------------------------------------------===//
// Building
//===----------------------------------------------------------------------===//

Operation *rebuild(OpBuilder &builder, Operation *op, ValueRange operands,
                   ArrayRef<NamedAttribute> changes) {
  OperationState state(op->getLoc(), op->getName());
  state.addOperands(operands);
  if (changes.empty()) {
    state.attributes = op->getAttrDictionary();
  } else {
    NamedAttrList attributes(op->getAttrDictionary());
    for (NamedAttribute change : changes)
      attributes.set(change.getName(), change.getValue());
    state.attributes = attributes;
  }
  auto *inference = op->getName().getInterface<InferTypeOpInterface>();
  if (!inference) {
    op->emitOpError("has no type inference");
    return nullptr;
  }
  MLIRContext *context = op->getContext();
  if (failed(inference->inferReturnTypes(context, op->getLoc(), operands,
                                         state.attributes.getDictionary(context), nullptr, {},
                                         state.types)))
    return nullptr;
  return builder.create(state);
}

Value broadcastInDim(OpBuilder &builder, Location loc, Value x, ArrayRef<int64_t> shape,
                     ArrayRef<int64_t> dimensions) {
  auto type = cast<RankedTensorType>(x.getType());
  if (type.getShape() == shape)
    return x;
  DenseElementsAttr value;
  if (matchPattern(x, m_Constant(&value)) && value.isSplat())
    return constant(builder, loc,
                    value.resizeSplat(RankedTensorType::get(shape, type.getElementType())));
  return BroadcastInDimOp::create(builder, loc, x, shape, dimensions);
}

Value reshape(OpBuilder &builder, Location loc, Value x, ArrayRef<int64_t> shape) {
  if (cast<RankedTensorType>(x.getType()).getShape() == shape)
    return x;
  return ReshapeOp::create(builder, loc, x, shape);
}

Value transpose(OpBuilder &builder, Location loc, Value x, ArrayRef<int64_t> permutation) {
  if (llvm::equal(permutation, llvm::seq<int64_t>(0, permutation.size())))
    return x;
  return TransposeOp::create(builder, loc, x, permutation);
}

Value reduceSum(OpBuilder &builder, Location loc, Value x, ArrayRef<int64_t> axes) {
  if (axes.empty())
    return x;
  return ReduceSumOp::create(builder, loc, x, axes);
}

Value moveAxis(OpBuilder &builder, Location loc, Value x, int64_t from, int64_t to) {
  int64_t rank = cast<RankedTensorType>(x.getType()).getRank();
  SmallVector<int64_t> permutation;
  for (int64_t axis = 0; axis < rank; ++axis)
    if (axis != from)
      permutation.push_back(axis);
  permutation.insert(permutation.begin() + to, from);
  return transpose(builder, loc, x, permutation);
}

SmallVector<int64_t> shifted(ArrayRef<int64_t> axes, bool leading) {
  SmallVector<int64_t> result;
  if (leading)
    result.push_back(0);
  for (int64_t axis : axes)
    result.push_back(axis + 1);
  return result;
}

//===----------------------------------------------------------------------===//
// Derivatives
//===----------------------------------------------------------------------===//

LogicalResult jvpOfLinear(Operation *op, OpBuilder &builder, ArrayRef<Value> tangents,
                          SmallVectorImpl<Value> &resultTangents) {
  if (llvm::none_of(tangents, [](Value tangent) { return bool(tangent); })) {
    resultTangents.append(op->getNumResults(), Value());
    return success();
  }
  SmallVector<Value> operands;
  for (auto [operand, tangent] : llvm::zip_equal(op->getOperands(), tangents))
    operands.push_back(tangent ? tangent : zeros(builder, op->getLoc(), operand.getType()));
  Operation *tangentOp = rebuild(builder, op, operands);
  if (!tangentOp)
    return failure();
  llvm::append_range(resultTangents, tangentOp->getResults());
  return success();
}

LogicalResult emitNotLinear(Operation *op, unsigned operand) {
  return op->emitOpError("cannot be transposed with respect to operand ")
         << operand << " of type " << op->getOperand(operand).getType()
         << ": it is not linear in it";
}

//===----------------------------------------------------------------------===//
// Batching
//===----------------------------------------------------------------------===//

Value materializeBatch(OpBuilder &builder, Location loc, BatchedValue operand, int64_t size) {
  if (operand.mapped)
    return operand.value;
  auto type = cast<RankedTensorType>(operand.value.getType());
  RankedTensorType batched = withLeadingAxis(type, size);
  auto dimensions = llvm::to_vector(llvm::seq<int64_t>(1, batched.getRank()));
  return broadcastInDim(builder, loc, operand.value, batched.getShape(), dimensions);
}

LogicalResult batchElementwise(Operation *op, OpBuilder &builder, ArrayRef<BatchedValue> operands,
                               int64_t size, SmallVectorImpl<BatchedValue> &results) {
  SmallVector<Value> batched;
  for (BatchedValue operand : operands)
    batched.push_back(materializeBatch(builder, op->getLoc(), operand, size));
  Operation *batchedOp = rebuild(builder, op, batched);
  if (!batchedOp)
    return failure();
  for (Value result : batchedOp->getResults())
    results.push_back({result, true});
  return success();
}

LogicalResult batchWithChanges(Operation *op, OpBuilder &builder, ValueRange operands,
                               ArrayRef<NamedAttribute> changes,
                               SmallVectorImpl<BatchedValue> &results) {
  Operation *batchedOp = rebuild(builder, op, operands, changes);
  if (!batchedOp)
    return failure();
  for (Value result : batchedOp->getResults())
    results.push_back({result, true});
  return success();
}

} // namespace covector::array
