//===- NestEmitter.cpp - writes a nest as loops over vectors --------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Note [Copies]
// One iteration of the emitted loops does `jam` iterations of the jam loop and
// `unroll` vectors of `lanes` iterations of the vector loop. A value of the body
// that depends on both has jam * unroll copies, one that depends on neither has
// one. Values that do not depend on the vector loop stay scalars and are
// broadcast where a vector meets them.
//
// Note [Levels]
// A value of the body is computed as far outside as its loops allow: its level
// is the number of loops that must be open. Loads are made at the level of their
// operand; what depends on an accumulator belongs to the innermost level.
//
//===----------------------------------------------------------------------===//

#include "passes/lowering/NestEmitter.h"
#include "passes/lowering/Combiner.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/Transforms/RegionUtils.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace covector;

namespace {

/// A part of a loop: `iterations` steps, each of `unroll` vectors of `lanes`,
/// of which the last vector uses `active` lanes only.
struct Segment {
  int64_t start, iterations, unroll, lanes, active;
  int64_t step() const { return unroll * lanes; }
};

class Emitter {
public:
  using Range = std::pair<Value, Value>;

  Emitter(OpBuilder &b, const Nest &nest, const NestSchedule &schedule)
      : b(b), loc(nest.op->getLoc()), nest(nest), schedule(schedule) {}

  void emit(std::optional<Range> outerRange, bool restOnly);

private:
  // Analysis.
  void findLevels();
  unsigned levelOf(const NestOperand &operand) const;
  bool isAccumulator(unsigned operand) const;

  // Loops. The accumulators are passed along and returned.
  using Values = SmallVector<Value, 8>;
  void parallelLoops(unsigned position);
  void reductionPart();
  Values reductionLoops(unsigned position, Values accumulators);
  Values innermost(Values accumulators);
  void loop(int64_t lo, int64_t hi, int64_t step, unsigned variable,
            function_ref<void()> emitBody, std::optional<Range> range = std::nullopt);
  Values loop(int64_t lo, int64_t hi, int64_t step, unsigned variable, Values accumulators,
              function_ref<Values(Values)> emitBody);
  SmallVector<Segment> segments(unsigned loop) const;

  // Values of the body.
  void emitLevel(unsigned level);
  void emitOp(Operation *op);
  Value emitCopy(Operation *op, int64_t j, int64_t u);
  bool isRow(memref::LoadOp read) const;
  Value lookup(Value value, int64_t j, int64_t u);
  Value asVector(Value scalar);
  Value vectorIndex(int64_t u, Type type);
  bool onVector(Value value) const { return vectorValues.contains(value); }
  bool onJam(Value value) const { return jamValues.contains(value); }
  void define(Value value, SmallVector<Value, 1> copies);

  // Memory.
  SmallVector<Value> position(const NestOperand &operand, int64_t j, int64_t u, int64_t lane = 0);
  Value load(const NestOperand &operand, int64_t j, int64_t u);
  bool isSquare(const NestOperand &operand) const;
  SmallVector<Value, 1> loadTransposed(const NestOperand &operand);
  void store(Value value, const NestOperand &operand, int64_t j, int64_t u);
  Value mask(int64_t u);
  int64_t activeLanes(int64_t u) const { return u + 1 == unroll ? active : lanes; }
  bool usesVector(const NestOperand &operand) const {
    return schedule.vectorLoop && operand.uses(*schedule.vectorLoop);
  }
  bool usesJam(const NestOperand &operand) const {
    return schedule.jamLoop && operand.uses(*schedule.jamLoop);
  }

  Value constant(int64_t value);
  Value splat(TypedAttr value);
  Value atStart(function_ref<Value()> make);

  OpBuilder &b;
  Location loc;
  const Nest &nest;
  const NestSchedule &schedule;

  unsigned loopsOpen = 0;
  SmallVector<Value> variables; // of the loops; null while not open
  int64_t lanes = 1, unroll = 1, active = 1, jam = 1; // of the segment being emitted
  bool vectorReduction = false;                       // the vector loop is a reduction
  std::optional<Range> outerRange;
  bool restOnly = false;

  SmallVector<unsigned> accumulators; // numbers of operands
  DenseMap<unsigned, unsigned> levelOfLoop;
  unsigned innermostLevel = 0;
  SmallVector<SmallVector<Operation *>> opsOfLevel;
  SmallVector<SmallVector<unsigned>> loadsOfLevel;
  DenseSet<Value> vectorValues, jamValues;

  DenseMap<Value, SmallVector<Value, 1>> copies;
  SmallVector<Value> defined; // keys of `copies`, in order
  DenseMap<std::pair<Value, int64_t>, Value> broadcasts;
  Block *startBlock = nullptr;
  Operation *lastAtStart = nullptr; // what was made before all loops, last
  DenseMap<int64_t, Value> constants;
  DenseMap<std::pair<Attribute, int64_t>, Value> splats;
};

} // namespace

//===----------------------------------------------------------------------===//
// Analysis
//===----------------------------------------------------------------------===//

bool Emitter::isAccumulator(unsigned operand) const {
  if (operand < nest.inputs || schedule.reduction.empty())
    return false;
  for (unsigned loop : schedule.reduction)
    if (nest.operands[operand].uses(loop))
      return false;
  return true;
}

unsigned Emitter::levelOf(const NestOperand &operand) const {
  unsigned level = 0;
  for (auto [loop, loopLevel] : levelOfLoop)
    if (operand.uses(loop))
      level = std::max(level, loopLevel);
  return level;
}

void Emitter::findLevels() {
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
    // A load may see what the nest writes.
    if (!isMemoryEffectFree(&op))
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
// Constants
//===----------------------------------------------------------------------===//

Value Emitter::atStart(function_ref<Value()> make) {
  OpBuilder::InsertionGuard guard(b);
  if (lastAtStart)
    b.setInsertionPointAfter(lastAtStart);
  else
    b.setInsertionPointToStart(startBlock);
  Value value = make();
  lastAtStart = value.getDefiningOp();
  return value;
}

Value Emitter::constant(int64_t value) {
  Value &found = constants[value];
  if (!found)
    found = atStart([&] { return arith::ConstantIndexOp::create(b, loc, value).getResult(); });
  return found;
}

Value Emitter::splat(TypedAttr value) {
  Value &found = splats[{value, lanes}];
  if (!found)
    found = atStart([&]() -> Value {
      auto type = VectorType::get({lanes}, value.getType());
      return arith::ConstantOp::create(b, loc, DenseElementsAttr::get(type, value));
    });
  return found;
}

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

SmallVector<Value> Emitter::position(const NestOperand &operand, int64_t j, int64_t u,
                                     int64_t lane) {
  SmallVector<Value> result;
  for (const NestIndex &index : operand.indices) {
    Value sum;
    int64_t offset = index.constant;
    for (auto [loop, factor] : index.terms) {
      int64_t ahead = 0;
      if (schedule.vectorLoop == loop)
        ahead = u * lanes + lane;
      if (schedule.jamLoop == loop)
        ahead = j;
      offset += ahead * factor;
      Value term = variables[loop];
      if (!term) // a loop of one iteration, at 0
        continue;
      if (auto known = term.getDefiningOp<arith::ConstantIndexOp>()) {
        offset += known.value() * factor;
        continue;
      }
      if (factor != 1)
        term = arith::MulIOp::create(b, loc, term, constant(factor));
      sum = sum ? arith::AddIOp::create(b, loc, sum, term) : term;
    }
    if (!sum)
      sum = constant(offset);
    else if (offset)
      sum = arith::AddIOp::create(b, loc, sum, constant(offset));
    result.push_back(sum);
  }
  return result;
}

/// Whether the vector loop goes along the last axis, element by element.
static bool isContiguous(const NestOperand &operand, unsigned loop) {
  if (operand.indices.empty() || operand.strides[loop] != 1)
    return false;
  for (const NestIndex &index : ArrayRef(operand.indices).drop_back())
    for (auto [term, factor] : index.terms)
      if (term == loop)
        return false;
  return true;
}

Value Emitter::mask(int64_t u) {
  int64_t count = activeLanes(u);
  if (count == lanes)
    return Value();
  SmallVector<bool> bits(lanes, false);
  std::fill(bits.begin(), bits.begin() + count, true);
  return atStart([&]() -> Value {
    auto type = VectorType::get({lanes}, b.getI1Type());
    return arith::ConstantOp::create(b, loc, DenseElementsAttr::get(type, ArrayRef<bool>(bits)));
  });
}

Value Emitter::load(const NestOperand &operand, int64_t j, int64_t u) {
  if (operand.isScalar())
    return operand.base;
  if (lanes == 1 || !usesVector(operand))
    return memref::LoadOp::create(b, loc, operand.base, position(operand, j, u));
  Type element = cast<MemRefType>(operand.base.getType()).getElementType();
  auto type = VectorType::get({lanes}, element);
  if (isContiguous(operand, *schedule.vectorLoop)) {
    if (Value active = mask(u))
      return vector::MaskedLoadOp::create(b, loc, type, operand.base, position(operand, j, u),
                                          active, splat(cast<TypedAttr>(b.getZeroAttr(element))));
    return vector::LoadOp::create(b, loc, type, operand.base, position(operand, j, u));
  }
  SmallVector<Value> elements;
  for (int64_t lane = 0; lane < lanes; ++lane)
    elements.push_back(lane < activeLanes(u)
                           ? memref::LoadOp::create(b, loc, operand.base,
                                                    position(operand, j, u, lane))
                                 .getResult()
                           : elements.front());
  return vector::FromElementsOp::create(b, loc, type, elements);
}

/// Whether the operand is read in a square that is transposed.
bool Emitter::isSquare(const NestOperand &operand) const {
  return schedule.transposes && jam == lanes && lanes > 1 && usesVector(operand) &&
         operand.strides[*schedule.vectorLoop] != 1 && isContiguous(operand, *schedule.jamLoop);
}

/// One vector along the vector loop for every iteration of the jam loop, from one
/// along the jam loop for every lane.
SmallVector<Value, 1> Emitter::loadTransposed(const NestOperand &operand) {
  auto type = VectorType::get({lanes}, cast<MemRefType>(operand.base.getType()).getElementType());
  SmallVector<Value, 1> rows;
  for (int64_t lane = 0; lane < lanes; ++lane)
    rows.push_back(lane < activeLanes(0)
                       ? vector::LoadOp::create(b, loc, type, operand.base,
                                                position(operand, 0, 0, lane))
                             .getResult()
                       : rows.front());
  // Exchanges blocks off the diagonal, from large ones to single elements.
  for (int64_t width = lanes / 2; width >= 1; width /= 2) {
    SmallVector<int64_t> upper, lower;
    for (int64_t lane = 0; lane < lanes; ++lane) {
      upper.push_back(lane & width ? lanes + lane - width : lane);
      lower.push_back(lane & width ? lanes + lane : lane + width);
    }
    for (int64_t row = 0; row < lanes; ++row)
      if (!(row & width)) {
        Value a = rows[row], c = rows[row | width];
        rows[row] = vector::ShuffleOp::create(b, loc, a, c, upper);
        rows[row | width] = vector::ShuffleOp::create(b, loc, a, c, lower);
      }
  }
  return rows;
}

void Emitter::store(Value value, const NestOperand &operand, int64_t j, int64_t u) {
  if (lanes == 1 || !usesVector(operand)) {
    memref::StoreOp::create(b, loc, value, operand.base, position(operand, j, u));
    return;
  }
  value = asVector(value);
  if (isContiguous(operand, *schedule.vectorLoop)) {
    if (Value active = mask(u))
      vector::MaskedStoreOp::create(b, loc, operand.base, position(operand, j, u), active, value);
    else
      vector::StoreOp::create(b, loc, value, operand.base, position(operand, j, u));
    return;
  }
  for (int64_t lane = 0; lane < activeLanes(u); ++lane)
    memref::StoreOp::create(b, loc, vector::ExtractOp::create(b, loc, value, lane), operand.base,
                            position(operand, j, u, lane));
}

//===----------------------------------------------------------------------===//
// Values of the body
//===----------------------------------------------------------------------===//

void Emitter::define(Value value, SmallVector<Value, 1> list) {
  copies[value] = std::move(list);
  defined.push_back(value);
}

Value Emitter::lookup(Value value, int64_t j, int64_t u) {
  auto it = copies.find(value);
  if (it == copies.end())
    return value; // from outside of the nest
  int64_t index = (onJam(value) ? j : 0) * (onVector(value) ? unroll : 1) +
                  (onVector(value) ? u : 0);
  return it->second[index];
}

Value Emitter::asVector(Value scalar) {
  if (lanes == 1 || isa<VectorType>(scalar.getType()))
    return scalar;
  if (auto constant = scalar.getDefiningOp<arith::ConstantOp>())
    return splat(constant.getValue());
  Value &found = broadcasts[{scalar, lanes}];
  if (!found) {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointAfterValue(scalar);
    found = vector::BroadcastOp::create(b, loc, VectorType::get({lanes}, scalar.getType()), scalar);
  }
  return found;
}

/// The vector loop's variable in every lane, as `type`.
Value Emitter::vectorIndex(int64_t u, Type type) {
  Value base = variables[*schedule.vectorLoop];
  if (!base)
    base = constant(0);
  if (type != b.getIndexType())
    base = arith::IndexCastOp::create(b, loc, type, base);
  if (lanes == 1)
    return base;
  auto vector = VectorType::get({lanes}, type);
  SmallVector<Attribute> steps;
  for (int64_t lane = 0; lane < lanes; ++lane)
    steps.push_back(b.getIntegerAttr(type, u * lanes + lane));
  Value step = atStart([&]() -> Value {
    return arith::ConstantOp::create(b, loc, DenseElementsAttr::get(vector, steps));
  });
  return arith::AddIOp::create(b, loc, vector::BroadcastOp::create(b, loc, vector, base), step);
}

/// Whether a load of the body goes along a row of its buffer as the vector loop
/// proceeds.
bool Emitter::isRow(memref::LoadOp read) const {
  SmallVector<int64_t> strides;
  int64_t offset;
  if (read.getIndices().empty() ||
      failed(read.getMemRefType().getStridesAndOffset(strides, offset)) || strides.back() != 1)
    return false;
  auto last = read.getIndices().back().getDefiningOp<linalg::IndexOp>();
  return last && schedule.vectorLoop == nest.loopOfDim[last.getDim()] &&
         llvm::none_of(read.getIndices().drop_back(),
                       [&](Value index) { return onVector(index); });
}

Value Emitter::emitCopy(Operation *op, int64_t j, int64_t u) {
  bool vector = lanes > 1 && op->getNumResults() && onVector(op->getResult(0));
  if (auto index = dyn_cast<linalg::IndexOp>(op)) {
    unsigned loop = nest.loopOfDim[index.getDim()];
    if (schedule.vectorLoop == loop)
      return vectorIndex(u, b.getIndexType());
    Value variable = variables[loop] ? variables[loop] : constant(0);
    if (schedule.jamLoop == loop && j)
      variable = arith::AddIOp::create(b, loc, variable, constant(j));
    return variable;
  }
  if (auto cast = dyn_cast<arith::IndexCastOp>(op))
    if (auto index = cast.getIn().getDefiningOp<linalg::IndexOp>())
      if (schedule.vectorLoop == nest.loopOfDim[index.getDim()])
        return vectorIndex(u, cast.getType());
  if (op->getNumRegions()) { // scalar code only
    IRMapping mapping;
    llvm::SetVector<Value> inside;
    getUsedValuesDefinedAbove(op->getRegions(), inside);
    for (Value value : inside)
      mapping.map(value, lookup(value, j, u));
    for (Value value : op->getOperands())
      mapping.map(value, lookup(value, j, u));
    Operation *clone = b.clone(*op, mapping);
    clone->walk([&](linalg::IndexOp index) {
      Value variable = variables[nest.loopOfDim[index.getDim()]];
      index.replaceAllUsesWith(variable ? variable : constant(0));
      index.erase();
    });
    return clone->getNumResults() ? clone->getResult(0) : Value();
  }
  if (auto read = dyn_cast<memref::LoadOp>(op); read && vector) {
    if (isRow(read)) {
      SmallVector<Value> indices;
      for (Value index : read.getIndices().drop_back())
        indices.push_back(lookup(index, j, u));
      Value first = variables[*schedule.vectorLoop];
      first = first ? first : constant(0);
      if (u)
        first = arith::AddIOp::create(b, loc, first, constant(u * lanes));
      indices.push_back(first);
      auto type = VectorType::get({lanes}, read.getType());
      Value base = lookup(read.getMemRef(), j, u);
      if (Value active = mask(u))
        return vector::MaskedLoadOp::create(b, loc, type, base, indices, active,
                                            splat(cast<TypedAttr>(b.getZeroAttr(read.getType()))));
      return vector::LoadOp::create(b, loc, type, base, indices);
    }
    // One load a lane.
    SmallVector<Value> elements;
    for (int64_t lane = 0; lane < lanes; ++lane) {
      if (lane >= activeLanes(u)) {
        elements.push_back(elements.front());
        continue;
      }
      SmallVector<Value> indices;
      for (Value index : read.getIndices()) {
        Value of = lookup(index, j, u);
        if (isa<VectorType>(of.getType()))
          of = vector::ExtractOp::create(b, loc, of, lane);
        indices.push_back(of);
      }
      elements.push_back(
          memref::LoadOp::create(b, loc, lookup(read.getMemRef(), j, u), indices).getResult());
    }
    return vector::FromElementsOp::create(
        b, loc, VectorType::get({lanes}, read.getType()), elements);
  }
  Operation *clone = op->cloneWithoutRegions();
  for (OpOperand &operand : clone->getOpOperands()) {
    Value value = lookup(op->getOperand(operand.getOperandNumber()), j, u);
    operand.set(vector ? asVector(value) : value);
  }
  if (vector)
    for (Value result : clone->getResults())
      result.setType(VectorType::get({lanes}, result.getType()));
  b.insert(clone);
  return clone->getNumResults() ? clone->getResult(0) : Value();
}

void Emitter::emitOp(Operation *op) {
  // A position along the vector loop is made where it is used, as what it is
  // converted to.
  if (auto index = dyn_cast<linalg::IndexOp>(op); index && onVector(index.getResult()))
    if (llvm::all_of(op->getUsers(), [&](Operation *user) {
          auto read = dyn_cast<memref::LoadOp>(user);
          return isa<arith::IndexCastOp>(user) ||
                 (read && llvm::count(read.getIndices(), index.getResult()) == 1 && isRow(read));
        }))
      return;
  bool vector = op->getNumResults() && onVector(op->getResult(0));
  bool jammed = op->getNumResults() && onJam(op->getResult(0));
  unsigned results = op->getNumResults();
  SmallVector<SmallVector<Value, 1>> lists(results);
  for (int64_t j = 0; j < (jammed ? jam : 1); ++j)
    for (int64_t u = 0; u < (vector ? unroll : 1); ++u) {
      Value first = emitCopy(op, j, u);
      for (unsigned i = 0; i < results; ++i)
        lists[i].push_back(i == 0 ? first : first.getDefiningOp()->getResult(i));
    }
  for (unsigned i = 0; i < results; ++i)
    define(op->getResult(i), std::move(lists[i]));
}

void Emitter::emitLevel(unsigned level) {
  for (unsigned number : loadsOfLevel[level]) {
    const NestOperand &operand = nest.operands[number];
    Value argument = nest.body->getArgument(number);
    SmallVector<Value, 1> list;
    if (isSquare(operand)) {
      define(argument, loadTransposed(operand));
      continue;
    }
    for (int64_t j = 0; j < (onJam(argument) ? jam : 1); ++j)
      for (int64_t u = 0; u < (onVector(argument) ? unroll : 1); ++u)
        list.push_back(load(operand, j, u));
    define(argument, std::move(list));
  }
  // Those of the innermost level wait for the accumulators.
  if (level != innermostLevel)
    for (Operation *op : opsOfLevel[level])
      emitOp(op);
}

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

SmallVector<Segment> Emitter::segments(unsigned loop) const {
  int64_t size = nest.sizes[loop];
  SmallVector<Segment> result;
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
    result.push_back({start, 1, vectors, schedule.lanes,
                      rest - (vectors - 1) * schedule.lanes});
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

void Emitter::loop(int64_t lo, int64_t hi, int64_t step, unsigned variable,
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

Emitter::Values Emitter::loop(int64_t lo, int64_t hi, int64_t step, unsigned variable,
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

void Emitter::parallelLoops(unsigned position) {
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
  for (Segment segment : segments(variable)) {
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

void Emitter::reductionPart() {
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
      Value before = memref::LoadOp::create(b, loc, operand.base, this->position(operand, j, 0));
      memref::StoreOp::create(b, loc, combiner->combine(b, before, sum), operand.base,
                              this->position(operand, j, 0));
    }
}

Emitter::Values Emitter::reductionLoops(unsigned position, Values accs) {
  if (position == schedule.reduction.size())
    return innermost(std::move(accs));
  unsigned variable = schedule.reduction[position];
  auto next = [&](Values inner) { return reductionLoops(position + 1, std::move(inner)); };
  if (schedule.vectorLoop != variable)
    return loop(0, nest.sizes[variable], 1, variable, std::move(accs), next);
  for (Segment segment : segments(variable)) {
    unroll = segment.unroll;
    active = segment.active;
    // A rest uses the first of the accumulators.
    int64_t width = schedule.unroll;
    Values used;
    for (size_t i = 0; i < accs.size(); ++i)
      if (int64_t(i % width) < unroll)
        used.push_back(accs[i]);
    used = loop(segment.start, segment.start + segment.iterations * segment.step(),
                segment.step(), variable, std::move(used), next);
    size_t from = 0;
    for (size_t i = 0; i < accs.size(); ++i)
      if (int64_t(i % width) < unroll)
        accs[i] = used[from++];
  }
  unroll = schedule.unroll;
  active = lanes;
  return accs;
}

Emitter::Values Emitter::innermost(Values accs) {
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
  for (auto [i, value] : llvm::enumerate(yield->getOperands())) {
    unsigned number = nest.inputs + i;
    const NestOperand &operand = nest.operands[number];
    bool accumulates = llvm::is_contained(accumulators, number);
    for (int64_t j = 0; j < (accumulates || usesJam(operand) ? jam : 1); ++j)
      for (int64_t u = 0; u < (accumulates || usesVector(operand) ? unroll : 1); ++u) {
        Value computed = lookup(value, j, u);
        if (!accumulates) {
          store(computed, operand, j, u);
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
  return result;
}

void Emitter::emit(std::optional<Range> range, bool rest) {
  outerRange = range;
  restOnly = rest;
  variables.assign(nest.loops(), Value());
  lanes = 1;
  startBlock = b.getInsertionBlock();
  lastAtStart = b.getInsertionPoint() == startBlock->begin() ? nullptr
                                                             : &*std::prev(b.getInsertionPoint());
  vectorReduction = schedule.vectorLoop &&
                    llvm::is_contained(schedule.reduction, *schedule.vectorLoop);
  if (vectorReduction)
    lanes = active = schedule.lanes;
  findLevels();
  emitLevel(0);
  parallelLoops(0);
}

void covector::emitNest(OpBuilder &builder, const Nest &nest, const NestSchedule &schedule,
                        std::optional<std::pair<Value, Value>> range) {
  Emitter(builder, nest, schedule).emit(range, /*rest=*/false);
}

void covector::emitNestRest(OpBuilder &builder, const Nest &nest, const NestSchedule &schedule) {
  Emitter(builder, nest, schedule).emit(std::nullopt, /*rest=*/true);
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
