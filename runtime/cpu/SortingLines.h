//===- SortingLines.h - work on every line along an axis --------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_SORTINGLINES_H
#define COVECTOR_RUNTIME_CPU_SORTINGLINES_H

#include "runtime/cpu/SortingKeys.h"
#include <functional>
#include <memory>
#include <vector>

/// A function that is compiled for the vectors of several machines.
#if defined(__x86_64__)
#define COVECTOR_CLONES                                                                            \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define COVECTOR_CLONES
#endif

namespace covector::runtime::sorting {

/// See sortingSymbols.
void cv_top_k(void *const *buffers, const int64_t *numbers);
void cv_search_sorted(void *const *buffers, const int64_t *numbers);

/// Sorts one contiguous line of a real type.
void sortValues(int64_t type, const char *x, char *result, int64_t length);

/// Memory that is not initialised.
class Lines {
public:
  explicit Lines(int64_t bytes) : memory(new Wide[(bytes + 15) / 16]) {}
  template <typename T> T *as() { return reinterpret_cast<T *>(memory.get()); }

private:
  std::unique_ptr<Wide[]> memory;
};

/// Sorts integers.
void sortIntegers(uint64_t *values, int64_t count);
void sortIntegers(Wide *values, int64_t count);

/// The lines along an axis of arrays of this shape.
struct Axis {
  int64_t outer, length, inner;
};

/// An array whose lines have `length` elements of `bytes`.
struct Array {
  char *data;
  int64_t bytes, length;
};

/// Calls `body` with the addresses of a line of each array, contiguous, for all
/// lines, in several threads where there is much to do. What `writes` hold is
/// written only.
void forEachLine(Axis axis, std::vector<Array> reads, std::vector<Array> writes,
                 const std::function<void(char *const *from, char *const *to)> &body);

/// Elements that are enough to wake another thread.
constexpr int64_t elementsOfThread = 1 << 14;

/// Sort, or find the order of, many short lines; false for others, which are left
/// as they are.
bool sortShortLines(Axis axis, int64_t type, const char *x, char *result);
bool argsortShortLines(Axis axis, int64_t type, int64_t bytes, const char *x, char *result);

} // namespace covector::runtime::sorting

#endif // COVECTOR_RUNTIME_CPU_SORTINGLINES_H
