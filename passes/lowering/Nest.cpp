//===- Nest.cpp - a linalg operation seen as a nest of loops --------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "passes/lowering/Nest.h"
#include "dialects/array/Special.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/AffineExpr.h"

using namespace mlir;
using namespace covector;

bool NestOperand::uses(unsigned loop) const {
  for (const NestIndex &index : indices)
    for (auto [term, factor] : index.terms)
      if (term == loop)
        return true;
  return false;
}

int64_t Nest::points() const {
  int64_t product = 1;
  for (int64_t size : sizes)
    product *= size;
  return product;
}

bool Nest::accumulates(unsigned number) const {
  if (number < inputs)
    return false;
  for (unsigned loop = 0; loop < loops(); ++loop)
    if (reduction[loop] && sizes[loop] > 1 && !operands[number].uses(loop))
      return true;
  return false;
}

int64_t Nest::bodyCost() const {
  int64_t cost = 1;
  for (Operation &op : body->without_terminator()) {
    if (isa<math::MathDialect>(op.getDialect()))
      cost +=
          isa<math::AbsFOp, math::SqrtOp, math::FmaOp, math::FloorOp, math::CeilOp>(op) ? 2 : 12;
    else if (isa<complex::ComplexDialect>(op.getDialect()))
      cost += 8;
    else if (isa<array::ScalarCallOp>(op))
      cost += 60;
    else
      cost += 1;
  }
  return cost;
}

int64_t Nest::work() const {
  int64_t accesses =
      llvm::count_if(operands, [](const NestOperand &operand) { return !operand.indices.empty(); });
  return points() * (bodyCost() + accesses);
}

/// Adds `factor * expression` to `index`; false if it is not linear.
static bool addLinear(AffineExpr expression, int64_t factor, NestIndex &index) {
  if (auto dim = dyn_cast<AffineDimExpr>(expression)) {
    for (auto &[loop, present] : index.terms)
      if (loop == dim.getPosition()) {
        present += factor;
        return true;
      }
    index.terms.emplace_back(dim.getPosition(), factor);
    return true;
  }
  if (auto constant = dyn_cast<AffineConstantExpr>(expression)) {
    index.constant += factor * constant.getValue();
    return true;
  }
  auto binary = dyn_cast<AffineBinaryOpExpr>(expression);
  if (!binary)
    return false;
  if (binary.getKind() == AffineExprKind::Add)
    return addLinear(binary.getLHS(), factor, index) && addLinear(binary.getRHS(), factor, index);
  auto constant = dyn_cast<AffineConstantExpr>(binary.getRHS());
  return binary.getKind() == AffineExprKind::Mul && constant &&
         addLinear(binary.getLHS(), factor * constant.getValue(), index);
}

FailureOr<Nest> Nest::of(linalg::LinalgOp op) {
  Nest nest;
  nest.op = op;
  nest.body = op.getBlock();
  nest.inputs = op.getNumDpsInputs();
  for (utils::IteratorType type : op.getIteratorTypesArray())
    nest.reduction.push_back(type == utils::IteratorType::reduction);
  unsigned loops = nest.reduction.size();
  nest.sizes.assign(loops, -1);
  for (unsigned loop = 0; loop < loops; ++loop)
    nest.loopOfDim.push_back(loop);
  for (OpOperand &use : op->getOpOperands()) {
    NestOperand operand;
    operand.base = use.get();
    operand.strides.assign(loops, 0);
    auto type = dyn_cast<MemRefType>(use.get().getType());
    if (!type) {
      if (isa<ShapedType>(use.get().getType()))
        return op.emitError("is not on buffers");
      nest.operands.push_back(std::move(operand));
      continue;
    }
    SmallVector<int64_t> strides;
    int64_t offset;
    if (!type.hasStaticShape() || failed(type.getStridesAndOffset(strides, offset)) ||
        llvm::is_contained(strides, ShapedType::kDynamic))
      return op.emitError("operand of type ") << type << " is not supported";
    AffineMap map = op.getMatchingIndexingMap(&use);
    for (auto [axis, expression] : llvm::enumerate(map.getResults())) {
      NestIndex index;
      if (!addLinear(expression, 1, index))
        return op.emitError("indexing map ")
               << mlir::AffineMapAttr::get(map) << " is not supported";
      for (auto [loop, factor] : index.terms) {
        operand.strides[loop] += factor * strides[axis];
        if (index.isLoop(loop))
          nest.sizes[loop] = type.getDimSize(axis);
      }
      operand.indices.push_back(std::move(index));
    }
    nest.operands.push_back(std::move(operand));
  }
  for (auto [loop, size] : llvm::enumerate(nest.sizes))
    if (size < 0)
      return op.emitError("no operand tells the size of loop ") << loop;
  return nest;
}

bool Nest::canCollapse(unsigned outer, unsigned inner) const {
  if (reduction[outer] != reduction[inner])
    return false;
  for (const NestOperand &operand : operands) {
    bool usesOuter = operand.uses(outer), usesInner = operand.uses(inner);
    if (!usesOuter && !usesInner)
      continue;
    if (!usesOuter || !usesInner)
      return false;
    auto type = cast<MemRefType>(operand.base.getType());
    bool found = false;
    for (size_t axis = 0; axis < operand.indices.size(); ++axis) {
      const NestIndex &index = operand.indices[axis];
      bool isOuter = index.isLoop(outer);
      if (!isOuter) {
        // Any other mention of the two is not a plain one.
        for (auto [loop, factor] : index.terms)
          if (loop == outer || loop == inner)
            return false;
        continue;
      }
      if (found || axis + 1 == operand.indices.size() || !operand.indices[axis + 1].isLoop(inner))
        return false;
      if (type.getDimSize(axis) != sizes[outer] || type.getDimSize(axis + 1) != sizes[inner] ||
          operand.strides[outer] != operand.strides[inner] * sizes[inner])
        return false;
      found = true;
      ++axis;
    }
  }
  return true;
}

void Nest::collapse(OpBuilder &builder) {
  if (loops() < 2)
    return;
  llvm::SmallDenseSet<unsigned> fixed; // loops whose variable the body reads
  for (Operation &inner : *body)
    if (auto index = dyn_cast<linalg::IndexOp>(inner))
      fixed.insert(index.getDim());
  // The loops that are left keep their numbers until the end.
  SmallVector<bool> gone(loops(), false);
  auto view = [&](NestOperand &operand, ArrayRef<ReassociationIndices> group) {
    operand.base = memref::CollapseShapeOp::create(builder, op.getLoc(), operand.base, group);
  };
  bool changed = true;
  while (changed) {
    changed = false;
    for (unsigned outer = 0; outer < loops() && !changed; ++outer)
      for (unsigned inner = 0; inner < loops() && !changed; ++inner) {
        if (outer == inner || gone[outer] || gone[inner] || fixed.contains(outer) ||
            fixed.contains(inner) || !canCollapse(outer, inner))
          continue;
        for (NestOperand &operand : operands)
          for (size_t axis = 0; axis < operand.indices.size(); ++axis)
            if (operand.indices[axis].isLoop(outer)) {
              SmallVector<ReassociationIndices> group;
              for (size_t i = 0; i < operand.indices.size(); ++i) {
                if (i == axis + 1)
                  group.back().push_back(i);
                else
                  group.push_back({int64_t(i)});
              }
              view(operand, group);
              operand.indices.erase(operand.indices.begin() + axis);
              operand.strides[outer] = 0;
              break;
            }
        sizes[inner] *= sizes[outer];
        sizes[outer] = 1;
        gone[outer] = true;
        changed = true;
      }
  }
  // Renumber.
  SmallVector<unsigned> number(loops(), 0);
  unsigned next = 0;
  SmallVector<int64_t, 4> newSizes;
  SmallVector<bool, 4> newReduction;
  for (unsigned loop = 0; loop < loops(); ++loop)
    if (!gone[loop]) {
      number[loop] = next++;
      newSizes.push_back(sizes[loop]);
      newReduction.push_back(reduction[loop]);
    }
  for (NestOperand &operand : operands) {
    SmallVector<int64_t, 4> strides;
    for (unsigned loop = 0; loop < loops(); ++loop)
      if (!gone[loop])
        strides.push_back(operand.strides[loop]);
    operand.strides = strides;
    for (NestIndex &index : operand.indices)
      for (auto &[loop, factor] : index.terms)
        loop = number[loop];
  }
  for (unsigned &loop : loopOfDim)
    loop = number[loop];
  sizes = newSizes;
  reduction = newReduction;
}
