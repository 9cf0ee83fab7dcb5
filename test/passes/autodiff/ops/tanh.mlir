// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d tanh(x) = dx (1 - tanh(x)^2)
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[TANH2:.*]] = array.tanh %[[A]]
// FORWARD-NEXT:    %[[MUL3:.*]] = array.mul %[[TANH2]], %[[TANH2]]
// FORWARD-NEXT:    %[[CONSTANT4:.*]] = array.constant dense<1.000000e+00> : tensor<4xf32>
// FORWARD-NEXT:    %[[SUB5:.*]] = array.sub %[[CONSTANT4]], %[[MUL3]]
// FORWARD-NEXT:    %[[MUL6:.*]] = array.mul %[[B]], %[[SUB5]]
// FORWARD-NEXT:    return %[[TANH2]], %[[MUL6]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[TANH2:.*]] = array.tanh %[[A]]
// REVERSE-NEXT:    %[[MUL3:.*]] = array.mul %[[TANH2]], %[[TANH2]]
// REVERSE-NEXT:    %[[CONSTANT4:.*]] = array.constant dense<1.000000e+00> : tensor<4xf32>
// REVERSE-NEXT:    %[[SUB5:.*]] = array.sub %[[CONSTANT4]], %[[MUL3]]
// REVERSE-NEXT:    %[[MUL6:.*]] = array.mul %[[B]], %[[SUB5]]
// REVERSE-NEXT:    return %[[TANH2]], %[[MUL6]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.tanh %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
