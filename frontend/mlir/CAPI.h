//===- CAPI.h - registration of ours, for the C API -------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_FRONTEND_MLIR_CAPI_H
#define COVECTOR_FRONTEND_MLIR_CAPI_H

#include "mlir-c/IR.h"

extern "C" {

/// Adds the array dialect and the dialects that it is lowered to.
MLIR_CAPI_EXPORTED void covectorRegisterDialects(MlirDialectRegistry registry);

/// Registers our passes and pipelines, and the upstream ones used with them,
/// for textual pass pipelines.
MLIR_CAPI_EXPORTED void covectorRegisterPasses(void);
}

#endif // COVECTOR_FRONTEND_MLIR_CAPI_H
