//===- Functions.cpp - copying, inlining and naming functions -------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "passes/Functions.h"
#include "dialects/array/Array.h"
#include "mlir/IR/IRMapping.h"
#include "passes/ExpandTransforms.h"
#include "llvm/ADT/SmallBitVector.h"

using namespace mlir;
using namespace covector;

LogicalResult covector::checkOneBlock(func::FuncOp f, StringRef transformation) {
  if (f.isDeclaration())
    return emitError(f.getLoc()) << transformation << ": function '@" << f.getSymName()
                                 << "' has no body";
  if (!f.getBody().hasOneBlock())
    return emitError(f.getLoc()) << transformation << ": function '@" << f.getSymName()
                                 << "' has several blocks; structured control flow is needed";
  if (!isa<func::ReturnOp>(f.getBody().front().getTerminator()))
    return emitError(f.getLoc()) << transformation << ": function '@" << f.getSymName()
                                 << "' does not end in func.return";
  return success();
}

static LogicalResult checkArrays(func::FuncOp f, StringRef transformation, StringRef kind,
                                 TypeRange types) {
  for (auto [i, type] : llvm::enumerate(types))
    if (!array::isArrayTensor(type))
      return emitError(f.getLoc())
             << transformation << ": " << kind << " " << i << " of '@" << f.getSymName()
             << "' must be an array of static shape, got " << type;
  return success();
}

LogicalResult covector::checkTransformable(func::FuncOp f, StringRef transformation) {
  if (failed(checkOneBlock(f, transformation)) ||
      failed(checkArrays(f, transformation, "argument", f.getArgumentTypes())))
    return failure();
  return checkArrays(f, transformation, "result", f.getResultTypes());
}

LogicalResult covector::checkIsolated(Operation *op, StringRef transformation) {
  if (op->getNumRegions() == 0 || op->hasTrait<OpTrait::IsIsolatedFromAbove>())
    return success();
  return checkNoRegions(op, transformation);
}

LogicalResult covector::checkNoRegions(Operation *op, StringRef transformation) {
  if (op->getNumRegions() == 0)
    return success();
  return op->emitOpError("is not supported by ") << transformation << " yet: it has regions";
}

func::FuncOp covector::copyFunction(func::FuncOp f, StringRef suffix, SymbolTable &symbols,
                                    StringRef transformation) {
  if (failed(checkTransformable(f, transformation)))
    return {};
  func::FuncOp copy = f.clone();
  copy.setSymName((f.getSymName() + "_" + suffix).str());
  copy.setPrivate();
  symbols.insert(copy, std::next(Block::iterator(f)));
  if (failed(expandTransforms(copy, symbols))) {
    symbols.erase(copy);
    return {};
  }
  return copy;
}

func::FuncOp covector::createFunction(func::FuncOp behind, StringRef name, TypeRange arguments,
                                      ArrayRef<Location> locations, SymbolTable &symbols) {
  auto f = func::FuncOp::create(behind.getLoc(), name,
                                FunctionType::get(behind.getContext(), arguments, {}));
  f.setPrivate();
  symbols.insert(f, std::next(Block::iterator(behind)));
  auto *block = new Block();
  f.getBody().push_back(block);
  block->addArguments(arguments, locations);
  return f;
}

void covector::updateSignature(func::FuncOp f, ArrayRef<int64_t> argumentOrigins,
                               unsigned keptResults) {
  Block &block = f.getBody().front();
  Operation *terminator = block.getTerminator();
  MLIRContext *context = f.getContext();
  auto none = DictionaryAttr::get(context);
  assert(argumentOrigins.size() == block.getNumArguments());

  if (ArrayAttr old = f.getArgAttrsAttr()) {
    SmallVector<Attribute> attributes;
    for (int64_t origin : argumentOrigins)
      attributes.push_back(origin < 0 ? none : old[origin]);
    f.setArgAttrsAttr(ArrayAttr::get(context, attributes));
  }
  if (ArrayAttr old = f.getResAttrsAttr()) {
    SmallVector<Attribute> attributes(terminator->getNumOperands(), none);
    for (unsigned i = 0; i < keptResults; ++i)
      attributes[i] = old[i];
    f.setResAttrsAttr(ArrayAttr::get(context, attributes));
  }
  f.setFunctionType(
      FunctionType::get(context, block.getArgumentTypes(), terminator->getOperandTypes()));
}

LogicalResult covector::inlineBody(func::FuncOp callee, Operation *call, bool consume) {
  Block &body = callee.getBody().front();
  Operation *terminator = body.getTerminator();
  if (call->getOperandTypes() != body.getArgumentTypes() ||
      call->getResultTypes() != terminator->getOperandTypes()) {
    InFlightDiagnostic error = call->emitOpError("does not fit '@")
                               << callee.getSymName() << "', which is of type "
                               << callee.getFunctionType();
    return error;
  }

  if (consume) {
    for (auto [argument, operand] : llvm::zip_equal(body.getArguments(), call->getOperands()))
      argument.replaceAllUsesWith(operand);
    call->getBlock()->getOperations().splice(Block::iterator(call), body.getOperations(),
                                             body.begin(), Block::iterator(terminator));
    call->replaceAllUsesWith(terminator->getOperands());
    call->erase();
    terminator->erase();
    return success();
  }

  OpBuilder builder(call);
  IRMapping mapping;
  mapping.map(body.getArguments(), call->getOperands());
  for (Operation &op : body.without_terminator())
    builder.clone(op, mapping);
  SmallVector<Value> results;
  for (Value returned : terminator->getOperands())
    results.push_back(mapping.lookupOrDefault(returned));
  call->replaceAllUsesWith(results);
  call->erase();
  return success();
}

func::FuncOp covector::chooseFunction(ModuleOp module, StringRef name, StringRef pass) {
  if (!name.empty()) {
    if (auto f = module.lookupSymbol<func::FuncOp>(name))
      return f;
    emitError(module.getLoc()) << pass << ": there is no function '@" << name << "'";
    return {};
  }
  if (auto f = module.lookupSymbol<func::FuncOp>("main"))
    return f;
  for (auto f : module.getOps<func::FuncOp>())
    if (f.isPublic() && !f.isDeclaration())
      return f;
  emitError(module.getLoc()) << pass << ": there is no public function; choose one with function=";
  return {};
}

SmallVector<int64_t> covector::differentiableIndices(TypeRange types) {
  SmallVector<int64_t> indices;
  for (auto [i, type] : llvm::enumerate(types))
    if (array::isDifferentiable(type))
      indices.push_back(i);
  return indices;
}

LogicalResult covector::checkIndices(func::FuncOp f, StringRef name, StringRef transformation,
                                     StringRef option, StringRef kind, ArrayRef<int64_t> indices,
                                     TypeRange types) {
  llvm::SmallBitVector seen(types.size());
  for (int64_t i : indices) {
    if (i < 0 || i >= int64_t(types.size()))
      return emitError(f.getLoc())
             << transformation << ": " << option << " holds " << i << ", but '@" << name << "' has "
             << types.size() << " " << kind << (types.size() == 1 ? "" : "s");
    if (seen.test(i))
      return emitError(f.getLoc())
             << transformation << ": " << option << " holds " << i << " twice";
    seen.set(i);
    if (!array::isDifferentiable(types[i]))
      return emitError(f.getLoc())
             << transformation << ": " << kind << " " << i << " of '@" << name
             << "' must be floating point or complex to be differentiated, got " << types[i]
             << "; leave it out of " << option;
  }
  return success();
}
