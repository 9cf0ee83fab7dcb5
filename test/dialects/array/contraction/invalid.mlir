// RUN: covector-opt %s -split-input-file -verify-diagnostics

func.func @c1(%a0: tensor<5x2xf32>, %a1: tensor<4x2xf32>) {
  // expected-error @+2 {{array.dot_general: batch axes must pair up in number and size, got [0] of tensor<5x2xf32> and [0] of tensor<4x2xf32>}}
  // expected-error @+1 {{'array.dot_general' op failed to infer returned types}}
  %r = "array.dot_general"(%a0, %a1) {lhs_batch = array<i64: 0>, rhs_batch = array<i64: 0>, lhs_contracting = array<i64: 1>, rhs_contracting = array<i64: 1>, element_type = f32} : (tensor<5x2xf32>, tensor<4x2xf32>) -> tensor<5xf32>
  return
}

// -----

func.func @c1_number(%a0: tensor<5x2xf32>, %a1: tensor<5x2xf32>) {
  // expected-error @+2 {{array.dot_general: batch axes must pair up in number and size, got [0] of tensor<5x2xf32> and [] of tensor<5x2xf32>}}
  // expected-error @+1 {{'array.dot_general' op failed to infer returned types}}
  %r = "array.dot_general"(%a0, %a1) {lhs_batch = array<i64: 0>, rhs_batch = array<i64>, lhs_contracting = array<i64: 1>, rhs_contracting = array<i64: 1>, element_type = f32} : (tensor<5x2xf32>, tensor<5x2xf32>) -> tensor<5xf32>
  return
}

// -----

func.func @c2(%a0: tensor<2x3xf32>, %a1: tensor<2x3xf32>) {
  // expected-error @+2 {{array.dot_general: contracted axes must pair up in number and size, got [1] of tensor<2x3xf32> and [0] of tensor<2x3xf32>}}
  // expected-error @+1 {{'array.dot_general' op failed to infer returned types}}
  %r = "array.dot_general"(%a0, %a1) {lhs_batch = array<i64>, rhs_batch = array<i64>, lhs_contracting = array<i64: 1>, rhs_contracting = array<i64: 0>, element_type = f32} : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x2xf32>
  return
}

// -----

func.func @c3(%a0: tensor<2x3xf32>, %a1: tensor<2x3xf32>) {
  // expected-error @+2 {{array.dot_general: lhs_batch and lhs_contracting must be distinct, got [1, 1]}}
  // expected-error @+1 {{'array.dot_general' op failed to infer returned types}}
  %r = "array.dot_general"(%a0, %a1) {lhs_batch = array<i64: 1>, rhs_batch = array<i64: 1>, lhs_contracting = array<i64: 1>, rhs_contracting = array<i64: 1>, element_type = f32} : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x2xf32>
  return
}

// -----

func.func @c4(%a0: tensor<2x3xf32>, %a1: tensor<3x4xf64>) {
  // expected-error @+2 {{array.dot_general: operands must have one element type, got tensor<2x3xf32> and tensor<3x4xf64>}}
  // expected-error @+1 {{'array.dot_general' op failed to infer returned types}}
  %r = "array.dot_general"(%a0, %a1) {lhs_batch = array<i64>, rhs_batch = array<i64>, lhs_contracting = array<i64: 1>, rhs_contracting = array<i64: 0>, element_type = f32} : (tensor<2x3xf32>, tensor<3x4xf64>) -> tensor<2x4xf32>
  return
}

// -----

func.func @c5(%a0: tensor<2x3xf32>, %a1: tensor<3x4xf32>) {
  // expected-error @+2 {{array.dot_general: element_type must be of the operands' kind, got i32 for tensor<2x3xf32>}}
  // expected-error @+1 {{'array.dot_general' op failed to infer returned types}}
  %r = "array.dot_general"(%a0, %a1) {lhs_batch = array<i64>, rhs_batch = array<i64>, lhs_contracting = array<i64: 1>, rhs_contracting = array<i64: 0>, element_type = i32} : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<2x4xi32>
  return
}

// -----

func.func @axis_range(%a0: tensor<2x3xf32>, %a1: tensor<3x4xf32>) {
  // expected-error @+2 {{array.dot_general: lhs_batch and lhs_contracting must be axes of an array of rank 2, got [2]}}
  // expected-error @+1 {{'array.dot_general' op failed to infer returned types}}
  %r = "array.dot_general"(%a0, %a1) {lhs_batch = array<i64>, rhs_batch = array<i64>, lhs_contracting = array<i64: 2>, rhs_contracting = array<i64: 0>, element_type = f32} : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @result(%a0: tensor<2x3xf32>, %a1: tensor<3x4xf32>) {
  // expected-error @+2 {{'array.dot_general' op inferred type(s) 'tensor<2x4xf32>' are incompatible with return type(s) of operation 'tensor<4x2xf32>'}}
  // expected-error @+1 {{'array.dot_general' op failed to infer returned types}}
  %r = "array.dot_general"(%a0, %a1) {lhs_batch = array<i64>, rhs_batch = array<i64>, lhs_contracting = array<i64: 1>, rhs_contracting = array<i64: 0>, element_type = f32} : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<4x2xf32>
  return
}
