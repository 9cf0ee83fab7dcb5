//===- Dtype.h - element types of arrays and their promotion ----*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_FRONTEND_BINDINGS_DTYPE_H
#define COVECTOR_FRONTEND_BINDINGS_DTYPE_H

#include "mlir/IR/Types.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <nanobind/nanobind.h>
#include <optional>

namespace covector::python {

enum class Dtype : uint8_t {
  Bool,
  U8,
  U16,
  U32,
  U64,
  I8,
  I16,
  I32,
  I64,
  BF16,
  F16,
  F32,
  F64,
  C64,
  C128
};
constexpr unsigned numDtypes = 15;

enum class Kind : uint8_t { Bool, Unsigned, Signed, Float, Complex };

/// A dtype, and whether it gives way to others in promotion as a Python
/// scalar's does.
struct WeakDtype {
  Dtype dtype;
  bool weak = false;
};

Kind kindOf(Dtype dtype);
int64_t itemSize(Dtype dtype);
llvm::StringRef nameOf(Dtype dtype);
inline bool isInteger(Dtype dtype) {
  return kindOf(dtype) == Kind::Unsigned || kindOf(dtype) == Kind::Signed;
}
inline bool isInexact(Dtype dtype) { return kindOf(dtype) >= Kind::Float; }

mlir::Type mlirElementType(Dtype dtype, mlir::MLIRContext *context);
std::optional<Dtype> dtypeOf(mlir::Type element);

/// With x64 off, the 32-bit dtype of a 64-bit one; else the dtype itself.
Dtype canonical(Dtype dtype);
/// The float that an integer or boolean array is computed in.
Dtype inexactOf(Dtype dtype);

/// The least upper bound of the dtypes in the promotion lattice
/// (bool -> int* -> uint8, int8 -> ... -> float* -> bfloat16, float16 -> ... ->
/// complex128, the starred ones being those of Python scalars). Source: the
/// documented lattice of JAX's type promotion semantics.
WeakDtype promote(llvm::ArrayRef<WeakDtype> dtypes);

/// The np.dtype object of a dtype.
nanobind::handle numpyDtype(Dtype dtype);
/// The dtype of an np.dtype, scalar type, string, or Python scalar type;
/// nothing for those that arrays do not have.
std::optional<Dtype> dtypeFromPython(nanobind::handle object);

} // namespace covector::python

#endif // COVECTOR_FRONTEND_BINDINGS_DTYPE_H
