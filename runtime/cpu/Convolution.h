//===- Convolution.h - sums of products under a moving window ---*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_CONVOLUTION_H
#define COVECTOR_RUNTIME_CPU_CONVOLUTION_H

#include "runtime/cpu/Symbols.h"
#include <algorithm>
#include <array>
#include <vector>

namespace covector::runtime {

/// The functions cv_convolution_{f16 f32 f64 bf16 c64 c128 i8 i16 i32 i64}: operand
/// and kernel -> result, as array.convolution defines it. Numbers: the number of
/// spatial axes, groups of features, groups of the batch, the result's batch and
/// features, the kernel's input features; then the distances between neighbours in
/// the operand (batch, features, spatial axes), the kernel (output and input
/// features, spatial axes) and the result (as the operand); then for each spatial
/// axis the sizes of operand, kernel and result, the stride, the padding in front,
/// the dilations of operand and kernel, and whether the kernel is turned around.
llvm::ArrayRef<Symbol> convolutionSymbols();

/// At most so many spatial axes; dialects/array/Convolution.cpp checks it.
constexpr int maxSpatialAxes = 12;

/// A spatial axis.
struct WindowAxis {
  int64_t in, window, out, stride, pad, inDilation, windowDilation, reversed;
  int64_t xStride, wStride, yStride; // between neighbours, in elements
};

/// Where a regularly spaced series of positions meets elements of the operand:
/// the numbers `first`, `first + step`, ... of the series, `count` of them, at the
/// elements `x`, `x + xStep`, ...
struct Run {
  int64_t first = 0, count = 0, step = 1, x = 0, xStep = 1;
};

/// The run of the `n` positions base, base + increment, ... along an axis.
Run runAlong(const WindowAxis &axis, int64_t n, int64_t base, int64_t increment);

/// A convolution with one more axis, that of groups: group g of the result sees
/// group g of the operand and of the kernel.
struct Convolution {
  explicit Convolution(const int64_t *numbers);

  int64_t groups, batch, outFeatures, inFeatures; // features of one group
  int64_t xGroup, xBatch, xFeature, wGroup, wOut, wIn, yGroup, yBatch, yFeature;
  int rank;                                    // at least 1
  std::array<WindowAxis, maxSpatialAxes> axes; // as they lie in the operand, the last innermost

  const WindowAxis &last() const { return axes[rank - 1]; }
  int64_t positions() const;  // of the result
  int64_t windowSize() const; // without features
  int64_t depth() const { return windowSize() * inFeatures; }
  bool isPointwise() const; // a position of the result sees the same one of the operand only
};

} // namespace covector::runtime

#endif // COVECTOR_RUNTIME_CPU_CONVOLUTION_H
