//===- Cumulative.td - every element from those before it -----------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_ARRAY_CUMULATIVE
#define COVECTOR_ARRAY_CUMULATIVE

include "dialects/array/ArrayBase.td"

#endif // COVECTOR_ARRAY_CUMULATIVE
