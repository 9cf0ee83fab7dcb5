//===- Callbacks.cpp - functions of the user that kernels call ------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/Callbacks.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/xxhash.h"
#include <atomic>
#include <mutex>

using namespace covector;
using namespace covector::runtime;

static std::atomic<KernelFunction> &handler() {
  static std::atomic<KernelFunction> function{nullptr};
  return function;
}

void runtime::setCallbackHandler(KernelFunction function) { handler() = function; }

void cv_callback(void *const *buffers, const int64_t *numbers) {
  KernelFunction function = handler();
  if (!function)
    llvm::report_fatal_error("a program that calls Python runs only in Python", false);
  function(buffers, numbers);
}

//===----------------------------------------------------------------------===//
// C functions
//===----------------------------------------------------------------------===//

namespace {
struct ForeignFunctions {
  std::mutex mutex;
  llvm::DenseMap<uint64_t, KernelFunction> byHash;
};
} // namespace

static ForeignFunctions &foreignFunctions() {
  static auto *functions = new ForeignFunctions();
  return *functions;
}

bool runtime::registerForeignFunction(llvm::StringRef name, KernelFunction function) {
  ForeignFunctions &functions = foreignFunctions();
  std::lock_guard<std::mutex> lock(functions.mutex);
  auto [it, isNew] = functions.byHash.try_emplace(llvm::xxh3_64bits(name), function);
  return isNew || it->second == function;
}

static KernelFunction findForeign(uint64_t hash) {
  ForeignFunctions &functions = foreignFunctions();
  std::lock_guard<std::mutex> lock(functions.mutex);
  return functions.byHash.lookup(hash);
}

KernelFunction runtime::foreignFunction(llvm::StringRef name) {
  return findForeign(llvm::xxh3_64bits(name));
}

int64_t runtime::laneNumber(llvm::ArrayRef<int64_t> lanes, llvm::ArrayRef<int64_t> index,
                            int64_t mask) {
  int64_t number = 0;
  for (size_t axis = 0; axis < lanes.size(); ++axis)
    if (mask >> (lanes.size() - 1 - axis) & 1)
      number = number * lanes[axis] + index[axis];
  return number;
}

void cv_foreign_call(void *const *buffers, const int64_t *numbers) {
  KernelFunction function = findForeign(*numbers++);
  if (!function)
    llvm::report_fatal_error("a program calls a C function that is not registered", false);
  int64_t count = *numbers++;
  llvm::ArrayRef<int64_t> lanes(numbers, count);
  numbers += count;
  int64_t numBuffers = *numbers++;
  const int64_t *places = numbers; // for each buffer its lanes and its bytes of one lane
  numbers += 2 * numBuffers;
  if (lanes.empty())
    return function(buffers, numbers);
  forEachLane(lanes, [&](llvm::ArrayRef<int64_t> index) {
    llvm::SmallVector<void *, 8> parts;
    for (int64_t i = 0; i < numBuffers; ++i)
      parts.push_back(static_cast<char *>(buffers[i]) +
                      laneNumber(lanes, index, places[2 * i]) * places[2 * i + 1]);
    function(parts.data(), numbers);
  });
}
