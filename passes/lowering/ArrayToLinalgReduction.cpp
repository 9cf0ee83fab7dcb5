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

#include "dialects/array/Calls.h"
#include "dialects/array/Cumulative.h"
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

/// Whether the runtime has functions for arrays of such elements.
static bool isOfRuntime(Type element) {
  if (element.isInteger(1) || element.isF16() || element.isBF16() || element.isF32() ||
      element.isF64())
    return true;
  return element.isInteger() && element.getIntOrFloatBitWidth() >= 8;
}

/// Along lines of neighbours, where a vector cannot keep positions beside the
/// extremes as fast as it finds these, the runtime searches.
static void findAlongLines(FunctionLowering &l, Operation *op, Value lines) {
  auto type = cast<RankedTensorType>(lines.getType());
  Type stored = storageType(getElementTypeOrSelf(op->getResult(0)));
  std::string function = ("cv_" + op->getName().stripDialect() + "_" +
                          array::elementName(getElementTypeOrSelf(op->getOperand(0))))
                             .str();
  int64_t size = type.getShape().back(), count = type.getNumElements() / size;
  int64_t numbers[] = {count, size, stored.getIntOrFloatBitWidth() / 8};
  Value result = l.empty(op->getLoc(), type.getShape().drop_back(), stored);
  auto call = array::RuntimeCallOp::create(l.builder, op->getLoc(), result.getType(), function,
                                           numbers, /*reads=*/1, /*has_side_effect=*/false,
                                           ValueRange{lines, result});
  l.define(op->getResult(0), call.getResult(0));
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
  if (after == 1 && isOfRuntime(element))
    return findAlongLines(l, op, l.tensor(x, shape));
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
