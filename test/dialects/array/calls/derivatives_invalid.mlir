// RUN: covector-opt %s -split-input-file -array-jvp -verify-diagnostics

func.func @main(%x: tensor<f32>) -> tensor<f32> {
  // expected-error @+1 {{Pure callbacks do not support JVP}}
  %y = array.callback "pure" 1 (%x) : (tensor<f32>) -> tensor<f32>
  return %y : tensor<f32>
}

// -----

func.func @main(%x: tensor<f32>) -> tensor<f32> {
  // expected-error @+1 {{IO callbacks do not support JVP}}
  %y = array.callback "io" 1 (%x) : (tensor<f32>) -> tensor<f32>
  return %y : tensor<f32>
}

// -----

func.func @main(%x: tensor<f32>) -> tensor<f32> {
  // expected-error @+1 {{The FFI call to `f` cannot be differentiated}}
  %y = array.foreign_call "f" (%x) : (tensor<f32>) -> tensor<f32>
  return %y : tensor<f32>
}
