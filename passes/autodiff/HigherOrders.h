//===- HigherOrders.h - derivatives of derivatives of derivatives -*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_AUTODIFF_HIGHERORDERS_H
#define COVECTOR_PASSES_AUTODIFF_HIGHERORDERS_H

#include "mlir/IR/BuiltinOps.h"

namespace covector {

/// Makes nested requests for derivatives along one number, from the second order on,
/// requests for Taylor mode: see Note [Orders along one number]. Whether there were any;
/// functions that are no longer used stay.
bool useTaylorModeForHighOrders(mlir::ModuleOp module);

} // namespace covector

#endif // COVECTOR_PASSES_AUTODIFF_HIGHERORDERS_H
