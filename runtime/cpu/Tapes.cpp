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
#include "runtime/KernelAbi.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/MathExtras.h"
#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace {

using covector::bufferAlignment;

/// In front of every tape, which is aligned like a buffer.
struct Header {
  size_t capacity; // bytes, without the header
};

constexpr size_t headerBytes = bufferAlignment;
static_assert(sizeof(Header) <= headerBytes);

Header *headerOf(void *tape) {
  return reinterpret_cast<Header *>(static_cast<char *>(tape) - headerBytes);
}

void *tapeOf(Header *header) { return reinterpret_cast<char *>(header) + headerBytes; }

/// What one thread keeps.
class Kept {
public:
  ~Kept() {
    for (size_t i = 0; i < count; ++i)
      std::free(headers[i]);
  }

  /// The smallest that is large enough, and not by much; null if there is none.
  Header *take(size_t bytes) {
    size_t best = count;
    for (size_t i = 0; i < count; ++i)
      if (headers[i]->capacity >= bytes && headers[i]->capacity / 8 <= bytes + 4096 &&
          (best == count || headers[i]->capacity < headers[best]->capacity))
        best = i;
    if (best == count)
      return nullptr;
    Header *header = headers[best];
    headers[best] = headers[--count];
    total -= header->capacity;
    return header;
  }

  void put(Header *header) {
    if (header->capacity > most)
      return std::free(header);
    while (count == limit || total + header->capacity > most) {
      // The first is the oldest, roughly.
      total -= headers[0]->capacity;
      std::free(headers[0]);
      std::copy(headers + 1, headers + count, headers);
      --count;
    }
    headers[count++] = header;
    total += header->capacity;
  }

private:
  static constexpr size_t limit = 8, most = size_t(64) << 20;
  Header *headers[limit];
  size_t count = 0, total = 0;
};

thread_local Kept kept;

} // namespace

void *cv_tape_allocate(int64_t count, int64_t bytes) {
  size_t total = 0;
  bool tooMany = count > 0 && __builtin_mul_overflow(size_t(count), size_t(bytes), &total);
  size_t wanted = llvm::alignTo(std::max<size_t>(total, 1), bufferAlignment);
  if (!tooMany)
    if (Header *header = kept.take(wanted))
      return tapeOf(header);
  void *memory = tooMany ? nullptr : std::aligned_alloc(bufferAlignment, wanted + headerBytes);
  if (!memory)
    llvm::report_fatal_error("out of memory: a loop keeps " + llvm::Twine(count) + " times " +
                             llvm::Twine(bytes) + " bytes for its derivative or stacks");
  auto *header = static_cast<Header *>(memory);
  header->capacity = wanted;
  return tapeOf(header);
}

void *cv_tape_grow(void *tape, int64_t used, int64_t count, int64_t bytes) {
  void *larger = cv_tape_allocate(count, bytes);
  std::memcpy(larger, tape, size_t(used) * size_t(bytes));
  cv_tape_free(tape);
  return larger;
}

void cv_tape_free(void *tape) { kept.put(headerOf(tape)); }

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
