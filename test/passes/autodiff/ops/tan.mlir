// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d tan(x) = dx (1 + tan(x)^2)
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[TAN2:.*]] = array.tan %[[A]]
// FORWARD-NEXT:    %[[MUL3:.*]] = array.mul %[[TAN2]], %[[TAN2]]
// FORWARD-NEXT:    %[[CONSTANT4:.*]] = array.constant dense<1.000000e+00> : tensor<4xf32>
// FORWARD-NEXT:    %[[ADD5:.*]] = array.add %[[MUL3]], %[[CONSTANT4]]
// FORWARD-NEXT:    %[[MUL6:.*]] = array.mul %[[B]], %[[ADD5]]
// FORWARD-NEXT:    return %[[TAN2]], %[[MUL6]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[TAN2:.*]] = array.tan %[[A]]
// REVERSE-NEXT:    %[[MUL3:.*]] = array.mul %[[TAN2]], %[[TAN2]]
// REVERSE-NEXT:    %[[CONSTANT4:.*]] = array.constant dense<1.000000e+00> : tensor<4xf32>
// REVERSE-NEXT:    %[[ADD5:.*]] = array.add %[[MUL3]], %[[CONSTANT4]]
// REVERSE-NEXT:    %[[MUL6:.*]] = array.mul %[[B]], %[[ADD5]]
// REVERSE-NEXT:    return %[[TAN2]], %[[MUL6]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.tan %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
