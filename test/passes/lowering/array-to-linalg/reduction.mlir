// RUN: covector-opt %s -array-to-linalg -split-input-file | FileCheck %s

// Reductions run in row-major order, whichever axes they take away, and start
// from the neutral element.
// CHECK-DAG: #[[FULL:.*]] = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-DAG: #[[COLUMN:.*]] = affine_map<(d0, d1) -> (d1)>
// CHECK-LABEL: func.func @over_rows(
// CHECK:         %[[ZERO:.*]] = arith.constant 0.000000e+00 : f32
// CHECK:         %[[INIT:.*]] = linalg.fill ins(%[[ZERO]] : f32)
// CHECK:         linalg.generic {indexing_maps = [#[[FULL]], #[[COLUMN]]], iterator_types = ["reduction", "parallel"]} ins(%{{.*}} : tensor<4x3xf32>) outs(%[[INIT]] : tensor<3xf32>)
// CHECK:           arith.addf %{{.*}} fastmath<reassoc>
func.func @over_rows(%x: tensor<4x3xf32>) -> tensor<3xf32> {
  %0 = array.reduce_sum %x {axes = array<i64: 0>} : (tensor<4x3xf32>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// -----

// An array and its reductions of both kinds come out of one loop.
// CHECK-LABEL: func.func @together(
// CHECK:         %[[R:.*]]:4 = linalg.generic
// CHECK-SAME:      iterator_types = ["reduction", "reduction"]
// CHECK:         } -> (tensor<4x3xf32>, tensor<4xf32>, tensor<3xf32>, tensor<f32>)
// CHECK-NOT:     linalg.generic
func.func @together(%x: tensor<4x3xf32>) -> (tensor<4x3xf32>, tensor<4xf32>, tensor<3xf32>, tensor<f32>) {
  %e = array.exp %x : tensor<4x3xf32>
  %0 = array.reduce_sum %e {axes = array<i64: 1>} : (tensor<4x3xf32>) -> tensor<4xf32>
  %1 = array.reduce_max %e {axes = array<i64: 0>} : (tensor<4x3xf32>) -> tensor<3xf32>
  %2 = array.reduce_prod %x {axes = array<i64: 0, 1>} : (tensor<4x3xf32>) -> tensor<f32>
  return %e, %0, %1, %2 : tensor<4x3xf32>, tensor<4xf32>, tensor<3xf32>, tensor<f32>
}

// -----

// A whole array is reduced in one loop.
// CHECK-LABEL: func.func @whole(
// CHECK:         linalg.generic {{.*}}iterator_types = ["reduction"]} ins(%{{.*}} : tensor<24xi32>) outs(%{{.*}} : tensor<i32>)
func.func @whole(%x: tensor<2x3x4xi32>) -> tensor<i32> {
  %0 = array.reduce_max %x {axes = array<i64: 0, 1, 2>} : (tensor<2x3x4xi32>) -> tensor<i32>
  return %0 : tensor<i32>
}

// -----

// Sums of f16 accumulate in f32 and are rounded at the end.
// CHECK-LABEL: func.func @half_sum(
// CHECK:         linalg.fill {{.*}} -> tensor<f32>
// CHECK:         linalg.generic {{.*}} outs(%{{.*}} : tensor<f32>)
// CHECK-NEXT:    ^bb0(%[[X:.*]]: f16, %[[SUM:.*]]: f32):
// CHECK-NEXT:      %[[W:.*]] = arith.extf %[[X]] : f16 to f32
// CHECK-NEXT:      %[[S:.*]] = arith.addf %[[SUM]], %[[W]]
// CHECK-NEXT:      linalg.yield %[[S]] : f32
// CHECK:         arith.truncf %{{.*}} : f32 to f16
func.func @half_sum(%x: tensor<100xf16>) -> tensor<f16> {
  %0 = array.reduce_sum %x {axes = array<i64: 0>} : (tensor<100xf16>) -> tensor<f16>
  return %0 : tensor<f16>
}

// -----

// Of no elements the neutral element is left.
// CHECK-LABEL: func.func @none(
// CHECK:         %[[LOW:.*]] = arith.constant 0xFF800000 : f32
// CHECK:         %[[R:.*]] = linalg.fill ins(%[[LOW]] : f32) {{.*}} -> tensor<3xf32>
// CHECK-NEXT:    return %[[R]]
func.func @none(%x: tensor<0x3xf32>) -> tensor<3xf32> {
  %0 = array.reduce_max %x {axes = array<i64: 0>} : (tensor<0x3xf32>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// -----

// An axis that exists in no operand still counts.
// CHECK-LABEL: func.func @of_broadcast(
// CHECK:         %[[SIZE:.*]] = tensor.empty() : tensor<7xi8>
// CHECK:         linalg.generic {{.*}} ins(%{{.*}}, %[[SIZE]] : tensor<3xf32>, tensor<7xi8>)
func.func @of_broadcast(%x: tensor<3xf32>) -> tensor<3xf32> {
  %b = array.broadcast_in_dim %x {dimensions = array<i64: 1>, shape = array<i64: 7, 3>} : (tensor<3xf32>) -> tensor<7x3xf32>
  %0 = array.reduce_sum %b {axes = array<i64: 0>} : (tensor<7x3xf32>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// -----

// The order of a transposed operand is the order of the loops.
// CHECK-LABEL: func.func @of_transpose(
// CHECK:         linalg.generic {{.*}}iterator_types = ["reduction"]} ins(%{{.*}} : tensor<12xf32>)
func.func @of_transpose(%x: tensor<4x3xf32>) -> tensor<f32> {
  %t = array.transpose %x {permutation = array<i64: 1, 0>} : (tensor<4x3xf32>) -> tensor<3x4xf32>
  %0 = array.reduce_sum %t {axes = array<i64: 0, 1>} : (tensor<3x4xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

// Positions carry the best element with them; the first NaN is best.
// CHECK-LABEL: func.func @argmax(
// CHECK-DAG:     %[[LOW:.*]] = arith.constant 0xFF800000 : f32
// CHECK-DAG:     %[[ZERO:.*]] = arith.constant 0 : i32
// CHECK-DAG:     %[[BEST:.*]] = linalg.fill ins(%[[LOW]] : f32)
// CHECK-DAG:     %[[AT:.*]] = linalg.fill ins(%[[ZERO]] : i32)
// CHECK:         %[[R:.*]]:2 = linalg.generic {{.*}}iterator_types = ["parallel", "reduction", "parallel"]} ins(%{{.*}} : tensor<2x3x4xf32>) outs(%[[BEST]], %[[AT]] :
// CHECK-NEXT:    ^bb0(%[[X:.*]]: f32, %[[B:.*]]: f32, %[[I:.*]]: i32):
// CHECK-DAG:       %[[GREATER:.*]] = arith.cmpf ogt, %[[X]], %[[B]] : f32
// CHECK-DAG:       %[[NAN:.*]] = arith.cmpf uno, %[[X]], %[[X]] : f32
// CHECK-DAG:       %[[NUMBER:.*]] = arith.cmpf ord, %[[B]], %[[B]] : f32
// CHECK-DAG:       %[[FIRST:.*]] = arith.andi %[[NAN]], %[[NUMBER]] : i1
// CHECK-DAG:       %[[BETTER:.*]] = arith.ori %[[GREATER]], %[[FIRST]] : i1
// CHECK-DAG:       arith.select %[[BETTER]], %[[X]], %[[B]] : f32
// CHECK-DAG:       linalg.index 1
// CHECK-DAG:       arith.select %[[BETTER]], %{{.*}}, %[[I]] : i32
// CHECK:         return %[[R]]#1 : tensor<2x4xi32>
func.func @argmax(%x: tensor<2x3x4xf32>) -> tensor<2x4xi32> {
  %0 = array.argmax %x {axis = 1 : i64, index_type = i32} : (tensor<2x3x4xf32>) -> tensor<2x4xi32>
  return %0 : tensor<2x4xi32>
}
