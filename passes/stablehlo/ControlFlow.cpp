//===- ControlFlow.cpp - branches and loops in StableHLO ------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Loops carry the number of the iteration, what bodies close over stays outside of them:
// regions of StableHLO see the values around. A scan reads its arrays, and writes its
// stacks, at that number.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/ControlFlow.h"
#include "dialects/array/Calls.h"
#include "dialects/array/Custom.h"
#include "passes/stablehlo/Lowering.h"

using namespace mlir;
using namespace covector;

/// Moves the operations of `from` to the insertion point of `b`, with `arguments` in place of
/// the block's own, and gives what they yield.
static SmallVector<Value> inlineBlock(ImplicitLocOpBuilder &b, Block &from, ValueRange arguments) {
  for (auto [argument, value] : llvm::zip_equal(from.getArguments(), arguments))
    argument.replaceAllUsesWith(value);
  Operation *end = from.getTerminator();
  SmallVector<Value> results(end->getOperands());
  for (Operation &op : llvm::make_early_inc_range(from.without_terminator()))
    op.moveBefore(b.getInsertionBlock(), b.getInsertionPoint());
  return results;
}

static bool hasStacks(TypeRange types) {
  return llvm::any_of(types, [](Type type) {
    auto array = dyn_cast<RankedTensorType>(type);
    return !array || !array.hasStaticShape();
  });
}

static LogicalResult refuseStacks(Operation *op) {
  if (!hasStacks(op->getOperandTypes()) && !hasStacks(op->getResultTypes()))
    return success();
  return op->emitOpError("keeps what iterations of a loop of unknown length need for its "
                         "derivative, for which StableHLO has no memory; give the loop "
                         "checkpoint=, or a length that is known");
}

//===----------------------------------------------------------------------===//
// case
//===----------------------------------------------------------------------===//

static LogicalResult lowerCase(array::CaseOp op, ImplicitLocOpBuilder &b,
                               SmallVectorImpl<Value> &results) {
  if (failed(refuseStacks(op)))
    return failure();
  auto type = RankedTensorType::get({}, b.getI32Type());
  Value index = op.getSelector();
  if (index.getType() != type) {
    Type element = getElementTypeOrSelf(index.getType());
    // Out of an i32's bounds is out of the branches' bounds.
    if (!array::isBoolElement(element) && element.getIntOrFloatBitWidth() > 32) {
      auto wide = cast<RankedTensorType>(index.getType());
      index = stablehlo::ClampOp::create(b, wide, hlo::splat(b, wide, 0), index,
                                         hlo::splat(b, wide, op.getBranches().size() - 1));
    }
    index = stablehlo::ConvertOp::create(b, type, index);
  }
  if (!array::isBoolElement(getElementTypeOrSelf(op.getSelector().getType())))
    index = stablehlo::ClampOp::create(b, type, hlo::splat(b, type, 0), index,
                                       hlo::splat(b, type, op.getBranches().size() - 1));
  auto made = stablehlo::CaseOp::create(b, op.getResultTypes(), index, op.getBranches().size());
  for (auto [from, to] : llvm::zip_equal(op.getBranches(), made.getBranches())) {
    OpBuilder::InsertionGuard guard(b);
    b.createBlock(&to);
    stablehlo::ReturnOp::create(b, inlineBlock(b, from.front(), op.getInputs()));
  }
  llvm::append_range(results, made.getResults());
  return success();
}

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

using Body = llvm::function_ref<SmallVector<Value>(ImplicitLocOpBuilder &, ValueRange)>;

/// The results of `stablehlo.while` from `inits` on.
static ResultRange buildWhile(ImplicitLocOpBuilder &b, ValueRange inits, Body condition,
                              Body body) {
  auto loop = stablehlo::WhileOp::create(b, inits.getTypes(), inits);
  SmallVector<Location> locations(inits.size(), b.getLoc());
  for (auto [region, build] : {std::pair<Region *, Body>(&loop.getCond(), condition),
                               std::pair<Region *, Body>(&loop.getBody(), body)}) {
    OpBuilder::InsertionGuard guard(b);
    Block *block = b.createBlock(region, region->end(), inits.getTypes(), locations);
    stablehlo::ReturnOp::create(b, build(b, block->getArguments()));
  }
  return loop.getResults();
}

static LogicalResult lowerWhile(array::WhileOp op, ImplicitLocOpBuilder &b,
                                SmallVectorImpl<Value> &results) {
  if (failed(refuseStacks(op)))
    return failure();
  auto i64 = RankedTensorType::get({}, b.getI64Type());
  size_t carried = op.getInits().size();
  SmallVector<Value> inits(op.getInits());
  if (op.getCounted())
    inits.push_back(hlo::splat(b, i64, 0));
  auto with = [&](ValueRange consts, ValueRange arguments) {
    SmallVector<Value> all(consts);
    llvm::append_range(all, arguments.take_front(carried));
    return all;
  };
  auto condition = [&](ImplicitLocOpBuilder &b, ValueRange arguments) {
    return inlineBlock(b, op.getConditionBlock(), with(op.getConsts(), arguments));
  };
  auto body = [&](ImplicitLocOpBuilder &b, ValueRange arguments) {
    SmallVector<Value> next = inlineBlock(b, op.getBodyBlock(), with(op.getConsts(), arguments));
    if (op.getCounted())
      next.push_back(stablehlo::AddOp::create(b, arguments.back(), hlo::splat(b, i64, 1)));
    return next;
  };
  llvm::append_range(results, buildWhile(b, inits, condition, body));
  return success();
}

/// Where element `index` along the leading axis of an array of `type` begins.
static SmallVector<Value> startOf(ImplicitLocOpBuilder &b, Value index, int64_t rank) {
  SmallVector<Value> starts = {index};
  if (rank > 1)
    starts.append(rank - 1, hlo::splat(b, cast<RankedTensorType>(index.getType()), 0));
  return starts;
}

static LogicalResult lowerScan(array::ScanOp op, ImplicitLocOpBuilder &b,
                               SmallVectorImpl<Value> &results) {
  if (failed(refuseStacks(op)))
    return failure();
  auto i64 = RankedTensorType::get({}, b.getI64Type());
  bool reverse = op.getReverse();
  Value length = op.getCount();
  if (!length)
    length = hlo::splat(b, i64, *op.getLength());
  Value one = hlo::splat(b, i64, 1), zero = hlo::splat(b, i64, 0);

  SmallVector<Value> inits = {reverse ? stablehlo::SubtractOp::create(b, length, one).getResult()
                                      : zero};
  llvm::append_range(inits, op.getInits());
  for (Value stack : op.getStacks())
    inits.push_back(hlo::splat(b, cast<RankedTensorType>(stack.getType()), 0));
  size_t carried = op.getInits().size();

  auto condition = [&](ImplicitLocOpBuilder &b, ValueRange arguments) {
    using Direction = stablehlo::ComparisonDirection;
    return SmallVector<Value>{reverse ? hlo::compare(b, Direction::GE, arguments[0], zero)
                                      : hlo::compare(b, Direction::LT, arguments[0], length)};
  };
  auto body = [&](ImplicitLocOpBuilder &b, ValueRange arguments) {
    Value index = arguments[0];
    SmallVector<Value> given = {index};
    llvm::append_range(given, op.getConsts());
    llvm::append_range(given, arguments.slice(1, carried));
    for (Value x : op.getXs()) {
      auto type = cast<RankedTensorType>(x.getType());
      SmallVector<int64_t> sizes(type.getShape());
      sizes[0] = 1;
      Value window = stablehlo::DynamicSliceOp::create(b, type.clone(sizes), x,
                                                       startOf(b, index, type.getRank()), sizes);
      given.push_back(hlo::reshape(b, window, type.getShape().drop_front()));
    }
    SmallVector<Value> yielded = inlineBlock(b, op.getBodyBlock(), given);
    SmallVector<Value> next = {reverse ? stablehlo::SubtractOp::create(b, index, one).getResult()
                                       : stablehlo::AddOp::create(b, index, one).getResult()};
    next.append(yielded.begin(), yielded.begin() + carried);
    for (auto [stack, element] : llvm::zip_equal(arguments.drop_front(1 + carried),
                                                 ArrayRef(yielded).drop_front(carried))) {
      auto type = cast<RankedTensorType>(stack.getType());
      SmallVector<int64_t> sizes(type.getShape());
      sizes[0] = 1;
      next.push_back(stablehlo::DynamicUpdateSliceOp::create(
          b, type, stack, hlo::reshape(b, element, sizes), startOf(b, index, type.getRank())));
    }
    return next;
  };
  llvm::append_range(results, buildWhile(b, inits, condition, body).drop_front());
  return success();
}

void hlo::addControlFlowPatterns(RewritePatternSet &patterns) {
  lower<array::CaseOp>(patterns, lowerCase);
  lower<array::WhileOp>(patterns, lowerWhile);
  lower<array::ScanOp>(patterns, lowerScan);
  lower<array::CheckpointOp>(patterns, [](array::CheckpointOp op, auto &b, auto &results) {
    // What is computed again must not be merged with what was computed before.
    SmallVector<Value> inputs(op.getInputs());
    if (op.getAgain() && !inputs.empty())
      inputs = stablehlo::OptimizationBarrierOp::create(b, op.getInputs().getTypes(), inputs)
                   .getResults();
    llvm::append_range(results, inlineBlock(b, op.getBodyBlock(), inputs));
    return success();
  });
  lower<array::CheckpointNameOp>(patterns, [](array::CheckpointNameOp op, auto &, auto &results) {
    results.push_back(op.getX());
    return success();
  });
  lower<array::OptimizationBarrierOp>(patterns, [](array::OptimizationBarrierOp op, auto &b,
                                                   auto &results) {
    auto made = stablehlo::OptimizationBarrierOp::create(b, op.getResultTypes(), op.getInputs());
    llvm::append_range(results, made.getResults());
    return success();
  });
}
