// RUN: covector-opt %s -array-to-linalg | FileCheck %s

// Convolutions and Fourier transforms are computed by the runtime as a whole: the
// numbers are those of runtime/cpu/Convolution.h and runtime/cpu/Fourier.h.

// CHECK-LABEL: func.func @pointwise(
// CHECK-SAME: %[[V0:.*]]: tensor<1x3x4x4xf32>, %[[V1:.*]]: tensor<2x3x1x1xf32>
// CHECK-NEXT: %[[V2:.*]] = tensor.empty() : tensor<1x2x4x4xf32>
// CHECK-NEXT: %[[V3:.*]] = array.runtime_call "cv_convolution_f32" [2, 1, 1, 1, 2, 3, 48, 16, 4, 1, 3, 1, 1, 1, 32, 16, 4, 1, 4, 1, 4, 1, 0, 1, 1, 0, 4, 1, 4, 1, 0, 1, 1, 0] reads 2(%[[V0]], %[[V1]], %[[V2]] : tensor<1x3x4x4xf32>, tensor<2x3x1x1xf32>, tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32>
// CHECK-NEXT: return %[[V3]] : tensor<1x2x4x4xf32>
func.func @pointwise(%x: tensor<1x3x4x4xf32>, %w: tensor<2x3x1x1xf32>) -> tensor<1x2x4x4xf32> {
  %r = array.convolution %x, %w {batch_group_count = 1, feature_group_count = 1, lhs_dilation = array<i64: 1, 1>, lhs_spec = array<i64: 0, 1, 2, 3>, out_spec = array<i64: 0, 1, 2, 3>, padding_high = array<i64: 0, 0>, padding_low = array<i64: 0, 0>, reversed = array<i64>, rhs_dilation = array<i64: 1, 1>, rhs_spec = array<i64: 0, 1, 2, 3>, strides = array<i64: 1, 1>} : (tensor<1x3x4x4xf32>, tensor<2x3x1x1xf32>) -> tensor<1x2x4x4xf32>
  return %r : tensor<1x2x4x4xf32>
}

// CHECK-LABEL: func.func @spectrum(
// CHECK-SAME: %[[V0:.*]]: tensor<3x8xf32>
// CHECK-NEXT: %[[V1:.*]] = tensor.empty() : tensor<3x5xcomplex<f32>>
// CHECK-NEXT: %[[V2:.*]] = array.runtime_call "cv_fft_f32" [2, 3, 1, 8] reads 1(%[[V0]], %[[V1]] : tensor<3x8xf32>, tensor<3x5xcomplex<f32>>) -> tensor<3x5xcomplex<f32>>
// CHECK-NEXT: return %[[V2]] : tensor<3x5xcomplex<f32>>
func.func @spectrum(%x: tensor<3x8xf32>) -> tensor<3x5xcomplex<f32>> {
  %r = array.fft %x {kind = "rfft", lengths = array<i64: 8>} : (tensor<3x8xf32>) -> tensor<3x5xcomplex<f32>>
  return %r : tensor<3x5xcomplex<f32>>
}
