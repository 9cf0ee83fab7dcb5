//===- Calls.cpp - calls of functions outside of the program --------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Calls.h"
#include "dialects/array/Inference.h"
#include "dialects/array/Rules.h"

using namespace mlir;
using namespace covector::array;

#define GET_OP_CLASSES
#include "dialects/array/Calls.cpp.inc"

LogicalResult RuntimeCallOp::verify() {
  int64_t reads = getReads(), count = getBuffers().size();
  if (reads < 0 || reads > count)
    return emitOpError("reads ") << reads << " of " << count << " buffers";
  return success();
}

void RuntimeCallOp::getEffects(
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>> &effects) {
  for (OpOperand &operand : (*this)->getOpOperands()) {
    if (!isa<MemRefType>(operand.get().getType()))
      continue;
    if (int64_t(operand.getOperandNumber()) < int64_t(getReads()))
      effects.emplace_back(MemoryEffects::Read::get(), &operand);
    else
      effects.emplace_back(MemoryEffects::Write::get(), &operand);
  }
}
