//===- SplitReductions.h - nests of several reductions, one by one -*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_LOWERING_SPLITREDUCTIONS_H
#define COVECTOR_PASSES_LOWERING_SPLITREDUCTIONS_H

#include "mlir/IR/Operation.h"

namespace covector {

/// Makes several of each nest on buffers whose results keep different axes, where these can
/// be computed in vectors and the nest cannot.
void splitReductions(mlir::Operation *root, int64_t vectorBytes);

} // namespace covector

#endif // COVECTOR_PASSES_LOWERING_SPLITREDUCTIONS_H
