// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// conj(rfft(ct)) w / n, where w is 1 for what stands for itself alone, else 2
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME: %[[V0:.*]]: tensor<3xcomplex<f64>>, %[[V1:.*]]: tensor<3xcomplex<f64>>
// FORWARD-NEXT: %[[V2:.*]] = array.fft %[[V0]] {kind = "irfft", lengths = array<i64: 5>} : (tensor<3xcomplex<f64>>) -> tensor<5xf64>
// FORWARD-NEXT: %[[V3:.*]] = array.fft %[[V1]] {kind = "irfft", lengths = array<i64: 5>} : (tensor<3xcomplex<f64>>) -> tensor<5xf64>
// FORWARD-NEXT: return %[[V2]], %[[V3]] : tensor<5xf64>, tensor<5xf64>
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME: %[[V0:.*]]: tensor<3xcomplex<f64>>, %[[V1:.*]]: tensor<5xf64>
// REVERSE-NEXT: %[[V2:.*]] = array.fft %[[V0]] {kind = "irfft", lengths = array<i64: 5>} : (tensor<3xcomplex<f64>>) -> tensor<5xf64>
// REVERSE-NEXT: %[[V3:.*]] = array.fft %[[V1]] {kind = "rfft", lengths = array<i64: 5>} : (tensor<5xf64>) -> tensor<3xcomplex<f64>>
// REVERSE-NEXT: %[[V4:.*]] = array.constant dense<[2.000000e-01, 4.000000e-01, 4.000000e-01]> : tensor<3xf64>
// REVERSE-NEXT: %[[V5:.*]] = array.real %[[V3]] : (tensor<3xcomplex<f64>>) -> tensor<3xf64>
// REVERSE-NEXT: %[[V6:.*]] = array.mul %[[V5]], %[[V4]] : tensor<3xf64>
// REVERSE-NEXT: %[[V7:.*]] = array.imag %[[V3]] : (tensor<3xcomplex<f64>>) -> tensor<3xf64>
// REVERSE-NEXT: %[[V8:.*]] = array.mul %[[V7]], %[[V4]] : tensor<3xf64>
// REVERSE-NEXT: %[[V9:.*]] = array.neg %[[V8]] : tensor<3xf64>
// REVERSE-NEXT: %[[V10:.*]] = array.complex %[[V6]], %[[V9]] : (tensor<3xf64>, tensor<3xf64>) -> tensor<3xcomplex<f64>>
// REVERSE-NEXT: return %[[V2]], %[[V10]] : tensor<5xf64>, tensor<3xcomplex<f64>>
func.func @main(%x: tensor<3xcomplex<f64>>) -> tensor<5xf64> {
  %r = array.fft %x {kind = "irfft", lengths = array<i64: 5>} : (tensor<3xcomplex<f64>>) -> tensor<5xf64>
  return %r : tensor<5xf64>
}
