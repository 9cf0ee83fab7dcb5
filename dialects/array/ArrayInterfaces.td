//===- ArrayInterfaces.td - what every array operation says of itself ----===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An operation is one record: all that the passes must know about it is said
// through these interfaces, beside its definition. No pass has a list of ops.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_ARRAY_INTERFACES
#define COVECTOR_ARRAY_INTERFACES

include "mlir/IR/OpBase.td"

def JvpOpInterface : OpInterface<"JvpOpInterface"> {
  let cppNamespace = "::covector::array";
  let description = [{
    Forward-mode rule. Called on an operation that stands in the function being
    differentiated, with the builder's insertion point right after it, so that
    its operands and results can be used by the tangent code.
  }];
  let methods = [
    InterfaceMethod<[{
      Appends to `resultTangents` one tangent for each result. `tangents` holds
      one value for each operand; a null value is a symbolic zero, in both
      directions.
    }], "::llvm::LogicalResult", "jvp",
    (ins "::mlir::OpBuilder &":$builder,
         "::llvm::ArrayRef<::mlir::Value>":$tangents,
         "::llvm::SmallVectorImpl<::mlir::Value> &":$resultTangents)>,
  ];
}

def TransposeOpInterface : OpInterface<"TransposeOpInterface"> {
  let cppNamespace = "::covector::array";
  let description = [{
    Reverse-mode rule of an operation that is linear in those of its operands
    for which `linear` is true. Reverse mode is linearisation followed by
    transposition, so only linear operations implement it.
  }];
  let methods = [
    InterfaceMethod<[{
      Appends to `operandCotangents` one value for each operand: the cotangent
      of a linear operand, null for a symbolic zero or a nonlinear operand.
      `cotangents` holds one value for each result, null for a symbolic zero.
      The builder stands after everything that the operation uses.
    }], "::llvm::LogicalResult", "transpose",
    (ins "::mlir::OpBuilder &":$builder,
         "::llvm::ArrayRef<::mlir::Value>":$cotangents,
         "::llvm::ArrayRef<bool>":$linear,
         "::llvm::SmallVectorImpl<::mlir::Value> &":$operandCotangents)>,
  ];
}

def BatchOpInterface : OpInterface<"BatchOpInterface"> {
  let cppNamespace = "::covector::array";
  let description = [{
    The operation over one more axis. A mapped operand has the batch axis in
    front (axis 0); an operand that is not mapped is the same for every lane.
  }];
  let methods = [
    InterfaceMethod<[{
      Builds the batched form with `builder` and appends one value for each
      result to `results`, each with the batch axis in front or, where no lane
      differs, unmapped. At least one operand is mapped. `size` is the number
      of lanes.
    }], "::llvm::LogicalResult", "batch",
    (ins "::mlir::OpBuilder &":$builder,
         "::llvm::ArrayRef<::covector::array::BatchedValue>":$operands,
         "int64_t":$size,
         "::llvm::SmallVectorImpl<::covector::array::BatchedValue> &":$results)>,
  ];
}

def CollectiveOpInterface : OpInterface<"CollectiveOpInterface"> {
  let cppNamespace = "::covector::array";
  let description = [{
    An operation across the lanes of an axis that has a name. See
    Note [Named axes] in Collective.td.
  }];
  let methods = [
    InterfaceMethod<"The name of the axis.", "::llvm::StringRef", "getAxisName", (ins)>,
    InterfaceMethod<"The number of lanes that the operation's types ask for.",
      "::std::optional<int64_t>", "getExpectedLanes", (ins)>,
    InterfaceMethod<[{
      As `BatchOpInterface::batch`, for lanes along the axis with this very name:
      what is built does not refer to it. No operand need be mapped.
    }], "::llvm::LogicalResult", "batchOverOwnAxis",
    (ins "::mlir::OpBuilder &":$builder,
         "::llvm::ArrayRef<::covector::array::BatchedValue>":$operands,
         "int64_t":$size,
         "::llvm::SmallVectorImpl<::covector::array::BatchedValue> &":$results)>,
  ];
}

def ScalarBodyOpInterface : OpInterface<"ScalarBodyOpInterface"> {
  let cppNamespace = "::covector::array";
  let description = [{
    What one element of the results equals, as scalar code in the arith, math
    and complex dialects. Operands come as signless integers, i1 for booleans,
    floats (f16 and bf16 widened to f32 by the caller) or complex numbers; the
    body returns one scalar for each result in the same convention.
  }];
  let methods = [
    InterfaceMethod<[{
      Builds the body at the builder's insertion point and appends one scalar
      for each result. Fails, with a diagnostic, for element types that the
      operation cannot be computed in.
    }], "::llvm::LogicalResult", "buildScalarBody",
    (ins "::mlir::OpBuilder &":$builder,
         "::mlir::ValueRange":$operands,
         "::llvm::SmallVectorImpl<::mlir::Value> &":$results)>,
    StaticInterfaceMethod<[{
      The name of the operation in StableHLO or CHLO, or an empty string where
      it is expanded.
    }], "::llvm::StringRef", "getStablehloName", (ins)>,
  ];
}

def ReduceOpInterface : OpInterface<"ReduceOpInterface"> {
  let cppNamespace = "::covector::array";
  let description = [{ A reduction along `axes` with an associative combiner. }];
  let methods = [
    InterfaceMethod<[{
      The neutral element as an attribute of the result's element type (for
      complex numbers one of the complex dialect, which has to be loaded).
    }],
      "::mlir::TypedAttr", "getNeutralElement", (ins)>,
    InterfaceMethod<"Combines two scalars (see ScalarBodyOpInterface for their types).",
      "::mlir::Value", "combine",
      (ins "::mlir::OpBuilder &":$builder, "::mlir::Value":$x, "::mlir::Value":$y)>,
    InterfaceMethod<"The reduced axes.", "::llvm::ArrayRef<int64_t>", "getAxes", (ins)>,
  ];
}

def RuntimeCallOpInterface : OpInterface<"RuntimeCallOpInterface"> {
  let cppNamespace = "::covector::array";
  let description = [{
    An operation that the CPU's runtime computes as a whole, with one function
    of the kind KernelFunction (runtime/KernelAbi.h). Its buffers are the
    operands and then the results, as they are stored; what else it must know
    is in the numbers.
  }];
  let methods = [
    InterfaceMethod<"The name of the function, one for each element type.",
      "::std::string", "getRuntimeFunction", (ins)>,
    InterfaceMethod<"Shapes and options, as the function asks for them.",
      "::llvm::SmallVector<int64_t>", "getRuntimeNumbers", (ins)>,
  ];
}

def DependenceOpInterface : OpInterface<"DependenceOpInterface"> {
  let cppNamespace = "::covector::array";
  let description = [{
    Which elements of the operands an element of a result varies with: where a
    Jacobian may be other than zero. An operation without this interface follows
    the rule of its family: elementwise operations (ScalarBodyOpInterface) and
    reductions have one, and elements of any other result may vary with all
    elements of the operands that its forward-mode rule lets through.
  }];
  let methods = [
    InterfaceMethod<[{
      Appends to `results` the dependence of each result, given that of each
      operand (empty: it does not vary). An element gets at least the union of
      the sets of those that it has a derivative with respect to. What is appended
      for a result without derivatives (integers, booleans) is not looked at.

      Rules of operations that move elements give every element the set of the one
      that it equals: with numbers of elements for sets they move constants too.
    }], "void", "dependence",
    (ins "::covector::array::DependenceContext &":$context,
         "::llvm::ArrayRef<::llvm::ArrayRef<::covector::array::ColumnSet>>":$operands,
         "::llvm::SmallVectorImpl<::covector::array::Dependence> &":$results)>,
  ];
}

#endif // COVECTOR_ARRAY_INTERFACES
