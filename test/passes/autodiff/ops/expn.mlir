// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d expn(n, x) = -dx expn(n - 1, x), for constant n
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[CONSTANT1:.*]] = array.constant dense<2.000000e+00>
// FORWARD-NEXT:    %[[EXPN2:.*]] = array.expn %[[CONSTANT1]], %[[A]]
// FORWARD-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<1.000000e+00>
// FORWARD-NEXT:    %[[EXPN4:.*]] = array.expn %[[CONSTANT3]], %[[A]]
// FORWARD-NEXT:    %[[MUL5:.*]] = array.mul %[[B]], %[[EXPN4]]
// FORWARD-NEXT:    %[[NEG6:.*]] = array.neg %[[MUL5]]
// FORWARD-NEXT:    return %[[EXPN2]], %[[NEG6]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[CONSTANT1:.*]] = array.constant dense<2.000000e+00>
// REVERSE-NEXT:    %[[EXPN2:.*]] = array.expn %[[CONSTANT1]], %[[A]]
// REVERSE-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<1.000000e+00>
// REVERSE-NEXT:    %[[EXPN4:.*]] = array.expn %[[CONSTANT3]], %[[A]]
// REVERSE-NEXT:    %[[NEG5:.*]] = array.neg %[[B]]
// REVERSE-NEXT:    %[[MUL6:.*]] = array.mul %[[NEG5]], %[[EXPN4]]
// REVERSE-NEXT:    return %[[EXPN2]], %[[MUL6]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %n = array.constant dense<2.0> : tensor<4xf32>
  %0 = array.expn %n, %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
