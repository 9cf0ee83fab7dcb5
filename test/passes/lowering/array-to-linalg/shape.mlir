// RUN: covector-opt %s -array-to-linalg -split-input-file | FileCheck %s

// CHECK-LABEL: func.func @slice(
// CHECK:         %[[R:.*]] = tensor.extract_slice %{{.*}}[1, 0] [2, 3] [2, 1] : tensor<6x3xf32> to tensor<2x3xf32>
// CHECK-NEXT:    return %[[R]]
func.func @slice(%x: tensor<6x3xf32>) -> tensor<2x3xf32> {
  %r = array.slice %x {limits = array<i64: 5, 3>, starts = array<i64: 1, 0>, strides = array<i64: 2, 1>} : (tensor<6x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

// -----

// CHECK-LABEL: func.func @reshape(
// CHECK:         tensor.collapse_shape {{.*}} into tensor<6xf32>
// CHECK:         %[[R:.*]] = tensor.expand_shape {{.*}} into tensor<3x2xf32>
// CHECK-NEXT:    return %[[R]]
func.func @reshape(%x: tensor<2x3xf32>) -> tensor<3x2xf32> {
  %r = array.reshape %x {shape = array<i64: 3, 2>} : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return %r : tensor<3x2xf32>
}

// -----

// CHECK-LABEL: func.func @concatenate(
// CHECK-SAME:      %[[X:.*]]: tensor<2x3xf32>, %[[Y:.*]]: tensor<4x3xf32>, %{{.*}}: tensor<0x3xf32>)
// CHECK:         %[[E:.*]] = tensor.empty() : tensor<6x3xf32>
// CHECK-NEXT:    %[[A:.*]] = tensor.insert_slice %[[X]] into %[[E]][0, 0] [2, 3] [1, 1]
// CHECK-NEXT:    %[[B:.*]] = tensor.insert_slice %[[Y]] into %[[A]][2, 0] [4, 3] [1, 1]
// CHECK-NEXT:    return %[[B]]
func.func @concatenate(%x: tensor<2x3xf32>, %y: tensor<4x3xf32>, %z: tensor<0x3xf32>) -> tensor<6x3xf32> {
  %r = array.concatenate %x, %z, %y {axis = 0 : i64} : (tensor<2x3xf32>, tensor<0x3xf32>, tensor<4x3xf32>) -> tensor<6x3xf32>
  return %r : tensor<6x3xf32>
}

// -----

// CHECK-LABEL: func.func @pad(
// CHECK-SAME:      %[[X:.*]]: tensor<4xf32>, %[[V:.*]]: tensor<f32>)
// CHECK:         %[[S:.*]] = tensor.extract %[[V]][]
// CHECK:         %[[F:.*]] = linalg.fill ins(%[[S]] : f32) {{.*}} -> tensor<10xf32>
// CHECK-NEXT:    tensor.insert_slice %[[X]] into %[[F]][2] [4] [2]
func.func @pad(%x: tensor<4xf32>, %v: tensor<f32>) -> tensor<10xf32> {
  %r = array.pad %x, %v {high = array<i64: 1>, interior = array<i64: 1>, low = array<i64: 2>} : (tensor<4xf32>, tensor<f32>) -> tensor<10xf32>
  return %r : tensor<10xf32>
}

// -----

// Negative padding takes elements away, or padding between them.
// CHECK-LABEL: func.func @crop(
// CHECK:         %[[F:.*]] = linalg.fill {{.*}} -> tensor<5xf32>
// CHECK-NEXT:    %[[S:.*]] = tensor.extract_slice %{{.*}}[1] [2] [1]
// CHECK-NEXT:    tensor.insert_slice %[[S]] into %[[F]][1] [2] [2]
func.func @crop(%x: tensor<4xf32>) -> tensor<5xf32> {
  %v = array.constant dense<0.0> : tensor<f32>
  %r = array.pad %x, %v {high = array<i64: -1>, interior = array<i64: 1>, low = array<i64: -1>} : (tensor<4xf32>, tensor<f32>) -> tensor<5xf32>
  return %r : tensor<5xf32>
}

// -----

// CHECK: #[[BACKWARD:.*]] = affine_map<(d0, d1) -> (d0, -d1 + 3)>
// CHECK-LABEL: func.func @reverse(
// CHECK:         linalg.generic {indexing_maps = [#[[BACKWARD]], #{{.*}}]
func.func @reverse(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %r = array.reverse %x {axes = array<i64: 1>} : tensor<2x4xf32>
  return %r : tensor<2x4xf32>
}

// -----

// Constants are stored as their elements are.
// CHECK-LABEL: func.func @constants(
// CHECK-DAG:     arith.constant dense<[1, 0, 1]> : tensor<3xi8>
// CHECK-DAG:     arith.constant dense<[1, -1]> : tensor<2xi32>
// CHECK-DAG:     arith.constant dense<[(1.000000e+00,2.000000e+00), (3.000000e+00,4.000000e+00)]> : tensor<2xcomplex<f32>>
func.func @constants() -> (tensor<3xi1>, tensor<2xui32>, tensor<2xcomplex<f32>>) {
  %0 = array.constant dense<[true, false, true]> : tensor<3xi1>
  %1 = array.constant dense<[1, 4294967295]> : tensor<2xui32>
  %2 = array.constant dense<[(1.0, 2.0), (3.0, 4.0)]> : tensor<2xcomplex<f32>>
  return %0, %1, %2 : tensor<3xi1>, tensor<2xui32>, tensor<2xcomplex<f32>>
}
