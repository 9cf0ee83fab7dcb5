//===- ArrayToLinalgReduction.cpp - positions of greatest and least ones --===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Sums and their like are outputs of a cluster's loops: ArrayToLinalgLoops.cpp.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Rules.h"
#include "dialects/array/ScalarBody.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "passes/lowering/ArrayToLinalg.h"

using namespace mlir;
using namespace covector;
using namespace covector::lowering;

/// Whether `x` takes the place of `best`, which comes before it.
static Value isBetter(ImplicitLocOpBuilder &b, Type element, bool greatest, Value x, Value best) {
  auto direction = greatest ? array::ComparisonDirection::GT : array::ComparisonDirection::LT;
  Value better = array::scalar::compare(b, element, direction, x, best);
  if (!isa<FloatType>(x.getType()))
    return better;
  // The first NaN wins; a comparison with NaN is false.
  Value isNan = arith::CmpFOp::create(b, arith::CmpFPredicate::UNO, x, x);
  Value bestIsNumber = arith::CmpFOp::create(b, arith::CmpFPredicate::ORD, best, best);
  Value first = arith::AndIOp::create(b, isNan, bestIsNumber);
  return arith::OrIOp::create(b, better, first);
}

/// Where neighbours are compared with one another: finds the extreme of each line,
/// then the first element that equals it. Both are done in lanes, which keeping
/// the position beside the extreme is not.
static void findAlongLines(FunctionLowering &l, Operation *op, bool greatest, Value lines,
                           ArrayRef<utils::IteratorType> iterators, AffineMap keptMap,
                           Value worst) {
  auto b = l.at(op->getLoc());
  Type element = getElementTypeOrSelf(op->getOperand(0));
  ArrayRef<int64_t> shape = cast<RankedTensorType>(lines.getType()).getShape();
  ArrayRef<int64_t> kept = shape.drop_back();
  int64_t size = shape.back();
  AffineMap identity = b.getMultiDimIdentityMap(shape.size());
  bool isBool = element.isInteger(1);
  auto asCombined = [&](ImplicitLocOpBuilder &b, Value stored) {
    return isBool ? stored : loadElement(b, element, stored);
  };

  Value start = l.filled(op->getLoc(), kept, worst);
  Value extremes =
      linalg::GenericOp::create(
          b, start.getType(), lines, start, {identity, keptMap}, iterators,
          [&](OpBuilder &builder, Location loc, ValueRange arguments) {
            ImplicitLocOpBuilder b(loc, builder);
            Value x = asCombined(b, arguments[0]);
            Value best = greatest ? array::scalar::max(b, element, arguments[1], x)
                                  : array::scalar::min(b, element, arguments[1], x);
            linalg::YieldOp::create(b, best);
          })
          .getResult(0);

  bool isShort = size < std::numeric_limits<int32_t>::max();
  Type counted = isShort ? b.getI32Type() : b.getI64Type();
  Value none = arith::ConstantOp::create(b, b.getIntegerAttr(counted, size));
  Value unknown = l.filled(op->getLoc(), kept, none);
  Value positions =
      linalg::GenericOp::create(
          b, unknown.getType(), ValueRange{lines, extremes}, unknown, {identity, keptMap, keptMap},
          iterators,
          [&](OpBuilder &builder, Location loc, ValueRange arguments) {
            ImplicitLocOpBuilder b(loc, builder);
            Value x = asCombined(b, arguments[0]), isIt;
            if (isa<FloatType>(x.getType())) {
              // Only where there is NaN is it the extreme.
              isIt = arith::CmpFOp::create(b, arith::CmpFPredicate::OEQ, x, arguments[1]);
              Value isNan = arith::CmpFOp::create(b, arith::CmpFPredicate::UNO, x, x);
              isIt = arith::OrIOp::create(b, isIt, isNan);
            } else {
              isIt = arith::CmpIOp::create(b, arith::CmpIPredicate::eq, x, arguments[1]);
            }
            Value index = linalg::IndexOp::create(b, shape.size() - 1);
            Value place = arith::IndexCastOp::create(b, counted, index);
            place = arith::SelectOp::create(b, isIt, place, none);
            linalg::YieldOp::create(b, arith::MinSIOp::create(b, arguments[2], place).getResult());
          })
          .getResult(0);
  Type stored = storageType(getElementTypeOrSelf(op->getResult(0)));
  if (stored != counted)
    positions = mapElements(l, op->getLoc(), positions, stored,
                            [&](ImplicitLocOpBuilder &b, ValueRange x) -> Value {
                              if (stored.getIntOrFloatBitWidth() < counted.getIntOrFloatBitWidth())
                                return arith::TruncIOp::create(b, stored, x[0]);
                              return arith::ExtSIOp::create(b, stored, x[0]);
                            });
  l.define(op->getResult(0), positions);
}

void lowering::lowerArgReduction(FunctionLowering &l, Operation *op, bool greatest) {
  auto b = l.at(op->getLoc());
  Value x = op->getOperand(0);
  auto type = cast<RankedTensorType>(x.getType());
  int64_t axis = op->getAttrOfType<IntegerAttr>("axis").getInt();
  Type element = type.getElementType();
  Type indexElement = storageType(getElementTypeOrSelf(op->getResult(0)));
  auto resultShape = cast<RankedTensorType>(op->getResult(0).getType()).getShape();
  if (llvm::is_contained(resultShape, 0))
    return l.define(op->getResult(0), l.empty(op->getLoc(), resultShape, indexElement));

  // As [before, axis, after], without those that are of size 1.
  int64_t before = 1, after = 1, size = type.getDimSize(axis);
  for (int64_t i = 0; i < type.getRank(); ++i)
    (i < axis ? before : after) *= i == axis ? 1 : type.getDimSize(i);
  Shape shape, kept;
  SmallVector<unsigned> keptLoops;
  SmallVector<utils::IteratorType> iterators;
  if (before != 1) {
    keptLoops.push_back(shape.size());
    shape.push_back(before);
    kept.push_back(before);
    iterators.push_back(utils::IteratorType::parallel);
  }
  unsigned loop = shape.size();
  shape.push_back(size);
  iterators.push_back(utils::IteratorType::reduction);
  if (after != 1) {
    keptLoops.push_back(shape.size());
    shape.push_back(after);
    kept.push_back(after);
    iterators.push_back(utils::IteratorType::parallel);
  }
  MLIRContext *context = b.getContext();
  AffineMap keptMap = keptLoops.empty()
                          ? AffineMap::get(shape.size(), 0, context)
                          : AffineMap::getMultiDimMapWithTargets(shape.size(), keptLoops, context);
  AffineMap identity = b.getMultiDimIdentityMap(shape.size());

  StringRef reduction =
      greatest ? array::ReduceMaxOp::getOperationName() : array::ReduceMinOp::getOperationName();
  Value worst = elementConstant(b, element, array::neutralElement(reduction, element));
  bool isSmall = worst.getType().isInteger() && worst.getType().getIntOrFloatBitWidth() < 8;
  if (isSmall)
    worst = storeElement(b, element, worst);
  if (after == 1 && (!isSmall || element.isInteger(1)))
    return findAlongLines(l, op, greatest, l.tensor(x, shape), iterators, keptMap, worst);

  // The best element so far, as it is computed with, and its position. Nothing
  // is better than the neutral element only where all elements equal it.
  Value zero = zeroElement(b, indexElement);
  Value outs[] = {l.filled(op->getLoc(), kept, worst), l.filled(op->getLoc(), kept, zero)};
  Value input = l.tensor(x, shape);
  auto generic = linalg::GenericOp::create(
      b, ValueRange(outs).getTypes(), input, outs, {identity, keptMap, keptMap}, iterators,
      [&](OpBuilder &builder, Location loc, ValueRange arguments) {
        ImplicitLocOpBuilder b(loc, builder);
        Value candidate = loadElement(b, element, arguments[0]);
        Value best = loadElement(b, element, arguments[1]);
        Value better = isBetter(b, element, greatest, candidate, best);
        Value position = arith::IndexCastOp::create(b, indexElement,
                                                    linalg::IndexOp::create(b, loop).getResult());
        best = arith::SelectOp::create(b, better, candidate, best);
        if (isSmall)
          best = storeElement(b, element, best);
        position = arith::SelectOp::create(b, better, position, arguments[2]);
        linalg::YieldOp::create(b, {best, position});
      });
  l.define(op->getResult(0), generic.getResult(1));
}
