//===- ShapeFolds.cpp - movements of elements that move nothing ----------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Folds take constant time: no constant but a splat is rearranged.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Array.h"
#include "mlir/IR/PatternMatch.h"

using namespace mlir;
using namespace covector::array;

/// A splat constant in the shape of `type`, or null if `constant` is none.
static OpFoldResult resplat(Attribute constant, ShapedType type) {
  auto elements = dyn_cast_or_null<DenseElementsAttr>(constant);
  if (!elements || !elements.isSplat() || elements.getNumElements() == 0)
    return {};
  return elements.resizeSplat(type);
}

static bool isIota(ArrayRef<int64_t> list) {
  return llvm::equal(list, llvm::seq<int64_t>(0, list.size()));
}

static bool isAll(ArrayRef<int64_t> list, int64_t value) {
  return llvm::all_of(list, [=](int64_t entry) { return entry == value; });
}

OpFoldResult ConstantOp::fold(FoldAdaptor) { return getValue(); }

OpFoldResult BroadcastInDimOp::fold(FoldAdaptor adaptor) {
  // Increasing dimensions: an operand of the result's type is not repeated.
  if (getX().getType() == getType())
    return getX();
  return resplat(adaptor.getX(), getType());
}

namespace {

/// broadcast_in_dim of a broadcast_in_dim => one of the inner operand
struct BroadcastOfBroadcast : OpRewritePattern<BroadcastInDimOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(BroadcastInDimOp op, PatternRewriter &rewriter) const override {
    auto inner = op.getX().getDefiningOp<BroadcastInDimOp>();
    if (!inner)
      return failure();
    SmallVector<int64_t> dimensions;
    for (int64_t to : inner.getDimensions())
      dimensions.push_back(op.getDimensions()[to]);
    rewriter.replaceOpWithNewOp<BroadcastInDimOp>(op, inner.getX(), op.getShape(), dimensions);
    return success();
  }
};

} // namespace

void BroadcastInDimOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                                   MLIRContext *context) {
  patterns.add<BroadcastOfBroadcast>(context);
}

OpFoldResult ReshapeOp::fold(FoldAdaptor adaptor) {
  if (getX().getType() == getType())
    return getX();
  if (OpFoldResult constant = resplat(adaptor.getX(), getType()))
    return constant;
  if (auto inner = getX().getDefiningOp<ReshapeOp>()) {
    getXMutable().assign(inner.getX());
    return getResult();
  }
  return {};
}

OpFoldResult TransposeOp::fold(FoldAdaptor adaptor) {
  if (isIota(getPermutation()))
    return getX();
  if (OpFoldResult constant = resplat(adaptor.getX(), getType()))
    return constant;
  if (auto inner = getX().getDefiningOp<TransposeOp>()) {
    SmallVector<int64_t> permutation;
    for (int64_t axis : getPermutation())
      permutation.push_back(inner.getPermutation()[axis]);
    setPermutation(permutation);
    getXMutable().assign(inner.getX());
    return getResult();
  }
  return {};
}

OpFoldResult SliceOp::fold(FoldAdaptor adaptor) {
  if (getX().getType() == getType())
    return getX();
  return resplat(adaptor.getX(), getType());
}

OpFoldResult PadOp::fold(FoldAdaptor) {
  if (isAll(getLow(), 0) && isAll(getHigh(), 0) && isAll(getInterior(), 0))
    return getX();
  return {};
}

OpFoldResult ConcatenateOp::fold(FoldAdaptor) {
  return getXs().size() == 1 ? OpFoldResult(getXs().front()) : OpFoldResult();
}

OpFoldResult ReverseOp::fold(FoldAdaptor adaptor) {
  bool movesNothing =
      llvm::all_of(getAxes(), [&](int64_t axis) { return getType().getDimSize(axis) <= 1; });
  if (movesNothing)
    return getX();
  return resplat(adaptor.getX(), getType());
}
