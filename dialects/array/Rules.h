//===- Rules.h - parts that the rules of many operations share --*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_DIALECTS_ARRAY_RULES_H
#define COVECTOR_DIALECTS_ARRAY_RULES_H

#include "dialects/array/Array.h"
#include "dialects/array/Dependence.h"
#include "dialects/array/Expr.h"

namespace covector::array {

//===----------------------------------------------------------------------===//
// Type inference
//===----------------------------------------------------------------------===//

using MaybeLocation = std::optional<mlir::Location>;

/// `name: message` as an error at `location`, which may be absent.
mlir::LogicalResult inferError(MaybeLocation location, llvm::StringRef name,
                               const llvm::Twine &message);
/// All `count` operands have one type, which is also the result's; its elements
/// fulfil `predicate`, in words `expected` ("floating-point array").
mlir::LogicalResult inferElementwise(MaybeLocation location, llvm::StringRef name,
                                     mlir::ValueRange operands, unsigned count,
                                     bool (*predicate)(mlir::Type), llvm::StringRef expected,
                                     llvm::SmallVectorImpl<mlir::Type> &types);
/// The operand's type without the attribute `axes`.
mlir::LogicalResult inferReduction(MaybeLocation location, llvm::StringRef name,
                                   mlir::ValueRange operands, mlir::DictionaryAttr attributes,
                                   bool (*predicate)(mlir::Type), llvm::StringRef expected,
                                   llvm::SmallVectorImpl<mlir::Type> &types);
/// The operand's shape without the attribute `axis`, of `index_type`.
mlir::LogicalResult inferArgReduction(MaybeLocation location, llvm::StringRef name,
                                      mlir::ValueRange operands, mlir::DictionaryAttr attributes,
                                      llvm::SmallVectorImpl<mlir::Type> &types);
/// `axes` are distinct axes of an array of the given rank.
mlir::LogicalResult checkAxes(MaybeLocation location, llvm::StringRef name, llvm::StringRef what,
                              llvm::ArrayRef<int64_t> axes, int64_t rank);

//===----------------------------------------------------------------------===//
// Derivatives
//===----------------------------------------------------------------------===//

/// The tangent of an op that is linear in all operands together: the op itself
/// on the tangents, with zeros for the symbolic ones.
mlir::LogicalResult jvpOfLinear(mlir::Operation *op, mlir::OpBuilder &builder,
                                llvm::ArrayRef<mlir::Value> tangents,
                                llvm::SmallVectorImpl<mlir::Value> &resultTangents);
/// An error that says that a transposed op is not linear in an operand.
mlir::LogicalResult emitNotLinear(mlir::Operation *op, unsigned operand);
/// The neutral element of the reduction named `name`.
mlir::TypedAttr neutralElement(llvm::StringRef name, mlir::Type element);

//===----------------------------------------------------------------------===//
// Batching
//===----------------------------------------------------------------------===//

/// `operand` with the batch axis in front: broadcast where it is not mapped.
mlir::Value materializeBatch(mlir::OpBuilder &builder, mlir::Location loc, BatchedValue operand,
                             int64_t size);
/// The op on operands that all have the batch axis.
mlir::LogicalResult batchElementwise(mlir::Operation *op, mlir::OpBuilder &builder,
                                     llvm::ArrayRef<BatchedValue> operands, int64_t size,
                                     llvm::SmallVectorImpl<BatchedValue> &results);
/// The op on `operands`, which have the batch axis, with `changes` to its
/// attributes.
mlir::LogicalResult batchWithChanges(mlir::Operation *op, mlir::OpBuilder &builder,
                                     mlir::ValueRange operands,
                                     llvm::ArrayRef<mlir::NamedAttribute> changes,
                                     llvm::SmallVectorImpl<BatchedValue> &results);
mlir::LogicalResult batchReduction(mlir::Operation *op, mlir::OpBuilder &builder,
                                   llvm::ArrayRef<BatchedValue> operands,
                                   llvm::SmallVectorImpl<BatchedValue> &results);
mlir::LogicalResult batchArgReduction(mlir::Operation *op, mlir::OpBuilder &builder,
                                      llvm::ArrayRef<BatchedValue> operands,
                                      llvm::SmallVectorImpl<BatchedValue> &results);

//===----------------------------------------------------------------------===//
// Building
//===----------------------------------------------------------------------===//

/// The op with other operands and attributes and its inferred result types;
/// null, after a diagnostic, if they do not fit.
mlir::Operation *rebuild(mlir::OpBuilder &builder, mlir::Operation *op, mlir::ValueRange operands,
                         llvm::ArrayRef<mlir::NamedAttribute> changes = {});
mlir::Value broadcastInDim(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value x,
                           llvm::ArrayRef<int64_t> shape, llvm::ArrayRef<int64_t> dimensions);
mlir::Value reshape(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value x,
                    llvm::ArrayRef<int64_t> shape);
mlir::Value transpose(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value x,
                      llvm::ArrayRef<int64_t> permutation);
mlir::Value reduceSum(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value x,
                      llvm::ArrayRef<int64_t> axes);
/// `x` with its axis `from` moved to `to`.
mlir::Value moveAxis(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value x, int64_t from,
                     int64_t to);
/// Each entry raised by one; with `leading`, 0 put in front.
llvm::SmallVector<int64_t> shifted(llvm::ArrayRef<int64_t> axes, bool leading = false);

} // namespace covector::array

#endif // COVECTOR_DIALECTS_ARRAY_RULES_H
