// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// the matrix of the transform is symmetric
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME: %[[V0:.*]]: tensor<3x8xcomplex<f32>>, %[[V1:.*]]: tensor<3x8xcomplex<f32>>
// FORWARD-NEXT: %[[V2:.*]] = array.fft %[[V0]] {kind = "fft", lengths = array<i64: 8>} : (tensor<3x8xcomplex<f32>>) -> tensor<3x8xcomplex<f32>>
// FORWARD-NEXT: %[[V3:.*]] = array.fft %[[V1]] {kind = "fft", lengths = array<i64: 8>} : (tensor<3x8xcomplex<f32>>) -> tensor<3x8xcomplex<f32>>
// FORWARD-NEXT: return %[[V2]], %[[V3]] : tensor<3x8xcomplex<f32>>, tensor<3x8xcomplex<f32>>
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME: %[[V0:.*]]: tensor<3x8xcomplex<f32>>, %[[V1:.*]]: tensor<3x8xcomplex<f32>>
// REVERSE-NEXT: %[[V2:.*]] = array.fft %[[V0]] {kind = "fft", lengths = array<i64: 8>} : (tensor<3x8xcomplex<f32>>) -> tensor<3x8xcomplex<f32>>
// REVERSE-NEXT: %[[V3:.*]] = array.fft %[[V1]] {kind = "fft", lengths = array<i64: 8>} : (tensor<3x8xcomplex<f32>>) -> tensor<3x8xcomplex<f32>>
// REVERSE-NEXT: return %[[V2]], %[[V3]] : tensor<3x8xcomplex<f32>>, tensor<3x8xcomplex<f32>>
func.func @main(%x: tensor<3x8xcomplex<f32>>) -> tensor<3x8xcomplex<f32>> {
  %r = array.fft %x {kind = "fft", lengths = array<i64: 8>} : (tensor<3x8xcomplex<f32>>) -> tensor<3x8xcomplex<f32>>
  return %r : tensor<3x8xcomplex<f32>>
}
