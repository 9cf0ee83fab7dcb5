//===- ControlFlow.cpp - branches and loops --------------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/ControlFlow.h"
#include "dialects/array/Convolution.h"
#include "dialects/array/Custom.h"
#include "dialects/array/Inference.h"

#define GET_OP_CLASSES
#include "dialects/array/ControlFlow.cpp.inc"

using namespace mlir;
using namespace covector::array;

//===----------------------------------------------------------------------===//
// Stacks
//===----------------------------------------------------------------------===//

bool covector::array::isStack(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor && tensor.getRank() > 0 && tensor.isDynamicDim(0) && !tensor.getEncoding() &&
         isArrayTensor(elementOf(tensor));
}

RankedTensorType covector::array::stackOf(Type type) {
  auto tensor = cast<RankedTensorType>(type);
  SmallVector<int64_t> shape(tensor.getShape());
  shape.insert(shape.begin(), ShapedType::kDynamic);
  return RankedTensorType::get(shape, tensor.getElementType());
}

RankedTensorType covector::array::elementOf(Type type) {
  auto tensor = cast<RankedTensorType>(type);
  return RankedTensorType::get(tensor.getShape().drop_front(), tensor.getElementType());
}

//===----------------------------------------------------------------------===//
// Regions
//===----------------------------------------------------------------------===//

/// Checks the types of what a region is given or yields.
static LogicalResult checkTypes(Operation *op, const Twine &what, TypeRange expected,
                                TypeRange got) {
  if (expected == got)
    return success();
  InFlightDiagnostic error = op->emitOpError() << what << " must be of types (";
  llvm::interleaveComma(expected, error);
  error << "), got (";
  llvm::interleaveComma(got, error);
  return error << ")";
}

static FailureOr<YieldOp> yieldOf(Operation *op, Region &region) {
  if (!region.empty() && !region.front().empty())
    if (auto yield = dyn_cast<YieldOp>(region.front().back()))
      return yield;
  op->emitOpError("region ") << region.getRegionNumber() << " must end in array.yield";
  return failure();
}

static bool isScalarOf(Type type, unsigned bits) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor && tensor.getRank() == 0 && tensor.getElementType().isSignlessInteger(bits);
}

static SmallVector<Type> concatenated(std::initializer_list<TypeRange> lists) {
  SmallVector<Type> types;
  for (TypeRange list : lists)
    types.append(list.begin(), list.end());
  return types;
}

/// Gives `region` an empty block with arguments of these types.
static void addBlock(Region &region, TypeRange types, Location loc) {
  region.emplaceBlock().addArguments(types, SmallVector<Location>(types.size(), loc));
}

//===----------------------------------------------------------------------===//
// Operands in segments
//===----------------------------------------------------------------------===//

/// The operands are the segments and then `further` ones.
static LogicalResult verifySegments(Operation *op, ArrayRef<int64_t> segments, size_t expected,
                                    size_t further) {
  size_t total = further;
  for (int64_t size : segments)
    total += size < 0 ? op->getNumOperands() + 1 : size;
  if (segments.size() != expected || total != op->getNumOperands())
    return op->emitOpError("segments must be ")
           << expected << " sizes that give " << op->getNumOperands() - further << " operands, got "
           << text(segments);
  return success();
}

/// Parses `keyword ( operands )`, appends the operands, and their number to `sizes`.
static ParseResult parseSegment(OpAsmParser &parser, StringRef keyword,
                                SmallVectorImpl<OpAsmParser::UnresolvedOperand> &operands,
                                SmallVectorImpl<int64_t> &sizes) {
  SmallVector<OpAsmParser::UnresolvedOperand> segment;
  if (parser.parseKeyword(keyword) ||
      parser.parseOperandList(segment, OpAsmParser::Delimiter::Paren))
    return failure();
  llvm::append_range(operands, segment);
  sizes.push_back(segment.size());
  return success();
}

/// Parses what follows the operands: attributes and types.
static ParseResult parseTypes(OpAsmParser &parser, OperationState &state,
                              ArrayRef<OpAsmParser::UnresolvedOperand> operands,
                              ArrayRef<int64_t> sizes, StringRef segments) {
  FunctionType type;
  SMLoc location = parser.getCurrentLocation();
  if (parser.parseOptionalAttrDict(state.attributes) || parser.parseColonType(type) ||
      parser.resolveOperands(operands, type.getInputs(), location, state.operands))
    return failure();
  state.addTypes(type.getResults());
  state.addAttribute(segments, parser.getBuilder().getDenseI64ArrayAttr(sizes));
  return success();
}

/// What reverse mode keeps of the iterations of a loop is said by one number or the other.
template <typename Loop> static LogicalResult verifyKeeping(Loop op) {
  if (op.getLevels() && int64_t(*op.getLevels()) < 1)
    return op.emitOpError("levels must be at least 1, got ") << int64_t(*op.getLevels());
  if (op.getSnapshots() && int64_t(*op.getSnapshots()) < 1)
    return op.emitOpError("snapshots must be at least 1, got ") << int64_t(*op.getSnapshots());
  if (op.getLevels() && op.getSnapshots())
    return op.emitOpError("must have levels or snapshots, got both");
  return success();
}

static void printSegment(OpAsmPrinter &printer, StringRef keyword, OperandRange operands) {
  printer << " " << keyword << "(" << operands << ")";
}

//===----------------------------------------------------------------------===//
// case
//===----------------------------------------------------------------------===//

void CaseOp::build(OpBuilder &builder, OperationState &state, TypeRange results, Value selector,
                   ValueRange inputs, unsigned branches) {
  state.addOperands(selector);
  state.addOperands(inputs);
  state.addTypes(results);
  for (unsigned i = 0; i < branches; ++i)
    addBlock(*state.addRegion(), inputs.getTypes(), state.location);
}

LogicalResult CaseOp::verify() {
  auto selector = getSelector().getType();
  if (selector.getRank() != 0)
    return emitOpError("selector must be a scalar, got ") << selector;
  if (getBranches().empty()) // (C1)
    return emitOpError("must have at least one branch");
  if (selector.getElementType().isInteger(1) && getBranches().size() != 2) // (C2)
    return emitOpError("must have two branches for a boolean selector, got ")
           << getBranches().size();
  for (auto [i, region] : llvm::enumerate(getBranches())) {
    FailureOr<YieldOp> yield = yieldOf(*this, region);
    if (failed(yield) ||
        failed(checkTypes(*this, "arguments of branch " + Twine(i), getInputs().getTypes(), // (C3)
                          region.front().getArgumentTypes())) ||
        failed(checkTypes(*this, "values of branch " + Twine(i), getResults().getTypes(), // (C4)
                          yield->getValues().getTypes())))
      return failure();
  }
  return success();
}

//===----------------------------------------------------------------------===//
// while
//===----------------------------------------------------------------------===//

void WhileOp::build(OpBuilder &builder, OperationState &state, TypeRange stacked, ValueRange consts,
                    ValueRange inits, bool counted) {
  state.addOperands(consts);
  state.addOperands(inits);
  state.addAttribute(getSegmentsAttrName(state.name),
                     builder.getDenseI64ArrayAttr({int64_t(consts.size()), int64_t(inits.size())}));
  state.addTypes(inits.getTypes());
  if (counted) {
    state.addAttribute(getCountedAttrName(state.name), builder.getUnitAttr());
    state.addTypes(RankedTensorType::get({}, builder.getI64Type()));
  }
  for (Type type : stacked)
    state.addTypes(stackOf(type));
  SmallVector<Type> types = concatenated({inits.getTypes(), consts.getTypes()});
  for (int i = 0; i < 2; ++i)
    addBlock(*state.addRegion(), types, state.location);
}

ParseResult WhileOp::parse(OpAsmParser &parser, OperationState &state) {
  SmallVector<OpAsmParser::UnresolvedOperand> operands;
  SmallVector<int64_t> sizes;
  if (parseSegment(parser, "consts", operands, sizes) ||
      parseSegment(parser, "carry", operands, sizes))
    return failure();
  if (succeeded(parser.parseOptionalKeyword("counted")))
    state.addAttribute(getCountedAttrName(state.name), parser.getBuilder().getUnitAttr());
  if (parseTypes(parser, state, operands, sizes, getSegmentsAttrName(state.name)) ||
      parser.parseKeyword("while") || parser.parseRegion(*state.addRegion()) ||
      parser.parseKeyword("do") || parser.parseRegion(*state.addRegion()))
    return failure();
  return success();
}

void WhileOp::print(OpAsmPrinter &printer) {
  printSegment(printer, "consts", getConsts());
  printSegment(printer, "carry", getInits());
  if (getCounted())
    printer << " counted";
  printer.printOptionalAttrDict((*this)->getAttrs(), {getSegmentsAttrName(), getCountedAttrName()});
  printer << " : ";
  printer.printFunctionalType(*this);
  printer << " while ";
  printer.printRegion(getCondition());
  printer << " do ";
  printer.printRegion(getBody());
}

LogicalResult WhileOp::verify() {
  if (failed(verifySegments(*this, getSegments(), 2, 0)) || failed(verifyKeeping(*this)))
    return failure();
  FailureOr<YieldOp> holds = yieldOf(*this, getCondition()), next = yieldOf(*this, getBody());
  if (failed(holds) || failed(next))
    return failure();
  SmallVector<Type> given = concatenated({getInits().getTypes(), getConsts().getTypes()});
  if (failed(checkTypes(*this, "arguments of the condition", given,
                        getConditionBlock().getArgumentTypes())) ||
      failed(checkTypes(*this, "arguments of the body", given, getBodyBlock().getArgumentTypes())))
    return failure();
  if (holds->getValues().size() != 1 || !isScalarOf(holds->getValues()[0].getType(), 1)) // (C1)
    return emitOpError("condition must yield a boolean scalar, got (")
           << holds->getValues().getTypes() << ")";
  size_t carried = getInits().size();
  TypeRange yielded = next->getValues().getTypes();
  if (yielded.size() < carried || (!getCounted() && yielded.size() > carried)) // (C2, C3)
    return emitOpError("body must yield ")
           << carried << (getCounted() ? " values or more, got " : " values, got ")
           << yielded.size();
  SmallVector<Type> results(yielded.begin(), yielded.begin() + carried);
  if (failed(
          checkTypes(*this, "carried values that the body yields", getInits().getTypes(), results)))
    return failure();
  if (getCounted())
    results.push_back(RankedTensorType::get({}, IntegerType::get(getContext(), 64)));
  for (Type type : yielded.drop_front(carried)) {
    if (!isArrayTensor(type))
      return emitOpError("body must yield arrays to be stacked, got ") << type;
    results.push_back(stackOf(type));
  }
  return checkTypes(*this, "results", results, getOperation()->getResultTypes());
}

//===----------------------------------------------------------------------===//
// scan
//===----------------------------------------------------------------------===//

RankedTensorType ScanOp::getStackType(Type type) {
  return getLength() ? withLeadingAxis(type, *getLength()) : stackOf(type);
}

void ScanOp::build(OpBuilder &builder, OperationState &state, TypeRange stacked, Value count,
                   ValueRange consts, ValueRange inits, ValueRange xs, IntegerAttr length,
                   bool reverse) {
  state.addOperands(consts);
  state.addOperands(inits);
  state.addOperands(xs);
  if (count)
    state.addOperands(count);
  state.addAttribute(getSegmentsAttrName(state.name),
                     builder.getDenseI64ArrayAttr(
                         {int64_t(consts.size()), int64_t(inits.size()), int64_t(xs.size())}));
  if (length)
    state.addAttribute(getLengthAttrName(state.name), length);
  if (reverse)
    state.addAttribute(getReverseAttrName(state.name), builder.getUnitAttr());
  state.addTypes(inits.getTypes());
  for (Type type : stacked)
    state.addTypes(length ? withLeadingAxis(type, length.getInt()) : stackOf(type));
  SmallVector<Type> types = {RankedTensorType::get({}, builder.getI64Type())};
  llvm::append_range(types, consts.getTypes());
  llvm::append_range(types, inits.getTypes());
  for (Type type : xs.getTypes())
    types.push_back(elementOf(type));
  addBlock(*state.addRegion(), types, state.location);
}

ParseResult ScanOp::parse(OpAsmParser &parser, OperationState &state) {
  SmallVector<OpAsmParser::UnresolvedOperand> operands;
  SmallVector<int64_t> sizes;
  for (StringRef keyword : {"consts", "carry", "over"})
    if (parseSegment(parser, keyword, operands, sizes))
      return failure();
  if (succeeded(parser.parseOptionalKeyword("length"))) {
    int64_t length;
    if (parser.parseInteger(length))
      return failure();
    state.addAttribute(getLengthAttrName(state.name),
                       parser.getBuilder().getI64IntegerAttr(length));
  } else {
    OpAsmParser::UnresolvedOperand count;
    if (parser.parseKeyword("count", " (or 'length')") || parser.parseLParen() ||
        parser.parseOperand(count) || parser.parseRParen())
      return failure();
    operands.push_back(count);
  }
  if (succeeded(parser.parseOptionalKeyword("reverse")))
    state.addAttribute(getReverseAttrName(state.name), parser.getBuilder().getUnitAttr());
  return failure(parseTypes(parser, state, operands, sizes, getSegmentsAttrName(state.name)) ||
                 parser.parseRegion(*state.addRegion()));
}

void ScanOp::print(OpAsmPrinter &printer) {
  printSegment(printer, "consts", getConsts());
  printSegment(printer, "carry", getInits());
  printSegment(printer, "over", getXs());
  if (Value count = getCount())
    printer << " count(" << count << ")";
  else
    printer << " length " << int64_t(*getLength());
  if (getReverse())
    printer << " reverse";
  printer.printOptionalAttrDict((*this)->getAttrs(),
                                {getSegmentsAttrName(), getLengthAttrName(), getReverseAttrName()});
  printer << " : ";
  printer.printFunctionalType(*this);
  printer << " ";
  printer.printRegion(getBody());
}

LogicalResult ScanOp::verify() {
  if (failed(verifySegments(*this, getSegments(), 3, /*further=*/!getLength())) || // (C1)
      failed(verifyKeeping(*this)))                                                // (C4, C5)
    return failure();
  FailureOr<YieldOp> yield = yieldOf(*this, getBody());
  if (failed(yield))
    return failure();
  if (getLength() && int64_t(*getLength()) < 0)
    return emitOpError("length must not be negative, got ") << int64_t(*getLength());
  if (getCount() && !isScalarOf(getCount().getType(), 64))
    return emitOpError("count must be a scalar of i64, got ") << getCount().getType();
  SmallVector<Type> given = {RankedTensorType::get({}, IntegerType::get(getContext(), 64))};
  llvm::append_range(given, getConsts().getTypes());
  llvm::append_range(given, getInits().getTypes());
  for (auto [i, x] : llvm::enumerate(getXs())) { // (C2)
    auto type = cast<RankedTensorType>(x.getType());
    if (getLength() ? type.getRank() == 0 || type.getDimSize(0) != int64_t(*getLength())
                    : !isStack(type)) {
      InFlightDiagnostic error = emitOpError("x ") << i << " must ";
      if (getLength())
        error << "have " << int64_t(*getLength()) << " elements along its leading axis";
      else
        error << "be a stack";
      return error << ", got " << type;
    }
    given.push_back(elementOf(type));
  }
  if (failed(checkTypes(*this, "arguments of the body", given, // (C3)
                        getBodyBlock().getArgumentTypes())))
    return failure();
  int64_t kept = getKept().value_or(0); // (C6)
  if (kept < 0 || kept > int64_t(getConsts().size()) || (kept && !getSnapshots()))
    return emitOpError("kept must be a number of consts of a loop with snapshots, got ") << kept;
  for (BlockArgument argument : getBodyConsts().take_front(kept))
    if (!argument.use_empty())
      return emitOpError("body must not read what is kept, but reads const ")
             << argument.getArgNumber() - 1;
  size_t carried = getInits().size();
  TypeRange yielded = yield->getValues().getTypes();
  if (yielded.size() < carried)
    return emitOpError("body must yield ") << carried << " values or more, got " << yielded.size();
  SmallVector<Type> results(yielded.begin(), yielded.begin() + carried);
  if (failed(
          checkTypes(*this, "carried values that the body yields", getInits().getTypes(), results)))
    return failure();
  for (Type type : yielded.drop_front(carried)) {
    if (!isArrayTensor(type) ||
        (getLength() && !isArrayTensor(withLeadingAxis(type, *getLength()))))
      return emitOpError("body must yield arrays to be stacked, and all of them must fit in "
                         "memory, got ")
             << type;
    results.push_back(getStackType(type));
  }
  return checkTypes(*this, "results", results, getOperation()->getResultTypes());
}

//===----------------------------------------------------------------------===//
// checkpoint
//===----------------------------------------------------------------------===//

void CheckpointOp::build(OpBuilder &builder, OperationState &state, TypeRange results,
                         ValueRange inputs, ArrayAttr saves, bool again) {
  state.addOperands(inputs);
  state.addTypes(results);
  state.addAttribute(getSavesAttrName(state.name), saves);
  if (again)
    state.addAttribute(getAgainAttrName(state.name), builder.getUnitAttr());
  addBlock(*state.addRegion(), inputs.getTypes(), state.location);
}

LogicalResult CheckpointOp::verify() {
  for (Attribute attribute : getSaves()) { // (C1)
    StringRef text = cast<StringAttr>(attribute).getValue();
    bool isNamed = text.starts_with("name:") || text.starts_with("names_but:") ||
                   text.starts_with("everything_but:");
    if (!isNamed && text != "everything" && text != "dots" && text != "dots_with_no_batch_dims")
      return emitOpError("saves must hold everything, dots, dots_with_no_batch_dims, name:NAME, "
                         "names_but:A,B or everything_but:A,B, got \"")
             << text << "\"";
  }
  FailureOr<YieldOp> yield = yieldOf(*this, getBody());
  if (failed(yield) ||
      failed(checkTypes(*this, "arguments of the body", getInputs().getTypes(), // (C2)
                        getBodyBlock().getArgumentTypes())))
    return failure();
  return checkTypes(*this, "values of the body", getResults().getTypes(), // (C3)
                    yield->getValues().getTypes());
}

bool CheckpointOp::maySave(Value value) {
  Operation *op = value.getDefiningOp();
  // What is given a name has it, too: a rule may read that.
  SmallVector<StringRef> labels;
  if (auto named = dyn_cast_or_null<CheckpointNameOp>(op))
    labels.push_back(named.getLabel());
  for (Operation *user : value.getUsers())
    if (auto named = dyn_cast<CheckpointNameOp>(user))
      labels.push_back(named.getLabel());
  auto isAmong = [&](StringRef names) {
    SmallVector<StringRef> list;
    names.split(list, ',');
    return llvm::any_of(labels, [&](StringRef label) { return llvm::is_contained(list, label); });
  };
  return llvm::any_of(getSaves(), [&](Attribute attribute) {
    StringRef text = cast<StringAttr>(attribute).getValue();
    if (text.consume_front("name:"))
      return llvm::is_contained(labels, text);
    if (text.consume_front("names_but:"))
      return !labels.empty() && !isAmong(text);
    if (text.consume_front("everything_but:"))
      return !isAmong(text);
    if (text == "everything")
      return true;
    auto dot = dyn_cast_or_null<DotGeneralOp>(op);
    if (text == "dots_with_no_batch_dims")
      return dot && dot.getLhsBatch().empty();
    return dot || isa_and_nonnull<ConvolutionOp>(op);
  });
}
