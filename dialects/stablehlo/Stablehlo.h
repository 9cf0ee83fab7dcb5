//===- Stablehlo.h - the dialects StableHLO and CHLO ---------- -*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_DIALECTS_STABLEHLO_STABLEHLO_H
#define COVECTOR_DIALECTS_STABLEHLO_STABLEHLO_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "dialects/stablehlo/StablehloDialect.h.inc"
#include "dialects/stablehlo/StablehloEnums.h.inc"
#define GET_ATTRDEF_CLASSES
#include "dialects/stablehlo/StablehloAttributes.h.inc"
#define GET_OP_CLASSES
#include "dialects/stablehlo/StablehloOps.h.inc"

#include "dialects/stablehlo/ChloDialect.h.inc"
#define GET_OP_CLASSES
#include "dialects/stablehlo/Chlo.h.inc"

#endif // COVECTOR_DIALECTS_STABLEHLO_STABLEHLO_H
