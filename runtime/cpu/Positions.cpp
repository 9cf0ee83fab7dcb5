//===- Positions.cpp - where the greatest and least elements are ----------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A line is read once, in pieces: the extreme of each is found in vectors, which
// cannot keep positions as fast, and the piece that holds the extreme of the line
// is searched for it in the end.
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/Positions.h"
#include "runtime/cpu/Combining.h"
#include <algorithm>
#include <memory>

using namespace covector::runtime;

namespace {

constexpr int64_t pieceElements = 2048;
constexpr int64_t segmentElements = 1 << 16; // of a line, for one thread at a time

struct Lines {
  void *const *buffers;
  int64_t count, size, bytes;
  int64_t segments; // of each line
  int64_t *places;  // of each segment, within the line

  int64_t start(int64_t segment) const { return segment * segmentElements; }
  int64_t limit(int64_t segment) const { return std::min(start(segment + 1), size); }
};

/// Whether the extreme `x` takes the place of `best`, which comes before it.
template <class Op, class A> COVECTOR_INLINE bool isBetter(A x, A best) {
  if (isNan(best))
    return false;
  A both = combined<Op>(best, x);
  return isNan(both) || both != best;
}

/// The extreme of `n` elements. Numbers are compared as if there were no NaN, for
/// which the machine has one instruction, and NaNs are looked for beside that.
template <class Op, class S> COVECTOR_INLINE Compute<S> extremeOf(const S *x, int64_t n) {
  using A = Compute<S>;
  A extreme = Op::identity();
  int64_t i = 0;
  if constexpr (std::is_same_v<S, A>) {
    using L = Lanes<A>;
    constexpr int parts = 4;
    typename L::Vector extremes[parts], v;
    decltype(v != v) nans[parts] = {};
    for (auto &part : extremes)
      L::fill(part, extreme);
    auto take = [](typename L::Vector &from, const typename L::Vector &v)
                    __attribute__((always_inline)) {
                      if constexpr (std::is_same_v<Op, Max<A>>)
                        from = v > from ? v : from;
                      else
                        from = v < from ? v : from;
                    };
    for (; i + parts * L::count <= n; i += parts * L::count)
      for (int part = 0; part < parts; ++part) {
        L::load(v, x + i + part * L::count);
        take(extremes[part], v);
        nans[part] |= v != v;
      }
    for (int part = 1; part < parts; ++part) {
      take(extremes[0], extremes[part]);
      nans[0] |= nans[part];
    }
    if (__builtin_reduce_or(nans[0]))
      return std::numeric_limits<A>::quiet_NaN();
    for (int lane = 0; lane < L::count; ++lane)
      Op::step(extreme, A(extremes[0][lane]));
  }
  for (; i < n; ++i)
    Op::step(extreme, load(x[i]));
  return extreme;
}

/// Steps from `i` to the block of elements that has the first one that is `best`.
template <bool findsNan, class A>
COVECTOR_INLINE int64_t blockOf(const A *x, int64_t i, int64_t n, A best) {
  using L = Lanes<A>;
  constexpr int parts = 4;
  typename L::Vector wanted, v;
  L::fill(wanted, best);
  for (; i + parts * L::count <= n; i += parts * L::count) {
    decltype(v == v) found = {};
    for (int part = 0; part < parts; ++part) {
      L::load(v, x + i + part * L::count);
      found |= findsNan ? v != v : v == wanted;
    }
    if (__builtin_reduce_or(found))
      break;
  }
  return i;
}

/// The first of the elements from `i` on that is `best`; there is one.
template <class S>
COVECTOR_INLINE int64_t firstOf(const S *x, int64_t i, int64_t n, Compute<S> best) {
  bool findsNan = isNan(best);
  if constexpr (std::is_same_v<S, Compute<S>>)
    i = findsNan ? blockOf<true>(x, i, n, best) : blockOf<false>(x, i, n, best);
  while (findsNan ? !isNan(load(x[i])) : load(x[i]) != best)
    ++i;
  return i;
}

/// The first of `n` elements that is their extreme.
template <class Op, class S> COVECTOR_INLINE int64_t positionOf(const S *x, int64_t n) {
  int64_t piece = 0;
  Compute<S> best = extremeOf<Op>(x, std::min(n, pieceElements));
  for (int64_t i = pieceElements; i < n && !isNan(best); i += pieceElements) {
    Compute<S> extreme = extremeOf<Op>(x + i, std::min(n - i, pieceElements));
    if (isBetter<Op>(extreme, best)) {
      best = extreme;
      piece = i;
    }
  }
  return firstOf(x, piece, n, best);
}

/// Segments `lo` to `hi` of all lines.
template <class Op, class S> COVECTOR_INLINE void findRange(void **frame, int64_t lo, int64_t hi) {
  const Lines &lines = *static_cast<const Lines *>(frame[0]);
  for (int64_t task = lo; task < hi; ++task) {
    int64_t line = task / lines.segments, segment = task % lines.segments;
    int64_t start = lines.start(segment);
    auto *x = static_cast<const S *>(lines.buffers[0]) + line * lines.size + start;
    lines.places[task] = start + positionOf<Op>(x, lines.limit(segment) - start);
  }
}

template <class Op, class S>
void find(void *const *buffers, const int64_t *numbers, void (*range)(void **, int64_t, int64_t)) {
  Lines lines{buffers, numbers[0], numbers[1], numbers[2], 0, nullptr};
  if (lines.count == 0 || lines.size == 0)
    return;
  lines.segments = (lines.size + segmentElements - 1) / segmentElements;
  int64_t tasks = lines.count * lines.segments;
  std::unique_ptr<int64_t[]> places(new int64_t[tasks]);
  lines.places = places.get();
  void *frame[] = {&lines};
  int64_t each = std::min(lines.size, segmentElements);
  cv_parallel_for(range, frame, tasks, std::max<int64_t>(segmentElements / each, 1));

  auto *result = static_cast<char *>(buffers[1]);
  for (int64_t line = 0; line < lines.count; ++line) {
    auto *x = static_cast<const S *>(buffers[0]) + line * lines.size;
    const int64_t *candidates = lines.places + line * lines.segments;
    int64_t best = candidates[0];
    for (int64_t segment = 1; segment < lines.segments; ++segment)
      if (isBetter<Op>(load(x[candidates[segment]]), load(x[best])))
        best = candidates[segment];
    // The low bytes are the first ones.
    std::memcpy(result + line * lines.bytes, &best, lines.bytes);
  }
}

} // namespace

#define COVECTOR_FIND(machines, kind, Op, suffix, type)                                            \
  machines(kind##_range_##suffix, findRange<Op<Compute<type>>, type>) static void kind##_##suffix( \
      void *const *buffers, const int64_t *numbers) {                                              \
    find<Op<Compute<type>>, type>(buffers, numbers, kind##_range_##suffix);                        \
  }
#define COVECTOR_FIND_BOTH(suffix, type)                                                           \
  COVECTOR_FIND(COVECTOR_FOR_EVERY_MACHINE, argmax, Max, suffix, type)                             \
  COVECTOR_FIND(COVECTOR_FOR_EVERY_MACHINE, argmin, Min, suffix, type)
COVECTOR_SIGNED(COVECTOR_FIND_BOTH)
COVECTOR_UNSIGNED(COVECTOR_FIND_BOTH)
COVECTOR_FLOATS(COVECTOR_FIND_BOTH)

llvm::ArrayRef<Symbol> covector::runtime::positionSymbols() {
#define COVECTOR_NAMES(suffix, type)                                                               \
  {"cv_argmax_" #suffix, reinterpret_cast<void *>(argmax_##suffix)},                               \
      {"cv_argmin_" #suffix, reinterpret_cast<void *>(argmin_##suffix)},
  static const Symbol symbols[] = {COVECTOR_SIGNED(COVECTOR_NAMES) COVECTOR_UNSIGNED(COVECTOR_NAMES)
                                       COVECTOR_FLOATS(COVECTOR_NAMES)};
  return symbols;
}
