// RUN: covector-opt %s -split-input-file -verify-diagnostics

func.func @kind(%x: tensor<4xf32>) {
  // expected-error @+1 {{kind must be made, argument, moved, loop or iteration, got odd}}
  array.check_numbers "odd" "" [0] of [] (%x) : tensor<4xf32>
  return
}

// -----

func.func @ids(%x: tensor<4xf32>) {
  // expected-error @+1 {{has 2 ids for 1 operands}}
  array.check_numbers "made" "sin" [0, 1] of [] (%x) : tensor<4xf32>
  return
}

// -----

func.func @integers(%x: tensor<4xi32>) {
  // expected-error @+1 {{looks at floating-point and complex numbers, got 'tensor<4xi32>'}}
  array.check_numbers "made" "sin" [0] of [] (%x) : tensor<4xi32>
  return
}

// -----

func.func @one_id() {
  // expected-error @+1 {{of kind moved has one id, got 2}}
  array.check_numbers "moved" "" [0, 1] of [] ()
  return
}

// -----

func.func @loop(%i: tensor<i64>) {
  // expected-error @+1 {{of kind loop has 1 operands}}
  array.check_numbers "loop" "" [0] of [] (%i) : tensor<i64>
  return
}

// -----

func.func @index(%i: tensor<i32>) {
  // expected-error @+1 {{is given the index of an iteration as tensor<i64>, got 'tensor<i32>'}}
  array.check_numbers "iteration" "" [0] of [] (%i) : tensor<i32>
  return
}
