//===- MathWriter.cpp - writes one function of numbers --------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Note [Rare arguments]
// A body computes what is right for all but some arguments, which nobody has on
// purpose: the sine of 1e12, say. For these a scalar takes a branch that is not expected
// to be taken, to a call; a vector takes it if one of its lanes must, and the runtime then
// does these lanes one by one.
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/MathWriter.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace covector::runtime {

MathWriter::MathWriter(Function *function)
    : b(BasicBlock::Create(function->getContext(), "", function)),
      floats(function->getReturnType()), isDouble(floats->getScalarType()->isDoubleTy()),
      x(function->getArg(0)) {
  doubles = b.getDoubleTy();
  longs = b.getInt64Ty();
  ints = isDouble ? b.getInt64Ty() : b.getInt32Ty();
  if (auto *vector = dyn_cast<VectorType>(floats))
    for (Type **type : {&doubles, &longs, &ints})
      *type = VectorType::get(*type, vector->getElementCount());
}

Value *MathWriter::polynomial(Value *x, ArrayRef<double> coefficients) {
  Value *p = ConstantFP::get(x->getType(), coefficients.front());
  for (double next : coefficients.drop_front())
    p = fma(p, x, ConstantFP::get(x->getType(), next));
  return p;
}

Value *MathWriter::shortPolynomial(Value *x, ArrayRef<double> coefficients) {
  SmallVector<Value *> terms;
  for (double coefficient : coefficients)
    terms.push_back(ConstantFP::get(x->getType(), coefficient));
  // Pairs of neighbours become one term, of a polynomial in the square.
  for (Value *power = x; terms.size() > 1; power = b.CreateFMul(power, power)) {
    SmallVector<Value *> joined;
    for (size_t i = 0; i + 1 < terms.size(); i += 2)
      joined.push_back(fma(terms[i + 1], power, terms[i]));
    if (terms.size() % 2)
      joined.push_back(terms.back());
    terms = joined;
  }
  return terms.front();
}

Value *MathWriter::choose(Value *condition, function_ref<Value *()> first,
                          function_ref<Value *()> second, bool isLikely) {
  if (condition->getType()->isVectorTy()) {
    Value *one = first();
    return b.CreateSelect(condition, one, second());
  }
  Function *function = b.GetInsertBlock()->getParent();
  auto block = [&] { return BasicBlock::Create(b.getContext(), "", function); };
  BasicBlock *then = block(), *otherwise = block(), *join = block();
  b.CreateCondBr(condition, then, otherwise,
                 isLikely ? MDBuilder(b.getContext()).createLikelyBranchWeights() : nullptr);
  SmallVector<std::pair<Value *, BasicBlock *>> results;
  for (auto [target, write] : {std::pair(then, first), std::pair(otherwise, second)}) {
    b.SetInsertPoint(target);
    Value *value = write();
    results.push_back({value, b.GetInsertBlock()});
    b.CreateBr(join);
  }
  b.SetInsertPoint(join);
  PHINode *result = b.CreatePHI(results[0].first->getType(), 2);
  for (auto [value, from] : results)
    result->addIncoming(value, from);
  return result;
}

Value *MathWriter::exceptWhere(Value *condition, Value *value, StringRef name) {
  Function *function = b.GetInsertBlock()->getParent();
  Module &module = *function->getParent();
  Type *element = floats->getScalarType();
  FunctionCallee scalar = module.getOrInsertFunction(
      ("Sleef_finz_" + name + (isDouble ? "d" : "f") + "1_u10purecfma").str(),
      FunctionType::get(element, {element}, false));
  auto *declared = cast<Function>(scalar.getCallee());
  declared->setDoesNotThrow();
  declared->setDoesNotAccessMemory();
  declared->setWillReturn();

  BasicBlock *before = b.GetInsertBlock();
  BasicBlock *rare = BasicBlock::Create(b.getContext(), "", function);
  BasicBlock *join = BasicBlock::Create(b.getContext(), "", function);
  auto *vector = dyn_cast<FixedVectorType>(floats);
  Value *any = vector ? b.CreateOrReduce(condition) : condition;
  b.CreateCondBr(any, rare, join, MDBuilder(b.getContext()).createUnlikelyBranchWeights());
  b.SetInsertPoint(rare);
  Value *replaced;
  if (vector) {
    // By way of memory: the runtime does the lanes one by one.
    auto store = [&](Value *value) {
      IRBuilder<> entry(&function->getEntryBlock(), function->getEntryBlock().begin());
      Value *place = entry.CreateAlloca(value->getType());
      b.CreateStore(value, place);
      return place;
    };
    Type *pointer = b.getPtrTy(), *none = b.getVoidTy(), *i64 = b.getInt64Ty();
    FunctionCallee lanes = module.getOrInsertFunction(
        isDouble ? "cv_rare_lanes_f64" : "cv_rare_lanes_f32",
        FunctionType::get(none, {pointer, pointer, pointer, pointer, i64}, false));
    auto *callee = cast<Function>(lanes.getCallee());
    callee->setDoesNotThrow();
    callee->setOnlyAccessesArgMemory();
    Value *place = store(value), *which = store(b.CreateSExt(condition, ints));
    b.CreateCall(lanes, {declared, which, store(x), place, b.getInt64(vector->getNumElements())});
    replaced = b.CreateLoad(floats, place);
  } else {
    replaced = b.CreateCall(scalar, {x});
  }
  b.CreateBr(join);
  b.SetInsertPoint(join);
  PHINode *result = b.CreatePHI(floats, 2);
  result->addIncoming(value, before);
  result->addIncoming(replaced, rare);
  return result;
}

} // namespace covector::runtime
