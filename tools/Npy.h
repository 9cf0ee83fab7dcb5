//===- Npy.h - arrays in NumPy's files --------------------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The format is that of numpy.lib.format, versions 1 to 3: a magic text, the
// length of a header, the header, which is a Python dictionary with the type of
// the elements, their order and the shape, and the elements. bfloat16 and the
// narrow floats, which NumPy has no name for, are bytes without a meaning ("V2").
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_TOOLS_NPY_H
#define COVECTOR_TOOLS_NPY_H

#include "mlir/IR/BuiltinTypes.h"
#include "runtime/Buffer.h"
#include "llvm/Support/Error.h"

namespace covector {

/// The bytes of an element in memory.
int64_t bytesOf(mlir::Type element);

/// The elements of the array in `path`, in row-major order; it must have the
/// shape and the elements of `type`.
llvm::Expected<runtime::Buffer> readNpy(llvm::StringRef path, mlir::RankedTensorType type);

/// Writes an array of type `type` to `path`.
llvm::Error writeNpy(llvm::StringRef path, mlir::RankedTensorType type, const void *data);

} // namespace covector

#endif // COVECTOR_TOOLS_NPY_H
