//===- StablehloBase.td - StableHLO, as far as it is emitted --------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// StableHLO is the language of PJRT: XLA and others compile it for CPUs, GPUs and TPUs.
// These records are written from its specification (openxla.org/stablehlo/spec); the
// operations print as those of the original dialect, so that its parsers read them.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_STABLEHLO_BASE
#define COVECTOR_STABLEHLO_BASE

include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"
include "mlir/IR/OpBase.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "mlir/Interfaces/InferTypeOpInterface.td"

def Stablehlo_Dialect : Dialect {
  let name = "stablehlo";
  let cppNamespace = "::covector::stablehlo";
  let summary = "The part of StableHLO that Covector emits.";
  let description = [{
    Operations of the StableHLO specification on tensors of static shape. They verify what the
    specification asks for and print as the original dialect does: what `covector-opt`
    writes is read by every StableHLO consumer, and the other way round as far as the
    operations are here.
  }];
  let useDefaultAttributePrinterParser = 1;
}

def Stablehlo_Tensor : Type<CPred<"::llvm::isa<::mlir::RankedTensorType>($_self)">, "ranked tensor",
                            "::mlir::RankedTensorType">;

class Stablehlo_Op<string mnemonic, list<Trait> traits = []>
    : Op<Stablehlo_Dialect, mnemonic, traits>;

//===----------------------------------------------------------------------===//
// Enums
//===----------------------------------------------------------------------===//

class Stablehlo_Enum<string enum, string summary, list<I32EnumAttrCase> cases>
    : I32EnumAttr<enum, summary, cases> {
  let cppNamespace = "::covector::stablehlo";
  let genSpecializedAttr = 0;
}
class Stablehlo_EnumAttr<EnumAttrInfo info, string mnemonic>
    : EnumAttr<Stablehlo_Dialect, info, mnemonic> {
  // Bare in the text of operations, and #stablehlo<mnemonic VALUE> elsewhere.
  let assemblyFormat = "$value";
}

def Stablehlo_ComparisonDirection : Stablehlo_Enum<"ComparisonDirection", "which comparison", [
    I32EnumAttrCase<"EQ", 0>, I32EnumAttrCase<"NE", 1>, I32EnumAttrCase<"GE", 2>,
    I32EnumAttrCase<"GT", 3>, I32EnumAttrCase<"LE", 4>, I32EnumAttrCase<"LT", 5>]>;
def Stablehlo_ComparisonDirectionAttr
    : Stablehlo_EnumAttr<Stablehlo_ComparisonDirection, "comparison_direction">;

def Stablehlo_ComparisonType : Stablehlo_Enum<"ComparisonType", "what is compared", [
    I32EnumAttrCase<"NOTYPE", 0>, I32EnumAttrCase<"FLOAT", 1>, I32EnumAttrCase<"TOTALORDER", 2>,
    I32EnumAttrCase<"SIGNED", 3>, I32EnumAttrCase<"UNSIGNED", 4>]>;
def Stablehlo_ComparisonTypeAttr : Stablehlo_EnumAttr<Stablehlo_ComparisonType, "comparison_type">;

def Stablehlo_Precision : Stablehlo_Enum<"Precision", "how exactly products are computed", [
    I32EnumAttrCase<"DEFAULT", 0>, I32EnumAttrCase<"HIGH", 1>, I32EnumAttrCase<"HIGHEST", 2>]>;
def Stablehlo_PrecisionAttr : Stablehlo_EnumAttr<Stablehlo_Precision, "precision">;
def Stablehlo_PrecisionArray : TypedArrayAttrBase<Stablehlo_PrecisionAttr, "precisions of operands">;

def Stablehlo_FftType : Stablehlo_Enum<"FftType", "which Fourier transform", [
    I32EnumAttrCase<"FFT", 0>, I32EnumAttrCase<"IFFT", 1>, I32EnumAttrCase<"RFFT", 2>,
    I32EnumAttrCase<"IRFFT", 3>]>;
def Stablehlo_FftTypeAttr : Stablehlo_EnumAttr<Stablehlo_FftType, "fft_type">;

def Stablehlo_Transpose : Stablehlo_Enum<"Transpose", "how a matrix is transposed", [
    I32EnumAttrCase<"TRANSPOSE_INVALID", 0>, I32EnumAttrCase<"NO_TRANSPOSE", 1>,
    I32EnumAttrCase<"TRANSPOSE", 2>, I32EnumAttrCase<"ADJOINT", 3>]>;
def Stablehlo_TransposeAttr : Stablehlo_EnumAttr<Stablehlo_Transpose, "transpose">;

def Stablehlo_RngAlgorithm : Stablehlo_Enum<"RngAlgorithm", "which generator of random bits", [
    I32EnumAttrCase<"DEFAULT", 0>, I32EnumAttrCase<"THREE_FRY", 1>, I32EnumAttrCase<"PHILOX", 2>]>;
def Stablehlo_RngAlgorithmAttr : Stablehlo_EnumAttr<Stablehlo_RngAlgorithm, "rng_algorithm">;

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

class Stablehlo_Attr<string name, string attrMnemonic> : AttrDef<Stablehlo_Dialect, name> {
  let mnemonic = attrMnemonic;
}

// A list of numbers that is left out of the text where it is empty.
def Stablehlo_Dims : ArrayRefParameter<"int64_t", "axes">;

def Stablehlo_DotDimensionNumbersAttr : Stablehlo_Attr<"DotDimensionNumbers", "dot"> {
  let summary = "the axes of a product of arrays";
  let parameters = (ins Stablehlo_Dims:$lhsBatchingDimensions, Stablehlo_Dims:$rhsBatchingDimensions,
                    Stablehlo_Dims:$lhsContractingDimensions,
                    Stablehlo_Dims:$rhsContractingDimensions);
  let hasCustomAssemblyFormat = 1;
}

def Stablehlo_GatherDimensionNumbersAttr : Stablehlo_Attr<"GatherDimensionNumbers", "gather"> {
  let summary = "the axes of gather";
  let parameters = (ins Stablehlo_Dims:$offsetDims, Stablehlo_Dims:$collapsedSliceDims,
                    Stablehlo_Dims:$operandBatchingDims, Stablehlo_Dims:$startIndicesBatchingDims,
                    Stablehlo_Dims:$startIndexMap, "int64_t":$indexVectorDim);
  let hasCustomAssemblyFormat = 1;
}

def Stablehlo_ScatterDimensionNumbersAttr : Stablehlo_Attr<"ScatterDimensionNumbers", "scatter"> {
  let summary = "the axes of scatter";
  let parameters = (ins Stablehlo_Dims:$updateWindowDims, Stablehlo_Dims:$insertedWindowDims,
                    Stablehlo_Dims:$inputBatchingDims, Stablehlo_Dims:$scatterIndicesBatchingDims,
                    Stablehlo_Dims:$scatterDimsToOperandDims, "int64_t":$indexVectorDim);
  let hasCustomAssemblyFormat = 1;
}

def Stablehlo_ConvDimensionNumbersAttr : Stablehlo_Attr<"ConvDimensionNumbers", "conv"> {
  let summary = "the axes of a convolution";
  let description = [{
    In text `#stablehlo.conv<[b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1]>`: for each axis of the
    input, the kernel and the output, what it is: batch, feature, output feature (`o`), input
    feature (`i`), or the number of a spatial axis.
  }];
  let parameters = (ins "int64_t":$inputBatchDimension, "int64_t":$inputFeatureDimension,
                    Stablehlo_Dims:$inputSpatialDimensions, "int64_t":$kernelInputFeatureDimension,
                    "int64_t":$kernelOutputFeatureDimension, Stablehlo_Dims:$kernelSpatialDimensions,
                    "int64_t":$outputBatchDimension, "int64_t":$outputFeatureDimension,
                    Stablehlo_Dims:$outputSpatialDimensions);
  let hasCustomAssemblyFormat = 1;
}

def Stablehlo_ChannelHandleAttr : Stablehlo_Attr<"ChannelHandle", "channel_handle"> {
  let summary = "the channel of a collective operation";
  let parameters = (ins "int64_t":$handle, "int64_t":$type);
  let assemblyFormat = "`<` struct(params) `>`";
}

def Stablehlo_OutputOperandAliasAttr : Stablehlo_Attr<"OutputOperandAlias", "output_operand_alias"> {
  let summary = "a result of a custom call that lies where an operand does";
  let parameters = (ins Stablehlo_Dims:$outputTupleIndices, "int64_t":$operandIndex,
                    Stablehlo_Dims:$operandTupleIndices);
  let hasCustomAssemblyFormat = 1;
}

#endif // COVECTOR_STABLEHLO_BASE
