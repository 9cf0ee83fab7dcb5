//===- Tapes.cpp - memory for the values that loops stack -----------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A program often asks for the same tapes again, call after call or iteration after
// iteration, and fresh memory of the system costs more than what is written to it. So
// each thread keeps some that was freed.
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/Tapes.h"
#include "runtime/cpu/Memory.h"
#include <algorithm>
#include <cstring>

using namespace covector::runtime;

namespace {

/// What one thread keeps.
class Kept {
public:
  ~Kept() {
    for (size_t i = 0; i < count; ++i)
      freeMemory(tapes[i]);
  }

  /// The smallest that is large enough, and not by much; null if there is none.
  void *take(size_t bytes) {
    size_t best = count;
    for (size_t i = 0; i < count; ++i)
      if (capacityOf(tapes[i]) >= bytes && capacityOf(tapes[i]) / 8 <= bytes + 4096 &&
          (best == count || capacityOf(tapes[i]) < capacityOf(tapes[best])))
        best = i;
    if (best == count)
      return nullptr;
    void *tape = tapes[best];
    tapes[best] = tapes[--count];
    total -= capacityOf(tape);
    reuseMemory(tape);
    return tape;
  }

  void put(void *tape) {
    size_t bytes = capacityOf(tape);
    if (bytes > most)
      return freeMemory(tape);
    while (count == limit || total + bytes > most)
      dropOldest();
    keepMemory(tape);
    tapes[count++] = tape;
    total += bytes;
  }

  /// Gives all back to the system.
  void drop() {
    while (count > 0)
      dropOldest();
  }

private:
  /// The first is the oldest, roughly.
  void dropOldest() {
    total -= capacityOf(tapes[0]);
    freeMemory(tapes[0]);
    std::copy(tapes + 1, tapes + count, tapes);
    --count;
  }

  static constexpr size_t limit = 8, most = size_t(64) << 20;
  void *tapes[limit];
  size_t count = 0, total = 0;
};

thread_local Kept kept;

} // namespace

void *cv_tape_allocate(int64_t count, int64_t bytes) {
  size_t total = 0;
  count = std::max<int64_t>(count, 0);
  if (!__builtin_mul_overflow(size_t(count), size_t(bytes), &total)) {
    if (void *tape = kept.take(total))
      return tape;
    if (void *tape = takeMemory(total))
      return tape;
    kept.drop();
  }
  return needMemory({count, bytes, /*ofLoop=*/true});
}

void *cv_tape_grow(void *tape, int64_t used, int64_t count, int64_t bytes) {
  void *larger = cv_tape_allocate(count, bytes);
  std::memcpy(larger, tape, size_t(used) * size_t(bytes));
  cv_tape_free(tape);
  return larger;
}

void cv_tape_free(void *tape) { kept.put(tape); }

namespace covector::runtime {

llvm::ArrayRef<Symbol> tapeSymbols() {
  static const Symbol symbols[] = {
      {"cv_tape_allocate", reinterpret_cast<void *>(cv_tape_allocate)},
      {"cv_tape_free", reinterpret_cast<void *>(cv_tape_free)},
      {"cv_tape_grow", reinterpret_cast<void *>(cv_tape_grow)},
  };
  return symbols;
}

} // namespace covector::runtime
