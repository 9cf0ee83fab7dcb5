//===- PrepareBuffers.cpp - says what bufferisation may write to ----------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Builders.h"
#include "passes/lowering/Passes.h"

namespace covector {
#define GEN_PASS_DEF_ARRAYPREPAREBUFFERSPASS
#include "passes/lowering/Passes.h.inc"
} // namespace covector

using namespace mlir;

namespace {
struct ArrayPrepareBuffersPass
    : covector::impl::ArrayPrepareBuffersPassBase<ArrayPrepareBuffersPass> {
  void runOnOperation() override {
    Builder builder(&getContext());
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      if (function.isPrivate())
        continue;
      for (unsigned i = 0, e = function.getNumArguments(); i != e; ++i)
        if (isa<TensorType>(function.getArgument(i).getType()))
          function.setArgAttr(i, bufferization::BufferizationDialect::kWritableAttrName,
                              builder.getBoolAttr(bool(function.getArgAttr(i, "array.donated"))));
    }
    // Bufferisation treats all users of one tensor.empty as users of one
    // buffer: its analysis would be quadratic in their number.
    SmallVector<tensor::EmptyOp> shared;
    getOperation().walk([&](tensor::EmptyOp op) {
      if (!op->use_empty() && !op->hasOneUse())
        shared.push_back(op);
    });
    for (tensor::EmptyOp op : shared) {
      for (OpOperand &use : llvm::make_early_inc_range(op->getUses())) {
        OpBuilder before(use.getOwner());
        use.set(before.clone(*op)->getResult(0));
      }
      op.erase();
    }
  }
};
} // namespace
