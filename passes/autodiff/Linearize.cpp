//===- Linearize.cpp - forward mode in two functions -----------------------===//
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
#include "passes/autodiff/Derivative.h"
#include "passes/autodiff/Residuals.h"

namespace covector {
#define GEN_PASS_DEF_ARRAYLINEARIZEPASS
#include "passes/Passes.h.inc"
} // namespace covector

using namespace mlir;
using namespace covector;

FailureOr<Linearized> covector::buildLinearize(func::FuncOp f, ArrayRef<int64_t> argnums,
                                               SymbolTable &symbols) {
  if (failed(checkTransformable(f, "linearize")) ||
      failed(checkIndices(f, f.getSymName(), "linearize", "argnums", "argument", argnums,
                          f.getArgumentTypes())))
    return failure();
  Linearized result;
  result.forward = copyFunction(f, "forward", symbols, "linearize");
  if (!result.forward)
    return failure();

  unsigned numPrimals = f.getNumArguments(), numResults = f.getNumResults();
  ForwardMode forward(ForwardMode::Way::Split, "linearize", f.getSymName());
  if (failed(runForward(result.forward, argnums, forward))) {
    symbols.erase(result.forward);
    return failure();
  }

  Block &block = result.forward.getBody().front();
  Operation *terminator = block.getTerminator();
  SmallVector<Value> primals, tangents;
  for (Value primal : terminator->getOperands())
    if (array::isDifferentiable(primal.getType())) {
      primals.push_back(primal);
      tangents.push_back(forward.tangent(primal));
    }
  forward.eraseUnused(tangents);
  LinearCode code(forward, tangents, [](Value) { return false; });

  // Move the linear operations into a function of their own. Its arguments are
  // the residuals, in the order of their first use, then the tangents.
  result.linear =
      createFunction(result.forward, (f.getSymName() + "_linear").str(), {}, {}, symbols);
  Block &linearBlock = result.linear.getBody().front();
  IRMapping mapping;
  auto give = [&](Value value) {
    mapping.map(value, linearBlock.addArgument(value.getType(), value.getLoc()));
  };
  for (Value value : code.saved)
    give(value);
  for (unsigned i = 0; i < argnums.size(); ++i)
    give(block.getArgument(numPrimals + i));
  code.moveTo(linearBlock, mapping);
  OpBuilder builder = OpBuilder::atBlockEnd(&linearBlock);
  for (auto [primal, tangent] : llvm::zip_equal(primals, tangents))
    tangent = tangent ? mapping.lookupOrDefault(tangent)
                      : array::zeros(builder, terminator->getLoc(), primal.getType());
  func::ReturnOp::create(builder, terminator->getLoc(), tangents);
  updateSignature(result.linear, originsWithAdded(0, linearBlock.getNumArguments()), 0);

  block.eraseArguments(numPrimals, argnums.size());
  terminator->insertOperands(numResults, code.saved);
  updateSignature(result.forward, originsWithAdded(numPrimals, 0), numResults);
  for (Value value : code.saved) {
    auto argument = dyn_cast<BlockArgument>(value);
    result.residualArguments.push_back(argument ? int64_t(argument.getArgNumber()) : -1);
  }
  return result;
}

namespace {
struct ArrayLinearizePass : covector::impl::ArrayLinearizePassBase<ArrayLinearizePass> {
  using ArrayLinearizePassBase::ArrayLinearizePassBase;

  void runOnOperation() override {
    func::FuncOp f = chooseFunction(getOperation(), function, "array-linearize");
    if (!f)
      return signalPassFailure();
    SmallVector<int64_t> chosen(argnums.begin(), argnums.end());
    if (chosen.empty())
      chosen = differentiableIndices(f.getArgumentTypes());
    SymbolTable symbols(getOperation());
    FailureOr<Linearized> result = buildLinearize(f, chosen, symbols);
    if (failed(result))
      return signalPassFailure();
    result->forward.setPublic();
    result->linear.setPublic();
  }
};
} // namespace
