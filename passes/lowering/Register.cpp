//===- Register.cpp - makes the passes of the lowering known by name ------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "passes/lowering/CpuPipeline.h"
#include "passes/lowering/Passes.h"

void covector::registerLoweringPasses() {
  registerCovectorLoweringPasses();
  registerCpuPipelines();
}
