// RUN: covector-opt %s -array-expand-transforms | FileCheck %s

// The axis is one further.

func.func private @cumsum(%x: tensor<5xf32>) -> tensor<5xf32> {
  %r = array.cumsum %x {axis = 0 : i64, reverse = false} : (tensor<5xf32>) -> tensor<5xf32>
  return %r : tensor<5xf32>
}

// CHECK-LABEL: func.func @cumsum_mapped(
// CHECK-SAME: %[[ARG0:.*]]: tensor<2x5xf32>
// CHECK-NEXT: %[[CUMSUM:.*]] = array.cumsum %[[ARG0]] {axis = 1 : i64, reverse = false} : (tensor<2x5xf32>) -> tensor<2x5xf32>
// CHECK-NEXT: return %[[CUMSUM]] : tensor<2x5xf32>
func.func @cumsum_mapped(%x: tensor<2x5xf32>) -> tensor<2x5xf32> {
  %r = array.vmap @cumsum(%x) in_axes [0] out_axes [0] size 2 : (tensor<2x5xf32>) -> tensor<2x5xf32>
  return %r : tensor<2x5xf32>
}

func.func private @cummax(%x: tensor<5xf32>) -> tensor<5xf32> {
  %r = array.cummax %x {axis = 0 : i64, reverse = false} : (tensor<5xf32>) -> tensor<5xf32>
  return %r : tensor<5xf32>
}

// CHECK-LABEL: func.func @cummax_mapped(
// CHECK-SAME: %[[ARG0:.*]]: tensor<2x5xf32>
// CHECK-NEXT: %[[CUMMAX:.*]] = array.cummax %[[ARG0]] {axis = 1 : i64, reverse = false} : (tensor<2x5xf32>) -> tensor<2x5xf32>
// CHECK-NEXT: return %[[CUMMAX]] : tensor<2x5xf32>
func.func @cummax_mapped(%x: tensor<2x5xf32>) -> tensor<2x5xf32> {
  %r = array.vmap @cummax(%x) in_axes [0] out_axes [0] size 2 : (tensor<2x5xf32>) -> tensor<2x5xf32>
  return %r : tensor<2x5xf32>
}

func.func private @recurrence(%a: tensor<5xf32>, %b: tensor<5xf32>) -> tensor<5xf32> {
  %r = array.linear_recurrence %a, %b {axis = 0 : i64, reverse = false} : (tensor<5xf32>, tensor<5xf32>) -> tensor<5xf32>
  return %r : tensor<5xf32>
}

// What is the same for all lanes is repeated.
// CHECK-LABEL: func.func @recurrence_mapped(
// CHECK-SAME: %[[ARG0:.*]]: tensor<5xf32>, %[[ARG1:.*]]: tensor<2x5xf32>
// CHECK-NEXT: %[[BROADCASTINDIM:.*]] = array.broadcast_in_dim %[[ARG0]] {dimensions = array<i64: 1>, shape = array<i64: 2, 5>} : (tensor<5xf32>) -> tensor<2x5xf32>
// CHECK-NEXT: %[[LINEARRECURRENCE:.*]] = array.linear_recurrence %[[BROADCASTINDIM]], %[[ARG1]] {axis = 1 : i64, reverse = false} : (tensor<2x5xf32>, tensor<2x5xf32>) -> tensor<2x5xf32>
// CHECK-NEXT: return %[[LINEARRECURRENCE]] : tensor<2x5xf32>
func.func @recurrence_mapped(%a: tensor<5xf32>, %b: tensor<2x5xf32>) -> tensor<2x5xf32> {
  %r = array.vmap @recurrence(%a, %b) in_axes [-1, 0] out_axes [0] size 2 : (tensor<5xf32>, tensor<2x5xf32>) -> tensor<2x5xf32>
  return %r : tensor<2x5xf32>
}
