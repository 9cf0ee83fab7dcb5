//===- ArrayOps.td - the array dialect, for its Python wrappers -----------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_FRONTEND_MLIR_ARRAY_OPS
#define COVECTOR_FRONTEND_MLIR_ARRAY_OPS

include "dialects/array/ArrayOps.td"

#endif // COVECTOR_FRONTEND_MLIR_ARRAY_OPS
