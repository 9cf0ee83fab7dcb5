//===- ArrayToLinalgWindow.cpp - gather and scatter of one window ---------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One window is a part of a tensor whose offsets are computed.
//
// Note [Windows as views]: a gather does not copy its window, unless the array is
// changed before the window is read for the last time.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/ScalarBody.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "passes/lowering/Windows.h"

using namespace mlir;
using namespace covector;
using namespace covector::lowering;

using array::B;

/// The entries of the index vector, if there is one only, as they are stored.
static bool readEntries(FunctionLowering &l, Value indices, Windows &windows) {
  auto type = cast<RankedTensorType>(indices.getType());
  int64_t count = type.getShape().back();
  if (llvm::any_of(type.getShape().drop_back(), [](int64_t size) { return size != 1; }))
    return false;
  if (count == 1) {
    windows.entries.push_back(l.scalar(indices));
    return true;
  }
  auto b = l.at(indices.getLoc());
  auto constant = indices.getDefiningOp<array::ConstantOp>();
  if (auto dense = constant ? dyn_cast<DenseElementsAttr>(constant.getValue()) : nullptr) {
    for (Attribute entry : dense.getValues<Attribute>())
      windows.entries.push_back(elementConstant(b, type.getElementType(), entry));
    return true;
  }
  auto joined = indices.getDefiningOp<array::ConcatenateOp>();
  if (joined && llvm::all_of(joined.getXs(), [](Value x) { return isOneElement(x.getType()); })) {
    for (Value entry : joined.getXs())
      windows.entries.push_back(l.scalar(entry));
    return true;
  }
  Value tensor = l.tensor(indices, {count});
  for (int64_t i = 0; i < count; ++i)
    windows.entries.push_back(tensor::ExtractOp::create(
        b, tensor, ValueRange(arith::ConstantIndexOp::create(b, i).getResult())));
  return true;
}

/// The corner of the only window, for an array of windows of rank `rank`.
static Corner cornerOf(B &b, const Windows &windows, unsigned rank) {
  Value zero = arith::ConstantIndexOp::create(b, 0);
  return readCorner(b, windows, SmallVector<Value>(rank, zero));
}

namespace {

/// The window as a part of a tensor, without unit axes.
struct Part {
  SmallVector<OpFoldResult> offsets, sizes, strides;
  Shape shape;

  Part(B &b, const Windows &windows, const Corner &corner)
      : strides(corner.starts.size(), b.getIndexAttr(1)),
        shape(withoutUnitAxes(windows.windowShape)) {
    for (auto [start, size] : llvm::zip(corner.starts, windows.windowShape)) {
      offsets.push_back(getAsOpFoldResult(start));
      sizes.push_back(b.getIndexAttr(size));
    }
  }
  Value extract(B &b, Value tensor) const {
    auto type = RankedTensorType::get(shape, getElementTypeOrSelf(tensor));
    return tensor::ExtractSliceOp::create(b, type, tensor, offsets, sizes, strides);
  }
};

} // namespace

bool lowering::lowerOneWindow(FunctionLowering &l, array::GatherOp op) {
  Windows windows = Windows::of(op);
  if (!readEntries(l, op.getIndices(), windows))
    return false;
  Value x = l.value(op.getX());
  auto b = l.at(op.getLoc());
  Corner corner = cornerOf(b, windows, op.getType().getRank());
  if (isOneElement(op.getType())) {
    Value element = x;
    if (isa<RankedTensorType>(x.getType()))
      element = tensor::ExtractOp::create(b, x, corner.starts);
    if (corner.inside)
      element = arith::SelectOp::create(b, corner.inside, element, fillElement(b, op));
    l.define(op.getResult(), element);
    return true;
  }
  Value part = Part(b, windows, corner).extract(b, x);
  Type stored = getElementTypeOrSelf(part);
  if (corner.inside) {
    Value fill = fillElement(b, op);
    part = mapElements(l, op.getLoc(), part, stored, [&](B &b, ValueRange x) -> Value {
      return arith::SelectOp::create(b, corner.inside, x[0], fill);
    });
  } else if (!l.mayView(op.getX(), op.getResult())) { // See Note [Windows as views].
    auto shape = cast<RankedTensorType>(part.getType()).getShape();
    part = linalg::CopyOp::create(b, part, l.empty(op.getLoc(), shape, stored)).getResult(0);
  }
  l.define(op.getResult(), part);
  return true;
}

bool lowering::lowerOneWindow(FunctionLowering &l, array::ScatterOp op) {
  Windows windows = Windows::of(op);
  if (!readEntries(l, op.getIndices(), windows))
    return false;
  auto type = cast<RankedTensorType>(op.getUpdates().getType());
  Type element = type.getElementType();
  auto constant = resolveRead(op.getUpdates()).source.getDefiningOp<array::ConstantOp>();
  bool isScalar = isOneElement(type) || (constant && splatElement(constant));
  Value update = isScalar ? l.scalar(isOneElement(type) ? op.getUpdates() : constant.getResult())
                          : l.tensor(op.getUpdates(), withoutUnitAxes(windows.windowShape));
  Value target = l.tensorToChange(op.getLoc(), op.getX());
  auto b = l.at(op.getLoc());
  Corner corner = cornerOf(b, windows, type.getRank());
  if (isOneElement(type)) {
    Value old;
    if (op.getKind() != array::ScatterKind::Set || corner.inside)
      old = tensor::ExtractOp::create(b, target, corner.starts);
    update = combineElements(b, op.getKind(), element, old, update);
    if (corner.inside)
      update = arith::SelectOp::create(b, corner.inside, update, old);
    l.define(op.getResult(), tensor::InsertOp::create(b, update, target, corner.starts));
    return true;
  }
  auto change = [&](B &b) -> Value {
    Part part(b, windows, corner);
    Value changed = combineParts(b, op.getKind(), element, part.extract(b, target), update);
    return tensor::InsertSliceOp::create(b, changed, target, part.offsets, part.sizes,
                                         part.strides);
  };
  l.define(op.getResult(),
           ifInside(b, corner, target.getType(), change, [&](B &) { return target; }));
  return true;
}
