//===- Assembly.h - pieces of the text of StableHLO operations - -*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The custom directives of the assembly formats in the records.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_DIALECTS_STABLEHLO_ASSEMBLY_H
#define COVECTOR_DIALECTS_STABLEHLO_ASSEMBLY_H

#include "dialects/stablehlo/Stablehlo.h"

namespace covector::stablehlo {

/// One type if all are equal, else a function's type.
mlir::ParseResult parseSameTypes(mlir::OpAsmParser &parser, llvm::ArrayRef<mlir::Type *> operands,
                                 mlir::Type &result);
void printSameTypes(mlir::OpAsmPrinter &printer, llvm::ArrayRef<mlir::Type> operands,
                    mlir::Type result);

inline mlir::ParseResult parseSameTypes(mlir::OpAsmParser &parser, mlir::Type &x,
                                        mlir::Type &result) {
  return parseSameTypes(parser, llvm::ArrayRef<mlir::Type *>{&x}, result);
}
inline mlir::ParseResult parseSameTypes(mlir::OpAsmParser &parser, mlir::Type &x, mlir::Type &y,
                                        mlir::Type &result) {
  return parseSameTypes(parser, {&x, &y}, result);
}
inline mlir::ParseResult parseSameTypes(mlir::OpAsmParser &parser, mlir::Type &x, mlir::Type &y,
                                        mlir::Type &z, mlir::Type &result) {
  return parseSameTypes(parser, {&x, &y, &z}, result);
}
inline void printSameTypes(mlir::OpAsmPrinter &printer, mlir::Operation *, mlir::Type x,
                           mlir::Type result) {
  printSameTypes(printer, llvm::ArrayRef<mlir::Type>{x}, result);
}
inline void printSameTypes(mlir::OpAsmPrinter &printer, mlir::Operation *, mlir::Type x,
                           mlir::Type y, mlir::Type result) {
  printSameTypes(printer, {x, y}, result);
}
inline void printSameTypes(mlir::OpAsmPrinter &printer, mlir::Operation *, mlir::Type x,
                           mlir::Type y, mlir::Type z, mlir::Type result) {
  printSameTypes(printer, {x, y, z}, result);
}

/// The complex type alone, if the parts are of its real type.
mlir::ParseResult parseComplexTypes(mlir::OpAsmParser &parser, mlir::Type &real,
                                    mlir::Type &imaginary, mlir::Type &result);
void printComplexTypes(mlir::OpAsmPrinter &printer, mlir::Operation *op, mlir::Type real,
                       mlir::Type imaginary, mlir::Type result);

/// The types of the predicate and of the result.
mlir::ParseResult parseSelectTypes(mlir::OpAsmParser &parser, mlir::Type &predicate,
                                   mlir::Type &onTrue, mlir::Type &onFalse, mlir::Type &result);
void printSelectTypes(mlir::OpAsmPrinter &printer, mlir::Operation *op, mlir::Type predicate,
                      mlir::Type onTrue, mlir::Type onFalse, mlir::Type result);

/// `e5m10`.
mlir::ParseResult parseExponentMantissa(mlir::OpAsmParser &parser, mlir::IntegerAttr &exponent,
                                        mlir::IntegerAttr &mantissa);
void printExponentMantissa(mlir::OpAsmPrinter &printer, mlir::Operation *op,
                           mlir::IntegerAttr exponent, mlir::IntegerAttr mantissa);

/// `[0:4, 1:8:2]`.
mlir::ParseResult parseSliceRanges(mlir::OpAsmParser &parser, mlir::DenseI64ArrayAttr &starts,
                                   mlir::DenseI64ArrayAttr &limits,
                                   mlir::DenseI64ArrayAttr &strides);
void printSliceRanges(mlir::OpAsmPrinter &printer, mlir::Operation *op,
                      llvm::ArrayRef<int64_t> starts, llvm::ArrayRef<int64_t> limits,
                      llvm::ArrayRef<int64_t> strides);
inline void printSliceRanges(mlir::OpAsmPrinter &printer, mlir::Operation *op,
                             mlir::DenseI64ArrayAttr starts, mlir::DenseI64ArrayAttr limits,
                             mlir::DenseI64ArrayAttr strides) {
  printSliceRanges(printer, op, starts.asArrayRef(), limits.asArrayRef(), strides.asArrayRef());
}

/// `LT`; `, FLOAT` or nothing; `RFFT`.
mlir::ParseResult parseDirection(mlir::OpAsmParser &parser, ComparisonDirectionAttr &direction);
void printDirection(mlir::OpAsmPrinter &printer, mlir::Operation *op,
                    ComparisonDirectionAttr direction);
mlir::ParseResult parseOptionalType(mlir::OpAsmParser &parser, ComparisonTypeAttr &type);
void printOptionalType(mlir::OpAsmPrinter &printer, mlir::Operation *op, ComparisonTypeAttr type);
mlir::ParseResult parseFftKind(mlir::OpAsmParser &parser, FftTypeAttr &kind);
void printFftKind(mlir::OpAsmPrinter &printer, mlir::Operation *op, FftTypeAttr kind);

/// Operands, with a comma behind each.
mlir::ParseResult
parseOperandsAndComma(mlir::OpAsmParser &parser,
                      llvm::SmallVectorImpl<mlir::OpAsmParser::UnresolvedOperand> &operands);
void printOperandsAndComma(mlir::OpAsmPrinter &printer, mlir::Operation *op,
                           mlir::OperandRange operands);

/// `batching_dims = [0] x [0], contracting_dims = [2] x [1]`.
mlir::ParseResult parseDotDimensions(mlir::OpAsmParser &parser, DotDimensionNumbersAttr &numbers);
void printDotDimensions(mlir::OpAsmPrinter &printer, mlir::Operation *op,
                        DotDimensionNumbersAttr numbers);

/// `, precision = [DEFAULT, DEFAULT]`, or nothing.
mlir::ParseResult parsePrecisions(mlir::OpAsmParser &parser, mlir::ArrayAttr &precisions);
void printPrecisions(mlir::OpAsmPrinter &printer, mlir::Operation *op, mlir::ArrayAttr precisions);

/// `[b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1]`.
mlir::ParseResult parseConvolutionDimensions(mlir::AsmParser &parser,
                                             ConvDimensionNumbersAttr &numbers);
void printConvolutionDimensions(mlir::AsmPrinter &printer, ConvDimensionNumbersAttr numbers);
inline void printConvolutionDimensions(mlir::OpAsmPrinter &printer, mlir::Operation *,
                                       ConvDimensionNumbersAttr numbers) {
  printConvolutionDimensions(printer, numbers);
}

/// `stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], ...`: what is there.
mlir::ParseResult parseWindowAttributes(mlir::OpAsmParser &parser, mlir::DenseI64ArrayAttr &strides,
                                        mlir::DenseIntElementsAttr &padding,
                                        mlir::DenseI64ArrayAttr &lhsDilation,
                                        mlir::DenseI64ArrayAttr &rhsDilation,
                                        mlir::DenseBoolArrayAttr &reversal);
void printWindowAttributes(mlir::OpAsmPrinter &printer, mlir::Operation *op,
                           mlir::DenseI64ArrayAttr strides, mlir::DenseIntElementsAttr padding,
                           mlir::DenseI64ArrayAttr lhsDilation, mlir::DenseI64ArrayAttr rhsDilation,
                           mlir::DenseBoolArrayAttr reversal);

/// Types of operands, which are those of the results.
mlir::ParseResult parsePairwiseTypes(mlir::OpAsmParser &parser,
                                     llvm::SmallVectorImpl<mlir::Type> &operands,
                                     llvm::SmallVectorImpl<mlir::Type> &results);
void printPairwiseTypes(mlir::OpAsmPrinter &printer, mlir::Operation *op, mlir::TypeRange operands,
                        mlir::TypeRange results);

/// `@name`.
mlir::ParseResult parseCallTarget(mlir::OpAsmParser &parser, mlir::StringAttr &name);
void printCallTarget(mlir::OpAsmPrinter &printer, mlir::Operation *op, mlir::StringAttr name);

} // namespace covector::stablehlo

#endif // COVECTOR_DIALECTS_STABLEHLO_ASSEMBLY_H
