//===- Transform.cpp - requests for derivatives and batching -------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Inference.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

using namespace mlir;
using namespace covector::array;

//===----------------------------------------------------------------------===//
// Syntax of jvp and vjp
//===----------------------------------------------------------------------===//
//
// @f(primals) WORD(others) argnums [...] resnums [...] : type, where WORD is
// `tangents` or `cotangents`, and only vjp has `resnums`.

static ParseResult parseNumbers(OpAsmParser &parser, OperationState &state, StringRef name) {
  if (parser.parseKeyword(name))
    return failure();
  Attribute numbers = DenseI64ArrayAttr::parse(parser, Type());
  if (!numbers)
    return failure();
  state.addAttribute(name, numbers);
  return success();
}

static ParseResult parseRequest(OpAsmParser &parser, OperationState &state, StringRef others,
                                bool hasResnums) {
  FlatSymbolRefAttr callee;
  SmallVector<OpAsmParser::UnresolvedOperand> operands, rest;
  FunctionType type;
  if (parser.parseAttribute(callee, "callee", state.attributes) ||
      parser.parseOperandList(operands, OpAsmParser::Delimiter::Paren) ||
      parser.parseKeyword(others))
    return failure();
  SMLoc location = parser.getCurrentLocation();
  if (parser.parseOperandList(rest, OpAsmParser::Delimiter::Paren) ||
      parseNumbers(parser, state, "argnums") ||
      (hasResnums && parseNumbers(parser, state, "resnums")) ||
      parser.parseOptionalAttrDict(state.attributes) || parser.parseColonType(type))
    return failure();
  // The operands are divided by the length of this list alone.
  StringRef list = hasResnums ? "resnums" : "argnums";
  size_t expected = cast<DenseI64ArrayAttr>(state.attributes.get(list)).size();
  if (rest.size() != expected)
    return parser.emitError(location) << others << " must have an entry for each of " << list
                                      << ": " << expected << ", got " << rest.size();
  llvm::append_range(operands, rest);
  state.addTypes(type.getResults());
  return parser.resolveOperands(operands, type.getInputs(), location, state.operands);
}

static void printRequest(OpAsmPrinter &printer, Operation *op, OperandRange primals,
                         StringRef othersName, OperandRange others, DenseI64ArrayAttr argnums,
                         DenseI64ArrayAttr resnums) {
  printer << " " << op->getAttr("callee") << "(" << primals << ") " << othersName << "(" << others
          << ") argnums ";
  argnums.print(printer);
  if (resnums) {
    printer << " resnums ";
    resnums.print(printer);
  }
  printer.printOptionalAttrDict(op->getAttrs(), {"callee", "argnums", "resnums"});
  printer << " : ";
  printer.printFunctionalType(op);
}

ParseResult JvpOp::parse(OpAsmParser &parser, OperationState &result) {
  return parseRequest(parser, result, "tangents", /*hasResnums=*/false);
}
void JvpOp::print(OpAsmPrinter &printer) {
  printRequest(printer, *this, getPrimals(), "tangents", getTangents(), getArgnumsAttr(), nullptr);
}
ParseResult VjpOp::parse(OpAsmParser &parser, OperationState &result) {
  return parseRequest(parser, result, "cotangents", /*hasResnums=*/true);
}
void VjpOp::print(OpAsmPrinter &printer) {
  printRequest(printer, *this, getPrimals(), "cotangents", getCotangents(), getArgnumsAttr(),
               getResnumsAttr());
}

//===----------------------------------------------------------------------===//
// Agreement with the callee
//===----------------------------------------------------------------------===//

LogicalResult JvpOp::verify() {
  if (getArgs().size() < getArgnums().size()) // (C1)
    return emitOpError("must have a tangent for each of argnums ")
           << text(getArgnums()) << ", got " << getArgs().size() << " operands";
  return success();
}

LogicalResult VjpOp::verify() {
  if (getArgs().size() < getResnums().size()) // (C1)
    return emitOpError("must have a cotangent for each of resnums ")
           << text(getResnums()) << ", got " << getArgs().size() << " operands";
  return success();
}

static FailureOr<FunctionOpInterface> lookUpCallee(Operation *op, FlatSymbolRefAttr callee,
                                                   SymbolTableCollection &symbols) {
  auto function = symbols.lookupNearestSymbolFrom<FunctionOpInterface>(op, callee);
  if (!function) {
    op->emitOpError("callee ") << callee << " is not a function";
    return failure();
  }
  return function;
}

/// The types are those of `expected`, which are `what` of `callee`.
static LogicalResult checkTypes(Operation *op, StringRef what, TypeRange expected, TypeRange got) {
  if (expected == got)
    return success();
  InFlightDiagnostic error = op->emitOpError() << what << " must be of types (";
  llvm::interleaveComma(expected, error);
  error << "), got (";
  llvm::interleaveComma(got, error);
  return error << ")";
}

/// The types with the given numbers, distinct and differentiable (C2 or C3).
static LogicalResult chooseTypes(Operation *op, StringRef name, StringRef what,
                                 ArrayRef<int64_t> numbers, TypeRange all,
                                 SmallVectorImpl<Type> &chosen) {
  for (auto [i, number] : llvm::enumerate(numbers)) {
    if (number < 0 || number >= int64_t(all.size()) ||
        llvm::is_contained(numbers.take_front(i), number))
      return op->emitOpError() << name << " must be distinct numbers of the " << all.size() << " "
                               << what << "s of the callee, got " << text(numbers);
    if (!isArrayTensor(all[number]) || !isDifferentiable(all[number]))
      return op->emitOpError() << what << " " << number
                               << " of the callee must be floating point or complex, got "
                               << all[number];
    chosen.push_back(all[number]);
  }
  return success();
}

LogicalResult JvpOp::verifySymbolUses(SymbolTableCollection &symbols) {
  FailureOr<FunctionOpInterface> callee = lookUpCallee(*this, getCalleeAttr(), symbols);
  if (failed(callee))
    return failure();
  SmallVector<Type> tangents, results(callee->getResultTypes());
  for (Type type : callee->getResultTypes())
    if (isArrayTensor(type) && isDifferentiable(type))
      results.push_back(type);
  return success(
      succeeded(
          checkTypes(*this, "primals", callee->getArgumentTypes(), getPrimals().getTypes())) &&
      succeeded(chooseTypes(*this, "argnums", "argument", getArgnums(), callee->getArgumentTypes(),
                            tangents)) &&                                             // (C2)
      succeeded(checkTypes(*this, "tangents", tangents, getTangents().getTypes())) && // (C1)
      succeeded(checkTypes(*this, "results and their tangents", results,
                           getOperation()->getResultTypes()))); // (C3)
}

LogicalResult VjpOp::verifySymbolUses(SymbolTableCollection &symbols) {
  FailureOr<FunctionOpInterface> callee = lookUpCallee(*this, getCalleeAttr(), symbols);
  if (failed(callee))
    return failure();
  SmallVector<Type> cotangents, results(callee->getResultTypes());
  return success(
      succeeded(
          checkTypes(*this, "primals", callee->getArgumentTypes(), getPrimals().getTypes())) &&
      succeeded(chooseTypes(*this, "resnums", "result", getResnums(), callee->getResultTypes(),
                            cotangents)) &&                                                 // (C2)
      succeeded(checkTypes(*this, "cotangents", cotangents, getCotangents().getTypes())) && // (C1)
      succeeded(chooseTypes(*this, "argnums", "argument", getArgnums(), callee->getArgumentTypes(),
                            results)) && // (C3)
      succeeded(checkTypes(*this, "results and cotangents of arguments", results,
                           getOperation()->getResultTypes())));
}

LogicalResult JetOp::verifySymbolUses(SymbolTableCollection &symbols) {
  FailureOr<FunctionOpInterface> callee = lookUpCallee(*this, getCalleeAttr(), symbols);
  if (failed(callee))
    return failure();
  if (getOrder() < 1) // (C3)
    return emitOpError("order must be positive, got ") << int64_t(getOrder());
  SmallVector<Type> chosen, operands(callee->getArgumentTypes()), results(callee->getResultTypes());
  if (failed(chooseTypes(*this, "argnums", "argument", getArgnums(), callee->getArgumentTypes(),
                         chosen))) // (C2)
    return failure();
  for (Type type : chosen)
    operands.append(getLine() ? 1 : getOrder(), type);
  for (Type type : callee->getResultTypes())
    if (isArrayTensor(type) && isDifferentiable(type))
      results.append(getOrder(), type);
  return success(succeeded(checkTypes(*this, "primals and derivatives of the curve", operands,
                                      getArgs().getTypes())) && // (C1)
                 succeeded(checkTypes(*this, "results and their derivatives", results,
                                      getOperation()->getResultTypes()))); // (C4)
}

/// `type` with an axis of `size` at `axis`, or `type` itself for -1; null if it
/// has no such axis.
static Type withLanes(Type type, int64_t axis, int64_t size) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  if (axis == -1)
    return type;
  if (!tensor || axis < 0 || axis > tensor.getRank())
    return nullptr;
  SmallVector<int64_t> shape(tensor.getShape());
  shape.insert(shape.begin() + axis, size);
  return RankedTensorType::get(shape, tensor.getElementType());
}

static LogicalResult checkLanes(Operation *op, StringRef name, StringRef what,
                                ArrayRef<int64_t> axes, int64_t size, TypeRange callee,
                                TypeRange got) {
  if (axes.size() != callee.size())
    return op->emitOpError() << name << " must have an entry for each of the " << callee.size()
                             << " " << what << "s of the callee, got " << text(axes);
  SmallVector<Type> expected;
  for (auto [axis, type] : llvm::zip_equal(axes, callee)) {
    Type lanes = withLanes(type, axis, size);
    if (!lanes)
      return op->emitOpError() << name << " must be -1 or an axis for lanes of " << type << ", got "
                               << axis;
    expected.push_back(lanes);
  }
  return checkTypes(op, (Twine(what) + "s").str(), expected, got); // (C2)
}

LogicalResult VmapOp::verifySymbolUses(SymbolTableCollection &symbols) {
  FailureOr<FunctionOpInterface> callee = lookUpCallee(*this, getCalleeAttr(), symbols);
  if (failed(callee))
    return failure();
  int64_t size = getSize();
  if (size < 0)
    return emitOpError("size must not be negative, got ") << size;
  // That a result with out_axes -1 is the same for all lanes (C1) is found where
  // the callee is batched.
  return success(succeeded(checkLanes(*this, "in_axes", "argument", getInAxes(), size,
                                      callee->getArgumentTypes(), getArgs().getTypes())) &&
                 succeeded(checkLanes(*this, "out_axes", "result", getOutAxes(), size,
                                      callee->getResultTypes(), getOperation()->getResultTypes())));
}
