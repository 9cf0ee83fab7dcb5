// RUN: covector-opt %s -array-transforms-pipeline | FileCheck %s

// Gradients per example: each lane has its own x and the common w.
// CHECK-LABEL: func.func @main(
// CHECK-SAME:      %[[W:.*]]: tensor<3xf32>, %[[X:.*]]: tensor<8x3xf32>) -> tensor<8x3xf32>
// CHECK:         %[[WX:.*]] = array.dot_general {{.*}} -> tensor<8xf32>
// CHECK:         %[[COS:.*]] = array.cos %[[WX]]
// CHECK:         %[[GRADIENT:.*]] = array.dot_general %[[COS]], %[[X]] {{.*}}lhs_batch = array<i64: 0>{{.*}}rhs_batch = array<i64: 0>{{.*}} -> tensor<8x3xf32>
// CHECK:         return %[[GRADIENT]]
func.func @main(%w: tensor<3xf32>, %x: tensor<8x3xf32>) -> tensor<8x3xf32> {
  %g = array.vmap @gradient(%w, %x) in_axes [-1, 0] out_axes [0] size 8
      : (tensor<3xf32>, tensor<8x3xf32>) -> tensor<8x3xf32>
  return %g : tensor<8x3xf32>
}
func.func private @gradient(%w: tensor<3xf32>, %x: tensor<3xf32>) -> tensor<3xf32> {
  %one = array.constant dense<1.0> : tensor<f32>
  %y, %g = array.vjp @f(%w, %x) cotangents(%one) argnums [0] resnums [0]
      : (tensor<3xf32>, tensor<3xf32>, tensor<f32>) -> (tensor<f32>, tensor<3xf32>)
  return %g : tensor<3xf32>
}
func.func private @f(%w: tensor<3xf32>, %x: tensor<3xf32>) -> tensor<f32> {
  %0 = array.dot_general %w, %x {element_type = f32, lhs_batch = array<i64>, lhs_contracting = array<i64: 0>, rhs_batch = array<i64>, rhs_contracting = array<i64: 0>} : (tensor<3xf32>, tensor<3xf32>) -> tensor<f32>
  %1 = array.sin %0 : tensor<f32>
  return %1 : tensor<f32>
}
