//===- Callbacks.h - functions of the user that kernels call ----*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_CALLBACKS_H
#define COVECTOR_RUNTIME_CPU_CALLBACKS_H

#include "runtime/KernelAbi.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

extern "C" {

/// array.callback: hands the call to the handler.
void cv_callback(void *const *buffers, const int64_t *numbers);

/// array.foreign_call: finds the registered function and calls it for each lane.
void cv_foreign_call(void *const *buffers, const int64_t *numbers);

} // extern "C"

namespace covector::runtime {

/// Sets who makes the calls of array.callback: the Python module.
void setCallbackHandler(KernelFunction handler);

/// Registers a function under the name that array.foreign_call uses. False if
/// another one has that name already.
bool registerForeignFunction(llvm::StringRef name, KernelFunction function);

/// The function of that name, or null.
KernelFunction foreignFunction(llvm::StringRef name);

/// Calls `visit(index)` for each lane, where `index` holds one number for each of
/// `lanes` in row-major order.
template <typename Visit> void forEachLane(llvm::ArrayRef<int64_t> lanes, Visit visit) {
  int64_t count = 1;
  for (int64_t size : lanes)
    count *= size;
  llvm::SmallVector<int64_t> index(lanes.size());
  for (int64_t lane = 0; lane < count; ++lane) {
    visit(llvm::ArrayRef<int64_t>(index));
    for (size_t axis = lanes.size(); axis-- > 0 && ++index[axis] == lanes[axis];)
      index[axis] = 0;
  }
}

/// The number of a lane in a buffer that has the axes in `mask` of all lanes
/// (bit 0: the last one).
int64_t laneNumber(llvm::ArrayRef<int64_t> lanes, llvm::ArrayRef<int64_t> index, int64_t mask);

} // namespace covector::runtime

#endif // COVECTOR_RUNTIME_CPU_CALLBACKS_H
