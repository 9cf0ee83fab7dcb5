//===- Session.cpp - the one MLIR context of the process -----------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/bindings/Session.h"
#include "dialects/array/Array.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "passes/Register.h"

using namespace mlir;
using namespace covector;
using namespace covector::python;

Session &Session::get() {
  // Never destroyed: Python objects that live to the end of the process hold IR.
  static Session *session = new Session();
  return *session;
}

Session::Session() {
  DialectRegistry registry;
  registerDialects(registry);
  mlirContext = std::make_unique<MLIRContext>(registry, MLIRContext::Threading::DISABLED);
  mlirContext->loadDialect<array::ArrayDialect, func::FuncDialect>();
  for (unsigned i = 0; i < numDtypes; ++i)
    elementTypes[i] = mlirElementType(Dtype(i), mlirContext.get());
}

DiagnosticCollector::DiagnosticCollector()
    : handler(context(), [this](Diagnostic &diagnostic) {
        if (diagnostic.getSeverity() == DiagnosticSeverity::Error) {
          if (!message.empty())
            message += "; ";
          message += diagnostic.str();
        }
        return success();
      }) {}
