//===- ArrayOps.td - all operations of the array dialect -----------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_ARRAY_OPS
#define COVECTOR_ARRAY_OPS

include "dialects/array/Elementwise.td"
include "dialects/array/Shape.td"
include "dialects/array/Reduction.td"
include "dialects/array/Contraction.td"
include "dialects/array/Indexing.td"
include "dialects/array/Random.td"
include "dialects/array/Transform.td"

#endif // COVECTOR_ARRAY_OPS
