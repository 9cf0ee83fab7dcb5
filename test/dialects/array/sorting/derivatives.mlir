// RUN: covector-opt %s -array-jvp -array-simplify -split-input-file | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify -split-input-file | FileCheck %s --check-prefix=REVERSE

// The tangents are gathered in the order of the keys, and cotangents scattered.

// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME: %[[X:.*]]: tensor<2x3xf32>, %[[DX:.*]]: tensor<2x3xf32>)
// FORWARD: %[[SORTED:.*]] = array.sort %[[X]] {axis = 1 : i64, num_keys = 1 : i64}
// FORWARD: %[[ORDER:.*]] = array.argsort %[[X]] {axis = 1 : i64, index_type = i32}
// FORWARD: %[[INDICES:.*]] = array.reshape %[[ORDER]]
// FORWARD: %[[TANGENT:.*]] = array.gather %[[DX]], %[[INDICES]]
// FORWARD: return %[[SORTED]], %[[TANGENT]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE: array.argsort
// REVERSE: array.scatter {{.*}}kind = #array<scatter_kind add>
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = array.sort %x {axis = 1 : i64, num_keys = 1 : i64} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// -----

// The positions are there already.

// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME: %[[X:.*]]: tensor<3xf32>, %[[DX:.*]]: tensor<3xf32>)
// FORWARD: %[[VALUES:.*]], %[[PLACES:.*]] = array.top_k %[[X]] {axis = 0 : i64, k = 2 : i64}
// FORWARD: %[[INDICES:.*]] = array.reshape %[[PLACES]]
// FORWARD: %[[TANGENT:.*]] = array.gather %[[DX]], %[[INDICES]]
// FORWARD: return %[[VALUES]], %[[TANGENT]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE: array.top_k
// REVERSE: array.scatter {{.*}}kind = #array<scatter_kind add>
func.func @main(%x: tensor<3xf32>) -> tensor<2xf32> {
  %0, %1 = array.top_k %x {axis = 0 : i64, k = 2 : i64} : (tensor<3xf32>) -> (tensor<2xf32>, tensor<2xi32>)
  return %0 : tensor<2xf32>
}
