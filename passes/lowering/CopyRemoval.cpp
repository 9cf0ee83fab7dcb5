//===- CopyRemoval.cpp - buffers that can be one ---------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Loops carry arrays in buffers of their own, which are filled in front of the loop,
// and again at the end of each iteration (see Note [Carried arrays]). A copy from one
// buffer to another goes away where these can be the same, that is, where neither is
// looked at while the other is in use:
//   - a buffer is copied for the last time, and the target is not used meanwhile:
//     it is made in the target (`makeInTarget`),
//   - a buffer is used no more after it was copied: the copy goes on with it
//     (`goOnWithSource`),
//   - a buffer is copied there and back: nothing is copied (`stayInSource`),
//   - branches copy to a buffer, one of them from another that nobody needs afterwards:
//     the two are one (`mergeWithResult`),
//   - an iteration copies a new buffer to the one that is carried: the two are handed
//     on, and will take turns (`handOnNew`).
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Interfaces/ViewLikeInterface.h"
#include "passes/lowering/LoopBuffers.h"

using namespace mlir;

/// Buffers with more uses are left alone, so that the time stays linear.
static constexpr size_t maxUses = 256;

/// Makes another view of the buffer that it is given.
static bool isView(Operation *op) {
  return isa_and_nonnull<memref::SubViewOp, memref::CollapseShapeOp, memref::ExpandShapeOp,
                         memref::CastOp>(op);
}

/// Makes a view of all of the buffer, in the same order.
static bool isReshape(Operation *op) {
  return isa_and_nonnull<memref::CollapseShapeOp, memref::ExpandShapeOp>(op);
}

static Value rootOf(Value value) {
  while (isView(value.getDefiningOp()))
    value = value.getDefiningOp()->getOperand(0);
  return value;
}

static Value throughReshapes(Value value) {
  while (isReshape(value.getDefiningOp()))
    value = value.getDefiningOp()->getOperand(0);
  return value;
}

/// Whether `argument` is one of the buffers that a loop hands on in exchange for each
/// other, no two of which are the same.
static bool isExchanged(BlockArgument argument) {
  Operation *loop = argument.getOwner()->getParentOp(), *yield = nullptr;
  if (auto counted = dyn_cast<scf::ForOp>(loop))
    yield = counted.getBody()->getTerminator();
  else if (auto whileLoop = dyn_cast<scf::WhileOp>(loop))
    if (argument.getOwner() == whileLoop.getAfterBody())
      yield = whileLoop.getYieldOp();
  if (!yield)
    return false;
  llvm::SmallDenseSet<Value> handed;
  for (Value value : yield->getOperands()) {
    auto other = dyn_cast<BlockArgument>(value);
    if (isa<MemRefType>(value.getType()) &&
        (!other || other.getOwner() != argument.getOwner() || !handed.insert(value).second))
      return false;
  }
  return true;
}

/// Collects the uses of a buffer and its views but for the making of views; false if
/// it is handed to where it has other names, or has some already.
static bool collectUses(Value value, SmallVectorImpl<OpOperand *> &uses) {
  auto argument = dyn_cast<BlockArgument>(value);
  bool isTurn = argument && isExchanged(argument);
  // A place on a tape has one name, too.
  bool isKnown = argument
                     ? isTurn || isa<func::FuncOp>(argument.getOwner()->getParentOp())
                     : isView(value.getDefiningOp()) ||
                           isa<memref::AllocOp, UnrealizedConversionCastOp>(value.getDefiningOp());
  if (!isKnown)
    return false;
  for (OpOperand &use : value.getUses()) {
    Operation *user = use.getOwner();
    if (isView(user)) {
      if (!collectUses(user->getResult(0), uses))
        return false;
      continue;
    }
    bool isHandedOn =
        (user->hasTrait<OpTrait::IsTerminator>() && !isTurn && !isa<func::ReturnOp>(user)) ||
        llvm::any_of(user->getResultTypes(), llvm::IsaPred<BaseMemRefType>);
    if (isHandedOn || uses.size() == maxUses)
      return false;
    uses.push_back(&use);
  }
  return true;
}

/// Whether `op`, or what it is in, comes after `other` in the block of that.
static bool isAfter(Operation *op, Operation *other) {
  Operation *ancestor = other->getBlock()->findAncestorOpInBlock(*op);
  return ancestor && ancestor != other && other->isBeforeInBlock(ancestor);
}

static bool isBefore(Operation *op, Operation *other) {
  Operation *ancestor = other->getBlock()->findAncestorOpInBlock(*op);
  return ancestor && ancestor != other && ancestor->isBeforeInBlock(other);
}

namespace {

/// A copy to or from a buffer that is allocated in the same block.
class Copy {
public:
  Copy(IRRewriter &rewriter, memref::CopyOp op)
      : rewriter(rewriter), op(op), source(op.getSource()), target(op.getTarget()) {}

  bool makeInTarget();
  bool goOnWithSource();
  bool stayInSource();
  bool mergeWithResult();
  bool handOnNew();
  bool handOnLast() { return !comesBack() && handOnNew(); }

private:
  memref::AllocOp localAlloc(Value value) const {
    auto alloc = value.getDefiningOp<memref::AllocOp>();
    return alloc && alloc->getBlock() == op->getBlock() ? alloc : nullptr;
  }
  /// The uses of `value`, of which none comes after the copy.
  bool endsHere(Value value, SmallVectorImpl<OpOperand *> &uses) const {
    return collectUses(value, uses) &&
           llvm::none_of(uses, [&](OpOperand *use) { return isAfter(use->getOwner(), op); });
  }
  bool makeAvailable(Value value, Operation *at);
  /// Whether the target was copied to the source before.
  bool comesBack() const {
    return llvm::any_of(source.getUsers(), [&](Operation *user) {
      auto copy = dyn_cast<memref::CopyOp>(user);
      return copy && copy.getSource() == target && copy.getTarget() == source;
    });
  }

  IRRewriter &rewriter;
  memref::CopyOp op;
  Value source, target;
};

} // namespace

//===----------------------------------------------------------------------===//
// A buffer is made where it is copied to
//===----------------------------------------------------------------------===//

/// Whether `value` can be known at `at`, an operation of the copy's block; moves views
/// there.
bool Copy::makeAvailable(Value value, Operation *at) {
  SmallVector<Operation *> moved;
  while (!isa<BlockArgument>(value)) {
    Operation *made = value.getDefiningOp();
    if (made->getBlock() != at->getBlock() || made->isBeforeInBlock(at))
      break;
    if (!isView(made))
      return false;
    for (Value operand : made->getOperands().drop_front()) { // offsets
      Operation *number = operand.getDefiningOp();
      if (number && number->getBlock() == at->getBlock() && !number->isBeforeInBlock(at))
        return false;
    }
    moved.push_back(made);
    value = made->getOperand(0);
  }
  for (Operation *view : llvm::reverse(moved))
    rewriter.moveOpBefore(view, at);
  return true;
}

/// Gives the users of `from` the buffer `to` of perhaps another layout.
static void replaceBuffer(IRRewriter &rewriter, Value from, Value to) {
  for (OpOperand &use : llvm::make_early_inc_range(from.getUses())) {
    Operation *user = use.getOwner();
    if (!isReshape(user)) {
      rewriter.modifyOpInPlace(user, [&] { use.set(to); });
      continue;
    }
    auto type = cast<MemRefType>(to.getType());
    MemRefType view;
    if (auto collapse = dyn_cast<memref::CollapseShapeOp>(user))
      view =
          memref::CollapseShapeOp::computeCollapsedType(type, collapse.getReassociationIndices());
    else
      view = *memref::ExpandShapeOp::computeExpandedType(
          type, cast<MemRefType>(user->getResult(0).getType()).getShape(),
          cast<memref::ExpandShapeOp>(user).getReassociationIndices());
    rewriter.modifyOpInPlace(user, [&] { use.set(to); });
    Value result = user->getResult(0);
    result.setType(view);
    replaceBuffer(rewriter, result, result); // views of it
  }
}

/// Whether `op` works as well on a buffer whose rows are apart.
static bool worksInWindows(Operation *op) {
  auto generic = dyn_cast<linalg::GenericOp>(op);
  return isa<memref::CopyOp, linalg::FillOp>(op) ||
         (generic && generic.getNumLoops() == generic.getNumParallelLoops());
}

bool Copy::makeInTarget() {
  memref::AllocOp alloc = localAlloc(throughReshapes(source));
  Value root = rootOf(target);
  SmallVector<OpOperand *> uses, others;
  if (!alloc || root == alloc.getResult() || !endsHere(alloc, uses) || !collectUses(root, others))
    return false;
  // All but functions that work on the buffer work on one that is a part of another.
  if (llvm::any_of(
          uses, [](OpOperand *use) { return isa<func::CallOp, func::ReturnOp>(use->getOwner()); }))
    return false;
  // In a window, only by loops over elements.
  auto to = cast<MemRefType>(target.getType());
  auto isOfElements = [&](OpOperand *use) {
    return use->get() == alloc.getResult() && worksInWindows(use->getOwner());
  };
  if (!to.areTrailingDimsContiguous(to.getRank()) &&
      (!to.areTrailingDimsContiguous(1) || source != alloc.getResult() ||
       !llvm::all_of(uses, isOfElements)))
    return false;
  Operation *first = op;
  for (OpOperand *use : uses) {
    Operation *user = op->getBlock()->findAncestorOpInBlock(*use->getOwner());
    if (user->isBeforeInBlock(first))
      first = user;
  }
  for (Operation *user : alloc->getUsers()) { // views, which make no use by themselves
    if (isView(user) && !isReshape(user))
      return false;
    Operation *ancestor = op->getBlock()->findAncestorOpInBlock(*user);
    if (ancestor->isBeforeInBlock(first))
      first = ancestor;
  }
  for (OpOperand *use : others) {
    Operation *user = use->getOwner();
    if (user != op && !isBefore(user, first) && isBefore(user, op))
      return false;
  }
  SmallVector<Value> chain;
  for (Value value = source; value != alloc.getResult();
       value = value.getDefiningOp()->getOperand(0))
    chain.push_back(value);
  if (!makeAvailable(target, first))
    return false;
  Value place = target;
  rewriter.setInsertionPoint(first);
  for (Value view : chain) {
    Operation *made = view.getDefiningOp();
    if (auto expand = dyn_cast<memref::ExpandShapeOp>(made))
      place = memref::CollapseShapeOp::create(rewriter, op.getLoc(), place,
                                              expand.getReassociationIndices());
    else
      place = memref::ExpandShapeOp::create(
          rewriter, op.getLoc(), cast<MemRefType>(made->getOperand(0).getType()).getShape(), place,
          cast<memref::CollapseShapeOp>(made).getReassociationIndices());
  }
  rewriter.eraseOp(op);
  replaceBuffer(rewriter, alloc, place);
  rewriter.eraseOp(alloc);
  return true;
}

//===----------------------------------------------------------------------===//
// A copy that is not needed
//===----------------------------------------------------------------------===//

bool Copy::goOnWithSource() {
  memref::AllocOp copied = localAlloc(target);
  Value root = throughReshapes(source);
  auto argument = dyn_cast<BlockArgument>(root);
  bool isOwn = localAlloc(root);
  if (argument && argument.getOwner() == op->getBlock())
    if (auto function = dyn_cast<func::FuncOp>(op->getParentOp()))
      isOwn = bool(function.getArgAttr(argument.getArgNumber(), "array.donated"));
  SmallVector<OpOperand *> uses;
  if (!copied || !isOwn || root == target || source.getType() != target.getType() ||
      !endsHere(root, uses))
    return false;
  uses.clear();
  // Nothing is in the copy before.
  if (!collectUses(target, uses) ||
      llvm::any_of(uses, [&](OpOperand *use) { return isBefore(use->getOwner(), op); }))
    return false;
  rewriter.eraseOp(op);
  rewriter.replaceOp(copied, source);
  return true;
}

bool Copy::stayInSource() {
  memref::AllocOp copied = localAlloc(target);
  SmallVector<OpOperand *> uses, others;
  if (!copied || source.getType() != target.getType() || rootOf(source) == target ||
      !collectUses(target, uses) || !collectUses(rootOf(source), others))
    return false;
  memref::CopyOp back;
  for (OpOperand *use : uses)
    if (auto copy = dyn_cast<memref::CopyOp>(use->getOwner()))
      if (copy != op && copy.getSource() == target && copy.getTarget() == source &&
          copy->getBlock() == op->getBlock())
        back = copy;
  if (!back || !op->isBeforeInBlock(back))
    return false;
  for (OpOperand *use : uses) {
    Operation *user = use->getOwner();
    if (user != op && user != back && !(isAfter(user, op) && isBefore(user, back)))
      return false;
  }
  for (OpOperand *use : others)
    if (isAfter(use->getOwner(), op) && isBefore(use->getOwner(), back))
      return false;
  rewriter.eraseOp(back);
  rewriter.eraseOp(op);
  rewriter.replaceOp(copied, source);
  return true;
}

//===----------------------------------------------------------------------===//
// What branches give
//===----------------------------------------------------------------------===//

bool Copy::mergeWithResult() {
  auto result = target.getDefiningOp<memref::AllocOp>();
  SmallVector<OpOperand *> uses, others;
  if (!result || result->getBlock() == op->getBlock() || !source.getDefiningOp<memref::AllocOp>() ||
      source.getType() != target.getType() || !collectUses(target, uses) ||
      !collectUses(source, others))
    return false;
  // The copy is in branches of one conditional, in the block of the result.
  Operation *conditional = op->getParentOp();
  while (isa<scf::IfOp>(conditional) && conditional->getBlock() != result->getBlock())
    conditional = conditional->getParentOp();
  if (!isa<scf::IfOp>(conditional))
    return false;
  // The branches are the first to use the result, and use it for nothing else.
  SmallVector<memref::CopyOp> back; // of the result to the source, later
  for (OpOperand *use : uses) {
    Operation *user = use->getOwner();
    auto copy = dyn_cast<memref::CopyOp>(user);
    if (isBefore(user, conditional) ||
        (conditional->isProperAncestor(user) && (!copy || copy.getTarget() != target)))
      return false;
    if (copy && copy.getSource() == target && copy.getTarget() == source)
      back.push_back(copy);
  }
  // From outside of this block, the source is the next iteration's; then the result must
  // come to be there in any case.
  bool isOutside = source.getDefiningOp()->getBlock() != conditional->getBlock();
  if (back.size() > 1 || (isOutside && back.empty()) ||
      (!back.empty() && back[0]->getBlock() != conditional->getBlock()))
    return false;
  for (OpOperand *use : uses)
    if (!back.empty() && isAfter(use->getOwner(), back[0]))
      return false;
  for (OpOperand *use : others) {
    Operation *user = use->getOwner();
    if (!back.empty() && user == back[0])
      continue;
    bool isLater = isAfter(user, conditional) && (back.empty() || isBefore(user, back[0]));
    if (isLater)
      return false;
    // Nor is it used in a branch once that has given its result.
    for (OpOperand *given : uses)
      for (Operation *at = given->getOwner(); conditional->isProperAncestor(at);
           at = at->getParentOp())
        if (isAfter(user, at))
          return false;
  }
  // It is there before the branches.
  if (!isOutside && !source.getDefiningOp()->isBeforeInBlock(conditional))
    return false;
  rewriter.replaceOp(result, source);
  return true;
}

//===----------------------------------------------------------------------===//
// A new buffer in each iteration
//===----------------------------------------------------------------------===//

/// Whether every use of a view is on the same side of the loop, or in it, as the making
/// of the view.
static bool viewsStay(Value value, Operation *loop) {
  auto side = [&](Operation *op) { return isBefore(op, loop) ? 0 : isAfter(op, loop) ? 2 : 1; };
  for (Operation *user : value.getUsers()) {
    if (!isView(user))
      continue;
    Value view = user->getResult(0);
    for (Operation *reader : view.getUsers())
      if (side(reader) != side(user))
        return false;
    if (!viewsStay(view, loop))
      return false;
  }
  return true;
}

bool Copy::handOnNew() {
  Operation *loop = op->getParentOp();
  auto whileLoop = dyn_cast<scf::WhileOp>(loop);
  if (!isa<scf::ForOp>(loop) && !(whileLoop && op->getBlock() == whileLoop.getAfterBody()))
    return false;
  memref::AllocOp alloc = localAlloc(throughReshapes(source));
  auto carried = target.getDefiningOp<memref::AllocOp>();
  SmallVector<OpOperand *> uses, others;
  if (!alloc || !carried || carried->getBlock() != loop->getBlock() ||
      source.getType() != target.getType() || !endsHere(alloc, uses) || !endsHere(target, others) ||
      !viewsStay(target, loop))
    return false;
  Value result;
  rewriter.setInsertionPoint(loop);
  if (whileLoop) {
    result = covector::withHandedOn(rewriter, whileLoop, target, source).getResults().back();
  } else {
    auto handOn = [&](OpBuilder &, Location, ArrayRef<BlockArgument>) {
      return SmallVector<Value>{source};
    };
    auto replaced = cast<LoopLikeOpInterface>(loop).replaceWithAdditionalYields(
        rewriter, target, /*replaceInitOperandUsesInLoop=*/true, handOn);
    if (failed(replaced))
      return false;
    result = (*replaced)->getResults().back();
  }
  rewriter.eraseOp(op);
  Operation *made = result.getDefiningOp();
  rewriter.replaceUsesWithIf(target, result,
                             [&](OpOperand &use) { return isAfter(use.getOwner(), made); });
  return true;
}

void covector::removeCopies(func::FuncOp function) {
  IRRewriter rewriter(function.getContext());
  auto forEach = [&](bool (Copy::*remove)()) {
    SmallVector<memref::CopyOp> copies; // those of inner loops first
    function.walk([&](memref::CopyOp op) { copies.push_back(op); });
    // Another may go together with one that is visited.
    llvm::DenseSet<Operation *> gone;
    struct Listener : RewriterBase::Listener {
      llvm::DenseSet<Operation *> &gone;
      Listener(llvm::DenseSet<Operation *> &gone) : gone(gone) {}
      void notifyOperationErased(Operation *op) override { gone.insert(op); }
    } listener(gone);
    rewriter.setListener(&listener);
    for (memref::CopyOp op : copies) {
      if (gone.contains(op))
        continue;
      if (op.getSource() == op.getTarget())
        rewriter.eraseOp(op);
      else
        (Copy(rewriter, op).*remove)();
    }
    rewriter.setListener(nullptr);
  };
  forEach(&Copy::mergeWithResult);
  forEach(&Copy::makeInTarget);
  forEach(&Copy::goOnWithSource);
  // In inner loops first: they need buffers of their own for that.
  forEach(&Copy::handOnLast);
  forEach(&Copy::stayInSource);
  forEach(&Copy::handOnNew);
}
