//===- ArrayToLinalgCarried.cpp - what loops carry ------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// See Note [Carried arrays] in Carried.h.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "passes/lowering/Carried.h"
#include "passes/lowering/LoopBuffers.h"
#include "passes/lowering/Stacks.h"

using namespace mlir;
using namespace covector;
using namespace covector::lowering;

Carried::Carried(FunctionLowering &l, Location loc, ValueRange inits) : loc(loc) {
  for (Value init : inits) {
    Value value = l.value(init);
    values.push_back(value);
    buffers.push_back(nullptr);
    auto type = dyn_cast<RankedTensorType>(value.getType());
    if (!type)
      continue;
    buffers.back() = memref::AllocOp::create(
        l.builder, loc, MemRefType::get(type.getShape(), type.getElementType()));
    putInBuffer(l.builder, loc, value, buffers.back());
  }
}

SmallVector<Value> Carried::scalarsOf(ArrayRef<Value> list) const {
  SmallVector<Value> result;
  for (auto [buffer, value] : llvm::zip(buffers, list))
    if (!buffer)
      result.push_back(value);
  return result;
}

SmallVector<Value> Carried::take(OpBuilder &b, ValueRange scalars, bool mayWrite) const {
  SmallVector<Value> taken;
  for (auto [buffer, init] : llvm::zip(buffers, values)) {
    if (buffer) {
      taken.push_back(bufferization::ToTensorOp::create(b, loc, init.getType(), buffer,
                                                        /*restrict=*/true, mayWrite));
      continue;
    }
    taken.push_back(scalars.front());
    scalars = scalars.drop_front();
  }
  return taken;
}

//===----------------------------------------------------------------------===//
// From iteration to iteration
//===----------------------------------------------------------------------===//

/// Whether `tensor` may lie in the buffer of `other`, a tensor from outside.
static bool mayLieIn(Value tensor, Value other) {
  if (tensor == other)
    return true;
  Operation *op = tensor.getDefiningOp();
  if (!op)
    return false;
  unsigned number = cast<OpResult>(tensor).getResultNumber();
  if (auto destination = dyn_cast<DestinationStyleOpInterface>(op))
    return mayLieIn(destination.getTiedOpOperand(op->getResult(number))->get(), other);
  if (auto loop = dyn_cast<scf::ForOp>(op))
    return mayLieIn(loop.getInitArgs()[number], other);
  if (isa<scf::IfOp>(op))
    return llvm::any_of(op->getRegions(), [&](Region &region) {
      return mayLieIn(region.front().getTerminator()->getOperand(number), other);
    });
  return llvm::any_of(op->getOperands(), [&](Value operand) {
    return isa<RankedTensorType>(operand.getType()) && mayLieIn(operand, other);
  });
}

/// The tensor among `taken` in all of whose buffer `tensor` lies if everything is made in
/// place; their number if there is none.
static unsigned placeOf(Value tensor, ArrayRef<Value> taken) {
  while (true) {
    const Value *found = llvm::find(taken, tensor);
    Operation *op = tensor.getDefiningOp();
    if (found != taken.end() || !op)
      return found - taken.begin();
    auto destination = dyn_cast<DestinationStyleOpInterface>(op);
    if (destination)
      tensor = destination.getTiedOpOperand(cast<OpResult>(tensor))->get();
    else if (isa<tensor::CollapseShapeOp, tensor::ExpandShapeOp>(op))
      tensor = op->getOperand(0);
    else
      return taken.size();
  }
}

/// For every place the one in whose buffer an iteration hands on its value: where the
/// value lies already, as far as possible.
SmallVector<unsigned> Carried::chooseBuffers(ArrayRef<Value> taken, ArrayRef<Value> next) const {
  unsigned count = size();
  SmallVector<unsigned> chosen(count, count), wanted(count, count);
  llvm::SmallBitVector free(count, true);
  auto choose = [&](unsigned i, unsigned place) {
    bool fits = place < count && buffers[place] && free.test(place) &&
                values[i].getType() == values[place].getType();
    if (fits) {
      chosen[i] = place;
      free.reset(place);
    }
    return fits;
  };
  for (unsigned i = 0; i < count; ++i)
    if (buffers[i] && (wanted[i] = placeOf(next[i], taken)) == i)
      choose(i, i);
  for (unsigned i = 0; i < count; ++i)
    if (buffers[i] && chosen[i] == count)
      choose(i, wanted[i]);
  for (unsigned i = 0; i < count; ++i)
    if (buffers[i] && chosen[i] == count && !choose(i, i))
      for (unsigned place = 0; place < count && chosen[i] == count; ++place)
        choose(i, place);
  return chosen;
}

/// Lets `loop` hand on the buffers so that each is in the place of what it holds.
Operation *Carried::exchange(Operation *loop, ArrayRef<unsigned> chosen) {
  SmallVector<unsigned> moved;
  for (auto [i, place] : llvm::enumerate(chosen))
    if (buffers[i] && place != i)
      moved.push_back(i);
  SmallVector<Value> inits = llvm::map_to_vector(moved, [&](unsigned i) { return buffers[i]; });
  SmallVector<Value> handed =
      llvm::map_to_vector(moved, [&](unsigned i) { return buffers[chosen[i]]; });
  if (moved.empty())
    return loop;
  IRRewriter rewriter(loop->getContext());
  if (auto counted = dyn_cast<scf::ForOp>(loop)) {
    auto yield = [&](OpBuilder &, Location, ArrayRef<BlockArgument>) { return handed; };
    loop = *cast<LoopLikeOpInterface>(counted.getOperation())
                .replaceWithAdditionalYields(rewriter, inits,
                                             /*replaceInitOperandUsesInLoop=*/true, yield);
  } else {
    loop = covector::withHandedOn(rewriter, cast<scf::WhileOp>(loop), inits, handed);
  }
  for (auto [i, result] : llvm::zip(moved, loop->getResults().take_back(moved.size())))
    buffers[i] = result;
  return loop;
}

Operation *Carried::handOn(OpBuilder &b, Operation *loop, ArrayRef<Value> taken,
                           ArrayRef<Value> next) {
  SmallVector<unsigned> chosen = chooseBuffers(taken, next);
  SmallVector<Value> handed(next);
  auto isMade = [&](unsigned i) { return buffers[i] && placeOf(next[i], taken) != chosen[i]; };
  for (unsigned i = 0; i < size(); ++i) {
    // What lies in a buffer that another is copied to is saved before.
    bool isChanged = false;
    for (unsigned other = 0; other < size(); ++other)
      isChanged |=
          buffers[i] && other != i && isMade(other) && mayLieIn(handed[i], taken[chosen[other]]);
    if (!isChanged)
      continue;
    auto type = cast<RankedTensorType>(handed[i].getType());
    Value target = tensor::EmptyOp::create(b, loc, type.getShape(), type.getElementType());
    handed[i] = linalg::CopyOp::create(b, loc, handed[i], target).getResult(0);
  }
  for (bool made : {true, false})
    for (unsigned i = 0; i < size(); ++i)
      if (buffers[i] && isMade(i) == made && handed[i] != taken[chosen[i]])
        putInBuffer(b, loc, handed[i], buffers[chosen[i]]);
  return exchange(loop, chosen);
}
