// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// a cotangent is summed over the axes that were repeated
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<3x1xf32>, %[[B:.*]]: tensor<3x1xf32>) -> (tensor<2x3x4xf32>, tensor<2x3x4xf32>)
// FORWARD-NEXT:    %[[BROADCASTINDIM2:.*]] = array.broadcast_in_dim %[[A]] {dimensions = array<i64: 1, 2>, shape = array<i64: 2, 3, 4>} : (tensor<3x1xf32>) -> tensor<2x3x4xf32>
// FORWARD-NEXT:    %[[BROADCASTINDIM3:.*]] = array.broadcast_in_dim %[[B]] {dimensions = array<i64: 1, 2>, shape = array<i64: 2, 3, 4>} : (tensor<3x1xf32>) -> tensor<2x3x4xf32>
// FORWARD-NEXT:    return %[[BROADCASTINDIM2]], %[[BROADCASTINDIM3]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<3x1xf32>, %[[B:.*]]: tensor<2x3x4xf32>) -> (tensor<2x3x4xf32>, tensor<3x1xf32>)
// REVERSE-NEXT:    %[[BROADCASTINDIM2:.*]] = array.broadcast_in_dim %[[A]] {dimensions = array<i64: 1, 2>, shape = array<i64: 2, 3, 4>} : (tensor<3x1xf32>) -> tensor<2x3x4xf32>
// REVERSE-NEXT:    %[[REDUCESUM3:.*]] = array.reduce_sum %[[B]] {axes = array<i64: 0, 2>} : (tensor<2x3x4xf32>) -> tensor<3xf32>
// REVERSE-NEXT:    %[[RESHAPE4:.*]] = array.reshape %[[REDUCESUM3]] {shape = array<i64: 3, 1>} : (tensor<3xf32>) -> tensor<3x1xf32>
// REVERSE-NEXT:    return %[[BROADCASTINDIM2]], %[[RESHAPE4]]
func.func @main(%x: tensor<3x1xf32>) -> tensor<2x3x4xf32> {
  %0 = array.broadcast_in_dim %x {dimensions = array<i64: 1, 2>, shape = array<i64: 2, 3, 4>} : (tensor<3x1xf32>) -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}
