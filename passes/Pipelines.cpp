//===- Pipelines.cpp - named lists of passes ------------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "passes/Passes.h"
#include "passes/Register.h"

using namespace mlir;

/// From a traced program to one without calls and requests, ready to lower.
static void buildTransformsPipeline(OpPassManager &passes) {
  // Derivatives and batching, as requested in the program, all in @main.
  passes.addPass(covector::createArrayExpandTransformsPass());
  // What the rules left to fold, to merge and to drop.
  passes.addNestedPass<func::FuncOp>(covector::createArraySimplifyPass());
  // Sums over iterations, as gradients of loops carry them.
  passes.addNestedPass<func::FuncOp>(covector::createArrayDeferSumsPass());
  // Sums of pads, as gradients of slices leave them.
  passes.addNestedPass<func::FuncOp>(covector::createArrayMergePadsPass());
}

void covector::registerPipelines() {
  static PassPipelineRegistration<> transforms(
      "array-transforms-pipeline",
      "Expand requested derivatives and batching, then simplify (array to array)",
      buildTransformsPipeline);
}
