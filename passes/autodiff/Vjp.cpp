//===- Vjp.cpp - reverse mode -----------------------------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reverse mode is forward mode whose linear part runs backward: forward mode
// leaves behind, among the original operations, those that are linear in the
// tangents; they are visited once from the end, each replaced by its transpose.
// What stays is the original program, the coefficients, and the cotangents.
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
#define GEN_PASS_DEF_ARRAYGRADPASS
#define GEN_PASS_DEF_ARRAYVJPPASS
#include "passes/Passes.h.inc"
} // namespace covector

using namespace mlir;
using namespace covector;

LogicalResult covector::vjpInPlace(func::FuncOp f, ArrayRef<int64_t> argnums,
                                   ArrayRef<int64_t> resnums, StringRef name) {
  if (name.empty())
    name = f.getSymName();
  if (failed(checkTransformable(f, "vjp")) ||
      failed(checkIndices(f, name, "vjp", "argnums", "argument", argnums, f.getArgumentTypes())) ||
      failed(checkIndices(f, name, "vjp", "resnums", "result", resnums, f.getResultTypes())))
    return failure();

  RuleModule module(f);
  unsigned numPrimals = f.getNumArguments(), numResults = f.getNumResults();
  ForwardMode forward(ForwardMode::Way::Split, "vjp", name);
  if (failed(runForward(f, argnums, forward)))
    return failure();

  Block &block = f.getBody().front();
  Operation *terminator = block.getTerminator();
  OpBuilder builder(terminator);
  auto isLinear = [&](Value value) { return forward.isLinear(value); };
  ReverseMode reverse(builder, "vjp", name, isLinear);
  for (int64_t i : resnums) {
    Value result = terminator->getOperand(i);
    Value cotangent = block.addArgument(result.getType(), terminator->getLoc());
    if (Value tangent = forward.tangent(result))
      reverse.accumulate(tangent, cotangent, terminator->getLoc());
  }
  if (failed(reverse.run(forward.linearOps)))
    return failure();

  SmallVector<Value> results(terminator->getOperands());
  for (unsigned i = 0; i < argnums.size(); ++i) {
    BlockArgument tangent = block.getArgument(numPrimals + i);
    Value cotangent = reverse.cotangent(tangent);
    results.push_back(cotangent ? cotangent
                                : array::zeros(builder, tangent.getLoc(), tangent.getType()));
  }
  terminator->setOperands(results);
  block.eraseArguments(numPrimals, argnums.size());
  updateSignature(f, originsWithAdded(numPrimals, resnums.size()), numResults);
  return success();
}

FailureOr<func::FuncOp> covector::buildVjp(func::FuncOp f, ArrayRef<int64_t> argnums,
                                           ArrayRef<int64_t> resnums, SymbolTable &symbols) {
  func::FuncOp copy = copyFunction(f, "vjp", symbols, "vjp");
  if (!copy)
    return failure();
  if (failed(vjpInPlace(copy, argnums, resnums, f.getSymName()))) {
    symbols.erase(copy);
    return failure();
  }
  return copy;
}

FailureOr<func::FuncOp> covector::buildGrad(func::FuncOp f, ArrayRef<int64_t> argnums,
                                            bool withValue, SymbolTable &symbols) {
  if (failed(checkTransformable(f, "grad")))
    return failure();
  if (f.getNumResults() == 0)
    return emitError(f.getLoc()) << "grad: '@" << f.getSymName() << "' has no result";
  auto type = dyn_cast<RankedTensorType>(f.getResultTypes().front());
  if (!type || type.getRank() != 0 || !isa<FloatType>(type.getElementType()))
    return emitError(f.getLoc()) << "grad: result 0 of '@" << f.getSymName()
                                 << "' must be a floating-point scalar, got "
                                 << f.getResultTypes().front()
                                 << "; use vjp with a cotangent of that type";

  func::FuncOp copy = copyFunction(f, "grad", symbols, "grad");
  if (!copy)
    return failure();
  unsigned numPrimals = f.getNumArguments(), numResults = f.getNumResults();
  if (failed(vjpInPlace(copy, argnums, {0}, f.getSymName()))) {
    symbols.erase(copy);
    return failure();
  }

  Block &block = copy.getBody().front();
  OpBuilder builder = OpBuilder::atBlockBegin(&block);
  BlockArgument cotangent = block.getArgument(numPrimals);
  cotangent.replaceAllUsesWith(array::full(builder, cotangent.getLoc(), cotangent.getType(), 1.0));
  block.eraseArgument(numPrimals);
  Operation *terminator = block.getTerminator();
  if (!withValue) {
    terminator->eraseOperands(0, numResults);
    copy.removeResAttrsAttr();
  }
  updateSignature(copy, originsWithAdded(numPrimals, 0), withValue ? numResults : 0);
  return copy;
}

namespace {
struct ArrayVjpPass : covector::impl::ArrayVjpPassBase<ArrayVjpPass> {
  using ArrayVjpPassBase::ArrayVjpPassBase;

  void runOnOperation() override {
    func::FuncOp f = chooseFunction(getOperation(), function, "array-vjp");
    if (!f)
      return signalPassFailure();
    SmallVector<int64_t> chosenArguments(argnums.begin(), argnums.end());
    if (chosenArguments.empty())
      chosenArguments = differentiableIndices(f.getArgumentTypes());
    SmallVector<int64_t> chosenResults(resnums.begin(), resnums.end());
    if (chosenResults.empty())
      chosenResults = differentiableIndices(f.getResultTypes());
    SymbolTable symbols(getOperation());
    FailureOr<func::FuncOp> result = buildVjp(f, chosenArguments, chosenResults, symbols);
    if (failed(result))
      return signalPassFailure();
    result->setPublic();
  }
};

struct ArrayGradPass : covector::impl::ArrayGradPassBase<ArrayGradPass> {
  using ArrayGradPassBase::ArrayGradPassBase;

  void runOnOperation() override {
    func::FuncOp f = chooseFunction(getOperation(), function, "array-grad");
    if (!f)
      return signalPassFailure();
    SmallVector<int64_t> chosen(argnums.begin(), argnums.end());
    if (chosen.empty())
      chosen = differentiableIndices(f.getArgumentTypes());
    SymbolTable symbols(getOperation());
    FailureOr<func::FuncOp> result = buildGrad(f, chosen, value, symbols);
    if (failed(result))
      return signalPassFailure();
    result->setPublic();
  }
};
} // namespace
