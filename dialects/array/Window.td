//===- Window.td - reductions under a moving window -----------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_ARRAY_WINDOW
#define COVECTOR_ARRAY_WINDOW

include "dialects/array/ArrayBase.td"

#endif // COVECTOR_ARRAY_WINDOW
