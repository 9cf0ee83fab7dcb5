//===- MathInline.h - common functions as polynomials -----------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_LOWERING_MATHINLINE_H
#define COVECTOR_PASSES_LOWERING_MATHINLINE_H

#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace covector {

/// The function that the operation `name` of the math dialect computes, written
/// as arithmetic on f32 scalars or vectors with fused multiply-add; null for
/// functions that are better called.
mlir::Value inlineFunction(mlir::ImplicitLocOpBuilder &b, llvm::StringRef name,
                           mlir::ValueRange operands);

} // namespace covector

#endif // COVECTOR_PASSES_LOWERING_MATHINLINE_H
