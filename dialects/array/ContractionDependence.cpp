//===- ContractionDependence.cpp - sums of products and windows -----------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A sum of products varies with all of its factors that vary. Windows are followed
// place by place, unless they have too many places: then an element varies with
// everything.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Convolution.h"
#include "dialects/array/Cumulative.h"
#include "dialects/array/Dependence.h"
#include "dialects/array/Fourier.h"
#include "dialects/array/Sampling.h"
#include "dialects/array/Sorting.h"
#include "dialects/array/Window.h"

using namespace mlir;
using namespace covector::array;

/// Places of windows that are visited: about a second.
static constexpr int64_t maxPlaces = int64_t(1) << 24;

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

void DotGeneralOp::dependence(DependenceContext &context, OperandDependence operands,
                              SmallVectorImpl<Dependence> &results) {
  ArrayRef<int64_t> shape = getType().getShape();
  Dependence &sets = results.emplace_back();
  // The operands without the contracted axes, stepped through as the result.
  auto add = [&](ArrayRef<ColumnSet> operand, ArrayRef<int64_t> operandShape,
                 ArrayRef<int64_t> batch, ArrayRef<int64_t> contracted, int64_t firstOther) {
    SmallVector<int64_t> kept, numberOfKept(operandShape.size(), -1), steps(shape.size(), 0);
    for (auto [axis, size] : llvm::enumerate(operandShape))
      if (!llvm::is_contained(contracted, int64_t(axis))) {
        numberOfKept[axis] = kept.size();
        kept.push_back(size);
      }
    SmallVector<int64_t> own = rowMajorSteps(kept);
    int64_t next = 0;
    for (int64_t axis : batch)
      steps[next++] = own[numberOfKept[axis]];
    next = firstOther;
    for (auto [axis, number] : llvm::enumerate(numberOfKept))
      if (number >= 0 && !llvm::is_contained(batch, int64_t(axis)))
        steps[next++] = own[number];
    uniteInto(
        context.sets(), sets,
        stepThrough(uniteAxes(context.sets(), operand, operandShape, contracted), shape, steps, 0));
  };
  RankedTensorType lhs = getLhs().getType(), rhs = getRhs().getType();
  int64_t batches = getLhsBatch().size();
  add(operands[0], lhs.getShape(), getLhsBatch(), getLhsContracting(), batches);
  add(operands[1], rhs.getShape(), getRhsBatch(), getRhsContracting(),
      lhs.getRank() - int64_t(getLhsContracting().size()));
}

void ConvolutionOp::dependence(DependenceContext &context, OperandDependence operands,
                               SmallVectorImpl<Dependence> &results) {
  RankedTensorType x = getLhs().getType(), w = getRhs().getType(), type = getType();
  ArrayRef<int64_t> xSpec = getLhsSpec(), wSpec = getRhsSpec(), outSpec = getOutSpec();
  int64_t spatial = x.getRank() - 2, places = 1;
  for (int64_t size : w.getShape())
    places *= size;
  int64_t outFeatures = w.getDimSize(wSpec[0]), groupFeatures = w.getDimSize(wSpec[1]);
  if (outFeatures == 0 || type.getNumElements() == 0) {
    results.emplace_back();
    return;
  }
  if (type.getNumElements() * (places / outFeatures) > maxPlaces)
    return dependenceOfAll(*this, context, operands, results);

  SmallVector<int64_t> xSteps = rowMajorSteps(x.getShape()), wSteps = rowMajorSteps(w.getShape());
  SmallVector<int64_t> window;
  for (int64_t k = 0; k < spatial; ++k)
    window.push_back(w.getDimSize(wSpec[2 + k]));
  int64_t featureGroups = getFeatureGroupCount(), batchGroups = getBatchGroupCount();
  int64_t groupBatch = x.getDimSize(xSpec[0]) / batchGroups;
  int64_t outPerGroup = outFeatures / std::max(featureGroups, batchGroups);

  Dependence sets;
  SmallVector<ColumnSet> met;
  forEachIndex(type.getShape(), [&](ArrayRef<int64_t> out) {
    met.clear();
    int64_t feature = out[outSpec[1]], group = outPerGroup ? feature / outPerGroup : 0;
    int64_t batch = out[outSpec[0]] + (batchGroups > 1 ? group * groupBatch : 0);
    int64_t firstFeature = featureGroups > 1 ? group * groupFeatures : 0;
    forEachIndex(window, [&](ArrayRef<int64_t> place) {
      int64_t xAt = batch * xSteps[xSpec[0]], wAt = feature * wSteps[wSpec[0]];
      for (int64_t k = 0; k < spatial; ++k) {
        int64_t dilation = getLhsDilation()[k];
        int64_t at = out[outSpec[2 + k]] * getStrides()[k] + place[k] * getRhsDilation()[k] -
                     getPaddingLow()[k];
        if (at < 0 || at % dilation || at / dilation >= x.getDimSize(xSpec[2 + k]))
          return;
        xAt += at / dilation * xSteps[xSpec[2 + k]];
        bool isReversed = llvm::is_contained(getReversed(), k);
        wAt += (isReversed ? window[k] - 1 - place[k] : place[k]) * wSteps[wSpec[2 + k]];
      }
      for (int64_t i = 0; i < groupFeatures; ++i) {
        if (!operands[0].empty())
          met.push_back(operands[0][xAt + (firstFeature + i) * xSteps[xSpec[1]]]);
        if (!operands[1].empty())
          met.push_back(operands[1][wAt + i * wSteps[wSpec[1]]]);
      }
    });
    sets.push_back(context.sets().unite(met));
  });
  results.push_back(std::move(sets));
}

//===----------------------------------------------------------------------===//
// Windows
//===----------------------------------------------------------------------===//

/// Calls `visit` with every position in a result of shape `shape`, and the
/// positions in the operand of shape `from` that are in its window.
template <typename Op>
static void forEachWindow(Op op, ArrayRef<int64_t> shape, ArrayRef<int64_t> from,
                          llvm::function_ref<void(int64_t, ArrayRef<int64_t>)> visit) {
  SmallVector<int64_t> steps = rowMajorSteps(from), positions;
  int64_t number = 0;
  forEachIndex(shape, [&](ArrayRef<int64_t> out) {
    positions.clear();
    forEachIndex(op.getWindow(), [&](ArrayRef<int64_t> place) {
      int64_t position = 0;
      for (auto [axis, step] : llvm::enumerate(steps)) {
        int64_t dilation = op.getBaseDilation()[axis];
        int64_t at = out[axis] * op.getStrides()[axis] +
                     place[axis] * op.getWindowDilation()[axis] - op.getLow()[axis];
        if (at < 0 || at % dilation || at / dilation >= from[axis])
          return;
        position += at / dilation * step;
      }
      positions.push_back(position);
    });
    visit(number++, positions);
  });
}

/// Every element of the result from those of all operands in its window.
template <typename Op>
static void dependenceOfWindows(Op op, DependenceContext &context, OperandDependence operands,
                                SmallVectorImpl<Dependence> &results) {
  RankedTensorType type = op.getType();
  auto from = cast<RankedTensorType>(op->getOperand(0).getType());
  int64_t places = type.getNumElements();
  for (int64_t size : op.getWindow())
    places *= size;
  if (places > maxPlaces)
    return dependenceOfAll(op, context, operands, results);
  Dependence sets(type.getNumElements(), 0);
  SmallVector<ColumnSet> met;
  forEachWindow(op, type.getShape(), from.getShape(),
                [&](int64_t number, ArrayRef<int64_t> positions) {
                  met.clear();
                  for (ArrayRef<ColumnSet> operand : operands)
                    for (int64_t position : positions)
                      if (!operand.empty())
                        met.push_back(operand[position]);
                  sets[number] = context.sets().unite(met);
                });
  results.push_back(std::move(sets));
}

#define WINDOW_DEPENDENCE(op)                                                                      \
  void op::dependence(DependenceContext &context, OperandDependence operands,                      \
                      SmallVectorImpl<Dependence> &results) {                                      \
    dependenceOfWindows(*this, context, operands, results);                                        \
  }
WINDOW_DEPENDENCE(ReduceWindowSumOp)
WINDOW_DEPENDENCE(ReduceWindowProdOp)
WINDOW_DEPENDENCE(ReduceWindowMaxOp)
WINDOW_DEPENDENCE(ReduceWindowMinOp)

/// Only `values` is differentiated: `x` says where.
void SelectAndGatherAddOp::dependence(DependenceContext &context, OperandDependence operands,
                                      SmallVectorImpl<Dependence> &results) {
  dependenceOfWindows(*this, context, operands.take_front(), results);
}

void SelectAndScatterAddOp::dependence(DependenceContext &context, OperandDependence operands,
                                       SmallVectorImpl<Dependence> &results) {
  ArrayRef<ColumnSet> source = operands[0];
  RankedTensorType type = getType();
  int64_t places = getSource().getType().getNumElements();
  for (int64_t size : getWindow())
    places *= size;
  if (source.empty() || places > maxPlaces)
    return dependenceOfAll(*this, context, operands.take_front(), results);
  Dependence sets(type.getNumElements(), 0);
  forEachWindow(*this, getSource().getType().getShape(), type.getShape(),
                [&](int64_t number, ArrayRef<int64_t> positions) {
                  for (int64_t position : positions)
                    sets[position] = context.sets().unite(sets[position], source[number]);
                });
  results.push_back(std::move(sets));
}

//===----------------------------------------------------------------------===//
// Along axes
//===----------------------------------------------------------------------===//

void LinearRecurrenceOp::dependence(DependenceContext &context, OperandDependence operands,
                                    SmallVectorImpl<Dependence> &results) {
  dependenceOfScan(context, operands, getType().getShape(), getAxis(), getReverse(), results);
}

void FftOp::dependence(DependenceContext &context, OperandDependence operands,
                       SmallVectorImpl<Dependence> &results) {
  dependenceOfBatches(*this, getX().getType().getRank() - int64_t(getLengths().size()), context,
                      operands, results);
}

/// Every element of a result from its line along `axis` of `operands`.
static void dependenceOfLines(Operation *op, int64_t axis, DependenceContext &context,
                              ArrayRef<int64_t> shape, ArrayRef<ColumnSet> operand, Value result,
                              SmallVectorImpl<Dependence> &results) {
  SmallVector<int64_t> united(shape);
  united[axis] = 1;
  SmallVector<int64_t> steps = rowMajorSteps(united);
  steps[axis] = 0;
  results.push_back(stepThrough(uniteAxes(context.sets(), operand, shape, {axis}),
                                cast<RankedTensorType>(result.getType()).getShape(), steps, 0));
}

void SortOp::dependence(DependenceContext &context, OperandDependence operands,
                        SmallVectorImpl<Dependence> &results) {
  // The keys only say where an element comes from.
  for (auto [x, operand, result] : llvm::zip_equal(getXs(), operands, getResults()))
    dependenceOfLines(*this, getAxis(), context, cast<RankedTensorType>(x.getType()).getShape(),
                      operand, result, results);
}

void TopKOp::dependence(DependenceContext &context, OperandDependence operands,
                        SmallVectorImpl<Dependence> &results) {
  dependenceOfLines(*this, getAxis(), context, getX().getType().getShape(), operands[0],
                    getValues(), results);
  results.emplace_back();
}
