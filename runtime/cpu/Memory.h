//===- Memory.h - memory that programs ask for while they run ---*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Note [Memory that cannot be had]
// Results and temporaries have their memory before a program begins. What a loop keeps may
// grow while it runs, and libraries want workspaces; when there is none left, nothing in the
// middle of compiled code could go on. So a program runs in an attempt: who asks in vain jumps
// to its end, past compiled code, which has nothing to undo. The attempt then frees what was
// taken in it. A thread that helps with a loop makes an attempt of its own piece, and the
// loop's own thread gives up when all pieces are done.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_MEMORY_H
#define COVECTOR_RUNTIME_CPU_MEMORY_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include <cstddef>
#include <cstdint>
#include <string>

namespace covector::runtime {

/// Memory that was asked for in vain.
struct MissingMemory {
  int64_t count = 0; // of entries, kept by a loop or worked in by an operation
  int64_t bytes = 0; // of one entry
  bool ofLoop = false;

  /// What was wanted, for whom, and what to do.
  std::string message() const;
};

/// Does `work`; false if memory was missing, which `missing` then describes.
bool attempt(llvm::function_ref<void()> work, MissingMemory &missing);

/// Ends the attempt that this thread is in.
[[noreturn]] void giveUp(const MissingMemory &missing);

/// Memory of at least one byte, aligned like a buffer, that the attempt frees if it fails;
/// null if there is none.
void *takeMemory(size_t bytes);
/// The same, which ends the attempt if there is none. `count` negative or too large is none.
void *needMemory(const MissingMemory &wanted);
/// Null is nothing to free.
void freeMemory(void *memory);
/// Takes memory out of the attempt, to keep it for later ones; and back into one.
void keepMemory(void *memory);
void reuseMemory(void *memory);
/// How many bytes it has.
size_t capacityOf(void *memory);

} // namespace covector::runtime

#endif // COVECTOR_RUNTIME_CPU_MEMORY_H
