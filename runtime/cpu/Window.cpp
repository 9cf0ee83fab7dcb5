//===- Window.cpp - reductions under a moving window ----------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A window is a product of windows along the axes, and so is its reduction: the
// rows of the first axis that has a window are combined to one row, which is then
// reduced along the second, and so on. Rows are combined as vectors; only where
// the last axis has a window, elements of one row are.
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/Window.h"
#include "runtime/cpu/Combining.h"
#include "runtime/cpu/WindowAxes.h"
#include <algorithm>
#include <memory>

using namespace covector::runtime;

namespace {

//===----------------------------------------------------------------------===//
// Reductions
//===----------------------------------------------------------------------===//

/// What a window of holes gives; the sum of nothing is not -0.
template <class Op, class A> COVECTOR_INLINE A ofNothing() {
  return std::is_same_v<Op, Sum<A>> ? Sum<A>::number(0.0) : Op::identity();
}

template <class Op, class In, class Out>
COVECTOR_INLINE void combineRows(const In *__restrict a, const In *__restrict b, Out *__restrict to,
                                 int64_t n) {
  for (int64_t i = 0; i < n; ++i)
    store(to[i], combined<Op>(load(a[i]), load(b[i])));
}

/// The rows of the window at one position of an axis, combined to one.
template <class Op, class In, class A>
COVECTOR_INLINE void reduceRows(const Axis &axis, int64_t position, const In *x, A *__restrict to,
                                int64_t n) {
  const In *held = nullptr; // a row whose turn comes with the next
  bool hasRows = false;
  for (int64_t place = 0; place < axis.window; ++place) {
    int64_t at = axis.element(position, place);
    if (at < 0)
      continue;
    const In *__restrict row = x + at * n;
    if (!held) {
      held = row;
      continue;
    }
    const In *__restrict other = held;
    held = nullptr;
    if (!hasRows)
      combineRows<Op>(other, row, to, n);
    else
      for (int64_t i = 0; i < n; ++i)
        to[i] = combined<Op>(to[i], combined<Op>(load(other[i]), load(row[i])));
    hasRows = true;
  }
  if (held && hasRows)
    for (int64_t i = 0; i < n; ++i)
      to[i] = combined<Op>(to[i], load(held[i]));
  else if (held)
    for (int64_t i = 0; i < n; ++i)
      to[i] = load(held[i]);
  else if (!hasRows)
    std::fill(to, to + n, ofNothing<Op, A>());
}

/// The elements of the window along a row, for every position in [lo, hi), all of
/// them inside of the row.
template <class Op, int stride, class In, class A>
COVECTOR_INLINE void reduceInside(const Axis &axis, const In *__restrict x, A *__restrict to,
                                  int64_t lo, int64_t hi) {
  int64_t step = stride ? stride : axis.stride;
  const In *from = x + lo * step - axis.low;
  for (int64_t i = 0; i < hi - lo; ++i)
    to[lo + i] = load(from[i * step]);
  for (int64_t place = 1; place < axis.window; ++place) {
    const In *__restrict next = from + place * axis.dilation;
    for (int64_t i = 0; i < hi - lo; ++i)
      to[lo + i] = combined<Op>(to[lo + i], load(next[i * step]));
  }
}

template <class Op, class In, class A>
COVECTOR_INLINE void reduceElements(const Axis &axis, const In *x, A *to) {
  // Positions at which no place is a hole.
  int64_t lo = 0, hi = 0, last = (axis.window - 1) * axis.dilation;
  if (axis.base == 1) {
    lo = axis.low > 0 ? (axis.low + axis.stride - 1) / axis.stride : 0;
    int64_t most = axis.size - 1 - last + axis.low;
    hi = most < 0 ? 0 : std::min(most / axis.stride + 1, axis.positions);
    lo = std::min(lo, axis.positions);
    hi = std::max(hi, lo);
  }
  if (lo < hi && axis.stride == 1)
    reduceInside<Op, 1>(axis, x, to, lo, hi);
  else if (lo < hi && axis.stride == 2)
    reduceInside<Op, 2>(axis, x, to, lo, hi);
  else if (lo < hi)
    reduceInside<Op, 0>(axis, x, to, lo, hi);
  for (int64_t position = 0; position < axis.positions; ++position) {
    if (position == lo && lo < hi)
      position = hi;
    if (position == axis.positions)
      break;
    reduceRows<Op>(axis, position, x, to + position, 1);
  }
}

/// The elements of the window along a row in another way: beside one another with
/// the holes, then combined with those at distances that double. For long windows,
/// and for holes between the elements.
template <class A> struct Doubling {
  static constexpr int64_t block = 4096; // positions at a time
  std::unique_ptr<A[]> elements, sums;
  int64_t positions = 0;

  static bool isWorthIt(const Axis &axis) {
    if (axis.base != 1)
      return true;
    int64_t steps = 2;
    for (int64_t width = axis.window; width > 1; width /= 2)
      steps += 1 + width % 2;
    return axis.window > 8 && axis.window > steps * axis.stride;
  }

  void prepare(const Axis &axis) {
    int64_t span = (axis.window - 1) * axis.dilation + 1;
    positions = std::min(std::max(block, span), axis.positions);
    elements.reset(new A[(positions - 1) * axis.stride + span]);
    sums.reset(new A[(positions - 1) * axis.stride + 1]);
  }

  template <class Op, class In> COVECTOR_INLINE void reduce(const Axis &axis, const In *x, A *to) {
    for (int64_t start = 0; start < axis.positions; start += positions) {
      int64_t count = std::min(positions, axis.positions - start);
      int64_t length = (count - 1) * axis.stride + 1;
      int64_t size = length + (axis.window - 1) * axis.dilation;
      A *places = elements.get(), *made = sums.get();
      spread<Op>(axis, x, start * axis.stride - axis.low, size);
      for (int64_t width = 1, done = 0;; width *= 2) {
        if (axis.window & width) {
          const A *more = places + done * axis.dilation;
          if (done == 0)
            std::copy(more, more + length, made);
          else
            for (int64_t i = 0; i < length; ++i)
              made[i] = combined<Op>(made[i], more[i]);
          done += width;
        }
        if (done == axis.window)
          break;
        int64_t distance = width * axis.dilation;
        size -= distance;
        for (int64_t i = 0; i < size; ++i)
          places[i] = combined<Op>(places[i], places[i + distance]);
      }
      for (int64_t i = 0; i < count; ++i)
        to[start + i] = made[i * axis.stride];
    }
  }

private:
  /// Elements and holes from `first` on, counted with holes but without padding.
  template <class Op, class In>
  COVECTOR_INLINE void spread(const Axis &axis, const In *x, int64_t first, int64_t size) {
    std::fill(elements.get(), elements.get() + size, ofNothing<Op, A>());
    int64_t lo = first > 0 ? (first + axis.base - 1) / axis.base : 0;
    int64_t last = first + size - 1;
    int64_t hi = last < 0 ? 0 : std::min(last / axis.base + 1, axis.size);
    A *to = elements.get() - first;
    if (axis.base == 1)
      for (int64_t i = lo; i < hi; ++i)
        to[i] = load(x[i]);
    else if (axis.base == 2)
      for (int64_t i = lo; i < hi; ++i)
        to[2 * i] = load(x[i]);
    else
      for (int64_t i = lo; i < hi; ++i)
        to[i * axis.base] = load(x[i]);
  }
};

/// The room that one thread needs: a row for each axis with a window.
template <class Op, class S> class Reducer {
public:
  using A = Compute<S>;
  explicit Reducer(const Windows &windows) : windows(windows) {
    for (int i = 0; i < windows.count; ++i) {
      int64_t size = windows.inner[i];
      if (i + 1 == windows.count)
        size = std::max(size, windows.axes[i].positions);
      rows[i].reset(new A[size]);
    }
    const Axis &last = windows.axes[windows.count - 1];
    if (windows.isLine(windows.count - 1) && Doubling<A>::isWorthIt(last))
      doubling.prepare(last);
  }

  /// Reduces `x`, the elements of axis `i` and those after it, at one position of
  /// the axis, and appends the results to `y`.
  template <class In> COVECTOR_INLINE void reduceAt(int i, int64_t position, const In *x, S *&y) {
    const Axis &axis = windows.axes[i];
    int64_t n = windows.inner[i];
    A *row = rows[i].get();
    reduceRows<Op>(axis, position, x, row, n);
    if (i + 1 == windows.count)
      append(row, n, y);
    else
      for (int64_t part = 0; part < windows.between[i]; ++part)
        reduceAll(i + 1, row + part * (n / windows.between[i]), y);
  }

  /// The same at all positions.
  template <class In> void reduceAll(int i, const In *x, S *&y) {
    const Axis &axis = windows.axes[i];
    if (windows.isLine(i)) {
      if (doubling.positions)
        doubling.template reduce<Op>(axis, x, rows[i].get());
      else
        reduceElements<Op>(axis, x, rows[i].get());
      append(rows[i].get(), axis.positions, y);
      return;
    }
    for (int64_t position = 0; position < axis.positions; ++position)
      reduceAt(i, position, x, y);
  }

private:
  COVECTOR_INLINE void append(const A *row, int64_t n, S *&y) {
    for (int64_t i = 0; i < n; ++i)
      store(y[i], row[i]);
    y += n;
  }

  const Windows &windows;
  std::unique_ptr<A[]> rows[mostAxes];
  Doubling<A> doubling; // prepared if the last axis asks for it
};

/// Positions `lo` to `hi` of the first axis with a window, or, where its elements
/// lie side by side, lines of it.
template <class Op, class S>
COVECTOR_INLINE void reduceRange(void **frame, int64_t lo, int64_t hi) {
  const Windows &windows = *static_cast<const Windows *>(frame[0]);
  auto *x = static_cast<const S *>(windows.buffers[0]);
  auto *y = static_cast<S *>(windows.buffers[1]);
  Reducer<Op, S> reducer(windows);
  int64_t positions = windows.axes[0].positions, line = windows.axes[0].size * windows.inner[0];
  int64_t tasks = windows.isLine(0) ? windows.before : windows.before * positions;
  y += windows.results / tasks * lo;
  for (int64_t task = lo; task < hi; ++task)
    if (windows.isLine(0))
      reducer.reduceAll(0, x + task * line, y);
    else
      reducer.reduceAt(0, task % positions, x + task / positions * line, y);
}

void reduceWindows(void *const *buffers, const int64_t *numbers,
                   void (*range)(void **, int64_t, int64_t)) {
  Windows windows(buffers, numbers);
  if (windows.results == 0)
    return;
  int64_t tasks = windows.before * (windows.isLine(0) ? 1 : windows.axes[0].positions);
  void *frame[] = {&windows};
  int64_t each = (windows.elements + windows.results) / tasks + 1;
  cv_parallel_for(range, frame, tasks, std::max<int64_t>(grainElements / each, 1));
}

} // namespace

//===----------------------------------------------------------------------===//
// The functions by element types
//===----------------------------------------------------------------------===//

#define COVECTOR_WINDOW(machines, kind, Op, suffix, type)                                          \
  machines(kind##_range_##suffix, reduceRange<Op<Compute<type>>, type>) static void                \
  kind##_##suffix(void *const *buffers, const int64_t *numbers) {                                  \
    reduceWindows(buffers, numbers, kind##_range_##suffix);                                        \
  }
#define COVECTOR_SUMS(machines, suffix, type)                                                      \
  COVECTOR_WINDOW(machines, sum, Sum, suffix, type)                                                \
  COVECTOR_WINDOW(machines, prod, Prod, suffix, type)
#define COVECTOR_EXTREMES(machines, suffix, type)                                                  \
  COVECTOR_WINDOW(machines, max, Max, suffix, type)                                                \
  COVECTOR_WINDOW(machines, min, Min, suffix, type)
#define COVECTOR_FAST_SUMS(suffix, type) COVECTOR_SUMS(COVECTOR_FOR_EVERY_MACHINE, suffix, type)
#define COVECTOR_OTHER_SUMS(suffix, type) COVECTOR_SUMS(COVECTOR_FOR_ANY_MACHINE, suffix, type)
#define COVECTOR_FAST_EXTREMES(suffix, type)                                                       \
  COVECTOR_EXTREMES(COVECTOR_FOR_EVERY_MACHINE, suffix, type)
#define COVECTOR_OTHER_EXTREMES(suffix, type)                                                      \
  COVECTOR_EXTREMES(COVECTOR_FOR_ANY_MACHINE, suffix, type)

// Sums and products of signed integers have the bits of those of unsigned ones.
#define COVECTOR_ADDED(x) COVECTOR_UNSIGNED(x) COVECTOR_FLOATS(x) COVECTOR_COMPLEXES(x)
#define COVECTOR_ORDERED(x) COVECTOR_SIGNED(x) COVECTOR_UNSIGNED(x) COVECTOR_FLOATS(x)
COVECTOR_WIDE(COVECTOR_FAST_SUMS)
COVECTOR_UNSIGNED(COVECTOR_OTHER_SUMS)
COVECTOR_NARROW(COVECTOR_OTHER_SUMS)
COVECTOR_COMPLEXES(COVECTOR_OTHER_SUMS)
COVECTOR_WIDE(COVECTOR_FAST_EXTREMES)
COVECTOR_SIGNED(COVECTOR_OTHER_EXTREMES)
COVECTOR_UNSIGNED(COVECTOR_OTHER_EXTREMES)
COVECTOR_NARROW(COVECTOR_OTHER_EXTREMES)

llvm::ArrayRef<Symbol> covector::runtime::windowSymbols() {
#define COVECTOR_ENTRY(name, function) {"cv_" name, reinterpret_cast<void *>(function)},
#define COVECTOR_ADDED_NAME(suffix, type)                                                          \
  COVECTOR_ENTRY("reduce_window_sum_" #suffix, sum_##suffix)                                       \
  COVECTOR_ENTRY("reduce_window_prod_" #suffix, prod_##suffix)
#define COVECTOR_SIGNED_NAME(suffix, type)                                                         \
  COVECTOR_ENTRY("reduce_window_sum_" #suffix, sum_u##suffix)                                      \
  COVECTOR_ENTRY("reduce_window_prod_" #suffix, prod_u##suffix)
#define COVECTOR_ORDERED_NAME(suffix, type)                                                        \
  COVECTOR_ENTRY("reduce_window_max_" #suffix, max_##suffix)                                       \
  COVECTOR_ENTRY("reduce_window_min_" #suffix, min_##suffix)
  static const Symbol symbols[] = {COVECTOR_ADDED(COVECTOR_ADDED_NAME) COVECTOR_SIGNED(
      COVECTOR_SIGNED_NAME) COVECTOR_ORDERED(COVECTOR_ORDERED_NAME)};
  return symbols;
}
