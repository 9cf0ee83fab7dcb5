//===- Reduction.td - many elements become one ----------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_ARRAY_REDUCTION
#define COVECTOR_ARRAY_REDUCTION

include "dialects/array/ArrayBase.td"

def Reduce : DeclareOpInterfaceMethods<ReduceOpInterface, ["getNeutralElement", "combine"]>;

class Array_Reduction<string mnemonic, string meaning, Array_TensorOf type, string combineText,
                      list<Trait> traits = []>
    : Array_Op<mnemonic, !listconcat([Jvp, Reduce], traits)> {
  let summary = meaning # " along axes";
  string elementOfExample = !if(!eq(type, Array_IntOrBoolTensor), "i1", "f32");
  let description = "The " # meaning # [{ of the elements along `axes`, distinct axes of the
    operand (C1), which the result lacks. }] #
    "\n\nExample:\n```mlir\n%r = array." # mnemonic # " %x {axes = array<i64: 1>} : (tensor<2x3x" #
    elementOfExample # ">) -> tensor<2x" # elementOfExample # ">\n```\n";
  let arguments = (ins type:$x, DenseI64ArrayAttr:$axes);
  let results = (outs type:$result);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
  let extraClassDefinition = [{
    ::llvm::LogicalResult $cppClass::inferReturnTypes(::mlir::MLIRContext *,
        ::std::optional<::mlir::Location> location, ::mlir::ValueRange operands,
        ::mlir::DictionaryAttr attributes, ::mlir::OpaqueProperties, ::mlir::RegionRange,
        ::llvm::SmallVectorImpl<::mlir::Type> &types) {
      return inferReduction(location, getOperationName(), operands, attributes, }] #
        type.predicateAndKind # [{, types);
    }
    ::llvm::LogicalResult $cppClass::batch(::mlir::OpBuilder &builder,
        ::llvm::ArrayRef<BatchedValue> operands, int64_t,
        ::llvm::SmallVectorImpl<BatchedValue> &results) {
      return batchReduction(*this, builder, operands, results);
    }
    ::mlir::OpFoldResult $cppClass::fold(FoldAdaptor) {
      return getAxes().empty() ? ::mlir::OpFoldResult(getX()) : ::mlir::OpFoldResult();
    }
    ::mlir::TypedAttr $cppClass::getNeutralElement() {
      return neutralElement(getOperationName(), getElementTypeOrSelf(getType()));
    }
    ::mlir::Value $cppClass::combine(::mlir::OpBuilder &builder, ::mlir::Value x, ::mlir::Value y) {
      ::mlir::ImplicitLocOpBuilder b(getLoc(), builder);
      [[maybe_unused]] ::mlir::Type t = getElementTypeOrSelf(getType());
      return }] # combineText # [{;
    }
  }];
}

def Array_ReduceSumOp : Array_Reduction<"reduce_sum", "sum", Array_NumberTensor,
    "scalar::addReassociating(b, x, y)", [Transpose]>;
def Array_ReduceProdOp : Array_Reduction<"reduce_prod", "product", Array_NumberTensor,
    "scalar::mulReassociating(b, x, y)">;
// Complex numbers are compared by their real, then by their imaginary parts.
def Array_ReduceMaxOp : Array_Reduction<"reduce_max", "greatest (NaN if any is)",
    Array_Tensor, "scalar::max(b, t, x, y)">;
def Array_ReduceMinOp : Array_Reduction<"reduce_min", "least (NaN if any is)", Array_Tensor,
    "scalar::min(b, t, x, y)">;
def Array_ReduceAndOp : Array_Reduction<"reduce_and", "bitwise and", Array_IntOrBoolTensor,
    "::mlir::arith::AndIOp::create(b, x, y)">;
def Array_ReduceOrOp : Array_Reduction<"reduce_or", "bitwise or", Array_IntOrBoolTensor,
    "::mlir::arith::OrIOp::create(b, x, y)">;
def Array_ReduceXorOp : Array_Reduction<"reduce_xor", "bitwise exclusive or", Array_IntOrBoolTensor,
    "::mlir::arith::XOrIOp::create(b, x, y)">;

class Array_ArgReduction<string mnemonic, string meaning> : Array_Op<mnemonic, [Jvp]> {
  let summary = "position of the " # meaning # " element along an axis";
  let description = "The index along `axis` of the " # meaning # [{ element, the first of equals and
    the first NaN before any number, as the integer type `index_type` (C1). `axis` is one of the
    operand's (C2) and not empty (C3).}] #
    "\n\nExample:\n```mlir\n%r = array." # mnemonic # [{ %x {axis = 0 : i64, index_type = i32} : (tensor<4xf32>) -> tensor<i32>
    ```
  }];
  let arguments = (ins Array_RealTensor:$x, I64Attr:$axis, TypeAttr:$index_type);
  let results = (outs Array_IntTensor:$result);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
  let extraClassDefinition = Array_Code<>.jvpZero # [{
    ::llvm::LogicalResult $cppClass::inferReturnTypes(::mlir::MLIRContext *,
        ::std::optional<::mlir::Location> location, ::mlir::ValueRange operands,
        ::mlir::DictionaryAttr attributes, ::mlir::OpaqueProperties, ::mlir::RegionRange,
        ::llvm::SmallVectorImpl<::mlir::Type> &types) {
      return inferArgReduction(location, getOperationName(), operands, attributes, types);
    }
    ::llvm::LogicalResult $cppClass::batch(::mlir::OpBuilder &builder,
        ::llvm::ArrayRef<BatchedValue> operands, int64_t,
        ::llvm::SmallVectorImpl<BatchedValue> &results) {
      return batchArgReduction(*this, builder, operands, results);
    }
  }];
}
def Array_ArgMaxOp : Array_ArgReduction<"argmax", "greatest">;
def Array_ArgMinOp : Array_ArgReduction<"argmin", "least">;

#endif // COVECTOR_ARRAY_REDUCTION
