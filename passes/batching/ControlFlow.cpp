//===- ControlFlow.cpp - branches and loops over many lanes ---------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where all lanes go the same way, control flow stays what it is. Otherwise lanes
// choose: of the branches, which are all computed, or between what they had and
// what an iteration makes that they take no part in. A choice takes the value
// of one side only, so that a NaN on the other side is not seen.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Expr.h"
#include "dialects/array/Rules.h"
#include "passes/Functions.h"
#include "passes/batching/Batcher.h"
#include "llvm/ADT/SmallBitVector.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace covector;
using array::BatchedValue;
using llvm::SmallBitVector;

//===----------------------------------------------------------------------===//
// Parts
//===----------------------------------------------------------------------===//

/// Which values that `block` yields depend on its arguments in `differs`, or on
/// collectives across the lanes.
static SmallBitVector differingResults(const Batcher &batcher, Block &block,
                                       const SmallBitVector &differs) {
  llvm::DenseSet<Value> differing;
  for (unsigned i : differs.set_bits())
    differing.insert(block.getArgument(i));
  auto isDiffering = [&](Value value) { return differing.contains(value); };
  for (Operation &op : block.without_terminator())
    if (llvm::any_of(op.getOperands(), isDiffering) || batcher.combinesLanes(&op))
      differing.insert(op.result_begin(), op.result_end());
  Operation *terminator = block.getTerminator();
  SmallBitVector results(terminator->getNumOperands());
  for (auto [i, value] : llvm::enumerate(terminator->getOperands()))
    results[i] = isDiffering(value);
  return results;
}

/// Which carried values of a loop differ, if its `arguments` do and these are from
/// number `first` on.
static SmallBitVector differingCarried(const Batcher &batcher, Block &body,
                                       SmallBitVector arguments, unsigned first, unsigned count) {
  SmallBitVector carried(count);
  for (bool changed = true; changed;) {
    changed = false;
    SmallBitVector yielded = differingResults(batcher, body, arguments);
    for (unsigned i = 0; i < count; ++i) {
      changed |= yielded[i] && !arguments[first + i];
      arguments[first + i] = arguments[first + i] || yielded[i];
      carried[i] = arguments[first + i];
    }
  }
  return carried;
}

/// `x` in the lanes where `lanes` is true, `y` in the others.
static Value selectLanes(OpBuilder &builder, Location loc, Value lanes, Value x, Value y) {
  ArrayRef<int64_t> shape = cast<RankedTensorType>(x.getType()).getShape();
  Value predicate = array::broadcastInDim(builder, loc, lanes, shape, {0});
  return array::SelectOp::create(builder, loc, predicate, x, y);
}

static Value compare(OpBuilder &builder, Location loc, array::ComparisonDirection direction,
                     Value x, Value y) {
  ImplicitLocOpBuilder b(loc, builder);
  return array::compare(direction, array::Expr(b, x), array::Expr(b, y)).value();
}

namespace {

/// The batched form of a region, under construction.
class BatchedRegion {
public:
  BatchedRegion(const Batcher &outer, Location loc)
      : loc(loc), block(region.emplaceBlock()), builder(loc.getContext()), batcher(builder, outer) {
    builder.setInsertionPointToEnd(&block);
  }

  /// Adds an argument for `argument`, which differs between lanes if `mapped`.
  BlockArgument add(BlockArgument argument, bool mapped) {
    BlockArgument added = block.addArgument(
        mapped ? batcher.mappedType(argument.getType()) : argument.getType(), argument.getLoc());
    batcher.map(argument, {added, mapped});
    return added;
  }
  BlockArgument add(Type type) { return block.addArgument(type, loc); }

  Value materialize(BatchedValue value) { return batcher.materialize(builder, loc, value); }
  void yield(ValueRange values) { array::YieldOp::create(builder, loc, values); }

  Location loc;
  Region region;
  Block &block;
  OpBuilder builder;
  Batcher batcher;
};

} // namespace

LogicalResult Batcher::visitRegions(Operation *op) {
  return llvm::TypeSwitch<Operation *, LogicalResult>(op)
      .Case<array::CaseOp, array::CheckpointOp, array::ScanOp, array::WhileOp>(
          [&](auto op) { return visitRegions(op); })
      .Default([&](Operation *op) { return checkNoRegions(op, "vmap"); });
}

//===----------------------------------------------------------------------===//
// case
//===----------------------------------------------------------------------===//

/// The branches' results, where every lane has a selector of its own.
static SmallVector<Value> chooseByLane(Batcher &batcher, array::CaseOp op, Value selector,
                                       ArrayRef<SmallVector<BatchedValue>> branches) {
  Location loc = op.getLoc();
  OpBuilder &builder = batcher.builder;
  auto type = cast<RankedTensorType>(selector.getType());
  SmallVector<Value> lanes; // for each branch but the last: whether it, or one before, is meant
  for (unsigned k = 0; k + 1 < branches.size(); ++k) {
    if (type.getElementType().isInteger(1)) {
      lanes.push_back(array::NotOp::create(builder, loc, selector));
      continue;
    }
    lanes.push_back(compare(builder, loc, array::ComparisonDirection::LE, selector,
                            array::full(builder, loc, type, k)));
  }
  SmallVector<Value> results;
  for (unsigned i = 0; i < op.getNumResults(); ++i) {
    Value chosen = batcher.materialize(builder, loc, branches.back()[i]);
    for (unsigned k = branches.size() - 1; k-- > 0;)
      chosen = selectLanes(builder, loc, lanes[k],
                           batcher.materialize(builder, loc, branches[k][i]), chosen);
    results.push_back(chosen);
  }
  return results;
}

LogicalResult Batcher::visitRegions(array::CaseOp op) {
  Location loc = op.getLoc();
  BatchedValue selector = lookup(op.getSelector());
  if (selector.mapped) {
    SmallVector<SmallVector<BatchedValue>> branches;
    for (Region &region : op.getBranches()) {
      Batcher inner(builder, *this);
      for (auto [argument, input] : llvm::zip(region.front().getArguments(), op.getInputs()))
        inner.map(argument, lookup(input));
      if (failed(inner.visit(region.front())))
        return failure();
      SmallVector<BatchedValue> &yielded = branches.emplace_back();
      for (Value value : region.front().getTerminator()->getOperands())
        yielded.push_back(inner.lookup(value));
    }
    for (auto [result, value] :
         llvm::zip(op.getResults(), chooseByLane(*this, op, selector.value, branches)))
      map(result, {value, true});
    return success();
  }

  SmallVector<Value> inputs;
  for (Value input : op.getInputs())
    inputs.push_back(lookup(input).value);
  SmallVector<std::unique_ptr<BatchedRegion>> branches;
  SmallBitVector differs(op.getNumResults());
  for (Region &region : op.getBranches()) {
    auto &branch = branches.emplace_back(std::make_unique<BatchedRegion>(*this, loc));
    for (auto [argument, input] : llvm::zip(region.front().getArguments(), op.getInputs()))
      branch->add(argument, lookup(input).mapped);
    if (failed(branch->batcher.visit(region.front())))
      return failure();
    for (auto [i, value] : llvm::enumerate(region.front().getTerminator()->getOperands()))
      if (branch->batcher.lookup(value).mapped)
        differs.set(i);
  }
  SmallVector<Type> types;
  for (auto [i, result] : llvm::enumerate(op.getResults()))
    types.push_back(differs[i] ? mappedType(result.getType()) : Type(result.getType()));
  auto batched =
      array::CaseOp::create(builder, loc, types, selector.value, inputs, branches.size());
  for (auto [branch, region, to] : llvm::zip(branches, op.getBranches(), batched.getBranches())) {
    SmallVector<Value> values;
    for (auto [i, value] : llvm::enumerate(region.front().getTerminator()->getOperands())) {
      BatchedValue yielded = branch->batcher.lookup(value);
      values.push_back(differs[i] ? branch->materialize(yielded) : yielded.value);
    }
    branch->yield(values);
    to.takeBody(branch->region);
  }
  for (auto [i, result] : llvm::enumerate(op.getResults()))
    map(result, {batched.getResult(i), differs[i]});
  return success();
}

//===----------------------------------------------------------------------===//
// checkpoint
//===----------------------------------------------------------------------===//

LogicalResult Batcher::visitRegions(array::CheckpointOp op) {
  BatchedRegion body(*this, op.getLoc());
  SmallVector<Value> inputs, values;
  for (auto [argument, operand] : llvm::zip(op.getBodyBlock().getArguments(), op.getInputs())) {
    BatchedValue value = lookup(operand);
    inputs.push_back(value.value);
    body.add(argument, value.mapped);
  }
  if (failed(body.batcher.visit(op.getBodyBlock())))
    return failure();
  SmallBitVector differs(op.getNumResults());
  for (auto [i, value] : llvm::enumerate(op.getBodyBlock().getTerminator()->getOperands())) {
    BatchedValue yielded = body.batcher.lookup(value);
    differs[i] = yielded.mapped;
    values.push_back(yielded.value);
  }
  body.yield(values);
  auto batched = array::CheckpointOp::create(builder, op.getLoc(), ValueRange(values).getTypes(),
                                             inputs, op.getSaves(), op.getAgain());
  batched.getBody().takeBody(body.region);
  for (auto [i, result] : llvm::enumerate(op.getResults()))
    map(result, {batched.getResult(i), differs[i]});
  return success();
}

//===----------------------------------------------------------------------===//
// scan
//===----------------------------------------------------------------------===//

LogicalResult Batcher::visitRegions(array::ScanOp op) {
  Location loc = op.getLoc();
  unsigned consts = op.getConsts().size(), carried = op.getInits().size(), xs = op.getXs().size();
  Block &from = op.getBodyBlock();
  bool ownCounts = op.getCount() && lookup(op.getCount()).mapped;
  SmallBitVector arguments(from.getNumArguments());
  for (unsigned i = 0; i < consts + carried + xs; ++i)
    arguments[1 + i] = lookup(op.getArgs()[i]).mapped;
  SmallBitVector differs = differingCarried(*this, from, arguments, 1 + consts, carried);
  if (ownCounts)
    differs.set();

  BatchedRegion body(*this, loc);
  SmallVector<Value> newConsts, newInits, newXs;
  body.add(op.getIndex(), false);
  for (auto [argument, operand] : llvm::zip(op.getBodyConsts(), op.getConsts())) {
    BatchedValue value = lookup(operand);
    newConsts.push_back(value.value);
    body.add(argument, value.mapped);
  }
  Value count = op.getCount() ? lookup(op.getCount()).value : Value(), ownCount;
  if (ownCounts) {
    newConsts.push_back(count);
    ownCount = body.add(count.getType());
    count = array::ReduceMaxOp::create(builder, loc, count, ArrayRef<int64_t>{0});
  }
  SmallVector<Value> before;
  for (auto [i, argument, operand] : llvm::enumerate(op.getBodyCarried(), op.getInits())) {
    BatchedValue value = lookup(operand);
    newInits.push_back(differs[i] ? materialize(builder, loc, value) : value.value);
    before.push_back(body.add(argument, differs[i]));
  }
  for (auto [argument, operand] : llvm::zip(op.getBodyElements(), op.getXs())) {
    BatchedValue value = lookup(operand);
    // Lanes lie behind the axis that the loop runs over.
    newXs.push_back(value.mapped && op.getLength()
                        ? array::moveAxis(builder, loc, value.value, 0, 1)
                        : value.value);
    body.add(argument, value.mapped);
  }
  if (failed(body.batcher.visit(from)))
    return failure();

  Value active;
  if (ownCounts) {
    auto type = cast<RankedTensorType>(ownCount.getType());
    Value index =
        array::broadcastInDim(body.builder, loc, body.block.getArgument(0), type.getShape(), {});
    active = compare(body.builder, loc, array::ComparisonDirection::LT, index, ownCount);
  }
  SmallVector<Value> values;
  SmallBitVector stackDiffers(op.getStacks().size());
  for (auto [i, value] : llvm::enumerate(from.getTerminator()->getOperands())) {
    BatchedValue yielded = body.batcher.lookup(value);
    if (i >= carried) {
      stackDiffers[i - carried] = yielded.mapped;
      values.push_back(yielded.value);
      continue;
    }
    Value next = differs[i] ? body.materialize(yielded) : yielded.value;
    if (ownCounts && next != before[i])
      next = selectLanes(body.builder, loc, active, next, before[i]);
    values.push_back(next);
  }
  body.yield(values);
  auto batched =
      array::ScanOp::create(builder, loc, TypeRange(ValueRange(values)).drop_front(carried), count,
                            newConsts, newInits, newXs, op.getLengthAttr(), op.getReverse());
  array::copyKeeping(op, batched);
  batched.getBody().takeBody(body.region);
  for (auto [i, result] : llvm::enumerate(op.getCarried()))
    map(result, {batched.getResult(i), differs[i]});
  for (auto [i, result] : llvm::enumerate(op.getStacks())) {
    Value stack = batched.getStacks()[i];
    if (stackDiffers[i] && op.getLength())
      stack = array::moveAxis(builder, loc, stack, 1, 0);
    map(result, {stack, stackDiffers[i]});
  }
  return success();
}

//===----------------------------------------------------------------------===//
// while
//===----------------------------------------------------------------------===//

/// What a condition says of carried values and consts, given in its arguments' order.
static FailureOr<BatchedValue> evaluateCondition(const Batcher &outer, OpBuilder &builder,
                                                 array::WhileOp op,
                                                 ArrayRef<BatchedValue> arguments) {
  Block &condition = op.getConditionBlock();
  Batcher batcher(builder, outer);
  for (auto [argument, value] : llvm::zip_equal(condition.getArguments(), arguments))
    batcher.map(argument, value);
  if (failed(batcher.visit(condition)))
    return failure();
  return batcher.lookup(condition.getTerminator()->getOperand(0));
}

LogicalResult Batcher::visitRegions(array::WhileOp op) {
  Location loc = op.getLoc();
  unsigned carried = op.getInits().size(), consts = op.getConsts().size();
  Block &from = op.getBodyBlock();
  SmallBitVector arguments(carried + consts);
  for (unsigned i = 0; i < consts; ++i)
    arguments[carried + i] = lookup(op.getConsts()[i]).mapped;
  for (unsigned i = 0; i < carried; ++i)
    arguments[i] = lookup(op.getInits()[i]).mapped;
  SmallBitVector differs = differingCarried(*this, from, arguments, 0, carried);
  for (unsigned i = 0; i < carried; ++i)
    arguments[i] = differs[i];
  // Lanes that end at different times differ in all that they carry.
  bool ownConditions = differingResults(*this, op.getConditionBlock(), arguments).any();
  if (ownConditions)
    differs.set();

  SmallVector<Value> newConsts, newInits;
  SmallVector<BatchedValue> first; // for the condition in front of the loop
  for (auto [i, operand] : llvm::enumerate(op.getInits())) {
    BatchedValue value = lookup(operand);
    newInits.push_back(differs[i] ? materialize(builder, loc, value) : value.value);
    first.push_back({newInits.back(), differs[i]});
  }
  SmallBitVector constDiffers(consts);
  for (auto [i, operand] : llvm::enumerate(op.getConsts())) {
    BatchedValue value = lookup(operand);
    constDiffers[i] = value.mapped;
    newConsts.push_back(value.value);
    first.push_back(value);
  }
  auto laneType = [&](Type element) { return RankedTensorType::get({size}, element); };
  Type bools = laneType(builder.getI1Type()), counts = laneType(builder.getI64Type());
  if (ownConditions) {
    FailureOr<BatchedValue> active = evaluateCondition(*this, builder, op, first);
    if (failed(active))
      return failure();
    newInits.push_back(materialize(builder, loc, *active));
    if (op.getCounted())
      newInits.push_back(array::zeros(builder, loc, counts));
  }

  // Both regions are given the carried values, which lanes are active, how many
  // iterations they have had, and the consts.
  BatchedRegion body(*this, loc), condition(*this, loc);
  SmallVector<Value> before;
  for (auto [i, argument] : llvm::enumerate(from.getArguments().take_front(carried))) {
    before.push_back(body.add(argument, differs[i]));
    condition.add(op.getConditionBlock().getArgument(i), differs[i]);
  }
  Value active, number, anyActive;
  if (ownConditions) {
    active = body.add(bools);
    anyActive = condition.add(bools);
    if (op.getCounted()) {
      number = body.add(counts);
      condition.add(counts);
    }
  }
  SmallVector<BatchedValue> bodyConsts;
  for (unsigned i = 0; i < consts; ++i) {
    bool mapped = constDiffers[i];
    bodyConsts.push_back({body.add(from.getArgument(carried + i), mapped), mapped});
    condition.add(op.getConditionBlock().getArgument(carried + i), mapped);
  }
  if (ownConditions) {
    condition.yield(
        array::ReduceOrOp::create(condition.builder, loc, anyActive, ArrayRef<int64_t>{0})
            .getResult());
  } else {
    if (failed(condition.batcher.visit(op.getConditionBlock())))
      return failure();
    condition.yield(
        condition.batcher.lookup(op.getConditionBlock().getTerminator()->getOperand(0)).value);
  }

  if (failed(body.batcher.visit(from)))
    return failure();
  SmallVector<Value> values, stacked;
  SmallVector<BatchedValue> next;
  SmallBitVector stackDiffers(op.getStacks().size());
  for (auto [i, value] : llvm::enumerate(from.getTerminator()->getOperands())) {
    BatchedValue yielded = body.batcher.lookup(value);
    if (i >= carried) {
      stackDiffers[i - carried] = yielded.mapped;
      stacked.push_back(yielded.value);
      continue;
    }
    Value carriedOn = differs[i] ? body.materialize(yielded) : yielded.value;
    if (ownConditions && carriedOn != before[i])
      carriedOn = selectLanes(body.builder, loc, active, carriedOn, before[i]);
    values.push_back(carriedOn);
    next.push_back({carriedOn, differs[i]});
  }
  if (ownConditions) {
    llvm::append_range(next, bodyConsts);
    FailureOr<BatchedValue> again = evaluateCondition(body.batcher, body.builder, op, next);
    if (failed(again))
      return failure();
    values.push_back(array::AndOp::create(body.builder, loc, active, body.materialize(*again)));
    if (op.getCounted()) {
      Value one = array::ConvertOp::create(body.builder, loc, counts, active,
                                           TypeAttr::get(builder.getI64Type()));
      values.push_back(array::AddOp::create(body.builder, loc, number, one));
    }
  }
  llvm::append_range(values, stacked);
  body.yield(values);
  auto batched = array::WhileOp::create(builder, loc, TypeRange(ValueRange(stacked)), newConsts,
                                        newInits, op.getCounted());
  array::copyKeeping(op, batched);
  batched.getCondition().takeBody(condition.region);
  batched.getBody().takeBody(body.region);
  for (auto [i, result] : llvm::enumerate(op.getCarried()))
    map(result, {batched.getResult(i), differs[i]});
  if (op.getCounted())
    map(op.getCount(), ownConditions ? BatchedValue{batched.getResult(carried + 1), true}
                                     : BatchedValue{batched.getCount(), false});
  for (auto [i, result] : llvm::enumerate(op.getStacks()))
    map(result, {batched.getStacks()[i], stackDiffers[i]});
  return success();
}
