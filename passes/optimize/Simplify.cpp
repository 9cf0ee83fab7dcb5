//===- Simplify.cpp - folds, merges and removes in linear sweeps ----------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The greedy pattern driver visits an operation again whenever something near
// it changes, and keeps a worklist for that. Traced programs are long straight
// lines of small operations whose operands are simplified before them, so one
// sweep in order does the same work: at every operation all operands are final.
//
//   1. dead operations are erased, last first;
//   2. each operation, in order, is folded or rewritten; what a rewrite inserts
//      is visited at once; then it is looked up among the earlier ones;
//   3. dead operations are erased again.
//
//===----------------------------------------------------------------------===//

#include "passes/optimize/Simplify.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Rewrite/PatternApplicator.h"
#include "passes/Passes.h"
#include "passes/optimize/ControlFlow.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/Hashing.h"

namespace covector {
#define GEN_PASS_DEF_ARRAYSIMPLIFYPASS
#include "passes/Passes.h.inc"
} // namespace covector

using namespace mlir;

namespace {

/// Equality of pure operations without regions. The attribute dictionary is
/// uniqued, so that its address stands for all attributes.
struct SameComputation : llvm::DenseMapInfo<Operation *> {
  /// The two operands of a commutative operation in a fixed order.
  static std::pair<Value, Value> ordered(Operation *op) {
    Value x = op->getOperand(0), y = op->getOperand(1);
    if (y.getAsOpaquePointer() < x.getAsOpaquePointer())
      std::swap(x, y);
    return {x, y};
  }
  static bool isCommutativePair(Operation *op) {
    return op->getNumOperands() == 2 && op->hasTrait<OpTrait::IsCommutative>();
  }
  static unsigned getHashValue(const Operation *constOp) {
    auto *op = const_cast<Operation *>(constOp);
    llvm::hash_code hash =
        llvm::hash_combine(op->getName().getAsOpaquePointer(), op->getRawDictionaryAttrs(),
                           op->getPropertiesStorageSize() ? size_t(op->hashProperties()) : 0);
    if (isCommutativePair(op)) {
      auto [x, y] = ordered(op);
      return llvm::hash_combine(hash, x.getAsOpaquePointer(), y.getAsOpaquePointer());
    }
    for (Value operand : op->getOperands())
      hash = llvm::hash_combine(hash, operand.getAsOpaquePointer());
    return hash;
  }
  static bool isEqual(const Operation *constA, const Operation *constB) {
    auto *a = const_cast<Operation *>(constA), *b = const_cast<Operation *>(constB);
    if (a == b)
      return true;
    if (a == getEmptyKey() || a == getTombstoneKey() || b == getEmptyKey() ||
        b == getTombstoneKey())
      return false;
    if (a->getName() != b->getName() || a->getNumOperands() != b->getNumOperands() ||
        a->getRawDictionaryAttrs() != b->getRawDictionaryAttrs() ||
        a->getResultTypes() != b->getResultTypes())
      return false;
    if (a->getPropertiesStorageSize() &&
        !a->getName().compareOpProperties(a->getPropertiesStorage(), b->getPropertiesStorage()))
      return false;
    if (isCommutativePair(a))
      return ordered(a) == ordered(b);
    return llvm::equal(a->getOperands(), b->getOperands());
  }
};

/// The rewriter that patterns get; it collects what they insert.
class SweepRewriter : public PatternRewriter, public RewriterBase::Listener {
public:
  explicit SweepRewriter(MLIRContext *context) : PatternRewriter(context) { setListener(this); }

  void notifyOperationInserted(Operation *op, InsertPoint) override { inserted.push_back(op); }
  void notifyOperationErased(Operation *op) override {
    if (op == current)
      current = nullptr;
    llvm::erase(inserted, op);
    if (onErase)
      onErase(op);
  }

  /// The operation being rewritten; null once a pattern has replaced it.
  Operation *current = nullptr;
  SmallVector<Operation *> inserted;
  std::function<void(Operation *)> onErase;
};

class Simplifier {
public:
  Simplifier(MLIRContext *context, const FrozenRewritePatternSet &patterns)
      : rewriter(context), applicator(patterns) {
    applicator.applyDefaultCostModel();
    rewriter.onErase = [this](Operation *op) {
      auto it = known.find(op);
      if (it != known.end() && *it == op)
        known.erase(it);
    };
  }

  void run(Block &block) {
    covector::eraseDeadOps(block);
    // Equal operations are merged within a block.
    llvm::DenseSet<Operation *, SameComputation> outer;
    std::swap(known, outer);
    for (Operation &op : llvm::make_early_inc_range(block.without_terminator()))
      visit(&op);
    covector::eraseDeadOps(block);
    std::swap(known, outer);
  }

private:
  /// Simplifies the regions of `op` first, then `op` itself.
  void visitRegions(Operation *op) {
    covector::forwardConstants(op);
    for (Region &region : op->getRegions())
      for (Block &block : region)
        run(block);
    Operation *before = op->getPrevNode(), *after = op->getNextNode();
    Block *block = op->getBlock();
    covector::simplifyControlFlow(op);
    // What has come to stand here from inside, or in front of a loop.
    Operation *next = before ? before->getNextNode() : &block->front();
    while (next != after) {
      Operation *made = next;
      next = next->getNextNode();
      if (!made->getNumRegions())
        visit(made);
    }
  }

  /// Simplifies `op`, whose operands are final.
  void visit(Operation *op, unsigned depth = 0) {
    if (op->getNumRegions() && op->hasTrait<OpTrait::IsIsolatedFromAbove>())
      return visitRegions(op);
    if (!isPure(op) || op->getNumRegions() || !op->getNumResults())
      return;
    if (fold(op, depth) || rewrite(op, depth))
      return;
    auto [earlier, isNew] = known.insert(op);
    if (!isNew && *earlier != op) {
      op->replaceAllUsesWith(*earlier);
      op->erase();
    }
  }

  /// Replaces `op` by its folded results if it has them.
  bool fold(Operation *op, unsigned depth) {
    if (op->hasTrait<OpTrait::ConstantLike>())
      return false;
    // A fold in place leaves no results and may be followed by another one.
    SmallVector<OpFoldResult, 1> results;
    for (unsigned round = 0; round < maxRounds; ++round) {
      if (failed(op->fold(results)))
        return false;
      if (!results.empty())
        break;
    }
    if (results.size() != op->getNumResults())
      return false;

    SmallVector<Value, 1> values;
    SmallVector<Operation *, 1> constants;
    rewriter.setInsertionPoint(op);
    rewriter.inserted.clear();
    for (auto [result, folded] : llvm::zip_equal(op->getResults(), results)) {
      if (auto value = dyn_cast<Value>(folded)) {
        values.push_back(value);
        continue;
      }
      Operation *constant = op->getDialect()->materializeConstant(rewriter, cast<Attribute>(folded),
                                                                  result.getType(), op->getLoc());
      if (!constant) {
        for (Operation *made : constants)
          made->erase();
        return false;
      }
      constants.push_back(constant);
      values.push_back(constant->getResult(0));
    }
    op->replaceAllUsesWith(values);
    op->erase();
    for (Operation *constant : constants)
      visit(constant, depth);
    return true;
  }

  /// Applies a pattern to `op`; visits what it has inserted.
  bool rewrite(Operation *op, unsigned depth) {
    if (depth >= maxRounds)
      return false;
    rewriter.inserted.clear();
    rewriter.current = op;
    rewriter.setInsertionPoint(op);
    if (failed(applicator.matchAndRewrite(op, rewriter)))
      return false;
    bool replaced = !rewriter.current;
    rewriter.current = nullptr;
    for (Operation *made : SmallVector<Operation *>(rewriter.inserted))
      visit(made, depth + 1);
    if (!replaced)
      visit(op, depth + 1);
    return true;
  }

  /// How often one operation is rewritten before it is left as it is.
  static constexpr unsigned maxRounds = 8;

  SweepRewriter rewriter;
  PatternApplicator applicator;
  /// One operation for each computation seen so far.
  llvm::DenseSet<Operation *, SameComputation> known;
};

struct ArraySimplifyPass : covector::impl::ArraySimplifyPassBase<ArraySimplifyPass> {
  LogicalResult initialize(MLIRContext *context) override {
    patterns = covector::simplificationPatterns(context);
    return success();
  }
  void runOnOperation() override { covector::simplify(getOperation(), patterns); }

  FrozenRewritePatternSet patterns;
};

} // namespace

FrozenRewritePatternSet covector::simplificationPatterns(MLIRContext *context) {
  RewritePatternSet patterns(context);
  for (RegisteredOperationName name :
       context->getRegisteredOperationsByDialect(array::ArrayDialect::getDialectNamespace()))
    name.getCanonicalizationPatterns(patterns, context);
  return FrozenRewritePatternSet(std::move(patterns));
}

void covector::eraseDeadOps(Block &block) {
  for (Operation &op : llvm::make_early_inc_range(llvm::reverse(block)))
    if (isOpTriviallyDead(&op))
      op.erase();
}

void covector::simplify(func::FuncOp function, const FrozenRewritePatternSet &patterns) {
  Simplifier simplifier(function.getContext(), patterns);
  for (Block &block : function.getBody())
    simplifier.run(block);
}

void covector::simplify(func::FuncOp function) {
  simplify(function, simplificationPatterns(function.getContext()));
}
