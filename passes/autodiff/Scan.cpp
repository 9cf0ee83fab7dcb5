//===- Scan.cpp - derivatives of loops of known length --------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The transpose of a scan is the scan in the other direction whose body is the
// transposed body. What makes it hard is the cost: what the linear body needs of the
// nonlinear one is stacked, and should be little (Residuals.h); and the cotangents of
// `consts`, to which every iteration adds, are carried, so that they are changed in
// place.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Expr.h"
#include "passes/autodiff/Binomial.h"
#include "passes/autodiff/ControlFlow.h"
#include "passes/autodiff/Linear.h"
#include "passes/autodiff/LoopTangents.h"
#include "passes/autodiff/Residuals.h"

using namespace mlir;
using namespace covector;

static void push(ForwardMode &forward, array::ScanOp op, OpBuilder &builder,
                 LoopTangents &tangents) {
  Block &body = op.getBodyBlock();
  unsigned consts = op.getConsts().size(), carried = op.getInits().size(), xs = op.getXs().size();
  Operation *terminator = body.getTerminator();
  SmallVector<Value> yielded(terminator->getOperands());
  SmallVector<Value> values(yielded.begin(), yielded.begin() + carried);
  tangents.appendCarried(values);
  values.append(yielded.begin() + carried, yielded.end());
  tangents.appendStacked(values);
  terminator->setOperands(values);

  unsigned added = 1 + consts + carried + xs;
  SmallVector<unsigned> order = {0};
  auto place = [&](unsigned first, unsigned count, unsigned tangents) {
    for (unsigned i = 0; i < count; ++i)
      order.push_back(first + i);
    for (unsigned i = 0; i < tangents; ++i)
      order.push_back(added++);
  };
  place(1, consts, tangents.consts.size());
  place(1 + consts, carried, tangents.carried.size());
  place(1 + consts + carried, xs, tangents.elements.size());
  reorderArguments(body, order);

  SmallVector<Value> allConsts(op.getConsts()), allInits(op.getInits()), allXs(op.getXs());
  llvm::append_range(allConsts, tangents.consts);
  llvm::append_range(allInits, tangents.initTangents(builder));
  llvm::append_range(allXs, tangents.elements);
  auto both = createScan(builder, op.getLoc(), op, allConsts, allInits, allXs, op.getBody(),
                         op.getReverse());
  array::copyKeeping(op, both);
  SmallVector<Value> primals(both.getResults().take_front(carried));
  unsigned stacks = carried + tangents.carried.size();
  llvm::append_range(primals, both.getResults().slice(stacks, op.getStacks().size()));
  op->replaceAllUsesWith(primals);
  tangents.declare(forward, primals, both.getResults().drop_front(carried),
                   both.getResults().drop_front(stacks + op.getStacks().size()));
  op.erase();
}

static void split(ForwardMode &forward, array::ScanOp op, OpBuilder &builder,
                  LoopTangents &tangents) {
  Block &body = op.getBodyBlock();
  unsigned consts = op.getConsts().size(), carried = op.getInits().size(), xs = op.getXs().size();
  unsigned firstX = 1 + consts + carried, firstTangent = firstX + xs;
  LinearCode code(tangents.forward, tangents.outputs(), [&](Value value) {
    auto argument = dyn_cast<BlockArgument>(value);
    if (!argument)
      return false;
    unsigned number = argument.getArgNumber();
    return number <= consts || number >= firstX;
  });

  // The linear body is given consts and their tangents, carried tangents, elements of
  // xs, what is saved, and tangents of elements.
  Region region;
  Block &to = region.emplaceBlock();
  IRMapping mapping;
  auto give = [&](Value value) {
    mapping.map(value, to.addArgument(value.getType(), value.getLoc()));
  };
  SmallVector<Value> linearConsts, linearXs;
  give(op.getIndex());
  SmallVector<Value> elements;
  for (Value value : code.given) {
    unsigned number = cast<BlockArgument>(value).getArgNumber();
    if (number == 0)
      continue;
    if (number >= firstX) {
      elements.push_back(value);
      linearXs.push_back(op.getXs()[number - firstX]);
    } else {
      give(value);
      linearConsts.push_back(op.getConsts()[number - 1]);
    }
  }
  unsigned next = firstTangent;
  for (Value tangent : tangents.consts) {
    give(body.getArgument(next++));
    linearConsts.push_back(tangent);
  }
  for (size_t i = 0; i < tangents.carried.size(); ++i)
    give(body.getArgument(next++));
  for (Value element : elements)
    give(element);
  for (Value value : code.saved)
    give(value);
  for (size_t i = 0; i < tangents.elements.size(); ++i)
    give(body.getArgument(next++));
  code.moveTo(to, mapping);
  tangents.yieldLinear(to, mapping);

  // What stays stacks what is saved, if it does not do so anyway.
  Operation *terminator = body.getTerminator();
  SmallVector<Value> yielded(terminator->getOperands());
  SmallVector<unsigned> stackOf;
  for (Value value : code.saved) {
    auto found = std::find(yielded.begin() + carried, yielded.end(), value);
    stackOf.push_back(found - yielded.begin());
    if (found == yielded.end())
      yielded.push_back(value);
  }
  terminator->setOperands(yielded);
  body.eraseArguments(firstTangent, body.getNumArguments() - firstTangent);
  unsigned numResults = op.getNumResults();
  SmallVector<Value> oldConsts(op.getConsts()), oldInits(op.getInits()), oldXs(op.getXs());
  array::ScanOp primal = createScan(builder, op.getLoc(), op, oldConsts, oldInits, oldXs,
                                    op.getBody(), op.getReverse());
  op->replaceAllUsesWith(primal.getResults().take_front(numResults));
  for (unsigned stack : stackOf)
    linearXs.push_back(primal.getResult(stack));
  llvm::append_range(linearXs, tangents.elements);
  eraseUnused(to, linearConsts, tangents.carried.size(), linearXs);
  auto linear = createScan(builder, op.getLoc(), primal, linearConsts,
                           tangents.initTangents(builder), linearXs, region, op.getReverse());
  tangents.declare(forward, primal.getResults(), linear.getResults(), linear.getStacks());
  op.erase();
}

/// Divides `op` in levels, if it asks for that, and goes through what it has become.
static std::optional<LogicalResult> forwardInLevels(ForwardMode &forward, array::ScanOp op,
                                                    OpBuilder &builder) {
  if (forward.way != ForwardMode::Way::Split || !op.getLevels() || *op.getLevels() < 2)
    return std::nullopt;
  OpBuilder before(op);
  SmallVector<Operation *> made;
  SmallVector<Value> results;
  if (!splitInLevels(before, op, made, results))
    return std::nullopt;
  op->replaceAllUsesWith(results);
  op.erase();
  for (Operation *part : made)
    if (failed(forward.runOn(part, builder)))
      return failure();
  return success();
}

LogicalResult covector::forwardThrough(ForwardMode &forward, array::ScanOp op, OpBuilder &builder,
                                       ArrayRef<Value> given) {
  if (std::optional<LogicalResult> done = forwardInLevels(forward, op, builder))
    return *done;
  SmallVector<Value> allTangents(given);
  eraseKept(op, allTangents);
  ArrayRef<Value> operandTangents(allTangents);
  bool inSnapshots = forward.way == ForwardMode::Way::Split && keepsSnapshots(op);
  Region plain;
  if (inSnapshots) {
    IRMapping mapping;
    op.getBody().cloneInto(&plain, mapping);
  }
  llvm::SmallBitVector varies(operandTangents.size());
  for (auto [i, tangent] : llvm::enumerate(operandTangents))
    varies[i] = bool(tangent);
  unsigned consts = op.getConsts().size(), inits = op.getInits().size();
  LoopTangents tangents(forward, op, op.getBodyBlock(), inits);
  tangents.addConsts(operandTangents.take_front(consts), 1);
  tangents.addCarried(op.getInits(), operandTangents.slice(consts, inits),
                      varyingCarried(op, varies), 1 + consts);
  tangents.addElements(operandTangents.slice(consts + inits, op.getXs().size()),
                       1 + consts + inits);
  if (failed(tangents.run()))
    return failure();
  if (tangents.isZero()) {
    tangents.eraseArguments();
    return success();
  }
  if (forward.way == ForwardMode::Way::Push)
    push(forward, op, builder, tangents);
  else if (inSnapshots)
    splitWithSnapshots(forward, op, builder, tangents, plain);
  else
    split(forward, op, builder, tangents);
  return success();
}

//===----------------------------------------------------------------------===//
// Transpose
//===----------------------------------------------------------------------===//

LogicalResult covector::transposeThrough(ReverseMode &reverse, array::ScanOp op,
                                         ArrayRef<Value> cotangents, ArrayRef<bool> linear) {
  bool isMasked =
      llvm::any_of(op.getResults(), [&](Value result) { return reverse.isMasked(result); });
  Location loc = op.getLoc();
  OpBuilder &builder = reverse.builder;
  unsigned consts = op.getConsts().size(), carried = op.getInits().size(), xs = op.getXs().size();
  llvm::SmallBitVector varies(op->getNumOperands());
  for (auto [i, flag] : llvm::enumerate(linear))
    varies[i] = flag;
  // With snapshots the values that a step begins with are computed again.
  llvm::SmallBitVector varyingInits = varyingCarried(op, varies);
  SmallVector<unsigned> states, linearCarried;
  bool inSnapshots = keepsSnapshots(op);
  for (unsigned i = 0; i < carried; ++i)
    (inSnapshots && !varyingInits[i] ? states : linearCarried).push_back(i);
  for (unsigned i : linearCarried)
    if (!varyingInits[i] && !isZero(op.getInits()[i]))
      return op.emitOpError("is not supported by ")
             << reverse.transformation << " yet: it carries a value of type "
             << op.getInits()[i].getType() << " that is not linear (in '@" << reverse.function
             << "')";

  // A stack is not carried, so that no sum of its cotangents is.
  for (unsigned i = 0; i < consts; ++i)
    if (linear[i] && array::isStack(op.getConsts()[i].getType()))
      return op.emitOpError("is not supported by ")
             << reverse.transformation
             << " yet: every iteration reads the whole of a stack of type "
             << op.getConsts()[i].getType() << " that is linear (in '@" << reverse.function
             << "'); loop over its elements, or keep them in an array of known length";

  // The arguments of the body, and the operands, by kind.
  Region region, again;
  if (!states.empty()) {
    IRMapping mapping;
    op.getBody().cloneInto(&again, mapping);
  }
  region.takeBody(op.getBody());
  Block &body = region.front();
  llvm::SmallBitVector isLinear(body.getNumArguments());
  SmallVector<Value> newConsts, newInits, newXs, newCotangents, sums, linearConsts, linearXs;
  SmallVector<unsigned> constArguments, sumArguments, xArguments;
  for (unsigned i = op.getKept().value_or(0); i < consts; ++i) {
    Value operand = op.getConsts()[i];
    if (!linear[i]) {
      constArguments.push_back(1 + i);
      newConsts.push_back(operand);
      continue;
    }
    isLinear.set(1 + i);
    linearConsts.push_back(operand);
    sumArguments.push_back(body.getNumArguments());
    sums.push_back(body.addArgument(operand.getType(), loc));
  }
  for (unsigned i : linearCarried) {
    isLinear.set(1 + consts + i);
    sums.push_back(nullptr);
    Value cotangent = cotangents[i];
    newInits.push_back(cotangent ? cotangent
                                 : array::zeros(builder, loc, op.getInits()[i].getType()));
  }
  for (unsigned i = 0; i < xs; ++i) {
    Value operand = op.getXs()[i];
    if (!linear[consts + carried + i]) {
      xArguments.push_back(1 + consts + carried + i);
      newXs.push_back(operand);
      continue;
    }
    isLinear.set(1 + consts + carried + i);
    linearXs.push_back(operand);
    sums.push_back(nullptr);
  }
  // Every iteration adds to what there is already.
  for (Value operand : linearConsts) {
    Value sum = reverse.takeCotangent(operand);
    newInits.push_back(sum ? sum : array::zeros(builder, loc, operand.getType()));
  }

  unsigned firstCotangent = body.getNumArguments();
  SmallVector<unsigned> given(linearCarried);
  for (unsigned i = carried; i < cotangents.size(); ++i)
    if (cotangents[i]) {
      given.push_back(i);
      newCotangents.push_back(cotangents[i]);
    }
  if (failed(transposeBlock(body, isLinear, given, sums, isMasked, reverse.transformation,
                            reverse.function)))
    return failure();

  // Index, consts, carried cotangents, sums, elements, states, cotangents of elements.
  size_t numCarried = linearCarried.size();
  SmallVector<unsigned> order = {0};
  llvm::append_range(order, constArguments);
  for (unsigned i = 0; i < numCarried; ++i)
    order.push_back(firstCotangent + i);
  llvm::append_range(order, sumArguments);
  llvm::append_range(order, xArguments);
  for (unsigned i : states)
    order.push_back(1 + consts + i);
  for (unsigned i = numCarried; i < given.size(); ++i)
    order.push_back(firstCotangent + i);
  reorderArguments(body, order);
  // Cotangents of the carried values, sums, cotangents of elements.
  Operation *terminator = body.getTerminator();
  SmallVector<Value> yielded(terminator->getOperands()), values;
  size_t numSums = linearConsts.size();
  values.append(yielded.begin() + numSums, yielded.begin() + numSums + numCarried);
  values.append(yielded.begin(), yielded.begin() + numSums);
  values.append(yielded.begin() + numSums + numCarried, yielded.end());
  terminator->setOperands(values);

  array::ScanOp result;
  if (!states.empty()) {
    result = reverseWithSnapshots(builder, op, again.front(),
                                  {body, newConsts, newInits, newXs, newCotangents, states});
  } else {
    llvm::append_range(newXs, newCotangents);
    result = createScan(builder, loc, op, newConsts, newInits, newXs, region, !op.getReverse());
  }
  for (auto [k, i] : llvm::enumerate(linearCarried))
    if (linear[consts + i])
      reverse.accumulate(op.getInits()[i], result.getResult(k), loc);
  for (auto [operand, sum] :
       llvm::zip(linearConsts, result.getResults().slice(numCarried, numSums)))
    reverse.accumulate(operand, sum, loc);
  for (auto [operand, cotangent] : llvm::zip(linearXs, result.getStacks()))
    reverse.accumulate(operand, cotangent, loc);
  return success();
}
