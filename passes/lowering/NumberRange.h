//===- NumberRange.h - what is known of integers while lowering -*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_LOWERING_NUMBERRANGE_H
#define COVECTOR_PASSES_LOWERING_NUMBERRANGE_H

#include "mlir/IR/Value.h"

namespace covector {

/// The least and the greatest number that a value may be.
struct NumberRange {
  int64_t least = INT64_MIN, greatest = INT64_MAX;

  bool isWithin(int64_t low, int64_t high) const { return low <= least && greatest <= high; }

  /// The range of a signed integer or index, as far as its operations tell: the position
  /// in a loop plus a constant is within the loop's bounds plus that.
  static NumberRange of(mlir::Value value);
};

} // namespace covector

#endif // COVECTOR_PASSES_LOWERING_NUMBERRANGE_H
