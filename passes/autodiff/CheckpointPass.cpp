//===- CheckpointPass.cpp - says what derivatives of a function keep ------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/ControlFlow.h"
#include "passes/Functions.h"
#include "passes/Passes.h"
#include "llvm/ADT/StringExtras.h"

namespace covector {
#define GEN_PASS_DEF_ARRAYCHECKPOINTPASS
#include "passes/Passes.h.inc"
} // namespace covector

using namespace mlir;
using namespace covector;

namespace {
/// A policy as users call it: what `array.checkpoint` saves, to which names belong if it ends
/// in a colon.
struct Policy {
  StringRef name, saves;
};
} // namespace

static constexpr Policy policies[] = {
    {"nothing_saveable", ""},
    {"everything_saveable", "everything"},
    {"dots_saveable", "dots"},
    {"dots_with_no_batch_dims_saveable", "dots_with_no_batch_dims"},
    {"save_only_these_names", "name:"},
    {"save_any_names_but_these", "names_but:"},
    {"save_anything_except_these_names", "everything_but:"},
};

/// What a checkpoint with the policy `name` saves; null after a diagnostic at `location`.
static ArrayAttr savesOf(Location location, StringRef name, ArrayRef<std::string> names) {
  const Policy *policy = llvm::find_if(policies, [&](Policy each) { return each.name == name; });
  if (policy == std::end(policies)) {
    InFlightDiagnostic error = emitError(location) << "array-checkpoint: policy must be one of ";
    llvm::interleaveComma(policies, error, [&](Policy each) { error << each.name; });
    error << ", got " << name;
    return nullptr;
  }
  bool isNamed = policy->saves.ends_with(":");
  if (isNamed == names.empty()) {
    emitError(location) << "array-checkpoint: names must be given with a policy of names, and with "
                           "no other, got "
                        << names.size() << " names with " << name;
    return nullptr;
  }
  Builder b(location.getContext());
  if (policy->saves.empty())
    return b.getStrArrayAttr({});
  if (!isNamed)
    return b.getStrArrayAttr(policy->saves);
  SmallVector<std::string> texts;
  if (policy->name == "save_only_these_names")
    for (const std::string &each : names)
      texts.push_back((policy->saves + each).str());
  else
    texts.push_back((policy->saves + llvm::join(names, ",")).str());
  return b.getStrArrayAttr(SmallVector<StringRef>(texts.begin(), texts.end()));
}

/// Puts all that `f` computes in a checkpoint.
static void wrapBody(func::FuncOp f, ArrayAttr saves) {
  Block &block = f.getBody().front();
  Operation *terminator = block.getTerminator();
  OpBuilder builder(terminator);
  auto checkpoint = array::CheckpointOp::create(builder, f.getLoc(), terminator->getOperandTypes(),
                                                block.getArguments(), saves, /*again=*/false);
  Block &body = checkpoint.getBodyBlock();
  body.getOperations().splice(body.end(), block.getOperations(), block.begin(),
                              Block::iterator(checkpoint));
  for (auto [outer, inner] : llvm::zip_equal(block.getArguments(), body.getArguments()))
    outer.replaceUsesWithIf(inner, [&](OpOperand &use) { return use.getOwner() != checkpoint; });
  builder.setInsertionPointToEnd(&body);
  array::YieldOp::create(builder, terminator->getLoc(), terminator->getOperands());
  terminator->setOperands(checkpoint.getResults());
}

namespace {
struct ArrayCheckpointPass : covector::impl::ArrayCheckpointPassBase<ArrayCheckpointPass> {
  using ArrayCheckpointPassBase::ArrayCheckpointPassBase;

  void runOnOperation() override {
    func::FuncOp f = chooseFunction(getOperation(), function, "array-checkpoint");
    if (!f || failed(setOptions(f)))
      return signalPassFailure();
  }

private:
  LogicalResult setOptions(func::FuncOp f) {
    if (levels < 1)
      return emitError(f.getLoc())
             << "array-checkpoint: levels must be at least 1, got " << int64_t(levels);
    if (snapshots < 0)
      return emitError(f.getLoc())
             << "array-checkpoint: snapshots must not be negative, got " << int64_t(snapshots);
    if (snapshots > 0 && levels.hasValue())
      return emitError(f.getLoc())
             << "array-checkpoint: levels or snapshots must be given, got levels = "
             << int64_t(levels) << " and snapshots = " << int64_t(snapshots);
    if (policy.empty() && !names.empty())
      return emitError(f.getLoc())
             << "array-checkpoint: names must be given with a policy of names";
    if (!policy.empty()) {
      if (failed(checkTransformable(f, "array-checkpoint")))
        return failure();
      SmallVector<std::string> list(names.begin(), names.end());
      ArrayAttr saves = savesOf(f.getLoc(), policy, list);
      if (!saves)
        return failure();
      if (!f.getBody().front().without_terminator().empty())
        wrapBody(f, saves);
      if (!levels.hasValue() && snapshots == 0)
        return success(); // loops stay as they are
    }
    Builder b(&getContext());
    IntegerAttr inLevels = snapshots > 0 ? IntegerAttr() : b.getI64IntegerAttr(levels);
    IntegerAttr inSnapshots = snapshots > 0 ? b.getI64IntegerAttr(snapshots) : IntegerAttr();
    f.walk([&](Operation *op) {
      auto set = [&](auto loop) {
        loop.setLevelsAttr(inLevels);
        loop.setSnapshotsAttr(inSnapshots);
      };
      if (auto loop = dyn_cast<array::ScanOp>(op))
        set(loop);
      else if (auto loop = dyn_cast<array::WhileOp>(op))
        set(loop);
    });
    return success();
  }
};
} // namespace
