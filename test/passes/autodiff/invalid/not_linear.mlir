// RUN: covector-opt %s -array-transpose -split-input-file -verify-diagnostics

func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @below {{'array.sin' op is not supported by transpose yet: it has no transpose rule}}
  %0 = array.sin %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// expected-error @below {{transpose: result 0 of '@main' is not linear: it depends on no linear argument and is not 0}}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.constant dense<1.0> : tensor<4xf32>
  return %0 : tensor<4xf32>
}
