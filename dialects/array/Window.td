//===- Window.td - reductions under a moving window -----------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Note [Windows]
// Each of the attributes has one entry for every axis of the operand, on which
//   - `base_dilation - 1` holes are put between neighbouring elements,
//   - `low` and `high` holes are put before and after (negative: elements taken away),
//   - a window of `window` places that are `window_dilation` apart moves by `strides`.
// A result element belongs to each position at which the whole window is inside,
// and is made of the operand's elements in the window; holes do not count.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_ARRAY_WINDOW
#define COVECTOR_ARRAY_WINDOW

include "dialects/array/ArrayBase.td"

class Array_WindowOp<string mnemonic, string meaning, string text, string example, dag operands,
                     list<Trait> traits>
    : Array_Op<mnemonic, !listconcat([Jvp, HasDependence, RuntimeCall], traits)> {
  string windowText = [{The window is given by `window`, `strides`, `low`, `high`, `base_dilation` and
    `window_dilation`, which have an entry for every axis (C1): between the elements are
    `base_dilation - 1` holes, before and after them `low` and `high` holes (or fewer elements, where
    negative), the window has `window` places that are `window_dilation` apart, and is moved by
    `strides`. All but `low` and `high` are positive (C2). Holes do not count.}];
  let summary = meaning;
  let description = text # " " # windowText # "\n\nExample:\n```mlir\n" # example # "\n```\n";
  let arguments = !con(operands, (ins DenseI64ArrayAttr:$window, DenseI64ArrayAttr:$strides,
      DenseI64ArrayAttr:$low, DenseI64ArrayAttr:$high, DenseI64ArrayAttr:$base_dilation,
      DenseI64ArrayAttr:$window_dilation));
  string rules = [{
    ::llvm::LogicalResult $cppClass::batch(::mlir::OpBuilder &builder,
        ::llvm::ArrayRef<BatchedValue> operands, int64_t size,
        ::llvm::SmallVectorImpl<BatchedValue> &results) {
      return batchWindow(*this, builder, operands, size, results);
    }
    ::std::string $cppClass::getRuntimeFunction() { return windowFunction(*this); }
    ::llvm::SmallVector<int64_t> $cppClass::getRuntimeNumbers() { return windowNumbers(*this); }
  }];
}

class Array_ReduceWindow<string kind, string meaning, Array_TensorOf type, list<Trait> traits = []>
    : Array_WindowOp<"reduce_window_" # kind, meaning # " of the elements in a moving window",
        "The " # meaning # " of the elements of the operand in each window.",
        "%r = array.reduce_window_" # kind # [{ %x {
    window = array<i64: 2>, strides = array<i64: 2>, low = array<i64: 0>, high = array<i64: 1>,
    base_dilation = array<i64: 1>, window_dilation = array<i64: 1>}
    : (tensor<5xf32>) -> tensor<3xf32>}],
        (ins type:$x), traits> {
  let results = (outs type:$result);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
  let extraClassDefinition = rules # [{
    ::llvm::LogicalResult $cppClass::inferReturnTypes(::mlir::MLIRContext *,
        ::std::optional<::mlir::Location> location, ::mlir::ValueRange operands,
        ::mlir::DictionaryAttr attributes, ::mlir::OpaqueProperties, ::mlir::RegionRange,
        ::llvm::SmallVectorImpl<::mlir::Type> &types) {
      return inferReduceWindow(location, getOperationName(), operands, attributes, }] #
        type.predicateAndKind # [{, types);
    }
  }];
}

def Array_ReduceWindowSumOp : Array_ReduceWindow<"sum", "sum", Array_NumberTensor, [Transpose]>;
def Array_ReduceWindowProdOp : Array_ReduceWindow<"prod", "product", Array_NumberTensor>;
def Array_ReduceWindowMaxOp : Array_ReduceWindow<"max", "greatest (NaN if any is)", Array_RealTensor>;
def Array_ReduceWindowMinOp : Array_ReduceWindow<"min", "least (NaN if any is)", Array_RealTensor>;

// The derivative of the greatest and least in windows chooses the first of equals.
def Array_SelectAndGatherAddOp : Array_WindowOp<"select_and_gather_add",
    "elements of one array where another is extreme in a moving window",
    [{The element of `values` at the place of the greatest element (the least, unless `greatest`) of
    `x` in each window: the first of equals, the first NaN before any number; 0 where a window has
    none. Both operands have one type (C3).}],
    [{%r = array.select_and_gather_add %values, %x {greatest = true,
    window = array<i64: 2>, strides = array<i64: 2>, low = array<i64: 0>, high = array<i64: 1>,
    base_dilation = array<i64: 1>, window_dilation = array<i64: 1>}
    : (tensor<5xf32>, tensor<5xf32>) -> tensor<3xf32>}],
    (ins Array_FloatTensor:$values, Array_FloatTensor:$x, BoolAttr:$greatest), [Transpose]> {
  let results = (outs Array_FloatTensor:$result);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let extraClassDefinition = rules;
}

def Array_SelectAndScatterAddOp : Array_WindowOp<"select_and_scatter_add",
    "sums of elements put where another array is extreme in a moving window",
    [{Zeros of the shape of `x`, to which every element of `source`, one for each window, is added at
    the place that `array.select_and_gather_add` reads. `source` has the shape of its result (C3) and
    the element type of `x` (C4).}],
    [{%r = array.select_and_scatter_add %source, %x {greatest = true,
    window = array<i64: 2>, strides = array<i64: 2>, low = array<i64: 0>, high = array<i64: 1>,
    base_dilation = array<i64: 1>, window_dilation = array<i64: 1>}
    : (tensor<3xf32>, tensor<5xf32>) -> tensor<5xf32>}],
    (ins Array_FloatTensor:$source, Array_FloatTensor:$x, BoolAttr:$greatest), [Transpose]> {
  let results = (outs Array_FloatTensor:$result);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let extraClassDefinition = rules;
}

#endif // COVECTOR_ARRAY_WINDOW
