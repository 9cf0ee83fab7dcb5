//===- LinalgToBlas.cpp - hands large contractions to the runtime ---===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "passes/lowering/Passes.h"

namespace covector {
#define GEN_PASS_DEF_ARRAYLINALGTOBLASPASS
#include "passes/lowering/Passes.h.inc"
} // namespace covector

using namespace mlir;

namespace {
struct ArrayLinalgToBlasPass : covector::impl::ArrayLinalgToBlasPassBase<ArrayLinalgToBlasPass> {
  using Base::Base;
  void runOnOperation() override {
  }
};
} // namespace
