//===- ArrayToLinalgIndexing.cpp - gather and scatter as loops ------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/ScalarBody.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "passes/lowering/NumberRange.h"
#include "passes/lowering/Windows.h"

using namespace mlir;
using namespace covector;
using namespace covector::lowering;

using array::B;

namespace {

/// What is done for every window, or element of one: returns the changed result.
using WindowBody = function_ref<Value(B &, ArrayRef<Value> index, const Corner &, Value)>;

} // namespace

Windows Windows::of(array::GatherOp op) {
  return {op.getOffsetAxes(),
          op.getCollapsedAxes(),
          op.getOperandBatchAxes(),
          op.getIndicesBatchAxes(),
          op.getStartIndexMap(),
          cast<RankedTensorType>(op.getX().getType()).getShape(),
          llvm::to_vector(op.getSliceSizes()),
          op.getMode(),
          op.getWrapNegative().value_or(false),
          getElementTypeOrSelf(op.getIndices()),
          Value(),
          {},
          {}};
}

Windows Windows::of(array::ScatterOp op) {
  auto operand = cast<RankedTensorType>(op.getX().getType());
  Windows windows{op.getWindowAxes(),
                  op.getInsertedAxes(),
                  op.getOperandBatchAxes(),
                  op.getIndicesBatchAxes(),
                  op.getStartIndexMap(),
                  operand.getShape(),
                  SmallVector<int64_t>(operand.getRank(), 1),
                  op.getMode(),
                  op.getWrapNegative().value_or(false),
                  getElementTypeOrSelf(op.getIndices()),
                  Value(),
                  {},
                  {}};
  auto next = op.getWindowAxes().begin();
  auto updates = cast<RankedTensorType>(op.getUpdates().getType());
  for (int64_t axis = 0; axis < operand.getRank(); ++axis)
    if (windows.isKept(axis))
      windows.windowShape[axis] = updates.getDimSize(*next++);
  return windows;
}

static Value indexConstant(B &b, int64_t value) { return arith::ConstantIndexOp::create(b, value); }

/// The tensors of the entries of index vectors, each with a last axis of size 1,
/// where these are single or were joined from such.
static SmallVector<Value> columnsOf(FunctionLowering &l, Value indices) {
  auto type = cast<RankedTensorType>(indices.getType());
  if (type.getShape().back() == 1)
    return {l.tensor(indices)};
  auto joined = indices.getDefiningOp<array::ConcatenateOp>();
  if (!joined || int64_t(joined.getAxis()) != type.getRank() - 1)
    return {};
  for (Value part : joined->getOperands())
    if (cast<RankedTensorType>(part.getType()).getShape().back() != 1 ||
        l.landed.contains(resolveRead(part).source))
      return {};
  return llvm::map_to_vector(joined->getOperands(), [&](Value part) { return l.tensor(part); });
}

Corner lowering::readCorner(B &b, const Windows &windows, ValueRange index) {
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
    Value start;
    if (!windows.entries.empty()) {
      start = windows.entries[k];
    } else {
      bool isColumn = !windows.columns.empty();
      SmallVector<Value> position(vector);
      position.push_back(indexConstant(b, isColumn ? 0 : k));
      Value tensor = isColumn ? windows.columns[k] : windows.indices;
      start = tensor::ExtractOp::create(b, tensor, position);
    }
    bool isUnsigned = windows.indexElement.isUnsignedInteger();
    // What a loop's position is computed to may be known to be inside.
    NumberRange range;
    if (isUnsigned) {
      start = b.createOrFold<arith::IndexCastUIOp>(b.getIndexType(), start);
    } else {
      range = NumberRange::of(start);
      start = b.createOrFold<arith::IndexCastOp>(b.getIndexType(), start);
    }
    if (windows.wrapNegative && !isUnsigned && range.least < 0) {
      Value size = indexConstant(b, windows.operandShape[axis]);
      Value isNegative = arith::CmpIOp::create(b, arith::CmpIPredicate::slt, start, zero);
      Value fromEnd = arith::AddIOp::create(b, start, size);
      start = arith::SelectOp::create(b, isNegative, fromEnd, start);
      range = NumberRange();
    }
    Value bound = indexConstant(b, last);
    if (windows.mode == array::IndexMode::Fill && !range.isWithin(0, last)) {
      // A negative number is a large one without sign.
      Value inside = arith::CmpIOp::create(b, arith::CmpIPredicate::ule, start, bound);
      corner.inside = corner.inside ? arith::AndIOp::create(b, corner.inside, inside) : inside;
    }
    if (last == 0)
      continue;
    if (isUnsigned) {
      start = arith::MinUIOp::create(b, start, bound);
    } else {
      if (range.least < 0)
        start = arith::MaxSIOp::create(b, start, zero);
      if (range.greatest > last)
        start = arith::MinSIOp::create(b, start, bound);
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
    // A start plus an offset: the loops over vectors know the form.
    result[axis] = fromStart ? offset : arith::AddIOp::create(b, result[axis], offset);
  }
  return result;
}

//===----------------------------------------------------------------------===//
// Loops over windows
//===----------------------------------------------------------------------===//

namespace {

/// Writes loops over the first axes of an array of windows, one in the other,
/// which carry the result.
class WindowLoops {
public:
  WindowLoops(const Windows &windows, ArrayRef<int64_t> shape, unsigned depth, WindowBody body)
      : windows(windows), shape(shape), depth(depth), body(body) {
    for (unsigned axis = 0; axis < shape.size(); ++axis)
      if (!llvm::is_contained(windows.windowAxes, int64_t(axis)))
        cornerDepth = axis + 1;
  }

  Value build(B &b, Value result) {
    unsigned axis = index.size();
    if (axis == cornerDepth) {
      // The axes of the window whose loops come later do not matter.
      SmallVector<Value> known(index);
      known.resize(shape.size());
      corner = readCorner(b, windows, known);
    }
    if (axis == depth)
      return body(b, index, corner, result);
    if (shape[axis] == 1) {
      index.push_back(indexConstant(b, 0));
      return build(b, result);
    }
    auto loop = scf::ForOp::create(b, indexConstant(b, 0), indexConstant(b, shape[axis]),
                                   indexConstant(b, 1), result);
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToEnd(loop.getBody());
    index.push_back(loop.getInductionVar());
    Value inner = build(b, loop.getRegionIterArg(0));
    scf::YieldOp::create(b, inner);
    return loop.getResult(0);
  }

private:
  const Windows &windows;
  ArrayRef<int64_t> shape;
  unsigned depth, cornerDepth = 0;
  WindowBody body;
  SmallVector<Value> index;
  Corner corner;
};

/// A part of a tensor, without its unit axes in front.
struct Piece {
  SmallVector<OpFoldResult> offsets, sizes, strides;
  RankedTensorType type;

  Value extract(B &b, Value tensor) const {
    return tensor::ExtractSliceOp::create(b, type, tensor, offsets, sizes, strides);
  }
  Value insert(B &b, Value part, Value tensor) const {
    return tensor::InsertSliceOp::create(b, part, tensor, offsets, sizes, strides);
  }
};

} // namespace

/// Shorter pieces of windows are moved element by element.
static constexpr int64_t leastPieceElements = 8;

/// The axis of the array of windows from which on a window lies in one piece, in
/// the operand as well; the rank if the piece is short.
static unsigned firstPieceAxis(const Windows &windows, ArrayRef<int64_t> shape) {
  if (!llvm::is_sorted(windows.windowAxes))
    return shape.size();
  unsigned axis = shape.size(), operandAxis = windows.operandShape.size();
  int64_t elements = 1;
  bool whole = true; // the part of the operand's axis before
  while (axis > 0 && operandAxis > 0 && whole &&
         llvm::is_contained(windows.windowAxes, int64_t(axis - 1)) &&
         windows.isKept(operandAxis - 1)) {
    --axis, --operandAxis;
    elements *= shape[axis];
    whole = windows.windowShape[operandAxis] == windows.operandShape[operandAxis];
  }
  return elements >= leastPieceElements ? axis : shape.size();
}

/// The piece of `type` whose first element in a tensor is at `index`.
static Piece pieceAt(B &b, ValueRange index, RankedTensorType tensor, ArrayRef<int64_t> shape) {
  Piece piece;
  piece.type = RankedTensorType::get(shape, tensor.getElementType());
  size_t unitAxes = tensor.getRank() - shape.size();
  for (int64_t axis = 0; axis < tensor.getRank(); ++axis) {
    bool given = axis < int64_t(index.size());
    piece.offsets.push_back(given ? getAsOpFoldResult(index[axis])
                                  : OpFoldResult(b.getIndexAttr(0)));
    int64_t size = axis < int64_t(unitAxes) ? 1 : shape[axis - unitAxes];
    piece.sizes.push_back(b.getIndexAttr(size));
    piece.strides.push_back(b.getIndexAttr(1));
  }
  return piece;
}

/// The index in the operand of the first element of the piece at `index`.
static SmallVector<Value> pieceIndex(B &b, const Windows &windows, const Corner &corner,
                                     ArrayRef<Value> index, size_t rank) {
  SmallVector<Value> full(index);
  full.resize(rank, indexConstant(b, 0));
  return elementIndex(b, windows, corner, full);
}

Value lowering::ifInside(B &b, const Corner &corner, Type type, function_ref<Value(B &)> then,
                         function_ref<Value(B &)> otherwise) {
  if (!corner.inside)
    return then(b);
  auto branch = scf::IfOp::create(b, type, corner.inside, /*withElseRegion=*/true);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(branch.thenBlock());
  Value result = then(b);
  scf::YieldOp::create(b, result);
  b.setInsertionPointToStart(branch.elseBlock());
  result = otherwise(b);
  scf::YieldOp::create(b, result);
  return branch.getResult(0);
}

//===----------------------------------------------------------------------===//
// Gather
//===----------------------------------------------------------------------===//

/// A gather of few long pieces: each is copied at once.
static Value gatherPieces(B &b, const Windows &windows, unsigned pieceAxis, Value x, Value fill,
                          Value target) {
  auto type = cast<RankedTensorType>(target.getType());
  ArrayRef<int64_t> shape = type.getShape().drop_front(pieceAxis);
  auto copyPiece = [&](B &b, ArrayRef<Value> index, const Corner &corner, Value result) {
    Piece to = pieceAt(b, index, type, shape);
    auto copy = [&](B &b) {
      SmallVector<Value> position = pieceIndex(b, windows, corner, index, type.getRank());
      Piece from = pieceAt(b, position, cast<RankedTensorType>(x.getType()), shape);
      return to.insert(b, from.extract(b, x), result);
    };
    auto fillPiece = [&](B &b) {
      Value part = to.extract(b, result);
      return to.insert(b, linalg::FillOp::create(b, fill, part).getResult(0), result);
    };
    return ifInside(b, corner, type, copy, fillPiece);
  };
  return WindowLoops(windows, type.getShape(), pieceAxis, copyPiece).build(b, target);
}

/// A gather as one operation on elements, whose loops over vectors may be shared
/// by threads. The axes from `pieceAxis` on lie in one piece and become one axis.
static Value gatherElements(FunctionLowering &l, B &b, Windows windows, unsigned pieceAxis, Value x,
                            Value fill, RankedTensorType type) {
  unsigned rank = type.getRank(), joined = rank - std::min(pieceAxis, rank);
  int64_t inner = 1; // elements of the piece for each step along its first axis
  SmallVector<ReassociationIndices> groups;
  SmallVector<int64_t> shape(type.getShape());
  if (joined > 1) {
    auto operand = cast<RankedTensorType>(x.getType());
    SmallVector<ReassociationIndices> operandGroups;
    for (auto [tensorRank, list] : {std::make_pair(int64_t(rank), &groups),
                                    std::make_pair(operand.getRank(), &operandGroups)})
      for (int64_t axis = 0; axis < tensorRank; ++axis) {
        if (axis <= tensorRank - joined)
          list->emplace_back();
        list->back().push_back(axis);
      }
    for (int64_t size : ArrayRef(shape).drop_front(pieceAxis + 1))
      inner *= size;
    shape.truncate(pieceAxis + 1);
    shape.back() *= inner;
    x = tensor::CollapseShapeOp::create(b, x, operandGroups);
  }
  Value target = l.empty(b.getLoc(), shape, type.getElementType());
  unsigned loops = shape.size();
  SmallVector<utils::IteratorType> iterators(loops, utils::IteratorType::parallel);
  SmallVector<AffineMap> maps(1, b.getMultiDimIdentityMap(loops));
  SmallVector<Value> inputs;
  SmallVector<AffineExpr> axes;
  for (unsigned axis = 0; axis < loops; ++axis)
    if (!llvm::is_contained(windows.windowAxes, int64_t(axis)))
      axes.push_back(b.getAffineDimExpr(axis));
  for (Value column : windows.columns) {
    // Positions are read as the loops go along.
    auto columnType = cast<RankedTensorType>(column.getType());
    inputs.push_back(l.reshaped(b.getLoc(), column, columnType.getShape().drop_back()));
    maps.insert(maps.begin(), AffineMap::get(loops, 0, axes, b.getContext()));
  }
  auto generic = linalg::GenericOp::create(
      b, target.getType(), inputs, target, maps, iterators,
      [&](OpBuilder &builder, Location loc, ValueRange arguments) {
        B b(loc, builder);
        llvm::append_range(windows.entries, arguments.drop_back());
        SmallVector<Value> index;
        for (unsigned i = 0; i < loops; ++i)
          index.push_back(linalg::IndexOp::create(b, i));
        Corner corner = readCorner(b, windows, index);
        SmallVector<Value> position;
        if (joined > 1) {
          position = pieceIndex(b, windows, corner, index, rank);
          position.truncate(position.size() - joined + 1);
          int64_t axis = position.size() - 1;
          position.back() = index.back();
          if (windows.windowShape[axis] != windows.operandShape[axis]) {
            Value start = arith::MulIOp::create(b, corner.starts[axis], indexConstant(b, inner));
            position.back() = arith::AddIOp::create(b, start, index.back());
          }
        } else {
          position = elementIndex(b, windows, corner, index);
        }
        Value value = tensor::ExtractOp::create(b, x, position);
        if (corner.inside)
          value = arith::SelectOp::create(b, corner.inside, value, fill);
        linalg::YieldOp::create(b, value);
      });
  Value result = generic.getResult(0);
  return joined > 1 ? tensor::ExpandShapeOp::create(b, type, result, groups).getResult() : result;
}

/// Whether there is one window, or its elements do not fit in vectors.
static bool prefersPieces(const Windows &windows, RankedTensorType type) {
  int64_t count = 1;
  for (auto [axis, size] : llvm::enumerate(type.getShape()))
    if (!llvm::is_contained(windows.windowAxes, int64_t(axis)))
      count *= size;
  return count == 1 || !type.getElementType().isIntOrFloat();
}

Value lowering::fillElement(B &b, array::GatherOp op) {
  Type element = getElementTypeOrSelf(op.getX());
  Value fill =
      op.getFillValue() ? elementConstant(b, element, *op.getFillValue()) : zeroElement(b, element);
  return storeElement(b, element, fill);
}

void lowering::lowerGather(FunctionLowering &l, array::GatherOp op) {
  auto b = l.at(op.getLoc());
  auto type = cast<RankedTensorType>(lowerType(op.getType()));
  if (type.getNumElements() == 0)
    return l.define(op.getResult(), l.empty(op.getLoc(), type.getShape(), type.getElementType()));

  if (lowerOneWindow(l, op))
    return;
  Windows windows = Windows::of(op);
  windows.columns = columnsOf(l, op.getIndices());
  if (windows.columns.empty())
    windows.indices = l.tensor(op.getIndices());
  Value x = l.tensor(op.getX());
  Value fill = op.getMode() == array::IndexMode::Fill ? fillElement(b, op) : Value();
  unsigned rank = type.getRank(), pieceAxis = firstPieceAxis(windows, type.getShape());
  Value result;
  if (pieceAxis < rank && prefersPieces(windows, type)) {
    Value target = l.empty(op.getLoc(), type.getShape(), type.getElementType());
    result = gatherPieces(b, windows, pieceAxis, x, fill, target);
  } else {
    result = gatherElements(l, b, windows, pieceAxis, x, fill, type);
  }
  l.define(op.getResult(), result);
}

//===----------------------------------------------------------------------===//
// Scatter
//===----------------------------------------------------------------------===//

Value lowering::combineElements(B &b, array::ScatterKind kind, Type element, Value old,
                                Value update) {
  if (kind == array::ScatterKind::Set)
    return update;
  Value x = loadElement(b, element, old), y = loadElement(b, element, update);
  switch (kind) {
  case array::ScatterKind::Set:
    break;
  case array::ScatterKind::Add:
    x = array::scalar::add(b, x, y);
    break;
  case array::ScatterKind::Mul:
    x = array::scalar::mul(b, x, y);
    break;
  case array::ScatterKind::Min:
    x = array::scalar::min(b, element, x, y);
    break;
  case array::ScatterKind::Max:
    x = array::scalar::max(b, element, x, y);
    break;
  }
  return storeElement(b, element, x);
}

Value lowering::combineParts(B &b, array::ScatterKind kind, Type element, Value old, Value update) {
  auto type = cast<RankedTensorType>(old.getType());
  bool isScalar = !isa<RankedTensorType>(update.getType());
  if (kind == array::ScatterKind::Set)
    return isScalar ? linalg::FillOp::create(b, update, old).getResult(0) : update;
  SmallVector<AffineMap> maps(isScalar ? 1 : 2, b.getMultiDimIdentityMap(type.getRank()));
  SmallVector<utils::IteratorType> iterators(type.getRank(), utils::IteratorType::parallel);
  auto generic = linalg::GenericOp::create(
      b, type, isScalar ? ValueRange() : ValueRange(update), old, maps, iterators,
      [&](OpBuilder &builder, Location loc, ValueRange x) {
        B b(loc, builder);
        linalg::YieldOp::create(
            b, combineElements(b, kind, element, x.back(), isScalar ? update : x[0]));
      });
  return generic.getResult(0);
}

void lowering::lowerScatter(FunctionLowering &l, array::ScatterOp op) {
  auto b = l.at(op.getLoc());
  auto operand = cast<RankedTensorType>(op.getX().getType());
  auto updatesType = cast<RankedTensorType>(op.getUpdates().getType());
  if (operand.getNumElements() == 0 || updatesType.getNumElements() == 0)
    return l.define(op.getResult(), l.tensor(op.getX()));

  if (lowerOneWindow(l, op))
    return;
  Windows windows = Windows::of(op);
  windows.columns = columnsOf(l, op.getIndices());
  if (windows.columns.empty())
    windows.indices = l.tensor(op.getIndices());
  Type element = operand.getElementType();
  Value updates, splat;
  auto constant = resolveRead(op.getUpdates()).source.getDefiningOp<array::ConstantOp>();
  if (Attribute value = constant ? splatElement(constant) : Attribute())
    splat = storeElement(b, element, elementConstant(b, element, value));
  else
    updates = l.tensor(op.getUpdates());
  Value target = l.tensorToChange(op.getLoc(), op.getX());

  ArrayRef<int64_t> shape = updatesType.getShape();
  unsigned rank = shape.size(), pieceAxis = firstPieceAxis(windows, shape);
  auto updateElement = [&](B &b, ArrayRef<Value> index, const Corner &corner, Value result) {
    SmallVector<Value> position = elementIndex(b, windows, corner, index);
    Value update = splat;
    if (!update)
      update = tensor::ExtractOp::create(b, updates, index);
    Value old;
    if (op.getKind() != array::ScatterKind::Set || corner.inside)
      old = tensor::ExtractOp::create(b, result, position);
    update = combineElements(b, op.getKind(), element, old, update);
    if (corner.inside)
      update = arith::SelectOp::create(b, corner.inside, update, old);
    return tensor::InsertOp::create(b, update, result, position).getResult();
  };
  auto updatePiece = [&](B &b, ArrayRef<Value> index, const Corner &corner, Value result) {
    auto change = [&](B &b) {
      ArrayRef<int64_t> pieceShape = shape.drop_front(pieceAxis);
      SmallVector<Value> position = pieceIndex(b, windows, corner, index, rank);
      Piece to = pieceAt(b, position, cast<RankedTensorType>(result.getType()), pieceShape);
      Value update = splat;
      if (!update)
        update = pieceAt(b, index, cast<RankedTensorType>(updates.getType()), pieceShape)
                     .extract(b, updates);
      Value part = to.extract(b, result);
      return to.insert(b, combineParts(b, op.getKind(), element, part, update), result);
    };
    return ifInside(b, corner, result.getType(), change, [&](B &) { return result; });
  };
  WindowBody body = updateElement;
  if (pieceAxis < rank)
    body = updatePiece;
  l.define(op.getResult(), WindowLoops(windows, shape, pieceAxis, body).build(b, target));
}
