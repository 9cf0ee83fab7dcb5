//===- Pending.cpp - rules that are still being written ------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Rules.h"
#include "dialects/array/ScalarBody.h"

using namespace mlir;


LogicalResult covector::array::AbsOp::inferReturnTypes(MLIRContext *, std::optional<Location> l, ValueRange, DictionaryAttr, OpaqueProperties, RegionRange, SmallVectorImpl<Type> &) { return covector::array::inferError(l, getOperationName(), "type inference is not written yet"); }
OpFoldResult covector::array::AddOp::fold(FoldAdaptor) { return {}; }
LogicalResult covector::array::BitcastOp::inferReturnTypes(MLIRContext *, std::optional<Location> l, ValueRange, DictionaryAttr, OpaqueProperties, RegionRange, SmallVectorImpl<Type> &) { return covector::array::inferError(l, getOperationName(), "type inference is not written yet"); }
LogicalResult covector::array::BroadcastInDimOp::batch(mlir::OpBuilder&, llvm::ArrayRef<covector::array::BatchedValue>, long, llvm::SmallVectorImpl<covector::array::BatchedValue>&) { return emitOpError("rule batch is not written yet"); }
OpFoldResult covector::array::BroadcastInDimOp::fold(FoldAdaptor) { return {}; }
void covector::array::BroadcastInDimOp::getCanonicalizationPatterns(mlir::RewritePatternSet&, mlir::MLIRContext*) {}
LogicalResult covector::array::BroadcastInDimOp::inferReturnTypes(MLIRContext *, std::optional<Location> l, ValueRange, DictionaryAttr, OpaqueProperties, RegionRange, SmallVectorImpl<Type> &) { return covector::array::inferError(l, getOperationName(), "type inference is not written yet"); }
LogicalResult covector::array::BroadcastInDimOp::transpose(mlir::OpBuilder&, llvm::ArrayRef<mlir::Value>, llvm::ArrayRef<bool>, llvm::SmallVectorImpl<mlir::Value>&) { return emitOpError("rule transpose is not written yet"); }
LogicalResult covector::array::CompareOp::inferReturnTypes(MLIRContext *, std::optional<Location> l, ValueRange, DictionaryAttr, OpaqueProperties, RegionRange, SmallVectorImpl<Type> &) { return covector::array::inferError(l, getOperationName(), "type inference is not written yet"); }
LogicalResult covector::array::ComplexOp::inferReturnTypes(MLIRContext *, std::optional<Location> l, ValueRange, DictionaryAttr, OpaqueProperties, RegionRange, SmallVectorImpl<Type> &) { return covector::array::inferError(l, getOperationName(), "type inference is not written yet"); }
LogicalResult covector::array::ConcatenateOp::batch(mlir::OpBuilder&, llvm::ArrayRef<covector::array::BatchedValue>, long, llvm::SmallVectorImpl<covector::array::BatchedValue>&) { return emitOpError("rule batch is not written yet"); }
OpFoldResult covector::array::ConcatenateOp::fold(FoldAdaptor) { return {}; }
LogicalResult covector::array::ConcatenateOp::inferReturnTypes(MLIRContext *, std::optional<Location> l, ValueRange, DictionaryAttr, OpaqueProperties, RegionRange, SmallVectorImpl<Type> &) { return covector::array::inferError(l, getOperationName(), "type inference is not written yet"); }
LogicalResult covector::array::ConcatenateOp::transpose(mlir::OpBuilder&, llvm::ArrayRef<mlir::Value>, llvm::ArrayRef<bool>, llvm::SmallVectorImpl<mlir::Value>&) { return emitOpError("rule transpose is not written yet"); }
LogicalResult covector::array::ConstantOp::batch(mlir::OpBuilder&, llvm::ArrayRef<covector::array::BatchedValue>, long, llvm::SmallVectorImpl<covector::array::BatchedValue>&) { return emitOpError("rule batch is not written yet"); }
OpFoldResult covector::array::ConstantOp::fold(FoldAdaptor) { return {}; }
LogicalResult covector::array::ConstantOp::inferReturnTypes(MLIRContext *, std::optional<Location> l, ValueRange, DictionaryAttr, OpaqueProperties, RegionRange, SmallVectorImpl<Type> &) { return covector::array::inferError(l, getOperationName(), "type inference is not written yet"); }
OpFoldResult covector::array::ConvertOp::fold(FoldAdaptor) { return {}; }
LogicalResult covector::array::ConvertOp::inferReturnTypes(MLIRContext *, std::optional<Location> l, ValueRange, DictionaryAttr, OpaqueProperties, RegionRange, SmallVectorImpl<Type> &) { return covector::array::inferError(l, getOperationName(), "type inference is not written yet"); }
LogicalResult covector::array::ConvertOp::jvp(mlir::OpBuilder&, llvm::ArrayRef<mlir::Value>, llvm::SmallVectorImpl<mlir::Value>&) { return emitOpError("rule jvp is not written yet"); }
LogicalResult covector::array::ConvertOp::transpose(mlir::OpBuilder&, llvm::ArrayRef<mlir::Value>, llvm::ArrayRef<bool>, llvm::SmallVectorImpl<mlir::Value>&) { return emitOpError("rule transpose is not written yet"); }
OpFoldResult covector::array::DivOp::fold(FoldAdaptor) { return {}; }
LogicalResult covector::array::DotGeneralOp::batch(mlir::OpBuilder&, llvm::ArrayRef<covector::array::BatchedValue>, long, llvm::SmallVectorImpl<covector::array::BatchedValue>&) { return emitOpError("rule batch is not written yet"); }
LogicalResult covector::array::DotGeneralOp::inferReturnTypes(MLIRContext *, std::optional<Location> l, ValueRange, DictionaryAttr, OpaqueProperties, RegionRange, SmallVectorImpl<Type> &) { return covector::array::inferError(l, getOperationName(), "type inference is not written yet"); }
LogicalResult covector::array::DotGeneralOp::jvp(mlir::OpBuilder&, llvm::ArrayRef<mlir::Value>, llvm::SmallVectorImpl<mlir::Value>&) { return emitOpError("rule jvp is not written yet"); }
LogicalResult covector::array::DotGeneralOp::transpose(mlir::OpBuilder&, llvm::ArrayRef<mlir::Value>, llvm::ArrayRef<bool>, llvm::SmallVectorImpl<mlir::Value>&) { return emitOpError("rule transpose is not written yet"); }
LogicalResult covector::array::GatherOp::batch(mlir::OpBuilder&, llvm::ArrayRef<covector::array::BatchedValue>, long, llvm::SmallVectorImpl<covector::array::BatchedValue>&) { return emitOpError("rule batch is not written yet"); }
LogicalResult covector::array::GatherOp::inferReturnTypes(MLIRContext *, std::optional<Location> l, ValueRange, DictionaryAttr, OpaqueProperties, RegionRange, SmallVectorImpl<Type> &) { return covector::array::inferError(l, getOperationName(), "type inference is not written yet"); }
LogicalResult covector::array::GatherOp::jvp(mlir::OpBuilder&, llvm::ArrayRef<mlir::Value>, llvm::SmallVectorImpl<mlir::Value>&) { return emitOpError("rule jvp is not written yet"); }
LogicalResult covector::array::GatherOp::transpose(mlir::OpBuilder&, llvm::ArrayRef<mlir::Value>, llvm::ArrayRef<bool>, llvm::SmallVectorImpl<mlir::Value>&) { return emitOpError("rule transpose is not written yet"); }
LogicalResult covector::array::ImagOp::inferReturnTypes(MLIRContext *, std::optional<Location> l, ValueRange, DictionaryAttr, OpaqueProperties, RegionRange, SmallVectorImpl<Type> &) { return covector::array::inferError(l, getOperationName(), "type inference is not written yet"); }
OpFoldResult covector::array::IntegerPowOp::fold(FoldAdaptor) { return {}; }
LogicalResult covector::array::IntegerPowOp::inferReturnTypes(MLIRContext *, std::optional<Location> l, ValueRange, DictionaryAttr, OpaqueProperties, RegionRange, SmallVectorImpl<Type> &) { return covector::array::inferError(l, getOperationName(), "type inference is not written yet"); }
LogicalResult covector::array::IotaOp::batch(mlir::OpBuilder&, llvm::ArrayRef<covector::array::BatchedValue>, long, llvm::SmallVectorImpl<covector::array::BatchedValue>&) { return emitOpError("rule batch is not written yet"); }
LogicalResult covector::array::IotaOp::inferReturnTypes(MLIRContext *, std::optional<Location> l, ValueRange, DictionaryAttr, OpaqueProperties, RegionRange, SmallVectorImpl<Type> &) { return covector::array::inferError(l, getOperationName(), "type inference is not written yet"); }
LogicalResult covector::array::IsFiniteOp::inferReturnTypes(MLIRContext *, std::optional<Location> l, ValueRange, DictionaryAttr, OpaqueProperties, RegionRange, SmallVectorImpl<Type> &) { return covector::array::inferError(l, getOperationName(), "type inference is not written yet"); }
ParseResult covector::array::JvpOp::parse(mlir::OpAsmParser&, mlir::OperationState&) { return failure(); }
void covector::array::JvpOp::print(mlir::OpAsmPrinter&) {}
LogicalResult covector::array::JvpOp::verify() { return success(); }
LogicalResult covector::array::JvpOp::verifySymbolUses(mlir::SymbolTableCollection&) { return emitOpError("rule verifySymbolUses is not written yet"); }
OpFoldResult covector::array::MulOp::fold(FoldAdaptor) { return {}; }
void covector::array::MulOp::getCanonicalizationPatterns(mlir::RewritePatternSet&, mlir::MLIRContext*) {}
OpFoldResult covector::array::NegOp::fold(FoldAdaptor) { return {}; }
LogicalResult covector::array::PadOp::batch(mlir::OpBuilder&, llvm::ArrayRef<covector::array::BatchedValue>, long, llvm::SmallVectorImpl<covector::array::BatchedValue>&) { return emitOpError("rule batch is not written yet"); }
LogicalResult covector::array::PadOp::inferReturnTypes(MLIRContext *, std::optional<Location> l, ValueRange, DictionaryAttr, OpaqueProperties, RegionRange, SmallVectorImpl<Type> &) { return covector::array::inferError(l, getOperationName(), "type inference is not written yet"); }
LogicalResult covector::array::PadOp::transpose(mlir::OpBuilder&, llvm::ArrayRef<mlir::Value>, llvm::ArrayRef<bool>, llvm::SmallVectorImpl<mlir::Value>&) { return emitOpError("rule transpose is not written yet"); }
LogicalResult covector::array::RealOp::inferReturnTypes(MLIRContext *, std::optional<Location> l, ValueRange, DictionaryAttr, OpaqueProperties, RegionRange, SmallVectorImpl<Type> &) { return covector::array::inferError(l, getOperationName(), "type inference is not written yet"); }
LogicalResult covector::array::ReduceAndOp::jvp(mlir::OpBuilder&, llvm::ArrayRef<mlir::Value>, llvm::SmallVectorImpl<mlir::Value>&) { return emitOpError("rule jvp is not written yet"); }
LogicalResult covector::array::ReduceMaxOp::jvp(mlir::OpBuilder&, llvm::ArrayRef<mlir::Value>, llvm::SmallVectorImpl<mlir::Value>&) { return emitOpError("rule jvp is not written yet"); }
LogicalResult covector::array::ReduceMinOp::jvp(mlir::OpBuilder&, llvm::ArrayRef<mlir::Value>, llvm::SmallVectorImpl<mlir::Value>&) { return emitOpError("rule jvp is not written yet"); }
LogicalResult covector::array::ReduceOrOp::jvp(mlir::OpBuilder&, llvm::ArrayRef<mlir::Value>, llvm::SmallVectorImpl<mlir::Value>&) { return emitOpError("rule jvp is not written yet"); }
LogicalResult covector::array::ReduceProdOp::jvp(mlir::OpBuilder&, llvm::ArrayRef<mlir::Value>, llvm::SmallVectorImpl<mlir::Value>&) { return emitOpError("rule jvp is not written yet"); }
LogicalResult covector::array::ReduceSumOp::jvp(mlir::OpBuilder&, llvm::ArrayRef<mlir::Value>, llvm::SmallVectorImpl<mlir::Value>&) { return emitOpError("rule jvp is not written yet"); }
LogicalResult covector::array::ReduceSumOp::transpose(mlir::OpBuilder&, llvm::ArrayRef<mlir::Value>, llvm::ArrayRef<bool>, llvm::SmallVectorImpl<mlir::Value>&) { return emitOpError("rule transpose is not written yet"); }
LogicalResult covector::array::ReshapeOp::batch(mlir::OpBuilder&, llvm::ArrayRef<covector::array::BatchedValue>, long, llvm::SmallVectorImpl<covector::array::BatchedValue>&) { return emitOpError("rule batch is not written yet"); }
OpFoldResult covector::array::ReshapeOp::fold(FoldAdaptor) { return {}; }
LogicalResult covector::array::ReshapeOp::inferReturnTypes(MLIRContext *, std::optional<Location> l, ValueRange, DictionaryAttr, OpaqueProperties, RegionRange, SmallVectorImpl<Type> &) { return covector::array::inferError(l, getOperationName(), "type inference is not written yet"); }
LogicalResult covector::array::ReshapeOp::transpose(mlir::OpBuilder&, llvm::ArrayRef<mlir::Value>, llvm::ArrayRef<bool>, llvm::SmallVectorImpl<mlir::Value>&) { return emitOpError("rule transpose is not written yet"); }
LogicalResult covector::array::ReverseOp::batch(mlir::OpBuilder&, llvm::ArrayRef<covector::array::BatchedValue>, long, llvm::SmallVectorImpl<covector::array::BatchedValue>&) { return emitOpError("rule batch is not written yet"); }
OpFoldResult covector::array::ReverseOp::fold(FoldAdaptor) { return {}; }
LogicalResult covector::array::ReverseOp::inferReturnTypes(MLIRContext *, std::optional<Location> l, ValueRange, DictionaryAttr, OpaqueProperties, RegionRange, SmallVectorImpl<Type> &) { return covector::array::inferError(l, getOperationName(), "type inference is not written yet"); }
LogicalResult covector::array::ReverseOp::transpose(mlir::OpBuilder&, llvm::ArrayRef<mlir::Value>, llvm::ArrayRef<bool>, llvm::SmallVectorImpl<mlir::Value>&) { return emitOpError("rule transpose is not written yet"); }
LogicalResult covector::array::ScatterOp::batch(mlir::OpBuilder&, llvm::ArrayRef<covector::array::BatchedValue>, long, llvm::SmallVectorImpl<covector::array::BatchedValue>&) { return emitOpError("rule batch is not written yet"); }
LogicalResult covector::array::ScatterOp::inferReturnTypes(MLIRContext *, std::optional<Location> l, ValueRange, DictionaryAttr, OpaqueProperties, RegionRange, SmallVectorImpl<Type> &) { return covector::array::inferError(l, getOperationName(), "type inference is not written yet"); }
LogicalResult covector::array::ScatterOp::jvp(mlir::OpBuilder&, llvm::ArrayRef<mlir::Value>, llvm::SmallVectorImpl<mlir::Value>&) { return emitOpError("rule jvp is not written yet"); }
LogicalResult covector::array::ScatterOp::transpose(mlir::OpBuilder&, llvm::ArrayRef<mlir::Value>, llvm::ArrayRef<bool>, llvm::SmallVectorImpl<mlir::Value>&) { return emitOpError("rule transpose is not written yet"); }
OpFoldResult covector::array::SelectOp::fold(FoldAdaptor) { return {}; }
LogicalResult covector::array::SelectOp::inferReturnTypes(MLIRContext *, std::optional<Location> l, ValueRange, DictionaryAttr, OpaqueProperties, RegionRange, SmallVectorImpl<Type> &) { return covector::array::inferError(l, getOperationName(), "type inference is not written yet"); }
LogicalResult covector::array::SelectOp::jvp(mlir::OpBuilder&, llvm::ArrayRef<mlir::Value>, llvm::SmallVectorImpl<mlir::Value>&) { return emitOpError("rule jvp is not written yet"); }
LogicalResult covector::array::SelectOp::transpose(mlir::OpBuilder&, llvm::ArrayRef<mlir::Value>, llvm::ArrayRef<bool>, llvm::SmallVectorImpl<mlir::Value>&) { return emitOpError("rule transpose is not written yet"); }
LogicalResult covector::array::SliceOp::batch(mlir::OpBuilder&, llvm::ArrayRef<covector::array::BatchedValue>, long, llvm::SmallVectorImpl<covector::array::BatchedValue>&) { return emitOpError("rule batch is not written yet"); }
OpFoldResult covector::array::SliceOp::fold(FoldAdaptor) { return {}; }
LogicalResult covector::array::SliceOp::inferReturnTypes(MLIRContext *, std::optional<Location> l, ValueRange, DictionaryAttr, OpaqueProperties, RegionRange, SmallVectorImpl<Type> &) { return covector::array::inferError(l, getOperationName(), "type inference is not written yet"); }
LogicalResult covector::array::SliceOp::transpose(mlir::OpBuilder&, llvm::ArrayRef<mlir::Value>, llvm::ArrayRef<bool>, llvm::SmallVectorImpl<mlir::Value>&) { return emitOpError("rule transpose is not written yet"); }
OpFoldResult covector::array::SubOp::fold(FoldAdaptor) { return {}; }
void covector::array::SubOp::getCanonicalizationPatterns(mlir::RewritePatternSet&, mlir::MLIRContext*) {}
LogicalResult covector::array::Threefry2x32Op::buildScalarBody(mlir::OpBuilder&, mlir::ValueRange, llvm::SmallVectorImpl<mlir::Value>&) { return emitOpError("rule buildScalarBody is not written yet"); }
LogicalResult covector::array::Threefry2x32Op::inferReturnTypes(MLIRContext *, std::optional<Location> l, ValueRange, DictionaryAttr, OpaqueProperties, RegionRange, SmallVectorImpl<Type> &) { return covector::array::inferError(l, getOperationName(), "type inference is not written yet"); }
LogicalResult covector::array::TransposeOp::batch(mlir::OpBuilder&, llvm::ArrayRef<covector::array::BatchedValue>, long, llvm::SmallVectorImpl<covector::array::BatchedValue>&) { return emitOpError("rule batch is not written yet"); }
OpFoldResult covector::array::TransposeOp::fold(FoldAdaptor) { return {}; }
LogicalResult covector::array::TransposeOp::inferReturnTypes(MLIRContext *, std::optional<Location> l, ValueRange, DictionaryAttr, OpaqueProperties, RegionRange, SmallVectorImpl<Type> &) { return covector::array::inferError(l, getOperationName(), "type inference is not written yet"); }
LogicalResult covector::array::TransposeOp::transpose(mlir::OpBuilder&, llvm::ArrayRef<mlir::Value>, llvm::ArrayRef<bool>, llvm::SmallVectorImpl<mlir::Value>&) { return emitOpError("rule transpose is not written yet"); }
ParseResult covector::array::VjpOp::parse(mlir::OpAsmParser&, mlir::OperationState&) { return failure(); }
void covector::array::VjpOp::print(mlir::OpAsmPrinter&) {}
LogicalResult covector::array::VjpOp::verify() { return success(); }
LogicalResult covector::array::VjpOp::verifySymbolUses(mlir::SymbolTableCollection&) { return emitOpError("rule verifySymbolUses is not written yet"); }
LogicalResult covector::array::VmapOp::verifySymbolUses(mlir::SymbolTableCollection&) { return emitOpError("rule verifySymbolUses is not written yet"); }
LogicalResult covector::array::batchArgReduction(mlir::Operation*, mlir::OpBuilder&, llvm::ArrayRef<covector::array::BatchedValue>, llvm::SmallVectorImpl<covector::array::BatchedValue>&) { return failure(); }
LogicalResult covector::array::batchReduction(mlir::Operation*, mlir::OpBuilder&, llvm::ArrayRef<covector::array::BatchedValue>, llvm::SmallVectorImpl<covector::array::BatchedValue>&) { return failure(); }
LogicalResult covector::array::inferArgReduction(std::optional<mlir::Location>, llvm::StringRef, mlir::ValueRange, mlir::DictionaryAttr, llvm::SmallVectorImpl<mlir::Type>&) { return failure(); }
LogicalResult covector::array::inferReduction(std::optional<mlir::Location>, llvm::StringRef, mlir::ValueRange, mlir::DictionaryAttr, bool (*)(mlir::Type), llvm::StringRef, llvm::SmallVectorImpl<mlir::Type>&) { return failure(); }
TypedAttr covector::array::neutralElement(llvm::StringRef, mlir::Type) { return {}; }
Value covector::array::scalar::abs(mlir::ImplicitLocOpBuilder&, mlir::Type, mlir::Value) { return {}; }
Value covector::array::scalar::add(mlir::ImplicitLocOpBuilder&, mlir::Value, mlir::Value) { return {}; }
Value covector::array::scalar::addReassociating(mlir::ImplicitLocOpBuilder&, mlir::Value, mlir::Value) { return {}; }
Value covector::array::scalar::bitNot(mlir::ImplicitLocOpBuilder&, mlir::Value) { return {}; }
Value covector::array::scalar::bitcast(mlir::ImplicitLocOpBuilder&, mlir::Type, mlir::Type, mlir::Value) { return {}; }
Value covector::array::scalar::compare(mlir::ImplicitLocOpBuilder&, mlir::Type, covector::array::ComparisonDirection, mlir::Value, mlir::Value) { return {}; }
Value covector::array::scalar::complex(mlir::ImplicitLocOpBuilder&, mlir::Value, mlir::Value) { return {}; }
Value covector::array::scalar::convert(mlir::ImplicitLocOpBuilder&, mlir::Type, mlir::Type, mlir::Value) { return {}; }
Value covector::array::scalar::div(mlir::ImplicitLocOpBuilder&, mlir::Type, mlir::Value, mlir::Value) { return {}; }
Value covector::array::scalar::erfInv(mlir::ImplicitLocOpBuilder&, mlir::Value) { return {}; }
Value covector::array::scalar::integerPow(mlir::ImplicitLocOpBuilder&, mlir::Type, mlir::Value, long) { return {}; }
Value covector::array::scalar::isFinite(mlir::ImplicitLocOpBuilder&, mlir::Value) { return {}; }
Value covector::array::scalar::logistic(mlir::ImplicitLocOpBuilder&, mlir::Value) { return {}; }
Value covector::array::scalar::max(mlir::ImplicitLocOpBuilder&, mlir::Type, mlir::Value, mlir::Value) { return {}; }
Value covector::array::scalar::min(mlir::ImplicitLocOpBuilder&, mlir::Type, mlir::Value, mlir::Value) { return {}; }
Value covector::array::scalar::mul(mlir::ImplicitLocOpBuilder&, mlir::Value, mlir::Value) { return {}; }
Value covector::array::scalar::mulReassociating(mlir::ImplicitLocOpBuilder&, mlir::Value, mlir::Value) { return {}; }
Value covector::array::scalar::neg(mlir::ImplicitLocOpBuilder&, mlir::Value) { return {}; }
Value covector::array::scalar::nextafter(mlir::ImplicitLocOpBuilder&, mlir::Type, mlir::Value, mlir::Value) { return {}; }
Value covector::array::scalar::number(mlir::ImplicitLocOpBuilder&, mlir::Type, double) { return {}; }
Value covector::array::scalar::pow(mlir::ImplicitLocOpBuilder&, mlir::Type, mlir::Value, mlir::Value) { return {}; }
Value covector::array::scalar::rem(mlir::ImplicitLocOpBuilder&, mlir::Type, mlir::Value, mlir::Value) { return {}; }
Value covector::array::scalar::shiftRightArithmetic(mlir::ImplicitLocOpBuilder&, mlir::Value, mlir::Value) { return {}; }
Value covector::array::scalar::sign(mlir::ImplicitLocOpBuilder&, mlir::Type, mlir::Value) { return {}; }
Value covector::array::scalar::sub(mlir::ImplicitLocOpBuilder&, mlir::Value, mlir::Value) { return {}; }
LogicalResult covector::array::scalarBody(mlir::Operation*, mlir::ImplicitLocOpBuilder&, mlir::ValueRange, llvm::SmallVectorImpl<mlir::Value>&, llvm::function_ref<mlir::Value (llvm::ArrayRef<mlir::Value>)>) { return failure(); }
