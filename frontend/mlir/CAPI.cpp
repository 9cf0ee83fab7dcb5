//===- CAPI.cpp - registration of ours, for the C API ---------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/mlir/CAPI.h"
#include "passes/Register.h"
#include "mlir/CAPI/IR.h"

void covectorRegisterDialects(MlirDialectRegistry registry) {
  covector::registerDialects(*unwrap(registry));
}

void covectorRegisterPasses() { covector::registerPasses(); }
