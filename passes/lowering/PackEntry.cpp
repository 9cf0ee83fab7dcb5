//===- PackEntry.cpp - gives the program its entry ------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "passes/lowering/Passes.h"
#include "runtime/KernelAbi.h"

namespace covector {
#define GEN_PASS_DEF_ARRAYPACKENTRYPASS
#include "passes/lowering/Passes.h.inc"
} // namespace covector

using namespace mlir;

namespace {
struct ArrayPackEntryPass : covector::impl::ArrayPackEntryPassBase<ArrayPackEntryPass> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    auto main = module.lookupSymbol<LLVM::LLVMFuncOp>("main");
    auto list = [&](StringRef name) {
      auto found = main ? main->getAttrOfType<DenseI64ArrayAttr>(name) : DenseI64ArrayAttr();
      return found ? found.asArrayRef() : ArrayRef<int64_t>();
    };
    if (!main || !main->hasAttr("array.workspace")) {
      module.emitError("the program has no function @main with a buffer plan");
      return signalPassFailure();
    }
    ArrayRef<int64_t> inputs = list("array.inputs"), outputs = list("array.outputs"),
                      forwards = list("array.forwards"), donors = list("array.donors"),
                      slots = list("array.slots");
    int64_t workspace = cast<IntegerAttr>(main->getAttr("array.workspace")).getInt();

    // Only @entry can be called from outside; functions are compiled once.
    for (auto function : module.getOps<LLVM::LLVMFuncOp>()) {
      if (function.isExternal())
        continue;
      function.setLinkage(LLVM::Linkage::Internal);
      function.setNoUnwind(true);
    }
    main.setNoInline(true);
    if (main->hasAttr("array.iterates"))
      main.setPassthroughAttr(
          ArrayAttr::get(&getContext(), StringAttr::get(&getContext(), "covector-iterates")));

    ImplicitLocOpBuilder b(main.getLoc(), &getContext());
    Type pointer = LLVM::LLVMPointerType::get(&getContext());
    unsigned count = main.getNumArguments();
    for (unsigned i = 0; i < count; ++i) {
      int64_t bytes = i < inputs.size()                    ? inputs[i]
                      : i < inputs.size() + outputs.size() ? outputs[i - inputs.size()]
                      : i + 1 < count ? slots[i - inputs.size() - outputs.size() + 1] -
                                            slots[i - inputs.size() - outputs.size()]
                                      : workspace - slots.back();
      // Pointers that are not given, or to nothing, promise nothing.
      bool given = bytes > 0;
      if (i >= inputs.size() && i < inputs.size() + outputs.size())
        given &= forwards[i - inputs.size()] < 0 && donors[i - inputs.size()] < 0;
      if (!given)
        continue;
      main.setArgAttr(i, LLVM::LLVMDialect::getAlignAttrName(),
                      b.getI64IntegerAttr(covector::bufferAlignment));
      main.setArgAttr(i, LLVM::LLVMDialect::getNoAliasAttrName(), b.getUnitAttr());
      main.setArgAttr(i, LLVM::LLVMDialect::getNonNullAttrName(), b.getUnitAttr());
      main.setArgAttr(i, LLVM::LLVMDialect::getDereferenceableAttrName(),
                      b.getI64IntegerAttr(bytes));
    }

    b.setInsertionPointToEnd(module.getBody());
    auto entry = LLVM::LLVMFuncOp::create(
        b, "entry", LLVM::LLVMFunctionType::get(LLVM::LLVMVoidType::get(&getContext()), {pointer}));
    entry.setNoUnwind(true);
    Block *block = entry.addEntryBlock(b);
    b.setInsertionPointToStart(block);
    auto buffer = [&](int32_t number) -> Value {
      Value place = LLVM::GEPOp::create(b, pointer, pointer, block->getArgument(0),
                                        ArrayRef<LLVM::GEPArg>{number});
      return LLVM::LoadOp::create(b, pointer, place);
    };
    SmallVector<Value> operands;
    unsigned buffers = inputs.size() + outputs.size();
    for (unsigned i = 0; i < buffers; ++i)
      operands.push_back(buffer(i));
    if (!slots.empty()) {
      Value base = buffer(buffers);
      for (int64_t offset : slots) {
        Value distance = LLVM::ConstantOp::create(b, b.getI64IntegerAttr(offset));
        operands.push_back(
            LLVM::GEPOp::create(b, pointer, b.getI8Type(), base, ArrayRef<LLVM::GEPArg>{distance}));
      }
    }
    LLVM::CallOp::create(b, main, operands);
    LLVM::ReturnOp::create(b, ValueRange());
  }
};
} // namespace
