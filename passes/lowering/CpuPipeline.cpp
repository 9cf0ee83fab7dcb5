//===- CpuPipeline.cpp - the lists of passes for the CPU ------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "passes/lowering/CpuPipeline.h"
#include "mlir/Conversion/ConvertToLLVM/ToLLVMPass.h"
#include "mlir/Conversion/ReconcileUnrealizedCasts/ReconcileUnrealizedCasts.h"
#include "mlir/Conversion/SCFToControlFlow/SCFToControlFlow.h"
#include "mlir/Dialect/Bufferization/Transforms/Passes.h"
#include "mlir/Pass/PassRegistry.h"
#include "passes/Passes.h"
#include "passes/lowering/Passes.h"

using namespace mlir;

void covector::buildLinalgPipeline(OpPassManager &pm) {
  // Fuses what is computed element by element, and lowers all of it.
  pm.addPass(createArrayToLinalgPass());
}

void covector::buildBufferPipeline(OpPassManager &pm) {
  // Arguments are read-only, unless the caller gives them away.
  pm.addPass(createArrayPrepareBuffersPass());
  // Tensors become buffers, written in place where nobody reads the old value.
  bufferization::OneShotBufferizePassOptions bufferize;
  bufferize.bufferizeFunctionBoundaries = true;
  bufferize.allowReturnAllocsFromLoops = true; // array-plan-buffers gives them a place
  bufferize.functionBoundaryTypeConversion = bufferization::LayoutMapOption::IdentityLayoutMap;
  pm.addPass(bufferization::createOneShotBufferizePass(bufferize));
  // Results are the caller's buffers, temporaries lie on the stack or in one workspace.
  pm.addPass(createArrayPlanBuffersPass());
}

void covector::buildLlvmPipeline(OpPassManager &pm, const CompileOptions &options) {
  // Large matrix products are a library's.
  if (options.blasWork > 0)
    pm.addPass(createArrayLinalgToBlasPass(ArrayLinalgToBlasPassOptions{options.blasWork}));
  // So is what has a function in the runtime.
  pm.addPass(createArrayRuntimeCallsPass());
  // All else becomes loops over vectors; large ones are shared by the threads.
  ArrayLinalgToLoopsPassOptions loops;
  loops.vectorBytes = options.vectorBytes;
  loops.parallelWork = options.threads == 1 ? 0 : options.parallelWork;
  pm.addPass(createArrayLinalgToLoopsPass(loops));
  // Static shapes need no descriptors: a buffer is a pointer.
  pm.addPass(createArrayBuffersToPointersPass());
  // Special functions are the runtime's.
  pm.addPass(createArrayScalarCallsPass());
  // Polynomials and SLEEF's functions.
  pm.addPass(createArrayMathToCallsPass(ArrayMathToCallsPassOptions{options.vectorBytes}));
  // Branches for loops, then LLVM's operations for all that is left.
  pm.addPass(createSCFToControlFlowPass());
  pm.addPass(createConvertToLLVMPass());
  pm.addPass(createReconcileUnrealizedCastsPass());
  // The entry of the kernel ABI.
  pm.addPass(createArrayPackEntryPass());
}

void covector::registerCpuPipelines() {
  static PassPipelineRegistration<> linalg(
      "array-linalg-pipeline", "Lower arrays to linalg on tensors", buildLinalgPipeline);
  static PassPipelineRegistration<> buffer("array-buffer-pipeline",
                                           "Lower linalg on tensors to buffers in planned memory",
                                           buildBufferPipeline);
  static PassPipelineRegistration<> llvm(
      "array-llvm-pipeline", "Lower linalg on buffers to the LLVM dialect",
      [](OpPassManager &pm) { buildLlvmPipeline(pm, CompileOptions()); });
  static PassPipelineRegistration<> cpu("array-cpu-pipeline",
                                        "Lower a program of arrays to the LLVM dialect for the CPU",
                                        [](OpPassManager &pm) {
                                          buildTransformsPipeline(pm);
                                          buildLinalgPipeline(pm);
                                          buildBufferPipeline(pm);
                                          buildLlvmPipeline(pm, CompileOptions());
                                        });
}
