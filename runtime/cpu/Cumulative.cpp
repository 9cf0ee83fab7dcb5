//===- Cumulative.cpp - scans along an axis -------------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An array is seen as [before, n, after] and scanned along the middle axis.
// Where `after` is 1 the elements of a line lie side by side: `scanLine` scans a
// few of them in a vector at a time. Otherwise a block of neighbouring columns is
// scanned together, one row after the other: `scanColumns`.
//
// Note [Scans in pieces]
// A single long line is cut into groups of pieces. The total of each piece of a
// group is made by several threads, then the pieces are scanned by several
// threads, each from the totals before it; a group stays in the caches from the
// first to the second. The pieces do not depend on the number of threads, and so
// the rounding does not.
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/Cumulative.h"
#include "runtime/cpu/Combining.h"
#include <algorithm>
#include <cmath>

using namespace covector::runtime;

namespace {

/// log(sum(exp(x))) as the greatest element so far and the sum of the
/// exponentials of the distances from it.
template <class A> struct LogSumExp {
  using Element = A;
  struct State {
    A greatest, sum;
  };
  static constexpr bool isVector = false;
  static COVECTOR_INLINE State start(A x) { return {x, A(1)}; }
  static COVECTOR_INLINE void step(State &carry, A x) {
    if (x == carry.greatest) { // also infinities
      carry.sum += A(1);
    } else if (x < carry.greatest) {
      carry.sum += std::exp(x - carry.greatest);
    } else { // greater, or one is NaN
      carry.sum = carry.sum * std::exp(carry.greatest - x) + A(1);
      carry.greatest = carry.greatest != carry.greatest ? carry.greatest : x;
    }
  }
  static COVECTOR_INLINE A value(State carry) { return carry.greatest + std::log(carry.sum); }
};

//===----------------------------------------------------------------------===//
// Along a line
//===----------------------------------------------------------------------===//

/// Scans `n` elements from `carry`, which becomes the last result. `step` is 1
/// or, backward, -1, and `x` and `y` are the places of the first element.
template <class Op, class S>
COVECTOR_INLINE void scanLine(const S *x, S *y, int64_t n, int64_t step,
                              typename Op::State &carry) {
  int64_t i = 0;
  if constexpr (Op::isVector && std::is_same_v<S, typename Op::Element>) {
    using L = Lanes<S>;
    typename L::Vector v, last, neutral, sum;
    L::fill(neutral, Op::identity());
    L::fill(sum, carry);
    for (; i + L::count <= n; i += L::count) {
      const S *from = step == 1 ? x + i : x - i - (L::count - 1);
      S *to = step == 1 ? y + i : y - i - (L::count - 1);
      L::load(v, from);
      if (step != 1)
        L::reverse(v);
      L::template scan<Op>(v, neutral);
      L::spreadLast(last, v);
      Op::step(v, sum);
      Op::step(sum, last);
      if (step != 1)
        L::reverse(v);
      L::store(to, v);
    }
    carry = sum[0];
  }
  for (; i < n; ++i) {
    Op::step(carry, load(x[i * step]));
    store(y[i * step], Op::value(carry));
  }
}

/// The same for the elements after the first, which starts the scan.
template <class Op, class S>
COVECTOR_INLINE void scanWholeLine(const S *x, S *y, int64_t n, int64_t step) {
  typename Op::State carry = Op::start(load(x[0]));
  store(y[0], Op::value(carry));
  scanLine<Op>(x + step, y + step, n - 1, step, carry);
}

//===----------------------------------------------------------------------===//
// Several columns
//===----------------------------------------------------------------------===//

constexpr int64_t mostColumns = 1024;

/// Scans `n` rows of `count` neighbouring columns; rows are `stride` apart.
template <class Op, class S>
COVECTOR_INLINE void scanColumns(const S *__restrict x, S *__restrict y, int64_t n, int64_t stride,
                                 int64_t count) {
  typename Op::State carry[mostColumns];
  for (int64_t c = 0; c < count; ++c) {
    carry[c] = Op::start(load(x[c]));
    store(y[c], Op::value(carry[c]));
  }
  for (int64_t i = 1; i < n; ++i) {
    const S *__restrict from = x + i * stride;
    S *__restrict to = y + i * stride;
    for (int64_t c = 0; c < count; ++c) {
      Op::step(carry[c], load(from[c]));
      store(to[c], Op::value(carry[c]));
    }
  }
}

//===----------------------------------------------------------------------===//
// Work for several threads
//===----------------------------------------------------------------------===//

/// A scan and how it is divided.
struct Scan {
  void *const *buffers;
  int64_t before, n, after;
  bool backward;
  int64_t columns = 1, blocks = 1; // of columns
  void *carries = nullptr;         // of pieces
  int64_t first = 0;               // element of the group of pieces

  Scan(void *const *buffers, const int64_t *numbers)
      : buffers(buffers), before(numbers[0]), n(numbers[1]), after(numbers[2]),
        backward(numbers[3] != 0) {
    columns = std::min(mostColumns, std::max<int64_t>(after / 4, 128));
    columns = std::min(columns, after);
    blocks = after ? (after + columns - 1) / columns : 0;
  }
  bool isEmpty() const { return before * n * after == 0; }
  int64_t step() const { return backward ? -after : after; }
  /// The place of the first element that is scanned, of a line or block.
  int64_t start(int64_t task) const {
    int64_t line = task / blocks, column = task % blocks * columns;
    return (line * n + (backward ? n - 1 : 0)) * after + column;
  }
  int64_t width(int64_t task) const { return std::min(columns, after - task % blocks * columns); }
};

constexpr int64_t grainElements = 1 << 15; // that are worth another thread
constexpr int64_t pieceElements = 1 << 16, groupPieces = 64;

void forEachTask(Scan &scan, void (*body)(void **, int64_t, int64_t)) {
  void *frame[] = {&scan};
  int64_t grain = std::max<int64_t>(grainElements / (scan.n * scan.columns), 1);
  cv_parallel_for(body, frame, scan.before * scan.blocks, grain);
}

/// Lines or blocks of columns `lo` to `hi`.
template <class Op, class S> COVECTOR_INLINE void scanRange(void **frame, int64_t lo, int64_t hi) {
  const Scan &scan = *static_cast<const Scan *>(frame[0]);
  auto *x = static_cast<const S *>(scan.buffers[0]);
  auto *y = static_cast<S *>(scan.buffers[1]);
  for (int64_t task = lo; task < hi; ++task) {
    int64_t at = scan.start(task);
    if (scan.after == 1)
      scanWholeLine<Op>(x + at, y + at, scan.n, scan.step());
    else
      scanColumns<Op>(x + at, y + at, scan.n, scan.step(), scan.width(task));
  }
}

/// Pieces `lo` to `hi` of a group: their totals, or their scans.
template <class Op, class S, bool isTotal>
COVECTOR_INLINE void pieceRange(void **frame, int64_t lo, int64_t hi) {
  if constexpr (Op::isVector && std::is_same_v<S, typename Op::Element>) {
    const Scan &scan = *static_cast<const Scan *>(frame[0]);
    auto *x = static_cast<const S *>(scan.buffers[0]);
    auto *y = static_cast<S *>(scan.buffers[1]);
    auto *carries = static_cast<S *>(scan.carries);
    for (int64_t piece = lo; piece < hi; ++piece) {
      int64_t first = scan.first + piece * pieceElements;
      int64_t count = std::min(pieceElements, scan.n - first);
      int64_t at = scan.backward ? scan.n - 1 - first : first;
      if (isTotal)
        carries[piece + 1] = totalOf<Op>(scan.backward ? x + at - (count - 1) : x + at, count);
      else if (S carry = carries[piece]; first == 0)
        scanWholeLine<Op>(x + at, y + at, count, scan.step());
      else
        scanLine<Op>(x + at, y + at, count, scan.step(), carry);
    }
  }
}

/// See Note [Scans in pieces].
template <class Op, class S, class Body> void scanInPieces(Scan &scan, Body totals, Body scans) {
  if constexpr (Op::isVector && std::is_same_v<S, typename Op::Element>) {
    S carries[groupPieces + 1] = {Op::identity()};
    scan.carries = carries;
    void *frame[] = {&scan};
    for (; scan.first < scan.n; scan.first += groupPieces * pieceElements) {
      int64_t pieces = (scan.n - scan.first + pieceElements - 1) / pieceElements;
      pieces = std::min(pieces, groupPieces);
      cv_parallel_for(totals, frame, pieces, 1);
      for (int64_t piece = 0; piece < pieces; ++piece) {
        S carry = carries[piece];
        Op::step(carry, carries[piece + 1]);
        carries[piece + 1] = carry;
      }
      cv_parallel_for(scans, frame, pieces, 1);
      carries[0] = carries[pieces];
    }
  }
}

template <class Op, class S, class Body>
void scan(void *const *buffers, const int64_t *numbers, Body lines, Body totals, Body scans) {
  Scan scan(buffers, numbers);
  if (scan.isEmpty())
    return;
  bool hasPieces = Op::isVector && std::is_same_v<S, typename Op::Element>;
  if (hasPieces && scan.before == 1 && scan.after == 1 && scan.n > 2 * pieceElements)
    scanInPieces<Op, S>(scan, totals, scans);
  else
    forEachTask(scan, lines);
}

//===----------------------------------------------------------------------===//
// Linear recurrences
//===----------------------------------------------------------------------===//

/// y_i = a_i y_{i-1} + b_i, with y_0 = b_0.
template <class S> COVECTOR_INLINE void recurrenceRange(void **frame, int64_t lo, int64_t hi) {
  const Scan &scan = *static_cast<const Scan *>(frame[0]);
  auto *a = static_cast<const S *>(scan.buffers[0]), *b = static_cast<const S *>(scan.buffers[1]);
  auto *y = static_cast<S *>(scan.buffers[2]);
  for (int64_t task = lo; task < hi; ++task) {
    Compute<S> carry[mostColumns];
    int64_t at = scan.start(task), count = scan.width(task), step = scan.step();
    for (int64_t c = 0; c < count; ++c)
      store(y[at + c], carry[c] = load(b[at + c]));
    for (int64_t i = 1; i < scan.n; ++i) {
      const S *__restrict factors = a + at + i * step, *__restrict terms = b + at + i * step;
      S *__restrict to = y + at + i * step;
      for (int64_t c = 0; c < count; ++c) {
        carry[c] = load(factors[c]) * carry[c] + load(terms[c]);
        store(to[c], carry[c]);
      }
    }
  }
}

} // namespace

//===----------------------------------------------------------------------===//
// The functions by element types
//===----------------------------------------------------------------------===//

#define COVECTOR_SCAN(machines, kind, Op, suffix, type)                                            \
  machines(kind##_lines_##suffix, scanRange<Op<Compute<type>>, type>)                              \
      machines(kind##_totals_##suffix, pieceRange<Op<Compute<type>>, type, true>)                  \
          machines(kind##_scans_##suffix, pieceRange<Op<Compute<type>>, type, false>) static void  \
          kind##_##suffix(void *const *buffers, const int64_t *numbers) {                          \
    scan<Op<Compute<type>>, type>(buffers, numbers, kind##_lines_##suffix, kind##_totals_##suffix, \
                                  kind##_scans_##suffix);                                          \
  }
#define COVECTOR_SUMS(machines, suffix, type)                                                      \
  COVECTOR_SCAN(machines, cumsum, Sum, suffix, type)                                               \
  COVECTOR_SCAN(machines, cumprod, Prod, suffix, type)
#define COVECTOR_EXTREMES(machines, suffix, type)                                                  \
  COVECTOR_SCAN(machines, cummax, Max, suffix, type)                                               \
  COVECTOR_SCAN(machines, cummin, Min, suffix, type)
#define COVECTOR_FAST_SUMS(suffix, type) COVECTOR_SUMS(COVECTOR_FOR_EVERY_MACHINE, suffix, type)
#define COVECTOR_OTHER_SUMS(suffix, type) COVECTOR_SUMS(COVECTOR_FOR_ANY_MACHINE, suffix, type)
#define COVECTOR_FAST_EXTREMES(suffix, type)                                                       \
  COVECTOR_EXTREMES(COVECTOR_FOR_EVERY_MACHINE, suffix, type)
#define COVECTOR_OTHER_EXTREMES(suffix, type)                                                      \
  COVECTOR_EXTREMES(COVECTOR_FOR_ANY_MACHINE, suffix, type)

// Overflow wraps around, which is defined for unsigned numbers, whose sums and
// products have the same bits.
COVECTOR_WIDE(COVECTOR_FAST_SUMS)
COVECTOR_UNSIGNED(COVECTOR_OTHER_SUMS)
COVECTOR_NARROW(COVECTOR_OTHER_SUMS)
COVECTOR_COMPLEXES(COVECTOR_OTHER_SUMS)
COVECTOR_WIDE(COVECTOR_FAST_EXTREMES)
COVECTOR_SIGNED(COVECTOR_OTHER_EXTREMES)
COVECTOR_UNSIGNED(COVECTOR_OTHER_EXTREMES)
COVECTOR_NARROW(COVECTOR_OTHER_EXTREMES)
COVECTOR_COMPLEXES(COVECTOR_OTHER_EXTREMES)

#define COVECTOR_LOGSUMEXP(suffix, type)                                                           \
  COVECTOR_SCAN(COVECTOR_FOR_ANY_MACHINE, cumlogsumexp, LogSumExp, suffix, type)
COVECTOR_FLOATS(COVECTOR_LOGSUMEXP)

#define COVECTOR_RECURRENCE(suffix, type)                                                          \
  COVECTOR_FOR_ANY_MACHINE(recurrence_range_##suffix, recurrenceRange<type>)                       \
  static void recurrence_##suffix(void *const *buffers, const int64_t *numbers) {                  \
    Scan scan(buffers, numbers);                                                                   \
    if (!scan.isEmpty())                                                                           \
      forEachTask(scan, recurrence_range_##suffix);                                                \
  }
COVECTOR_FLOATS(COVECTOR_RECURRENCE)
COVECTOR_COMPLEXES(COVECTOR_RECURRENCE)

llvm::ArrayRef<Symbol> covector::runtime::cumulativeSymbols() {
#define COVECTOR_ENTRY(name, function) {"cv_" name, reinterpret_cast<void *>(function)},
#define COVECTOR_SUM_NAMES(suffix, type)                                                           \
  COVECTOR_ENTRY("cumsum_" #suffix, cumsum_##suffix)                                               \
  COVECTOR_ENTRY("cumprod_" #suffix, cumprod_##suffix)
#define COVECTOR_SIGNED_NAMES(suffix, type)                                                        \
  COVECTOR_ENTRY("cumsum_" #suffix, cumsum_u##suffix)                                              \
  COVECTOR_ENTRY("cumprod_" #suffix, cumprod_u##suffix)
#define COVECTOR_EXTREME_NAMES(suffix, type)                                                       \
  COVECTOR_ENTRY("cummax_" #suffix, cummax_##suffix)                                               \
  COVECTOR_ENTRY("cummin_" #suffix, cummin_##suffix)
#define COVECTOR_LOGSUMEXP_NAME(suffix, type)                                                      \
  COVECTOR_ENTRY("cumlogsumexp_" #suffix, cumlogsumexp_##suffix)
#define COVECTOR_RECURRENCE_NAME(suffix, type)                                                     \
  COVECTOR_ENTRY("linear_recurrence_" #suffix, recurrence_##suffix)
#define COVECTOR_EACH(x) COVECTOR_UNSIGNED(x) COVECTOR_FLOATS(x) COVECTOR_COMPLEXES(x)
  static const Symbol symbols[] = {
      COVECTOR_EACH(COVECTOR_SUM_NAMES) COVECTOR_SIGNED(COVECTOR_SIGNED_NAMES)
          COVECTOR_EACH(COVECTOR_EXTREME_NAMES) COVECTOR_SIGNED(COVECTOR_EXTREME_NAMES)
              COVECTOR_FLOATS(COVECTOR_LOGSUMEXP_NAME) COVECTOR_FLOATS(COVECTOR_RECURRENCE_NAME)
                  COVECTOR_COMPLEXES(COVECTOR_RECURRENCE_NAME)};
  return symbols;
}
