//===- ControlFlow.h - branches and loops -----------------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_DIALECTS_ARRAY_CONTROLFLOW_H
#define COVECTOR_DIALECTS_ARRAY_CONTROLFLOW_H

#include "dialects/array/Array.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"

namespace covector::array {

/// An array whose leading axis, and no other, has a length that is not known: as
/// many elements as a loop had iterations. Only loops make and read stacks.
bool isStack(mlir::Type type);

/// The stack of arrays of type `type`.
mlir::RankedTensorType stackOf(mlir::Type type);

/// The type of an element along the leading axis of an array or stack.
mlir::RankedTensorType elementOf(mlir::Type type);

// These have regions that end in array.yield too.
class CustomJvpCallOp;
class CustomVjpCallOp;
class LinearCallOp;

} // namespace covector::array

#define GET_OP_CLASSES
#include "dialects/array/ControlFlow.h.inc"

namespace covector::array {

/// Lets reverse mode of the loop `to` keep of its iterations what it keeps of those of `from`.
template <typename From, typename To> void copyKeeping(From from, To to) {
  to.setLevelsAttr(from.getLevelsAttr());
  to.setSnapshotsAttr(from.getSnapshotsAttr());
}

} // namespace covector::array

#endif // COVECTOR_DIALECTS_ARRAY_CONTROLFLOW_H
