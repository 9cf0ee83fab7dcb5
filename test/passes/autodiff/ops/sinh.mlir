// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d sinh(x) = dx cosh(x)
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[SINH2:.*]] = array.sinh %[[A]]
// FORWARD-NEXT:    %[[COSH3:.*]] = array.cosh %[[A]]
// FORWARD-NEXT:    %[[MUL4:.*]] = array.mul %[[B]], %[[COSH3]]
// FORWARD-NEXT:    return %[[SINH2]], %[[MUL4]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[SINH2:.*]] = array.sinh %[[A]]
// REVERSE-NEXT:    %[[COSH3:.*]] = array.cosh %[[A]]
// REVERSE-NEXT:    %[[MUL4:.*]] = array.mul %[[B]], %[[COSH3]]
// REVERSE-NEXT:    return %[[SINH2]], %[[MUL4]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.sinh %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
