//===- Fourier.cpp - types and rules of Fourier transforms ----------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Fourier.h"
#include "dialects/array/Inference.h"
#include "dialects/array/Rules.h"
#include "llvm/ADT/StringSwitch.h"

using namespace mlir;
using namespace covector::array;

#define GET_OP_CLASSES
#include "dialects/array/Fourier.cpp.inc"

//===----------------------------------------------------------------------===//
// Type inference
//===----------------------------------------------------------------------===//

static Type partOf(Type element) {
  auto complex = dyn_cast<ComplexType>(element);
  return complex ? complex.getElementType() : element;
}

COVECTOR_INFER_TYPES(FftOp) {
  Inference op(location, getOperationName(), operands, attributes, types);
  StringAttr kindAttr;
  ArrayRef<int64_t> lengths;
  if (failed(op.checkOperands(1)) || failed(op.attribute("kind", "string", kindAttr)) ||
      failed(op.integers("lengths", lengths)))
    return failure();
  StringRef kind = kindAttr.getValue();
  if (kind != "fft" && kind != "ifft" && kind != "rfft" && kind != "irfft") // (C1)
    return op.error("kind must be fft, ifft, rfft or irfft, got " + kind);
  RankedTensorType x = op.operand(0);
  Type element = x.getElementType(), part = partOf(element);
  if (kind == "rfft" ? !isFloatElement(element) : !isComplexElement(element)) // (C2)
    return op.error(kind + " needs an array of " + (kind == "rfft" ? "floating-point" : "complex") +
                    " elements, got " + text(x));
  if (!part.isF32() && !part.isF64()) // (C5)
    return op.error("elements must have 32 or 64 bits for each part, got " + text(x));
  int64_t rank = x.getRank(), count = lengths.size();
  if (count < 1 || count > rank || llvm::any_of(lengths, [](int64_t n) { return n < 1; })) // (C3)
    return op.error("lengths must be positive, at least one and at most as many as axes, got " +
                    text(lengths) + " for " + text(x));
  SmallVector<int64_t> shape(x.getShape());
  SmallVector<int64_t> expected(lengths);
  if (kind == "irfft") // (C4)
    expected.back() = lengths.back() / 2 + 1;
  if (ArrayRef<int64_t>(shape).take_back(count) != ArrayRef<int64_t>(expected))
    return op.error(kind + " of lengths " + text(lengths) + " needs last axes of sizes " +
                    text(expected) + ", got " + text(x));
  if (kind == "rfft")
    shape.back() = lengths.back() / 2 + 1;
  if (kind == "irfft")
    shape.back() = lengths.back();
  return op.result(shape, kind == "irfft"  ? part
                          : kind == "rfft" ? ComplexType::get(part)
                                           : element);
}

//===----------------------------------------------------------------------===//
// Derivatives
//===----------------------------------------------------------------------===//

LogicalResult FftOp::jvp(OpBuilder &builder, ArrayRef<Value> tangents,
                         SmallVectorImpl<Value> &resultTangents) {
  return jvpOfLinear(*this, builder, tangents, resultTangents);
}

/// The conjugate of `x`, half a spectrum, times `outer` where an element stands
/// for itself alone (along the last axis the first, and the last if `length` is
/// even), and times `inner` where it stands for its mirror image too.
static Expr conjugateWeighted(ImplicitLocOpBuilder &b, Value x, int64_t length, double outer,
                              double inner) {
  auto type = cast<RankedTensorType>(x.getType());
  Type part = partOf(type.getElementType());
  int64_t size = type.getShape().back(), last = type.getRank() - 1;
  auto number = [&](double value) {
    auto attr = FloatAttr::get(part, value);
    return attr.getValue();
  };
  SmallVector<APFloat> weights(size, number(inner));
  weights.front() = number(outer);
  if (length % 2 == 0)
    weights.back() = number(outer);
  auto attribute = DenseElementsAttr::get(RankedTensorType::get({size}, part), weights);
  Value line = constant(b, b.getLoc(), attribute);
  Expr weight(b, broadcastInDim(b, b.getLoc(), line, type.getShape(), {last}));
  Expr value(b, x);
  return covector::array::complex(real(value) * weight, -(imag(value) * weight));
}

// The matrix of the transform is symmetric: fft and ifft are their own transposes.
// rfft's transpose is the real part of the fft of the cotangent with zeros behind,
// which is the irfft of a spectrum that has these elements; irfft's is, but for
// weights and conjugation, rfft.
LogicalResult FftOp::transpose(OpBuilder &builder, ArrayRef<Value> cotangents, ArrayRef<bool>,
                               SmallVectorImpl<Value> &operandCotangents) {
  Value ct = cotangents[0];
  operandCotangents.push_back(nullptr);
  if (!ct)
    return success();
  ImplicitLocOpBuilder b(getLoc(), builder);
  double points = 1;
  for (int64_t length : getLengths())
    points *= length;
  auto transform = [&](StringRef kind, Value x) -> Value {
    return FftOp::create(b, x, kind, getLengths());
  };
  int64_t length = getLengths().back();
  Value &result = operandCotangents.back();
  if (getKind() == "rfft")
    result = transform("irfft", conjugateWeighted(b, ct, length, points, points / 2).value());
  else if (getKind() == "irfft")
    result = conjugateWeighted(b, transform("rfft", ct), length, 1 / points, 2 / points).value();
  else
    result = transform(getKind(), ct);
  return success();
}

//===----------------------------------------------------------------------===//
// Batching
//===----------------------------------------------------------------------===//

LogicalResult FftOp::batch(OpBuilder &builder, ArrayRef<BatchedValue> operands, int64_t,
                           SmallVectorImpl<BatchedValue> &results) {
  return batchWithChanges(*this, builder, {operands[0].value}, {}, results);
}

//===----------------------------------------------------------------------===//
// The runtime
//===----------------------------------------------------------------------===//

std::string FftOp::getRuntimeFunction() {
  return partOf(getElementTypeOrSelf(getType())).isF32() ? "cv_fft_f32" : "cv_fft_f64";
}

SmallVector<int64_t> FftOp::getRuntimeNumbers() {
  ArrayRef<int64_t> lengths = getLengths();
  // As FourierKind in runtime/cpu/Fourier.h.
  int64_t kind =
      llvm::StringSwitch<int64_t>(getKind()).Case("fft", 0).Case("ifft", 1).Case("rfft", 2).Default(
          3);
  int64_t batch = 1;
  for (int64_t size : getX().getType().getShape().drop_back(lengths.size()))
    batch *= size;
  SmallVector<int64_t> numbers = {kind, batch, int64_t(lengths.size())};
  llvm::append_range(numbers, lengths);
  return numbers;
}
