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

#endif // COVECTOR_DIALECTS_ARRAY_CALLS_H
