//===- NestEmitter.cpp - writes a nest as loops over vectors --------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Transforms/RegionUtils.h"
#include "passes/lowering/Combiner.h"
#include "passes/lowering/NestWriter.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace covector;

//===----------------------------------------------------------------------===//
// Analysis
//===----------------------------------------------------------------------===//

bool NestWriter::isAccumulator(unsigned operand) const {
  if (operand < nest.inputs || schedule.reduction.empty())
    return false;
  for (unsigned loop : schedule.reduction)
    if (nest.operands[operand].uses(loop))
      return false;
  return true;
}

unsigned NestWriter::levelOf(const NestOperand &operand) const {
  unsigned level = 0;
  for (auto [loop, loopLevel] : levelOfLoop)
    if (operand.uses(loop))
      level = std::max(level, loopLevel);
  return level;
}

void NestWriter::findLevels() {
  for (unsigned loop : schedule.parallel)
    levelOfLoop[loop] = levelOfLoop.size() + 1;
  for (unsigned loop : schedule.reduction)
    levelOfLoop[loop] = levelOfLoop.size() + 1;
  innermostLevel = levelOfLoop.size();
  opsOfLevel.resize(innermostLevel + 1);
  loadsOfLevel.resize(innermostLevel + 1);
  DenseMap<Value, unsigned> level;
  for (auto [number, argument] : llvm::enumerate(nest.body->getArguments())) {
    const NestOperand &operand = nest.operands[number];
    bool output = number >= nest.inputs;
    if (isAccumulator(number)) {
      accumulators.push_back(number);
      level[argument] = innermostLevel;
      if (schedule.vectorLoop)
        vectorValues.insert(argument);
      if (schedule.jamLoop)
        jamValues.insert(argument);
      continue;
    }
    level[argument] = output ? innermostLevel : levelOf(operand);
    if (usesVector(operand))
      vectorValues.insert(argument);
    if (usesJam(operand))
      jamValues.insert(argument);
    if (!argument.use_empty())
      loadsOfLevel[level[argument]].push_back(number);
  }
  for (Operation &op : nest.body->without_terminator()) {
    unsigned own = 0;
    bool vector = false, jammed = false;
    auto meet = [&](Value value) {
      own = std::max(own, level.lookup(value));
      vector |= vectorValues.contains(value);
      jammed |= jamValues.contains(value);
    };
    for (Value operand : op.getOperands())
      meet(operand);
    if (op.getNumRegions()) {
      llvm::SetVector<Value> inside;
      getUsedValuesDefinedAbove(op.getRegions(), inside);
      for (Value value : inside)
        meet(value);
      op.walk([&](linalg::IndexOp) { own = innermostLevel; });
    }
    if (auto index = dyn_cast<linalg::IndexOp>(op)) {
      unsigned loop = nest.loopOfDim[index.getDim()];
      own = levelOfLoop.lookup(loop);
      vector = schedule.vectorLoop == loop;
      jammed = schedule.jamLoop == loop;
    }
    // A load may see what the nest writes, unless it is from another buffer.
    auto read = dyn_cast<memref::LoadOp>(op);
    bool isElsewhere = read && llvm::none_of(ArrayRef(nest.operands).drop_front(nest.inputs),
                                             [&](const NestOperand &output) {
                                               return output.base == read.getMemRef();
                                             });
    if (!isElsewhere && !isMemoryEffectFree(&op))
      own = innermostLevel;
    for (Value result : op.getResults()) {
      level[result] = own;
      if (vector)
        vectorValues.insert(result);
      if (jammed)
        jamValues.insert(result);
    }
    opsOfLevel[own].push_back(&op);
  }
}

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

SmallVector<NestSegment> NestWriter::segments(unsigned loop) const {
  int64_t size = nest.sizes[loop];
  SmallVector<NestSegment> result;
  if (schedule.jamLoop == loop) {
    int64_t whole = size / schedule.jam, rest = size % schedule.jam;
    if (whole)
      result.push_back({0, whole, schedule.jam, 1, 1});
    if (rest && schedule.transposes)
      result.push_back({whole * schedule.jam, rest, 1, 1, 1});
    else if (rest)
      result.push_back({whole * schedule.jam, 1, rest, 1, 1});
    return result;
  }
  int64_t step = schedule.unroll * schedule.lanes;
  int64_t whole = size / step, start = whole * step, rest = size - start;
  if (whole)
    result.push_back({0, whole, schedule.unroll, schedule.lanes, schedule.lanes});
  if (!rest)
    return result;
  if (vectorReduction || schedule.transposes) { // accumulators and squares keep their lanes
    int64_t vectors = llvm::divideCeil(rest, schedule.lanes);
    result.push_back({start, 1, vectors, schedule.lanes, rest - (vectors - 1) * schedule.lanes});
    return result;
  }
  if (int64_t vectors = rest / schedule.lanes) {
    result.push_back({start, 1, vectors, schedule.lanes, schedule.lanes});
    start += vectors * schedule.lanes;
    rest -= vectors * schedule.lanes;
  }
  if (rest)
    result.push_back({start, 1, 1, int64_t(llvm::PowerOf2Ceil(rest)), rest});
  return result;
}

void NestWriter::loop(int64_t lo, int64_t hi, int64_t step, unsigned variable,
                      function_ref<void()> emitBody, std::optional<Range> range) {
  size_t mark = defined.size();
  auto inside = [&](Value value) {
    variables[variable] = value;
    ++loopsOpen;
    emitLevel(loopsOpen);
    emitBody();
    --loopsOpen;
    variables[variable] = Value();
    for (Value key : ArrayRef(defined).drop_front(mark))
      copies.erase(key);
    defined.resize(mark);
  };
  if (!range && lo + step >= hi)
    return inside(lo ? constant(lo) : Value());
  Value from = range ? range->first : constant(lo), to = range ? range->second : constant(hi);
  if (range && step != 1) { // the range counts steps
    from = arith::MulIOp::create(b, loc, from, constant(step));
    to = arith::MulIOp::create(b, loc, to, constant(step));
  }
  auto created = scf::ForOp::create(b, loc, from, to, constant(step));
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPoint(created.getBody()->getTerminator());
  inside(created.getInductionVar());
}

NestWriter::Values NestWriter::loop(int64_t lo, int64_t hi, int64_t step, unsigned variable,
                                    Values accs, function_ref<Values(Values)> emitBody) {
  size_t mark = defined.size();
  auto inside = [&](Value value, Values accs) {
    variables[variable] = value;
    ++loopsOpen;
    emitLevel(loopsOpen);
    Values result = emitBody(std::move(accs));
    --loopsOpen;
    variables[variable] = Value();
    for (Value key : ArrayRef(defined).drop_front(mark))
      copies.erase(key);
    defined.resize(mark);
    return result;
  };
  if (lo + step >= hi)
    return inside(lo ? constant(lo) : Value(), std::move(accs));
  auto created = scf::ForOp::create(b, loc, constant(lo), constant(hi), constant(step), accs);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(created.getBody());
  Values results = inside(created.getInductionVar(), Values(created.getRegionIterArgs()));
  if (accs.empty()) // the terminator is there already
    return results;
  scf::YieldOp::create(b, loc, results);
  return Values(created.getResults());
}

void NestWriter::parallelLoops(unsigned position) {
  if (position == schedule.parallel.size())
    return reductionPart();
  unsigned variable = schedule.parallel[position];
  bool outer = position == 0;
  std::optional<Range> range = outer ? outerRange : std::nullopt;
  auto next = [&] { parallelLoops(position + 1); };
  if (schedule.vectorLoop != variable && schedule.jamLoop != variable) {
    if (!(outer && restOnly))
      loop(0, nest.sizes[variable], 1, variable, next, range);
    return;
  }
  bool first = true;
  for (NestSegment segment : segments(variable)) {
    bool main = std::exchange(first, false);
    if (outer && (main ? restOnly : outerRange.has_value()))
      continue;
    if (schedule.jamLoop == variable) {
      jam = segment.unroll;
    } else {
      lanes = segment.lanes;
      unroll = segment.unroll;
      active = segment.active;
    }
    loop(segment.start, segment.start + segment.iterations * segment.step(), segment.step(),
         variable, next, range);
  }
}

void NestWriter::reductionPart() {
  if (schedule.reduction.empty()) {
    innermost({});
    return;
  }
  // Accumulators: for each output, jam * unroll values.
  if (vectorReduction) {
    lanes = schedule.lanes;
    unroll = schedule.unroll;
    active = lanes;
  }
  int64_t width = unroll;
  Values accs;
  for (unsigned number : accumulators)
    for (int64_t j = 0; j < jam; ++j)
      for (int64_t u = 0; u < width; ++u) {
        if (vectorReduction)
          accs.push_back(splat(Combiner::of(nest, number)->neutral()));
        else if (schedule.initial)
          accs.push_back(lanes == 1 ? scalar(schedule.initial) : splat(schedule.initial));
        else
          accs.push_back(load(nest.operands[number], j, u));
      }
  accs = reductionLoops(0, std::move(accs));
  size_t next = 0;
  for (unsigned number : accumulators)
    for (int64_t j = 0; j < jam; ++j) {
      if (!vectorReduction) {
        for (int64_t u = 0; u < width; ++u)
          store(accs[next++], nest.operands[number], j, u);
        continue;
      }
      std::optional<Combiner> combiner = Combiner::of(nest, number);
      // Pairwise, so that the sums are independent of each other.
      SmallVector<Value> parts(ArrayRef(accs).slice(next, width));
      next += width;
      while (parts.size() > 1) {
        SmallVector<Value> sums;
        for (size_t i = 0; i + 1 < parts.size(); i += 2)
          sums.push_back(combiner->combine(b, parts[i], parts[i + 1]));
        if (parts.size() % 2)
          sums.push_back(parts.back());
        parts = sums;
      }
      Value sum = combiner->reduce(b, parts[0]);
      const NestOperand &operand = nest.operands[number];
      Value before = schedule.initial ? scalar(schedule.initial)
                                      : memref::LoadOp::create(b, loc, operand.base,
                                                               this->position(operand, j, 0));
      memref::StoreOp::create(b, loc, combiner->combine(b, before, sum), operand.base,
                              this->position(operand, j, 0));
    }
}

NestWriter::Values NestWriter::reductionLoops(unsigned position, Values accs) {
  if (position == schedule.reduction.size())
    return innermost(std::move(accs));
  unsigned variable = schedule.reduction[position];
  auto next = [&](Values inner) { return reductionLoops(position + 1, std::move(inner)); };
  if (schedule.vectorLoop != variable)
    return loop(0, nest.sizes[variable], 1, variable, std::move(accs), next);
  for (NestSegment segment : segments(variable)) {
    unroll = segment.unroll;
    active = segment.active;
    // A rest uses the first of the accumulators.
    int64_t width = schedule.unroll;
    Values used;
    for (size_t i = 0; i < accs.size(); ++i)
      if (int64_t(i % width) < unroll)
        used.push_back(accs[i]);
    used = loop(segment.start, segment.start + segment.iterations * segment.step(), segment.step(),
                variable, std::move(used), next);
    size_t from = 0;
    for (size_t i = 0; i < accs.size(); ++i)
      if (int64_t(i % width) < unroll)
        accs[i] = used[from++];
  }
  unroll = schedule.unroll;
  active = lanes;
  return accs;
}

NestWriter::Values NestWriter::innermost(Values accs) {
  size_t next = 0;
  for (unsigned number : accumulators) {
    SmallVector<Value, 1> list(accs.begin() + next, accs.begin() + next + jam * unroll);
    next += jam * unroll;
    define(nest.body->getArgument(number), std::move(list));
  }
  for (Operation *op : opsOfLevel.back())
    emitOp(op);
  Operation *yield = nest.body->getTerminator();
  Values result;
  size_t index = 0;
  SmallVector<Value> wrong;
  for (auto [i, value] : llvm::enumerate(yield->getOperands())) {
    unsigned number = nest.inputs + i;
    const NestOperand &operand = nest.operands[number];
    bool accumulates = llvm::is_contained(accumulators, number);
    bool isChecked = nest.alarm && llvm::is_contained(nest.checked, int64_t(i));
    for (int64_t j = 0; j < (accumulates || usesJam(operand) ? jam : 1); ++j)
      for (int64_t u = 0; u < (accumulates || usesVector(operand) ? unroll : 1); ++u) {
        Value computed = lookup(value, j, u);
        if (!accumulates) {
          store(computed, operand, j, u);
          if (isChecked)
            wrong.push_back(isWrong(computed, u));
          continue;
        }
        computed = asVector(computed);
        Value before = accs[index++];
        if (vectorReduction)
          if (Value inside = mask(u))
            computed = arith::SelectOp::create(b, loc, inside, computed, before);
        result.push_back(computed);
      }
  }
  raiseAlarm(wrong);
  return result;
}

void NestWriter::emit(std::optional<Range> range, bool rest) {
  outerRange = range;
  restOnly = rest;
  variables.assign(nest.loops(), Value());
  lanes = 1;
  startBlock = b.getInsertionBlock();
  lastAtStart =
      b.getInsertionPoint() == startBlock->begin() ? nullptr : &*std::prev(b.getInsertionPoint());
  vectorReduction =
      schedule.vectorLoop && llvm::is_contained(schedule.reduction, *schedule.vectorLoop);
  if (vectorReduction)
    lanes = active = schedule.lanes;
  findLevels();
  emitLevel(0);
  parallelLoops(0);
}

void covector::emitNest(OpBuilder &builder, const Nest &nest, const NestSchedule &schedule,
                        std::optional<std::pair<Value, Value>> range) {
  NestWriter(builder, nest, schedule).emit(range, /*rest=*/false);
}

void covector::emitNestRest(OpBuilder &builder, const Nest &nest, const NestSchedule &schedule) {
  NestWriter(builder, nest, schedule).emit(std::nullopt, /*rest=*/true);
}

int64_t covector::outerIterations(const Nest &nest, const NestSchedule &schedule) {
  if (schedule.parallel.empty())
    return 0;
  unsigned loop = schedule.parallel[0];
  if (schedule.jamLoop == loop)
    return nest.sizes[loop] / schedule.jam;
  if (schedule.vectorLoop == loop)
    return nest.sizes[loop] / (schedule.lanes * schedule.unroll);
  return nest.sizes[loop];
}
