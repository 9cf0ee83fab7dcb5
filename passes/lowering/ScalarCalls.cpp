//===- ScalarCalls.cpp - writes special functions as calls ----------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Special.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "passes/lowering/Passes.h"

namespace covector {
#define GEN_PASS_DEF_ARRAYSCALARCALLSPASS
#include "passes/lowering/Passes.h.inc"
} // namespace covector

using namespace mlir;
using namespace covector;

namespace {

/// Writes the calls of one module.
class Caller {
public:
  explicit Caller(ModuleOp module) : module(module), b(module.getLoc(), module.getContext()) {}

  void lower(array::ScalarCallOp op) {
    b.setLoc(op.getLoc());
    b.setInsertionPoint(op);
    auto vector = dyn_cast<VectorType>(op.getType());
    Value result = vector ? lanes(op, vector) : scalar(op);
    op.getResult().replaceAllUsesWith(result);
    op.erase();
  }

private:
  LLVM::LLVMFuncOp declare(StringRef name, Type result, ArrayRef<Type> operands, bool pure);
  LLVM::LLVMFuncOp function(array::ScalarCallOp op) {
    SmallVector<Type> types(op.getOperands().size(), b.getF64Type());
    return declare(("cv_special_" + op.getFunction()).str(), b.getF64Type(), types, true);
  }
  Value scalar(array::ScalarCallOp op) {
    return LLVM::CallOp::create(b, function(op), op.getOperands()).getResult();
  }
  Value lanes(array::ScalarCallOp op, VectorType type);

  ModuleOp module;
  ImplicitLocOpBuilder b;
};

} // namespace

LLVM::LLVMFuncOp Caller::declare(StringRef name, Type result, ArrayRef<Type> operands, bool pure) {
  if (auto known = module.lookupSymbol<LLVM::LLVMFuncOp>(name))
    return known;
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(module.getBody());
  auto function = LLVM::LLVMFuncOp::create(b, name, LLVM::LLVMFunctionType::get(result, operands));
  function.setNoUnwind(true);
  function.setWillReturn(true);
  if (pure)
    function.setMemoryEffectsAttr(LLVM::MemoryEffectsAttr::get(
        b.getContext(), SmallVector<LLVM::ModRefInfo>(6, LLVM::ModRefInfo::NoModRef)));
  return function;
}

/// The operands go into memory one after the other, where the results replace
/// the first: one call for all lanes is less code than a call for each.
Value Caller::lanes(array::ScalarCallOp op, VectorType type) {
  Type pointer = LLVM::LLVMPointerType::get(b.getContext()), f64 = b.getF64Type(),
       i64 = b.getI64Type();
  int64_t lanes = type.getNumElements(), operands = op.getOperands().size();
  auto constant = [&](int64_t value) -> Value {
    return LLVM::ConstantOp::create(b, b.getI64IntegerAttr(value));
  };
  Value place;
  {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(&op->getParentOfType<FunctionOpInterface>().front());
    place = LLVM::AllocaOp::create(b, pointer, f64, constant(lanes * operands), 64);
  }
  for (auto [i, operand] : llvm::enumerate(op.getOperands())) {
    Value target = LLVM::GEPOp::create(b, pointer, f64, place,
                                       ArrayRef<LLVM::GEPArg>{int32_t(int64_t(i) * lanes)});
    LLVM::StoreOp::create(b, operand, target, /*alignment=*/8);
  }
  Value address = LLVM::AddressOfOp::create(b, function(op));
  LLVM::LLVMFuncOp each = declare("cv_special_lanes", LLVM::LLVMVoidType::get(b.getContext()),
                                  {pointer, pointer, i64, i64}, /*pure=*/false);
  LLVM::CallOp::create(b, each, ValueRange{address, place, constant(operands), constant(lanes)});
  return LLVM::LoadOp::create(b, type, place, /*alignment=*/8);
}

namespace {
struct ArrayScalarCallsPass : covector::impl::ArrayScalarCallsPassBase<ArrayScalarCallsPass> {
  using Base::Base;

  void runOnOperation() override {
    Caller caller(getOperation());
    getOperation().walk([&](array::ScalarCallOp op) { caller.lower(op); });
  }
};
} // namespace
