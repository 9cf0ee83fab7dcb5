//===- Marks.h - locations of derivative code -------------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Note [Marks]
// Code that a derivative adds is at the user's line, like the operation that it is the
// derivative of. So that one can tell them apart, its location has a name around it:
// `loc("derivative of sqrt"("model.py":12:0))`. The walks (Modes.h, Jet.cpp) mark what their
// builders insert; the linear code that is transposed is marked already, and rules
// of transposition pass its locations on. A derivative of a derivative keeps its mark.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_AUTODIFF_MARKS_H
#define COVECTOR_PASSES_AUTODIFF_MARKS_H

#include "mlir/IR/Operation.h"
#include <optional>

namespace covector {

/// Marks `made` as code of a derivative: of `of`, which may be null.
void markDerivative(mlir::Operation *made, mlir::Operation *of);

/// The operation that a marked location is of the derivative of, empty if it is not known
/// of which; nothing for other locations.
std::optional<llvm::StringRef> derivativeMark(mlir::Location location);

} // namespace covector

#endif // COVECTOR_PASSES_AUTODIFF_MARKS_H
