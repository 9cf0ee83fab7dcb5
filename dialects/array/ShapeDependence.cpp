//===- ShapeDependence.cpp - where moved elements come from ---------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Calls.h"
#include "dialects/array/Dependence.h"

using namespace mlir;
using namespace covector::array;

void BroadcastInDimOp::dependence(DependenceContext &, OperandDependence operands,
                                  SmallVectorImpl<Dependence> &results) {
  RankedTensorType x = getX().getType();
  SmallVector<int64_t> own = rowMajorSteps(x.getShape()), steps(getShape().size(), 0);
  for (auto [axis, dimension] : llvm::enumerate(getDimensions()))
    if (x.getDimSize(axis) != 1)
      steps[dimension] = own[axis];
  results.push_back(stepThrough(operands[0], getShape(), steps, 0));
}

void ReshapeOp::dependence(DependenceContext &, OperandDependence operands,
                           SmallVectorImpl<Dependence> &results) {
  results.emplace_back(operands[0].begin(), operands[0].end());
}

void TransposeOp::dependence(DependenceContext &, OperandDependence operands,
                             SmallVectorImpl<Dependence> &results) {
  SmallVector<int64_t> own = rowMajorSteps(getX().getType().getShape()), steps;
  for (int64_t axis : getPermutation())
    steps.push_back(own[axis]);
  results.push_back(stepThrough(operands[0], getType().getShape(), steps, 0));
}

void SliceOp::dependence(DependenceContext &, OperandDependence operands,
                         SmallVectorImpl<Dependence> &results) {
  SmallVector<int64_t> steps = rowMajorSteps(getX().getType().getShape());
  int64_t start = 0;
  for (auto [axis, step] : llvm::enumerate(steps)) {
    start += getStarts()[axis] * step;
    step *= getStrides()[axis];
  }
  results.push_back(stepThrough(operands[0], getType().getShape(), steps, start));
}

void ReverseOp::dependence(DependenceContext &, OperandDependence operands,
                           SmallVectorImpl<Dependence> &results) {
  ArrayRef<int64_t> shape = getX().getType().getShape();
  SmallVector<int64_t> steps = rowMajorSteps(shape);
  int64_t start = 0;
  for (int64_t axis : getAxes()) {
    start += (shape[axis] - 1) * steps[axis];
    steps[axis] = -steps[axis];
  }
  results.push_back(stepThrough(operands[0], shape, steps, start));
}

void PadOp::dependence(DependenceContext &, OperandDependence operands,
                       SmallVectorImpl<Dependence> &results) {
  ArrayRef<int64_t> shape = getType().getShape(), from = getX().getType().getShape();
  ColumnSet around = operands[1].empty() ? 0 : operands[1].front();
  Dependence &sets = results.emplace_back();
  if (operands[0].empty() && !around)
    return;
  sets.assign(getType().getNumElements(), around);
  SmallVector<int64_t> steps = rowMajorSteps(shape);
  size_t next = 0;
  forEachIndex(from, [&](ArrayRef<int64_t> index) {
    int64_t position = 0;
    bool inside = true;
    for (auto [axis, i] : llvm::enumerate(index)) {
      int64_t at = getLow()[axis] + i * (getInterior()[axis] + 1);
      inside &= at >= 0 && at < shape[axis];
      position += at * steps[axis];
    }
    if (inside)
      sets[position] = operands[0].empty() ? 0 : operands[0][next];
    ++next;
  });
}

void ConcatenateOp::dependence(DependenceContext &, OperandDependence operands,
                               SmallVectorImpl<Dependence> &results) {
  ArrayRef<int64_t> shape = getType().getShape();
  int64_t outer = 1, inner = 1;
  for (int64_t size : shape.take_front(getAxis()))
    outer *= size;
  for (int64_t size : shape.drop_front(getAxis() + 1))
    inner *= size;
  Dependence &sets = results.emplace_back(getType().getNumElements(), 0);
  int64_t begin = 0, row = shape[getAxis()] * inner;
  for (auto [value, operand] : llvm::zip_equal(getXs(), operands)) {
    int64_t count = cast<RankedTensorType>(value.getType()).getDimSize(getAxis()) * inner;
    for (int64_t i = 0; i < outer && !operand.empty(); ++i)
      llvm::copy(operand.slice(i * count, count), sets.begin() + i * row + begin);
    begin += count;
  }
}

void SelectOp::dependence(DependenceContext &context, OperandDependence operands,
                          SmallVectorImpl<Dependence> &results) {
  const std::vector<int64_t> *chosen = context.elements(getPredicate());
  if (!chosen || chosen->size() != size_t(getType().getNumElements()))
    return dependenceOfElements(*this, context, operands.drop_front(), results);
  Dependence &sets = results.emplace_back(chosen->size(), 0);
  for (auto [i, isTrue] : llvm::enumerate(*chosen))
    if (ArrayRef<ColumnSet> from = operands[isTrue ? 1 : 2]; !from.empty())
      sets[i] = from[i];
}

void OptimizationBarrierOp::dependence(DependenceContext &, OperandDependence operands,
                                       SmallVectorImpl<Dependence> &results) {
  for (ArrayRef<ColumnSet> operand : operands)
    results.emplace_back(operand.begin(), operand.end());
}
