//===- Positions.h - where the greatest and least elements are --*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_POSITIONS_H
#define COVECTOR_RUNTIME_CPU_POSITIONS_H

#include "runtime/cpu/Symbols.h"

namespace covector::runtime {

/// `cv_argmax_<element>` and `cv_argmin_<element>`: functions of the kind
/// KernelFunction (KernelAbi.h) that find positions in lines of elements that lie
/// side by side. The numbers are how many lines there are, the elements of each,
/// and the bytes of a position.
llvm::ArrayRef<Symbol> positionSymbols();

} // namespace covector::runtime

#endif // COVECTOR_RUNTIME_CPU_POSITIONS_H
