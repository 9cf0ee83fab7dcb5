// RUN: covector-opt %s -array-expand-transforms | FileCheck %s

// The axis is one further; what is not mapped is the same in all lanes.

func.func private @sort(%x: tensor<4xf32>, %y: tensor<4xi8>) -> tensor<4xi8> {
  %r:2 = array.sort %x, %y {axis = 0 : i64, num_keys = 1 : i64}
      : (tensor<4xf32>, tensor<4xi8>) -> (tensor<4xf32>, tensor<4xi8>)
  return %r#1 : tensor<4xi8>
}

// CHECK-LABEL: func.func @sort_mapped(
// CHECK-SAME: %[[X:.*]]: tensor<2x4xf32>, %[[Y:.*]]: tensor<4xi8>
// CHECK: %[[ALL:.*]] = array.broadcast_in_dim %[[Y]]
// CHECK: array.sort %[[X]], %[[ALL]] {axis = 1 : i64, num_keys = 1 : i64}
func.func @sort_mapped(%x: tensor<2x4xf32>, %y: tensor<4xi8>) -> tensor<2x4xi8> {
  %r = array.vmap @sort(%x, %y) in_axes [0, -1] out_axes [0] size 2
      : (tensor<2x4xf32>, tensor<4xi8>) -> tensor<2x4xi8>
  return %r : tensor<2x4xi8>
}

func.func private @search(%s: tensor<9xf32>, %x: tensor<3xf32>) -> tensor<3xi32> {
  %r = array.search_sorted %s, %x {index_type = i32, right = false} : (tensor<9xf32>, tensor<3xf32>) -> tensor<3xi32>
  return %r : tensor<3xi32>
}

// One array is searched for more values.

// CHECK-LABEL: func.func @search_values(
// CHECK-SAME: %[[S:.*]]: tensor<9xf32>, %[[X:.*]]: tensor<2x3xf32>
// CHECK-NEXT: array.search_sorted %[[S]], %[[X]] {{.*}} : (tensor<9xf32>, tensor<2x3xf32>) -> tensor<2x3xi32>
func.func @search_values(%s: tensor<9xf32>, %x: tensor<2x3xf32>) -> tensor<2x3xi32> {
  %r = array.vmap @search(%s, %x) in_axes [-1, 0] out_axes [0] size 2
      : (tensor<9xf32>, tensor<2x3xf32>) -> tensor<2x3xi32>
  return %r : tensor<2x3xi32>
}

// CHECK-LABEL: func.func @search_arrays(
// CHECK-SAME: %[[S:.*]]: tensor<2x9xf32>, %[[X:.*]]: tensor<3xf32>
// CHECK: %[[ALL:.*]] = array.broadcast_in_dim %[[X]]
// CHECK: array.search_sorted %[[S]], %[[ALL]] {{.*}} : (tensor<2x9xf32>, tensor<2x3xf32>) -> tensor<2x3xi32>
func.func @search_arrays(%s: tensor<2x9xf32>, %x: tensor<3xf32>) -> tensor<2x3xi32> {
  %r = array.vmap @search(%s, %x) in_axes [0, -1] out_axes [0] size 2
      : (tensor<2x9xf32>, tensor<3xf32>) -> tensor<2x3xi32>
  return %r : tensor<2x3xi32>
}
