// RUN: covector-opt %s | covector-opt | FileCheck %s

// The four kinds.

// CHECK-LABEL: func.func @forward(
// CHECK-SAME: %[[V0:.*]]: tensor<3x8xcomplex<f32>>
// CHECK-NEXT: %[[V1:.*]] = array.fft %[[V0]] {kind = "fft", lengths = array<i64: 8>} : (tensor<3x8xcomplex<f32>>) -> tensor<3x8xcomplex<f32>>
// CHECK-NEXT: return %[[V1]] : tensor<3x8xcomplex<f32>>
func.func @forward(%x: tensor<3x8xcomplex<f32>>) -> tensor<3x8xcomplex<f32>> {
  %r = array.fft %x {kind = "fft", lengths = array<i64: 8>} : (tensor<3x8xcomplex<f32>>) -> tensor<3x8xcomplex<f32>>
  return %r : tensor<3x8xcomplex<f32>>
}

// CHECK-LABEL: func.func @inverse(
// CHECK-SAME: %[[V0:.*]]: tensor<2x3x8xcomplex<f64>>
// CHECK-NEXT: %[[V1:.*]] = array.fft %[[V0]] {kind = "ifft", lengths = array<i64: 3, 8>} : (tensor<2x3x8xcomplex<f64>>) -> tensor<2x3x8xcomplex<f64>>
// CHECK-NEXT: return %[[V1]] : tensor<2x3x8xcomplex<f64>>
func.func @inverse(%x: tensor<2x3x8xcomplex<f64>>) -> tensor<2x3x8xcomplex<f64>> {
  %r = array.fft %x {kind = "ifft", lengths = array<i64: 3, 8>} : (tensor<2x3x8xcomplex<f64>>) -> tensor<2x3x8xcomplex<f64>>
  return %r : tensor<2x3x8xcomplex<f64>>
}

// CHECK-LABEL: func.func @of_reals(
// CHECK-SAME: %[[V0:.*]]: tensor<3x8xf32>
// CHECK-NEXT: %[[V1:.*]] = array.fft %[[V0]] {kind = "rfft", lengths = array<i64: 8>} : (tensor<3x8xf32>) -> tensor<3x5xcomplex<f32>>
// CHECK-NEXT: return %[[V1]] : tensor<3x5xcomplex<f32>>
func.func @of_reals(%x: tensor<3x8xf32>) -> tensor<3x5xcomplex<f32>> {
  %r = array.fft %x {kind = "rfft", lengths = array<i64: 8>} : (tensor<3x8xf32>) -> tensor<3x5xcomplex<f32>>
  return %r : tensor<3x5xcomplex<f32>>
}

// CHECK-LABEL: func.func @to_reals(
// CHECK-SAME: %[[V0:.*]]: tensor<3x5xcomplex<f32>>
// CHECK-NEXT: %[[V1:.*]] = array.fft %[[V0]] {kind = "irfft", lengths = array<i64: 9>} : (tensor<3x5xcomplex<f32>>) -> tensor<3x9xf32>
// CHECK-NEXT: return %[[V1]] : tensor<3x9xf32>
func.func @to_reals(%x: tensor<3x5xcomplex<f32>>) -> tensor<3x9xf32> {
  %r = array.fft %x {kind = "irfft", lengths = array<i64: 9>} : (tensor<3x5xcomplex<f32>>) -> tensor<3x9xf32>
  return %r : tensor<3x9xf32>
}
