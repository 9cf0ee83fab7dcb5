//===- Assembly.cpp - pieces of the text of StableHLO operations ----------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/stablehlo/Assembly.h"

using namespace mlir;
using namespace covector::stablehlo;

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

ParseResult covector::stablehlo::parseSameTypes(OpAsmParser &parser, ArrayRef<Type *> operands,
                                                Type &result) {
  SMLoc loc = parser.getCurrentLocation();
  Type type;
  if (parser.parseType(type))
    return failure();
  auto function = dyn_cast<FunctionType>(type);
  if (!function) {
    for (Type *operand : operands)
      *operand = type;
    result = type;
    return success();
  }
  if (function.getNumInputs() != operands.size() || function.getNumResults() != 1)
    return parser.emitError(loc) << "expected the types of " << operands.size()
                                 << " operands and of one result";
  for (auto [operand, input] : llvm::zip_equal(operands, function.getInputs()))
    *operand = input;
  result = function.getResult(0);
  return success();
}

void covector::stablehlo::printSameTypes(OpAsmPrinter &printer, ArrayRef<Type> operands,
                                         Type result) {
  if (llvm::all_of(operands, [&](Type type) { return type == result; })) {
    printer << result;
    return;
  }
  printer.printFunctionalType(TypeRange(operands), TypeRange(result));
}

ParseResult covector::stablehlo::parseComplexTypes(OpAsmParser &parser, Type &real, Type &imaginary,
                                                   Type &result) {
  SMLoc loc = parser.getCurrentLocation();
  Type type;
  if (parser.parseType(type))
    return failure();
  if (auto function = dyn_cast<FunctionType>(type)) {
    if (function.getNumInputs() != 2 || function.getNumResults() != 1)
      return parser.emitError(loc, "expected the types of two operands and of one result");
    real = function.getInput(0);
    imaginary = function.getInput(1);
    result = function.getResult(0);
    return success();
  }
  auto array = dyn_cast<RankedTensorType>(type);
  auto element = array ? dyn_cast<ComplexType>(array.getElementType()) : ComplexType();
  if (!element)
    return parser.emitError(loc, "expected a tensor of complex numbers");
  real = imaginary = array.clone(element.getElementType());
  result = type;
  return success();
}

void covector::stablehlo::printComplexTypes(OpAsmPrinter &printer, Operation *, Type real,
                                            Type imaginary, Type result) {
  auto array = cast<RankedTensorType>(result);
  auto element = dyn_cast<ComplexType>(array.getElementType());
  if (element && real == imaginary && real == array.clone(element.getElementType())) {
    printer << result;
    return;
  }
  printer.printFunctionalType(TypeRange{real, imaginary}, TypeRange(result));
}

ParseResult covector::stablehlo::parseSelectTypes(OpAsmParser &parser, Type &predicate,
                                                  Type &onTrue, Type &onFalse, Type &result) {
  SMLoc loc = parser.getCurrentLocation();
  Type first;
  if (parser.parseType(first))
    return failure();
  if (auto function = dyn_cast<FunctionType>(first)) {
    if (function.getNumInputs() != 3 || function.getNumResults() != 1)
      return parser.emitError(loc, "expected the types of three operands and of one result");
    predicate = function.getInput(0);
    onTrue = function.getInput(1);
    onFalse = function.getInput(2);
    result = function.getResult(0);
    return success();
  }
  predicate = first;
  if (parser.parseComma() || parser.parseType(result))
    return failure();
  onTrue = onFalse = result;
  return success();
}

void covector::stablehlo::printSelectTypes(OpAsmPrinter &printer, Operation *, Type predicate,
                                           Type onTrue, Type onFalse, Type result) {
  if (onTrue == result && onFalse == result) {
    printer << predicate << ", " << result;
    return;
  }
  printer.printFunctionalType(TypeRange{predicate, onTrue, onFalse}, TypeRange(result));
}

ParseResult covector::stablehlo::parsePairwiseTypes(OpAsmParser &parser,
                                                    SmallVectorImpl<Type> &operands,
                                                    SmallVectorImpl<Type> &results) {
  if (parser.parseTypeList(operands))
    return failure();
  results.assign(operands.begin(), operands.end());
  return success();
}

void covector::stablehlo::printPairwiseTypes(OpAsmPrinter &printer, Operation *, TypeRange operands,
                                             TypeRange) {
  llvm::interleaveComma(operands, printer);
}

//===----------------------------------------------------------------------===//
// Words
//===----------------------------------------------------------------------===//

/// A word that `symbolize` knows.
template <typename Enum>
static FailureOr<Enum> parseWord(OpAsmParser &parser, StringRef what,
                                 std::optional<Enum> (*symbolize)(StringRef)) {
  SMLoc loc = parser.getCurrentLocation();
  StringRef word;
  if (parser.parseKeyword(&word))
    return failure();
  if (std::optional<Enum> value = symbolize(word))
    return *value;
  return parser.emitError(loc) << "unknown " << what << " " << word;
}

ParseResult covector::stablehlo::parseDirection(OpAsmParser &parser,
                                                ComparisonDirectionAttr &direction) {
  FailureOr<ComparisonDirection> value =
      parseWord<ComparisonDirection>(parser, "comparison", symbolizeComparisonDirection);
  if (failed(value))
    return failure();
  direction = ComparisonDirectionAttr::get(parser.getContext(), *value);
  return success();
}

void covector::stablehlo::printDirection(OpAsmPrinter &printer, Operation *,
                                         ComparisonDirectionAttr direction) {
  printer << stringifyComparisonDirection(direction.getValue());
}

ParseResult covector::stablehlo::parseOptionalType(OpAsmParser &parser, ComparisonTypeAttr &type) {
  if (failed(parser.parseOptionalComma()))
    return success();
  FailureOr<ComparisonType> value =
      parseWord<ComparisonType>(parser, "kind of comparison", symbolizeComparisonType);
  if (failed(value))
    return failure();
  type = ComparisonTypeAttr::get(parser.getContext(), *value);
  return success();
}

void covector::stablehlo::printOptionalType(OpAsmPrinter &printer, Operation *,
                                            ComparisonTypeAttr type) {
  if (type)
    printer << ", " << stringifyComparisonType(type.getValue());
}

ParseResult covector::stablehlo::parseFftKind(OpAsmParser &parser, FftTypeAttr &kind) {
  FailureOr<FftType> value = parseWord<FftType>(parser, "transform", symbolizeFftType);
  if (failed(value))
    return failure();
  kind = FftTypeAttr::get(parser.getContext(), *value);
  return success();
}

void covector::stablehlo::printFftKind(OpAsmPrinter &printer, Operation *, FftTypeAttr kind) {
  printer << stringifyFftType(kind.getValue());
}

//===----------------------------------------------------------------------===//
// Numbers and operands
//===----------------------------------------------------------------------===//

ParseResult covector::stablehlo::parseExponentMantissa(OpAsmParser &parser, IntegerAttr &exponent,
                                                       IntegerAttr &mantissa) {
  SMLoc loc = parser.getCurrentLocation();
  StringRef text;
  if (parser.parseKeyword(&text))
    return failure();
  int32_t bits[2];
  StringRef rest = text;
  if (!rest.consume_front("e") || rest.consumeInteger(10, bits[0]) || !rest.consume_front("m") ||
      rest.consumeInteger(10, bits[1]) || !rest.empty())
    return parser.emitError(loc) << "expected bits of exponent and mantissa as in e5m10, got "
                                 << text;
  exponent = parser.getBuilder().getI32IntegerAttr(bits[0]);
  mantissa = parser.getBuilder().getI32IntegerAttr(bits[1]);
  return success();
}

void covector::stablehlo::printExponentMantissa(OpAsmPrinter &printer, Operation *,
                                                IntegerAttr exponent, IntegerAttr mantissa) {
  printer << "e" << exponent.getInt() << "m" << mantissa.getInt();
}

ParseResult covector::stablehlo::parseSliceRanges(OpAsmParser &parser, DenseI64ArrayAttr &starts,
                                                  DenseI64ArrayAttr &limits,
                                                  DenseI64ArrayAttr &strides) {
  SmallVector<int64_t> first, limit, step;
  auto parseRange = [&]() -> ParseResult {
    if (parser.parseInteger(first.emplace_back()) || parser.parseColon() ||
        parser.parseInteger(limit.emplace_back()))
      return failure();
    step.push_back(1);
    if (failed(parser.parseOptionalColon()))
      return success();
    return parser.parseInteger(step.back());
  };
  if (parser.parseCommaSeparatedList(OpAsmParser::Delimiter::Square, parseRange))
    return failure();
  Builder &b = parser.getBuilder();
  starts = b.getDenseI64ArrayAttr(first);
  limits = b.getDenseI64ArrayAttr(limit);
  strides = b.getDenseI64ArrayAttr(step);
  return success();
}

void covector::stablehlo::printSliceRanges(OpAsmPrinter &printer, Operation *,
                                           ArrayRef<int64_t> starts, ArrayRef<int64_t> limits,
                                           ArrayRef<int64_t> strides) {
  printer << "[";
  for (size_t i = 0; i < starts.size(); ++i) {
    printer << (i ? ", " : "") << starts[i] << ":" << limits[i];
    if (strides[i] != 1)
      printer << ":" << strides[i];
  }
  printer << "]";
}

ParseResult covector::stablehlo::parseOperandsAndComma(
    OpAsmParser &parser, SmallVectorImpl<OpAsmParser::UnresolvedOperand> &operands) {
  while (true) {
    OpAsmParser::UnresolvedOperand operand;
    OptionalParseResult found = parser.parseOptionalOperand(operand);
    if (!found.has_value())
      return success();
    if (failed(*found) || parser.parseComma())
      return failure();
    operands.push_back(operand);
  }
}

void covector::stablehlo::printOperandsAndComma(OpAsmPrinter &printer, Operation *,
                                                OperandRange operands) {
  llvm::interleaveComma(operands, printer);
  if (!operands.empty())
    printer << ",";
}

ParseResult covector::stablehlo::parseCallTarget(OpAsmParser &parser, StringAttr &name) {
  return parser.parseSymbolName(name);
}

void covector::stablehlo::printCallTarget(OpAsmPrinter &printer, Operation *, StringAttr name) {
  printer.printSymbolName(name.getValue());
}

//===----------------------------------------------------------------------===//
// Axes
//===----------------------------------------------------------------------===//

static ParseResult parseNumbers(AsmParser &parser, SmallVectorImpl<int64_t> &numbers) {
  return parser.parseCommaSeparatedList(
      AsmParser::Delimiter::Square, [&]() { return parser.parseInteger(numbers.emplace_back()); });
}

static void printNumbers(AsmPrinter &printer, ArrayRef<int64_t> numbers) {
  printer << "[";
  llvm::interleaveComma(numbers, printer);
  printer << "]";
}

ParseResult covector::stablehlo::parseDotDimensions(OpAsmParser &parser,
                                                    DotDimensionNumbersAttr &numbers) {
  SmallVector<int64_t> batch[2], contracted[2];
  auto parsePair = [&](SmallVector<int64_t>(&pair)[2]) -> ParseResult {
    return failure(parser.parseEqual() || parseNumbers(parser, pair[0]) ||
                   parser.parseKeyword("x") || parseNumbers(parser, pair[1]));
  };
  if (succeeded(parser.parseOptionalKeyword("batching_dims")) &&
      (parsePair(batch) || parser.parseComma()))
    return failure();
  if (parser.parseKeyword("contracting_dims") || parsePair(contracted))
    return failure();
  numbers = DotDimensionNumbersAttr::get(parser.getContext(), batch[0], batch[1], contracted[0],
                                         contracted[1]);
  return success();
}

void covector::stablehlo::printDotDimensions(OpAsmPrinter &printer, Operation *,
                                             DotDimensionNumbersAttr numbers) {
  auto printPair = [&](StringRef name, ArrayRef<int64_t> x, ArrayRef<int64_t> y) {
    printer << name << " = ";
    printNumbers(printer, x);
    printer << " x ";
    printNumbers(printer, y);
  };
  if (!numbers.getLhsBatchingDimensions().empty()) {
    printPair("batching_dims", numbers.getLhsBatchingDimensions(),
              numbers.getRhsBatchingDimensions());
    printer << ", ";
  }
  printPair("contracting_dims", numbers.getLhsContractingDimensions(),
            numbers.getRhsContractingDimensions());
}

ParseResult covector::stablehlo::parsePrecisions(OpAsmParser &parser, ArrayAttr &precisions) {
  if (failed(parser.parseOptionalComma()))
    return success();
  SmallVector<Attribute> all;
  auto parseOne = [&]() -> ParseResult {
    FailureOr<Precision> precision = parseWord<Precision>(parser, "precision", symbolizePrecision);
    if (failed(precision))
      return failure();
    all.push_back(PrecisionAttr::get(parser.getContext(), *precision));
    return success();
  };
  if (parser.parseKeyword("precision") || parser.parseEqual() ||
      parser.parseCommaSeparatedList(OpAsmParser::Delimiter::Square, parseOne))
    return failure();
  precisions = parser.getBuilder().getArrayAttr(all);
  return success();
}

void covector::stablehlo::printPrecisions(OpAsmPrinter &printer, Operation *,
                                          ArrayAttr precisions) {
  if (!precisions)
    return;
  printer << ", precision = [";
  llvm::interleaveComma(precisions.getAsRange<PrecisionAttr>(), printer,
                        [&](PrecisionAttr one) { printer << stringifyPrecision(one.getValue()); });
  printer << "]";
}

//===----------------------------------------------------------------------===//
// Convolution
//===----------------------------------------------------------------------===//

/// The axes of one array: letters for those with a meaning, numbers for the others.
static ParseResult parseAxes(AsmParser &parser, char first, char second, int64_t &firstAxis,
                             int64_t &secondAxis, SmallVectorImpl<int64_t> &spatial) {
  SMLoc loc = parser.getCurrentLocation();
  int64_t axis = 0;
  llvm::SmallDenseMap<int64_t, int64_t> numbered;
  firstAxis = secondAxis = -1;
  auto parseAxis = [&]() -> ParseResult {
    int64_t number;
    OptionalParseResult found = parser.parseOptionalInteger(number);
    if (found.has_value()) {
      if (failed(*found))
        return failure();
      numbered[number] = axis++;
      return success();
    }
    StringRef word;
    if (parser.parseKeyword(&word))
      return failure();
    if (word == StringRef(&first, 1))
      firstAxis = axis++;
    else if (word == StringRef(&second, 1))
      secondAxis = axis++;
    else
      return parser.emitError(loc) << "expected " << first << ", " << second
                                   << " or the number of a spatial axis, got " << word;
    return success();
  };
  if (parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, parseAxis))
    return failure();
  for (int64_t i = 0; i < int64_t(numbered.size()); ++i) {
    auto it = numbered.find(i);
    if (it == numbered.end())
      return parser.emitError(loc) << "spatial axis " << i << " is missing";
    spatial.push_back(it->second);
  }
  if (firstAxis < 0 || secondAxis < 0)
    return parser.emitError(loc) << "expected an axis " << first << " and an axis " << second;
  return success();
}

static void printAxes(AsmPrinter &printer, char first, char second, int64_t firstAxis,
                      int64_t secondAxis, ArrayRef<int64_t> spatial) {
  SmallVector<std::string> words(spatial.size() + 2);
  words[firstAxis] = first;
  words[secondAxis] = second;
  for (auto [i, axis] : llvm::enumerate(spatial))
    words[axis] = std::to_string(i);
  printer << "[";
  llvm::interleaveComma(words, printer);
  printer << "]";
}

ParseResult covector::stablehlo::parseConvolutionDimensions(AsmParser &parser,
                                                            ConvDimensionNumbersAttr &numbers) {
  int64_t batch, feature, kernelInput, kernelOutput, outputBatch, outputFeature;
  SmallVector<int64_t> input, kernel, output;
  if (parseAxes(parser, 'b', 'f', batch, feature, input) || parser.parseKeyword("x") ||
      parseAxes(parser, 'i', 'o', kernelInput, kernelOutput, kernel) || parser.parseArrow() ||
      parseAxes(parser, 'b', 'f', outputBatch, outputFeature, output))
    return failure();
  numbers = ConvDimensionNumbersAttr::get(parser.getContext(), batch, feature, input, kernelInput,
                                          kernelOutput, kernel, outputBatch, outputFeature, output);
  return success();
}

void covector::stablehlo::printConvolutionDimensions(AsmPrinter &printer,
                                                     ConvDimensionNumbersAttr numbers) {
  printAxes(printer, 'b', 'f', numbers.getInputBatchDimension(), numbers.getInputFeatureDimension(),
            numbers.getInputSpatialDimensions());
  printer << "x";
  printAxes(printer, 'i', 'o', numbers.getKernelInputFeatureDimension(),
            numbers.getKernelOutputFeatureDimension(), numbers.getKernelSpatialDimensions());
  printer << "->";
  printAxes(printer, 'b', 'f', numbers.getOutputBatchDimension(),
            numbers.getOutputFeatureDimension(), numbers.getOutputSpatialDimensions());
}

ParseResult covector::stablehlo::parseWindowAttributes(
    OpAsmParser &parser, DenseI64ArrayAttr &strides, DenseIntElementsAttr &padding,
    DenseI64ArrayAttr &lhsDilation, DenseI64ArrayAttr &rhsDilation, DenseBoolArrayAttr &reversal) {
  Builder &b = parser.getBuilder();
  auto parseArray = [&](DenseI64ArrayAttr &attribute) -> ParseResult {
    SmallVector<int64_t> numbers;
    if (parseNumbers(parser, numbers))
      return failure();
    attribute = b.getDenseI64ArrayAttr(numbers);
    return success();
  };
  while (true) {
    SMLoc loc = parser.getCurrentLocation();
    StringRef name;
    if (failed(parser.parseOptionalKeyword(&name)))
      return success();
    if (parser.parseEqual())
      return failure();
    if (name == "stride") {
      if (parseArray(strides))
        return failure();
    } else if (name == "lhs_dilate") {
      if (parseArray(lhsDilation))
        return failure();
    } else if (name == "rhs_dilate") {
      if (parseArray(rhsDilation))
        return failure();
    } else if (name == "pad") {
      SmallVector<int64_t> numbers;
      auto parsePair = [&]() { return parseNumbers(parser, numbers); };
      if (parser.parseCommaSeparatedList(OpAsmParser::Delimiter::Square, parsePair))
        return failure();
      auto type = RankedTensorType::get({int64_t(numbers.size() / 2), 2}, b.getI64Type());
      if (numbers.size() % 2)
        return parser.emitError(loc, "expected pairs of numbers");
      padding = DenseIntElementsAttr::get(type, numbers);
    } else if (name == "reverse") {
      SmallVector<bool> flags;
      auto parseFlag = [&]() -> ParseResult {
        StringRef word;
        if (parser.parseKeyword(&word))
          return failure();
        flags.push_back(word == "true");
        return success();
      };
      if (parser.parseCommaSeparatedList(OpAsmParser::Delimiter::Square, parseFlag))
        return failure();
      reversal = DenseBoolArrayAttr::get(parser.getContext(), flags);
    } else {
      return parser.emitError(loc)
             << "expected stride, pad, lhs_dilate, rhs_dilate or reverse, got " << name;
    }
    if (failed(parser.parseOptionalComma()))
      return success();
  }
}

void covector::stablehlo::printWindowAttributes(
    OpAsmPrinter &printer, Operation *, DenseI64ArrayAttr strides, DenseIntElementsAttr padding,
    DenseI64ArrayAttr lhsDilation, DenseI64ArrayAttr rhsDilation, DenseBoolArrayAttr reversal) {
  bool isFirst = true;
  auto begin = [&](StringRef name) -> OpAsmPrinter & {
    printer << (isFirst ? "" : ", ") << name << " = ";
    isFirst = false;
    return printer;
  };
  if (strides)
    printNumbers(begin("stride"), strides);
  if (padding) {
    begin("pad") << "[";
    auto numbers = llvm::to_vector(padding.getValues<int64_t>());
    for (size_t i = 0; i < numbers.size(); i += 2)
      printer << (i ? ", [" : "[") << numbers[i] << ", " << numbers[i + 1] << "]";
    printer << "]";
  }
  if (lhsDilation)
    printNumbers(begin("lhs_dilate"), lhsDilation);
  if (rhsDilation)
    printNumbers(begin("rhs_dilate"), rhsDilation);
  if (reversal) {
    begin("reverse") << "[";
    llvm::interleaveComma(reversal.asArrayRef(), printer,
                          [&](bool flag) { printer << (flag ? "true" : "false"); });
    printer << "]";
  }
}

//===----------------------------------------------------------------------===//
// Attributes of named lists
//===----------------------------------------------------------------------===//

namespace {
/// A field of an attribute: a list of axes, which is left out if empty, or a number.
struct Field {
  StringRef name;
  SmallVectorImpl<int64_t> *list = nullptr;
  int64_t *number = nullptr;
};
} // namespace

static ParseResult parseFields(AsmParser &parser, ArrayRef<Field> fields) {
  if (parser.parseLess())
    return failure();
  if (succeeded(parser.parseOptionalGreater()))
    return success();
  auto parseField = [&]() -> ParseResult {
    SMLoc loc = parser.getCurrentLocation();
    StringRef name;
    if (parser.parseKeyword(&name) || parser.parseEqual())
      return failure();
    const Field *field = llvm::find_if(fields, [&](const Field &x) { return x.name == name; });
    if (field == fields.end())
      return parser.emitError(loc) << "unknown field " << name;
    return field->list ? parseNumbers(parser, *field->list) : parser.parseInteger(*field->number);
  };
  return failure(parser.parseCommaSeparatedList(parseField) || parser.parseGreater());
}

static void printFields(AsmPrinter &printer,
                        ArrayRef<std::pair<StringRef, ArrayRef<int64_t>>> lists,
                        std::pair<StringRef, int64_t> number) {
  bool isFirst = true;
  printer << "<";
  for (auto [name, list] : lists) {
    if (list.empty())
      continue;
    printer << (isFirst ? "" : ", ") << name << " = ";
    printNumbers(printer, list);
    isFirst = false;
  }
  if (!number.first.empty() && number.second)
    printer << (isFirst ? "" : ", ") << number.first << " = " << number.second;
  printer << ">";
}

Attribute DotDimensionNumbersAttr::parse(AsmParser &parser, Type) {
  SmallVector<int64_t> lists[4];
  if (parseFields(parser, {{"lhs_batching_dimensions", &lists[0]},
                           {"rhs_batching_dimensions", &lists[1]},
                           {"lhs_contracting_dimensions", &lists[2]},
                           {"rhs_contracting_dimensions", &lists[3]}}))
    return {};
  return get(parser.getContext(), lists[0], lists[1], lists[2], lists[3]);
}

void DotDimensionNumbersAttr::print(AsmPrinter &printer) const {
  printFields(printer,
              {{"lhs_batching_dimensions", getLhsBatchingDimensions()},
               {"rhs_batching_dimensions", getRhsBatchingDimensions()},
               {"lhs_contracting_dimensions", getLhsContractingDimensions()},
               {"rhs_contracting_dimensions", getRhsContractingDimensions()}},
              {});
}

Attribute GatherDimensionNumbersAttr::parse(AsmParser &parser, Type) {
  SmallVector<int64_t> lists[5];
  int64_t vector = 0;
  if (parseFields(parser, {{"offset_dims", &lists[0]},
                           {"collapsed_slice_dims", &lists[1]},
                           {"operand_batching_dims", &lists[2]},
                           {"start_indices_batching_dims", &lists[3]},
                           {"start_index_map", &lists[4]},
                           {"index_vector_dim", nullptr, &vector}}))
    return {};
  return get(parser.getContext(), lists[0], lists[1], lists[2], lists[3], lists[4], vector);
}

void GatherDimensionNumbersAttr::print(AsmPrinter &printer) const {
  printFields(printer,
              {{"offset_dims", getOffsetDims()},
               {"collapsed_slice_dims", getCollapsedSliceDims()},
               {"operand_batching_dims", getOperandBatchingDims()},
               {"start_indices_batching_dims", getStartIndicesBatchingDims()},
               {"start_index_map", getStartIndexMap()}},
              {"index_vector_dim", getIndexVectorDim()});
}

Attribute ScatterDimensionNumbersAttr::parse(AsmParser &parser, Type) {
  SmallVector<int64_t> lists[5];
  int64_t vector = 0;
  if (parseFields(parser, {{"update_window_dims", &lists[0]},
                           {"inserted_window_dims", &lists[1]},
                           {"input_batching_dims", &lists[2]},
                           {"scatter_indices_batching_dims", &lists[3]},
                           {"scatter_dims_to_operand_dims", &lists[4]},
                           {"index_vector_dim", nullptr, &vector}}))
    return {};
  return get(parser.getContext(), lists[0], lists[1], lists[2], lists[3], lists[4], vector);
}

void ScatterDimensionNumbersAttr::print(AsmPrinter &printer) const {
  printFields(printer,
              {{"update_window_dims", getUpdateWindowDims()},
               {"inserted_window_dims", getInsertedWindowDims()},
               {"input_batching_dims", getInputBatchingDims()},
               {"scatter_indices_batching_dims", getScatterIndicesBatchingDims()},
               {"scatter_dims_to_operand_dims", getScatterDimsToOperandDims()}},
              {"index_vector_dim", getIndexVectorDim()});
}

Attribute ConvDimensionNumbersAttr::parse(AsmParser &parser, Type) {
  ConvDimensionNumbersAttr numbers;
  if (parser.parseLess() || parseConvolutionDimensions(parser, numbers) || parser.parseGreater())
    return {};
  return numbers;
}

void ConvDimensionNumbersAttr::print(AsmPrinter &printer) const {
  printer << "<";
  printConvolutionDimensions(printer, *this);
  printer << ">";
}

Attribute OutputOperandAliasAttr::parse(AsmParser &parser, Type) {
  SmallVector<int64_t> result, operand;
  int64_t number = 0;
  if (parseFields(parser, {{"output_tuple_indices", &result},
                           {"operand_index", nullptr, &number},
                           {"operand_tuple_indices", &operand}}))
    return {};
  return get(parser.getContext(), result, number, operand);
}

void OutputOperandAliasAttr::print(AsmPrinter &printer) const {
  printer << "<output_tuple_indices = ";
  printNumbers(printer, getOutputTupleIndices());
  printer << ", operand_index = " << getOperandIndex() << ", operand_tuple_indices = ";
  printNumbers(printer, getOperandTupleIndices());
  printer << ">";
}
