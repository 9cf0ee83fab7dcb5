// RUN: covector-opt %s -split-input-file -verify-diagnostics

func.func @one_type(%a: tensor<4xf32>, %x: tensor<3xf32>) {
  // expected-error @+2 {{array.igamma: operands must have one type, got tensor<4xf32> and tensor<3xf32>}}
  // expected-error @+1 {{'array.igamma' op failed to infer returned types}}
  %r = "array.igamma"(%a, %x) : (tensor<4xf32>, tensor<3xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @floats(%x: tensor<4xi32>) {
  // expected-error @+1 {{'array.lgamma' op operand #0 must be floating-point array, but got 'tensor<4xi32>'}}
  %r = "array.lgamma"(%x) : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @complex(%x: tensor<4xf32>) {
  // expected-error @+1 {{'array.wofz' op operand #0 must be complex array, but got 'tensor<4xf32>'}}
  %r = "array.wofz"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @order(%x: tensor<4xf32>) {
  // expected-error @+2 {{array.zeta: order is a number from 0 to 7, got 8}}
  // expected-error @+1 {{'array.zeta' op failed to infer returned types}}
  %r = "array.zeta"(%x, %x) {order = 8 : i64} : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @order_is_missing(%x: tensor<4xcomplex<f32>>) {
  // expected-error @+1 {{'array.complex_polygamma' op requires attribute 'order'}}
  %r = "array.complex_polygamma"(%x) : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}
