//===- MathToCalls.cpp - writes mathematical functions as calls -----------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Note [One value, one result]
// SLEEF has for every function one version a vector width, and among them
// versions (`finz` with fused multiply-add, `cinz` without) that give the same
// bits for all widths. They are used for scalars too, so that the result for a
// number does not depend on where in an array it stands, or whether the program
// is compiled whole or by single operations. The functions that the runtime writes
// itself (MathBodies.cpp) are the same polynomials for all widths.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Array.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "passes/lowering/HostVectors.h"
#include "passes/lowering/Passes.h"
#include "llvm/ADT/StringMap.h"

namespace covector {
#define GEN_PASS_DEF_ARRAYMATHTOCALLSPASS
#include "passes/lowering/Passes.h.inc"
} // namespace covector

using namespace mlir;
using namespace covector;

/// SLEEF's name and accuracy of a function; empty if it is no such function.
static StringRef sleefName(Operation *op) {
  static const llvm::StringMap<StringRef> names = {
      {"math.acos", "acos _u10"},   {"math.acosh", "acosh _u10"}, {"math.asin", "asin _u10"},
      {"math.asinh", "asinh _u10"}, {"math.atan", "atan _u10"},   {"math.atan2", "atan2 _u10"},
      {"math.atanh", "atanh _u10"}, {"math.cbrt", "cbrt _u10"},   {"math.cos", "cos _u10"},
      {"math.cosh", "cosh _u10"},   {"math.erf", "erf _u10"},     {"math.erfc", "erfc _u15"},
      {"math.exp", "exp _u10"},     {"math.exp2", "exp2 _u10"},   {"math.expm1", "expm1 _u10"},
      {"math.log", "log _u10"},     {"math.log10", "log10 _u10"}, {"math.log1p", "log1p _u10"},
      {"math.log2", "log2 _u10"},   {"math.powf", "pow _u10"},    {"math.sin", "sin _u10"},
      {"math.sinh", "sinh _u10"},   {"math.tan", "tan _u10"},     {"math.tanh", "tanh _u10"}};
  return names.lookup(op->getName().getStringRef());
}

/// The runtime's name of a complex function; empty if it is no such function.
static StringRef complexName(Operation *op) {
  static const llvm::StringMap<StringRef> names = {
      {"complex.abs", "abs"},     {"complex.angle", "angle"}, {"complex.atan2", "atan2"},
      {"complex.cos", "cos"},     {"complex.div", "div"},     {"complex.exp", "exp"},
      {"complex.expm1", "expm1"}, {"complex.log", "log"},     {"complex.log1p", "log1p"},
      {"complex.pow", "pow"},     {"complex.rsqrt", "rsqrt"}, {"complex.sin", "sin"},
      {"complex.sqrt", "sqrt"},   {"complex.tan", "tan"},     {"complex.tanh", "tanh"}};
  if (auto function = dyn_cast<array::ComplexFunctionOp>(op))
    return function.getName();
  return names.lookup(op->getName().getStringRef());
}

namespace {

class Caller {
public:
  Caller(ModuleOp module, int64_t vectorBytes)
      : module(module), b(module.getLoc(), module.getContext()),
        vectorBytes(std::max<int64_t>(vectorBytes, 16)), fma(hostHasFma()) {}

  void lower(Operation *op);

private:
  Value sleef(StringRef name, ValueRange operands);
  Value call(StringRef name, Type result, ValueRange operands, bool pure);
  Value function(StringRef entry, ValueRange operands);
  Value beyondRange(Operation *op, Value x, Value result);
  Value roundToBf16(Value x, Type type);
  Value splat(Type type, double value);
  Value byParts(Operation *op);
  void lowerComplex(Operation *op, StringRef name);
  Value lanes(Value vector, int64_t from, int64_t count);

  ModuleOp module;
  ImplicitLocOpBuilder b;
  int64_t vectorBytes;
  bool fma;
  llvm::StringMap<LLVM::LLVMFuncOp> declared;
  DenseMap<Operation *, Value> places; // of complex results, by function
};

} // namespace

Value Caller::call(StringRef name, Type result, ValueRange operands, bool pure) {
  LLVM::LLVMFuncOp &function = declared[name];
  if (!function)
    function = module.lookupSymbol<LLVM::LLVMFuncOp>(name);
  if (!function) {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(module.getBody());
    Type type =
        LLVM::LLVMFunctionType::get(result ? result : LLVM::LLVMVoidType::get(b.getContext()),
                                    llvm::to_vector(operands.getTypes()));
    function = LLVM::LLVMFuncOp::create(b, name, type);
    function.setNoUnwind(true);
    function.setWillReturn(true);
    if (pure)
      function.setMemoryEffectsAttr(LLVM::MemoryEffectsAttr::get(
          b.getContext(), SmallVector<LLVM::ModRefInfo>(6, LLVM::ModRefInfo::NoModRef)));
  }
  auto made = LLVM::CallOp::create(b, function, operands);
  return result ? made.getResult() : Value();
}

/// `count` lanes of a vector; lanes beyond its end repeat its first ones.
Value Caller::lanes(Value vector, int64_t from, int64_t count) {
  int64_t size = cast<VectorType>(vector.getType()).getDimSize(0);
  if (from == 0 && count == size)
    return vector;
  SmallVector<int64_t> which;
  for (int64_t lane = 0; lane < count; ++lane)
    which.push_back((from + lane) % size);
  return vector::ShuffleOp::create(b, vector, vector, which);
}

/// A function of f32 or f64, scalars or vectors.
Value Caller::sleef(StringRef entry, ValueRange operands) {
  StringRef name = entry.split(' ').first, accuracy = entry.split(' ').second;
  Type type = operands[0].getType(), element = getElementTypeOrSelf(type);
  auto full = [&](int64_t count) {
    int64_t bytes = count * element.getIntOrFloatBitWidth() / 8;
    StringRef set = count == 1    ? (fma ? "purecfma" : "purec")
                    : !fma        ? "sse4"
                    : bytes == 16 ? "avx2128"
                    : bytes == 32 ? "avx2"
                                  : "avx512f";
    return ("Sleef_" + Twine(fma ? "finz_" : "cinz_") + name + (element.isF32() ? "f" : "d") +
            Twine(count) + accuracy + set)
        .str();
  };
  auto vector = dyn_cast<VectorType>(type);
  if (!vector)
    return call(full(1), type, operands, /*pure=*/true);
  // In vectors of 16, 32 or 64 bytes, as the machine has them.
  int64_t size = vector.getDimSize(0), elementBytes = element.getIntOrFloatBitWidth() / 8;
  int64_t widest = (fma ? vectorBytes : 16) / elementBytes, least = 16 / elementBytes;
  int64_t width = std::clamp<int64_t>(llvm::PowerOf2Ceil(size), least, widest);
  auto part = VectorType::get({width}, element);
  SmallVector<Value> results;
  for (int64_t from = 0; from < size; from += width) {
    SmallVector<Value> arguments;
    for (Value operand : operands)
      arguments.push_back(lanes(operand, from, width));
    results.push_back(call(full(width), part, arguments, /*pure=*/true));
  }
  if (results.size() == 1)
    return lanes(results[0], 0, size);
  // Joined pairwise; sizes are powers of two times the width.
  while (results.size() > 1) {
    SmallVector<Value> joined;
    for (size_t i = 0; i < results.size(); i += 2) {
      int64_t each = cast<VectorType>(results[i].getType()).getDimSize(0);
      SmallVector<int64_t> all(2 * each);
      std::iota(all.begin(), all.end(), 0);
      joined.push_back(vector::ShuffleOp::create(b, results[i], results[i + 1], all));
    }
    results = joined;
  }
  return results[0];
}

/// `void cv_complex_exp_f32(float *result, float re, float im)`, and so on; a
/// second operand follows the first. Real results have one part.
void Caller::lowerComplex(Operation *op, StringRef name) {
  auto type = cast<ComplexType>(op->getOperand(0).getType());
  Type part = type.getElementType(), pointer = LLVM::LLVMPointerType::get(op->getContext());
  // One place a function is enough: the result is read at once.
  Operation *function = op->getParentOfType<func::FuncOp>();
  Value &place = places[function];
  if (!place) {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(&function->getRegion(0).front());
    Value count = LLVM::ConstantOp::create(b, b.getI64IntegerAttr(2));
    place = LLVM::AllocaOp::create(b, pointer, b.getF64Type(), count, 16);
  }
  SmallVector<Value> arguments = {place};
  for (Value operand : op->getOperands()) {
    arguments.push_back(complex::ReOp::create(b, operand));
    arguments.push_back(complex::ImOp::create(b, operand));
  }
  call(("cv_complex_" + name + (part.isF32() ? "_f32" : "_f64")).str(), Type(), arguments,
       /*pure=*/false);
  Value re = LLVM::LoadOp::create(b, part, place);
  if (op->getResult(0).getType() == part) {
    op->getResult(0).replaceAllUsesWith(re);
    return op->erase();
  }
  Value im = LLVM::LoadOp::create(
      b, part, LLVM::GEPOp::create(b, pointer, part, place, ArrayRef<LLVM::GEPArg>{1}));
  op->getResult(0).replaceAllUsesWith(complex::CreateOp::create(b, type, re, im));
  op->erase();
}

/// A number, or a vector of it.
Value Caller::splat(Type type, double value) {
  Type element = getElementTypeOrSelf(type);
  TypedAttr attribute = isa<FloatType>(element)
                            ? TypedAttr(b.getFloatAttr(element, value))
                            : TypedAttr(b.getIntegerAttr(element, static_cast<int64_t>(value)));
  if (auto vector = dyn_cast<VectorType>(type))
    attribute = DenseElementsAttr::get(vector, attribute);
  return arith::ConstantOp::create(b, attribute);
}

/// A function of f32 or f64.
Value Caller::function(StringRef entry, ValueRange operands) {
  StringRef name = entry.split(' ').first;
  Type type = operands[0].getType();
  bool isDouble = getElementTypeOrSelf(type).isF64();
  bool inLine = llvm::is_contained(
      {"acosh", "asinh", "cos", "cosh", "expm1", "log1p", "sin", "sinh", "tan", "tanh"}, name);
  if (!isDouble)
    inLine |=
        llvm::is_contained({"atan", "atan2", "cbrt", "erf", "erfc", "exp", "log", "pow"}, name);
  if (!fma || !inLine)
    return sleef(entry, operands);
  std::string symbol = ("cv_" + name + (isDouble ? "_f64" : "_f32")).str();
  if (auto vector = dyn_cast<VectorType>(type))
    symbol += "x" + std::to_string(vector.getDimSize(0));
  return call(symbol, type, operands, /*pure=*/true);
}

/// Some of SLEEF's functions overflow where the result does not: there they are
/// logarithms and exponentials.
Value Caller::beyondRange(Operation *op, Value x, Value result) {
  // The runtime's own functions have no such bounds.
  if (fma)
    return result;
  bool isLog1p = isa<math::Log1pOp>(op);
  Type type = x.getType();
  bool isDouble = getElementTypeOrSelf(type).isF64();
  if (isa<math::SinhOp, math::CoshOp>(op)) {
    // e^x / 2 as (e^(x / 2) / 2) e^(x / 2).
    Value size = math::AbsFOp::create(b, x), half = splat(type, 0.5);
    Value root = function("exp _u10", arith::MulFOp::create(b, size, half).getResult());
    Value product = arith::MulFOp::create(b, arith::MulFOp::create(b, root, half), root);
    if (isa<math::SinhOp>(op))
      product = math::CopySignOp::create(b, product, x);
    Value isLarge =
        arith::CmpFOp::create(b, arith::CmpFPredicate::OGT, size, splat(type, isDouble ? 709 : 88));
    return arith::SelectOp::create(b, isLarge, product, result);
  }
  if (!isa<math::AsinhOp, math::AcoshOp>(op) && !isLog1p)
    return result;
  Value size = math::AbsFOp::create(b, x);
  Value log = function("log _u10", size);
  if (!isLog1p)
    log = arith::AddFOp::create(b, log, splat(type, 0.693147180559945309417));
  if (isa<math::AsinhOp>(op))
    log = math::CopySignOp::create(b, log, x);
  // Below their domain the others stay NaN.
  Value isLarge =
      arith::CmpFOp::create(b, arith::CmpFPredicate::OGT, isa<math::AsinhOp>(op) ? size : x,
                            splat(type, isDouble ? 1e150 : 1e15));
  return arith::SelectOp::create(b, isLarge, log, result);
}

/// The nearest bf16, ties to even. (The machine's own instruction takes
/// subnormal numbers for zero.)
Value Caller::roundToBf16(Value x, Type type) {
  auto like = [&](Type element) -> Type {
    auto vector = dyn_cast<VectorType>(type);
    return vector ? Type(vector.clone(element)) : element;
  };
  Type i32 = like(b.getI32Type()), i16 = like(b.getI16Type());
  Value bits = arith::BitcastOp::create(b, i32, x);
  Value high = arith::ShRUIOp::create(b, bits, splat(i32, 16));
  Value odd = arith::AndIOp::create(b, high, splat(i32, 1));
  Value sum = arith::AddIOp::create(b, arith::AddIOp::create(b, bits, splat(i32, 0x7fff)), odd);
  Value rounded = arith::ShRUIOp::create(b, sum, splat(i32, 16));
  Value quiet = arith::OrIOp::create(b, high, splat(i32, 0x40));
  Value isNan = arith::CmpFOp::create(b, arith::CmpFPredicate::UNO, x, x);
  rounded = arith::SelectOp::create(b, isNan, quiet, rounded);
  return arith::BitcastOp::create(b, type, arith::TruncIOp::create(b, i16, rounded));
}

/// Simple operations on both parts; null for others.
Value Caller::byParts(Operation *op) {
  auto re = [&](unsigned i) -> Value { return complex::ReOp::create(b, op->getOperand(i)); };
  auto im = [&](unsigned i) -> Value { return complex::ImOp::create(b, op->getOperand(i)); };
  auto make = [&](Value re, Value im) -> Value {
    return complex::CreateOp::create(b, op->getResult(0).getType(), re, im);
  };
  auto compare = [&](arith::CmpFPredicate predicate, unsigned part) -> Value {
    return part == 0 ? arith::CmpFOp::create(b, predicate, re(0), re(1))
                     : arith::CmpFOp::create(b, predicate, im(0), im(1));
  };
  if (isa<complex::NegOp>(op))
    return make(arith::NegFOp::create(b, re(0)), arith::NegFOp::create(b, im(0)));
  if (isa<complex::ConjOp>(op))
    return make(re(0), arith::NegFOp::create(b, im(0)));
  if (isa<complex::EqualOp>(op))
    return arith::AndIOp::create(b, compare(arith::CmpFPredicate::OEQ, 0),
                                 compare(arith::CmpFPredicate::OEQ, 1));
  if (isa<complex::NotEqualOp>(op))
    return arith::OrIOp::create(b, compare(arith::CmpFPredicate::UNE, 0),
                                compare(arith::CmpFPredicate::UNE, 1));
  return Value();
}

void Caller::lower(Operation *op) {
  b.setLoc(op->getLoc());
  b.setInsertionPoint(op);
  if (isa<complex::ComplexDialect>(op->getDialect()))
    if (Value value = byParts(op)) {
      op->getResult(0).replaceAllUsesWith(value);
      return op->erase();
    }
  if (isa<arith::TruncFOp>(op)) {
    op->getResult(0).replaceAllUsesWith(roundToBf16(op->getOperand(0), op->getResult(0).getType()));
    return op->erase();
  }
  if (StringRef name = complexName(op); !name.empty())
    return lowerComplex(op, name);
  Type type = op->getResult(0).getType(), element = getElementTypeOrSelf(type);
  bool isReciprocalRoot = isa<math::RsqrtOp>(op);
  StringRef entry = sleefName(op);
  if (!isReciprocalRoot && entry.empty())
    return;
  // 16-bit numbers are computed in f32.
  SmallVector<Value> operands(op->getOperands());
  Type wide = type;
  if (element.getIntOrFloatBitWidth() == 16) {
    wide = isa<VectorType>(type) ? Type(cast<VectorType>(type).clone(b.getF32Type()))
                                 : Type(b.getF32Type());
    for (Value &operand : operands)
      operand = arith::ExtFOp::create(b, wide, operand);
  }
  Value result;
  if (isReciprocalRoot) {
    Attribute one = b.getFloatAttr(getElementTypeOrSelf(wide), 1.0);
    if (auto vector = dyn_cast<VectorType>(wide))
      one = DenseElementsAttr::get(vector, one);
    result = arith::DivFOp::create(b, arith::ConstantOp::create(b, cast<TypedAttr>(one)),
                                   math::SqrtOp::create(b, operands[0]));
  } else {
    result = beyondRange(op, operands[0], function(entry, operands));
  }
  if (wide != type)
    result = element.isBF16() ? roundToBf16(result, type)
                              : arith::TruncFOp::create(b, type, result).getResult();
  op->getResult(0).replaceAllUsesWith(result);
  op->erase();
}

namespace {
struct ArrayMathToCallsPass : covector::impl::ArrayMathToCallsPassBase<ArrayMathToCallsPass> {
  using Base::Base;

  void runOnOperation() override {
    SmallVector<Operation *> ops;
    getOperation().walk([&](Operation *op) {
      if (isa_and_nonnull<math::MathDialect, complex::ComplexDialect>(op->getDialect()) ||
          isa<array::ComplexFunctionOp>(op))
        ops.push_back(op);
      if (auto round = dyn_cast<arith::TruncFOp>(op))
        if (getElementTypeOrSelf(round.getType()).isBF16() &&
            getElementTypeOrSelf(round.getIn().getType()).isF32())
          ops.push_back(op);
    });
    if (ops.empty())
      return;
    Caller caller(getOperation(), vectorBytes > 0 ? int64_t(vectorBytes) : hostVectorBytes());
    for (Operation *op : ops)
      caller.lower(op);
  }
};
} // namespace
