//===- Elementwise.cpp - elementwise operations in StableHLO --------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Most operations have one of the same meaning, which their record names. The others are
// written with operations that have.
//
//===----------------------------------------------------------------------===//

#include "passes/stablehlo/Lowering.h"

using namespace mlir;
using namespace covector;

namespace {
/// The operation that the record names, of the same operands and result type.
struct LowerByName : OpInterfaceRewritePattern<array::ScalarBodyOpInterface> {
  using OpInterfaceRewritePattern::OpInterfaceRewritePattern;

  LogicalResult matchAndRewrite(array::ScalarBodyOpInterface op,
                                PatternRewriter &rewriter) const override {
    StringRef name = op.getStablehloName();
    if (name.empty() || !op->getAttrs().empty()) // attributes differ in name and kind
      return failure();
    std::optional<RegisteredOperationName> registered =
        RegisteredOperationName::lookup(name, op.getContext());
    if (!registered)
      return failure();
    OperationState state(op.getLoc(), *registered);
    state.addOperands(op->getOperands());
    state.addTypes(op->getResultTypes());
    rewriter.replaceOp(op, rewriter.create(state));
    return success();
  }
};
} // namespace

static stablehlo::ComparisonDirection directionOf(array::ComparisonDirection direction) {
  using From = array::ComparisonDirection;
  using To = stablehlo::ComparisonDirection;
  switch (direction) {
  case From::EQ:
    return To::EQ;
  case From::NE:
    return To::NE;
  case From::LT:
    return To::LT;
  case From::LE:
    return To::LE;
  case From::GT:
    return To::GT;
  case From::GE:
    return To::GE;
  }
  llvm_unreachable("all directions are listed");
}

/// x to the power of `n`, n > 0, by squaring.
static Value power(ImplicitLocOpBuilder &b, Value x, uint64_t n) {
  Value result, square = x;
  while (true) {
    if (n & 1)
      result = result ? stablehlo::MulOp::create(b, result, square).getResult() : square;
    if (!(n >>= 1))
      return result;
    square = stablehlo::MulOp::create(b, square, square);
  }
}

void hlo::addElementwisePatterns(RewritePatternSet &patterns) {
  patterns.add<LowerByName>(patterns.getContext());

  lower<array::CompareOp>(patterns, [](array::CompareOp op, auto &b, auto &results) {
    results.push_back(compare(b, directionOf(op.getDirection()), op.getX(), op.getY()));
    return success();
  });
  lower<array::ConvertOp>(patterns, [](array::ConvertOp op, auto &b, auto &results) {
    results.push_back(stablehlo::ConvertOp::create(b, op.getType(), op.getX()));
    return success();
  });
  lower<array::BitcastOp>(patterns, [](array::BitcastOp op, auto &b, auto &results) {
    results.push_back(stablehlo::BitcastConvertOp::create(b, op.getType(), op.getX()));
    return success();
  });
  lower<array::ReducePrecisionOp>(
      patterns, [](array::ReducePrecisionOp op, auto &b, auto &results) {
        results.push_back(stablehlo::ReducePrecisionOp::create(
            b, op.getType(), op.getX(), b.getI32IntegerAttr(op.getExponentBits()),
            b.getI32IntegerAttr(op.getMantissaBits())));
        return success();
      });
  lower<array::IntegerPowOp>(patterns, [](array::IntegerPowOp op, auto &b, auto &results) {
    auto type = cast<RankedTensorType>(op.getType());
    int64_t n = op.getExponent();
    if (n == 0) {
      results.push_back(splat(b, type, 1.0));
      return success();
    }
    Value result = power(b, op.getX(), n < 0 ? -uint64_t(n) : uint64_t(n));
    if (n < 0)
      result = stablehlo::DivOp::create(b, splat(b, type, 1.0), result);
    results.push_back(result);
    return success();
  });
  lower<array::MaskedMulOp>(patterns, [](array::MaskedMulOp op, auto &b, auto &results) {
    Value zero = splat(b, cast<RankedTensorType>(op.getType()), 0.0);
    Value isZero = compare(b, stablehlo::ComparisonDirection::EQ, op.getX(), zero);
    Value product = stablehlo::MulOp::create(b, op.getX(), op.getY());
    results.push_back(stablehlo::SelectOp::create(b, op.getType(), isZero, zero, product));
    return success();
  });
  lower<array::ConjOp>(patterns, [](array::ConjOp op, auto &b, auto &results) {
    auto type = cast<RankedTensorType>(op.getType());
    Type part = type.clone(cast<ComplexType>(type.getElementType()).getElementType());
    Value real = stablehlo::RealOp::create(b, part, op.getX());
    Value imaginary = stablehlo::ImagOp::create(b, part, op.getX());
    imaginary = stablehlo::NegOp::create(b, imaginary);
    results.push_back(stablehlo::ComplexOp::create(b, type, real, imaginary));
    return success();
  });
  lower<array::StopGradientOp>(patterns, [](array::StopGradientOp op, auto &, auto &results) {
    results.push_back(op.getX());
    return success();
  });
  // 2 ** x and logarithms of other bases, by those of e.
  lower<array::Exp2Op>(patterns, [](array::Exp2Op op, auto &b, auto &results) {
    auto type = cast<RankedTensorType>(op.getType());
    results.push_back(stablehlo::ExpOp::create(
        b, stablehlo::MulOp::create(b, op.getX(), splat(b, type, 0.69314718055994530942))));
    return success();
  });
  lower<array::Log2Op>(patterns, [](array::Log2Op op, auto &b, auto &results) {
    auto type = cast<RankedTensorType>(op.getType());
    results.push_back(stablehlo::DivOp::create(b, stablehlo::LogOp::create(b, op.getX()),
                                               splat(b, type, 0.69314718055994530942)));
    return success();
  });
  lower<array::Log10Op>(patterns, [](array::Log10Op op, auto &b, auto &results) {
    auto type = cast<RankedTensorType>(op.getType());
    results.push_back(stablehlo::DivOp::create(b, stablehlo::LogOp::create(b, op.getX()),
                                               splat(b, type, 2.30258509299404568402)));
    return success();
  });
}
