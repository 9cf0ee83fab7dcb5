//===- Window.h - reductions under a moving window --------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_WINDOW_H
#define COVECTOR_RUNTIME_CPU_WINDOW_H

#include "runtime/cpu/Symbols.h"

namespace covector::runtime {

/// `cv_reduce_window_<kind>_<element>`, `cv_select_and_gather_add_<element>` and
/// `cv_select_and_scatter_add_<element>`: functions of the kind KernelFunction
/// (KernelAbi.h). The numbers are whether the greatest is selected, the rank, and
/// for each axis the size of the operand, the number of positions of the window,
/// window, stride, low padding, base dilation and window dilation.
llvm::ArrayRef<Symbol> windowSymbols();
llvm::ArrayRef<Symbol> windowSelectionSymbols();

} // namespace covector::runtime

#endif // COVECTOR_RUNTIME_CPU_WINDOW_H
