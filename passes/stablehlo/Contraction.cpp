//===- Contraction.cpp - products, transforms and factors of arrays in StableHLO -===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Convolution.h"
#include "dialects/array/Fourier.h"
#include "dialects/array/LinearAlgebra.h"
#include "passes/stablehlo/Lowering.h"

using namespace mlir;
using namespace covector;

/// Products in all the digits that the numbers have.
static ArrayAttr fullPrecision(ImplicitLocOpBuilder &b, Type element) {
  if (isa<IntegerType>(element))
    return ArrayAttr();
  auto one = stablehlo::PrecisionAttr::get(b.getContext(), stablehlo::Precision::HIGHEST);
  return b.getArrayAttr({one, one});
}

static LogicalResult lowerDot(array::DotGeneralOp op, ImplicitLocOpBuilder &b,
                              SmallVectorImpl<Value> &results) {
  auto numbers =
      stablehlo::DotDimensionNumbersAttr::get(b.getContext(), op.getLhsBatch(), op.getRhsBatch(),
                                              op.getLhsContracting(), op.getRhsContracting());
  results.push_back(stablehlo::DotGeneralOp::create(
      b, op.getType(), op.getLhs(), op.getRhs(), numbers,
      fullPrecision(b, getElementTypeOrSelf(op.getLhs().getType()))));
  return success();
}

static LogicalResult lowerConvolution(array::ConvolutionOp op, ImplicitLocOpBuilder &b,
                                      SmallVectorImpl<Value> &results) {
  ArrayRef<int64_t> lhs = op.getLhsSpec(), rhs = op.getRhsSpec(), out = op.getOutSpec();
  auto numbers = stablehlo::ConvDimensionNumbersAttr::get(
      b.getContext(), lhs[0], lhs[1], lhs.drop_front(2), rhs[1], rhs[0], rhs.drop_front(2), out[0],
      out[1], out.drop_front(2));
  SmallVector<bool> reversal(op.getStrides().size(), false);
  for (int64_t axis : op.getReversed())
    reversal[axis] = true;
  results.push_back(stablehlo::ConvolutionOp::create(
      b, op.getType(), op.getLhs(), op.getRhs(), b.getDenseI64ArrayAttr(op.getStrides()),
      hlo::paddingOf(b, op.getPaddingLow(), op.getPaddingHigh()),
      b.getDenseI64ArrayAttr(op.getLhsDilation()), b.getDenseI64ArrayAttr(op.getRhsDilation()),
      DenseBoolArrayAttr::get(b.getContext(), reversal), numbers,
      b.getI64IntegerAttr(op.getFeatureGroupCount()), b.getI64IntegerAttr(op.getBatchGroupCount()),
      fullPrecision(b, getElementTypeOrSelf(op.getType()))));
  return success();
}

static LogicalResult lowerFft(array::FftOp op, ImplicitLocOpBuilder &b,
                              SmallVectorImpl<Value> &results) {
  if (op.getLengths().size() > 3)
    return failure();
  std::optional<stablehlo::FftType> kind = stablehlo::symbolizeFftType(op.getKind().upper());
  if (!kind)
    return failure();
  results.push_back(stablehlo::FftOp::create(b, op.getType(), op.getX(), *kind, op.getLengths()));
  return success();
}

static LogicalResult lowerTriangularSolve(array::TriangularSolveOp op, ImplicitLocOpBuilder &b,
                                          SmallVectorImpl<Value> &results) {
  using stablehlo::Transpose;
  Value a = op.getA();
  Transpose how = Transpose::NO_TRANSPOSE;
  if (op.getTransposeA())
    how = op.getConjugateA() ? Transpose::ADJOINT : Transpose::TRANSPOSE;
  else if (op.getConjugateA()) {
    auto type = cast<RankedTensorType>(a.getType());
    if (auto element = dyn_cast<ComplexType>(type.getElementType())) {
      Type part = type.clone(element.getElementType());
      Value imaginary = stablehlo::NegOp::create(b, stablehlo::ImagOp::create(b, part, a));
      a = stablehlo::ComplexOp::create(b, type, stablehlo::RealOp::create(b, part, a), imaginary);
    }
  }
  results.push_back(stablehlo::TriangularSolveOp::create(
      b, op.getType(), a, op.getB(), op.getLeftSide(), op.getLower(), op.getUnitDiagonal(), how));
  return success();
}

/// The factors; StableHLO leaves open what is above their diagonals, and here it is zero.
static LogicalResult lowerCholesky(array::CholeskyOp op, ImplicitLocOpBuilder &b,
                                   SmallVectorImpl<Value> &results) {
  auto type = cast<RankedTensorType>(op.getType());
  int64_t rank = type.getRank();
  Value factor = stablehlo::CholeskyOp::create(b, op.getX(), b.getBoolAttr(true));
  auto places = type.clone(b.getI32Type());
  Value row = stablehlo::IotaOp::create(b, places, b.getI64IntegerAttr(rank - 2));
  Value column = stablehlo::IotaOp::create(b, places, b.getI64IntegerAttr(rank - 1));
  Value isBelow = hlo::compare(b, stablehlo::ComparisonDirection::GE, row, column);
  results.push_back(
      stablehlo::SelectOp::create(b, type, isBelow, factor, hlo::splat(b, type, 0.0)));
  return success();
}

void hlo::addContractionPatterns(RewritePatternSet &patterns) {
  lower<array::DotGeneralOp>(patterns, lowerDot);
  lower<array::ConvolutionOp>(patterns, lowerConvolution);
  lower<array::FftOp>(patterns, lowerFft);
  lower<array::TriangularSolveOp>(patterns, lowerTriangularSolve);
  lower<array::CholeskyOp>(patterns, lowerCholesky);
}
