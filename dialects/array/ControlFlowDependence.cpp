//===- ControlFlowDependence.cpp - what branches and loops vary with ------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Note [Dependence of loops]
// A scan of a known, not too large number of iterations is followed iteration by
// iteration: the index is known in each, so that positions computed from it are.
// For other loops what the carried values may vary with is found at once for all
// iterations: the body is run, and what it adds is added, until nothing changes.
// A value that grows by a little in every iteration would take as many rounds as
// elements; after some rounds every carried element gets all that any of them, and
// any operand, varies with, to which no body can add.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/ControlFlow.h"
#include "dialects/array/Dependence.h"

using namespace mlir;
using namespace covector::array;

/// Elements that are visited by following a scan iteration by iteration.
static constexpr int64_t maxFollowed = int64_t(1) << 22;
/// Rounds until loops give every carried element everything.
static constexpr int maxRounds = 16;

using Known = SmallVector<const std::vector<int64_t> *>;

/// The elements of values that the program computes from constants.
static Known elementsOf(DependenceContext &context, ValueRange values) {
  Known known;
  for (Value value : values)
    known.push_back(context.elements(value));
  return known;
}

static std::vector<Dependence> copyAll(OperandDependence operands) {
  std::vector<Dependence> copies;
  for (ArrayRef<ColumnSet> operand : operands)
    copies.emplace_back(operand.begin(), operand.end());
  return copies;
}

//===----------------------------------------------------------------------===//
// Branches
//===----------------------------------------------------------------------===//

void CaseOp::dependence(DependenceContext &context, OperandDependence operands,
                        SmallVectorImpl<Dependence> &results) {
  std::vector<Dependence> inputs = copyAll(operands.drop_front());
  Known known = elementsOf(context, getInputs());
  int64_t first = 0, last = int64_t(getBranches().size()) - 1;
  if (const std::vector<int64_t> *selector = context.elements(getSelector()))
    first = last = std::clamp<int64_t>(selector->front(), 0, last);
  results.resize(getNumResults());
  for (int64_t branch = first; branch <= last; ++branch)
    for (auto [result, more] :
         llvm::zip_equal(results, context.run(getBranches()[branch].front(), inputs, known)))
      uniteInto(context.sets(), result, more);
}

void CheckpointOp::dependence(DependenceContext &context, OperandDependence operands,
                              SmallVectorImpl<Dependence> &results) {
  llvm::append_range(
      results, context.run(getBodyBlock(), copyAll(operands), elementsOf(context, getInputs())));
}

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

namespace {

/// All iterations of a loop at once. See Note [Dependence of loops].
struct Loop {
  DependenceContext &context;
  Block &body;
  /// Dependence and elements of the body's arguments; those from `firstCarried`
  /// on are the carried values.
  std::vector<Dependence> arguments;
  Known known;
  size_t firstCarried, numCarried;
  /// What the body yields besides the carried values, in any iteration.
  std::vector<Dependence> others;

  void run() {
    others.resize(body.getTerminator()->getNumOperands() - numCarried);
    for (int round = 0; round < maxRounds; ++round)
      if (!runOnce())
        return;
    SmallVector<ArrayRef<ColumnSet>> all;
    for (auto [argument, dependence] : llvm::zip_equal(body.getArguments(), arguments))
      if (!argument.use_empty())
        all.push_back(dependence);
    ColumnSet everything = context.sets().span(uniteAll(context.sets(), all));
    for (size_t i = firstCarried; i < firstCarried + numCarried; ++i)
      uniteInto(context.sets(), arguments[i],
                repeat(everything, countElements(body.getArgument(i).getType())));
    runOnce();
  }

  /// Whether a carried value varies with more than before.
  bool runOnce() {
    std::vector<Dependence> yielded = context.run(body, arguments, known);
    bool changed = false;
    for (size_t i = 0; i < numCarried; ++i)
      changed |= uniteInto(context.sets(), arguments[firstCarried + i], yielded[i]);
    for (size_t i = 0; i < others.size(); ++i)
      uniteInto(context.sets(), others[i], yielded[numCarried + i]);
    return changed;
  }
};

} // namespace

void WhileOp::dependence(DependenceContext &context, OperandDependence operands,
                         SmallVectorImpl<Dependence> &results) {
  // Blocks are given the carried values first, then the constants.
  size_t numConsts = getConsts().size(), numCarried = getInits().size();
  std::vector<Dependence> arguments = copyAll(operands.drop_front(numConsts));
  llvm::append_range(arguments, copyAll(operands.take_front(numConsts)));
  Known known(numCarried, nullptr);
  known.append(elementsOf(context, getConsts()));
  Loop loop{context, getBodyBlock(), std::move(arguments), std::move(known), 0, numCarried, {}};
  loop.run();
  for (size_t i = 0; i < numCarried; ++i)
    results.push_back(std::move(loop.arguments[i]));
  if (getCounted())
    results.emplace_back();
  llvm::append_range(results, loop.others);
}

/// About how many elements are visited by running the rules of a block once.
static double weightOf(Block &block) {
  double weight = 0;
  for (Operation &op : block) {
    weight += 8;
    for (Type type : op.getResultTypes())
      weight += countElements(type);
    double times = isa<ScanOp, WhileOp>(op) ? maxRounds : 1;
    if (auto scan = dyn_cast<ScanOp>(op); scan && scan.getLength())
      times = double(*scan.getLength());
    for (Region &region : op.getRegions())
      for (Block &inner : region)
        weight += times * weightOf(inner);
  }
  return weight;
}

/// Whether to follow a scan iteration by iteration.
static bool isFollowed(ScanOp op) {
  return op.getLength() && double(*op.getLength()) * weightOf(op.getBodyBlock()) <= maxFollowed;
}

/// Follows a scan, whose operands depend on `operands`, through its iterations.
static void followScan(ScanOp op, DependenceContext &context, OperandDependence operands,
                       SmallVectorImpl<Dependence> &results) {
  int64_t length = *op.getLength();
  size_t numConsts = op.getConsts().size(), numCarried = op.getInits().size();
  std::vector<Dependence> carried = copyAll(operands.slice(numConsts, numCarried));
  std::vector<Dependence> stacks(op.getStacks().size());
  OperandDependence xs = operands.slice(numConsts + numCarried, op.getXs().size());
  Known knownConsts = elementsOf(context, op.getConsts()),
        knownXs = elementsOf(context, op.getXs());
  Known knownInits = elementsOf(context, op.getInits());
  std::vector<std::vector<int64_t>> elements(xs.size());
  for (int64_t iteration = 0; iteration < length; ++iteration) {
    int64_t i = op.getReverse() ? length - 1 - iteration : iteration;
    std::vector<int64_t> index = {i};
    std::vector<Dependence> arguments(1);
    Known known = {&index};
    llvm::append_range(arguments, copyAll(operands.take_front(numConsts)));
    llvm::append_range(known, knownConsts);
    llvm::append_range(arguments, carried);
    llvm::append_range(known, iteration == 0 ? knownInits : Known(numCarried, nullptr));
    for (auto [k, x] : llvm::enumerate(xs)) {
      size_t count = countElements(op.getBodyElements()[k].getType());
      ArrayRef<ColumnSet> part = x.empty() ? x : x.slice(i * count, count);
      arguments.emplace_back(part.begin(), part.end());
      if (knownXs[k])
        elements[k].assign(knownXs[k]->begin() + i * count, knownXs[k]->begin() + (i + 1) * count);
      known.push_back(knownXs[k] ? &elements[k] : nullptr);
    }
    std::vector<Dependence> yielded = context.run(op.getBodyBlock(), arguments, known);
    for (size_t k = 0; k < numCarried; ++k)
      carried[k] = std::move(yielded[k]);
    for (auto [k, stack] : llvm::enumerate(stacks)) {
      const Dependence &one = yielded[numCarried + k];
      if (one.empty())
        continue;
      stack.resize(one.size() * length, 0);
      llvm::copy(one, stack.begin() + i * one.size());
    }
  }
  llvm::append_range(results, carried);
  llvm::append_range(results, stacks);
}

void ScanOp::dependence(DependenceContext &context, OperandDependence operands,
                        SmallVectorImpl<Dependence> &results) {
  if (isFollowed(*this))
    return followScan(*this, context, operands, results);
  size_t numConsts = getConsts().size(), numCarried = getInits().size();
  std::vector<Dependence> arguments(1);
  Known known = {nullptr};
  llvm::append_range(arguments, copyAll(operands.take_front(numConsts + numCarried)));
  llvm::append_range(known, elementsOf(context, getConsts()));
  known.append(numCarried, nullptr);
  for (auto [x, operand] :
       llvm::zip_equal(getXs(), operands.slice(numConsts + numCarried, getXs().size()))) {
    // A stack has the sets of one of its arrays.
    auto type = cast<RankedTensorType>(x.getType());
    arguments.push_back(type.hasStaticShape()
                            ? uniteAxes(context.sets(), operand, type.getShape(), {0})
                            : Dependence(operand.begin(), operand.end()));
    known.push_back(nullptr);
  }
  Loop loop{
      context, getBodyBlock(), std::move(arguments), std::move(known), 1 + numConsts, numCarried,
      {}};
  loop.run();
  for (size_t i = 0; i < numCarried; ++i)
    results.push_back(std::move(loop.arguments[1 + numConsts + i]));
  for (const Dependence &other : loop.others) {
    Dependence &stack = results.emplace_back();
    for (int64_t i = 0, length = getLength().value_or(1); i < length; ++i)
      llvm::append_range(stack, other);
  }
}
