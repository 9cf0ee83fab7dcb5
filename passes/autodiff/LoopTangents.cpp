//===- LoopTangents.cpp - forward mode through the body of a loop ---------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "passes/autodiff/LoopTangents.h"
#include "dialects/array/Expr.h"

using namespace mlir;
using namespace covector;

void covector::reorderArguments(Block &block, ArrayRef<unsigned> order) {
  unsigned old = block.getNumArguments();
  for (unsigned number : order) {
    BlockArgument argument = block.getArgument(number);
    argument.replaceAllUsesWith(block.addArgument(argument.getType(), argument.getLoc()));
  }
  block.eraseArguments(0, old);
}

void LoopTangents::add(ArrayRef<Value> tangents, unsigned first, SmallVectorImpl<Value> &operands) {
  for (auto [i, tangent] : llvm::enumerate(tangents)) {
    if (!tangent)
      continue;
    BlockArgument primal = body.getArgument(first + i);
    forward.seed(primal, body.addArgument(primal.getType(), primal.getLoc()));
    operands.push_back(tangent);
  }
}

void LoopTangents::addConsts(ArrayRef<Value> tangents, unsigned first) {
  add(tangents, first, consts);
}

void LoopTangents::addElements(ArrayRef<Value> tangents, unsigned first) {
  add(tangents, first, elements);
}

void LoopTangents::addCarried(ValueRange inits, ArrayRef<Value> tangents,
                              const llvm::SmallBitVector &varies, unsigned first) {
  for (unsigned i : varies.set_bits()) {
    BlockArgument primal = body.getArgument(first + i);
    forward.seed(primal, body.addArgument(primal.getType(), primal.getLoc()));
    carried.push_back(i);
    initValues.push_back(inits[i]);
    initsOfTangents.push_back(tangents[i]);
  }
}

LogicalResult LoopTangents::run() {
  if (failed(forward.run(body)))
    return failure();
  Operation *terminator = body.getTerminator();
  for (auto [i, value] : llvm::enumerate(terminator->getOperands())) {
    yielded.push_back(forward.tangent(value));
    if (i >= numCarried && yielded.back())
      stacked.push_back(i);
  }
  forward.eraseUnused(yielded);
  return success();
}

bool LoopTangents::isZero() const { return carried.empty() && stacked.empty(); }

void LoopTangents::appendCarried(SmallVectorImpl<Value> &values) {
  Operation *terminator = body.getTerminator();
  OpBuilder builder(terminator);
  for (unsigned i : carried)
    values.push_back(yielded[i] ? yielded[i]
                                : array::zeros(builder, terminator->getLoc(),
                                               terminator->getOperand(i).getType()));
}

void LoopTangents::appendStacked(SmallVectorImpl<Value> &values) {
  for (unsigned i : stacked)
    values.push_back(yielded[i]);
}

void LoopTangents::yieldLinear(Block &block, IRMapping &mapping) {
  Operation *terminator = body.getTerminator();
  OpBuilder builder(loop->getContext()); // the block is in no operation yet
  builder.setInsertionPointToEnd(&block);
  SmallVector<Value> values;
  for (unsigned i : carried)
    values.push_back(yielded[i] ? mapping.lookupOrDefault(yielded[i])
                                : array::zeros(builder, terminator->getLoc(),
                                               terminator->getOperand(i).getType()));
  for (unsigned i : stacked)
    values.push_back(mapping.lookupOrDefault(yielded[i]));
  array::YieldOp::create(builder, terminator->getLoc(), values);
}

SmallVector<Value> LoopTangents::initTangents(OpBuilder &builder) const {
  SmallVector<Value> tangents;
  for (auto [init, tangent] : llvm::zip(initValues, initsOfTangents))
    tangents.push_back(tangent ? tangent : array::zeros(builder, loop->getLoc(), init.getType()));
  return tangents;
}

void LoopTangents::declare(ForwardMode &outer, ValueRange primals, ValueRange carriedTangents,
                           ValueRange stackTangents) const {
  for (auto [k, i] : llvm::enumerate(carried))
    outer.setTangent(primals[i], carriedTangents[k]);
  for (auto [k, i] : llvm::enumerate(stacked))
    outer.setTangent(primals[i], stackTangents[k]);
}
