//===- Pipelines.cpp - named lists of passes ------------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "passes/Pipelines.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"
#include "passes/Passes.h"
#include "passes/Register.h"

using namespace mlir;

void covector::buildTransformsPipeline(OpPassManager &passes) {
  // Derivatives and batching, as requested in the program, all in @main.
  passes.addPass(createArrayExpandTransformsPass());
  // What the rules left to fold, to merge and to drop.
  passes.addNestedPass<func::FuncOp>(createArraySimplifyPass());
  // Sums over iterations, as gradients of loops carry them.
  passes.addNestedPass<func::FuncOp>(createArrayDeferSumsPass());
  // Sums of pads, as gradients of slices leave them.
  passes.addNestedPass<func::FuncOp>(createArrayMergePadsPass());
}

void covector::buildStablehloPipeline(OpPassManager &passes) {
  buildTransformsPipeline(passes);
  passes.addPass(createArrayToStablehloPass());
  // Equal constants of the parts that an operation is written with.
  passes.addPass(createCSEPass());
}

void covector::registerPipelines() {
  static PassPipelineRegistration<> transforms(
      "array-transforms-pipeline",
      "Expand requested derivatives and batching, then simplify (array to array)",
      buildTransformsPipeline);
  static PassPipelineRegistration<> stablehlo(
      "array-stablehlo-pipeline", "Lower a program of arrays to StableHLO", buildStablehloPipeline);
}
