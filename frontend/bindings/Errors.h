//===- Errors.h - errors that name the user's line --------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_FRONTEND_BINDINGS_ERRORS_H
#define COVECTOR_FRONTEND_BINDINGS_ERRORS_H

#include "mlir/IR/Location.h"
#include "llvm/ADT/Twine.h"
#include <nanobind/nanobind.h>
#include <string>

namespace covector::python {

/// A line of the user's program.
struct SourceLine {
  std::string file;
  int line = 0;
  std::string function;
};

/// The innermost Python frame outside of this package.
SourceLine userLine();
/// The location of that frame, for the IR.
mlir::Location userLocation();

/// Throws the Python exception class `name` (a builtin's name, or one that was
/// given to `set_error_types`) with `message` and the user's line.
[[noreturn]] void raise(const char *name, const llvm::Twine &message);

/// Raises what the compiler said: a text that begins with the name of a class and
/// a colon as that class, any other one as a RuntimeError that names the `step`.
[[noreturn]] void raiseProblem(const llvm::Twine &step, llvm::StringRef text);

/// What else the user may write in the place of the statement that raises the
/// exception class `name`: a text to follow its message, perhaps empty.
std::string advice(const char *name);

void bindErrors(nanobind::module_ &m);

} // namespace covector::python

#endif // COVECTOR_FRONTEND_BINDINGS_ERRORS_H
