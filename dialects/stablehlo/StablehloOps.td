//===- StablehloOps.td - all operations of StableHLO that are emitted -----===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_STABLEHLO_OPS
#define COVECTOR_STABLEHLO_OPS

include "dialects/stablehlo/Collective.td"
include "dialects/stablehlo/Contraction.td"
include "dialects/stablehlo/Control.td"
include "dialects/stablehlo/Elementwise.td"
include "dialects/stablehlo/Indexing.td"
include "dialects/stablehlo/Reduction.td"
include "dialects/stablehlo/Shape.td"

#endif // COVECTOR_STABLEHLO_OPS
