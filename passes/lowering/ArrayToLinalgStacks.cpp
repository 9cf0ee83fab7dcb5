//===- ArrayToLinalgStacks.cpp - stacks in memory -------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// See Note [Tapes] in Stacks.h.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "passes/lowering/Stacks.h"

using namespace mlir;
using namespace covector;
using namespace covector::lowering;

/// A tape begins with a page or so.
static constexpr int64_t firstBytes = 8192;

static int64_t bytesOf(Type stored) {
  if (auto complex = dyn_cast<ComplexType>(stored))
    return 2 * bytesOf(complex.getElementType());
  return llvm::divideCeil(stored.getIntOrFloatBitWidth(), 8);
}

Value lowering::callTapeFunction(OpBuilder &b, func::FuncOp function, Location loc, StringRef name,
                                 ValueRange operands) {
  auto module = function->getParentOfType<ModuleOp>();
  auto callee = module.lookupSymbol<LLVM::LLVMFuncOp>(name);
  if (!callee) {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(module.getBody());
    Type none = LLVM::LLVMVoidType::get(b.getContext());
    Type result = name == "cv_tape_free" ? none : LLVM::LLVMPointerType::get(b.getContext());
    SmallVector<Type> types(operands.getTypes());
    callee = LLVM::LLVMFuncOp::create(b, loc, name, LLVM::LLVMFunctionType::get(result, types));
    callee.setNoUnwind(true);
  }
  auto call = LLVM::CallOp::create(b, loc, callee, operands);
  return call->getNumResults() ? call.getResult() : Value();
}

void lowering::putInBuffer(OpBuilder &b, Location loc, Value tensor, Value buffer) {
  if (cast<MemRefType>(buffer.getType()).getNumElements() > 0)
    bufferization::MaterializeInDestinationOp::create(b, loc, Type(), tensor, buffer,
                                                      /*restrict=*/true, /*writable=*/true);
}

static Value constant(OpBuilder &b, Location loc, int64_t value) {
  return arith::ConstantIntOp::create(b, loc, value, 64);
}

/// The buffer of element `index` of a stack.
static Value placeOf(OpBuilder &b, Location loc, const Stack &stack, Value index, Type element) {
  Type pointer = LLVM::LLVMPointerType::get(b.getContext());
  Value distance = arith::MulIOp::create(b, loc, index, constant(b, loc, stack.entryBytes));
  Value place = LLVM::GEPOp::create(b, loc, pointer, b.getI8Type(), stack.data,
                                    ArrayRef<LLVM::GEPArg>{distance});
  if (stack.offset)
    place = LLVM::GEPOp::create(b, loc, pointer, b.getI8Type(), place,
                                ArrayRef<LLVM::GEPArg>{int32_t(stack.offset)});
  auto type = cast<RankedTensorType>(lowerType(element));
  auto shape = isOneElement(element) ? ArrayRef<int64_t>() : type.getShape();
  auto buffer = MemRefType::get(shape, type.getElementType());
  return UnrealizedConversionCastOp::create(b, loc, buffer, place).getResult(0);
}

Value lowering::elementOfStack(FunctionLowering &l, OpBuilder &b, Location loc, Value stack,
                               Value index) {
  RankedTensorType element = array::elementOf(stack.getType());
  auto type = cast<RankedTensorType>(lowerType(element));
  if (type.getNumElements() == 0)
    return tensor::EmptyOp::create(b, loc, type.getShape(), type.getElementType());
  Value place = placeOf(b, loc, l.stack(stack), index, element);
  if (isOneElement(element))
    return memref::LoadOp::create(b, loc, place);
  return bufferization::ToTensorOp::create(b, loc, type, place, /*restrict=*/true);
}

//===----------------------------------------------------------------------===//
// Tapes
//===----------------------------------------------------------------------===//

Tape::Tape(FunctionLowering &l, Location loc, ValueRange stacks) : l(l), loc(loc), stacks(stacks) {
  int64_t greatest = 1;
  for (Value stack : stacks) {
    auto type = cast<RankedTensorType>(lowerType(array::elementOf(stack.getType())));
    int64_t bytes = type.getNumElements() * bytesOf(type.getElementType());
    if (stack.use_empty() || bytes == 0) {
      offsets.push_back(-1);
      continue;
    }
    // Vectors are best loaded from multiples of their size.
    int64_t alignment = bytesOf(type.getElementType());
    if (type.getNumElements() > 1)
      alignment = bytes >= 256 ? 64 : std::max<int64_t>(alignment, 16);
    offsets.push_back(llvm::alignTo(entryBytes, alignment));
    entryBytes = offsets.back() + bytes;
    greatest = std::max(greatest, alignment);
  }
  entryBytes = llvm::alignTo(entryBytes, greatest);
}

int64_t Tape::firstCapacity() const { return std::max<int64_t>(firstBytes / entryBytes, 4); }

Value Tape::allocate(OpBuilder &b, Value count) const {
  return callTapeFunction(b, l.function, loc, "cv_tape_allocate",
                          {count, constant(b, loc, entryBytes)});
}

void Tape::reserve(OpBuilder &b, Value count, Value &data, Value &capacity) const {
  Value isFull = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::eq, count, capacity);
  auto grow = scf::IfOp::create(b, loc, TypeRange{data.getType(), capacity.getType()}, isFull,
                                /*withElseRegion=*/true);
  OpBuilder then = grow.getThenBodyBuilder(), otherwise = grow.getElseBodyBuilder();
  Value twice = arith::AddIOp::create(then, loc, capacity, capacity);
  Value larger = callTapeFunction(then, l.function, loc, "cv_tape_grow",
                                  {data, count, twice, constant(then, loc, entryBytes)});
  scf::YieldOp::create(then, loc, ValueRange{larger, twice});
  scf::YieldOp::create(otherwise, loc, ValueRange{data, capacity});
  data = grow.getResult(0);
  capacity = grow.getResult(1);
}

SmallVector<Value> Tape::places(OpBuilder &b, Value data, Value index) const {
  SmallVector<Value> places;
  for (auto [stack, offset] : llvm::zip(stacks, offsets))
    places.push_back(offset < 0 ? Value()
                                : placeOf(b, loc, {data, entryBytes, offset}, index,
                                          array::elementOf(stack.getType())));
  return places;
}

void Tape::push(OpBuilder &b, ArrayRef<Value> places, ArrayRef<Value> values) const {
  for (auto [place, value] : llvm::zip(places, values)) {
    if (!place)
      continue;
    if (isa<RankedTensorType>(value.getType()))
      putInBuffer(b, loc, value, place);
    else
      memref::StoreOp::create(b, loc, value, place);
  }
}

void Tape::define(Value data) const {
  for (auto [stack, offset] : llvm::zip(stacks, offsets))
    l.defineStack(stack, {data, entryBytes, offset});
  if (data)
    l.freeAfterUse(data, stacks);
}
