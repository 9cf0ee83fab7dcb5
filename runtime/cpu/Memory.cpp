//===- Memory.cpp - memory that programs ask for while they run -----------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/Memory.h"
#include "runtime/KernelAbi.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/FormatVariadic.h"
#include <algorithm>
#include <csetjmp>
#include <cstdlib>

namespace covector::runtime {

namespace {

/// In front of all memory, in a ring with the others of its attempt.
struct Block {
  Block *next, *previous;
  size_t capacity; // bytes, without this

  void link(Block &after) {
    next = after.next;
    previous = &after;
    next->previous = previous->next = this;
  }
  void unlink() {
    next->previous = previous;
    previous->next = next;
    next = previous = this;
  }
};

constexpr size_t blockBytes = bufferAlignment;
static_assert(sizeof(Block) <= blockBytes);

Block *blockOf(void *memory) {
  return reinterpret_cast<Block *>(static_cast<char *>(memory) - blockBytes);
}

struct Attempt {
  jmp_buf end;
  Block blocks;
  Attempt *outer;
  MissingMemory missing;
};

thread_local Attempt *current = nullptr;

/// Leaves an attempt, and frees what it still has.
void leave(Attempt &attempt) {
  current = attempt.outer;
  while (attempt.blocks.next != &attempt.blocks) {
    Block *block = attempt.blocks.next;
    block->unlink();
    std::free(block);
  }
}

} // namespace

std::string MissingMemory::message() const {
  if (ofLoop)
    return llvm::formatv(
               "no memory left for what a loop keeps: {0} times {1} bytes. If that is for its "
               "derivative, let it keep less with its argument checkpoint ('sqrt', 'log' or a "
               "number "
               "of levels); else loop fewer times, or over smaller arrays",
               count, bytes)
        .str();
  return llvm::formatv("no memory left for {0} bytes that an operation works in; use smaller "
                       "arrays, or fewer at a time",
                       count * bytes)
      .str();
}

bool attempt(llvm::function_ref<void()> work, MissingMemory &missing) {
  Attempt here;
  here.blocks.next = here.blocks.previous = &here.blocks;
  here.outer = current;
  current = &here;
  if (_setjmp(here.end) == 0) {
    work();
    leave(here);
    return true;
  }
  missing = here.missing;
  leave(here);
  return false;
}

void giveUp(const MissingMemory &missing) {
  if (!current)
    llvm::report_fatal_error(llvm::StringRef(missing.message()), false);
  current->missing = missing;
  longjmp(current->end, 1);
}

void *takeMemory(size_t bytes) {
  constexpr size_t most = PTRDIFF_MAX - 2 * blockBytes;
  if (bytes > most)
    return nullptr;
  size_t capacity = (std::max<size_t>(bytes, 1) + blockBytes - 1) / blockBytes * blockBytes;
  void *place = std::aligned_alloc(blockBytes, capacity + blockBytes);
  if (!place)
    return nullptr;
  auto *block = static_cast<Block *>(place);
  block->next = block->previous = block;
  block->capacity = capacity;
  void *memory = static_cast<char *>(place) + blockBytes;
  reuseMemory(memory);
  return memory;
}

void *needMemory(const MissingMemory &wanted) {
  size_t total = 0;
  bool isTooMuch = wanted.count < 0 || wanted.bytes < 0 ||
                   __builtin_mul_overflow(size_t(wanted.count), size_t(wanted.bytes), &total);
  void *memory = isTooMuch ? nullptr : takeMemory(total);
  if (!memory)
    giveUp(wanted);
  return memory;
}

void freeMemory(void *memory) {
  if (!memory)
    return;
  Block *block = blockOf(memory);
  block->unlink();
  std::free(block);
}

void keepMemory(void *memory) { blockOf(memory)->unlink(); }

void reuseMemory(void *memory) {
  if (current)
    blockOf(memory)->link(current->blocks);
}

size_t capacityOf(void *memory) { return blockOf(memory)->capacity; }

} // namespace covector::runtime
