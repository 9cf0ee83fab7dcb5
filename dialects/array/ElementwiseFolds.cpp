//===- ElementwiseFolds.cpp - elementwise operations that need no code ---===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Folds take constant time: constants are folded only where all elements are
// equal. They give the very result that the operation would: `x + 0.0` is not
// `x` (at -0.0), `x * 0.0` is not 0 (at infinity and NaN), and f16 and bf16,
// which are computed in f32, are left alone.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Array.h"
#include "dialects/array/Expr.h"
#include "mlir/IR/PatternMatch.h"
#include "llvm/ADT/APSInt.h"

using namespace mlir;
using namespace covector::array;

//===----------------------------------------------------------------------===//
// Splats
//===----------------------------------------------------------------------===//

/// The constant whose elements are all equal, or null.
static DenseElementsAttr asSplat(Attribute attribute) {
  auto elements = dyn_cast_or_null<DenseElementsAttr>(attribute);
  // An array of no elements has none to ask.
  if (!elements || elements.getNumElements() == 0 || !elements.isSplat())
    return nullptr;
  return elements;
}

/// Whether all elements are integers that equal `number`.
static bool isInteger(Attribute attribute, int64_t number) {
  DenseElementsAttr splat = asSplat(attribute);
  if (!splat || !isIntOrBoolElement(splat.getElementType()))
    return false;
  APInt value = splat.getSplatValue<APInt>();
  return value == APInt(value.getBitWidth(), number, /*isSigned=*/true, /*implicitTrunc=*/true);
}

/// Whether all elements are floats with the bits of `number`.
static bool isFloat(Attribute attribute, double number) {
  DenseElementsAttr splat = asSplat(attribute);
  if (!splat || !isa<FloatType>(splat.getElementType()))
    return false;
  if (isNarrowFloatElement(splat.getElementType()))
    return false;
  APFloat value(number);
  bool losesInfo;
  value.convert(cast<FloatType>(splat.getElementType()).getFloatSemantics(),
                APFloat::rmNearestTiesToEven, &losesInfo);
  return splat.getSplatValue<APFloat>().bitwiseIsEqual(value);
}

static bool isOne(Attribute attribute) {
  return isInteger(attribute, 1) || isFloat(attribute, 1.0);
}

/// Whether the host's arithmetic on the element type is the operation's.
static bool isExact(Type element) {
  return isa<Float32Type, Float64Type>(element) || isIntOrBoolElement(element);
}

/// The splat of `onFloats` or `onIntegers` applied to two splats.
static DenseElementsAttr foldSplats(Attribute x, Attribute y,
                                    llvm::function_ref<APFloat(APFloat, APFloat)> onFloats,
                                    llvm::function_ref<APSInt(APSInt, APSInt)> onIntegers) {
  DenseElementsAttr left = asSplat(x), right = asSplat(y);
  if (!left || !right || left.getType() != right.getType() || !isExact(left.getElementType()))
    return nullptr;
  if (isa<FloatType>(left.getElementType()))
    return DenseElementsAttr::get(
        left.getType(), onFloats(left.getSplatValue<APFloat>(), right.getSplatValue<APFloat>()));
  bool isUnsigned = isUnsignedElement(left.getElementType());
  APSInt result = onIntegers(APSInt(left.getSplatValue<APInt>(), isUnsigned),
                             APSInt(right.getSplatValue<APInt>(), isUnsigned));
  return DenseElementsAttr::get(left.getType(), static_cast<const APInt &>(result));
}

//===----------------------------------------------------------------------===//
// Arithmetic
//===----------------------------------------------------------------------===//

OpFoldResult NegOp::fold(FoldAdaptor adaptor) {
  if (auto inner = getX().getDefiningOp<NegOp>())
    return inner.getX();
  return foldSplats(
      adaptor.getX(), adaptor.getX(), [](APFloat x, APFloat) { return neg(x); },
      [](APSInt x, APSInt) { return -x; });
}

OpFoldResult AddOp::fold(FoldAdaptor adaptor) {
  Attribute x = adaptor.getX(), y = adaptor.getY();
  if (isInteger(y, 0) || isFloat(y, -0.0))
    return getX();
  bool isBool = isBoolElement(getType().getElementType());
  return foldSplats(
      x, y, [](APFloat x, APFloat y) { return x + y; },
      [&](APSInt x, APSInt y) { return isBool ? APSInt(x | y, true) : x + y; });
}

OpFoldResult SubOp::fold(FoldAdaptor adaptor) {
  Attribute x = adaptor.getX(), y = adaptor.getY();
  if (isInteger(y, 0) || isFloat(y, 0.0))
    return getX();
  if (getX() == getY() && isIntElement(getType().getElementType()))
    return splat(getType(), 0.0);
  return foldSplats(
      x, y, [](APFloat x, APFloat y) { return x - y; }, [](APSInt x, APSInt y) { return x - y; });
}

OpFoldResult MulOp::fold(FoldAdaptor adaptor) {
  Attribute x = adaptor.getX(), y = adaptor.getY();
  if (isOne(y))
    return getX();
  if (isInteger(y, 0))
    return y;
  // For booleans the product of one bit is the logical and.
  return foldSplats(
      x, y, [](APFloat x, APFloat y) { return x * y; }, [](APSInt x, APSInt y) { return x * y; });
}

OpFoldResult DivOp::fold(FoldAdaptor adaptor) {
  Attribute x = adaptor.getX(), y = adaptor.getY();
  if (isOne(y))
    return getX();
  return foldSplats(
      x, y, [](APFloat x, APFloat y) { return x / y; },
      [](APSInt x, APSInt y) {
        // By zero: -1, or the greatest unsigned number, both all ones.
        if (y.isZero())
          return APSInt(APInt::getAllOnes(x.getBitWidth()), x.isUnsigned());
        return APSInt(x.isUnsigned() ? x.udiv(y) : x.sdiv(y), x.isUnsigned());
      });
}

OpFoldResult IntegerPowOp::fold(FoldAdaptor adaptor) {
  if (getExponent() == 1)
    return getX();
  if (getExponent() == 0)
    return splat(getType(), 1.0);
  return {};
}

namespace {

/// x + -y => x - y
struct AddOfNeg : OpRewritePattern<AddOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(AddOp op, PatternRewriter &rewriter) const override {
    if (auto neg = op.getY().getDefiningOp<NegOp>())
      return rewriter.replaceOpWithNewOp<SubOp>(op, op.getX(), neg.getX()), success();
    if (auto neg = op.getX().getDefiningOp<NegOp>())
      return rewriter.replaceOpWithNewOp<SubOp>(op, op.getY(), neg.getX()), success();
    return failure();
  }
};

/// x - -y => x + y
struct SubOfNeg : OpRewritePattern<SubOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(SubOp op, PatternRewriter &rewriter) const override {
    auto neg = op.getY().getDefiningOp<NegOp>();
    if (!neg)
      return failure();
    rewriter.replaceOpWithNewOp<AddOp>(op, op.getX(), neg.getX());
    return success();
  }
};

/// -x * -y => x * y
struct MulOfNegs : OpRewritePattern<MulOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(MulOp op, PatternRewriter &rewriter) const override {
    auto x = op.getX().getDefiningOp<NegOp>(), y = op.getY().getDefiningOp<NegOp>();
    if (!x || !y || isComplexElement(op.getType().getElementType()))
      return failure();
    rewriter.replaceOpWithNewOp<MulOp>(op, x.getX(), y.getX());
    return success();
  }
};

} // namespace

void AddOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *context) {
  patterns.add<AddOfNeg>(context);
}
void SubOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *context) {
  patterns.add<SubOfNeg>(context);
}
void MulOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *context) {
  patterns.add<MulOfNegs>(context);
}

//===----------------------------------------------------------------------===//
// Choice and conversion
//===----------------------------------------------------------------------===//

OpFoldResult SelectOp::fold(FoldAdaptor adaptor) {
  if (getOnTrue() == getOnFalse() || isInteger(adaptor.getPredicate(), 1))
    return getOnTrue();
  if (isInteger(adaptor.getPredicate(), 0))
    return getOnFalse();
  return {};
}

static APFloat convertFloat(APFloat value, FloatType to) {
  bool losesInfo;
  if (to.isBF16()) // by way of f32, as in scalar code
    value.convert(APFloat::IEEEsingle(), APFloat::rmNearestTiesToEven, &losesInfo);
  value.convert(to.getFloatSemantics(), APFloat::rmNearestTiesToEven, &losesInfo);
  return value;
}

OpFoldResult ConvertOp::fold(FoldAdaptor adaptor) {
  if (getX().getType() == getType())
    return getX();
  DenseElementsAttr splat = asSplat(adaptor.getX());
  if (!splat)
    return {};
  Type from = splat.getElementType(), to = getElementType();
  if (isNarrowFloatElement(from) || isNarrowFloatElement(to))
    return {};
  // Integers of every kind as a signed or unsigned number, floats as they are.
  std::optional<APFloat> number;
  APSInt integer;
  if (auto type = dyn_cast<FloatType>(from))
    number = splat.getSplatValue<APFloat>();
  else if (isIntOrBoolElement(from))
    integer = APSInt(splat.getSplatValue<APInt>(), isUnsignedElement(from));
  else
    return {};

  auto toFloat = [&](FloatType type) {
    if (number)
      return convertFloat(*number, type);
    APFloat value(type.getFloatSemantics());
    value.convertFromAPInt(integer, integer.isSigned(), APFloat::rmNearestTiesToEven);
    return value;
  };
  if (auto type = dyn_cast<FloatType>(to))
    return DenseElementsAttr::get(getType(), toFloat(type));
  if (auto type = dyn_cast<ComplexType>(to)) {
    auto part = cast<FloatType>(type.getElementType());
    return DenseElementsAttr::get(
        getType(),
        std::complex<APFloat>(toFloat(part), APFloat::getZero(part.getFloatSemantics())));
  }
  if (isBoolElement(to)) {
    bool isNonZero = number ? !number->isZero() : !integer.isZero();
    return DenseElementsAttr::get(getType(), APInt(1, isNonZero));
  }
  unsigned width = to.getIntOrFloatBitWidth();
  if (!number)
    return DenseElementsAttr::get(getType(), static_cast<APInt>(integer.extOrTrunc(width)));
  // Saturates, and takes NaN to 0.
  APSInt result(width, isUnsignedElement(to));
  bool isExact;
  number->convertToInteger(result, APFloat::rmTowardZero, &isExact);
  return DenseElementsAttr::get(getType(), static_cast<APInt>(result));
}
