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

namespace covector {
#define GEN_PASS_DEF_ARRAYLINEARIZEPASS
#include "passes/Passes.h.inc"
} // namespace covector

using namespace mlir;
using namespace covector;

namespace {

/// Provides values of the forward function in the linear one: as a residual, or
/// made again where that costs no more than reading it.
class Residuals {
public:
  explicit Residuals(Block &block) : block(block), builder(OpBuilder::atBlockEnd(&block)) {}

  Value inLinear(Value value) {
    if (Value known = copies.lookup(value))
      return known;
    Operation *op = value.getDefiningOp();
    Value copy;
    if (op && isa<array::ConstantOp, array::IotaOp>(op)) {
      copy = builder.clone(*op)->getResult(0);
    } else if (op && isa<array::BroadcastInDimOp, array::ReshapeOp>(op)) {
      Value operand = inLinear(op->getOperand(0));
      Operation *again = builder.clone(*op);
      again->setOperand(0, operand);
      copy = again->getResult(0);
    } else {
      saved.push_back(value);
      // Residuals come before the tangents, which are added last.
      copy = block.addArgument(value.getType(), value.getLoc());
    }
    copies[value] = copy;
    return copy;
  }

  /// What the forward function returns beside its results.
  SmallVector<Value> saved;

private:
  Block &block;
  OpBuilder builder;
  llvm::DenseMap<Value, Value> copies;
};

} // namespace

/// Erases linear operations that reach none of `outputs`, and returns the rest.
static SmallVector<Operation *> eraseUnused(ArrayRef<Operation *> ops, ArrayRef<Value> outputs) {
  llvm::DenseSet<Operation *> kept;
  for (Value output : outputs)
    if (output)
      kept.insert(output.getDefiningOp());
  SmallVector<Operation *> used;
  for (Operation *op : llvm::reverse(ops)) {
    if (op->use_empty() && !kept.contains(op))
      op->erase();
    else
      used.push_back(op);
  }
  std::reverse(used.begin(), used.end());
  return used;
}

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
  ForwardMode forward("linearize", f.getSymName());
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
  SmallVector<Operation *> linearOps = eraseUnused(forward.linearOps, tangents);

  // Move the linear operations into a function of their own. Its arguments are
  // the residuals, in the order of their first use, then the tangents.
  result.linear =
      createFunction(result.forward, (f.getSymName() + "_linear").str(), {}, {}, symbols);
  Block &linearBlock = result.linear.getBody().front();
  Residuals residuals(linearBlock);
  for (Operation *op : linearOps) {
    for (OpOperand &operand : op->getOpOperands())
      if (!forward.isLinear(operand.get()))
        operand.set(residuals.inLinear(operand.get()));
    op->moveBefore(&linearBlock, linearBlock.end());
  }
  OpBuilder builder = OpBuilder::atBlockEnd(&linearBlock);
  for (auto [primal, tangent] : llvm::zip_equal(primals, tangents)) {
    if (!tangent)
      tangent = array::zeros(builder, terminator->getLoc(), primal.getType());
    else if (!forward.isLinear(tangent))
      tangent = residuals.inLinear(tangent);
  }
  for (unsigned i = 0; i < argnums.size(); ++i) {
    BlockArgument old = block.getArgument(numPrimals + i);
    BlockArgument tangent = linearBlock.addArgument(old.getType(), old.getLoc());
    old.replaceAllUsesWith(tangent);
    llvm::replace(tangents, Value(old), Value(tangent));
  }
  func::ReturnOp::create(builder, terminator->getLoc(), tangents);
  updateSignature(result.linear, originsWithAdded(0, linearBlock.getNumArguments()), 0);

  block.eraseArguments(numPrimals, argnums.size());
  terminator->insertOperands(numResults, residuals.saved);
  updateSignature(result.forward, originsWithAdded(numPrimals, 0), numResults);
  for (Value value : residuals.saved) {
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
