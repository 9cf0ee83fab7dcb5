//===- While.cpp - derivatives of loops of unknown length -----------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What makes it hard is that nobody knows how much is to be saved. The loop counts its
// iterations and yields stacks of what is saved; its linear part is then a scan of that
// count over the stacks, which is transposed as every scan.
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/IRMapping.h"
#include "passes/autodiff/LoopTangents.h"
#include "passes/autodiff/Residuals.h"

using namespace mlir;
using namespace covector;

/// A loop with the regions of `from`, which are taken.
static array::WhileOp takeRegions(OpBuilder &builder, array::WhileOp from, ValueRange consts,
                                  ValueRange inits, bool counted) {
  TypeRange stacked = from.getBodyBlock().getTerminator()->getOperandTypes();
  auto op = array::WhileOp::create(builder, from.getLoc(), stacked.drop_front(inits.size()), consts,
                                   inits, counted);
  op.getCondition().takeBody(from.getCondition());
  op.getBody().takeBody(from.getBody());
  return op;
}

/// The carried values and the stacks, without the count.
static SmallVector<Value> yieldedResults(array::WhileOp op) {
  SmallVector<Value> results(op.getCarried());
  llvm::append_range(results, op.getStacks());
  return results;
}

static void push(ForwardMode &forward, array::WhileOp op, OpBuilder &builder,
                 LoopTangents &tangents) {
  unsigned consts = op.getConsts().size(), carried = op.getInits().size();
  Block &body = op.getBodyBlock(), &condition = op.getConditionBlock();
  Operation *terminator = body.getTerminator();
  SmallVector<Value> yielded(terminator->getOperands());
  SmallVector<Value> values(yielded.begin(), yielded.begin() + carried);
  tangents.appendCarried(values);
  values.append(yielded.begin() + carried, yielded.end());
  tangents.appendStacked(values);
  terminator->setOperands(values);

  // The condition is given tangents too, and does not look at them.
  for (unsigned i = carried + consts; i < body.getNumArguments(); ++i)
    condition.addArgument(body.getArgument(i).getType(), op.getLoc());
  SmallVector<unsigned> order;
  unsigned firstTangent = carried + consts;
  for (unsigned i = 0; i < carried; ++i)
    order.push_back(i);
  for (unsigned i = 0; i < tangents.carried.size(); ++i)
    order.push_back(firstTangent + tangents.consts.size() + i);
  for (unsigned i = 0; i < consts; ++i)
    order.push_back(carried + i);
  for (unsigned i = 0; i < tangents.consts.size(); ++i)
    order.push_back(firstTangent + i);
  reorderArguments(body, order);
  reorderArguments(condition, order);

  SmallVector<Value> allConsts(op.getConsts()), allInits(op.getInits());
  llvm::append_range(allConsts, tangents.consts);
  llvm::append_range(allInits, tangents.initTangents(builder));
  auto both = takeRegions(builder, op, allConsts, allInits, op.getCounted());
  array::copyKeeping(op, both);
  SmallVector<Value> primals(both.getCarried().take_front(carried));
  size_t stacks = op.getStacks().size();
  llvm::append_range(primals, both.getStacks().take_front(stacks));
  for (auto [old, primal] : llvm::zip_equal(yieldedResults(op), primals))
    old.replaceAllUsesWith(primal);
  if (op.getCounted())
    op.getCount().replaceAllUsesWith(both.getCount());
  tangents.declare(forward, primals, both.getCarried().drop_front(carried),
                   both.getStacks().drop_front(stacks));
  op.erase();
}

static void split(ForwardMode &forward, array::WhileOp op, OpBuilder &builder,
                  LoopTangents &tangents) {
  unsigned consts = op.getConsts().size(), carried = op.getInits().size();
  unsigned firstTangent = carried + consts;
  Block &body = op.getBodyBlock();
  LinearCode code(tangents.forward, tangents.outputs(), [&](Value value) {
    auto argument = dyn_cast<BlockArgument>(value);
    return argument && argument.getArgNumber() >= carried;
  });

  // The linear body is given consts and their tangents, carried tangents and what is
  // saved; it does not look at the index.
  Region region;
  Block &to = region.emplaceBlock();
  IRMapping mapping;
  auto give = [&](Value value) {
    mapping.map(value, to.addArgument(value.getType(), value.getLoc()));
  };
  to.addArgument(RankedTensorType::get({}, builder.getI64Type()), op.getLoc());
  SmallVector<Value> linearConsts, linearXs;
  for (Value value : code.given) {
    give(value);
    linearConsts.push_back(op.getConsts()[cast<BlockArgument>(value).getArgNumber() - carried]);
  }
  for (unsigned i = firstTangent; i < body.getNumArguments(); ++i)
    give(body.getArgument(i)); // consts come first
  llvm::append_range(linearConsts, tangents.consts);
  for (Value value : code.saved)
    give(value);
  code.moveTo(to, mapping);
  tangents.yieldLinear(to, mapping);

  Operation *terminator = body.getTerminator();
  SmallVector<Value> yielded(terminator->getOperands());
  SmallVector<unsigned> stackOf;
  for (Value value : code.saved) {
    auto found = std::find(yielded.begin() + carried, yielded.end(), value);
    stackOf.push_back(found - yielded.begin() - carried);
    if (found == yielded.end())
      yielded.push_back(value);
  }
  terminator->setOperands(yielded);
  body.eraseArguments(firstTangent, body.getNumArguments() - firstTangent);
  SmallVector<Value> oldConsts(op.getConsts()), oldInits(op.getInits());
  auto primal = takeRegions(builder, op, oldConsts, oldInits, /*counted=*/true);
  SmallVector<Value> primals = yieldedResults(primal);
  SmallVector<Value> old = yieldedResults(op);
  primals.resize(old.size());
  for (auto [result, replacement] : llvm::zip_equal(old, primals))
    result.replaceAllUsesWith(replacement);
  if (op.getCounted())
    op.getCount().replaceAllUsesWith(primal.getCount());
  for (unsigned stack : stackOf)
    linearXs.push_back(primal.getStacks()[stack]);
  eraseUnused(to, linearConsts, tangents.carried.size(), linearXs);
  auto linear = createScan(builder, op.getLoc(), primal.getCount(), linearConsts,
                           tangents.initTangents(builder), linearXs, region, /*reverse=*/false);
  tangents.declare(forward, primals, linear.getCarried(), linear.getStacks());
  op.erase();
}

/// A loop in levels, or with snapshots, counts its iterations and keeps nothing; it is run
/// again, as a loop of known length, for its derivative.
static LogicalResult forwardCounted(ForwardMode &forward, array::WhileOp op, OpBuilder &builder) {
  OpBuilder before(op);
  unsigned carried = op.getInits().size();
  SmallVector<Value> consts(op.getConsts()), inits(op.getInits());
  Region again;
  IRMapping mapping;
  op.getBody().cloneInto(&again, mapping);
  bool wasCounted = op.getCounted();
  auto primal = takeRegions(before, op, consts, inits, /*counted=*/true);
  for (auto [result, replacement] : llvm::zip(op.getCarried(), primal.getCarried()))
    result.replaceAllUsesWith(replacement);
  if (wasCounted)
    op.getCount().replaceAllUsesWith(primal.getCount());

  // Index, consts, carried values.
  Block &body = again.front();
  unsigned index = body.getNumArguments();
  body.addArgument(RankedTensorType::get({}, before.getI64Type()), op.getLoc());
  SmallVector<unsigned> order = {index};
  for (unsigned i = carried; i < index; ++i)
    order.push_back(i);
  for (unsigned i = 0; i < carried; ++i)
    order.push_back(i);
  reorderArguments(body, order);
  auto loop = createScan(before, op.getLoc(), primal.getCount(), consts, inits, ValueRange(), again,
                         /*reverse=*/false);
  array::copyKeeping(op, loop);
  // What the results become is held here.
  auto results =
      UnrealizedConversionCastOp::create(before, op.getLoc(), TypeRange(), loop.getResults());
  op.erase();
  if (failed(forward.runOn(loop, builder)))
    return failure();
  for (auto [result, value] : llvm::zip(primal.getCarried(), results.getOperands()))
    forward.setTangent(result, forward.tangent(value));
  results.erase();
  return success();
}

LogicalResult covector::forwardThrough(ForwardMode &forward, array::WhileOp op, OpBuilder &builder,
                                       ArrayRef<Value> operandTangents) {
  if (forward.way == ForwardMode::Way::Split && op.getStacks().empty() &&
      (op.getSnapshots() || op.getLevels().value_or(1) > 1))
    return forwardCounted(forward, op, builder);
  llvm::SmallBitVector varies(operandTangents.size());
  for (auto [i, tangent] : llvm::enumerate(operandTangents))
    varies[i] = bool(tangent);
  unsigned consts = op.getConsts().size(), inits = op.getInits().size();
  LoopTangents tangents(forward, op, op.getBodyBlock(), inits);
  tangents.addConsts(operandTangents.take_front(consts), inits);
  tangents.addCarried(op.getInits(), operandTangents.drop_front(consts), varyingCarried(op, varies),
                      0);
  if (failed(tangents.run()))
    return failure();
  if (tangents.isZero()) {
    tangents.eraseArguments();
    return success();
  }
  if (forward.way == ForwardMode::Way::Push)
    push(forward, op, builder, tangents);
  else
    split(forward, op, builder, tangents);
  return success();
}
