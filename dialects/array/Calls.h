//===- Calls.h - calls of functions outside of the program ------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_DIALECTS_ARRAY_CALLS_H
#define COVECTOR_DIALECTS_ARRAY_CALLS_H

#include "dialects/array/Array.h"
#include "mlir/Interfaces/DestinationStyleOpInterface.h"

#define GET_OP_CLASSES
#include "dialects/array/Calls.h.inc"

namespace covector::array {

/// The format of floating-point and complex elements, as checks of numbers tell it to
/// the runtime: a number of llvm::APFloatBase::Semantics.
int64_t numberFormat(mlir::Type element);

/// How many numbers of that format an array of this type has.
int64_t countNumbers(mlir::RankedTensorType type);

} // namespace covector::array

#endif // COVECTOR_DIALECTS_ARRAY_CALLS_H
