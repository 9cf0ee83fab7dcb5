//===- ArrayOps.td - all operations of the array dialect -----------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_ARRAY_OPS
#define COVECTOR_ARRAY_OPS

include "dialects/array/Calls.td"
include "dialects/array/Collective.td"
include "dialects/array/Contraction.td"
include "dialects/array/ControlFlow.td"
include "dialects/array/Convolution.td"
include "dialects/array/Cumulative.td"
include "dialects/array/Custom.td"
include "dialects/array/Elementwise.td"
include "dialects/array/Fourier.td"
include "dialects/array/Indexing.td"
include "dialects/array/LinearAlgebra.td"
include "dialects/array/Random.td"
include "dialects/array/Reduction.td"
include "dialects/array/Sampling.td"
include "dialects/array/Shape.td"
include "dialects/array/Sorting.td"
include "dialects/array/Special.td"
include "dialects/array/Transform.td"
include "dialects/array/Window.td"

#endif // COVECTOR_ARRAY_OPS
