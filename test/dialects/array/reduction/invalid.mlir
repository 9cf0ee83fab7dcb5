// RUN: covector-opt %s -split-input-file -verify-diagnostics

func.func @axis_range(%a0: tensor<2x3xf32>) {
  // expected-error @+2 {{array.reduce_sum: axes must be axes of an array of rank 2, got [2]}}
  // expected-error @+1 {{'array.reduce_sum' op failed to infer returned types}}
  %r = "array.reduce_sum"(%a0) {axes = array<i64: 2>} : (tensor<2x3xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @axes_distinct(%a0: tensor<2x3xf32>) {
  // expected-error @+2 {{array.reduce_prod: axes must be distinct, got [1, 1]}}
  // expected-error @+1 {{'array.reduce_prod' op failed to infer returned types}}
  %r = "array.reduce_prod"(%a0) {axes = array<i64: 1, 1>} : (tensor<2x3xf32>) -> tensor<f32>
  return
}

// -----

func.func @axes_missing(%a0: tensor<2x3xf32>) {
  // expected-error @+1 {{'array.reduce_max' op requires attribute 'axes'}}
  %r = "array.reduce_max"(%a0) : (tensor<2x3xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @sum_of_booleans(%a0: tensor<4xi1>) {
  // expected-error @+1 {{'array.reduce_sum' op operand #0 must be integer, floating-point or complex array, but got 'tensor<4xi1>'}}
  %r = "array.reduce_sum"(%a0) {axes = array<i64: 0>} : (tensor<4xi1>) -> tensor<i1>
  return
}

// -----

func.func @result(%a0: tensor<2x3xf32>) {
  // expected-error @+2 {{'array.reduce_sum' op inferred type(s) 'tensor<2xf32>' are incompatible with return type(s) of operation 'tensor<3xf32>'}}
  // expected-error @+1 {{'array.reduce_sum' op failed to infer returned types}}
  %r = "array.reduce_sum"(%a0) {axes = array<i64: 1>} : (tensor<2x3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @argmax_c1(%a0: tensor<2x3xf32>) {
  // expected-error @+1 {{'array.argmax' op result #0 must be integer array, but got 'tensor<2xf32>'}}
  %r = "array.argmax"(%a0) {axis = 1 : i64, index_type = f32} : (tensor<2x3xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @argmax_c2(%a0: tensor<2x3xf32>) {
  // expected-error @+2 {{array.argmax: axis must be an axis of an array of rank 2, got -1}}
  // expected-error @+1 {{'array.argmax' op failed to infer returned types}}
  %r = "array.argmax"(%a0) {axis = -1 : i64, index_type = i32} : (tensor<2x3xf32>) -> tensor<2xi32>
  return
}

// -----

func.func @argmin_c3(%a0: tensor<2x0xf32>) {
  // expected-error @+2 {{array.argmin: axis 1 of tensor<2x0xf32> is empty: it has no such element}}
  // expected-error @+1 {{'array.argmin' op failed to infer returned types}}
  %r = "array.argmin"(%a0) {axis = 1 : i64, index_type = i32} : (tensor<2x0xf32>) -> tensor<2xi32>
  return
}
