//===- LoopLevels.cpp - loops whose derivatives need little memory --------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A loop of n iterations in two levels is a loop over segments of about sqrt(n)
// iterations each, of which each is a checkpoint (Checkpoint.cpp): the outer loop
// keeps what segments begin with, and reverse mode runs a segment again to keep what
// its iterations need. With more levels the inner loop is divided again, so that memory
// grows with the root of higher order, or with the logarithm of n if there are as many
// levels as that. See Griewank, Achieving logarithmic growth of temporal and spatial
// complexity in reverse automatic differentiation (1992).
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Expr.h"
#include "dialects/array/Rules.h"
#include "mlir/IR/IRMapping.h"
#include "passes/autodiff/ControlFlow.h"
#include <cmath>

using namespace mlir;
using namespace covector;

namespace {

class LevelSplitter {
public:
  LevelSplitter(OpBuilder &builder, array::ScanOp op, SmallVectorImpl<Operation *> &made)
      : b(op.getLoc(), builder), op(op), listener(made) {
    b.setListener(&listener);
  }

  bool split(SmallVectorImpl<Value> &results);

private:
  /// Collects what is built in front of the loops and behind them.
  struct Collector : OpBuilder::Listener {
    explicit Collector(SmallVectorImpl<Operation *> &made) : made(made) {}
    void notifyOperationInserted(Operation *op, OpBuilder::InsertPoint) override {
      made.push_back(op);
    }
    SmallVectorImpl<Operation *> &made;
  };

  Type indexType() { return RankedTensorType::get({}, b.getI64Type()); }
  Value number(ImplicitLocOpBuilder &builder, int64_t value) {
    auto type = cast<RankedTensorType>(indexType());
    return array::constant(builder, op.getLoc(), DenseElementsAttr::get(type, value));
  }
  Value dynamicSegment();
  void buildSegment(array::ScanOp outer, IntegerAttr length, int64_t base);
  void cloneBody(array::ScanOp inner, Value first);
  Value part(Value x, int64_t first, int64_t limit);

  ImplicitLocOpBuilder b;
  array::ScanOp op;
  Collector listener;
};

} // namespace

/// The elements of `x` from `first` up to `limit` along its leading axis.
Value LevelSplitter::part(Value x, int64_t first, int64_t limit) {
  auto type = cast<RankedTensorType>(x.getType());
  SmallVector<int64_t> starts(type.getRank(), 0), limits(type.getShape()),
      strides(type.getRank(), 1);
  starts[0] = first;
  limits[0] = limit;
  return array::SliceOp::create(b, x, starts, limits, strides);
}

/// The length of segments where the program computes how many iterations there are: the
/// count divided by its root, rounded up.
Value LevelSplitter::dynamicSegment() {
  Type f64 = b.getF64Type();
  array::Expr count(b, op.getCount());
  array::Expr one = array::Expr::like(array::convert(count, f64), 1.0);
  array::Expr n = array::convert(count, f64);
  n = array::select(array::compare(array::ComparisonDirection::LT, n, one), one, n);
  array::Expr root = array::pow(n, array::Expr::like(n, 1.0 / double(*op.getLevels())));
  Value length = array::CeilOp::create(b, (n / root).value());
  return array::convert(array::Expr(b, length), b.getI64Type()).value();
}

/// The body of the original loop in `inner`, whose first iteration is number `first`.
void LevelSplitter::cloneBody(array::ScanOp inner, Value first) {
  Block &from = op.getBodyBlock(), &to = inner.getBodyBlock();
  ImplicitLocOpBuilder inside(op.getLoc(), OpBuilder::atBlockEnd(&to));
  IRMapping mapping;
  mapping.map(op.getIndex(), array::AddOp::create(inside, first, inner.getIndex()).getResult());
  for (auto [i, argument] : llvm::enumerate(op.getBodyConsts()))
    mapping.map(argument, inner.getBodyConsts()[i]); // the first index comes behind them
  for (auto [argument, copy] : llvm::zip_equal(op.getBodyCarried(), inner.getBodyCarried()))
    mapping.map(argument, copy);
  for (auto [argument, copy] : llvm::zip_equal(op.getBodyElements(), inner.getBodyElements()))
    mapping.map(argument, copy);
  for (Operation &operation : from)
    inside.clone(operation, mapping);
}

/// The body of the loop over segments: a checkpoint with the loop over one.
void LevelSplitter::buildSegment(array::ScanOp outer, IntegerAttr length, int64_t base) {
  Block &block = outer.getBodyBlock();
  ImplicitLocOpBuilder inside(op.getLoc(), OpBuilder::atBlockEnd(&block));
  size_t consts = op.getConsts().size();
  // In the body of a loop of computed length the segment's length is the last const.
  Value size = length ? number(inside, length.getInt()) : outer.getBodyConsts()[consts];
  Value first = array::MulOp::create(inside, outer.getIndex(), size);
  if (base)
    first = array::AddOp::create(inside, first, number(inside, base));
  SmallVector<Value> inputs(outer.getBodyConsts().take_front(consts));
  inputs.push_back(first);
  if (!length) {
    // The last segment may be shorter.
    Value total = outer.getBodyConsts()[consts + 1];
    Value rest = array::SubOp::create(inside, total, first);
    inputs.push_back(array::MinOp::create(inside, rest, size));
  }
  llvm::append_range(inputs, outer.getBodyCarried());
  llvm::append_range(inputs, outer.getBodyElements());

  SmallVector<Type> types(op.getInits().getTypes());
  for (Value stack : op.getStacks())
    types.push_back(
        array::withLeadingAxis(array::elementOf(stack.getType()), length ? length.getInt() : 0));
  auto checkpoint = array::CheckpointOp::create(inside, types, inputs, b.getArrayAttr({}),
                                                /*again=*/false);
  array::YieldOp::create(inside, checkpoint.getResults());

  Block &body = checkpoint.getBodyBlock();
  ImplicitLocOpBuilder within(op.getLoc(), OpBuilder::atBlockEnd(&body));
  ValueRange given = body.getArguments();
  size_t carried = op.getInits().size();
  ValueRange innerConsts = given.take_front(consts + 1); // with the first index
  Value count = length ? Value() : Value(given[consts + 1]);
  ValueRange rest = given.drop_front(consts + (length ? 1 : 2));
  SmallVector<Type> stacked;
  for (Value stack : op.getStacks())
    stacked.push_back(array::elementOf(stack.getType()));
  auto inner = array::ScanOp::create(within, stacked, count, innerConsts, rest.take_front(carried),
                                     rest.drop_front(carried), length, op.getReverse());
  if (*op.getLevels() > 2)
    inner.setLevelsAttr(b.getI64IntegerAttr(*op.getLevels() - 1));
  array::YieldOp::create(within, inner.getResults());
  cloneBody(inner, inner.getBodyConsts()[consts]);
}

bool LevelSplitter::split(SmallVectorImpl<Value> &results) {
  if (!op.getLength()) {
    if (!op.getXs().empty() || !op.getStacks().empty())
      return false; // stacks are kept as they are
    Value segment = dynamicSegment();
    array::Expr count(b, op.getCount()), size(b, segment);
    Value outerCount = ((count + size - 1.0) / size).value();
    SmallVector<Value> consts(op.getConsts());
    consts.push_back(segment);
    consts.push_back(op.getCount());
    auto outer = array::ScanOp::create(b, TypeRange(), outerCount, consts, op.getInits(),
                                       ValueRange(), IntegerAttr(), op.getReverse());
    buildSegment(outer, IntegerAttr(), 0);
    llvm::append_range(results, outer.getResults());
    return true;
  }

  int64_t n = *op.getLength(), levels = *op.getLevels();
  if (n < 4) // two segments of two iterations
    return false;
  int64_t segments = std::max<int64_t>(std::ceil(std::pow(double(n), 1.0 / double(levels))), 1);
  int64_t size = llvm::divideCeil(n, segments);
  segments = n / size;
  int64_t divided = segments * size, rest = n - divided;
  if (size < 2 || segments < 2)
    return false;
  // What is left over comes last.
  int64_t base = op.getReverse() ? rest : 0;
  SmallVector<Value> xs, restXs;
  for (Value x : op.getXs()) {
    Value main = rest ? part(x, base, base + divided) : x;
    SmallVector<int64_t> shape(cast<RankedTensorType>(x.getType()).getShape().drop_front());
    shape.insert(shape.begin(), {segments, size});
    xs.push_back(array::reshape(b, op.getLoc(), main, shape));
    if (rest)
      restXs.push_back(op.getReverse() ? part(x, 0, rest) : part(x, divided, n));
  }
  SmallVector<Type> stacked;
  for (Value stack : op.getStacks())
    stacked.push_back(array::withLeadingAxis(array::elementOf(stack.getType()), size));
  auto outer = array::ScanOp::create(b, stacked, Value(), op.getConsts(), op.getInits(), xs,
                                     b.getI64IntegerAttr(segments), op.getReverse());
  buildSegment(outer, b.getI64IntegerAttr(size), base);
  SmallVector<Value> carried(outer.getCarried()), stacks;
  for (auto [stack, original] : llvm::zip(outer.getStacks(), op.getStacks())) {
    SmallVector<int64_t> shape(cast<RankedTensorType>(original.getType()).getShape());
    shape[0] = divided;
    stacks.push_back(array::reshape(b, op.getLoc(), stack, shape));
  }
  if (rest) {
    SmallVector<Value> consts(op.getConsts());
    consts.push_back(number(b, op.getReverse() ? 0 : divided));
    stacked.clear();
    for (Value stack : op.getStacks())
      stacked.push_back(array::elementOf(stack.getType()));
    auto last = array::ScanOp::create(b, stacked, Value(), consts, carried, restXs,
                                      b.getI64IntegerAttr(rest), op.getReverse());
    if (levels > 2)
      last.setLevelsAttr(b.getI64IntegerAttr(levels - 1));
    cloneBody(last, last.getBodyConsts().back());
    carried.assign(last.getCarried().begin(), last.getCarried().end());
    for (auto [stack, more] : llvm::zip(stacks, last.getStacks())) {
      SmallVector<Value> pieces = {stack, more};
      if (op.getReverse())
        std::swap(pieces[0], pieces[1]);
      stack = array::ConcatenateOp::create(b, pieces, 0);
    }
  }
  llvm::append_range(results, carried);
  llvm::append_range(results, stacks);
  return true;
}

bool covector::splitInLevels(OpBuilder &builder, array::ScanOp op,
                             SmallVectorImpl<Operation *> &made, SmallVectorImpl<Value> &results) {
  return LevelSplitter(builder, op, made).split(results);
}
