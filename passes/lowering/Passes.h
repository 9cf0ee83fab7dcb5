//===- Passes.h - from arrays to machine code -------------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_LOWERING_PASSES_H
#define COVECTOR_PASSES_LOWERING_PASSES_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"

namespace covector {

#define GEN_PASS_DECL
#include "passes/lowering/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "passes/lowering/Passes.h.inc"

/// The passes of this folder and the pipelines of CpuPipeline.cpp.
void registerLoweringPasses();

/// Lets bufferisation know array.runtime_call.
void registerRuntimeCallModel(mlir::DialectRegistry &registry);

} // namespace covector

#endif // COVECTOR_PASSES_LOWERING_PASSES_H
