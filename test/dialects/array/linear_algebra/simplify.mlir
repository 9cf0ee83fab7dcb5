// RUN: covector-opt %s -array-simplify | FileCheck %s

// Vectors that nobody reads are not computed.

// CHECK-LABEL: func.func @values(
// CHECK: %[[W:.*]] = array.eigh %{{.*}} {lower = true, vectors = false} : (tensor<3x3xf32>) -> tensor<3xf32>
// CHECK: %[[S:.*]] = array.svd %{{.*}} {full_matrices = false, vectors = false} : (tensor<3x3xf32>) -> tensor<3xf32>
// CHECK: return %[[W]], %[[S]]
func.func @values(%x: tensor<3x3xf32>) -> (tensor<3xf32>, tensor<3xf32>) {
  %w, %v = array.eigh %x {lower = true, vectors = true} : (tensor<3x3xf32>) -> (tensor<3xf32>, tensor<3x3xf32>)
  %s, %u, %vh = array.svd %x {full_matrices = false, vectors = true} : (tensor<3x3xf32>) -> (tensor<3xf32>, tensor<3x3xf32>, tensor<3x3xf32>)
  return %w, %s : tensor<3xf32>, tensor<3xf32>
}

// CHECK-LABEL: func.func @vectors(
// CHECK: array.eigh %{{.*}} {lower = true, vectors = true}
func.func @vectors(%x: tensor<3x3xf32>) -> tensor<3x3xf32> {
  %w, %v = array.eigh %x {lower = true, vectors = true} : (tensor<3x3xf32>) -> (tensor<3xf32>, tensor<3x3xf32>)
  return %v : tensor<3x3xf32>
}
