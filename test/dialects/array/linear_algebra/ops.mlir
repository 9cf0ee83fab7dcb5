// RUN: covector-opt %s | covector-opt | FileCheck %s

// Every operation, with its results and attributes.

// CHECK-LABEL: func.func @cholesky(
// CHECK-SAME: %[[X:.*]]: tensor<3x3xf32>
// CHECK: array.cholesky %[[X]] : (tensor<3x3xf32>) -> tensor<3x3xf32>
func.func @cholesky(%x: tensor<3x3xf32>) -> tensor<3x3xf32> {
  %r = array.cholesky %x : (tensor<3x3xf32>) -> tensor<3x3xf32>
  return %r : tensor<3x3xf32>
}

// CHECK-LABEL: func.func @cholesky_update(
// CHECK-SAME: %[[R:.*]]: tensor<3x3xf32>, %[[W:.*]]: tensor<3xf32>
// CHECK: array.cholesky_update %[[R]], %[[W]] : (tensor<3x3xf32>, tensor<3xf32>) -> tensor<3x3xf32>
func.func @cholesky_update(%r: tensor<3x3xf32>, %w: tensor<3xf32>) -> tensor<3x3xf32> {
  %q = array.cholesky_update %r, %w : (tensor<3x3xf32>, tensor<3xf32>) -> tensor<3x3xf32>
  return %q : tensor<3x3xf32>
}

// CHECK-LABEL: func.func @lu(
// CHECK-SAME: %[[X:.*]]: tensor<4x3xf32>
// CHECK: array.lu %[[X]] : (tensor<4x3xf32>) -> (tensor<4x3xf32>, tensor<3xi32>, tensor<4xi32>)
func.func @lu(%x: tensor<4x3xf32>) -> (tensor<4x3xf32>, tensor<3xi32>, tensor<4xi32>) {
  %lu, %pivots, %permutation = array.lu %x : (tensor<4x3xf32>) -> (tensor<4x3xf32>, tensor<3xi32>, tensor<4xi32>)
  return %lu, %pivots, %permutation : tensor<4x3xf32>, tensor<3xi32>, tensor<4xi32>
}

// CHECK-LABEL: func.func @lu_pivots_to_permutation(
// CHECK-SAME: %[[P:.*]]: tensor<3xi32>
// CHECK: array.lu_pivots_to_permutation %[[P]] {size = 4 : i64} : (tensor<3xi32>) -> tensor<4xi32>
func.func @lu_pivots_to_permutation(%p: tensor<3xi32>) -> tensor<4xi32> {
  %r = array.lu_pivots_to_permutation %p {size = 4 : i64} : (tensor<3xi32>) -> tensor<4xi32>
  return %r : tensor<4xi32>
}

// CHECK-LABEL: func.func @qr(
// CHECK-SAME: %[[X:.*]]: tensor<4x3xf32>
// CHECK: array.qr %[[X]] {full_matrices = false, pivoting = false} : (tensor<4x3xf32>) -> (tensor<4x3xf32>, tensor<3x3xf32>)
func.func @qr(%x: tensor<4x3xf32>) -> (tensor<4x3xf32>, tensor<3x3xf32>) {
  %q, %r = array.qr %x {full_matrices = false, pivoting = false} : (tensor<4x3xf32>) -> (tensor<4x3xf32>, tensor<3x3xf32>)
  return %q, %r : tensor<4x3xf32>, tensor<3x3xf32>
}

// CHECK-LABEL: func.func @householder_qr(
// CHECK-SAME: %[[X:.*]]: tensor<4x3xf32>
// CHECK: array.householder_qr %[[X]] : (tensor<4x3xf32>) -> (tensor<4x3xf32>, tensor<3xf32>)
func.func @householder_qr(%x: tensor<4x3xf32>) -> (tensor<4x3xf32>, tensor<3xf32>) {
  %a, %taus = array.householder_qr %x : (tensor<4x3xf32>) -> (tensor<4x3xf32>, tensor<3xf32>)
  return %a, %taus : tensor<4x3xf32>, tensor<3xf32>
}

// CHECK-LABEL: func.func @householder_product(
// CHECK-SAME: %[[A:.*]]: tensor<4x3xf32>, %[[TAUS:.*]]: tensor<3xf32>
// CHECK: array.householder_product %[[A]], %[[TAUS]] : (tensor<4x3xf32>, tensor<3xf32>) -> tensor<4x3xf32>
func.func @householder_product(%a: tensor<4x3xf32>, %taus: tensor<3xf32>) -> tensor<4x3xf32> {
  %q = array.householder_product %a, %taus : (tensor<4x3xf32>, tensor<3xf32>) -> tensor<4x3xf32>
  return %q : tensor<4x3xf32>
}

// CHECK-LABEL: func.func @householder_multiply(
// CHECK-SAME: %[[A:.*]]: tensor<4x3xf32>, %[[TAUS:.*]]: tensor<3xf32>, %[[C:.*]]: tensor<4x2xf32>
// CHECK: array.householder_multiply %[[A]], %[[TAUS]], %[[C]] {left = true, transpose = false} : (tensor<4x3xf32>, tensor<3xf32>, tensor<4x2xf32>) -> tensor<4x2xf32>
func.func @householder_multiply(%a: tensor<4x3xf32>, %taus: tensor<3xf32>, %c: tensor<4x2xf32>) -> tensor<4x2xf32> {
  %r = array.householder_multiply %a, %taus, %c {left = true, transpose = false} : (tensor<4x3xf32>, tensor<3xf32>, tensor<4x2xf32>) -> tensor<4x2xf32>
  return %r : tensor<4x2xf32>
}

// CHECK-LABEL: func.func @triangular_solve(
// CHECK-SAME: %[[A:.*]]: tensor<3x3xf32>, %[[B:.*]]: tensor<3x2xf32>
// CHECK: array.triangular_solve %[[A]], %[[B]] {conjugate_a = false, left_side = true, lower = true, transpose_a = false, unit_diagonal = false} : (tensor<3x3xf32>, tensor<3x2xf32>) -> tensor<3x2xf32>
func.func @triangular_solve(%a: tensor<3x3xf32>, %b: tensor<3x2xf32>) -> tensor<3x2xf32> {
  %x = array.triangular_solve %a, %b {conjugate_a = false, left_side = true, lower = true, transpose_a = false, unit_diagonal = false} : (tensor<3x3xf32>, tensor<3x2xf32>) -> tensor<3x2xf32>
  return %x : tensor<3x2xf32>
}

// CHECK-LABEL: func.func @linear_solve(
// CHECK-SAME: %[[A:.*]]: tensor<3x3xf32>, %[[LU:.*]]: tensor<3x3xf32>, %[[PIVOTS:.*]]: tensor<3xi32>, %[[B:.*]]: tensor<3x2xf32>
// CHECK: array.linear_solve %[[A]], %[[LU]], %[[PIVOTS]], %[[B]] {transpose_a = false} : (tensor<3x3xf32>, tensor<3x3xf32>, tensor<3xi32>, tensor<3x2xf32>) -> tensor<3x2xf32>
func.func @linear_solve(%a: tensor<3x3xf32>, %lu: tensor<3x3xf32>, %pivots: tensor<3xi32>, %b: tensor<3x2xf32>) -> tensor<3x2xf32> {
  %x = array.linear_solve %a, %lu, %pivots, %b {transpose_a = false} : (tensor<3x3xf32>, tensor<3x3xf32>, tensor<3xi32>, tensor<3x2xf32>) -> tensor<3x2xf32>
  return %x : tensor<3x2xf32>
}

// CHECK-LABEL: func.func @tridiagonal_solve(
// CHECK-SAME: %[[DL:.*]]: tensor<3xf32>, %[[D:.*]]: tensor<3xf32>, %[[DU:.*]]: tensor<3xf32>, %[[B:.*]]: tensor<3x2xf32>
// CHECK: array.tridiagonal_solve %[[DL]], %[[D]], %[[DU]], %[[B]] : (tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3x2xf32>) -> tensor<3x2xf32>
func.func @tridiagonal_solve(%dl: tensor<3xf32>, %d: tensor<3xf32>, %du: tensor<3xf32>, %b: tensor<3x2xf32>) -> tensor<3x2xf32> {
  %x = array.tridiagonal_solve %dl, %d, %du, %b : (tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3x2xf32>) -> tensor<3x2xf32>
  return %x : tensor<3x2xf32>
}

// CHECK-LABEL: func.func @sylvester(
// CHECK-SAME: %[[A:.*]]: tensor<3x3xf32>, %[[B:.*]]: tensor<2x2xf32>, %[[C:.*]]: tensor<3x2xf32>
// CHECK: array.sylvester %[[A]], %[[B]], %[[C]] : (tensor<3x3xf32>, tensor<2x2xf32>, tensor<3x2xf32>) -> tensor<3x2xf32>
func.func @sylvester(%a: tensor<3x3xf32>, %b: tensor<2x2xf32>, %c: tensor<3x2xf32>) -> tensor<3x2xf32> {
  %x = array.sylvester %a, %b, %c : (tensor<3x3xf32>, tensor<2x2xf32>, tensor<3x2xf32>) -> tensor<3x2xf32>
  return %x : tensor<3x2xf32>
}

// CHECK-LABEL: func.func @eigh(
// CHECK-SAME: %[[X:.*]]: tensor<3x3xcomplex<f32>>
// CHECK: array.eigh %[[X]] {lower = true, vectors = true} : (tensor<3x3xcomplex<f32>>) -> (tensor<3xf32>, tensor<3x3xcomplex<f32>>)
func.func @eigh(%x: tensor<3x3xcomplex<f32>>) -> (tensor<3xf32>, tensor<3x3xcomplex<f32>>) {
  %w, %v = array.eigh %x {lower = true, vectors = true} : (tensor<3x3xcomplex<f32>>) -> (tensor<3xf32>, tensor<3x3xcomplex<f32>>)
  return %w, %v : tensor<3xf32>, tensor<3x3xcomplex<f32>>
}

// CHECK-LABEL: func.func @eig(
// CHECK-SAME: %[[X:.*]]: tensor<3x3xf32>
// CHECK: array.eig %[[X]] {differentiable_vectors = false, left = false, right = true} : (tensor<3x3xf32>) -> (tensor<3xcomplex<f32>>, tensor<3x3xcomplex<f32>>)
func.func @eig(%x: tensor<3x3xf32>) -> (tensor<3xcomplex<f32>>, tensor<3x3xcomplex<f32>>) {
  %w, %v = array.eig %x {differentiable_vectors = false, left = false, right = true} : (tensor<3x3xf32>) -> (tensor<3xcomplex<f32>>, tensor<3x3xcomplex<f32>>)
  return %w, %v : tensor<3xcomplex<f32>>, tensor<3x3xcomplex<f32>>
}

// CHECK-LABEL: func.func @schur(
// CHECK-SAME: %[[X:.*]]: tensor<3x3xf32>
// CHECK: array.schur %[[X]] {vectors = true} : (tensor<3x3xf32>) -> (tensor<3x3xf32>, tensor<3x3xf32>)
func.func @schur(%x: tensor<3x3xf32>) -> (tensor<3x3xf32>, tensor<3x3xf32>) {
  %t, %z = array.schur %x {vectors = true} : (tensor<3x3xf32>) -> (tensor<3x3xf32>, tensor<3x3xf32>)
  return %t, %z : tensor<3x3xf32>, tensor<3x3xf32>
}

// CHECK-LABEL: func.func @complex_schur(
// CHECK-SAME: %[[T:.*]]: tensor<3x3xf32>, %[[Z:.*]]: tensor<3x3xf32>
// CHECK: array.complex_schur %[[T]], %[[Z]] : (tensor<3x3xf32>, tensor<3x3xf32>) -> (tensor<3x3xcomplex<f32>>, tensor<3x3xcomplex<f32>>)
func.func @complex_schur(%t: tensor<3x3xf32>, %z: tensor<3x3xf32>) -> (tensor<3x3xcomplex<f32>>, tensor<3x3xcomplex<f32>>) {
  %s, %u = array.complex_schur %t, %z : (tensor<3x3xf32>, tensor<3x3xf32>) -> (tensor<3x3xcomplex<f32>>, tensor<3x3xcomplex<f32>>)
  return %s, %u : tensor<3x3xcomplex<f32>>, tensor<3x3xcomplex<f32>>
}

// CHECK-LABEL: func.func @hessenberg(
// CHECK-SAME: %[[X:.*]]: tensor<3x3xf32>
// CHECK: array.hessenberg %[[X]] : (tensor<3x3xf32>) -> (tensor<3x3xf32>, tensor<2xf32>)
func.func @hessenberg(%x: tensor<3x3xf32>) -> (tensor<3x3xf32>, tensor<2xf32>) {
  %h, %taus = array.hessenberg %x : (tensor<3x3xf32>) -> (tensor<3x3xf32>, tensor<2xf32>)
  return %h, %taus : tensor<3x3xf32>, tensor<2xf32>
}

// CHECK-LABEL: func.func @tridiagonal(
// CHECK-SAME: %[[X:.*]]: tensor<3x3xf32>
// CHECK: array.tridiagonal %[[X]] {lower = true} : (tensor<3x3xf32>) -> (tensor<3x3xf32>, tensor<3xf32>, tensor<2xf32>, tensor<2xf32>)
func.func @tridiagonal(%x: tensor<3x3xf32>) -> (tensor<3x3xf32>, tensor<3xf32>, tensor<2xf32>, tensor<2xf32>) {
  %a, %d, %e, %taus = array.tridiagonal %x {lower = true} : (tensor<3x3xf32>) -> (tensor<3x3xf32>, tensor<3xf32>, tensor<2xf32>, tensor<2xf32>)
  return %a, %d, %e, %taus : tensor<3x3xf32>, tensor<3xf32>, tensor<2xf32>, tensor<2xf32>
}

// CHECK-LABEL: func.func @svd(
// CHECK-SAME: %[[X:.*]]: tensor<4x3xf32>
// CHECK: array.svd %[[X]] {full_matrices = false, vectors = true} : (tensor<4x3xf32>) -> (tensor<3xf32>, tensor<4x3xf32>, tensor<3x3xf32>)
func.func @svd(%x: tensor<4x3xf32>) -> (tensor<3xf32>, tensor<4x3xf32>, tensor<3x3xf32>) {
  %s, %u, %vh = array.svd %x {full_matrices = false, vectors = true} : (tensor<4x3xf32>) -> (tensor<3xf32>, tensor<4x3xf32>, tensor<3x3xf32>)
  return %s, %u, %vh : tensor<3xf32>, tensor<4x3xf32>, tensor<3x3xf32>
}

// CHECK-LABEL: func.func @pinv(
// CHECK-SAME: %[[X:.*]]: tensor<4x3xf32>, %[[T:.*]]: tensor<f32>
// CHECK: array.pinv %[[X]], %[[T]] : (tensor<4x3xf32>, tensor<f32>) -> tensor<3x4xf32>
func.func @pinv(%x: tensor<4x3xf32>, %t: tensor<f32>) -> tensor<3x4xf32> {
  %r = array.pinv %x, %t : (tensor<4x3xf32>, tensor<f32>) -> tensor<3x4xf32>
  return %r : tensor<3x4xf32>
}

// CHECK-LABEL: func.func @det(
// CHECK-SAME: %[[X:.*]]: tensor<3x3xf32>
// CHECK: array.det %[[X]] : (tensor<3x3xf32>) -> tensor<f32>
func.func @det(%x: tensor<3x3xf32>) -> tensor<f32> {
  %r = array.det %x : (tensor<3x3xf32>) -> tensor<f32>
  return %r : tensor<f32>
}

// CHECK-LABEL: func.func @cofactor(
// CHECK-SAME: %[[X:.*]]: tensor<3x3xf32>
// CHECK: array.cofactor %[[X]] : (tensor<3x3xf32>) -> tensor<3x3xf32>
func.func @cofactor(%x: tensor<3x3xf32>) -> tensor<3x3xf32> {
  %r = array.cofactor %x : (tensor<3x3xf32>) -> tensor<3x3xf32>
  return %r : tensor<3x3xf32>
}

// CHECK-LABEL: func.func @slogdet(
// CHECK-SAME: %[[X:.*]]: tensor<3x3xf32>
// CHECK: array.slogdet %[[X]] : (tensor<3x3xf32>) -> (tensor<f32>, tensor<f32>)
func.func @slogdet(%x: tensor<3x3xf32>) -> (tensor<f32>, tensor<f32>) {
  %sign, %log = array.slogdet %x : (tensor<3x3xf32>) -> (tensor<f32>, tensor<f32>)
  return %sign, %log : tensor<f32>, tensor<f32>
}

// CHECK-LABEL: func.func @sqrtm(
// CHECK-SAME: %[[X:.*]]: tensor<3x3xcomplex<f32>>
// CHECK: array.sqrtm %[[X]] : (tensor<3x3xcomplex<f32>>) -> tensor<3x3xcomplex<f32>>
func.func @sqrtm(%x: tensor<3x3xcomplex<f32>>) -> tensor<3x3xcomplex<f32>> {
  %r = array.sqrtm %x : (tensor<3x3xcomplex<f32>>) -> tensor<3x3xcomplex<f32>>
  return %r : tensor<3x3xcomplex<f32>>
}
