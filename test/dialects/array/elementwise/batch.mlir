// RUN: covector-opt %s -array-expand-transforms | FileCheck %s

// Operands that are not mapped are repeated for every lane, constants as larger constants.

func.func private @sin(%x: tensor<3xf32>) -> tensor<3xf32> {
  %r = array.sin %x : tensor<3xf32>
  return %r : tensor<3xf32>
}

// CHECK-LABEL: func.func @sin_mapped(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>
// CHECK-NEXT: %[[SIN:.*]] = array.sin %[[X]] : tensor<2x3xf32>
// CHECK-NEXT: return %[[SIN]] : tensor<2x3xf32>
func.func @sin_mapped(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = array.vmap @sin(%x) in_axes [0] out_axes [0] size 2
      : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

func.func private @add(%x: tensor<3xf32>, %y: tensor<3xf32>) -> tensor<3xf32> {
  %r = array.add %x, %y : tensor<3xf32>
  return %r : tensor<3xf32>
}

// CHECK-LABEL: func.func @add_both(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>, %[[Y:.*]]: tensor<2x3xf32>
// CHECK-NEXT: %[[ADD:.*]] = array.add %[[X]], %[[Y]] : tensor<2x3xf32>
// CHECK-NEXT: return %[[ADD]] : tensor<2x3xf32>
func.func @add_both(%x: tensor<2x3xf32>, %y: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = array.vmap @add(%x, %y) in_axes [0, 0] out_axes [0] size 2
      : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

// CHECK-LABEL: func.func @add_first(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>, %[[Y:.*]]: tensor<3xf32>
// CHECK-NEXT: %[[BROADCASTINDIM:.*]] = array.broadcast_in_dim %[[Y]] {dimensions = array<i64: 1>, shape = array<i64: 2, 3>} : (tensor<3xf32>) -> tensor<2x3xf32>
// CHECK-NEXT: %[[ADD:.*]] = array.add %[[X]], %[[BROADCASTINDIM]] : tensor<2x3xf32>
// CHECK-NEXT: return %[[ADD]] : tensor<2x3xf32>
func.func @add_first(%x: tensor<2x3xf32>, %y: tensor<3xf32>) -> tensor<2x3xf32> {
  %r = array.vmap @add(%x, %y) in_axes [0, -1] out_axes [0] size 2
      : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

// CHECK-LABEL: func.func @add_second(
// CHECK-SAME: %[[X:.*]]: tensor<3xf32>, %[[Y:.*]]: tensor<2x3xf32>
// CHECK-NEXT: %[[BROADCASTINDIM:.*]] = array.broadcast_in_dim %[[X]] {dimensions = array<i64: 1>, shape = array<i64: 2, 3>} : (tensor<3xf32>) -> tensor<2x3xf32>
// CHECK-NEXT: %[[ADD:.*]] = array.add %[[BROADCASTINDIM]], %[[Y]] : tensor<2x3xf32>
// CHECK-NEXT: return %[[ADD]] : tensor<2x3xf32>
func.func @add_second(%x: tensor<3xf32>, %y: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = array.vmap @add(%x, %y) in_axes [-1, 0] out_axes [0] size 2
      : (tensor<3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

func.func private @add_constant(%x: tensor<f32>) -> tensor<f32> {
  %c = array.constant dense<2.0> : tensor<f32>
  %r = array.add %x, %c : tensor<f32>
  return %r : tensor<f32>
}

// CHECK-LABEL: func.func @add_constant_mapped(
// CHECK-SAME: %[[X:.*]]: tensor<2xf32>
// CHECK-NEXT: %[[CONSTANT:.*]] = array.constant dense<2.000000e+00> : tensor<f32>
// CHECK-NEXT: %[[CONSTANT2:.*]] = array.constant dense<2.000000e+00> : tensor<2xf32>
// CHECK-NEXT: %[[ADD:.*]] = array.add %[[X]], %[[CONSTANT2]] : tensor<2xf32>
// CHECK-NEXT: return %[[ADD]] : tensor<2xf32>
func.func @add_constant_mapped(%x: tensor<2xf32>) -> tensor<2xf32> {
  %r = array.vmap @add_constant(%x) in_axes [0] out_axes [0] size 2
      : (tensor<2xf32>) -> tensor<2xf32>
  return %r : tensor<2xf32>
}

func.func private @select(%p: tensor<3xi1>, %x: tensor<3xf32>, %y: tensor<3xf32>) -> tensor<3xf32> {
  %r = array.select %p, %x, %y : (tensor<3xi1>, tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return %r : tensor<3xf32>
}

// CHECK-LABEL: func.func @select_predicate(
// CHECK-SAME: %[[P:.*]]: tensor<2x3xi1>, %[[X:.*]]: tensor<3xf32>, %[[Y:.*]]: tensor<3xf32>
// CHECK-NEXT: %[[BROADCASTINDIM:.*]] = array.broadcast_in_dim %[[X]] {dimensions = array<i64: 1>, shape = array<i64: 2, 3>} : (tensor<3xf32>) -> tensor<2x3xf32>
// CHECK-NEXT: %[[BROADCASTINDIM2:.*]] = array.broadcast_in_dim %[[Y]] {dimensions = array<i64: 1>, shape = array<i64: 2, 3>} : (tensor<3xf32>) -> tensor<2x3xf32>
// CHECK-NEXT: %[[SELECT:.*]] = array.select %[[P]], %[[BROADCASTINDIM]], %[[BROADCASTINDIM2]] : (tensor<2x3xi1>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
// CHECK-NEXT: return %[[SELECT]] : tensor<2x3xf32>
func.func @select_predicate(%p: tensor<2x3xi1>, %x: tensor<3xf32>, %y: tensor<3xf32>) -> tensor<2x3xf32> {
  %r = array.vmap @select(%p, %x, %y) in_axes [0, -1, -1] out_axes [0] size 2
      : (tensor<2x3xi1>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

func.func private @convert(%x: tensor<3xf32>) -> tensor<3xi32> {
  %r = array.convert %x {element_type = i32} : (tensor<3xf32>) -> tensor<3xi32>
  return %r : tensor<3xi32>
}

// CHECK-LABEL: func.func @convert_mapped(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>
// CHECK-NEXT: %[[CONVERT:.*]] = array.convert %[[X]] {element_type = i32} : (tensor<2x3xf32>) -> tensor<2x3xi32>
// CHECK-NEXT: return %[[CONVERT]] : tensor<2x3xi32>
func.func @convert_mapped(%x: tensor<2x3xf32>) -> tensor<2x3xi32> {
  %r = array.vmap @convert(%x) in_axes [0] out_axes [0] size 2
      : (tensor<2x3xf32>) -> tensor<2x3xi32>
  return %r : tensor<2x3xi32>
}
