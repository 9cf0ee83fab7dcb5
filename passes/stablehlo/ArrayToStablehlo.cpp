//===- ArrayToStablehlo.cpp - array-to-stablehlo --------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One walk from the innermost operations to the outermost: what a pattern meets has
// operands, and regions, that are lowered already.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"
#include "passes/Passes.h"
#include "passes/stablehlo/Lowering.h"

namespace covector {
#define GEN_PASS_DEF_ARRAYTOSTABLEHLOPASS
#include "passes/Passes.h.inc"
} // namespace covector

using namespace mlir;
using namespace covector;

//===----------------------------------------------------------------------===//
// What families share
//===----------------------------------------------------------------------===//

Value hlo::splat(ImplicitLocOpBuilder &b, RankedTensorType type, TypedAttr value) {
  return stablehlo::ConstantOp::create(b, type, DenseElementsAttr::get(type, Attribute(value)));
}

Value hlo::splat(ImplicitLocOpBuilder &b, RankedTensorType type, double value) {
  Type element = type.getElementType();
  DenseElementsAttr attribute;
  if (auto floats = dyn_cast<FloatType>(element)) {
    attribute = DenseElementsAttr::get(type, Attribute(b.getFloatAttr(floats, value)));
  } else if (auto numbers = dyn_cast<ComplexType>(element)) {
    auto part = cast<FloatType>(numbers.getElementType());
    APFloat real = b.getFloatAttr(part, value).getValue(),
            zero = b.getFloatAttr(part, 0).getValue();
    attribute = DenseElementsAttr::get(type, std::complex<APFloat>(real, zero));
  } else {
    auto integers = cast<IntegerType>(element);
    attribute = DenseElementsAttr::get(type, APInt(integers.getWidth(), int64_t(value),
                                                   /*isSigned=*/true, /*implicitTrunc=*/true));
  }
  return stablehlo::ConstantOp::create(b, type, attribute);
}

Value hlo::broadcast(ImplicitLocOpBuilder &b, Value x, ArrayRef<int64_t> shape,
                     ArrayRef<int64_t> axes) {
  auto type = cast<RankedTensorType>(x.getType());
  if (type.getShape() == shape && llvm::is_sorted(axes))
    return x;
  return stablehlo::BroadcastInDimOp::create(b, RankedTensorType::get(shape, type.getElementType()),
                                             x, axes);
}

Value hlo::reshape(ImplicitLocOpBuilder &b, Value x, ArrayRef<int64_t> shape) {
  auto type = cast<RankedTensorType>(x.getType());
  if (type.getShape() == shape)
    return x;
  return stablehlo::ReshapeOp::create(b, RankedTensorType::get(shape, type.getElementType()), x);
}

stablehlo::ComparisonType hlo::comparisonType(Type element) {
  if (isa<FloatType, ComplexType>(element))
    return stablehlo::ComparisonType::FLOAT;
  return array::isBoolElement(element) || element.isUnsignedInteger()
             ? stablehlo::ComparisonType::UNSIGNED
             : stablehlo::ComparisonType::SIGNED;
}

Value hlo::compare(ImplicitLocOpBuilder &b, stablehlo::ComparisonDirection direction, Value x,
                   Value y) {
  auto type = cast<RankedTensorType>(x.getType());
  MLIRContext *context = b.getContext();
  return stablehlo::CompareOp::create(
      b, type.clone(b.getI1Type()), x, y,
      stablehlo::ComparisonDirectionAttr::get(context, direction),
      stablehlo::ComparisonTypeAttr::get(context, comparisonType(type.getElementType())));
}

SmallVector<Type> hlo::scalarTypes(TypeRange types) {
  return llvm::map_to_vector(types, [](Type type) -> Type {
    return RankedTensorType::get({}, getElementTypeOrSelf(type));
  });
}

void hlo::buildRegion(ImplicitLocOpBuilder &b, Region &region, TypeRange types,
                      function_ref<SmallVector<Value>(ImplicitLocOpBuilder &, ValueRange)> body) {
  OpBuilder::InsertionGuard guard(b);
  SmallVector<Location> locations(types.size(), b.getLoc());
  Block *block = b.createBlock(&region, region.end(), scalarTypes(types), locations);
  stablehlo::ReturnOp::create(b, body(b, block->getArguments()));
}

DenseIntElementsAttr hlo::paddingOf(Builder &b, ArrayRef<int64_t> low, ArrayRef<int64_t> high) {
  SmallVector<int64_t> pairs;
  for (auto [first, last] : llvm::zip_equal(low, high)) {
    pairs.push_back(first);
    pairs.push_back(last);
  }
  return DenseIntElementsAttr::get(RankedTensorType::get({int64_t(low.size()), 2}, b.getI64Type()),
                                   pairs);
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

namespace {
struct ArrayToStablehloPass : covector::impl::ArrayToStablehloPassBase<ArrayToStablehloPass> {
  using ArrayToStablehloPassBase::ArrayToStablehloPassBase;

  LogicalResult initialize(MLIRContext *context) override {
    RewritePatternSet set(context);
    hlo::addElementwisePatterns(set);
    hlo::addShapePatterns(set);
    hlo::addReductionPatterns(set);
    hlo::addContractionPatterns(set);
    hlo::addIndexingPatterns(set);
    hlo::addSortingPatterns(set);
    hlo::addSpecialPatterns(set);
    hlo::addControlFlowPatterns(set);
    patterns = std::move(set);
    return success();
  }

  void runOnOperation() override {
    for (auto f : getOperation().getOps<func::FuncOp>())
      if (!f.isDeclaration())
        walkAndApplyPatterns(f, patterns);
    bool isComplete = true;
    getOperation().walk([&](Operation *op) {
      if (!isComplete || !isa_and_nonnull<array::ArrayDialect>(op->getDialect()))
        return;
      op->emitOpError("has no form in StableHLO for these operands; the CPU target computes it");
      isComplete = false;
    });
    if (!isComplete)
      signalPassFailure();
  }

  FrozenRewritePatternSet patterns;
};
} // namespace
