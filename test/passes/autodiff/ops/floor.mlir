// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// constant but at whole numbers: the derivative is 0
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[FLOOR2:.*]] = array.floor %[[A]]
// FORWARD-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<0.000000e+00> : tensor<4xf32>
// FORWARD-NEXT:    return %[[FLOOR2]], %[[CONSTANT3]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[FLOOR2:.*]] = array.floor %[[A]]
// REVERSE-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<0.000000e+00> : tensor<4xf32>
// REVERSE-NEXT:    return %[[FLOOR2]], %[[CONSTANT3]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.floor %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
