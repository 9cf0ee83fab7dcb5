//===- ArrayToLinalgLoops.cpp - a cluster becomes one linalg.generic ------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reading order: `emit` is the whole in five steps; the steps follow in order.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/ScalarBody.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "passes/lowering/ArrayToLinalg.h"
#include <numeric>

using namespace mlir;
using namespace covector;
using namespace covector::lowering;

namespace {

using Axes = SmallVector<unsigned, 4>;
using array::B;

/// An array read in the body, each element through the same axes.
struct Input {
  Value source;
  Axes axes;
  unsigned argument = 0;    // of the body
  Value scalar;             // once it is loaded
  bool overwritten = false; // lends its buffer to an output
};

/// An array made by the loops.
struct Output {
  Value array;
  Axes axes;
  array::ReduceOpInterface reduction; // null where every element is made once
  Type stored;
  Input *overwritten = nullptr;
  Operation *reader = nullptr; // in whose result it lands, see Note [Landing]
};

class LoopNest {
public:
  LoopNest(FunctionLowering &l, Location loc, ArrayRef<int64_t> space, ArrayRef<Operation *> ops)
      : l(l), loc(loc), space(space), ops(ops) {}

  LogicalResult emit(ArrayRef<Value> values);

private:
  void addOutputs(ArrayRef<Value> values);
  void addInputs();
  void addRead(const Read &read);
  void orderLoops();
  void mergeLoops();
  bool keepTogether(unsigned axis, unsigned next, const Axes &axes) const;
  void chooseOverwritten();
  LogicalResult emitLoops();
  LogicalResult emitScalars();
  void emitEmpty();
  LogicalResult buildBody(Block &body);
  LogicalResult buildOp(B &b, Operation *op);

  Input *findInput(const Read &read);
  Value readElement(B &b, const Read &read);
  Value storedElement(B &b, const Output &output);
  Value iotaElement(B &b, array::IotaOp op, const Read &read);
  Value neutralElement(array::ReduceOpInterface reduction, Type stored);
  Shape loopShape(const Axes &axes) const;
  AffineMap loopMap(const Axes &axes) const;

  FunctionLowering &l;
  Location loc;
  ArrayRef<int64_t> space;
  ArrayRef<Operation *> ops;

  std::vector<std::unique_ptr<Input>> inputs;
  DenseMap<Value, SmallVector<Input *, 1>> inputsOf;
  SmallVector<Output, 2> outputs;
  SmallVector<unsigned, 4> order;  // the axes of the space from the outermost loop inward
  SmallVector<unsigned, 4> loopOf; // by axis of the space
  unsigned loops = 0;
  llvm::SmallDenseSet<unsigned> counted; // axes whose index is used in the body

  Block *body = nullptr;
  DenseMap<Value, Value> single;  // by array of one element from outside
  DenseMap<Value, Value> scalars; // by array made in the body or constant leaf
  DenseMap<Value, Value> stored;  // the same as stored, where that is known
};

} // namespace

LogicalResult LoopNest::emit(ArrayRef<Value> values) {
  addOutputs(values);
  if (llvm::is_contained(space, 0)) {
    emitEmpty();
    return success();
  }
  addInputs();
  if (space.empty())
    return emitScalars();
  orderLoops();
  mergeLoops();
  chooseOverwritten();
  return emitLoops();
}

//===----------------------------------------------------------------------===//
// What is read and made
//===----------------------------------------------------------------------===//

void LoopNest::addOutputs(ArrayRef<Value> values) {
  for (Value value : values) {
    Output output;
    output.array = value;
    Type element = getElementTypeOrSelf(value);
    output.stored = storageType(element);
    auto reduction = value.getDefiningOp<array::ReduceOpInterface>();
    if (reduction && !ops.empty()) {
      output.reduction = reduction;
      // Sums of f16, bf16 and narrower floats accumulate in f32.
      if (array::isRoundedElement(element))
        output.stored = Float32Type::get(element.getContext());
      auto shape = cast<RankedTensorType>(reduction->getOperand(0).getType()).getShape();
      unsigned axis = 0;
      for (auto [i, size] : llvm::enumerate(shape)) {
        if (size == 1)
          continue;
        if (!llvm::is_contained(reduction.getAxes(), int64_t(i)))
          output.axes.push_back(axis);
        ++axis;
      }
    } else {
      output.axes.resize(space.size());
      std::iota(output.axes.begin(), output.axes.end(), 0);
      if (!ops.empty())
        output.reader = landingReader(
            value, [&](Operation *user) { return l.plan.areTogether(user, ops.front()); });
      // Two slices of one array would be taken before either is put back.
      if (llvm::any_of(outputs, [&](Output &o) { return o.reader && o.reader == output.reader; }))
        output.reader = nullptr;
    }
    outputs.push_back(std::move(output));
  }
}

void LoopNest::addInputs() {
  for (Operation *op : ops)
    for (Value result : op->getResults())
      scalars[result] = nullptr; // made before it is read
  for (Operation *op : ops)
    for (const Read &read : l.plan.reads(op))
      addRead(read);
  if (ops.empty())
    for (Output &output : outputs)
      addRead(resolveRead(output.array));
}

void LoopNest::addRead(const Read &read) {
  if (scalars.contains(read.source))
    return;
  if (auto constant = read.source.getDefiningOp<array::ConstantOp>())
    if (splatElement(constant))
      return;
  if (auto iota = read.source.getDefiningOp<array::IotaOp>()) {
    counted.insert(read.axes.begin(), read.axes.end());
    return;
  }
  if (isOneElement(read.source.getType())) { // See Note [Scalars].
    single[read.source] = l.scalar(read.source);
    return;
  }
  if (findInput(read))
    return;
  inputs.push_back(std::make_unique<Input>(Input{read.source, read.axes, 0, nullptr, false}));
  inputsOf[read.source].push_back(inputs.back().get());
}

Input *LoopNest::findInput(const Read &read) {
  for (Input *input : inputsOf.lookup(read.source))
    if (input->axes == read.axes)
      return input;
  return nullptr;
}

//===----------------------------------------------------------------------===//
// The loops
//===----------------------------------------------------------------------===//

/// Row-major order, but innermost is the axis along which most elements of the
/// operands are neighbours.
void LoopNest::orderLoops() {
  order.resize(space.size());
  std::iota(order.begin(), order.end(), 0);
  if (space.size() < 2)
    return;
  SmallVector<double, 4> votes(space.size(), 0.0);
  auto vote = [&](const Axes &axes) {
    if (axes.empty())
      return;
    double elements = 1;
    for (unsigned axis : axes)
      elements *= space[axis];
    votes[axes.back()] += elements;
  };
  for (auto &input : inputs)
    vote(input->axes);
  for (Output &output : outputs)
    vote(output.axes);
  unsigned inner = space.size() - 1;
  for (unsigned axis = 0; axis < space.size(); ++axis)
    if (votes[axis] > votes[inner])
      inner = axis;
  order.erase(order.begin() + inner);
  order.push_back(inner);
}

/// Whether `next` comes right after `axis` in an operand, or neither occurs.
bool LoopNest::keepTogether(unsigned axis, unsigned next, const Axes &axes) const {
  for (unsigned i = 0; i < axes.size(); ++i)
    if (axes[i] == axis)
      return i + 1 < axes.size() && axes[i + 1] == next;
  return !llvm::is_contained(axes, next);
}

/// Neighbouring axes that all operands hold together become one loop.
void LoopNest::mergeLoops() {
  loopOf.resize(space.size());
  for (unsigned i = 0; i < order.size(); ++i) {
    bool merged = i > 0;
    if (merged) {
      unsigned axis = order[i - 1], next = order[i];
      merged = !counted.contains(axis) && !counted.contains(next);
      for (Output &output : outputs)
        merged = merged && !output.reader && keepTogether(axis, next, output.axes);
      for (auto &input : inputs) {
        merged = merged && keepTogether(axis, next, input->axes);
        // Rows of a part do not follow each other in memory.
        if (!merged || !isPart(l.tensor(input->source)))
          continue;
        const unsigned *at = llvm::find(input->axes, axis);
        if (at == input->axes.end())
          continue;
        auto strides = bufferStrides(l.tensor(input->source));
        size_t k = at - input->axes.begin();
        merged = strides[k] == strides[k + 1] * space[next];
      }
    }
    loops += !merged;
    loopOf[order[i]] = loops - 1;
  }
}

Shape LoopNest::loopShape(const Axes &axes) const {
  Shape shape;
  for (unsigned i = 0; i < axes.size(); ++i) {
    if (i > 0 && loopOf[axes[i]] == loopOf[axes[i - 1]])
      shape.back() *= space[axes[i]];
    else
      shape.push_back(space[axes[i]]);
  }
  return shape;
}

AffineMap LoopNest::loopMap(const Axes &axes) const {
  SmallVector<unsigned, 4> targets;
  for (unsigned i = 0; i < axes.size(); ++i)
    if (i == 0 || loopOf[axes[i]] != loopOf[axes[i - 1]])
      targets.push_back(loopOf[axes[i]]);
  if (targets.empty())
    return AffineMap::get(loops, 0, l.builder.getContext());
  return AffineMap::getMultiDimMapWithTargets(loops, targets, l.builder.getContext());
}

/// An input that dies here lends its buffer to an output of its type: its
/// elements are read as what stands in the output.
void LoopNest::chooseOverwritten() {
  SmallVector<Input *> candidates;
  for (auto &input : inputs)
    if (input->axes.size() == space.size() && llvm::is_sorted(input->axes) &&
        inputsOf[input->source].size() == 1 && l.mayOverwrite(input->source))
      candidates.push_back(input.get());
  for (Output &output : outputs) {
    if (output.reduction || output.reader)
      continue;
    auto match = llvm::find_if(candidates, [&](Input *input) {
      return storageType(getElementTypeOrSelf(input->source)) == output.stored;
    });
    if (match == candidates.end())
      continue;
    output.overwritten = *match;
    output.overwritten->overwritten = true;
    candidates.erase(match);
  }
}

/// Loops that never run: only the results of reductions have elements.
void LoopNest::emitEmpty() {
  for (Output &output : outputs) {
    auto shape = cast<RankedTensorType>(output.array.getType()).getShape();
    Type type = storageType(getElementTypeOrSelf(output.array));
    if (output.reduction)
      l.define(output.array, l.filled(loc, shape, neutralElement(output.reduction, type)));
    else
      l.define(output.array, l.empty(loc, shape, type));
  }
}

Value LoopNest::neutralElement(array::ReduceOpInterface reduction, Type stored) {
  auto b = l.at(loc);
  Type element = getElementTypeOrSelf(reduction->getResult(0));
  Value scalar = elementConstant(b, element, reduction.getNeutralElement());
  return scalar.getType() == stored ? scalar : storeElement(b, element, scalar);
}

/// A cluster over one element needs no loops. See Note [Scalars].
LogicalResult LoopNest::emitScalars() {
  auto b = l.at(loc);
  for (Operation *op : ops)
    if (failed(buildOp(b, op)))
      return failure();
  b.setLoc(loc);
  for (Output &output : outputs)
    l.define(output.array, storedElement(b, output));
  return success();
}

LogicalResult LoopNest::emitLoops() {
  SmallVector<Value> ins, outs;
  SmallVector<AffineMap> maps;
  SmallVector<utils::IteratorType> iterators(loops, utils::IteratorType::parallel);
  llvm::SmallBitVector covered(loops);

  for (auto &input : inputs) {
    for (unsigned axis : input->axes)
      covered.set(loopOf[axis]);
    if (input->overwritten)
      continue;
    input->argument = ins.size();
    ins.push_back(l.tensor(input->source, loopShape(input->axes)));
    maps.push_back(loopMap(input->axes));
  }
  for (Output &output : outputs) {
    llvm::SmallBitVector kept(loops);
    for (unsigned axis : output.axes)
      kept.set(loopOf[axis]);
    covered |= kept;
    for (unsigned loop = 0; loop < loops; ++loop)
      if (!kept.test(loop))
        iterators[loop] = utils::IteratorType::reduction;
  }
  // A loop that no operand knows of gets its size from one that nobody reads.
  for (unsigned axis : order) {
    if (covered.test(loopOf[axis]))
      continue;
    covered.set(loopOf[axis]);
    Axes axes;
    for (unsigned other : order)
      if (loopOf[other] == loopOf[axis])
        axes.push_back(other);
    ins.push_back(l.empty(loc, loopShape(axes), l.builder.getI8Type()));
    maps.push_back(loopMap(axes));
  }
  for (Output &output : outputs) {
    Shape shape = loopShape(output.axes);
    if (output.reader) {
      outs.push_back(takeLandingSlice(l, output.array, output.reader));
    } else if (Input *input = output.overwritten) {
      input->argument = ins.size() + outs.size();
      outs.push_back(l.tensor(input->source, shape));
    } else if (output.reduction) {
      outs.push_back(l.filled(loc, shape, neutralElement(output.reduction, output.stored)));
    } else {
      outs.push_back(l.empty(loc, shape, output.stored));
    }
    maps.push_back(loopMap(output.axes));
  }

  auto generic = linalg::GenericOp::create(l.builder, loc, ValueRange(outs).getTypes(), ins, outs,
                                           maps, iterators);
  SmallVector<Type> types;
  for (ValueRange list : {ValueRange(ins), ValueRange(outs)})
    for (Value operand : list)
      types.push_back(getElementTypeOrSelf(operand));
  Block &block = generic.getRegion().emplaceBlock();
  block.addArguments(types, SmallVector<Location>(types.size(), loc));
  if (failed(buildBody(block)))
    return failure();

  for (auto [output, result] : llvm::zip(outputs, generic.getResults())) {
    if (output.reader) {
      land(l, output.array, output.reader, result);
      continue;
    }
    Type element = getElementTypeOrSelf(output.array);
    Value made = result;
    if (output.stored != storageType(element))
      made = mapElements(l, loc, made, storageType(element),
                         [&](B &b, ValueRange x) { return storeElement(b, element, x[0]); });
    l.define(output.array, made);
  }
  return success();
}

//===----------------------------------------------------------------------===//
// The body
//===----------------------------------------------------------------------===//

LogicalResult LoopNest::buildBody(Block &block) {
  body = &block;
  B b(loc, l.builder.getContext());
  b.setInsertionPointToEnd(body);
  for (Operation *op : ops)
    if (failed(buildOp(b, op)))
      return failure();

  b.setLoc(loc);
  SmallVector<Value> yielded;
  for (Output &output : outputs)
    yielded.push_back(storedElement(b, output));
  linalg::YieldOp::create(b, yielded);
  return success();
}

/// The element of an output, as it is stored.
Value LoopNest::storedElement(B &b, const Output &output) {
  Type element = getElementTypeOrSelf(output.array);
  if (ops.empty())
    return storeElement(b, element, readElement(b, resolveRead(output.array)));
  if (Value known = stored.lookup(output.array))
    return known;
  Value value = scalars.lookup(output.array);
  return value.getType() == output.stored ? value : storeElement(b, element, value);
}

LogicalResult LoopNest::buildOp(B &b, Operation *op) {
  b.setLoc(op->getLoc());
  SmallVector<Value> operands;
  for (const Read &read : l.plan.reads(op))
    operands.push_back(readElement(b, read));

  if (auto reduction = dyn_cast<array::ReduceOpInterface>(op)) {
    auto output = llvm::find_if(outputs, [&](Output &o) { return o.array == op->getResult(0); });
    if (output == outputs.end())
      return success(); // nobody reads it
    Value accumulator =
        body->getArgument(body->getNumArguments() - outputs.size() + (output - outputs.begin()));
    Type element = getElementTypeOrSelf(output->array);
    Value operand = operands[0];
    if (element.isInteger(1)) // combined as it is stored, with nothing in between: in lanes
      operand = storeElement(b, element, operand);
    else
      accumulator = loadElement(b, element, accumulator);
    scalars[output->array] = reduction.combine(b, accumulator, operand);
    return success();
  }

  SmallVector<Value> results;
  if (failed(cast<array::ScalarBodyOpInterface>(op).buildScalarBody(b, operands, results)))
    return failure();
  for (auto [array, scalar] : llvm::zip(op->getResults(), results)) {
    Type element = getElementTypeOrSelf(array);
    if (array::isRoundedElement(element)) {
      Value rounded = storeElement(b, element, scalar);
      stored[array] = rounded;
      scalars[array] = loadElement(b, element, rounded);
    } else {
      scalars[array] = scalar;
    }
  }
  return success();
}

Value LoopNest::readElement(B &b, const Read &read) {
  Type element = getElementTypeOrSelf(read.source);
  if (auto iota = read.source.getDefiningOp<array::IotaOp>())
    return iotaElement(b, iota, read);
  if (auto it = scalars.find(read.source); it != scalars.end())
    return it->second;
  if (auto constant = read.source.getDefiningOp<array::ConstantOp>())
    if (Attribute value = splatElement(constant))
      return scalars[read.source] = elementConstant(b, element, value);
  if (Value known = single.lookup(read.source))
    return scalars[read.source] = loadElement(b, element, known);
  Input *input = findInput(read);
  if (!input->scalar)
    input->scalar = loadElement(b, element, body->getArgument(input->argument));
  return input->scalar;
}

Value LoopNest::iotaElement(B &b, array::IotaOp op, const Read &read) {
  Type element = getElementTypeOrSelf(op.getResult());
  ArrayRef<int64_t> shape = op.getShape();
  int64_t axis = op.getAxis();
  if (shape[axis] == 1)
    return zeroElement(b, element);
  unsigned number = withoutUnitAxes(shape.take_front(axis)).size();
  Value index = linalg::IndexOp::create(b, loopOf[read.axes[number]]);
  return elementFromIndex(b, element, index, shape[axis]);
}

LogicalResult lowering::lowerLoops(FunctionLowering &l, Location loc, ArrayRef<int64_t> space,
                                   ArrayRef<Operation *> ops, ArrayRef<Value> outputs) {
  return LoopNest(l, loc, space, ops).emit(outputs);
}
