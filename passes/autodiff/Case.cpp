//===- Case.cpp - derivatives of branches ---------------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The derivative of a case is a case of the branches' derivatives. What makes it
// hard is that branches save different values: the results that hand them to the
// linear case are slots, which branches share as far as the types allow. A branch
// leaves zeros in the slots that it does not need.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Expr.h"
#include "passes/autodiff/ControlFlow.h"
#include "passes/autodiff/Residuals.h"

using namespace mlir;
using namespace covector;

namespace {

/// The branches of a case after forward mode has run through them, with an argument
/// at the end for each tangent.
struct Branches {
  array::CaseOp op;
  SmallVector<unsigned> varying;    // numbers of the inputs that have tangents
  SmallVector<Value> inputTangents; // of these
  SmallVector<std::unique_ptr<ForwardMode>> forwards;
  SmallVector<SmallVector<Value>> tangents; // of what is yielded, by branch; may be null
  SmallVector<unsigned> results;            // numbers of those that vary in any branch

  LogicalResult run(ForwardMode &forward, ArrayRef<Value> operandTangents) {
    for (auto [i, tangent] : llvm::enumerate(operandTangents.drop_front()))
      if (tangent) {
        varying.push_back(i);
        inputTangents.push_back(tangent);
      }
    llvm::SmallBitVector anyVaries(op.getNumResults());
    for (Region &region : op.getBranches()) {
      Block &block = region.front();
      auto inner =
          std::make_unique<ForwardMode>(forward.way, forward.transformation, forward.function);
      for (unsigned i : varying) {
        BlockArgument primal = block.getArgument(i);
        inner->seed(primal, block.addArgument(primal.getType(), primal.getLoc()));
      }
      if (failed(inner->run(block)))
        return failure();
      SmallVector<Value> &yielded = tangents.emplace_back();
      for (auto [i, value] : llvm::enumerate(block.getTerminator()->getOperands())) {
        yielded.push_back(inner->tangent(value));
        if (yielded.back())
          anyVaries.set(i);
      }
      forwards.push_back(std::move(inner));
    }
    llvm::append_range(results, anyVaries.set_bits());
    return success();
  }

  Block &block(unsigned branch) { return op.getBranches()[branch].front(); }
};

} // namespace

/// A case with the branches of `from`, which are taken.
static array::CaseOp takeBranches(OpBuilder &builder, array::CaseOp from, ValueRange inputs) {
  TypeRange types = from.getBranches()[0].front().getTerminator()->getOperandTypes();
  auto op = array::CaseOp::create(builder, from.getLoc(), types, from.getSelector(), inputs,
                                  from.getBranches().size());
  for (auto [to, region] : llvm::zip(op.getBranches(), from.getBranches()))
    to.takeBody(region);
  return op;
}

static void push(ForwardMode &forward, Branches &branches, OpBuilder &builder) {
  array::CaseOp op = branches.op;
  for (auto [b, region] : llvm::enumerate(op.getBranches())) {
    Operation *terminator = region.front().getTerminator();
    OpBuilder inner(terminator);
    SmallVector<Value> values(terminator->getOperands());
    for (unsigned i : branches.results) {
      Value tangent = branches.tangents[b][i];
      values.push_back(tangent ? tangent
                               : array::zeros(inner, terminator->getLoc(), values[i].getType()));
    }
    terminator->setOperands(values);
  }
  SmallVector<Value> inputs(op.getInputs());
  llvm::append_range(inputs, branches.inputTangents);
  auto both = takeBranches(builder, op, inputs);
  unsigned numResults = op.getNumResults();
  op->replaceAllUsesWith(both.getResults().take_front(numResults));
  for (auto [k, i] : llvm::enumerate(branches.results))
    forward.setTangent(both.getResult(i), both.getResult(numResults + k));
  op.erase();
}

static void split(ForwardMode &forward, Branches &branches, OpBuilder &builder) {
  array::CaseOp op = branches.op;
  unsigned numInputs = op.getInputs().size(), numBranches = op.getBranches().size();
  SmallVector<LinearCode> codes;
  llvm::SmallBitVector given(numInputs);
  SmallVector<Type> slots;
  SmallVector<SmallVector<unsigned>> slotsOf(numBranches); // of what a branch saves
  for (unsigned b = 0; b < numBranches; ++b) {
    branches.forwards[b]->eraseUnused(branches.tangents[b]);
    codes.emplace_back(*branches.forwards[b], branches.tangents[b],
                       [](Value value) { return isa<BlockArgument>(value); });
    for (Value value : codes[b].given)
      given.set(cast<BlockArgument>(value).getArgNumber());
    llvm::SmallBitVector taken(slots.size());
    for (Value value : codes[b].saved) {
      unsigned slot = 0;
      while (slot < slots.size() &&
             (slots[slot] != value.getType() || (slot < taken.size() && taken[slot])))
        ++slot;
      if (slot == slots.size())
        slots.push_back(value.getType());
      taken.resize(slots.size());
      taken.set(slot);
      slotsOf[b].push_back(slot);
    }
  }

  // The linear case is given inputs, slots and tangents.
  SmallVector<std::unique_ptr<Region>> linearRegions;
  for (unsigned b = 0; b < numBranches; ++b) {
    Block &from = branches.block(b);
    Block &to = linearRegions.emplace_back(std::make_unique<Region>())->emplaceBlock();
    IRMapping mapping;
    auto give = [&](Value value) {
      mapping.map(value, to.addArgument(value.getType(), value.getLoc()));
    };
    for (unsigned i : given.set_bits())
      give(from.getArgument(i));
    unsigned firstSlot = to.getNumArguments();
    for (Type type : slots)
      to.addArgument(type, op.getLoc());
    for (auto [value, slot] : llvm::zip(codes[b].saved, slotsOf[b]))
      mapping.map(value, to.getArgument(firstSlot + slot));
    for (unsigned k = 0; k < branches.varying.size(); ++k)
      give(from.getArgument(numInputs + k));
    codes[b].moveTo(to, mapping);
    OpBuilder inner(op.getContext()); // the block is in no operation yet
    inner.setInsertionPointToEnd(&to);
    SmallVector<Value> yielded;
    for (unsigned i : branches.results) {
      Value tangent = branches.tangents[b][i];
      yielded.push_back(tangent ? mapping.lookupOrDefault(tangent)
                                : array::zeros(inner, op.getLoc(), op.getResult(i).getType()));
    }
    array::YieldOp::create(inner, op.getLoc(), yielded);

    // What stays yields the slots.
    Operation *terminator = from.getTerminator();
    OpBuilder outer(terminator);
    SmallVector<Value> values(terminator->getOperands()), filled(slots.size());
    for (auto [value, slot] : llvm::zip(codes[b].saved, slotsOf[b]))
      filled[slot] = value;
    for (auto [value, type] : llvm::zip(filled, slots))
      values.push_back(value ? value : array::zeros(outer, terminator->getLoc(), type));
    terminator->setOperands(values);
    from.eraseArguments(numInputs, branches.varying.size());
  }

  unsigned numResults = op.getNumResults();
  SmallVector<Value> inputs(op.getInputs());
  array::CaseOp primal = takeBranches(builder, op, inputs);
  op->replaceAllUsesWith(primal.getResults().take_front(numResults));
  SmallVector<Value> linearInputs;
  for (unsigned i : given.set_bits())
    linearInputs.push_back(inputs[i]);
  llvm::append_range(linearInputs, primal.getResults().drop_front(numResults));
  llvm::append_range(linearInputs, branches.inputTangents);
  SmallVector<Type> types;
  for (unsigned i : branches.results)
    types.push_back(op.getResult(i).getType());
  auto linear = array::CaseOp::create(builder, op.getLoc(), types, op.getSelector(), linearInputs,
                                      numBranches);
  for (auto [to, region] : llvm::zip(linear.getBranches(), linearRegions))
    to.takeBody(*region);
  for (auto [k, i] : llvm::enumerate(branches.results))
    forward.setTangent(primal.getResult(i), linear.getResult(k));
  op.erase();
}

LogicalResult covector::forwardThrough(ForwardMode &forward, array::CaseOp op, OpBuilder &builder,
                                       ArrayRef<Value> tangents) {
  Branches branches{op, {}, {}, {}, {}, {}};
  if (failed(branches.run(forward, tangents)))
    return failure();
  if (forward.way == ForwardMode::Way::Push)
    push(forward, branches, builder);
  else
    split(forward, branches, builder);
  return success();
}

LogicalResult covector::transposeThrough(ReverseMode &reverse, array::CaseOp op,
                                         ArrayRef<Value> cotangents, ArrayRef<bool> linear) {
  bool isMasked =
      llvm::any_of(op.getResults(), [&](Value result) { return reverse.isMasked(result); });
  unsigned numInputs = op.getInputs().size();
  llvm::SmallBitVector isLinear(numInputs);
  SmallVector<Value> inputs, transposed;
  for (auto [i, input] : llvm::enumerate(op.getInputs())) {
    isLinear[i] = linear[1 + i];
    (isLinear[i] ? transposed : inputs).push_back(input);
  }
  SmallVector<unsigned> given;
  for (auto [i, cotangent] : llvm::enumerate(cotangents))
    if (cotangent) {
      given.push_back(i);
      inputs.push_back(cotangent);
    }
  auto result =
      array::CaseOp::create(reverse.builder, op.getLoc(), ValueRange(transposed).getTypes(),
                            op.getSelector(), inputs, op.getBranches().size());
  for (auto [to, region] : llvm::zip(result.getBranches(), op.getBranches())) {
    to.takeBody(region);
    Block &block = to.front();
    if (failed(transposeBlock(block, isLinear, given, {}, isMasked, reverse.transformation,
                              reverse.function)))
      return failure();
    llvm::SmallBitVector erased = isLinear;
    erased.resize(block.getNumArguments());
    block.eraseArguments([&](BlockArgument a) { return erased.test(a.getArgNumber()); });
  }
  for (auto [input, cotangent] : llvm::zip(transposed, result.getResults()))
    reverse.accumulate(input, cotangent, op.getLoc());
  return success();
}
