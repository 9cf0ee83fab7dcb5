//===- Session.h - the one MLIR context of the process ----------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One long-lived context holds all IR of the process; it is used only while the
// GIL is held. Types and attributes are uniqued in it, so their pointers serve
// as keys of the caches.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_FRONTEND_BINDINGS_SESSION_H
#define COVECTOR_FRONTEND_BINDINGS_SESSION_H

#include "frontend/bindings/Dtype.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/MLIRContext.h"
#include <memory>
#include <string>

namespace covector::python {

/// The process-wide state of the compiler.
class Session {
public:
  static Session &get();

  mlir::MLIRContext &context() { return *mlirContext; }
  /// The MLIR element type of a dtype.
  mlir::Type elementType(Dtype dtype) const { return elementTypes[unsigned(dtype)]; }
  /// Whether 64-bit dtypes are kept; otherwise they become 32-bit ones.
  bool x64 = false;
  /// Whether jitted functions run as Python, with concrete values.
  bool disableJit = false;
  /// Whether tracers that outlive their function are an error.
  bool checkLeaks = false;
  /// What broadcasting to another rank does: nothing, warn (1) or raise (2).
  int rankPromotion = 0;
  /// What results must not hold: 1 NaNs, 2 infinities, 3 both.
  int64_t checkNumbers = 0;
  /// Raises the error where one does (see Numbers.cpp), and is called with names and
  /// seconds of compilations; null if nobody asked. Borrowed for ever.
  PyObject *numberReport = nullptr, *compileLog = nullptr;
  /// Whether only Python scalars are promoted implicitly.
  bool strictPromotion = false;

private:
  Session();
  std::unique_ptr<mlir::MLIRContext> mlirContext;
  mlir::Type elementTypes[numDtypes];
};

inline mlir::MLIRContext *context() { return &Session::get().context(); }

/// Collects the text of the errors that MLIR reports while it lives.
class DiagnosticCollector {
public:
  DiagnosticCollector();
  const std::string &text() const { return message; }

private:
  std::string message;
  mlir::ScopedDiagnosticHandler handler;
};

void bindSwitches(nanobind::module_ &m);

} // namespace covector::python

#endif // COVECTOR_FRONTEND_BINDINGS_SESSION_H
