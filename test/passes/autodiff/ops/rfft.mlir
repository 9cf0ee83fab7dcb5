// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// n irfft(conj(ct) w), where w is 1 for what stands for itself alone, else 1/2
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME: %[[V0:.*]]: tensor<4xf64>, %[[V1:.*]]: tensor<4xf64>
// FORWARD-NEXT: %[[V2:.*]] = array.fft %[[V0]] {kind = "rfft", lengths = array<i64: 4>} : (tensor<4xf64>) -> tensor<3xcomplex<f64>>
// FORWARD-NEXT: %[[V3:.*]] = array.fft %[[V1]] {kind = "rfft", lengths = array<i64: 4>} : (tensor<4xf64>) -> tensor<3xcomplex<f64>>
// FORWARD-NEXT: return %[[V2]], %[[V3]] : tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME: %[[V0:.*]]: tensor<4xf64>, %[[V1:.*]]: tensor<3xcomplex<f64>>
// REVERSE-NEXT: %[[V2:.*]] = array.fft %[[V0]] {kind = "rfft", lengths = array<i64: 4>} : (tensor<4xf64>) -> tensor<3xcomplex<f64>>
// REVERSE-NEXT: %[[V3:.*]] = array.constant dense<[4.000000e+00, 2.000000e+00, 4.000000e+00]> : tensor<3xf64>
// REVERSE-NEXT: %[[V4:.*]] = array.real %[[V1]] : (tensor<3xcomplex<f64>>) -> tensor<3xf64>
// REVERSE-NEXT: %[[V5:.*]] = array.mul %[[V4]], %[[V3]] : tensor<3xf64>
// REVERSE-NEXT: %[[V6:.*]] = array.imag %[[V1]] : (tensor<3xcomplex<f64>>) -> tensor<3xf64>
// REVERSE-NEXT: %[[V7:.*]] = array.mul %[[V6]], %[[V3]] : tensor<3xf64>
// REVERSE-NEXT: %[[V8:.*]] = array.neg %[[V7]] : tensor<3xf64>
// REVERSE-NEXT: %[[V9:.*]] = array.complex %[[V5]], %[[V8]] : (tensor<3xf64>, tensor<3xf64>) -> tensor<3xcomplex<f64>>
// REVERSE-NEXT: %[[V10:.*]] = array.fft %[[V9]] {kind = "irfft", lengths = array<i64: 4>} : (tensor<3xcomplex<f64>>) -> tensor<4xf64>
// REVERSE-NEXT: return %[[V2]], %[[V10]] : tensor<3xcomplex<f64>>, tensor<4xf64>
func.func @main(%x: tensor<4xf64>) -> tensor<3xcomplex<f64>> {
  %r = array.fft %x {kind = "rfft", lengths = array<i64: 4>} : (tensor<4xf64>) -> tensor<3xcomplex<f64>>
  return %r : tensor<3xcomplex<f64>>
}
