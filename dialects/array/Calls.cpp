//===- Calls.cpp - calls of functions outside of the program --------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Calls.h"
#include "dialects/array/Inference.h"
#include "dialects/array/Rules.h"
#include "llvm/ADT/TypeSwitch.h"
#include "llvm/Support/xxhash.h"

using namespace mlir;
using namespace covector::array;

#define GET_OP_CLASSES
#include "dialects/array/Calls.cpp.inc"

LogicalResult RuntimeCallOp::verify() {
  int64_t reads = getReads(), count = getBuffers().size();
  if (reads < 0 || reads > count)
    return emitOpError("reads ") << reads << " of " << count << " buffers";
  return success();
}

void RuntimeCallOp::getEffects(
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>> &effects) {
  if (getHasSideEffect())
    effects.emplace_back(MemoryEffects::Write::get());
  for (OpOperand &operand : (*this)->getOpOperands()) {
    if (!isa<MemRefType>(operand.get().getType()))
      continue;
    if (int64_t(operand.getOperandNumber()) < int64_t(getReads()))
      effects.emplace_back(MemoryEffects::Read::get(), &operand);
    else
      effects.emplace_back(MemoryEffects::Write::get(), &operand);
  }
}

//===----------------------------------------------------------------------===//
// Functions of Python and of C
//===----------------------------------------------------------------------===//

/// What the two operations share: `lanes` and `lane_masks` of an operation.
template <typename Op> static ArrayRef<int64_t> lanesOf(Op op) {
  return op.getLanes().value_or(ArrayRef<int64_t>());
}
template <typename Op> static SmallVector<int64_t> lanesOfInput(Op op, unsigned input) {
  SmallVector<int64_t> sizes;
  ArrayRef<int64_t> lanes = lanesOf(op);
  for (auto [i, size] : llvm::enumerate(lanes))
    if ((*op.getLaneMasks())[input] >> (lanes.size() - 1 - i) & 1)
      sizes.push_back(size);
  return sizes;
}

static bool isVmapMethod(StringRef method) {
  return llvm::is_contained(
      {"sequential", "sequential_unrolled", "expand_dims", "broadcast_all", "legacy_vectorized"},
      method);
}

template <typename Op> static LogicalResult verifyOutsideCall(Op op) {
  if (std::optional<StringRef> method = op.getVmapMethod(); method && !isVmapMethod(*method))
    return op.emitOpError("vmap_method must be sequential, sequential_unrolled, expand_dims, "
                          "broadcast_all or legacy_vectorized, got ")
           << *method;
  if (op.getLanes().has_value() != op.getLaneMasks().has_value() ||
      (op.getLaneMasks() && op.getLaneMasks()->size() != op.getInputs().size()))
    return op.emitOpError("lane_masks must hold one number for each operand where there are lanes");
  ArrayRef<int64_t> lanes = lanesOf(op);
  auto leads = [](Type type, ArrayRef<int64_t> sizes) {
    ArrayRef<int64_t> shape = cast<RankedTensorType>(type).getShape();
    return shape.size() >= sizes.size() && shape.take_front(sizes.size()) == sizes;
  };
  for (Value result : op.getResults())
    if (!leads(result.getType(), lanes))
      return op.emitOpError("result ")
             << result.getType() << " must begin with the lanes " << text(lanes);
  for (auto [i, input] : llvm::enumerate(op.getInputs()))
    if (!lanes.empty() && !leads(input.getType(), lanesOfInput(op, i)))
      return op.emitOpError("operand ")
             << i << ", " << input.getType() << ", must begin with its lanes "
             << text(lanesOfInput(op, i));
  return success();
}

/// The number of elements' shape that the function sees: without lanes.
static ArrayRef<int64_t> shapeBehind(Value value, size_t lanes) {
  return cast<RankedTensorType>(value.getType()).getShape().drop_front(lanes);
}

/// Appends rank and sizes.
static void appendShape(SmallVectorImpl<int64_t> &numbers, ArrayRef<int64_t> shape) {
  numbers.push_back(shape.size());
  llvm::append_range(numbers, shape);
}

/// The call over one more axis; `method` is one of those of `vmap_method`.
template <typename Op>
static LogicalResult batchOutsideCall(Op op, StringRef method, OpBuilder &builder,
                                      ArrayRef<BatchedValue> operands, int64_t size,
                                      SmallVectorImpl<BatchedValue> &results) {
  SmallVector<Value> inputs;
  NamedAttrList attributes(op->getAttrDictionary());
  bool sequential = method.starts_with("sequential");
  if (sequential) {
    SmallVector<int64_t> lanes{size}, masks(operands.size());
    llvm::append_range(lanes, lanesOf(op));
    if (op.getLaneMasks())
      masks.assign(op.getLaneMasks()->begin(), op.getLaneMasks()->end());
    for (auto [operand, mask] : llvm::zip_equal(operands, masks)) {
      inputs.push_back(operand.value);
      mask |= int64_t(operand.mapped) << (lanes.size() - 1);
    }
    attributes.set("lanes", builder.getDenseI64ArrayAttr(lanes));
    attributes.set("lane_masks", builder.getDenseI64ArrayAttr(masks));
  } else {
    for (BatchedValue operand : operands) {
      if (operand.mapped || method == "legacy_vectorized") {
        inputs.push_back(operand.value);
      } else if (method == "broadcast_all") {
        inputs.push_back(materializeBatch(builder, op.getLoc(), operand, size));
      } else {
        RankedTensorType type = withLeadingAxis(operand.value.getType(), 1);
        inputs.push_back(reshape(builder, op.getLoc(), operand.value, type.getShape()));
      }
    }
  }
  SmallVector<Type> types;
  for (Type type : op->getResultTypes())
    types.push_back(withLeadingAxis(type, size));
  OperationState state(op.getLoc(), Op::getOperationName());
  state.addOperands(inputs);
  state.addTypes(types);
  state.attributes = attributes;
  for (Value result : builder.create(state)->getResults())
    results.push_back({result, true});
  return success();
}

//===----------------------------------------------------------------------===//
// Calls of Python functions
//===----------------------------------------------------------------------===//

LogicalResult CallbackOp::verify() {
  bool pure = getKind() == "pure";
  if (!pure && getKind() != "io" && getKind() != "debug") // callback_c1
    return emitOpError("kind must be pure, io or debug, got ") << getKind();
  if (pure && getOrdered()) // callback_c2
    return emitOpError("that is pure cannot be ordered");
  if (getKind() == "debug" && getNumResults())
    return emitOpError("of kind debug has no results");
  return verifyOutsideCall(*this); // callback_c3, callback_c4
}

void CallbackOp::getEffects(
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>> &effects) {
  if (getKind() != "pure")
    effects.emplace_back(MemoryEffects::Write::get());
}

LogicalResult CallbackOp::jvp(OpBuilder &, ArrayRef<Value>, SmallVectorImpl<Value> &) {
  if (getKind() == "debug")
    return success();
  // Errors that begin with a class of Python's are raised as such.
  if (getKind() == "io")
    return mlir::emitError(getLoc(),
                           "ValueError: io_callback: IO callbacks do not support JVP; expected "
                           "arguments without a derivative, use stop_gradient on them");
  return mlir::emitError(getLoc(),
                         "ValueError: pure_callback: Pure callbacks do not support JVP, expected "
                         "arguments without a derivative; use stop_gradient on them, or give the "
                         "function a derivative with custom_jvp");
}

LogicalResult CallbackOp::batch(OpBuilder &builder, ArrayRef<BatchedValue> operands, int64_t size,
                                SmallVectorImpl<BatchedValue> &results) {
  if (getKind() == "io" && getOrdered())
    return mlir::emitError(getLoc(),
                           "ValueError: io_callback: Cannot `vmap` ordered IO callback, since "
                           "lanes have no order; pass ordered=False");
  if (getKind() != "pure")
    return batchOutsideCall(*this, "sequential", builder, operands, size, results);
  if (!getVmapMethod())
    return mlir::emitError(
        getLoc(), "NotImplementedError: pure_callback: vmap is only supported when vmap_method "
                  "is one of 'sequential', 'sequential_unrolled', 'expand_dims', "
                  "'broadcast_all' or 'legacy_vectorized', got None; choose one");
  return batchOutsideCall(*this, *getVmapMethod(), builder, operands, size, results);
}

std::string CallbackOp::getRuntimeFunction() { return "cv_callback"; }

SmallVector<int64_t> CallbackOp::getRuntimeNumbers() {
  SmallVector<int64_t> numbers{int64_t(getCallback())};
  appendShape(numbers, lanesOf(*this));
  numbers.push_back(getInputs().size());
  for (auto [i, input] : llvm::enumerate(getInputs())) {
    numbers.push_back(getLaneMasks() ? (*getLaneMasks())[i] : 0);
    appendShape(numbers, shapeBehind(input, lanesOfInput(*this, i).size()));
  }
  numbers.push_back(getNumResults());
  for (Value result : getResults())
    appendShape(numbers, shapeBehind(result, lanesOf(*this).size()));
  return numbers;
}

//===----------------------------------------------------------------------===//
// Calls of C functions
//===----------------------------------------------------------------------===//

/// The code of an element type in covector/ffi.h: kind * 256 + bits.
static int64_t elementCode(Type type) {
  if (auto complex = dyn_cast<ComplexType>(type))
    return 5 * 256 + 2 * complex.getElementType().getIntOrFloatBitWidth();
  int64_t bits = type.getIntOrFloatBitWidth();
  if (type.isInteger(1))
    return 6 * 256 + 8;
  if (type.isBF16())
    return 4 * 256 + 16;
  // The codes of DLPack.
  int64_t kind = llvm::TypeSwitch<Type, int64_t>(type)
                     .Case<Float8E3M4Type>([](Type) { return 7; })
                     .Case<Float8E4M3Type>([](Type) { return 8; })
                     .Case<Float8E4M3B11FNUZType>([](Type) { return 9; })
                     .Case<Float8E4M3FNType>([](Type) { return 10; })
                     .Case<Float8E4M3FNUZType>([](Type) { return 11; })
                     .Case<Float8E5M2Type>([](Type) { return 12; })
                     .Case<Float8E5M2FNUZType>([](Type) { return 13; })
                     .Case<Float8E8M0FNUType>([](Type) { return 14; })
                     .Case<Float6E2M3FNType>([](Type) { return 15; })
                     .Case<Float6E3M2FNType>([](Type) { return 16; })
                     .Case<Float4E2M1FNType>([](Type) { return 17; })
                     .Default([](Type type) { return isa<FloatType>(type) ? 2 : 0; });
  if (kind)
    return kind * 256 + bits;
  return (type.isUnsignedInteger() ? 256 : 0) + bits;
}

static int64_t bytesOf(Value value, size_t lanes) {
  // Elements of less than a byte are stored in one.
  int64_t bytes = std::max<int64_t>(elementCode(getElementTypeOrSelf(value)) & 255, 8) / 8;
  for (int64_t size : shapeBehind(value, lanes))
    bytes *= size;
  return bytes;
}

/// Appends text as its length in bytes and 8 bytes for each number.
static void appendText(SmallVectorImpl<int64_t> &numbers, StringRef text) {
  numbers.push_back(text.size());
  for (size_t i = 0; i < text.size(); i += 8) {
    StringRef part = text.substr(i, 8);
    uint64_t word = 0;
    for (auto [j, c] : llvm::enumerate(part))
      word |= uint64_t(uint8_t(c)) << (8 * j);
    numbers.push_back(int64_t(word));
  }
}

/// Appends a value of `options`: its kind, its size and its contents; false if
/// there is no form for it.
static bool appendOption(SmallVectorImpl<int64_t> &numbers, Attribute value) {
  auto floatBits = [](double number) { return llvm::bit_cast<int64_t>(number); };
  if (auto text = dyn_cast<StringAttr>(value)) {
    numbers.push_back(3);
    appendText(numbers, text.getValue());
  } else if (auto boolean = dyn_cast<BoolAttr>(value)) {
    numbers.append({2, 1, boolean.getValue()});
  } else if (auto integer = dyn_cast<IntegerAttr>(value)) {
    numbers.append({0, 1, integer.getValue().getSExtValue()});
  } else if (auto number = dyn_cast<FloatAttr>(value)) {
    numbers.append({1, 1, floatBits(number.getValueAsDouble())});
  } else if (auto integers = dyn_cast<DenseI64ArrayAttr>(value)) {
    numbers.append({4, integers.size()});
    llvm::append_range(numbers, integers.asArrayRef());
  } else if (auto floats = dyn_cast<DenseF64ArrayAttr>(value)) {
    numbers.append({5, floats.size()});
    for (double number : floats.asArrayRef())
      numbers.push_back(floatBits(number));
  } else {
    return false;
  }
  return true;
}

LogicalResult ForeignCallOp::verify() {
  if (DictionaryAttr options = getOptionsAttr()) // foreign_call_c1
    for (NamedAttribute option : options) {
      SmallVector<int64_t> numbers;
      if (!appendOption(numbers, option.getValue()))
        return emitOpError("option ") << option.getName() << " must be a number, a boolean, text, "
                                      << "or an array of numbers, got " << option.getValue();
    }
  return verifyOutsideCall(*this); // foreign_call_c2
}

void ForeignCallOp::getEffects(
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>> &effects) {
  if (getHasSideEffect())
    effects.emplace_back(MemoryEffects::Write::get());
}

LogicalResult ForeignCallOp::jvp(OpBuilder &, ArrayRef<Value>, SmallVectorImpl<Value> &) {
  return mlir::emitError(getLoc(), "ValueError: ffi_call: The FFI call to `")
         << getTarget() << "` cannot be differentiated, expected arguments without a derivative; "
         << "use stop_gradient on them, or give it a derivative with custom_jvp";
}

LogicalResult ForeignCallOp::batch(OpBuilder &builder, ArrayRef<BatchedValue> operands,
                                   int64_t size, SmallVectorImpl<BatchedValue> &results) {
  if (!getVmapMethod())
    return mlir::emitError(getLoc(),
                           "NotImplementedError: ffi_call: vmap is only supported when "
                           "vmap_method is one of 'sequential', 'sequential_unrolled', "
                           "'expand_dims', 'broadcast_all' or 'legacy_vectorized', got None for `")
           << getTarget() << "`; choose one";
  return batchOutsideCall(*this, *getVmapMethod(), builder, operands, size, results);
}

std::string ForeignCallOp::getRuntimeFunction() { return "cv_foreign_call"; }

/// First what the runtime needs to find the function and the buffers of each
/// lane, then what the function is given (covector/ffi.h).
SmallVector<int64_t> ForeignCallOp::getRuntimeNumbers() {
  SmallVector<int64_t> numbers{int64_t(llvm::xxh3_64bits(getTarget()))};
  size_t count = lanesOf(*this).size();
  appendShape(numbers, lanesOf(*this));
  numbers.push_back(getInputs().size() + getNumResults());
  for (auto [i, input] : llvm::enumerate(getInputs()))
    numbers.append(
        {getLaneMasks() ? (*getLaneMasks())[i] : 0, bytesOf(input, lanesOfInput(*this, i).size())});
  for (Value result : getResults())
    numbers.append({(int64_t(1) << count) - 1, bytesOf(result, count)});

  auto describe = [&](Value value, size_t lanes) {
    numbers.push_back(elementCode(getElementTypeOrSelf(value)));
    appendShape(numbers, shapeBehind(value, lanes));
  };
  numbers.append({int64_t(getInputs().size()), int64_t(getNumResults()),
                  int64_t(getOptions() ? getOptions()->size() : 0)});
  for (auto [i, input] : llvm::enumerate(getInputs()))
    describe(input, lanesOfInput(*this, i).size());
  for (Value result : getResults())
    describe(result, count);
  if (DictionaryAttr options = getOptionsAttr())
    for (NamedAttribute option : options) {
      appendText(numbers, option.getName().getValue());
      appendOption(numbers, option.getValue());
    }
  return numbers;
}

//===----------------------------------------------------------------------===//
// Barriers
//===----------------------------------------------------------------------===//

COVECTOR_INFER_TYPES(OptimizationBarrierOp) {
  Inference i(location, getOperationName(), operands, attributes, types);
  if (failed(i.checkOperands(operands.size())))
    return failure();
  llvm::append_range(types, operands.getTypes());
  return success();
}

LogicalResult OptimizationBarrierOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                                         SmallVectorImpl<Value> &resultTangents) {
  // A barrier for the tangents that there are; integers have none.
  SmallVector<Value> varying;
  for (Value tangent : tangents)
    if (tangent)
      varying.push_back(tangent);
  auto barrier = OptimizationBarrierOp::create(builder, getLoc(), varying);
  unsigned next = 0;
  for (Value tangent : tangents)
    resultTangents.push_back(tangent ? barrier.getResult(next++) : Value());
  return success();
}

LogicalResult OptimizationBarrierOp::transpose(OpBuilder &builder, ArrayRef<Value> cotangents,
                                               ArrayRef<bool> linear,
                                               SmallVectorImpl<Value> &operandCotangents) {
  SmallVector<Value> wanted;
  for (auto [cotangent, isLinear] : llvm::zip_equal(cotangents, linear))
    if (cotangent && isLinear)
      wanted.push_back(cotangent);
  auto barrier = OptimizationBarrierOp::create(builder, getLoc(), wanted);
  unsigned next = 0;
  for (auto [cotangent, isLinear] : llvm::zip_equal(cotangents, linear))
    operandCotangents.push_back(cotangent && isLinear ? barrier.getResult(next++) : Value());
  return success();
}

LogicalResult OptimizationBarrierOp::batch(OpBuilder &builder, ArrayRef<BatchedValue> operands,
                                           int64_t, SmallVectorImpl<BatchedValue> &results) {
  SmallVector<Value> values;
  for (BatchedValue operand : operands)
    values.push_back(operand.value);
  auto barrier = OptimizationBarrierOp::create(builder, getLoc(), values);
  for (auto [operand, result] : llvm::zip_equal(operands, barrier.getResults()))
    results.push_back({result, operand.mapped});
  return success();
}
