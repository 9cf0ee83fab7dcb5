//===- Dtype.h - element types of arrays and their promotion ----*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_FRONTEND_BINDINGS_DTYPE_H
#define COVECTOR_FRONTEND_BINDINGS_DTYPE_H

#include "mlir/IR/Types.h"
#include "llvm/ADT/APFloat.h"
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
  C128,
  // Narrow ones, a byte each.
  U2,
  U4,
  I2,
  I4,
  F4E2M1FN,
  F6E2M3FN,
  F6E3M2FN,
  F8E3M4,
  F8E4M3,
  F8E4M3B11FNUZ,
  F8E4M3FN,
  F8E4M3FNUZ,
  F8E5M2,
  F8E5M2FNUZ,
  F8E8M0FNU
};
constexpr unsigned numDtypes = 30;

enum class Kind : uint8_t { Bool, Unsigned, Signed, Float, Complex };

/// A dtype, and whether it gives way to others in promotion as a Python
/// scalar's does.
struct WeakDtype {
  Dtype dtype;
  bool weak = false;
};

Kind kindOf(Dtype dtype);
int64_t itemSize(Dtype dtype);
/// Bits of an element that count: less than 8 for some that are stored in a byte.
unsigned bitWidth(Dtype dtype);
/// Whether the package ml_dtypes, and not NumPy, defines the dtype.
inline bool isExtended(Dtype dtype) { return dtype == Dtype::BF16 || dtype > Dtype::C128; }
inline bool isNarrow(Dtype dtype) { return dtype > Dtype::C128; }
/// The floating-point format of a float dtype.
const llvm::fltSemantics &formatOf(Dtype dtype);
llvm::StringRef nameOf(Dtype dtype);
inline bool isInteger(Dtype dtype) {
  return kindOf(dtype) == Kind::Unsigned || kindOf(dtype) == Kind::Signed;
}
inline bool isInexact(Dtype dtype) { return kindOf(dtype) >= Kind::Float; }

mlir::Type mlirElementType(Dtype dtype, mlir::MLIRContext *context);
std::optional<Dtype> dtypeOf(mlir::Type element);

/// With x64 off, the 32-bit dtype of a 64-bit one; else the dtype itself.
Dtype canonical(Dtype dtype);
/// The float that an integer or boolean array is computed in: of 64 bits for
/// integers of 64 bits, else of 32.
Dtype inexactOf(Dtype dtype);

/// The least upper bound of the dtypes in the promotion lattice
/// (bool -> int* -> uint8, int8 -> ... -> float* -> bfloat16, float16 -> ... ->
/// complex128, the starred ones being those of Python scalars). Source: the
/// documented lattice of JAX's type promotion semantics. Raises TypePromotionError
/// where there is none: narrow dtypes promote with Python scalars only, and with
/// strict promotion all dtypes do.
WeakDtype promote(llvm::ArrayRef<WeakDtype> dtypes);

/// The np.dtype object of a dtype.
nanobind::handle numpyDtype(Dtype dtype);
/// The dtype of an np.dtype, scalar type, string, or Python scalar type;
/// nothing for those that arrays do not have.
std::optional<Dtype> dtypeFromPython(nanobind::handle object);

} // namespace covector::python

#endif // COVECTOR_FRONTEND_BINDINGS_DTYPE_H
