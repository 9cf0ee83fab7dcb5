//===- IndexingDependence.cpp - elements chosen by positions --------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Positions that the program computes from constants alone are known, and then
// gather and scatter move elements like a slice or a pad. Otherwise a window may
// start anywhere along the axes that positions are given for: the elements along
// these axes are united, and the others keep to themselves.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Dependence.h"

using namespace mlir;
using namespace covector::array;

namespace {

/// The windows of an array, see Array_GatherOp; the "other" array is the result of
/// gather and the updates of scatter.
struct Windows {
  ArrayRef<int64_t> shape, indicesShape, otherShape, kept, dropped, operandBatch, indicesBatch,
      startIndexMap;
  /// The size of a window along each axis of the array.
  SmallVector<int64_t> sizes;
  IndexMode mode;
  bool wrapNegative;
  /// The positions; null if they are not known.
  const std::vector<int64_t> *indices;

  /// Calls `visit` with the position of every element of the other array, in it
  /// and in the array, or there -1 where it has none. If the positions are not
  /// known, it is the one with index 0 along the axes that they are given for.
  void forEachElement(llvm::function_ref<void(int64_t other, int64_t position)> visit) const;
  /// Steps through an array in which the axes of positions are united.
  SmallVector<int64_t> unitedSteps() const {
    SmallVector<int64_t> united(shape);
    for (int64_t axis : startIndexMap)
      united[axis] = 1;
    SmallVector<int64_t> steps = rowMajorSteps(united);
    for (int64_t axis : startIndexMap)
      steps[axis] = 0;
    return steps;
  }

private:
  /// Where the window of an index vector starts; false if it is left out.
  bool findStart(ArrayRef<int64_t> batch, SmallVectorImpl<int64_t> &start) const;
};

} // namespace

bool Windows::findStart(ArrayRef<int64_t> batch, SmallVectorImpl<int64_t> &start) const {
  start.assign(shape.size(), 0);
  for (auto [axis, from] : llvm::zip_equal(operandBatch, indicesBatch))
    start[axis] = batch[from];
  if (!indices)
    return true;
  int64_t row = 0;
  for (auto [i, size] : llvm::zip(batch, indicesShape))
    row = row * size + i;
  for (auto [k, axis] : llvm::enumerate(startIndexMap)) {
    int64_t at = (*indices)[row * int64_t(startIndexMap.size()) + k];
    int64_t last = shape[axis] - sizes[axis];
    if (wrapNegative && at < 0)
      at += shape[axis];
    if ((at < 0 || at > last) && mode == IndexMode::Fill)
      return false;
    start[axis] = std::max<int64_t>(0, std::min(at, last));
  }
  return true;
}

void Windows::forEachElement(llvm::function_ref<void(int64_t, int64_t)> visit) const {
  SmallVector<int64_t> steps = indices ? rowMajorSteps(shape) : unitedSteps();
  SmallVector<int64_t> otherSteps = rowMajorSteps(otherShape), windowShape, windowSteps,
                       windowOtherSteps, batchSteps;
  for (auto [axis, size] : llvm::enumerate(sizes))
    if (!llvm::is_contained(dropped, int64_t(axis)) &&
        !llvm::is_contained(operandBatch, int64_t(axis))) {
      windowShape.push_back(size);
      windowSteps.push_back(steps[axis]);
    }
  for (auto [axis, step] : llvm::enumerate(otherSteps))
    (llvm::is_contained(kept, int64_t(axis)) ? windowOtherSteps : batchSteps).push_back(step);
  // The elements of a window: (position in the other array, position in the array).
  std::vector<std::pair<int64_t, int64_t>> window;
  forEachIndex(windowShape, [&](ArrayRef<int64_t> index) {
    std::pair<int64_t, int64_t> element(0, 0);
    for (auto [axis, i] : llvm::enumerate(index)) {
      element.first += i * windowOtherSteps[axis];
      element.second += i * windowSteps[axis];
    }
    window.push_back(element);
  });
  SmallVector<int64_t> start;
  forEachIndex(indicesShape.drop_back(), [&](ArrayRef<int64_t> batch) {
    bool isIn = findStart(batch, start);
    int64_t other = 0, position = 0;
    for (auto [i, step] : llvm::zip_equal(batch, batchSteps))
      other += i * step;
    for (auto [i, step] : llvm::zip_equal(start, steps))
      position += i * step;
    for (auto [more, offset] : window)
      visit(other + more, isIn ? position + offset : -1);
  });
}

void GatherOp::dependence(DependenceContext &context, OperandDependence operands,
                          SmallVectorImpl<Dependence> &results) {
  Dependence &sets = results.emplace_back();
  if (operands[0].empty())
    return;
  Windows windows{getX().getType().getShape(),
                  getIndices().getType().getShape(),
                  getType().getShape(),
                  getOffsetAxes(),
                  getCollapsedAxes(),
                  getOperandBatchAxes(),
                  getIndicesBatchAxes(),
                  getStartIndexMap(),
                  SmallVector<int64_t>(getSliceSizes()),
                  getMode(),
                  getWrapNegative().value_or(false),
                  context.elements(getIndices())};
  Dependence united;
  ArrayRef<ColumnSet> from = operands[0];
  if (!windows.indices) {
    united = uniteAxes(context.sets(), from, windows.shape, windows.startIndexMap);
    from = united;
  }
  sets.assign(getType().getNumElements(), 0);
  windows.forEachElement([&](int64_t other, int64_t position) {
    if (position >= 0)
      sets[other] = from[position];
  });
}

void ScatterOp::dependence(DependenceContext &context, OperandDependence operands,
                           SmallVectorImpl<Dependence> &results) {
  Dependence &sets = results.emplace_back(operands[0].begin(), operands[0].end());
  ArrayRef<ColumnSet> updates = operands[2];
  const std::vector<int64_t> *indices = context.elements(getIndices());
  bool replaces = getKind() == ScatterKind::Set && indices;
  if (updates.empty() && (sets.empty() || !replaces))
    return;
  Windows windows{getX().getType().getShape(),
                  getIndices().getType().getShape(),
                  getUpdates().getType().getShape(),
                  getWindowAxes(),
                  getInsertedAxes(),
                  getOperandBatchAxes(),
                  getIndicesBatchAxes(),
                  getStartIndexMap(),
                  {},
                  getMode(),
                  getWrapNegative().value_or(false),
                  indices};
  auto nextWindowAxis = getWindowAxes().begin();
  for (int64_t axis = 0; axis < int64_t(windows.shape.size()); ++axis) {
    bool isDropped =
        llvm::is_contained(windows.dropped, axis) || llvm::is_contained(windows.operandBatch, axis);
    windows.sizes.push_back(isDropped ? 1 : windows.otherShape[*nextWindowAxis++]);
  }
  sets.resize(getType().getNumElements(), 0);
  if (replaces) {
    windows.forEachElement([&](int64_t other, int64_t position) {
      if (position >= 0)
        sets[position] = updates.empty() ? 0 : updates[other];
    });
    return;
  }

  // What meets in one element is united at once.
  std::vector<std::pair<int64_t, ColumnSet>> changes;
  windows.forEachElement([&](int64_t other, int64_t position) {
    if (position >= 0)
      changes.emplace_back(position, updates[other]);
  });
  llvm::sort(changes);
  Dependence added(sets.size(), 0);
  SmallVector<ColumnSet> meeting;
  for (size_t i = 0; i < changes.size(); ++i) {
    meeting.push_back(changes[i].second);
    if (i + 1 < changes.size() && changes[i + 1].first == changes[i].first)
      continue;
    added[changes[i].first] = context.sets().unite(meeting);
    meeting.clear();
  }
  if (!indices)
    added = stepThrough(added, windows.shape, windows.unitedSteps(), 0);
  uniteInto(context.sets(), sets, added);
}
