//===- NestSchedule.cpp - chooses how the loops of a nest are run ---------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "passes/lowering/Combiner.h"
#include "passes/lowering/NestEmitter.h"

using namespace mlir;
using namespace covector;

/// Bits of the widest number that the body works on; none if it cannot be done
/// on vectors.
static std::optional<int64_t> widestNumber(const Nest &nest) {
  int64_t widest = 0;
  auto meet = [&](Type type) {
    if (isa<IndexType>(type))
      return true;
    if (!type.isIntOrFloat())
      return false;
    if (!type.isInteger(1))
      widest = std::max<int64_t>(widest, type.getIntOrFloatBitWidth());
    return true;
  };
  for (const NestOperand &operand : nest.operands)
    if (!meet(getElementTypeOrSelf(operand.base.getType())))
      return std::nullopt;
  for (Operation &op : nest.body->without_terminator()) {
    if (!isa<linalg::IndexOp, arith::ConstantOp, memref::LoadOp>(op) &&
        !OpTrait::hasElementwiseMappableTraits(&op))
      return std::nullopt;
    for (Type type : op.getResultTypes())
      if (!meet(type))
        return std::nullopt;
  }
  return std::max<int64_t>(widest, 8);
}

/// Whether the reduction over `loop` may be done in lanes.
static bool combinesInLanes(const Nest &nest, unsigned loop, ArrayRef<unsigned> reductions) {
  for (unsigned number = nest.inputs; number < nest.operands.size(); ++number) {
    if (nest.operands[number].uses(loop))
      continue;
    // Outputs of some of the reduction loops are combined in memory.
    for (unsigned other : reductions)
      if (nest.operands[number].uses(other))
        return false;
    if (!Combiner::of(nest, number))
      return false;
  }
  return true;
}

static bool allOutputsUse(const Nest &nest, unsigned loop) {
  for (const NestOperand &operand : ArrayRef(nest.operands).drop_front(nest.inputs))
    if (!operand.uses(loop))
      return false;
  return true;
}

/// How well memory is used when `loop` is the innermost one.
static int64_t contiguity(const Nest &nest, unsigned loop) {
  int64_t score = 0;
  for (auto [number, operand] : llvm::enumerate(nest.operands)) {
    if (operand.isScalar() || operand.indices.empty())
      continue;
    bool output = number >= nest.inputs;
    int64_t stride = operand.strides[loop];
    score += stride == 1 ? (output ? 5 : 4) : stride == 0 ? 1 : (output ? -8 : -6);
  }
  return score;
}

/// A loop, other than the vector loop, whose iterations share much of what they
/// load: that of a matrix product.
static std::optional<unsigned> sharingLoop(const Nest &nest, ArrayRef<unsigned> loops,
                                           unsigned vectorLoop) {
  for (unsigned loop : llvm::reverse(loops)) {
    if (loop == vectorLoop || !allOutputsUse(nest, loop))
      continue;
    for (const NestOperand &operand : ArrayRef(nest.operands).take_front(nest.inputs))
      if (operand.uses(vectorLoop) && !operand.uses(loop))
        return loop;
  }
  return std::nullopt;
}

/// A loop along which those operands are contiguous that are not along `inner`.
static std::optional<unsigned> transposedLoop(const Nest &nest, ArrayRef<unsigned> loops,
                                              unsigned inner) {
  for (unsigned loop : loops)
    if (loop != inner && allOutputsUse(nest, loop) &&
        llvm::all_of(nest.operands, [&](const NestOperand &operand) {
          return operand.isScalar() || operand.strides[inner] == 0 || operand.strides[inner] == 1 ||
                 operand.strides[loop] == 1;
        }))
      return loop;
  return std::nullopt;
}

NestSchedule NestSchedule::of(const Nest &nest, int64_t vectorBytes) {
  NestSchedule schedule;
  SmallVector<unsigned> reductions;
  for (unsigned loop = 0; loop < nest.loops(); ++loop)
    if (nest.sizes[loop] > 1) {
      (nest.reduction[loop] ? schedule.reduction : schedule.parallel).push_back(loop);
      if (nest.reduction[loop])
        reductions.push_back(loop);
    }

  std::optional<int64_t> widest;
  if (vectorBytes > 1)
    widest = widestNumber(nest);
  std::optional<unsigned> best;
  int64_t bestScore = 0;
  for (unsigned loop = 0; loop < nest.loops(); ++loop) {
    if (nest.sizes[loop] <= 1)
      continue;
    if (widest && !(nest.reduction[loop] ? combinesInLanes(nest, loop, reductions)
                                         : allOutputsUse(nest, loop)))
      continue;
    int64_t score = contiguity(nest, loop);
    if (widest && nest.sizes[loop] < vectorBytes * 8 / *widest)
      score -= 2;
    if (!best || score >= bestScore)
      best = loop, bestScore = score;
  }
  if (!best)
    return schedule;
  // The best loop goes inside.
  auto &list = nest.reduction[*best] ? schedule.reduction : schedule.parallel;
  list.erase(llvm::find(list, *best));
  list.push_back(*best);
  if (!widest)
    return schedule;

  int64_t cost = nest.bodyCost();
  bool scattered = llvm::any_of(nest.operands, [&](const NestOperand &operand) {
    return !operand.isScalar() && operand.strides[*best] != 0 && operand.strides[*best] != 1;
  });
  // Collecting elements costs as much as it saves, unless there is work to do;
  // squares are transposed instead.
  if (scattered && cost < 8) {
    std::optional<unsigned> across = transposedLoop(nest, schedule.parallel, *best);
    // Larger squares take longer to compile, and no less time to run.
    int64_t lanes = std::min<int64_t>(vectorBytes * 8 / *widest, 8);
    if (!across || !schedule.reduction.empty() || nest.sizes[*best] < lanes ||
        nest.sizes[*across] < lanes)
      return schedule;
    schedule.transposes = true;
    schedule.vectorLoop = best;
    schedule.jamLoop = across;
    schedule.jam = schedule.lanes = lanes;
    schedule.parallel.erase(llvm::find(schedule.parallel, *across));
    schedule.parallel.insert(std::prev(schedule.parallel.end()), *across);
    return schedule;
  }

  schedule.vectorLoop = best;
  int64_t size = nest.sizes[*best];
  schedule.lanes = std::min<int64_t>(vectorBytes * 8 / *widest, llvm::PowerOf2Ceil(size));
  if (schedule.reduction.empty())
    return schedule;
  // Several accumulators hide the latency of combining.
  int64_t vectors = size / schedule.lanes;
  int64_t most = cost <= 4 ? 4 : cost <= 12 ? 2 : 1;
  if (std::optional<unsigned> shared = sharingLoop(nest, schedule.parallel, *best);
      shared && cost <= 4) {
    schedule.jamLoop = shared;
    // Eight accumulators in all.
    schedule.jam = std::min<int64_t>(vectors < 2 ? 8 : 4, nest.sizes[*shared]);
    most = 2;
    schedule.parallel.erase(llvm::find(schedule.parallel, *shared));
    auto place =
        nest.reduction[*best] ? schedule.parallel.end() : std::prev(schedule.parallel.end());
    schedule.parallel.insert(place, *shared);
  }
  schedule.unroll = std::max<int64_t>(1, std::min(most, vectors));
  return schedule;
}
