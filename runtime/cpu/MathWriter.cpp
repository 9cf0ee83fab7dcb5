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
// to be taken, to a function out of line; a vector takes it if one of its lanes must, and
// that function then does these lanes one by one.
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

/// A function of a module that `write` gives a body, if it has none yet.
static Function *outOfLine(Module &module, const Twine &name, FunctionType *type) {
  auto *function = cast<Function>(module.getOrInsertFunction(name.str(), type).getCallee());
  function->setLinkage(GlobalValue::InternalLinkage);
  function->addFnAttr(Attribute::NoInline);
  function->addFnAttr(Attribute::Cold);
  function->setDoesNotThrow();
  function->setDoesNotAccessMemory();
  return function;
}

/// The body of a function (condition, value, arguments...) that gives `value` in the lanes
/// where the condition does not hold, and what `scalar` gives in the others.
static void writeLanes(Function *function, FunctionCallee scalar) {
  IRBuilder<> b(BasicBlock::Create(function->getContext(), "", function));
  auto *type = dyn_cast<FixedVectorType>(function->getReturnType());
  Value *condition = function->getArg(0), *value = function->getArg(1);
  SmallVector<Value *> arguments;
  for (Argument &argument : drop_begin(function->args(), 2))
    arguments.push_back(&argument);
  BasicBlock *entry = b.GetInsertBlock();
  auto block = [&] { return BasicBlock::Create(b.getContext(), "", function); };
  BasicBlock *loop = block(), *call = block(), *next = block(), *end = block();
  b.CreateBr(loop);
  b.SetInsertPoint(loop);
  PHINode *lane = b.CreatePHI(b.getInt64Ty(), 2), *result = b.CreatePHI(type, 2);
  b.CreateCondBr(b.CreateExtractElement(condition, lane), call, next);
  b.SetInsertPoint(call);
  SmallVector<Value *> elements;
  for (Value *argument : arguments)
    elements.push_back(b.CreateExtractElement(argument, lane));
  Value *replaced = b.CreateInsertElement(result, b.CreateCall(scalar, elements), lane);
  b.CreateBr(next);
  b.SetInsertPoint(next);
  PHINode *after = b.CreatePHI(type, 2);
  after->addIncoming(result, loop);
  after->addIncoming(replaced, call);
  Value *following = b.CreateAdd(lane, b.getInt64(1));
  lane->addIncoming(b.getInt64(0), entry);
  lane->addIncoming(following, next);
  result->addIncoming(value, entry);
  result->addIncoming(after, next);
  b.CreateCondBr(b.CreateICmpEQ(following, b.getInt64(type->getNumElements())), end, loop);
  b.SetInsertPoint(end);
  b.CreateRet(after);
}

Value *MathWriter::exceptWhere(Value *condition, Value *value, StringRef name) {
  Function *function = b.GetInsertBlock()->getParent();
  Module &module = *function->getParent();
  SmallVector<Value *> arguments;
  for (Argument &argument : function->args())
    arguments.push_back(&argument);
  Type *element = floats->getScalarType();
  FunctionCallee scalar = module.getOrInsertFunction(
      ("Sleef_finz_" + name + (isDouble ? "d" : "f") + "1_u10purecfma").str(),
      FunctionType::get(element, SmallVector<Type *>(arguments.size(), element), false));
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
    SmallVector<Type *> types = {condition->getType(), floats};
    types.append(arguments.size(), floats);
    Function *lanes = outOfLine(module, "cv_rare_" + name + (isDouble ? "_f64x" : "_f32x") +
                                            Twine(vector->getNumElements()),
                                FunctionType::get(floats, types, false));
    if (lanes->isDeclaration())
      writeLanes(lanes, scalar);
    SmallVector<Value *> all = {condition, value};
    all.append(arguments);
    replaced = b.CreateCall(lanes, all);
  } else {
    replaced = b.CreateCall(scalar, arguments);
  }
  b.CreateBr(join);
  b.SetInsertPoint(join);
  PHINode *result = b.CreatePHI(floats, 2);
  result->addIncoming(value, before);
  result->addIncoming(replaced, rare);
  return result;
}

} // namespace covector::runtime
