//===- ControlFlow.cpp - simpler branches and loops -----------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reading order: `simplifyControlFlow` at the end; each construct first loses what is
// redundant (`Kept` says what stays), then its invariant operations (`hoist`).
//
//===----------------------------------------------------------------------===//

#include "passes/optimize/ControlFlow.h"
#include "dialects/array/ControlFlow.h"
#include "dialects/array/Expr.h"
#include "dialects/array/Rules.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/SmallBitVector.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace covector;
using llvm::SmallBitVector;

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

/// Larger constants are kept outside: a copy of the elements would be made.
static constexpr int64_t maxForwarded = 16;

/// A constant that costs nothing to have again, perhaps repeated along axes.
static bool isForwarded(Value value) {
  Operation *op = value.getDefiningOp();
  if (auto broadcast = dyn_cast_or_null<array::BroadcastInDimOp>(op))
    return isForwarded(broadcast.getX());
  if (isa_and_nonnull<array::IotaOp>(op))
    return true;
  DenseElementsAttr elements;
  return op && matchPattern(value, m_Constant(&elements)) &&
         (elements.isSplat() || elements.getNumElements() <= maxForwarded);
}

static Value cloneConstant(OpBuilder &builder, Value value) {
  Operation *op = value.getDefiningOp();
  IRMapping mapping;
  for (Value operand : op->getOperands())
    mapping.map(operand, cloneConstant(builder, operand));
  return builder.clone(*op, mapping)->getResult(cast<OpResult>(value).getResultNumber());
}

static void forwardConstants(OperandRange operands, ArrayRef<BlockArgument> arguments) {
  for (auto [i, operand] : llvm::enumerate(operands)) {
    BlockArgument argument = arguments[i];
    if (argument.use_empty() || !isForwarded(operand))
      continue;
    auto builder = OpBuilder::atBlockBegin(argument.getOwner());
    argument.replaceAllUsesWith(cloneConstant(builder, operand));
  }
}

void covector::forwardConstants(Operation *op) {
  llvm::TypeSwitch<Operation *>(op)
      .Case([](array::CaseOp op) {
        for (Region &branch : op.getBranches())
          ::forwardConstants(op.getInputs(), branch.getArguments());
      })
      .Case([](array::CheckpointOp op) {
        ::forwardConstants(op.getInputs(), op.getBodyBlock().getArguments());
      })
      .Case([](array::ScanOp op) { ::forwardConstants(op.getConsts(), op.getBodyConsts()); })
      .Case([](array::WhileOp op) {
        size_t carried = op.getInits().size();
        for (Block *block : {&op.getConditionBlock(), &op.getBodyBlock()})
          ::forwardConstants(op.getConsts(), block->getArguments().drop_front(carried));
      });
}

//===----------------------------------------------------------------------===//
// What is live
//===----------------------------------------------------------------------===//

/// Marks the arguments of `block` that the values in `work` depend on.
static void markNeeded(Block &block, SmallVector<Value> work, SmallBitVector &needed) {
  llvm::DenseSet<Operation *> seen;
  while (!work.empty()) {
    Value value = work.pop_back_val();
    if (auto argument = dyn_cast<BlockArgument>(value)) {
      needed.set(argument.getArgNumber());
      continue;
    }
    if (seen.insert(value.getDefiningOp()).second)
      llvm::append_range(work, value.getDefiningOp()->getOperands());
  }
}

/// The operands of what happens in `block` besides what it yields.
static SmallVector<Value> readByEffects(Block &block) {
  SmallVector<Value> values;
  for (Operation &op : block.without_terminator())
    if (!isMemoryEffectFree(&op))
      llvm::append_range(values, op.getOperands());
  return values;
}

/// Which of the values that a loop's body yields are live: those that somebody uses,
/// and carried ones that live ones are made of. `needed` holds arguments of the body
/// that are needed anyway.
static SmallBitVector liveYields(Block &body, unsigned firstCarried, unsigned numCarried,
                                 ArrayRef<bool> used, SmallBitVector needed) {
  Operation *terminator = body.getTerminator();
  SmallBitVector live(terminator->getNumOperands()), visited(terminator->getNumOperands());
  SmallVector<Value> roots = readByEffects(body);
  for (auto [i, isUsed] : llvm::enumerate(used))
    live[i] = isUsed;
  markNeeded(body, roots, needed);
  for (bool changed = true; changed;) {
    changed = false;
    for (unsigned i = 0; i < numCarried; ++i)
      if (needed[firstCarried + i])
        live.set(i);
    for (unsigned i : live.set_bits()) {
      if (visited[i])
        continue;
      visited.set(i);
      changed = true;
      markNeeded(body, {terminator->getOperand(i)}, needed);
    }
  }
  return live;
}

/// Stacks of values that are stacked already are those.
static void mergeStacks(Block &body, unsigned carried, ResultRange stacks) {
  Operation *terminator = body.getTerminator();
  for (unsigned i = 0; i < stacks.size(); ++i)
    for (unsigned k = 0; k < i; ++k)
      if (terminator->getOperand(carried + i) == terminator->getOperand(carried + k)) {
        stacks[i].replaceAllUsesWith(stacks[k]);
        break;
      }
}

/// Whether every iteration hands on carried value `i` as it is.
static bool isHandedOn(Block &body, unsigned firstCarried, unsigned i) {
  return body.getTerminator()->getOperand(i) == body.getArgument(firstCarried + i);
}

/// Replaces carried value `i`, but where it is handed on.
static void replaceInside(BlockArgument carried, unsigned i, Value value) {
  Operation *terminator = carried.getOwner()->getTerminator();
  carried.replaceUsesWithIf(value, [&](OpOperand &use) {
    return use.getOwner() != terminator || use.getOperandNumber() != i;
  });
}

/// The first of `operands` that equals operand `i` (perhaps itself).
static unsigned firstEqual(OperandRange operands, unsigned i) {
  unsigned first = 0;
  while (operands[first] != operands[i])
    ++first;
  return first;
}

static SmallVector<Value> chosen(ValueRange values, const SmallBitVector &kept) {
  SmallVector<Value> result;
  for (unsigned i : kept.set_bits())
    result.push_back(values[i]);
  return result;
}

static void eraseOthers(Block &block, unsigned first, const SmallBitVector &kept) {
  SmallBitVector erased(block.getNumArguments());
  for (unsigned i = 0; i < kept.size(); ++i)
    erased[first + i] = !kept[i];
  block.eraseArguments([&](BlockArgument a) { return erased.test(a.getArgNumber()); });
}

/// Erases the operations that nobody needs any more, so that their operands are free.
static void eraseDead(Block &block) {
  for (Operation &op : llvm::make_early_inc_range(llvm::reverse(block)))
    if (isOpTriviallyDead(&op))
      op.erase();
}

//===----------------------------------------------------------------------===//
// Invariant operations
//===----------------------------------------------------------------------===//

/// Whether computing `op` once, in front of a loop, is better than in each iteration: it
/// must not be much less to compute again than to read.
static bool isWorthHoisting(Operation *op) {
  if (op->getNumRegions() || !isPure(op) || op->hasTrait<OpTrait::ConstantLike>() ||
      isa<array::BroadcastInDimOp, array::ReshapeOp, array::IotaOp, array::ConstantOp,
          array::SliceOp, array::TransposeOp, array::StopGradientOp>(op))
    return false;
  auto elements = [](Value value) {
    return cast<RankedTensorType>(value.getType()).getNumElements();
  };
  int64_t read = 0, made = 0;
  for (Value operand : op->getOperands()) {
    while (auto broadcast = operand.getDefiningOp<array::BroadcastInDimOp>())
      operand = broadcast.getX();
    read = std::max(read, array::isStack(operand.getType()) ? int64_t(1) : elements(operand));
  }
  for (Value result : op->getResults())
    made = std::max(made, elements(result));
  return !isa<array::ScalarBodyOpInterface>(op) || made <= read;
}

/// Moves operations of `block` that depend on nothing but the arguments in `invariant`
/// in front of `loop`; `outside` holds what those are there. Returns pairs of an outside
/// value and the one in the block, which has uses, that it is to replace.
static SmallVector<std::pair<Value, Value>>
hoist(Operation *loop, Block &block, const SmallBitVector &invariant, IRMapping &outside) {
  llvm::DenseSet<Value> invariants;
  for (unsigned i : invariant.set_bits())
    invariants.insert(block.getArgument(i));
  OpBuilder builder(loop);
  llvm::DenseSet<Operation *> hoisted;
  // An operation that is not worth it by itself goes along with one that is.
  auto clone = [&](auto &self, Operation *op) -> void {
    if (!hoisted.insert(op).second)
      return;
    for (Value operand : op->getOperands())
      if (Operation *producer = operand.getDefiningOp())
        self(self, producer);
    builder.clone(*op, outside);
  };
  SmallVector<Operation *> worth;
  for (Operation &op : block.without_terminator()) {
    bool depends =
        llvm::all_of(op.getOperands(), [&](Value operand) { return invariants.contains(operand); });
    if (!depends || op.getNumRegions() || !isPure(&op) ||
        llvm::any_of(op.getResultTypes(), [](Type t) { return !array::isArrayTensor(t); }))
      continue;
    invariants.insert(op.result_begin(), op.result_end());
    bool constant = llvm::all_of(op.getOperands(), [](Value v) { return isForwarded(v); });
    if (!constant && isWorthHoisting(&op)) {
      worth.push_back(&op);
      clone(clone, &op);
    }
  }
  SmallVector<std::pair<Value, Value>> replaced;
  for (Operation *op : worth)
    for (Value result : op->getResults()) {
      bool isNeeded = llvm::any_of(result.getUsers(), [&](Operation *user) {
        return !hoisted.contains(user) || !llvm::is_contained(worth, user);
      });
      if (isNeeded)
        replaced.emplace_back(outside.lookup(result), result);
    }
  return replaced;
}

//===----------------------------------------------------------------------===//
// case
//===----------------------------------------------------------------------===//

static Operation *simplify(array::CaseOp op) {
  DenseElementsAttr selector;
  if (matchPattern(op.getSelector(), m_Constant(&selector))) {
    auto number = selector.getSplatValue<APInt>();
    bool isUnsigned = array::isUnsignedElement(selector.getElementType());
    int64_t last = op.getBranches().size() - 1;
    int64_t branch = isUnsigned ? std::min<uint64_t>(number.getZExtValue(), last)
                                : std::clamp<int64_t>(number.getSExtValue(), 0, last);
    Block &block = op.getBranches()[branch].front();
    for (auto [argument, input] : llvm::zip_equal(block.getArguments(), op.getInputs()))
      argument.replaceAllUsesWith(input);
    Operation *terminator = block.getTerminator();
    op->getBlock()->getOperations().splice(Block::iterator(op), block.getOperations(),
                                           block.begin(), Block::iterator(terminator));
    op->replaceAllUsesWith(terminator->getOperands());
    op.erase();
    return nullptr;
  }

  auto branches = op.getBranches();
  SmallBitVector results(op.getNumResults()), inputs(op.getInputs().size());
  for (auto [i, result] : llvm::enumerate(op.getResults())) {
    // What every branch hands through is the operand.
    auto first = dyn_cast<BlockArgument>(branches[0].front().getTerminator()->getOperand(i));
    bool same = first && llvm::all_of(branches, [&](Region &region) {
                  auto value =
                      dyn_cast<BlockArgument>(region.front().getTerminator()->getOperand(i));
                  return value && value.getArgNumber() == first.getArgNumber();
                });
    if (same)
      result.replaceAllUsesWith(op.getInputs()[first.getArgNumber()]);
    results[i] = !result.use_empty();
  }
  for (Region &region : branches) {
    Block &block = region.front();
    SmallVector<Value> yielded(block.getTerminator()->getOperands());
    block.getTerminator()->setOperands(chosen(yielded, results));
    eraseDead(block);
    for (unsigned i = 0; i < inputs.size(); ++i) {
      unsigned first = firstEqual(op.getInputs(), i);
      if (first != i)
        block.getArgument(i).replaceAllUsesWith(block.getArgument(first));
    }
    for (unsigned i = 0; i < inputs.size(); ++i)
      inputs[i] = inputs[i] || !block.getArgument(i).use_empty();
  }
  if (results.all() && inputs.all())
    return op;
  OpBuilder builder(op);
  SmallVector<Value> kept = chosen(op.getResults(), results);
  auto simpler =
      array::CaseOp::create(builder, op.getLoc(), ValueRange(kept).getTypes(), op.getSelector(),
                            chosen(op.getInputs(), inputs), branches.size());
  simpler->setDiscardableAttrs(op->getDiscardableAttrDictionary());
  for (auto [to, region] : llvm::zip(simpler.getBranches(), branches)) {
    to.takeBody(region);
    eraseOthers(to.front(), 0, inputs);
  }
  for (auto [result, replacement] : llvm::zip(kept, simpler.getResults()))
    result.replaceAllUsesWith(replacement);
  op.erase();
  return simpler;
}

//===----------------------------------------------------------------------===//
// checkpoint
//===----------------------------------------------------------------------===//

static Operation *simplify(array::CheckpointOp op) {
  Block &body = op.getBodyBlock();
  Operation *terminator = body.getTerminator();
  SmallBitVector results(op.getNumResults()), inputs(op.getInputs().size());
  for (auto [i, result] : llvm::enumerate(op.getResults())) {
    if (auto argument = dyn_cast<BlockArgument>(terminator->getOperand(i)))
      result.replaceAllUsesWith(op.getInputs()[argument.getArgNumber()]);
    results[i] = !result.use_empty();
  }
  SmallVector<Value> yielded(terminator->getOperands());
  terminator->setOperands(chosen(yielded, results));
  eraseDead(body);
  for (unsigned i = 0; i < inputs.size(); ++i) {
    unsigned first = firstEqual(op.getInputs(), i);
    if (first != i)
      body.getArgument(i).replaceAllUsesWith(body.getArgument(first));
  }
  for (unsigned i = 0; i < inputs.size(); ++i)
    inputs[i] = !body.getArgument(i).use_empty();
  if (results.all() && inputs.all())
    return op;
  OpBuilder builder(op);
  SmallVector<Value> kept = chosen(op.getResults(), results);
  auto simpler =
      array::CheckpointOp::create(builder, op.getLoc(), ValueRange(kept).getTypes(),
                                  chosen(op.getInputs(), inputs), op.getSaves(), op.getAgain());
  simpler.getBody().takeBody(op.getBody());
  eraseOthers(simpler.getBodyBlock(), 0, inputs);
  for (auto [result, replacement] : llvm::zip(kept, simpler.getResults()))
    result.replaceAllUsesWith(replacement);
  op.erase();
  return simpler;
}

//===----------------------------------------------------------------------===//
// scan
//===----------------------------------------------------------------------===//

/// A scan of no or one iteration is no loop. Whether `op` was replaced.
static bool inlineIterations(array::ScanOp op) {
  if (!op.getLength() || *op.getLength() > 1)
    return false;
  OpBuilder builder(op);
  Location loc = op.getLoc();
  if (*op.getLength() == 0) {
    SmallVector<Value> results(op.getInits());
    for (Value stack : op.getStacks())
      results.push_back(array::zeros(builder, loc, stack.getType()));
    op->replaceAllUsesWith(results);
    op.erase();
    return true;
  }
  Block &body = op.getBodyBlock();
  auto replace = [](ArrayRef<BlockArgument> arguments, OperandRange operands) {
    for (auto [i, operand] : llvm::enumerate(operands))
      BlockArgument(arguments[i]).replaceAllUsesWith(operand);
  };
  op.getIndex().replaceAllUsesWith(array::zeros(builder, loc, op.getIndex().getType()));
  replace(op.getBodyConsts(), op.getConsts());
  replace(op.getBodyCarried(), op.getInits());
  for (auto [argument, operand] : llvm::zip_equal(op.getBodyElements(), op.getXs()))
    if (!argument.use_empty())
      argument.replaceAllUsesWith(array::reshape(
          builder, loc, operand, cast<RankedTensorType>(argument.getType()).getShape()));
  Operation *terminator = body.getTerminator();
  SmallVector<Value> results(terminator->getOperands());
  op->getBlock()->getOperations().splice(Block::iterator(op), body.getOperations(), body.begin(),
                                         Block::iterator(terminator));
  for (auto [i, stack] : llvm::enumerate(op.getStacks())) {
    Value &value = results[op.getInits().size() + i];
    if (!stack.use_empty())
      value =
          array::reshape(builder, loc, value, cast<RankedTensorType>(stack.getType()).getShape());
    else
      value = array::zeros(builder, loc, stack.getType());
  }
  op->replaceAllUsesWith(results);
  op.erase();
  return true;
}

static Operation *simplify(array::ScanOp op) {
  if (inlineIterations(op))
    return nullptr;
  Block &body = op.getBodyBlock();
  Operation *terminator = body.getTerminator();
  unsigned consts = op.getConsts().size(), carried = op.getInits().size(), xs = op.getXs().size();
  unsigned kept = op.getKept().value_or(0);
  SmallVector<Value> newConsts(op.getConsts());
  mergeStacks(body, carried, op.getStacks());

  // A carried value that does not change is a constant of the loop.
  SmallVector<bool> used;
  for (auto [i, result] : llvm::enumerate(op.getResults())) {
    if (i < carried && isHandedOn(body, 1 + newConsts.size(), i)) {
      result.replaceAllUsesWith(op.getInits()[i]);
      BlockArgument old = body.getArgument(1 + newConsts.size() + i);
      replaceInside(old, i,
                    body.insertArgument(1 + newConsts.size(), result.getType(), old.getLoc()));
      newConsts.push_back(op.getInits()[i]);
    }
    used.push_back(!result.use_empty());
  }
  unsigned firstCarried = 1 + newConsts.size();
  SmallBitVector live =
      liveYields(body, firstCarried, carried, used, SmallBitVector(body.getNumArguments()));
  SmallBitVector keptCarried(carried);
  for (unsigned i = 0; i < carried; ++i)
    keptCarried[i] = live[i];
  SmallVector<Value> yielded(terminator->getOperands());
  terminator->setOperands(chosen(yielded, live));
  eraseDead(body);

  // What does not depend on the iteration is computed once.
  SmallBitVector invariant(body.getNumArguments());
  IRMapping outside;
  for (auto [i, value] : llvm::enumerate(newConsts)) {
    invariant.set(1 + i);
    outside.map(body.getArgument(1 + i), value);
  }
  auto hoisted = hoist(op, body, invariant, outside);
  for (auto [value, inside] : hoisted) {
    inside.replaceAllUsesWith(
        body.insertArgument(1 + newConsts.size(), value.getType(), value.getLoc()));
    newConsts.push_back(value);
  }
  if (!hoisted.empty())
    eraseDead(body);
  firstCarried = 1 + newConsts.size();

  SmallBitVector keptConsts(newConsts.size()), keptXs(xs);
  for (unsigned i = kept; i < newConsts.size(); ++i) {
    unsigned first =
        std::find(newConsts.begin() + kept, newConsts.end(), newConsts[i]) - newConsts.begin();
    if (first != i)
      body.getArgument(1 + i).replaceAllUsesWith(body.getArgument(1 + first));
  }
  for (unsigned i = 0; i < xs; ++i) {
    unsigned first = firstEqual(op.getXs(), i);
    if (first != i)
      body.getArgument(firstCarried + carried + i)
          .replaceAllUsesWith(body.getArgument(firstCarried + carried + first));
  }
  if (!keptCarried.all())
    kept = 0; // it belongs to what was carried
  for (unsigned i = 0; i < newConsts.size(); ++i)
    keptConsts[i] = i < kept || !body.getArgument(1 + i).use_empty();
  for (unsigned i = 0; i < xs; ++i)
    keptXs[i] = !body.getArgument(firstCarried + carried + i).use_empty();
  if (live.all() && keptConsts.all() && keptXs.all() && newConsts.size() == consts)
    return op;

  OpBuilder builder(op);
  SmallVector<Value> usedResults = chosen(op.getResults(), live);
  eraseOthers(body, firstCarried + carried, keptXs);
  eraseOthers(body, firstCarried, keptCarried);
  eraseOthers(body, 1, keptConsts);
  TypeRange stacked =
      TypeRange(body.getTerminator()->getOperandTypes()).drop_front(keptCarried.count());
  auto simpler =
      array::ScanOp::create(builder, op.getLoc(), stacked, op.getCount(),
                            chosen(newConsts, keptConsts), chosen(op.getInits(), keptCarried),
                            chosen(op.getXs(), keptXs), op.getLengthAttr(), op.getReverse());
  array::copyKeeping(op, simpler);
  if (kept)
    simpler.setKeptAttr(op.getKeptAttr());
  simpler.getBody().takeBody(op.getBody());
  for (auto [result, replacement] : llvm::zip_equal(usedResults, simpler.getResults()))
    result.replaceAllUsesWith(replacement);
  op.erase();
  return simpler;
}

//===----------------------------------------------------------------------===//
// while
//===----------------------------------------------------------------------===//

static Operation *simplify(array::WhileOp op) {
  Block &body = op.getBodyBlock(), &condition = op.getConditionBlock();
  Operation *terminator = body.getTerminator();
  unsigned consts = op.getConsts().size(), carried = op.getInits().size();
  SmallVector<Value> newConsts(op.getConsts());
  mergeStacks(body, carried, op.getStacks());
  auto addConst = [&](Value value) {
    newConsts.push_back(value);
    for (Block *block : {&condition, &body})
      block->addArgument(value.getType(), value.getLoc());
  };
  SmallVector<bool> used;
  for (auto [i, result] : llvm::enumerate(op.getCarried())) {
    if (isHandedOn(body, 0, i)) {
      result.replaceAllUsesWith(op.getInits()[i]);
      addConst(op.getInits()[i]);
      replaceInside(body.getArgument(i), i, body.getArguments().back());
      condition.getArgument(i).replaceAllUsesWith(condition.getArguments().back());
    }
    used.push_back(!result.use_empty());
  }
  for (Value stack : op.getStacks())
    used.push_back(!stack.use_empty());
  SmallBitVector needed(condition.getNumArguments());
  SmallVector<Value> roots = readByEffects(condition);
  roots.push_back(condition.getTerminator()->getOperand(0));
  markNeeded(condition, roots, needed);
  SmallBitVector live = liveYields(body, 0, carried, used, needed);
  SmallBitVector keptCarried(carried);
  for (unsigned i = 0; i < carried; ++i)
    keptCarried[i] = live[i];
  SmallVector<Value> yielded(terminator->getOperands());
  terminator->setOperands(chosen(yielded, live));
  eraseDead(body);

  for (Block *block : {&condition, &body}) {
    SmallBitVector invariant(block->getNumArguments());
    IRMapping outside;
    for (auto [i, value] : llvm::enumerate(newConsts)) {
      invariant.set(carried + i);
      outside.map(block->getArgument(carried + i), value);
    }
    auto hoisted = hoist(op, *block, invariant, outside);
    for (auto [value, inside] : hoisted) {
      addConst(value);
      inside.replaceAllUsesWith(block->getArguments().back());
    }
    if (!hoisted.empty())
      eraseDead(*block);
  }

  SmallBitVector keptConsts(newConsts.size());
  for (Block *block : {&condition, &body})
    for (unsigned i = 0; i < newConsts.size(); ++i) {
      unsigned first = llvm::find(newConsts, newConsts[i]) - newConsts.begin();
      if (first != i)
        block->getArgument(carried + i).replaceAllUsesWith(block->getArgument(carried + first));
    }
  for (Block *block : {&condition, &body})
    for (unsigned i = 0; i < newConsts.size(); ++i)
      keptConsts[i] = keptConsts[i] || !block->getArgument(carried + i).use_empty();
  bool counted =
      op.getCounted() && (live.count() > keptCarried.count() || !op.getCount().use_empty());
  if (live.all() && keptConsts.all() && counted == op.getCounted() && newConsts.size() == consts)
    return op;

  OpBuilder builder(op);
  SmallVector<Value> results(op.getCarried());
  llvm::append_range(results, op.getStacks());
  SmallVector<Value> kept = chosen(results, live);
  for (Block *block : {&condition, &body}) {
    eraseOthers(*block, carried, keptConsts);
    eraseOthers(*block, 0, keptCarried);
  }
  TypeRange stacked =
      TypeRange(body.getTerminator()->getOperandTypes()).drop_front(keptCarried.count());
  auto simpler =
      array::WhileOp::create(builder, op.getLoc(), stacked, chosen(newConsts, keptConsts),
                             chosen(op.getInits(), keptCarried), counted);
  array::copyKeeping(op, simpler);
  simpler.getCondition().takeBody(op.getCondition());
  simpler.getBody().takeBody(op.getBody());
  SmallVector<Value> replacements(simpler.getCarried());
  llvm::append_range(replacements, simpler.getStacks());
  for (auto [result, replacement] : llvm::zip_equal(kept, replacements))
    result.replaceAllUsesWith(replacement);
  if (counted)
    op.getCount().replaceAllUsesWith(simpler.getCount());
  op.erase();
  return simpler;
}

Operation *covector::simplifyControlFlow(Operation *op) {
  return llvm::TypeSwitch<Operation *, Operation *>(op)
      .Case<array::CaseOp, array::CheckpointOp, array::ScanOp, array::WhileOp>(
          [](auto op) { return ::simplify(op); })
      .Default([](Operation *op) { return op; });
}
