//===- MergePads.cpp - sums of padded arrays, written once ----------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The transpose of a slice is a pad with zeros, so that the cotangent of what is
// read through several slices is a sum of pads: each is an array that is written as
// a whole, for the sum to read. What a stencil leaves are pads of one array, shifted;
// they become slices of one pad, and so the stencil turned round. What is cut in
// pieces leaves pads that fill each other's gaps; they become a concatenation.
//
// Zeros may lose their sign: a sum of pads is never -0.0 where all but one are padding,
// and what replaces it can be.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Expr.h"
#include "dialects/array/Rules.h"
#include "mlir/IR/Matchers.h"
#include "passes/Passes.h"
#include "passes/optimize/Simplify.h"
#include "llvm/ADT/MapVector.h"

namespace covector {
#define GEN_PASS_DEF_ARRAYMERGEPADSPASS
#include "passes/Passes.h.inc"
} // namespace covector

using namespace mlir;
using namespace covector;

/// Further factors of a padded value are left where they are.
static constexpr unsigned maxFactors = 4;

/// Whether `op` surrounds an array by zeros and does nothing else.
static bool isSurrounding(array::PadOp op) {
  auto isNegative = [](int64_t entry) { return entry < 0; };
  if (llvm::any_of(op.getInterior(), [](int64_t entry) { return entry != 0; }) ||
      llvm::any_of(op.getLow(), isNegative) || llvm::any_of(op.getHigh(), isNegative) ||
      op.getX().getType().getNumElements() == 0)
    return false;
  return matchPattern(op.getValue(), m_AnyZeroFloat()) || matchPattern(op.getValue(), m_Zero());
}

/// The number that multiplies an array of `op`, if it is a constant and takes zeros to
/// zeros; null otherwise.
static DenseElementsAttr factorOf(array::MulOp op) {
  DenseElementsAttr elements;
  if (!matchPattern(op.getY(), m_Constant(&elements)) || !elements.isSplat())
    return nullptr;
  if (isa<FloatType>(elements.getElementType()))
    return elements.getSplatValue<APFloat>().isFinite() ? elements : nullptr;
  return isa<IntegerType>(elements.getElementType()) ? elements : nullptr;
}

//===----------------------------------------------------------------------===//
// Sums
//===----------------------------------------------------------------------===//

namespace {

/// Where a value goes that is a term of a sum and is not read otherwise.
struct Sum {
  Value total;    // by sums alone
  Value multiple; // by sums, changes of sign and constant factors
  bool isNegative = false;
};

/// The sums that the values of a block are terms of; a value that is none is its own.
class Sums {
public:
  explicit Sums(Block &block) {
    for (Operation &op : llvm::reverse(block))
      if (op.getNumResults() == 1)
        sums[op.getResult(0)] = next(op.getResult(0));
  }
  const Sum &of(Value value) const { return sums.find(value)->second; }

private:
  Sum next(Value value) const {
    Sum self{value, value};
    if (!value.hasOneUse())
      return self;
    OpOperand &use = *value.use_begin();
    Operation *user = use.getOwner();
    auto mul = dyn_cast<array::MulOp>(user);
    if (isa<array::NegOp>(user) || (mul && use.getOperandNumber() == 0 && factorOf(mul))) {
      self.multiple = of(user->getResult(0)).multiple;
    } else if (isa<array::AddOp, array::SubOp>(user)) {
      self = of(user->getResult(0));
      self.isNegative ^= isa<array::SubOp>(user) && use.getOperandNumber() == 1;
    }
    return self;
  }

  llvm::DenseMap<Value, Sum> sums;
};

} // namespace

static SmallVector<array::PadOp> surroundingPads(Block &block) {
  SmallVector<array::PadOp> pads;
  for (auto pad : block.getOps<array::PadOp>())
    if (isSurrounding(pad))
      pads.push_back(pad);
  return pads;
}

//===----------------------------------------------------------------------===//
// Pieces of an array
//===----------------------------------------------------------------------===//

/// The only axis along which `pad` adds anything; -1 if there are several.
static int64_t axisOf(array::PadOp pad) {
  int64_t axis = -1;
  for (auto [i, low, high] : llvm::enumerate(pad.getLow(), pad.getHigh())) {
    if (low == 0 && high == 0)
      continue;
    if (axis >= 0)
      return -1;
    axis = i;
  }
  return axis;
}

/// Whether each of `pads`, sorted, begins where the one before it ends.
static bool isTiling(MutableArrayRef<array::PadOp> pads, int64_t axis) {
  int64_t end = 0;
  for (array::PadOp pad : pads) {
    if (pad.getLow()[axis] != end)
      return false;
    end += pad.getX().getType().getDimSize(axis);
  }
  return pads.size() > 1 && end == pads.front().getType().getDimSize(axis);
}

/// Replaces `pads`, terms of one sum that fill each other's gaps along `axis`.
static void concatenate(SmallVector<array::PadOp> pads, int64_t axis, const Sums &sums) {
  llvm::sort(pads, [axis](array::PadOp x, array::PadOp y) {
    return std::make_pair(x.getLow()[axis], x.getType().getDimSize(axis) - x.getHigh()[axis]) <
           std::make_pair(y.getLow()[axis], y.getType().getDimSize(axis) - y.getHigh()[axis]);
  });
  if (!isTiling(pads, axis))
    return;
  // All pieces are there when the last pad is, and the others leave the sum.
  array::PadOp last = *llvm::max_element(
      pads, [](array::PadOp x, array::PadOp y) { return x->isBeforeInBlock(y); });
  for (array::PadOp pad : pads)
    if (pad != last && isa<array::SubOp>(*pad->user_begin()) &&
        pad->use_begin()->getOperandNumber() == 0)
      return;
  OpBuilder builder(last);
  SmallVector<Value> pieces;
  for (array::PadOp pad : pads) {
    bool isOpposite = sums.of(pad).isNegative != sums.of(last).isNegative;
    pieces.push_back(isOpposite
                         ? array::NegOp::create(builder, pad.getLoc(), pad.getX()).getResult()
                         : pad.getX());
  }
  Value whole = array::ConcatenateOp::create(builder, last.getLoc(), pieces, axis);
  last.getResult().replaceAllUsesWith(whole);
  last.erase();
  for (array::PadOp pad : pads) {
    if (pad == last)
      continue;
    OpOperand &use = *pad->use_begin();
    Operation *sum = use.getOwner();
    sum->getResult(0).replaceAllUsesWith(sum->getOperand(1 - use.getOperandNumber()));
    sum->erase();
    pad.erase();
  }
}

static void concatenatePieces(Block &block, ArrayRef<array::PadOp> pads) {
  Sums sums(block);
  llvm::MapVector<std::pair<Value, int64_t>, SmallVector<array::PadOp>> groups;
  for (array::PadOp pad : pads) {
    int64_t axis = axisOf(pad);
    if (axis >= 0 && sums.of(pad).total != pad.getResult())
      groups[{sums.of(pad).total, axis}].push_back(pad);
  }
  for (auto &[key, group] : groups)
    if (group.size() > 1)
      concatenate(group, key.second, sums);
}

//===----------------------------------------------------------------------===//
// Shifts of one array
//===----------------------------------------------------------------------===//

namespace {
/// A pad of a multiple of `base`.
struct Shift {
  array::PadOp pad;
  Value base;
  SmallVector<Operation *, maxFactors> factors; // from the base on
};
} // namespace

static Shift shiftOf(array::PadOp pad) {
  Shift shift{pad, pad.getX(), {}};
  while (shift.factors.size() < maxFactors) {
    Operation *op = shift.base.getDefiningOp();
    auto mul = dyn_cast_or_null<array::MulOp>(op);
    if (!isa_and_nonnull<array::NegOp>(op) && !(mul && factorOf(mul)))
      break;
    shift.factors.push_back(op);
    shift.base = op->getOperand(0);
  }
  std::reverse(shift.factors.begin(), shift.factors.end());
  return shift;
}

/// Replaces `shifts`, of one array and in one sum, by slices of one pad.
static void slicePad(MutableArrayRef<Shift> shifts) {
  array::PadOp first = shifts.front().pad;
  SmallVector<int64_t> low(first.getLow()), high(first.getHigh());
  for (Shift &shift : shifts)
    for (size_t axis = 0; axis < low.size(); ++axis) {
      low[axis] = std::max(low[axis], shift.pad.getLow()[axis]);
      high[axis] = std::max(high[axis], shift.pad.getHigh()[axis]);
    }
  int64_t elements = 1;
  for (auto [axis, size] : llvm::enumerate(first.getX().getType().getShape()))
    elements *= low[axis] + size + high[axis];
  // Arrays that lie far apart in a large one are better padded one by one.
  if (2 * elements > int64_t(shifts.size() + 1) * first.getType().getNumElements())
    return;

  OpBuilder builder(first);
  Value around = array::PadOp::create(builder, first.getLoc(), shifts.front().base,
                                      first.getValue(), low, high, first.getInterior());
  for (Shift &shift : shifts) {
    array::PadOp pad = shift.pad;
    builder.setInsertionPoint(pad);
    ArrayRef<int64_t> shape = pad.getType().getShape();
    SmallVector<int64_t> starts, limits, strides(shape.size(), 1);
    for (auto [axis, size] : llvm::enumerate(shape)) {
      starts.push_back(low[axis] - pad.getLow()[axis]);
      limits.push_back(starts.back() + size);
    }
    Value value = array::SliceOp::create(builder, pad.getLoc(), around, starts, limits, strides);
    for (Operation *factor : shift.factors) {
      if (auto mul = dyn_cast<array::MulOp>(factor))
        value = array::MulOp::create(
            builder, mul.getLoc(), value,
            array::constant(builder, mul.getLoc(), factorOf(mul).resizeSplat(pad.getType())));
      else
        value = array::NegOp::create(builder, factor->getLoc(), value);
    }
    pad.getResult().replaceAllUsesWith(value);
    pad.erase();
  }
}

static void mergeShifts(Block &block, ArrayRef<array::PadOp> pads) {
  Sums sums(block);
  llvm::MapVector<std::pair<Value, Value>, SmallVector<Shift>> groups;
  for (array::PadOp pad : pads) {
    Shift shift = shiftOf(pad);
    groups[{shift.base, sums.of(pad).multiple}].push_back(shift);
  }
  for (auto &[key, group] : groups)
    if (group.size() > 1)
      slicePad(group);
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

static void mergePads(Block &block) {
  SmallVector<array::PadOp> pads = surroundingPads(block);
  if (pads.size() < 2)
    return;
  concatenatePieces(block, pads);
  mergeShifts(block, surroundingPads(block));
  eraseDeadOps(block);
}

namespace {
struct ArrayMergePadsPass : covector::impl::ArrayMergePadsPassBase<ArrayMergePadsPass> {
  void runOnOperation() override {
    getOperation()->walk([](Block *block) { mergePads(*block); });
  }
};
} // namespace
