//===- SortingShort.cpp - many short lines --------------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Note [Lines side by side]
// A short line is sorted faster than a call of the large sort takes, by a network:
// a list of pairs of places that is the same for all lines of a length, whose
// elements are put in order one pair after the other. Sixteen lines are sorted at
// once, each in a lane of vectors. The network is K. E. Batcher's merge exchange,
// see D. E. Knuth, "The Art of Computer Programming", volume 3, algorithm 5.2.2M.
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/SortingLines.h"
#include <algorithm>

using namespace covector::runtime;
using namespace covector::runtime::sorting;

namespace {

constexpr int lanes = 16;
constexpr int64_t longest = 128; // of a short line

struct Pair {
  uint8_t low, high;
};

std::vector<Pair> network(int64_t length) {
  std::vector<Pair> pairs;
  int64_t top = 1;
  while (top < length)
    top *= 2;
  for (int64_t p = top / 2; p > 0; p /= 2) {
    int64_t q = top / 2, r = 0;
    for (int64_t d = p; d > 0; d = q - p, q /= 2, r = p)
      for (int64_t i = 0; i + d < length; ++i)
        if ((i & p) == r)
          pairs.push_back({static_cast<uint8_t>(i), static_cast<uint8_t>(i + d)});
  }
  return pairs;
}

/// Sorts the elements of every lane: element i of lane j is cells[i * lanes + j].
#define COVECTOR_NETWORK(name, type)                                                               \
  COVECTOR_CLONES void name(type *cells, const Pair *pairs, size_t count) {                        \
    for (size_t n = 0; n < count; ++n) {                                                           \
      type *x = cells + pairs[n].low * lanes, *y = cells + pairs[n].high * lanes;                  \
      for (int j = 0; j < lanes; ++j) {                                                            \
        type a = x[j], b = y[j];                                                                   \
        x[j] = a < b ? a : b;                                                                      \
        y[j] = a < b ? b : a;                                                                      \
      }                                                                                            \
    }                                                                                              \
  }
COVECTOR_NETWORK(sortCells32, int32_t)
COVECTOR_NETWORK(sortCells64, int64_t)
#undef COVECTOR_NETWORK

/// Sorts keys, and places that tell equal keys apart, together.
COVECTOR_CLONES void sortCellsWithPlaces(int64_t *keys, int64_t *places, const Pair *pairs,
                                         size_t count) {
  for (size_t n = 0; n < count; ++n) {
    int64_t *x = keys + pairs[n].low * lanes, *y = keys + pairs[n].high * lanes;
    int64_t *p = places + pairs[n].low * lanes, *q = places + pairs[n].high * lanes;
    for (int j = 0; j < lanes; ++j) {
      int64_t a = x[j], b = y[j], i = p[j], k = q[j];
      bool ordered = (a < b) | ((a == b) & (i < k));
      x[j] = ordered ? a : b;
      y[j] = ordered ? b : a;
      p[j] = ordered ? i : k;
      q[j] = ordered ? k : i;
    }
  }
}

void sortCells(int32_t *cells, const std::vector<Pair> &pairs) {
  sortCells32(cells, pairs.data(), pairs.size());
}
void sortCells(int64_t *cells, const std::vector<Pair> &pairs) {
  sortCells64(cells, pairs.data(), pairs.size());
}

/// Sixteen neighbouring lines of an array, fewer at its end.
struct Group {
  int64_t first, step, next; // first element; from line to line; along a line
  int count;
};

Group groupAt(Axis axis, int64_t number) {
  if (axis.inner == 1) {
    int64_t line = number * lanes;
    int count = static_cast<int>(std::min<int64_t>(lanes, axis.outer - line));
    return {line * axis.length, axis.length, 1, count};
  }
  int64_t each = (axis.inner + lanes - 1) / lanes, line = number % each * lanes;
  int count = static_cast<int>(std::min<int64_t>(lanes, axis.inner - line));
  return {number / each * axis.length * axis.inner + line, 1, axis.inner, count};
}

int64_t groupsOf(Axis axis) {
  int64_t across = axis.inner == 1 ? axis.outer : axis.inner;
  return (across + lanes - 1) / lanes * (axis.inner == 1 ? 1 : axis.outer);
}

struct Work {
  Axis axis;
  const char *x;
  char *result;
  int64_t type, bytes; // of a position
  std::vector<Pair> pairs;
};

/// Values are sorted as signed integers in the order of exact keys.
template <typename Element> struct Cells {
  using Bits = typename Element::Bits;
  using Cell = std::conditional_t<sizeof(Bits) == 8, int64_t, int32_t>;
  static constexpr bool isNarrow = sizeof(Bits) < 4;
  static Cell cell(typename Element::Key key) {
    return isNarrow ? Cell(key) : Cell(key ^ signBit<Bits>);
  }
  static Bits key(Cell cell) { return isNarrow ? Bits(cell) : Bits(cell) ^ signBit<Bits>; }
};

template <typename Element> void sortGroups(const Work &work, int64_t lo, int64_t hi) {
  using Traits = Cells<Element>;
  using Bits = typename Element::Bits;
  using Cell = typename Traits::Cell;
  alignas(64) Cell cells[longest * lanes] = {};
  int64_t length = work.axis.length;
  Lines line(2 * length * sizeof(Bits));
  auto *x = reinterpret_cast<const Bits *>(work.x);
  auto *result = reinterpret_cast<Bits *>(work.result);
  for (int64_t number = lo; number < hi; ++number) {
    Group group = groupAt(work.axis, number);
    bool isPlain = true;
    for (int64_t i = 0; i < length; ++i)
      for (int j = 0; j < group.count; ++j) {
        Bits bits = x[group.first + j * group.step + i * group.next];
        isPlain &= Element::isPlain(bits);
        cells[i * lanes + j] = Traits::cell(Element::exact(bits));
      }
    if (isPlain) {
      sortCells(cells, work.pairs);
      for (int64_t i = 0; i < length; ++i)
        for (int j = 0; j < group.count; ++j)
          result[group.first + j * group.step + i * group.next] =
              Element::bitsOf(Traits::key(cells[i * lanes + j]));
      continue;
    }
    Bits *from = line.as<Bits>(), *to = from + length;
    for (int j = 0; j < group.count; ++j) {
      int64_t first = group.first + j * group.step;
      for (int64_t i = 0; i < length; ++i)
        from[i] = x[first + i * group.next];
      sortValues(work.type, reinterpret_cast<char *>(from), reinterpret_cast<char *>(to), length);
      for (int64_t i = 0; i < length; ++i)
        result[first + i * group.next] = to[i];
    }
  }
}

template <typename Element, typename Position>
void argsortGroups(const Work &work, int64_t lo, int64_t hi) {
  using Bits = typename Element::Bits;
  constexpr bool isWide = sizeof(Bits) == 8;
  alignas(64) int64_t cells[longest * lanes] = {}, places[longest * lanes] = {};
  int64_t length = work.axis.length;
  auto *result = reinterpret_cast<Position *>(work.result);
  for (int64_t number = lo; number < hi; ++number) {
    Group group = groupAt(work.axis, number);
    for (int64_t i = 0; i < length; ++i)
      for (int j = 0; j < group.count; ++j) {
        int64_t place = group.first + j * group.step + i * group.next;
        auto key = Element::key(work.x + place * sizeof(Bits));
        if constexpr (isWide) {
          cells[i * lanes + j] = int64_t(key ^ signBit<Bits>);
          places[i * lanes + j] = i;
        } else {
          cells[i * lanes + j] = int64_t((uint64_t(key) << 32 | uint64_t(i)) ^ signBit<uint64_t>);
        }
      }
    if constexpr (isWide)
      sortCellsWithPlaces(cells, places, work.pairs.data(), work.pairs.size());
    else
      sortCells(cells, work.pairs);
    const int64_t *sorted = isWide ? places : cells;
    for (int64_t i = 0; i < length; ++i)
      for (int j = 0; j < group.count; ++j)
        result[group.first + j * group.step + i * group.next] =
            static_cast<Position>(sorted[i * lanes + j] & 0xffffffff);
  }
}

bool isShort(Axis axis) {
  return axis.length > 1 && axis.length <= longest && axis.outer * axis.inner >= lanes &&
         (axis.inner == 1 || axis.inner >= lanes / 2);
}

void runGroups(Work &work, void (*body)(const Work &, int64_t, int64_t)) {
  void *frame[] = {&work, reinterpret_cast<void *>(body)};
  auto run = [](void **frame, int64_t lo, int64_t hi) {
    auto body = reinterpret_cast<void (*)(const Work &, int64_t, int64_t)>(frame[1]);
    body(*static_cast<const Work *>(frame[0]), lo, hi);
  };
  cv_parallel_for(run, frame, groupsOf(work.axis),
                  std::max<int64_t>(elementsOfThread / (work.axis.length * lanes), 1));
}

} // namespace

bool covector::runtime::sorting::sortShortLines(Axis axis, int64_t type, const char *x,
                                                char *result) {
  if (!isShort(axis) || isComplex(type))
    return false;
  Work work = {axis, x, result, type, 0, network(axis.length)};
  visitReal(type, [&](auto element) { runGroups(work, sortGroups<decltype(element)>); });
  return true;
}

bool covector::runtime::sorting::argsortShortLines(Axis axis, int64_t type, int64_t bytes,
                                                   const char *x, char *result) {
  if (!isShort(axis) || isComplex(type))
    return false;
  Work work = {axis, x, result, type, bytes, network(axis.length)};
  visitReal(type, [&](auto element) {
    using Element = decltype(element);
    runGroups(work, bytes == 4 ? argsortGroups<Element, int32_t> : argsortGroups<Element, int64_t>);
  });
  return true;
}
