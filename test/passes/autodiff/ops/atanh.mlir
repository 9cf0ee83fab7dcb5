// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d atanh(x) = dx / (1 - x^2)
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[ATANH2:.*]] = array.atanh %[[A]]
// FORWARD-NEXT:    %[[MUL3:.*]] = array.mul %[[A]], %[[A]]
// FORWARD-NEXT:    %[[CONSTANT4:.*]] = array.constant dense<1.000000e+00> : tensor<4xf32>
// FORWARD-NEXT:    %[[SUB5:.*]] = array.sub %[[CONSTANT4]], %[[MUL3]]
// FORWARD-NEXT:    %[[DIV6:.*]] = array.div %[[B]], %[[SUB5]]
// FORWARD-NEXT:    return %[[ATANH2]], %[[DIV6]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[ATANH2:.*]] = array.atanh %[[A]]
// REVERSE-NEXT:    %[[MUL3:.*]] = array.mul %[[A]], %[[A]]
// REVERSE-NEXT:    %[[CONSTANT4:.*]] = array.constant dense<1.000000e+00> : tensor<4xf32>
// REVERSE-NEXT:    %[[SUB5:.*]] = array.sub %[[CONSTANT4]], %[[MUL3]]
// REVERSE-NEXT:    %[[DIV6:.*]] = array.div %[[B]], %[[SUB5]]
// REVERSE-NEXT:    return %[[ATANH2]], %[[DIV6]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.atanh %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
