//===- Sorting.td - orders of elements ------------------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_ARRAY_SORTING
#define COVECTOR_ARRAY_SORTING

include "dialects/array/ArrayBase.td"

#endif // COVECTOR_ARRAY_SORTING
