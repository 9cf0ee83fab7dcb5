// RUN: covector-opt %s -array-expand-transforms | FileCheck %s

// Operands that are not mapped are repeated for every lane; orders stay what they are.

func.func private @igamma(%a: tensor<f32>, %x: tensor<3xf32>) -> tensor<3xf32> {
  %b = array.broadcast_in_dim %a {dimensions = array<i64>, shape = array<i64: 3>}
      : (tensor<f32>) -> tensor<3xf32>
  %r = array.igamma %b, %x : tensor<3xf32>
  return %r : tensor<3xf32>
}

// CHECK-LABEL: func.func @igamma_of_mapped_x(
// CHECK-SAME: %[[A:.*]]: tensor<f32>, %[[X:.*]]: tensor<2x3xf32>
// CHECK: %[[LANES:.*]] = array.broadcast_in_dim %{{.*}} : (tensor<3xf32>) -> tensor<2x3xf32>
// CHECK: array.igamma %[[LANES]], %[[X]] : tensor<2x3xf32>
func.func @igamma_of_mapped_x(%a: tensor<f32>, %x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = array.vmap @igamma(%a, %x) in_axes [-1, 0] out_axes [0] size 2
      : (tensor<f32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

func.func private @zeta(%x: tensor<3xf32>, %q: tensor<3xf32>) -> tensor<3xf32> {
  %r = array.zeta %x, %q {order = 1 : i64} : tensor<3xf32>
  return %r : tensor<3xf32>
}

// CHECK-LABEL: func.func @zeta_mapped(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>, %[[Q:.*]]: tensor<2x3xf32>
// CHECK: array.zeta %[[X]], %[[Q]] {order = 1 : i64} : tensor<2x3xf32>
func.func @zeta_mapped(%x: tensor<2x3xf32>, %q: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = array.vmap @zeta(%x, %q) in_axes [0, 0] out_axes [0] size 2
      : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}
