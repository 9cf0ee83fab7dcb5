//===- Array.h - arrays as Python sees them ---------------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_FRONTEND_BINDINGS_ARRAY_H
#define COVECTOR_FRONTEND_BINDINGS_ARRAY_H

#include "frontend/bindings/Dtype.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Value.h"
#include "runtime/Buffer.h"
#include <nanobind/nanobind.h>

namespace covector::python {

class Trace;

/// A value of a function being traced. Copies are counted, so that the trace
/// knows which of its values Python can still ask for.
class TracedValue {
public:
  TracedValue() = default;
  TracedValue(Trace *trace, mlir::Value value);
  TracedValue(const TracedValue &other);
  TracedValue(TracedValue &&other) noexcept
      : owner(std::exchange(other.owner, nullptr)), tracedValue(other.tracedValue) {}
  TracedValue &operator=(TracedValue other) noexcept {
    std::swap(owner, other.owner);
    std::swap(tracedValue, other.tracedValue);
    return *this;
  }
  ~TracedValue() { release(); }

  Trace *trace() const { return owner; }
  mlir::Value value() const { return tracedValue; }
  explicit operator bool() const { return owner; }

private:
  void release();
  Trace *owner = nullptr;
  mlir::Value tracedValue;
};

/// An array: either elements in a buffer, or a value of a function being traced.
struct Array {
  mlir::RankedTensorType type;
  Dtype dtype = Dtype::F32;
  bool weak = false;
  /// Whether a traced value depends on concrete values only.
  bool concretizable = false;
  runtime::Buffer buffer;
  TracedValue traced;

  bool isTracer() const { return bool(traced); }
  bool isDeleted() const { return type && !traced && !buffer; }
  llvm::ArrayRef<int64_t> shape() const { return type.getShape(); }
  int64_t size() const { return type.getNumElements(); }
  int64_t bytes() const { return size() * itemSize(dtype); }
};

/// The Python class of arrays under a transformation.
struct Tracer : Array {};

/// The tensor type of a shape and dtype.
mlir::RankedTensorType arrayType(llvm::ArrayRef<int64_t> shape, Dtype dtype);

/// An array of uninitialised elements.
Array allocate(llvm::ArrayRef<int64_t> shape, Dtype dtype, bool weak = false);

/// The array in a Python object, or null.
Array *arrayFrom(nanobind::handle object);

/// A new Python object for an array.
nanobind::object wrap(Array array);

/// A Python scalar, NumPy array or scalar, or an object with `__array__`,
/// as an array; 64-bit dtypes become 32-bit ones unless x64 is on or
/// `dtype` is given. Nothing for other objects.
std::optional<Array> convertToArray(nanobind::handle object);

/// As above for operands of a public function; raises TypeError otherwise.
Array requireArray(nanobind::handle object, const char *function);

/// Writes a Python number as one element of a dtype.
void storeScalar(nanobind::handle number, Dtype dtype, void *element);

/// "float32[2,3]".
std::string describe(const Array &array);
std::string describe(mlir::Type type);

/// "[2, 3]" style text of a shape as Python prints it: (2, 3).
std::string shapeText(llvm::ArrayRef<int64_t> shape);

nanobind::tuple shapeTuple(llvm::ArrayRef<int64_t> shape);

/// The elements of an array, with those of a tracer computed if it has a
/// concrete value; otherwise raises `error`.
Array concreteArray(const Array &array, const char *error, const char *what);

void bindArray(nanobind::module_ &m);

} // namespace covector::python

#endif // COVECTOR_FRONTEND_BINDINGS_ARRAY_H
