//===- ArrayToLinalgIndexing.cpp - gather and scatter as loops ------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/ScalarBody.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "passes/lowering/ArrayToLinalg.h"

using namespace mlir;
using namespace covector;
using namespace covector::lowering;

namespace {

using array::B;

/// Where the windows of a gather or scatter lie. The axes of the array of
/// windows (the result of a gather, the updates of a scatter) are those of the
/// index vectors, and the window's without the ones of size 1 that are dropped.
struct Windows {
  ArrayRef<int64_t> windowAxes;       ///< of the array of windows
  ArrayRef<int64_t> droppedAxes;      ///< of the operand
  ArrayRef<int64_t> operandBatchAxes; ///< of the operand
  ArrayRef<int64_t> indicesBatchAxes; ///< of the indices
  ArrayRef<int64_t> startIndexMap;
  ArrayRef<int64_t> operandShape;
  SmallVector<int64_t> windowShape; ///< for every axis of the operand
  array::IndexMode mode;
  Type indexElement; ///< of the array of indices
  Value indices;     ///< as a tensor

  bool isKept(int64_t axis) const {
    return !llvm::is_contained(droppedAxes, axis) && !llvm::is_contained(operandBatchAxes, axis);
  }
};

/// The first corner of a window in the operand.
struct Corner {
  SmallVector<Value> starts; ///< for every axis of the operand
  Value inside;              ///< whether all of the window is; null where it must be
};

} // namespace

static Value indexConstant(B &b, int64_t value) { return arith::ConstantIndexOp::create(b, value); }

/// Reads the index vector of a window, given by the index of one of its elements
/// in the array of windows, and moves the window inside.
static Corner readCorner(B &b, const Windows &windows, ValueRange index) {
  SmallVector<Value> vector; // the index of the vector among the indices
  for (auto [i, value] : llvm::enumerate(index))
    if (!llvm::is_contained(windows.windowAxes, int64_t(i)))
      vector.push_back(value);

  Corner corner;
  Value zero = indexConstant(b, 0);
  corner.starts.assign(windows.operandShape.size(), zero);
  for (auto [operandAxis, axis] : llvm::zip(windows.operandBatchAxes, windows.indicesBatchAxes))
    corner.starts[operandAxis] = vector[axis];
  for (auto [k, axis] : llvm::enumerate(windows.startIndexMap)) {
    int64_t last = windows.operandShape[axis] - windows.windowShape[axis];
    SmallVector<Value> position(vector);
    position.push_back(indexConstant(b, k));
    Value start = tensor::ExtractOp::create(b, windows.indices, position);
    bool isUnsigned = windows.indexElement.isUnsignedInteger();
    if (isUnsigned)
      start = arith::IndexCastUIOp::create(b, b.getIndexType(), start);
    else
      start = arith::IndexCastOp::create(b, b.getIndexType(), start);
    Value bound = indexConstant(b, last);
    if (windows.mode == array::IndexMode::Fill) {
      // A negative number is a large one without sign.
      Value inside = arith::CmpIOp::create(b, arith::CmpIPredicate::ule, start, bound);
      corner.inside = corner.inside ? arith::AndIOp::create(b, corner.inside, inside) : inside;
    }
    if (last == 0)
      continue;
    if (!isUnsigned) {
      start = arith::MaxSIOp::create(b, start, zero);
      start = arith::MinSIOp::create(b, start, bound);
    } else {
      start = arith::MinUIOp::create(b, start, bound);
    }
    corner.starts[axis] = start;
  }
  return corner;
}

/// The index in the operand of the element of a window.
static SmallVector<Value> elementIndex(B &b, const Windows &windows, const Corner &corner,
                                       ValueRange index) {
  SmallVector<Value> result(corner.starts);
  auto next = windows.windowAxes.begin();
  for (int64_t axis = 0, rank = result.size(); axis < rank; ++axis) {
    if (!windows.isKept(axis))
      continue;
    Value offset = index[*next++];
    bool fromStart = windows.windowShape[axis] == windows.operandShape[axis];
    result[axis] = fromStart ? offset : arith::AddIOp::create(b, result[axis], offset);
  }
  return result;
}

void lowering::lowerGather(FunctionLowering &l, array::GatherOp op) {
  auto b = l.at(op.getLoc());
  auto type = cast<RankedTensorType>(lowerType(op.getType()));
  Type element = getElementTypeOrSelf(op.getX());
  Value target = l.empty(op.getLoc(), type.getShape(), type.getElementType());
  if (type.getNumElements() == 0)
    return l.define(op.getResult(), target);

  Windows windows{op.getOffsetAxes(),
                  op.getCollapsedAxes(),
                  op.getOperandBatchAxes(),
                  op.getIndicesBatchAxes(),
                  op.getStartIndexMap(),
                  cast<RankedTensorType>(op.getX().getType()).getShape(),
                  llvm::to_vector(op.getSliceSizes()),
                  op.getMode(),
                  getElementTypeOrSelf(op.getIndices()),
                  l.tensor(op.getIndices())};
  Value x = l.tensor(op.getX());
  Value fill;
  if (op.getMode() == array::IndexMode::Fill) {
    fill = op.getFillValue() ? elementConstant(b, element, *op.getFillValue())
                             : zeroElement(b, element);
    fill = storeElement(b, element, fill);
  }
  unsigned rank = type.getRank();
  SmallVector<utils::IteratorType> iterators(rank, utils::IteratorType::parallel);
  auto generic = linalg::GenericOp::create(
      l.builder, op.getLoc(), type, ValueRange(), target, b.getMultiDimIdentityMap(rank), iterators,
      [&](OpBuilder &builder, Location loc, ValueRange) {
        B b(loc, builder);
        SmallVector<Value> index;
        for (unsigned i = 0; i < rank; ++i)
          index.push_back(linalg::IndexOp::create(b, i));
        Corner corner = readCorner(b, windows, index);
        Value value = tensor::ExtractOp::create(b, x, elementIndex(b, windows, corner, index));
        if (corner.inside)
          value = arith::SelectOp::create(b, corner.inside, value, fill);
        linalg::YieldOp::create(b, value);
      });
  l.define(op.getResult(), generic.getResult(0));
}

//===----------------------------------------------------------------------===//
// Scatter
//===----------------------------------------------------------------------===//

namespace {

/// Writes the loops over the updates, one in the other, which carry the result.
class ScatterLoops {
public:
  ScatterLoops(array::ScatterOp op, const Windows &windows, Value updates, Value updateScalar)
      : op(op), windows(windows), updates(updates), updateScalar(updateScalar),
        shape(cast<RankedTensorType>(op.getUpdates().getType()).getShape()) {
    for (int64_t axis = 0; axis < int64_t(shape.size()); ++axis)
      if (!llvm::is_contained(windows.windowAxes, axis))
        cornerDepth = axis + 1;
  }

  Value loop(B &b, Value result) {
    unsigned axis = index.size();
    if (axis == cornerDepth)
      corner = readCorner(b, windows, padded(b));
    if (axis == shape.size())
      return update(b, result);
    if (shape[axis] == 1) {
      index.push_back(indexConstant(b, 0));
      return loop(b, result);
    }
    auto forOp = scf::ForOp::create(b, indexConstant(b, 0), indexConstant(b, shape[axis]),
                                    indexConstant(b, 1), result);
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToEnd(forOp.getBody());
    index.push_back(forOp.getInductionVar());
    Value inner = loop(b, forOp.getRegionIterArg(0));
    scf::YieldOp::create(b, inner);
    return forOp.getResult(0);
  }

private:
  /// The index with zeros for the window axes whose loops come later.
  SmallVector<Value> padded(B &b) {
    SmallVector<Value> result(index);
    while (result.size() < shape.size())
      result.push_back(nullptr);
    return result;
  }

  Value update(B &b, Value result) {
    SmallVector<Value> position = elementIndex(b, windows, corner, index);
    Type element = getElementTypeOrSelf(op.getX());
    Value value = updateScalar;
    if (!value)
      value = tensor::ExtractOp::create(b, updates, index);
    bool combines = op.getKind() != array::ScatterKind::Set;
    Value old;
    if (combines || corner.inside)
      old = tensor::ExtractOp::create(b, result, position);
    if (combines) {
      value = combine(b, element, loadElement(b, element, old), loadElement(b, element, value));
      value = storeElement(b, element, value);
    }
    if (corner.inside)
      value = arith::SelectOp::create(b, corner.inside, value, old);
    return tensor::InsertOp::create(b, value, result, position);
  }

  Value combine(B &b, Type element, Value x, Value y) {
    switch (op.getKind()) {
    case array::ScatterKind::Set:
      return y;
    case array::ScatterKind::Add:
      return array::scalar::add(b, x, y);
    case array::ScatterKind::Mul:
      return array::scalar::mul(b, x, y);
    case array::ScatterKind::Min:
      return array::scalar::min(b, element, x, y);
    case array::ScatterKind::Max:
      return array::scalar::max(b, element, x, y);
    }
    llvm_unreachable("all kinds are handled");
  }

  array::ScatterOp op;
  const Windows &windows;
  Value updates, updateScalar;
  ArrayRef<int64_t> shape;
  unsigned cornerDepth = 0;
  SmallVector<Value> index;
  Corner corner;
};

} // namespace

void lowering::lowerScatter(FunctionLowering &l, array::ScatterOp op) {
  auto b = l.at(op.getLoc());
  auto operand = cast<RankedTensorType>(op.getX().getType());
  auto updatesType = cast<RankedTensorType>(op.getUpdates().getType());
  if (operand.getNumElements() == 0 || updatesType.getNumElements() == 0)
    return l.define(op.getResult(), l.tensor(op.getX()));

  Windows windows{op.getWindowAxes(),
                  op.getInsertedAxes(),
                  op.getOperandBatchAxes(),
                  op.getIndicesBatchAxes(),
                  op.getStartIndexMap(),
                  operand.getShape(),
                  SmallVector<int64_t>(operand.getRank(), 1),
                  op.getMode(),
                  getElementTypeOrSelf(op.getIndices()),
                  l.tensor(op.getIndices())};
  auto next = op.getWindowAxes().begin();
  for (int64_t axis = 0; axis < operand.getRank(); ++axis)
    if (windows.isKept(axis))
      windows.windowShape[axis] = updatesType.getDimSize(*next++);

  Value updates, updateScalar;
  Type element = operand.getElementType();
  Read read = resolveRead(op.getUpdates());
  auto constant = read.source.getDefiningOp<array::ConstantOp>();
  if (Attribute splat = constant ? splatElement(constant) : Attribute())
    updateScalar = storeElement(b, element, elementConstant(b, element, splat));
  else
    updates = l.tensor(op.getUpdates());
  Value target = l.tensorToChange(op.getLoc(), op.getX());
  ScatterLoops loops(op, windows, updates, updateScalar);
  l.define(op.getResult(), loops.loop(b, target));
}
