// RUN: covector-opt %s -verify-diagnostics "-array-sparsity=symmetric"

// expected-error @+1 {{sparsity: a matrix of 1 rows and 4 columns is not symmetric; leave out symmetric}}
func.func @main(%x: tensor<4xf32>) -> tensor<f32> {
  %0 = array.reduce_sum %x {axes = array<i64: 0>} : (tensor<4xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}
