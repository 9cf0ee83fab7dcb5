//===- FuseReads.cpp - what a use of an array really reads ----------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/ControlFlow.h"
#include "passes/lowering/Fuse.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace covector;
using namespace covector::lowering;

static ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

Shape lowering::withoutUnitAxes(ArrayRef<int64_t> shape) {
  Shape result;
  for (int64_t size : shape)
    if (size != 1)
      result.push_back(size);
  return result;
}

/// For every axis its number among the axes that are not of size 1.
static SmallVector<unsigned, 4> numbersWithoutUnitAxes(ArrayRef<int64_t> shape) {
  SmallVector<unsigned, 4> numbers;
  unsigned next = 0;
  for (int64_t size : shape)
    numbers.push_back(size == 1 ? next : next++);
  return numbers;
}

/// Whether a transpose moves nothing but unit axes.
static bool movesUnitAxesOnly(array::TransposeOp op) {
  ArrayRef<int64_t> shape = shapeOf(op.getX());
  int64_t last = -1;
  for (int64_t axis : op.getPermutation()) {
    if (shape[axis] == 1)
      continue;
    if (axis < last)
      return false;
    last = axis;
  }
  return true;
}

array::DotGeneralOp lowering::exchangedContraction(array::TransposeOp op) {
  auto dot = op.getX().getDefiningOp<array::DotGeneralOp>();
  if (!dot || !dot->hasOneUse() || movesUnitAxesOnly(op))
    return nullptr;
  int64_t batch = dot.getLhsBatch().size(), contracted = dot.getLhsContracting().size();
  int64_t left = shapeOf(dot.getLhs()).size() - batch - contracted;
  int64_t right = shapeOf(dot.getRhs()).size() - batch - contracted;
  ArrayRef<int64_t> permutation = op.getPermutation();
  for (int64_t i = 0, rank = permutation.size(); i < rank; ++i) {
    int64_t expected = i;
    if (i >= batch)
      expected = i < batch + right ? i + left : i - right;
    if (permutation[i] != expected)
      return nullptr;
  }
  return dot;
}

Role lowering::roleOf(Operation *op) {
  return TypeSwitch<Operation *, Role>(op)
      .Case<array::ConstantOp, array::IotaOp>([](Operation *) { return Role::Leaf; })
      .Case<array::BroadcastInDimOp, array::CheckpointNameOp, array::StopGradientOp>(
          [](Operation *) { return Role::View; })
      .Case([](array::TransposeOp op) {
        return exchangedContraction(op) ? Role::Single : Role::View;
      })
      .Case([](array::ReshapeOp op) {
        return withoutUnitAxes(shapeOf(op.getX())) == withoutUnitAxes(shapeOf(op.getResult()))
                   ? Role::View
                   : Role::Single;
      })
      .Case([](array::DotGeneralOp op) {
        if (op->hasOneUse())
          if (auto user = dyn_cast<array::TransposeOp>(*op->user_begin()))
            if (exchangedContraction(user))
              return Role::Absorbed;
        return Role::Single;
      })
      .Case([](array::ScalarBodyOpInterface) { return Role::Loop; })
      .Case([](array::ReduceOpInterface op) {
        ArrayRef<int64_t> shape = shapeOf(op->getOperand(0));
        bool trivial = llvm::all_of(op.getAxes(), [&](int64_t axis) { return shape[axis] == 1; });
        return trivial ? Role::View : Role::Loop;
      })
      .Default([](Operation *) { return Role::Single; });
}

bool Read::isIdentity(size_t rank) const {
  if (axes.size() != rank)
    return false;
  for (auto [i, axis] : llvm::enumerate(axes))
    if (axis != i)
      return false;
  return true;
}

Read lowering::resolveRead(Value value) {
  Read read{value, {}};
  auto type = dyn_cast<RankedTensorType>(value.getType());
  if (!type)
    return read;
  for (int64_t size : type.getShape())
    if (size != 1)
      read.axes.push_back(read.axes.size());

  while (Operation *op = read.source.getDefiningOp()) {
    if (roleOf(op) != Role::View)
      break;
    Value operand = op->getOperand(0);
    // Reshapes, reductions of unit axes and gradient stops keep the order.
    if (isa<array::BroadcastInDimOp, array::TransposeOp>(op)) {
      ArrayRef<int64_t> shape = shapeOf(operand);
      auto numbers = numbersWithoutUnitAxes(shapeOf(read.source));
      SmallVector<int64_t, 4> axisInResult(shape.size());
      if (auto broadcast = dyn_cast<array::BroadcastInDimOp>(op)) {
        llvm::copy(broadcast.getDimensions(), axisInResult.begin());
      } else {
        for (auto [i, axis] : llvm::enumerate(cast<array::TransposeOp>(op).getPermutation()))
          axisInResult[axis] = i;
      }
      SmallVector<unsigned, 4> axes;
      for (auto [i, size] : llvm::enumerate(shape))
        if (size != 1)
          axes.push_back(read.axes[numbers[axisInResult[i]]]);
      read.axes = std::move(axes);
    }
    read.source = operand;
  }
  return read;
}

Value lowering::bufferOwner(Value source) {
  while (Operation *op = source.getDefiningOp()) {
    if (!isa<array::ReshapeOp, array::SliceOp>(op))
      break;
    source = resolveRead(op->getOperand(0)).source;
  }
  return source;
}
