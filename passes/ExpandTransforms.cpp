//===- ExpandTransforms.cpp - replaces requests by transformed code --------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function is expanded before it is transformed, and a transform is inlined
// where it was requested, so that no transformation meets a call or a request.
//
// Each function and each distinct transform is made once. The last use of a
// private function takes its body instead of copying it: a gradient that is
// requested once costs no copy at all, however long the function is.
//
//===----------------------------------------------------------------------===//

#include "passes/ExpandTransforms.h"
#include "dialects/array/Array.h"
#include "passes/Functions.h"
#include "passes/Passes.h"
#include "passes/autodiff/Autodiff.h"
#include "passes/autodiff/ControlFlow.h"
#include "passes/autodiff/CustomRules.h"
#include "passes/autodiff/HigherOrders.h"
#include "passes/batching/Batching.h"
#include "passes/optimize/Simplify.h"
#include "llvm/ADT/TypeSwitch.h"

namespace covector {
#define GEN_PASS_DEF_ARRAYEXPANDTRANSFORMSPASS
#include "passes/Passes.h.inc"
} // namespace covector

using namespace mlir;
using namespace covector;

/// The function that a call or request refers to; null for other operations.
static FlatSymbolRefAttr calleeOf(Operation *op) {
  return llvm::TypeSwitch<Operation *, FlatSymbolRefAttr>(op)
      .Case<func::CallOp>([](auto call) { return call.getCalleeAttr(); })
      .Case<array::JvpOp, array::JetOp, array::VjpOp, array::VmapOp>(
          [](auto request) { return request.getCalleeAttr(); })
      .Default([](Operation *) { return FlatSymbolRefAttr(); });
}

static bool isRequest(Operation *op) {
  return isa<array::JvpOp, array::JetOp, array::VjpOp, array::VmapOp>(op);
}

namespace {

class Expander {
public:
  explicit Expander(SymbolTable &symbols) : symbols(symbols) {}

  /// Allows private functions to be used up by their last use. Every use in
  /// the module must be known for that, so that all functions are counted.
  void countUses(ModuleOp module) {
    mayConsume = true;
    for (auto f : module.getOps<func::FuncOp>())
      f.walk([&](Operation *op) {
        FlatSymbolRefAttr callee = calleeOf(op);
        if (!callee) {
          // Functions that other operations refer to are never used up.
          if (isa<SymbolUserOpInterface>(op))
            op->getAttrDictionary().walk(
                [&](FlatSymbolRefAttr symbol) { ++uses[symbol.getAttr()]; });
          return;
        }
        if (!isRequest(op))
          ++uses[callee.getAttr()];
        else if (++requests[keyOf(op)] == 1)
          ++uses[callee.getAttr()]; // Equal requests transform the function once.
      });
  }

  /// Expands all calls and requests of `f` in place.
  LogicalResult expand(func::FuncOp f) {
    auto [it, isNew] = states.try_emplace(f, State::Running);
    if (!isNew) {
      if (it->second == State::Done)
        return success();
      return emitError(f.getLoc())
             << "'@" << f.getSymName() << "' calls itself; recursion is not supported";
    }
    SmallVector<Operation *> work;
    f.walk([&](Operation *op) {
      if (calleeOf(op))
        work.push_back(op);
    });
    for (Operation *op : work)
      if (failed(expand(op)))
        return failure();
    states[f] = State::Done;
    return success();
  }

private:
  enum class State { Running, Done };

  /// Requests with one key ask for the same function.
  using Key = std::pair<OperationName, DictionaryAttr>;
  static Key keyOf(Operation *op) { return {op->getName(), op->getAttrDictionary()}; }

  LogicalResult expand(Operation *op) {
    StringAttr name = calleeOf(op).getAttr();
    auto callee = symbols.lookup<func::FuncOp>(name);
    if (!callee)
      return op->emitOpError("refers to '@") << name.getValue() << "', which is no function";
    if (callee.isDeclaration() && !isRequest(op))
      return success(); // An external function stays a call.

    bool lastUse = false;
    func::FuncOp target = callee;
    if (!isRequest(op)) {
      if (failed(checkOneBlock(callee, "inlining")) || failed(expand(callee)))
        return failure();
      lastUse = isLastUse(callee);
    } else {
      auto [it, isNew] = transforms.try_emplace(keyOf(op));
      if (isNew) {
        if (failed(checkTransformable(callee, op->getName().stripDialect())) ||
            failed(expand(callee)))
          return failure();
        simplifyLoops(callee);
        FailureOr<func::FuncOp> made = transform(op, callee);
        if (failed(made))
          return failure();
        target = *made;
        states[target] = State::Done;
        transforms[keyOf(op)] = target;
      } else {
        target = it->second;
        if (!target)
          return op->emitOpError("asks for its own transform; recursion is not supported");
      }
      lastUse = mayConsume && --requests[keyOf(op)] == 0;
    }

    Key key = keyOf(op);
    bool wasRequest = isRequest(op);
    if (failed(inlineBody(target, op, lastUse)))
      return failure();
    if (lastUse) {
      if (wasRequest)
        transforms.erase(key);
      states.erase(target);
      symbols.erase(target);
    }
    return success();
  }

  /// Simplifies what is to be transformed if it has control flow: what a loop carries or
  /// computes in vain would be differentiated too, and again at the next level.
  void simplifyLoops(func::FuncOp callee) {
    bool hasRegions = llvm::any_of(callee.getBody().front(),
                                   [](Operation &op) { return op.getNumRegions() > 0; });
    if (!hasRegions)
      return;
    if (!patterns)
      patterns = simplificationPatterns(callee.getContext());
    simplify(callee, *patterns);
  }

  /// Counts one use of `callee`; whether it was the last and none can follow.
  bool isLastUse(func::FuncOp callee) {
    return mayConsume && --uses[callee.getSymNameAttr()] == 0 && callee.isPrivate();
  }

  FailureOr<func::FuncOp> transform(Operation *op, func::FuncOp callee) {
    bool consume = isLastUse(callee);
    return llvm::TypeSwitch<Operation *, FailureOr<func::FuncOp>>(op)
        .Case([&](array::JvpOp request) -> FailureOr<func::FuncOp> {
          if (!consume)
            return buildJvp(callee, request.getArgnums(), symbols);
          if (failed(jvpInPlace(callee, request.getArgnums())))
            return failure();
          return callee;
        })
        .Case([&](array::JetOp request) -> FailureOr<func::FuncOp> {
          if (!consume)
            return buildJet(callee, request.getArgnums(), request.getOrder(), request.getLine(),
                            symbols);
          if (failed(
                  jetInPlace(callee, request.getArgnums(), request.getOrder(), request.getLine())))
            return failure();
          return callee;
        })
        .Case([&](array::VjpOp request) -> FailureOr<func::FuncOp> {
          if (!consume)
            return buildVjp(callee, request.getArgnums(), request.getResnums(), symbols);
          if (failed(vjpInPlace(callee, request.getArgnums(), request.getResnums())))
            return failure();
          return callee;
        })
        .Case([&](array::VmapOp request) -> FailureOr<func::FuncOp> {
          return buildBatched(callee, request.getInAxes(), request.getOutAxes(), request.getSize(),
                              symbols, request.getAxisName().value_or(""));
        });
  }

  SymbolTable &symbols;
  std::optional<FrozenRewritePatternSet> patterns; // made when needed
  llvm::DenseMap<Operation *, State> states;
  llvm::DenseMap<Key, func::FuncOp> transforms;
  bool mayConsume = false;
  llvm::DenseMap<StringAttr, unsigned> uses;
  llvm::DenseMap<Key, unsigned> requests;
};

struct ArrayExpandTransformsPass
    : covector::impl::ArrayExpandTransformsPassBase<ArrayExpandTransformsPass> {
  void runOnOperation() override {
    if (failed(expandTransforms(getOperation())) || failed(finishTransforms(getOperation())))
      signalPassFailure();
  }
};

} // namespace

/// Erases private functions with bodies that nothing refers to.
static void eraseUnusedFunctions(ModuleOp module) {
  llvm::DenseSet<StringAttr> used;
  SmallVector<func::FuncOp> reached;
  SymbolTable symbols(module);
  for (auto f : module.getOps<func::FuncOp>())
    if (!f.isPrivate())
      reached.push_back(f);
  while (!reached.empty()) {
    func::FuncOp f = reached.pop_back_val();
    f.walk([&](Operation *op) {
      if (!isa<SymbolUserOpInterface>(op))
        return;
      op->getAttrDictionary().walk([&](FlatSymbolRefAttr symbol) {
        if (used.insert(symbol.getAttr()).second)
          if (auto callee = symbols.lookup<func::FuncOp>(symbol.getAttr()))
            reached.push_back(callee);
      });
    });
  }
  for (auto f : llvm::make_early_inc_range(module.getOps<func::FuncOp>()))
    if (f.isPrivate() && !used.contains(f.getSymNameAttr()))
      f.erase();
}

static bool hasLinearCallsWithoutBody(func::FuncOp f) {
  return f
      .walk([](array::LinearCallOp call) {
        return call.hasBody() ? WalkResult::advance() : WalkResult::interrupt();
      })
      .wasInterrupted();
}

LogicalResult covector::finishTransforms(ModuleOp module) {
  for (auto f : module.getOps<func::FuncOp>()) {
    if (f.isPrivate() || f.isDeclaration())
      continue;
    // What cannot be computed may be what nobody needs.
    if (hasLinearCallsWithoutBody(f))
      for (Block &block : f.getBody())
        eraseDeadOps(block);
    if (failed(inlineCustomCalls(f)))
      return failure();
    inlineCheckpoints(f);
  }
  eraseUnusedFunctions(module);
  return success();
}

bool covector::hasCallsOrRequests(func::FuncOp f) {
  return f
      .walk([](Operation *op) {
        return calleeOf(op) ? WalkResult::interrupt() : WalkResult::advance();
      })
      .wasInterrupted();
}

LogicalResult covector::expandTransforms(func::FuncOp f, SymbolTable &symbols) {
  return Expander(symbols).expand(f);
}

LogicalResult covector::expandTransforms(ModuleOp module) {
  if (useTaylorModeForHighOrders(module))
    eraseUnusedFunctions(module); // they would count as uses
  SymbolTable symbols(module);
  Expander expander(symbols);
  expander.countUses(module);
  SmallVector<func::FuncOp> entries;
  for (auto f : module.getOps<func::FuncOp>())
    if (!f.isPrivate() && !f.isDeclaration())
      entries.push_back(f);
  for (func::FuncOp f : entries)
    if (failed(expander.expand(f)))
      return failure();
  eraseUnusedFunctions(module);
  return success();
}
