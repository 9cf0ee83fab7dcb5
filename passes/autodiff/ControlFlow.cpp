//===- ControlFlow.cpp - what the derivatives of control flow share -------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "passes/autodiff/ControlFlow.h"
#include "dialects/array/Expr.h"
#include "dialects/array/Rules.h"
#include "passes/Functions.h"
#include "passes/autodiff/Linear.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace covector;

//===----------------------------------------------------------------------===//
// The rules of all constructs
//===----------------------------------------------------------------------===//

LogicalResult covector::forwardThroughRegions(ForwardMode &forward, Operation *op,
                                              OpBuilder &builder, ArrayRef<Value> tangents) {
  return llvm::TypeSwitch<Operation *, LogicalResult>(op)
      .Case<array::CaseOp, array::CheckpointOp, array::ScanOp, array::WhileOp>(
          [&](auto op) { return forwardThrough(forward, op, builder, tangents); })
      .Default([&](Operation *op) { return checkNoRegions(op, forward.transformation); });
}

LogicalResult covector::transposeRegions(ReverseMode &reverse, Operation *op,
                                         ArrayRef<Value> cotangents, ArrayRef<bool> linear) {
  return llvm::TypeSwitch<Operation *, LogicalResult>(op)
      .Case<array::CaseOp, array::CheckpointOp, array::ScanOp>(
          [&](auto op) { return transposeThrough(reverse, op, cotangents, linear); })
      .Case([&](array::WhileOp op) {
        return op.emitOpError("is not supported by ")
               << reverse.transformation
               << " yet: a loop of unknown length is not transposed by itself (in '@"
               << reverse.function << "'); use vjp, or scan or fori_loop";
      })
      .Default([&](Operation *op) { return checkNoRegions(op, reverse.transformation); });
}

//===----------------------------------------------------------------------===//
// Sums
//===----------------------------------------------------------------------===//

/// The number of elements of a stack.
static Value countOf(Value stack) {
  if (auto loop = stack.getDefiningOp<array::WhileOp>())
    return loop.getCount();
  if (auto loop = stack.getDefiningOp<array::ScanOp>())
    return loop.getCount();
  return nullptr;
}

static Value addStacks(OpBuilder &builder, Location loc, Value x, Value y) {
  Value count = countOf(x) ? countOf(x) : countOf(y);
  assert(count && "a loop in this block has made one of them");
  Type element = array::elementOf(x.getType());
  auto sum = array::ScanOp::create(builder, loc, element, count, ValueRange{}, ValueRange{},
                                   ValueRange{x, y}, IntegerAttr(), /*reverse=*/false);
  Block &body = sum.getBodyBlock();
  OpBuilder inner = OpBuilder::atBlockEnd(&body);
  Value added =
      array::AddOp::create(inner, loc, body.getArgument(1), body.getArgument(2)).getResult();
  array::YieldOp::create(inner, loc, added);
  return sum.getResult(0);
}

/// `pad`, of zeros around few elements, added to `sum`; null if it is something else.
static Value addWindow(OpBuilder &builder, Location loc, Value sum, array::PadOp pad) {
  auto type = pad.getType(), window = pad.getX().getType();
  auto isNegative = [](int64_t n) { return n < 0; };
  if (!isZero(pad.getValue()) || llvm::any_of(pad.getLow(), isNegative) ||
      llvm::any_of(pad.getHigh(), isNegative) ||
      llvm::any_of(pad.getInterior(), [](int64_t n) { return n != 0; }) ||
      window.getNumElements() > type.getNumElements() / 8)
    return nullptr;
  SmallVector<int64_t> axes = llvm::to_vector(llvm::seq<int64_t>(0, type.getRank()));
  SmallVector<int32_t> starts(pad.getLow().begin(), pad.getLow().end());
  if (!llvm::equal(starts, pad.getLow()))
    return nullptr;
  auto indexType = RankedTensorType::get({type.getRank()}, builder.getI32Type());
  Value indices =
      array::constant(builder, loc, DenseElementsAttr::get(indexType, ArrayRef<int32_t>(starts)));
  return array::ScatterOp::create(builder, loc, sum, indices, pad.getX(), axes, ArrayRef<int64_t>{},
                                  ArrayRef<int64_t>{}, ArrayRef<int64_t>{}, axes,
                                  array::IndexMode::InBounds, array::ScatterKind::Add,
                                  builder.getBoolAttr(true), BoolAttr());
}

Value covector::addCotangents(OpBuilder &builder, Location loc, Value sum, Value cotangent) {
  if (array::isStack(sum.getType()))
    return addStacks(builder, loc, sum, cotangent);
  if (auto scatter = cotangent.getDefiningOp<array::ScatterOp>();
      scatter && scatter.getKind() == array::ScatterKind::Add && scatter->use_empty() &&
      isZero(scatter.getX())) {
    scatter.getXMutable().assign(sum);
    return cotangent;
  }
  if (auto pad = cotangent.getDefiningOp<array::PadOp>(); pad && pad->use_empty())
    if (Value added = addWindow(builder, loc, sum, pad)) {
      pad.erase();
      return added;
    }
  return array::AddOp::create(builder, loc, sum, cotangent);
}

//===----------------------------------------------------------------------===//
// Blocks
//===----------------------------------------------------------------------===//

LogicalResult covector::transposeBlock(Block &block, const llvm::SmallBitVector &linear,
                                       ArrayRef<unsigned> cotangents, ArrayRef<Value> sums,
                                       bool masked, StringRef transformation, StringRef function) {
  llvm::DenseSet<Value> linearValues;
  SmallVector<BlockArgument> arguments;
  for (unsigned i : linear.set_bits()) {
    arguments.push_back(block.getArgument(i));
    linearValues.insert(block.getArgument(i));
  }
  auto isLinear = [&](Value value) { return linearValues.contains(value); };
  FailureOr<SmallVector<Operation *>> linearOps =
      collectLinear(block, linearValues, transformation);
  if (failed(linearOps))
    return failure();

  Operation *terminator = block.getTerminator();
  OpBuilder builder(terminator);
  ReverseMode reverse(builder, transformation, function, isLinear);
  if (!sums.empty())
    for (auto [argument, sum] : llvm::zip_equal(arguments, sums))
      if (sum)
        reverse.accumulate(argument, sum, argument.getLoc());
  for (unsigned i : cotangents) {
    Value yielded = terminator->getOperand(i);
    BlockArgument cotangent = block.addArgument(yielded.getType(), terminator->getLoc());
    if (!isLinear(yielded))
      continue;
    reverse.accumulate(yielded, cotangent, terminator->getLoc());
    if (masked)
      reverse.setMasked(yielded);
  }
  terminator->setOperands({});
  if (failed(reverse.run(*linearOps)))
    return failure();
  SmallVector<Value> results;
  for (BlockArgument argument : arguments) {
    Value cotangent = reverse.cotangent(argument);
    if (!cotangent && array::isStack(argument.getType()))
      return emitError(argument.getLoc())
             << transformation
             << " does not support yet a region that is given a linear stack of type "
             << argument.getType() << " and does not use it (in '@" << function
             << "'): how many zeros its cotangent has is not known; do not give it";
    results.push_back(cotangent ? cotangent
                                : array::zeros(builder, argument.getLoc(), argument.getType()));
  }
  terminator->setOperands(results);
  return success();
}

void covector::eraseUnused(Block &body, SmallVectorImpl<Value> &consts, unsigned carried,
                           SmallVectorImpl<Value> &xs) {
  auto erase = [&](SmallVectorImpl<Value> &operands, unsigned first) {
    for (unsigned i = operands.size(); i-- > 0;)
      if (body.getArgument(first + i).use_empty()) {
        body.eraseArgument(first + i);
        operands.erase(operands.begin() + i);
      }
  };
  erase(xs, 1 + consts.size() + carried);
  erase(consts, 1);
}

array::ScanOp covector::createScan(OpBuilder &builder, Location loc, Value count, ValueRange consts,
                                   ValueRange inits, ValueRange xs, Region &region, bool reverse) {
  TypeRange stacked =
      TypeRange(region.front().getTerminator()->getOperandTypes()).drop_front(inits.size());
  auto op = array::ScanOp::create(builder, loc, stacked, count, consts, inits, xs, IntegerAttr(),
                                  reverse);
  op.getBody().takeBody(region);
  return op;
}

array::ScanOp covector::createScan(OpBuilder &builder, Location loc, array::ScanOp like,
                                   ValueRange consts, ValueRange inits, ValueRange xs,
                                   Region &region, bool reverse) {
  TypeRange stacked =
      TypeRange(region.front().getTerminator()->getOperandTypes()).drop_front(inits.size());
  auto op = array::ScanOp::create(builder, loc, stacked, like.getCount(), consts, inits, xs,
                                  like.getLengthAttr(), reverse);
  op.getBody().takeBody(region);
  return op;
}
