//===- Jvp.cpp - forward mode ----------------------------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Array.h"
#include "dialects/array/Expr.h"
#include "passes/Functions.h"
#include "passes/Passes.h"
#include "passes/autodiff/Autodiff.h"
#include "passes/autodiff/CustomRules.h"
#include "passes/autodiff/Derivative.h"

namespace covector {
#define GEN_PASS_DEF_ARRAYJVPPASS
#include "passes/Passes.h.inc"
} // namespace covector

using namespace mlir;
using namespace covector;

SmallVector<int64_t> covector::originsWithAdded(unsigned n, unsigned added) {
  SmallVector<int64_t> origins = llvm::to_vector(llvm::seq<int64_t>(0, n));
  origins.append(added, -1);
  return origins;
}

LogicalResult covector::runForward(func::FuncOp f, ArrayRef<int64_t> argnums,
                                   ForwardMode &forward) {
  Block &block = f.getBody().front();
  for (int64_t i : argnums) {
    BlockArgument primal = block.getArgument(i);
    forward.seed(primal, block.addArgument(primal.getType(), primal.getLoc()));
  }
  RuleModule module(f);
  return forward.run(block);
}

LogicalResult covector::jvpInPlace(func::FuncOp f, ArrayRef<int64_t> argnums, StringRef name) {
  if (name.empty())
    name = f.getSymName();
  if (failed(checkTransformable(f, "jvp")) ||
      failed(checkIndices(f, name, "jvp", "argnums", "argument", argnums, f.getArgumentTypes())))
    return failure();

  unsigned numPrimals = f.getNumArguments(), numResults = f.getNumResults();
  ForwardMode forward(ForwardMode::Way::Push, "jvp", name);
  if (failed(runForward(f, argnums, forward)))
    return failure();

  Operation *terminator = f.getBody().front().getTerminator();
  OpBuilder builder(terminator);
  SmallVector<Value> results(terminator->getOperands());
  for (unsigned i = 0; i < numResults; ++i) {
    Value primal = results[i];
    if (!array::isDifferentiable(primal.getType()))
      continue;
    Value tangent = forward.tangent(primal);
    results.push_back(tangent ? tangent
                              : array::zeros(builder, terminator->getLoc(), primal.getType()));
  }
  terminator->setOperands(results);
  updateSignature(f, originsWithAdded(numPrimals, argnums.size()), numResults);
  return success();
}

FailureOr<func::FuncOp> covector::buildJvp(func::FuncOp f, ArrayRef<int64_t> argnums,
                                           SymbolTable &symbols) {
  func::FuncOp copy = copyFunction(f, "jvp", symbols, "jvp");
  if (!copy)
    return failure();
  if (failed(jvpInPlace(copy, argnums, f.getSymName()))) {
    symbols.erase(copy);
    return failure();
  }
  return copy;
}

namespace {
struct ArrayJvpPass : covector::impl::ArrayJvpPassBase<ArrayJvpPass> {
  using ArrayJvpPassBase::ArrayJvpPassBase;

  void runOnOperation() override {
    func::FuncOp f = chooseFunction(getOperation(), function, "array-jvp");
    if (!f)
      return signalPassFailure();
    SmallVector<int64_t> chosen(argnums.begin(), argnums.end());
    if (chosen.empty())
      chosen = differentiableIndices(f.getArgumentTypes());
    SymbolTable symbols(getOperation());
    FailureOr<func::FuncOp> result = buildJvp(f, chosen, symbols);
    if (failed(result))
      return signalPassFailure();
    result->setPublic();
  }
};
} // namespace
