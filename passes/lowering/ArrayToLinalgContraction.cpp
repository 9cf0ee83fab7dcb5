//===- ArrayToLinalgContraction.cpp - dot_general as matrix products ------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The axes of an operand belong to three groups: batch, free (rows of the left
// operand, columns of the right one) and contracted. An operand that has the
// batch axes in front and each group together, in the order of the result and of
// the other operand, is a matrix as it lies, transposed or not; any other one is
// copied in that order first. Axes of size 1 belong nowhere. Products of
// matrices are then linalg's named operations, which the passes after this one
// recognise; what has no name (booleans, outer products, batches of dot
// products) is a generic one.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/ScalarBody.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "passes/lowering/ArrayToLinalg.h"

using namespace mlir;
using namespace covector;
using namespace covector::lowering;

namespace {

/// Axes of an operand in the order in which its group is iterated.
using Axes = SmallVector<int64_t, 4>;

struct Side {
  Value array;
  Axes batch, free, contracted;
  // As a matrix:
  Value tensor;
  bool contractedFirst = false;

  ArrayRef<int64_t> shape() const { return cast<RankedTensorType>(array.getType()).getShape(); }
  int64_t sizeOf(ArrayRef<int64_t> axes) const {
    int64_t size = 1;
    for (int64_t axis : axes)
      size *= shape()[axis];
    return size;
  }
};

class Contraction {
public:
  Contraction(FunctionLowering &l, array::DotGeneralOp op, bool exchanged);
  Value build();

private:
  void readThroughTransposes(Side &side);
  void sortContracted();
  void makeMatrix(Side &side);
  Value named(Value output);
  Value generic(Value output);

  FunctionLowering &l;
  Location loc;
  Type from, to;   // array element types of operands and result
  Type accumulate; // the array element type of the sums
  Side left, right;
  int64_t batch, rows, columns, depth;
  bool hasBatch, hasRows, hasColumns, hasDepth;
};

} // namespace

static bool isSorted(ArrayRef<int64_t> axes) { return llvm::is_sorted(axes); }

Contraction::Contraction(FunctionLowering &l, array::DotGeneralOp op, bool exchanged)
    : l(l), loc(op.getLoc()), from(getElementTypeOrSelf(op.getLhs())),
      to(getElementTypeOrSelf(op.getResult())), accumulate(to) {
  if (array::isRoundedElement(to))
    accumulate = Float32Type::get(op.getContext());
  auto fill = [](Side &side, Value x, ArrayRef<int64_t> batch, ArrayRef<int64_t> contracted) {
    side.array = x;
    ArrayRef<int64_t> shape = side.shape();
    for (int64_t axis = 0; axis < int64_t(shape.size()); ++axis)
      if (shape[axis] != 1 && !llvm::is_contained(batch, axis) &&
          !llvm::is_contained(contracted, axis))
        side.free.push_back(axis);
    for (int64_t axis : batch)
      if (shape[axis] != 1)
        side.batch.push_back(axis);
    for (int64_t axis : contracted)
      if (shape[axis] != 1)
        side.contracted.push_back(axis);
  };
  fill(left, op.getLhs(), op.getLhsBatch(), op.getLhsContracting());
  fill(right, op.getRhs(), op.getRhsBatch(), op.getRhsContracting());
  if (exchanged)
    std::swap(left, right);
  readThroughTransposes(left);
  readThroughTransposes(right);
  sortContracted();
  batch = left.sizeOf(left.batch);
  rows = left.sizeOf(left.free);
  columns = right.sizeOf(right.free);
  depth = left.sizeOf(left.contracted);
  hasBatch = !left.batch.empty();
  hasRows = !left.free.empty();
  hasColumns = !right.free.empty();
  hasDepth = !left.contracted.empty();
}

/// A transpose of an operand only renames its axes.
void Contraction::readThroughTransposes(Side &side) {
  while (auto transpose = side.array.getDefiningOp<array::TransposeOp>()) {
    if (roleOf(transpose) != Role::View)
      return;
    for (Axes *axes : {&side.batch, &side.free, &side.contracted})
      for (int64_t &axis : *axes)
        axis = transpose.getPermutation()[axis];
    side.array = transpose.getX();
  }
}

/// The pairs of contracted axes may come in any order: the one in which they lie
/// in an operand, the larger one if it can be chosen.
void Contraction::sortContracted() {
  Side &reference = left.sizeOf(left.free) >= right.sizeOf(right.free) ? left : right;
  SmallVector<unsigned> order(left.contracted.size());
  for (unsigned i = 0; i < order.size(); ++i)
    order[i] = i;
  llvm::sort(order, [&](unsigned x, unsigned y) {
    return reference.contracted[x] < reference.contracted[y];
  });
  for (Side *side : {&left, &right}) {
    Axes sorted;
    for (unsigned i : order)
      sorted.push_back(side->contracted[i]);
    side->contracted = sorted;
  }
}

/// Makes `side.tensor` of shape [batch, free, contracted] or [batch, contracted,
/// free], without the groups that have no axes, of elements of `accumulate`.
void Contraction::makeMatrix(Side &side) {
  auto follows = [](ArrayRef<int64_t> x, ArrayRef<int64_t> y) {
    return x.empty() || y.empty() || x.back() < y.front();
  };
  bool grouped = isSorted(side.batch) && isSorted(side.free) && isSorted(side.contracted) &&
                 follows(side.batch, side.free) && follows(side.batch, side.contracted);
  bool straight = grouped && follows(side.free, side.contracted);
  side.contractedFirst = grouped && !straight && follows(side.contracted, side.free);

  Axes order(side.batch);
  llvm::append_range(order, side.contractedFirst ? side.contracted : side.free);
  llvm::append_range(order, side.contractedFirst ? side.free : side.contracted);
  SmallVector<int64_t> matrix;
  for (ArrayRef<int64_t> group :
       {ArrayRef<int64_t>(side.batch),
        ArrayRef<int64_t>(side.contractedFirst ? side.contracted : side.free),
        ArrayRef<int64_t>(side.contractedFirst ? side.free : side.contracted)})
    if (!group.empty())
      matrix.push_back(side.sizeOf(group));

  Type stored = storageType(accumulate);
  bool asItLies = straight || side.contractedFirst;
  if (asItLies && storageType(from) == stored) {
    side.tensor = l.tensor(side.array, matrix);
    return;
  }
  // Copied in order, converted on the way.
  Shape space;
  for (int64_t axis : order)
    space.push_back(side.shape()[axis]);
  SmallVector<unsigned> numbers; // of the axes of the tensor among `order`
  for (int64_t axis = 0; axis < int64_t(side.shape().size()); ++axis)
    if (side.shape()[axis] != 1)
      numbers.push_back(llvm::find(order, axis) - order.begin());
  Value source = l.tensor(side.array, withoutUnitAxes(side.shape()));
  Value target = l.empty(loc, space, stored);
  MLIRContext *context = l.builder.getContext();
  AffineMap map = numbers.empty()
                      ? AffineMap::get(0, 0, context)
                      : AffineMap::getMultiDimMapWithTargets(space.size(), numbers, context);
  SmallVector<utils::IteratorType> iterators(space.size(), utils::IteratorType::parallel);
  auto copy =
      linalg::GenericOp::create(l.builder, loc, target.getType(), source, target,
                                {map, l.builder.getMultiDimIdentityMap(space.size())}, iterators,
                                [&](OpBuilder &builder, Location loc, ValueRange arguments) {
                                  ImplicitLocOpBuilder b(loc, builder);
                                  Value x = loadElement(b, from, arguments[0]);
                                  x = array::scalar::convert(b, from, accumulate, x);
                                  linalg::YieldOp::create(b, storeElement(b, accumulate, x));
                                });
  side.tensor = l.reshaped(loc, copy.getResult(0), matrix);
}

//===----------------------------------------------------------------------===//
// The product
//===----------------------------------------------------------------------===//

static SmallVector<AffineMap> matrixMaps(MLIRContext *context, bool batched, bool leftTransposed,
                                         bool rightTransposed) {
  unsigned first = batched;
  AffineExpr b = getAffineDimExpr(0, context), m = getAffineDimExpr(first, context),
             n = getAffineDimExpr(first + 1, context), k = getAffineDimExpr(first + 2, context);
  auto map = [&](AffineExpr x, AffineExpr y) {
    SmallVector<AffineExpr> exprs;
    if (batched)
      exprs.push_back(b);
    exprs.append({x, y});
    return AffineMap::get(first + 3, 0, exprs, context);
  };
  return {leftTransposed ? map(k, m) : map(m, k), rightTransposed ? map(n, k) : map(k, n),
          map(m, n)};
}

/// One of linalg's named operations; null where there is none.
Value Contraction::named(Value output) {
  OpBuilder &b = l.builder;
  if (storageType(accumulate) != array::computeType(accumulate) || !hasDepth)
    return nullptr;
  Value x = left.tensor, y = right.tensor;
  if (hasBatch || (hasRows && hasColumns)) {
    if (!hasRows && !hasColumns)
      return nullptr;
    SmallVector<NamedAttribute> attributes;
    // The right operand is [k, n] as it stands; the left one [m, k].
    if (left.contractedFirst || !right.contractedFirst) {
      auto maps =
          matrixMaps(b.getContext(), hasBatch, left.contractedFirst, !right.contractedFirst);
      attributes.push_back(b.getNamedAttr("indexing_maps", b.getAffineMapArrayAttr(maps)));
    }
    if (!hasBatch)
      return linalg::MatmulOp::create(b, loc, output.getType(), {x, y}, output, attributes)
          .getResult(0);
    // A missing axis of rows or columns is one of size 1.
    x = l.reshaped(
        loc, x, left.contractedFirst ? ArrayRef{batch, depth, rows} : ArrayRef{batch, rows, depth});
    y = l.reshaped(loc, y,
                   right.contractedFirst ? ArrayRef{batch, depth, columns}
                                         : ArrayRef{batch, columns, depth});
    output = l.reshaped(loc, output, {batch, rows, columns});
    return linalg::BatchMatmulOp::create(b, loc, output.getType(), {x, y}, output, attributes)
        .getResult(0);
  }
  if (!hasRows && !hasColumns)
    return linalg::DotOp::create(b, loc, output.getType(), {x, y}, output).getResult(0);
  const Side &matrix = hasRows ? left : right;
  Value vector = hasRows ? y : x;
  if (matrix.contractedFirst)
    return linalg::VecmatOp::create(b, loc, output.getType(), {vector, matrix.tensor}, output)
        .getResult(0);
  return linalg::MatvecOp::create(b, loc, output.getType(), {matrix.tensor, vector}, output)
      .getResult(0);
}

Value Contraction::generic(Value output) {
  MLIRContext *context = l.builder.getContext();
  SmallVector<AffineExpr> b, m, n, k;
  SmallVector<utils::IteratorType> iterators;
  auto add = [&](bool present, SmallVector<AffineExpr> &group, utils::IteratorType type) {
    if (!present)
      return;
    group.push_back(getAffineDimExpr(iterators.size(), context));
    iterators.push_back(type);
  };
  add(hasBatch, b, utils::IteratorType::parallel);
  add(hasRows, m, utils::IteratorType::parallel);
  add(hasColumns, n, utils::IteratorType::parallel);
  add(hasDepth, k, utils::IteratorType::reduction);
  auto map = [&](ArrayRef<AffineExpr> x, ArrayRef<AffineExpr> y) {
    SmallVector<AffineExpr> exprs(b);
    llvm::append_range(exprs, x);
    llvm::append_range(exprs, y);
    return AffineMap::get(iterators.size(), 0, exprs, context);
  };
  SmallVector<AffineMap> maps{left.contractedFirst ? map(k, m) : map(m, k),
                              right.contractedFirst ? map(k, n) : map(n, k), map(m, n)};
  return linalg::GenericOp::create(
             l.builder, loc, output.getType(), {left.tensor, right.tensor}, output, maps, iterators,
             [&](OpBuilder &builder, Location loc, ValueRange arguments) {
               ImplicitLocOpBuilder b(loc, builder);
               Value x = loadElement(b, accumulate, arguments[0]);
               Value y = loadElement(b, accumulate, arguments[1]);
               Value product = array::scalar::mul(b, x, y);
               if (hasDepth) {
                 Value sum = loadElement(b, accumulate, arguments[2]);
                 product = array::scalar::addReassociating(b, sum, product);
               }
               linalg::YieldOp::create(b, storeElement(b, accumulate, product));
             })
      .getResult(0);
}

Value Contraction::build() {
  auto b = l.at(loc);
  SmallVector<int64_t> shape;
  if (hasBatch)
    shape.push_back(batch);
  if (hasRows)
    shape.push_back(rows);
  if (hasColumns)
    shape.push_back(columns);
  Value zero = storeElement(b, accumulate, zeroElement(b, accumulate));
  if (batch == 0 || rows == 0 || columns == 0)
    return l.empty(loc, shape, storageType(to));
  if (depth == 0)
    return l.filled(loc, shape, storeElement(b, to, zeroElement(b, to)));

  makeMatrix(left);
  makeMatrix(right);
  Value output = hasDepth ? l.filled(loc, shape, zero) : l.empty(loc, shape, zero.getType());
  Value result = named(output);
  if (!result)
    result = generic(output);
  if (!array::isRoundedElement(to))
    return result;
  return mapElements(l, loc, result, storageType(to), [&](ImplicitLocOpBuilder &b, ValueRange x) {
    return storeElement(b, to, x[0]);
  });
}

void lowering::lowerContraction(FunctionLowering &l, array::DotGeneralOp op, Value result,
                                bool exchanged) {
  l.define(result, Contraction(l, op, exchanged).build());
}
