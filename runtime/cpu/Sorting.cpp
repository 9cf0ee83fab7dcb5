//===- Sorting.cpp - sorts and orders along an axis -----------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The sorting itself is Highway's vectorised quicksort; here is how lines of all
// element types become arrays of integers or floats that it sorts: see Note
// [Keys] in SortingKeys.h. Choosing and searching are in SortingChoice.cpp.
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/Libraries.h"
#include "runtime/cpu/SortingKeys.h"
#include "runtime/cpu/SortingLines.h"
#include "runtime/cpu/SortingSplit.h"
#include <algorithm>
#include <hwy/contrib/sort/vqsort.h>

using namespace covector::runtime;
using namespace covector::runtime::sorting;

//===----------------------------------------------------------------------===//
// Arrays of integers or floats
//===----------------------------------------------------------------------===//
//
// Note [Halves of a long line]
// A long line is copied to where it is sorted anyway: what is less than a number
// from its middle goes to the front, the rest to the end, and two threads sort.

namespace {

constexpr int64_t longLine = 1 << 17;

template <typename T> void quicksort(T *values, int64_t count) {
  thread_local hwy::Sorter sorter; // has a buffer of its own
  sorter(values, static_cast<size_t>(count), hwy::SortAscending());
}

/// The median of some elements.
template <typename T> T middleOf(const T *x, int64_t count) {
  constexpr int64_t some = 127;
  T sample[some];
  for (int64_t i = 0; i < some; ++i)
    sample[i] = x[count / some * i];
  std::nth_element(sample, sample + some / 2, sample + some);
  return sample[some / 2];
}

/// Sorts `x` into `result`, which is elsewhere, in two threads.
template <typename T> void sortHalves(const T *x, T *result, int64_t count) {
  int64_t low = split(x, result, count, middleOf(x, count));
  struct Half {
    T *values;
    int64_t count;
  } halves[] = {{result, low}, {result + low, count - low}};
  void *frame[] = {halves};
  auto sort = [](void **frame, int64_t lo, int64_t hi) {
    auto *half = static_cast<Half *>(frame[0]);
    for (; lo < hi; ++lo)
      quicksort(half[lo].values, half[lo].count);
  };
  cv_parallel_for(sort, frame, 2, 1);
}

/// Sorts `x` into `result`.
template <typename T> void sortInto(const T *x, T *result, int64_t count) {
  if (count >= longLine && threadCount() > 1)
    return sortHalves(x, result, count);
  std::memcpy(result, x, count * sizeof(T));
  quicksort(result, count);
}

} // namespace

void covector::runtime::sorting::sortIntegers(uint64_t *values, int64_t count) {
  quicksort(values, count);
}

void covector::runtime::sorting::sortIntegers(Wide *values, int64_t count) {
  static_assert(sizeof(hwy::uint128_t) == sizeof(Wide), "two words, the lower one first");
  quicksort(reinterpret_cast<hwy::uint128_t *>(values), count);
}

//===----------------------------------------------------------------------===//
// One operand that is its own key: values are sorted
//===----------------------------------------------------------------------===//

namespace {

/// Bytes are counted.
template <typename Element> void sortBytes(const char *x, char *result, int64_t length) {
  int64_t counts[256] = {};
  for (int64_t i = 0; i < length; ++i)
    ++counts[Element::key(x + i)];
  uint8_t flip = Element::key("\0"); // turns a key back into the element
  for (int key = 0; key < 256; ++key) {
    std::memset(result, key ^ flip, counts[key]);
    result += counts[key];
  }
}

template <typename T> void sortInts(const char *x, char *result, int64_t length) {
  sortInto(reinterpret_cast<const T *>(x), reinterpret_cast<T *>(result), length);
}

/// Writes the exact keys of numbers to the front and NaN to the end, both in
/// their order, and returns how many numbers there are.
template <typename Element>
int64_t splitNan(const typename Element::Bits *x, typename Element::Bits *result, int64_t length) {
  bool anyNan = false;
  for (int64_t i = 0; i < length; ++i) {
    anyNan |= Element::isNan(x[i]);
    result[i] = Element::exact(x[i]);
  }
  if (!anyNan)
    return length;
  int64_t numbers = 0;
  for (int64_t i = 0; i < length; ++i)
    if (!Element::isNan(x[i]))
      result[numbers++] = Element::exact(x[i]);
  int64_t end = numbers;
  for (int64_t i = 0; i < length; ++i)
    if (Element::isNan(x[i]))
      result[end++] = x[i];
  return numbers;
}

/// Zeros are equal, so their signs stand as they did before: `zero` is the first
/// place in the result that is not below zero.
template <typename Bits, typename Element>
void restoreZeros(const Bits *x, int64_t length, Bits *zero, const Bits *end, Element) {
  if (zero == end || !Element::isZero(*zero))
    return;
  for (int64_t i = 0; i < length; ++i)
    if (Element::isZero(x[i]))
      *zero++ = x[i];
}

template <typename Element> bool isFinite(const typename Element::Bits *x, int64_t length) {
  bool all = true;
  for (int64_t i = 0; i < length; ++i)
    all &= Element::isFinite(x[i]);
  return all;
}

/// Floats are sorted as such where all are finite (Highway 1.0 makes numbers of
/// infinities), else by their exact keys.
template <typename Element> void sortFloats(const char *from, char *to, int64_t length) {
  using Bits = typename Element::Bits;
  auto *x = reinterpret_cast<const Bits *>(from);
  auto *result = reinterpret_cast<Bits *>(to);
  if constexpr (sizeof(Bits) >= sizeof(float)) {
    using Number = std::conditional_t<sizeof(Bits) == sizeof(float), float, double>;
    if (isFinite<Element>(x, length)) {
      auto *numbers = reinterpret_cast<Number *>(to);
      sortInto(reinterpret_cast<const Number *>(from), numbers, length);
      Number *zero = std::lower_bound(numbers, numbers + length, Number(0));
      return restoreZeros(x, length, result + (zero - numbers), result + length, Element());
    }
  }
  int64_t count = splitNan<Element>(x, result, length);
  quicksort(result, count);
  Bits *zero = std::lower_bound(result, result + count, Element::exact(signBit<Bits>));
  for (int64_t i = 0; i < count; ++i)
    result[i] = Element::bitsOf(result[i]);
  restoreZeros(x, length, zero, result + count, Element());
}

} // namespace

void covector::runtime::sorting::sortValues(int64_t type, const char *x, char *result,
                                            int64_t length) {
  auto kind = static_cast<ElementKind>(type >> 8);
  bool isSigned = kind == ElementKind::Signed;
  if (kind == ElementKind::Bfloat)
    return sortFloats<Bfloat>(x, result, length);
  bool isFloat = kind == ElementKind::Float;
  switch (bytesOf(type)) {
  case 1:
    return isSigned ? sortBytes<SignedElement<uint8_t>>(x, result, length)
                    : sortBytes<UnsignedElement<uint8_t>>(x, result, length);
  case 2:
    return isFloat    ? sortFloats<Half>(x, result, length)
           : isSigned ? sortInts<int16_t>(x, result, length)
                      : sortInts<uint16_t>(x, result, length);
  case 4:
    return isFloat    ? sortFloats<Float>(x, result, length)
           : isSigned ? sortInts<int32_t>(x, result, length)
                      : sortInts<uint32_t>(x, result, length);
  default:
    return isFloat    ? sortFloats<Double>(x, result, length)
           : isSigned ? sortInts<int64_t>(x, result, length)
                      : sortInts<uint64_t>(x, result, length);
  }
}

//===----------------------------------------------------------------------===//
// Keys and positions: the order of elements
//===----------------------------------------------------------------------===//

namespace {

/// A real key along a line: a complex operand has two.
struct Key {
  const char *line;
  int64_t stride, type;
  int64_t bits() const { return bytesOf(type) * 8; }
};

void appendKeys(std::vector<Key> &keys, const char *line, int64_t type) {
  int64_t bytes = bytesOf(type);
  if (!isComplex(type))
    return keys.push_back({line, bytes, type});
  int64_t part = (static_cast<int64_t>(ElementKind::Float) << 8) + bytes / 2;
  keys.push_back({line, bytes, part});
  keys.push_back({line + bytes / 2, bytes, part});
}

/// `x` shifted by a number of bits that may be all.
template <unsigned bits, typename Packed> Packed shifted(Packed x) {
  if constexpr (bits >= sizeof(Packed) * 8)
    return 0;
  else
    return x << bits;
}

/// Puts a key below what is in `packed`, for the elements at `order`, or all as
/// they stand if it is null; and below the last key the place of the element.
template <typename Position, typename Packed>
void pack(const Key &key, bool isFirst, bool isLast, const Position *order, Packed *packed,
          int64_t length) {
  visitReal(key.type, [&](auto element) {
    using Element = decltype(element);
    auto put = [&](auto index) {
      for (int64_t i = 0; i < length; ++i) {
        Packed above = isFirst ? 0 : shifted<sizeof(typename Element::Key) * 8>(packed[i]);
        Packed all = above | Element::key(key.line + index(i) * key.stride);
        packed[i] = isLast ? shifted<sizeof(Position) * 8>(all) | Packed(i) : all;
      }
    };
    order ? put([&](int64_t i) -> int64_t { return order[i]; }) : put([](int64_t i) { return i; });
  });
}

/// Sorts by keys that fit into a word together with a place. `order` is the
/// order before, in which equal elements stay, if `isOrdered`.
template <typename Packed, typename Position>
void orderByPacked(const Key *first, const Key *last, bool isOrdered, Position *order,
                   int64_t length) {
  Lines packedLine(length * sizeof(Packed));
  auto *packed = packedLine.as<Packed>();
  for (const Key *key = first; key != last; ++key)
    pack(*key, key == first, key + 1 == last, isOrdered ? order : nullptr, packed, length);
  sortIntegers(packed, length);
  if (!isOrdered) {
    for (int64_t i = 0; i < length; ++i)
      order[i] = static_cast<Position>(packed[i]);
    return;
  }
  Lines before(length * sizeof(Position));
  std::memcpy(before.as<Position>(), order, length * sizeof(Position));
  for (int64_t i = 0; i < length; ++i)
    order[i] = before.as<Position>()[static_cast<Position>(packed[i])];
}

/// The stable order by a key of a byte: places are counted.
template <typename Position> void orderByByte(const Key &key, Position *order, int64_t length) {
  visitReal(key.type, [&](auto element) {
    using Element = decltype(element);
    auto keyAt = [&](int64_t i) { return uint8_t(Element::key(key.line + i * key.stride)); };
    int64_t places[257] = {};
    for (int64_t i = 0; i < length; ++i)
      ++places[keyAt(i) + 1];
    for (int k = 0; k < 256; ++k)
      places[k + 1] += places[k];
    for (int64_t i = 0; i < length; ++i)
      order[places[keyAt(i)]++] = static_cast<Position>(i);
  });
}

/// The stable order by keys. Where they do not fit into one word, the last ones
/// are sorted by first.
template <typename Position>
void orderOf(const std::vector<Key> &keys, Position *order, int64_t length) {
  constexpr int64_t positionBits = sizeof(Position) * 8;
  if (keys.size() == 1 && keys[0].bits() == 8)
    return orderByByte(keys[0], order, length);
  const Key *end = keys.data() + keys.size();
  bool isOrdered = false;
  while (end != keys.data()) {
    const Key *begin = end;
    int64_t bits = positionBits;
    while (begin != keys.data() && bits + begin[-1].bits() <= 128)
      bits += (--begin)->bits();
    if (bits <= 64)
      orderByPacked<uint64_t>(begin, end, isOrdered, order, length);
    else
      orderByPacked<Wide>(begin, end, isOrdered, order, length);
    isOrdered = true;
    end = begin;
  }
}

template <typename Position>
void take(const char *x, char *result, int64_t bytes, const Position *order, int64_t length) {
  auto as = [&](auto unit) {
    using Unit = decltype(unit);
    for (int64_t i = 0; i < length; ++i)
      reinterpret_cast<Unit *>(result)[i] = reinterpret_cast<const Unit *>(x)[order[i]];
  };
  switch (bytes) {
  case 1:
    return as(uint8_t());
  case 2:
    return as(uint16_t());
  case 4:
    return as(uint32_t());
  case 8:
    return as(uint64_t());
  default:
    return as(Wide());
  }
}

//===----------------------------------------------------------------------===//
// The functions
//===----------------------------------------------------------------------===//

template <typename Position>
void sortTogether(const int64_t *types, int64_t operands, int64_t keyCount, char *const *from,
                  char *const *to, int64_t length) {
  std::vector<Key> keys;
  for (int64_t i = 0; i < keyCount; ++i)
    appendKeys(keys, from[i], types[i]);
  Lines order(length * sizeof(Position));
  orderOf(keys, order.as<Position>(), length);
  for (int64_t i = 0; i < operands; ++i)
    take(from[i], to[i], bytesOf(types[i]), order.as<Position>(), length);
}

template <typename Position, typename Result>
void argsort(const int64_t *types, int64_t keyCount, char *const *from, char *to, int64_t length) {
  std::vector<Key> keys;
  for (int64_t i = 0; i < keyCount; ++i)
    appendKeys(keys, from[i], types[i]);
  auto *result = reinterpret_cast<Result *>(to);
  if (sizeof(Position) == sizeof(Result))
    return orderOf(keys, reinterpret_cast<Position *>(result), length);
  Lines order(length * sizeof(Position));
  orderOf(keys, order.as<Position>(), length);
  for (int64_t i = 0; i < length; ++i)
    result[i] = static_cast<Result>(order.as<Position>()[i]);
}

constexpr int64_t mostShort = int64_t(1) << 32;

void cv_sort(void *const *buffers, const int64_t *numbers) {
  int64_t operands = numbers[0], keys = numbers[1];
  const int64_t *types = numbers + 5;
  Axis axis = {numbers[2], numbers[3], numbers[4]};
  if (operands == 1 && sortShortLines(axis, types[0], static_cast<char *>(buffers[0]),
                                      static_cast<char *>(buffers[1])))
    return;
  std::vector<Array> reads, writes;
  for (int64_t i = 0; i < operands; ++i) {
    reads.push_back({static_cast<char *>(buffers[i]), bytesOf(types[i]), axis.length});
    writes.push_back({static_cast<char *>(buffers[operands + i]), bytesOf(types[i]), axis.length});
  }
  forEachLine(axis, reads, writes, [=](char *const *from, char *const *to) {
    if (operands == 1 && !isComplex(types[0]))
      sortValues(types[0], from[0], to[0], axis.length);
    else if (axis.length <= mostShort)
      sortTogether<uint32_t>(types, operands, keys, from, to, axis.length);
    else
      sortTogether<uint64_t>(types, operands, keys, from, to, axis.length);
  });
}

void cv_argsort(void *const *buffers, const int64_t *numbers) {
  int64_t keys = numbers[0], bytes = numbers[4];
  const int64_t *types = numbers + 5;
  Axis axis = {numbers[1], numbers[2], numbers[3]};
  if (keys == 1 && argsortShortLines(axis, types[0], bytes, static_cast<char *>(buffers[0]),
                                     static_cast<char *>(buffers[1])))
    return;
  std::vector<Array> reads;
  for (int64_t i = 0; i < keys; ++i)
    reads.push_back({static_cast<char *>(buffers[i]), bytesOf(types[i]), axis.length});
  Array write = {static_cast<char *>(buffers[keys]), bytes, axis.length};
  forEachLine(axis, reads, {write}, [=](char *const *from, char *const *to) {
    if (axis.length > mostShort)
      argsort<uint64_t, uint64_t>(types, keys, from, to[0], axis.length);
    else if (bytes == 8)
      argsort<uint32_t, uint64_t>(types, keys, from, to[0], axis.length);
    else
      argsort<uint32_t, uint32_t>(types, keys, from, to[0], axis.length);
  });
}

} // namespace

namespace covector::runtime {

llvm::ArrayRef<Symbol> sortingSymbols() {
  static const Symbol symbols[] = {
      {"cv_argsort", reinterpret_cast<void *>(cv_argsort)},
      {"cv_search_sorted", reinterpret_cast<void *>(sorting::cv_search_sorted)},
      {"cv_sort", reinterpret_cast<void *>(cv_sort)},
      {"cv_top_k", reinterpret_cast<void *>(sorting::cv_top_k)},
  };
  return symbols;
}

} // namespace covector::runtime
