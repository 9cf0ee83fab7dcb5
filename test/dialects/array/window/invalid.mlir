// RUN: covector-opt %s -split-input-file -verify-diagnostics

func.func @entries(%x: tensor<6xf32>) {
  // expected-error @+2 {{array.reduce_window_sum: strides must have an entry for each of 1 axes, got [1, 1]}}
  // expected-error @+1 {{'array.reduce_window_sum' op failed to infer returned types}}
  %r = "array.reduce_window_sum"(%x) {window = array<i64: 2>, strides = array<i64: 1, 1>, low = array<i64: 0>, high = array<i64: 0>, base_dilation = array<i64: 1>, window_dilation = array<i64: 1>} : (tensor<6xf32>) -> tensor<5xf32>
  return
}

// -----

func.func @positive(%x: tensor<6xf32>) {
  // expected-error @+2 {{array.reduce_window_max: window must be positive, got [0]}}
  // expected-error @+1 {{'array.reduce_window_max' op failed to infer returned types}}
  %r = "array.reduce_window_max"(%x) {window = array<i64: 0>, strides = array<i64: 1>, low = array<i64: 0>, high = array<i64: 0>, base_dilation = array<i64: 1>, window_dilation = array<i64: 1>} : (tensor<6xf32>) -> tensor<5xf32>
  return
}

// -----

func.func @result(%x: tensor<6xf32>) {
  // expected-error @+2 {{'array.reduce_window_min' op inferred type(s) 'tensor<5xf32>' are incompatible with return type(s) of operation 'tensor<6xf32>'}}
  // expected-error @+1 {{'array.reduce_window_min' op failed to infer returned types}}
  %r = "array.reduce_window_min"(%x) {window = array<i64: 2>, strides = array<i64: 1>, low = array<i64: 0>, high = array<i64: 0>, base_dilation = array<i64: 1>, window_dilation = array<i64: 1>} : (tensor<6xf32>) -> tensor<6xf32>
  return
}

// -----

func.func @source(%s: tensor<4xf32>, %x: tensor<6xf32>) {
  // expected-error @+2 {{array.select_and_scatter_add: source must have an element for each window}}
  // expected-error @+1 {{'array.select_and_scatter_add' op failed to infer returned types}}
  %r = "array.select_and_scatter_add"(%s, %x) {greatest = true, window = array<i64: 2>, strides = array<i64: 1>, low = array<i64: 0>, high = array<i64: 0>, base_dilation = array<i64: 1>, window_dilation = array<i64: 1>} : (tensor<4xf32>, tensor<6xf32>) -> tensor<6xf32>
  return
}
