//===- BuffersToPointers.cpp - turns buffers into bare pointers -----------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Shapes and strides are static, so that a pointer to the first element is all
// there is to a buffer. Values keep their identity where possible: their type is
// changed in place. Types are noted before anything is changed.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "passes/lowering/Passes.h"
#include "llvm/ADT/TypeSwitch.h"
#include <map>

namespace covector {
#define GEN_PASS_DEF_ARRAYBUFFERSTOPOINTERSPASS
#include "passes/lowering/Passes.h.inc"
} // namespace covector

using namespace mlir;

namespace {

/// An operation on buffers, with the type of the one that it works on.
struct Access {
  Operation *op;
  MemRefType type;
};

class Rewriter {
public:
  explicit Rewriter(MLIRContext *context)
      : b(UnknownLoc::get(context), context), pointer(LLVM::LLVMPointerType::get(context)) {}

  LogicalResult rewrite(const Access &access);
  void rewriteGlobal(memref::GlobalOp op);

private:
  static int64_t elementBytes(Type type);
  Type storedType(Type type);
  Value toStored(Value value);
  Value fromStored(Value value, Type type);
  Value address(Value base, MemRefType type, ArrayRef<OpFoldResult> indices);
  template <typename Op> Value address(Op op, MemRefType type) {
    return address(op.getBase(), type, getAsOpFoldResult(op.getIndices()));
  }
  void replace(Operation *op, Value value) {
    op->getResult(0).replaceAllUsesWith(value);
    op->erase();
  }

  ImplicitLocOpBuilder b;
  Type pointer;
  /// Addresses made in a block, by base, terms and element.
  std::map<SmallVector<void *, 8>, Value> addresses;
};

} // namespace

int64_t Rewriter::elementBytes(Type type) {
  if (auto complex = dyn_cast<ComplexType>(type))
    return elementBytes(complex.getElementType());
  if (isa<IndexType>(type))
    return 8;
  return (type.getIntOrFloatBitWidth() + 7) / 8;
}

/// The type in memory of an element or vector.
Type Rewriter::storedType(Type type) {
  if (auto complex = dyn_cast<ComplexType>(type))
    return LLVM::LLVMStructType::getLiteral(b.getContext(),
                                            {complex.getElementType(), complex.getElementType()});
  if (auto vector = dyn_cast<VectorType>(type))
    return VectorType::get(vector.getShape(), storedType(vector.getElementType()));
  return isa<IndexType>(type) ? b.getI64Type() : type;
}

Value Rewriter::toStored(Value value) {
  Type type = storedType(value.getType());
  if (type == value.getType())
    return value;
  if (isa<LLVM::LLVMStructType>(type))
    return UnrealizedConversionCastOp::create(b, type, value).getResult(0);
  return arith::IndexCastOp::create(b, type, value);
}

Value Rewriter::fromStored(Value value, Type type) {
  if (type == value.getType())
    return value;
  if (isa<LLVM::LLVMStructType>(value.getType()))
    return UnrealizedConversionCastOp::create(b, type, value).getResult(0);
  return arith::IndexCastOp::create(b, type, value);
}

/// The address of an element of the buffer of type `type` at `base`.
Value Rewriter::address(Value base, MemRefType type, ArrayRef<OpFoldResult> indices) {
  SmallVector<int64_t> strides;
  int64_t offset;
  if (failed(type.getStridesAndOffset(strides, offset)))
    return Value(); // excluded before
  // Constants are kept apart: the rest is often the address of a neighbour.
  int64_t known = 0;
  bool divided = false; // the rest may be no address of the buffer by itself
  SmallVector<void *, 8> key = {b.getInsertionBlock(), base.getAsOpaquePointer()};
  SmallVector<std::pair<Value, int64_t>, 4> terms;
  for (auto [index, stride] : llvm::zip(indices, strides)) {
    if (std::optional<int64_t> constant = getConstantIntValue(index)) {
      known += *constant * stride;
      continue;
    }
    Value term = cast<Value>(index);
    if (auto sum = term.getDefiningOp<arith::AddIOp>())
      if (std::optional<int64_t> constant = getConstantIntValue(sum.getRhs())) {
        known += *constant * stride;
        term = sum.getLhs();
        divided = true;
      }
    terms.emplace_back(term, stride);
    key.push_back(term.getAsOpaquePointer());
    key.push_back(reinterpret_cast<void *>(stride));
  }
  Type element = storedType(type.getElementType());
  key.push_back(const_cast<void *>(element.getAsOpaquePointer()));
  LLVM::GEPNoWrapFlags flags =
      divided ? LLVM::GEPNoWrapFlags::none : LLVM::GEPNoWrapFlags::inbounds;
  if (!terms.empty()) {
    Value &found = addresses[key];
    if (!found) {
      Value sum;
      for (auto [term, stride] : terms) {
        if (stride != 1)
          term = arith::MulIOp::create(b, term, arith::ConstantIndexOp::create(b, stride));
        sum = sum ? arith::AddIOp::create(b, sum, term) : term;
      }
      Value position = arith::IndexCastOp::create(b, b.getI64Type(), sum);
      found =
          LLVM::GEPOp::create(b, pointer, element, base, ArrayRef<LLVM::GEPArg>{position}, flags);
    }
    base = found;
  }
  if (known == 0)
    return base;
  // Constants of a GEP are below 2^31.
  if (known == int32_t(known))
    return LLVM::GEPOp::create(b, pointer, element, base, ArrayRef<LLVM::GEPArg>{int32_t(known)},
                               flags);
  Value position = LLVM::ConstantOp::create(b, b.getI64IntegerAttr(known));
  return LLVM::GEPOp::create(b, pointer, element, base, ArrayRef<LLVM::GEPArg>{position}, flags);
}

LogicalResult Rewriter::rewrite(const Access &access) {
  Operation *operation = access.op;
  MemRefType type = access.type;
  b.setLoc(operation->getLoc());
  b.setInsertionPoint(operation);
  unsigned align = type ? elementBytes(type.getElementType()) : 0;
  return llvm::TypeSwitch<Operation *, LogicalResult>(operation)
      .Case([&](memref::LoadOp op) {
        Value place = address(op.getMemRef(), type, getAsOpFoldResult(op.getIndices()));
        Value loaded = LLVM::LoadOp::create(b, storedType(type.getElementType()), place, align);
        replace(op, fromStored(loaded, type.getElementType()));
        return success();
      })
      .Case([&](memref::StoreOp op) {
        Value place = address(op.getMemRef(), type, getAsOpFoldResult(op.getIndices()));
        LLVM::StoreOp::create(b, toStored(op.getValueToStore()), place, align);
        op.erase();
        return success();
      })
      .Case([&](vector::LoadOp op) {
        Value loaded = LLVM::LoadOp::create(b, storedType(op.getType()), address(op, type), align);
        replace(op, fromStored(loaded, op.getType()));
        return success();
      })
      .Case([&](vector::StoreOp op) {
        LLVM::StoreOp::create(b, toStored(op.getValueToStore()), address(op, type), align);
        op.erase();
        return success();
      })
      .Case([&](vector::MaskedLoadOp op) {
        Value loaded =
            LLVM::MaskedLoadOp::create(b, storedType(op.getType()), address(op, type), op.getMask(),
                                       toStored(op.getPassThru()), uint32_t(align));
        replace(op, fromStored(loaded, op.getType()));
        return success();
      })
      .Case([&](vector::MaskedStoreOp op) {
        LLVM::MaskedStoreOp::create(b, toStored(op.getValueToStore()), address(op, type),
                                    op.getMask(), uint32_t(align));
        op.erase();
        return success();
      })
      .Case([&](memref::SubViewOp op) {
        replace(op, address(op.getSource(), type, op.getMixedOffsets()));
        return success();
      })
      .Case<memref::CollapseShapeOp, memref::ExpandShapeOp, memref::CastOp>([&](Operation *op) {
        replace(op, op->getOperand(0));
        return success();
      })
      .Case([&](memref::ReinterpretCastOp op) -> LogicalResult {
        SmallVector<int64_t> strides;
        int64_t offset;
        if (failed(type.getStridesAndOffset(strides, offset)) || offset != 0)
          return op.emitError("of a view is not supported");
        auto flat = MemRefType::get({ShapedType::kDynamic}, type.getElementType());
        replace(op, address(op.getSource(), flat, op.getMixedOffsets()));
        return success();
      })
      .Case([&](memref::ViewOp op) {
        replace(op, address(op.getSource(), type, getAsOpFoldResult(op.getByteShift())));
        return success();
      })
      .Case([&](memref::AllocaOp op) {
        Value count = LLVM::ConstantOp::create(
            b, b.getI64IntegerAttr(std::max<int64_t>(type.getNumElements(), 1)));
        replace(op, LLVM::AllocaOp::create(b, pointer, storedType(type.getElementType()), count,
                                           op.getAlignment().value_or(64)));
        return success();
      })
      .Case([&](memref::GetGlobalOp op) {
        replace(op, LLVM::AddressOfOp::create(b, pointer, op.getName()));
        return success();
      })
      .Case([&](UnrealizedConversionCastOp op) {
        // Between a buffer and its pointer.
        replace(op, op.getOperand(0));
        return success();
      })
      .Default([&](Operation *op) { return op->emitError("on a buffer is not supported here"); });
}

/// Constants become arrays of numbers, complex ones pairs of numbers.
void Rewriter::rewriteGlobal(memref::GlobalOp op) {
  b.setLoc(op.getLoc());
  b.setInsertionPoint(op);
  MemRefType type = op.getType();
  auto value = cast<ElementsAttr>(*op.getInitialValue());
  Type element = type.getElementType();
  Attribute stored = value;
  int64_t count = type.getNumElements();
  if (auto complex = dyn_cast<ComplexType>(element)) {
    element = complex.getElementType();
    SmallVector<APFloat> parts;
    for (const std::complex<APFloat> &number : value.getValues<std::complex<APFloat>>()) {
      parts.push_back(number.real());
      parts.push_back(number.imag());
    }
    count = parts.size();
    stored = DenseElementsAttr::get(RankedTensorType::get({count}, element), parts);
  } else if (auto dense = dyn_cast<DenseElementsAttr>(value)) {
    stored = dense.reshape(RankedTensorType::get({count}, element));
  }
  auto array = LLVM::LLVMArrayType::get(element, count);
  LLVM::GlobalOp::create(b, array, /*isConstant=*/true, LLVM::Linkage::Internal, op.getName(),
                         stored, /*alignment=*/64);
  op.erase();
}

namespace {
struct ArrayBuffersToPointersPass
    : covector::impl::ArrayBuffersToPointersPassBase<ArrayBuffersToPointersPass> {
  void runOnOperation() override {
    Type pointer = LLVM::LLVMPointerType::get(&getContext());
    SmallVector<Access> accesses;
    SmallVector<Value> values; // those whose type changes in place
    SmallVector<memref::GlobalOp> globals;
    auto isSupported = [](MemRefType type) {
      SmallVector<int64_t> strides;
      int64_t offset;
      return type && type.hasStaticShape() &&
             succeeded(type.getStridesAndOffset(strides, offset)) &&
             !llvm::is_contained(strides, ShapedType::kDynamic);
    };
    WalkResult walked = getOperation().walk<WalkOrder::PreOrder>([&](Operation *op) {
      if (auto global = dyn_cast<memref::GlobalOp>(op)) {
        globals.push_back(global);
        return WalkResult::advance();
      }
      for (Region &region : op->getRegions())
        for (Block &block : region)
          for (BlockArgument argument : block.getArguments())
            if (isa<BaseMemRefType>(argument.getType()))
              values.push_back(argument);
      MemRefType type;
      for (Value operand : op->getOperands())
        if (isa<BaseMemRefType>(operand.getType()) && !type) {
          type = dyn_cast<MemRefType>(operand.getType());
          if (!isSupported(type)) {
            op->emitError("buffer of type ") << operand.getType() << " is not supported";
            return WalkResult::interrupt();
          }
        }
      bool makesBuffer = llvm::any_of(op->getResultTypes(), llvm::IsaPred<BaseMemRefType>);
      if (!type && !makesBuffer)
        return WalkResult::advance();
      if (op->hasTrait<OpTrait::IsTerminator>() || op->getNumRegions() || isa<func::CallOp>(op) ||
          isa<arith::SelectOp>(op)) {
        // These hand buffers on.
        for (Value result : op->getResults())
          if (isa<BaseMemRefType>(result.getType()))
            values.push_back(result);
        return WalkResult::advance();
      }
      if (!type)
        type = dyn_cast<MemRefType>(op->getResult(0).getType());
      accesses.push_back({op, type});
      return WalkResult::advance();
    });
    if (walked.wasInterrupted())
      return signalPassFailure();
    for (Value value : values)
      value.setType(pointer);
    Rewriter rewriter(&getContext());
    for (const Access &access : accesses)
      if (failed(rewriter.rewrite(access)))
        return signalPassFailure();
    for (memref::GlobalOp global : globals)
      rewriter.rewriteGlobal(global);
    auto converted = [&](TypeRange types) {
      SmallVector<Type> list(types);
      for (Type &type : list)
        if (isa<BaseMemRefType>(type))
          type = pointer;
      return list;
    };
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      FunctionType type = function.getFunctionType();
      function.setFunctionType(FunctionType::get(&getContext(), converted(type.getInputs()),
                                                 converted(type.getResults())));
    }
  }
};
} // namespace
