// RUN: covector-opt %s -split-input-file -verify-diagnostics

func.func @cholesky_c1(%a0: tensor<2x3xf32>) {
  // expected-error @+2 {{array.cholesky: operand must hold square matrices, got tensor<2x3xf32>}}
  // expected-error @+1 {{'array.cholesky' op failed to infer returned types}}
  %r = "array.cholesky"(%a0) {} : (tensor<2x3xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @cholesky_rank(%a0: tensor<3xf32>) {
  // expected-error @+2 {{array.cholesky: operand must have rank 2 or more, got tensor<3xf32>}}
  // expected-error @+1 {{'array.cholesky' op failed to infer returned types}}
  %r = "array.cholesky"(%a0) {} : (tensor<3xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @cholesky_update_c2(%a0: tensor<3x3xf32>, %a1: tensor<2xf32>) {
  // expected-error @+2 {{array.cholesky_update: w must have as many elements as r has rows, got tensor<3x3xf32> and tensor<2xf32>}}
  // expected-error @+1 {{'array.cholesky_update' op failed to infer returned types}}
  %r = "array.cholesky_update"(%a0, %a1) {} : (tensor<3x3xf32>, tensor<2xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @lu_pivots_c1(%a0: tensor<3xi32>) {
  // expected-error @+2 {{array.lu_pivots_to_permutation: there must not be more pivots than numbers, got tensor<3xi32> and size 2}}
  // expected-error @+1 {{'array.lu_pivots_to_permutation' op failed to infer returned types}}
  %r = "array.lu_pivots_to_permutation"(%a0) {size = 2 : i64} : (tensor<3xi32>) -> tensor<1xi32>
  return
}

// -----

func.func @householder_product_c1(%a0: tensor<2x3xf32>, %a1: tensor<2xf32>) {
  // expected-error @+2 {{array.householder_product: reflectors must have at least as many rows as columns, got tensor<2x3xf32>}}
  // expected-error @+1 {{'array.householder_product' op failed to infer returned types}}
  %r = "array.householder_product"(%a0, %a1) {} : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @householder_product_c2(%a0: tensor<3x2xf32>, %a1: tensor<3xf32>) {
  // expected-error @+2 {{array.householder_product: there must not be more taus than columns, got tensor<3x2xf32> and tensor<3xf32>}}
  // expected-error @+1 {{'array.householder_product' op failed to infer returned types}}
  %r = "array.householder_product"(%a0, %a1) {} : (tensor<3x2xf32>, tensor<3xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @householder_multiply_c1(%a0: tensor<3x2xf32>, %a1: tensor<2xf32>, %a2: tensor<2x2xf32>) {
  // expected-error @+2 {{array.householder_multiply: c must have as many rows as reflectors, got tensor<3x2xf32> and tensor<2x2xf32>}}
  // expected-error @+1 {{'array.householder_multiply' op failed to infer returned types}}
  %r = "array.householder_multiply"(%a0, %a1, %a2) {left = true, transpose = false} : (tensor<3x2xf32>, tensor<2xf32>, tensor<2x2xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @triangular_solve_c1(%a0: tensor<2x3xf32>, %a1: tensor<3x2xf32>) {
  // expected-error @+2 {{array.triangular_solve: a must hold square matrices, got tensor<2x3xf32>}}
  // expected-error @+1 {{'array.triangular_solve' op failed to infer returned types}}
  %r = "array.triangular_solve"(%a0, %a1) {conjugate_a = false, left_side = true, lower = true, transpose_a = false, unit_diagonal = false} : (tensor<2x3xf32>, tensor<3x2xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @triangular_solve_c2(%a0: tensor<3x3xf32>, %a1: tensor<2x2xf32>) {
  // expected-error @+2 {{array.triangular_solve: b must have as many rows as a, got tensor<3x3xf32> and tensor<2x2xf32>}}
  // expected-error @+1 {{'array.triangular_solve' op failed to infer returned types}}
  %r = "array.triangular_solve"(%a0, %a1) {conjugate_a = false, left_side = true, lower = true, transpose_a = false, unit_diagonal = false} : (tensor<3x3xf32>, tensor<2x2xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @triangular_solve_batch(%a0: tensor<2x3x3xf32>, %a1: tensor<3x3x2xf32>) {
  // expected-error @+2 {{array.triangular_solve: operands must have the same batch axes, got tensor<2x3x3xf32> and tensor<3x3x2xf32>}}
  // expected-error @+1 {{'array.triangular_solve' op failed to infer returned types}}
  %r = "array.triangular_solve"(%a0, %a1) {conjugate_a = false, left_side = true, lower = true, transpose_a = false, unit_diagonal = false} : (tensor<2x3x3xf32>, tensor<3x3x2xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @triangular_solve_elements(%a0: tensor<3x3xf32>, %a1: tensor<3x2xf64>) {
  // expected-error @+2 {{array.triangular_solve: operands must have one element type, got tensor<3x3xf32> and tensor<3x2xf64>}}
  // expected-error @+1 {{'array.triangular_solve' op failed to infer returned types}}
  %r = "array.triangular_solve"(%a0, %a1) {conjugate_a = false, left_side = true, lower = true, transpose_a = false, unit_diagonal = false} : (tensor<3x3xf32>, tensor<3x2xf64>) -> tensor<1xf32>
  return
}

// -----

func.func @linear_solve_c2(%a0: tensor<3x3xf32>, %a1: tensor<3x2xf32>, %a2: tensor<3xi32>, %a3: tensor<3x1xf32>) {
  // expected-error @+2 {{array.linear_solve: lu must have the type of a, and a pivot for each row, got tensor<3x3xf32> and tensor<3x2xf32>}}
  // expected-error @+1 {{'array.linear_solve' op failed to infer returned types}}
  %r = "array.linear_solve"(%a0, %a1, %a2, %a3) {transpose_a = false} : (tensor<3x3xf32>, tensor<3x2xf32>, tensor<3xi32>, tensor<3x1xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @linear_solve_c3(%a0: tensor<3x3xf32>, %a1: tensor<3x3xf32>, %a2: tensor<3xi32>, %a3: tensor<2x1xf32>) {
  // expected-error @+2 {{array.linear_solve: b must have as many rows as a, got tensor<3x3xf32> and tensor<2x1xf32>}}
  // expected-error @+1 {{'array.linear_solve' op failed to infer returned types}}
  %r = "array.linear_solve"(%a0, %a1, %a2, %a3) {transpose_a = false} : (tensor<3x3xf32>, tensor<3x3xf32>, tensor<3xi32>, tensor<2x1xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @tridiagonal_solve_c1(%a0: tensor<3xf32>, %a1: tensor<3xf32>, %a2: tensor<2xf32>, %a3: tensor<3x1xf32>) {
  // expected-error @+2 {{array.tridiagonal_solve: the diagonals must have one type, got tensor<3xf32> and tensor<2xf32>}}
  // expected-error @+1 {{'array.tridiagonal_solve' op failed to infer returned types}}
  %r = "array.tridiagonal_solve"(%a0, %a1, %a2, %a3) {} : (tensor<3xf32>, tensor<3xf32>, tensor<2xf32>, tensor<3x1xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @tridiagonal_solve_c2(%a0: tensor<3xf32>, %a1: tensor<3xf32>, %a2: tensor<3xf32>, %a3: tensor<2x1xf32>) {
  // expected-error @+2 {{array.tridiagonal_solve: b must have as many rows as d has elements, got tensor<3xf32> and tensor<2x1xf32>}}
  // expected-error @+1 {{'array.tridiagonal_solve' op failed to infer returned types}}
  %r = "array.tridiagonal_solve"(%a0, %a1, %a2, %a3) {} : (tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<2x1xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @sylvester_c2(%a0: tensor<3x3xf32>, %a1: tensor<2x2xf32>, %a2: tensor<2x2xf32>) {
  // expected-error @+2 {{array.sylvester: c must have as many rows as a, got tensor<3x3xf32> and tensor<2x2xf32>}}
  // expected-error @+1 {{'array.sylvester' op failed to infer returned types}}
  %r = "array.sylvester"(%a0, %a1, %a2) {} : (tensor<3x3xf32>, tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @tridiagonal_c1(%a0: tensor<0x0xf32>) {
  // expected-error @+2 {{array.tridiagonal: matrices must not be empty, got tensor<0x0xf32>}}
  // expected-error @+1 {{'array.tridiagonal' op failed to infer returned types}}
  %r:4 = "array.tridiagonal"(%a0) {lower = true} : (tensor<0x0xf32>) -> (tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>)
  return
}

// -----

func.func @complex_schur_c1(%a0: tensor<2x2xf32>, %a1: tensor<3x3xf32>) {
  // expected-error @+2 {{array.complex_schur: operands must have one type, got tensor<2x2xf32> and tensor<3x3xf32>}}
  // expected-error @+1 {{'array.complex_schur' op failed to infer returned types}}
  %r:2 = "array.complex_schur"(%a0, %a1) {} : (tensor<2x2xf32>, tensor<3x3xf32>) -> (tensor<1xcomplex<f32>>, tensor<1xcomplex<f32>>)
  return
}

// -----

func.func @pinv_c1(%a0: tensor<2x3x4xf32>, %a1: tensor<f32>) {
  // expected-error @+2 {{array.pinv: tolerance must have the batch axes and the precision of the operand, got tensor<2x3x4xf32> and tensor<f32>}}
  // expected-error @+1 {{'array.pinv' op failed to infer returned types}}
  %r = "array.pinv"(%a0, %a1) {} : (tensor<2x3x4xf32>, tensor<f32>) -> tensor<1xf32>
  return
}
