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

/// Removes the results of a conditional that are buffers and unused.
static void dropUnused(IRRewriter &rewriter, scf::IfOp op) {
  auto isUnused = [](OpResult result) {
    return isa<MemRefType>(result.getType()) && result.use_empty();
  };
  if (llvm::none_of(op->getResults(), isUnused))
    return;
  SmallVector<Value> kept;
  for (OpResult result : op->getResults())
    if (!isUnused(result))
      kept.push_back(result);
  rewriter.setInsertionPoint(op);
  auto narrow = scf::IfOp::create(rewriter, op.getLoc(), ValueRange(kept).getTypes(),
                                  op.getCondition(), /*addThenBlock=*/false,
                                  /*addElseBlock=*/false);
  for (auto [from, to] : llvm::zip(op->getRegions(), narrow->getRegions())) {
    to.takeBody(from);
    Operation *yield = to.front().getTerminator();
    SmallVector<Value> values;
    for (OpResult result : op->getResults())
      if (!isUnused(result))
        values.push_back(yield->getOperand(result.getResultNumber()));
    yield->setOperands(values);
  }
  for (auto [old, result] : llvm::zip(kept, narrow.getResults()))
    old.replaceAllUsesWith(result);
  rewriter.eraseOp(op);
}

/// Removes what a loop carries that are buffers and unused.
static void dropUnused(IRRewriter &rewriter, scf::ForOp op) {
  SmallVector<unsigned> kept;
  for (unsigned i = 0; i < op.getNumRegionIterArgs(); ++i)
    if (!isa<MemRefType>(op.getInitArgs()[i].getType()) || !op.getResult(i).use_empty() ||
        !op.getRegionIterArg(i).use_empty())
      kept.push_back(i);
  if (kept.size() == op.getNumRegionIterArgs())
    return;
  auto chosen = [&](auto &&values) {
    return llvm::map_to_vector(kept, [&](unsigned i) -> Value { return values[i]; });
  };
  rewriter.setInsertionPoint(op);
  auto narrow = scf::ForOp::create(rewriter, op.getLoc(), op.getLowerBound(), op.getUpperBound(),
                                   op.getStep(), chosen(op.getInitArgs()));
  Block *body = narrow.getBody();
  if (!body->empty())
    rewriter.eraseOp(body->getTerminator());
  op.getBody()->getTerminator()->setOperands(chosen(op.getYieldedValues()));
  SmallVector<Value> arguments{narrow.getInductionVar()};
  llvm::append_range(arguments, op.getInitArgs()); // those that are unused
  for (auto [number, i] : llvm::enumerate(kept))
    arguments[1 + i] = narrow.getRegionIterArg(number);
  rewriter.mergeBlocks(op.getBody(), body, arguments);
  for (auto [number, i] : llvm::enumerate(kept))
    op.getResult(i).replaceAllUsesWith(narrow.getResult(number));
  rewriter.eraseOp(op);
}

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
  IRRewriter rewriter(function.getContext());
  function.walk([&](Operation *op) {
    if (auto loop = dyn_cast<scf::ForOp>(op))
      dropUnused(rewriter, loop);
    else if (auto conditional = dyn_cast<scf::IfOp>(op))
      dropUnused(rewriter, conditional);
  });
}

scf::WhileOp covector::withHandedOn(RewriterBase &rewriter, scf::WhileOp loop, ValueRange inits,
                                    ValueRange yielded) {
  SmallVector<Value> all(loop.getInits());
  llvm::append_range(all, inits);
  rewriter.setInsertionPoint(loop);
  auto wider = scf::WhileOp::create(rewriter, loop.getLoc(), ValueRange(all).getTypes(), all);
  wider.getBefore().takeBody(loop.getBefore());
  wider.getAfter().takeBody(loop.getAfter());
  wider.getYieldOp().getResultsMutable().append(yielded); // which may be among `inits`
  for (Region *region : wider.getRegions())
    for (Value init : inits) {
      Value argument = region->front().addArgument(init.getType(), loop.getLoc());
      init.replaceUsesWithIf(argument, [&](OpOperand &use) {
        return region->isAncestor(use.getOwner()->getParentRegion());
      });
    }
  wider.getConditionOp().getArgsMutable().append(
      ValueRange(wider.getBeforeArguments()).take_back(inits.size()));
  rewriter.replaceOp(loop, wider.getResults().take_front(loop.getNumResults()));
  return wider;
}

/// Whether `value` is a buffer of the loop's own: nobody looks at it after the
/// loop has begun.
static bool isOwn(Value value, Operation *loop) {
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

/// The places in which a loop hands on other buffers than it has got, and not one that
/// it has got in another place.
static SmallVector<unsigned> handedOn(ValueRange inits, ValueRange arguments, ValueRange yielded) {
  SmallVector<unsigned> places;
  auto isExchanged = [&](Value value) {
    return llvm::is_contained(arguments, value) && llvm::count(yielded, value) == 1;
  };
  for (auto [i, argument] : llvm::enumerate(arguments)) {
    auto type = dyn_cast<MemRefType>(argument.getType());
    if (type && type.hasStaticShape() && type.getLayout().isIdentity() && yielded[i] != argument &&
        yielded[i] != inits[i] && !isExchanged(yielded[i]))
      places.push_back(i);
  }
  return places;
}

/// Buffers in front of `loop` that take turns with those it begins with, which become
/// its own.
static SmallVector<Value> makeSpares(IRRewriter &rewriter, Operation *loop,
                                     MutableOperandRange inits, ArrayRef<unsigned> places) {
  SmallVector<Value> spares;
  rewriter.setInsertionPoint(loop);
  for (unsigned i : places) {
    Value init = inits[i].get();
    auto type = cast<MemRefType>(init.getType());
    if (!isOwn(init, loop)) {
      Value own = memref::AllocOp::create(rewriter, loop->getLoc(), type);
      memref::CopyOp::create(rewriter, loop->getLoc(), init, own);
      inits[i].set(own);
    }
    spares.push_back(memref::AllocOp::create(rewriter, loop->getLoc(), type));
  }
  return spares;
}

/// Whether `alloc` or a view of it is among `values`.
static bool isAmong(memref::AllocOp alloc, ValueRange values) {
  return llvm::any_of(values, [&](Value value) {
    while (isa_and_nonnull<memref::CollapseShapeOp, memref::ExpandShapeOp, memref::CastOp,
                           memref::SubViewOp>(value.getDefiningOp()))
      value = value.getDefiningOp()->getOperand(0);
    return value == alloc.getResult();
  });
}

/// Hands `spare` on in place `i`: what is handed on so far is made there if it is a new
/// buffer of the iteration, and copied there otherwise.
static void handOn(IRRewriter &rewriter, Operation *yield, unsigned i, Value spare) {
  Value yielded = yield->getOperand(i), whole = yielded;
  rewriter.modifyOpInPlace(yield, [&] { yield->setOperand(i, spare); });
  SmallVector<Operation *> reshapes;
  while (isa_and_nonnull<memref::CollapseShapeOp, memref::ExpandShapeOp>(whole.getDefiningOp())) {
    reshapes.push_back(whole.getDefiningOp());
    whole = whole.getDefiningOp()->getOperand(0);
  }
  auto alloc = whole.getDefiningOp<memref::AllocOp>();
  // The same new buffer in two places is new in one of them only.
  if (!alloc || alloc->getBlock() != yield->getBlock() || isAmong(alloc, yield->getOperands())) {
    rewriter.setInsertionPoint(yield);
    memref::CopyOp::create(rewriter, yield->getLoc(), yielded, spare);
    return;
  }
  rewriter.setInsertionPoint(alloc);
  Value place = spare;
  for (Operation *reshape : reshapes) {
    auto type = cast<MemRefType>(reshape->getOperand(0).getType());
    if (auto expand = dyn_cast<memref::ExpandShapeOp>(reshape))
      place = memref::CollapseShapeOp::create(rewriter, reshape->getLoc(), type, place,
                                              expand.getReassociationIndices());
    else
      place = memref::ExpandShapeOp::create(
          rewriter, reshape->getLoc(), type, place,
          cast<memref::CollapseShapeOp>(reshape).getReassociationIndices());
  }
  rewriter.replaceOp(alloc, place);
}

/// Note [Taking turns]
/// The loop carries a second buffer beside each that it hands on. An iteration
/// computes what it hands on in that one, and the one that it has got is free then:
/// (a, spare) becomes (spare, a). A result that is no new buffer of the iteration
/// is copied to the spare one.
static void takeTurns(IRRewriter &rewriter, scf::ForOp loop) {
  SmallVector<unsigned> places =
      handedOn(loop.getInitArgs(), loop.getRegionIterArgs(), loop.getYieldedValues());
  if (places.empty())
    return;
  SmallVector<Value> spares = makeSpares(rewriter, loop, loop.getInitArgsMutable(), places);
  auto yieldOld = [&](OpBuilder &, Location, ArrayRef<BlockArgument>) {
    // What the iteration has got is free for the next but one.
    return llvm::map_to_vector(places,
                               [&](unsigned i) -> Value { return loop.getRegionIterArg(i); });
  };
  unsigned before = loop.getNumRegionIterArgs();
  FailureOr<LoopLikeOpInterface> replaced =
      cast<LoopLikeOpInterface>(loop.getOperation())
          .replaceWithAdditionalYields(rewriter, spares, /*replaceInitOperandUsesInLoop=*/false,
                                       yieldOld);
  if (failed(replaced))
    return; // the plan reports it
  loop = cast<scf::ForOp>(replaced->getOperation());
  for (auto [position, i] : llvm::enumerate(places))
    handOn(rewriter, loop.getBody()->getTerminator(), i, loop.getRegionIterArg(before + position));
}

static void takeTurns(IRRewriter &rewriter, scf::WhileOp loop) {
  // The condition must hand on what it has got.
  if (!llvm::equal(loop.getConditionOp().getArgs(), loop.getBeforeArguments()))
    return; // the plan reports it
  SmallVector<unsigned> places =
      handedOn(loop.getInits(), loop.getAfterArguments(), loop.getYieldOp().getResults());
  SmallVector<Value> spares = makeSpares(rewriter, loop, loop.getInitsMutable(), places);
  for (auto [i, spare] : llvm::zip(places, spares)) {
    loop = covector::withHandedOn(rewriter, loop, spare, Value(loop.getAfterArguments()[i]));
    handOn(rewriter, loop.getYieldOp(), i, loop.getAfterArguments().back());
  }
}

void covector::takeTurns(func::FuncOp function) {
  SmallVector<Operation *> loops; // the innermost first
  function.walk([&](Operation *op) {
    if (isa<scf::ForOp, scf::WhileOp>(op))
      loops.push_back(op);
  });
  IRRewriter rewriter(function.getContext());
  for (Operation *op : loops) {
    if (auto loop = dyn_cast<scf::ForOp>(op))
      ::takeTurns(rewriter, loop);
    else
      ::takeTurns(rewriter, cast<scf::WhileOp>(op));
  }
}
