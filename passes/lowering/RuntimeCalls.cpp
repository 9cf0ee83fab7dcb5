//===- RuntimeCalls.cpp - operations that the runtime computes as a whole -===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An operation with the interface RuntimeCallOpInterface becomes
// array.runtime_call on tensors, then on buffers (the model of bufferisation
// below), and last a call of the LLVM dialect (the pass).
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Calls.h"
#include "mlir/Dialect/Bufferization/IR/BufferizableOpInterface.h"
#include "mlir/Dialect/Bufferization/IR/DstBufferizableOpInterfaceImpl.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "passes/lowering/ArrayToLinalg.h"
#include "passes/lowering/Passes.h"

namespace covector {
#define GEN_PASS_DEF_ARRAYRUNTIMECALLSPASS
#include "passes/lowering/Passes.h.inc"
} // namespace covector

using namespace mlir;
using namespace covector;
using namespace covector::lowering;

//===----------------------------------------------------------------------===//
// From arrays to tensors
//===----------------------------------------------------------------------===//

void lowering::lowerRuntimeCall(FunctionLowering &l, array::RuntimeCallOpInterface op) {
  Location loc = op.getLoc();
  SmallVector<Value> inputs, outputs;
  // An empty array has no buffer: another one stands for it, which nobody looks at.
  auto made = [&](Value array) {
    auto type = cast<RankedTensorType>(array.getType());
    SmallVector<int64_t> shape(type.getShape());
    if (type.getNumElements() == 0)
      shape = {1};
    return l.empty(loc, shape, storageType(type.getElementType()));
  };
  auto isEmpty = [](Value array) {
    return cast<RankedTensorType>(array.getType()).getNumElements() == 0;
  };
  for (Value operand : op->getOperands())
    inputs.push_back(isEmpty(operand) ? made(operand) : l.tensor(operand));
  for (Value result : op->getResults())
    outputs.push_back(made(result));
  TypeRange types = ValueRange(outputs).getTypes();
  int64_t reads = inputs.size();
  llvm::append_range(inputs, outputs);
  auto call =
      array::RuntimeCallOp::create(l.builder, loc, types, op.getRuntimeFunction(),
                                   op.getRuntimeNumbers(), reads, !isMemoryEffectFree(op), inputs);
  for (auto [array, result] : llvm::zip(op->getResults(), call.getResults())) {
    auto type = cast<RankedTensorType>(array.getType());
    l.define(array, isEmpty(array)
                        ? l.empty(loc, type.getShape(), storageType(type.getElementType()))
                        : result);
  }
}

//===----------------------------------------------------------------------===//
// From tensors to buffers
//===----------------------------------------------------------------------===//

namespace {

using namespace mlir::bufferization;

/// Inputs are read, outputs are written whole without being read.
struct RuntimeCallModel
    : DstBufferizableOpInterfaceExternalModel<RuntimeCallModel, array::RuntimeCallOp> {
  bool bufferizesToMemoryRead(Operation *op, OpOperand &operand, const AnalysisState &) const {
    return cast<array::RuntimeCallOp>(op).isDpsInput(&operand);
  }

  LogicalResult bufferize(Operation *op, RewriterBase &rewriter,
                          const BufferizationOptions &options, BufferizationState &state) const {
    OpBuilder::InsertionGuard guard(rewriter);
    rewriter.setInsertionPoint(op);
    auto call = cast<array::RuntimeCallOp>(op);
    SmallVector<Value> buffers;
    int64_t reads = call.getReads();
    for (auto [i, operand] : llvm::enumerate(call.getBuffers())) {
      FailureOr<Value> buffer = getBuffer(rewriter, operand, options, state);
      if (failed(buffer))
        return failure();
      bool isRead = int64_t(i) < reads;
      buffers.push_back(isRead ? contiguous(rewriter, op->getLoc(), *buffer) : *buffer);
    }
    array::RuntimeCallOp::create(rewriter, op->getLoc(), TypeRange(), call.getFunction(),
                                 call.getNumbers(), reads, call.getHasSideEffect(), buffers);
    replaceOpWithBufferizedValues(rewriter, op, ArrayRef<Value>(buffers).drop_front(reads));
    return success();
  }

  /// The buffer itself if it lies in one piece, else a copy.
  static Value contiguous(RewriterBase &rewriter, Location loc, Value buffer) {
    auto type = cast<MemRefType>(buffer.getType());
    auto plain = MemRefType::get(type.getShape(), type.getElementType());
    SmallVector<int64_t> strides, wanted;
    int64_t offset, none;
    if (type.getLayout().isIdentity() ||
        (succeeded(type.getStridesAndOffset(strides, offset)) &&
         succeeded(plain.getStridesAndOffset(wanted, none)) && strides == wanted))
      return buffer;
    Value copy = memref::AllocOp::create(rewriter, loc, plain);
    memref::CopyOp::create(rewriter, loc, buffer, copy);
    return copy;
  }
};

} // namespace

void covector::registerRuntimeCallModel(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, array::ArrayDialect *) {
    array::RuntimeCallOp::attachInterface<RuntimeCallModel>(*context);
  });
}

//===----------------------------------------------------------------------===//
// From buffers to calls
//===----------------------------------------------------------------------===//

namespace {

struct ArrayRuntimeCallsPass : covector::impl::ArrayRuntimeCallsPassBase<ArrayRuntimeCallsPass> {
  void runOnOperation() override {
    SmallVector<array::RuntimeCallOp> calls;
    getOperation().walk([&](array::RuntimeCallOp call) { calls.push_back(call); });
    for (array::RuntimeCallOp call : calls)
      makeCall(call);
  }

private:
  /// The declaration of the function `name`.
  LLVM::LLVMFuncOp declare(ImplicitLocOpBuilder b, StringRef name) {
    ModuleOp module = getOperation();
    if (auto function = module.lookupSymbol<LLVM::LLVMFuncOp>(name))
      return function;
    b.setInsertionPointToStart(module.getBody());
    Type pointer = LLVM::LLVMPointerType::get(&getContext());
    auto type =
        LLVM::LLVMFunctionType::get(LLVM::LLVMVoidType::get(&getContext()), {pointer, pointer});
    auto function = LLVM::LLVMFuncOp::create(b, name, type);
    function.setNoUnwind(true);
    return function;
  }

  /// The address of the constant `numbers`.
  Value addressOf(ImplicitLocOpBuilder &b, ArrayRef<int64_t> numbers) {
    Type pointer = LLVM::LLVMPointerType::get(&getContext());
    if (numbers.empty())
      return LLVM::ZeroOp::create(b, pointer);
    LLVM::GlobalOp &global = globals[b.getDenseI64ArrayAttr(numbers)];
    if (!global) {
      OpBuilder::InsertionGuard guard(b);
      b.setInsertionPointToStart(getOperation().getBody());
      int64_t count = numbers.size();
      auto value = DenseElementsAttr::get(RankedTensorType::get({count}, b.getI64Type()), numbers);
      global = LLVM::GlobalOp::create(b, LLVM::LLVMArrayType::get(b.getI64Type(), count),
                                      /*isConstant=*/true, LLVM::Linkage::Internal,
                                      "numbers_" + std::to_string(globals.size()), value);
    }
    return LLVM::AddressOfOp::create(b, global);
  }

  void makeCall(array::RuntimeCallOp call) {
    ImplicitLocOpBuilder b(call.getLoc(), call);
    Type pointer = LLVM::LLVMPointerType::get(&getContext());
    LLVM::LLVMFuncOp function = declare(b, call.getFunction());
    // The array of addresses lies in the frame of the function, not of a loop.
    Value buffers;
    {
      OpBuilder::InsertionGuard guard(b);
      auto parent = call->getParentOfType<func::FuncOp>();
      b.setInsertionPointToStart(&parent.getBody().front());
      Value count = LLVM::ConstantOp::create(
          b, b.getI64IntegerAttr(std::max<int64_t>(call->getNumOperands(), 1)));
      buffers = LLVM::AllocaOp::create(b, pointer, pointer, count, 8);
    }
    for (auto [i, operand] : llvm::enumerate(call->getOperands())) {
      Value address = UnrealizedConversionCastOp::create(b, pointer, operand).getResult(0);
      Value place =
          LLVM::GEPOp::create(b, pointer, pointer, buffers, ArrayRef<LLVM::GEPArg>{int32_t(i)});
      LLVM::StoreOp::create(b, address, place);
    }
    LLVM::CallOp::create(b, function, ValueRange{buffers, addressOf(b, call.getNumbers())});
    call.erase();
  }

  llvm::DenseMap<Attribute, LLVM::GlobalOp> globals;
};

} // namespace
