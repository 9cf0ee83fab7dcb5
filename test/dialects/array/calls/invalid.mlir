// RUN: covector-opt %s -split-input-file -verify-diagnostics

func.func @kind(%x: tensor<4xf32>) {
  // expected-error @+1 {{kind must be pure, io or debug, got odd}}
  array.callback "odd" 1 (%x) : (tensor<4xf32>) -> ()
  return
}

// -----

func.func @ordered(%x: tensor<4xf32>) {
  // expected-error @+1 {{that is pure cannot be ordered}}
  array.callback "pure" 1 ordered (%x) : (tensor<4xf32>) -> ()
  return
}

// -----

func.func @results(%x: tensor<4xf32>) {
  // expected-error @+1 {{of kind debug has no results}}
  %y = array.callback "debug" 1 (%x) : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @method(%x: tensor<4xf32>) {
  // expected-error @+1 {{vmap_method must be sequential}}
  %y = array.callback "pure" 1 (%x) vmap_method "parallel" : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @lanes_of_results(%x: tensor<4xf32>) {
  // expected-error @+1 {{must begin with the lanes [3]}}
  %y = array.callback "pure" 1 (%x) lanes [3] of [0] : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @lanes_of_operands(%x: tensor<4xf32>) {
  // expected-error @+1 {{operand 0, 'tensor<4xf32>', must begin with its lanes [3]}}
  %y = array.callback "pure" 1 (%x) lanes [3] of [1] : (tensor<4xf32>) -> tensor<3x4xf32>
  return
}

// -----

func.func @masks(%x: tensor<4xf32>) {
  // expected-error @+1 {{lane_masks must hold one number for each operand}}
  %y = array.callback "pure" 1 (%x) lanes [3] of [] : (tensor<4xf32>) -> tensor<3x4xf32>
  return
}

// -----

func.func @options(%x: tensor<4xf32>) {
  // expected-error @+1 {{option "a" must be a number, a boolean, text, or an array of numbers}}
  %y = array.foreign_call "f" (%x) options {a = unit} : (tensor<4xf32>) -> tensor<4xf32>
  return
}
