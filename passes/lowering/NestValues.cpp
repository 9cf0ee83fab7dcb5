//===- NestValues.cpp - what one iteration of a nest computes -------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/Transforms/RegionUtils.h"
#include "passes/lowering/NestWriter.h"

using namespace mlir;
using namespace covector;

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

Value NestWriter::atStart(function_ref<Value()> make) {
  OpBuilder::InsertionGuard guard(b);
  if (lastAtStart)
    b.setInsertionPointAfter(lastAtStart);
  else
    b.setInsertionPointToStart(startBlock);
  Value value = make();
  lastAtStart = value.getDefiningOp();
  return value;
}

Value NestWriter::constant(int64_t value) {
  Value &found = constants[value];
  if (!found)
    found = atStart([&] { return arith::ConstantIndexOp::create(b, loc, value).getResult(); });
  return found;
}

Value NestWriter::splat(TypedAttr value) {
  Value &found = splats[{value, lanes}];
  if (!found)
    found = atStart([&]() -> Value {
      auto type = VectorType::get({lanes}, value.getType());
      return arith::ConstantOp::create(b, loc, DenseElementsAttr::get(type, value));
    });
  return found;
}

Value NestWriter::scalar(TypedAttr value) {
  return atStart([&]() -> Value { return arith::ConstantOp::create(b, loc, value); });
}

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

SmallVector<Value> NestWriter::position(const NestOperand &operand, int64_t j, int64_t u,
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

Value NestWriter::mask(int64_t u) {
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

Value NestWriter::load(const NestOperand &operand, int64_t j, int64_t u) {
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
    elements.push_back(lane < activeLanes(u) ? memref::LoadOp::create(b, loc, operand.base,
                                                                      position(operand, j, u, lane))
                                                   .getResult()
                                             : elements.front());
  return vector::FromElementsOp::create(b, loc, type, elements);
}

/// Whether the operand is read in a square that is transposed.
bool NestWriter::isSquare(const NestOperand &operand) const {
  return schedule.transposes && jam == lanes && lanes > 1 && usesVector(operand) &&
         operand.strides[*schedule.vectorLoop] != 1 && isContiguous(operand, *schedule.jamLoop);
}

/// One vector along the vector loop for every iteration of the jam loop, from one
/// along the jam loop for every lane.
SmallVector<Value, 1> NestWriter::loadTransposed(const NestOperand &operand) {
  auto type = VectorType::get({lanes}, cast<MemRefType>(operand.base.getType()).getElementType());
  SmallVector<Value, 1> rows;
  for (int64_t lane = 0; lane < lanes; ++lane)
    rows.push_back(lane < activeLanes(0) ? vector::LoadOp::create(b, loc, type, operand.base,
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

void NestWriter::store(Value value, const NestOperand &operand, int64_t j, int64_t u) {
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

/// Whether a value that is stored, or one of its lanes that are, is to raise the alarm: the
/// difference of a number and itself is 0, that of NaNs and infinities is NaN.
Value NestWriter::isWrong(Value stored, int64_t u) {
  using arith::CmpFPredicate;
  auto compare = [&](CmpFPredicate predicate, Value value) -> Value {
    return arith::CmpFOp::create(b, loc, predicate, value, value);
  };
  auto type = dyn_cast<VectorType>(stored.getType());
  Value wrong;
  if (nest.alarmFor == 1) {
    wrong = compare(CmpFPredicate::UNO, stored);
  } else {
    Value difference = arith::SubFOp::create(b, loc, stored, stored);
    wrong = compare(CmpFPredicate::UNO, difference);
    if (nest.alarmFor == 2)
      wrong = arith::AndIOp::create(b, loc, wrong, compare(CmpFPredicate::ORD, stored));
  }
  if (!type)
    return wrong;
  if (Value active = mask(u))
    wrong = arith::AndIOp::create(b, loc, wrong, active);
  return wrong;
}

/// Sets the flag if one of `wrong`, vectors or not, is true.
void NestWriter::raiseAlarm(ArrayRef<Value> wrong) {
  Value vectors, scalars;
  for (Value value : wrong) {
    Value &sum = isa<VectorType>(value.getType()) ? vectors : scalars;
    sum = sum ? arith::OrIOp::create(b, loc, sum, value).getResult() : value;
  }
  if (vectors) {
    Value any = vector::ReductionOp::create(b, loc, vector::CombiningKind::OR, vectors);
    scalars = scalars ? arith::OrIOp::create(b, loc, scalars, any).getResult() : any;
  }
  if (!scalars)
    return;
  OpBuilder::InsertionGuard guard(b);
  auto raise = scf::IfOp::create(b, loc, scalars, /*withElseRegion=*/false);
  b.setInsertionPointToStart(raise.thenBlock());
  Value one = arith::ConstantOp::create(b, loc, b.getI8IntegerAttr(1));
  memref::StoreOp::create(b, loc, one, nest.alarm, ValueRange());
}

//===----------------------------------------------------------------------===//
// Values of the body
//===----------------------------------------------------------------------===//

void NestWriter::define(Value value, SmallVector<Value, 1> list) {
  copies[value] = std::move(list);
  defined.push_back(value);
}

Value NestWriter::lookup(Value value, int64_t j, int64_t u) {
  auto it = copies.find(value);
  if (it == copies.end())
    return value; // from outside of the nest
  int64_t index =
      (onJam(value) ? j : 0) * (onVector(value) ? unroll : 1) + (onVector(value) ? u : 0);
  return it->second[index];
}

Value NestWriter::asVector(Value scalar) {
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
Value NestWriter::vectorIndex(int64_t u, Type type) {
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
/// proceeds: its last index is the loop's variable, or a start plus that.
bool NestWriter::isRow(memref::LoadOp read) const {
  SmallVector<int64_t> strides;
  int64_t offset;
  if (read.getIndices().empty() ||
      failed(read.getMemRefType().getStridesAndOffset(strides, offset)) || strides.back() != 1)
    return false;
  Value last = read.getIndices().back();
  if (auto sum = last.getDefiningOp<arith::AddIOp>(); sum && !onVector(sum.getLhs()))
    last = sum.getRhs();
  auto index = last.getDefiningOp<linalg::IndexOp>();
  return index && schedule.vectorLoop == nest.loopOfDim[index.getDim()] &&
         llvm::none_of(read.getIndices().drop_back(), [&](Value index) { return onVector(index); });
}

Value NestWriter::emitCopy(Operation *op, int64_t j, int64_t u) {
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
      if (auto sum = read.getIndices().back().getDefiningOp<arith::AddIOp>())
        first = arith::AddIOp::create(b, loc, lookup(sum.getLhs(), j, u), first);
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
    return vector::FromElementsOp::create(b, loc, VectorType::get({lanes}, read.getType()),
                                          elements);
  }
  Operation *clone = op->cloneWithoutRegions();
  for (OpOperand &operand : clone->getOpOperands()) {
    Value value = lookup(op->getOperand(operand.getOperandNumber()), j, u);
    operand.set(vector ? asVector(value) : value);
  }
  // Products of matrices are added in one step.
  if (isa<arith::MulFOp, arith::AddFOp>(clone) && isa<linalg::ContractionOpInterface>(*nest.op))
    clone->setAttr("fastmath",
                   arith::FastMathFlagsAttr::get(b.getContext(), arith::FastMathFlags::contract));
  if (vector)
    for (Value result : clone->getResults())
      result.setType(VectorType::get({lanes}, result.getType()));
  b.insert(clone);
  return clone->getNumResults() ? clone->getResult(0) : Value();
}

void NestWriter::emitOp(Operation *op) {
  // A position along the vector loop is made where it is used, as what it is
  // converted to.
  if (auto index = dyn_cast<linalg::IndexOp>(op); index && lanes > 1 && onVector(index.getResult()))
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

void NestWriter::emitLevel(unsigned level) {
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
