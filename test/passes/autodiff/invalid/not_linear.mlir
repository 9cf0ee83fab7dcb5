// RUN: covector-opt %s -array-transpose -split-input-file -verify-diagnostics

func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @below {{'array.sin' op is not supported by transpose yet: it has no transpose rule}}
  %0 = array.sin %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// expected-error @below {{transpose: result 0 of '@main' is not linear: it depends on no linear argument and is not 0}}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.constant dense<1.0> : tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

func.func @main(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @below {{'array.mul' op cannot be transposed: it is not linear, since both operands depend on linear arguments}}
  %0 = array.mul %x, %y : tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

func.func @main(%x: tensor<2x2xf32>) -> tensor<2x2xf32> {
  // expected-error @below {{'array.dot_general' op cannot be transposed with respect to both operands}}
  %0 = array.dot_general %x, %x {element_type = f32, lhs_batch = array<i64>, lhs_contracting = array<i64: 1>, rhs_batch = array<i64>, rhs_contracting = array<i64: 0>} : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  return %0 : tensor<2x2xf32>
}

// -----

func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.constant dense<1.0> : tensor<4xf32>
  // expected-error @below {{'array.add' op cannot be transposed: it is not linear but affine, since operand 1 depends on no linear argument and is not 0}}
  %1 = array.add %x, %0 : tensor<4xf32>
  return %1 : tensor<4xf32>
}

// -----

func.func @main(%c: tensor<4xi1>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.constant dense<[1.0, 0.0, 0.0, 0.0]> : tensor<4xf32>
  // expected-error @below {{'array.select' op cannot be transposed: it is not linear but affine, since operand 2 depends on no}}
  %1 = array.select %c, %x, %0 : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %1 : tensor<4xf32>
}

// -----

// The condition depends on the linear argument.
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.constant dense<0.0> : tensor<4xf32>
  %1 = array.compare GT, %x, %0 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
  // expected-error @below {{'array.select' op cannot be transposed: it is not linear, since operand 0 of type 'tensor<4xi1>' depends on a linear argument}}
  %2 = array.select %1, %x, %0 : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %2 : tensor<4xf32>
}

// -----

func.func @main(%x: tensor<4xf32>) -> tensor<1xf32> {
  %0 = array.constant dense<7> : tensor<1x1xi32>
  // expected-error @below {{'array.gather' op cannot be transposed: it is not linear, since its fill_value is not 0}}
  %1 = array.gather %x, %0 {collapsed_axes = array<i64: 0>, fill_value = 1.0 : f32, indices_batch_axes = array<i64>, mode = #array<index_mode fill>, offset_axes = array<i64>, operand_batch_axes = array<i64>, slice_sizes = array<i64: 1>, start_index_map = array<i64: 0>} : (tensor<4xf32>, tensor<1x1xi32>) -> tensor<1xf32>
  return %1 : tensor<1xf32>
}
