//===- Convolution.td - sums of products under a moving window ------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_ARRAY_CONVOLUTION
#define COVECTOR_ARRAY_CONVOLUTION

include "dialects/array/ArrayBase.td"

#endif // COVECTOR_ARRAY_CONVOLUTION
