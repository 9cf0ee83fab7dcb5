//===- Ops.h - operations on arrays from Python -----------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_FRONTEND_BINDINGS_OPS_H
#define COVECTOR_FRONTEND_BINDINGS_OPS_H

#include "frontend/bindings/Trace.h"

namespace covector::python {

/// Builds one array operation with inferred types; raises if they do not fit.
llvm::SmallVector<mlir::Value> buildOp(mlir::OpBuilder &builder, mlir::OperationName name,
                                       llvm::ArrayRef<mlir::Value> operands,
                                       mlir::DictionaryAttr attributes, llvm::StringRef function);

/// A value converted to a dtype and broadcast to a shape that it fits.
mlir::Value convertAndBroadcast(mlir::OpBuilder &builder, mlir::Value value, Dtype dtype,
                                llvm::ArrayRef<int64_t> shape);

void bindOps(nanobind::module_ &m);
void bindElementwise(nanobind::module_ &m, nanobind::handle arrayClass);

} // namespace covector::python

#endif // COVECTOR_FRONTEND_BINDINGS_OPS_H
