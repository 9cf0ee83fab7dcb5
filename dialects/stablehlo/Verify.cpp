//===- Verify.cpp - what the verifiers of StableHLO share -----------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/stablehlo/Verify.h"

using namespace mlir;
using namespace covector::stablehlo;

LogicalResult covector::stablehlo::checkType(Operation *op, StringRef what, Type got,
                                             Type expected) {
  if (got == expected)
    return success();
  return op->emitOpError() << what << " must be of type " << expected << ", got " << got;
}

LogicalResult covector::stablehlo::checkLength(Operation *op, StringRef what, int64_t length,
                                               int64_t rank) {
  if (length == rank)
    return success();
  return op->emitOpError() << what << " must have " << rank << " entries, got " << length;
}

LogicalResult covector::stablehlo::checkAxes(Operation *op, StringRef what, ArrayRef<int64_t> axes,
                                             int64_t rank) {
  llvm::SmallDenseSet<int64_t> seen;
  for (int64_t axis : axes) {
    if (axis < 0 || axis >= rank)
      return op->emitOpError() << what << " must be axes from 0 to " << rank - 1 << ", got "
                               << axis;
    if (!seen.insert(axis).second)
      return op->emitOpError() << what << " has axis " << axis << " twice";
  }
  return success();
}

LogicalResult covector::stablehlo::checkRegion(Operation *op, Region &region, TypeRange types,
                                               TypeRange results) {
  Block &block = region.front();
  auto end = dyn_cast_or_null<ReturnOp>(block.empty() ? nullptr : &block.back());
  if (!end)
    return op->emitOpError() << "region " << region.getRegionNumber()
                             << " must end with stablehlo.return";
  if (TypeRange(block.getArgumentTypes()) != types)
    return op->emitOpError() << "region " << region.getRegionNumber() << " must take (" << types
                             << "), takes (" << TypeRange(block.getArgumentTypes()) << ")";
  if (TypeRange(end.getResults().getTypes()) != results)
    return op->emitOpError() << "region " << region.getRegionNumber() << " must give (" << results
                             << "), gives (" << TypeRange(end.getResults().getTypes()) << ")";
  return success();
}

LogicalResult covector::stablehlo::checkScalarRegion(Operation *op, Region &region,
                                                     ArrayRef<Type> types, ArrayRef<Type> results) {
  auto scalars = [](ArrayRef<Type> all) {
    return llvm::map_to_vector(all, [](Type type) -> Type {
      return RankedTensorType::get({}, getElementTypeOrSelf(type));
    });
  };
  return checkRegion(op, region, scalars(types), scalars(results));
}

int64_t covector::stablehlo::windowCount(int64_t length, int64_t size, int64_t stride) {
  return length < size ? 0 : (length - size) / stride + 1;
}
