//===- BatchCustom.h - functions with rules, over many lanes -----*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_BATCHING_BATCHCUSTOM_H
#define COVECTOR_PASSES_BATCHING_BATCHCUSTOM_H

#include "dialects/array/Array.h"
#include "mlir/IR/Builders.h"

namespace covector {

/// Batches a call of a function with rules of its own: its body now, its rules when
/// they are asked for. See BatchOpInterface.
mlir::LogicalResult batchCustomCall(mlir::Operation *op, mlir::OpBuilder &builder,
                                    llvm::ArrayRef<array::BatchedValue> operands, int64_t size,
                                    llvm::SmallVectorImpl<array::BatchedValue> &results);

} // namespace covector

#endif // COVECTOR_PASSES_BATCHING_BATCHCUSTOM_H
