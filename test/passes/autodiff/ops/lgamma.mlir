// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d lgamma(x) = dx digamma(x)
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[LGAMMA1:.*]] = array.lgamma %[[A]]
// FORWARD-NEXT:    %[[DIGAMMA2:.*]] = array.digamma %[[A]]
// FORWARD-NEXT:    %[[MUL3:.*]] = array.mul %[[B]], %[[DIGAMMA2]]
// FORWARD-NEXT:    return %[[LGAMMA1]], %[[MUL3]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[LGAMMA1:.*]] = array.lgamma %[[A]]
// REVERSE-NEXT:    %[[DIGAMMA2:.*]] = array.digamma %[[A]]
// REVERSE-NEXT:    %[[MUL3:.*]] = array.mul %[[B]], %[[DIGAMMA2]]
// REVERSE-NEXT:    return %[[LGAMMA1]], %[[MUL3]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.lgamma %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
