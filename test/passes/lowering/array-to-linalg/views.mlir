// RUN: covector-opt %s -array-to-linalg -split-input-file | FileCheck %s

// Broadcasts, transposes, splats and iota are never made when only loops read them.
// CHECK-DAG: #[[FULL:.*]] = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-DAG: #[[SWAPPED:.*]] = affine_map<(d0, d1) -> (d1, d0)>
// CHECK-DAG: #[[LAST:.*]] = affine_map<(d0, d1) -> (d1)>
// CHECK-LABEL: func.func @inlined(
// CHECK-SAME:      %[[X:.*]]: tensor<3x4xf32>, %[[Y:.*]]: tensor<4x3xf32>, %[[B:.*]]: tensor<1x4xf32>)
// CHECK:         %[[B1:.*]] = tensor.collapse_shape %[[B]] {{.*}} into tensor<4xf32>
// CHECK:         linalg.generic {indexing_maps = [#[[FULL]], #[[SWAPPED]], #[[LAST]], #[[FULL]]], iterator_types = ["parallel", "parallel"]} ins(%[[X]], %[[Y]], %[[B1]] :
// CHECK:           %[[ROW:.*]] = linalg.index 0
// CHECK:           arith.sitofp
// CHECK-NOT:     linalg.generic
// CHECK:         return
func.func @inlined(%x: tensor<3x4xf32>, %y: tensor<4x3xf32>, %b: tensor<1x4xf32>) -> tensor<3x4xf32> {
  %t = array.transpose %y {permutation = array<i64: 1, 0>} : (tensor<4x3xf32>) -> tensor<3x4xf32>
  %bb = array.broadcast_in_dim %b {dimensions = array<i64: 0, 1>, shape = array<i64: 3, 4>} : (tensor<1x4xf32>) -> tensor<3x4xf32>
  %c = array.constant dense<2.0> : tensor<3x4xf32>
  %i = array.iota {axis = 0 : i64, element_type = f32, shape = array<i64: 3, 4>} : tensor<3x4xf32>
  %0 = array.add %x, %t : tensor<3x4xf32>
  %1 = array.mul %0, %bb : tensor<3x4xf32>
  %2 = array.sub %1, %c : tensor<3x4xf32>
  %3 = array.add %2, %i : tensor<3x4xf32>
  return %3 : tensor<3x4xf32>
}

// -----

// What leaves the function is made.
// CHECK-LABEL: func.func @made(
// CHECK-DAG:     linalg.fill {{.*}} -> tensor<2x3xf32>
// CHECK-DAG:     linalg.index
// CHECK-DAG:     linalg.generic {{.*}} outs(%{{.*}} : tensor<4x3xf32>)
// CHECK-DAG:     arith.constant dense<[1, 0]> : tensor<2xi8>
// CHECK:         return
func.func @made(%x: tensor<3x4xf32>) -> (tensor<2x3xf32>, tensor<5xi32>, tensor<4x3xf32>, tensor<2xi1>) {
  %c = array.constant dense<2.0> : tensor<2x3xf32>
  %i = array.iota {axis = 0 : i64, element_type = i32, shape = array<i64: 5>} : tensor<5xi32>
  %t = array.transpose %x {permutation = array<i64: 1, 0>} : (tensor<3x4xf32>) -> tensor<4x3xf32>
  %b = array.constant dense<[true, false]> : tensor<2xi1>
  return %c, %i, %t, %b : tensor<2x3xf32>, tensor<5xi32>, tensor<4x3xf32>, tensor<2xi1>
}

// -----

// Axes are iterated as one where every operand has both or neither.
// CHECK-DAG: #[[ALL:.*]] = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-DAG: #[[TAIL:.*]] = affine_map<(d0, d1) -> (d1)>
// CHECK-LABEL: func.func @merged_axes(
// CHECK:         linalg.generic {indexing_maps = [#[[ALL]], #[[TAIL]], #[[ALL]]], iterator_types = ["parallel", "parallel"]} ins(%{{.*}}, %{{.*}} : tensor<6x20xf32>, tensor<20xf32>)
func.func @merged_axes(%x: tensor<2x3x4x5xf32>, %y: tensor<4x5xf32>) -> tensor<2x3x4x5xf32> {
  %b = array.broadcast_in_dim %y {dimensions = array<i64: 2, 3>, shape = array<i64: 2, 3, 4, 5>} : (tensor<4x5xf32>) -> tensor<2x3x4x5xf32>
  %0 = array.add %x, %b : tensor<2x3x4x5xf32>
  return %0 : tensor<2x3x4x5xf32>
}

// -----

// Rows of a slice do not follow each other: they are not iterated as one.
// CHECK-LABEL: func.func @slice_rows(
// CHECK:         tensor.extract_slice {{.*}} to tensor<4x3xf32>
// CHECK:         linalg.generic {{.*}}iterator_types = ["parallel", "parallel"]
// CHECK-LABEL: func.func @slice_whole_rows(
// CHECK:         tensor.extract_slice {{.*}} to tensor<2x5xf32>
// CHECK:         linalg.generic {{.*}}iterator_types = ["parallel"]
func.func @slice_rows(%x: tensor<4x5xf32>) -> tensor<4x3xf32> {
  %s = array.slice %x {limits = array<i64: 4, 4>, starts = array<i64: 0, 1>, strides = array<i64: 1, 1>} : (tensor<4x5xf32>) -> tensor<4x3xf32>
  %0 = array.sin %s : tensor<4x3xf32>
  return %0 : tensor<4x3xf32>
}
func.func @slice_whole_rows(%x: tensor<4x5xf32>) -> tensor<2x5xf32> {
  %s = array.slice %x {limits = array<i64: 3, 5>, starts = array<i64: 1, 0>, strides = array<i64: 1, 1>} : (tensor<4x5xf32>) -> tensor<2x5xf32>
  %0 = array.sin %s : tensor<2x5xf32>
  return %0 : tensor<2x5xf32>
}
