//===- LoopBuffers.cpp - buffers that loops hand on -----------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "passes/lowering/LoopBuffers.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/PatternMatch.h"

using namespace mlir;

void covector::foldHandedThrough(func::FuncOp function) {
  function.walk([](Operation *op) { // innermost first
    if (auto loop = dyn_cast<scf::ForOp>(op)) {
      for (auto [init, argument, yielded, result] :
           llvm::zip(loop.getInitArgs(), loop.getRegionIterArgs(), loop.getYieldedValues(),
                     loop.getResults()))
        if (isa<MemRefType>(init.getType()) && (yielded == argument || yielded == init)) {
          argument.replaceAllUsesWith(init);
          result.replaceAllUsesWith(init);
        }
    } else if (auto conditional = dyn_cast<scf::IfOp>(op)) {
      if (conditional.getNumResults() == 0)
        return;
      for (auto [result, a, b] :
           llvm::zip(conditional.getResults(), conditional.thenYield().getResults(),
                     conditional.elseYield().getResults()))
        if (isa<MemRefType>(result.getType()) && a == b)
          result.replaceAllUsesWith(a);
    } else if (auto loop = dyn_cast<scf::WhileOp>(op)) {
      // A buffer may go round in any place: only the plain case is folded.
      if (loop.getBeforeArguments().size() != loop.getAfterArguments().size())
        return;
      for (auto [init, before, condition, after, yielded, result] :
           llvm::zip(loop.getInits(), loop.getBeforeArguments(), loop.getConditionOp().getArgs(),
                     loop.getAfterArguments(), loop.getYieldOp().getResults(), loop.getResults()))
        if (isa<MemRefType>(init.getType()) && (condition == before || condition == init) &&
            (yielded == after || yielded == init || yielded == before)) {
          before.replaceAllUsesWith(init);
          after.replaceAllUsesWith(init);
          result.replaceAllUsesWith(init);
        }
    }
  });
}

/// Whether `value` is a buffer of the loop's own: nobody looks at it after the
/// loop has begun.
static bool isOwn(Value value, scf::ForOp loop) {
  auto alloc = value.getDefiningOp<memref::AllocOp>();
  if (!alloc || alloc->getBlock() != loop->getBlock())
    return false;
  unsigned uses = 0;
  for (Operation *user : alloc->getUsers()) {
    if (user == loop) {
      ++uses;
      continue;
    }
    // A view might be used later.
    if (user->getBlock() != loop->getBlock() || !user->isBeforeInBlock(loop) ||
        user->getNumResults())
      return false;
  }
  return uses == 1;
}

/// Note [Taking turns]
/// The loop carries a second buffer beside each that it hands on. An iteration
/// computes what it hands on in that one, and the one that it has got is free then:
/// (a, spare) becomes (spare, a). A result that is no new buffer of the iteration
/// is copied to the spare one.
static void takeTurns(IRRewriter &rewriter, scf::ForOp loop) {
  SmallVector<unsigned> carried;
  for (auto [i, argument, yielded] :
       llvm::enumerate(loop.getRegionIterArgs(), loop.getYieldedValues())) {
    auto type = dyn_cast<MemRefType>(argument.getType());
    if (type && type.hasStaticShape() && type.getLayout().isIdentity() && yielded != argument &&
        yielded != loop.getInitArgs()[i])
      carried.push_back(i);
  }
  if (carried.empty())
    return;
  Location loc = loop.getLoc();
  rewriter.setInsertionPoint(loop);
  SmallVector<Value> spares;
  for (unsigned i : carried) {
    Value init = loop.getInitArgs()[i];
    auto type = cast<MemRefType>(init.getType());
    if (!isOwn(init, loop)) {
      Value own = memref::AllocOp::create(rewriter, loc, type);
      memref::CopyOp::create(rewriter, loc, init, own);
      loop.getInitArgsMutable()[i].set(own);
    }
    spares.push_back(memref::AllocOp::create(rewriter, loc, type));
  }
  auto yieldOld = [&](OpBuilder &, Location, ArrayRef<BlockArgument>) {
    // What the iteration has got is free for the next but one.
    SmallVector<Value> values;
    for (unsigned i : carried)
      values.push_back(loop.getRegionIterArgs()[i]);
    return values;
  };
  unsigned before = loop.getNumRegionIterArgs();
  FailureOr<LoopLikeOpInterface> replaced =
      cast<LoopLikeOpInterface>(loop.getOperation())
          .replaceWithAdditionalYields(rewriter, spares, /*replaceInitOperandUsesInLoop=*/false,
                                       yieldOld);
  if (failed(replaced))
    return; // the plan reports it
  loop = cast<scf::ForOp>(replaced->getOperation());
  auto yield = cast<scf::YieldOp>(loop.getBody()->getTerminator());
  for (size_t position = 0; position < carried.size(); ++position) {
    unsigned i = carried[position];
    Value spare = loop.getRegionIterArgs()[before + position];
    Value yielded = yield.getOperand(i);
    // The same new buffer in two places is new in one of them only.
    auto alloc = yielded.getDefiningOp<memref::AllocOp>();
    if (alloc && alloc->getBlock() == loop.getBody() &&
        llvm::count(yield.getOperands(), yielded) == 1) {
      rewriter.replaceOp(alloc, spare);
    } else {
      rewriter.setInsertionPoint(yield);
      memref::CopyOp::create(rewriter, loc, yielded, spare);
    }
    rewriter.modifyOpInPlace(yield, [&] { yield.setOperand(i, spare); });
  }
}

void covector::takeTurns(func::FuncOp function) {
  SmallVector<scf::ForOp> loops;
  function.walk([&](scf::ForOp loop) { loops.push_back(loop); });
  IRRewriter rewriter(function.getContext());
  for (scf::ForOp loop : loops)
    ::takeTurns(rewriter, loop);
}
