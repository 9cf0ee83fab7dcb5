//===- Cumulative.h - every element from those before it --------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_DIALECTS_ARRAY_CUMULATIVE_H
#define COVECTOR_DIALECTS_ARRAY_CUMULATIVE_H

#include "dialects/array/Array.h"

namespace covector::array {

/// The end of the names of runtime functions for an element type: i8, ui8 (also
/// for booleans), bf16, c64, and so on.
std::string elementName(mlir::Type element);

} // namespace covector::array

#define GET_OP_CLASSES
#include "dialects/array/Cumulative.h.inc"

#endif // COVECTOR_DIALECTS_ARRAY_CUMULATIVE_H
