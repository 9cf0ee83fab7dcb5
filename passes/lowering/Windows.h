//===- Windows.h - the windows of a gather or scatter -----------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_LOWERING_WINDOWS_H
#define COVECTOR_PASSES_LOWERING_WINDOWS_H

#include "passes/lowering/ArrayToLinalg.h"

namespace covector::lowering {

/// Where the windows of a gather or scatter lie. The axes of the array of
/// windows (the result of a gather, the updates of a scatter) are those of the
/// index vectors, and the window's without the ones of size 1 that are dropped.
struct Windows {
  llvm::ArrayRef<int64_t> windowAxes;       ///< of the array of windows
  llvm::ArrayRef<int64_t> droppedAxes;      ///< of the operand
  llvm::ArrayRef<int64_t> operandBatchAxes; ///< of the operand
  llvm::ArrayRef<int64_t> indicesBatchAxes; ///< of the indices
  llvm::ArrayRef<int64_t> startIndexMap;
  llvm::ArrayRef<int64_t> operandShape;
  llvm::SmallVector<int64_t> windowShape; ///< for every axis of the operand
  array::IndexMode mode;
  bool wrapNegative;                      ///< entries below 0 count from the end
  mlir::Type indexElement;                ///< of the array of indices
  mlir::Value indices;                    ///< as a tensor; null where there are columns
  llvm::SmallVector<mlir::Value> columns; ///< a tensor for each entry of an index vector
  llvm::SmallVector<mlir::Value> entries; ///< those of one index vector, where they are known

  /// Without the positions.
  static Windows of(array::GatherOp op);
  static Windows of(array::ScatterOp op);

  bool isKept(int64_t axis) const {
    return !llvm::is_contained(droppedAxes, axis) && !llvm::is_contained(operandBatchAxes, axis);
  }
};

/// The first corner of a window in the operand.
struct Corner {
  llvm::SmallVector<mlir::Value> starts; ///< for every axis of the operand
  mlir::Value inside;                    ///< whether all of the window is; null where it must be
};

/// Reads the index vector of a window, given by the index of one of its elements
/// in the array of windows, and moves the window inside.
Corner readCorner(mlir::ImplicitLocOpBuilder &b, const Windows &windows, mlir::ValueRange index);

/// `then` where the window is inside, else `otherwise`.
mlir::Value ifInside(mlir::ImplicitLocOpBuilder &b, const Corner &corner, mlir::Type type,
                     llvm::function_ref<mlir::Value(mlir::ImplicitLocOpBuilder &)> then,
                     llvm::function_ref<mlir::Value(mlir::ImplicitLocOpBuilder &)> otherwise);

/// What stands for the elements of a window that is not inside, as it is stored.
mlir::Value fillElement(mlir::ImplicitLocOpBuilder &b, array::GatherOp op);

/// What is stored where an update meets what is there, both stored.
mlir::Value combineElements(mlir::ImplicitLocOpBuilder &b, array::ScatterKind kind,
                            mlir::Type element, mlir::Value old, mlir::Value update);
/// `old` with all elements combined with those of `update`, a tensor of its
/// shape or a scalar.
mlir::Value combineParts(mlir::ImplicitLocOpBuilder &b, array::ScatterKind kind, mlir::Type element,
                         mlir::Value old, mlir::Value update);

/// Lowers a gather or scatter of a single window without loops over windows;
/// false, and nothing is done, if there are several.
bool lowerOneWindow(FunctionLowering &l, array::GatherOp op);
bool lowerOneWindow(FunctionLowering &l, array::ScatterOp op);

} // namespace covector::lowering

#endif // COVECTOR_PASSES_LOWERING_WINDOWS_H
