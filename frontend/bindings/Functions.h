//===- Functions.h - tracing and transforming functions ---------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_FRONTEND_BINDINGS_FUNCTIONS_H
#define COVECTOR_FRONTEND_BINDINGS_FUNCTIONS_H

#include "frontend/bindings/Trace.h"
#include <memory>

namespace covector::python {

/// Traces a Python function. `call` adds the arguments to the trace, calls the
/// function on their tracers and returns its result; `collect` turns that into
/// the arrays that the traced function returns.
std::shared_ptr<Traced>
traceFunction(TraceKind kind, llvm::StringRef name,
              llvm::function_ref<nanobind::object(Trace &)> call,
              llvm::function_ref<std::vector<Array>(nanobind::object)> collect);

/// The arrays of a sequence, such as what a traced function returned.
std::vector<Array> arraysOf(nanobind::handle sequence, const char *function);

/// A list of Python objects for the arrays.
nanobind::list wrapAll(std::vector<Array> arrays);

/// Whether each result of a traced function is weakly typed.
llvm::SmallVector<bool> weakOf(const Traced &traced);

/// Calls a traced function: `func.call` in a trace, or compiled at once. `captures` take
/// the place of its own ones if they are given.
std::vector<Array> callTraced(const Traced &traced, llvm::ArrayRef<Array> arguments,
                              const std::vector<Array> *captures = nullptr);

void bindFunctions(nanobind::module_ &m);

} // namespace covector::python

#endif // COVECTOR_FRONTEND_BINDINGS_FUNCTIONS_H
