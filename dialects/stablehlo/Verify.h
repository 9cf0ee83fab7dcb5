//===- Verify.h - what the verifiers of StableHLO share ------- -*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_DIALECTS_STABLEHLO_VERIFY_H
#define COVECTOR_DIALECTS_STABLEHLO_VERIFY_H

#include "dialects/stablehlo/Stablehlo.h"

namespace covector::stablehlo {

inline mlir::RankedTensorType arrayType(mlir::Value value) {
  return llvm::cast<mlir::RankedTensorType>(value.getType());
}

/// An error unless `got` is the type that the specification asks for.
mlir::LogicalResult checkType(mlir::Operation *op, llvm::StringRef what, mlir::Type got,
                              mlir::Type expected);

/// An error unless there is an entry for each of `rank` axes.
mlir::LogicalResult checkLength(mlir::Operation *op, llvm::StringRef what, int64_t length,
                                int64_t rank);

/// An error unless all of `axes` are axes of an array of `rank`, none of them twice.
mlir::LogicalResult checkAxes(mlir::Operation *op, llvm::StringRef what,
                              llvm::ArrayRef<int64_t> axes, int64_t rank);

/// An error unless the region takes arrays of rank 0 of the elements of `types`, and
/// gives the arrays of rank 0 of the elements of `results`.
mlir::LogicalResult checkScalarRegion(mlir::Operation *op, mlir::Region &region,
                                      llvm::ArrayRef<mlir::Type> types,
                                      llvm::ArrayRef<mlir::Type> results);

/// An error unless the region takes arrays of `types` and gives those of `results`.
mlir::LogicalResult checkRegion(mlir::Operation *op, mlir::Region &region, mlir::TypeRange types,
                                mlir::TypeRange results);

/// How many places a window of `size` has that moves over `length` elements.
int64_t windowCount(int64_t length, int64_t size, int64_t stride);

} // namespace covector::stablehlo

#endif // COVECTOR_DIALECTS_STABLEHLO_VERIFY_H
