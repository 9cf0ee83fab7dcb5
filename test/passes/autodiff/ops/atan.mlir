// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d atan(x) = dx / (1 + x^2)
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[ATAN2:.*]] = array.atan %[[A]]
// FORWARD-NEXT:    %[[MUL3:.*]] = array.mul %[[A]], %[[A]]
// FORWARD-NEXT:    %[[CONSTANT4:.*]] = array.constant dense<1.000000e+00> : tensor<4xf32>
// FORWARD-NEXT:    %[[ADD5:.*]] = array.add %[[MUL3]], %[[CONSTANT4]]
// FORWARD-NEXT:    %[[DIV6:.*]] = array.div %[[B]], %[[ADD5]]
// FORWARD-NEXT:    return %[[ATAN2]], %[[DIV6]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[ATAN2:.*]] = array.atan %[[A]]
// REVERSE-NEXT:    %[[MUL3:.*]] = array.mul %[[A]], %[[A]]
// REVERSE-NEXT:    %[[CONSTANT4:.*]] = array.constant dense<1.000000e+00> : tensor<4xf32>
// REVERSE-NEXT:    %[[ADD5:.*]] = array.add %[[MUL3]], %[[CONSTANT4]]
// REVERSE-NEXT:    %[[DIV6:.*]] = array.div %[[B]], %[[ADD5]]
// REVERSE-NEXT:    return %[[ATAN2]], %[[DIV6]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.atan %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
