//===- Dependence.cpp - parts that rules of dependence share --------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Dependence.h"

using namespace mlir;
using namespace covector::array;

int64_t covector::array::countElements(Type type) {
  int64_t count = 1;
  for (int64_t size : cast<RankedTensorType>(type).getShape())
    count *= ShapedType::isDynamic(size) ? 1 : size;
  return count;
}

SmallVector<int64_t> covector::array::rowMajorSteps(ArrayRef<int64_t> shape) {
  SmallVector<int64_t> steps(shape.size(), 1);
  for (int64_t axis = int64_t(shape.size()) - 2; axis >= 0; --axis)
    steps[axis] = steps[axis + 1] * shape[axis + 1];
  return steps;
}

void covector::array::forEachIndex(ArrayRef<int64_t> shape,
                                   llvm::function_ref<void(ArrayRef<int64_t>)> visit) {
  if (llvm::is_contained(shape, 0))
    return;
  SmallVector<int64_t> index(shape.size(), 0);
  while (true) {
    visit(index);
    int64_t axis = int64_t(shape.size()) - 1;
    for (; axis >= 0 && ++index[axis] == shape[axis]; --axis)
      index[axis] = 0;
    if (axis < 0)
      return;
  }
}

Dependence covector::array::stepThrough(ArrayRef<ColumnSet> x, ArrayRef<int64_t> shape,
                                        ArrayRef<int64_t> steps, int64_t start) {
  Dependence result;
  if (x.empty() || llvm::is_contained(shape, 0))
    return result;
  int64_t rank = shape.size();
  if (rank == 0)
    return {x[start]};
  int64_t lastSize = shape.back(), lastStep = steps.back();
  SmallVector<int64_t> index(rank, 0);
  int64_t position = start;
  while (true) {
    for (int64_t i = 0; i < lastSize; ++i)
      result.push_back(x[position + i * lastStep]);
    int64_t axis = rank - 2;
    for (; axis >= 0; --axis) {
      position += steps[axis];
      if (++index[axis] < shape[axis])
        break;
      position -= steps[axis] * shape[axis];
      index[axis] = 0;
    }
    if (axis < 0)
      return result;
  }
}

Dependence covector::array::uniteAxes(ColumnSets &sets, ArrayRef<ColumnSet> x,
                                      ArrayRef<int64_t> shape, ArrayRef<int64_t> axes) {
  if (x.empty())
    return {};
  SmallVector<int64_t> steps = rowMajorSteps(shape), kept, keptSteps, united, unitedSteps;
  for (auto [axis, size] : llvm::enumerate(shape)) {
    bool isUnited = llvm::is_contained(axes, int64_t(axis));
    (isUnited ? united : kept).push_back(size);
    (isUnited ? unitedSteps : keptSteps).push_back(steps[axis]);
  }
  Dependence result;
  forEachIndex(kept, [&](ArrayRef<int64_t> index) {
    int64_t start = 0;
    for (auto [i, step] : llvm::zip(index, keptSteps))
      start += i * step;
    result.push_back(sets.unite(stepThrough(x, united, unitedSteps, start)));
  });
  return result;
}

ColumnSet covector::array::uniteAll(ColumnSets &sets, OperandDependence operands) {
  SmallVector<ColumnSet> all;
  for (ArrayRef<ColumnSet> operand : operands)
    if (!operand.empty())
      all.push_back(sets.unite(operand));
  return sets.unite(all);
}

Dependence covector::array::repeat(ColumnSet set, int64_t count) {
  return set ? Dependence(count, set) : Dependence();
}

bool covector::array::uniteInto(ColumnSets &sets, Dependence &x, ArrayRef<ColumnSet> y) {
  if (y.empty())
    return false;
  if (x.empty())
    x.assign(y.size(), 0);
  bool changed = false;
  for (auto [set, more] : llvm::zip_equal(x, y)) {
    ColumnSet both = sets.unite(set, more);
    changed |= both != set;
    set = both;
  }
  return changed;
}

void covector::array::dependenceOfElements(Operation *op, DependenceContext &context,
                                           OperandDependence operands,
                                           SmallVectorImpl<Dependence> &results) {
  for (Value result : op->getResults()) {
    size_t count = countElements(result.getType());
    Dependence &sets = results.emplace_back();
    for (ArrayRef<ColumnSet> operand : operands)
      if (operand.empty() || operand.size() == count)
        uniteInto(context.sets(), sets, operand);
      else
        uniteInto(context.sets(), sets, repeat(context.sets().unite(operand), count));
  }
}

void covector::array::dependenceOfAll(Operation *op, DependenceContext &context,
                                      OperandDependence operands,
                                      SmallVectorImpl<Dependence> &results) {
  ColumnSet all = uniteAll(context.sets(), operands);
  for (Value result : op->getResults())
    results.push_back(repeat(all, countElements(result.getType())));
}

void covector::array::dependenceOfBatches(Operation *op, int64_t batch, DependenceContext &context,
                                          OperandDependence operands,
                                          SmallVectorImpl<Dependence> &results) {
  if (batch <= 0)
    return dependenceOfAll(op, context, operands, results);
  Dependence lanes;
  for (auto [value, operand] : llvm::zip_equal(op->getOperands(), operands)) {
    ArrayRef<int64_t> shape = cast<RankedTensorType>(value.getType()).getShape();
    SmallVector<int64_t> axes = llvm::to_vector(llvm::seq<int64_t>(batch, shape.size()));
    uniteInto(context.sets(), lanes, uniteAxes(context.sets(), operand, shape, axes));
  }
  for (Value result : op->getResults()) {
    ArrayRef<int64_t> shape = cast<RankedTensorType>(result.getType()).getShape();
    SmallVector<int64_t> steps(shape.size(), 0);
    llvm::copy(rowMajorSteps(shape.take_front(batch)), steps.begin());
    results.push_back(stepThrough(lanes, shape, steps, 0));
  }
}

void covector::array::dependenceOfMatrices(Operation *op, DependenceContext &context,
                                           OperandDependence operands,
                                           SmallVectorImpl<Dependence> &results) {
  int64_t rank = cast<RankedTensorType>(op->getOperand(0).getType()).getRank();
  dependenceOfBatches(op, rank - 2, context, operands, results);
}

void covector::array::dependenceOfScan(DependenceContext &context, OperandDependence operands,
                                       ArrayRef<int64_t> shape, int64_t axis, bool reverse,
                                       SmallVectorImpl<Dependence> &results) {
  Dependence &sets = results.emplace_back();
  for (ArrayRef<ColumnSet> operand : operands)
    uniteInto(context.sets(), sets, operand);
  if (sets.empty())
    return;
  int64_t step = rowMajorSteps(shape)[axis], length = shape[axis];
  for (int64_t begin = 0; begin < int64_t(sets.size()); begin += step * length)
    for (int64_t lane = begin; lane < begin + step; ++lane)
      for (int64_t i = 1; i < length; ++i) {
        int64_t here = lane + (reverse ? length - 1 - i : i) * step;
        sets[here] = context.sets().unite(sets[here], sets[here + (reverse ? step : -step)]);
      }
}
