//===- Callbacks.h - Python and C functions called by programs --*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Note [Lives of callbacks]
//
// In the IR a Python function is a number. Its record lives as long as something
// that holds IR or code with that number: traces, traced functions and executables
// look the numbers in their modules up and hold the records. Equal functions for
// arrays of the same dtypes share a record, so that a function that is traced again
// has the same program.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_FRONTEND_BINDINGS_CALLBACKS_H
#define COVECTOR_FRONTEND_BINDINGS_CALLBACKS_H

#include "mlir/IR/BuiltinOps.h"
#include <memory>
#include <nanobind/nanobind.h>
#include <vector>

namespace covector::python {

/// A Python function that programs call.
struct Callback;
using Callbacks = std::vector<std::shared_ptr<const Callback>>;

/// The record of an object that operations know by its number; equal ones share one.
std::shared_ptr<const Callback> hold(nanobind::object object);
int64_t numberOf(const Callback &callback);
nanobind::object objectOf(const Callback &callback);
/// The record with this number; null if nothing holds it.
std::shared_ptr<const Callback> recordWith(int64_t number);

/// Adds the Python functions and derivative rules that the operations of `module` name.
void collectCallbacks(mlir::ModuleOp module, Callbacks &callbacks);

/// Takes calls with effects out of a program that looks at values ahead of the one
/// that makes those calls; raises ConcretizationTypeError where a value needs one.
void dropEffects(mlir::ModuleOp program);

/// Raises the exception of a Python function that the program called which has
/// just run in this thread, if there was one.
void raisePending();

void bindCallbacks(nanobind::module_ &m);

} // namespace covector::python

#endif // COVECTOR_FRONTEND_BINDINGS_CALLBACKS_H
