// RUN: covector-opt %s -split-input-file -verify-diagnostics

func.func @broadcast(%x: tensor<3xf32>) -> tensor<2x4xf32> {
  // expected-error @+1 {{axis 0 of the operand must have 1 or 4 elements, got 3}}
  %0 = stablehlo.broadcast_in_dim %x, dims = [1] : (tensor<3xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// -----

func.func @transpose(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  // expected-error @+1 {{the result must be of type 'tensor<3x2xf32>', got 'tensor<2x3xf32>'}}
  %0 = stablehlo.transpose %x, dims = [1, 0] : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// -----

func.func @slice(%x: tensor<4xf32>) -> tensor<2xf32> {
  // expected-error @+1 {{range 3:5:1 is none of an axis of 4 elements}}
  %0 = stablehlo.slice %x [3:5] : (tensor<4xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

func.func @dot(%x: tensor<2x3xf32>, %y: tensor<2x4xf32>) -> tensor<2x4xf32> {
  // expected-error @+1 {{axis 1 of the first and axis 0 of the second operand must have one size, got 3 and 2}}
  %0 = stablehlo.dot_general %x, %y, contracting_dims = [1] x [0] : (tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// -----

func.func @reduce(%x: tensor<2x3xf32>, %i: tensor<f32>) -> tensor<3xf32> {
  // expected-error @+1 {{a result must be of type 'tensor<2xf32>', got 'tensor<3xf32>'}}
  %0 = stablehlo.reduce(%x init: %i) applies stablehlo.add across dimensions = [1] : (tensor<2x3xf32>, tensor<f32>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// -----

func.func @while(%x: tensor<i32>) -> tensor<i32> {
  // expected-error @+1 {{region 0 must give ('tensor<i1>'), gives ('tensor<i32>')}}
  %0 = stablehlo.while(%a = %x) : tensor<i32>
  cond {
    stablehlo.return %a : tensor<i32>
  } do {
    stablehlo.return %a : tensor<i32>
  }
  return %0 : tensor<i32>
}

// -----

func.func @comparison(%x: tensor<f32>) -> tensor<i1> {
  // expected-error @+1 {{unknown comparison LESS}}
  %0 = stablehlo.compare LESS, %x, %x : (tensor<f32>, tensor<f32>) -> tensor<i1>
  return %0 : tensor<i1>
}
