// RUN: covector-opt %s -array-expand-transforms | FileCheck %s

// Lanes are one more axis in front.

func.func private @of_reals(%x: tensor<3x8xf32>) -> tensor<3x5xcomplex<f32>> {
  %r = array.fft %x {kind = "rfft", lengths = array<i64: 8>} : (tensor<3x8xf32>) -> tensor<3x5xcomplex<f32>>
  return %r : tensor<3x5xcomplex<f32>>
}

// CHECK-LABEL: func.func @lanes(
// CHECK-SAME: %[[V0:.*]]: tensor<2x3x8xf32>
// CHECK-NEXT: %[[V1:.*]] = array.fft %[[V0]] {kind = "rfft", lengths = array<i64: 8>} : (tensor<2x3x8xf32>) -> tensor<2x3x5xcomplex<f32>>
// CHECK-NEXT: return %[[V1]] : tensor<2x3x5xcomplex<f32>>
func.func @lanes(%x: tensor<2x3x8xf32>) -> tensor<2x3x5xcomplex<f32>> {
  %r = array.vmap @of_reals(%x) in_axes [0] out_axes [0] size 2 : (tensor<2x3x8xf32>) -> tensor<2x3x5xcomplex<f32>>
  return %r : tensor<2x3x5xcomplex<f32>>
}
