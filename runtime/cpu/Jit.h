//===- Jit.h - LLVM IR to callable code -------------------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_JIT_H
#define COVECTOR_RUNTIME_CPU_JIT_H

#include "runtime/KernelAbi.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <string>

namespace covector::runtime {

/// Thread CPU time of the last load in milliseconds, by step.
struct LoadTimes {
  double optimise = 0, codegen = 0, link = 0;
};

/// Optimises LLVM IR, generates code for this machine and links it into the
/// process. All members may be called from several threads at once.
class Jit {
public:
  static Jit &get();

  /// Code of `module`, whose function `entry` follows KernelAbi.h. Its text in
  /// assembler goes to `assembly`, the steps' times to `times`.
  llvm::Expected<KernelEntry> load(std::unique_ptr<llvm::Module> module,
                                   std::unique_ptr<llvm::LLVMContext> context,
                                   llvm::StringRef entry, std::string *assembly = nullptr,
                                   LoadTimes *times = nullptr);

  /// Frees the code of an entry; it must not be running.
  void unload(KernelEntry entry);

  /// The CPU that code is generated for, as LLVM names it.
  llvm::StringRef cpu() const;

private:
  Jit();
  struct Impl;
  std::unique_ptr<Impl> impl;
};

} // namespace covector::runtime

#endif // COVECTOR_RUNTIME_CPU_JIT_H
