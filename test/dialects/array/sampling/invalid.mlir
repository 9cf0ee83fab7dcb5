// RUN: covector-opt %s --split-input-file --verify-diagnostics

func.func @shapes(%k: tensor<3xui32>, %alpha: tensor<4xf32>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{keys and alpha must have one shape, got tensor<3xui32>, tensor<3xui32> and tensor<4xf32>}}
  %r = "array.random_gamma"(%k, %k, %alpha) {log_space = false} : (tensor<3xui32>, tensor<3xui32>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @narrow(%k: tensor<4xui32>, %alpha: tensor<4xf16>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{alpha must be an array of f32 or f64, got tensor<4xf16>}}
  %r = "array.random_gamma"(%k, %k, %alpha) {log_space = false} : (tensor<4xui32>, tensor<4xui32>, tensor<4xf16>) -> tensor<4xf16>
  return
}

// -----

func.func @key(%key: tensor<3xui32>, %rate: tensor<4xf32>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{the axes of the key but the last, of size 2, must be the first ones of the other operands}}
  %r = "array.random_poisson"(%key, %rate) {element_type = i32} : (tensor<3xui32>, tensor<4xf32>) -> tensor<4xi32>
  return
}

// -----

func.func @element(%key: tensor<2xui32>, %rate: tensor<4xf32>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{element_type must be an integer type, got f32}}
  %r = "array.random_poisson"(%key, %rate) {element_type = f32} : (tensor<2xui32>, tensor<4xf32>) -> tensor<4xi32>
  return
}

// -----

func.func @counts(%key: tensor<2xui32>, %n: tensor<4xf32>, %p: tensor<3xf32>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{count and probability must have one type, got tensor<4xf32> and tensor<3xf32>}}
  %r = "array.random_binomial"(%key, %n, %p) : (tensor<2xui32>, tensor<4xf32>, tensor<3xf32>) -> tensor<4xf32>
  return
}
