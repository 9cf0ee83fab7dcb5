//===- Sorting.h - functions of the runtime that sort -----------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All are of the kind KernelFunction and work along one axis of arrays that are
// seen as `outer` x `length` x `inner`. An element type is a number: its kind
// (below) times 256, plus its bytes.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_SORTING_H
#define COVECTOR_RUNTIME_CPU_SORTING_H

#include "runtime/cpu/Symbols.h"

namespace covector::runtime {

/// Kinds of element types, as dialects/array/Sorting.cpp writes them. Booleans
/// are unsigned; Bfloat is the float of 16 bits with the exponent of 32.
enum class ElementKind : int64_t { Unsigned = 0, Signed = 1, Float = 2, Bfloat = 3, Complex = 4 };

/// The functions by name.
///
///  cv_sort          operands -> operands, in the order of the first `keys`
///                   numbers: operands, keys, outer, length, inner, types
///  cv_argsort       keys -> positions
///                   numbers: keys, outer, length, inner, bytes of a position, types
///  cv_top_k         x -> the greatest, their positions (32 bits)
///                   numbers: k, outer, length, inner, type
///  cv_search_sorted sorted, values -> positions
///                   numbers: batch, length of sorted, number of values, 1 for the
///                   right side, bytes of a position, type
llvm::ArrayRef<Symbol> sortingSymbols();

} // namespace covector::runtime

#endif // COVECTOR_RUNTIME_CPU_SORTING_H
