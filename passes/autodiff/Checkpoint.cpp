//===- Checkpoint.cpp - derivatives that compute values again -------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The linear part of a checkpoint is a checkpoint, too: it is given the operands of the
// first, computes in its body what it needs of them, and then what is linear. So is
// its transpose. What makes it hard is that both compute the same, and nobody may
// notice: they stay apart until code is made of them.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Expr.h"
#include "passes/autodiff/ControlFlow.h"
#include "passes/autodiff/Residuals.h"

using namespace mlir;
using namespace covector;

/// A checkpoint whose body is the block of `region`, which is taken.
static array::CheckpointOp create(OpBuilder &builder, array::CheckpointOp like, ValueRange inputs,
                                  Region &region, bool again) {
  TypeRange types = region.front().getTerminator()->getOperandTypes();
  auto op =
      array::CheckpointOp::create(builder, like.getLoc(), types, inputs, like.getSaves(), again);
  op.getBody().takeBody(region);
  return op;
}

LogicalResult covector::forwardThrough(ForwardMode &forward, array::CheckpointOp op,
                                       OpBuilder &builder, ArrayRef<Value> operandTangents) {
  Block &body = op.getBodyBlock();
  unsigned numInputs = op.getInputs().size(), numResults = op.getNumResults();
  ForwardMode inner(forward.way, forward.transformation, forward.function);
  SmallVector<Value> inputTangents;
  for (auto [i, tangent] : llvm::enumerate(operandTangents)) {
    if (!tangent)
      continue;
    BlockArgument primal = body.getArgument(i);
    inner.seed(primal, body.addArgument(primal.getType(), primal.getLoc()));
    inputTangents.push_back(tangent);
  }
  if (failed(inner.run(body)))
    return failure();
  Operation *terminator = body.getTerminator();
  SmallVector<Value> values(terminator->getOperands()), tangents;
  SmallVector<unsigned> varying;
  for (auto [i, value] : llvm::enumerate(values))
    if (Value tangent = inner.tangent(value)) {
      varying.push_back(i);
      tangents.push_back(tangent);
    }
  SmallVector<Value> inputs(op.getInputs());

  if (forward.way == ForwardMode::Way::Push) {
    llvm::append_range(values, tangents);
    terminator->setOperands(values);
    llvm::append_range(inputs, inputTangents);
    auto both = create(builder, op, inputs, op.getBody(), op.getAgain());
    op->replaceAllUsesWith(both.getResults().take_front(numResults));
    for (auto [k, i] : llvm::enumerate(varying))
      forward.setTangent(both.getResult(i), both.getResult(numResults + k));
    op.erase();
    return success();
  }

  inner.eraseUnused(tangents);
  LinearCode code(
      inner, tangents, [](Value value) { return isa<BlockArgument>(value); },
      [&](Value value) { return op.maySave(value); });
  Region region;
  Block &to = region.emplaceBlock();
  IRMapping mapping;
  auto give = [&](Value value) {
    mapping.map(value, to.addArgument(value.getType(), value.getLoc()));
  };
  SmallVector<Value> linearInputs;
  for (Value value : code.given) {
    give(value);
    linearInputs.push_back(inputs[cast<BlockArgument>(value).getArgNumber()]);
  }
  for (Value value : code.saved)
    give(value);
  for (unsigned k = 0; k < inputTangents.size(); ++k)
    give(body.getArgument(numInputs + k));
  code.moveTo(to, mapping);
  OpBuilder inside(op.getContext());
  inside.setInsertionPointToEnd(&to);
  for (Value &tangent : tangents)
    tangent = mapping.lookupOrDefault(tangent);
  array::YieldOp::create(inside, op.getLoc(), tangents);

  llvm::append_range(values, code.saved);
  terminator->setOperands(values);
  body.eraseArguments(numInputs, inputTangents.size());
  auto primal = create(builder, op, inputs, op.getBody(), op.getAgain());
  op->replaceAllUsesWith(primal.getResults().take_front(numResults));
  llvm::append_range(linearInputs, primal.getResults().drop_front(numResults));
  llvm::append_range(linearInputs, inputTangents);
  auto linear = create(builder, op, linearInputs, region, /*again=*/true);
  for (auto [k, i] : llvm::enumerate(varying))
    forward.setTangent(primal.getResult(i), linear.getResult(k));
  op.erase();
  return success();
}

LogicalResult covector::transposeThrough(ReverseMode &reverse, array::CheckpointOp op,
                                         ArrayRef<Value> cotangents, ArrayRef<bool> linear) {
  bool isMasked =
      llvm::any_of(op.getResults(), [&](Value result) { return reverse.isMasked(result); });
  llvm::SmallBitVector isLinear(op.getInputs().size());
  SmallVector<Value> inputs, transposed;
  for (auto [i, input] : llvm::enumerate(op.getInputs())) {
    isLinear[i] = linear[i];
    (linear[i] ? transposed : inputs).push_back(input);
  }
  SmallVector<unsigned> given;
  for (auto [i, cotangent] : llvm::enumerate(cotangents))
    if (cotangent) {
      given.push_back(i);
      inputs.push_back(cotangent);
    }
  Region region;
  region.takeBody(op.getBody());
  Block &body = region.front();
  if (failed(transposeBlock(body, isLinear, given, {}, isMasked, reverse.transformation,
                            reverse.function)))
    return failure();
  isLinear.resize(body.getNumArguments());
  body.eraseArguments([&](BlockArgument a) { return isLinear.test(a.getArgNumber()); });
  auto result = create(reverse.builder, op, inputs, region, op.getAgain());
  for (auto [input, cotangent] : llvm::zip(transposed, result.getResults()))
    reverse.accumulate(input, cotangent, op.getLoc());
  return success();
}

void covector::inlineCheckpoints(Operation *root) {
  SmallVector<array::CheckpointOp> ops;
  root->walk([&](array::CheckpointOp op) {
    if (!op.getAgain())
      ops.push_back(op);
  });
  for (array::CheckpointOp op : ops) {
    Block &body = op.getBodyBlock();
    Operation *terminator = body.getTerminator();
    for (auto [argument, input] : llvm::zip_equal(body.getArguments(), op.getInputs()))
      argument.replaceAllUsesWith(input);
    op->getBlock()->getOperations().splice(Block::iterator(op), body.getOperations(), body.begin(),
                                           Block::iterator(terminator));
    op->replaceAllUsesWith(terminator->getOperands());
    op.erase();
  }
}
