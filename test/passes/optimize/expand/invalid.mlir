// RUN: covector-opt %s -array-expand-transforms -split-input-file -verify-diagnostics

func.func @main(%x: tensor<f32>) -> tensor<f32> {
  %0 = func.call @f(%x) : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}
// expected-error @below {{'@f' calls itself; recursion is not supported}}
func.func private @f(%x: tensor<f32>) -> tensor<f32> {
  %0 = func.call @g(%x) : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}
func.func private @g(%x: tensor<f32>) -> tensor<f32> {
  %0 = func.call @f(%x) : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

// expected-error @below {{'@f' calls itself; recursion is not supported}}
func.func @f(%x: tensor<f32>) -> tensor<f32> {
  %y, %dy = array.jvp @f(%x) tangents(%x) argnums [0]
      : (tensor<f32>, tensor<f32>) -> (tensor<f32>, tensor<f32>)
  return %dy : tensor<f32>
}

// -----

func.func @main(%x: tensor<f32>) -> tensor<f32> {
  %y, %dy = array.jvp @external(%x) tangents(%x) argnums [0]
      : (tensor<f32>, tensor<f32>) -> (tensor<f32>, tensor<f32>)
  return %dy : tensor<f32>
}
// expected-error @below {{jvp: function '@external' has no body}}
func.func private @external(tensor<f32>) -> tensor<f32>

// -----

func.func @main(%x: tensor<8xf32>) -> tensor<f32> {
  %y = array.vmap @f(%x) in_axes [0] out_axes [-1] size 8 : (tensor<8xf32>) -> tensor<f32>
  return %y : tensor<f32>
}
// expected-error @below {{vmap: result 0 of '@f' differs between lanes; its out axis must not be -1}}
func.func private @f(%x: tensor<f32>) -> tensor<f32> {
  %0 = array.neg %x : tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @main(%x: tensor<f32>) -> tensor<f32> {
  %y, %dy = array.jvp @f(%x) tangents(%x) argnums [0]
      : (tensor<f32>, tensor<f32>) -> (tensor<f32>, tensor<f32>)
  return %dy : tensor<f32>
}
func.func private @f(%x: tensor<f32>) -> tensor<f32> {
  // expected-error @below {{'func.call' op is not supported by jvp yet: it has no forward-mode rule (in '@f')}}
  %0 = func.call @external(%x) : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}
func.func private @external(tensor<f32>) -> tensor<f32>
