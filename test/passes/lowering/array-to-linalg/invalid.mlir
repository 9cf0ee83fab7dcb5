// RUN: covector-opt %s -array-to-linalg -split-input-file -verify-diagnostics

func.func private @f(%x: tensor<f32>) -> tensor<f32> {
  return %x : tensor<f32>
}
func.func @requests_are_expanded_before(%x: tensor<f32>) -> tensor<f32> {
  // expected-error @below {{'array.vmap' op has no lowering to linalg; expand transformation requests with array-expand-transforms}}
  %y = array.vmap @f(%x) in_axes [-1] out_axes [-1] size 8 : (tensor<f32>) -> tensor<f32>
  return %y : tensor<f32>
}

// -----

// expected-error @below {{has several blocks; array programs have one}}
func.func @several_blocks(%x: tensor<f32>) -> tensor<f32> {
  cf.br ^bb1
^bb1:
  return %x : tensor<f32>
}
