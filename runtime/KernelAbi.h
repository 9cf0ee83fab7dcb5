//===- KernelAbi.h - how compiled code is called ----------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A compiled program has one entry `void entry(void **buffers)`. `buffers`
// holds the inputs in order, the outputs in order, and the workspace:
//
//   buffers[0 .. inputs)                   the caller's arrays, only read unless donated
//   buffers[inputs .. inputs + outputs)    memory of the caller for the results
//   buffers[inputs + outputs]              the workspace (may be null if its size is 0)
//
// All are aligned to 64 bytes, row-major and contiguous; a bool is a byte, 0 or
// 1. No two buffers overlap, except that one array may be given for several
// inputs that are not donated. The entry of `buffers` for an output that is a
// forwarded input, or is computed in the buffer of a donated one, is not read.
// Compiled code may run in several threads at once, each with buffers of its own. What
// it allocates while it runs is the runtime's: it is called in an attempt (Memory.h).
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_KERNELABI_H
#define COVECTOR_RUNTIME_KERNELABI_H

#include <cstdint>
#include <vector>

namespace covector {

/// The entry of a compiled program.
using KernelEntry = void (*)(void **buffers);

/// A function of the runtime, or of the user, that compiled code calls on whole
/// buffers: those that it reads, then those that it writes, all row-major and
/// contiguous. It must not keep their addresses.
using KernelFunction = void (*)(void *const *buffers, const int64_t *numbers);

/// Alignment in bytes of every buffer.
constexpr int64_t bufferAlignment = 64;

/// What a caller must know of a compiled program.
struct KernelInfo {
  /// Size of the workspace; 0 if there is none.
  int64_t workspaceBytes = 0;
  std::vector<int64_t> inputBytes, outputBytes;
  /// Output i is input outputForwards[i] itself, untouched (-1: it is computed).
  std::vector<int> outputForwards;
  /// Output i is computed in place in the buffer of the donated input
  /// outputDonors[i] (-1: it has a buffer of its own).
  std::vector<int> outputDonors;
};

/// What a program that was written by array-check-numbers has noted: the first time that
/// the operation which makes the value `id` made a NaN or an infinity of numbers that
/// were none.
struct NumberEvent {
  int64_t id = 0;
  bool isNan = false;
  /// The iterations of all loops at that time, by the loop's id.
  std::vector<int64_t> iterations;
};

} // namespace covector

#endif // COVECTOR_RUNTIME_KERNELABI_H
