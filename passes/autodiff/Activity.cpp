//===- Activity.cpp - which values of control flow vary -------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A loop's tangents must be known to exist before its derivative is written: a
// carried value varies if its first value does, or if the body makes it of what
// varies. That is a fixed point, found on flags alone.
//
//===----------------------------------------------------------------------===//

#include "passes/autodiff/ControlFlow.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace covector;
using llvm::SmallBitVector;

/// Which results of `op` may vary if the operands in `varies` do.
static SmallBitVector varyingResults(Operation *op, const SmallBitVector &varies) {
  return llvm::TypeSwitch<Operation *, SmallBitVector>(op)
      .Case([&](array::CaseOp op) {
        SmallBitVector inputs = varies, results(op->getNumResults());
        inputs >>= 1; // without the selector
        inputs.resize(op.getInputs().size());
        for (Region &branch : op.getBranches())
          results |= varyingResults(branch.front(), inputs);
        return results;
      })
      .Case([&](array::CheckpointOp op) { return varyingResults(op.getBodyBlock(), varies); })
      .Case([&](array::ScanOp op) {
        SmallBitVector carried = varyingCarried(op, varies);
        unsigned consts = op.getConsts().size(), inits = op.getInits().size();
        SmallBitVector arguments(op.getBodyBlock().getNumArguments());
        for (unsigned i = 0; i < consts + inits + op.getXs().size(); ++i)
          arguments[1 + i] = i >= consts && i < consts + inits ? carried[i - consts] : varies[i];
        SmallBitVector results = varyingResults(op.getBodyBlock(), arguments);
        for (unsigned i = 0; i < inits; ++i)
          results[i] = carried[i];
        return results;
      })
      .Case([&](array::WhileOp op) {
        SmallBitVector carried = varyingCarried(op, varies);
        unsigned consts = op.getConsts().size(), inits = op.getInits().size();
        SmallBitVector arguments = carried, results(op->getNumResults());
        arguments.resize(inits + consts);
        for (unsigned i = 0; i < consts; ++i)
          arguments[inits + i] = varies[i];
        SmallBitVector yielded = varyingResults(op.getBodyBlock(), arguments);
        for (unsigned i = 0; i < yielded.size(); ++i)
          if (i < inits ? carried[i] : yielded[i])
            results.set(i < inits ? i : i + 1); // behind the count
        return results;
      })
      .Default([&](Operation *op) {
        SmallBitVector results(op->getNumResults());
        if (varies.any() && !isa<array::StopGradientOp>(op))
          for (auto [i, type] : llvm::enumerate(op->getResultTypes()))
            results[i] = array::isDifferentiable(type);
        return results;
      });
}

SmallBitVector covector::varyingResults(Block &block, const SmallBitVector &varies) {
  llvm::DenseSet<Value> varying;
  for (unsigned i : varies.set_bits())
    varying.insert(block.getArgument(i));
  auto flagsOf = [&](OperandRange values) {
    SmallBitVector flags(values.size());
    for (auto [i, value] : llvm::enumerate(values))
      flags[i] = varying.contains(value);
    return flags;
  };
  for (Operation &op : block.without_terminator()) {
    SmallBitVector operands = flagsOf(op.getOperands());
    if (operands.none())
      continue;
    SmallBitVector results = ::varyingResults(&op, operands);
    for (unsigned i : results.set_bits())
      varying.insert(op.getResult(i));
  }
  return flagsOf(block.getTerminator()->getOperands());
}

SmallBitVector covector::varyingCarried(array::ScanOp op, const SmallBitVector &operands) {
  unsigned consts = op.getConsts().size(), inits = op.getInits().size();
  SmallBitVector arguments(op.getBodyBlock().getNumArguments());
  for (unsigned i = 0; i + 1 < arguments.size(); ++i)
    arguments[i + 1] = operands[i];
  SmallBitVector carried(inits);
  for (bool changed = true; changed;) {
    SmallBitVector yielded = varyingResults(op.getBodyBlock(), arguments);
    changed = false;
    for (unsigned i = 0; i < inits; ++i) {
      unsigned argument = 1 + consts + i;
      changed |= yielded[i] && !arguments[argument];
      arguments[argument] = arguments[argument] || yielded[i];
      carried[i] = arguments[argument];
    }
  }
  return carried;
}

SmallBitVector covector::varyingCarried(array::WhileOp op, const SmallBitVector &operands) {
  unsigned consts = op.getConsts().size(), inits = op.getInits().size();
  SmallBitVector arguments(inits + consts);
  for (unsigned i = 0; i < inits + consts; ++i)
    arguments[i < consts ? inits + i : i - consts] = operands[i];
  SmallBitVector carried(inits);
  for (bool changed = true; changed;) {
    SmallBitVector yielded = varyingResults(op.getBodyBlock(), arguments);
    changed = false;
    for (unsigned i = 0; i < inits; ++i) {
      changed |= yielded[i] && !arguments[i];
      arguments[i] = arguments[i] || yielded[i];
      carried[i] = arguments[i];
    }
  }
  return carried;
}
