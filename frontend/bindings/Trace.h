//===- Trace.h - functions under construction -------------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Note [Traces]
//
// Every transformation of a Python function runs it once on tracers and so
// builds a `func.func` of array operations; derivatives and batching are then
// requested in the IR of the surrounding trace, and made by passes. Traces nest:
// an operation goes to the innermost trace among those of its operands, and at
// least to the innermost `jit` that is being traced. Values of outer traces and
// arrays that a function closes over become further arguments (captures).
//
// Under `jit` tracers have no value. In the trace of an un-jitted `grad` (and
// for unmapped values under `vmap`) they do: when Python asks for one, the part
// of the function that it depends on is compiled and run, together with all
// other values that Python still holds, and the results are remembered.
//
// The body of a loop or branch is traced like a function under `jit`. But where
// no `jit` surrounds it, the arrays that it closes over, however small, are
// captures and no constants: the loop is code that is run with other values next.
//
// Note [Free axes]
//
// The trace of a `vmap` may give its axis a name. An operation across the lanes
// of that axis goes at least to this trace, also if it has no operands. Functions
// within that refer to the axis say so (`freeAxes`), and calls of them go at least
// to that trace too. Such values are never known before the whole is compiled.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_FRONTEND_BINDINGS_TRACE_H
#define COVECTOR_FRONTEND_BINDINGS_TRACE_H

#include "frontend/bindings/Array.h"
#include "frontend/bindings/Callbacks.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include <string>
#include <vector>

namespace covector::python {

enum class TraceKind { Jit, Grad, Vmap, Region };

/// A function being built by running Python code on tracers.
class Trace {
public:
  Trace(TraceKind kind, llvm::StringRef name);
  Trace(const Trace &) = delete;

  /// The innermost trace of this thread, or null.
  static Trace *current();
  /// The innermost trace of this thread that takes all operations.
  static Trace *staging();
  /// Makes `trace` the innermost one (null: none, everything runs at once) and
  /// returns what was.
  static Trace *exchangeCurrent(Trace *trace);

  /// The innermost trace of this thread that maps an axis `name`, or null.
  static Trace *mapping(llvm::StringRef name);

  /// Adds an argument; `concrete` is its value where it has one.
  Array addArgument(mlir::RankedTensorType type, Dtype dtype, bool weak,
                    std::optional<Array> concrete);
  /// The array as a value of this function: its own, or a captured one.
  mlir::Value lift(const Array &array);
  /// A number as a constant filling `type` (in a staging trace), or as a captured
  /// rank-0 array broadcast to it, so that code does not depend on it.
  mlir::Value liftScalar(nanobind::handle number, mlir::RankedTensorType type, Dtype dtype);
  /// A tracer for a value of this function.
  Array tracer(mlir::Value value, bool weak, bool concretizable);
  /// The elements of a value; see Note [Traces].
  Array evaluate(mlir::Value value);

  /// Ends the function.
  void finish(llvm::ArrayRef<mlir::Value> results);
  void close() { open = false; }

  /// Takes the functions of `program` into this module under fresh names;
  /// returns the new symbol of `entry`.
  mlir::FlatSymbolRefAttr import(mlir::ModuleOp program, mlir::func::FuncOp entry);

  /// Whether it takes all operations, and its tracers have no value: that of a
  /// `jit`, or of the body of a loop or branch.
  bool isStaging() const { return kind == TraceKind::Jit || kind == TraceKind::Region; }
  /// Whether only the scope that traces holds it.
  bool isUnused() const { return references == 1; }
  void retain() { ++references; }
  void release() {
    if (--references == 0)
      delete this;
  }
  void valueRetained(mlir::Value value);
  void valueReleased(mlir::Value value);

  const TraceKind kind;
  /// Whether small arrays become constants of the code.
  const bool inlinesConstants;
  /// The name of the Python function.
  const std::string name;
  /// The depth in the stack of traces, from 1.
  int level = 0;
  Trace *parent = nullptr;
  bool open = true;
  mlir::OwningOpRef<mlir::ModuleOp> module;
  mlir::func::FuncOp function;
  mlir::OpBuilder builder;
  /// Values that captures stand for; the last arguments of the function.
  std::vector<Array> captures;
  unsigned ownArguments = 0;
  /// The name of the axis that this trace maps, or null, and its size.
  mlir::StringAttr axisName;
  int64_t axisSize = 0;
  /// The axes that outer traces map and this function refers to.
  llvm::SmallSetVector<mlir::StringAttr, 2> freeAxes;
  /// The Python functions that it calls. See Note [Lives of callbacks].
  Callbacks callbacks;

private:
  ~Trace() = default;
  mlir::Value addCapture(const Array &array);

  unsigned references = 0;
  unsigned importedFunctions = 0;
  std::vector<std::optional<Array>> argumentValues;
  llvm::DenseMap<mlir::Value, Array> known;
  llvm::DenseMap<mlir::Value, int> live;
  llvm::DenseMap<std::pair<const void *, const void *>, mlir::Value> captureOf;
  llvm::DenseMap<std::pair<uint64_t, unsigned>, mlir::Value> scalarCaptureOf;
};

/// Owns a reference to a trace, and makes it this thread's current one.
class TraceScope {
public:
  explicit TraceScope(Trace *trace);
  ~TraceScope();

private:
  Trace *trace;
  Trace *previous;
};

/// A finished function: what tracing gives, and transformations take.
class Traced {
public:
  Traced(Trace *trace, std::vector<Array> results);
  ~Traced();
  Traced(const Traced &) = delete;

  /// Type, dtype and weakness of each result.
  std::vector<Array> resultTypes;
  mlir::OwningOpRef<mlir::ModuleOp> module;
  mlir::func::FuncOp function;
  std::vector<Array> captures;
  /// The axes that it refers to and does not map. See Note [Free axes].
  llvm::SmallVector<mlir::StringAttr> freeAxes;

private:
  Callbacks callbacks;
};

/// Two arrays with one identity have the same elements.
std::pair<const void *, const void *> identityOf(const Array &array);

/// The elements of a concrete array as an attribute.
mlir::DenseElementsAttr elementsOf(const Array &array);

/// The trace that an operation on these arrays, across lanes of these axes, goes
/// to; null to run it now.
Trace *targetTrace(llvm::ArrayRef<const Array *> operands,
                   llvm::ArrayRef<mlir::StringAttr> axes = {});

/// The trace that maps the axis `name`; raises NameError if there is none.
Trace *requireMapping(llvm::StringRef name);

/// Raises UnexpectedTracerError if the array's trace is not running.
void checkNotLeaked(const Array &array);

/// Builds operations on values of a function.
using Build =
    llvm::function_ref<llvm::SmallVector<mlir::Value>(Trace &, llvm::ArrayRef<mlir::Value>)>;

/// Applies `build` to the arrays: in the trace they belong to, or at once.
/// `weak` says which results are weakly typed (missing entries: none).
/// `key`, if not empty, identifies what `build` does, for the cache of kernels.
/// `axes` are named axes that `build` refers to. See Note [Free axes].
std::vector<Array> apply(llvm::ArrayRef<Array> operands, Build build, llvm::ArrayRef<bool> weak,
                         llvm::ArrayRef<uintptr_t> key = {},
                         llvm::ArrayRef<mlir::StringAttr> axes = {});

void bindTrace(nanobind::module_ &m);

} // namespace covector::python

#endif // COVECTOR_FRONTEND_BINDINGS_TRACE_H
