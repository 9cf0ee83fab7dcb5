// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d exp(x) = dx exp(x): the value is used again
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[EXP2:.*]] = array.exp %[[A]]
// FORWARD-NEXT:    %[[MUL3:.*]] = array.mul %[[B]], %[[EXP2]]
// FORWARD-NEXT:    return %[[EXP2]], %[[MUL3]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[EXP2:.*]] = array.exp %[[A]]
// REVERSE-NEXT:    %[[MUL3:.*]] = array.mul %[[B]], %[[EXP2]]
// REVERSE-NEXT:    return %[[EXP2]], %[[MUL3]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.exp %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
