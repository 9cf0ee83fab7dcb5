//===- CheckResults.cpp - alarms for NaNs and infinities in results -------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Note [Alarms]
// Reading a large result once more costs as much as many an elementwise program. So the
// loops that write it look at what they store while it is in registers, and set a byte: a
// comparison and a branch for several vectors. Threads that share the loops write the same
// value. What else writes results (products of matrices, loops, functions of the runtime)
// does far more work than one pass over them, which comes last then.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Calls.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "passes/lowering/Passes.h"

namespace covector {
#define GEN_PASS_DEF_ARRAYCHECKRESULTSPASS
#include "passes/lowering/Passes.h.inc"
} // namespace covector

using namespace mlir;
using namespace covector;

/// The one operation that writes `buffer`, as a whole and each element once, as an output;
/// null if there is none.
static OpOperand *onlyWriter(Value buffer, Block &entry) {
  OpOperand *writer = nullptr;
  SmallVector<Value> views = {buffer};
  while (!views.empty())
    for (OpOperand &use : views.pop_back_val().getUses()) {
      Operation *user = use.getOwner();
      if (isa<memref::CastOp, memref::CollapseShapeOp, memref::ExpandShapeOp>(user)) {
        views.push_back(user->getResult(0));
        continue;
      }
      auto op = dyn_cast<linalg::LinalgOp>(user);
      bool reads = op ? op.isDpsInput(&use)
                      : isa<memref::LoadOp>(user) ||
                            (isa<memref::CopyOp>(user) && use.getOperandNumber() == 0);
      if (reads)
        continue;
      if (!op || writer || op->getBlock() != &entry)
        return nullptr;
      writer = &use;
    }
  if (!writer)
    return nullptr;
  auto op = cast<linalg::LinalgOp>(writer->getOwner());
  AffineMap map = op.getMatchingIndexingMap(writer);
  bool isElementwise = op.getNumParallelLoops() == op.getNumLoops() && map.isPermutation() &&
                       !op.payloadUsesValueFromOperand(writer);
  return isElementwise ? writer : nullptr;
}

namespace {

struct ArrayCheckResultsPass : covector::impl::ArrayCheckResultsPassBase<ArrayCheckResultsPass> {
  using Base::Base;

  void runOnOperation() override {
    auto main = getOperation().lookupSymbol<func::FuncOp>("main");
    auto listOf = [&](StringRef name) {
      auto list = main ? main->getAttrOfType<DenseI64ArrayAttr>(name) : DenseI64ArrayAttr();
      return list ? list.asArrayRef() : ArrayRef<int64_t>();
    };
    ArrayRef<int64_t> formats = listOf("array.result_formats"), forwards = listOf("array.forwards"),
                      donors = listOf("array.donors");
    if (formats.size() != forwards.size()) {
      getOperation().emitError("array-check-results: expected @main with array.result_formats "
                               "and the plan of array-plan-buffers");
      return signalPassFailure();
    }
    unsigned inputs = listOf("array.inputs").size();
    Block &entry = main.getBody().front();
    ImplicitLocOpBuilder b(main.getLoc(), entry.getTerminator());
    bool anyInLoops = false;
    Value wrong; // a number, or the flag
    auto add = [&](Value value) {
      wrong = wrong ? arith::OrIOp::create(b, wrong, value).getResult() : value;
    };
    for (auto [i, format] : llvm::enumerate(formats)) {
      if (format < 0)
        continue;
      int64_t from = forwards[i] >= 0 ? forwards[i] : donors[i];
      Value buffer = entry.getArgument(from >= 0 ? from : inputs + i);
      auto type = cast<MemRefType>(buffer.getType());
      bool inRegisters = isa<Float32Type, Float64Type>(type.getElementType());
      OpOperand *writer = inRegisters && forwards[i] < 0 ? onlyWriter(buffer, entry) : nullptr;
      if (writer) {
        mark(writer);
        anyInLoops = true;
      } else if (inRegisters && type.getRank() == 0) {
        add(isWrong(b, memref::LoadOp::create(b, buffer, ValueRange())));
      } else if (type.getNumElements() > 0) {
        int64_t count = type.getNumElements() * (isa<ComplexType>(type.getElementType()) ? 2 : 1);
        array::RuntimeCallOp::create(b, TypeRange(), "cv_check_numbers",
                                     ArrayRef<int64_t>{format, count, bits}, 1, true, buffer);
      }
    }
    if (anyInLoops)
      add(addFlag(b, entry));
    if (!wrong)
      return;
    auto alarm = scf::IfOp::create(b, wrong, /*withElseRegion=*/false);
    b.setInsertionPointToStart(alarm.thenBlock());
    array::RuntimeCallOp::create(b, TypeRange(), "cv_alarm", ArrayRef<int64_t>(), 0, true,
                                 ValueRange());
  }

private:
  static void mark(OpOperand *output) {
    auto op = cast<linalg::LinalgOp>(output->getOwner());
    SmallVector<int64_t> numbers;
    if (auto list = op->getAttrOfType<DenseI64ArrayAttr>("array.checked"))
      numbers.assign(list.asArrayRef().begin(), list.asArrayRef().end());
    numbers.push_back(output->getOperandNumber() - op.getNumDpsInputs());
    op->setAttr("array.checked", DenseI64ArrayAttr::get(op->getContext(), numbers));
  }

  /// Whether a number is to raise the alarm, as in NestWriter::isWrong.
  Value isWrong(ImplicitLocOpBuilder &b, Value number) {
    auto compare = [&](arith::CmpFPredicate predicate, Value value) -> Value {
      return arith::CmpFOp::create(b, predicate, value, value);
    };
    if (bits == 1)
      return compare(arith::CmpFPredicate::UNO, number);
    Value difference = arith::SubFOp::create(b, number, number);
    Value wrong = compare(arith::CmpFPredicate::UNO, difference);
    return bits == 3 ? wrong
                     : arith::AndIOp::create(b, wrong, compare(arith::CmpFPredicate::ORD, number))
                           .getResult();
  }

  /// Adds the flag, and whether it has been raised.
  Value addFlag(ImplicitLocOpBuilder &b, Block &entry) {
    Value zero, flag;
    {
      OpBuilder::InsertionGuard guard(b);
      b.setInsertionPointToStart(&entry);
      zero = arith::ConstantOp::create(b, b.getI8IntegerAttr(0));
      flag = memref::AllocaOp::create(b, MemRefType::get({}, b.getI8Type()));
      flag.getDefiningOp()->setAttr("array.alarm", b.getI64IntegerAttr(bits));
      memref::StoreOp::create(b, zero, flag, ValueRange());
    }
    return arith::CmpIOp::create(b, arith::CmpIPredicate::ne,
                                 memref::LoadOp::create(b, flag, ValueRange()), zero);
  }
};

} // namespace
