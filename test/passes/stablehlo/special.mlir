// RUN: covector-opt %s -array-to-stablehlo | FileCheck %s

// 20 rounds, each with one rotation of two shifts.
// CHECK-LABEL: func.func @threefry(
// CHECK-COUNT-20: stablehlo.shift_left
// CHECK-NOT:      stablehlo.shift_left
// CHECK:          return
func.func @threefry(%k: tensor<ui32>, %x: tensor<ui32>) -> (tensor<ui32>, tensor<ui32>) {
  %0:2 = array.threefry2x32 %k, %k, %x, %x : tensor<ui32>
  return %0#0, %0#1 : tensor<ui32>, tensor<ui32>
}

// The axis of the largest becomes the last one.
// CHECK-LABEL: func.func @top_k(
// CHECK:         %[[X:.*]] = stablehlo.transpose %{{.*}}, dims = [1, 0]
// CHECK:         %[[V:.*]], %[[I:.*]] = chlo.top_k(%[[X]], k = 2) : tensor<3x4xf32> -> (tensor<3x2xf32>, tensor<3x2xi32>)
// CHECK:         stablehlo.transpose %[[V]], dims = [1, 0]
// CHECK:         stablehlo.transpose %[[I]], dims = [1, 0]
func.func @top_k(%x: tensor<4x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xi32>) {
  %v, %i = array.top_k %x {axis = 0 : i64, k = 2 : i64} : (tensor<4x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xi32>)
  return %v, %i : tensor<2x3xf32>, tensor<2x3xi32>
}
