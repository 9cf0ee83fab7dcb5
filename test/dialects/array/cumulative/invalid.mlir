// RUN: covector-opt %s -split-input-file -verify-diagnostics

func.func @axis(%x: tensor<2x3xf32>) {
  // expected-error @+2 {{array.cumsum: axis must be an axis of an array of rank 2, got 2}}
  // expected-error @+1 {{'array.cumsum' op failed to infer returned types}}
  %r = "array.cumsum"(%x) {axis = 2 : i64, reverse = false} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @element(%x: tensor<3xi1>) {
  // expected-error @+1 {{'array.cumprod' op operand #0 must be integer, floating-point or complex array, but got 'tensor<3xi1>'}}
  %r = "array.cumprod"(%x) {axis = 0 : i64, reverse = false} : (tensor<3xi1>) -> tensor<3xi1>
  return
}

// -----

func.func @element_of_logsumexp(%x: tensor<3xi32>) {
  // expected-error @+1 {{'array.cumlogsumexp' op operand #0 must be floating-point array, but got 'tensor<3xi32>'}}
  %r = "array.cumlogsumexp"(%x) {axis = 0 : i64, reverse = false} : (tensor<3xi32>) -> tensor<3xi32>
  return
}

// -----

func.func @direction(%x: tensor<3xf32>) {
  // expected-error @+1 {{'array.cummax' op requires attribute 'reverse'}}
  %r = "array.cummax"(%x) {axis = 0 : i64} : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @types(%a: tensor<3xf32>, %b: tensor<4xf32>) {
  // expected-error @+2 {{array.linear_recurrence: operands}}
  // expected-error @+1 {{'array.linear_recurrence' op failed to infer returned types}}
  %r = "array.linear_recurrence"(%a, %b) {axis = 0 : i64, reverse = false} : (tensor<3xf32>, tensor<4xf32>) -> tensor<3xf32>
  return
}
