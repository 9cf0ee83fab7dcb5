//===- Cumulative.h - scans along an axis -----------------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_CUMULATIVE_H
#define COVECTOR_RUNTIME_CPU_CUMULATIVE_H

#include "runtime/cpu/Symbols.h"

namespace covector::runtime {

/// `cv_cum<kind>_<element>` and `cv_linear_recurrence_<element>`: functions of
/// the kind KernelFunction (KernelAbi.h). The numbers are the sizes before,
/// along and after the axis, and whether the scan runs backward.
llvm::ArrayRef<Symbol> cumulativeSymbols();

} // namespace covector::runtime

#endif // COVECTOR_RUNTIME_CPU_CUMULATIVE_H
