//===- WindowSelection.cpp - extreme elements under a moving window -------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/Window.h"
#include "runtime/cpu/WindowAxes.h"
#include <algorithm>
#include <memory>

using namespace covector::runtime;

namespace {

/// Finds the places of the extreme elements for several windows together: those of
/// neighbouring elements that have the same window or, where the last axis has one
/// and its elements lie side by side, those at all positions of it.
template <class S, class Index, bool greatest> class Selector {
public:
  using A = Compute<S>;
  explicit Selector(const Windows &windows)
      : windows(windows), last(windows.axes[windows.count - 1]),
        isLine(windows.isLine(windows.count - 1)), outer(windows.count - (isLine ? 1 : 0)),
        count(isLine ? last.positions : windows.between[windows.count - 1]), best(new A[count]),
        places(new Index[count]) {}

  /// Calls `use(places, count)` for each of the groups of windows in order: the
  /// index in `x` of the element that is chosen in each window, or -1.
  template <class Use> COVECTOR_INLINE void forEachGroup(const S *x, Use use) {
    int64_t position[mostAxes] = {};
    do {
      std::fill(places.get(), places.get() + count, -1);
      visit(0, 0, x, position);
      use(places.get(), count);
    } while (advance(position));
  }

private:
  /// The elements of the window along axis `i` and those after it. `offset` is
  /// that of the part of `x` which the axes before it choose.
  void visit(int i, int64_t offset, const S *x, const int64_t *position) {
    if (i == outer)
      return visitLast(offset, x);
    const Axis &axis = windows.axes[i];
    for (int64_t place = 0; place < axis.window; ++place) {
      int64_t at = axis.element(position[i] % axis.positions, place);
      if (at < 0)
        continue;
      // Elements between two axes with windows have positions of their own.
      int64_t part = position[i] / axis.positions;
      int64_t start = offset + at * windows.inner[i];
      visit(i + 1, start + part * (windows.inner[i] / windows.between[i]), x, position);
    }
  }

  COVECTOR_INLINE void visitLast(int64_t offset, const S *x) {
    if (!isLine)
      return compare<1>(x, offset, 1, 0, count);
    for (int64_t place = 0; place < last.window; ++place) {
      int64_t shift = place * last.dilation - last.low;
      if (last.base != 1) {
        for (int64_t position = 0; position < count; ++position)
          if (int64_t at = last.element(position, place); at >= 0)
            compare<0>(x, offset + at - position, 1, position, position + 1);
        continue;
      }
      // Positions whose element is inside: 0 <= position * stride + shift < size.
      int64_t lo = shift < 0 ? (-shift + last.stride - 1) / last.stride : 0;
      int64_t hi = shift >= last.size ? 0 : (last.size - 1 - shift) / last.stride + 1;
      hi = std::min(hi, count);
      if (last.stride == 1)
        compare<1>(x, offset + shift, 1, lo, hi);
      else if (last.stride == 2)
        compare<2>(x, offset + shift, 2, lo, hi);
      else
        compare<0>(x, offset + shift, last.stride, lo, hi);
    }
  }

  /// Elements `start + c * step` of `x` against the best so far, for c in [lo, hi).
  template <int fixedStep>
  COVECTOR_INLINE void compare(const S *__restrict x, int64_t start, int64_t step, int64_t lo,
                               int64_t hi) {
    A *__restrict extremes = best.get();
    Index *__restrict chosen = places.get();
    if (fixedStep)
      step = fixedStep;
    for (int64_t c = lo; c < hi; ++c) {
      A candidate = load(x[start + c * step]), other = extremes[c];
      bool isBetter = greatest ? candidate > other : candidate < other;
      isBetter |= (candidate != candidate) & (other == other);
      isBetter |= chosen[c] < 0;
      extremes[c] = isBetter ? candidate : other;
      chosen[c] = isBetter ? Index(start + c * step) : chosen[c];
    }
  }

  /// To the next group in row-major order: along each axis, then along the elements
  /// between it and the next, which are held together as part * positions + position.
  bool advance(int64_t *position) const {
    for (int i = outer - 1; i >= 0; --i) {
      const Axis &axis = windows.axes[i];
      int64_t parts = i + 1 < windows.count ? windows.between[i] : 1;
      int64_t part = position[i] / axis.positions, at = position[i] % axis.positions;
      if (++part < parts) {
        position[i] = part * axis.positions + at;
        return true;
      }
      position[i] = at + 1;
      if (position[i] < axis.positions)
        return true;
      position[i] = 0;
    }
    return false;
  }

  const Windows &windows;
  const Axis &last;
  const bool isLine;
  const int outer; // axes whose positions are visited one after the other
  const int64_t count;
  std::unique_ptr<A[]> best;
  std::unique_ptr<Index[]> places;
};

template <class S, bool isGather, class Index, bool greatest>
COVECTOR_INLINE void selectLines(const Windows &windows, int64_t lo, int64_t hi) {
  int64_t line = windows.elements / windows.before, results = windows.results / windows.before;
  Selector<S, Index, greatest> selector(windows);
  for (int64_t task = lo; task < hi; ++task) {
    auto *from = static_cast<const S *>(windows.buffers[0]) + task * (isGather ? line : results);
    auto *x = static_cast<const S *>(windows.buffers[1]) + task * line;
    auto *to = static_cast<S *>(windows.buffers[2]) + task * (isGather ? results : line);
    if (!isGather)
      std::memset(static_cast<void *>(to), 0, line * sizeof(S));
    selector.forEachGroup(x, [&](const Index *places, int64_t count) {
      for (int64_t c = 0; c < count; ++c) {
        if (isGather)
          to[c] = places[c] < 0 ? S{} : from[places[c]];
        else if (places[c] >= 0)
          store(to[places[c]], Compute<S>(load(to[places[c]]) + load(from[c])));
      }
      if (isGather)
        to += count;
      else
        from += count;
    });
  }
}

/// Lines `lo` to `hi` of the axes that have windows.
template <class S, bool isGather>
COVECTOR_INLINE void selectRange(void **frame, int64_t lo, int64_t hi) {
  const Windows &windows = *static_cast<const Windows *>(frame[0]);
  // Places as wide as most elements are compared beside them in vectors.
  if (windows.elements / windows.before > std::numeric_limits<int32_t>::max())
    return windows.greatest ? selectLines<S, isGather, int64_t, true>(windows, lo, hi)
                            : selectLines<S, isGather, int64_t, false>(windows, lo, hi);
  return windows.greatest ? selectLines<S, isGather, int32_t, true>(windows, lo, hi)
                          : selectLines<S, isGather, int32_t, false>(windows, lo, hi);
}

template <bool isGather>
void selectWindows(void *const *buffers, const int64_t *numbers, int64_t bytes,
                   void (*range)(void **, int64_t, int64_t)) {
  Windows windows(buffers, numbers);
  if (windows.results == 0 || windows.elements == 0) {
    std::memset(buffers[2], 0, bytes * (isGather ? windows.results : windows.elements));
    return;
  }
  void *frame[] = {&windows};
  int64_t each = windows.elements / windows.before;
  cv_parallel_for(range, frame, windows.before, std::max<int64_t>(grainElements / each, 1));
}

} // namespace

//===----------------------------------------------------------------------===//
// The functions by element types
//===----------------------------------------------------------------------===//

#define COVECTOR_SELECTION(machines, kind, isGather, suffix, type)                                 \
  machines(kind##_range_##suffix, selectRange<type, isGather>) static void kind##_##suffix(        \
      void *const *buffers, const int64_t *numbers) {                                              \
    selectWindows<isGather>(buffers, numbers, sizeof(type), kind##_range_##suffix);                \
  }
#define COVECTOR_SELECTIONS(machines, suffix, type)                                                \
  COVECTOR_SELECTION(machines, gather, true, suffix, type)                                         \
  COVECTOR_SELECTION(machines, scatter, false, suffix, type)
#define COVECTOR_FAST_SELECTIONS(suffix, type)                                                     \
  COVECTOR_SELECTIONS(COVECTOR_FOR_EVERY_MACHINE, suffix, type)
#define COVECTOR_OTHER_SELECTIONS(suffix, type)                                                    \
  COVECTOR_SELECTIONS(COVECTOR_FOR_ANY_MACHINE, suffix, type)
COVECTOR_WIDE(COVECTOR_FAST_SELECTIONS)
COVECTOR_NARROW(COVECTOR_OTHER_SELECTIONS)

llvm::ArrayRef<Symbol> covector::runtime::windowSelectionSymbols() {
#define COVECTOR_NAMES(suffix, type)                                                               \
  {"cv_select_and_gather_add_" #suffix, reinterpret_cast<void *>(gather_##suffix)},                \
      {"cv_select_and_scatter_add_" #suffix, reinterpret_cast<void *>(scatter_##suffix)},
  static const Symbol symbols[] = {COVECTOR_FLOATS(COVECTOR_NAMES)};
  return symbols;
}
