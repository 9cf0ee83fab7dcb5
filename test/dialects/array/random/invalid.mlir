// RUN: covector-opt %s -split-input-file -verify-diagnostics

func.func @signed(%a0: tensor<4xi32>, %a1: tensor<4xi32>, %a2: tensor<4xi32>, %a3: tensor<4xi32>) {
  // expected-error @+1 {{'array.threefry2x32' op operand #0 must be 32-bit unsigned integer array, but got 'tensor<4xi32>'}}
  %r:2 = "array.threefry2x32"(%a0, %a1, %a2, %a3) : (tensor<4xi32>, tensor<4xi32>, tensor<4xi32>, tensor<4xi32>) -> (tensor<4xi32>, tensor<4xi32>)
  return
}

// -----

func.func @one_type(%a0: tensor<4xui32>, %a1: tensor<4xui32>, %a2: tensor<4xui32>, %a3: tensor<3xui32>) {
  // expected-error @+2 {{array.threefry2x32: operands must have one type, got tensor<4xui32> and tensor<3xui32>}}
  // expected-error @+1 {{'array.threefry2x32' op failed to infer returned types}}
  %r:2 = "array.threefry2x32"(%a0, %a1, %a2, %a3) : (tensor<4xui32>, tensor<4xui32>, tensor<4xui32>, tensor<3xui32>) -> (tensor<4xui32>, tensor<4xui32>)
  return
}
