//===- CheckNumbers.cpp - notes for the search for wrong numbers ----------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Array.h"
#include "dialects/array/Calls.h"

using namespace mlir;
using namespace covector::array;

/// The numbers of the kinds, as the runtime knows them (NumberWatch.cpp).
static std::optional<int64_t> numberOfKind(StringRef kind) {
  constexpr StringLiteral kinds[] = {"made", "argument", "moved", "loop", "iteration"};
  const StringLiteral *found = llvm::find(kinds, kind);
  return found == std::end(kinds) ? std::nullopt : std::optional<int64_t>(found - kinds);
}

LogicalResult CheckNumbersOp::verify() {
  if (!numberOfKind(getKind())) // check_numbers_c1
    return emitOpError("kind must be made, argument, moved, loop or iteration, got ") << getKind();
  size_t ids = getIds().size(), inputs = getInputs().size();
  if (getKind() == "made" || getKind() == "argument") {
    if (ids != inputs) // check_numbers_c2
      return emitOpError("has ") << ids << " ids for " << inputs << " operands";
    for (Value input : getInputs())
      if (!isDifferentiable(input.getType()))
        return emitOpError("looks at floating-point and complex numbers, got ") << input.getType();
    return success();
  }
  if (ids != 1) // check_numbers_c3
    return emitOpError("of kind ") << getKind() << " has one id, got " << ids;
  if (getKind() != "iteration" ? inputs != 0 : inputs > 1) // check_numbers_c4
    return emitOpError("of kind ") << getKind() << " has " << inputs << " operands";
  for (Value input : getInputs())
    if (auto type = cast<RankedTensorType>(input.getType());
        type.getRank() != 0 || !type.getElementType().isInteger(64))
      return emitOpError("is given the index of an iteration as tensor<i64>, got ") << type;
  return success();
}

void CheckNumbersOp::getEffects(
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>> &effects) {
  effects.emplace_back(MemoryEffects::Write::get());
}

int64_t covector::array::numberFormat(Type element) {
  if (auto complex = dyn_cast<ComplexType>(element))
    element = complex.getElementType();
  auto type = cast<FloatType>(element);
  return int64_t(llvm::APFloat::SemanticsToEnum(type.getFloatSemantics()));
}

int64_t covector::array::countNumbers(RankedTensorType type) {
  return type.getNumElements() * (isa<ComplexType>(type.getElementType()) ? 2 : 1);
}

std::string CheckNumbersOp::getRuntimeFunction() { return "cv_watch_numbers"; }

SmallVector<int64_t> CheckNumbersOp::getRuntimeNumbers() {
  SmallVector<int64_t> numbers = {*numberOfKind(getKind()), int64_t(getIds().size())};
  llvm::append_range(numbers, getIds());
  numbers.push_back(getSources().size());
  llvm::append_range(numbers, getSources());
  numbers.push_back(getInputs().size());
  if (getKind() == "made" || getKind() == "argument")
    for (Value input : getInputs()) {
      auto type = cast<RankedTensorType>(input.getType());
      numbers.push_back(numberFormat(type.getElementType()));
      numbers.push_back(countNumbers(type));
    }
  return numbers;
}
