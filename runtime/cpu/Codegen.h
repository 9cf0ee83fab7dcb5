//===- Codegen.h - the optimiser and code generator for this machine ------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_CODEGEN_H
#define COVECTOR_RUNTIME_CPU_CODEGEN_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/IR/Module.h"
#include <memory>
#include <string>

namespace covector::runtime {

/// A target machine for the host with its pass managers. Used by one thread at
/// a time, for any number of modules.
class Codegen {
public:
  /// Null, and `error` says why, if LLVM knows no target for this machine.
  static std::unique_ptr<Codegen> create(std::string &error);
  ~Codegen();

  /// The CPU that code is generated for, as LLVM names it.
  static llvm::StringRef hostCpu();

  /// To be called first, for each module.
  void optimise(llvm::Module &module);
  /// Writes an object file; false if the target cannot. Consumes the module's
  /// meaning: it is only fit for destruction afterwards.
  bool emit(llvm::Module &module, llvm::SmallVectorImpl<char> &object);
  /// The module in assembler; leaves the module as it is.
  std::string assembly(const llvm::Module &module);

private:
  Codegen();
  struct Impl;
  std::unique_ptr<Impl> impl;
};

} // namespace covector::runtime

#endif // COVECTOR_RUNTIME_CPU_CODEGEN_H
