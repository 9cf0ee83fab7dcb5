// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d(-x) = -dx
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[NEG2:.*]] = array.neg %[[A]]
// FORWARD-NEXT:    %[[NEG3:.*]] = array.neg %[[B]]
// FORWARD-NEXT:    return %[[NEG2]], %[[NEG3]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[NEG2:.*]] = array.neg %[[A]]
// REVERSE-NEXT:    %[[NEG3:.*]] = array.neg %[[B]]
// REVERSE-NEXT:    return %[[NEG2]], %[[NEG3]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.neg %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
