//===- Lowering.h - from the array dialect to StableHLO ------- -*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Types stay as they are: both dialects compute on builtin tensors whose signless
// integers are signed numbers. Each function adds the patterns of a family of
// operations; a pattern sees operands, and regions, that are StableHLO already.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_STABLEHLO_LOWERING_H
#define COVECTOR_PASSES_STABLEHLO_LOWERING_H

#include "dialects/array/Array.h"
#include "dialects/stablehlo/Stablehlo.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/PatternMatch.h"

namespace covector::hlo {

void addElementwisePatterns(mlir::RewritePatternSet &patterns);
void addShapePatterns(mlir::RewritePatternSet &patterns);
void addReductionPatterns(mlir::RewritePatternSet &patterns);
void addContractionPatterns(mlir::RewritePatternSet &patterns);
void addIndexingPatterns(mlir::RewritePatternSet &patterns);
void addSortingPatterns(mlir::RewritePatternSet &patterns);
void addSpecialPatterns(mlir::RewritePatternSet &patterns);
void addControlFlowPatterns(mlir::RewritePatternSet &patterns);

/// A pattern of one function.
template <typename Op> struct Lower : mlir::OpRewritePattern<Op> {
  using Function = llvm::LogicalResult (*)(Op, mlir::ImplicitLocOpBuilder &,
                                           llvm::SmallVectorImpl<mlir::Value> &);
  Lower(mlir::MLIRContext *context, Function function)
      : mlir::OpRewritePattern<Op>(context), function(function) {}

  llvm::LogicalResult matchAndRewrite(Op op, mlir::PatternRewriter &rewriter) const override {
    mlir::ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    llvm::SmallVector<mlir::Value> results;
    if (failed(function(op, b, results)))
      return llvm::failure();
    rewriter.replaceOp(op, results);
    return llvm::success();
  }
  Function function;
};

/// `lower<array::SliceOp>(patterns, [](auto op, auto &b, auto &results) { ... })`.
template <typename Op, typename Function>
void lower(mlir::RewritePatternSet &patterns, Function function) {
  typename Lower<Op>::Function pointer = function;
  patterns.add<Lower<Op>>(patterns.getContext(), pointer);
}

//===----------------------------------------------------------------------===//
// What families share
//===----------------------------------------------------------------------===//

/// The one number `value` in all places of `type`.
mlir::Value splat(mlir::ImplicitLocOpBuilder &b, mlir::RankedTensorType type, double value);
mlir::Value splat(mlir::ImplicitLocOpBuilder &b, mlir::RankedTensorType type,
                  mlir::TypedAttr value);

/// `x` along the axes `axes` of an array of `shape`.
mlir::Value broadcast(mlir::ImplicitLocOpBuilder &b, mlir::Value x, llvm::ArrayRef<int64_t> shape,
                      llvm::ArrayRef<int64_t> axes);
mlir::Value reshape(mlir::ImplicitLocOpBuilder &b, mlir::Value x, llvm::ArrayRef<int64_t> shape);

mlir::Value compare(mlir::ImplicitLocOpBuilder &b, stablehlo::ComparisonDirection direction,
                    mlir::Value x, mlir::Value y);

/// How numbers of an element type are compared.
stablehlo::ComparisonType comparisonType(mlir::Type element);

/// The arrays `types` of one element of each of `elements`.
llvm::SmallVector<mlir::Type> scalarTypes(mlir::TypeRange types);

/// A new block in `region` with arguments of rank 0 of the elements of `types`, whose end
/// gives what `body` makes of them.
void buildRegion(mlir::ImplicitLocOpBuilder &b, mlir::Region &region, mlir::TypeRange types,
                 llvm::function_ref<llvm::SmallVector<mlir::Value>(mlir::ImplicitLocOpBuilder &,
                                                                   mlir::ValueRange)>
                     body);

/// Pads at both ends of each axis, as StableHLO asks for them.
mlir::DenseIntElementsAttr paddingOf(mlir::Builder &b, llvm::ArrayRef<int64_t> low,
                                     llvm::ArrayRef<int64_t> high);

} // namespace covector::hlo

#endif // COVECTOR_PASSES_STABLEHLO_LOWERING_H
