//===- Marks.cpp - locations of derivative code ---------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "passes/autodiff/Marks.h"
#include "mlir/IR/Location.h"

using namespace mlir;
using namespace covector;

static constexpr StringLiteral anyMark = "derivative", markOf = "derivative of ";

std::optional<StringRef> covector::derivativeMark(Location location) {
  std::optional<StringRef> found;
  location->walk([&](Location inner) {
    auto named = dyn_cast<NameLoc>(inner);
    if (!named)
      return WalkResult::advance();
    StringRef name = named.getName().getValue();
    if (name.consume_front(markOf))
      found = name;
    else if (name == anyMark)
      found = StringRef();
    return found ? WalkResult::interrupt() : WalkResult::advance();
  });
  return found;
}

void covector::markDerivative(Operation *made, Operation *of) {
  Location location = made->getLoc();
  if (derivativeMark(location))
    return;
  MLIRContext *context = made->getContext();
  StringAttr name = of ? StringAttr::get(context, markOf + of->getName().stripDialect())
                       : StringAttr::get(context, anyMark);
  made->setLoc(NameLoc::get(name, location));
}
