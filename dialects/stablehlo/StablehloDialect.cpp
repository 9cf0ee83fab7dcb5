//===- StablehloDialect.cpp - the dialects StableHLO and CHLO -------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/stablehlo/Assembly.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace covector::stablehlo;

#include "dialects/stablehlo/ChloDialect.cpp.inc"
#include "dialects/stablehlo/StablehloDialect.cpp.inc"
#include "dialects/stablehlo/StablehloEnums.cpp.inc"
#define GET_ATTRDEF_CLASSES
#include "dialects/stablehlo/StablehloAttributes.cpp.inc"
#define GET_OP_CLASSES
#include "dialects/stablehlo/StablehloOps.cpp.inc"
#define GET_OP_CLASSES
#include "dialects/stablehlo/Chlo.cpp.inc"

void StablehloDialect::initialize() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "dialects/stablehlo/StablehloAttributes.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/stablehlo/StablehloOps.cpp.inc"
      >();
}

void covector::chlo::ChloDialect::initialize() {
  addOperations<
#define GET_OP_LIST
#include "dialects/stablehlo/Chlo.cpp.inc"
      >();
}
