// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// a cotangent is reversed
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[REVERSE2:.*]] = array.reverse %[[A]] {axes = array<i64: 0>}
// FORWARD-NEXT:    %[[REVERSE3:.*]] = array.reverse %[[B]] {axes = array<i64: 0>}
// FORWARD-NEXT:    return %[[REVERSE2]], %[[REVERSE3]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[REVERSE2:.*]] = array.reverse %[[A]] {axes = array<i64: 0>}
// REVERSE-NEXT:    %[[REVERSE3:.*]] = array.reverse %[[B]] {axes = array<i64: 0>}
// REVERSE-NEXT:    return %[[REVERSE2]], %[[REVERSE3]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.reverse %x {axes = array<i64: 0>} : tensor<4xf32>
  return %0 : tensor<4xf32>
}
