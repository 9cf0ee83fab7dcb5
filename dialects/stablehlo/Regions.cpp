//===- Regions.cpp - the text of StableHLO operations with regions --------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/stablehlo/Stablehlo.h"

using namespace mlir;
using namespace covector::stablehlo;

//===----------------------------------------------------------------------===//
// while
//===----------------------------------------------------------------------===//

void WhileOp::print(OpAsmPrinter &printer) {
  // Both regions have the same arguments; their names are those of the condition's.
  Block &cond = getCond().front();
  printer << "(";
  llvm::interleaveComma(llvm::zip(cond.getArguments(), getOperand()), printer, [&](auto pair) {
    printer.printOperand(std::get<0>(pair));
    printer << " = ";
    printer.printOperand(std::get<1>(pair));
  });
  printer << ")";
  if (!getOperand().empty()) {
    printer << " : ";
    llvm::interleaveComma(getOperandTypes(), printer);
  }
  printer.printOptionalAttrDictWithKeyword((*this)->getAttrs());
  printer.printNewline();
  printer << "cond ";
  printer.printRegion(getCond(), /*printEntryBlockArgs=*/false);
  printer << " do ";
  printer.shadowRegionArgs(getBody(), cond.getArguments());
  printer.printRegion(getBody(), /*printEntryBlockArgs=*/false);
}

ParseResult WhileOp::parse(OpAsmParser &parser, OperationState &result) {
  SMLoc loc = parser.getCurrentLocation();
  SmallVector<OpAsmParser::UnresolvedOperand> operands;
  SmallVector<OpAsmParser::Argument> arguments;
  auto parsePair = [&]() -> ParseResult {
    return failure(parser.parseArgument(arguments.emplace_back()) || parser.parseEqual() ||
                   parser.parseOperand(operands.emplace_back()));
  };
  if (parser.parseCommaSeparatedList(OpAsmParser::Delimiter::Paren, parsePair))
    return failure();
  if (!operands.empty()) {
    if (parser.parseColon() || parser.parseTypeList(result.types))
      return failure();
    if (result.types.size() != operands.size())
      return parser.emitError(loc)
             << "expected " << operands.size() << " types, got " << result.types.size();
    if (parser.resolveOperands(operands, result.types, loc, result.operands))
      return failure();
    for (auto [argument, type] : llvm::zip_equal(arguments, result.types))
      argument.type = type;
  }
  if (parser.parseOptionalAttrDictWithKeyword(result.attributes) || parser.parseKeyword("cond") ||
      parser.parseRegion(*result.addRegion(), arguments) || parser.parseKeyword("do"))
    return failure();
  return parser.parseRegion(*result.addRegion(), arguments);
}

void WhileOp::getAsmBlockArgumentNames(Region &region, OpAsmSetValueNameFn setName) {
  for (BlockArgument argument : region.getArguments())
    setName(argument, "iterArg");
}

//===----------------------------------------------------------------------===//
// reduce
//===----------------------------------------------------------------------===//

/// The operation that alone makes the result of the reducer of its arguments in
/// their order; null if there is more.
static Operation *onlyOperation(ReduceOp op) {
  Block &block = op.getBody().front();
  if (op.getInputs().size() != 1 || block.getNumArguments() != 2 ||
      !llvm::hasNItems(block.begin(), block.end(), 2))
    return nullptr;
  Operation &inner = block.front();
  Operation *end = block.getTerminator();
  if (!isa<ReturnOp>(end) || inner.getNumOperands() != 2 || inner.getNumResults() != 1 ||
      inner.getNumRegions() != 0 || !inner.getAttrs().empty() ||
      inner.getOperands() != ValueRange(block.getArguments()) ||
      end->getOperands() != ValueRange(inner.getResults()))
    return nullptr;
  Type type = inner.getResult(0).getType();
  auto input = cast<RankedTensorType>(op.getInputs()[0].getType());
  if (type != RankedTensorType::get({}, input.getElementType()) ||
      !llvm::all_of(inner.getOperandTypes(), [&](Type other) { return other == type; }))
    return nullptr;
  return &inner;
}

void ReduceOp::print(OpAsmPrinter &printer) {
  size_t count = getInputs().size();
  for (size_t i = 0; i < count; ++i) {
    printer << (i ? ", (" : "(");
    printer.printOperand(getInputs()[i]);
    printer << " init: ";
    printer.printOperand(getInitValues()[i]);
    printer << ")";
  }
  Operation *inner = onlyOperation(*this);
  if (inner)
    printer << " applies " << inner->getName().getStringRef();
  printer << " across dimensions = [";
  llvm::interleaveComma(getDimensions(), printer);
  printer << "]";
  printer.printOptionalAttrDict((*this)->getAttrs(), {"dimensions"});
  printer << " : ";
  printer.printFunctionalType(*this);
  if (inner)
    return;
  printer.printNewline();
  printer << " reducer";
  Block &block = getBody().front();
  for (size_t i = 0; i < count; ++i) {
    printer << "(";
    printer.printRegionArgument(block.getArgument(i));
    printer << ", ";
    printer.printRegionArgument(block.getArgument(count + i));
    printer << ") ";
  }
  printer << " ";
  printer.printRegion(getBody(), /*printEntryBlockArgs=*/false);
}

ParseResult ReduceOp::parse(OpAsmParser &parser, OperationState &result) {
  SMLoc loc = parser.getCurrentLocation();
  SmallVector<OpAsmParser::UnresolvedOperand> inputs, inits;
  do {
    if (parser.parseLParen() || parser.parseOperand(inputs.emplace_back()) ||
        parser.parseKeyword("init") || parser.parseColon() ||
        parser.parseOperand(inits.emplace_back()) || parser.parseRParen())
      return failure();
  } while (succeeded(parser.parseOptionalComma()));

  std::optional<OperationName> inner;
  if (succeeded(parser.parseOptionalKeyword("applies"))) {
    FailureOr<OperationName> name = parser.parseCustomOperationName();
    if (failed(name))
      return failure();
    inner = *name;
  }
  SmallVector<int64_t> dimensions;
  FunctionType type;
  if (parser.parseKeyword("across") || parser.parseKeyword("dimensions") || parser.parseEqual() ||
      parser.parseCommaSeparatedList(
          OpAsmParser::Delimiter::Square,
          [&]() { return parser.parseInteger(dimensions.emplace_back()); }) ||
      parser.parseOptionalAttrDict(result.attributes) || parser.parseColonType(type))
    return failure();
  inputs.append(inits.begin(), inits.end());
  if (parser.resolveOperands(inputs, type.getInputs(), loc, result.operands))
    return failure();
  result.addTypes(type.getResults());
  result.addAttribute("dimensions", parser.getBuilder().getDenseI64ArrayAttr(dimensions));

  Region *body = result.addRegion();
  size_t count = inits.size();
  if (inner) {
    if (count != 1 || type.getInputs().size() != 2)
      return parser.emitError(loc, "expected one input where an operation is applied");
    Type element = type.getInput(1);
    Block &block = body->emplaceBlock();
    Location where = parser.getEncodedSourceLoc(loc);
    block.addArguments({element, element}, {where, where});
    OpBuilder builder(parser.getContext()); // the region belongs to no operation yet
    builder.setInsertionPointToStart(&block);
    Operation *made = builder.create(where, inner->getIdentifier(), block.getArguments(), element);
    ReturnOp::create(builder, where, made->getResults());
    return success();
  }
  SmallVector<OpAsmParser::Argument> first(count), second(count);
  if (parser.parseKeyword("reducer"))
    return failure();
  for (size_t i = 0; i < count; ++i)
    if (parser.parseLParen() || parser.parseArgument(first[i], /*allowType=*/true) ||
        parser.parseComma() || parser.parseArgument(second[i], /*allowType=*/true) ||
        parser.parseRParen())
      return failure();
  first.append(second.begin(), second.end());
  return parser.parseRegion(*body, first);
}
