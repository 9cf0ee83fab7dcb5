//===- WindowAxes.h - where a moving window is ------------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_WINDOWAXES_H
#define COVECTOR_RUNTIME_CPU_WINDOWAXES_H

#include "runtime/cpu/Elements.h"

namespace covector::runtime {

/// A window along one axis; the numbers are in the order of Window.h.
struct Axis {
  int64_t size, positions, window, stride, low, base, dilation;

  /// Whether nothing happens along this axis.
  bool isPlain() const {
    return window == 1 && stride == 1 && low == 0 && base == 1 && positions == size;
  }
  /// The element at a place of the window, -1 for a hole.
  COVECTOR_INLINE int64_t element(int64_t position, int64_t place) const {
    int64_t at = position * stride + place * dilation - low;
    if (base == 1)
      return at < 0 || at >= size ? -1 : at;
    return at < 0 || at % base != 0 || at / base >= size ? -1 : at / base;
  }
};

constexpr int mostAxes = 64;

/// The axes with windows, and how many elements lie side by side within each.
struct Windows {
  void *const *buffers;
  bool greatest;
  int count = 0; // of axes with windows
  Axis axes[mostAxes];
  int64_t inner[mostAxes];   // elements of the operand after the axis, all axes
  int64_t between[mostAxes]; // and after it, before the next with a window
  int64_t before = 1;        // elements before the first
  int64_t elements = 1, results = 1;

  Windows(void *const *buffers, const int64_t *numbers)
      : buffers(buffers), greatest(numbers[0] != 0) {
    int64_t rank = numbers[1];
    const Axis *all = reinterpret_cast<const Axis *>(numbers + 2);
    for (int64_t i = 0; i < rank; ++i) {
      elements *= all[i].size;
      results *= all[i].positions;
      bool isLast = i + 1 == rank && count == 0; // there is one at least
      if (all[i].isPlain() && !isLast) {
        (count ? between[count - 1] : before) *= all[i].size;
        continue;
      }
      axes[count] = all[i];
      between[count++] = 1;
    }
    if (rank == 0) {
      axes[count] = {1, 1, 1, 1, 0, 1, 1};
      between[count++] = 1;
    }
    for (int i = count - 1; i >= 0; --i)
      inner[i] = between[i] * (i + 1 < count ? axes[i + 1].size * inner[i + 1] : 1);
  }

  /// Whether the elements along an axis lie side by side and it is the last one.
  bool isLine(int i) const { return i + 1 == count && inner[i] == 1; }
};

constexpr int64_t grainElements = 1 << 15; // that are worth another thread

} // namespace covector::runtime

#endif // COVECTOR_RUNTIME_CPU_WINDOWAXES_H
