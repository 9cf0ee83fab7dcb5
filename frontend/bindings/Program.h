//===- Program.h - compiled programs and their cache ------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_FRONTEND_BINDINGS_PROGRAM_H
#define COVECTOR_FRONTEND_BINDINGS_PROGRAM_H

#include "frontend/bindings/Array.h"
#include "frontend/bindings/Callbacks.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "runtime/KernelAbi.h"
#include <vector>

namespace covector::python {

/// A program as native code, which is freed with it.
struct Executable {
  Executable() = default;
  Executable(const Executable &) = delete;
  ~Executable();

  void (*entry)(void **) = nullptr;
  KernelInfo info;
  std::vector<mlir::RankedTensorType> outputTypes;
  std::vector<Dtype> outputDtypes;
  /// The Python functions that it calls. See Note [Lives of callbacks].
  Callbacks callbacks;

  /// Runs the program. Inputs are concrete arrays; the buffers of those that
  /// are donated and used are taken. The GIL is released while it runs if
  /// `releaseGil`. Sets `alarm`, if it is given, where the program has found what it was
  /// compiled to look for.
  std::vector<Array> run(llvm::ArrayRef<const Array *> inputs, bool releaseGil,
                         bool *alarm = nullptr) const;
};

/// The executable of a module whose entry is `@main`, from the cache or
/// compiled. It raises an alarm for what `checkNumbers` says (Session.h). The module is
/// consumed. Executables live as long as the process, but
/// those that call Python functions only while they are used.
std::shared_ptr<const Executable> executableOf(mlir::OwningOpRef<mlir::ModuleOp> module,
                                               int64_t checkNumbers);

/// A hash of what the module computes, from `@main` or from `entry`: independent of
/// names and locations.
std::array<uint64_t, 2> contentHash(mlir::ModuleOp module);
std::array<uint64_t, 2> contentHash(mlir::ModuleOp module, mlir::func::FuncOp entry);

/// The text of a module after a stage: "array", "transformed", "linalg",
/// "llvm" or "asm".
std::string stageText(mlir::ModuleOp module, llvm::StringRef stage);

/// Seconds and counts since the start of the process.
struct Statistics {
  double traceSeconds = 0, compileSeconds = 0;
  int64_t traces = 0, compilations = 0, runs = 0, sparsityAnalyses = 0;
};
Statistics &statistics();

void bindProgram(nanobind::module_ &m);

} // namespace covector::python

#endif // COVECTOR_FRONTEND_BINDINGS_PROGRAM_H
