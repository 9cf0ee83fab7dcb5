//===- Compile.h - from a module of arrays to LLVM IR -----------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_LOWERING_COMPILE_H
#define COVECTOR_PASSES_LOWERING_COMPILE_H

#include "mlir/IR/BuiltinOps.h"
#include "runtime/KernelAbi.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include <memory>
#include <string>

namespace covector {

struct CompileOptions {
  /// Bytes of a vector; 0: as the machine has, 1: scalar code.
  int64_t vectorBytes = 0;
  /// Least number of multiplications of a contraction that is handed to the
  /// runtime's matrix product; 0: none is.
  int64_t blasWork = 32768;
  /// Threads that a large loop may use; 1 compiles sequential code.
  int threads = 0; // 0: as many as the machine has
  /// Least work, in elementary operations, of a loop that threads share.
  int64_t parallelWork = 1048576;
  /// What the program raises an alarm for when a result holds it: 1 NaNs, 2 infinities, 3
  /// both. See Note [Alarms].
  int64_t checkNumbers = 0;
};

/// Texts of the stages of one compilation, written where `keep` is set.
struct Stages {
  std::string transformed, linalg, llvm, assembly;
  bool keep = false;
};

/// A program in LLVM IR, not optimised yet: runtime::Jit::load does that.
struct CompiledModule {
  std::unique_ptr<llvm::LLVMContext> context; // outlives `module`
  std::unique_ptr<llvm::Module> module;
  std::string entry;
  KernelInfo info;
};

/// Lowers `module`, whose one public function is `@main`, to LLVM IR for the
/// CPU. The module is consumed: what is left in it has no meaning. Errors are
/// diagnostics at the operation concerned. Not to be called at the same time
/// from two threads for modules of one context.
mlir::FailureOr<CompiledModule>
compileForCpu(mlir::ModuleOp module, const CompileOptions &options = {}, Stages *stages = nullptr);

} // namespace covector

#endif // COVECTOR_PASSES_LOWERING_COMPILE_H
