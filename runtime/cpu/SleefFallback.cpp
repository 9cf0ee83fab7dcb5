//===- SleefFallback.cpp - the C library in place of SLEEF ----------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/MathBodies.h"
#include "llvm/IR/IRBuilder.h"

using namespace llvm;

/// The C library's name of `Sleef_finz_sinf16_u10avx512f`, here `sinf`.
static std::string libraryName(StringRef name, bool isFloat) {
  name.consume_front("Sleef_");
  if (!name.consume_front("finz_"))
    name.consume_front("cinz_");
  // The width follows the letter of the type: log10 and atan2 end in digits too.
  StringRef function = name.split("_u").first.rtrim("0123456789").drop_back();
  return (function + (isFloat ? "f" : "")).str();
}

void covector::runtime::defineSleefFunctions(Module &module) {
  SmallVector<Function *> missing;
  for (Function &function : module)
    if (function.isDeclaration() && function.getName().starts_with("Sleef_"))
      missing.push_back(&function);
  for (Function *function : missing) {
    Type *type = function->getReturnType(), *element = type->getScalarType();
    std::string name = libraryName(function->getName(), element->isFloatTy());
    SmallVector<Type *> types(function->arg_size(), element);
    FunctionCallee scalar =
        module.getOrInsertFunction(name, FunctionType::get(element, types, false));
    IRBuilder<> b(BasicBlock::Create(module.getContext(), "", function));
    auto *vector = dyn_cast<FixedVectorType>(type);
    Value *result = PoisonValue::get(type);
    for (unsigned lane = 0, lanes = vector ? vector->getNumElements() : 1; lane < lanes; ++lane) {
      SmallVector<Value *> arguments;
      for (Argument &argument : function->args())
        arguments.push_back(vector ? b.CreateExtractElement(&argument, lane) : &argument);
      Value *value = b.CreateCall(scalar, arguments);
      result = vector ? b.CreateInsertElement(result, value, lane) : value;
    }
    b.CreateRet(result);
    function->setLinkage(GlobalValue::InternalLinkage);
  }
}
