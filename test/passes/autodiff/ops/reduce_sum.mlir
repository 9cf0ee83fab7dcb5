// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// a cotangent is repeated along the summed axes
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<2x3xf32>, %[[B:.*]]: tensor<2x3xf32>) -> (tensor<3xf32>, tensor<3xf32>)
// FORWARD-NEXT:    %[[REDUCESUM2:.*]] = array.reduce_sum %[[A]] {axes = array<i64: 0>} : (tensor<2x3xf32>) -> tensor<3xf32>
// FORWARD-NEXT:    %[[REDUCESUM3:.*]] = array.reduce_sum %[[B]] {axes = array<i64: 0>} : (tensor<2x3xf32>) -> tensor<3xf32>
// FORWARD-NEXT:    return %[[REDUCESUM2]], %[[REDUCESUM3]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<2x3xf32>, %[[B:.*]]: tensor<3xf32>) -> (tensor<3xf32>, tensor<2x3xf32>)
// REVERSE-NEXT:    %[[REDUCESUM2:.*]] = array.reduce_sum %[[A]] {axes = array<i64: 0>} : (tensor<2x3xf32>) -> tensor<3xf32>
// REVERSE-NEXT:    %[[BROADCASTINDIM3:.*]] = array.broadcast_in_dim %[[B]] {dimensions = array<i64: 1>, shape = array<i64: 2, 3>} : (tensor<3xf32>) -> tensor<2x3xf32>
// REVERSE-NEXT:    return %[[REDUCESUM2]], %[[BROADCASTINDIM3]]
func.func @main(%x: tensor<2x3xf32>) -> tensor<3xf32> {
  %0 = array.reduce_sum %x {axes = array<i64: 0>} : (tensor<2x3xf32>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}
