//===- CpuPipeline.h - the lists of passes for the CPU ----------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_LOWERING_CPUPIPELINE_H
#define COVECTOR_PASSES_LOWERING_CPUPIPELINE_H

#include "mlir/Pass/PassManager.h"
#include "passes/Pipelines.h"
#include "passes/lowering/Compile.h"

namespace covector {

/// From arrays to linalg on tensors.
void buildLinalgPipeline(mlir::OpPassManager &pm);

/// From linalg on tensors to buffers in planned memory.
void buildBufferPipeline(mlir::OpPassManager &pm);

/// From linalg on buffers to the LLVM dialect.
void buildLlvmPipeline(mlir::OpPassManager &pm, const CompileOptions &options);

/// Makes the pipelines known to covector-opt: `array-cpu-pipeline` and its
/// parts `array-linalg-pipeline`, `array-buffer-pipeline` and `array-llvm-pipeline`,
/// behind `array-transforms-pipeline`.
void registerCpuPipelines();

} // namespace covector

#endif // COVECTOR_PASSES_LOWERING_CPUPIPELINE_H
