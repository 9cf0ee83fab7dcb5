// RUN: covector-opt %s -split-input-file -verify-diagnostics

func.func private @f(%x: tensor<f32>) -> tensor<f32>

func.func @order(%x: tensor<f32>) -> tensor<f32> {
  // expected-error @+1 {{order must be positive, got 0}}
  %0 = array.jet @f(%x) argnums [0] order 0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func private @f(%x: tensor<f32>) -> tensor<f32>

func.func @operands(%x: tensor<f32>) -> (tensor<f32>, tensor<f32>, tensor<f32>) {
  // expected-error @+1 {{primals and derivatives of the curve must be of types ('tensor<f32>', 'tensor<f32>', 'tensor<f32>'), got ('tensor<f32>', 'tensor<f32>')}}
  %0:3 = array.jet @f(%x, %x) argnums [0] order 2 : (tensor<f32>, tensor<f32>) -> (tensor<f32>, tensor<f32>, tensor<f32>)
  return %0#0, %0#1, %0#2 : tensor<f32>, tensor<f32>, tensor<f32>
}

// -----

func.func private @f(%x: tensor<f32>) -> tensor<f32>

func.func @results(%x: tensor<f32>) -> tensor<f32> {
  // expected-error @+1 {{results and their derivatives must be of types ('tensor<f32>', 'tensor<f32>'), got ('tensor<f32>')}}
  %0 = array.jet @f(%x, %x) argnums [0] order 1 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func private @f(%x: tensor<i32>) -> tensor<f32>

func.func @integer(%x: tensor<i32>) -> (tensor<f32>, tensor<f32>) {
  // expected-error @+1 {{argument 0 of the callee must be floating point or complex, got 'tensor<i32>'}}
  %0:2 = array.jet @f(%x, %x) argnums [0] order 1 : (tensor<i32>, tensor<i32>) -> (tensor<f32>, tensor<f32>)
  return %0#0, %0#1 : tensor<f32>, tensor<f32>
}
