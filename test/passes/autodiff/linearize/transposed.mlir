// RUN: covector-opt %s -array-linearize "-array-transpose=function=main_linear argnums=1" -array-simplify | FileCheck %s

// Reverse mode in steps: the transpose of the linear part takes the residual
// and a cotangent.
// CHECK-LABEL: func.func @main_forward(
// CHECK-SAME:      %[[A:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// CHECK-NEXT:    %[[EXP1:.*]] = array.exp %[[A]]
// CHECK-NEXT:    return %[[EXP1]], %[[EXP1]]
// CHECK-LABEL: func.func @main_linear(
// CHECK-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> tensor<4xf32>
// CHECK-NEXT:    %[[MUL2:.*]] = array.mul %[[B]], %[[A]]
// CHECK-NEXT:    return %[[MUL2]]
// CHECK-LABEL: func.func @main_linear_transpose(
// CHECK-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> tensor<4xf32>
// CHECK-NEXT:    %[[MUL2:.*]] = array.mul %[[B]], %[[A]]
// CHECK-NEXT:    return %[[MUL2]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.exp %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
