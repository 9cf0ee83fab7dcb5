//===- NumberRange.cpp - what is known of integers while lowering ---------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "passes/lowering/NumberRange.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "llvm/ADT/TypeSwitch.h"
#include "llvm/Support/CheckedArithmetic.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace covector;

/// Operations that are looked through.
static constexpr unsigned maxDepth = 12;

static NumberRange rangeOfType(Type type) {
  unsigned bits = isa<IndexType>(type) ? 64 : type.getIntOrFloatBitWidth();
  return {llvm::minIntN(bits), llvm::maxIntN(bits)};
}

/// Exact bounds of a result: all that its type holds if one of them overflows.
static NumberRange exact(Type type, std::optional<int64_t> least, std::optional<int64_t> greatest) {
  NumberRange all = rangeOfType(type);
  bool fits = least && greatest && NumberRange{*least, *greatest}.isWithin(all.least, all.greatest);
  return fits ? NumberRange{*least, *greatest} : all;
}

static NumberRange rangeOf(Value value, unsigned depth);

/// What a comparison says, if that is always the same.
static std::optional<bool> decided(Value condition, unsigned depth) {
  if (std::optional<int64_t> constant = getConstantIntValue(condition))
    return *constant != 0;
  auto compare = condition.getDefiningOp<arith::CmpIOp>();
  if (!compare)
    return std::nullopt;
  NumberRange x = rangeOf(compare.getLhs(), depth), y = rangeOf(compare.getRhs(), depth);
  switch (compare.getPredicate()) {
  case arith::CmpIPredicate::slt:
    if (x.greatest < y.least)
      return true;
    if (x.least >= y.greatest)
      return false;
    break;
  case arith::CmpIPredicate::sge:
    if (x.least >= y.greatest)
      return true;
    if (x.greatest < y.least)
      return false;
    break;
  default:
    break;
  }
  return std::nullopt;
}

static NumberRange rangeOfArgument(BlockArgument argument) {
  NumberRange all = rangeOfType(argument.getType());
  auto loop = dyn_cast_or_null<scf::ForOp>(argument.getOwner()->getParentOp());
  if (!loop || argument != loop.getInductionVar())
    return all;
  std::optional<int64_t> from = getConstantIntValue(loop.getLowerBound());
  std::optional<int64_t> to = getConstantIntValue(loop.getUpperBound());
  return {from ? *from : all.least, to && *to > INT64_MIN ? *to - 1 : all.greatest - 1};
}

static NumberRange rangeOf(Value value, unsigned depth) {
  Type type = value.getType();
  if (std::optional<int64_t> constant = getConstantIntValue(value))
    return {*constant, *constant};
  if (auto argument = dyn_cast<BlockArgument>(value))
    return rangeOfArgument(argument);
  if (depth == 0)
    return rangeOfType(type);
  auto operand = [&](unsigned i) {
    return rangeOf(value.getDefiningOp()->getOperand(i), depth - 1);
  };
  return llvm::TypeSwitch<Operation *, NumberRange>(value.getDefiningOp())
      .Case<arith::IndexCastOp, arith::ExtSIOp, arith::TruncIOp>([&](Operation *) {
        NumberRange x = operand(0);
        return exact(type, x.least, x.greatest);
      })
      .Case<arith::IndexCastUIOp, arith::ExtUIOp>([&](Operation *) {
        NumberRange x = operand(0);
        return x.least >= 0 ? exact(type, x.least, x.greatest) : rangeOfType(type);
      })
      .Case([&](arith::AddIOp) {
        NumberRange x = operand(0), y = operand(1);
        return exact(type, llvm::checkedAdd(x.least, y.least),
                     llvm::checkedAdd(x.greatest, y.greatest));
      })
      .Case([&](arith::SubIOp) {
        NumberRange x = operand(0), y = operand(1);
        return exact(type, llvm::checkedSub(x.least, y.greatest),
                     llvm::checkedSub(x.greatest, y.least));
      })
      .Case([&](arith::MulIOp op) {
        NumberRange x = operand(0);
        std::optional<int64_t> factor = getConstantIntValue(op.getRhs());
        if (!factor || *factor < 0)
          return rangeOfType(type);
        return exact(type, llvm::checkedMul(x.least, *factor),
                     llvm::checkedMul(x.greatest, *factor));
      })
      .Case([&](arith::MaxSIOp) {
        NumberRange x = operand(0), y = operand(1);
        return NumberRange{std::max(x.least, y.least), std::max(x.greatest, y.greatest)};
      })
      .Case([&](arith::MinSIOp) {
        NumberRange x = operand(0), y = operand(1);
        return NumberRange{std::min(x.least, y.least), std::min(x.greatest, y.greatest)};
      })
      .Case([&](arith::SelectOp op) {
        std::optional<bool> first = decided(op.getCondition(), depth - 1);
        if (first)
          return operand(*first ? 1 : 2);
        NumberRange x = operand(1), y = operand(2);
        return NumberRange{std::min(x.least, y.least), std::max(x.greatest, y.greatest)};
      })
      .Default([&](Operation *) { return rangeOfType(type); });
}

NumberRange NumberRange::of(Value value) { return rangeOf(value, maxDepth); }
