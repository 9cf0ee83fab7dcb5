//===- Transpose.cpp - runs a linear function backward ---------------------===//
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
#include "passes/autodiff/Linear.h"
#include "passes/autodiff/Modes.h"

namespace covector {
#define GEN_PASS_DEF_ARRAYTRANSPOSEPASS
#include "passes/Passes.h.inc"
} // namespace covector

using namespace mlir;
using namespace covector;

/// Transposes `f` in place; diagnostics call it `name`.
static LogicalResult transposeInPlace(func::FuncOp f, ArrayRef<int64_t> linearArgnums,
                                      StringRef name, bool isDerivative) {
  // What is linear needs no other derivative than its transpose.
  if (failed(inlineCustomCalls(f, /*keepLinear=*/true)))
    return failure();
  RuleModule module(f);
  Block &block = f.getBody().front();
  llvm::DenseSet<Value> linearValues;
  llvm::SmallBitVector isLinearArgument(block.getNumArguments());
  for (int64_t i : linearArgnums) {
    linearValues.insert(block.getArgument(i));
    isLinearArgument.set(i);
  }
  auto isLinear = [&](Value value) { return linearValues.contains(value); };
  FailureOr<SmallVector<Operation *>> linearOps =
      collectLinear(block, linearValues, "transpose", isDerivative);
  if (failed(linearOps))
    return failure();

  Operation *terminator = block.getTerminator();
  OpBuilder builder(terminator);
  ReverseMode reverse(builder, "transpose", name, isLinear);
  unsigned numArguments = block.getNumArguments(), numCotangents = 0;
  for (auto [i, result] : llvm::enumerate(terminator->getOperands())) {
    bool depends = linearValues.contains(result);
    if (!array::isDifferentiable(result.getType())) {
      if (depends)
        return emitError(f.getLoc()) << "transpose: result " << i << " of '@" << name
                                     << "' depends on a linear argument and is " << result.getType()
                                     << ", which no cotangent reaches";
      continue;
    }
    if (!depends && !isDerivative && !isZero(result))
      return emitError(f.getLoc())
             << "transpose: result " << i << " of '@" << name
             << "' is not linear: it depends on no linear argument and is not 0";
    BlockArgument cotangent = block.addArgument(result.getType(), terminator->getLoc());
    ++numCotangents;
    if (depends)
      reverse.accumulate(result, cotangent, terminator->getLoc());
  }

  SmallVector<Value> results;
  terminator->setOperands({});
  if (failed(reverse.run(*linearOps)))
    return failure();
  for (int64_t i : linearArgnums) {
    BlockArgument argument = block.getArgument(i);
    Value cotangent = reverse.cotangent(argument);
    results.push_back(cotangent ? cotangent
                                : array::zeros(builder, argument.getLoc(), argument.getType()));
  }
  terminator->setOperands(results);

  SmallVector<int64_t> origins;
  for (unsigned i = 0; i < numArguments; ++i)
    if (!isLinearArgument.test(i))
      origins.push_back(i);
  origins.append(numCotangents, -1);
  isLinearArgument.resize(block.getNumArguments());
  block.eraseArguments(
      [&](BlockArgument argument) { return isLinearArgument.test(argument.getArgNumber()); });
  updateSignature(f, origins, 0);
  return success();
}

FailureOr<func::FuncOp> covector::buildTranspose(func::FuncOp f, ArrayRef<int64_t> linearArgnums,
                                                 SymbolTable &symbols, bool isDerivative) {
  if (failed(checkTransformable(f, "transpose")) ||
      failed(checkIndices(f, f.getSymName(), "transpose", "argnums", "argument", linearArgnums,
                          f.getArgumentTypes())))
    return failure();
  func::FuncOp copy = copyFunction(f, "transpose", symbols, "transpose");
  if (!copy)
    return failure();
  if (failed(transposeInPlace(copy, linearArgnums, f.getSymName(), isDerivative))) {
    symbols.erase(copy);
    return failure();
  }
  return copy;
}

namespace {
struct ArrayTransposePass : covector::impl::ArrayTransposePassBase<ArrayTransposePass> {
  using ArrayTransposePassBase::ArrayTransposePassBase;

  void runOnOperation() override {
    func::FuncOp f = chooseFunction(getOperation(), function, "array-transpose");
    if (!f)
      return signalPassFailure();
    SmallVector<int64_t> chosen(argnums.begin(), argnums.end());
    if (chosen.empty())
      chosen = differentiableIndices(f.getArgumentTypes());
    SymbolTable symbols(getOperation());
    FailureOr<func::FuncOp> result = buildTranspose(f, chosen, symbols);
    if (failed(result))
      return signalPassFailure();
    result->setPublic();
  }
};
} // namespace
