//===- Shape.cpp - operations on shapes in StableHLO ----------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "passes/stablehlo/Lowering.h"

using namespace mlir;
using namespace covector;

void hlo::addShapePatterns(RewritePatternSet &patterns) {
  lower<array::ConstantOp>(patterns, [](array::ConstantOp op, auto &b, auto &results) {
    results.push_back(stablehlo::ConstantOp::create(b, op.getType(), op.getValue()));
    return success();
  });
  lower<array::IotaOp>(patterns, [](array::IotaOp op, auto &b, auto &results) {
    results.push_back(
        stablehlo::IotaOp::create(b, op.getType(), b.getI64IntegerAttr(op.getAxis())));
    return success();
  });
  lower<array::BroadcastInDimOp>(patterns, [](array::BroadcastInDimOp op, auto &b, auto &results) {
    results.push_back(
        stablehlo::BroadcastInDimOp::create(b, op.getType(), op.getX(), op.getDimensions()));
    return success();
  });
  lower<array::ReshapeOp>(patterns, [](array::ReshapeOp op, auto &b, auto &results) {
    results.push_back(stablehlo::ReshapeOp::create(b, op.getType(), op.getX()));
    return success();
  });
  lower<array::TransposeOp>(patterns, [](array::TransposeOp op, auto &b, auto &results) {
    results.push_back(
        stablehlo::TransposeOp::create(b, op.getType(), op.getX(), op.getPermutation()));
    return success();
  });
  lower<array::SliceOp>(patterns, [](array::SliceOp op, auto &b, auto &results) {
    results.push_back(stablehlo::SliceOp::create(b, op.getType(), op.getX(), op.getStarts(),
                                                 op.getLimits(), op.getStrides()));
    return success();
  });
  lower<array::PadOp>(patterns, [](array::PadOp op, auto &b, auto &results) {
    results.push_back(stablehlo::PadOp::create(b, op.getType(), op.getX(), op.getValue(),
                                               op.getLow(), op.getHigh(), op.getInterior()));
    return success();
  });
  lower<array::ConcatenateOp>(patterns, [](array::ConcatenateOp op, auto &b, auto &results) {
    results.push_back(stablehlo::ConcatenateOp::create(b, op.getType(), op.getXs(),
                                                       b.getI64IntegerAttr(op.getAxis())));
    return success();
  });
  lower<array::ReverseOp>(patterns, [](array::ReverseOp op, auto &b, auto &results) {
    results.push_back(stablehlo::ReverseOp::create(b, op.getType(), op.getX(), op.getAxes()));
    return success();
  });
}
