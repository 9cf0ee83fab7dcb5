//===- Numbers.cpp - the search for NaNs and infinities -------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/Numbers.h"
#include "runtime/cpu/Elements.h"
#include "llvm/ADT/APFloat.h"
#include <algorithm>
#include <array>
#include <atomic>
#include <memory>

using namespace covector;
using namespace covector::runtime;
using llvm::APFloatBase;

namespace {

/// What is looked for, and what was found.
enum : int64_t { Nans = 1, Infs = 2 };

static_assert(sizeof(float) == 4 && sizeof(double) == 8);

//===----------------------------------------------------------------------===//
// Numbers of the formats of IEEE 754
//===----------------------------------------------------------------------===//

/// The greatest of the numbers' bits without their signs: those of infinity are greater
/// than those of all numbers, and those of NaNs greater still.
template <class Bits> COVECTOR_INLINE void greatest(void **frame, int64_t lo, int64_t hi) {
  auto *x = static_cast<const Bits *>(frame[0]);
  constexpr Bits withoutSign = static_cast<Bits>(Bits(-1) >> 1);
  Bits most = 0;
  for (int64_t i = lo; i < hi; ++i)
    most = std::max(most, static_cast<Bits>(x[i] & withoutSign));
  *static_cast<Bits *>(frame[1]) = most;
}

COVECTOR_FOR_EVERY_MACHINE(greatest16, greatest<uint16_t>)
COVECTOR_FOR_EVERY_MACHINE(greatest32, greatest<uint32_t>)
COVECTOR_FOR_EVERY_MACHINE(greatest64, greatest<uint64_t>)

template <class Bits>
int64_t findIn(const void *data, int64_t count, Bits infinity, int64_t wanted,
               void (*greatestOf)(void **, int64_t, int64_t)) {
  constexpr int64_t few = 16;
  Bits most = 0;
  void *frame[] = {const_cast<void *>(data), &most};
  if (count <= few)
    greatest<Bits>(frame, 0, count);
  else
    greatestOf(frame, 0, count);
  if (most < infinity)
    return 0;
  int64_t found = most > infinity ? Nans : Infs;
  if (found == Nans && wanted & Infs) {
    auto *x = static_cast<const Bits *>(data);
    if (std::any_of(x, x + count,
                    [&](Bits bits) { return Bits(bits << 1) == Bits(infinity << 1); }))
      found |= Infs;
  }
  return found & wanted;
}

//===----------------------------------------------------------------------===//
// Numbers of a byte
//===----------------------------------------------------------------------===//

/// What each of the bytes is, in a format of up to 8 bits.
std::array<int64_t, 256> classify(const llvm::fltSemantics &format) {
  std::array<int64_t, 256> kinds{};
  unsigned bits = APFloatBase::getSizeInBits(format);
  for (unsigned i = 0; i < 1u << bits; ++i) {
    llvm::APFloat number(format, llvm::APInt(bits, i));
    kinds[i] = number.isNaN() ? Nans : number.isInfinity() ? Infs : 0;
  }
  return kinds;
}

int64_t findInBytes(const void *data, int64_t count, APFloatBase::Semantics format) {
  static const auto *kinds = [] {
    auto *all = new std::array<std::array<int64_t, 256>, APFloatBase::S_MaxSemantics + 1>{};
    for (int s = 0; s <= APFloatBase::S_MaxSemantics; ++s) {
      auto semantics = static_cast<APFloatBase::Semantics>(s);
      const llvm::fltSemantics &format = APFloatBase::EnumToSemantics(semantics);
      if (APFloatBase::getSizeInBits(format) <= 8)
        (*all)[s] = classify(format);
    }
    return all;
  }();
  auto *x = static_cast<const uint8_t *>(data);
  int64_t found = 0;
  for (int64_t i = 0; i < count; ++i)
    found |= (*kinds)[format][x[i]];
  return found;
}

std::atomic<uint64_t> alarms{0};
thread_local NumberWatch *watch = nullptr;

} // namespace

int64_t runtime::findNumbers(const void *data, int64_t format, int64_t count, int64_t wanted) {
  switch (static_cast<APFloatBase::Semantics>(format)) {
  case APFloatBase::S_IEEEhalf:
    return findIn<uint16_t>(data, count, 0x7c00, wanted, greatest16);
  case APFloatBase::S_BFloat:
    return findIn<uint16_t>(data, count, 0x7f80, wanted, greatest16);
  case APFloatBase::S_IEEEsingle:
    return findIn<uint32_t>(data, count, 0x7f800000, wanted, greatest32);
  case APFloatBase::S_IEEEdouble:
    return findIn<uint64_t>(data, count, 0x7ff0000000000000, wanted, greatest64);
  default:
    return findInBytes(data, count, static_cast<APFloatBase::Semantics>(format)) & wanted;
  }
}

uint64_t runtime::numAlarms() { return alarms.load(std::memory_order_relaxed); }

void cv_alarm(void *const *, const int64_t *) { alarms.fetch_add(1, std::memory_order_relaxed); }

void cv_check_numbers(void *const *buffers, const int64_t *numbers) {
  if (findNumbers(buffers[0], numbers[0], numbers[1], numbers[2]))
    cv_alarm(buffers, numbers);
}

void cv_watch_numbers(void *const *buffers, const int64_t *numbers) {
  if (watch)
    watch->note(buffers, numbers);
}

//===----------------------------------------------------------------------===//
// The watch
//===----------------------------------------------------------------------===//

NumberWatch::NumberWatch(bool nans, bool infs)
    : wanted((nans ? Nans : 0) | (infs ? Infs : 0)), outer(std::exchange(watch, this)) {}

NumberWatch::~NumberWatch() { watch = outer; }

void NumberWatch::set(int64_t id, bool wrong) {
  if (id >= int64_t(now.size())) {
    now.resize(id + 1);
    ever.resize(id + 1);
    known.resize(id + 1);
  }
  now[id] = wrong;
  ever[id] = ever[id] || wrong;
}

void NumberWatch::note(void *const *buffers, const int64_t *numbers) {
  enum : int64_t { Made, Argument, Moved, Loop, Iteration }; // as CheckNumbersOp has them
  int64_t kind = *numbers++;
  auto take = [&] {
    int64_t count = *numbers++;
    llvm::ArrayRef<int64_t> list(numbers, count);
    numbers += count;
    return list;
  };
  llvm::ArrayRef<int64_t> ids = take(), sources = take();
  int64_t inputs = *numbers++;
  if (kind == Loop || kind == Iteration) {
    if (ids[0] >= int64_t(iterations.size()))
      iterations.resize(ids[0] + 1, -1);
    int64_t &iteration = iterations[ids[0]];
    if (kind == Loop)
      iteration = -1;
    else if (inputs)
      std::memcpy(&iteration, buffers[0], sizeof iteration);
    else
      ++iteration;
    return;
  }
  bool given = llvm::any_of(sources, [&](int64_t id) { return isWrong(id); });
  if (kind == Moved)
    return set(ids[0], given);
  for (int64_t i = 0; i < inputs; ++i) {
    int64_t found = findNumbers(buffers[i], numbers[2 * i], numbers[2 * i + 1], wanted);
    set(ids[i], found != 0);
    if (!found || given || known[ids[i]])
      continue;
    known[ids[i]] = true;
    first.push_back({ids[i], (found & Nans) != 0, iterations});
  }
}

llvm::ArrayRef<Symbol> runtime::numberSymbols() {
  static const Symbol symbols[] = {
      {"cv_alarm", reinterpret_cast<void *>(cv_alarm)},
      {"cv_check_numbers", reinterpret_cast<void *>(cv_check_numbers)},
      {"cv_watch_numbers", reinterpret_cast<void *>(cv_watch_numbers)}};
  return symbols;
}
