//===- SortingChoice.cpp - the greatest elements, and places in an order --===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/SortingLines.h"
#include <algorithm>
#include <functional>
#include <limits>

using namespace covector::runtime;
using namespace covector::runtime::sorting;

//===----------------------------------------------------------------------===//
// The greatest elements
//===----------------------------------------------------------------------===//
//
// Note [Few of many]
// A candidate is a key above the complement of a position: the greater candidate
// is the greater element, or the first of equals. Once there are k candidates,
// only elements above the least of the best k count; there are ever fewer of
// these, so that nearly all blocks of a line are passed by with one comparison
// for each element.

namespace {

constexpr int64_t block = 64;

template <typename Element, typename Candidate>
Candidate candidate(typename Element::Key key, int64_t place) {
  return Candidate(key) << 32 | uint32_t(~uint32_t(place));
}

/// Collects candidates and leaves the best `k` in front, in descending order.
template <typename Element, typename Candidate>
void bestOf(const char *x, int64_t length, int64_t k, std::vector<Candidate> &best) {
  using Key = typename Element::Key;
  constexpr int64_t bytes = sizeof(Key);
  const size_t capacity = 2 * k + 1024;
  best.clear();
  best.reserve(capacity + block);
  bool isFull = false;
  Key least = 0; // of the best k so far
  auto keepBest = [&] {
    std::nth_element(best.begin(), best.begin() + (k - 1), best.end(), std::greater<Candidate>());
    best.resize(k);
    least = static_cast<Key>(best[k - 1] >> 32);
    isFull = true;
  };
  for (int64_t start = 0; start < length; start += block) {
    int64_t end = std::min(start + block, length);
    if (isFull) {
      bool any = false;
      for (int64_t i = start; i < end; ++i)
        any |= Element::exactKey(x + i * bytes) > least;
      if (!any)
        continue;
    }
    for (int64_t i = start; i < end; ++i) {
      Key key = Element::exactKey(x + i * bytes);
      if (!isFull || key > least)
        best.push_back(candidate<Element, Candidate>(key, i));
    }
    if (best.size() >= capacity)
      keepBest();
  }
  if (best.size() > size_t(k))
    keepBest();
  std::sort(best.begin(), best.end(), std::greater<Candidate>());
}

/// All elements in descending order: for many of few.
template <typename Element, typename Candidate>
void allOf(const char *x, int64_t length, std::vector<Candidate> &best) {
  best.resize(length);
  for (int64_t i = 0; i < length; ++i)
    best[i] =
        ~candidate<Element, Candidate>(Element::exactKey(x + i * sizeof(typename Element::Key)), i);
  sortIntegers(best.data(), length);
  for (Candidate &c : best)
    c = ~c;
}

template <typename Element>
void topK(const char *x, char *values, int32_t *positions, int64_t length, int64_t k) {
  using Key = typename Element::Key;
  using Candidate = std::conditional_t<sizeof(Key) == 8, Wide, uint64_t>;
  std::vector<Candidate> best;
  if (k * 8 >= length)
    allOf<Element>(x, length, best);
  else
    bestOf<Element>(x, length, k, best);
  for (int64_t i = 0; i < k; ++i) {
    positions[i] = static_cast<int32_t>(~static_cast<uint32_t>(best[i]));
    std::memcpy(values + i * sizeof(Key), x + positions[i] * sizeof(Key), sizeof(Key));
  }
}

} // namespace

void covector::runtime::sorting::cv_top_k(void *const *buffers, const int64_t *numbers) {
  int64_t k = numbers[0], type = numbers[4];
  Axis axis = {numbers[1], numbers[2], numbers[3]};
  Array x = {static_cast<char *>(buffers[0]), bytesOf(type), axis.length};
  Array values = {static_cast<char *>(buffers[1]), bytesOf(type), k};
  Array positions = {static_cast<char *>(buffers[2]), 4, k};
  if (k == 0)
    return;
  forEachLine(axis, {x}, {values, positions}, [=](char *const *from, char *const *to) {
    visitReal(type, [&](auto element) {
      topK<decltype(element)>(from[0], to[0], reinterpret_cast<int32_t *>(to[1]), axis.length, k);
    });
  });
}

//===----------------------------------------------------------------------===//
// Places in an order
//===----------------------------------------------------------------------===//

//
// Note [Searching side by side]
// Several values are searched for at once: all take the same number of steps, and
// their reads of memory overlap. Where there are many values, the keys of the
// sorted array are computed first, as signed integers that vectors compare.

namespace {

constexpr int together = 32;

struct Search {
  const char *sorted, *values;
  char *result;
  int64_t length, count, bytes; // of a position
  bool isRight;
};

#define COVECTOR_SEARCH(name, type)                                                                \
  COVECTOR_CLONES void name(const type *__restrict sorted, int64_t length,                         \
                            const type *__restrict keys, bool isRight, int32_t *__restrict base) { \
    for (; length > 1; length -= length / 2) {                                                     \
      int32_t half = static_cast<int32_t>(length / 2);                                             \
      for (int j = 0; j < together; ++j) {                                                         \
        type other = sorted[base[j] + half - 1];                                                   \
        bool below = (other < keys[j]) | (isRight & (other == keys[j]));                           \
        base[j] += below ? half : 0;                                                               \
      }                                                                                            \
    }                                                                                              \
    for (int j = 0; length == 1 && j < together; ++j)                                              \
      base[j] += (sorted[base[j]] < keys[j]) | (isRight & (sorted[base[j]] == keys[j]));           \
  }
COVECTOR_SEARCH(searchKeys32, int32_t)
COVECTOR_SEARCH(searchKeys64, int64_t)
#undef COVECTOR_SEARCH

void searchKeys(const int32_t *sorted, int64_t length, const int32_t *keys, bool isRight,
                int32_t *base) {
  searchKeys32(sorted, length, keys, isRight, base);
}
void searchKeys(const int64_t *sorted, int64_t length, const int64_t *keys, bool isRight,
                int32_t *base) {
  searchKeys64(sorted, length, keys, isRight, base);
}
void searchKeys(const Wide *sorted, int64_t length, const Wide *keys, bool isRight, int32_t *base) {
  for (int j = 0; j < together; ++j)
    base[j] = static_cast<int32_t>((isRight ? std::upper_bound(sorted, sorted + length, keys[j])
                                            : std::lower_bound(sorted, sorted + length, keys[j])) -
                                   sorted);
}

/// A key as an integer that is compared fast.
template <typename Element> struct Ordered {
  using Key = typename Element::Key;
  static constexpr int bytes = sizeof(Key);
  using Type =
      std::conditional_t<bytes == 16, Wide, std::conditional_t<bytes == 8, int64_t, int32_t>>;
  static Type of(const char *address) {
    Key key = Element::key(address);
    if constexpr (bytes == 4 || bytes == 8)
      return static_cast<Type>(key ^ signBit<Key>);
    else
      return key;
  }
};

template <typename Element, typename Position>
void searchSome(const Search &search, int64_t batch, int64_t lo, int64_t hi) {
  using Key = typename Ordered<Element>::Type;
  constexpr int64_t bytes = sizeof(typename Element::Key);
  const char *sorted = search.sorted + batch * search.length * bytes;
  const char *values = search.values + batch * search.count * bytes;
  auto *result = reinterpret_cast<Position *>(search.result) + batch * search.count;
  auto key = [&](const char *x, int64_t i) { return Ordered<Element>::of(x + i * bytes); };
  if (search.length / 16 > hi - lo || search.length > std::numeric_limits<int32_t>::max()) {
    // Few values: only the keys that are compared are computed.
    for (int64_t i = lo; i < hi; ++i) {
      Key wanted = key(values, i);
      int64_t base = 0, length = search.length;
      for (; length > 0; length -= (length + 1) / 2) {
        int64_t half = (length + 1) / 2;
        Key other = key(sorted, base + half - 1);
        base += (search.isRight ? other <= wanted : other < wanted) ? half : 0;
      }
      result[i] = static_cast<Position>(base);
    }
    return;
  }
  Lines memory(search.length * sizeof(Key));
  Key *keys = memory.as<Key>();
  for (int64_t i = 0; i < search.length; ++i)
    keys[i] = key(sorted, i);
  for (int64_t first = lo; first < hi; first += together) {
    int count = static_cast<int>(std::min<int64_t>(together, hi - first));
    Key wanted[together] = {};
    int32_t base[together] = {};
    for (int j = 0; j < count; ++j)
      wanted[j] = key(values, first + j);
    searchKeys(keys, search.length, wanted, search.isRight, base);
    for (int j = 0; j < count; ++j)
      result[first + j] = static_cast<Position>(base[j]);
  }
}

template <typename Element> void searchRange(const Search &search, int64_t lo, int64_t hi) {
  while (lo < hi) {
    int64_t batch = lo / search.count, first = lo - batch * search.count;
    int64_t last = std::min(search.count, first + (hi - lo));
    if (search.bytes == 4)
      searchSome<Element, int32_t>(search, batch, first, last);
    else
      searchSome<Element, int64_t>(search, batch, first, last);
    lo += last - first;
  }
}

template <typename Element> void searchAll(Search &search, int64_t total) {
  void *frame[] = {&search};
  auto body = [](void **frame, int64_t lo, int64_t hi) {
    searchRange<Element>(*static_cast<Search *>(frame[0]), lo, hi);
  };
  // Every thread computes the keys of what is sorted, or few of them.
  cv_parallel_for(body, frame, total, std::max<int64_t>(4096, search.length / 4));
}

} // namespace

void covector::runtime::sorting::cv_search_sorted(void *const *buffers, const int64_t *numbers) {
  Search search = {static_cast<const char *>(buffers[0]),
                   static_cast<const char *>(buffers[1]),
                   static_cast<char *>(buffers[2]),
                   numbers[1],
                   numbers[2],
                   numbers[4],
                   numbers[3] != 0};
  int64_t total = numbers[0] * numbers[2], type = numbers[5];
  if (isComplex(type))
    return bytesOf(type) == 8 ? searchAll<ComplexElement<Float, uint64_t>>(search, total)
                              : searchAll<ComplexElement<Double, Wide>>(search, total);
  visitReal(type, [&](auto element) { searchAll<decltype(element)>(search, total); });
}
