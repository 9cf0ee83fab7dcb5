// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d gamma(x) = dx gamma(x) digamma(x)
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[GAMMA1:.*]] = array.gamma %[[A]]
// FORWARD-NEXT:    %[[DIGAMMA2:.*]] = array.digamma %[[A]]
// FORWARD-NEXT:    %[[MUL3:.*]] = array.mul %[[GAMMA1]], %[[DIGAMMA2]]
// FORWARD-NEXT:    %[[MUL4:.*]] = array.mul %[[B]], %[[MUL3]]
// FORWARD-NEXT:    return %[[GAMMA1]], %[[MUL4]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[GAMMA1:.*]] = array.gamma %[[A]]
// REVERSE-NEXT:    %[[DIGAMMA2:.*]] = array.digamma %[[A]]
// REVERSE-NEXT:    %[[MUL3:.*]] = array.mul %[[GAMMA1]], %[[DIGAMMA2]]
// REVERSE-NEXT:    %[[MUL4:.*]] = array.mul %[[B]], %[[MUL3]]
// REVERSE-NEXT:    return %[[GAMMA1]], %[[MUL4]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.gamma %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
