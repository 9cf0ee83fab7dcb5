// RUN: covector-opt %s -split-input-file -verify-diagnostics

func.func @bool(%x: tensor<3xi1>) {
  // expected-error @+1 {{'array.psum' op operand #0 must be integer, floating-point or complex array, but got 'tensor<3xi1>'}}
  %r = "array.psum"(%x) {axis_name = "i"} : (tensor<3xi1>) -> tensor<3xi1>
  return
}

// -----

func.func @no_name(%x: tensor<3xf32>) {
  // expected-error @+1 {{'array.psum' op requires attribute 'axis_name'}}
  %r = "array.psum"(%x) : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @gather_axis(%x: tensor<3xf32>) {
  // expected-error @+2 {{array.all_gather: axis must be an axis of an array of rank 2, got 2}}
  // expected-error @+1 {{'array.all_gather' op failed to infer returned types}}
  %r = "array.all_gather"(%x) {axis = 2 : i64, axis_name = "i", axis_size = 2 : i64} : (tensor<3xf32>) -> tensor<3x2xf32>
  return
}

// -----

func.func @gather_size(%x: tensor<3xf32>) {
  // expected-error @+2 {{array.all_gather: axis_size must not be negative, got -1}}
  // expected-error @+1 {{'array.all_gather' op failed to infer returned types}}
  %r = "array.all_gather"(%x) {axis = 0 : i64, axis_name = "i", axis_size = -1 : i64} : (tensor<3xf32>) -> tensor<3x2xf32>
  return
}

// -----

func.func @scatter_axis(%x: tensor<3xf32>) {
  // expected-error @+2 {{array.psum_scatter: axis must be an axis of an array of rank 1, got 1}}
  // expected-error @+1 {{'array.psum_scatter' op failed to infer returned types}}
  %r = "array.psum_scatter"(%x) {axis = 1 : i64, axis_name = "i"} : (tensor<3xf32>) -> tensor<f32>
  return
}

// -----

func.func @split_axis(%x: tensor<3x4xf32>) {
  // expected-error @+2 {{array.all_to_all: split_axis must be an axis of an array of rank 2, got 2}}
  // expected-error @+1 {{'array.all_to_all' op failed to infer returned types}}
  %r = "array.all_to_all"(%x) {axis_name = "i", concat_axis = 0 : i64, split_axis = 2 : i64} : (tensor<3x4xf32>) -> tensor<3x4xf32>
  return
}

// -----

func.func @source(%x: tensor<3xf32>) {
  // expected-error @+2 {{array.ppermute: sources must be -1 or numbers of the 2 lanes, got [0, 2]}}
  // expected-error @+1 {{'array.ppermute' op failed to infer returned types}}
  %r = "array.ppermute"(%x) {axis_name = "i", sources = array<i64: 0, 2>} : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @source_twice(%x: tensor<3xf32>) {
  // expected-error @+2 {{array.ppermute: sources must name each lane once at most, got [1, 1]}}
  // expected-error @+1 {{'array.ppermute' op failed to infer returned types}}
  %r = "array.ppermute"(%x) {axis_name = "i", sources = array<i64: 1, 1>} : (tensor<3xf32>) -> tensor<3xf32>
  return
}
