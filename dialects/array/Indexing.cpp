//===- Indexing.cpp - types and batched forms of gather and scatter ------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The derivatives are in IndexingDerivatives.cpp.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Inference.h"
#include "dialects/array/Rules.h"

using namespace mlir;
using namespace covector::array;

//===----------------------------------------------------------------------===//
// Type inference
//===----------------------------------------------------------------------===//

namespace {

/// What gather and scatter have in common: windows of an array, at positions
/// given by index vectors, and the array of these windows (the result of
/// gather, the updates of scatter), here called the other one.
struct Windows {
  RankedTensorType x, indices;
  /// Axes of a window that the other array lacks, and the attribute's name.
  ArrayRef<int64_t> dropped;
  StringRef droppedName;
  /// Axes of the other array that run over a window, and the attribute's name.
  ArrayRef<int64_t> kept;
  StringRef keptName;
  ArrayRef<int64_t> operandBatch, indicesBatch, startIndexMap;

  LogicalResult read(const Inference &op);
  LogicalResult check(const Inference &op) const;
  /// The rank of the other array.
  int64_t otherRank() const { return kept.size() + indices.getRank() - 1; }
  bool hasNone() const { return llvm::is_contained(indices.getShape().drop_back(), 0); }
  /// A window of `size` along `axis` of the array fits in.
  LogicalResult checkSize(const Inference &op, int64_t axis, int64_t size) const;
};

} // namespace

LogicalResult Windows::read(const Inference &op) {
  x = op.operand(0);
  indices = op.operand(1);
  return success(succeeded(op.integers(droppedName, dropped)) &&
                 succeeded(op.integers(keptName, kept)) &&
                 succeeded(op.integers("operand_batch_axes", operandBatch)) &&
                 succeeded(op.integers("indices_batch_axes", indicesBatch)) &&
                 succeeded(op.integers("start_index_map", startIndexMap)));
}

// (C1), but for the sizes of the windows
LogicalResult Windows::check(const Inference &op) const {
  if (failed(op.checkElement("indices", indices, isIntElement, "integer array")))
    return failure();
  if (indices.getRank() == 0 || indices.getShape().back() != int64_t(startIndexMap.size()))
    return op.error("the last axis of the indices must have an entry for each of "
                    "start_index_map, got " +
                    text(indices) + " and " + text(startIndexMap));
  auto withBatch = [&](ArrayRef<int64_t> axes) {
    SmallVector<int64_t> all(axes);
    llvm::append_range(all, operandBatch);
    return all;
  };
  if (failed(op.checkAxes((droppedName + " and operand_batch_axes").str(), withBatch(dropped),
                          x.getRank())) ||
      failed(op.checkAxes("start_index_map and operand_batch_axes", withBatch(startIndexMap),
                          x.getRank())) ||
      failed(op.checkAxes("indices_batch_axes", indicesBatch, indices.getRank() - 1)))
    return failure();
  bool pairs = operandBatch.size() == indicesBatch.size();
  for (size_t i = 0; pairs && i < operandBatch.size(); ++i)
    pairs = x.getDimSize(operandBatch[i]) == indices.getDimSize(indicesBatch[i]);
  if (!pairs)
    return op.error("batch axes must pair up in number and size, got " + text(operandBatch) +
                    " of " + text(x) + " and " + text(indicesBatch) + " of " + text(indices));
  if (kept.size() + dropped.size() + operandBatch.size() != size_t(x.getRank()))
    return op.error(Twine(keptName) + " must have an entry for each axis of " + text(x) +
                    " that is in neither " + droppedName + " " + text(dropped) +
                    " nor operand_batch_axes " + text(operandBatch) + ", got " + text(kept));
  if (failed(op.checkAxes(keptName, kept, otherRank())))
    return failure();
  if (!llvm::is_sorted(kept))
    return op.error(Twine(keptName) + " must be increasing, got " + text(kept));
  return success();
}

LogicalResult Windows::checkSize(const Inference &op, int64_t axis, int64_t size) const {
  bool isBatch = llvm::is_contained(operandBatch, axis);
  if ((isBatch || llvm::is_contained(dropped, axis)) && size != 1)
    return op.error("windows must have size 1 along axis " + Twine(axis) +
                    ", which is dropped, got " + Twine(size));
  if (size < 0 || (!isBatch && !hasNone() && size > x.getDimSize(axis)))
    return op.error("windows must be no larger than the array, got size " + Twine(size) +
                    " along axis " + Twine(axis) + " of " + text(x));
  return success();
}

COVECTOR_INFER_TYPES(GatherOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  Windows windows;
  windows.droppedName = "collapsed_axes";
  windows.keptName = "offset_axes";
  ArrayRef<int64_t> sizes;
  IndexModeAttr mode;
  if (failed(op.checkOperands(2)) || failed(windows.read(op)) ||
      failed(op.integers("slice_sizes", sizes)) ||
      failed(op.attribute("mode", "an index mode", mode)) || failed(windows.check(op)))
    return failure();
  RankedTensorType x = windows.x;
  if (int64_t(sizes.size()) != x.getRank())
    return op.error("slice_sizes must have an entry for each axis of " + text(x) + ", got " +
                    text(sizes));
  SmallVector<int64_t> keptSizes;
  for (auto [axis, size] : llvm::enumerate(sizes)) {
    if (failed(windows.checkSize(op, axis, size)))
      return failure();
    if (!llvm::is_contained(windows.dropped, axis) &&
        !llvm::is_contained(windows.operandBatch, axis))
      keptSizes.push_back(size);
  }
  if (Attribute fill = op.lookup("fill_value")) {
    auto number = dyn_cast<TypedAttr>(fill);
    if (!number || number.getType() != x.getElementType()) // (C2)
      return op.error("fill_value must be a number of type " + text(x.getElementType()) + ", got " +
                      (number ? text(number.getType()) : "another attribute"));
  }
  SmallVector<int64_t> shape;
  auto nextKept = keptSizes.begin();
  auto nextIndex = windows.indices.getShape().begin();
  for (int64_t axis = 0; axis < windows.otherRank(); ++axis)
    shape.push_back(llvm::is_contained(windows.kept, axis) ? *nextKept++ : *nextIndex++);
  return op.result(shape, x.getElementType());
}

COVECTOR_INFER_TYPES(ScatterOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  Windows windows;
  windows.droppedName = "inserted_axes";
  windows.keptName = "window_axes";
  IndexModeAttr mode;
  ScatterKindAttr kind;
  if (failed(op.checkOperands(3)) || failed(windows.read(op)) ||
      failed(op.attribute("mode", "an index mode", mode)) ||
      failed(op.attribute("kind", "a kind of scatter", kind)) || failed(windows.check(op)))
    return failure();
  RankedTensorType x = windows.x, updates = op.operand(2);
  if (updates.getElementType() != x.getElementType()) // (C2)
    return op.error("updates must have the element type of the array, got " + text(updates) +
                    " for " + text(x));
  bool needsOrder = kind.getValue() == ScatterKind::Min || kind.getValue() == ScatterKind::Max;
  if (needsOrder && isComplexElement(x.getElementType())) // (C3)
    return op.error("complex numbers have no order: kind must be set, add or mul, got " +
                    Twine(stringifyScatterKind(kind.getValue())) + " for " + text(x));
  if (updates.getRank() != windows.otherRank())
    return op.error("updates must be of rank " + Twine(windows.otherRank()) + ", got " +
                    text(updates));
  SmallVector<int64_t> sizes;
  auto nextIndex = windows.indices.getShape().begin();
  for (int64_t axis = 0; axis < updates.getRank(); ++axis) {
    if (llvm::is_contained(windows.kept, axis))
      sizes.push_back(updates.getDimSize(axis));
    else if (updates.getDimSize(axis) != *nextIndex++)
      return op.error("the axes of the updates that are not in window_axes must be those of the "
                      "indices without the last, got " +
                      text(updates) + " and " + text(windows.indices));
  }
  auto nextSize = sizes.begin();
  for (int64_t axis = 0; axis < x.getRank(); ++axis) {
    bool isDropped =
        llvm::is_contained(windows.dropped, axis) || llvm::is_contained(windows.operandBatch, axis);
    if (failed(windows.checkSize(op, axis, isDropped ? 1 : *nextSize++)))
      return failure();
  }
  types.push_back(x);
  return success();
}

//===----------------------------------------------------------------------===//
// Batching
//===----------------------------------------------------------------------===//
//
// Note [Batching windows]
// The batch axis of the indices is one more axis over index vectors. That of
// the array alone is one more axis of the windows, of full size and not dropped.
// Where both have it, it is a pair of batch axes. Windows of several lanes in one
// array may meet, so that nothing can be promised of them.

static NamedAttribute listAttr(OpBuilder &builder, StringAttr name, ArrayRef<int64_t> list) {
  return {name, builder.getDenseI64ArrayAttr(list)};
}

LogicalResult GatherOp::batch(OpBuilder &builder, ArrayRef<BatchedValue> operands, int64_t size,
                              SmallVectorImpl<BatchedValue> &results) {
  // See Note [Batching windows].
  bool mapped = operands[0].mapped, indicesMapped = operands[1].mapped;
  SmallVector<NamedAttribute> changes = {listAttr(
      builder, getOffsetAxesAttrName(), shifted(getOffsetAxes(), /*leading=*/!indicesMapped))};
  if (mapped) {
    SmallVector<int64_t> sizes = {indicesMapped ? 1 : size};
    llvm::append_range(sizes, getSliceSizes());
    changes.append({
        listAttr(builder, getCollapsedAxesAttrName(), shifted(getCollapsedAxes())),
        listAttr(builder, getStartIndexMapAttrName(), shifted(getStartIndexMap())),
        listAttr(builder, getOperandBatchAxesAttrName(),
                 shifted(getOperandBatchAxes(), /*leading=*/indicesMapped)),
        listAttr(builder, getSliceSizesAttrName(), sizes),
    });
  }
  if (indicesMapped)
    changes.push_back(listAttr(builder, getIndicesBatchAxesAttrName(),
                               shifted(getIndicesBatchAxes(), /*leading=*/mapped)));
  if (!mapped && getUniqueIndices().value_or(false))
    changes.emplace_back(getUniqueIndicesAttrName(), builder.getBoolAttr(false));
  return batchWithChanges(*this, builder, {operands[0].value, operands[1].value}, changes, results);
}

LogicalResult ScatterOp::batch(OpBuilder &builder, ArrayRef<BatchedValue> operands, int64_t size,
                               SmallVectorImpl<BatchedValue> &results) {
  // See Note [Batching windows]. Lanes differ, so the array and the updates do.
  bool indicesMapped = operands[1].mapped;
  Value x = materializeBatch(builder, getLoc(), operands[0], size);
  Value updates = materializeBatch(builder, getLoc(), operands[2], size);
  SmallVector<NamedAttribute> changes = {
      listAttr(builder, getWindowAxesAttrName(),
               shifted(getWindowAxes(), /*leading=*/!indicesMapped)),
      listAttr(builder, getInsertedAxesAttrName(), shifted(getInsertedAxes())),
      listAttr(builder, getStartIndexMapAttrName(), shifted(getStartIndexMap())),
      listAttr(builder, getOperandBatchAxesAttrName(),
               shifted(getOperandBatchAxes(), /*leading=*/indicesMapped)),
  };
  if (indicesMapped)
    changes.push_back(listAttr(builder, getIndicesBatchAxesAttrName(),
                               shifted(getIndicesBatchAxes(), /*leading=*/true)));
  return batchWithChanges(*this, builder, {x, operands[1].value, updates}, changes, results);
}
