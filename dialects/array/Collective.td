//===- Collective.td - operations across the lanes of a named axis --------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Note [Named axes]
// A function that is mapped over an axis with a name may combine its lanes: lane
// `i` sees its own operand, and the result is made of the operands of all lanes.
// Batching over an axis of that name makes an ordinary operation along the
// batch axis of a collective; over any other axis it stays a collective. Where
// functions nest, the innermost mapping of a name is meant. In derivatives each
// lane is a function of all lanes' operands: the transpose of `psum` is `psum`.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_ARRAY_COLLECTIVE
#define COVECTOR_ARRAY_COLLECTIVE

include "dialects/array/ArrayBase.td"

def Collective : DeclareOpInterfaceMethods<CollectiveOpInterface, ["batchOverOwnAxis"]>;

class Array_Collective<string mnemonic, list<Trait> traits = []>
    : Array_Op<mnemonic, !listconcat([Jvp, Collective], traits)> {
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
}

// The operand of every lane becomes one value, the same for all lanes.
class Array_AllReduction<string mnemonic, string meaning, Array_TensorOf type, string reduction,
                         list<Trait> traits = []>
    : Array_Collective<mnemonic, traits> {
  let summary = meaning # " over the lanes of a named axis";
  let description = "The " # meaning # [{ of the operands of all lanes of the axis `axis_name`,
    element by element.}] # "\n\nExample:\n```mlir\n%r = array." # mnemonic #
    " %x {axis_name = \"i\"} : (tensor<4xf32>) -> tensor<4xf32>\n```\n";
  let arguments = (ins type:$x, StrAttr:$axis_name);
  let results = (outs type:$result);
  let extraClassDefinition = Array_InferSameType<type, 1>.text # [{
    ::llvm::LogicalResult $cppClass::batch(::mlir::OpBuilder &builder,
        ::llvm::ArrayRef<BatchedValue> operands, int64_t,
        ::llvm::SmallVectorImpl<BatchedValue> &results) {
      return batchWithChanges(*this, builder, operands[0].value, {}, results);
    }
    ::std::optional<int64_t> $cppClass::getExpectedLanes() { return ::std::nullopt; }
    ::llvm::LogicalResult $cppClass::batchOverOwnAxis(::mlir::OpBuilder &builder,
        ::llvm::ArrayRef<BatchedValue> operands, int64_t size,
        ::llvm::SmallVectorImpl<BatchedValue> &results) {
      results.push_back({}] # reduction # [{, false});
      return ::mlir::success();
    }
  }];
}

def Array_PsumOp : Array_AllReduction<"psum", "sum", Array_NumberTensor,
    "sumOfLanes(builder, getLoc(), operands[0], size)", [Transpose]>;
def Array_PmaxOp : Array_AllReduction<"pmax", "greatest (NaN if any is)", Array_Tensor,
    "chosenOfLanes<ReduceMaxOp>(builder, getLoc(), operands[0])">;
def Array_PminOp : Array_AllReduction<"pmin", "least (NaN if any is)", Array_Tensor,
    "chosenOfLanes<ReduceMinOp>(builder, getLoc(), operands[0])">;

def Array_AllGatherOp : Array_Collective<"all_gather", [Transpose]> {
  let summary = "the operands of all lanes side by side";
  let description = [{
    The operands of all `axis_size` lanes of the axis `axis_name` along a new axis
    `axis` of the result (C1). `axis_size` is not negative (C2).

    Example:
    ```mlir
    %r = array.all_gather %x {axis = 0 : i64, axis_name = "i", axis_size = 8 : i64}
        : (tensor<4xf32>) -> tensor<8x4xf32>
    ```
  }];
  let arguments = (ins Array_Tensor:$x, StrAttr:$axis_name, I64Attr:$axis_size, I64Attr:$axis);
  let results = (outs Array_Tensor:$result);
  let extraClassDefinition = Array_Code<>.jvpLinear;
}

def Array_PsumScatterOp : Array_Collective<"psum_scatter", [Transpose]> {
  let summary = "to each lane its part of the sum over all lanes";
  let description = [{
    Lane `i` of the axis `axis_name` gets what stands at `i` along the axis `axis`
    (C1) of the sum of the operands of all lanes; the result lacks this axis, which
    is as long as there are lanes.

    Example:
    ```mlir
    %r = array.psum_scatter %x {axis = 0 : i64, axis_name = "i"} : (tensor<8x4xf32>) -> tensor<4xf32>
    ```
  }];
  let arguments = (ins Array_NumberTensor:$x, StrAttr:$axis_name, I64Attr:$axis);
  let results = (outs Array_NumberTensor:$result);
  let extraClassDefinition = Array_Code<>.jvpLinear;
}

def Array_AllToAllOp : Array_Collective<"all_to_all", [Transpose]> {
  let summary = "exchange of the lanes with an axis";
  let description = [{
    Lane `i` of the axis `axis_name` gets what stands at `i` along the axis
    `split_axis` (C1) of the operand of each lane, along a new axis `concat_axis` of
    the result (C2), which lacks the other; both are as long as there are lanes.

    Example:
    ```mlir
    %r = array.all_to_all %x {axis_name = "i", concat_axis = 1 : i64, split_axis = 0 : i64}
        : (tensor<8x4xf32>) -> tensor<4x8xf32>
    ```
  }];
  let arguments = (ins Array_Tensor:$x, StrAttr:$axis_name, I64Attr:$split_axis,
                   I64Attr:$concat_axis);
  let results = (outs Array_Tensor:$result);
  let extraClassDefinition = Array_Code<>.jvpLinear;
}

def Array_PpermuteOp : Array_Collective<"ppermute", [Transpose]> {
  let summary = "the operand of another lane";
  let description = [{
    Lane `i` of the axis `axis_name` gets the operand of lane `sources[i]`, or zeros
    where that is -1. `sources` has an entry for each lane, each of them -1 or the
    number of a lane (C1), and names no lane twice (C2).

    Example:
    ```mlir
    %r = array.ppermute %x {axis_name = "i", sources = array<i64: 2, 0, -1>}
        : (tensor<4xf32>) -> tensor<4xf32>
    ```
  }];
  let arguments = (ins Array_Tensor:$x, StrAttr:$axis_name, DenseI64ArrayAttr:$sources);
  let results = (outs Array_Tensor:$result);
  let extraClassDefinition = Array_Code<>.jvpLinear;
}

def Array_AxisIndexOp : Array_Op<"axis_index", [Jvp, Collective]> {
  let summary = "number of the lane";
  let description = [{
    The number of the lane along the axis `axis_name`, from 0.

    Example:
    ```mlir
    %r = array.axis_index {axis_name = "i"} : tensor<i32>
    ```
  }];
  let arguments = (ins StrAttr:$axis_name);
  let results = (outs Array_IntTensor:$result);
  let assemblyFormat = "attr-dict `:` type($result)";
  let extraClassDefinition = Array_Code<>.jvpZero;
}

#endif // COVECTOR_ARRAY_COLLECTIVE
