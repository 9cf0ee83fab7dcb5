//===- Numbers.h - errors that say where a NaN was made ---------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_FRONTEND_BINDINGS_NUMBERS_H
#define COVECTOR_FRONTEND_BINDINGS_NUMBERS_H

#include "frontend/bindings/Array.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include <string>

namespace covector::python {

/// After an alarm in what is called `name`: raises FloatingPointError if `results` hold what
/// results must not. To say where it comes from, `program`, which has made them of
/// `inputs`, is run once more. `nameOfInput` says what the user calls an input.
void reportNumbers(llvm::StringRef name, llvm::ArrayRef<Array> results,
                   llvm::ArrayRef<const Array *> inputs, mlir::OwningOpRef<mlir::ModuleOp> program,
                   llvm::function_ref<std::string(int64_t)> nameOfInput);

} // namespace covector::python

#endif // COVECTOR_FRONTEND_BINDINGS_NUMBERS_H
