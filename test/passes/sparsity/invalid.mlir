// RUN: covector-opt %s -split-input-file -verify-diagnostics "-array-sparsity=argnums=0"

// expected-error @+1 {{sparsity: argument 0 of '@main' must be floating point or complex to be differentiated, got 'tensor<4xi32>'; leave it out of argnums}}
func.func @main(%x: tensor<4xi32>) -> tensor<4xi32> {
  return %x : tensor<4xi32>
}
