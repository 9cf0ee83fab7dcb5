//===- Cumulative.td - every element from those before it -----------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Note [Derivatives of scans]
// The tangent of a scan satisfies a linear recurrence along the axis, with
// coefficients made of the scan's operand and result. `linear_recurrence` is
// linear in its terms and the transpose of it is again one, so that these two
// and `cumsum` are closed under differentiation of any order.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_ARRAY_CUMULATIVE
#define COVECTOR_ARRAY_CUMULATIVE

include "dialects/array/ArrayBase.td"

class Array_Cumulative<string mnemonic, string meaning, string edge, Array_TensorOf type,
                       list<Trait> traits = []>
    : Array_Op<mnemonic, !listconcat([Jvp, HasDependence, RuntimeCall], traits)> {
  let summary = "cumulative " # meaning # " along an axis";
  let description = "Every element is the " # meaning # [{ of the operand's elements up to it along
    `axis`, one of the operand's axes (C1), itself included; with `reverse`, of those from it on. }] #
    edge # "\n\nExample:\n```mlir\n%r = array." # mnemonic #
    " %x {axis = 1 : i64, reverse = false} : (tensor<2x3xf32>) -> tensor<2x3xf32>\n```\n";
  let arguments = (ins type:$x, I64Attr:$axis, BoolAttr:$reverse);
  let results = (outs type:$result);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
  let extraClassDefinition = [{
    ::llvm::LogicalResult $cppClass::inferReturnTypes(::mlir::MLIRContext *,
        ::std::optional<::mlir::Location> location, ::mlir::ValueRange operands,
        ::mlir::DictionaryAttr attributes, ::mlir::OpaqueProperties, ::mlir::RegionRange,
        ::llvm::SmallVectorImpl<::mlir::Type> &types) {
      return inferCumulative(location, getOperationName(), operands, attributes, 1, }] #
        type.predicateAndKind # [{, types);
    }
    ::llvm::LogicalResult $cppClass::batch(::mlir::OpBuilder &builder,
        ::llvm::ArrayRef<BatchedValue> operands, int64_t size,
        ::llvm::SmallVectorImpl<BatchedValue> &results) {
      return batchCumulative(*this, builder, operands, size, results);
    }
    void $cppClass::dependence(DependenceContext &context,
        ::llvm::ArrayRef<::llvm::ArrayRef<ColumnSet>> operands,
        ::llvm::SmallVectorImpl<Dependence> &results) {
      dependenceOfScan(context, operands, getType().getShape(), getAxis(), getReverse(), results);
    }
    ::std::string $cppClass::getRuntimeFunction() { return cumulativeFunction(*this); }
    ::llvm::SmallVector<int64_t> $cppClass::getRuntimeNumbers() { return cumulativeNumbers(*this); }
  }];
}

def Array_CumSumOp : Array_Cumulative<"cumsum", "sum", "Integers wrap around; others may be combined in any order.",
    Array_NumberTensor, [Transpose]>;
def Array_CumProdOp : Array_Cumulative<"cumprod", "product", "Integers wrap around; others may be combined in any order.",
    Array_NumberTensor>;
def Array_CumMaxOp : Array_Cumulative<"cummax", "maximum",
    "It is NaN from the first NaN on; complex numbers are compared by their real, then their imaginary parts.",
    Array_Tensor>;
def Array_CumMinOp : Array_Cumulative<"cummin", "minimum",
    "It is NaN from the first NaN on; complex numbers are compared by their real, then their imaginary parts.",
    Array_Tensor>;
def Array_CumLogSumExpOp : Array_Cumulative<"cumlogsumexp", "logarithm of the sum of exponentials",
    "No exponential overflows.", Array_FloatTensor>;

def Array_LinearRecurrenceOp : Array_Op<"linear_recurrence", [Jvp, Transpose, HasDependence, RuntimeCall]> {
  let summary = "solution of a linear recurrence of the first order along an axis";
  let description = [{
    The array y with y[i] = factors[i] y[i - 1] + terms[i] along `axis`, one of the operands' axes
    (C1), and y[0] = terms[0]; with `reverse`, y[i] = factors[i] y[i + 1] + terms[i], and the last
    element of y is that of `terms`. The operands have one type, which is the result's (C2).

    Example:
    ```mlir
    %y = array.linear_recurrence %factors, %terms {axis = 0 : i64, reverse = false}
        : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    ```
  }];
  let arguments = (ins Array_InexactTensor:$factors, Array_InexactTensor:$terms, I64Attr:$axis,
                   BoolAttr:$reverse);
  let results = (outs Array_InexactTensor:$result);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
}

#endif // COVECTOR_ARRAY_CUMULATIVE
